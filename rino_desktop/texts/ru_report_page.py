"""The page of reports: what is wrong with what was filled in."""

TEXTS = {
    "This report is of one campaign: choose it.": "Это отчёт по одной кампании: выберите её.",
    "{text} is no whole number.": "{text} — не целое число.",
    "There are two parameters named {name}.": "Два параметра называются {name}.",
    "{file} says its parameters in a way of its own.": (
        "В файле {file} параметры записаны по-своему."
    ),
    "Change them there.": "Измените их там.",
    "Choose at least one day of the week.": "Выберите хотя бы один день недели.",
    "Say at what time it is to be delivered.": "Укажите, во сколько доставлять отчёт.",
    "There is a form {name} already.": "Форма {name} уже есть.",
    "Give this one another name in {file}.": "Дайте этой другое название в {file}.",
    "You have no right to write report forms.": "У вас нет права составлять формы отчётов.",
}
