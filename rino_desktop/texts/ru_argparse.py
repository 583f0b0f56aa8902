"""Russian: argparse's own few texts. The keys are argparse's, with its % placeholders."""

TEXTS = {
    "usage: ": "использование: ",
    "options": "параметры",
    "positional arguments": "аргументы",
    "show this help message and exit": "показать эту справку и выйти",
    "the following arguments are required: %s": "не указано: %s",
    "unrecognized arguments: %s": "лишнее: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "неизвестное значение %(value)r (возможны: %(choices)s)"
    ),
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "expected one argument": "нужно одно значение",
    "expected at most one argument": "нужно не больше одного значения",
    "one of the arguments %s is required": "нужно одно из: %s",
    "expected at least one argument": "нужно хотя бы одно значение",
    "not allowed with argument %s": "нельзя вместе с %s",
    "ignored explicit argument %r": "лишнее значение %r",
    "invalid %(type)s value: %(value)r": "неверное значение: %(value)r",
}
