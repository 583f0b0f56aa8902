"""Russian: errors of the engine about forms."""

TEXTS = {
    "the form": "бланк",
    "form": "бланк",
    "the form '{name}' is not published yet.": "бланк «{name}» ещё не опубликован.",
    "Run: rino-desktop form publish {name}": "Выполните: rino-desktop form publish {name}",
    "there is no form version with the number {version_id}.": (
        "версии бланка с номером {version_id} нет."
    ),
    "there is no form named '{name}'.": "бланка с названием «{name}» нет.",
    "See: rino-desktop form list": "Список: rino-desktop form list",
    "a form named '{name}' exists already.": "бланк с названием «{name}» уже есть.",
    "the draft of the form '{name}' was changed meanwhile by {author} ({at} UTC).": (
        "черновик бланка «{name}» тем временем изменили: {author} ({at} UTC)."
    ),
    "Save yours under another name, or open the form anew.": (
        "Сохраните свой под другим названием или откройте бланк заново."
    ),
}
