"""What an operator has saved, on this computer until the database has it; and the cards that he has
not saved yet. A workstation may be killed at any moment: files are written whole or not at all."""

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)
_CARDS = "cards.json"


@dataclass(frozen=True, slots=True)
class UnsentResult:
    attempt_id: int
    result: str
    note: str
    finish: bool
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class OpenCard:
    attempt_id: int
    phone: str
    note: str
    opened_at: float


class UnsentResults:
    """``place``: which database they belong to; ``user``: whose they are. All of it blocks."""

    def __init__(self, folder: Path, place: str, user: str) -> None:
        key = json.dumps([place, user.casefold()])
        self._folder = folder / hashlib.sha256(key.encode()).hexdigest()[:32]

    def put(self, result: UnsentResult) -> None:
        """A later one for the same call takes its place. OSError: the disk is full, say."""
        document = asdict(result) | {"saved_at": result.saved_at.isoformat()}
        self._write(f"result-{result.attempt_id}.json", document)

    def all(self) -> list[UnsentResult]:
        """The oldest first. A file that cannot be read is left where it is, and told."""
        found = []
        for path in sorted(self._folder.glob("result-*.json")):
            with _told(path):
                document = json.loads(path.read_text("utf-8"))
                saved_at = datetime.fromisoformat(document["saved_at"])
                number, result = int(document["attempt_id"]), str(document["result"])
                note, finish = str(document["note"]), bool(document["finish"])
                found.append(UnsentResult(number, result, note, finish, saved_at))
        return sorted(found, key=lambda each: each.saved_at)

    def drop(self, result: UnsentResult) -> None:
        """It is in the database; one that was saved after it stays."""
        if result in self.all():
            with suppress(OSError):
                (self._folder / f"result-{result.attempt_id}.json").unlink()

    def keep_cards(self, cards: list[OpenCard]) -> None:
        """OSError."""
        if cards or (self._folder / _CARDS).exists():
            self._write(_CARDS, [asdict(card) for card in cards])

    def cards(self) -> list[OpenCard]:
        path = self._folder / _CARDS
        found: list[OpenCard] = []
        with _told(path):
            if path.exists():
                for each in json.loads(path.read_text("utf-8")):
                    number, opened_at = int(each["attempt_id"]), float(each["opened_at"])
                    found.append(OpenCard(number, str(each["phone"]), str(each["note"]), opened_at))
        return found

    def _write(self, name: str, document: Any) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        number, draft = tempfile.mkstemp(dir=self._folder, prefix=".new-")
        try:
            with open(number, "w", encoding="utf-8") as file:  # noqa: PTH123 # a descriptor
                json.dump(document, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(self._folder / name)
        except BaseException:
            with suppress(OSError):
                Path(draft).unlink()
            raise


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What is damaged is told in the log and passed over."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("%s cannot be read: %s", path, error)
