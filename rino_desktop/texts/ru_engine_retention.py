"""Russian: what the engine says of retention: clocks, voice stores that are away, erased data."""

TEXTS = {
    "the clock of this computer is {days} days ahead of that of the database's server;"
    " nothing was deleted.": (
        "часы этого компьютера спешат против часов сервера базы данных (дней: {days}); ничего не"
        " удалено."
    ),
    "Set the clock that is wrong.": "Поправьте те часы, что идут неверно.",
    "the clock was {days} days later than when it was last looked at ({since});"
    " nothing was deleted.": (
        "часы ушли вперёд: с прошлой проверки ({since}) по ним прошло дней: {days}; ничего не"
        " удалено."
    ),
    "Set it if it is wrong. If it is right, say so: Delete now in the settings, or"
    " rino-desktop voice retention run --kind all --clock-is-right": (
        "Поправьте их, если они идут неверно. Если верно — подтвердите: «Удалить сейчас» в"
        " настройках или rino-desktop voice retention run --kind all --clock-is-right"
    ),
    "the clock was {days} days later than when it was last looked at ({since});"
    " the rules are applied when it has gone on for a day.": (
        "часы ушли вперёд: с прошлой проверки ({since}) по ним прошло дней: {days}; правила"
        " применятся через сутки такого хода."
    ),
    "Set it if it is wrong. If it is right, there is nothing to be done.": (
        "Поправьте их, если они идут неверно. Если верно — делать ничего не нужно."
    ),
    "in the voice store {store} there have been files, and its mark {mark} is gone: it may"
    " not be mounted.": (
        "в хранилище фраз {store} были файлы, а теперь нет его метки {mark}: возможно, оно не"
        " подключено."
    ),
    "Mount it. If the folder was emptied on purpose, put an empty file of that name into it.": (
        "Подключите его. Если папку очистили намеренно, положите в неё пустой файл с таким именем."
    ),
    "his data were deleted by retention.": "данные контакта удалены по сроку хранения.",
    "Import the list again.": "Загрузите список заново.",
}
