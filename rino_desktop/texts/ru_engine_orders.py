"""Russian: what the engine says about orders."""

TEXTS = {
    # states
    "draft order": "черновик",
    "accepted": "принят",
    "in work": "выполняется",
    "done and charged": "выполнен",
    "not carried out": "не выполнен",
    "order cancelled": "отменён",
    "to be done": "предстоит",
    "the engine will call": "движок позвонит",
    "being called": "идёт вызов",
    "was done": "выполнено",
    "did not succeed": "не удалось",
    "not needed": "не потребовалось",
    # what has become of a call
    "they talked": "разговор состоялся",
    "all was heard": "прослушано до конца",
    "the first number is busy": "номер А занят",
    "the first number does not answer": "номер А не отвечает",
    "the first number cannot be reached": "с номером А нет связи",
    "the first subscriber hung up too early": "абонент А положил трубку раньше времени",
    "the second number is busy": "номер Б занят",
    "the second number does not answer": "номер Б не отвечает",
    "the second number cannot be reached": "с номером Б нет связи",
    "the second number is on the do-not-call list": "номер Б в стоп-листе",
    "there was no free line": "не было свободной линии",
    "the call was not possible": "позвонить не получилось",
    "no engine ran at the ordered time": "в заказанное время движок не работал",
    "it had become no hour to call there": "звонить туда было уже поздно",
    "not tried again: it would be no hour to call there": (
        "повтора не будет: в такой час звонить уже нельзя"
    ),
    "broken off by an operator": "прервано телефонистом",
    "interrupted: the engine stopped during the call": (
        "прервано: движок остановился во время вызова"
    ),
    "by an operator": "выполняет телефонист",
    "connect two numbers": "соединить два номера",
    "call and say": "позвонить и сообщить",
    "per minute": "за минуту",
    "per piece": "за штуку",
    "an order that is {before} cannot become {after}.": (
        "заказ в состоянии {before} не может перейти в {after}."
    ),
    "the order {number} has no step {step} to be done.": (
        "в заказе {number} нет шага {step}, который надо выполнять."
    ),
    "step {step} of the order {number} is with an engine.": (
        "шаг {step} заказа {number} поручен движку."
    ),
    "Withdraw it first.": "Сначала отзовите его.",
    "a step is planned with a time, or at once.": "движку шаг поручают на время или сразу.",
    "a length must not be below zero.": "длительность не может быть меньше нуля.",
    "step {step} of the order {number} is not a call.": "шаг {step} заказа {number} — не вызов.",
    "step {step} of the order {number} is being called.": (
        "по шагу {step} заказа {number} идёт вызов."
    ),
    "step {step} of the order {number} is done.": "шаг {step} заказа {number} уже выполнен.",
    "Open it again first: what was measured is forgotten then.": (
        "Сначала верните его в работу: измеренная длительность при этом сбросится."
    ),
    "the ordered time has passed.": "заказанное время уже прошло.",
    "say why.": "укажите причину.",
    "step {step} of the order {number} is not done: {title}.": (
        "шаг {step} заказа {number} не выполнен: {title}."
    ),
    "Do it, or say that it is not needed.": "Выполните его или отметьте, что он не нужен.",
    "a service needs a name.": "у услуги должно быть название.",
    "the price of {name} is below zero.": "цена услуги «{name}» меньше нуля.",
    "the service {name} needs both a data source and a query for its price, or neither.": (
        "услуге «{name}» для цены нужны и источник данных, и запрос — или ни того ни другого."
    ),
    "the service {name} is not offered any more.": "услуга «{name}» больше не предлагается.",
    "the quantity must be above zero.": "количество должно быть больше нуля.",
    "step {number} of {name} has no title.": "у шага {number} услуги «{name}» нет названия.",
    "step {number} of {name} connects with nobody.": (
        "в шаге {number} услуги «{name}» не сказано, с кем соединять."
    ),
    "Name the field of the form that holds the other number: second.": (
        "Укажите поле бланка с вызываемым номером: second."
    ),
    "step {number} of {name} says nothing.": (
        "в шаге {number} услуги «{name}» не сказано, что сообщить."
    ),
    "Give it a text.": "Добавьте текст.",
    "step {number} of {name} names a field, but the service has no form.": (
        "шаг {number} услуги «{name}» ссылается на поле, но бланка у неё нет."
    ),
    "step {step}: {number} is no telephone number.": "шаг {step}: {number} — не номер телефона.",
    "Correct it in the order's form.": "Исправьте его в бланке заказа.",
    "somebody else has changed the order {number} in the meantime.": (
        "заказ {number} тем временем изменил кто-то другой."
    ),
    "the data source {name} knows no price of {service} for this number.": (
        "источник {name} не знает цены услуги «{service}» для этого номера."
    ),
    "the data source {name} says that {service} costs {value}: that is no price.": (
        "источник {name} ответил, что услуга «{service}» стоит {value}: это не цена."
    ),
    "there are no data sources here.": "источников данных здесь нет.",
    "there is no service named '{name}'.": "нет услуги «{name}».",
    "There are: {names}. A new one: rino-desktop order catalogue add NAME": (
        "Есть: {names}. Новая: rino-desktop order catalogue add NAME"
    ),
    "there is no order {number}.": "нет заказа {number}.",
    "steps or changes belong to no order": "шаги или записи истории без заказа",
}
