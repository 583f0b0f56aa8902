"""Russian: errors of the engine about voice packs and voices."""

TEXTS = {
    "{file} is too large to be a manifest.": "{file}: слишком велик для описания набора.",
    "{folder} is no voice pack: it has no {manifest}.": (
        "{folder} — не голосовой набор: в папке нет {manifest}."
    ),
    "Make one: rino-desktop voice pack make FOLDER --language ru": (
        "Сделайте набор: rino-desktop voice pack make ПАПКА --language ru"
    ),
    "{file} is not UTF-8 text.": "{file}: это не текст в UTF-8.",
    "Save it as UTF-8.": "Сохраните его в UTF-8.",
    "{file}: damaged JSON at line {line}, column {column}: {reason}.": (
        "{file}: повреждён JSON в строке {line}, столбце {column}: {reason}."
    ),
    "{file}: damaged JSON: {reason}.": "{file}: повреждён JSON: {reason}.",
    "{file}: the outermost value must be an object.": "{file}: внешним должен быть объект.",
    "{file}: {field}: {what}.": "{file}: {field}: {what}.",
    "unknown field; known: {known}": "неизвестное поле; есть: {known}",
    "must be “{format}”": "должно быть «{format}»",
    "must be a whole number above zero": "должно быть целое число больше нуля",
    "{version} is of a newer program": "{version} — от более новой программы",
    "is missing": "не указано",
    "must be one of {known}": "должно быть одно из: {known}",
    "must be a number of seconds from 0 to 3": "должно быть число секунд от 0 до 3",
    "stands twice": "стоит дважды",
    "must be an object: words → file": "должен быть объект: слова → файл",
    "must be an object with file and text": "должен быть объект с file и text",
    "has no words": "нет слов",
    "must name a file inside the pack's folder, without “..” and drives": (
        "должно называть файл внутри папки набора, без «..» и имени диска"
    ),
    "must be text": "должен быть текст",
    "must be text of at most 200 characters": "должен быть текст не длиннее 200 знаков",
    "{name} cannot be the name of a voice pack.": "{name} не годится в имена голосового набора.",
    "The voice pack {name} cannot be used: {reason}": (
        "Голосовой набор {name} использовать нельзя: {reason}"
    ),
    "Its values are synthesised until it is mended.": (
        "Пока он не исправлен, значения произносит синтезатор."
    ),
    "The voice pack {pack} has no fragment “{fragment}”; its value is synthesised.": (
        "В голосовом наборе {pack} нет фрагмента «{fragment}»; значение произносит синтезатор."
    ),
    "Record it and add it to {manifest}.": "Запишите его и впишите в {manifest}.",
    "The voice pack {pack}: the fragment “{fragment}” cannot be played: {reason}": (
        "Голосовой набор {pack}: фрагмент «{fragment}» не воспроизводится: {reason}"
    ),
    "Record it again; until then its values are synthesised.": (
        "Запишите его заново; до тех пор значения с ним произносит синтезатор."
    ),
    "{folder} is a voice pack already.": "{folder} — уже голосовой набор.",
    "Name another folder, or remove it.": "Назовите другую папку или удалите эту.",
    "The speech engine {engine} says nothing for “{text}”.": (
        "Синтезатор {engine} ничего не произносит на «{text}»."
    ),
    "Choose another voice.": "Выберите другой голос.",
    "espeak-ng has no voice {voice!r} for the language {language!r}.": (
        "У espeak-ng нет голоса «{voice}» для языка «{language}»."
    ),
    "{file} (“{fragment}”): {what}": "{file} («{fragment}»): {what}",
    "the file is missing. Record it.": "файла нет. Запишите фрагмент.",
    "the file is cut short. Copy it again.": "файл обрезан. Скопируйте его заново.",
    "there is no sound in it. Record it again.": "в файле нет звука. Запишите фрагмент заново.",
    "{seconds:.1f} s are too long for a word. Cut it.": (
        "{seconds:.1f} с — слишком длинно для слова. Обрежьте."
    ),
    "{rate} Hz, {channels} channels: it is converted when it is played."
    " Save it as 8000 Hz, mono, 16 bit.": (
        "{rate} Гц, каналов — {channels}: будет преобразован при воспроизведении."
        " Сохраните как 8000 Гц, моно, 16 бит."
    ),
    "it is silent. Record it again.": "в файле тишина. Запишите фрагмент заново.",
    "it is clipped. Record it again, less loud.": (
        "запись перегружена. Запишите фрагмент заново, тише."
    ),
    "{seconds:.2f} s of silence around the word make a hole in speech. Cut it.": (
        "{seconds:.2f} с тишины вокруг слова — в речи будет провал. Обрежьте."
    ),
    "{manifest}: the fragment “{fragment}” is missing.": (
        "{manifest}: не хватает фрагмента «{fragment}»."
    ),
    "Record it; until then values with it are synthesised.": (
        "Запишите его; до тех пор значения с ним произносит синтезатор."
    ),
    "{manifest}: {count} fragments of rarer forms are missing ({some} …).": (
        "{manifest}: нет фрагментов для редких форм, всего {count} ({some} …)."
    ),
    "Values with them are synthesised.": "Значения с ними произносит синтезатор.",
    "{manifest}: no value is spoken with “{fragment}”: {hint}": (
        "{manifest}: ни одно значение не произносится со словами «{fragment}»: {hint}"
    ),
    "figures are never spoken, only words": "цифр в речи не бывает, только слова",
    "did you mean “{near}”?": "может быть, «{near}»?",
    "it serves only nouns that schemes count": (
        "пригодится только для существительных, которые считает схема"
    ),
    "{file} is not named in the manifest.": "{file}: этого файла нет в описании набора.",
    "Remove it, or add the words it holds.": "Удалите его или впишите его слова.",
}
