"""Russian: routes of calls that come in, their week; legal presets of an office's own."""

TEXTS = {
    # routes
    "change a route; what is left out stays": "изменить маршрут; что не указано, не меняется",
    "put a route at another place": "переставить маршрут на другое место",
    "who answers when, in a week": "кто когда отвечает в течение недели",
    "its first day; today if left out": "её первый день; если не указан — сегодня",
    "Route {number} changed.": "Маршрут {number} изменён.",
    "Route {number} moved.": "Маршрут {number} переставлен.",
    "{text} is no date": "{text} — не дата",
    "day": "день",
    "There is no published scheme of that name.": "Опубликованной схемы с таким именем нет.",
    "There is none of that name yet: calls go on as after hours.": (
        "Такого пока нет: вызовы пойдут как в нерабочее время."
    ),
    "Named twice: {times}.": "Указано дважды: {times}.",
    "It would never answer: the route has no hours, holidays or closed days.": (
        "Она никогда не ответит: у маршрута нет ни часов, ни праздников, ни нерабочих дней."
    ),
    "Nobody answers: {times}; on holidays and closed days.": (
        "Никто не ответит: {times}; в праздники и нерабочие дни."
    ),
    "Nobody answers: {times}.": "Никто не ответит: {times}.",
    "Nobody answers on holidays and closed days.": (
        "В праздники и нерабочие дни никто не ответит."
    ),
    "No call reaches it: the route {number} at place {place} takes them all.": (
        "До него не дойдёт ни один вызов: все забирает маршрут {number} на месте {place}."
    ),
    "{trunk}: all other numbers are refused (404).": (
        "{trunk}: остальные номера отклоняются (404)."
    ),
    # the week
    "{who} (closed day)": "{who} (нерабочий день)",
    "Mon": "Пн",
    "Tue": "Вт",
    "Wed": "Ср",
    "Thu": "Чт",
    "Fri": "Пт",
    "Sat": "Сб",
    "Sun": "Вс",
    "all day": "весь день",
    # presets: commands
    "a preset of the office's own, as strict as another": (
        "собственный набор, такой же строгий, как другой"
    ),
    "a preset of the office's own, from a file": "собственный набор из файла",
    "its next version, from a file; campaigns that name it follow at once": (
        "следующая версия из файла; кампании с этим набором сразу следуют ей"
    ),
    "where it differs from what it is a copy of": "чем он отличается от того, с чего скопирован",
    "delete a preset that nobody uses": "удалить набор, которым никто не пользуется",
    "write it as a file, too": "ещё и записать в файл",
    "what people call it": "как его называть",
    "comes from": "откуда",
    "rule": "правило",
    "Legal preset {name} added.": "Набор {name} добавлен.",
    "Legal preset {name} changed; its version is {version} now.": (
        "Набор {name} изменён, теперь его версия {version}."
    ),
    "Legal preset {name} deleted.": "Набор {name} удалён.",
    "It is laxer than what it is a copy of.": "Он мягче того, с чего скопирован.",
    "It says the same.": "Правила те же.",
    "Campaigns: {names}.": "Кампании: {names}.",
    "{name} is no copy of another preset.": "{name} — не копия другого набора.",
    "built into the program": "встроенный",
    "file": "файл",
    "the office's own": "собственный",
    "Campaigns that follow at once: {names}.": "Сразу следуют кампании: {names}.",
    "“{name}” is not dialled under these rules. {reason}": (
        "По этим правилам кампания «{name}» не звонит. {reason}"
    ),
    "There is no legal preset {name} that it could be a copy of.": (
        "Набора {name}, с которого он скопирован, нет."
    ),
    "There is a legal preset {name} already.": "Набор {name} уже есть.",
    "The legal preset {name} keeps its parent: {parent}.": (
        "Набор {name} остаётся копией того же набора ({parent})."
    ),
    "To go by another law make a new preset, and give it to the campaigns.": (
        "Чтобы звонить по другому закону, создайте новый набор и назначьте его кампаниям."
    ),
    "The route {number} was changed by somebody else meanwhile; nothing was saved.": (
        "Маршрут {number} тем временем изменил кто-то другой; ничего не сохранено."
    ),
    "Close the window, look at what it says now, and change that.": (
        "Закройте окно, посмотрите, что в нём теперь, и измените это."
    ),
    "Somebody else has changed the rule meanwhile: {days}.": (
        "Тем временем правило изменил кто-то другой: {days}."
    ),
    "The legal preset {name} was changed by somebody else meanwhile; nothing was saved.": (
        "Набор {name} тем временем изменил кто-то другой; ничего не сохранено."
    ),
    "Look at what it says now, and change that.": (
        "Посмотрите, каков он теперь, и измените ещё раз."
    ),
    "{name} is no preset of the office's own: it cannot be changed.": (
        "{name} — не собственный набор, изменить его нельзя."
    ),
    "Make a stricter copy of it.": "Сделайте его копию и ужесточите её.",
    "This is no TOML: {reason}.": "Это не TOML: {reason}.",
    "A stricter copy of {name}, whose rules hold besides.": (
        "Строже, чем {name}; правила {name} тоже действуют."
    ),
    # presets: rules in words
    "{subject}: {ours} is laxer than {law}: {theirs}.": (
        "{subject}: {ours} — мягче, чем требует {law}: {theirs}."
    ),
    "the law: {rule}": "закон: {rule}",
    "{law} asks: {rule} No limit of this preset keeps it.": (
        "{law} требует: {rule} Ни один предел этого набора так не ограничивает."
    ),
    "nothing": "ничего",
    "calling hours": "часы звонков",
    "hours on weekdays": "часы в будни",
    "hours on the weekend": "часы в выходные",
    "hours on holidays": "часы в праздники",
    "whose holidays": "чьи праздники",
    "{subject}, by the subscriber's clock: {hours}.": (
        "{subject}, по местному времени абонента: {hours}."
    ),
    "never": "нельзя",
    "consent": "согласие",
    "{kinds}, with proof": "{kinds}, с подтверждением",
    "{what}; purposes: {names}": "{what}; цели: {names}",
    "{rule} Purposes: {names}.": "{rule} Цели: {names}.",
    "who asks not to be called": "просьба не звонить",
    "Who asks not to be called is not called any more, within {duration}; here at once.": (
        "Просьбу не звонить надо исполнить за {duration}; здесь — сразу."
    ),
    "Who asks not to be called is not called any more, at once.": (
        "Просьбу не звонить надо исполнить сразу."
    ),
    "at once": "сразу",
    "ringing, s at least": "звонить не меньше, с",
    "{share} in {duration}, an operator within {seconds} s": (
        "{share} за {duration}, телефонист через {seconds} с"
    ),
    "Abandoned calls: {share} of live answers at most, within {window}; an operator or a message "
    "within {seconds} s.": (
        "Потерянных вызовов — не больше {share} живых ответов за {window}; телефонист или "
        "сообщение — не позже чем через {seconds} с."
    ),
    "who may not be called": "кому звонить нельзя",
    "{purpose}: mode {mode}": "{purpose}: режим «{mode}»",
    "Forbidden: mode {mode} with purpose {purpose}.": (
        "Запрещено: режим «{mode}» с целью «{purpose}»."
    ),
    "pause after “{outcome}”": "пауза после «{outcome}»",
    "After “{outcome}” no call for {duration}.": "После «{outcome}» не звонить {duration}.",
    "purpose": "цель",
    "has to be declared": "должна быть объявлена",
    "label": "маркировка",
    "Label: {what}.": "Маркировка: {what}.",
    "{n} characters at most": "не больше {n} символов",
    "categories: {names}": "категории: {names}",
    "required": "обязательна",
    "records": "хранение",
    "{rule} A conversation lasts {seconds} s at least.": (
        "{rule} Разговор — не короче {seconds} с."
    ),
    "{rule} In the mode: {names}.": "{rule} В режиме: {names}.",
    "{counted} in {window}, {whom}": "{counted} за {window}, {whom}",
    "d": "дн.",
    "h": "ч",
    "min": "мин",
    "robot only": "только робот",
    "dialled for operators": "дозвон для телефонистов",
    "operators dial": "звонят телефонисты",
    "debts": "долги",
    "notices": "оповещения",
    "advertising": "реклама",
    "elections": "выборы",
    "surveys": "опросы",
    "quizzes": "викторины",
    "other purposes": "прочее",
}
