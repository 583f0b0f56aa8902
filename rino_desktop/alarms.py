"""Alarms: an engine's chores of looking and telling; what pages and commands do with them.

Of several engines the one that comes first looks (``begin_look``), so that an alarm is raised once;
what is to be told is a row of its own, which one engine claims at a time, and which is tried until
it is told.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from engine.alarms import rules
from engine.alarms.model import Alarm, AlarmSettings, Event, Telling, Way
from engine.errors import KnownError
from engine.ports.audit import Actor
from engine.ports.clock import Clock
from engine.ports.storage import Database, StorageUnavailable, Stores
from engine.service.clocks import server_skew
from rino_desktop import alarm_look
from rino_desktop.alarm_telling import Teller
from rino_desktop.chores import own_database
from rino_desktop.report_mail import Uncertain
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import retold, said, said_message
from rino_desktop.wallboard import Counting

log = logging.getLogger(__name__)

LOOK_EVERY_S = 5.0
_TELL_EVERY_S = 2.0
#: So long one telling may take before another engine believes its engine dead.
_CLAIM = timedelta(minutes=3)
_KEPT = timedelta(days=90)
_FORGET_AT_ONCE = 50


# --- looking ------------------------------------------------------------------------------------


def look(
    stores: Stores, now: datetime, counting: Counting | None = None,
    judging: datetime | None = None,
) -> list[tuple[Alarm, Event]]:  # fmt: skip
    """What has begun, become worse or ended; in the same transaction it is written down what is to
    be told of it. Nothing when somebody else has just looked. ``counting``, ``judging``: as in
    alarm_look."""
    if not stores.alarms.begin_look(now, LOOK_EVERY_S * 0.8):
        return []
    settings = stores.alarms.settings()
    known = stores.alarms.watched()
    raised = {alarm.key for alarm in known if alarm.raised_at is not None}
    happened = []
    for was, alarm, event in rules.steps(
        known, alarm_look.look(stores, settings, raised, now, counting, judging), now, settings
    ):
        if alarm is None:
            if was is not None:
                stores.alarms.remove(was.id)
            continue
        if was is None:
            alarm = stores.alarms.add(alarm)
        elif alarm != was:
            stores.alarms.save(alarm)
        if event is not None:
            stores.alarms.tell(alarm.id, event, settings.ways, now)
            happened.append((alarm, event))
    stores.alarms.forget(now - _KEPT, _FORGET_AT_ONCE)
    return happened


def look_by_the_server(
    stores: Stores, now: datetime, counting: Counting
) -> list[tuple[Alarm, Event]]:
    """As ``look``; who looks has perhaps a clock that is ahead, and must not take living engines
    for silent ones."""
    ahead_s = min(0.0, server_skew(stores, now))
    return look(stores, now, counting, now + timedelta(seconds=ahead_s))


async def look_for_ever(open_database: Callable[[], Database], clock: Clock) -> None:
    """The engine's chore."""
    counting = Counting()
    async with own_database("alarms", open_database, clock) as database:
        while True:
            now = clock.now()
            try:
                for alarm, event in await database.run(
                    partial(look_by_the_server, now=now, counting=counting)
                ):
                    log.warning("alarm %s: %s", event.value, alarm.key)
            except (StorageUnavailable, KnownError) as error:
                log.warning("alarms: %s", error)
            await clock.sleep(LOOK_EVERY_S)


# --- telling ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """``error``: "" when it was told."""

    telling: Telling
    error: str


def tell_due(database: Database, now: datetime, teller: Teller) -> list[Told]:
    """Blocks. A way that fails is left alone for the rest of this round."""

    def read(stores: Stores) -> tuple[AlarmSettings, list[Telling]]:
        due = stores.alarms.due(now)
        return (stores.alarms.settings() if due else AlarmSettings()), due

    settings, due = database.transact(read)
    done: list[Told] = []
    broken: set[Way] = set()
    for telling in sorted(due, key=lambda each: (each.way is Way.MAIL, each.id)):
        if telling.way in broken and telling.event is not Event.TEST:
            continue
        if not database.transact(partial(_claim, telling=telling, now=now)):
            continue
        told = _tell(database, settings, telling, now, teller)
        if told.error:
            broken.add(telling.way)
        done.append(told)
    return done


