"""Russian: errors of the engine about schemes, sound, reports and values in files."""

TEXTS = {
    # scheme files
    "{source}: {fault}": "{source}: {fault}",
    "{where}: {what}.": "{where}: {what}.",
    "the scheme": "схема",
    "the document": "весь документ",
    "is empty.": "файл пуст.",
    "a scheme": "схема",
    "a form": "бланк",
    "dialogues": "диалоги",
    "too large to be {kind} ({length:,} characters).": (
        "слишком много символов ({length}): это не {kind}."
    ),
    "damaged JSON at line {line}, column {column}: {reason}.": (
        "повреждён JSON в строке {line}, столбце {column}: {reason}."
    ),
    "damaged JSON: {reason}.": "повреждён JSON: {reason}.",
    "is nested too deeply to be {kind}.": "вложенность слишком велика: это не {kind}.",
    "is nested too deeply": "вложенность слишком велика",
    "is not {kind}: the outermost value must be an object.": (
        "это не {kind}: внешним значением должен быть объект."
    ),
    'is not {kind}: "format" must be "{format}".': (
        "это не {kind}: значением «format» должно быть «{format}»."
    ),
    '"version" must be a whole number.': "значением «version» должно быть целое число.",
    "was written by a newer version of the program (format {version}, this program knows up to"
    " {newest}).": (
        "файл записан более новой версией программы (формат {version}, эта знает формат"
        " до {newest})."
    ),
    "Update the program.": "Обновите программу.",
    "its format {version} is not supported any more.": "формат {version} больше не поддерживается.",
    "the key “{key}” stands twice in one object.": "ключ «{key}» стоит в одном объекте дважды.",
    "{text} is too large a number.": "{text} — слишком большое число.",
    "{text} is not a number that {kind} can hold.": "число {text} здесь невозможно ({kind}).",
    "a text holds half of a surrogate pair (\\ud800…\\udfff).": (
        "в тексте половина суррогатной пары (\\ud800…\\udfff)."
    ),
    "must be {kind}, not {found}": "должно быть значение вида «{kind}», а не «{found}»",
    "an object": "объект",
    "a list": "список",
    "a text": "текст",
    "a number": "число",
    "true or false": "true или false",
    "nothing (null)": "пусто (null)",
    "has an unknown key “{key}”": "неизвестный ключ «{key}»",
    "lacks “{key}”": "нет ключа «{key}»",
    "is too large a number": "слишком большое число",
    "must not be empty": "не должно быть пустым",
    "must be one of: {known}": "допустимы: {known}",
    "must have exactly one of: {known}": "нужно ровно одно из: {known}",
    "must be two numbers [x, y]": "нужны два числа: [x, y]",
    "“{key}” belongs to “{step}”": "«{key}» относится к «{step}»",
    "must be keys of a telephone: 0-9 * # A-D": "нужны клавиши телефона: 0-9 * # A-D",
    "must be a date YYYY-MM-DD": "нужна дата в виде ГГГГ-ММ-ДД",
    "must be true": "допустимо только true",
    "{id} is already the id of another": "id {id} уже занят",
    "{id} is already the id of another (“{other}” and “{name}”)": (
        "id {id} — у двоих: «{other}» и «{name}»"
    ),
    # schemes in use
    "Scheme “{scheme}” cannot be used: {problems}.": (
        "Схему «{scheme}» нельзя использовать: {problems}."
    ),
    "and {number} more": "и ещё {number}",
    "rino-desktop scheme check lists all its problems.": (
        "Все её ошибки перечисляет rino-desktop scheme check."
    ),
    "Scheme “{scheme}”, node “{node}”: {reason}": "Схема «{scheme}», блок «{node}»: {reason}",
    "Mend the node in the editor.": "Исправьте блок в редакторе.",
    "Two node types are called “{name}” ({first} and {second}).": (
        "Два вида блоков названы «{name}» ({first} и {second})."
    ),
    "Remove one of the plug-ins.": "Удалите один из плагинов.",
    "The node type {name} cannot be made: {reason}": (
        "Не удалось создать тип блока {name}: {reason}"
    ),
    "Mend or remove the plug-in that brings it.": "Исправьте или удалите плагин, из которого он.",
    "{type_name} is not a node type: its “{attribute}” must name languages.": (
        "{type_name} — не тип блока: «{attribute}» должно быть задано по языкам."
    ),
    "{type_name} is not a node type: it has no “{attribute}”.": (
        "{type_name} — не тип блока: у него нет «{attribute}»."
    ),
    # sound and speech
    "There is no espeak-ng voice set up for the language {language!r}.": (
        "Для языка «{language}» не задан голос espeak-ng."
    ),
    "Use one of: {known}.": "Возможны: {known}.",
    "A phrase of {length} characters is too long to be spoken: “{start}…”.": (
        "Фраза слишком длинна, чтобы её произнести (символов: {length}): «{start}…»."
    ),
    "Keep it under {limit}.": "Допустимо не больше {limit}.",
    "The speech synthesiser {program} failed ({how}): {reason}": (
        "Синтезатор речи {program} завершился с ошибкой ({how}): {reason}"
    ),
    "Try it by hand (espeak-ng -v ru проверка); reinstall espeak-ng-data.": (
        "Попробуйте запустить его вручную (espeak-ng -v ru проверка); переустановите"
        " espeak-ng-data."
    ),
    "exit {code}": "код завершения {code}",
    "signal {code}": "сигнал {code}",
    "The speech synthesiser {program} is not installed.": (
        "Синтезатор речи {program} не установлен."
    ),
    "Install it (Debian: apt install espeak-ng) or record the prompts.": (
        "Установите его (Debian: apt install espeak-ng) или запишите фразы."
    ),
    "The speech synthesiser {program} cannot be started: {reason}.": (
        "Не удалось запустить синтезатор речи {program}: {reason}."
    ),
    "Check the program and its permissions.": "Проверьте программу и права на неё.",
    "The speech synthesiser {program} did not finish in {seconds:g} s.": (
        "Синтезатор речи {program} не уложился в {seconds:g} с."
    ),
    "Check the load of this machine.": "Проверьте загрузку этого компьютера.",
    "{scheme} is no scheme with prompts: {reason}.": "{scheme} — не схема с фразами: {reason}.",
    "{source} holds no sound.": "{source}: в файле нет звука.",
    "{source} holds nothing but silence.": "{source}: в записи одна тишина.",
    "Record it again.": "Запишите фразу заново.",
    "{source} is longer than {minutes:g} minutes.": "{source}: запись длиннее {minutes:g} минут.",
    "Cut it.": "Сократите её.",
    "{where} {what}.": "{where}: {what}.",
    "is not a WAV file": "это не файл WAV",
    "is damaged (there is no sound in it)": "файл повреждён (в нём нет звука)",
    "is damaged (its format is cut short)": "файл повреждён (описание формата обрезано)",
    "is damaged (sound before its description)": "файл повреждён (звук идёт раньше его описания)",
    "is damaged ({channels} channels at {rate} Hz)": (
        "файл повреждён (каналов: {channels}, частота {rate} Гц)"
    ),
    "has a sound format we do not read (tag {tag}, {bits} bits)": (
        "такой формат звука не поддерживается (код {tag}, {bits} бит)"
    ),
    "Save it as WAV, PCM 16 bit.": "Сохраните звук как WAV, PCM, 16 бит.",
    "The prompt file {name} is not in the voice store {store}.": (
        "Файла фразы {name} нет в хранилище {store}."
    ),
    "Put it there or record the prompt again.": "Положите его туда или запишите фразу заново.",
    "The folder {folder} for recordings cannot be made: {reason}.": (
        "Не удалось создать папку для записей {folder}: {reason}."
    ),
    "Check the voice store's permissions and the space on its disk.": (
        "Проверьте права на хранилище фраз и место на диске."
    ),
    "The prompt {prompt!r} has neither sound nor text.": (
        "У фразы «{prompt}» нет ни звука, ни текста."
    ),
    "Record it or give it a text in the scheme.": "Запишите её или задайте её текст в схеме.",
    "The prompt {path} cannot be converted: {reason}.": (
        "Не удалось преобразовать фразу {path}: {reason}."
    ),
    "Check the cache folder's permissions and the space on its disk.": (
        "Проверьте права на папку кэша и место на диске."
    ),
    "A phrase cannot be kept in {folder}: {reason}.": (
        "Не удалось сохранить фразу в {folder}: {reason}."
    ),
    "Check the folder's permissions and the space on its disk.": (
        "Проверьте права на папку и место на диске."
    ),
    # values of campaigns and trunks
    "[schedule] timezone: there is no time zone {zone!r}.": (
        "[schedule] timezone: нет часового пояса «{zone}»."
    ),
    'Name one as "Europe/Moscow" or "Asia/Yekaterinburg".': (
        'Запишите его в виде "Europe/Moscow" или "Asia/Yekaterinburg".'
    ),
    "[schedule] holidays: no holidays are known for {country!r}.": (
        "[schedule] holidays: праздники страны «{country}» неизвестны."
    ),
    'Name a country by its two letters, as "RU" or "KZ", or leave it out.': (
        'Запишите страну двумя буквами ("RU", "KZ") или не указывайте.'
    ),
    "dial format {dial_format!r}: unknown part {{{part}}}.": (
        "формат набора «{dial_format}»: неизвестная часть {{{part}}}."
    ),
    "dial format {dial_format!r} leaves the number out.": (
        "в формате набора «{dial_format}» нет самого номера."
    ),
    "dial format {dial_format!r}: {wrong!r} cannot be part of a dialled number.": (
        "формат набора «{dial_format}»: знака «{wrong}» в набираемом номере быть не может."
    ),
    "Use e164, digits, national or a template such as 8{{national}}, 00{{digits}} or"
    " 9{{national}} ({{e164}}, {{digits}}, {{national}}, {{country}} stand for parts of the"
    " number).": (
        "Годятся e164, digits, national или шаблон, например 8{{national}}, 00{{digits}} или"
        " 9{{national}} ({{e164}}, {{digits}}, {{national}}, {{country}} — части номера)."
    ),
    "{e164!r} is no number in E.164 (like +79123456789).": (
        "«{e164}» — не номер в виде E.164 (например, +79123456789)."
    ),
    "{e164} has no country code that is known, so its national part cannot be told.": (
        "у номера {e164} неизвестный код страны, поэтому его национальную часть не выделить."
    ),
    "Dial it with the dial format e164 or digits.": (
        "Набирайте его в формате набора e164 или digits."
    ),
    "{text!r} is no duration.": "«{text}» — не промежуток времени.",
    'Write a number and a unit: "30s", "5m", "4h", "1d".': (
        'Запишите число и единицу: "30s", "5m", "4h", "1d" (секунды, минуты, часы, сутки).'
    ),
    "{text!r} is longer than ten years.": "«{text}» — больше десяти лет.",
    "Write a shorter duration.": "Укажите промежуток короче.",
    "{text!r} is no span of hours.": "«{text}» — не промежуток часов.",
    'Write it like "09:00-20:00" or "never".': 'Запишите его в виде "09:00-20:00" или "never".',
    "{text!r} has a time that no clock shows.": "«{text}»: такого времени на часах не бывает.",
    'Hours run from "00:00" to "24:00".': 'Часы — от "00:00" до "24:00".',
    "{text!r} ends before it begins; calling hours do not run past midnight.": (
        "«{text}»: конец раньше начала; часы звонков не переходят через полночь."
    ),
    'Write the earlier time first, like "09:00-20:00".': (
        'Сначала укажите более раннее время, например "09:00-20:00".'
    ),
    "There is no legal preset {name!r}.": "Нет набора требований закона «{name}».",
    "Known ones: {known}; an empty one means no preset.": (
        "Известны: {known}; пустое значение — без такого набора."
    ),
    # reports
    "The font {file} is missing.": "Нет шрифта {file}.",
    "Install RINO again.": "Переустановите RINO.",
    "There are two kinds of report named {kind!r}.": "Два вида отчёта названы «{kind}».",
    "Remove one of the plug-ins that bring them.": "Удалите один из плагинов, из которых они.",
    "There is no kind of report named {name!r}.": "Нет вида отчёта «{name}».",
    "The time zone {name!r} of the campaign {campaign} is not known.": (
        "Часовой пояс «{name}» кампании {campaign} неизвестен."
    ),
    "Write it as in Europe/Moscow and update the campaign.": (
        "Запишите его в виде Europe/Moscow и обновите кампанию."
    ),
    "There is no report format named {format!r}.": "Нет формата отчёта «{format}».",
    "There are no reports in the language {language!r}.": "На языке «{language}» отчётов нет.",
    "Use ru or en.": "Возможны ru и en.",
    "The report cannot be written to {target}: {reason}.": (
        "Не удалось записать отчёт в {target}: {reason}."
    ),
    "Check that the folder is there and can be written, and the space on its disk.": (
        "Проверьте, что папка есть и в неё можно писать, а на диске есть место."
    ),
}
