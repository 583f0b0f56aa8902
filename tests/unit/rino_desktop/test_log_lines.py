"""Lines of the log: as text, as JSON, for the journal; what they are about, and what they hide."""

import asyncio
import io
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from engine import log_context
from engine.domain.trunk import TrunkStatus
from engine.service.timers import Timers
from rino_desktop import struck_out
from rino_desktop.log_lines import formatter, goes_to_journal

SECRET = "hunter2-hunter2"


@pytest.fixture(autouse=True)
def _secret():
    struck_out.remember(SECRET)
    yield
    struck_out.forget_all()


def record(message: str, *arguments: object, level: int = logging.WARNING,
           error: BaseException | None = None) -> logging.LogRecord:  # fmt: skip
    info: Any = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("engine.x", level, "x.py", 1, message, arguments, info)


def as_json(entry: logging.LogRecord) -> dict[str, Any]:
    text = formatter("json", journal=False).format(entry)
    assert "\n" not in text
    found: dict[str, Any] = json.loads(text)
    return found


def test_a_line_says_when_how_bad_who_what_and_about_what() -> None:
    with log_context.about(node="first", campaign=3), log_context.about(attempt=7, call="a7"):
        line = as_json(record("call %s: %s", "a7", "слишком долго"))
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "warning", "logger": "engine.x", "message": "call a7: слишком долго",
        "template": "call %s: %s", "node": "first", "campaign": 3, "attempt": 7, "call": "a7",
    }  # fmt: skip
    assert "campaign" not in as_json(record("later"))


def test_a_secret_is_hidden_as_it_stands_in_an_address() -> None:
    struck_out.remember("pass word/+1")
    entry = record("GET %s", "https://x.example/?key=pass+word%2F%2B1&more=pass%20word%2F%2B1")
    assert as_json(entry)["message"] == "GET https://x.example/?key=•••&more=•••"


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_line_shows_a_secret(form: str) -> None:
    try:
        raise ValueError(f"refused: {SECRET}")
    except ValueError as error:
        entry = record(f"told {SECRET} to %s", SECRET, error=error)
    with log_context.about(call=SECRET):
        text = formatter(form, journal=False).format(entry)
    assert SECRET not in text
    assert "ValueError" in text


def test_the_journal_gets_a_priority_with_each_line() -> None:
    entry = record("one\ntwo", level=logging.ERROR)
    lines = formatter("text", journal=True).format(entry).splitlines()
    assert [line[:3] for line in lines] == ["<3>", "<3>"]
    levels = {"DEBUG": 7, "INFO": 6, "WARNING": 4, "ERROR": 3, "CRITICAL": 2}
    for name, number in levels.items():
        text = formatter("json", journal=True).format(record("x", level=getattr(logging, name)))
        assert text.startswith(f"<{number}>{{")


def test_only_what_the_journal_itself_reads_has_priorities(tmp_path: Path) -> None:
    with (tmp_path / "log").open("w") as stream, (tmp_path / "other").open("w") as other:
        known = os.fstat(stream.fileno())
        there = {"JOURNAL_STREAM": f"{known.st_dev}:{known.st_ino}"}
        assert goes_to_journal(stream, there)
        assert not goes_to_journal(other, there)
        assert not goes_to_journal(stream, {})
        assert not goes_to_journal(stream, {"JOURNAL_STREAM": "8:nonsense"})
    assert not goes_to_journal(stream, there)
    assert not goes_to_journal(io.StringIO(), there)
    assert sys.stderr is not stream


async def test_what_a_call_begins_is_about_it_and_what_it_sets_off_is_not() -> None:
    from engine.adapters.system_clock import SystemClock

    seen: list[dict[str, Any]] = []

    async def task() -> None:
        seen.append(dict(log_context.current()))

    log_context.bind(node="first")
    timers = Timers(SystemClock(), print)
    with log_context.about(call="a7"):
        begun = asyncio.ensure_future(task())
        timers.call_later(0, lambda: seen.append(dict(log_context.current())))
        log_context.of_node().run(
            timers.call_later, 0, lambda: seen.append(dict(log_context.current()))
        )
    await begun
    await asyncio.sleep(0.02)
    mine = {"node": "first", "call": "a7"}
    assert seen == [mine, mine, {"node": "first"}]


def test_events_of_the_network_are_about_their_call() -> None:
    from datetime import UTC, datetime

    from engine.ports import telephony as port
    from engine.service.line_events import _what

    at = datetime.now(UTC)
    assert _what(port.CallAnswered("a7", at)) == {"call": "a7"}
    assert _what(port.WorkerLost("line-2", at, 1, "")) == {"worker": "line-2"}
    assert _what(port.TrunkStatusChanged(4, TrunkStatus.FAILED, at)) == {"trunk": 4}
    assert _what(port.IncomingCall("in-1", 4, at, "", "")) == {"call": "in-1", "trunk": 4}
