"""Retention as a whole: all rules applied, once a day or when somebody asks for it, with a
protocol in the audit log.

A run is two entries there: ``retention.begin`` with the rules as they stand, ``retention.run`` with
what was deleted; between them ``retention.part`` before each portion of files. The first without
the second: the program was killed, and the next run goes on.

Runs are booked for the database and for each voice store by itself: with folders for stores each
engine goes through its own.
"""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from engine.domain.rights import Right
from engine.errors import KnownError
from engine.ports.storage import Database, Stores
from engine.ports.voice_files import RetentionRule
from engine.service import reject_retention, retention_places
from engine.service.expired import NOBODY, Expired, Watch
from engine.service.reject_retention import with_usual
from engine.service.retention_clock import ClockDoubted, doubt
from engine.service.retention_places import DATABASE, place_of
from engine.service.retention_works import (
    BEGIN,
    IN_DATABASE,
    KINDS,
    OF_OFFICE,
    PART,
    RUN,
    Outcome,
    Works,
    protocol,
)
from engine.service.voice_store import VoiceStore

__all__ = ["BEGIN", "DOUBT", "IN_DATABASE", "KINDS", "OF_OFFICE", "PART", "RUN", "Outcome"]

log = logging.getLogger(__name__)

#: The clock cannot be right: nothing was deleted.
DOUBT = "retention.clock"
#: Of the places that are booked: that it was told of.
_TOLD = "the clock"

_EVERY = timedelta(days=1)
_RETRY = timedelta(hours=1)
#: Voice stores that nobody has looked through for longer have no engine any more.
_ALIVE = timedelta(days=7)


def due(
    database: Database, store: VoiceStore | None, rules: Sequence[RetentionRule], now: datetime,
    watch: Watch = NOBODY,
) -> list[Expired]:  # fmt: skip
    """What a run would delete; ``store`` None: files are not looked at. KnownError,
    StorageUnavailable."""
    campaigns = database.transact(_campaigns)
    found: list[Expired] = []
    works = Works(database, store, rules, campaigns, now, watch, dry_run=True)
    for work in (*works.rows(), works.files):
        if watch.stopped():
            break
        found += [item for item in work() if item.count]
    return found


def run(
    database: Database, store: VoiceStore | None, rules: Sequence[RetentionRule], now: datetime,
    watch: Watch = NOBODY, *, sure: bool = False,
) -> Outcome:  # fmt: skip
    """Apply ``rules`` now, whatever is booked; ``store`` None: files stay. What the voice store
    cannot do is told in the outcome and the protocol. KnownError: who acts may not, or the clock
    may be wrong (``sure``: somebody has said that it is right); StorageUnavailable: the database
    has gone, and with it the rest of the protocol."""
    _require_clock(database, now, sure)
    return _run(database, store, rules, now, watch)


def _require_clock(database: Database, now: datetime, sure: bool) -> None:
    def look(stores: Stores) -> ClockDoubted | None:
        _campaigns(stores)
        return doubt(stores, now, sure=sure)

    doubted = database.transact(look)
    if doubted is not None:
        raise doubted


def _run(
    database: Database, store: VoiceStore | None, rules: Sequence[RetentionRule], now: datetime,
    watch: Watch, *, rows: bool = True, went_on: Callable[[], None] = lambda: None,
) -> Outcome:  # fmt: skip
    """``rows`` False: only files; ``went_on``: called now and then."""
    campaigns = database.transact(_campaigns)
    begun = {"rules": {f"{rule.kind} {rule.campaign}".strip(): rule.days for rule in rules}}
    database.transact(lambda s: s.audit.record(now, BEGIN, "retention", begun))
    items: list[Expired] = []
    trouble: KnownError | None = None
    rows_whole = files_whole = False
    works = Works(
        database, store, rules, campaigns, now, watch, dry_run=False, gone=items.append,
        went_on=went_on,
    )  # fmt: skip
    try:
        for work in works.rows() if rows else ():
            if watch.stopped():
                break
            work()
            went_on()
        rows_whole = not watch.stopped()
        if rows_whole:
            works.files()
            files_whole = not watch.stopped()
    except KnownError as error:
        trouble = error
    outcome = Outcome(
        tuple(items), watch.stopped(), trouble, rows_whole=rows_whole, files_whole=files_whole
    )
    database.transact(lambda s: s.audit.record(now, RUN, "retention", protocol(outcome)))
    return outcome


