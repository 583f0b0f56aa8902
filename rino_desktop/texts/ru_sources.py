"""Russian: data sources and lists that are built from them, as the command line speaks of them."""

TEXTS = {
    # help
    "build a list from a data source": "составить список по источнику данных",
    "name or URL of a data source": "имя или адрес (URL) источника данных",
    "one SELECT": "один запрос SELECT",
    "a criterion over mapped fields": "условие отбора по полям из карты соответствий",
    "what of the mapping the list is made of": "из чего в карте соответствий составлять список",
    "how often the engine refreshes it while the campaign runs": (
        "как часто движок обновляет список, пока кампания идёт"
    ),
    "{text} is no duration of a minute or more, such as 15m": (
        "{text} — не промежуток от минуты и больше, например 15m"
    ),
    "also withdraw who no longer matches": "заодно отозвать тех, кто больше не подходит",
    "build the list again as before; withdraw who no longer matches": (
        "составить список заново, как в прошлый раз; отозвать тех, кто больше не подходит"
    ),
    "withdraw all when nobody matches": "отозвать всех, если не подошёл никто",
    "external databases and services": "внешние базы данных и службы",
    "register a data source": "завести источник данных",
    "firebird://USER@HOST/DATABASE or a Firebird file, sqlite:///FILE, http(s)://…,"
    " or a URL of SQLAlchemy": (
        "firebird://ПОЛЬЗОВАТЕЛЬ@УЗЕЛ/БАЗА или файл Firebird, sqlite:///ФАЙЛ, http(s)://…"
        " или адрес SQLAlchemy"
    ),
    "environment variable with the password; read when the source is opened": (
        "переменная окружения с паролем; читается при подключении к источнику"
    ),
    "seconds to open a connection": "сколько секунд ждать подключения",
    "queries at once": "сколько запросов одновременно",
    "of a Firebird database that does not say it": (
        "кодировка базы Firebird, если в самой базе она не указана"
    ),
    "which table and column is what": "карта соответствий: в какой таблице и каком столбце что",
    "instead of the one of that name": "вместо источника с тем же именем",
    "all data sources": "все источники данных",
    "a data source with its mapping": "источник данных и его карта соответствий",
    "see whether a data source answers": "проверить, отвечает ли источник данных",
    "show the first rows of this query": "показать первые строки этого запроса",
    "remove a data source": "удалить источник данных",
    "a sample billing database": "учебная база биллинга",
    "make it, with people, accounts and debts": "создать её: люди, лицевые счета, долги",
    "a new Firebird file, sqlite:///FILE or an empty PostgreSQL database": (
        "новый файл Firebird, sqlite:///ФАЙЛ или пустая база PostgreSQL"
    ),
    "how many people": "сколько абонентов",
    "other people and debts": "другие люди и другие долги",
    "environment variable with the password": "переменная окружения с паролем",
    "also register it as this data source": "сразу завести её источником данных с этим именем",
    # messages
    "Making the sample billing database": "Создаю учебную базу биллинга",
    "Sample billing database made: {url}. Subscribers: {subscribers}, accounts: {accounts},"
    " charges: {charges}.": (
        "Учебная база биллинга создана: {url}. Абонентов: {subscribers}, лицевых счетов:"
        " {accounts}, начислений: {charges}."
    ),
    "A data source needs a name.": "Источнику данных нужно имя.",
    "Data source {name} added.": "Источник данных {name} заведён.",
    "Data source {name} changed.": "Источник данных {name} изменён.",
    "Data source {name} removed.": "Источник данных {name} удалён.",
    "{name} is no character set of Firebird.": "{name} — не кодировка Firebird.",
    "No data sources yet: rino-desktop source add NAME --url URL": (
        "Источников данных пока нет: rino-desktop source add ИМЯ --url АДРЕС"
    ),
    "address": "адрес",
    "mapped": "карта соответствий",
    "Password from: {variable}": "Пароль берётся из: {variable}",
    "Seconds to open a connection: {seconds}; queries at once: {count}.": (
        "Секунд на подключение: {seconds}; запросов одновременно: {count}."
    ),
    "Data source {name}: the environment variable {variable} is not set.": (
        "Источник данных {name}: переменная окружения {variable} не задана."
    ),
    "does not answer": "не отвечает",
    "{name} answers ({dialect}); opened in {milliseconds} ms.": (
        "{name} отвечает ({dialect}); подключение заняло {milliseconds} мс."
    ),
    "There is no data source {name}.": "Нет источника данных {name}.",
    "Add it: {example}.": "Заведите его: {example}.",
    "The URL cannot be read: {reason}.": "Не удаётся разобрать адрес: {reason}.",
    "The URL contains a password.": "В адресе указан пароль.",
    "Put it into an environment variable and name that with --password-env.": (
        "Поместите его в переменную окружения и назовите её ключом --password-env."
    ),
    "Matches now: {matches}. New: {new}, updated: {updated}, unchanged: {unchanged}, "
    "withdrawn: {withdrawn}, back again: {returned}, rejected: {rejected}.": (
        "Подходит сейчас: {matches}. Новых: {new}, обновлено: {updated}, без изменений:"
        " {unchanged}, отозвано: {withdrawn}, возвращено: {returned}, отброшено: {rejected}."
    ),
    "The list of the campaign {name} was not built from a data source.": (
        "Список кампании {name} составлен не по источнику данных."
    ),
    "rino-desktop contacts build: {option} is needed": (
        "rino-desktop contacts build: нужен ключ {option}"
    ),
}
