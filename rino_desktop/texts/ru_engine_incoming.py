"""Russian: what the engine says of calls that come in."""

TEXTS = {
    "the hours '{text}' cannot be read.": "не удаётся разобрать часы «{text}».",
    "Write them like mon-fri 09:00-18:00, sat 10:00-14:00.": (
        "Пишите так: пн-пт 09:00-18:00, сб 10:00-14:00."
    ),
    "the closed day '{text}' cannot be read.": "не удаётся разобрать нерабочий день «{text}».",
    "Write days like 2026-12-31, 12-31 for each year, or 12-30..01-08.": (
        "Пишите дни так: 2026-12-31, 12-31 — каждый год, 12-30..01-08."
    ),
    "'{text}' is no number dialled.": "«{text}» не похоже на набираемый номер.",
    "Write it like +74951234567, 7495*, 100 or * for any number.": (
        "Пишите так: +74951234567, 7495*, 100 или * для любого номера."
    ),
    "the route names no scheme, queue or operator.": (
        "маршрут не называет ни схемы, ни очереди, ни телефониста."
    ),
    "Say which one the call is to reach.": "Укажите, куда должен попасть вызов.",
    "a route that refuses calls has neither a target nor hours.": (
        "у маршрута, который отклоняет вызовы, нет ни цели, ни часов."
    ),
    "Leave them out, or name a scheme, a queue or an operator.": (
        "Уберите их или укажите схему, очередь или телефониста."
    ),
    "the route has an after-hours scheme but no hours.": (
        "у маршрута есть схема на нерабочее время, но нет часов работы."
    ),
    "Add the hours, or leave the scheme out.": "Добавьте часы или уберите эту схему.",
    "{days} days are too many to look back for an earlier call.": (
        "искать прежний вызов за {days} дн. — слишком долго."
    ),
    "Take 0 to {most}.": "Возьмите от 0 до {most}.",
    "a call cannot last {seconds} s.": "вызов не может длиться {seconds} с.",
    "Take 1 to {most}.": "Возьмите от 1 до {most}.",
    "nobody can ring the trunk '{name}': it does not register, and its SIP port is any free one.": (
        "на транк «{name}» никто не сможет позвонить: он не регистрируется, а порт SIP у него —"
        " любой свободный."
    ),
    "Add it anew with --register or with --ports FROM-TO.": (
        "Добавьте его заново с --register или с --ports ОТ-ДО."
    ),
    "there is no published scheme '{name}'.": "опубликованной схемы «{name}» нет.",
    "Publish it first: rino-desktop scheme publish {name}": (
        "Сначала опубликуйте её: rino-desktop scheme publish {name}"
    ),
    "there is no route {number}.": "маршрута {number} нет.",
    "See: rino-desktop incoming route list": "Список маршрутов: rino-desktop incoming route list",
    "there is no incoming call {number}.": "входящего вызова {number} нет.",
    "See: rino-desktop incoming calls": "Список вызовов: rino-desktop incoming calls",
    "these are too many hosts.": "слишком много адресов.",
    "Name fewer, or * for any.": "Укажите меньше или * для любых.",
    "{name} is no operator.": "{name} — не телефонист.",
    "the scheme '{name}' cannot be used: {reason}": (
        "схемой «{name}» нельзя воспользоваться: {reason}"
    ),
    "it is not there": "её нет",
    "the trunk has no routes": "у транка нет маршрутов",
    "it came from an address that is none of the trunk's": (
        "вызов пришёл не с адреса этого транка"
    ),
    "the engine stops": "движок останавливается",
    "all lines for such calls are taken": "все линии для входящих вызовов заняты",
    "no route leads anywhere from this number": "с этого номера не ведёт ни один маршрут",
    "the engine failed at it": "в движке произошла ошибка",
    "the database is away": "база данных недоступна",
}
