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
}
