"""Russian: skills of operators, variables of schemes."""

TEXTS = {
    "{text} is no skill with a level of {least} to {most}, such as sales=2": (
        "{text} — не умение с уровнем от {least} до {most}, например продажи=2"
    ),
    "A skill needs a name.": "Умению нужно название.",
    "The name of a skill is too long.": "Название умения слишком длинное.",
    "At most {n} characters.": "Не больше {n} символов.",
    "The skill {name} is there twice.": "Умение «{name}» указано дважды.",
    "The level of {name} must be from {least} to {most}.": (
        "Уровень умения «{name}» должен быть от {least} до {most}."
    ),
    "skills of an operator set": "заданы умения телефониста",
    "a text": "текст",
    "a number": "число",
    "a sum of money": "сумма денег",
    "a date": "дата",
    "a telephone number": "номер телефона",
    "There is nothing in it that could be said.": "Здесь нечего произнести.",
    "This is no number. For example: 12 or 12.5.": "Это не число. Например: 12 или 12,5.",
    "This is no sum of money. For example: 1250.30.": ("Это не сумма денег. Например: 1250,30."),
    "This is no date. For example: 2030-09-08.": "Это не дата. Например: 08.09.2030.",
    "This is no telephone number. For example: +74951234567.": (
        "Это не номер телефона. Например: +74951234567."
    ),
}
