"""What the engine says of dialogues (the tests of schemes)."""

TEXTS = {
    "there is no time zone “{zone}”; name one as Europe/Moscow": (
        "часового пояса «{zone}» нет; запишите его в виде Europe/Moscow"
    ),
    "must be hours as 09:00-20:00": "нужны часы, например 09:00-20:00",
    "must be 0 to {most} seconds": "нужно от 0 до {most} секунд",
    "must be a date and time YYYY-MM-DDThh:mm": "нужны дата и время: ГГГГ-ММ-ДДTчч:мм",
    "must be a date and time YYYY-MM-DDThh:mm, or empty for none": (
        "нужны дата и время: ГГГГ-ММ-ДДTчч:мм, или пусто, если перезвона нет"
    ),
    "no holidays are known for “{country}”": "праздники страны «{country}» неизвестны",
    "must be one node and the port by which it is left": (
        "нужен один блок и выход, которым он покинут"
    ),
    "must have exactly one answer of: {known}": "ответ нужен ровно один из: {known}",
    "a stub of “{whom}” answers by: {known}": "заглушка для «{whom}» отвечает так: {known}",
    "does not belong to a stub that answers by “{answer}”": (
        "не подходит к заглушке с ответом «{answer}»"
    ),
    "must be “{format}”": "должно быть «{format}»",
    "must be a whole number": "нужно целое число",
    "must be {least} to {most}": "нужно от {least} до {most}",
    "damaged TOML: {reason}.": "повреждён TOML: {reason}.",
}
