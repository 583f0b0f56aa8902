"""Russian: reports on the command line, clients' forms, delivery by mail."""

TEXTS = {
    # help
    "of a survey": "для опроса",
    "cross with a question, a field of the list or a result; repeatable": (
        "сопоставить с вопросом, полем списка или результатом; можно повторять"
    ),
    "field of the list with the weight": "поле списка с весом абонента",
    "weight by the shares that the values of a field are to have; repeatable": (
        "взвесить по долям, которые должны иметь значения поля; можно повторять"
    ),
    "of a draw": "для розыгрыша",
    "only this draw of the campaign": "только этот розыгрыш кампании",
    "the published seed": "объявленный ключ розыгрыша",
    "how many tickets win": "сколько билетов выигрывает",
    "of a client's own form": "для формы заказчика",
    "a parameter of the form; repeatable": "параметр формы; можно повторять",
    "first day": "первый день",
    "such as 2026-11-23, -7, today, yesterday, this-week, last-month": (
        "например 2026-11-23, -7, today, yesterday, this-week, last-month"
    ),
    "last day": "последний день",
    "reports in a client's own form": "отчёты по форме заказчика",
    "check a form and store it; replaces one of its name": (
        "проверить форму и сохранить; заменяет форму с тем же именем"
    ),
    "a folder with form.toml, a TOML file or a sample's name": (
        "папка с form.toml, файл TOML или имя образца"
    ),
    "all forms, and the samples that come with the program": "все формы и образцы из поставки",
    "what a form asks for; --out writes its files": (
        "что нужно форме; с --out записывает её файлы"
    ),
    "forget a form": "удалить форму",
    "list what is wrong with a form": "показать ошибки формы",
    "deliver a report to a folder or by mail at set times": (
        "доставлять отчёт в папку или по почте в заданное время"
    ),
    "one time or several": "одно время или несколько",
    "by mail": "по почте",
    "who gets it": "кому",
    "the mail server (or smtps://)": "почтовый сервер (или smtps://)",
    "who sends it": "от кого",
    "of the mail server": "учётная запись на почтовом сервере",
    "variable of the engine that holds the password": (
        "переменная окружения движка, в которой пароль"
    ),
    "encrypt the connection first": "сначала зашифровать соединение",
    # forms
    "title": "название",
    "Form {name} stored: rino-desktop report form:{name} …": (
        "Форма {name} сохранена: rino-desktop report form:{name} …"
    ),
    "Form {name} is forgotten.": "Форма {name} удалена.",
    "Nothing is wrong with it.": "Ошибок нет.",
    "Problems: {count}.": "Ошибок: {count}.",
    "No forms yet. Samples: {samples}. rino-desktop report-form add NAME": (
        "Форм пока нет. Образцы: {samples}. rino-desktop report-form add ИМЯ"
    ),
    "There is no form {file}.": "Формы {file} нет.",
    "Name a folder with a {file}, a TOML file or a sample: {samples}.": (
        "Укажите папку с файлом {file}, файл TOML или образец: {samples}."
    ),
    "The folder {folder} has {count} files: that is no form.": (
        "В папке {folder} файлов: {count}. Это не форма."
    ),
    "Put the form's files into a folder of their own.": "Положите файлы формы в отдельную папку.",
    "{file} is too large for a form's file.": "{file}: слишком велик для файла формы.",
    "{file}: is no text in UTF-8.": "{file}: не текст в UTF-8.",
    "Save it as UTF-8.": "Сохраните его в UTF-8.",
    # schedules and mail
    "where to": "куда",
    "under way": "выполняется",
    "{option} is of the report {kind} only": "{option} бывает только у отчёта {kind}",
    "--{option} goes with --mail": "--{option} указывают вместе с --mail",
    "--mail needs --smtp and --from": "для --mail нужны --smtp и --from",
    "Where the report is to go is not said.": "Не указано, куда доставлять отчёт.",
    "sent to {to}": "отправлен: {to}",
    "sent, but not to {refused}: the mail server refuses them": (
        "отправлен, но не этим адресатам: {refused} — почтовый сервер их не принимает"
    ),
    "Not sent from here: another engine has taken it over, or it was changed.": (
        "Отсюда не отправлено: отчётом занялся другой движок, или расписание изменили."
    ),
    "It is not known whether the mail was sent: the engine ended in the midst of it.": (
        "Неизвестно, ушло ли письмо: движок остановился во время отправки."
    ),
    "A mail needs an address.": "Письму нужен адрес.",
    "The mail server's user needs a password.": (
        "Для учётной записи на почтовом сервере нужен пароль."
    ),
    "Name the variable that holds it: --password-env NAME.": (
        "Назовите переменную, в которой он записан: --password-env ИМЯ."
    ),
    "The mail server {server} cannot be reached: {reason}.": (
        "Почтовый сервер {server} недоступен: {reason}."
    ),
    "Check its address, that it runs, and the network.": (
        "Проверьте его адрес, работает ли он, и сеть."
    ),
    "The mail server {server} refuses the mail: {reason}.": (
        "Почтовый сервер {server} не принимает письмо: {reason}."
    ),
    "Check the addresses, the user and the password with its administrator.": (
        "Проверьте адреса, учётную запись и пароль у его администратора."
    ),
    "Put the password of the mail server into it where the engine is started.": (
        "Запишите в неё пароль почтового сервера там, где запускается движок."
    ),
    "The mail server {server} was lost before it said that it had the mail.": (
        "Почтовый сервер {server} пропал, не подтвердив, что принял письмо."
    ),
    "Ask those who should have it; it is not sent a second time.": (
        "Спросите получателей: второй раз письмо не отправляется."
    ),
    "{server} is no address of a mail server.": "{server} — не адрес почтового сервера.",
    "Write it like smtp://mail.example.org:25 (user and password apart).": (
        "Напишите его в виде smtp://mail.example.org:25 (учётная запись и пароль — отдельно)."
    ),
    "{address} is no mail address.": "{address} — не почтовый адрес.",
    "Write it like name@example.org.": "Напишите его в виде name@example.org.",
    # doctor
    "scheduled: {count}": "в расписании: {count}",
}
