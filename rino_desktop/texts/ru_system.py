"""Russian: what comes to people from below the engine: reasons of the operating system and of
libraries, and what trunks say of themselves (engines write it into the database in English)."""

#: Reasons of the operating system (``strerror``); others are shown as they are.
SYSTEM = {
    "No such file or directory": "нет такого файла или папки",
    "Permission denied": "нет прав",
    "Operation not permitted": "действие не разрешено",
    "Read-only file system": "файловая система только для чтения",
    "No space left on device": "на диске нет места",
    "Disk quota exceeded": "исчерпана дисковая квота",
    "Is a directory": "это папка",
    "Not a directory": "это не папка",
    "File exists": "такой файл уже есть",
    "Directory not empty": "папка не пуста",
    "File name too long": "слишком длинное имя файла",
    "File too large": "слишком большой файл",
    "Too many open files": "слишком много открытых файлов",
    "Too many levels of symbolic links": "символьные ссылки замкнуты в круг",
    "Input/output error": "ошибка ввода-вывода",
    "Device or resource busy": "устройство занято",
    "Text file busy": "файл занят",
    "Broken pipe": "читающая сторона закрыла канал",
    "Exec format error": "это не исполняемый файл",
    "Cannot allocate memory": "не хватает памяти",
    "Stale file handle": "сетевая папка отключилась",
    "Connection refused": "соединение отвергнуто",
    "Connection timed out": "нет ответа",
    "Connection reset by peer": "соединение разорвано другой стороной",
    "Network is unreachable": "сеть недоступна",
    "No route to host": "нет маршрута до узла",
    "Address already in use": "адрес уже занят",
    "Cannot assign requested address": "на этом компьютере нет такого адреса",
    "Invalid argument": "недопустимое значение",
}

TRUNKS = {
    "registered": "зарегистрирован",
    "answers": "отвечает",
    "registration: {reason}": "регистрация: {reason}",
    "no answer from {address}": "нет ответа от {address}",
    "no answer to OPTIONS": "нет ответа на OPTIONS",
    "{code} to OPTIONS": "ответ {code} на OPTIONS",
    "does not answer OPTIONS; a call will show": "не отвечает на OPTIONS; покажет первый вызов",
    "a call will show whether it works again": "работает ли снова, покажет первый вызов",
    "the proxy answers 503 Service Unavailable": "сервер отвечает 503 Service Unavailable",
    "the proxy does not accept user and password ({code})": (
        "сервер не принимает имя и пароль ({code})"
    ),
    "the password {name} is not set": "не задан пароль {name}",
    "the password {name} cannot be read: {reason}": "не удалось прочитать пароль {name}: {reason}",
    "trunk {name}: {reason}": "транк {name}: {reason}",
    "line worker lost: {reason}": "аварийно завершился обработчик линий: {reason}",
    "the engine stops": "движок останавливается",
    "{uri} is no SIP address like sip:HOST:PORT": "{uri} — не адрес SIP вида sip:HOST:PORT",
    "{uri} names an impossible port": "в адресе {uri} невозможный порт",
}

#: What Python's json finds wrong.
JSON = {
    "Expecting value": "здесь должно быть значение",
    "Expecting property name enclosed in double quotes": "здесь должен быть ключ в кавычках",
    "Expecting ':' delimiter": "здесь должно быть двоеточие",
    "Expecting ',' delimiter": "здесь должна быть запятая",
    "Extra data": "лишний текст после конца документа",
    "Unterminated string starting at": "не закрыты кавычки",
    "Invalid control character at": "недопустимый управляющий символ",
    "Invalid \\escape": "недопустимая последовательность с обратной косой чертой",
    "Invalid \\uXXXX escape": "недопустимая последовательность \\uXXXX",
}

TEXTS = SYSTEM | JSON | TRUNKS
