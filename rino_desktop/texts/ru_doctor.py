"""Russian: what ``doctor`` finds."""

TEXTS = {
    "stopped processes have it open, and all others wait for them: {processes}": (
        "её держат открытой остановленные процессы, и все остальные их ждут: {processes}"
    ),
    "Let them go on (kill -CONT), or end them (kill -9).": (
        "Пустите их дальше (kill -CONT) или завершите (kill -9)."
    ),
    "plug-ins": "плагины",
    "none installed": "не установлены",
    "node type": "тип блока",
    "scenario": "сценарий",
    "data source": "источник данных",
    "speech engine": "синтезатор речи",
    "report kind": "вид отчёта",
    "script": "функция",
    "answer detector": "детектор автоответчика",
    "Two plug-ins bring a {kind} named “{name}”: {first} and {second}.": (
        "Два плагина содержат {kind} с именем «{name}»: {first} и {second}."
    ),
    "Python 3.11 or 3.12 is needed: make setup": "Нужен Python 3.11 или 3.12: make setup",
    "telephony (pjsua2)": "телефония (pjsua2)",
    "workstation's telephone": "телефон рабочего места",
    "cannot be started: {reason}": "не запускается: {reason}",
    "starts and can be rung": "запускается и принимает вызовы",
    "cannot be loaded: {reason}": "не загружается: {reason}",
    "Install it again: make setup": "Установите заново: make setup",
    "no message": "без сообщения",
    "embedded database (Firebird 5)": "встроенная база данных (Firebird 5)",
    "a trial database was created and read": "пробная база создана и прочитана",
    "Install what it needs: sudo apt-get install libtommath1 libicu72 (Ubuntu 24.04: libicu74)": (
        "Установите то, что ей нужно: sudo apt-get install libtommath1 libicu72"
        " (Ubuntu 24.04: libicu74)"
    ),
    "the database": "база данных",
    "{path} does not exist yet": "{path} ещё не создана",
    "Check that the server runs, the address, and RINO_DB_PASSWORD.": (
        "Проверьте, работает ли сервер, верны ли адрес и RINO_DB_PASSWORD."
    ),
    "{address}: schema version {version}, campaigns: {campaigns}": (
        "{address}: версия схемы данных {version}, кампаний: {campaigns}"
    ),
    "speech synthesis (espeak-ng)": "синтез речи (espeak-ng)",
    "Install it: sudo apt-get install espeak-ng": ("Установите: sudo apt-get install espeak-ng"),
    "Russian and English voices speak": "русский и английский голоса говорят",
    "UDP ports": "порты UDP",
    "only {free} of {wanted} are free": "свободно только {free} из {wanted}",
    "End what occupies them, or raise the limit of open files (ulimit -n).": (
        "Завершите то, что их занимает, или поднимите предел открытых файлов (ulimit -n)."
    ),
    "enough are free": "свободных достаточно",
    "data sources": "источники данных",
    "sources that answer: {count}": "отвечают: {count}",
    "no answer in time": "нет ответа за отведённое время",
    "disk space": "место на диске",
    "{free} MB free in {folder}": "свободно {free} МБ в {folder}",
    "Free some, or move the data: RINO_DATA=FOLDER.": (
        "Освободите место или перенесите данные: RINO_DATA=ПАПКА."
    ),
    "time zone data": "данные о часовых поясах",
    "present": "есть",
    "missing": "нет",
    "Install it: pip install tzdata": "Установите: pip install tzdata",
    "the desktop (Qt)": "окно программы (Qt)",
    "not installed: {reason}": "не установлен: {reason}",
    "An engine does not need it; the desktop does: make run": (
        "Движку он не нужен, а окну программы нужен: make run"
    ),
}
