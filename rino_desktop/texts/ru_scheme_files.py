"""Russian: scheme files, and what can be done to schemes as a whole."""

TEXTS = {
    "{file}, line {line}: not UTF-8 text.": "{file}, строка {line}: это не текст в UTF-8.",
    "{file}: not an ordinary file.": "{file}: это не обычный файл.",
    "Choose the file of a scheme.": "Выберите файл схемы.",
    "Choose the file of a scheme in it.": "Выберите в ней файл схемы.",
    "{file}: {size} MB, too large to be a scheme: {limit} MB at most. It was not read.": (
        "{file}: {size} МБ, для схемы это слишком много: допустимо не больше {limit} МБ."
        " Файл не прочитан."
    ),
    "{file}: too large to be a scheme.": "{file}: для схемы это слишком много.",
    "Choose the file of a scheme; a scheme that large has to be divided.": (
        "Выберите файл схемы; схему такого размера нужно разделить."
    ),
    "Have its owner give you the right, or copy it to a folder of yours.": (
        "Попросите права у владельца или скопируйте файл в свою папку."
    ),
    "Copy it to another disk and try again.": "Скопируйте его на другой диск и попробуйте снова.",
    "Mend the file at that place, or export the scheme once more.": (
        "Исправьте файл в этом месте или выгрузите схему заново."
    ),
    "Choose the file of a scheme, or export the scheme once more.": (
        "Выберите файл схемы или выгрузите схему заново."
    ),
    # what is done to schemes as a whole
    "There is no deleted scheme named {name}.": "Удалённой схемы с именем {name} нет.",
    "The scheme {name} is open at: {who}.": "Схема {name} открыта: {who}.",
    "Have it closed there first.": "Сначала её нужно там закрыть.",
    "To bring it back: {command}": "Вернуть её: {command}",
    "{name} is there again.": "{name}: схема возвращена.",
    "bring a deleted scheme back": "вернуть удалённую схему",
    "when the name is taken by now": "если имя уже занято",
    "those that were deleted": "удалённые",
    "No scheme was deleted.": "Удалённых схем нет.",
    "The scheme {name} is too large to be saved.": (
        "Схема {name} слишком велика, чтобы её сохранить."
    ),
    "Put a part of it into a scheme of its own (select, ⋯).": (
        "Вынесите часть в отдельную схему (выделить, ⋯)."
    ),
    "{name} is there as a draft, but not its recordings: {reason}": (
        "Черновик {name} создан, но без записей: {reason}"
    ),
    "Import them in the prompts manager of the editor.": (
        "Загрузите их в редакторе, в диспетчере фраз."
    ),
    "The scheme {name} is open here and has changes that are not saved.": (
        "Схема {name} открыта здесь, в ней есть несохранённые изменения."
    ),
    "Save or undo them first.": "Сначала сохраните или отмените их.",
}