def run_stored(
    database: Database, store: VoiceStore, now: datetime, watch: Watch = NOBODY,
    seen: Sequence[RetentionRule] | None = None, *, sure: bool = False,
) -> Outcome:  # fmt: skip
    """The rules of the office, whenever they were applied last: in the database, and in ``store``.
    Where voice stores are folders the engines are asked to go through theirs, too, soon. After
    ``watch`` has stopped it nobody is asked, and nothing goes on by itself for a day.
    ``seen``: those by which somebody was told what is due; KnownError when there are others by
    now. Otherwise as ``run``."""
    place = place_of(store)

    def begin(stores: Stores) -> list[RetentionRule]:
        rules = stores.voice_files.rules()
        if seen is not None and list(seen) != rules:
            raise KnownError(
                "the rules of retention have been changed meanwhile; nothing was deleted.",
                mend="Look once more what is due.",
            )
        stores.voice_files.begin_run(DATABASE, now, now + _RETRY, anyway=True)
        stores.voice_files.keep_run(place, now + _RETRY)
        return with_usual(rules)

    _require_clock(database, now, sure)
    rules = database.transact(begin)
    outcome = _run_booked(database, store, rules, now, watch, (DATABASE, place), after_stop=_EVERY)
    if store.remote or outcome.stopped:
        return outcome
    asked = database.transact(lambda s: s.voice_files.ask_runs(now, now - _ALIVE, place))
    return outcome.asking(tuple(asked))


def run_once_a_day(
    database: Database,
    store: VoiceStore,
    now: datetime,
    stopped: Callable[[], bool] = lambda: False,
) -> Outcome | None:
    """The database's part by one engine, and each voice store by whoever has it. None: it was done
    within the last day, or there is nothing to do, or the clock may be wrong."""
    place = place_of(store)

    def begin(stores: Stores) -> tuple[list[RetentionRule], list[str]]:
        doubted = doubt(stores, now)
        if doubted is not None:
            if stores.voice_files.begin_run(_TOLD, now, now + _EVERY):
                log.warning("retention: %s", doubted)
                stores.audit.record(now, DOUBT, "retention", {"trouble": str(doubted)})
            return [], []
        rules = stores.voice_files.rules()
        if not rules and not reject_retention.are_due(stores, now):
            return [], []
        until = now + _RETRY
        return with_usual(rules), [
            each for each in (DATABASE, place) if stores.voice_files.begin_run(each, now, until)
        ]

    rules, places = database.transact(begin)
    if not places:
        return None
    outcome = _run_booked(
        database, store if place in places else None, rules, now, Watch(stopped), places
    )
    if outcome.trouble is not None:
        log.warning("old recordings are not deleted now: %s", outcome.trouble)
    for item in outcome.items:
        if item.count:
            log.info("retention: %d of %s %s deleted", item.count, item.kind, item.folder)
    return outcome


def _run_booked(
    database: Database, store: VoiceStore | None, rules: Sequence[RetentionRule], now: datetime,
    watch: Watch, places: Sequence[str], *, after_stop: timedelta = _RETRY,
) -> Outcome:  # fmt: skip
    """Booked for an hour from the beginning on, and on and on while it lasts: when the program is
    killed or the database goes, it is begun anew after that. ``after_stop``: when it goes on after
    ``watch`` has stopped it."""
    began = time.monotonic()
    renewed = began

    def keep(stores: Stores, until: datetime) -> None:
        for place in places:
            stores.voice_files.keep_run(place, until)

    def went_on() -> None:
        nonlocal renewed
        at = time.monotonic()
        if at - renewed > _RETRY.total_seconds() / 4:
            renewed = at
            until = now + timedelta(seconds=at - began) + _RETRY
            database.transact(lambda s: keep(s, until))

    outcome = _run(database, store, rules, now, watch, rows=DATABASE in places, went_on=went_on)
    rest = after_stop if outcome.stopped else _RETRY

    def end(stores: Stores) -> None:
        for place in places:
            whole = outcome.rows_whole if place == DATABASE else outcome.files_whole
            stores.voice_files.ended_run(
                place, now if whole else None, now + (_EVERY if whole else rest),
                0 if place == DATABASE else outcome.files,
            )  # fmt: skip

    database.transact(end)
    if store is not None and outcome.files_whole:
        try:
            retention_places.mark(database, store)
        except KnownError as error:
            log.warning("the voice store has no mark to be known by: %s", error)
    return outcome


def _campaigns(stores: Stores) -> list[str]:
    """Who does not see all of them cannot know which rule holds for a folder."""
    stores.rights.require(Right.SETTINGS_EDIT)
    stores.rights.require(Right.CAMPAIGN_VIEW)
    return [campaign.settings.name for campaign in stores.campaigns.all()]
