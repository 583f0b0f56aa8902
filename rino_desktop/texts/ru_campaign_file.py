"""Russian: faults of campaign and configuration files."""

TEXTS = {
    "{file}: cannot be read: {reason}.": "{file}: не читается: {reason}.",
    "{file}: not UTF-8 text.": "{file}: это не текст в UTF-8.",
    "Save it as UTF-8.": "Сохраните его в UTF-8.",
    "{file}: not valid TOML: {reason}.": "{file}: ошибка в записи TOML: {reason}.",
    "{file}: unknown key {key}.": "{file}: неизвестный ключ {key}.",
    "{file}: {key} has the wrong type.": "{file}: у {key} значение не того вида.",
    "Expected: {kind}.": "Ожидается: {kind}.",
    "{file}: {key} has an unknown value.": "{file}: у {key} неизвестное значение.",
    "{file}: {key} has no url.": "{file}: у {key} нет url.",
    "Did you mean {word}?": "Может быть, {word}?",
    "Possible: {choices}.": "Возможны: {choices}.",
    "{file}: the section [campaign] is missing.": "{file}: нет раздела [campaign].",
    "unknown section": "неизвестный раздел",
    "unknown key": "неизвестный ключ",
    "unknown key.": "неизвестный ключ.",
    "must be a list of at most {most} reasons.": ("здесь нужен список причин, не больше {most}."),
    "a reason is one line of at most {most} characters.": (
        "причина — одна строка, не длиннее {most} символов."
    ),
    "It belongs below [campaign].": "Он должен стоять в разделе [campaign].",
    "{name} must be a section": "{name} должен быть разделом",
    "missing.": "не указано.",
    "{pacing} is a pacing of campaigns of mode {mode}.": (
        "{pacing} — темп набора для кампаний в режиме {mode}."
    ),
    'Write mode = "{mode}", or remove pacing.': 'Напишите mode = "{mode}" или уберите pacing.',
    "has no effect without operators.": "не действует без телефонистов.",
    "the legal preset {name} allows {most} at most.": (
        "требования закона {name} допускают не больше {most}."
    ),
    "there is no form {name}.": "бланка {name} нет.",
    "It has a section of its own: {name}.": "Для этого есть свой раздел: {name}.",
    'action = "message" needs a message or a prompt.': (
        'Для action = "message" укажите message (текст) или prompt (фразу схемы).'
    ),
    "give either a message or a prompt.": "укажите или message, или prompt, но не оба.",
    'has no effect without action = "message".': 'не действует без action = "message".',
    "must not be less than greeting_s and initial_silence_s.": (
        "не может быть меньше greeting_s и initial_silence_s."
    ),
    "there is no detector {name}.": "детектора {name} нет.",
    "the scheme has no prompt {name}.": "в схеме нет фразы {name}.",
    "An automatic campaign needs a scheme.": "Автоматической кампании нужна схема.",
    "Name a trunk, or a list of them.": "Назовите транк или несколько списком.",
    "has no effect without record = true.": "не действует без record = true.",
    "must be text or a number.": "должно быть текстом или числом.",
    "there is no scheme {name}.": "схемы {name} нет.",
    "the scheme {name} is only a draft.": "схема {name} — пока только черновик.",
    "there is no trunk {name}.": "транка {name} нет.",
    "must be text in quotes.": "должен быть текст в кавычках.",
    "must be 1 to {n} printable characters.": "должно быть от 1 до {n} видимых знаков.",
    "must be true or false, without quotes.": "должно быть true или false без кавычек.",
    "must be a whole number from {least} to {most}.": (
        "должно быть целое число от {least} до {most}."
    ),
    "must be a number from {least} to {most}.": "должно быть число от {least} до {most}.",
    "unknown value {value}.": "неизвестное значение {value}.",
    "must be a trunk's name, or a list of names.": "должно быть имя транка или список имён.",
    "must be a number such as {number}.": "должен быть номер вида {number}.",
    "{code} is no country code.": "{code} — не код страны.",
    "there is no legal preset {name}.": "набора требований закона {name} нет.",
    "there is no time zone {name}.": "часового пояса {name} нет.",
    "Write it like Europe/Moscow.": "Пишите так: Europe/Moscow.",
    "{value} is no span of hours.": "{value} — не промежуток часов.",
    "{value} is no duration.": "{value} — не промежуток времени.",
    "Write it like {example}.": "Пишите так: {example}.",
    "no holidays are known for {code}.": "праздники для {code} неизвестны.",
    "must be a list of delays such as {example}.": "должен быть список пауз вида {example}.",
}
