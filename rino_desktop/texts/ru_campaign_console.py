"""Russian: campaigns made, changed and checked before they start."""

TEXTS = {
    "A campaign keeps its name: reports and schedules go by it.": (
        "Имя кампании не меняется: по нему находят её отчёты и расписания."
    ),
    "All answer: {names}.": "Отвечают все: {names}.",
    "All are there.": "Все на месте.",
    "Archive it: its reports stay.": "Отправьте её в архив: отчёты останутся.",
    "Ask a lawyer which laws hold for these calls.": (
        "Спросите юриста, какие законы действуют для таких звонков."
    ),
    "By law only {hours}.": "По закону — только {hours}.",
    "Campaign {name} deleted.": "Кампания {name} удалена.",
    "Campaign {name} is out of the archive.": "Кампания {name} возвращена из архива.",
    "Choose a form.": "Выберите бланк.",
    "Choose one.": "Выберите её.",
    "Clone it under another one.": "Сделайте копию под другим именем.",
    "Closed now; they begin at {time} ({zone}).": (
        "Сейчас звонить нельзя; начало в {time} ({zone})."
    ),
    "Compare both, and save again.": "Сравните и сохраните ещё раз.",
    "Connect it, or choose another.": "Подключите его или выберите другой.",
    "Contacts: {total}; match now {matches}, callable now {callable}.": (
        "Контактов: {total}; подходят сейчас: {matches}, можно звонить сейчас: {callable}."
    ),
    "Draw it and publish it.": "Нарисуйте её и опубликуйте.",
    "File the consents with their proofs: {command}": (
        "Внесите согласия с доказательствами: {command}"
    ),
    "Free some room.": "Освободите место.",
    "Import one, or build it by criteria.": "Загрузите его или отберите по условиям.",
    "Look at its address and password.": "Проверьте адрес и пароль.",
    "No contact is left to be called.": "Звонить больше некому.",
    "No engine is running.": "Ни один движок не работает.",
    "No scheme is named.": "Схема не указана.",
    "No trunk is chosen.": "Транк не выбран.",
    "No trunk is named.": "Транк не указан.",
    "Nobody can be called now. Most of them: {reason} ({n}).": (
        "Сейчас звонить некому. Большинство: {reason} ({n})."
    ),
    "Nobody has the skill {skill}.": "Навыка {skill} нет ни у кого.",
    "None has been made.": "Ещё не делалась.",
    "not looked at": "не проверено",
    "None of {all} has signed in.": "Из {all} не вошёл никто.",
    "None: nothing but the campaign's own rules holds.": (
        "Не выбраны: действуют только правила самой кампании."
    ),
    "None: what subscribers see is up to the operator of the trunk.": (
        "Не задан: что увидят абоненты, решает оператор связи."
    ),
    "Nothing is dialled until one is.": "Пока он не запущен, звонков не будет.",
    "Nothing is recorded or written for: {names}.": "Нет ни записи, ни текста: {names}.",
    "On file for all: {law}.": "Есть для всех: {law}.",
    "Only a draft that has called nobody can be deleted; {name} is none.": (
        "Удалить можно только черновик, по которому никому не звонили; {name} — не такая."
    ),
    "Open now, until {time}.": "Сейчас звонить можно, до {time}.",
    "Open only until {time} today.": "Сегодня — только до {time}.",
    "Operators have nothing to fill in.": "Телефонистам нечего заполнять.",
    "Results are kept and delivered later; what a scheme asks it will not be told.": (
        "Результаты сохранятся и уйдут позже; на вопросы схемы ответа не будет."
    ),
    "Signed in: {n} of {all}.": "Вошли: {n} из {all}.",
    "Synthesised, since nobody has recorded them: {n}.": "Не записаны и синтезируются: {n}.",
    "Take it out of the archive first.": "Сначала верните её из архива.",
    "The campaign has no contacts yet.": "В кампании ещё нет контактов.",
    "The campaign is finished.": "Кампания закончена.",
    "The campaign wants {wanted}, its trunks have {lines}.": (
        "Кампании нужно {wanted}, у её транков {lines}."
    ),
    "The campaign {name} was changed by somebody else meanwhile; nothing was saved.": (
        "Кампанию {name} тем временем изменил кто-то другой; ничего не сохранено."
    ),
    "The last is {n} days old.": "Последней дней: {n}.",
    "The list is empty.": "Список пуст.",
    "The name {problem}": "Имя: {problem}",
    "The trunk {name} does not answer.": "Транк {name} не отвечает.",
    "There are none.": "Их нет.",
    "There is no published scheme {name}.": "Нет опубликованной схемы {name}.",
    "There is no setting {name}.": "Нет настройки {name}.",
    "a campaign's settings as a campaign file": "настройки кампании в виде её файла",
    "a draft with the same settings and no list": ("черновик с теми же настройками, без списка"),
    "as in the campaign file: max_lines=20; without a value: as usual": (
        "как в файле кампании: max_lines=20; без значения — как обычно"
    ),
    "all that can be known before the first call": "всё, что можно узнать до первого звонка",
    "backup of the database": "резервная копия базы",
    "being called now, or claimed by an engine": "им звонят сейчас, или их занял движок",
    "calling hours": "часы звонков",
    "change single settings, also of a running campaign": (
        "изменить отдельные настройки, и на ходу тоже"
    ),
    "consents": "согласия",
    "data sources and external stores": "источники и внешние хранилища",
    "delete a draft, with its list": "удалить черновик вместе со списком",
    "done: reached, or tried as often as allowed": (
        "отработаны: дозвонились или попытки кончились"
    ),
    "engine": "движок",
    "excluded: do-not-call list, no consent, withdrawn": (
        "исключены: стоп-лист, нет согласия, отозваны"
    ),
    "in the way": "мешает",
    "kept: {titles}": "соблюдаются: {titles}",
    "left out: it is shown": "не указан — показать на экране",
    "legal preset": "правовые правила",
    "list": "список",
    "operators": "телефонисты",
    "outside of the calling hours where they are": "у них сейчас не часы звонков",
    "prompts": "подсказки",
    "ready": "готово",
    "take a campaign out of the archive": "вернуть кампанию из архива",
    "the folder {folder} cannot be written": "в папку {folder} нельзя писать",
    "the number that is shown": "номер, который виден",
    "their quotas are full": "их квоты заполнены",
    "voice packs": "голосовые пакеты",
    "wait for their next attempt": "ждут следующей попытки",
    "what the scheme names": "что называет схема",
    "{folder} cannot be written.": "В {folder} нельзя писать.",
    "{law}: at least {n} s.": "{law}: не меньше {n} с.",
    "{law}: at most {n}.": "{law}: не больше {n}.",
    "{law}: not before {delay}.": "{law}: не раньше чем через {delay}.",
    "{law}: {n} characters at most.": "{law}: не длиннее {n} символов.",
    "{law}: {n} of {total} have none and are not called.": (
        "{law}: у {n} из {total} его нет, им не звонят."
    ),
    "{name} does not answer: {reason}.": "{name} не отвечает: {reason}.",
    "{name}: no engine has tried it yet.": "{name}: движок его ещё не пробовал.",
    "{name}: published, without errors": "{name}: опубликована, ошибок нет",
    "{wanted} of {lines}": "{wanted} из {lines}",
}
