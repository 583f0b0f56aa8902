"""Russian: errors of the engine about forms."""

TEXTS = {
    "the form": "бланк",
    "too large to be a form ({length:,} characters).": (
        "слишком велик для бланка (символов: {length})."
    ),
    "is nested too deeply to be a form.": "вложенность слишком велика для бланка.",
    "is not a form: the outermost value must be an object.": (
        "это не бланк: внешним значением должен быть объект."
    ),
    'is not a form: "format" must be "{format}".': (
        "это не бланк: значением «format» должно быть «{format}»."
    ),
    "{text} is not a number that a form can hold.": "{text} — не число, какое может быть в бланке.",
}
