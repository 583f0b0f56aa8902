"""Russian: retention and the voice store as an administrator sees them."""

TEXTS = {
    # rules
    "recordings of calls": "записи разговоров",
    "messages of subscribers": "сообщения абонентов",
    "data of contacts from lists": "данные контактов из списков",
    "traces of calls": "ход вызовов по схемам",
    "what operators have done": "журнал работы телефонистов",
    "audit log": "журнал действий",
    "There is nothing of the kind {kind}.": "Данных вида {kind} нет.",
    "Days are from 1 to {most}.": "Дней должно быть от 1 до {most}.",
    "There is such a rule already: {days} days.": "Такое правило уже есть: {days} дн.",
    "Change that one.": "Измените его.",
    "Leave the campaign out.": "Не указывайте кампанию.",
    "Choose one of the list.": "Выберите её из списка.",
    # command line
    "log: what was deleted when, and by whom": "log: что, когда и кем удалено",
    "recordings and messages where left out; all: of run, everything with a rule": (
        "если не указано — записи и сообщения; all: для run — всё, на что есть правила"
    ),
    "of log: all of it into a CSV file": "для log: весь протокол в файл CSV",
    "--kind all is for voice retention run.": "--kind all — только для voice retention run.",
    "Name the kind.": "Укажите вид данных.",
    "Nothing was deleted yet, and no rule was changed.": (
        "Пока ничего не удалялось, и правила не менялись."
    ),
    "Data of contacts that would be deleted: {count}.": (
        "Контактов, чьи данные были бы удалены: {count}."
    ),
    "Deleted: data of {count} contacts.": "Удалены данные контактов: {count}.",
    "Neither reports nor the log will say that they are deleted: {reason}": (
        "Ни в отчётах, ни в журнале не будет отмечено, что они удалены: {reason}"
    ),
    # protocol
    "{kind}, {campaign}: {before} → {after}": "{kind}, {campaign}: {before} → {after}",
    "all campaigns without a rule of their own": "все кампании без своего правила",
    "for ever": "бессрочно",
    "{days} days": "{days} дн.",
    "deleted by the rules": "удалено по правилам",
    "deleted by the rules, stopped by hand": "удаление по правилам остановлено вручную",
    "deleted by the rules, broken off": "удаление по правилам прервано",
    "begun; goes on, or the program was killed": "начато: ещё идёт либо программа была прервана",
    "rule changed": "изменено правило",
    "deleted by hand": "удалено вручную",
    "what was done": "что сделано",
    "campaign or folder": "кампания или папка",
    "older than (UTC)": "старше (UTC)",
    "how many were deleted": "удалено",
    "SHA-256 of the list of files": "SHA-256 списка файлов",
    "found there afterwards": "осталось после удаления",
    "remark": "примечание",
    # the voice store
    "also how many files lie in it, and how old they are": (
        "и сколько в нём файлов какого возраста"
    ),
    "prompts of schemes": "фразы схем",
    "voice packs and what is set aside": "голосовые наборы и отложенное",
    "of calls that this database does not know": "вызовов, которых эта база данных не знает",
    "{count} files, {mb:.1f} MB": "файлов — {count}, {mb:.1f} МБ",
    "the oldest since {when}": "самый старый — с {when}",
    "cut off by a crash": "оборваны сбоем",
    "{count} recordings": "записей: {count}",
    "An engine completes them within a minute; “Complete them” does it now.": (
        "Движок восстановит их в течение минуты; кнопка «Восстановить» сделает это сейчас."
    ),
    "set aside, damaged": "отложены как повреждённые",
    "{count} files in {folder}": "файлов — {count}, папка {folder}",
    "Beside each lies a note that says why. Delete them when nobody needs them.": (
        "Рядом с каждым лежит пояснение. Удалите их, когда станут не нужны."
    ),
    "said by the option --voice-store": "задано параметром --voice-store",
    "said by the environment: RINO_VOICE_STORE": "задано переменной окружения RINO_VOICE_STORE",
    "said by the configuration file: voice_store": "задано в файле настроек: voice_store",
    "chosen here": "выбрано здесь",
    "the demo's own": "своё у демонстрации",
    "the usual place": "обычное место",
    "The demo has a place of its own: leave it first.": (
        "У демонстрации своё место: сначала завершите её."
    ),
    "It is {how}. Change it there, and start the program anew.": (
        "Место {how}. Измените его там и перезапустите программу."
    ),
    "{place} is neither an address nor a folder with its whole path.": (
        "{place} — не адрес и не полный путь к папке."
    ),
    "Choose the folder, or write it from its beginning.": (
        "Выберите папку или напишите путь полностью."
    ),
    "reading and writing": "чтение и запись",
    "work": "работают",
    "free space": "свободное место",
    "free space for the spool": "свободное место для накопителя",
    "Free some, or keep recordings for fewer days.": (
        "Освободите место или храните записи меньше дней."
    ),
}
