"""Russian: what schemes name outside themselves and is not there."""

TEXTS = {
    "{hint}": "{hint}",
    "Scheme “{scheme}”, node “{node}”: there is no data source “{name}”.": (
        "Схема «{scheme}», блок «{node}»: нет источника данных «{name}»."
    ),
    "Add it: rino-desktop source add {name} --url URL": (
        "Добавьте его: rino-desktop source add {name} --url URL"
    ),
    "Is “{near}” meant?": "Может быть, «{near}»?",
    ("Scheme “{scheme}”, node “{node}”: the campaign has no outbox “{name}” that takes writes."): (
        "Схема «{scheme}», блок «{node}»: у кампании нет внешнего хранилища «{name}», "
        "которое принимает записи из схемы (writes)."
    ),
    'Add [[outbox]] with name = "{name}" and what = ["writes"] to its file.': (
        'Добавьте в её файл [[outbox]] с name = "{name}" и what = ["writes"].'
    ),
    "Scheme “{scheme}”, node “{node}”: there is no script “{name}”.": (
        "Схема «{scheme}», блок «{node}»: нет функции «{name}»."
    ),
    "Install the plug-in that brings it on every engine.": (
        "Установите плагин, который его содержит, на каждом движке."
    ),
    "Scheme “{scheme}”, node “{node}”: there is no published scheme “{name}”.": (
        "Схема «{scheme}», блок «{node}»: нет опубликованной схемы «{name}»."
    ),
    "Publish it: rino-desktop scheme import {name}.scheme.json": (
        "Опубликуйте её: rino-desktop scheme import {name}.scheme.json"
    ),
}
