"""Recordings and messages are kept for so many days and then deleted, by rules.

A rule holds for a kind of file and for one campaign, or for all campaigns without a rule of their
own. The day is the one in a file's name (UTC). Campaigns whose names come out alike share a folder;
there the longest of their rules holds, so that nothing goes too early.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial

from engine.ports.storage import Stores
from engine.ports.voice_files import RetentionRule
from engine.ports.voice_store import FileStore
from engine.service.expired import NOBODY, Expired, Watch, digest_of
from engine.service.recordings import MESSAGES, RECORDINGS, attempt_of, folder_of
from engine.service.voice_store import VoiceStore

log = logging.getLogger(__name__)

KINDS = (RECORDINGS, MESSAGES)

#: What is told as soon as a folder is done, with the names of what went. ``whole``: all of it that
#: was too old; else it was stopped, or the store failed.
Deleted = Callable[[Expired, Sequence[str], bool], None]

#: Files that are told of before they are deleted, together: a transaction for each of them.
_PORTION = 500


@dataclass(slots=True)
class _Old:
    """Of one folder: name → bytes of what is too old, and where it lies."""

    days: int
    files: dict[str, int] = field(default_factory=dict)
    places: list[tuple[FileStore, str]] = field(default_factory=list)


def apply_rules(
    store: VoiceStore,
    rules: Sequence[RetentionRule],
    campaigns: Iterable[str],
    now: datetime,
    *,
    dry_run: bool = False,
    deleted: Deleted = lambda _expired, _names, _whole: None,
    portion: Callable[[Expired], None] = lambda _expired: None,
    watch: Watch = NOBODY,
) -> list[Expired]:
    """Delete what is too old; ``deleted`` is told of each folder as soon as it is done,
    ``portion`` of some of its files just before they are deleted.
    KnownError: the store failed in the middle; what was told of is gone."""
    names = list(campaigns)
    found: list[Expired] = []
    for kind in KINDS:
        if not any(rule.kind == kind for rule in rules):
            continue
        days_of = _days_by_folder(kind, rules, names)
        old = _old_by_folder(store, kind, days_of, now, watch)
        total = sum(len(each.files) for each in old.values())
        done = 0
        for folder, each in sorted(old.items()):
            if watch.stopped():
                return found
            before = (now.astimezone(UTC) - timedelta(days=each.days)).date()
            if dry_run:
                found.append(_expired(kind, folder, before, each, list(each.files)))
                continue
            gone = _Gone()
            about = partial(_expired, kind, folder, before, each)
            try:
                for some in _portions(sorted(each.files)):
                    if watch.stopped():
                        break
                    portion(about(some))
                    _delete(store, some, gone, partial(_tell, watch, kind, done, total), watch)
            finally:
                done += gone.tried
                left, whole = len(each.files) - gone.tried, False
                try:
                    if not left:
                        left, whole = sum(_count(*place) for place in each.places), True
                finally:
                    # What has gone is told of, whether or not somebody could look afterwards.
                    expired = about(gone.names, left)
                    deleted(expired, gone.names, whole)
                    found.append(expired)
    return found


@dataclass(slots=True)
class _Gone:
    """``tried``: what was not there any more, too: somebody else was quicker."""

    names: list[str] = field(default_factory=list)
    tried: int = 0


def _tell(watch: Watch, kind: str, before: int, total: int, count: int) -> None:
    watch.told(kind, before + count, total)


def _portions(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(names), _PORTION):
        yield names[at : at + _PORTION]


def _delete(
    store: VoiceStore, names: Sequence[str], gone: _Gone, told: Callable[[int], None], watch: Watch
) -> None:
    # One by one: what has gone before the store fails is known.
    for name in names:
        if watch.stopped():
            return
        gone.names += store.delete([name])
        gone.tried += 1
        told(gone.tried)


def _count(store: FileStore, place: str) -> int:
    return sum(1 for _ in store.files(place))


def _expired(
    kind: str, folder: str, before: date, old: _Old, names: Sequence[str], left: int = 0
) -> Expired:
    files = [(name, old.files[name]) for name in names]
    size = sum(size for _, size in files)
    return Expired(
        kind, folder, before, old.days, len(files), size, digest_of(files) if files else "", left
    )


def _days_by_folder(
    kind: str, rules: Sequence[RetentionRule], campaigns: Sequence[str]
) -> Callable[[str], int | None]:
    of_campaign = {rule.campaign.casefold(): rule.days for rule in rules if rule.kind == kind}
    general = of_campaign.get("")
    by_folder: dict[str, list[int | None]] = {}
    # A rule outlives its campaign: what that has left goes by it still.
    with_rules = [rule.campaign for rule in rules if rule.kind == kind and rule.campaign]
    for campaign in (*campaigns, *with_rules):
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


def _old_by_folder(
    store: VoiceStore, kind: str, days_of: Callable[[str], int | None], now: datetime, watch: Watch
) -> dict[str, _Old]:
    today = now.astimezone(UTC).date()
    found: dict[str, _Old] = {}
    for files in store.stores():
        for day, place in _days(files.folders, kind):
            if watch.stopped():
                return found
            for folder in files.folders(place):
                days = days_of(folder)
                if days is None or day >= today - timedelta(days=days):
                    continue
                old = found.setdefault(folder, _Old(days))
                old.places.append((files, f"{place}/{folder}"))
                for file in files.files(f"{place}/{folder}"):
                    old.files[file.name] = file.size
            watch.told(kind, 0, 0)
    return {folder: old for folder, old in found.items() if old.files}


def _days(folders: Callable[[str], list[str]], kind: str) -> Iterator[tuple[date, str]]:
    for year in folders(kind):
        for month in folders(f"{kind}/{year}"):
            for day in folders(f"{kind}/{year}/{month}"):
                try:
                    yield date(int(year), int(month), int(day)), f"{kind}/{year}/{month}/{day}"
                except ValueError:
                    continue  # somebody's own folder


# --- with the database ---------------------------------------------------------------------------


def note_deleted(stores: Stores, names: Iterable[str], now: datetime) -> None:
    """Reports say of these recordings that they are deleted."""
    numbered = [(attempt_of(name), name) for name in names]
    known = [(attempt_id, name) for attempt_id, name in numbered if attempt_id is not None]
    stores.voice_files.deleted_files(known, now)


def note_expired(
    stores: Stores, expired: Expired, names: Sequence[str], whole: bool, now: datetime
) -> None:
    """The same of what a rule has deleted: of the whole folder, or of what was reached."""
    if whole:
        stores.voice_files.deleted_before(
            expired.kind, expired.folder, expired.before, expired.count, now
        )
    else:
        note_deleted(stores, names, now)
