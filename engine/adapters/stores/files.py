"""A file drop: rows appended to CSV or JSON-lines files, or one file for each row or recording.

What is said to be delivered is on the disk (fsync). After a crash a file may end with half a line,
which is cut off, and with lines whose delivery nobody knows of: their keys are read from the end
of the file, and such rows are not written again.
"""

import csv
import errno
import io
import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import unquote

from engine.adapters.stores.refusal import RowRefused, one_by_one
from engine.domain.outbox import OutboxSettings
from engine.errors import Phrase
from engine.ports.outbox import HELD, Parcel, StoreDown, json_value
from engine.scheme.values import Value, to_text

#: So much of a file's end is read for the keys that it has: some ten thousand lines.
_TAIL = 4_000_000
_LINES = (".csv", ".jsonl", ".ndjson")
_STANDARD = (
    "kind", "campaign", "contact_id", "at", "phone", "attempt", "started_at", "answered_at",
    "ended_at", "ring_s", "talk_s", "hangup_cause", "disposition", "recording", "name", "value",
    "values", "results", "contact",
)  # fmt: skip
#: What is wrong with this one name; everything else is wrong with the disk or the folder.
_THE_NAME = frozenset({errno.ENAMETOOLONG, errno.EISDIR, errno.EILSEQ, errno.EINVAL})


