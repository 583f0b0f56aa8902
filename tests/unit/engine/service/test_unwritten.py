"""What calls have brought while the database was away: into the file, out of it, and what is no
good there."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from engine.adapters.unwritten_files import UnwrittenFiles
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
    CallsRefused(7, 3, "+79120000001", "menu: Debtors", AT, "attempt 7"),
    CallsRefused(None, None, "+79120000001", "menu", AT, "incoming call 3"),
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
            close=lambda session, outcome, verdict: self._note(f"closed {outcome.attempt_id}"),
        )
        self.refusals: list[str] = []
        self.do_not_call = SimpleNamespace(
            add_refusal=lambda phone, *_: self.refusals.append(phone)
        )
        self.outbox = SimpleNamespace(add=lambda rows: None)
        self.quotas = SimpleNamespace(settle=lambda *_: None)
        self.traces = SimpleNamespace(add=self._no_trace)

    def _note(self, what: str) -> bool:
        self.written.append(what)
        return True

    def _no_trace(self, _trace: object) -> None:
        raise ValueError("the trace is too long")

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
def folder(tmp_path: Path) -> Path:
    return tmp_path / "unwritten"


def run_of(folder: Path, database: str = "here") -> Unwritten:
    """One run of the engine."""
    return Unwritten(UnwrittenFiles(folder, "north"), database)


async def kept(folder: Path, writes: Sequence[Kept], database: str = "here") -> Unwritten:
    unwritten = run_of(folder, database)
    for each in writes:
        unwritten.keep([each])
    assert await unwritten.settled()
    return unwritten


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@pytest.mark.parametrize("write", WRITES, ids=lambda write: type(write).__name__)
def test_everything_comes_out_as_it_went_in(write: CallWrite) -> None:
    line = encoded(Kept(write, AT), "here")
    assert "\n" not in line
    assert decoded(line) == (Kept(write, AT), "here")


async def test_what_was_kept_is_written_in_its_order_and_the_file_goes(folder: Path) -> None:
    await kept(folder, [result(7, "a"), result(8, "b"), result(7, "a", "2")])
    (file,) = folder.iterdir()
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0, "people's numbers stand in it"
    database = Database({7: AT, 8: AT})
    fresh = run_of(folder)
    assert await fresh.catch_up(cast(Any, database)) == 3
    assert database.written == ["7 a=1", "8 b=1", "7 a=2"]
    assert names(folder) == []
    assert await fresh.catch_up(cast(Any, database)) == 0


async def test_while_the_database_is_away_everything_stays(folder: Path) -> None:
    await kept(folder, [result(7, "a")])
    database = Database({7: AT})
    database.away = True
    with pytest.raises(StorageUnavailable):
        await run_of(folder).catch_up(cast(Any, database))
    database.away = False
    assert await run_of(folder).catch_up(cast(Any, database)) == 1


async def test_each_run_has_its_own_file_and_clears_no_other(folder: Path) -> None:
    """One that was given up lives on, perhaps, and its database comes back late."""
    given_up = await kept(folder, [result(7, "a")])
    fresh = await kept(folder, [result(7, "b")])
    given_up.clear()
    assert await given_up.settled()
    assert len(names(folder)) == 1
    database = Database({7: AT})
    assert await fresh.catch_up(cast(Any, database)) == 0, "its own it has in its memory"
    assert await run_of(folder).catch_up(cast(Any, database)) == 1
    assert database.written == ["7 b=1"]


async def test_what_is_refused_costs_nothing_else_and_is_tried_again_at_each_start(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A line that the power cut in two, an attempt that a restored backup does not know, and a
    write that the database does not take."""
    writes = [result(7, f"n{n}") for n in range(30)]
    await kept(folder, [*writes[:15], result(404, "gone"), *writes[15:]])
    (file,) = folder.iterdir()
    half = encoded(result(7, "half"), "here")[:40]
    with file.open("a", encoding="utf-8") as opened:
        opened.write(f"\n{half}\0\0\0\n" + encoded(result(7, "after"), "here"))
    database = Database({7: AT})
    database.refuses = "n20"
    assert await run_of(folder).catch_up(cast(Any, database)) == 30
    written = [line.split()[1].partition("=")[0] for line in database.written]
    assert written == [*(f"n{n}" for n in range(30) if n != 20), "after"]
    assert names(folder) == ["north.refused"]
    lines = [line for line in (folder / "north.refused").read_text("utf-8").split("\n") if line]
    gone, refused = (encoded(result(n, name), "here") for n, name in ((404, "gone"), (7, "n20")))
    assert sorted(lines) == sorted([gone, refused, half])
    assert "3 writes of an earlier run are refused" in caplog.text
    database.refuses = ""
    database.there = {7: AT, 404: AT}
    assert await run_of(folder).catch_up(cast(Any, database)) == 2
    assert database.written[-2:] == ["404 gone=1", "7 n20=1"]
    assert (folder / "north.refused").read_text("utf-8") == f"{half}\n"


