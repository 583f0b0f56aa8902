"""Russian: drafts and versions of schemes, and what was traced of calls."""

TEXTS = {
    "also a draft that somebody else works on": "и черновик, над которым работает кто-то другой",
    "not the current one": "не текущую",
    "all versions of a scheme": "все версии схемы",
    "give a scheme that nobody uses another name": (
        "переименовать схему, которую никто не использует"
    ),
    "begin a new scheme with what this one is": "начать новую схему с копии этой",
    "forget a scheme that nobody uses": "удалить схему, которую никто не использует",
    "who does it; left out: your login": "кто это делает; если не указано — имя входа",
    "what has changed, kept with the version": "что изменено; хранится с версией",
    "The draft of {name} is the work of {author} ({at}) and not published yet.": (
        "Черновик {name} — неопубликованная работа пользователя {author} ({at})."
    ),
    "Publish it first, or replace it with --overwrite.": (
        "Сначала опубликуйте его или замените ключом --overwrite."
    ),
    "author": "автор",
    "comment": "примечание",
    "{name} is not published yet.": "{name}: ещё не опубликована.",
    "The scheme {name} is called by: {schemes}.": "Схему {name} вызывают: {schemes}.",
    "Let them call another scheme first.": "Сначала направьте их на другую схему.",
    "{name} is called {new_name} now.": "{name} теперь называется {new_name}.",
    "{name} is deleted.": "{name}: схема удалена.",
    # campaign trace
    "what happened on a call, step by step": "что происходило на вызове, шаг за шагом",
    "second": "секунда",
    "There is no trace of the attempt {attempt}.": "Записи хода попытки {attempt} нет.",
    "Only answered calls have one, as long as it is kept (voice retention).": (
        "Она есть только у отвеченных вызовов, пока не истёк срок хранения (voice retention)."
    ),
    "The call was too long: the last steps before its end are not kept.": (
        "Вызов слишком длинный: последние шаги перед его концом не сохранены."
    ),
    "entered": "вход",
    "left by {port}": "выход {port}",
    "nowhere": "никуда",
    "pressed {key}": "нажато: {key}",
    "heard: {what}": "звучит: {what}",
    "interrupted": "прервано",
    "played to the end": "прозвучало до конца",
    "asked: {what}": "запрос: {what}",
    "answer after {seconds:.2f} s: {what}": "ответ через {seconds:.2f} с: {what}",
    "end: {disposition}, by {side}": "конец: {disposition}, завершил: {side}",
    # voice retention of traces
    "Would be deleted: {count} traces.": "Было бы удалено записей хода вызовов: {count}.",
    "Deleted: {count} traces.": "Удалено записей хода вызовов: {count}.",
    # voice retention of what operators have done
    "What operators have done is kept alike for all campaigns.": (
        "Журнал, время и сообщения телефонистов хранятся одинаково для всех кампаний."
    ),
    "Leave --campaign out.": "Уберите --campaign.",
    "What is older than {days} days is deleted once a day by the engine.": (
        "Всё, чему больше {days} дн., движок удаляет раз в день."
    ),
    "Would be deleted: {count} rows of operators.": (
        "Было бы удалено записей о работе телефонистов: {count}."
    ),
    "Deleted: {count} rows of operators.": "Удалено записей о работе телефонистов: {count}.",
}
