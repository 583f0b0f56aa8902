"""Russian for what the engine says of calls, scripts, draws and called schemes."""

TEXTS = {
    "{text} is no address of a SIP telephone.": "{text} — не адрес SIP-телефона.",
    "Write it like sip:anna@192.168.1.20:5060.": (
        "Укажите его, например, так: sip:anna@192.168.1.20:5060."
    ),
    "The command's {name} cannot be read.": "Не удалось прочитать «{name}» в команде.",
    "There is no free line on the trunk {name}, or it does not work.": (
        "В транке {name} нет свободной линии, или он не работает."
    ),
    "See its state in the status bar, or take another trunk.": (
        "Посмотрите его состояние в строке состояния или выберите другой транк."
    ),
    "The call was asked for {seconds} s ago: nobody waits for it any more.": (
        "Позвонить просили {seconds} с назад: этого звонка уже никто не ждёт."
    ),
    "{number} is on the do-not-call list: it is not called.": (
        "{number} — в стоп-листе: звонить на него нельзя."
    ),
    "Take it off the list, or call another number.": (
        "Уберите его из стоп-листа или позвоните на другой номер."
    ),
    "The scheme cannot be called by: {reason}": "По схеме нельзя позвонить: {reason}",
    "There is no trunk {name}.": "Транка {name} нет.",
    "no answer within {seconds} s": "нет ответа за {seconds} с",
    "nothing outside this call can be reached here": (
        "отсюда нельзя обратиться ни к чему вне этого звонка"
    ),
    "nothing can be recorded on this call": "в этом звонке ничего нельзя записать",
    "There is no script “{script}”.": "Нет функции «{script}».",
    "Install the plug-in that brings it; there are: {known}.": (
        "Установите плагин, который его содержит; есть: {known}."
    ),
    "The script “{script}” was stopped after {seconds} s.": (
        "Функция «{script}» остановлена через {seconds} с."
    ),
    "The script “{script}” failed: {reason}.": "Функция «{script}» не выполнена: {reason}.",
    "All numbers of the draw “{draw}” from {first} to {last} are given out.": (
        "Все номера розыгрыша «{draw}» с {first} по {last} розданы."
    ),
    "Give the draw more numbers in the scheme.": "Увеличьте диапазон номеров в схеме.",
    "Scheme “{scheme}” calls the scheme “{name}”, and there is none of that name.": (
        "Схема «{scheme}» вызывает схему «{name}», а такой схемы нет."
    ),
    "Publish that scheme first, or name another one.": (
        "Сначала опубликуйте ту схему или укажите другую."
    ),
}
