"""Russian: calls that come in, as commands speak of them."""

TEXTS = {
    # help
    "calls that come in: where they lead, and what came of them": (
        "входящие вызовы: куда они ведут и чем закончились"
    ),
    "where a number dialled leads": "куда ведёт набранный номер",
    "how many calls may come in at once, and from where": (
        "сколько входящих вызовов сразу и с каких адресов"
    ),
    "hosts that may call besides the trunk's proxies; * for any": (
        "с каких адресов принимать вызовы, кроме прокси транка; * — с любых"
    ),
    "calls that came in, the newest first": "входящие вызовы, новые сверху",
    "of callers whose number ends so": "только с номеров с таким окончанием",
    "one call with its results": "один вызов и его результаты",
    "what happened on it, step by step": "что в нём происходило, по шагам",
    "add a route; the first that matches counts": ("добавить маршрут; действует первый подходящий"),
    "the number dialled; * and ? are allowed": "набранный номер; можно с * и ?",
    "a published scheme answers": "отвечает опубликованная схема",
    "operators of the queue answer": "отвечают телефонисты очереди",
    "this operator answers": "отвечает этот телефонист",
    "the call is refused": "вызов отклоняется",
    "as mon-fri 09:00-18:00, sat 10:00-14:00": "например, пн-пт 09:00-18:00, сб 10:00-14:00",
    "whose clock the hours go by": "по чьим часам",
    "closed on the country's holidays": "не работать в праздники этой страны",
    "closed on days as 12-31, 12-30..01-08": "нерабочие дни, например 12-31, 12-30..01-08",
    "answers then": "отвечает в нерабочее время",
    "of numbers written without one": "для номеров, записанных без кода страны",
    "who rings back so long after our call is recognised; 0: nobody": (
        "сколько дней после нашего вызова узнавать того, кто перезвонил; 0 — никого"
    ),
    "such a call does not settle the contact": "такой вызов не закрывает контакт",
    "record the calls": "записывать вызовы",
    "a call ends after so long; 1800, with operators 3600": (
        "через столько секунд вызов завершается; 1800, с телефонистами 3600"
    ),
    "before the route at this place": "перед маршрутом на этом месте",
    "all routes in their order": "все маршруты по порядку",
    "remove a route": "удалить маршрут",
    "as the list shows it": "номер из списка",
    "what would happen to a call": "что произойдёт с вызовом",
    "the caller's number": "номер звонящего",
    "the number dialled": "набранный номер",
    "may be left out where there is one": "если транк один, можно не указывать",
    "as 2026-12-31T20:00; now if left out": "например, 2026-12-31T20:00; если нет — сейчас",
    # answers
    "{text} is no number of days": "{text} — не число дней",
    "Route {number} added.": "Маршрут {number} добавлен.",
    "Route {number} removed.": "Маршрут {number} удалён.",
    "No routes yet: rino-desktop incoming route add TRUNK NUMBER --scheme NAME": (
        "Маршрутов пока нет: rino-desktop incoming route add ТРАНК НОМЕР --scheme СХЕМА"
    ),
    "place": "место",
    "route": "маршрут",
    "number dialled": "набранный номер",
    "leads to": "куда ведёт",
    "hours": "часы",
    "after hours": "в нерабочее время",
    "always": "всегда",
    "queue": "очередь",
    "refused": "отклонён",
    "{text} is no time.": "{text} — не время.",
    "Write it like 2026-12-31T20:00.": "Пишите так: 2026-12-31T20:00.",
    "There are {number} trunks.": "Транков здесь: {number}.",
    "Say which one: --trunk NAME.": "Укажите, какой: --trunk ИМЯ.",
    "Such a call is refused.": "Такой вызов отклоняется.",
    "Over the trunk {name} {number} calls may come in at once.": (
        "Входящих вызовов сразу через транк {name} — не больше {number}."
    ),
    "outcome": "итог",
    "No calls have come in yet.": "Входящих вызовов пока не было.",
    "There are no steps of the call {number}.": "Шагов вызова {number} нет.",
    "Only answered calls have them.": "Они есть только у отвеченных вызовов.",
    "value": "значение",
    "No route of the trunk {trunk}: refused (404).": (
        "Маршрута на транке {trunk} нет: вызов отклоняется (404)."
    ),
    "Route {number}, after hours: nobody answers (480).": (
        "Маршрут {number}, нерабочее время: никто не ответит (480)."
    ),
    "Route {number}: refused (403).": "Маршрут {number}: вызов отклоняется (403).",
    "Route {number}: queue {name}.": "Маршрут {number}: очередь {name}.",
    "Route {number}: operator {name}.": "Маршрут {number}: телефонист {name}.",
    "Route {number}, after hours: scheme {name}.": (
        "Маршрут {number}, нерабочее время: схема {name}."
    ),
    "Route {number}: scheme {name}.": "Маршрут {number}: схема {name}.",
    "It is not published!": "Она не опубликована!",
    "The caller cannot be recognised: his number cannot be read.": (
        "Звонящего не узнать: его номер не разобрать."
    ),
    "He rings back: campaign {campaign}, contact {contact}, called on {at}.": (
        "Перезванивает по нашему вызову: кампания {campaign}, контакт {contact}, вызов {at}."
    ),
    "He rings back for no call of ours.": "Нашего вызова на этот номер не было.",
    "There is none of that name!": "Такого нет!",
}
