"""Russian: where retention does not delete, and what it means for calls."""

TEXTS = {
    "refused rows of lists": "непринятые строки списков",
    "not deleted: the clock is doubted": "не удалено: часам нельзя верить",
    "nothing deleted by retention: the clock is doubted": (
        "по сроку хранения ничего не удалено: часам нельзя верить"
    ),
    "portion of files to be deleted by retention": "порция файлов к удалению по сроку хранения",
    # command line
    "delete although the clock has gone on by more than it could": (
        "удалить, хотя часы ушли вперёд больше, чем могли"
    ),
    "Their engines go through these within ten minutes: {places}.": (
        "Эти хранилища их движки пройдут в течение десяти минут: {places}."
    ),
    "Would be deleted: {count} refused rows of lists.": (
        "Непринятых строк списков, которые были бы удалены: {count}."
    ),
    "Deleted: {count} refused rows of lists.": "Удалено непринятых строк списков: {count}.",
    # contacts whose data have gone
    "retention": "срок хранения",
    "his data were deleted; import the list again": (
        "данные контакта удалены; загрузите список заново"
    ),
    "data of contacts": "данные контактов",
    "Of {n} who were still to be called the data were deleted by retention: they are not called.": (
        "Данные контактов, которым ещё предстояло звонить ({n}), удалены по сроку хранения: им не"
        " звонят."
    ),
    "Import the list again: who has data again is called.": (
        "Загрузите список заново: кому он вернёт данные, тем позвонят."
    ),
    # legal presets
    "The legal preset {name} in {place} allows what the one that comes with the program does not:"
    " {rules}.": (
        "Набор правовых правил {name} ({place}) разрешает то, чего не разрешает набор из поставки:"
        " {rules}."
    ),
    "Give it a name of its own, or make it as strict as {law}.": (
        "Дайте ему своё имя или сделайте его не мягче {law}."
    ),
}
