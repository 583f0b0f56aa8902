"""Callbacks in words, in the language of the windows."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from engine.domain import masking
from engine.domain.callbacks import Callback, CallbackState
from rmt.callbacks.desk import LocalTime, Shown

translate = QCoreApplication.translate


def state_word(state: CallbackState) -> str:
    words = {
        CallbackState.WAITING: translate("callbacks", "planned"),
        CallbackState.REMINDED: translate("callbacks", "it is time"),
        CallbackState.TAKEN: translate("callbacks", "taken"),
        CallbackState.MISSED: translate("callbacks", "missed"),
        CallbackState.DONE: translate("callbacks", "rung back"),
        CallbackState.CANCELLED: translate("callbacks", "called off"),
    }
    return words[state]


def whose(callback: Callback) -> str:
    if callback.state is CallbackState.TAKEN:
        return translate("callbacks", "{who} is calling").format(who=callback.taken_by)
    if callback.missed_by:
        return translate("callbacks", "the team, missed by {who}").format(who=callback.missed_by)
    return callback.owner or translate("callbacks", "the team")


def number(shown: Shown, *, masked: bool = False) -> str:
    phone = shown.callback.phone
    return masking.masked(phone) if masked or shown.masked else phone


def name(shown: Shown, *, masked: bool = False) -> str:
    """Who is called: by his name, else by his number."""
    return shown.callback.caller or number(shown, masked=masked)


def moment(at: datetime, now: datetime) -> str:
    """By this computer's clock; without the day where it is today's."""
    local = QDateTime.fromSecsSinceEpoch(int(at.astimezone(UTC).timestamp()))
    today = QDateTime.fromSecsSinceEpoch(int(now.astimezone(UTC).timestamp())).date()
    form = QLocale.FormatType.ShortFormat
    time = QLocale().toString(local.time(), "HH:mm")
    if local.date() == today:
        return time
    if local.date() == today.addDays(1):
        return translate("callbacks", "tomorrow {time}").format(time=time)
    return f"{QLocale().toString(local.date(), form)} {time}"


def there(times: tuple[LocalTime, ...], at: datetime) -> str:
    """By the subscriber's clock, or clocks: several where nobody knows which is his."""
    if not times:
        return ""
    ours = at.astimezone()
    parts = []
    for _, local in (times[0], times[-1])[: len(times)]:
        text = f"{local:%H:%M}"
        if local.date() != ours.date():
            text = f"{QLocale().toString(QDate(local.year, local.month, local.day), 'ddd')} {text}"
        parts.append(text)
    return "–".join(dict.fromkeys(parts))


def reminder(callback: Callback, now: datetime, *, masked: bool) -> str:
    """Before its time, and when it has come."""
    phone = masking.masked(callback.phone) if masked else callback.phone
    who = callback.caller or phone
    if callback.due_at > now:
        text = translate("callbacks", "At {time} you have promised to call back: {who}")
    else:
        text = translate("callbacks", "It is time to call back, as promised for {time}: {who}")
    text = text.format(time=moment(callback.due_at, now), who=who)
    return f"{text} – {callback.note}" if callback.note and not masked else text


def zones(times: tuple[LocalTime, ...]) -> str:
    return ", ".join(zone for zone, _ in times)


def left(callback: Callback, now: datetime) -> str:
    """How long until it, or since."""
    time = callback.due_at - now
    if time < timedelta(0):
        return translate("callbacks", "{time} ago").format(time=_span(-time))
    return translate("callbacks", "in {time}").format(time=_span(time))


def _span(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    if minutes < 60:
        return translate("callbacks", "{number} min").format(number=minutes)
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        if hours >= 3 or not rest:
            return translate("callbacks", "{number} h").format(number=hours)
        return translate("callbacks", "{hours} h {minutes} min").format(hours=hours, minutes=rest)
    return translate("callbacks", "{number} d").format(number=minutes // (24 * 60))
