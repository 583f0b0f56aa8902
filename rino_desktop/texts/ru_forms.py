"""Russian: what commands and windows say about forms."""

TEXTS = {
    # commands
    "forms that operators fill in": "бланки, которые заполняют телефонисты",
    "all forms": "все бланки",
    "pages and questions of a form": "страницы и вопросы бланка",
    "validate a form file and publish it": "проверить файл бланка и опубликовать его",
    "write the published version to a file": "записать опубликованную версию в файл",
    "what is being worked on": "то, над чем идёт работа",
    "list the problems of a form": "показать ошибки бланка",
    "what operators have filled in": "что заполнили телефонисты",
    "delete a form; answers to it stay": "удалить бланк; ответы на него остаются",
    "No forms yet: rino-desktop form import FILE": (
        "Бланков пока нет: rino-desktop form import ФАЙЛ"
    ),
    "end": "конец",
    "Somebody works on the draft of the form {name}.": (
        "Над черновиком бланка {name} кто-то работает."
    ),
    "Publish or export it first, or import under another --name.": (
        "Сначала опубликуйте или выгрузите его — или загрузите файл под другим названием (--name)."
    ),
    "Draft of the form {name} saved.": "Черновик бланка {name} сохранён.",
    "The form {name} has no version {version}.": "У бланка {name} нет версии {version}.",
    "{name}: written to {file}.": "{name}: записано в файл {file}.",
    "The form {name} has errors.": "В бланке {name} есть ошибки.",
    "a file: .csv, .xlsx, .html, .pdf or .json": "файл: .csv, .xlsx, .html, .pdf или .json",
    "filled in at": "заполнен",
    "filled in by": "телефонист",
    "to the end": "до конца",
    "what was answered": "ответы",
    "Nobody has filled it in yet.": "Этот бланк ещё никто не заполнял.",
    "The form {name} is deleted.": "Бланк {name} удалён.",
    # files
    "There is a form named {name} already.": "Бланк с названием {name} уже есть.",
    "Choose the file of a form.": "Выберите файл бланка.",
    "Choose the file of a form, or export the form once more.": (
        "Выберите файл бланка или выгрузите бланк ещё раз."
    ),
    "{file}: too large to be a form.": "{file}: слишком велик для бланка.",
    "The form {name} has an error: {problem}.": "В бланке {name} ошибка: {problem}.",
    "Mend it; all of them: rino-desktop form validate {name}": (
        "Исправьте её; все ошибки: rino-desktop form validate {name}"
    ),
}
