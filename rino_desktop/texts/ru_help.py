"""Russian: the help of the command line."""

TEXTS = {
    "Outbound information and telemarketing. Without a command: the desktop.": (
        "Обзвон: информирование и телемаркетинг. Без команды открывается окно программы."
    ),
    "commands": "команды",
    "show the version and exit": "показать версию и выйти",
    "hosts": "способы запуска",
    "global options, before or after the command": "общие параметры — до или после команды",
    "The global options, such as --db and --json, are shown by {help}.": (
        "Общие параметры, например --db и --json, показывает {help}."
    ),
    "the database (also RINO_DB; its password: RINO_DB_PASSWORD)": (
        "база данных (или RINO_DB; пароль к ней — RINO_DB_PASSWORD)"
    ),
    "TOML file with defaults for these options": "файл TOML со значениями этих параметров",
    "language of messages": "язык сообщений",
    "one JSON document on standard output": "один документ JSON в стандартный вывод",
    "what goes to the log": "что попадает в журнал",
    "run an engine without a screen until SIGTERM": (
        "запустить движок без экрана, до сигнала SIGTERM"
    ),
    "start the engine anew whenever it fails; where no service manager does so": (
        "запускать движок заново после каждого сбоя — если за этим не следит диспетчер служб"
    ),
    "a whole campaign on this machine, nothing needed": (
        "целая кампания на этом компьютере, ничего настраивать не нужно"
    ),
    "name of this engine node (host name)": "имя этого узла (по умолчанию — имя компьютера)",
    "end when no running campaign has work left": (
        "завершиться, когда ни в одной идущей кампании не осталось работы"
    ),
    "the demo without a window": "демонстрация без окна",
    # db
    "create, upgrade, check, back up the database": (
        "создать, обновить, проверить базу данных, сделать её копию"
    ),
    "create the database with the sample schemes": "создать базу данных с примерами схем",
    "bring an older database to this version": "обновить базу прежней версии до этой",
    "look for damage and contradictions": "поискать повреждения и противоречия",
    "back up while everything runs": "сделать резервную копию, не останавливая работу",
    "restore a backup into a new database": "восстановить копию в новую базу",
    "replace the database that is there": "заменить базу, которая уже есть",
    # trunk
    "lines to the telephone network": "линии в телефонную сеть",
    "add a SIP trunk": "добавить транк SIP",
    "all trunks with their state": "все транки и их состояние",
    "see whether the trunk answers": "проверить, отвечает ли транк",
    "remove a trunk": "удалить транк",
    "account name": "имя учётной записи",
    "environment variable with the password; read when the engine runs": (
        "переменная окружения с паролем; читается во время работы движка"
    ),
    "register at the proxy": "регистрироваться на прокси",
    "in order, by commas": "по порядку, через запятую",
    "the header that carries the caller id": "заголовок, в котором передаётся номер звонящего",
    "how numbers are dialled, for example 8{national}": (
        "как набираются номера, например 8{national}"
    ),
    "simultaneous calls": "одновременных вызовов",
    "call starts a second": "новых вызовов в секунду",
    "address behind NAT": "внешний адрес за NAT",
    "for SIP and RTP": "порты для SIP и RTP",
    "also place a real call": "и позвонить на этот номер",
    # scheme
    "IVR schemes": "схемы голосового меню (IVR)",
    "validate a scheme file and publish it": "проверить файл схемы и опубликовать",
    "keep it as a draft": "сохранить как черновик",
    "instead of the file's name": "вместо имени файла",
    "publish the draft; applies to new calls": "опубликовать черновик; действует на новые вызовы",
    "make an earlier version the current one": "вернуть прежнюю версию",
    "write the current version to a file": "записать текущую версию в файл",
    "all schemes": "все схемы",
    "list the problems of a scheme": "показать ошибки схемы",
    "run the dialogues kept with the scheme": "прогнать диалоги, записанные в схеме",
    # campaign
    "campaigns": "кампании",
    "create a campaign from a file": "создать кампанию по файлу",
    "change a campaign from its file": "изменить кампанию по файлу",
    "start or resume dialling": "начать или продолжить обзвон",
    "dial no more; live calls go on": "больше не звонить; идущие разговоры продолжаются",
    "dial no more and end live calls": "больше не звонить и завершить идущие разговоры",
    "put a finished campaign away": "убрать завершённую кампанию в архив",
    "all campaigns": "все кампании",
    "where a campaign stands, and why it is idle": "как идёт кампания и почему она простаивает",
    "ring one number with the campaign's scheme": "позвонить на один номер по схеме кампании",
    "a contact field for the scheme to speak": "поле контакта, которое схема произнесёт",
    # contacts
    "contact lists": "списки контактов",
    "import a list: CSV, XLSX, XLS, ODS or DBF": "загрузить список: CSV, XLSX, XLS, ODS или DBF",
    "the column (header or number) of a field; repeatable for phone": (
        "столбец поля — заголовок или номер; для phone можно повторять"
    ),
    "instead of finding it": "не определять, а взять эту",
    "instead of the campaign's": "вместо указанной в кампании",
    "where the rejected rows go": "куда записать отброшенные строки",
    "only say what would come": "только показать, что получится",
    # dnc
    "never call these numbers": "никогда не звонить на эти номера",
    "allow these numbers again": "снова разрешить эти номера",
    "add the numbers of a file, one a line": "добавить номера из файла, по одному в строке",
    "all numbers on the list": "все номера стоп-листа",
    "for numbers without a code": "для номеров без кода страны",
    # report, schedule
    "write a report": "составить отчёт",
    "scheduled reports": "отчёты по расписанию",
    "all scheduled reports": "все отчёты по расписанию",
    "deliver it no more": "больше не составлять",
    "deliver what is due now": "составить отчёты, которым пришло время",
    "deliver this one, due or not": "составить именно этот, не дожидаясь времени",
    "1 (Monday) to 7, such as 12345": "от 1 (понедельник) до 7, например 12345",
    "the campaign's where left out": "если не указан — пояс кампании",
    # user, doctor
    "people who work with the system": "те, кто работает с системой",
    "add a user": "добавить пользователя",
    "set a user's password": "задать пароль пользователя",
    "give a user another name": "переименовать пользователя",
    "give a user another role": "сменить роль пользователя",
    "a user may not sign in any more": "закрыть пользователю вход",
    "a user may sign in again": "снова открыть пользователю вход",
    "remove a user; what he has done keeps his name": (
        "удалить пользователя; под сделанным остаётся его имя"
    ),
    "whether a user's password is right": "проверить пароль пользователя",
    "all users": "все пользователи",
    "environment variable with the password": "переменная окружения с паролем",
    "what works here and what does not, each with its mend": (
        "что здесь работает, что нет и как это исправить"
    ),
}
