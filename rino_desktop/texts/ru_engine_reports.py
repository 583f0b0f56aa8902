"""Russian: errors of the engine about surveys, draws and clients' forms."""

TEXTS = {
    "{text!r} is no day of a period.": "{text!r} — не день периода.",
    # surveys
    "The contacts of {campaign} have no field {name!r}.": (
        "У абонентов кампании {campaign} нет поля «{name}»."
    ),
    "They have: {known}.": "Есть: {known}.",
    "There is no question, field of the list or result named {name!r} to cross the survey with.": (
        "Нет вопроса, поля списка или результата «{name}», с которым можно сопоставить опрос."
    ),
    "A survey is weighted by a field or by target shares, not by both.": (
        "Опрос взвешивают либо по полю, либо по заданным долям, но не по тому и другому сразу."
    ),
    "Leave one of them out.": "Уберите что-то одно.",
    "The target shares of {name!r} are no shares.": "Доли для «{name}» заданы неверно.",
    "Give each value a number above zero.": "Задайте каждому значению число больше нуля.",
    # draws
    "The campaign {campaign} has no draw named {name!r}.": (
        "В кампании {campaign} нет розыгрыша «{name}»."
    ),
    "How many winners are to be drawn is not said.": "Не указано, сколько победителей выбрать.",
    "Say it: --winners N.": "Укажите: --winners N.",
    "Winners are drawn from a seed, and there is none.": (
        "Победителей определяют по ключу розыгрыша, а он не указан."
    ),
    "The draw {draw!r} has {tickets} tickets and cannot have {winners} winners.": (
        "В розыгрыше «{draw}» билетов: {tickets}; победителей не может быть {winners}."
    ),
    "Ask for fewer winners.": "Уменьшите число победителей.",
    # forms: the file
    "report form": "форма отчёта",
    "there is no report form named '{name}'.": "нет формы отчёта с именем «{name}».",
    "All there are: rino-desktop report-form list": (
        "Все имеющиеся: rino-desktop report-form list"
    ),
    "The form {form} is too large.": "Форма {form} слишком велика.",
    "All its files together may have {most} characters.": (
        "Во всех её файлах вместе может быть не больше {most} знаков."
    ),
    "The form {form} has no file {file}.": "В форме {form} нет файла {file}.",
    "Write one: docs/reports.md shows how.": "Составьте его: как — показано в docs/reports.md.",
    "{place}: {reason}.": "{place}: ошибка: {reason}.",
    "Mend the TOML there.": "Исправьте TOML в этом месте.",
    "The form {form} has no template file {file}.": "В форме {form} нет файла шаблона {file}.",
    "Put it beside {form_file}, or name another in [template].": (
        "Положите его рядом с {form_file} или назовите в template другой."
    ),
    "{place}: there is no key {key!r}.": "{place}: ключа «{key}» не бывает.",
    "Known here: {known}.": "Здесь известны: {known}.",
    "{place}: the key {key!r} must be {wanted}.": (
        "{place}: ключ «{key}» — здесь нужно: {wanted}."
    ),
    "a name of 200 characters at most, without a colon and slashes, that does not begin with a dot"
    " or a hyphen": (
        "имя не длиннее 200 знаков, без двоеточий и косых черт, не с точки и не с дефиса в начале"
    ),
    "texts by file name": "тексты по именам файлов",
    "portrait or landscape": "portrait или landscape",
    "another name: this one every form has": "другое имя: такое есть у каждой формы",
    "text, number or date": "text, number или date (тип)",
    "a text, a number or a date": "текст, число или дата",
    "an SQL text": "текст SQL",
    "a list: [[tables]]": "список: [[tables]]",
    "a list of tables": "список таблиц",
    "a number of characters, 1 to 200": "число знаков от 1 до 200",
    "a text, or a table with ru and en": "текст или таблица с ru и en",
    "a name of letters, digits and _": "имя из букв, цифр и _",
    "a table": "таблица",
    "a text": "текст",
    "one of {known}": "одно из: {known}",
    # forms: what they are asked with
    "Form {form}, parameter {name}: {text!r} is no number.": (
        "Форма {form}, параметр {name}: «{text}» — не число."
    ),
    "Write it as 2.50.": "Напишите в виде 2.50.",
    "Form {form}, parameter {name}: {text!r} is no date.": (
        "Форма {form}, параметр {name}: «{text}» — не дата."
    ),
    "Write it as 2026-11-23.": "Напишите в виде 2026-11-23.",
    "Form {form} has no parameter {name!r}.": "У формы {form} нет параметра «{name}».",
    "It has: {known}.": "Есть: {known}.",
    "Form {form} needs its parameter {name!r}.": "Форме {form} нужен параметр «{name}».",
    "Give it: --parameter {name}=VALUE.": "Задайте его: --parameter {name}=ЗНАЧЕНИЕ.",
    "Form {form}: its period ends before it begins.": (
        "Форма {form}: период заканчивается раньше, чем начинается."
    ),
    "Let --from be the earlier day.": "Пусть --from будет более ранним днём.",
    # forms: templates
    "Form {form}, {template}, line {line}: {reason}.": (
        "Форма {form}, {template}, строка {line}: {reason}."
    ),
    "Mend the template there.": "Исправьте шаблон в этом месте.",
    "Form {form}, {template}, line {line}: there is no {name!r}.": (
        "Форма {form}, {template}, строка {line}: имени «{name}» нет."
    ),
    "Form {form}, {template}, line {line}: there is no template file {name!r}.": (
        "Форма {form}, {template}, строка {line}: файла шаблона «{name}» нет."
    ),
    "see docs/reports.md": "см. docs/reports.md",
    "Form {form}, {template}, line {line}: asks for more than a report holds ({reason}).": (
        "Форма {form}, {template}, строка {line}: столько в отчёт не поместится ({reason})."
    ),
    "Loop over the rows of a query, and limit them there (SELECT FIRST 1000 …).": (
        "Перебирайте строки запроса и ограничьте их в нём (SELECT FIRST 1000 …)."
    ),
    "Form {form}: its template {template} takes longer than {seconds:g} s.": (
        "Форма {form}: шаблон {template} работает дольше {seconds:g} с."
    ),
    "Form {form}: its template {template} takes more memory or time than it may.": (
        "Форма {form}: шаблону {template} не хватило разрешённой памяти или времени."
    ),
    "Look for a loop that does not end, or that goes over too much.": (
        "Поищите цикл, который не кончается или перебирает слишком много."
    ),
    # forms: queries and tables
    "Form {form}, query {query}: {reason}": "Форма {form}, запрос {query}: {reason}",
    "Form {form}, query {query}: gives more than {most} rows.": (
        "Форма {form}, запрос {query}: даёт больше {most} строк."
    ),
    "Let the database add them up (GROUP BY), or limit them.": (
        "Пусть их сложит база данных (GROUP BY), или ограничьте их число."
    ),
    "Form {form}: there is no query or measure named {name!r} for a table.": (
        "Форма {form}: для таблицы нет запроса или показателя «{name}»."
    ),
    "Form {form}: the rows of {rows} have no column {name!r}.": (
        "Форма {form}: в строках {rows} нет столбца «{name}»."
    ),
    "line {line}: there is no parameter {name!r}.": "строка {line}: параметра «{name}» нет.",
    "Known are: {known}.": "Известны: {known}.",
    "line {line}: this SQL is refused ({reason}).": (
        "строка {line}: такой SQL не допускается ({reason})."
    ),
    "A form only reads: one SELECT or WITH … SELECT of the campaigns' tables.": (
        "Форма только читает: один SELECT или WITH … SELECT из таблиц кампаний."
    ),
    "it has more than one statement": "в нём больше одного оператора",
    "{word} is not for reports": "{word} — не для отчётов",
    "only SELECT is allowed": "можно только SELECT",
    "the database refuses it: {reason}.": "база данных его не принимает: {reason}.",
    "Mend the SQL.": "Исправьте SQL.",
    "it takes longer than {seconds:g} s.": "выполняется дольше {seconds:g} с.",
    "Ask for less, or along an index (campaign_id, begun_at).": (
        "Запросите меньше или по индексу (campaign_id, begun_at)."
    ),
}
