"""Russian: callbacks of operators, as commands speak of them."""

TEXTS = {
    "calls that operators have promised": "перезвоны, обещанные телефонистами",
    "open ones, by their time": "открытые, по времени",
    "his own, and what he has taken": "его собственные и взятые им",
    "all of that number, ended ones too": "все по этому номеру, вместе с завершёнными",
    "promise one": "пообещать перезвонить",
    "by this computer's clock": "по часам этого компьютера",
    "whose it is; else the team's": "чей он; если не указано — общий",
    "whose hours and rules hold": "чьи часы звонков и правила действуют",
    "call now; nobody else will": "взять: звоню сейчас, другие не будут",
    "he was reached, or need not be called": "дозвонились, или звонить уже не нужно",
    "nobody calls": "отменить: не звонит никто",
    "when": "когда",
    "there": "у абонента",
    "No callbacks.": "Перезвонов нет.",
    "planned": "ждёт",
    "reminded": "напомнили",
    "taken": "взят",
    "missed": "пропущен",
    "rung back": "выполнен",
    "callback cancelled": "отменён",
    "the team": "общий",
    "{whose}: not reached, calls: {count}": "{whose}; не дозвонились, вызовов: {count}",
    "{phone}, {time} ({there} there); {state}; {whose}": (
        "{phone}, {time} (у абонента {there}); {state}; {whose}"
    ),
    "A callback needs a time.": "Для перезвона нужно время.",
    "Callback {number} promised:": "Перезвон № {number} записан:",
    "Callback {number}:": "Перезвон № {number}:",
}
