"""The problems of forms and their mends in words: code → (Russian, English)."""

WORDS: dict[str, tuple[str, str]] = {
    "no_pages": ("в бланке нет ни одной страницы", "the form has no page"),
    "no_fields": ("в бланке нет ни одного вопроса", "the form asks nothing"),
    "no_language": ("не указан ни один язык", "no language is given"),
    "empty_page": ("на странице ничего нет", "there is nothing on the page"),
    "duplicate_id": ("имя «{id}» уже занято", "the name “{id}” is taken already"),
    "bad_id": (
        "имя «{id}» не годится: нужны буквы, цифры и _, первой — буква",
        "“{id}” cannot be a name: letters, digits and _, a letter first",
    ),
    "reserved_id": (
        "имя «{id}» занято самой программой",
        "the name “{id}” belongs to the program itself",
    ),
    "unknown_type": (
        "вид поля «{type}» этой версии программы неизвестен",
        "this version of the program does not know the field type “{type}”",
    ),
    "no_title": ("нет текста вопроса", "the question has no text"),
    "text_missing": ("нет текста на {in_language}", "there is no text in {in_language}"),
    "option_text_missing": (
        "у варианта «{option}» нет текста на {in_language}",
        "the option “{option}” has no text in {in_language}",
    ),
    "no_options": ("нужно хотя бы два варианта", "two options are needed at least"),
    "bad_code": (
        "код варианта «{option}» не годится: нужен непустой текст без запятых",
        "“{option}” cannot be the code of an option: not empty, no commas",
    ),
    "duplicate_code": ("код «{option}» уже есть", "there is a code “{option}” already"),
    "bad_scale": (
        "концы шкалы — целые числа, первое меньше второго, ступеней не больше {most}",
        "the ends of a scale are whole numbers, the first less than the second, {most} steps at"
        " most",
    ),
    "bad_limit": ("предел «{limit}» непонятен: {why}", "the limit “{limit}” is not clear: {why}"),
    "limits_crossed": ("«не меньше» больше, чем «не больше»", "the least is above the greatest"),
    "bad_expression": ("условие не разобрать: {why}", "the condition cannot be read: {why}"),
    "empty_branch": ("у перехода нет условия", "the branch has no condition"),
    "bad_template": ("текст не разобрать: {why}", "the text cannot be read: {why}"),
    "unknown_format": (
        "формат «{format}» неизвестен, есть: {known}",
        "unknown format “{format}”, there are: {known}",
    ),
    "unknown_name": (
        "в бланке нет поля «{name}»{hint}",
        "the form has no field “{name}”{hint}",
    ),
    "later_answer": (
        "поле «{name}» стоит ниже: здесь его ответа ещё нет",
        "the field “{name}” stands further down: it has no answer yet here",
    ),
    "unknown_page": ("переход ведёт на страницу, которой нет", "the branch leads to a page that is"
                     " not there"),
    "branch_back": (
        "переход ведёт назад: по бланку идут только вперёд",
        "the branch leads backwards: a form goes forward only",
    ),
    "never_reached": ("на эту страницу ничто не ведёт", "nothing leads to this page"),
    "bad_currency": (
        "валюта «{currency}» непонятна: нужен код из трёх букв, например RUB",
        "“{currency}” is no currency: write its three letters, such as RUB",
    ),
}  # fmt: skip

FIXES: dict[str, tuple[str, str]] = {
    "add_page": ("Добавить страницу", "Add a page"),
    "add_field": ("Добавить вопрос", "Add a question"),
    "add_language": ("Добавить русский", "Add Russian"),
    "remove_page": ("Убрать страницу", "Remove the page"),
    "remove_field": ("Убрать поле", "Remove the field"),
    "rename_field": ("Назвать «{new}»", "Call it “{new}”"),
    "copy_text": ("Взять текст другого языка", "Take the text of another language"),
    "add_options": ("Добавить варианты «да» и «нет»", "Add the options “yes” and “no”"),
    "recode_options": ("Пронумеровать варианты", "Number the options"),
    "reset_scale": ("Сделать шкалу от 1 до 5", "Make it a scale from 1 to 5"),
    "clear_limit": ("Убрать предел", "Remove the limit"),
    "swap_limits": ("Поменять местами", "Swap them"),
    "remove_branch": ("Убрать переход", "Remove the branch"),
    "clear_condition": ("Показывать всегда", "Show it always"),
    "use_name": ("Взять «{new}»", "Take “{new}”"),
    "set_currency": ("Взять RUB", "Take RUB"),
}
