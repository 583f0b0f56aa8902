"""Russian: segments, criteria and imports, as commands and windows speak of them."""

TEXTS = {
    "the imports of a campaign": "импорты кампании",
    "take a whole import back; when some of it was dialled, withdraw the rest": (
        "отменить импорт целиком; если части уже звонили, снять с обзвона остальных"
    ),
    "only say what would come of it": "только сказать, что получится",
    "columns as a template of this name says": "столбцы — как в шаблоне с этим названием",
    "keep --map under this name for later files": (
        "сохранить соответствие столбцов под этим названием для следующих файлов"
    ),
    "number of the import; left out: the last one": "номер импорта; без него — последний",
    "Trying {file}": "Проверка {file}",
    "{number}. {file}, {at}, {who}: added {contacts}, updated {updated}, refused {rejected}": (
        "{number}. {file}, {at}, {who}: добавлено {contacts}, обновлено {updated}, отвергнуто"
        " {rejected}"
    ),
    "the refused rows of an import, into a file; kept for a month": (
        "отвергнутые строки импорта — в файл; хранятся месяц"
    ),
    "Nobody of it has been called. Contacts that would be deleted: {removed}.": (
        "Никому из списка ещё не звонили. Будет удалено абонентов: {removed}."
    ),
    "Called already, or being called: {kept}; they stay. Contacts that would be withdrawn and not"
    " called any more: {withdrawn}.": (
        "Уже обзвонены или в работе: {kept}; они останутся. Будет исключено и больше не будет"
        " обзваниваться: {withdrawn}."
    ),
    "Contacts that were there before and would be as before it: {restored}.": (
        "Были в кампании раньше и станут такими, как до импорта: {restored}."
    ),
    "Rows written: {written}, the first of {all}.": "Записано строк: {written}, первые из {all}.",
    "Rows written: {written}.": "Записано строк: {written}.",
    "undone": "отменён",
    "No imports.": "Импортов нет.",
    "The campaign {name} has no such import.": "В кампании {name} нет такого импорта.",
    "criteria that are kept, and lists made of them": "сохранённые условия отбора и списки по ним",
    "all, with what they ask": "все сегменты и их условия",
    "one as a file for “segment save”": "сегмент в виде файла для «segment save»",
    "keep a criterion under a name": "сохранить условие отбора под названием",
    "how many match now, and how many may be called now": (
        "сколько подходит сейчас и скольким сейчас можно звонить"
    ),
    "instead of a segment": "вместо сегмента",
    "whose rules say who may be called": "по чьим правилам считать, кому можно звонить",
    "make it a campaign's list": "сделать сегмент списком кампании",
    "bring a campaign's list up to date": "обновить список кампании",
    "delete one that is no campaign's list": "удалить сегмент, если он не список кампании",
    "No segments.": "Сегментов нет.",
    "Kept: {name}. {words}": "Сохранено: {name}. {words}",
    "Deleted: {name}.": "Удалено: {name}.",
    "rino-desktop segment count: give a NAME or --file": (
        "rino-desktop segment count: нужно НАЗВАНИЕ или --file"
    ),
    "The list of the campaign {name} is no segment's.": (
        "Список кампании {name} сделан не из сегмента."
    ),
    "{file} has no sheet {sheet}.": "{file}: нет листа {sheet}.",
    "Removed: {removed}. As before the import: {restored}.": (
        "Удалено: {removed}. Возвращено к прежнему виду: {restored}."
    ),
    "There is no import template {name}.": "Нет шаблона импорта {name}.",
    "Ready: {ready}; new: {new}, updated: {updated}, unchanged: {unchanged}.": (
        "Готово к импорту: {ready}; новых: {new}, обновится: {updated}, без изменений: {unchanged}."
    ),
    "Time zone not certain: {unsure}. Rejected: {errors}.": (
        "Часовой пояс неточный: {unsure}. Отклонено: {errors}."
    ),
    "No column holds the telephone number.": "Ни один столбец не содержит номер телефона.",
    "Say which one does.": "Укажите, в каком он столбце.",
    "Two columns are {name}.": "Два столбца названы {name}.",
    "{kept} of the import have been dialled already and stay; the others, {withdrawn}, are "
    "withdrawn and will not be called.": (
        "По {kept} уже звонили, они остаются; остальные ({withdrawn}) сняты с обзвона."
    ),
    "People of {source}, {entity}": "Люди из {source}, {entity}",
    "Contacts of {campaigns}": "Контакты кампаний: {campaigns}",
    "Contacts of all campaigns": "Контакты всех кампаний",
    "pinned in: {count}": "добавлено вручную: {count}",
    "pinned out: {count}": "исключено вручную: {count}",
    "none of ({parts})": "ничего из ({parts})",
    "a call: {words}": "был вызов: {words}",
    "or": "или",
    "and": "и",
    "everybody": "все",
    "nobody": "никто",
    "{field} from {first} to {last}": "{field} от {first} до {last}",
    "{field} longer ago than {days} days": "{field} раньше, чем {days} дн. назад",
    "{field} in the last {days} days": "{field} за последние {days} дн.",
    "{field} in the next {days} days": "{field} в ближайшие {days} дн.",
    "time zone": "часовой пояс",
    "list (file)": "список (файл)",
    "state of the contact": "состояние контакта",
    "number of calls": "число вызовов",
    "outcome of a call": "итог вызова",
    "campaign of a call": "кампания вызова",
    "date of a call": "дата вызова",
    "consent “{name}”": "согласие «{name}»",
    "result “{name}”": "результат «{name}»",
    "answer to “{name}”": "ответ на «{name}»",
    "is": "— это",
    "is not": "— не",
    "contains": "содержит",
    "begins with": "начинается с",
    "is one of": "одно из",
    "is empty": "не заполнено",
    "is filled in": "заполнено",
    "less than": "меньше",
    "at most": "не больше",
    "more than": "больше",
    "between": "от и до",
    "longer ago, days": "раньше, дней назад",
    "in the last days": "за последние дни",
    "in the next days": "в ближайшие дни",
    "not called yet": "ещё не звонили",
    "waits for a retry": "ждёт повтора",
    "in a call": "идёт вызов",
    "excluded": "исключён",
    "hung up before the end": "повесил трубку раньше конца",
    "asked not to be called": "просил не звонить",
    "callback promised": "обещан перезвон",
    "transferred": "переведён",
    "served by an operator": "обслужен телефонистом",
    "answering machine": "автоответчик",
    "busy": "занято",
    "no answer": "не ответил",
    "rejected": "отклонён",
    "no such number": "номер не существует",
    "network failure": "сбой сети",
    "Matches now: {matches}. Callable now: {callable}.": (
        "Подходит сейчас: {matches}. Можно звонить сейчас: {callable}."
    ),
    "Matches now: {matches}. Added: {new}, back again: {returned}, withdrawn: {withdrawn},"
    " kept: {kept}; on the do-not-call list: {left_out}.": (
        "Подходит сейчас: {matches}. Добавлено: {new}, вернулось: {returned}, снято: {withdrawn},"
        " осталось: {kept}; в стоп-листе: {left_out}."
    ),
    "already in the campaign": "уже в кампании",
    "no consent on file": "нет согласия",
    "the number does not exist": "номер не существует",
    "called as often as the rules allow": "исчерпано разрешённое число звонков",
    "not within calling hours now": "сейчас не время звонить",
    "Nobody matches: nothing has been changed, nobody has been withdrawn.": (
        "Никто не подходит: ничего не изменено, никто не снят с обзвона."
    ),
    "Look at the criterion and at its data source; if nobody is meant to be called: "
    "--allow-empty.": (
        "Проверьте условия и источник данных; если звонить и правда некому: --allow-empty."
    ),
}
