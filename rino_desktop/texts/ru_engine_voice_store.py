"""Russian: errors of the engine about the voice store and about sound files."""

TEXTS = {
    # the voice store's address
    "The address of the voice store contains a password.": (
        "В адресе хранилища фраз записан пароль."
    ),
    "Leave it out and put it into the environment variable {variable}.": (
        "Уберите его оттуда и передайте через переменную окружения {variable}."
    ),
    "The address of the voice store contains a secret ({option}).": (
        "В адресе хранилища фраз записан секрет ({option})."
    ),
    "Put it into the environment: {variable}, or the variables of the service itself such as "
    "AWS_SECRET_ACCESS_KEY.": (
        "Передайте его через окружение: {variable} или переменные самой службы, "
        "например AWS_SECRET_ACCESS_KEY."
    ),
    "The voice store's address {url} cannot be used: {why}.": (
        "Адрес хранилища фраз {url} использовать нельзя: {why}."
    ),
    "The voice store's address {url} cannot be used: there is no kind {protocol}://.": (
        "Адрес хранилища фраз {url} использовать нельзя: вида {protocol}:// нет."
    ),
    "It is a folder, or a URL such as sftp://USER@HOST/FOLDER or s3://BUCKET/FOLDER.": (
        "Это папка или адрес вида sftp://USER@HOST/ПАПКА либо s3://BUCKET/ПАПКА."
    ),
    "Check the options after the question mark.": (
        "Проверьте параметры после вопросительного знака."
    ),
    "it is not a URL": "это не URL",
    "its port is not a number": "порт — не число",
    "it names no host": "не указан сервер",
    "it names no place": "не указано место",
    "Voice stores by {protocol}:// need a library that is not installed.": (
        "Для хранилища фраз по {protocol}:// нужна библиотека, которая не установлена."
    ),
    "Install it: pip install {library}": "Установите её: pip install {library}",
    # the voice store at work
    "{name} is no name in a voice store.": "{name} — не имя в хранилище фраз.",
    "Names are like prompts/hello.wav, without .. and without a leading slash.": (
        "Имена бывают такими: prompts/hello.wav — без .. и без косой черты в начале."
    ),
    "{name} has vanished from {store}.": "Файл {name} исчез из {store}.",
    "{name}: no permission in the voice store {store} ({reason}).": (
        "{name}: в хранилище фраз {store} нет прав ({reason})."
    ),
    "Check the permissions of its folders.": "Проверьте права на его папки.",
    "{name} cannot be kept in the voice store {store}: {reason}.": (
        "Файл {name} не помещается в хранилище фраз {store}: {reason}."
    ),
    "Free some space there.": "Освободите там место.",
    "Check the folder, and the space on its disk.": "Проверьте папку и место на её диске.",
    "No permission in the voice store {store}: {reason}.": (
        "В хранилище фраз {store} нет прав: {reason}."
    ),
    "Check the rights of the user there, and the credentials in the environment.": (
        "Проверьте права пользователя там и пароль или ключи в окружении."
    ),
    "There is no space left in the voice store {store}.": (
        "В хранилище фраз {store} кончилось место."
    ),
    "The voice store {store} does not let us in: {reason}.": (
        "Хранилище фраз {store} нас не пускает: {reason}."
    ),
    "Check the user in its address and the password or keys in the environment.": (
        "Проверьте пользователя в адресе и пароль или ключи в окружении."
    ),
    "The voice store {store} cannot prove who it is: {reason}.": (
        "Хранилище фраз {store} не подтвердило подлинность: {reason}."
    ),
    "If the server is the right one, put its key into ~/.ssh/known_hosts (ssh-keyscan HOST).": (
        "Если это тот самый сервер, внесите его ключ в ~/.ssh/known_hosts (ssh-keyscan СЕРВЕР)."
    ),
    "The voice store {store} cannot be reached: {reason}.": (
        "Хранилище фраз {store} недоступно: {reason}."
    ),
    "The voice store {store} does not give {name} within {seconds:g} s.": (
        "Хранилище фраз {store} не отдало {name} за {seconds:g} с."
    ),
    "There is no {name} in the voice store {store}.": "В хранилище фраз {store} нет {name}.",
    "The folder {folder} cannot be written: {reason}.": "В папку {folder} нельзя писать: {reason}.",
    "Copies cannot be kept in {folder}: {reason}.": "Копии нельзя хранить в {folder}: {reason}.",
    "{path} cannot be written: {reason}.": "Файл {path} нельзя записать: {reason}.",
    "The voice store {store} is not there.": "Хранилища фраз {store} нет.",
    "the rules of retention have been changed meanwhile; nothing was deleted.": (
        "Правила хранения тем временем изменились; ничего не удалено."
    ),
    "Look once more what is due.": "Посмотрите ещё раз, что подлежит удалению.",
    "Create the place, or mend its address.": "Создайте его или исправьте адрес.",
    "See what is there.": "Посмотрите, что там есть.",
    # sound files
    "{channels} channels at {rate} Hz": "каналов: {channels}, частота {rate} Гц",
    "{file} is a folder, not a sound file.": "{file} — папка, а не звуковой файл.",
    "Record or copy it again.": "Запишите или скопируйте его заново.",
    "{file} is larger than {limit} MB.": "{file} больше {limit} МБ.",
    "{file} is {kind}; that is not read.": "{file} — это {kind}; такое не читается.",
    "Save it as WAV, MP3, OGG or FLAC.": "Сохраните его как WAV, MP3, OGG или FLAC.",
    "{file} is text, not sound.": "{file} — текст, а не звук.",
    "{file} is no {kind} file, or its beginning is missing.": (
        "{file} — не файл {kind}, или у него нет начала."
    ),
    "{file} is not a sound file of a kind that is read.": (
        "{file} — не звуковой файл из тех, что читаются."
    ),
    "{file} is damaged: {why}.": "{file} повреждён: {why}.",
    "{source} is cut off: the sound breaks off after {seconds:.1f} s.": (
        "{source} обрезан: звук обрывается через {seconds:.1f} с."
    ),
    "Copy it again.": "Скопируйте его заново.",
    "its sound cannot be decoded": "звук не раскодируется",
    "only {there} of its {whole} bytes are there": "есть только {there} байт из {whole}",
    "a piece is missing at byte {place}": "не хватает куска на байте {place}",
    "it breaks off in the middle": "обрывается на середине",
    "a checksum is wrong at byte {place}": "неверна контрольная сумма на байте {place}",
    "it breaks off before its end": "обрывается до конца",
    "MP4 or M4A (AAC)": "файл MP4 или M4A (AAC)",
    "Windows Media (WMA)": "файл Windows Media (WMA)",
    "an AMR file": "файл AMR",
    "Matroska or WebM": "файл Matroska или WebM",
    "MIDI, which is notes and no sound": "MIDI: ноты, а не звук",
    "a ZIP archive or an office document": "архив ZIP или документ офисной программы",
    "a RAR archive": "архив RAR",
    "a GZIP archive": "архив GZIP",
    "a program": "программа",
}
