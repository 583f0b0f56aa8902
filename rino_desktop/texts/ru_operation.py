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
}
