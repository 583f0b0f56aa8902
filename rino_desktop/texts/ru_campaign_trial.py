"""Russian: what is chosen for a campaign, and what its list and people lack before the start."""

TEXTS = {
    "a notice": "уведомление",
    "a quiz or lottery": "викторина или розыгрыш",
    "a robot talks": "говорит робот",
    "a survey": "опрос",
    "advertising": "реклама",
    "ahead of the operators, within the lost calls allowed": (
        "с опережением, не превышая долю потерянных"
    ),
    "an election campaign": "предвыборная агитация",
    "by the operators themselves": "набирают сами телефонисты",
    "collecting debts": "взыскание долгов",
    "go on by the scheme": "продолжить по схеме",
    "hang up": "положить трубку",
    "leave the message after the beep": "оставить сообщение после сигнала",
    "none, unless the operator asks for it": "нет, если телефонист не попросит",
    "one call for each free operator": "один вызов на каждого свободного",
    "operators talk and dial": "телефонисты и говорят, и набирают",
    "operators talk, the program dials": "говорят телефонисты, набирает программа",
    "some time, which can be ended": "на время, можно прервать",
    "something else": "другое",
    "to who has the skill best": "тому, кто лучше владеет навыком",
    "to who has waited longest": "тому, кто дольше ждёт",
    "until there is a result": "пока не выбран итог",
    "columns of the list": "столбцы списка",
    "The scheme looks for columns that the list has not: {names}. It will know nothing of that.": (
        "Схема ищет столбцы, которых в списке нет: {names}. Об этом она ничего не скажет."
    ),
    "Rename the columns and import the list again, or let the scheme look for others.": (
        "Переименуйте столбцы и загрузите список заново или укажите в схеме другие."
    ),
    "The list has no column {name}: calls to several numbers of one person are not counted "
    "together.": (
        "В списке нет столбца «{name}»: звонки на разные номера одного человека не складываются."
    ),
    "time zones": "часовые пояса",
    "Of {n} of {total} only the number is known, which may be anywhere in the country: they are "
    "called {hours} ({zone}), when it is allowed everywhere.": (
        "О {n} из {total} известен только номер, а он может быть в любом поясе страны: им звонят "
        "{hours} ({zone}), когда это разрешено везде."
    ),
    "Of {n} of {total} only the number is known, which may be anywhere in the country: there is no "
    "hour at which it is allowed everywhere.": (
        "О {n} из {total} известен только номер, а он может быть в любом поясе страны: часа, когда "
        "звонить разрешено везде, нет."
    ),
    "Import the list again with a column of the region or the time zone.": (
        "Загрузите список заново со столбцом «Регион» или «Часовой пояс»."
    ),
    "The scheme {name} has no block “Connect operator”: operators who have signed in get no calls, "
    "and yet are waited for.": (
        "В схеме {name} нет блока «Соединить с оператором»: вошедшие телефонисты не получат "
        "вызовов, хотя программа будет их ждать."
    ),
    "Choose a scheme that has it, or let the robot talk.": (
        "Выберите схему, где он есть, или пусть говорит робот."
    ),
    "Ended: {how}": "Чем закончилось: {how}",
    "Hung up: {cause}": "Отбой: {cause}",
    "Answer of the network: {code}": "Ответ сети: {code}",
    "Talked for {seconds} s": "Разговор длился {seconds} с",
    "Last block of the scheme: {name}": "Последний блок схемы: {name}",
    "{place} is neither a region nor a time zone.": "{place} — не регион и не часовой пояс.",
    "For example: Самарская область, МСК+1, Europe/Samara.": (
        "Например: Самарская область, МСК+1, Europe/Samara."
    ),
    "region or time zone of those of whom neither row nor number tells it": (
        "регион или часовой пояс тех, о ком этого не говорят ни строка, ни номер"
    ),
    "outside of the calling hours in one of the places where they may be, since the list names no "
    "region": "сейчас не часы звонков в одном из мест, где они могут быть: в списке нет региона",
}
