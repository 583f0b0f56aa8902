"""Russian: the directory, as the command line speaks of it."""

TEXTS = {
    # help
    "subscribers and organisations, to be looked up": "справка: абоненты и организации",
    "entries of a list: CSV, XLSX, XLS, ODS or DBF": (
        "загрузить записи из списка: CSV, XLSX, XLS, ODS или DBF"
    ),
    "bring entries of a data source up to date": "обновить записи из источника данных",
    "look somebody up": "найти абонента или организацию",
    "where entries come from, and how many there are": "откуда взяты записи и сколько их",
    "remove a source with its entries": "удалить источник вместе с его записями",
    "build the search index anew": "построить поисковый указатель заново",
    "what its entries are kept under; else the file's name": (
        "под каким именем хранить записи; если не указано — имя файла"
    ),
    "entries that an earlier list of that source had, and this one has not, go": (
        "удалить записи прежнего списка того же источника, которых в этом нет"
    ),
    "what of the mapping is looked up; left out: subscribers": (
        "что из карты соответствий попадает в справку; по умолчанию — subscribers"
    ),
    "of a name or an address, a number or a part of it": (
        "слово из имени, названия или адреса, номер или его часть"
    ),
    "how many entries at most": "сколько записей показать, не больше",
    "the column of name, address, number, note, kind or key; repeatable": (
        "столбец для name, address, number, note, kind или key; можно повторять"
    ),
    "even when more than half of the entries go": "даже если удаляется больше половины записей",
    # messages
    "Reading {source}": "Читаю {source}",
    "Building the search index": "Строю поисковый указатель",
    "Nobody found.": "Никого не нашлось.",
    "Nobody has all of these words; these come nearest:": (
        "Записей со всеми этими словами нет; ближе всего эти:"
    ),
    "numbers": "номера",
    "note": "примечание",
    "Entries: {entries}; changed: {when}.": "Записей: {entries}; изменены: {when}.",
    "The search index must be built anew: rino-desktop directory rebuild": (
        "Поисковый указатель нужно построить заново: rino-desktop directory rebuild"
    ),
    "The search index is complete: {count}.": "Поисковый указатель построен, записей: {count}.",
    "{name} removed with its entries: {count}.": "Источник {name} удалён, записей: {count}.",
    "The directory has no source {name}.": "В справке нет источника {name}.",
    "It has: {names}.": "Есть: {names}.",
    "no name": "нет имени или названия",
    "Rows: {rows}. Entries added: {added}, changed: {changed}, unchanged: {unchanged}, "
    "removed: {removed}; repeated: {duplicates}, rejected: {rejected}.": (
        "Строк: {rows}. Записей добавлено: {added}, изменено: {changed}, прежних: {unchanged},"
        " удалено: {removed}; повторов: {duplicates}, отброшено: {rejected}."
    ),
}
