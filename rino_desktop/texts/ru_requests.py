"""Russian: requests, as commands and windows speak of them."""

TEXTS = {
    # help
    "what somebody asked for, and who does it by when": (
        "заявки: кто что просил, кто выполняет и к какому сроку"
    ),
    "register a request": "принять заявку",
    "requests, the most urgent first": "заявки, самые срочные сверху",
    "find requests by words or a number": "найти заявки по словам или номеру телефона",
    "a request with its history": "заявка и её история",
    "give it to a person or a group": "назначить заявку человеку или группе",
    "change its state": "изменить состояние",
    "add to its history": "дописать примечание в историю",
    "say how much it matters": "указать важность",
    "set its deadline": "назначить срок",
    "put it into another category": "перенести в другую категорию",
    "say what it is about": "указать, к чему она относится",
    "who asks for it": "кто обратился",
    "instead of the category's deadline": "вместо срока, положенного по категории",
    "who does it; else the computer's user": (
        "от чьего имени; если не указано — пользователь компьютера"
    ),
    "the call it came with": "вызов, с которым она пришла",
    "an entry of the directory": "запись справки",
    "also those that are done": "вместе с выполненными",
    "his own, and what his groups have": "свои и те, что лежат в его группах",
    "only those past their deadline": "только просроченные",
    "kinds of requests, with deadline and escalation": "категории заявок со сроками и эскалацией",
    "a new one, or other rules for one that is there": "завести или изменить правила имеющейся",
    "all of them": "показать все",
    "remove one that no open request is of": "удалить категорию, в которой нет открытых заявок",
    "people who do requests together": "группы исполнителей",
    "a new one, or other people in one that is there": "завести или изменить состав имеющейся",
    "remove one that has no open requests": "удалить группу, у которой нет открытых заявок",
    "time until the deadline": "срок выполнения",
    "who gets such requests": "кому сразу назначать такие заявки",
    "who gets it so long before the deadline; without a name it only stands out; repeatable": (
        "кому передать заявку за столько времени до срока; без имени она только выделяется; можно"
        " повторять"
    ),
    "the same after the deadline; 0 for at once": "то же после срока; 0 — сразу",
    "{text} is no duration, such as 4h or 2d": "{text} — не промежуток времени вроде 4h или 2d",
    # lists
    "subject": "суть",
    "category": "категория",
    "whose": "исполнитель",
    "deadline": "срок",
    "group": "группа",
    "escalation": "эскалация",
    "people": "люди",
    "caller": "обратился",
    "contact": "контакт",
    "call": "вызов",
    "directory entry": "запись справки",
    "No such requests.": "Таких заявок нет.",
    "No categories yet: rino-desktop request category add NAME --due 4h": (
        "Категорий пока нет: rino-desktop request category add ИМЯ --due 4h"
    ),
    "No groups yet: rino-desktop request group add NAME PERSON…": (
        "Групп пока нет: rino-desktop request group add ИМЯ СОТРУДНИК…"
    ),
    # states
    "new": "новая",
    "assigned": "назначена",
    "in progress": "выполняется",
    "waiting": "ожидает",
    "carried out": "выполнена",
    "closed": "закрыта",
    "cancelled": "отменена",
    # messages
    "Request {number} registered.": "Заявка № {number} принята.",
    "Request {number}:": "Заявка № {number}:",
    "Category {name} saved.": "Категория {name} сохранена.",
    "Category {name} removed.": "Категория {name} удалена.",
    "Group {name} saved.": "Группа {name} сохранена.",
    "Group {name} removed.": "Группа {name} удалена.",
    "OVERDUE by {time}": "ПРОСРОЧЕНА на {time}",
    "{number} min": "{number} мин",
    "{hours} h {minutes} min": "{hours} ч {minutes} мин",
    "{number} days": "{number} дн.",
    "the system": "система",
    "registered: {category}": "принята: {category}",
    "assigned: {before} → {after}": "назначена: {before} → {after}",
    "category: {before} → {after}": "категория: {before} → {after}",
    "low": "низкая",
    "normal": "обычная",
    "high": "высокая",
    "priority: {priority}": "важность: {priority}",
    "priority: {before} → {after}": "важность: {before} → {after}",
    "deadline: {before} → {after}": "срок: {before} → {after}",
    "about: {what}": "относится к: {what}",
    "escalated: {before} → {after}": "эскалация: {before} → {after}",
    "{text} is no deadline.": "{text} — не срок.",
    "Write a duration from now, such as 4h or 2d, a time such as 2026-12-01T15:00, or none.": (
        "Укажите промежуток от этой минуты (4h, 2d), время (2026-12-01T15:00) или none."
    ),
}