def _claim(stores: Stores, telling: Telling, now: datetime) -> bool:
    return stores.alarms.claim(telling, now, now + _CLAIM)


def _tell(
    database: Database, settings: AlarmSettings, telling: Telling, now: datetime, teller: Teller
) -> Told:
    number = telling.id
    try:
        if telling.way not in settings.ways:
            # It was taken out of the settings since: nobody is to be told so any more.
            why = t("This way of telling is not set up.")
            database.transact(lambda s: s.alarms.failed(number, 0, why, None))
            return Told(telling, why)
        note = teller.tell(settings, telling, now)
    except KnownError as error:
        # What is uncertain is told again, unlike a report: that it may come twice does no harm.
        text = said_message(error) if isinstance(error, Uncertain) else said(error)
        failures, why = telling.failures + 1, " ".join(text.split())
        test = telling.event is Event.TEST
        again_at = None if test else rules.next_try(now, failures)
        log.warning("alarm %s by %s: %s", telling.event.value, telling.way.value, error)
        database.transact(lambda s: s.alarms.failed(number, failures, why, again_at))
        return Told(telling, why)
    database.transact(lambda s: s.alarms.told(number, now, note))
    return Told(telling, "")


async def tell_for_ever(
    open_database: Callable[[], Database], clock: Clock, teller: Teller
) -> None:
    """The engine's chore: on a thread of its own, since mail servers may be slow."""
    async with own_database("telling of alarms", open_database, clock) as database:
        while True:
            try:
                await asyncio.to_thread(tell_due, database, clock.now(), teller)
            except (StorageUnavailable, KnownError) as error:
                log.warning("telling of alarms: %s", error)
            await clock.sleep(_TELL_EVERY_S)


# --- what pages and commands do -----------------------------------------------------------------


def acknowledge(stores: Stores, alarm_id: int, who: Actor, now: datetime) -> Alarm:
    """Somebody knows of it. KnownError when it is over."""
    alarm = stores.alarms.get(alarm_id)
    if alarm is None or alarm.over:
        raise KnownError(t("This alarm is over."))
    if stores.alarms.acknowledge(alarm_id, who.name, now):
        stores.audit.record(
            now, "alarm.acknowledge", alarm.key, {"since": alarm.since},
            subject_id=alarm.id, campaign_id=alarm.campaign_id, by=who,
        )  # fmt: skip
    return stores.alarms.get(alarm_id) or alarm


def change_settings(
    stores: Stores, settings: AlarmSettings, now: datetime, *, secrets: bool = False
) -> None:
    """In the audit log with what has changed; the words are told in the language of who sets it
    up, unless one is said. ``secrets``: those that they name are other ones."""
    from dataclasses import replace

    from engine.alarms.model import as_document
    from rino_desktop import alarm_telling

    alarm_telling.check(settings)
    settings = replace(settings, language=settings.language or language())
    before, after = as_document(stores.alarms.settings()), as_document(settings)
    stores.alarms.set_settings(settings)
    changed: dict[str, object] = {k: [before[k], after[k]] for k in after if before[k] != after[k]}
    if secrets:
        changed["secrets"] = "changed"
    if changed:
        stores.audit.record(now, "alarm.settings", "alarms", changed)


def ask_test(stores: Stores, now: datetime) -> list[int]:
    """Whoever tells of alarms tells of a test; ``test_results`` has what became of it."""
    ways = stores.alarms.settings().ways
    if not ways:
        raise KnownError(
            t("Nobody is told of alarms: neither mail nor a web hook is set up."),
            mend="rino-desktop alarm set --mail … | --webhook …",
        )
    return stores.alarms.tell(None, Event.TEST, ways, now)


def test_results(stores: Stores, numbers: list[int]) -> dict[Way, str | None]:
    """ "" for told, None while nobody has tried it yet."""
    found: dict[Way, str | None] = {}
    for number in numbers:
        telling = stores.alarms.telling(number)
        if telling is not None:
            waits = telling.next_at is not None
            error = "" if telling.told_at else retold(telling.last_error)
            found[telling.way] = None if waits else error
    return found


def withdraw_test(stores: Stores, numbers: list[int]) -> None:
    """Nobody waits for it any longer."""
    for number in numbers:
        telling = stores.alarms.telling(number)
        if telling is not None and telling.next_at is not None:
            stores.alarms.withdraw(number)
