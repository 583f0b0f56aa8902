"""Russian: operators, as the command line speaks of them."""

TEXTS = {
    # help
    "people who talk with subscribers": "телефонисты: умения, очереди, перерывы, разговоры",
    "all operators, and what each does now": "все телефонисты и чем каждый сейчас занят",
    "set what an operator can do; without skills: nothing": (
        "задать умения телефониста; если не указано ни одного — умений нет"
    ),
    "an operator's calls, the latest first": "разговоры телефониста, последние сверху",
    "a message to one operator, or to all": "сообщение одному телефонисту или всем",
    "else to all operators": "если не указан — всем телефонистам",
    "reasons of breaks": "виды перерывов",
    "operators at a time": "сколько телефонистов одновременно",
    "of an operator in a day": "сколько минут в день у одного телефониста",
    "where subscribers wait for an operator": "очереди абонентов к телефонистам",
    "the campaign that its calls belong to": "кампания, к которой относятся звонки",
    "who serves it; else everybody": "какое умение нужно телефонисту; если не указано — любой",
    "at least": "не ниже",
    "filled in on calls that come in to it": "бланк для входящих вызовов этой очереди",
    "then the subscriber leaves by the overflow port": (
        "потом абонент уходит по выходу «не дождался»"
    ),
    "a new one, or other limits for one that is there": (
        "завести новый или изменить ограничения имеющегося"
    ),
    "remove one": "удалить",
    "virtual operators answer until Ctrl-C; without a name: all": (
        "виртуальные телефонисты отвечают на звонки до Ctrl-C; без имени — все"
    ),
    "mean length of a talk": "средняя длина разговора",
    "until the result is saved": "через сколько сохраняется результат",
    "what they say: WAV, 16 kHz, mono, 16 bit": "что они говорят: WAV, 16 кГц, моно, 16 бит",
    "own address for calls": "свой адрес для звонков",
    "the same chance again": "повторить тот же случайный ход",
    # errors
    "{name} is no operator who may sign in.": "{name} — не телефонист или вход закрыт.",
    "Give him the role: rino-desktop user role NAME operator": (
        "Назначьте роль: rino-desktop user role ИМЯ operator"
    ),
    "There is nothing in the message.": "Сообщение пустое.",
    "what they fill in is told there, too: lines of JSON": (
        "сюда записывается и то, что они заполнили: строки JSON"
    ),
    "the wrap-up ends by itself where all was saved during the talk": (
        "обработка заканчивается сама, если всё сохранено во время разговора"
    ),
    "A timed wrap-up needs its seconds.": "Для поствызывной обработки по времени нужны секунды.",
    "Add --wrap-up-s 30.": "Добавьте --wrap-up-s 30.",
    "{name} is what the system calls a break of its own.": (
        "{name} — так система называет перерыв, который ставит сама."
    ),
    "Choose another name.": "Выберите другое имя.",
    "The campaign {name} is of mode automated, and its scheme {scheme} connects nobody with an "
    "operator.": (
        "Кампания {name} — с телефонистами (mode = automated), а её схема {scheme} никого с "
        "телефонистом не соединяет."
    ),
    "Put the block “Connect operator” into the scheme, or make the campaign automatic.": (
        "Поставьте в схему блок «Соединить с оператором» или сделайте кампанию автоматической."
    ),
    # words
    "not signed in": "не на месте",
    "available": "свободен",
    "being rung": "звонок",
    "talking": "разговор",
    "wrapping up": "обработка",
    "on a break": "перерыв",
    "rings": "звонит",
    "talked": "поговорили",
    "did not pick up": "не ответил",
    "declined": "отклонён",
    "taken back": "снят",
    "lost": "потерян",
    "outcome": "итог",
    "result": "результат",
    "skills": "умения",
    "workstation": "рабочее место",
    "queue": "очередь",
    "skill": "умение",
    "level": "уровень",
    "waits at most, s": "ждут не дольше, с",
    "at a time": "одновременно",
    "minutes in a day": "минут в день",
    # answers
    "No operators yet: rino-desktop user add NAME --role operator": (
        "Телефонистов пока нет: rino-desktop user add ИМЯ --role operator"
    ),
    "Skills of {name} saved.": "Умения телефониста {name} сохранены.",
    "No calls yet.": "Разговоров пока нет.",
    "Virtual operators at work; Ctrl-C ends it.": (
        "Виртуальные телефонисты за работой; завершить — Ctrl-C."
    ),
    "Message sent.": "Сообщение отправлено.",
    "Queue {name} saved.": "Очередь {name} сохранена.",
    "No queues yet: rino-desktop operator queue add NAME": (
        "Очередей пока нет: rino-desktop operator queue add ИМЯ"
    ),
    "Queue {name} removed.": "Очередь {name} удалена.",
    "Break {name} saved.": "Перерыв {name} сохранён.",
    "No breaks yet: rino-desktop operator break add NAME": (
        "Перерывов пока нет: rino-desktop operator break add ИМЯ"
    ),
    "Break {name} removed.": "Перерыв {name} удалён.",
}
