"""Russian: the commands of voice packs."""

TEXTS = {
    "what subscribers hear": "что слышит абонент",
    "voice packs: values as recorded words": "голосовые наборы: значения записанными словами",
    "make a complete pack by synthesis": "сделать полный набор синтезом",
    "a voice of the speech engine: ru+f3": "голос синтезатора, например ru+f3",
    "instead of the folder's name": "вместо имени папки",
    "what is missing, damaged or never spoken in a pack": (
        "чего в наборе не хватает, что испорчено и что никогда не прозвучит"
    ),
    "copy a pack into the voice store": "скопировать набор в хранилище фраз",
    "the packs in the voice store": "наборы в хранилище фраз",
    "The speech engine {name} has one voice only.": "У синтезатора {name} только один голос.",
    "Leave --voice out.": "Уберите --voice.",
    "synthesis": "синтез",
    "{folder}: {count} fragments, {minutes:.1f} minutes of sound. To use it:"
    " rino-desktop voice pack install {folder}": (
        "{folder}: фрагментов — {count}, звука — {minutes:.1f} мин. Чтобы пользоваться набором:"
        " rino-desktop voice pack install {folder}"
    ),
    "error": "ошибка",
    "warning": "предупреждение",
    "… and {count} more; --json shows all.": "… и ещё {count}; все покажет --json.",
    "No problems: {count} fragments.": "Ошибок нет, фрагментов — {count}.",
    "The voice pack {name} has errors.": "В голосовом наборе {name} есть ошибки.",
    '{name} is in the voice store. A campaign uses it with voice_pack = "{name}".': (
        'Набор {name} теперь в хранилище фраз. Кампания возьмёт его по ключу voice_pack = "{name}".'
    ),
    "voice": "голос",
    "language": "язык",
    "fragments": "фрагменты",
    "fault": "неисправность",
    "No packs yet: rino-desktop voice pack make FOLDER --language ru": (
        "Наборов пока нет: rino-desktop voice pack make ПАПКА --language ru"
    ),
    "{name} cannot be the name of a voice pack.": "{name} не годится в имена голосового набора.",
    "Use letters, digits, - and _.": "Годятся буквы, цифры, - и _.",
    "must be the name of a voice pack, or a list of them.": (
        "должно быть имя голосового набора или список таких имён."
    ),
    "There is no speech engine {name}.": "Синтезатора {name} нет.",
    "There is no voice {name} here any more.": "Голоса {name} здесь больше нет.",
    "Choose another one.": "Выберите другой.",
    "The speech engine {name} cannot be started: {reason}.": (
        "Синтезатор {name} не запускается: {reason}."
    ),
    "Mend or remove the plug-in.": "Исправьте или удалите плагин.",
}
