"""The subscribers' own account of every call: append-only JSON lines.

One line per event, written at once with a single write, so that a killed process loses nothing
and at most its last line is torn: ``invite`` (a new call; the whole truth about "dialled twice"),
``answered``, ``key``, ``heard_key``, ``ended``. ``read_calls`` joins them to one record per call.
"""

import json
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class Witness:
    """Writes the account; without a path it says nothing."""

    def __init__(self, path: Path | None) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        self._file = os.open(path, flags, 0o644) if path else None
        if path and self._file is not None and not _ends_whole(path):
            os.write(self._file, b"\n")  # what a killed process left torn stays a line of its own

    def write(self, event: str, call_id: str, **facts: object) -> None:
        if self._file is not None:
            line = {"event": event, "call_id": call_id, "at": round(time.time(), 4), **facts}
            os.write(self._file, json.dumps(line, ensure_ascii=False).encode() + b"\n")

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


@dataclass(slots=True)
class WitnessedCall:
    """One INVITE a subscriber got. Times are seconds since the epoch; ``hung_up_by``:
    ``subscriber`` | ``caller`` | ``farm`` (it was ended), "" while the call lives; ``status`` is
    the final response, None before it. ``facts`` holds everything else (see Hearing.summary)."""

    call_id: str
    number: str
    behaviour: str
    invited_at: float
    port: int = 0
    uri: str = ""
    answered_at: float | None = None
    ended_at: float | None = None
    hung_up_by: str = ""
    status: int | None = None
    keys: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def heard_ms(self) -> int:
        return int(self.facts.get("heard_ms", 0))


def read_calls(paths: Iterable[Path]) -> list[WitnessedCall]:
    """All calls of these accounts, in the order of their INVITEs. Torn lines are left out."""
    calls: dict[str, WitnessedCall] = {}
    for path in paths:
        if not path.exists():
            continue
        for text in path.read_bytes().splitlines():
            try:
                line = json.loads(text)
            except ValueError:
                continue  # torn by a kill
            event, call_id, at = line.pop("event"), line.pop("call_id"), line.pop("at")
            if event == "invite":
                known = {name: line.pop(name) for name in ("number", "behaviour", "port", "uri")}
                calls[call_id] = WitnessedCall(call_id, invited_at=at, facts=line, **known)
                continue
            call = calls[call_id]
            if event == "answered":
                call.answered_at, call.status = at, 200
            elif event == "key":
                call.keys.append(line["key"])
            elif event == "heard_key":
                call.facts["keys_heard"] = call.facts.get("keys_heard", "") + line["key"]
            elif event == "ended":
                call.ended_at = at
                call.hung_up_by = line.pop("hung_up_by")
                status = line.pop("status")
                call.status = status if status is not None else call.status
                call.facts.update(line)
    return sorted(calls.values(), key=lambda call: call.invited_at)


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as account:
        if account.seek(0, os.SEEK_END) == 0:
            return True
        account.seek(-1, os.SEEK_END)
        return account.read(1) == b"\n"
