"""Russian: the commands about the voice store."""

TEXTS = {
    "where prompts and recordings lie (also RINO_VOICE_STORE)": (
        "где лежат фразы и записи (или RINO_VOICE_STORE)"
    ),
    "what is in the voice store": "что есть в хранилище фраз",
    "such as 'prompts/*' or 'recordings/2026/11/*'": (
        "например, 'prompts/*' или 'recordings/2026/11/*'"
    ),
    "at most so many": "не больше стольких",
    "hear a prompt or recording, or copy it": "прослушать фразу или запись либо скопировать её",
    "copy it there instead": "не проигрывать, а скопировать сюда",
    "delete prompts or recordings for ever": "удалить фразы или записи навсегда",
    "make prompts of sound files (WAV, MP3, OGG, Opus, FLAC)": (
        "сделать фразы из звуковых файлов (WAV, MP3, OGG, Opus, FLAC)"
    ),
    "or a folder": "или папка",
    "its name in the voice store": "имя в хранилище фраз",
    "write the prompt to a file, not into the voice store": (
        "записать фразу в файл, а не в хранилище"
    ),
    "how long recordings are kept": "сколько хранятся записи",
    "older ones are deleted": "более старые удаляются",
    "all without a rule of their own where left out": (
        "если не указано — все, у которых нет своего правила"
    ),
    "only count": "только посчитать",
    "where the voice store is, and what waits for its upload": (
        "где хранилище фраз и что ждёт выгрузки в него"
    ),
    "Only the first {count} are shown (--limit).": "Показаны только первые {count} (--limit).",
    "bytes": "байт",
    "changed": "изменён",
    "where": "где",
    "waits for its upload": "ждёт выгрузки",
    "in the store": "в хранилище",
    "Nothing of that name in {store}.": "В {store} ничего с таким именем нет.",
    "{name} is copied to {file}.": "{name}: скопировано в {file}.",
    "There is no {name} in the voice store {store}; nothing was deleted.": (
        "В хранилище фраз {store} нет {name}; ничего не удалено."
    ),
    "Deleted: {count}.": "Удалено: {count}.",
    "--as goes with a single file, and without --name.": (
        "--as указывают для одного файла и без --name."
    ),
    "--name goes with a single file.": "--name указывают для одного файла.",
    "Importing": "Импорт",
    "{file} is {kind}, whatever its name says.": "{file}: на самом деле это {kind}.",
    "{name}: {seconds:.1f} s": "{name}: {seconds:.1f} с",
    "Files not imported: {count}.": "Не импортировано файлов: {count}.",
    "{folder} has no sound files in it.": "В папке {folder} нет звуковых файлов.",
    "{one} and {other} would both become {name}.": (
        "И {one}, и {other} получили бы одно имя: {name}."
    ),
    "Rename one of them.": "Переименуйте один из них.",
    "The recording cannot be played here: {reason}.": (
        "Проиграть запись здесь не удалось: {reason}."
    ),
    "Copy it with --out FILE.": "Скопируйте её: --out ФАЙЛ.",
    "There is no player on this machine.": "На этом компьютере нет программы, играющей звук.",
    "Copy it with --out FILE, or install one: sudo apt-get install alsa-utils": (
        "Скопируйте запись (--out ФАЙЛ) или установите: sudo apt-get install alsa-utils"
    ),
    "Tell how long they are kept: --days N.": "Укажите, сколько хранить: --days N.",
    "Files older than {days} days are deleted once a day by the engine.": (
        "Файлы старше {days} дн. движок удаляет раз в сутки."
    ),
    "There is no such rule.": "Такого правила нет.",
    "Rules removed: {count}.": "Удалено правил: {count}.",
    "what": "что",
    "all others": "все остальные",
    "Recordings are kept for ever: rino-desktop voice retention set --days N": (
        "Записи хранятся бессрочно: rino-desktop voice retention set --days N"
    ),
    "Last run: {when}, deleted: {count}.": "Последняя чистка: {when}, удалено: {count}.",
    "Would be deleted: {count} files, {mb:.1f} MB.": (
        "Было бы удалено: файлов — {count}, {mb:.1f} МБ."
    ),
    "Deleted: {count} files, {mb:.1f} MB.": "Удалено: файлов — {count}, {mb:.1f} МБ.",
    "Voice store: {place}": "Хранилище фраз: {place}",
    "Waiting for upload in {folder}: {count} files, {mb:.1f} MB": (
        "Ждут выгрузки в {folder}: файлов — {count}, {mb:.1f} МБ"
    ),
    "The oldest: {when}": "Самый старый: {when}",
    "Last error: {error}": "Последняя ошибка: {error}",
    "Set aside because they are damaged: {count}": "Отложено повреждённых: {count}",
    # doctor
    "the voice store": "хранилище фраз",
    "{place}: can be read and written": "{place}: чтение и запись работают",
    "{place}: {count} recordings wait for their upload since {when}": (
        "{place}: записей ждёт выгрузки — {count}, с {when}"
    ),
}
