"""When an alarm is raised and when it is over: never at the first glance, so that it does not flap.

What is seen must last before anybody is told of it, and must be gone for a while before it is over.
What comes and goes meanwhile is one alarm.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from engine.alarms.model import Alarm, AlarmKind, AlarmSettings, Event, KindSettings, Seen
from engine.dialer.model import IdleReason

#: An open alarm of lost calls goes only when the share is below its threshold by so much of the
#: limit.
_MARGIN = 0.1
#: Causes that do not lift by themselves. That a trunk does not work is an alarm of its own.
_TO_MEND = frozenset({"no_trunk", "preset", "scheme"})
#: Nobody was there for longer: since when an engine is silent then says nothing.
_LONGEST_SILENCE = timedelta(days=365)
#: Pauses between tries to tell; the last one again and again: nothing is ever lost.
_PAUSES_S = (15, 30, 60, 120, 300, 600)


def step(
    known: Alarm | None, seen: Seen | None, now: datetime, rule: KindSettings
) -> tuple[Alarm | None, Event | None]:
    """How it goes on, and what is to be told. ``known``: one that is not over; the alarm that comes
    back is None when nothing is to be remembered. A new one has the id 0."""
    if seen is None:
        return (None, None) if known is None else _unseen(known, now, rule)
    if known is None:
        since = min(seen.since or now, now)
        known = Alarm(0, seen.kind, seen.subject, seen.details, seen.campaign_id, seen.worse, since)
    now_worse = seen.worse and not known.worse
    alarm = replace(
        known, details=seen.details, campaign_id=seen.campaign_id, gone_since=None,
        worse=known.worse or seen.worse,
    )  # fmt: skip
    if alarm.raised_at is not None:
        return alarm, Event.WORSE if now_worse else None
    if now - alarm.since >= timedelta(seconds=rule.raise_after_s):
        return replace(alarm, raised_at=now), Event.RAISED
    return alarm, None


def _unseen(
    known: Alarm, now: datetime, rule: KindSettings
) -> tuple[Alarm | None, Event | None]:  # fmt: skip
    if known.raised_at is None:
        return None, None
    gone_since = known.gone_since or now
    if now - gone_since >= timedelta(seconds=rule.end_after_s):
        return replace(known, gone_since=gone_since, ended_at=gone_since), Event.ENDED
    return replace(known, gone_since=gone_since), None


def steps(
    known: Iterable[Alarm], seen: Iterable[Seen], now: datetime, settings: AlarmSettings
) -> list[tuple[Alarm | None, Alarm | None, Event | None]]:
    """Of all: (as it was known, as it is now, what is to be told)."""
    before = {alarm.key: alarm for alarm in known}
    sights = {each.key: each for each in seen if settings.of(each.kind).on}
    found = []
    for key in sorted(before.keys() | sights.keys()):
        was, sight = before.get(key), sights.get(key)
        kind = was.kind if was is not None else sights[key].kind
        found.append((was, *step(was, sight, now, settings.of(kind))))
    return found


def too_many_lost(
    rate: float, limit: float, answers: float, settings: AlarmSettings, *, known: bool
) -> bool | None:
    """None: all is well; else whether the limit is passed. ``known``: the alarm is open."""
    if answers < settings.least_answers:
        return None
    share = settings.near_share - (_MARGIN if known else 0.0)
    if rate > limit:
        return True
    return False if limit > 0 and rate > share * limit else None


def to_be_mended(reasons: Sequence[IdleReason]) -> IdleReason | None:
    """Why a campaign is not dialled, when somebody has to do something about it. ``reasons``: those
    of the engines, all of them idle."""
    if not reasons or not all(map(_must_be_mended, reasons)):
        return None
    return reasons[0]


def _must_be_mended(reason: IdleReason) -> bool:
    if reason.code == "operators":
        return reason.arguments.get("operators") == "0"
    if reason.code == "outside_hours":
        return reason.until is None
    return reason.code in _TO_MEND


def next_try(now: datetime, failures: int) -> datetime:
    """``failures``: with that one which has just happened."""
    return now + timedelta(seconds=_PAUSES_S[min(failures, len(_PAUSES_S)) - 1])


def worst_first(alarms: Iterable[Alarm]) -> list[Alarm]:
    """Those that nobody has acknowledged, red before amber, the oldest of them first."""
    return sorted(
        alarms,
        key=lambda a: (a.acknowledged_at is not None, a.severity != "bad", a.since, a.id),
    )


def silent(node: str, host: str, lease_until: datetime, now: datetime) -> Seen:
    """An engine whose lease ran out at that moment, and which had not ended. What was given up
    (``NodeStore.give_up``) has a lease that ended long ago: it is silent since it is seen."""
    given_up = now - lease_until > _LONGEST_SILENCE
    since = None if given_up else lease_until
    return Seen(AlarmKind.ENGINE_SILENT, node[:200], {"node": node, "host": host}, since=since)
