"""Figures of an engine, its log, the bundle for support."""

TEXTS = {
    "how lines of the log look (also RINO_LOG_FORMAT)": (
        "вид строк журнала (также RINO_LOG_FORMAT)"
    ),
    "show figures for Prometheus and the engine's health there; PORT alone: on this "
    "computer only; off (also RINO_METRICS)": (
        "показывать там показатели для Prometheus и состояние движка; один ПОРТ — только на этом "
        "компьютере; off — не показывать (также RINO_METRICS)"
    ),
    "log_format (or RINO_LOG_FORMAT) cannot be {value}.": (
        "log_format (или RINO_LOG_FORMAT) не может быть {value}."
    ),
    "metrics cannot be shown at {address}.": "Показатели нельзя показывать по адресу {address}.",
    "Give PORT, or ADDRESS:PORT such as 127.0.0.1:9464.": (
        "Укажите ПОРТ или АДРЕС:ПОРТ, например 127.0.0.1:9464."
    ),
    "Figures cannot be shown at {address}: {reason}. The engine goes on without.": (
        "Показатели нельзя показать по адресу {address}: {reason}. Движок работает без них."
    ),
    "End what uses that address, or give another one with --metrics; each engine of a "
    "computer needs its own.": (
        "Завершите то, что занимает этот адрес, или укажите другой: --metrics; каждому движку "
        "на компьютере нужен свой."
    ),
    # Bundle for support
    "a file for whoever helps: versions, findings, figures, reports of errors; without "
    "secrets, numbers and names": (
        "файл для службы поддержки: версии, результаты проверки, показатели, отчёты об ошибках; "
        "без паролей, номеров и имён"
    ),
    "also the end of this log, masked; may be repeated": (
        "добавить и конец этого журнала, скрыв чужие слова; можно указать несколько раз"
    ),
    "Made: {file} ({kb} KB).": "Создан {file} ({kb} КБ).",
    "Look into it before you send it: all of it is plain text.": (
        "Загляните в него перед отправкой: внутри обычный текст."
    ),
    "Name another place.": "Укажите другое место.",
    "versions of the program, of this system and of libraries": (
        "версии программы, системы и библиотек"
    ),
    "settings: how, not where; of secrets whether they are set": (
        "настройки: как, но не где; о паролях — только заданы ли они"
    ),
    "what doctor has found": "что нашла проверка (doctor)",
    "the database: version, sizes of tables, indexes, plans of its reads": (
        "база данных: версия, размеры таблиц, индексы, планы запросов"
    ),
    "the end of the journal of the engines: times, codes and the program's own words": (
        "последние записи движков в журнале systemd: время, коды и слова самой программы"
    ),
    "engines, campaigns, trunks, outboxes by their numbers, in figures": (
        "движки, кампании, транки и выгрузки под номерами, в цифрах"
    ),
    "an error in the program: where it happened, without values": (
        "ошибка в программе: где она произошла, без значений"
    ),
    "an engine that was stuck: where it stood": "зависший движок: где он стоял",
    "the end of a log: times, levels, ids and the program's own words": (
        "конец журнала: время, уровень, номера и слова самой программы"
    ),
    "Bundle for support, made by RINO Desktop.": "Набор для службы поддержки, создан RINO Desktop.",
    "It holds no numbers of subscribers, no names, no answers, no recordings, no passwords, "
    "no addresses of your servers and no names of your campaigns. Of texts that the office "
    "has written, words that are not the program's own are replaced by {mark}. Look into it "
    "before you send it: all of it is plain text.": (
        "В нём нет номеров абонентов, имён, ответов, записей разговоров, паролей, адресов ваших "
        "серверов и названий ваших кампаний. В сообщениях все слова, кроме слов самой программы, "
        "заменены на {mark}. Загляните в него перед отправкой: внутри обычный текст."
    ),
    "what is in here": "что здесь лежит",
    # doctor
    "open files": "открытые файлы",
    "this system sets no limit that matters": "эта система их практически не ограничивает",
    "at most {limit} (ulimit -n)": "не больше {limit} (ulimit -n)",
    "no limit": "без ограничения",
    "Allow {wanted}: LimitNOFILE={wanted} in the service, or ulimit -n {wanted} in the shell.": (
        "Разрешите {wanted}: LimitNOFILE={wanted} в службе или ulimit -n {wanted} в оболочке."
    ),
    "the clock is kept": "ход часов",
    "this system does not tell": "эта система о них не сообщает",
    "synchronised over the network": "часы сверяются по сети",
    "not synchronised over the network": "часы не сверяются по сети",
    "what calls have brought while the database was away": (
        "итоги звонков, не попавшие в базу, пока она была недоступна"
    ),
    "the database has not taken {files} in {folder}": (
        "база не приняла {files} (лежат в {folder})"
    ),
    "It is tried again at each start of that engine, whose log says why; delete what is "
    "of no use any more.": (
        "Движок пробует записать их при каждом запуске; причина — в его журнале. Что больше не "
        "нужно, удалите."
    ),
    "waits in {folder}: {files}": "ждут записи в базу, лежат в {folder}: {files}",
    "The engine that has kept it writes it as soon as it reaches its database: let it "
    "run, or start it under the same name.": (
        "Их запишет тот же движок, как только подключится к базе: дайте ему поработать или "
        "запустите его под тем же именем."
    ),
    "everything is written": "всё записано",
    "Switch it on: w32tm /config /update, then w32tm /resync.": (
        "Включите сверку: w32tm /config /update, затем w32tm /resync."
    ),
    "Switch it on: sudo apt-get install systemd-timesyncd, then timedatectl set-ntp "
    "true. In a container the computer below keeps it.": (
        "Включите сверку: sudo apt-get install systemd-timesyncd, затем timedatectl set-ntp true. "
        "В контейнере часы ведёт сам компьютер."
    ),
    "figures for Prometheus": "показатели для Prometheus",
    "not shown; --metrics PORT shows them": "не показываются; их включает --metrics ПОРТ",
    "Whoever reaches that address can read them: let the firewall admit the Prometheus server "
    "alone.": (
        "Их прочтёт любой, кому доступен этот адрес: пропускайте через межсетевой экран только "
        "сервер Prometheus."
    ),
    "an engine shows them": "их показывает движок",
    "the port is free for the engine": "порт для движка свободен",
    "firewall": "межсетевой экран",
    "none was found on this computer": "на этом компьютере не найден",
    "{names}: it must let SIP and RTP (UDP) of the trunks through; give trunks a range with "
    "--ports, and open just that": (
        "{names}: он должен пропускать SIP и RTP (UDP) транков; задайте транкам диапазон портов "
        "(--ports) и откройте только его"
    ),
    "versions of Firebird": "версии Firebird",
    "Firebird {engine}, file format {ods}": "Firebird {engine}, формат файла {ods}",
    "Firebird 3.0 or later is needed; move the data by db backup and db restore.": (
        "Нужен Firebird 3.0 или новее; перенесите данные: db backup, затем db restore."
    ),
    "clocks of this computer and of the database's server": (
        "часы этого компьютера и сервера базы данных"
    ),
    "it is the same one": "это один и тот же компьютер",
    "{seconds} s apart": "расходятся на {seconds} с",
    "Let both be synchronised (NTP): engines judge each other's leases by the clock.": (
        "Сверяйте те и другие по сети (NTP): движки судят друг о друге по часам."
    ),
    "disk space for the database": "место на диске для базы данных",
    "it is the server's": "это забота сервера",
    "Free some before it is full: a database that cannot grow refuses every write.": (
        "Освободите место, пока диск не заполнен: база, которой некуда расти, не принимает записей."
    ),
    "libraries and fonts of windows": "библиотеки и шрифты для окон",
    "missing: {names}": "нет: {names}",
    "Install them: sudo apt-get install {packages}": (
        "Установите их: sudo apt-get install {packages}"
    ),
    "no font has Cyrillic letters": "нет шрифта с русскими буквами",
    "Install one: sudo apt-get install fonts-dejavu-core": (
        "Установите его: sudo apt-get install fonts-dejavu-core"
    ),
    "all are there": "все на месте",
    "sound": "звук",
    "Install it: sudo apt-get install {packages}": "Установите: sudo apt-get install {packages}",
    "speakers: {speakers}, microphones: {microphones}": (
        "динамиков: {speakers}, микрофонов: {microphones}"
    ),
    "A workstation needs a headset: plug one in and see that its user hears sound in other "
    "programs. An engine does not need it.": (
        "Рабочему месту нужна гарнитура: подключите её и проверьте, что звук слышен в других "
        "программах. Движку она не нужна."
    ),
}
