"""Russian: forecasts of campaigns."""

TEXTS = {
    # the command
    "when a campaign will be done, and what if": "когда кампания закончится и «что, если»",
    "what if (left out: as it is)": "что, если (не указано — как есть)",
    "simultaneous calls": "одновременных вызовов",
    "operators at work": "телефонистов на работе",
    "calling hours on weekdays, as 09:00-20:00": "часы звонков по будням, например 09:00-20:00",
    "calling hours at weekends, or never": "часы звонков по выходным или never (не звонить)",
    "of all calls; left out: as calls were answered so far": (
        "доля отвеченных от всех вызовов; не указана — как отвечали до сих пор"
    ),
    "mean length of an answered call": "средняя длительность отвеченного вызова",
    "mean time that operators write after a talk": (
        "среднее время обработки вызова после разговора"
    ),
    "when it begins, as 2026-12-01T09:00; left out: now": (
        "когда начать, например 2026-12-01T09:00; не указано — сейчас"
    ),
    "how far ahead is looked; left out: 31": "на сколько дней вперёд смотреть; не указано — 31",
    "of the forecast": "о прогнозе",
    "left out: 20, fewer for long lists": "не указано — 20, для длинных списков меньше",
    "the same seed gives the same forecast": "то же число даёт тот же прогноз",
    "keep it, to be compared with what becomes of the campaign": (
        "сохранить, чтобы сравнить с тем, как пойдёт кампания"
    ),
    "a kept forecast and what has become of it; without a number: the last one made at a start": (
        "сохранённый прогноз и что вышло на деле; без номера — последний, сделанный при запуске"
    ),
    "Running the campaign": "Кампания проигрывается",
    "Kept as number {number}.": "Сохранён под номером {number}.",
    "Note: {text}": "Учтите: {text}",
    "cannot be told yet": "пока неизвестно",
    "as forecast": "как в прогнозе",
    "otherwise": "иначе",
    "forecast": "прогноз",
    "fact": "факт",
    "verdict": "вывод",
    "{text} is not a share between 0 and 100 percent": "{text} — не доля от 0 до 100 процентов",
    "{text} is not a moment such as 2026-12-01T09:00": (
        "{text} — не момент времени вида 2026-12-01T09:00"
    ),
    # figures
    "Done": "Закончится",
    "Answered calls": "Отвеченных вызовов",
    "Contacts reached": "Дозвонились до контактов",
    "Calls an hour": "Вызовов в час",
    "Answered an hour": "Отвеченных в час",
    "Operators busy": "Занятость телефонистов",
    "Calls lost": "Потерянных вызовов",
    "Lines in use": "Занятость линий",
    "What holds it up most": "Что больше всего сдерживает",
    "Nobody waits: there is nothing to do.": "Никто не ждёт вызова: звонить некому.",
    "{median} ({low} at the soonest; perhaps not by {until})": (
        "{median} (не раньше {low}; возможно, не успеет к {until})"
    ),
    "not by {until}: {left} contacts are left": "не успеет к {until}: останется контактов — {left}",
    "all lines are in use": "все линии заняты",
    "all operators are busy": "все телефонисты заняты",
    "calls take turns: so many a second are allowed": (
        "вызовы ждут очереди: ограничено число вызовов в секунду"
    ),
    "only contacts are left whose next try comes later": (
        "остались только контакты, чья следующая попытка позже"
    ),
    "it is outside the calling hours of those who are left": (
        "у оставшихся контактов сейчас не часы звонков"
    ),
    "no calls": "нет звонков",
    "Lines: {lines}": "Линий: {lines}",
    "operators: {operators}": "телефонистов: {operators}",
    "hours {weekdays}, weekend {weekend}": "часы {weekdays}, по выходным {weekend}",
    "answered: {rate}": "отвечают: {rate}",
    "learnt from {calls} calls of the campaign": "по вызовам самой кампании ({calls})",
    "learnt from {calls} calls of campaigns like it": "по вызовам похожих кампаний ({calls})",
    "nothing was learnt yet: what is usual": "вызовов ещё не было: взято обычное",
    "runs: {runs}": "прогонов: {runs}",
    "{name}: contacts that wait: {count}": "{name}: ждут вызова контактов: {count}",
    # what is not reckoned with
    "The campaign's trunks have fewer lines than that now.": (
        "На транках кампании сейчас меньше линий."
    ),
    "Other running campaigns share its trunks; the forecast gives it all their lines.": (
        "Те же транки занимают и другие идущие кампании; прогноз отдаёт этой все линии."
    ),
    "Quotas are not reckoned with: full ones end the campaign sooner.": (
        "Квоты не учтены: когда они заполнятся, кампания закончится раньше."
    ),
    "The order that the campaign's scenario calls in is not reckoned with.": (
        "Порядок вызовов по сценарию кампании не учтён."
    ),
    "Legal limits are kept to; calls made before now do not count for them here.": (
        "Законные ограничения соблюдаются, но уже сделанные вызовы здесь в них не засчитаны."
    ),
    # afterwards
    "most likely (4 runs of 5)": "скорее всего (4 прогона из 5)",
    "as it is now": "как сейчас",
    "forecast of {when}": "прогноз от {when}",
    "not yet": "ещё нет",
    "Calls so far": "Вызовов на сейчас",
    "Answered calls so far": "Отвеченных на сейчас",
    "Contacts left": "Осталось контактов",
    # errors
    "The campaign {name} has no trunk with lines, so there is nothing to forecast.": (
        "У кампании «{name}» нет транка с линиями, прогнозировать нечего."
    ),
    "No forecast of the campaign {name} was kept.": ("Прогнозы кампании «{name}» не сохранялись."),
    "The forecast was broken off: its process has ended.": (
        "Прогноз прерван: его процесс завершился."
    ),
    "Try again; if it stays so, the log says more.": (
        "Попробуйте ещё раз; если повторится, подробности — в журнале."
    ),
}
