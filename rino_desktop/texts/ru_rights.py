"""Russian: roles, rights, people from a file, the audit log."""

TEXTS = {
    "Exported by {who}, {moment}": "Выгрузил(а) {who}, {moment}",
    "who": "кто",
    "from": "откуда",
    "computer": "компьютер",
    "action": "действие",
    "details": "подробности",
    "who changed what, from where, when": "кто, что, откуда и когда изменил",
    "the newest entries": "последние записи",
    "all entries into a CSV file": "все записи в файл CSV",
    "No entries.": "Записей нет.",
    "such as campaign.start, or all of a kind: campaign.": (
        "например campaign.start, или все одного вида: campaign."
    ),
    "from that moment on": "с этого момента",
    "before it": "до этого момента",
    "no time: {text} (2026-11-30 or 2026-11-30T09:00)": (
        "это не время: {text} (2026-11-30 или 2026-11-30T09:00)"
    ),
    "{file} cannot be written: {reason}.": "{file} не записать: {reason}.",
    "what people may do": "что сотрудникам можно",
    "all roles": "все роли",
    "the rights of a role, and who has it": "права роли и у кого она есть",
    "make a role of the office's own, or change it": "создать или изменить свою роль",
    "delete a role that nobody has": "удалить роль, которой ни у кого нет",
    "all rights there are": "все права, какие есть",
    "No rights.": "Прав нет.",
    "People: {names}": "Сотрудники: {names}",
    "The role {name} has {n} rights.": "Прав у роли «{name}»: {n}.",
    "The role {name} is deleted.": "Роль «{name}» удалена.",
    "one of them; role rights lists all": "одно из прав; все покажет role rights",
    "with all rights of that role, too": "и со всеми правами этой роли",
    "rights": "права",
    "built in": "встроенная",
    "right": "право",
    "who has it may": "у кого оно есть, может",
    "built-in roles": "встроенные роли",
    "There is no right named {name}.": "Нет права {name}.",
    "There are: {names}.": "Есть такие: {names}.",
    "{roles}, or a role of the office's own": "{roles} или своя роль",
    "the roles a user has for single campaigns": "роли пользователя в отдельных кампаниях",
    "add the users of a CSV file: name;role;campaigns": (
        "добавить пользователей из файла CSV: имя;роль;кампании"
    ),
    "{name} now has the role {role} for {campaign}.": (
        "У пользователя {name} теперь есть роль {role} в кампании «{campaign}»."
    ),
    "{name} has the role {role} for {campaign} already.": (
        "У пользователя {name} уже есть роль {role} в кампании «{campaign}»."
    ),
    "{name} has the role {role} for {campaign} no more.": (
        "У пользователя {name} больше нет роли {role} в кампании «{campaign}»."
    ),
    "{name} does not have the role {role} for {campaign}.": (
        "У пользователя {name} нет роли {role} в кампании «{campaign}»."
    ),
    "None for single campaigns.": "В отдельных кампаниях ролей нет.",
    "Added: {n}. Their first passwords are in {file}; they have to choose their own.": (
        "Добавлено: {n}. Первые пароли записаны в {file}; при входе каждый выберет свой."
    ),
    "give a user a role for one campaign": "дать пользователю роль в одной кампании",
    "take from a user a role for one campaign": "забрать у пользователя роль в одной кампании",
    "a new file for their first passwords": "новый файл для первых паролей",
    "only say what would be added": "только показать, кого добавит",
    "Tell where their first passwords go: --passwords FILE.": (
        "Укажите, куда записать первые пароли: --passwords FILE."
    ),
    "Nobody was added.": "Никто не добавлен.",
    "line": "строка",
    "campaigns": "кампании",
    "first password": "первый пароль",
    "The audit log is kept alike for all campaigns.": (
        "Журнал действий хранится одинаково для всех кампаний."
    ),
    "Would be deleted: {count} entries of the audit log.": (
        "Будет удалено записей журнала действий: {count}."
    ),
    "Deleted: {count} entries of the audit log.": "Удалено записей журнала действий: {count}.",
    "{file} is no text.": "{file} — не текст.",
    "Somebody has that name already.": "Такое имя уже есть.",
    "There is no campaign {name}.": "Нет кампании «{name}».",
    "{file} is too large for a list of people.": "{file} слишком велик для списка сотрудников.",
    "Line {line} of {file} is no line of a table.": (
        "Строка {line} файла {file} — не строка таблицы."
    ),
    "Choose another name.": "Выберите другое имя.",
    "{file} has no columns name and role.": "В {file} нет столбцов «имя» и «роль».",
    "Its first line names the columns: name;role;campaigns": (
        "Первая строка называет столбцы: имя;роль;кампании"
    ),
    "{file} has more than {n} people.": "В {file} больше {n} сотрудников.",
    "{file} has nobody in it.": "В {file} никого нет.",
}
