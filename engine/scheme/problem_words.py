"""The problems of schemes in words: code → (Russian, English)."""

WORDS: dict[str, tuple[str, str]] = {
    "no_start": ("в схеме нет начала", "the scheme has no start"),
    "two_starts": ("начало уже есть, второе не нужно", "there is a start already"),
    "no_language": ("не указан ни один язык", "no language is given"),
    "language_unsupported": (
        "на языке «{language}» программа не умеет произносить значения",
        "the program cannot speak values in the language “{language}”",
    ),
    "bad_currency": ("валюта «{currency}» неизвестна", "unknown currency “{currency}”"),
    "unknown_node_type": (
        "тип блока «{type}» не установлен",
        "the node type “{type}” is not installed",
    ),
    "node_type_failed": (
        "тип блока «{type}» неисправен: {why}",
        "the node type “{type}” is broken: {why}",
    ),
    "bad_parameter": ("{why}", "{why}"),
    "duplicate_id": ("повторяется идентификатор {id}", "the id {id} is used twice"),
    "duplicate_key": ("клавиша {key} уже занята", "the key {key} is already taken"),
    "duplicate_variable": (
        "переменная «{variable}» объявлена дважды",
        "the variable “{variable}” is declared twice",
    ),
    "reserved_variable": (
        "«{variable}» — служебное имя, назовите переменную иначе",
        "“{variable}” is a reserved name, choose another",
    ),
    "bad_variable_name": (
        "«{variable}» не годится в имена: нужны буквы, цифры и _, первой — буква",
        "“{variable}” cannot be a name: letters, digits and _, a letter first",
    ),
    "bad_default": (
        "значение по умолчанию «{value}» не читается как {type}",
        "the default “{value}” cannot be read as {type}",
    ),
    "missing_link": ("выход «{port}» никуда не ведёт", "the port “{port}” leads nowhere"),
    "dead_end": ("из блока нет выхода", "there is no way out of this node"),
    "unreachable": ("сюда не ведёт ни один путь", "no path leads here"),
    "link_to_nowhere": (
        "связь ведёт к блоку, которого нет",
        "the link leads to a node that is not there",
    ),
    "link_from_nowhere": (
        "связь выходит из блока, которого нет",
        "the link comes from a node that is not there",
    ),
    "unknown_port": ("у блока нет выхода «{port}»", "the node has no port “{port}”"),
    "two_links": (
        "из выхода «{port}» идёт больше одной связи",
        "more than one link leaves the port “{port}”",
    ),
    "link_into_start": ("в начало связь вести не может", "a link cannot lead into the start"),
    "endless_loop": (
        "бесконечный круг без ожидания абонента: {nodes}",
        "an endless loop that never waits for the subscriber: {nodes}",
    ),
    "loop_without_wait": (
        "круг без ожидания абонента, выход зависит от условия: {nodes}",
        "a loop that does not wait for the subscriber and ends by a condition only: {nodes}",
    ),
    "silent_loop": (
        "молчащий абонент ходит здесь по кругу, пока не кончится время звонка: {nodes}",
        "a silent subscriber goes round here until the call's time is over: {nodes}",
    ),
    "unknown_variable": (
        "переменная «{variable}» нигде не задана",
        "the variable “{variable}” is set nowhere",
    ),
    "unknown_result": (
        "результат «{result}» нигде не сохраняется",
        "the result “{result}” is saved nowhere",
    ),
    "bad_expression": ("{why}", "{why}"),
    "unknown_format": (
        "нет формата «{format}»; есть: {known}",
        "no format “{format}”; known: {known}",
    ),
    "bad_format_argument": (
        "у формата «{format}» не бывает «{argument}»; есть: {known}",
        "the format “{format}” has no “{argument}”; known: {known}",
    ),
    "missing_prompt": (
        "фрагмента «{prompt}» нет в схеме",
        "the scheme has no prompt “{prompt}”",
    ),
    "prompt_not_in_language": (
        "у фрагмента «{prompt}» нет ни записи, ни текста на языке «{language}»",
        "the prompt “{prompt}” has neither a file nor a text in the language “{language}”",
    ),
    "text_not_in_language": (
        "нет текста на языке «{language}»",
        "there is no text in the language “{language}”",
    ),
    "unused_prompt": (
        "фрагмент «{prompt}» нигде не звучит",
        "the prompt “{prompt}” is played nowhere",
    ),
    "nothing_to_play": ("нечего произносить", "there is nothing to play"),
    "bad_number": (
        "«{number}» не похоже на номер телефона",
        "“{number}” does not look like a telephone number",
    ),
}

FIXES: dict[str, tuple[str, str]] = {
    "remove_link": ("Удалить связь", "Remove the link"),
    "remove_node": ("Удалить блок", "Remove the node"),
    "add_node": ("Добавить блок «{type}»", "Add a node “{type}”"),
    "add_link": ("Провести связь из выхода «{port}»", "Draw a link from the port “{port}”"),
    "change_parameter": ("Исправить поле", "Correct the field"),
    "add_prompt": (
        "Добавить фрагмент «{prompt}» ({language})",
        "Add the prompt “{prompt}” ({language})",
    ),
    "remove_prompt": ("Удалить фрагмент «{prompt}»", "Remove the prompt “{prompt}”"),
    "declare_variable": (
        "Объявить переменную «{variable}»",
        "Declare the variable “{variable}”",
    ),
    "install_node_type": (
        "Установить дополнение с блоком «{type}»",
        "Install the plug-in with the node type “{type}”",
    ),
}
