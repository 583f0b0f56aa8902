"""Reports of an office, shifts, draws: what the engine says."""

TEXTS = {
    # shifts
    "there is no shift {number}.": "смены {number} нет.",
    "a shift needs its beginning and its end.": "у смены должны быть начало и конец.",
    "Say both, as in 09:00.": "Укажите оба, например 09:00.",
    "the shift ends before it begins.": "смена кончается раньше, чем начинается.",
    "Let the first day be earlier.": "Пусть первый день будет раньше.",
    "{text} are no weekdays.": "{text} — не дни недели.",
    "1 is Monday, 7 is Sunday.": "1 — понедельник, 7 — воскресенье.",
    # draws
    "The draw {draw!r} was announced with {count} tickets that are not there any more.": (
        "При закрытии списка в розыгрыше «{draw}» были билеты, которых больше нет: {count}."
    ),
    "Restore the database as it was when the list was closed.": (
        "Восстановите базу, какой она была при закрытии списка."
    ),
    "The check sum of the draw {draw!r} is not that of its list of tickets.": (
        "Контрольная сумма розыгрыша «{draw}» не соответствует его списку билетов."
    ),
    "The file was changed: take the one that was published.": (
        "Файл изменён: возьмите тот, что был опубликован."
    ),
    "{draw}: it was not announced.": "{draw}: этот розыгрыш не объявляли.",
    "{draw}: another list was announced.": "{draw}: объявлен был другой список.",
    "{draw}: another source of the seed was announced.": (
        "{draw}: объявлено, что ключ возьмут не отсюда."
    ),
    "{draw}: another number of winners was announced.": (
        "{draw}: объявлено другое число победителей."
    ),
    "This is no JSON report of a draw.": "Это не отчёт JSON о розыгрыше.",
    "Make it: rino-desktop report draw --format json …": (
        "Составьте его: rino-desktop report draw --format json …"
    ),
    "{draw}: the check sum is not that of the list.": (
        "{draw}: контрольная сумма не соответствует списку."
    ),
    "{draw}: the database has not all of the tickets.": "{draw}: в базе есть не все билеты.",
    "{draw}: the database has tickets that took no part.": (
        "{draw}: в базе есть билеты, не участвовавшие в розыгрыше."
    ),
    "{draw}: nothing was drawn yet.": "{draw}: победителей ещё не определяли.",
    "{draw}: the seed gives other winners.": "{draw}: по этому ключу победители другие.",
    "The announcement is of other draws: {names}.": "Список закрыт для других розыгрышей: {names}.",
    "Give the JSON report of this campaign's draw.": (
        "Укажите отчёт JSON о розыгрыше этой кампании."
    ),
    "Say the published seed: --seed TEXT; or, before it is known, --seed-source TEXT.": (
        "Укажите объявленный ключ: --seed ТЕКСТ; а пока он неизвестен — --seed-source ТЕКСТ."
    ),
    "Announced were {winners} winners and {reserves} in reserve.": (
        "Объявлено победителей: {winners}, в резерве: {reserves}."
    ),
    "Leave --winners and --reserves out.": "Не указывайте --winners и --reserves.",
    # filters
    "{text!r} is no time of day.": "«{text}» — не часы суток.",
    "Write it as 09:00-18:00.": "Запишите так: 09:00-18:00.",
    "The hours {text} do not begin and end at a quarter of an hour.": (
        "Часы {text} начинаются или кончаются не с четверти часа."
    ),
    "Calls are counted by quarters: write 09:00, 09:15, 09:30 or 09:45.": (
        "Вызовы считаются по четвертям часа: пишите 09:00, 09:15, 09:30 или 09:45."
    ),
    "The hours {text} begin when they end.": "Часы {text} начинаются тогда же, когда кончаются.",
    "The period ends before it begins.": "Период кончается раньше, чем начинается.",
    "The report {kind} cannot be narrowed down by {names}.": (
        "Отчёт {kind} нельзя отобрать по {names}."
    ),
    "It understands: {known}.": "Он понимает: {known}.",
    "Reports have no filter named {name!r}.": "У отчётов нет отбора «{name}».",
    "{text!r} is no result.": "«{text}» — не результат.",
    "Write it as completed, NAME or NAME=VALUE.": (
        "Запишите так: completed, ИМЯ или ИМЯ=ЗНАЧЕНИЕ."
    ),
    "There is no time zone {name!r}.": "Часового пояса «{name}» нет.",
    "Write it as in Europe/Moscow.": "Запишите как Europe/Moscow.",
    "There is no operator {name!r}.": "Телефониста «{name}» нет.",
    "There is no trunk {name!r}.": "Транка «{name}» нет.",
    "No list {name!r} was imported.": "Списка «{name}» не загружали.",
    "There is no campaign {name!r}.": "Кампании «{name}» нет.",
    "This report is of one campaign, and none was named.": (
        "Этот отчёт — по одной кампании, а она не названа."
    ),
    "Name it: --campaign.": "Назовите её: --campaign.",
    # promises
    "Promises are compared with payments, and no data source was named.": (
        "Обещания сверяются с платежами, а источник данных не назван."
    ),
    "Name the one of the billing database: --source NAME.": (
        "Назовите источник с базой биллинга: --source ИМЯ."
    ),
}
