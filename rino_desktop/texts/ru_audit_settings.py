"""Russian: settings, roles and reports as the audit log calls them; schedules changed meanwhile."""

TEXTS = {
    "takes calls from": "принимает звонки от",
    "header of the number that is shown": "заголовок номера, который виден",
    "codecs": "кодеки",
    "how numbers are dialled": "как набираются номера",
    "outbound proxy": "исходящий прокси",
    "name of the secret": "имя секрета",
    "ports": "порты",
    "registration": "регистрация",
    "encryption of speech (SRTP)": "шифрование речи (SRTP)",
    "abandoned calls: seconds for an operator to answer": (
        "брошенные вызовы: за сколько секунд отвечает телефонист"
    ),
    "abandoned calls: share at most": "брошенные вызовы: доля не больше",
    "abandoned calls: counted over": "брошенные вызовы: за какой срок считаются",
    "consents: kinds": "согласия: виды",
    "consents: with a proof": "согласия: с подтверждением",
    "consents: purposes": "согласия: цели",
    "label: categories": "маркировка: категории",
    "label: letters at most": "маркировка: букв не больше",
    "label: required": "маркировка: обязательна",
    "how often somebody may be called": "как часто можно звонить",
    "law it comes from": "на каком законе основано",
    "the purpose must be declared": "цель нужно объявлять",
    "how long records are kept, in English": "сколько хранятся записи, по-английски",
    "how long records are kept, in Russian": "сколько хранятся записи, по-русски",
    "title in English": "название по-английски",
    "title in Russian": "название по-русски",
    "in force from": "действует с",
    "an administrator": "администратор",
    "a supervisor": "супервизор",
    "an operator": "телефонист",
    "single campaigns only": "только отдельные кампании",
    "The schedule {name} has been changed or removed by somebody else meanwhile; nothing was"
    " done.": (
        "Расписание «{name}» тем временем изменил или удалил кто-то другой; ничего не сделано."
    ),
    "Look at it as it is now, and decide anew.": ("Посмотрите, каким оно стало, и решите ещё раз."),
}
