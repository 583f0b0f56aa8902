"""Russian: rights, and what is said to who lacks one."""

TEXTS = {
    "see campaigns and their figures": "видеть кампании и их показатели",
    "create and change campaigns": "создавать и менять кампании",
    "start, pause and stop campaigns": "запускать, приостанавливать и останавливать кампании",
    "see contacts and why they were called or not": (
        "видеть контакты и почему им звонили или не звонили"
    ),
    "import, change and withdraw contacts": "загружать, менять и отзывать контакты",
    "build lists from data sources": "строить списки из источников данных",
    "see numbers and names unmasked": "видеть номера и имена без маски",
    "export to files": "выгружать в файлы",
    "hear recordings": "слушать записи",
    "see reports": "видеть отчёты",
    "listen to live calls": "прослушивать идущие разговоры",
    "whisper to operators during calls": "подсказывать телефонистам во время разговора",
    "join live calls": "подключаться к идущим разговорам",
    "change operators' states and write to them": "менять состояния телефонистов и писать им",
    "take calls at a workstation": "принимать звонки на рабочем месте",
    "work on requests, callbacks and orders": "работать с заявками, перезвонами и заказами",
    "change do-not-call lists and consents": "менять стоп-листы и согласия",
    "change and publish schemes": "менять и публиковать схемы",
    "change and publish forms": "менять и публиковать бланки",
    "change report forms": "менять формы отчётов",
    "change schedules of reports": "менять расписания отчётов",
    "change catalogues and the directory": "менять каталоги и справочник",
    "change skills, queues and reasons of breaks": "менять навыки, очереди и причины перерывов",
    "change clients": "менять заказчиков",
    "change where incoming calls go": "менять маршруты входящих звонков",
    "change trunks": "менять транки",
    "change data sources": "менять источники данных",
    "change settings": "менять настройки",
    "back up and restore the database": "копировать и восстанавливать базу данных",
    "read the audit log": "читать журнал действий",
    "change people, roles and rights": "менять сотрудников, роли и права",
    "{name} may not work here any more.": "{name} больше не может здесь работать.",
    "Nobody has signed in here.": "Здесь никто не вошёл.",
    "Sign in and try again.": "Войдите и попробуйте ещё раз.",
    "somebody who was removed": "Удалённый сотрудник",
    "{name} has no right to what is somebody else's.": "У {name} нет права на чужое.",
    "{name} has no right to do that: {right}.": "У {name} нет на это права: {right}.",
    "Whoever may change people, roles and rights can give it.": (
        "Его может дать тот, кто меняет сотрудников, роли и права."
    ),
    "{name} has no right to do that: {what} is the engines' alone.": (
        "У {name} нет на это права: {what} — только для движков."
    ),
    "there is no role named '{name}'.": "нет роли «{name}».",
    "'{name}' is built in and stays as it is.": "роль «{name}» встроенная и не меняется.",
    "a role named '{name}' exists already.": "роль «{name}» уже есть.",
    "role": "роль",
    "{user} has the role '{name}'.": "роль «{name}» есть у сотрудника {user}.",
    "Give everybody who has it another one first.": "Сначала дайте всем, у кого она есть, другую.",
    "there is no {what} {number}.": "нет такого: {what} {number}.",
    "person": "сотрудник",
    "{address} is a file of this machine: there are no accounts.": (
        "{address} — файл этого компьютера: учётных записей у него нет."
    ),
    "Roles are for a database on a Firebird server: firebird://USER@HOST/DATABASE.": (
        "Роли бывают у базы на сервере Firebird: firebird://USER@HOST/DATABASE."
    ),
    "The server {address} refuses: {reason}.": "Сервер {address} отказывает: {reason}.",
    "Connect as the database's owner; to make accounts, as SYSDBA.": (
        "Подключитесь как владелец базы, а чтобы создавать учётные записи — как SYSDBA."
    ),
    "{name} is no name of an account.": "{name} не годится как имя учётной записи.",
    "Use up to 31 Latin letters, digits and underscores.": (
        "До 31 латинской буквы, цифры или подчёркивания."
    ),
    "a text is too long.": "текст слишком длинный.",
    "Use a shorter one.": "Сократите его.",
}
