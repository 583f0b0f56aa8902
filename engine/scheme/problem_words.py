"""The problems of schemes in words: code → (Russian, English)."""

WORDS: dict[str, tuple[str, str]] = {
    "no_start": ("в схеме нет начала", "the scheme has no start"),
    "two_starts": ("начало уже есть, второе не нужно", "there is a start already"),
    "no_language": ("не указан ни один язык", "no language is given"),
    "language_unsupported": (
        "программа не умеет произносить значения на {in_language}",
        "the program cannot speak values in {in_language}",
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
    "duplicate_port": ("выход «{port}» уже есть", "there is a port “{port}” already"),
    "reserved_port": (
        "выход «{port}» у блока есть и так, назовите иначе",
        "the node has a port “{port}” anyway, choose another name",
    ),
    "bad_digits": (
        "«{digits}» не набрать: годятся 0–9, *, #, A–D и паузы w, W",
        "“{digits}” cannot be pressed: 0-9, *, #, A-D and the pauses w, W can",
    ),
    "language_not_in_scheme": (
        "языка «{language}» нет среди языков схемы: {languages}",
        "“{language}” is none of the scheme's languages: {languages}",
    ),
    "unknown_scheme": ("схемы «{scheme}» нет", "there is no scheme “{scheme}”"),
    "unpublished_scheme": (
        "схема «{scheme}» ещё не опубликована: есть только черновик",
        "the scheme “{scheme}” is not published yet: there is only a draft",
    ),
    "called_scheme_lacks_language": (
        "схема «{scheme}» говорит не на всех языках этой схемы (нет: {languages}); прозвучит"
        " {language}",
        "the scheme “{scheme}” does not speak all languages of this one (lacking: {languages});"
        " {language} will be heard",
    ),
    "called_scheme_wrong": (
        "схема «{scheme}» содержит ошибку: {why}",
        "the scheme “{scheme}” has an error: {why}",
    ),
    "unknown_called_variable": (
        "в схеме «{scheme}» нет переменной «{variable}»{hint}",
        "the scheme “{scheme}” has no variable “{variable}”{hint}",
    ),
    "outcome_never_given": (
        "схема «{scheme}» никогда не возвращает исход «{outcome}»{hint}",
        "the scheme “{scheme}” never returns the outcome “{outcome}”{hint}",
    ),
    "outcome_without_port": (
        "исход «{outcome}» схемы «{scheme}» не указан и уходит в «next»",
        "the outcome “{outcome}” of the scheme “{scheme}” has no port here and leaves by “next”",
    ),
    "never_returns": (
        "схема «{scheme}» никогда не возвращается: звонок в ней и кончится",
        "the scheme “{scheme}” never comes back: the call will end in it",
    ),
    "endless_calls": (
        "схемы без конца вызывают друг друга и не ждут абонента: {schemes}",
        "schemes call one another without end and never wait for the subscriber: {schemes}",
    ),
    "calls_without_wait": (
        "схемы вызывают друг друга по кругу, не дожидаясь абонента; выход зависит от условия:"
        " {schemes}",
        "schemes call one another in a circle that does not wait for the subscriber and ends by a"
        " condition only: {schemes}",
    ),
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
    "late_opening": (
        "после ответа абонент может {seconds} с ничего не слышать, а тишина не должна длиться"
        " дольше {limit} с: {nodes}",
        "a subscriber who has answered may hear nothing for {seconds} s, and silence should last no"
        " longer than {limit} s: {nodes}",
    ),
    "no_opt_out": (
        "абонент, дошедший сюда, не может отказаться от звонков: к стоп-листу пути нет",
        "a subscriber who comes here cannot opt out: no way leads to the do-not-call list",
    ),
    "unknown_variable": (
        "переменная «{variable}» нигде не задана",
        "the variable “{variable}” is set nowhere",
    ),
    "unknown_result": (
        "ответ «{result}» нигде не сохраняется",
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
        "фразы «{prompt}» нет в схеме",
        "the scheme has no prompt “{prompt}”",
    ),
    "prompt_not_in_language": (
        "у фразы «{prompt}» нет ни записи, ни текста на {in_language}",
        "the prompt “{prompt}” has neither a file nor a text in {in_language}",
    ),
    "text_not_in_language": (
        "нет текста на {in_language}",
        "there is no text in {in_language}",
    ),
    "statement_lacks_parameter": (
        "в запросе есть :{parameter}, а значение для него не задано",
        "the statement has :{parameter}, and no value is given for it",
    ),
    "parameter_not_in_statement": (
        "параметра :{parameter} в запросе нет",
        "the statement has no :{parameter}",
    ),
    "unknown_rows": (
        "строки под именем «{rows}» здесь ни один запрос не сохраняет",
        "no query here keeps rows as “{rows}”",
    ),
    "bad_json_path": (
        "«{path}» — не путь в JSON; примеры: account.balance, items[0].name, $",
        "“{path}” is no path in JSON: write account.balance, items[0].name or $",
    ),
    "unused_prompt": (
        "фраза «{prompt}» нигде не звучит",
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
        "Добавить фразу «{prompt}» ({language})",
        "Add the prompt “{prompt}” ({language})",
    ),
    "remove_prompt": ("Удалить фразу «{prompt}»", "Remove the prompt “{prompt}”"),
    "declare_variable": (
        "Объявить переменную «{variable}»",
        "Declare the variable “{variable}”",
    ),
    "publish_scheme": (
        "Сначала опубликовать схему «{scheme}»",
        "Publish the scheme “{scheme}” first",
    ),
    "say_first": ("Поздороваться раньше", "Say a greeting before it"),
    "offer_opt_out": (
        "Добавить клавишу для отказа от звонков",
        "Add a key for opting out of calls",
    ),
    "copy_text": (
        "Взять текст другого языка как черновик",
        "Begin with the text of another language",
    ),
    "remove_variable": (
        "Удалить повторное объявление переменной «{variable}»",
        "Remove the second declaration of the variable “{variable}”",
    ),
    "clear_default": (
        "Очистить значение по умолчанию переменной «{variable}»",
        "Clear the default of the variable “{variable}”",
    ),
    "add_language": ("Добавить язык: {language}", "Add the language: {language}"),
    "remove_language": ("Удалить язык: {language}", "Remove the language: {language}"),
    "set_currency": ("Выбрать валюту «{currency}»", "Choose the currency “{currency}”"),
    "install_node_type": (
        "Установить плагин с блоком «{type}»",
        "Install the plug-in with the node type “{type}”",
    ),
}
