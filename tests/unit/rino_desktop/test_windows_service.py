"""The engine's Windows service, as far as it goes without Windows."""

import argparse
import sys
import threading
from pathlib import Path

import pytest

from engine import python_command
from engine.errors import KnownError
from rino_desktop import windows_services
from rino_desktop.cli import parser, service
from rino_desktop.keep_running import Keeper, engine_command
from rino_desktop.windows_service import EngineHost


def test_windows_hears_that_the_engine_is_still_stopping(tmp_path: Path) -> None:
    """The engine takes its time for live calls."""
    code = "import sys, time; print('engine', flush=True); sys.stdin.read(); time.sleep(0.3)"
    told: list[float] = []
    with (tmp_path / "service.log").open("ab") as said:
        keeper = Keeper([sys.executable, "-c", code], {}, output=said)
        host = EngineHost(keeper, lambda: told.append(1), tell_s=0.02)
        ended: list[int] = []
        running = threading.Thread(target=lambda: ended.append(host.run()))
        running.start()
        while not (tmp_path / "service.log").read_text():
            assert running.is_alive()
        host.stop()
        host.stop()
        running.join(10)
    assert ended == [0]
    assert len(told) > 3
    before = len(told)
    assert not host._teller.is_alive()
    assert len(told) == before


def test_an_engine_called_in_a_wrong_way_ends_the_service() -> None:
    keeper = Keeper([sys.executable, "-c", "import sys; sys.exit(2)"], {})
    assert EngineHost(keeper, lambda: None).run() == 2


def test_the_service_starts_the_engine_with_what_it_was_installed_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options = argparse.Namespace(db="C:/a b.fdb", config="x.toml", lang="ru", of_service="front")
    arguments = service.engine_arguments(options)
    assert arguments == [
        "--engine", "--db", "C:/a b.fdb", "--config", str(Path("x.toml").absolute()),
        "--lang", "ru", "--node", "front",
    ]  # fmt: skip
    monkeypatch.setattr(sys, "executable", "C:\\RINO Desktop\\rino-desktop.exe")
    line = windows_services.command_line(arguments)
    program = '"C:\\RINO Desktop\\rino-desktop.exe"'
    assert line.startswith(f'{program} service run -- --engine --db "C:/a b.fdb" --config')
    line = windows_services.command_line(arguments, "C:\\office")
    assert line.startswith(f"{program} service run --data C:\\office -- --engine")


def test_children_are_started_by_the_launcher(monkeypatch: pytest.MonkeyPatch) -> None:
    assert python_command.python_command() == (sys.executable,)
    monkeypatch.setitem(sys._xoptions, "rino_launcher", "window")
    assert python_command.python_command() == (sys.executable, "--python")
    command, environment = engine_command(["--engine", "--keep-running", "--node", "a"])
    assert command == [
        sys.executable,
        "--python",
        "-P",
        "-m",
        "rino_desktop",
        "--engine",
        "--node",
        "a",
    ]
    assert environment["RINO_KEPT"] == "1"


@pytest.mark.parametrize("number", [5, 1060, 1073, 1056, 1062, 1072, 1069, 87])
def test_refusals_of_windows_are_told(number: int) -> None:
    fault = windows_services.fault(number, "a wrong parameter")
    assert isinstance(fault, KnownError)
    assert ("a wrong parameter" in str(fault)) is (number == 87)


def test_elsewhere_it_says_what_to_use() -> None:
    with pytest.raises(KnownError) as told:
        windows_services.require_windows()
    assert "systemd" in told.value.mend


def test_the_service_has_a_node_of_its_own() -> None:
    options = parser.checked(parser.build(), ["service", "install", "--node", "front"])
    assert service.engine_arguments(options) == ["--engine", "--node", "front"]
