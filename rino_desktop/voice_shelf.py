"""The voice store as an administrator sees it: whether it is well, what lies in it, what he does
with its files. All of it blocks, and goes on for as long as a store has files."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from engine.domain.rights import Right
from engine.errors import KnownError
from engine.ports.storage import Database, Stores
from engine.ports.voice_store import StoredFile
from engine.service.expired import NOBODY, Watch, digest_of
from engine.service.recordings import MESSAGES, RECORDINGS, attempt_of
from engine.service.voice_retention import note_deleted
from engine.service.voice_store import Listed, VoiceStore
from rino_desktop.audit import export_taken
from rino_desktop.doctor_finding import Finding
from rino_desktop.retention_protocol import DELETED
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold, said_mend, said_message

#: Under that an engine's recordings soon have no room.
_LEAST_FREE_MB = 500
_ASKED_AT_ONCE = 500
#: Names of deleted files that the log keeps; the digest is of all.
_NAMED = 100
#: Calls nobody knows of, that are shown.
_SHOWN = 1000
PROMPTS, OTHERS, STRANGERS = "prompts", "others", "strangers"
#: Ages (in days) by which files are counted: up to the first, up to the second, … older.
AGES = (30, 90, 365)


# --- whether it is well ---------------------------------------------------------------------------


def examine(store: VoiceStore, *, usual: bool) -> list[Finding]:
    """``usual``: the place is the default one, which comes with the first file."""
    found = [_reachable(store, usual=usual), _space(store)]
    backlog = store.backlog()
    if store.remote:
        troubled = bool(backlog.count and backlog.last_error)
        words = t("{count} files, {mb:.1f} MB", count=backlog.count, mb=backlog.bytes / 1e6)
        if backlog.oldest_at is not None:
            words += "; " + t("the oldest since {when}", when=_moment(backlog.oldest_at))
        found.append(Finding(
            "waiting", "warning" if troubled else "ok", t("waits for its upload"), words,
            retold(backlog.last_error) if troubled else "",
        ))  # fmt: skip
    broken = store.spool.cut_off()
    found.append(Finding(
        "cut_off", "warning" if broken else "ok", t("cut off by a crash"),
        t("{count} recordings", count=broken),
        t("An engine completes them within a minute; “Complete them” does it now."),
    ))  # fmt: skip
    aside = store.spool.set_aside_count()
    found.append(Finding(
        "aside", "warning" if aside else "ok", t("set aside, damaged"),
        t("{count} files in {folder}", count=aside, folder=store.spool.aside_folder),
        t("Beside each lies a note that says why. Delete them when nobody needs them."),
    ))  # fmt: skip
    return found


def _reachable(store: VoiceStore, *, usual: bool) -> Finding:
    what = t("reading and writing")
    try:
        if not usual:
            store.check_place()
        store.check()
    except KnownError as error:
        return Finding("reachable", "bad", what, said_message(error), said_mend(error))
    return Finding("reachable", "ok", what, t("work"))


def _space(store: VoiceStore) -> Finding:
    folder = store.folder.absolute()
    while not folder.exists():
        folder = folder.parent
    free_mb = shutil.disk_usage(folder).free // 2**20
    what = t("free space for the spool") if store.remote else t("free space")
    return Finding(
        "space", "ok" if free_mb >= _LEAST_FREE_MB else "bad", what,
        t("{free} MB free in {folder}", free=free_mb, folder=folder),
        t("Free some, or keep recordings for fewer days."),
    )  # fmt: skip


def repair(store: VoiceStore) -> int:
    """Recordings cut off by a crash, completed from their parts; how many it were."""
    return store.spool.repair()


# --- what lies in it ------------------------------------------------------------------------------


@dataclass(slots=True)
class Heap:
    """``by_age``: bytes of files up to so many days old, see ``AGES``; the last: older ones."""

    files: int = 0
    bytes: int = 0
    oldest: datetime | None = None
    by_age: list[int] = field(default_factory=lambda: [0] * (len(AGES) + 1))

    def add(self, file: StoredFile, now: datetime) -> None:
        self.files += 1
        self.bytes += file.size
        made = day_of(file.name) or file.changed_at
        if made is None:
            return
        if self.oldest is None or made < self.oldest:
            self.oldest = made
        age = now - made
        place = next((i for i, days in enumerate(AGES) if age <= timedelta(days=days)), len(AGES))
        self.by_age[place] += file.size


@dataclass(frozen=True, slots=True)
class Contents:
    """``heaps``: by RECORDINGS, MESSAGES, PROMPTS, OTHERS, and STRANGERS: of calls that this
    database does not know; ``strangers``: the first of these; ``whole``: it was not stopped."""

    heaps: dict[str, Heap]
    strangers: tuple[Listed, ...]
    whole: bool


def count(
    store: VoiceStore, database: Database, now: datetime, watch: Watch = NOBODY
) -> Contents:  # fmt: skip
    """Walks through all of it. KnownError, StorageUnavailable."""
    heaps = {kind: Heap() for kind in (RECORDINGS, MESSAGES, PROMPTS, OTHERS, STRANGERS)}
    strangers: list[Listed] = []
    asked: list[tuple[int, Listed]] = []
    whole = True

    def ask() -> None:
        ids = [attempt for attempt, _ in asked]
        known = database.transact(lambda stores: stores.voice_files.known_attempts(ids))
        for attempt, listed in asked:
            if attempt not in known:
                heaps[STRANGERS].add(listed.file, now)
                if len(strangers) < _SHOWN:
                    strangers.append(listed)
        asked.clear()

    for number, listed in enumerate(store.listing(), 1):
        if watch.stopped():
            whole = False
            break
        heaps[kind_of(listed.file.name)].add(listed.file, now)
        attempt = attempt_of(listed.file.name)
        if attempt is not None:
            asked.append((attempt, listed))
        if len(asked) == _ASKED_AT_ONCE:
            ask()
        watch.told("", number, 0)
    if asked:
        ask()
    return Contents(heaps, tuple(strangers), whole)


def day_of(name: str) -> datetime | None:
    """That of a recording or message, by which retention goes; None: it has none in its name."""
    kind, *parts = name.split("/")
    try:
        year, month, day = map(int, parts[:3])
        return datetime(year, month, day, tzinfo=UTC) if kind_of(name) == kind else None
    except ValueError:
        return None


def kind_of(name: str) -> str:
    top = name.partition("/")[0]
    if top in (RECORDINGS, MESSAGES):
        return top
    return OTHERS if top in ("packs", "aside") else PROMPTS


def find(store: VoiceStore, pattern: str, limit: int) -> tuple[list[Listed], bool]:
    """By name; whether there are more than ``limit``."""
    found = list(islice(store.listing(pattern), limit + 1))
    return sorted(found[:limit], key=lambda each: each.file.name), len(found) > limit


def prompts(store: VoiceStore, limit: int) -> tuple[list[Listed], bool]:
    """The same of prompts alone, whatever folders they are in."""
    listed = (each for each in store.listing() if kind_of(each.file.name) == PROMPTS)
    found = list(islice(listed, limit + 1))
    return sorted(found[:limit], key=lambda each: each.file.name), len(found) > limit


# --- what is done with files ----------------------------------------------------------------------


def require_hearing(stores: Stores, name: str) -> None:
    """KnownError when who acts may not hear that one: prompts everybody may."""
    if kind_of(name) in (RECORDINGS, MESSAGES):
        stores.rights.require(Right.RECORDINGS_HEAR)


def note_copy(stores: Stores, name: str, who: str, now: datetime) -> None:
    """Before a copy is made of it. KnownError when who acts may not."""
    require_hearing(stores, name)
    export_taken(stores, "voice", who, now, file=name)


def require_settings(stores: Stores) -> None:
    stores.rights.require(Right.SETTINGS_EDIT)


def delete_noted(
    store: VoiceStore, database: Database, names: Sequence[str], now: datetime,
    watch: Watch = NOBODY,
) -> list[StoredFile]:  # fmt: skip
    """Those that were there. Noted in portions whose names the log keeps all: of what has gone
    before the store fails or the program is killed, too. KnownError, StorageUnavailable."""
    done: list[StoredFile] = []
    for first in range(0, len(names), _NAMED):
        gone: list[StoredFile] = []
        tell = partial(_tell, watch, first, len(names))
        try:
            delete(store, names[first : first + _NAMED], gone, watch.stopped, tell)
        finally:
            done += gone
            database.transact(partial(note_deletion, gone=gone, now=now))
        if watch.stopped():
            break
    return done


def _tell(watch: Watch, before: int, total: int, number: int) -> None:
    watch.told("", before + number, total)


def delete(
    store: VoiceStore, names: Sequence[str], gone: list[StoredFile],
    stopped: Callable[[], bool] = lambda: False, told: Callable[[int], None] = lambda _: None,
) -> None:  # fmt: skip
    """``gone`` gets those that were there, as they were, one by one. To be noted, even when the
    store fails then: ``note_deletion``."""
    for number, name in enumerate(names, 1):
        if stopped():
            return
        facts = next(_facts(store, name), None)
        if facts is not None and store.delete([name]):
            gone.append(facts)
        told(number)


def _facts(store: VoiceStore, name: str) -> Iterator[StoredFile]:
    for place in store.stores():
        facts = place.facts(name)
        if facts is not None:
            yield facts


def note_deletion(stores: Stores, gone: Sequence[StoredFile], now: datetime) -> None:
    """In the log; reports say of recordings that they are deleted."""
    if not gone:
        return
    note_deleted(stores, [file.name for file in gone], now)
    stores.audit.record(
        now, DELETED, gone[0].name if len(gone) == 1 else "", {
            "count": len(gone), "bytes": sum(file.size for file in gone),
            "names": ", ".join(file.name for file in gone[:_NAMED]),
            "sha256": digest_of((file.name, file.size) for file in gone),
        },
    )  # fmt: skip


def note_import(stores: Stores, names: Sequence[str], now: datetime) -> None:
    if names:
        subject = names[0] if len(names) == 1 else ""
        stores.audit.record(
            now, "voice.import", subject, {"count": len(names), "names": ", ".join(names[:_NAMED])}
        )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC).astimezone():%Y-%m-%d %H:%M}"


def copy_out(store: VoiceStore, name: str, target: Path) -> int:
    """Bytes."""
    return store.copy_out(name, target).size
