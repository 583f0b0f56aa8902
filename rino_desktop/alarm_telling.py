"""How alarms reach people and programs: a mail, and a POST to a web hook (docs/monitor.md)."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from engine.alarms.model import Alarm, AlarmSettings, Event, Telling, Way
from engine.alarms.words import alarm_text, event_text, kind_text, letter, name_of
from engine.errors import KnownError
from rino_desktop import report_mail, secret_store
from rino_desktop.report_mail import MailSettings
from rino_desktop.texts import language, t

#: (address, body, headers): engine.adapters.webhook.post.
Post = Callable[[str, bytes, Mapping[str, str]], None]


def check(settings: AlarmSettings) -> None:
    """KnownError when an address, the mail server or a number cannot be right."""
    if settings.mail:
        report_mail.checked(MailSettings.from_json(settings.mail))
    if settings.webhook:
        _check_url(settings.webhook)
    if not 0 < settings.near_share <= 1:
        raise KnownError(t("The share of the limit is a number above 0 and up to 1."))
    numbers = [settings.least_answers, settings.oldest_s]
    numbers += [n for each in settings.kinds.values()
                for n in (each.raise_after_s, each.end_after_s)]  # fmt: skip
    if min(numbers) < 0:
        raise KnownError(t("Times and numbers are not below zero."))


@dataclass(frozen=True, slots=True)
class Teller:
    """``database``: as its people call it; ``post``: what reaches a web hook."""

    database: str
    post: Post

    def tell(self, settings: AlarmSettings, telling: Telling, now: datetime) -> str:
        """Blocks. A note, "" for none; KnownError when it was not told."""
        if telling.way is Way.MAIL:
            return self._mail(settings, telling, now)
        self._hook(settings, telling, now)
        return ""

    def _mail(self, settings: AlarmSettings, telling: Telling, now: datetime) -> str:
        mail = MailSettings.from_json(settings.mail)
        subject, text = letter(
            telling.alarm, telling.event, settings.language or language(), self.database
        )
        domain = mail.sender.rpartition("@")[2]
        # Every try has the same: who gets it twice sees that.
        message = report_mail.note(
            mail, subject, text, now=now,
            message_id=f"<alarm-{telling.id}-{telling.created_at:%Y%m%dT%H%M%S}@{domain}>",
        )  # fmt: skip
        refused = report_mail.send(mail, message)
        if refused:
            return t(
                "sent, but not to {refused}: the mail server refuses them",
                refused=", ".join(refused),
            )
        return ""

    def _hook(self, settings: AlarmSettings, telling: Telling, now: datetime) -> None:
        document = self.document(settings, telling, now)
        body = json.dumps(document, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "rino-desktop",
            "Idempotency-Key": f"rino-alarm-{telling.id}-{telling.created_at:%Y%m%dT%H%M%S}",
        }
        if settings.secret_env:
            headers["X-Rino-Signature"] = f"sha256={_signature(settings.secret_env, body)}"
        self.post(secret_store.filled(settings.webhook), body, headers)

    def document(
        self, settings: AlarmSettings, telling: Telling, now: datetime
    ) -> dict[str, object]:
        """The contract of docs/monitor.md."""
        alarm, spoken = telling.alarm, settings.language or language()
        return {
            "event": telling.event.value,
            **_of_alarm(alarm, spoken),
            "title": event_text(telling.event, spoken),
            "text": alarm_text(alarm, spoken) if alarm is not None
            else event_text(Event.TEST, spoken),
            "language": spoken,
            "database": self.database,
            "happened_at": _iso(telling.created_at),
            "sent_at": _iso(now),
        }  # fmt: skip


def _of_alarm(alarm: Alarm | None, spoken: str) -> dict[str, object]:
    if alarm is None:
        return {"id": None, "kind": None, "kind_text": None, "subject": None, "campaign": None,
                "severity": None, "since": None, "until": None}  # fmt: skip
    return {
        "id": alarm.id,
        "kind": alarm.kind.value,
        "kind_text": kind_text(alarm.kind, spoken),
        "subject": name_of(alarm),
        "campaign": alarm.details.get("campaign") or None,
        "severity": alarm.severity,
        "since": _iso(alarm.since),
        "until": _iso(alarm.ended_at),
    }


def _signature(secret_env: str, body: bytes) -> str:
    secret = secret_store.secret(secret_env)
    if not secret:
        raise KnownError(
            t("The environment variable {name} is not set.", name=secret_env),
            mend=t("Put the secret of the web hook into it where the engine is started."),
        )
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable()
        _ = parts.port
    except ValueError:
        good = False
    if not good or " " in url:
        raise KnownError(
            t("{url} is no address of a web hook.", url=repr(url)),
            mend=t("Write it like https://example.org/alarms."),
        )
    secret_store.refuse_secret_in(url)


def _iso(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
