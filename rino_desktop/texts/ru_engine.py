"""Russian: errors of the engine about the database, contact lists and data sources."""

TEXTS = {
    # the address of the database
    "the address of the database is empty.": "адрес базы данных пуст.",
    "Give a path or a URL.": "Укажите путь или URL.",
    "'{scheme}://' is no database address.": "адрес базы данных не может начинаться с «{scheme}://».",
    "Write it as firebird://USER@HOST[:PORT]/DATABASE (password in RINO_DB_PASSWORD).": (
        "Запишите его в виде firebird://USER@HOST[:PORT]/DATABASE (пароль — в RINO_DB_PASSWORD)."
    ),
    "the database address contains a password.": "в адресе базы данных указан пароль.",
    "the database address '{text}' is incomplete or malformed.": (
        "адрес базы данных «{text}» неполон или записан с ошибкой."
    ),
    "the database path '{text}' contains a colon.": "в пути к базе данных «{text}» есть двоеточие.",
    "Rename it.": "Переименуйте её.",
    "the database address is malformed: {reason}.": (
        "адрес базы данных записан с ошибкой: {reason}."
    ),
    # opening it
    "the database {address} does not exist.": "базы данных {address} нет.",
    "Create it: rino-desktop db init": "Создайте её: rino-desktop db init",
    "{address} has been closed": "соединение с {address} закрыто",
    "{address} cannot be reached": "база данных {address} недоступна",
    "{address} is too busy: {reason}": "база данных {address} перегружена: {reason}",
    "cannot open the database {address}: {reason}.": (
        "не удалось открыть базу данных {address}: {reason}."
    ),
    "the server at {host} refuses the user {user} or the password.": (
        "сервер {host} не принимает пользователя {user} или его пароль."
    ),
    "Set RINO_DB_PASSWORD to the right one.": (
        "Задайте правильный пароль в переменной RINO_DB_PASSWORD."
    ),
    "the Firebird server at {host}:{port} cannot be reached ({reason}).": (
        "сервер Firebird {host}:{port} недоступен ({reason})."
    ),
    "Start it, or correct host and port in --db.": (
        "Запустите его или исправьте имя сервера и порт в --db."
    ),
    "{address} is not a Firebird database that this program can read ({reason}).": (
        "{address} — не база данных Firebird, которую может прочесть эта программа ({reason})."
    ),
    "Give the right file with --db, or restore it from a backup.": (
        "Укажите нужный файл в --db или восстановите базу из резервной копии."
    ),
    "the user {user} may not do this with {address} ({reason}).": (
        "у пользователя {user} нет на это прав в базе данных {address} ({reason})."
    ),
    "Use a user that has the right, for example the owner of the database.": (
        "Подключитесь от имени того, у кого это право есть, — например, владельца базы."
    ),
    "no folder for the files of the embedded database can be written.": (
        "негде разместить служебные файлы встроенной базы данных: ни в одну из папок нельзя писать."
    ),
    "Make one of these writable: {folders}": "Откройте на запись одну из них: {folders}",
    "{database} belongs to the user with id {owner}, this program runs as {own_id}.": (
        "{database} принадлежит пользователю с номером {owner}, а программа запущена"
        " от пользователя {own_id}."
    ),
    "Run it as the owner, or put the database on a Firebird server.": (
        "Запустите её от имени владельца или перенесите базу на сервер Firebird."
    ),
    "cannot use {folder} for the locks of the embedded database: {reason}.": (
        "папка {folder} не годится для блокировок встроенной базы данных: {reason}."
    ),
    "Make it a folder that this user can write.": (
        "Дайте этому пользователю право писать в эту папку."
    ),
    "the embedded Firebird needs the system library libtommath.so.1.": (
        "встроенному Firebird нужна системная библиотека libtommath.so.1."
    ),
    "the embedded Firebird needs the system library ICU.": (
        "встроенной базе данных Firebird нужна системная библиотека ICU."
    ),
    "Install it: apt-get install libicu72 (Ubuntu 24.04: libicu74)": (
        "Установите её: apt-get install libicu72 (Ubuntu 24.04: libicu74)"
    ),
    "Install it: apt-get install libtommath1": "Установите её: apt-get install libtommath1",
    # its schema
    "{address} exists already.": "база данных {address} уже есть.",
    "Use it as it is, or give another path with --db.": (
        "Работайте с ней или укажите в --db другой путь."
    ),
    "Use it as it is, or choose a name.": "Работайте с ней или выберите другое имя.",
    "{address} is a Firebird database, but not one of RINO Desktop.": (
        "{address} — база данных Firebird, но не RINO Desktop."
    ),
    "Give another one with --db.": "Укажите в --db другую.",
    "the database {address} is of an earlier version (schema {version}, this program needs"
    " {latest}).": (
        "база данных {address} создана более ранней версией программы"
        " (схема данных {version}, нужна {latest})."
    ),
    "Make a backup and run: rino-desktop db upgrade": (
        "Сделайте резервную копию и выполните: rino-desktop db upgrade"
    ),
    "the database {address} is of a later version (schema {version}, this program knows"
    " {latest}).": (
        "база данных {address} создана более новой версией программы"
        " (схема данных {version}, эта программа знает {latest})."
    ),
    "Install the current RINO Desktop.": "Установите текущую версию RINO Desktop.",
    "the migration {version}_{migration} of {address} failed and was undone: {reason}.": (
        "обновление {version}_{migration} базы данных {address} не удалось и отменено: {reason}."
    ),
    "Restore the backup made before, or ask for support with this message.": (
        "Восстановите базу из копии, сделанной перед обновлением, или обратитесь в поддержку"
        " с этим сообщением."
    ),
    "the index {name} cannot be made again: {reason}.": (
        "не удалось заново построить индекс {name}: {reason}."
    ),
    "Stop all engines and try again; if that does not help, restore a backup.": (
        "Остановите все движки и повторите; если не поможет, восстановите базу из резервной копии."
    ),
    # backups
    "{name} exists already; a restore would replace it.": (
        "{name} уже есть, восстановление заменило бы её."
    ),
    "Restore to another path, or say that it may be overwritten.": (
        "Восстановите базу в другое место или разрешите замену."
    ),
    "{address} is in use by {others} other connection(s).": (
        "базой данных {address} пользуются другие программы (соединений: {others})."
    ),
    "Stop all engines and close all programs that use it, then restore.": (
        "Остановите все движки, закройте все программы, которые с ней работают,"
        " и повторите восстановление."
    ),
    "the backup of {address} failed: {reason}.": (
        "не удалось сделать резервную копию {address}: {reason}."
    ),
    "cannot write the backup {file}: {reason}.": (
        "не удалось записать резервную копию {file}: {reason}."
    ),
    "cannot read the backup {file}: {reason}.": (
        "не удалось прочесть резервную копию {file}: {reason}."
    ),
    "cannot make the folder {folder}: {reason}.": "не удалось создать папку {folder}: {reason}.",
    "{file} is damaged or no backup of a database ({reason}).": (
        "{file} повреждён или не является резервной копией базы данных ({reason})."
    ),
    "Use another backup.": "Возьмите другую резервную копию.",
    "{source} is not a backup that this RINO Desktop can use (schema {version}).": (
        "{source} — не резервная копия, которая подходит этой версии RINO Desktop"
        " (схема данных {version})."
    ),
    "Install the current RINO Desktop, or use another backup.": (
        "Установите текущую версию RINO Desktop или возьмите другую копию."
    ),
    # what db check finds
    "Start an engine on it: it recovers what dead ones left behind; then check again.": (
        "Запустите с этой базой движок: он закроет то, что оставили аварийно завершившиеся узлы."
        " Затем проверьте снова."
    ),
    "Restore the last good backup, or ask for support with this message.": (
        "Восстановите последнюю исправную копию или обратитесь в поддержку с этим сообщением."
    ),
    "contacts are in a state that cannot be": "контакты в недопустимом состоянии",
    "contacts belong to no campaign": "контакты, не принадлежащие ни одной кампании",
    "contacts name time zones that are not there": "контакты с отсутствующим набором поясов",
    "contacts are claimed by an engine that is not registered": (
        "контакты, захваченные незарегистрированным движком"
    ),
    "contacts are in an attempt that is over or not there": (
        "контакты, чья текущая попытка завершена или отсутствует"
    ),
    "attempts are open although their contact is not being called": (
        "незакрытые попытки, хотя контакту никто не звонит"
    ),
    "attempts belong to no contact or no campaign": "попытки без контакта или без кампании",
    "ended attempts have no outcome": "завершённые попытки без результата",
    "saved results belong to no attempt": "сохранённые ответы, не относящиеся ни к одной попытке",
    "traces of calls belong to no attempt": (
        "записи хода вызовов, не относящиеся ни к одной попытке"
    ),
    "campaigns lack the row that serialises claims": (
        "кампании без строки, упорядочивающей захват контактов"
    ),
    "schemes point to a version that is not there": "схемы, ссылающиеся на отсутствующую версию",
    "the schema has version {version}, this program works with {latest}": (
        "версия схемы данных — {version}, программа работает с версией {latest}"
    ),
    "the table {name} is missing": "нет таблицы {name}",
    "the index {name} is missing or inactive: dialling gets slow": (
        "индекса {name} нет, или он отключён: дозвон будет медленным"
    ),
    "Stop the engines and run: rino-desktop db upgrade": (
        "Остановите движки и выполните: rino-desktop db upgrade"
    ),
    "{what}: {count}": "{what}: {count}",
    # what is stored in it
    "the name must not be empty ({what}).": "имя не должно быть пустым ({what}).",
    "the name '{start}…' is too long ({what}).": "имя «{start}…» слишком длинное ({what}).",
    "Use {longest} characters at most.": "Допустимо не больше {longest} символов.",
    "trunk": "транк",
    "node": "узел",
    "report schedule": "расписание отчёта",
    "there is no campaign named '{name}'.": "нет кампании с именем «{name}».",
    "See: rino-desktop campaign list": "Список кампаний: rino-desktop campaign list",
    "there is no campaign with the number {campaign_id}.": "нет кампании с номером {campaign_id}.",
    "a campaign named '{name}' exists already.": "кампания с именем «{name}» уже есть.",
    "Choose another name, or use campaign update.": (
        "Выберите другое имя или воспользуйтесь командой campaign update."
    ),
    "there is no command with the number {command_id}.": "нет команды с номером {command_id}.",
    "there is no contact with the number {contact_id}.": "нет контакта с номером {contact_id}.",
    "there is no report schedule named '{name}'.": "нет расписания отчёта с именем «{name}».",
    "a report schedule named '{name}' exists already.": (
        "расписание отчёта с именем «{name}» уже есть."
    ),
    "Choose another name, or remove it first.": (
        "Выберите другое имя или сначала удалите прежнее."
    ),
    "there is no scheme named '{name}'.": "нет схемы с именем «{name}».",
    "See: rino-desktop scheme list": "Список схем: rino-desktop scheme list",
    "the scheme '{name}' has no version {version}.": "у схемы «{name}» нет версии {version}.",
    "the scheme '{name}' is not published yet.": "схема «{name}» ещё не опубликована.",
    "Run: rino-desktop scheme publish {name}": "Выполните: rino-desktop scheme publish {name}",
    "there is no scheme version with the number {version_id}.": (
        "нет версии схемы с номером {version_id}."
    ),
    "the scheme '{name}' has just been made by somebody else.": (
        "схему «{name}» только что создал кто-то другой."
    ),
    "the draft of the scheme '{name}' was changed meanwhile by {author} ({at} UTC).": (
        "черновик схемы «{name}» тем временем изменил пользователь {author} ({at} UTC)."
    ),
    "Compare it with yours, then save on top of it or give yours up.": (
        "Сравните его со своим, затем сохраните поверх или откажитесь от своего."
    ),
    "the scheme '{name}' is used by campaigns: {campaigns}.": (
        "схему «{name}» используют кампании: {campaigns}."
    ),
    "the scheme '{name}' is not among the deleted ones any more.": (
        "схемы «{name}» среди удалённых уже нет."
    ),
    "See: rino-desktop scheme list --deleted": "Список: rino-desktop scheme list --deleted",
    "Archive them or give them another scheme first.": (
        "Сначала уберите их в архив или назначьте им другую схему."
    ),
    "a scheme named '{name}' exists already.": "схема с именем «{name}» уже есть.",
    "See: rino-desktop scheme versions {name}": (
        "Список версий: rino-desktop scheme versions {name}"
    ),
    "Try again.": "Повторите.",
    "there is no trunk named '{name}'.": "нет транка с именем «{name}».",
    "See: rino-desktop trunk list": "Список транков: rino-desktop trunk list",
    "a trunk named '{name}' exists already.": "транк с именем «{name}» уже есть.",
    "the trunk '{trunk}' is used by the campaign '{campaign}'.": (
        "транком «{trunk}» пользуется кампания «{campaign}»."
    ),
    "Archive that campaign or give it another trunk first.": (
        "Сначала отправьте эту кампанию в архив или назначьте ей другой транк."
    ),
    "there is no user named '{name}'.": "нет пользователя с именем «{name}».",
    "a user named '{name}' exists already.": "пользователь с именем «{name}» уже есть.",
    "Choose another name.": "Выберите другое имя.",
    "the database is too busy.": "база данных перегружена.",
    "Import the file again.": "Загрузите файл ещё раз.",
    "another import into this campaign is under way; nothing has been imported.": (
        "в эту кампанию уже загружается другой список; ничего не загружено."
    ),
    "Import the file again when it has ended.": "Повторите, когда та загрузка закончится.",
    # data sources
}
