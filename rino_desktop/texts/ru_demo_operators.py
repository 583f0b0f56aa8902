"""What the demo with operators says."""

TEXTS = {
    "the demo with operators: three virtual ones, and you at the workstation": (
        "демонстрация с телефонистами: трое виртуальных и вы — за рабочим местом"
    ),
    # the run
    "forms that virtual operators filled in: {told}, stored just so: {same}": (
        "бланков заполнили виртуальные телефонисты: {told}, сохранены с теми же ответами: {same}"
    ),
    "forms stored: {stored}, complete {complete}, filled in by nobody {invented}": (
        "бланков сохранено: {stored}, из них заполнены до конца: {complete}; "
        "никем не заполнялись: {invented}"
    ),
    "whoever saves the result during the talk is free after it": (
        "кто сохранил итог во время разговора, сразу после него свободен"
    ),
    "A fourth virtual operator takes your place.": (
        "Вместо вас сядет четвёртый виртуальный телефонист."
    ),
    "Setting up: a database, {clients} clients with telephones, virtual operators": (
        "Готовим обзвон: база данных, клиенты с телефонами ({clients}), виртуальные телефонисты"
    ),
    "{names} are at work; the campaign has begun": "За работой {names}; обзвон начался",
    "Shift+F2 begins your shift. Calls are answered by themselves; F3 hangs up; Alt+1 and Enter "
    "save the result.": (
        "Shift+F2 — начать смену. На звонки программа отвечает сама; F3 — положить трубку, Alt+1 "
        "и Enter — сохранить итог."
    ),
    "Everybody leaves; writing the reports": "Все расходятся; составляем отчёты",
    "The virtual operators have not begun their shift.": (
        "Виртуальные телефонисты так и не начали смену."
    ),
    "The virtual operators have left before the campaign was over.": (
        "Виртуальные телефонисты ушли раньше, чем закончился обзвон."
    ),
    "The virtual operators have died (status {status}). Their last words: {words}.": (
        "Виртуальные телефонисты аварийно завершились (код {status}). Последнее, что они сообщили: "
        "{words}."
    ),
    "Their log: {file}": "Их журнал: {file}",
    # the office
    "You": "Вы",
    "Supervisor": "Старший",
    "Lunch": "Обед",
    "Rest": "Отдых",
    "Training": "Учёба",
    "Repair": "Ремонт",
    "Complaint": "Жалоба",
    "Question": "Вопрос",
    "Clients": "Клиенты",
    "How were you served? Operators ask, the program dials": (
        "Как вас обслужили? Дозванивается программа, спрашивают телефонисты"
    ),
    # whether both sides tell the same
    "of {answered} who picked up, one operator met {served}; without one stayed {missed}": (
        "из снявших трубку ({answered}) поговорили ровно с одним телефонистом — {served}, "
        "остались без него — {missed}"
    ),
    "of {missed} without an operator the scheme spoke to {told}, or they had hung up": (
        "оставшихся без телефониста — {missed}; схема извинилась, или они успели положить трубку — "
        "{told}"
    ),
    "operators' voices heard: {heard} of {talks} talks": (
        "телефониста было слышно: {heard} из {talks} разговоров"
    ),
    "called again after a conversation, or twice at a time: {twice}": (
        "вызовов после разговора или сразу двух одному абоненту — {twice}"
    ),
    # the last page
    "Operators": "Телефонисты",
    "Operator": "Телефонист",
    "calls offered": "вызовов",
    "results saved": "результатов",
    "talk time": "время разговоров",
    "mean talk": "в среднем",
    "Who was served": "Кого обслужили",
    "picked up": "сняли трубку",
    "talked with an operator": "поговорили с телефонистом",
    "no operator in time": "телефонист не успел",
    "what was filled in": "заполненные бланки",
    "the list of clients": "список клиентов",
    "the form that is filled in": "бланк опроса",
    "the call log of an operator": "журнал звонков телефониста",
    "a password, to look at the campaign in the window": (
        "пароль — чтобы посмотреть на кампанию в окне"
    ),
    "the window: sign in with it": "само окно: войдите с этим паролем",
}
