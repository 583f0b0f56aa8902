"""Registered functions run in processes that can be stopped."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.adapters.scripts import ScriptPool, wire
from engine.errors import KnownError
from tests.helpers.plugin_package import install
from tests.helpers.processes import command_line

FUNCTIONS = """
import os, sys, time, threading
from decimal import Decimal

calls = 0

def double(amount, **more):
    global calls
    calls += 1
    print("a word on stdout must not be taken for an answer")
    return {"amount": amount * 2, "calls": calls, "pid": os.getpid(), **more}

def nothing():
    return None

def fails(text):
    raise LookupError(f"no {text} here")

def hangs():
    time.sleep(600)

def dies():
    os._exit(7)

def number():
    return 5

def odd():
    return {"thing": object()}

def floats():
    return {"share": 0.25}

def long():
    return {"text": "x" * (3 << 20)}

not_callable = 5
"""

MOMENT = datetime.fromisoformat("2026-03-05 09:30")


@pytest.fixture
async def pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ScriptPool]:
    names = ("double", "nothing", "fails", "hangs", "dies", "number", "odd", "floats", "long")
    offered = {name: f"scripts_of_an_office:{name}" for name in (*names, "not_callable")}
    offered["missing"] = "scripts_of_an_office:nowhere"
    folder = install(
        tmp_path, "office-scripts", {"scripts_of_an_office": FUNCTIONS},
        {"rino_desktop.scripts": offered},
    )  # fmt: skip
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    )
    pool = ScriptPool(workers=2)
    yield pool
    await pool.close()
    assert not [
        p for p in psutil.Process().children() if "scripts.worker" in " ".join(command_line(p))
    ]


async def test_values_go_there_and_back(pool: ScriptPool) -> None:
    assert "double" in pool.names()
    given_values = {
        "day": date(2026, 3, 5), "moment": MOMENT, "at": time(9, 30),
        "text": "тест\n\"", "none": None, "yes": True,
    }  # fmt: skip
    answer = await pool.run("double", {"amount": Decimal("1.10"), **given_values}, 20)
    assert answer["amount"] == Decimal("2.20")
    assert {name: answer[name] for name in given_values} == given_values
    # The process stays for the next one.
    again = await pool.run("double", {"amount": 1}, 20)
    assert (again["pid"], again["calls"]) == (answer["pid"], 2)
    assert await pool.run("nothing", {}, 20) == {}
    assert await pool.run("floats", {}, 20) == {"share": Decimal("0.25")}


@pytest.mark.parametrize(
    ("script", "arguments", "reason"),
    [
        ("fails", {"text": "Tür"}, "LookupError: no Tür here"),
        ("fails", {}, "missing 1 required positional argument"),
        ("dies", {}, "its process ended"),
        ("number", {}, "returned int instead of a mapping"),
        ("odd", {}, "object is no value that a scheme can keep"),
        ("not_callable", {}, "not callable"),
        ("missing", {}, "has no attribute 'nowhere'"),
        ("nobody", {}, "There is no script “nobody”"),
        ("long", {}, "failed"),
    ],
)
async def test_a_script_that_fails(
    pool: ScriptPool, script: str, arguments: dict[str, str], reason: str
) -> None:
    with pytest.raises(KnownError, match=reason.replace("(", r"\(")):
        await pool.run(script, arguments, 20)
    assert (await pool.run("double", {"amount": 2}, 20))["amount"] == 4


async def test_a_script_that_hangs_is_stopped_and_delays_nobody(pool: ScriptPool) -> None:
    first = await pool.run("double", {"amount": 1}, 20)
    hanging = asyncio.ensure_future(pool.run("hangs", {}, 1.0))
    await asyncio.sleep(0.1)
    assert (await pool.run("double", {"amount": 1}, 20))["amount"] == 2
    with pytest.raises(KnownError, match="stopped after 1 s"):
        await hanging
    async with asyncio.timeout(30):
        while _lives(int(str(first["pid"]))):
            await asyncio.sleep(0.02)


def _lives(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


async def test_a_call_that_ends_stops_its_script(pool: ScriptPool) -> None:
    running = asyncio.ensure_future(pool.run("hangs", {}, 60))
    await asyncio.sleep(1.0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert (await pool.run("double", {"amount": 1}, 20))["amount"] == 2


VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.dates()
    | st.times()
    | (st.datetimes() | st.decimals(allow_nan=False, allow_infinity=False))
)


@given(st.dictionaries(st.text(alphabet="abcdef", min_size=1), VALUES))
def test_the_wire_keeps_every_value(values: dict[str, object]) -> None:
    line = wire.encode({"values": values})
    assert line.count(b"\n") == 1
    assert wire.decode(line) == {"values": values}
