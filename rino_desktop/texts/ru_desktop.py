"""Russian: the desktop's windows."""

TEXTS = {
    "Campaigns": "Кампании",
    "Campaign": "Кампания",
    "State": "Состояние",
    "Contacts": "Контактов",
    "Done": "Готово",
    "Answered": "Ответили",
    "Live calls": "Идёт вызовов",
    "Why nothing is dialled": "Почему не звоним",
    "Start": "Запустить",
    "Pause": "Пауза",
    "Stop": "Остановить",
    "Create the database": "Создать базу данных",
    "Opening the database…": "Открываю базу данных…",
    "The database cannot be opened": "База данных не открывается",
    "There is no database yet": "Базы данных ещё нет",
    "It will be here: {path}": "Она будет здесь: {path}",
    "Database: {name}": "База данных: {name}",
    "Engines: {names}": "Движки: {names}",
    "No engine is running: rino-desktop --engine": "Движок не запущен: rino-desktop --engine",
    "No campaigns yet": "Кампаний пока нет",
    "Nothing is set up yet": "Пока ничего не настроено",
    "First a line to the telephone network, then a campaign:": (
        "Сначала линия в телефонную сеть, потом кампания:"
    ),
    "The desktop is not installed here ({module} is missing).": (
        "Оконная часть программы здесь не установлена (нет {module})."
    ),
    "There is no screen here.": "Здесь нет экрана.",
    "A server runs rino-desktop --engine.": "На сервере запускают rino-desktop --engine.",
}
