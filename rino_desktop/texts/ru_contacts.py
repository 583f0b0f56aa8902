"""Russian: single contacts, why they were called, the answer to a complaint."""

TEXTS = {
    # the command line
    "why a number was or was not called at a moment": "почему номеру звонили или не звонили",
    "the answer to a complaint about calls to a number": "ответ на жалобу о звонках на номер",
    "add one contact": "добавить один контакт",
    "call a contact no more": "больше не звонить абоненту",
    "call a contact again": "снова звонить абоненту",
    "only of this campaign": "только в этой кампании",
    "YYYY-MM-DDTHH:MM in the computer's time, or with a zone; now without it": (
        "ГГГГ-ММ-ДДTЧЧ:ММ по времени компьютера или с поясом; без него — сейчас"
    ),
    "PDF, JSON, or a ZIP of both": "PDF, JSON или ZIP с тем и другим",
    "time zone, such as Europe/Moscow; by the number without it": (
        "часовой пояс, например Europe/Moscow; без него — по номеру"
    ),
    "repeatable": "можно повторять",
    "The answer was written to {file}; calls: {calls}.": (
        "Ответ записан в {file}; звонков: {calls}."
    ),
    "Contact {number} was added.": "Контакт {number} добавлен.",
    "Withdrawn.": "Снят с обзвона.",
    "Nothing to withdraw: he is called no more, or just now.": (
        "Снимать нечего: ему больше не звонят или звонят прямо сейчас."
    ),
    "Put back.": "Возвращён в обзвон.",
    "He is waiting already.": "Он и так ждёт звонка.",
    "No campaign has a contact with the number {phone}.": (
        "Ни в одной кампании нет контакта с номером {phone}."
    ),
    "{text} is no moment such as 2026-11-30T12:05": "{text} — не момент вида 2026-11-30T12:05",
    # called now
    "The contact is first in line; a line is waited for.": "Абонент первый в очереди; ждём линию.",
    "The contact is being called already.": "Абоненту уже звонят.",
    "The campaign {name} is not running.": "Кампания «{name}» не идёт.",
    "Start it; the contact is called then in his turn.": (
        "Запустите её: тогда абоненту позвонят в свою очередь."
    ),
    "The operators of the campaign {name} dial themselves.": (
        "В кампании «{name}» телефонисты набирают номера сами."
    ),
    "Promise a callback instead.": "Вместо этого назначьте обещанный звонок.",
    "No engine is running: nobody would dial.": "Ни один движок не работает: звонить некому.",
    "Start the engine.": "Запустите движок.",
    "The contact may not be called now: {why}.": "Звонить абоненту сейчас нельзя: {why}.",
    "The contact is there no more.": "Этого контакта больше нет.",
    "The contact is being called.": "Идёт звонок абоненту.",
    "The call is over: {result}.": "Звонок окончен: {result}.",
    "The call was refused: {why}.": "В звонке отказано: {why}.",
    "An engine has taken the contact; he is dialled next.": (
        "Движок взял абонента: его номер набирают следующим."
    ),
    "No engine answers. The contact stays first in line.": (
        "Ни один движок не отвечает. Абонент остаётся первым в очереди."
    ),
    # changed by hand
    "A contact needs a telephone number.": "Контакту нужен номер телефона.",
    "A contact cannot have so many numbers.": "У контакта не может быть столько номеров.",
    "the telephone numbers": "номера телефона",
    "the time zone": "часовой пояс",
    "Say why the contact is withdrawn.": "Укажите, почему контакт снят.",
    "That moment is over already.": "Этот момент уже прошёл.",
    "The contact is being called just now: number and time zone cannot be changed.": (
        "Абоненту сейчас звонят: номер и часовой пояс менять нельзя."
    ),
    "Change them when the call is over; fields can be changed at once.": (
        "Измените их после звонка; поля можно менять сразу."
    ),
    "Somebody else has changed the contact meanwhile: {what}.": (
        "Контакт тем временем изменил кто-то другой: {what}."
    ),
    "Look at the contact again, then repeat the change.": (
        "Посмотрите карточку ещё раз и повторите изменение."
    ),
    "There is no time zone {zone}.": "Нет часового пояса {zone}.",
    "The field {name} is too long.": "Поле «{name}» слишком длинное.",
    # exported
    "Contacts": "Контакты",
    "Contacts are exported as CSV or XLSX.": "Контакты выгружают в CSV или XLSX.",
    "not called yet": "ещё не звонили",
    "waits for another try": "ждёт повтора",
    "is being called": "идёт звонок",
    "excluded": "исключён",
    "no more calls": "завершён",
    "Taken": "Выгрузил",
    "Campaign": "Кампания",
    "Number": "Номер",
    "Other numbers": "Другие номера",
    "State": "Состояние",
    "Last result": "Последний итог",
    "Tries": "Попыток",
    "Next try": "Следующая попытка",
    "Time zones": "Часовые пояса",
    "List": "Список",
    "Row": "Строка",
    "By whom": "Кто",
    "When": "Когда",
    # what happened
    "not over yet": "ещё идёт",
    "Result": "Итог",
    "Answered": "Отвечено",
    "Ended": "Окончен",
    "Talk": "Разговор",
    "s": "с",
    "Operator": "Телефонист",
    "Called number": "Набранный номер",
    "Led to": "Попал в",
    "Called: {result}": "Звонили: {result}",
    "Rang us: {result}": "Звонил нам: {result}",
    "Not called: {why}": "Не звонили: {why}",
    "added by hand: {who}": "добавлен вручную: {who}",
    "Computer": "Компьютер",
    "Telephone numbers": "Номера телефона",
    "Reason": "Причина",
    "Until": "До",
    "Source": "Источник",
    "Cause of the end": "Причина окончания",
    "Try": "Попытка",
    "Scheme": "Схема",
    "Recording": "Запись",
    "deleted": "удалена",
    "Kind": "Вид",
    "Proof": "Подтверждение",
    "Digest of the proof": "Контрольная сумма подтверждения",
    "Holds until": "Действует до",
    "Consent given": "Получено согласие",
    "Consent revoked": "Согласие отозвано",
    "Order {number}: {service}": "Заказ {number}: {service}",
    "Request {number}: {subject}": "Заявка {number}: {subject}",
    "In the list {name}": "В списке {name}",
    "Put on the do-not-call list": "Внесён в стоп-лист",
    "Callback promised": "Обещан звонок",
    "First": "Впервые",
    "Last": "В последний раз",
    "Times": "Раз",
    "May be called from": "Можно звонить с",
    "Added by hand": "Добавлен вручную",
    "Changed by hand": "Изменён вручную",
    "Withdrawn": "Снят с обзвона",
    "Put back": "Возвращён в обзвон",
    "Put off": "Отложен",
    "Ordered to be called now": "Заказан звонок сейчас",
    "Put on the do-not-call list by hand": "Внесён в стоп-лист вручную",
    "Answer to a complaint exported": "Выгружен ответ на жалобу",
    "Answer": "Ответ",
    "Time": "Время",
    "Note": "Примечание",
    "Category": "Категория",
    "Details": "Подробности",
    "open": "не закрыто",
    "over": "закрыто",
    # the answer to a complaint
    "Answer to a complaint: {phone}": "Ответ на жалобу: {phone}",
    "The answer is written as PDF, JSON or ZIP, not as {suffix}.": (
        "Ответ записывают в PDF, JSON или ZIP, а не в {suffix}."
    ),
    "Name the file with one of these endings.": "Дайте файлу одно из этих окончаний.",
    "The answer cannot be written to {file}: {reason}.": (
        "Ответ нельзя записать в {file}: {reason}."
    ),
    "Calls": "Вызовы",
    "Refused by rules": "Отказы по правилам",
    "Calls to the number": "Звонки на номер",
    "Why each call was allowed": "Почему каждый звонок был разрешён",
    "On what basis the number was called": "На каком основании звонили",
    "Consents": "Согласия",
    "What forbids further calls": "Что запрещает новые звонки",
    "All campaigns": "Все кампании",
    "On the do-not-call list since {moment} ({source}).": "В стоп-листе с {moment} ({source}).",
    "Calls from the number": "Звонки с номера",
    "Subscriber's time zone": "Часовой пояс абонента",
    "Subscriber's time": "Время абонента",
    "Said and pressed": "Сказано и нажато",
    "Only the latest calls are shown.": "Показаны только последние звонки.",
    "Rules looked at": "Проверенные правила",
    "Imported": "Загружен",
    "Given": "Получено",
    "Revoked": "Отозвано",
    "No consent is on file for the number.": "Согласий на этот номер нет.",
    "Rule": "Правило",
    "Nothing.": "Ничего.",
    # why
    "No rule forbids a call now: he waits for his turn.": (
        "Сейчас звонок ничто не запрещает: абонент ждёт своей очереди."
    ),
    "Nothing that is stored stood in the way; not everything is stored.": (
        "Ничто из записанного не мешало; записано не всё."
    ),
    "No rule stood in the way: he waited for his turn.": (
        "Ни одно правило не мешало: абонент ждал своей очереди."
    ),
    "The campaign is not running: {state}.": "Кампания не идёт: {state}.",
    "Engines are dialling the campaign.": "Движки звонят по кампании.",
    "He is being called just now.": "Абоненту звонят прямо сейчас.",
    "Done: not called any more. Tries: {tries} of {maximum}; the last: {result}.": (
        "Завершён: больше не звонят. Попыток: {tries} из {maximum}; последняя: {result}."
    ),
    "Waits for the next try: {moment}. Tries: {tries} of {maximum}.": (
        "Ждёт следующей попытки: {moment}. Попыток: {tries} из {maximum}."
    ),
    "Tries: {tries} of {maximum}.": "Попыток: {tries} из {maximum}.",
    "the list that was refreshed": "обновление списка",
    "no longer in the list": "в списке больше нет",
    "Withdrawn {moment} by {who}: {reason}.": "Снят {moment}, {who}: {reason}.",
    "The number came onto the do-not-call list only afterwards, {moment}.": (
        "Номер попал в стоп-лист только потом, {moment}."
    ),
    "The number is on no do-not-call list today; whether it was on one then and has been taken off "
    "is not stored.": (
        "Сегодня номера нет в стоп-листах; был ли он там тогда и снят ли потом, не записано."
    ),
    "The number is on no do-not-call list.": "Номера нет в стоп-листах.",
    "The number is on the do-not-call list since {moment} ({source}).": (
        "Номер в стоп-листе с {moment} ({source})."
    ),
    "Within the calling hours: {clock} at the subscriber's ({hours}).": (
        "Часы звонков: у абонента {clock} ({hours})."
    ),
    "No limit on calls to a person was used up.": (
        "Ни одно ограничение на число звонков не было исчерпано."
    ),
    "Tries: {tries} of {maximum}; the last {moment}: {result}.": (
        "Попыток: {tries} из {maximum}; последняя {moment}: {result}."
    ),
    "Refused {first}–{last}, {times} times: {why}": "Отказано {first}–{last}, раз: {times}: {why}",
    "{told} By the rules of today the next follows {next}.": (
        "{told} По сегодняшним правилам следующая — {next}."
    ),
    "{told} By the rules of today no more follow.": (
        "{told} По сегодняшним правилам больше не будет."
    ),
    "Whether the campaign ran then is not stored: the audit log tells of no start before.": (
        "Шла ли тогда кампания, не записано: до того в журнале действий её не запускали."
    ),
    "The campaign: {state}, since {moment} ({who}).": "Кампания: {state}, с {moment} ({who}).",
    "The campaign's settings were changed afterwards, {moment}: what follows is worked out by "
    "those of today.": (
        "Настройки кампании потом меняли, {moment}: дальнейшее вычислено по сегодняшним."
    ),
    "He came into the campaign only {moment}, with the list {name}.": (
        "Абонент попал в кампанию только {moment}, со списком {name}."
    ),
    "He had not been called before.": "До этого ему не звонили.",
    "Engines dialled the campaign then: {calls} calls within five minutes.": (
        "Движки тогда звонили по кампании: звонков за пять минут до и после — {calls}."
    ),
    "Nobody else of the campaign was called within five minutes: whether engine and lines were "
    "there is not stored.": (
        "За пять минут до и после никому из кампании не звонили: работали ли движок и линии, не "
        "записано."
    ),
    "He was called {moment} on {phone}: {result}.": "Ему звонили {moment} на {phone}: {result}.",
}  # fmt: skip
