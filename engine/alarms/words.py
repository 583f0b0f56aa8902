"""Alarms in words, in both languages: by mail and as a webhook they are told in the office's."""

from collections.abc import Callable, Mapping
from datetime import datetime

from engine.alarms.model import Alarm, AlarmKind, Event
from engine.dialer.idle_words import from_json, idle_text

_Details = Mapping[str, str]
#: Reasons of our own why nothing is dialled; all others are the dialer's.
NO_ENGINE, NOT_LOOKED = "no_engine", "not_looked"


def alarm_text(alarm: Alarm, language: str) -> str:
    """One or two sentences: what is the matter."""
    words = (_RU if language == "ru" else _EN)[alarm.kind]
    return words(_Known(alarm.details))


def kind_text(kind: AlarmKind, language: str) -> str:
    """As settings and lists call it."""
    return (_KINDS_RU if language == "ru" else _KINDS_EN)[kind]


def event_text(event: Event, language: str) -> str:
    return (_EVENTS_RU if language == "ru" else _EVENTS_EN)[event]


class _Known(dict[str, str]):
    """What another version has stored may lack one."""

    def __missing__(self, key: str) -> str:
        return ""


def _percent(text: str, language: str) -> str:
    try:
        number = f"{float(text) * 100:.1f}"
    except ValueError:
        return "?"
    return number.replace(".", ",") if language == "ru" else number


def _idle(a: _Details, language: str) -> str:
    code = a["idle"]
    own = {
        NO_ENGINE: ("ни один движок не работает.", "no engine is running."),
        NOT_LOOKED: (
            "движок работает, но кампанию не ведёт.",
            "an engine is running and does not look after it.",
        ),
    }
    if code in own:
        return own[code][0 if language == "ru" else 1]
    try:
        text = idle_text(from_json(code), language, a["zone"])
    except ValueError:
        return code
    return text[:1].lower() + text[1:]


def _tail(text: str) -> str:
    return f": {text}." if text else "."


def _near_ru(a: _Details) -> str:
    rate, limit = _percent(a["rate"], "ru"), _percent(a["limit"], "ru")
    over = "больше предела" if a["over"] else "близко к пределу"
    return (
        f"Кампания «{a['campaign']}»: потерянных вызовов {rate} %, {over} {limit} % "
        f"(ответов: {a['answers']})."
    )


def _near_en(a: _Details) -> str:
    rate, limit = _percent(a["rate"], "en"), _percent(a["limit"], "en")
    over = "above the limit of" if a["over"] else "near the limit of"
    return (
        f"Campaign “{a['campaign']}”: {rate} % of live answers are lost, {over} {limit} % "
        f"(answers: {a['answers']})."
    )


def _store_ru(a: _Details) -> str:
    text = f"Внешнее хранилище «{a['store']}»"
    text += f" кампании «{a['campaign']}»" if a["campaign"] else " (начисления по заказам)"
    if a["down"]:
        text += f" недоступно{_tail(a['reason'].rstrip('.'))}"
    else:
        text += f": строки ждут отправки слишком долго{_tail(a['reason'].rstrip('.'))}"
    return f"{text} Ждёт строк: {a['waiting']}."


def _store_en(a: _Details) -> str:
    text = f"The external store “{a['store']}”"
    text += f" of campaign “{a['campaign']}”" if a["campaign"] else " (charges of orders)"
    if a["down"]:
        text += f" cannot be reached{_tail(a['reason'].rstrip('.'))}"
    else:
        text += f": rows have been waiting for too long{_tail(a['reason'].rstrip('.'))}"
    return f"{text} Rows waiting: {a['waiting']}."


_RU: Mapping[AlarmKind, Callable[[_Details], str]] = {
    AlarmKind.TRUNK_DOWN: lambda a: f"Транк «{a['trunk']}» не работает{_tail(a['detail'])}",
    AlarmKind.ABANDON_NEAR: _near_ru,
    AlarmKind.NOTHING_DIALLED: lambda a: f"Кампания «{a['campaign']}» не звонит: {_idle(a, 'ru')}",
    AlarmKind.STORE_UNREACHABLE: _store_ru,
    AlarmKind.ENGINE_SILENT: lambda a: (
        f"Движок «{a['node']}» ({a['host']}) не отвечает: он завершился не по команде или завис."
    ),
}
_EN: Mapping[AlarmKind, Callable[[_Details], str]] = {
    AlarmKind.TRUNK_DOWN: lambda a: f"Trunk “{a['trunk']}” does not work{_tail(a['detail'])}",
    AlarmKind.ABANDON_NEAR: _near_en,
    AlarmKind.NOTHING_DIALLED: lambda a: (
        f"Campaign “{a['campaign']}” dials nothing: {_idle(a, 'en')}"
    ),
    AlarmKind.STORE_UNREACHABLE: _store_en,
    AlarmKind.ENGINE_SILENT: lambda a: (
        f"Engine “{a['node']}” ({a['host']}) does not answer: it ended without being asked to, or "
        "it is stuck."
    ),
}
_KINDS_RU = {
    AlarmKind.TRUNK_DOWN: "Транк не работает",
    AlarmKind.ABANDON_NEAR: "Потери у предела",
    AlarmKind.NOTHING_DIALLED: "Кампания не звонит",
    AlarmKind.STORE_UNREACHABLE: "Хранилище недоступно",
    AlarmKind.ENGINE_SILENT: "Движок не отвечает",
}
_KINDS_EN = {
    AlarmKind.TRUNK_DOWN: "Trunk down",
    AlarmKind.ABANDON_NEAR: "Lost calls near the limit",
    AlarmKind.NOTHING_DIALLED: "Nothing is dialled",
    AlarmKind.STORE_UNREACHABLE: "External store unreachable",
    AlarmKind.ENGINE_SILENT: "Engine silent",
}
_EVENTS_RU = {
    Event.RAISED: "Тревога", Event.WORSE: "Стало хуже", Event.ENDED: "Тревога снята",
    Event.TEST: "Проверка тревог",
}  # fmt: skip
_EVENTS_EN = {
    Event.RAISED: "Alarm", Event.WORSE: "Worse", Event.ENDED: "Over", Event.TEST: "Test of alarms",
}  # fmt: skip


def moment_text(moment: datetime) -> str:
    """By this computer's clock, with its distance from UTC."""
    return f"{moment.astimezone():%d.%m.%Y %H:%M:%S %z}"


def name_of(alarm: Alarm) -> str:
    """What it is about: the name of a trunk, campaign, store or engine."""
    for name in ("trunk", "store", "node", "campaign"):
        if alarm.details.get(name):
            return alarm.details[name]
    return alarm.subject


def letter(alarm: Alarm | None, event: Event, language: str, database: str) -> tuple[str, str]:
    """Subject and text of a mail; ``alarm`` None: a test."""
    ru = language == "ru"
    title = event_text(event, language)
    if alarm is None:
        text = (
            "Это проверка: так придёт сообщение о тревоге."
            if ru
            else "This is a test: a message about an alarm will come this way."
        )
        return title, f"{text}\n\n{'База' if ru else 'Database'}: {database}\n"
    lines = [alarm_text(alarm, language), ""]
    lines.append(f"{'Началось' if ru else 'Since'}: {moment_text(alarm.since)}")
    if alarm.ended_at is not None:
        lines.append(f"{'Закончилось' if ru else 'Until'}: {moment_text(alarm.ended_at)}")
    lines.append(f"{'База' if ru else 'Database'}: {database}")
    subject = f"{title}: {kind_text(alarm.kind, language)}: {name_of(alarm)}"
    return subject, "\n".join(lines) + "\n"
