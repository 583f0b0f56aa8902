"""Russian: what external stores and their delivery say."""

TEXTS = {
    "outbox {name}: a database needs a table or a procedure.": (
        "хранилище {name}: базе данных нужна таблица или процедура."
    ),
    "outbox {name}: the store cannot be used: {reason}.": (
        "хранилище {name} использовать нельзя: {reason}."
    ),
    "Correct the URL, or install the driver.": "Исправьте адрес или установите драйвер.",
    "{scheme}:// is no kind of store that can be written to here ({reason}).": (
        "в хранилище вида {scheme}:// здесь писать нельзя ({reason})."
    ),
    "Known: firebird, postgresql+psycopg, sqlite, http, https, file.": (
        "Известны: firebird, postgresql+psycopg, sqlite, http, https, file."
    ),
    "the value '{value}' does not fit into {column}": "значение «{value}» не подходит для {column}",
    "the key column {column} is no text column": "столбец ключа {column} — не текстовый",
    "the table has no column {column}": "в таблице нет столбца {column}",
    "the store has no table {table}": "в хранилище нет таблицы {table}",
    "the table {table} has no column {column}": "в таблице {table} нет столбца {column}",
    "the store has no procedure {name} with {count} arguments": (
        "в хранилище нет процедуры {name} с числом аргументов {count}"
    ),
    "the store {address} cannot be used: {reason}": "хранилище {address} недоступно: {reason}",
    "{file}: {reason}": "{file}: {reason}",
    "there is no folder {folder}": "нет папки {folder}",
    "no answer within {seconds} s": "нет ответа за {seconds} с",
    "the answer is {status} {text}": "ответ {status} {text}",
    "the service {url} cannot be used: {reason}": "служба {url} недоступна: {reason}",
    "the recording {name} is not in this node's voice store": (
        "записи {name} нет в хранилище фраз этого узла"
    ),
}
