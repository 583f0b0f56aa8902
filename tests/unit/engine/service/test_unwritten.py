"""What calls have brought while the database was away: into the file, out of it, and what is no
good there."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from engine.adapters.unwritten_file import UnwrittenFile
from engine.domain.attempt import AttemptOutcome, ContactVerdict
from engine.domain.contact import ContactProgress, ContactState
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.flow import Departure, Way
from engine.domain.hangup_cause import HangupCause
from engine.domain.outbox import OutboxContent
from engine.ivr.survey import Question
from engine.ports.outbox import NewOutboxRow
from engine.ports.storage import StorageUnavailable
from engine.service.call_writes import (
    Answered,
    CallsRefused,
    CallWrite,
    Closed,
    Kept,
    QuestionAnswered,
    ResultSaved,
    ToldOutside,
    Trace,
)
from engine.service.unwritten import Unwritten, decoded, encoded

AT = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)
ROW = NewOutboxRow(3, "billing", 5, 7, OutboxContent.RESULTS, "k1", AT, {"ответ": "да\nили нет"})
CLOSED = Closed(
    7, 3, 11,
    AttemptOutcome(
        7, AT, None, AT, 486, HangupCause.USER_BUSY, HangupBy.SUBSCRIBER, Disposition.USER_BUSY,
        "n1", "recordings/a.wav",
    ),
    ContactVerdict(
        ContactState.WAITING_RETRY,
        ContactProgress(2, {Disposition.USER_BUSY: 2}, frozenset({1, 4}), 2),
        AT + timedelta(hours=1),
    ),
    (ROW,),
    Trace(4, AT, '{"steps": []}', ((Departure("", 4, "n1", Way.LINK, "next"), 2),)),
    ("cell a", "cell b"),
)  # fmt: skip
QUESTION = Question(
    "q1", "v1", "single", {"ru": "Довольны?", "en": "Happy?"}, (("1", {"ru": "да"}),), 1, 5
)
WRITES: tuple[CallWrite, ...] = (
    Answered(7, AT, AT + timedelta(seconds=4)),
    ResultSaved(7, "ответ", "«да» \u2028\n", AT, (ROW,)),
    QuestionAnswered(7, 3, 5, QUESTION, ("1", "2"), AT),
    ToldOutside(7, (ROW, ROW)),
    CallsRefused(7, 3, "+79120000001", "menu: Debtors", AT),
    CLOSED,
    CLOSED.without_trace(),
)


class Database:
    """``there``: its attempts; notes what is written to it."""

    def __init__(self, there: Mapping[int, datetime]) -> None:
        self.there = there
        self.written: list[str] = []
        self.away = False
        self.refuses = ""
        self.attempts = SimpleNamespace(
            reserved_at=lambda ids: {n: self.there[n] for n in ids if n in self.there},
            save_result=self._save,
        )

    def _save(self, attempt_id: int, name: str, value: str, at: datetime) -> None:
        if name == self.refuses:
            raise ValueError("no such column")
        self.written.append(f"{attempt_id} {name}={value}")

    async def run(self, work: Callable[[Any], Any]) -> Any:
        if self.away:
            raise StorageUnavailable("gone")
        before = list(self.written)
        try:
            return work(self)
        except Exception:
            self.written = before
            raise


def result(attempt_id: int, name: str, value: str = "1") -> Kept:
    return Kept(ResultSaved(attempt_id, name, value, AT), AT)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "unwritten" / "north.jsonl"


async def kept(path: Path, writes: Sequence[Kept]) -> Unwritten:
    unwritten = Unwritten(UnwrittenFile(path))
    for each in writes:
        unwritten.keep([each])
    assert await unwritten.settled()
    return unwritten


@pytest.mark.parametrize("write", WRITES, ids=lambda write: type(write).__name__)
def test_everything_comes_out_as_it_went_in(write: CallWrite) -> None:
    line = encoded(Kept(write, AT))
    assert "\n" not in line
    assert decoded(line) == Kept(write, AT)


async def test_what_was_kept_is_written_in_its_order_and_the_file_goes(path: Path) -> None:
    await kept(path, [result(7, "a"), result(8, "b"), result(7, "a", "2")])
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0, "people's numbers stand in it"
    database = Database({7: AT, 8: AT})
    fresh = Unwritten(UnwrittenFile(path))
    assert await fresh.catch_up(cast(Any, database)) == 3
    assert database.written == ["7 a=1", "8 b=1", "7 a=2"]
    assert not path.exists()
    assert await fresh.catch_up(cast(Any, database)) == 0


async def test_while_the_database_is_away_everything_stays(path: Path) -> None:
    unwritten = await kept(path, [result(7, "a")])
    database = Database({7: AT})
    database.away = True
    with pytest.raises(StorageUnavailable):
        await unwritten.catch_up(cast(Any, database))
    database.away = False
    assert await unwritten.catch_up(cast(Any, database)) == 1


async def test_what_is_no_good_is_put_aside_and_costs_nothing_else(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A line that the power cut in two, an attempt of another database, a write that is refused."""
    strange = Kept(ResultSaved(9, "strange", "1", AT), AT - timedelta(days=3))
    writes = [result(7, f"n{n}") for n in range(30)]
    unwritten = await kept(path, [*writes[:15], strange, result(404, "gone"), *writes[15:]])
    half = encoded(result(7, "half"))[:40]
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + half)
    await kept(path, [result(7, "after")])
    database = Database({7: AT, 9: AT})
    database.refuses = "n20"
    assert await unwritten.catch_up(cast(Any, database)) == 30
    names = [line.split()[1].partition("=")[0] for line in database.written]
    assert names == [*(f"n{n}" for n in range(30) if n != 20), "after"]
    aside = path.with_suffix(".refused")
    lines = [line for line in aside.read_text("utf-8").split("\n") if line]
    assert sorted(lines) == sorted(
        [encoded(strange), encoded(result(404, "gone")), encoded(result(7, "n20")), half]
    )
    assert not path.exists()
    assert str(aside) in caplog.text


async def test_a_folder_that_cannot_be_written_to_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "unwritten").write_text("a file where the folder should be")
    unwritten = Unwritten(UnwrittenFile(tmp_path / "unwritten" / "north.jsonl"))
    unwritten.keep([result(7, "a")])
    assert not await unwritten.settled()
    assert "cannot be kept" in caplog.text
