"""Russian: schemes that call schemes, and schemes tried on a real telephone."""

TEXTS = {
    "It calls the scheme {name}, which is not published yet: import it, too.": (
        "Она вызывает схему {name}, которая ещё не опубликована: импортируйте и её."
    ),
    "The published scheme {name} calls it and does not fit it any more: {problem}": (
        "Опубликованная схема {name} вызывает её и больше к ней не подходит: {problem}"
    ),
    "The published schemes could not be looked at: {reason}": (
        "Опубликованные схемы посмотреть не удалось: {reason}"
    ),
    # a scheme on a real telephone
    "try the scheme on a real telephone": "опробовать схему на настоящем телефоне",
    "the draft, not what is published": "черновик, а не опубликованная версия",
    "a phone number, over a trunk": "номер телефона, через транк",
    "a SIP telephone, without a trunk": "SIP-телефон, без транка",
    "the only one there is": "по умолчанию — единственный",
    "a field of the contact; may be repeated": "поле контакта; можно указать несколько раз",
    "also when it is night where the number is": "даже если у абонента ночь",
    "an engine has taken the call": "движок взялся за звонок",
    "calling": "звоним",
    "it rings": "телефон звонит",
    "The call was not placed: {reason}.": "Позвонить не удалось: {reason}.",
    "Name either a version or --draft.": "Укажите или версию, или --draft.",
    "It is {time} where {number} is.": "Там, где {number}, сейчас {time}.",
    "There are several trunks: {names}.": "Транков несколько: {names}.",
    "Call by day, or with --at-night.": "Позвоните днём или с --at-night.",
    "Choose one with --trunk.": "Выберите один: --trunk.",
    "No engine answers, so nobody can ring.": "Ни один движок не отвечает: звонить некому.",
    "The engine that calls has not answered for {seconds} s.": (
        "Движок, который звонит, не отвечает уже {seconds} с."
    ),
    "Start it: the status bar of the desktop, or {command}": (
        "Запустите его: в строке состояния программы или командой {command}"
    ),
    "If it was ended, so was the call; else it hangs up as soon as it answers again.": (
        "Если он завершён, то завершён и звонок; если нет, он положит трубку, как только ответит."
    ),
    "There is no trunk to call over.": "Звонить не через что: транков нет.",
    "The database is away: nobody knows how the call goes on. {reason}": (
        "База данных недоступна: как идёт звонок, неизвестно. {reason}"
    ),
}