class FileStore:
    """``engine.ports.outbox.ExternalStore``."""

    def __init__(self, settings: OutboxSettings) -> None:
        self._mapped = tuple(settings.columns or settings.body)
        #: The part of the path that must be there; folders below it are made as they are needed.
        self._base = _path(settings.store.partition("{")[0].rpartition("/")[0] or "/")
        self._files: dict[Path, _LineFile] = {}

    def deliver(self, parcels: Sequence[Parcel], go_on: Callable[[], bool]) -> list[str]:
        """See the port. Lines for one file go into it together."""
        if not self._base.is_dir():
            raise StoreDown(Phrase("there is no folder {folder}", folder=self._base))
        receipts: list[str] = []
        start = 0
        while start < len(parcels):
            if start and not go_on():
                break
            end = start
            target = _target(parcels[start])
            if target.suffix.lower() not in _LINES:
                end = start + 1
                receipts += one_by_one(parcels[start:end], go_on, self._place)
                if receipts[-1]:
                    # Whoever comes behind it may be of the same contact.
                    break
            else:
                while end < len(parcels) and _target(parcels[end]) == target:
                    end += 1
                self._append(target, parcels[start:end], receipts)
                receipts += [""] * (end - start)
            start = end
        return receipts + [HELD] * (len(parcels) - len(receipts))

    def close(self) -> None:
        self._files.clear()

    # --- lines ---------------------------------------------------------------------------------

    def _append(self, target: Path, parcels: Sequence[Parcel], done: Sequence[str]) -> None:
        file = self._files.get(target)
        if file is None:
            if len(self._files) > 20:  # yesterday's
                self._files.clear()
            file = self._files[target] = _LineFile(target)
        make = self._csv if target.suffix.lower() == ".csv" else self._json
        head = ""
        if target.suffix.lower() == ".csv":
            head = "\N{ZERO WIDTH NO-BREAK SPACE}" + _csv_line(["key", *self._names()])
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            file.append([(parcel.key, make(parcel)) for parcel in parcels], head)
        except OSError as error:
            self._files.pop(target, None)
            raise StoreDown(_reason(error), done) from error

    def _names(self) -> Sequence[str]:
        return [name for name in self._mapped or _STANDARD if name != "key"]

    def _csv(self, parcel: Parcel) -> str:
        if self._mapped:
            cells = [_cell(parcel.values.get(name)) for name in self._names()]
        else:
            cells = [_plain_cell(parcel.document.get(name)) for name in self._names()]
        return _csv_line([parcel.key, *cells])

    def _json(self, parcel: Parcel) -> str:
        return _json_text(self._json_of(parcel)) + "\n"

    def _json_of(self, parcel: Parcel) -> dict[str, object]:
        if not self._mapped:
            return dict(parcel.document)
        values = {name: json_value(value) for name, value in parcel.values.items()}
        return {"key": parcel.key, **values} | {"key": parcel.key}

    # --- single files --------------------------------------------------------------------------

    def _place(self, parcel: Parcel) -> None:
        """Written beside its place and moved there: whoever looks sees the whole file or none."""
        target = _target(parcel)
        part = target.with_name(f".{target.name}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as out:
                if parcel.recording is not None:
                    with parcel.recording.open("rb") as sound:
                        shutil.copyfileobj(sound, out, 1 << 20)
                else:
                    out.write(_json_text(self._json_of(parcel)).encode() + b"\n")
                out.flush()
                os.fsync(out.fileno())
            part.replace(target)
            _sync_folder(target.parent)
        except OSError as error:
            if error.errno in _THE_NAME:
                raise RowRefused(_reason(error)) from error
            raise StoreDown(_reason(error)) from error


class _LineFile:
    """A file that only grows at its end, by us; somebody may take it away between two batches."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._keys: set[str] = set()
        #: (inode, size) as we left it: else the file is looked at anew.
        self._left: tuple[int, int] | None = None

    def append(self, lines: Sequence[tuple[str, str]], head: str) -> None:
        """``lines``: (key, line with its end). Returns when they are on the disk."""
        with self._path.open("a+b") as file:
            state = os.fstat(file.fileno())
            if self._left != (state.st_ino, state.st_size):
                self._keys = _mended(file)
            new: list[str] = []
            for key, line in lines:
                if key not in self._keys:
                    self._keys.add(key)
                    new.append(line)
            size = file.seek(0, os.SEEK_END)
            if new:
                file.write(((head if not size else "") + "".join(new)).encode())
            # Lines that were there already may be from one who was killed before this.
            file.flush()
            os.fsync(file.fileno())
            state = os.fstat(file.fileno())
            self._left = state.st_ino, state.st_size
        if not size:
            _sync_folder(self._path.parent)


def _mended(file: io.BufferedRandom) -> set[str]:
    """Cut half a line off the end; the keys of the lines before it."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - _TAIL)
    file.seek(start)
    tail = file.read()
    whole = tail.rfind(b"\n") + 1
    if whole < len(tail):
        file.truncate(start + whole)
    lines = tail[:whole].splitlines()
    # The first line of a tail may be the end of one.
    return {_key_of(line) for line in (lines if start == 0 else lines[1:])}


def _key_of(line: bytes) -> str:
    text = line.decode("utf-8-sig", "replace")
    if text.startswith("{"):
        try:
            return str(json.loads(text).get("key", ""))
        except ValueError:
            return ""
    return text.partition(";")[0].strip('"')


def _path(url: str) -> Path:
    path = unquote(url.partition("://")[2]) or "/"
    # file:///C:/out names a drive
    return Path(path[1:] if os.name == "nt" and path[2:3] == ":" else path)


def _target(parcel: Parcel) -> Path:
    """Where the row goes: a name that the URL leaves out is the row's key, or the recording's."""
    if not parcel.place.endswith("/"):
        return _path(parcel.place)
    if parcel.recording is not None:
        return _path(parcel.place) / parcel.recording_name.removeprefix("recordings/")
    return _path(parcel.place) / f"{parcel.key}.json"


def _cell(value: Value) -> str:
    return _plain_cell(json_value(value))


def _plain_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return _json_text(value)
    return to_text(value) if isinstance(value, str | bool) else str(value)


def _csv_line(cells: Sequence[str]) -> str:
    """Exactly one line: a line break inside a cell becomes a blank."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="")
    writer.writerow([" ".join(cell.splitlines()) for cell in cells])
    return text.getvalue() + "\r\n"


def _json_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sync_folder(folder: Path) -> None:
    """A name is on the disk when its folder is."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reason(error: OSError) -> Phrase:
    return Phrase("{file}: {reason}", file=error.filename, reason=error)
