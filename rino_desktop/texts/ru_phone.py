"""Russian: the telephone in the terminal."""

TEXTS = {
    "a telephone in the terminal: dial and be rung": (
        "телефон в терминале: звонить и принимать звонки"
    ),
    "where to register; without it the telephone is rung at its own address": (
        "где регистрироваться; без этого телефону звонят по его собственному адресу"
    ),
    "environment variable with the password": "переменная окружения с паролем",
    "own address, without a registrar": "собственный адрес, если регистрации нет",
    "file of certificates; with TLS nobody else is talked to": (
        "файл сертификатов: по TLS телефон соединяется только с теми, кому они доверяют"
    ),
    "end a call in which nothing has come for so long; 0: never": (
        "завершать разговор, в котором столько секунд ничего не приходит; 0 — никогда"
    ),
    "{text} is not a number of whole seconds": "{text} — не целое число секунд",
    "--trusted means nothing with {transport}.": (
        "С {transport} параметр --trusted ничего не значит."
    ),
    "Give --transport tls too.": "Укажите и --transport tls.",
    "the registrar's certificate is not among the trusted ones, or is for another "
    "name ({detail})": (
        "сертификата АТС нет среди доверенных, или он выдан на другое имя ({detail})"
    ),
    "the file of trusted certificates is of no use: {detail}": (
        "файл доверенных сертификатов не годится: {detail}"
    ),
    "dial at once": "сразу набрать номер",
    "answer every call": "отвечать на каждый звонок",
    "without a headset": "без гарнитуры",
    "{text} is not a port": "{text} — не порт",
    "registering…": "регистрация…",
    "registered; rung at {contact}": "зарегистрирован; адрес для звонков — {contact}",
    "rung at {contact}": "адрес для звонков — {contact}",
    "not registered: {detail}": "не зарегистрирован: {detail}",
    "not registered": "не зарегистрирован",
    "dial NUMBER · answer · reject · hangup · hold · resume · mute · unmute · keys 12# · "
    "transfer NUMBER · consult NUMBER · complete · cancel · confer · leave · record FILE · "
    "pause · quit": (
        "dial НОМЕР · answer · reject · hangup · hold · resume · mute · unmute · keys 12# · "
        "transfer НОМЕР · consult НОМЕР · complete · cancel · confer · leave · record ФАЙЛ · "
        "pause · quit"
    ),
    "That is not possible now.": "Сейчас это невозможно.",
    "the transfer failed: {detail}": "перевести не удалось: {detail}",
    "{who} calls": "звонит {who}",
    "{who}: it rings": "{who}: идут гудки",
    "{who}: connected": "{who}: на связи",
    "{who} holds us": "{who} поставил нас на удержание",
    "{who} is held": "{who} — на удержании",
    "{who}: back": "{who}: снова на связи",
    "{who} pressed {key}": "{who}: нажато {key}",
    "recorded: {file}": "записано: {file}",
    "not done: {detail}": "не выполнено: {detail}",
    "{who}: over ({cause}) {detail}": "{who}: разговор окончен ({cause}) {detail}",
    "the telephone's process died and is started anew: {why}": (
        "процесс телефона аварийно завершился и запускается заново: {why}"
    ),
    "no sound here: the desktop is not installed": "звука здесь нет: оконная часть не установлена",
    "you are muted": "микрофон выключен, вас не слышат",
}
