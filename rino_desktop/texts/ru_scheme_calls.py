"""Russian: commands about schemes that call schemes."""

TEXTS = {
    "It calls the scheme {name}, which is not published yet: import it, too.": (
        "Она вызывает схему {name}, которая ещё не опубликована: импортируйте и её."
    ),
    "The published scheme {name} calls it and does not fit it any more: {problem}": (
        "Опубликованная схема {name} вызывает её и больше к ней не подходит: {problem}"
    ),
    "The published schemes could not be looked at: {reason}": (
        "Опубликованные схемы посмотреть не удалось: {reason}"
    ),
}
