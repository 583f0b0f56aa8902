"""Drafts of answers on this computer, for as long as the database is away: a workstation may be
killed meanwhile, too. A file that cannot be read or written is as good as none: it is the second
place, never the only one."""

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from engine.ports.forms import AnswerDraft


class UnsavedAnswers:
    """``place``: which database they belong to. All of it blocks."""

    def __init__(self, folder: Path, place: str) -> None:
        self._folder = folder
        self._place = place

    def put(self, user: str, draft: AnswerDraft) -> None:
        """OSError: the disk is full, say."""
        self._folder.mkdir(parents=True, exist_ok=True)
        document = {
            "call": draft.call, "version_id": draft.version_id,
            "saved_at": draft.saved_at.isoformat(), "snapshot": dict(draft.snapshot),
        }  # fmt: skip
        number, name = tempfile.mkstemp(dir=self._folder, prefix=".answers-")
        try:
            with open(number, "w", encoding="utf-8") as file:  # noqa: PTH123 # a descriptor
                json.dump(document, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._file(user, draft.call))
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise

    def get(self, user: str, call: str) -> AnswerDraft | None:
        try:
            document = json.loads(self._file(user, call).read_text("utf-8"))
            return AnswerDraft(
                str(document["call"]), int(document["version_id"]),
                datetime.fromisoformat(document["saved_at"]), dict(document["snapshot"]),
            )  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def drop(self, user: str, call: str) -> None:
        with suppress(OSError):
            self._file(user, call).unlink()

    def _file(self, user: str, call: str) -> Path:
        key = json.dumps([self._place, user.casefold(), call])
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"
