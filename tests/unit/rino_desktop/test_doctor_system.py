"""What ``doctor`` says of this system, where it is not well."""

import socket
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.service.clocks import skew
from engine.service.liveness import LifeSigns
from rino_desktop import doctor_database, doctor_desktop, doctor_system
from rino_desktop.bootstrap.figures import door
from rino_desktop.settings import Settings
from tests.helpers.figures import full
from tests.helpers.ports import free_tcp_port

HERE = Settings("/nowhere/rino.fdb", None, "en", False, "warning", Path("/nowhere"))


def test_figures_are_shown_taken_or_open_to_all() -> None:
    assert doctor_system.metrics(HERE).state == "ok"
    assert doctor_system.metrics(replace(HERE, metrics="nonsense")).state == "bad"
    port = free_tcp_port()
    shown = replace(HERE, metrics=str(port))
    assert "free" in doctor_system.metrics(shown).detail
    with door(shown.metrics, "first", full(), LifeSigns(), 38):
        found = doctor_system.metrics(shown)
        assert (found.state, found.detail) == ("ok", "an engine shows them")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        found = doctor_system.metrics(replace(HERE, metrics=str(taken.getsockname()[1])))
    assert found.state == "warning"
    assert "--metrics" in found.mend
    found = doctor_system.metrics(replace(HERE, metrics=f"0.0.0.0:{port}"))
    assert found.state == "warning"
    assert "firewall" in found.mend


def test_few_open_files(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    monkeypatch.setattr(resource, "getrlimit", lambda _what: (256, 4096))
    found = doctor_system.open_files(HERE)
    assert found.state == "warning"
    assert "LimitNOFILE=4096" in found.mend
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (resource.RLIM_INFINITY,) * 2)
    assert doctor_system.open_files(HERE).state == "ok"


@pytest.mark.parametrize(
    ("state", "kept"), [(0, "ok"), (5, "warning"), (-1, "ok")],
)  # fmt: skip
def test_the_clock(monkeypatch: pytest.MonkeyPatch, state: int, kept: str) -> None:
    class Library:
        def adjtimex(self, _buffer: object) -> int:
            return state

    monkeypatch.setattr(doctor_system.ctypes, "CDLL", lambda _name: Library())
    found = doctor_system.time_kept(HERE)
    assert found.state == kept
    assert bool(found.mend) == (kept == "warning")


@given(st.integers(-48, 56), st.floats(-400, 400))
def test_clocks_are_compared_in_whatever_zone_the_server_is(quarters: int, ahead: float) -> None:
    here = datetime(2026, 6, 1, tzinfo=UTC)
    server = here + timedelta(minutes=15 * quarters, seconds=ahead)
    assert skew(server, here) == pytest.approx(ahead, abs=1e-3)


def test_libraries_of_qt_that_are_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plugin = tmp_path / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    plugin.parent.mkdir(parents=True)
    plugin.touch()
    said = "\tlibxcb-cursor.so.0 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x1)\n"

    def ldd(*_words: Any, **_options: Any) -> "subprocess.CompletedProcess[str]":
        return subprocess.CompletedProcess([], 0, said, "")

    monkeypatch.setattr(doctor_desktop.subprocess, "run", ldd)
    found = doctor_desktop._libraries(tmp_path, 3)
    assert found.state == "warning"
    assert found.mend.endswith("apt-get install libxcb-cursor0")
    said = ""
    assert doctor_desktop._libraries(tmp_path, 0).mend.endswith("fonts-dejavu-core")
    assert doctor_desktop._libraries(tmp_path, 3).state == "ok"


def test_sound() -> None:
    assert doctor_desktop._sound({"speakers": 1, "microphones": 1}).state == "ok"
    assert "headset" in doctor_desktop._sound({"speakers": 1, "microphones": 0}).mend
    assert "libpulse0" in doctor_desktop._sound({"no_sound": "libpulse.so.0"}).mend


def test_what_waits_for_a_database_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINO_DATA", str(tmp_path))
    assert doctor_database.unwritten(HERE).state == "ok"
    folder = tmp_path / "unwritten"
    folder.mkdir()
    (folder / "north-1234.jsonl").write_text("{}")
    found = doctor_database.unwritten(HERE)
    assert found.state == "warning"
    assert "north-1234.jsonl" in found.detail
    assert "same name" in found.mend
    (folder / "north-1234.refused").write_text("{}")
    found = doctor_database.unwritten(HERE)
    assert "north-1234.jsonl" in found.detail
    assert "has not taken north-1234.refused" in found.detail
    assert "at each start" in found.mend
