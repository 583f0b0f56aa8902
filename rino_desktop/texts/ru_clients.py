"""Russian: clients for whom an office runs campaigns, and their do-not-call lists."""

TEXTS = {
    "clients for whom campaigns are run": "заказчики, для которых идут кампании",
    "a new client": "новый заказчик",
    "contract, contact person…": "договор, контактное лицо…",
    "another name, other terms, put away": "другое имя, другие условия, в архив",
    "another name": "другое имя",
    "who refuses in a call is put on this client's list only": (
        "отказавшиеся во время звонка попадают только в стоп-лист этого заказчика"
    ),
    "gets no new campaigns": "новых кампаний не получает",
    "all clients": "все заказчики",
    "a client and what is his": "заказчик и всё, что ему принадлежит",
    "campaigns and report forms are his from now on": (
        "кампании и формы отчётов теперь принадлежат заказчику"
    ),
    "campaigns and report forms are the office's own again": (
        "кампании и формы отчётов снова принадлежат организации"
    ),
    "users who see only what is his": "пользователи, которые видят только его данные",
    "users who see everything again": "пользователи, которые снова видят всё",
    "what was done for him in a period: a basis of invoices": (
        "что сделано для него за период: основание для счёта"
    ),
    "whose days": "по чьим часам считать дни",
    "Client {name} added.": "Заказчик {name} добавлен.",
    "Client {name} changed.": "Заказчик {name} изменён.",
    "campaigns": "кампании",
    "do-not-call list": "стоп-лист",
    "put away": "в архиве",
    "No clients yet: rino-desktop client add NAME": (
        "Заказчиков пока нет: rino-desktop client add ИМЯ"
    ),
    "Campaigns": "Кампании",
    "Report forms": "Формы отчётов",
    "Users who see nothing else": "Пользователи, которые больше ничего не видят",
    "Numbers on his do-not-call list": "Номеров в его стоп-листе",
    "Who refuses in a call is put on this client's list only.": (
        "Отказавшиеся во время звонка попадают только в стоп-лист этого заказчика."
    ),
    "name what with --campaign or --report-form": (
        "назовите, что передать: --campaign или --report-form"
    ),
    "The office's own again: {names}.": "Снова принадлежат организации: {names}.",
    "Of {client} from now on: {names}.": "Теперь принадлежат заказчику {client}: {names}.",
    "Everything is seen again by: {names}.": "Снова видят всё: {names}.",
    "Only what is of {client} is seen by: {names}.": (
        "Видят только данные заказчика {client}: {names}."
    ),
    "{name} is an administrator, who sees everything.": ("{name} — администратор, он видит всё."),
    "Give him another role first.": "Сначала дайте ему другую роль.",
    "Campaigns of {client} are under way: {names}.": "Идут кампании заказчика {client}: {names}.",
    "Stop them first.": "Сначала остановите их.",
    "The client {name} has been put away.": "Заказчик {name} в архиве.",
    "Take him back: {command}": "Вернуть его: {command}",
    "A client needs a name.": "Заказчику нужно имя.",
    "The period ends ({last}) before it begins ({first}).": (
        "Период заканчивается ({last}) раньше, чем начинается ({first})."
    ),
    "A statement of usage cannot be written as {ending}.": (
        "Отчёт об оказанных услугах нельзя записать как {ending}."
    ),
    "{target} cannot be written: {reason}.": "Не удалось записать {target}: {reason}.",
    "The time zone {name} is not known.": "Неизвестный часовой пояс: {name}.",
    "Write it as in {example}.": "Пишите, например, так: {example}.",
    # do-not-call lists
    "the do-not-call lists": "стоп-листы",
    "on which lists a number is, since when, and why": (
        "в каких стоп-листах номер, с какого времени и почему"
    ),
    "when the subscribers asked for it": "когда абоненты об этом попросили",
    "letter, complaint, register…": "письмо, жалоба, реестр…",
    "this client's own list; else the office's": ("стоп-лист этого заказчика; иначе общий"),
    "list": "список",
    "asked for on": "просьба от",
    "added by": "кто внёс",
    "the office's": "общий",
    "No file proves that {phone} is not to be called.": (
        "Файла с подтверждением, что на номер {phone} звонить нельзя, нет."
    ),
    "{phone} is on no do-not-call list.": "Номера {phone} нет ни в одном стоп-листе.",
}
