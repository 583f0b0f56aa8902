"""Russian: errors of the engine about files with contact lists, and what it tells of calls."""

TEXTS = {
    "{file} is {kind}, not a list.": "{file} — это {kind}, а не список.",
    "Save the list as CSV or XLSX.": "Сохраните список как CSV или XLSX.",
    "a PDF document": "документ PDF",
    "an RTF document": "документ RTF",
    "an XML document": "документ XML",
    "a document": "текстовый документ",
    "a web page": "веб-страница",
    "a picture": "картинка",
    "a ZIP archive": "архив ZIP",
    "a RAR archive": "архив RAR",
    "a 7z archive": "архив 7z",
    "a gzip archive": "архив gzip",
    "a bzip2 archive": "архив bzip2",
    "an xz archive": "архив xz",
    "an SQLite database": "база данных SQLite",
    "a program": "программа",
    "a sound or a film": "звукозапись или видео",
    "{file} is a damaged workbook.": "{file} — повреждённая книга электронных таблиц.",
    "{file} is a damaged workbook or archive.": (
        "{file} — повреждённая книга электронных таблиц или повреждённый архив."
    ),
    "Open it in a spreadsheet program and save it again.": (
        "Откройте её в программе электронных таблиц и сохраните заново."
    ),
    "{file} is protected by a password.": "{file} защищён паролем.",
    "Save it without the password.": "Сохраните его без пароля.",
    "{file} is a folder, not a list.": "{file} — это папка, а не список.",
    "Name a file in it.": "Укажите файл в ней.",
    "{file} is empty: no sheet holds any cells.": (
        "{file}: книга пуста, ни на одном листе нет заполненных ячеек."
    ),
    "Choose another file.": "Выберите другой файл.",
    "{path} does not exist.": "{path}: такого файла нет.",
    "{path} cannot be read: {reason}.": "не удалось прочесть {path}: {reason}.",
    "{file} is a damaged DBF table.": "{file} — повреждённая таблица DBF.",
    "Export it again.": "Выгрузите её заново.",
    "{file} is cut short: its header says {records} records, {there} are there.": (
        "{file} обрезан: по заголовку записей {records}, а на деле {there}."
    ),
    "Export or copy it again.": "Выгрузите или скопируйте файл заново.",
    "encoding {encoding!r} is unknown.": "неизвестная кодировка «{encoding}».",
    "encoding {asked!r} is unknown.": "неизвестная кодировка «{asked}».",
    "Known are utf-8, cp1251, cp866, utf-16 …": "Известны utf-8, cp1251, cp866, utf-16 …",
    "{file} holds binary data, not a list.": "в файле {file} двоичные данные, а не список.",
    "{file} is not {asked}: byte 0x{byte} at offset {offset} does not decode.": (
        "{file} — не в кодировке {asked}: байт 0x{byte} по смещению {offset} в ней невозможен."
    ),
    "Leave --encoding out to have it found, or name another.": (
        "Не указывайте --encoding, чтобы кодировка определилась сама, или назовите другую."
    ),
    "the list": "список",
    "{file}, sheet '{sheet}'": "{file}, лист «{sheet}»",
    "{place}: {what}. Columns: {columns}.": "{place}: {what}. Столбцы: {columns}.",
    "several columns may hold telephone numbers": (
        "телефонные номера могут быть в нескольких столбцах"
    ),
    "no column surely holds telephone numbers": (
        "не видно столбца, в котором точно телефонные номера"
    ),
    "Name it with --map phone=COLUMN (header or number).": (
        "Укажите его: --map phone=СТОЛБЕЦ (заголовок или номер столбца)."
    ),
    "{place} has no column {column}. Columns: {columns}.": (
        "{place}: нет столбца {column}. Столбцы: {columns}."
    ),
    "… {number} in all": "… всего {number}",
    "country {country!r} is unknown.": "неизвестная страна «{country}».",
    "Write it as two letters: RU, KZ, DE …": "Запишите её двумя буквами: RU, KZ, DE …",
    "{rejects} is the list itself.": "{rejects} — это сам список.",
    "Name another rejects file.": "Укажите для отброшенных строк другой файл.",
    "the rejects file {path} cannot be written: {reason}.": (
        "не удалось записать файл отброшенных строк {path}: {reason}."
    ),
    "Name another place with --rejects.": "Укажите в --rejects другое место.",
    "the list has been imported, but the rejects file {path} cannot be written: {reason}.": (
        "список загружен, но файл отброшенных строк {path} записать не удалось: {reason}."
    ),
    # engines and their calls
    "An engine node named '{node}' already runs on this computer (process {process}).": (
        "Узел с именем «{node}» уже работает на этом компьютере (процесс {process})."
    ),
    "Stop it first, or start this one with another --node NAME.": (
        "Сначала остановите его или запустите этот с другим именем: --node ИМЯ."
    ),
    "An engine node named '{node}' runs on {host}.": (
        "Узел с именем «{node}» работает на компьютере {host}."
    ),
    "Start this one with another --node NAME, or, if that one is dead, try again in {seconds} s.": (
        "Запустите этот с другим именем (--node ИМЯ), а если тот узел уже не работает,"
        " повторите через {seconds} с."
    ),
    "The database went away while the engine was starting: {reason}": (
        "База данных пропала во время запуска движка: {reason}"
    ),
    "Start it again when the database is back.": (
        "Запустите его снова, когда база данных вернётся."
    ),
    "There is no published scheme '{name}'.": "Нет опубликованной схемы «{name}».",
    "there is no such campaign": "такой кампании нет",
    "the campaign has no trunk": "у кампании нет транка",
    "the command names no number": "в команде не указан номер",
    "no free line on trunk {names}, or it does not work": (
        "нет свободной линии (транк {names}), или транк не работает"
    ),
}
