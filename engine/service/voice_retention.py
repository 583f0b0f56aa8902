"""Recordings and messages are kept for so many days and then deleted, by rules.

A rule holds for a kind of file and for one campaign, or for all campaigns without a rule of their
own. The day is the one in a file's name (UTC). Campaigns whose names come out alike share a folder;
there the longest of their rules holds, so that nothing goes too early.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from engine.errors import KnownError
from engine.ports.storage import Database, Stores
from engine.ports.voice_files import RetentionRule
from engine.service import audit_retention, operator_retention, trace_retention
from engine.service.recordings import MESSAGES, RECORDINGS, attempt_of, folder_of
from engine.service.voice_store import VoiceStore

log = logging.getLogger(__name__)

KINDS = (RECORDINGS, MESSAGES)
_EVERY = timedelta(days=1)
_RETRY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Expired:
    """Files of one folder that are older than its rule allows."""

    kind: str
    folder: str
    before: date
    count: int
    bytes: int


def apply_rules(
    store: VoiceStore,
    rules: Sequence[RetentionRule],
    campaigns: Iterable[str],
    now: datetime,
    *,
    dry_run: bool = False,
    deleted: Callable[[Expired], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Expired]:
    """Delete what is too old; ``deleted`` is told of each folder as soon as it is done.
    KnownError: the store failed in the middle; what was told of is gone."""
    names = list(campaigns)
    found: list[Expired] = []
    for kind in KINDS:
        days_of = _days_by_folder(kind, rules, names)
        for folder, files in _files_by_folder(store, kind, days_of, now):
            days = days_of(folder)
            assert days is not None
            before = (now.astimezone(UTC) - timedelta(days=days)).date()
            expired = Expired(kind, folder, before, len(files), sum(size for _, size in files))
            if not dry_run:
                if stopped():
                    return found
                store.delete(name for name, _ in files)
                deleted(expired)
            found.append(expired)
    return found


def _days_by_folder(
    kind: str, rules: Sequence[RetentionRule], campaigns: Sequence[str]
) -> Callable[[str], int | None]:
    of_campaign = {rule.campaign.casefold(): rule.days for rule in rules if rule.kind == kind}
    general = of_campaign.get("")
    by_folder: dict[str, list[int | None]] = {}
    for campaign in campaigns:
        days = of_campaign.get(campaign.casefold(), general)
        by_folder.setdefault(folder_of(campaign), []).append(days)

    def days_of(folder: str) -> int | None:
        """None: they stay for ever."""
        several = by_folder.get(folder)
        if several is None:
            return general  # of a campaign that is no longer there
        known = [days for days in several if days is not None]
        return max(known) if len(known) == len(several) else None

    return days_of


def _files_by_folder(
    store: VoiceStore, kind: str, days_of: Callable[[str], int | None], now: datetime
) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Folder → (name, bytes) of what is too old."""
    today = now.astimezone(UTC).date()
    found: dict[str, dict[str, int]] = {}
    for files in store.stores():
        for day, place in _days(files.folders, kind):
            for folder in files.folders(place):
                days = days_of(folder)
                if days is not None and day < today - timedelta(days=days):
                    for file in files.files(f"{place}/{folder}"):
                        found.setdefault(folder, {})[file.name] = file.size
    for folder, sizes in sorted(found.items()):
        yield folder, sorted(sizes.items())


def _days(folders: Callable[[str], list[str]], kind: str) -> Iterator[tuple[date, str]]:
    for year in folders(kind):
        for month in folders(f"{kind}/{year}"):
            for day in folders(f"{kind}/{year}/{month}"):
                try:
                    yield date(int(year), int(month), int(day)), f"{kind}/{year}/{month}/{day}"
                except ValueError:
                    continue  # somebody's own folder


# --- with the database ---------------------------------------------------------------------------


def run(
    database: Database,
    store: VoiceStore,
    now: datetime,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Apply the stored rules; files deleted."""
    rules, campaigns = database.transact(_known)
    if not rules:
        return 0
    traces = trace_retention.apply_rules(database, rules, now, stopped=stopped)
    if traces:
        log.info("old traces of calls deleted: %d", traces)
    audit_retention.apply_rules(database, rules, now, stopped=stopped)
    history = operator_retention.apply_rules(database, rules, now, stopped=stopped)
    if history:
        log.info("old rows of operators deleted: %d", history)

    def note(expired: Expired) -> None:
        database.transact(lambda stores: _note(stores, expired, now))

    found = apply_rules(store, rules, campaigns, now, deleted=note, stopped=stopped)
    return sum(expired.count for expired in found)


def run_once_a_day(
    database: Database,
    store: VoiceStore,
    now: datetime,
    stopped: Callable[[], bool] = lambda: False,
) -> int | None:
    """None: some engine has done it within the last day, or there are no rules."""
    due = database.transact(
        lambda stores: (
            bool(stores.voice_files.rules()) and stores.voice_files.begin_run(now, now - _EVERY)
        )
    )
    if not due:
        return None
    try:
        count = run(database, store, now, stopped)
    except KnownError as error:
        log.warning("old recordings are not deleted now: %s", error)
        database.transact(lambda stores: stores.voice_files.ended_run(now - _EVERY + _RETRY, 0))
        return 0
    database.transact(lambda stores: stores.voice_files.ended_run(now, count))
    log.info("old recordings deleted: %d", count)
    return count


def note_deleted(stores: Stores, names: Iterable[str], now: datetime) -> None:
    """Reports say of these recordings that they are deleted."""
    numbered = [(attempt_of(name), name) for name in names]
    known = [(attempt_id, name) for attempt_id, name in numbered if attempt_id is not None]
    stores.voice_files.deleted_files(known, now)


def _known(stores: Stores) -> tuple[list[RetentionRule], list[str]]:
    names = [campaign.settings.name for campaign in stores.campaigns.all()]
    return stores.voice_files.rules(), names


def _note(stores: Stores, expired: Expired, now: datetime) -> None:
    stores.voice_files.deleted_before(
        expired.kind, expired.folder, expired.before, expired.count, now
    )
