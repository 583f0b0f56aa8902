"""Russian: orders, as commands and windows speak of them."""

TEXTS = {
    # history
    "they are connected": "соединены",
    "is to be broken off": "велено прервать",
    "they talk since {time}": "говорят с {time}",
    "ordered: {service}": "заказано: {service}",
    "price {price}": "цена {price}",
    "step {step}: call {when}": "шаг {step}: позвонить {when}",
    "step {step}: {what}": "шаг {step}: {what}",
    "charged {amount}": "начислено {amount}",
    "at once": "сразу",
    # what is entered
    "{text} is not a number of zero or more.": "{text} — не число от нуля и больше.",
    "{text} is no time.": "{text} — не время.",
    "Write 18:30, or 2026-12-01T18:30.": "Напишите 18:30 или 2026-12-01T18:30.",
    "{field} ({title}): {fault}.": "{field} («{title}»): {fault}.",
    "The service {name} has no form.": "У услуги «{name}» нет бланка.",
    "The form {form} asks for no {name}.": "В бланке «{form}» нет вопроса {name}.",
    # the file
    "{file}: forms: must be a list of file names.": "{file}: forms: нужен список имён файлов.",
    "{file}: write [[{name}]].": "{file}: пишите [[{name}]].",
    'must be an amount in quotes, such as "3.45".': 'нужна сумма в кавычках, например "3.45".',
    "{file} cannot be read: {reason}.": "{file} не читается: {reason}.",
    "{file}: unknown section [{name}].": "{file}: неизвестный раздел [{name}].",
    "orders have only charges.": "у заказов бывают только начисления.",
    "a charge has no such field.": "в начислении нет такого поля.",
    "{place}: {service}: there is no data source {name}.": (
        "{place}: {service}: нет источника данных {name}."
    ),
    "{place}: {service}: there is no published form {name}.": (
        "{place}: {service}: нет опубликованного бланка {name}."
    ),
    "{file}: there is no trunk {name}.": "{file}: нет транка {name}.",
    "{place}: {service}: the form {form} has no field {name}.": (
        "{place}: {service}: в бланке {form} нет поля {name}."
    ),
    # on paper
    "Order № {number}": "Заказ № {number}",
    "Service": "Услуга",
    "Subscriber": "Абонент",
    "Number": "Номер",
    "Taken by": "Принят",
    "Carried out by": "Выполняет",
    "State": "Состояние",
    "Over at": "Завершён",
    "Reason": "Причина",
    "Remark": "Примечание",
    "Price": "Цена",
    "Carried out": "Выполнение",
    "Cost": "Стоимость",
    "To be paid": "К оплате",
    "Quantity": "Количество",
    "Step": "Шаг",
    "What became of it": "Итог",
    "When": "Когда",
    "Form": "Бланк",
    # answers of commands
    "Order {number} taken.": "Заказ {number} принят.",
    "Order {number}:": "Заказ {number}:",
    "No such orders.": "Таких заказов нет.",
    "Written: {file}": "Записано: {file}",
    "The catalogue's own price is taken: {reason}": "Взята цена из каталога: {reason}",
    "{number}: it is no hour to call there ({zones}); from {time} on it is.": (
        "{number}: там сейчас не время для звонков ({zones}); можно с {time}."
    ),
    "Give another time, or --at-night if the subscriber wants it so.": (
        "Укажите другое время или --at-night, если абонент сам так просит."
    ),
    "Service {name} saved.": "Услуга «{name}» сохранена.",
    "Service {name} removed.": "Услуга «{name}» удалена.",
    "Services: {names}.": "Услуги: {names}.",
    "No services yet: rino-desktop order catalogue import": (
        "Услуг пока нет: rino-desktop order catalogue import"
    ),
    "taken at": "принят",
    "service": "услуга",
    "cost": "стоимость",
    "code": "код",
    "price": "цена",
    "steps": "шаги",
    "not offered": "не предлагается",
    "orders": "заказы",
    "charges of orders only": "только начисления за заказы",
    # help
    "what subscribers order, carried out and charged": (
        "заказы: что заказали абоненты, как выполнено и сколько начислено"
    ),
    "take an order": "принять заказ",
    "the subscriber agrees to the price": "абонент согласен с ценой",
    "orders, the newest first": "заказы, новые сверху",
    "find orders by words or a number": "найти заказы по словам или номеру телефона",
    "an order with its steps and history": "заказ, его шаги и история",
    "say what has become of a step": "отметить, что стало с шагом",
    "have an engine do a step that calls": "поручить движку шаг с вызовом",
    "the step is not to be called; break it off": "не звонить; идущий вызов прервать",
    "all is done: charge it": "всё выполнено: начислить плату",
    "an order on paper": "заказ для печати",
    "who orders it": "кто заказывает",
    "of the subscriber": "имя абонента",
    "of the service's form; repeatable": "ответ в бланке услуги; можно повторять",
    "pieces": "сколько штук",
    "how long they talked, measured by hand": "длительность разговора, измеренная вручную",
    "18:30, or 2026-12-01T18:30; else at once": "18:30 или 2026-12-01T18:30; иначе сразу",
    "although it is no hour to call": "хотя для звонков сейчас не время",
    "it cannot be carried out; nothing is charged": "выполнить нельзя; плата не начисляется",
    "it is not wanted any more; nothing is charged": "больше не нужен; плата не начисляется",
    "a file: .pdf, .html or .txt; else as text": "файл: .pdf, .html или .txt; иначе текстом",
    "who works on it": "кто выполняет",
    "the reason": "причина",
    "services that can be ordered, with prices": "услуги, которые можно заказать, и цены",
    "a new one, or another price of one that is there": "завести услугу или изменить имеющуюся",
    "all services": "все услуги",
    "a catalogue file with its forms; see docs/orders.md": (
        "файл каталога с бланками; см. docs/orders.md"
    ),
    "remove a service; orders of it stay": "удалить услугу; её заказы остаются",
    "of one unit": "цена одной единицы",
    "what the price is of": "за что цена",
    "what the billing system calls it": "код в биллинге",
    "asks what has to be known": "бланк с вопросами к абоненту",
    "the data source that knows the price": "источник данных, который знает цену",
    "asks it; parameters :number :code :tariff": "запрос к нему; параметры :number :code :tariff",
    "a begun one counts whole": "начатый отрезок считается целиком",
    "a connection counts no less": "меньше соединение не считается",
    "an operator does it; repeatable": "выполняет телефонист; можно повторять",
    "it cannot be ordered now": "сейчас заказать нельзя",
    "left out: the sample that comes with the program": "без него: образец из программы",
}
