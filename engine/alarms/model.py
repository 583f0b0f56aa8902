"""Alarms and what an office has set for them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class AlarmKind(StrEnum):
    TRUNK_DOWN = "trunk_down"
    ABANDON_NEAR = "abandon_near"
    NOTHING_DIALLED = "nothing_dialled"
    STORE_UNREACHABLE = "store_unreachable"
    ENGINE_SILENT = "engine_silent"


class Event(StrEnum):
    """What people are told of an alarm; ``TEST`` belongs to none."""

    RAISED = "raised"
    WORSE = "worse"
    ENDED = "ended"
    TEST = "test"


class Way(StrEnum):
    MAIL = "mail"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Seen:
    """Something is wrong at this moment. ``subject``: tells it from others of its kind, for good
    (a number, not a name); ``details``: what the words need, as texts; ``since``: where it is known
    from elsewhere, else the moment of the look counts."""

    kind: AlarmKind
    subject: str
    details: Mapping[str, str]
    campaign_id: int | None = None
    worse: bool = False
    since: datetime | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.subject}"


@dataclass(frozen=True, slots=True)
class Alarm:
    """``raised_at`` None: it has been seen and has not lasted long enough yet. ``gone_since``: it
    has not been seen since then, and is not over yet. All times aware UTC."""

    id: int
    kind: AlarmKind
    subject: str
    details: Mapping[str, str]
    campaign_id: int | None
    worse: bool
    since: datetime
    raised_at: datetime | None = None
    gone_since: datetime | None = None
    ended_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.subject}"

    @property
    def over(self) -> bool:
        return self.ended_at is not None

    @property
    def severity(self) -> str:
        """``bad``, or ``warning``: there is time left."""
        near = self.kind is AlarmKind.ABANDON_NEAR and not self.worse
        return "warning" if near else "bad"


@dataclass(frozen=True, slots=True)
class KindSettings:
    """Seconds that it must last before it is raised, and be gone before it is over."""

    on: bool = True
    raise_after_s: int = 60
    end_after_s: int = 60


def _usual() -> Mapping[AlarmKind, KindSettings]:
    return {
        AlarmKind.TRUNK_DOWN: KindSettings(raise_after_s=30, end_after_s=60),
        AlarmKind.ABANDON_NEAR: KindSettings(raise_after_s=60, end_after_s=600),
        AlarmKind.NOTHING_DIALLED: KindSettings(raise_after_s=180, end_after_s=60),
        AlarmKind.STORE_UNREACHABLE: KindSettings(raise_after_s=120, end_after_s=60),
        # Its lease, which has run out, has been a wait already.
        AlarmKind.ENGINE_SILENT: KindSettings(raise_after_s=10, end_after_s=30),
    }


@dataclass(frozen=True, slots=True)
class AlarmSettings:
    """``near_share``: of the limit of lost calls; ``least_answers``: fewer say nothing of a share;
    ``oldest_s``: so long a row may wait for its store. ``mail``: JSON of the mail's settings, ""
    for none; ``secret_env``: variable of the engine with the secret that webhooks are signed with.
    ``language``: of what is told."""

    kinds: Mapping[AlarmKind, KindSettings] = field(default_factory=_usual)
    near_share: float = 0.8
    least_answers: int = 100
    oldest_s: int = 900
    mail: str = ""
    webhook: str = ""
    secret_env: str = ""
    language: str = ""

    @property
    def ways(self) -> tuple[Way, ...]:
        return tuple(
            way for way, set_up in ((Way.MAIL, self.mail), (Way.WEBHOOK, self.webhook)) if set_up
        )

    def of(self, kind: AlarmKind) -> KindSettings:
        return self.kinds[kind]


def to_json(settings: AlarmSettings) -> str:
    return json.dumps(as_document(settings), ensure_ascii=False)


def as_document(settings: AlarmSettings) -> dict[str, object]:
    """The contract of docs/cli.md."""
    return {
        "kinds": {
            kind.value: {
                "on": each.on, "raise_after_s": each.raise_after_s, "end_after_s": each.end_after_s
            }
            for kind, each in settings.kinds.items()
        },
        "near_share": settings.near_share,
        "least_answers": settings.least_answers,
        "oldest_s": settings.oldest_s,
        "mail": json.loads(settings.mail) if settings.mail else None,
        "webhook": settings.webhook or None,
        "secret_env": settings.secret_env or None,
        "language": settings.language or None,
    }  # fmt: skip


def from_json(text: str) -> AlarmSettings:
    """What is missing, because an earlier version wrote it, is as usual; "" is all as usual."""
    known = json.loads(text) if text else {}
    kinds = dict(_usual())
    for name, values in known.get("kinds", {}).items():
        if name in kinds:
            kinds[AlarmKind(name)] = KindSettings(**values)
    usual, mail = AlarmSettings(), known.get("mail")
    return AlarmSettings(
        kinds,
        float(known.get("near_share", usual.near_share)),
        int(known.get("least_answers", usual.least_answers)),
        int(known.get("oldest_s", usual.oldest_s)),
        json.dumps(mail, ensure_ascii=False) if mail else "",
        known.get("webhook") or "",
        known.get("secret_env") or "",
        known.get("language") or "",
    )


@dataclass(frozen=True, slots=True)
class Telling:
    """One event of an alarm to be told in one way. ``next_at``: nobody tells it before; None: it is
    done. ``told_at`` None when it is done: it was given up, ``last_error`` says why."""

    id: int
    alarm: Alarm | None
    event: Event
    way: Way
    created_at: datetime
    next_at: datetime | None
    told_at: datetime | None = None
    failures: int = 0
    last_error: str = ""
