"""Russian: secrets, accounts of the database server, who takes what out."""

TEXTS = {
    "{owner} has made this schedule and may not work here any more.": (
        "Это расписание составил(а) {owner}: теперь этот человек здесь не работает."
    ),
    "Open the schedule and save it: it is yours then.": (
        "Откройте расписание и сохраните его: тогда оно станет вашим."
    ),
}
