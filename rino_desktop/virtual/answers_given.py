"""What virtual operators say that they have filled in: an account of their own, which whoever
checks the database can hold against it. One line of JSON for each form that was handed in."""

import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class AnswersGiven:
    """``call``: as engine.domain.call_key.written has it. ``answers``: field → text."""

    operator: str
    call: str
    form: str
    complete: bool
    answers: Mapping[str, str]


class GivenAnswers:
    """Written before anything is stored: what gets lost on its way is missed. ``put`` blocks, and
    may be called in any thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def put(self, given: AnswersGiven) -> None:
        line = json.dumps(asdict(given), ensure_ascii=False)
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())


def read_given(path: Path) -> list[AnswersGiven]:
    """In their order; [] where nobody has written. ValueError for what nobody of ours has."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [AnswersGiven(**json.loads(line)) for line in lines]
