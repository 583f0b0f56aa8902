"""Legal presets, consents, quotas, the ledger."""

TEXTS: dict[str, str] = {
    # presets
    "legal presets": "наборы требований закона",
    "all legal presets": "все наборы требований",
    "what a legal preset says": "что в наборе требований",
    "check the file of a legal preset": "проверить файл набора требований",
    "There are no legal presets.": "Наборов требований закона нет.",
    "version": "версия",
    "valid from": "действует с",
    "in force": "в силе",
    "title": "название",
    "no": "нет",
    "{file}: too long for a legal preset.": "{file}: слишком велик для набора требований.",
    "{file}: not valid JSON: {reason}.": "{file}: ошибка в JSON: {reason}.",
    "There is no folder {folder} for legal presets.": (
        "Нет папки {folder} с наборами требований закона."
    ),
    "Create it, or mend the key presets of the configuration file.": (
        "Создайте её или исправьте ключ presets в файле настроек."
    ),
    "{file}: {other} holds the same preset and version ({preset}).": (
        "{file}: тот же набор той же версии ({preset}) уже есть в {other}."
    ),
    "Raise the version in one of them, or remove it.": (
        "Увеличьте версию в одном из файлов или удалите его."
    ),
    "the legal preset {name} has no version {version}.": (
        "у набора требований закона {name} нет версии {version}."
    ),
    "Source: {text}": "Источник: {text}",
    "Valid from: {day}": "Действует с {day}",
    "Ring for at least {seconds} s.": "Звонить не меньше {seconds} с.",
    "The purpose has to be declared.": "Цель вызовов должна быть объявлена.",
    "Only with a consent ({kinds}) that has its proof.": (
        "Только с согласия абонента ({kinds}), у которого есть подтверждение."
    ),
    "Only with a consent ({kinds}).": "Только с согласия абонента ({kinds}).",
    "No legal advice: a lawyer has to confirm it for your campaign.": (
        "Это не юридическая консультация: правила для вашей кампании должен подтвердить юрист."
    ),
    "At most {maximum} in {window}: {counted}, {whom}, {scope}.": (
        "Не больше {maximum} за {window}: {counted}, {whom}, {scope}."
    ),
    "one person": "одному человеку",
    "one number": "на один номер",
    "over all campaigns": "по всем кампаниям",
    "over campaigns of the same purpose": "по кампаниям с той же целью",
    "over the campaign": "по этой кампании",
    "calls": "вызовы",
    "conversations": "разговоры",
    "voice messages": "голосовые сообщения",
    "abandoned calls": "потерянные вызовы",
    "a calendar day": "календарный день",
    "a calendar week": "календарную неделю",
    "a calendar month": "календарный месяц",
    # consents
    "consents to be called, with their proof": "согласия на звонки и их подтверждения",
    "these numbers have consented": "абоненты этих номеров дали согласие",
    "the numbers of a file have consented": "абоненты номеров из файла дали согласие",
    "these numbers have withdrawn their consent": "абоненты этих номеров отозвали согласие",
    "all consents": "все согласия",
    "the consents of a number": "согласия одного номера",
    "only this kind": "только этого вида",
    "write the proof into a file": "записать подтверждение в файл",
    "what was consented to": "на что дано согласие",
    "what proves it: a reference, or a file to be kept": (
        "чем подтверждено: ссылка на документ или файл, который надо сохранить"
    ),
    "the last day when it holds": "последний день действия",
    "Consents added: {count}.": "Добавлено согласий: {count}.",
    "Contacts that wait to be called again: {count}.": "Контактов снова в очереди: {count}.",
    "Consents revoked: {count}.": "Отозвано согласий: {count}.",
    "There are no consents.": "Согласий нет.",
    "There is no consent of {phone}.": "Согласия абонента {phone} нет.",
    "No file proves a consent of {phone}.": "Файла, подтверждающего согласие {phone}, нет.",
    "{text} is no kind of consent.": "{text} — не вид согласия.",
    "Write up to 20 small Latin letters, digits, hyphens.": (
        "Не больше 20 строчных латинских букв, цифр и дефисов."
    ),
    "--obtained lies in the future: {day}.": "--obtained: дата {day} ещё не наступила.",
    "--until lies before --obtained.": "--until раньше, чем --obtained.",
    "--proof is empty.": "--proof пуст.",
    "Name a document, or a file.": "Укажите документ или файл.",
    "{file}: larger than {n} MB.": "{file}: больше {n} МБ.",
    "Keep it elsewhere and name the place.": "Храните его отдельно, а здесь укажите где.",
    "{text} is no date.": "{text} — не дата.",
    "Write it like 2026-11-05.": "Запишите так: 2026-11-05.",
    "revoked {moment}": "отозвано {moment}",
    "kind of consent": "вид согласия",
    "obtained": "получено",
    "until": "до",
    "valid": "действует",
    "proof": "подтверждение",
    # the ledger
    "Ledger: {rule}.": "Журнал отказов: {rule}.",
    "of the ledger only this number": "из журнала отказов — только этот номер",
    "why a number is or is not called": "почему номеру звонят или не звонят",
    "The campaign {name} has no contact with the number {phone}.": (
        "В кампании {name} нет контакта с номером {phone}."
    ),
    "The campaign is not running.": "Кампания не запущена.",
    "Not called yet.": "Ещё не звонили.",
    "Waits for another attempt.": "Ждёт следующей попытки.",
    "A call is in progress.": "Идёт вызов.",
    "Done: not called any more.": "Обработан: больше не звоним.",
    "Excluded: not called any more.": "Исключён: больше не звоним.",
    "May not be called now:": "Сейчас звонить нельзя:",
    "No rule forbids a call now.": "Сейчас звонить можно.",
    "In the ledger:": "В журнале отказов:",
    "may be called from {moment}": "можно звонить с {moment}",
    # campaigns
    "The campaign {name} cannot be started: {reason}": "Кампанию {name} запустить нельзя: {reason}",
    'write "completed", or "result=value".': "запишите «completed» или «результат=значение».",
    "{file}: quota: write [[quota]].": "{file}: quota: запишите [[quota]].",
    "more than {n} cells.": "больше {n} ячеек.",
    'must be lists of values, such as by.sex = ["m", "f"].': (
        'нужны списки значений, например by."пол" = ["м", "ж"].'
    ),
    "a list of {n} is expected here, as many as there are values.": (
        "здесь нужен список из {n} — по числу значений."
    ),
    'must name fields and values, such as cell.sex = "f".': (
        'нужны поля и их значения, например cell."пол" = "ж".'
    ),
    "two cells are named {name}.": "две ячейки названы одинаково: {name}.",
    "must not be empty.": "не может быть пустым.",
    "Quota {name}: {done} of {target}, in progress {in_progress}.": (
        "Квота {name}: {done} из {target}, в работе {in_progress}."
    ),
    "The campaign is finished: its quotas are full.": "Кампания завершена: квоты набраны.",
}
