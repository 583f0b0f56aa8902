"""Russian for what the engine says of calls, scripts, draws and called schemes."""

TEXTS = {
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
