"""What the demo says."""

TEXTS = {
    # places
    "The demo cannot write to {folder}: {reason}.": "Нельзя записать в папку {folder}: {reason}.",
    "Run it in a folder that you may write to.": "Запустите в папке, куда можно писать.",
    "Another demo is running in {folder}.": "В папке {folder} уже идёт другая демонстрация.",
    "Wait for its end, or run this one in another folder.": (
        "Дождитесь её конца или запустите эту в другой папке."
    ),
    # the run
    "Setting up: a database, a list of {rows} rows, a billing database, "
    "subscribers with telephones": (
        "Готовим обзвон: база данных, список (строк: {rows}), биллинг, абоненты с телефонами"
    ),
    # the billing database
    "Debts and promises in the billing database": "Долги и обещания — в базе биллинга",
    "billing: calls in the report: {attempts}, calls that debtors got: {calls}": (
        "биллинг: попыток в отчёте — {attempts}, вызовов у должников — {calls}"
    ),
    "billing: promises written back: {written}, pressed by debtors: {pressed}": (
        "биллинг: обещаний в его базе — {written}, набрано должниками — {pressed}"
    ),
    "billing: debts told and written back as they stand there: {right} of {all}": (
        "биллинг: суммы в обещаниях совпадают с долгом в его базе — {right} из {all}"
    ),
    "account": "лицевой счёт",
    "subscriber": "абонент",
    "owes": "долг, руб.",
    "will pay on": "заплатит",
    "Promises in the billing database": "Обещания в базе биллинга",
    "the campaign that asks the billing database": "кампания, которая берёт долги из биллинга",
    "whether the billing database answers": "отвечает ли база биллинга",
    "Writing the reports": "Составляем отчёты",
    "The demo runs in the terminal.": "Демонстрация пойдёт в терминале.",
    "The campaign is not over after {seconds} s.": "За {seconds} с обзвон так и не закончился.",
    "The engine has died (status {status}). Its last words: {words}.": (
        "Движок аварийно завершился (код {status}). Последнее, что он сообщил: {words}."
    ),
    "The engine has left before the campaign was over.": (
        "Движок завершил работу раньше, чем закончился обзвон."
    ),
    "Its log: {file}": "Его журнал: {file}",
    "The database does not answer.": "База данных не отвечает.",
    "The campaign is over. Close the window to see the summary.": (
        "Обзвон закончен. Закройте окно, чтобы увидеть сводку."
    ),
    "The demo has failed. Close the window to see why.": (
        "Демонстрация не удалась. Закройте окно, чтобы узнать причину."
    ),
    "The demo was ended before the campaign was over.": (
        "Демонстрация прервана: обзвон не закончен."
    ),
    "The demo's office: rino-desktop --config {file} …": (
        "Настройки демонстрации: rino-desktop --config {file} …"
    ),
    "in real life: 25–30 s, and retries after minutes and hours": (
        "в жизни — 25–30 с, а повторы — через минуты и часы"
    ),
    # the screen
    "{clock}  done {done} of {total}, on the line {lines}; attempts {attempts}, answered "
    "{answered}, waiting for a retry {waiting}": (
        "{clock}  обзвонено {done} из {total}, занято линий {lines}; попыток {attempts}, "
        "ответов {answered}, ждут повтора {waiting}"
    ),
    "Debt reminders by telephone": "Обзвон должников",
    "Served": "Обзвонено",
    "of {total}": "из {total}",
    "retries ahead: {waiting}": "ждут повтора: {waiting}",
    "Lines": "Линии",
    "talking": "разговор",
    "ringing": "гудки",
    "operator": "с телефонистом",
    "Subscribers": "Абоненты",
    "on the list": "в списке",
    "dialled": "набрали",
    "answered": "ответили",
    "heard to the end": "дослушали",
    "What attempts came to": "Чем кончились попытки",
    "Promised to pay: {n}": "Обещали заплатить: {n}",
    "by {day}": "до {day}",
    "Last calls": "Последние вызовы",
    "will pay by {day}": "заплатит до {day}",
    # the last page
    "The subscribers' own account agrees": "Сверка с абонентами: всё сходится",
    "The subscribers' own account does NOT agree": "Сверка с абонентами: НЕ СХОДИТСЯ",
    "list: {rows} rows = {contacts} contacts + {rejected} rejected": (
        "строк в списке — {rows}: абонентов — {contacts}, отброшено — {rejected}"
    ),
    "attempts in the report: {attempts}, calls that subscribers got: {calls}": (
        "попыток в отчёте — {attempts}, вызовов у абонентов — {calls}"
    ),
    "answered in the report: {answered}, subscribers who picked up: {picked_up}": (
        "ответов в отчёте — {answered}, снятых трубок — {picked_up}"
    ),
    "promises saved: {saved}, pressed by subscribers: {pressed}": (
        "обещаний записано — {saved}, набрано абонентами — {pressed}"
    ),
    "do not call any more: {saved}, pressed by subscribers: {pressed}": (
        "отказов от звонков записано — {saved}, абоненты нажали «9» — {pressed}"
    ),
    "connected with the operator: {saved}, calls that the operator took: {taken}": (
        "соединений с телефонистом в отчёте — {saved}, телефонист снял трубку — {taken}"
    ),
    "The campaign took {time}.": "Обзвон занял {time}.",
    "What came out, in {folder}": "Что получилось — в папке {folder}",
    "every report in every format": "все отчёты во всех форматах",
    "the list as the office sent it (cp1251)": "список, каким его прислала контора (cp1251)",
    "rows that were not taken, each with the reason": "отброшенные строки, у каждой — причина",
    "the campaign file": "файл кампании",
    "calls to listen to": "записи разговоров: можно послушать",
    "What to try next": "Что попробовать дальше",
    "the same figures from the command line": "те же цифры из командной строки",
    "what the subscribers heard": "что слышали абоненты",
    "the campaign in the window": "кампания в окне",
    "what works on this machine": "что работает на этом компьютере",
}
