"""Russian: external stores in campaign files, in status and on the command line."""

TEXTS = {
    "{file}: outbox: write [[outbox]].": "{file}: outbox: пишите [[outbox]].",
    "there are two outboxes of this name.": "внешних хранилищ с таким именем два.",
    "there are no recordings without record = true.": "без record = true записей нет.",
    "there is no data source {name}, and it is no URL.": (
        "источника данных {name} нет, и это не адрес."
    ),
    "A database needs a table or a procedure.": "Базе данных нужна таблица или процедура.",
    "{name} is no database.": "{name} — не база данных.",
    "does not go with this kind of store.": "не подходит к такому хранилищу.",
    "the URL cannot be read: {reason}.": "адрес не читается: {reason}.",
    "a password does not belong here.": "паролю здесь не место.",
    "the URL names no host.": "в адресе нет имени сервера.",
    "either a table or a procedure, not both.": "либо таблица, либо процедура, но не обе.",
    "goes with a table.": "бывает только у таблицы.",
    "A procedure has arguments.": "У процедуры — arguments.",
    "SQLite has no procedures.": "в SQLite нет процедур.",
    "goes with a procedure.": "бывает только у процедуры.",
    "A table has columns.": "У таблицы — columns.",
    "Name the text column that keeps the key of each row, so that none comes twice.": (
        "Назовите текстовый столбец для ключа строки, чтобы ни одна не попала в таблицу дважды."
    ),
    "the key column is filled by itself.": "столбец ключа заполняется сам.",
    "either a token or a password, not both.": "либо токен, либо пароль, но не оба.",
    "must be an absolute path.": "должен быть полный путь.",
    "every row would overwrite the one before it.": "каждая строка затирала бы предыдущую.",
    "End it with .csv, .jsonl or /, or put {key} into the file's name.": (
        "Пусть он кончается на .csv, .jsonl или /, либо вставьте {key} в имя файла."
    ),
    "{name} cannot be a name in a database.": "{name} не может быть именем в базе данных.",
    "{name} is no name of a variable.": "{name} — не имя переменной окружения.",
    "must be a list of what goes there.": "должен быть список того, что туда уходит.",
    "must be a table such as {example}.": "должна быть таблица вида {example}.",
    "must be a list such as {example}.": "должен быть список вида {example}.",
    "is there twice.": "указано дважды.",
    "A constant is written {example}.": "Постоянное значение пишут так: {example}.",
    "there is no field {name}.": "поля {name} нет.",
    "Outbox {name}: the environment variable {variable} is not set.": (
        "Хранилище {name}: переменная окружения {variable} не задана."
    ),
    "delivered {n}": "доставлено {n}",
    "waiting {n}, the oldest since {when}": "ждут {n}, самая давняя с {when}",
    "set aside {n}": "отложено {n}",
    "the store is down since {when}": "хранилище недоступно с {when}",
    "the campaign has no outbox of this name any more": ("в кампании такого хранилища больше нет"),
    "Last error: {reason}": "Последняя ошибка: {reason}",
    "Outbox {words}": "Внешнее хранилище {words}",
    "delivery to external stores": "доставка во внешние хранилища",
    "no database to look into": "базы, в которую можно заглянуть, нет",
    "See: {command}": "Подробнее: {command}",
    "stores: {stores}, rows waiting: {n}": "хранилищ: {stores}, ждут строк: {n}",
    "The campaign {name} has {n} rows that no external store has taken yet.": (
        "У кампании {name} ещё не доставлены во внешние хранилища строки: {n}."
    ),
    "how delivery goes, and rows that are set aside": "как идёт доставка и что отложено",
    "try rows again that are set aside": "ещё раз попробовать отложенные строки",
    "delete rows that are set aside": "удалить отложенные строки",
    "rows that wait, too (needs --store)": "и те, что ещё ждут (нужен --store)",
    "these rows only": "только эти строки",
    "of this campaign only": "только этой кампании",
    "of this outbox only": "только этого хранилища",
    "No campaign has an external store: [[outbox]] in its file.": (
        "Ни у одной кампании нет внешнего хранилища: раздел [[outbox]] в её файле."
    ),
    "row": "строка",
    "outbox": "хранилище",
    "kind": "что",
    "phone": "номер",
    "reason": "причина",
    "Rows put back: {n}. A running engine delivers them.": (
        "Возвращено в очередь строк: {n}. Их доставит работающий движок."
    ),
    "--waiting needs --campaign and --store: what waits would be lost for every store.": (
        "--waiting требует --campaign и --store: иначе ожидающее пропало бы для всех хранилищ."
    ),
    "Rows deleted: {n}.": "Удалено строк: {n}.",
}
