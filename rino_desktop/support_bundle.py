"""A bundle for whoever helps: what they ask for first, and nothing that they must not have.

Everything in it is made for it: figures, codes, versions, and of logs what the program itself has
written there (support_words). Nothing is copied as it is. What cannot be had is told in its place:
a bundle is wanted most when something is broken.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop import bootstrap, paths, sharers, support_journal, support_log, support_parts
from rino_desktop.settings import Settings
from rino_desktop.support_words import report
from rino_desktop.texts import t
from rino_desktop.texts.errors import reason_of

#: The latest so many reports of a kind.
_REPORTS = 3
_KINDS = ("crash", "stuck")
_LONGEST_REPORT = 512 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """``about``: what it is, for people."""

    name: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Bundle:
    file: Path
    bytes: int
    parts: tuple[Part, ...]


def make(settings: Settings, target: Path, logs: Sequence[Path] = ()) -> Bundle:
    """Blocks for some seconds. ``logs``: of engines, where somebody has kept them. KnownError when
    a log cannot be read or the bundle cannot be written; an earlier file of that name stays then.
    """
    parts = [
        *_of_program(settings), *_of_database(settings), *_reports(), *_logs(logs), *_journal()
    ]  # fmt: skip
    parts = [_manifest(parts), *parts]
    folder = target.absolute().parent
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=folder)
        try:
            with os.fdopen(handle, "wb") as stream:
                _write(stream, parts)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return Bundle(target, target.stat().st_size, tuple(parts))
    except OSError as error:
        raise KnownError(
            t("{file} cannot be written: {reason}.", file=target, reason=reason_of(error)),
            mend=t("Name another place."),
        ) from error


def _write(stream: object, parts: Sequence[Part]) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for part in parts:
            archive.writestr(part.name, part.text)


def _of_program(settings: Settings) -> list[Part]:
    return [
        _json("versions.json", t("versions of the program, of this system and of libraries"),
              support_parts.versions),
        _json("settings.json", t("settings: how, not where; of secrets whether they are set"),
              lambda: support_parts.settings_of(settings)),
        _json("doctor.json", t("what doctor has found"),
              lambda: support_parts.examined(settings)),
    ]  # fmt: skip


def _of_database(settings: Settings) -> list[Part]:
    inside = t("the database: version, sizes of tables, indexes, plans of its reads")
    office = t("engines, campaigns, trunks, outboxes by their numbers, in figures")

    if sharers.stopped(settings):
        # Whoever opens it would wait for ever; doctor.json says so.
        held = json.dumps({"missing": "a stopped process holds the database"})
        return [Part("database.json", inside, held), Part("office.json", office, held)]

    def standing() -> object:
        database = bootstrap.open_database(settings)
        try:
            return database.transact(support_parts.office)
        finally:
            database.close()

    return [
        _json("database.json", inside, lambda: bootstrap.database_inside(settings)),
        _json("office.json", office, standing),
    ]


def _json(name: str, about: str, make_it: Callable[[], object]) -> Part:
    try:
        found = make_it()
    except (KnownError, StorageUnavailable, OSError) as error:
        found = {"missing": type(error).__name__}
    except Exception as error:  # a bug in this must not cost the rest
        found = {"failed": type(error).__name__}
    return Part(name, about, json.dumps(found, ensure_ascii=False, indent=1, default=str) + "\n")


def _reports() -> list[Part]:
    abouts = {
        "crash": t("an error in the program: where it happened, without values"),
        "stuck": t("an engine that was stuck: where it stood"),
    }
    folder = paths.log_folder()
    parts = []
    for kind in _KINDS:
        for file in sorted(folder.glob(f"{kind}-*.log"))[-_REPORTS:]:
            try:
                text = file.read_bytes()[:_LONGEST_REPORT].decode("utf-8", "replace")
            except OSError:
                continue
            parts.append(Part(f"logs/{_plain(kind, file)}", abouts[kind], report(text)))
    return parts


def _plain(kind: str, file: Path) -> str:
    """Ours are named by time and process; whatever else lies there may be named as it likes."""
    rest = file.stem.removeprefix(f"{kind}-").replace("-", "")
    at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return file.name if rest.isdigit() else f"{kind}-{at:%Y%m%d-%H%M%S}.log"


def _logs(given: Sequence[Path]) -> list[Part]:
    """Those that are named, and those in the log folder that are no reports."""
    about = t("the end of a log: times, levels, ids and the program's own words")
    parts = []
    for number, file in enumerate(given, 1):
        try:
            parts.append(Part(f"logs/given-{number}.log", about, support_log.tail(file)))
        except OSError as error:
            raise KnownError(
                t("{file}: cannot be read: {reason}.", file=file, reason=reason_of(error))
            ) from error
    others = [
        file for file in sorted(paths.log_folder().glob("*.log"))
        if not file.name.startswith(tuple(f"{kind}-" for kind in _KINDS))
    ]  # fmt: skip
    for number, file in enumerate(others[-_REPORTS:], 1):
        try:
            parts.append(Part(f"logs/found-{number}.log", about, support_log.tail(file)))
        except OSError:
            continue
    return parts


def _journal() -> list[Part]:
    if not support_journal.there_is_one():
        return []
    about = t("the end of the journal of the engines: times, codes and the program's own words")
    try:
        text = support_journal.tail()
    except OSError as error:
        text = f"journalctl cannot be called: {type(error).__name__}\n"
    return [Part("logs/journal.log", about, text)]


def _manifest(parts: Sequence[Part]) -> Part:
    lines = [
        t("Bundle for support, made by RINO Desktop."),
        "",
        t("It holds no numbers of subscribers, no names, no answers, no recordings, no passwords, "
          "no addresses of your servers and no names of your campaigns. Of texts that the office "
          "has written, words that are not the program's own are replaced by {mark}. Look into it "
          "before you send it: all of it is plain text.", mark="•"),
        "",
    ]  # fmt: skip
    for part in parts:
        digest = hashlib.sha256(part.text.encode()).hexdigest()
        lines += [f"{part.name} — {part.about}", f"    sha256 {digest}"]
    return Part("MANIFEST.txt", t("what is in here"), "\n".join(lines) + "\n")
