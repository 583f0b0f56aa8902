"""Alarms: what commands and pages say of them."""

TEXTS = {
    "This way of telling is not set up.": "Такой способ оповещения не настроен.",
    "This alarm is over.": "Эта тревога уже снята.",
    "Nobody is told of alarms: neither mail nor a web hook is set up.": (
        "О тревогах никому не сообщается: ни почта, ни веб-хук не настроены."
    ),
    "The share of the limit is a number above 0 and up to 1.": (
        "Доля предела — число больше 0 и не больше 1."
    ),
    "Times and numbers are not below zero.": "Время и количества не бывают меньше нуля.",
    "Put the secret of the web hook into it where the engine is started.": (
        "Запишите в неё секрет веб-хука там, где запускается движок."
    ),
    "{url} is no address of a web hook.": "{url} — не адрес веб-хука.",
    "Write it like https://example.org/alarms.": "Напишите его в виде https://example.org/alarms.",
    "what somebody must be told of: alarms": "тревоги: о чём кто-то должен узнать",
    "alarms that are open now": "тревоги, которые сейчас открыты",
    "those that are over, too": "и снятые тоже",
    "say that somebody knows of it": "отметить, что о ней знают",
    "when alarms are raised, and who is told": "когда поднимаются тревоги и кому сообщается",
    "change when alarms are raised, and who is told": (
        "изменить, когда поднимаются тревоги и кому сообщается"
    ),
    "of which kind the next three options are": "к какому виду относятся три следующих параметра",
    "raise it at all": "поднимать ли её вообще",
    "it must have lasted so long": "сколько это должно длиться",
    "it must have been gone so long": "сколько этого уже не должно быть",
    "of the limit of lost calls, such as 0.8": "от предела потерянных вызовов, например 0.8",
    "with fewer answers no share of lost calls is judged": (
        "при меньшем числе ответов доля потерянных не оценивается"
    ),
    "so long a row may wait for an external store": (
        "сколько строка может ждать внешнего хранилища"
    ),
    "of what is told": "на каком языке сообщать",
    "tell nobody by mail": "не сообщать по почте",
    "by web hook": "веб-хуком",
    "gets a POST with JSON": "получает POST с JSON",
    "variable of the engine with the secret that signs it": (
        "переменная движка с секретом, которым подписывается запрос"
    ),
    "call no web hook": "не вызывать веб-хук",
    "tell all who are set up that this is a test": "отправить проверку всеми настроенными путями",
    "look and tell once, where no engine runs": (
        "посмотреть и сообщить один раз, если движок не работает"
    ),
    "{text} is not a number of 0 or more": "{text} — не число от 0 и больше",
    "alarm": "тревога",
    "acknowledged": "принял к сведению",
    "No alarm is open.": "Открытых тревог нет.",
    "Not told so far by {way}: {reason} It is tried again at {when}.": (
        "Пока не сообщено ({way}): {reason} Следующая попытка: {when}."
    ),
    "Alarm {number} is acknowledged.": "Тревога {number} принята к сведению.",
    "raised after {raised} s, over after {ended} s": (
        "поднимается через {raised} с, снимается через {ended} с"
    ),
    "Lost calls: from {share} % of the limit on, with {answers} answers at least.": (
        "Потерянные вызовы: от {share} % предела, при {answers} ответах и больше."
    ),
    "External stores: a row may wait {seconds} s.": (
        "Внешние хранилища: строка может ждать {seconds} с."
    ),
    "By mail: {to} ({server})": "По почте: {to} ({server})",
    "By mail: nobody": "По почте: никому",
    "By web hook: {url}": "Веб-хук: {url}",
    "--kind goes with --state, --raise-after or --end-after, and they with it": (
        "--kind указывается вместе с --state, --raise-after или --end-after, и они — с ним"
    ),
    "a mail needs --mail, --smtp and --from": "для почты нужны --mail, --smtp и --from",
    "no engine has told of it": "ни один движок не отправил",
    "told": "отправлено",
    "what it is": "что случилось",
    "none": "нет",
    "off": "выключено",
    "No engine is running: it was told from here.": (
        "Движок не работает: отправлено прямо отсюда."
    ),
    "Ways that do not work: {count}.": "Не работает путей: {count}.",
    "Nothing has changed, and nothing is to be told.": "Ничего не изменилось, сообщать не о чем.",
}