async def test_what_is_of_another_database_stays_and_what_has_moved_is_known(folder: Path) -> None:
    strange = Kept(ResultSaved(9, "strange", "1", AT), AT - timedelta(days=3))
    await kept(folder, [result(7, "a"), strange], "elsewhere")
    database = Database({7: AT, 9: AT})
    assert await run_of(folder).catch_up(cast(Any, database)) == 1
    assert database.written == ["7 a=1"], "the address is another one, the attempt the same"
    (file,) = folder.iterdir()
    assert file.read_text("utf-8") == encoded(strange, "elsewhere") + "\n"


async def test_who_asks_not_to_be_called_is_heard_whatever_became_of_the_attempt(
    folder: Path,
) -> None:
    here, there = (CallsRefused(404, 3, phone, "menu", AT, "proof") for phone in ("+71", "+72"))
    incoming = CallsRefused(None, None, "+73", "menu", AT, "proof")
    await kept(folder, [Kept(here, AT), Kept(incoming, None)])
    await kept(folder, [Kept(there, AT)], "elsewhere")
    database = Database({})
    assert await run_of(folder).catch_up(cast(Any, database)) == 2
    assert database.refusals == ["+71", "+73"]


async def test_a_trace_that_is_refused_leaves_no_attempt_open(folder: Path) -> None:
    await kept(folder, [Kept(CLOSED, AT)])
    database = Database({7: AT})
    assert await run_of(folder).catch_up(cast(Any, database)) == 1
    assert database.written == ["closed 7"]
    assert names(folder) == []


async def test_what_is_refused_without_its_trace_too_is_not_lost(folder: Path) -> None:
    await kept(folder, [result(7, "a"), Kept(CLOSED, AT)])
    database = Database({7: AT})

    def refuse(*_: object) -> bool:
        raise ValueError("no privilege")

    database.attempts.close = refuse
    assert await run_of(folder).catch_up(cast(Any, database)) == 1
    refused = (folder / "north.refused").read_text("utf-8")
    assert refused == encoded(Kept(CLOSED, AT), "here") + "\n"


async def test_a_disk_that_was_full_loses_nothing_once_it_has_room(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")
    unwritten = run_of(folder)
    unwritten.keep([result(7, "a"), result(7, "b")])
    assert not await unwritten.settled()
    assert "2 writes cannot be kept" in caplog.text
    folder.unlink()
    unwritten.keep([result(7, "c")])
    assert await unwritten.settled()
    database = Database({7: AT})
    assert await run_of(folder).catch_up(cast(Any, database)) == 3
    assert database.written == ["7 a=1", "7 b=1", "7 c=1"]


async def test_a_file_that_cannot_be_read_keeps_nobody_from_calling(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "north-1.jsonl").mkdir(parents=True)
    assert await run_of(folder).catch_up(cast(Any, Database({}))) == 0
    assert "cannot be caught up" in caplog.text


async def test_half_a_character_costs_its_own_line_at_most(folder: Path) -> None:
    await kept(folder, [result(7, "a"), result(7, "odd", "x\ud800"), result(7, "b")])
    database = Database({7: AT})
    await run_of(folder).catch_up(cast(Any, database))
    assert [line for line in database.written if "odd" not in line] == ["7 a=1", "7 b=1"]


def test_no_log_quotes_what_people_have_said(caplog: pytest.LogCaptureFixture) -> None:
    line = encoded(result(7, "a"), "here").replace('"1"', '{"v": "4509 123456"}')
    assert decoded(line) is None
    assert "4509" not in caplog.text
    assert "cannot be read" in caplog.text
