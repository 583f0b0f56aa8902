"""Russian: what the engine says of data sources, mappings and criteria."""

TEXTS = {
    "data source": "источник данных",
    "a data source named '{name}' exists already.": "источник данных «{name}» уже есть.",
    "there is no data source named '{name}'.": "нет источника данных «{name}».",
    "See: rino-desktop source list": "Посмотрите: rino-desktop source list",
    "See: rino-desktop source test": "Посмотрите: rino-desktop source test",
    "the data source {name} is down: {reason}": "источник данных {name} не работает: {reason}",
    "the data source {name} has been closed.": "источник данных {name} закрыт.",
    "the data source {name} hangs: {count} queries never came back.": (
        "источник данных {name} завис: {count} запросов так и не вернулись."
    ),
    "the data source {name} failed: {reason}.": "сбой источника данных {name}: {reason}.",
    "data source {name}: its plug-in failed: {reason}.": (
        "источник данных {name}: сбой плагина: {reason}."
    ),
    "the data source does not answer in time.": "источник данных не ответил вовремя.",
    "all {count} connections to the data source {name} are busy.": (
        "все {count} подключений к источнику данных {name} заняты."
    ),
    "Give it more: rino-desktop source add … --pool N": (
        "Разрешите больше: rino-desktop source add … --pool N"
    ),
    "the list of data sources could not be read in time.": (
        "не удалось вовремя прочесть список источников данных."
    ),
    "the list of data sources cannot be read: {reason}": (
        "не удаётся прочесть список источников данных: {reason}"
    ),
    "the data source {name} is no HTTP service.": "источник данных {name} — не служба HTTP.",
    "the data source {address} cannot be reached: {reason}.": (
        "источник данных {address} недоступен: {reason}."
    ),
    "Start the server, or correct host and port of the source.": (
        "Запустите сервер или исправьте узел и порт источника."
    ),
    "the data source {address} cannot be opened: {reason}.": (
        "не удалось открыть источник данных {address}: {reason}."
    ),
    "data source: unknown option {option}.": "источник данных: неизвестный параметр {option}.",
    "Write it as firebird://USER@HOST[:PORT]/DATABASE.": (
        "Запишите так: firebird://ПОЛЬЗОВАТЕЛЬ@УЗЕЛ[:ПОРТ]/БАЗА."
    ),
    "data source: there is no file {file}.": "источник данных: нет файла {file}.",
    "data source {file}: {reason}.": "источник данных {file}: {reason}.",
    "data source: {scheme!r} is no known kind of database.": (
        "источник данных: вид базы «{scheme}» неизвестен."
    ),
    "Known are firebird://, sqlite:///, postgresql+psycopg://, http:// and what"
    " SQLAlchemy has a driver for.": (
        "Известны firebird://, sqlite:///, postgresql+psycopg://, http:// и всё, для чего"
        " у SQLAlchemy есть драйвер."
    ),
    "data source: the driver for {scheme} is not installed ({reason}).": (
        "источник данных: драйвер для {scheme} не установлен ({reason})."
    ),
    "Install it beside the program.": "Установите его рядом с программой.",
    "data source: the URL cannot be read: {reason}.": (
        "источник данных: не удаётся разобрать адрес: {reason}."
    ),
    "the query was refused: {reason}.": "запрос отклонён: {reason}.",
    "the query returns no rows.": "запрос не возвращает строк.",
    "Write a SELECT.": "Напишите SELECT.",
    "the query is empty.": "запрос пуст.",
    "the query holds more than one statement.": "в запросе больше одной команды.",
    "Leave what follows ';' out.": "Уберите всё, что после «;».",
    "the query does not end: {what} is not closed.": "запрос не закончен: не закрыт {what}.",
    "a comment": "комментарий",
    "a text in quotation marks": "текст в кавычках",
    "the query has no value for the parameter :{name}.": (
        "в запросе нет значения для параметра :{name}."
    ),
    "Give it one.": "Задайте его.",
    "the data source's text is in another character set.": (
        "текст в источнике данных — в другой кодировке."
    ),
    "Name it: rino-desktop source add … --charset WIN1251": (
        "Укажите её: rino-desktop source add … --charset WIN1251"
    ),
    "a column holds binary data.": "в столбце двоичные данные.",
    "Leave it out of the query.": "Не включайте его в запрос.",
    "{method} is no method of HTTP.": "{method} — не метод HTTP.",
    "the answer is longer than {megabytes} MB.": "ответ длиннее {megabytes} МБ.",
    "the path {path} leaves the data source.": "путь {path} выводит за пределы источника данных.",
    "the query of an HTTP source is a path.": "запрос к источнику HTTP — это путь.",
    "Write it as /debtors/:account": "Запишите его так: /debtors/:account",
    "the data source answers with status {status}.": (
        "источник данных ответил с кодом состояния {status}."
    ),
    "the data source's answer cannot be read: {reason}.": (
        "ответ источника данных не удаётся прочитать: {reason}."
    ),
    "the data source's answer is no table.": "ответ источника данных — не таблица.",
    "It has to be a list of JSON objects.": "Нужен список объектов JSON.",
    "the sample is made in Firebird, PostgreSQL or SQLite, not in {scheme}.": (
        "учебная база создаётся в Firebird, PostgreSQL или SQLite, но не в {scheme}."
    ),
    "Give the path of a Firebird file, sqlite:///FILE or postgresql+psycopg://…": (
        "Укажите путь к файлу Firebird, sqlite:///ФАЙЛ или postgresql+psycopg://…"
    ),
    "{file} exists already.": "{file} уже существует.",
    "Name another file.": "Назовите другой файл.",
    "there is no folder {folder}.": "нет папки {folder}.",
    "Create it.": "Создайте её.",
    "the sample could not be made: {reason}.": "не удалось создать учебную базу: {reason}.",
    # mappings
    "the data source has no mapping.": "у источника данных нет карты соответствий.",
    "Give it one: rino-desktop source add … --mapping FILE.toml": (
        "Задайте её: rino-desktop source add … --mapping FILE.toml"
    ),
    "the mapping has no entity {entity}.": "в карте соответствий нет раздела {entity}.",
    "It has: {entities}.": "В ней есть: {entities}.",
    "the mapping of {entity} has no field {field}.": (
        "в разделе {entity} карты соответствий нет поля {field}."
    ),
    "It has: {fields}.": "В нём есть: {fields}.",
    "the mapping's name {name!r} cannot be read.": (
        "имя «{name}» в карте соответствий не удаётся разобрать."
    ),
    "{file}: [{name}] is nothing that can be mapped.": (
        "{file}: раздел [{name}] в карте соответствий невозможен."
    ),
    "{file}: key [{section}].{key}: {what}.": "{file}: ключ [{section}].{key}: {what}.",
    "is not mapped itself": "сам не описан",
    "unknown key; possible: {keys}": "неизвестный ключ; возможны: {keys}",
    "must name at least one field": "нужно хотя бы одно поле",
    "must be a table of joins": "нужна таблица связей",
    "must be the name of a table or a column": "нужно имя таблицы или столбца",
    "a field's name is letters, digits and underscores": (
        "имя поля — из букв, цифр и подчёркиваний"
    ),
    'must be "COLUMN", or a table with column and type': (
        'нужно "СТОЛБЕЦ" или таблица с ключами column и type'
    ),
    "type is one of {types}": "type — одно из: {types}",
    'must be "OWN COLUMN = OTHER COLUMN"': 'нужно "СВОЙ СТОЛБЕЦ = СТОЛБЕЦ ДРУГОЙ ТАБЛИЦЫ"',
    # criteria
    "the criterion is longer than {most} characters.": "условие отбора длиннее {most} знаков.",
    "the criterion cannot be read at character {place}.": (
        "условие отбора не удаётся разобрать, знак {place}."
    ),
    "the criterion cannot be read.": "условие отбора не удаётся разобрать.",
    "the criterion is too complicated.": "условие отбора слишком сложное.",
    "the criterion cannot ask the database for '{part}' (character {place}).": (
        "условие отбора: базе данных нельзя задать «{part}» (знак {place})."
    ),
    "the criterion puts {one} and {other} together in '{part}' (character {place}).": (
        "условие отбора: в «{part}» несовместимы {one} и {other} (знак {place})."
    ),
    'Numbers are written 12.5, dates date("31.12.2026"), texts "in quotation marks".': (
        'Числа пишут так: 12.5, даты — date("31.12.2026"), тексты — "в кавычках".'
    ),
    "a text": "текст",
    "a number": "число",
    "a date": "дата",
    "the criterion compares {entities} with one another.": (
        "условие отбора сравнивает между собой {entities}."
    ),
    "the criterion's field '{part}' is not mapped (character {place}).": (
        "в условии отбора поле «{part}» не описано в карте соответствий (знак {place})."
    ),
    "Ask for one of these entities at a time.": ("Спрашивайте об этих разделах по отдельности."),
    "There is: {fields}.": "Есть поля: {fields}.",
    "nobody matches: nothing has been changed, nobody has been withdrawn.": (
        "не подошёл никто: ничего не изменено и никто не отозван."
    ),
    "See whether the data source is whole; if nobody is meant to be called: --allow-empty.": (
        "Проверьте, цел ли источник данных; если звонить и правда некому: --allow-empty."
    ),
}
