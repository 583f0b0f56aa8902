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
        "файл для службы поддержки: версии, результаты проверки, показатели, отчёты об ошибках; без "
        "паролей, номеров и имён"
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
    "the database: version, rows of each table, indexes, plans of its reads": (
        "база данных: версия, число строк в таблицах, индексы, планы запросов"
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
}
