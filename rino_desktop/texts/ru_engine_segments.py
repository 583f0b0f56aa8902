"""Russian: what the engine says of criteria, segments and imports."""

TEXTS = {
    "cancelled.": "отменено.",
    "there is no import with the number {number}.": "нет импорта с номером {number}.",
    "the import of {file} is undone already.": "импорт {file} уже отменён.",
    "the list came from a data source or a segment, not from a file.": (
        "список взят из источника данных или сегмента, а не из файла."
    ),
    "Change the criterion and refresh the list.": "Измените условия и обновите список.",
    "import template": "шаблон импорта",
    "there is no import template named '{name}'.": "нет шаблона импорта «{name}».",
    "there is no segment named '{name}'.": "нет сегмента «{name}».",
    "the segment has been deleted.": "сегмент удалён.",
    "segment": "сегмент",
    "somebody else has changed or deleted the segment '{name}' meanwhile.": (
        "сегмент «{name}» тем временем изменил или удалил кто-то другой."
    ),
    "Save it under another name, or open it anew.": (
        "Сохраните под другим названием или откройте заново."
    ),
    "the segment '{name}' is the list of: {campaigns}.": (
        "сегмент «{name}» — список кампаний: {campaigns}."
    ),
    "Give these campaigns another list first.": "Сначала дайте этим кампаниям другой список.",
    "somebody else has just made a segment named '{name}'.": (
        "кто-то другой только что создал сегмент «{name}»."
    ),
    "there are more than {most} conditions.": "условий больше {most}.",
    "more than {most} contacts are pinned.": "вручную отмечено больше {most} контактов.",
    "a contact is pinned in and out.": "контакт и добавлен, и исключён вручную.",
    "of a data source it must be said what is taken.": (
        "не сказано, что брать из источника данных."
    ),
    "{place}: groups stand in groups too deeply.": "{place}: группы вложены слишком глубоко.",
    "{place}: only what a call had can be asked of a call.": (
        "{place}: у вызова можно спрашивать только о самом вызове."
    ),
    "{place}: the field has no name.": "{place}: у поля нет названия.",
    "{place}: the data source's table is missing.": "{place}: не указана таблица источника данных.",
    "{place}: this cannot be asked of such a field.": "{place}: о таком поле так не спрашивают.",
    "{place}: the value is missing.": "{place}: нет значения.",
    "{place}: the value is too long.": "{place}: значение слишком длинное.",
    "{place}: '{value}' is no number of days.": "{place}: «{value}» — не число дней.",
    "{place}: '{value}' is no number.": "{place}: «{value}» — не число.",
    "{place}: '{value}' is no date.": "{place}: «{value}» — не дата.",
    "the criterion cannot be understood at {place}.": "условие непонятно: {place}.",
    "the criterion's document has no version.": "в файле условий нет версии.",
    "the criterion was made by a newer program (version {version}).": (
        "условия сделаны более новой программой (версия {version})."
    ),
    "Update this one.": "Обновите эту.",
    "the criterion is no JSON: {reason}.": "условие — не JSON: {reason}.",
    "the data source maps no telephone numbers.": "у источника данных не указаны номера телефонов.",
    "Map the field phone of subscribers.": "Укажите поле phone таблицы subscribers.",
    "the data source {name} maps no {entity}.": "у источника данных {name} не описано: {entity}.",
    "{entity}.{name} of the data source is not mapped any more.": (
        "{entity}.{name} источника данных больше не описано."
    ),
    "the name {name} cannot be asked for.": "о поле {name} нельзя спросить.",
}
