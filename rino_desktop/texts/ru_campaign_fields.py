"""Russian: the settings of a campaign, as the desktop names them."""

TEXTS = {
    "Mode": "Режим",
    "automatic: a robot talks; automated: operators talk; manual: operators dial": (
        "automatic — говорит робот; automated — говорят телефонисты; manual — и набирают они"
    ),
    "Purpose": "Цель",
    "laws ask what the calls are for": "законы спрашивают, для чего звонки",
    "Scheme": "Схема",
    "what the subscriber hears; a published one": "что услышит абонент; опубликованная схема",
    "what operators fill in": "что заполняют телефонисты",
    "Priority": "Важность",
    "1 to 9, when campaigns share lines": "от 1 до 9, когда кампании делят линии",
    "Voice packs": "Голосовые пакеты",
    "names, by commas; the first of a language speaks numbers and dates": (
        "имена через запятую; первый пакет языка произносит числа и даты"
    ),
    "Dial strategy": "Порядок набора",
    "empty: the standard one": "пусто — обычный",
    "Legal presets": "Правовые правила",
    "names, by commas; all of them hold together": "имена через запятую; действуют все вместе",
    "Column of the person": "Столбец с человеком",
    "calls to all numbers of one person are counted together": (
        "звонки на все номера одного человека считаются вместе"
    ),
    "Voice message": "Голосовое сообщение",
    "the call delivers a message and no dialogue: laws count these apart": (
        "звонок передаёт сообщение без диалога: законы считают их отдельно"
    ),
    "Name that is shown": "Подпись вызова",
    "where a law asks for labelled calls": "там, где закон требует маркировать вызовы",
    "Category of the name": "Категория подписи",
    "as the law lists them": "как они перечислены в законе",
    "Hide numbers": "Скрывать номера",
    "operators work without seeing subscribers' numbers": (
        "телефонисты не видят номеров абонентов"
    ),
    "Trunks": "Транки",
    "names, by commas, tried in this order": "имена через запятую, в порядке выбора",
    "Number that is shown": "Номер, который виден",
    "as +74951234567; empty: that of the trunk": "например +74951234567; пусто — номер транка",
    "Country": "Страна",
    "of numbers without a code: RU, KZ, BY …": "номеров без кода: RU, KZ, BY …",
    "Lines at most": "Линий не больше",
    "calls at once": "разговоров сразу",
    "New calls": "Новых вызовов",
    "a second, at most": "в секунду, не больше",
    "Ring for": "Ждать ответа",
    "then it counts as no answer": "потом считается, что не ответили",
    "Longest call": "Самый долгий разговор",
    "then it is ended": "потом вызов завершается",
    "Silence on the line": "Тишина на линии",
    "without sound from the network for so long the call is ended": (
        "если сеть не передаёт звука столько времени, вызов завершается"
    ),
    "Record calls": "Записывать разговоры",
    "Said of the recording": "Слова о записи",
    "spoken before the scheme": "звучат перед схемой",
    "What counts as an interview": "Что считается интервью",
    "a disposition, or result=value": "исход или результат=значение",
    "Pacing": "Темп набора",
    "how the dialer follows the operators": "как набор подстраивается под телефонистов",
    "Lost calls at most": "Потерянных вызовов не больше",
    "share of live answers that no operator takes in time: 0.03": (
        "доля ответивших, кого никто не принял вовремя: 0.03"
    ),
    "Time zone": "Часовой пояс",
    "of contacts whose own is not known": "контактов, чей пояс не известен",
    "On weekdays": "По будням",
    "09:00-20:00 by the contact's own clock; never": (
        "09:00-20:00 по часам абонента; never — никогда"
    ),
    "At the weekend": "По выходным",
    "10:00-18:00; never": "10:00-18:00; never — никогда",
    "Holidays of": "Праздники страны",
    "RU: they are as the weekend; empty: none": "RU — как выходные; пусто — нет",
    "All possible zones": "Во всех возможных поясах",
    "where the zone is uncertain, call only when all of them allow it": (
        "когда пояс точно не известен, звонить, только если разрешено во всех"
    ),
    "Attempts at most": "Попыток не больше",
    "to one contact, all his numbers together": "на один контакт, по всем его номерам",
    "After busy": "После «занято»",
    "waits by commas: 5m, 30m, 2h; past the last: no more": (
        "паузы через запятую: 5m, 30m, 2h; после последней — больше не звонить"
    ),
    "After no answer": "Если не ответили",
    "waits by commas: 3h, 1d": "паузы через запятую: 3h, 1d",
    "After a network failure": "После сбоя сети",
    "waits by commas: 5m, 30m": "паузы через запятую: 5m, 30m",
    "After an interruption": "После обрыва",
    "the call was cut by us: 15m": "вызов прерван нами: 15m",
    "Not heard to the end": "Не дослушал",
    "hung up before the end; empty list: no more": (
        "повесил трубку раньше конца; пустой список — больше не звонить"
    ),
    "After a machine": "После автоответчика",
    "waits by commas: 4h, 1d": "паузы через запятую: 4h, 1d",
    "After a lost call": "После потерянного вызова",
    "no operator was free: 1d": "не нашлось телефониста: 1d",
    "After a refusal": "После отклонения",
    "the call was declined: 1d": "вызов отклонили: 1d",
    "Skill": "Навык",
    "empty: every operator": "пусто — любой телефонист",
    "Level at least": "Уровень не ниже",
    "of that skill": "этого навыка",
    "Who gets the call": "Кому достаётся вызов",
    "longest_idle: who has waited longest; best_skill: who knows best": (
        "longest_idle — кто дольше ждёт; best_skill — кто лучше владеет навыком"
    ),
    "After the call": "После разговора",
    "optional, timed, or forced time to fill in the form": (
        "optional, timed или forced — время на бланк"
    ),
    "Time for it": "Время на это",
    "Result when it runs out": "Исход, когда время вышло",
    "Ends when saved": "Кончается с сохранением",
    "Ring an operator for": "Звонить телефонисту",
    "then it goes to the next": "потом следующему",
    "Operator within": "Телефонист за",
    "of the subscriber's answer: later it is a lost call": (
        "после ответа абонента: позже — потерянный вызов"
    ),
    "Wait at most": "Ждать не дольше",
    "in the queue": "в очереди",
    "Missed calls at most": "Пропущенных не больше",
    "then the operator is set on a break": "потом телефонист отправляется на перерыв",
    "Wait for the same operator": "Ждать того же телефониста",
    "Wait for a named operator": "Ждать названного телефониста",
    "Wait after a lost operator": "Ждать после потери телефониста",
    "Announce every": "Объявлять каждые",
    "how long it will take": "сколько ещё ждать",
    "Give up when nobody works": "Не ждать, когда никого нет",
    "Service level": "Уровень обслуживания",
    "answered within so long": "ответили за это время",
    "Predict from": "Предсказывать от",
    "so many operators; fewer are dialled for one by one": (
        "стольких телефонистов; при меньшем числе набор по одному"
    ),
    "Calls for each at most": "Вызовов на каждого не больше",
    "Reasons to put off": "Причины отложить",
    "by commas; of a manual campaign": "через запятую; в ручной кампании",
    "Put off for": "Откладывать на",
    "Tell machines apart": "Отличать автоответчики",
    "When it is a machine": "Если автоответчик",
    "hang_up; message after the beep; continue: the scheme decides": (
        "hang_up — положить трубку; message — сообщение после сигнала; continue — решает схема"
    ),
    "Message": "Сообщение",
    "spoken after the beep": "звучит после сигнала",
    "Prompt": "Подсказка",
    "of the scheme, instead of a text": "из схемы, вместо текста",
    "Detector": "Распознаватель",
    "Silence at first": "Тишина сначала",
    "whoever says nothing for so long is a person": "кто столько молчит, тот человек",
    "Silence after a greeting": "Тишина после приветствия",
    "A person's greeting": "Приветствие человека",
    "is shorter than this": "короче этого",
    "Decide within": "Решить за",
    "undecided is a person": "не решено — человек",
    "Wait for the beep": "Ждать сигнала",
    "Variables of the scheme": "Переменные схемы",
    'name = "value", one a line; a contact\'s own field goes before them': (
        'имя = "значение", по одной в строке; поле контакта важнее'
    ),
    "Options of the strategy": "Параметры порядка набора",
    'name = "value", one a line': 'имя = "значение", по одному в строке',
    "Quotas": "Квоты",
    "[[quota]] as in the campaign file": "[[quota]], как в файле кампании",
    "External stores": "Внешние хранилища",
    "[[outbox]] as in the campaign file": "[[outbox]], как в файле кампании",
}
