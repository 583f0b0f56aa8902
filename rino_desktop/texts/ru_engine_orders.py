"""Russian: what the engine says about orders."""

TEXTS = {
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
