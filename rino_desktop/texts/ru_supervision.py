"""Russian: supervisors who listen to calls and change what operators do."""

TEXTS = {
    # help
    "hear a live call on a telephone, until Ctrl-C": (
        "слушать идущий звонок по телефону, до Ctrl-C"
    ),
    "of the operator who has it": "телефонист, который разговаривает",
    "of a campaign's call, also one that its scheme leads": (
        "звонок кампании, в том числе когда его ведёт схема"
    ),
    "of a call that came in": "входящий звонок",
    "be heard by nobody, by the operator, by both": (
        "вас не слышит никто, слышит только телефонист, слышат оба"
    ),
    "where you are rung: sip:NAME@HOST:PORT or a number": (
        "куда вам позвонить: sip:ИМЯ@АДРЕС:ПОРТ или номер"
    ),
    "who listens to whom now": "кто кого сейчас слушает",
    "another mode for one who listens, or leave": "сменить режим слушающего или отключиться",
    "the others talk on": "остальные продолжают разговор",
    "when operators see that they are listened to": "когда телефонист видит, что его слушают",
    "never; when they hear the supervisor; always": ("никогда; когда он слышит старшего; всегда"),
    "change what an operator does, from afar": "сменить состояние телефониста издалека",
    "of the break": "вид перерыва",
    # what is said
    "Say whose call it is: the operator's name, or --attempt, or --incoming.": (
        "Укажите, чей это звонок: имя телефониста, --attempt или --incoming."
    ),
    "There is no supervision {number}.": "Прослушивания {number} нет.",
    "It is {name} who listens there.": "Там слушает {name}.",
    "{why} Listened for {seconds} s.": "{why} Прослушано секунд: {seconds}.",
    "Asking the engines (supervision {number}) …": "Спрашиваем движки (прослушивание {number}) …",
    "Your telephone rings: {phone}": "Звоним на ваш телефон: {phone}",
    "{mode}: {name}": "{mode}: {name}",
    "The database is away, what you hear goes on: {why}": (
        "База данных недоступна, прослушивание продолжается: {why}"
    ),
    "you listen, nobody hears you": "вы слушаете, вас не слышит никто",
    "the operator alone hears you": "вас слышит только телефонист",
    "both hear you": "вас слышат оба",
    "who": "кто",
    "listens to": "кого слушает",
    "how": "как",
    "Nobody listens now.": "Сейчас никто не слушает.",
    "Left.": "Отключились.",
    "Now: {mode}": "Теперь {mode}",
    "Operators never see that they are listened to.": (
        "Телефонисты никогда не видят, что их слушают."
    ),
    "Operators see a supervisor who whispers to them or has joined.": (
        "Телефонисты видят старшего, когда он подсказывает или подключился."
    ),
    "Operators see everybody who listens to them.": "Телефонисты видят каждого, кто их слушает.",
    "There is no break {name}.": "Перерыва {name} нет.",
    "Add one: rino-desktop operator break add NAME": (
        "Заведите его: rino-desktop operator break add ИМЯ"
    ),
    "{name}: done.": "{name}: сделано.",
    "{name} has a call: it holds from its end on.": (
        "{name}: идёт звонок, новое состояние — после него."
    ),
}
