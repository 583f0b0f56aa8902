"""Russian: whose a scheduled report of the command line is."""

TEXTS: dict[str, str] = {
    "whose it is: delivered with the rights that he has then": (
        "чей это отчёт: доставляется с правами, которые будут у этого сотрудника в тот момент"
    ),
    "nobody's, and with all numbers and names; left out: nobody's, and masked": (
        "ничей и со всеми номерами и именами; если не указать — ничей, номера и имена скрыты"
    ),
    "Whose rights: {whose}": "С чьими правами: {whose}",
    "whose rights": "чьи права",
    "nobody's, masked": "ничей, номера и имена скрыты",
    "nobody's, with everything": "ничей, со всеми номерами и именами",
    "{owner} has no right to this report: {reason}": (
        "{owner} не имеет права на этот отчёт: {reason}"
    ),
    "Make it for somebody who has, or give him the right.": (
        "Назначьте его тому, у кого это право есть, или дайте право этому сотруднику."
    ),
    "This report cannot be made with numbers and names masked.": (
        "Этот отчёт нельзя составить, скрыв номера и имена."
    ),
    "Make it for somebody who may see them (--for PERSON), or --unmasked.": (
        "Назначьте его тому, кому их видно (--for СОТРУДНИК), или укажите --unmasked."
    ),
    "The schedule {name} has been changed or removed by somebody else meanwhile; nothing was "
    "saved.": (
        "Расписание «{name}» тем временем изменил или удалил кто-то другой; ничего не сохранено."
    ),
    "Open the schedule anew, and change that.": "Откройте расписание заново и внесите изменения.",
}
