"""Russian: what the engine says about callbacks of operators."""

TEXTS = {
    "a callback needs a number.": "для перезвона нужен номер.",
    "the time of the callback is over.": "время перезвона уже прошло.",
    "Choose a later one.": "Выберите более позднее.",
    "{who} has taken the callback {number} already.": "перезвон № {number} уже взял(а) {who}.",
    "the callback {number} was given up.": "от перезвона № {number} уже отказались.",
    "the callback {number} is {who}'s.": "перезвон № {number} личный, его ведёт {who}.",
    "It passes to the team when it is missed.": "Если его пропустят, он станет общим.",
    "the callback {number} is {state} already.": "перезвон № {number} уже в состоянии {state}.",
    "there is no callback {number}.": "нет перезвона № {number}.",
    "somebody else has changed the callback {number} in the meantime.": (
        "перезвон № {number} тем временем изменил кто-то другой."
    ),
    "The nearest allowed time there is {time}.": "Ближайшее разрешённое время там: {time}.",
    "The legal preset {preset} is not known here.": "Правовой пресет {preset} здесь неизвестен.",
    "{preset} forbids it: there it is {time} ({zone}), and calls are allowed {hours}.": (
        "Запрещает {preset}: у абонента будет {time} ({zone}), звонить можно {hours}."
    ),
    "The hours of the campaign {campaign} forbid it: there it is {time} ({zone}), and calls are"
    " allowed {hours}.": (
        "Запрещают часы кампании «{campaign}»: у абонента будет {time} ({zone}), звонить можно"
        " {hours}."
    ),
    "The calling hours forbid it: there it is {time} ({zone}), and calls are allowed {hours}.": (
        "Запрещают часы звонков: у абонента будет {time} ({zone}), звонить можно {hours}."
    ),
    "The calling hours forbid it.": "Запрещают часы звонков.",
    "{rule}": "{rule}",
    "on other days only": "только в другие дни",
}
