"""Russian: secrets, accounts of the database server, who takes what out."""

TEXTS = {
    "{owner} has made this schedule and may not work here any more.": (
        "Это расписание составил(а) {owner}: теперь этот человек здесь не работает."
    ),
    "Open the schedule and save it: it is yours then.": (
        "Откройте расписание и сохраните его: тогда оно станет вашим."
    ),
    "The secret {name} is the program's own and is given to nothing else.": (
        "Секрет {name} нужен самой программе, больше он никуда не передаётся."
    ),
    "Put the one that is meant here under a name of its own.": (
        "Сохраните нужный здесь секрет под отдельным именем."
    ),
    "The secret {name} is neither in the environment nor in the keyring.": (
        "Секрета {name} нет ни в окружении, ни в хранилище паролей."
    ),
    "The address contains a secret ({what}).": "В адресе стоит секрет ({what}).",
    "Write {example} there and put the secret into the environment or the keyring under that"
    " name.": (
        "Напишите там {example}, а сам секрет положите под этим именем в окружение или в хранилище"
        " паролей."
    ),
    "Put it there where the engine is started.": "Положите его туда, где запускается движок.",
    "This computer has no keyring that the program can use.": (
        "На этом компьютере нет хранилища паролей, которым программа могла бы пользоваться."
    ),
    "Put the secret into an environment variable: {name}.": (
        "Положите секрет в переменную окружения {name}."
    ),
    "a secret does not belong here ({what}).": "секрету здесь не место ({what}).",
    "the database": "база данных",
    "the voice store": "хранилище фраз",
    "trunk {name}": "транк {name}",
    "data source {name}": "источник данных {name}",
    "outbox {name} of {campaign}": "выгрузка {name} кампании {campaign}",
    "scheduled report {name}": "отчёт по расписанию {name}",
    "alarms": "тревоги",
    "Type it into the trunk's window, or put it into the environment variable.": (
        "Введите его в окне транка или задайте переменную окружения."
    ),
    "Use Latin letters, digits and underscores, without a digit in front.": (
        "Допустимы латинские буквы, цифры и подчёркивание; цифра не может стоять первой."
    ),
    "passwords and tokens in the system's keyring": "пароли и токены в хранилище паролей системы",
    "which are needed, what for, and where they are found": (
        "какие нужны, для чего и где они находятся"
    ),
    "put one into the keyring of whoever runs this": (
        "положить секрет в хранилище того, кто это запускает"
    ),
    "as --password-env and the like name it": "как его называют --password-env и подобные ключи",
    "take one out of the keyring": "убрать секрет из хранилища",
    "environment": "окружение",
    "keyring": "хранилище паролей",
    "found nowhere": "нигде нет",
    "used by": "для чего",
    "found in": "где",
    "Nothing needs a secret.": "Секреты ничему не нужны.",
    "Secrets that are nowhere: {names}": "Секреты, которых нигде нет: {names}",
    "A secret needs a name.": "У секрета должно быть имя.",
    "{name} is in the keyring.": "{name} в хранилище паролей.",
    "Secret: ": "Секрет: ",
    "No secret was given.": "Секрет не задан.",
    "Type it, or give it on standard input.": "Введите его или подайте на стандартный ввод.",
    "{name} is not in the keyring.": "{name}: в хранилище паролей такого нет.",
    "{name} is no more in the keyring.": "{name} больше не в хранилище паролей.",
    "roles of a Firebird server: what each may do by its own SQL": (
        "роли на сервере Firebird: что каждая может своим SQL"
    ),
    "a user of the server that gets one": "пользователь сервера, который получит роль",
    "secret with its password: the account is made, or gets that password": (
        "секрет с паролем: пользователь создаётся или получает этот пароль"
    ),
    "--account and --role go together, --password-env with both": (
        "--account и --role указывают вместе, --password-env — с ними обоими"
    ),
    "Giving the roles their rights": "Роли получают свои права",
    "Roles: {roles}.": "Роли: {roles}.",
    "{name} has the role {role}.": "У {name} роль {role}.",
}
