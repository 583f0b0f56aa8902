"""Russian: secrets that are tied to what they are for; a keyring that an engine asked in vain."""

TEXTS = {
    "a trunk": "транк",
    "a data source": "источник данных",
    "the outbox of a campaign": "выгрузка кампании",
    "a scheduled report": "отчёт по расписанию",
    "{person} may not have the secret {name} sent there: it belongs to {owner}.": (
        "{person} не может отправить туда секрет {name}: он уже чей-то ({owner})."
    ),
    "{person} may not name the secret {name}: nothing in this office uses it so far.": (
        "{person} не может указать секрет {name}: в этой организации им пока ничто не пользуется."
    ),
    "Put the password under a name that begins with {prefix}, or let somebody save this who has"
    " the right to do that: {right}.": (
        "Сохраните пароль под именем, которое начинается с {prefix}, или пусть это сохранит тот,"
        " у кого есть право: {right}."
    ),
    "it does not answer": "оно не отвечает",
    "The keyring cannot be used: {reason}.": "Хранилище паролей недоступно: {reason}.",
    "Unlock it, or put the secret into an environment variable.": (
        "Разблокируйте его или положите секрет в переменную окружения."
    ),
}
