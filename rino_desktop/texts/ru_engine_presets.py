"""What the engine says of legal presets."""

TEXTS: dict[str, str] = {
    "{file}: {key}: {reason}.": "{file}: {key}: {reason}.",
    "{file}: {key}: {reason}": "{file}: {key}: {reason}",
    "must be from {least:g} to {most:g}": "нужно число от {least:g} до {most:g}",
    "must be small Latin letters, digits and hyphens": (
        "допустимы строчные латинские буквы, цифры и дефис"
    ),
    "must be a list of words in small Latin letters": (
        "нужен список слов из строчных латинских букв"
    ),
    "must be a table": "нужна таблица",
    "must be a number": "нужно число",
    "must be text in quotes": "нужен текст в кавычках",
    "must be true or false": "нужно true или false",
    "must be a list": "нужен список",
    "must be a date like 2025-09-01": "нужна дата вида 2025-09-01",
    "{value!r} is none of: {known}": "значение «{value}» неизвестно; возможны: {known}",
    "unknown key": "неизвестный ключ",
    "not given": "ключ не указан",
    "no holidays are known for {name!r}": "праздники для «{name}» неизвестны",
    "must be longer than nothing": "нужен срок больше нуля",
    "The legal preset {name!r} has no version {version!r}.": (
        "У набора требований закона «{name}» нет версии «{version}»."
    ),
    "It has: {known}.": "Есть: {known}.",
    "There are two scenarios named {name!r}.": "Сценариев обзвона с именем «{name}» два.",
    "There is no scenario {name!r}.": "Нет сценария обзвона «{name}».",
    "The scenario {name!r} has no option {option!r}.": (
        "У сценария обзвона «{name}» нет параметра «{option}»."
    ),
    "Its options: {known}.": "Его параметры: {known}.",
    "The scenario by-field has no column.": "Сценарию by-field не указан столбец.",
    'Name it below [scenario_options]: field = "…".': (
        'Укажите его в [scenario_options]: field = "…".'
    ),
    "The option first of the scenario by-field is {value!r}.": (
        "Параметр first сценария by-field равен «{value}»."
    ),
    'Write first = "largest" or first = "smallest".': (
        'Напишите first = "largest" (сначала большие) или first = "smallest" (сначала меньшие).'
    ),
    "The option evening of the scenario spread is {value!r}.": (
        "Параметр evening сценария spread равен «{value}»."
    ),
    "Write an hour from 0 to 24.": "Укажите час от 0 до 24.",
    "The scenario {name!r} cannot be used: {reason}.": (
        "Сценарий обзвона «{name}» использовать нельзя: {reason}."
    ),
    "must be the name of another preset": "должно быть имя другого набора",
    "the office has no legal preset {name} of its own.": "собственного набора {name} нет.",
    "See: rino-desktop preset list": "Посмотрите: rino-desktop preset list",
    "the legal preset {name} is what {copy} is a copy of.": (
        "с набора {name} скопирован набор {copy}."
    ),
    "Delete {copy} first.": "Сначала удалите {copy}.",
    "somebody else has just changed the legal preset {name}.": (
        "набор {name} только что изменил кто-то другой."
    ),
    "Look at it as it is now, and change it again.": (
        "Посмотрите, каков он теперь, и измените ещё раз."
    ),
    "the legal preset {name} is used by the campaign '{campaign}'.": (
        "набор {name} нужен кампании «{campaign}»."
    ),
    "Archive that campaign or give it another preset first.": (
        "Сначала отправьте её в архив или задайте ей другой набор."
    ),
}
