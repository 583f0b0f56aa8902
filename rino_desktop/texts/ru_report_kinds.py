"""Reports of an office, shifts, draws: what commands say."""

TEXTS = {
    "The mapping of {source} does not say where payments have {field}.": (
        "Из привязки источника {source} не видно, где у платежей поле {field}."
    ),
    "Map payments.paid_on, payments.paid, and the account: in payments or in accounts, joined with"
    " it.": (
        "Привяжите payments.paid_on, payments.paid и лицевой счёт account: в payments или в"
        " связанной с ней accounts."
    ),
    "The draw can be repeated, and agrees with the database.": (
        "Розыгрыш воспроизводится и согласуется с базой."
    ),
    "when operators are to be at work": "когда телефонисты должны быть на месте",
    "a shift on weekdays, or with --day on a single day": (
        "смена по дням недели, а с --day — в один день"
    ),
    "a day off": "выходной",
    "all of them, or one operator's": "все или одного телефониста",
    "Shift {number} saved.": "Смена {number} записана.",
    "No shifts yet: rino-desktop operator shift add NAME --from 09:00 --to 18:00": (
        "Смен пока нет: rino-desktop operator shift add ИМЯ --from 09:00 --to 18:00"
    ),
    "day off": "выходной",
    "Shift {number} removed.": "Смена {number} удалена.",
    "only on this day, in place of the others": "только в этот день, вместо остальных",
    "from this day on": "с этого дня",
    "to this day": "по этот день",
    "whose clock; else that of most campaigns": (
        "по чьим часам; иначе — как у большинства кампаний"
    ),
    "{text} is not a date such as 2026-11-23": "{text} — не дата вида 2026-11-23",
    "--day goes without --since and --until": "--day задаётся без --since и --until",
    "no campaign says a time zone: --timezone Europe/Moscow": (
        "ни в одной кампании не указан часовой пояс: --timezone Europe/Moscow"
    ),
    "of this campaign; of {kinds} several, or all where left out": (
        "по этой кампании; для {kinds} — по нескольким, а без неё — по всем"
    ),
    "of a draw: compare the JSON protocol with its rules and with the database": (
        "для розыгрыша: сверить протокол JSON с правилами и с базой"
    ),
    "a report needs --format and --out": "отчёту нужны --format и --out",
    "the report {kind} is of one campaign: --campaign NAME": (
        "отчёт {kind} составляется по одной кампании: --campaign ИМЯ"
    ),
    "of a heat map": "для тепловой карты",
    "of promises to pay": "для обещаний оплатить",
    "only what": "отбор",
    "tickets that stand in": "сколько билетов в резерве",
    "where the seed will come from": "откуда возьмётся ключ",
    "the JSON report that closed the list": "отчёт JSON, которым закрыт список",
    "whose hours; the office's unless said": "по чьему времени; иначе — по времени офиса",
    "the result, or the form's field, that is a promise": (
        "результат или поле бланка, которое и есть обещание"
    ),
    "result or field with the promised day": "результат или поле с обещанным днём",
    "result or field with the amount": "результат или поле с суммой",
    "result or field with the account": "результат или поле с лицевым счётом",
    "the data source with the payments": "источник данных с платежами",
    "days to pay where no day was promised": "сколько дней на оплату, если день не назван",
    "days that a payment may be late": "на сколько дней платёж может опоздать",
    "of this operator; repeatable": "этого телефониста; можно повторять",
    "over this trunk; repeatable": "через этот транк; можно повторять",
    "of this imported list; repeatable": "из этого загруженного списка; можно повторять",
    "that ended so (completed), or with a saved result (NAME=VALUE); repeatable": (
        "кончившееся так (completed) или с сохранённым результатом (ИМЯ=ЗНАЧЕНИЕ); можно повторять"
    ),
    "that began at this time of day": "начавшееся в эти часы суток",
    "whose days and hours; else the campaign's own": "по чьим дням и часам; иначе — кампании",
    "hide telephone numbers": "скрыть номера телефонов",
}
