"""What goes wrong on a call, as the interpreter says it."""

TEXTS = {
    "no answer within {seconds:g} s": "нет ответа за {seconds:g} с",
    "the step failed": "шаг не удался",
    "there is no column “{column}”; there are: {known}": "столбца «{column}» нет; есть: {known}",
    "{expression}: there is no value to say": "{expression}: произносить нечего, значения нет",
    "{expression}: cannot be said: {reason}": "{expression}: не произнести: {reason}",
    "{expression}: no value for {names}": "{expression}: нет значения для {names}",
    "{expression}: name the field in brackets": "{expression}: укажите поле в скобках",
    "{expression}: “{value}” cannot stand in a path": (
        "{expression}: «{value}» в пути стоять не может"
    ),
    "the expressions give no day and time to call at": (
        "выражения не дают дня и времени для перезвона"
    ),
    "nobody knows what time it is on this call": "в этом звонке неизвестно, который час",
    "the time to call at is over or too far off": ("время перезвона уже прошло или слишком далеко"),
    "no call is allowed at that time": "в это время звонить нельзя",
    "the subscriber's time zone is unknown": "часовой пояс абонента неизвестен",
    "this call belongs to no campaign that has calling hours": (
        "звонок не относится к кампании, у которой заданы часы звонков"
    ),
    "the service gave no answer": "служба не ответила",
    "the answer is no JSON": "ответ — не JSON",
    "the data source gave no rows": "источник данных не вернул строк",
    "the draw “{draw}” gave no number": "розыгрыш «{draw}» не дал номера",
    "all numbers of the draw “{draw}” are given out": "все номера розыгрыша «{draw}» розданы",
    "“{script}” must give a mapping of names to values": (
        "функция «{script}» должна вернуть имена со значениями"
    ),
    "“{digits}” cannot be pressed on a telephone": "«{digits}» на телефоне не набрать",
    "{place}: {value} is no number": "{place}: {value} — не число",
    "{place}: the number is too large": "{place}: число слишком большое",
    "{place}: {kind} is no value": "{place}: {kind} — не значение",
    "an object": "объект",
    "a list": "список",
    "binary data": "двоичные данные",
    "{place}: “{value}” cannot be read as {kind}": "{place}: «{value}» не читается как {kind}",
    "{n} schemes have called one another in a row": ("схемы вызвали друг друга {n} раз подряд"),
    "the port “{port}” leads nowhere": "выход «{port}» никуда не ведёт",
    "{n} nodes in a row without a wait: an endless loop": (
        "{n} блоков подряд без ожидания: бесконечный круг"
    ),
    "the message could not be recorded": "сообщение не удалось записать",
    "there is no queue “{queue}”": "очереди «{queue}» нет",
    "the campaign has no queue of operators": "у кампании нет очереди телефонистов",
    "there are no operators here": "телефонистов здесь нет",
    "the operator's way “{port}” is not here": "телефонист выбрал выход «{port}», которого нет",
    "there is no number to transfer to: “{text}”": "переводить некуда: «{text}» — не номер",
}
