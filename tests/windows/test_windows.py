"""The Windows installer, built, installed, used and removed under wine.

The tests share one Windows and go in the order of this file.
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from installer.windows import build
from tests.windows.wine.prefix import Windows

pytestmark = [pytest.mark.serial, pytest.mark.timeout(600)]

_DRAW = """
import os
from PySide6.QtMultimedia import QMediaDevices
from PySide6.QtWidgets import QApplication
from rino_desktop.main_window import MainWindow
from rino_desktop.ui import theme

application = QApplication([])
theme.apply(application, theme.Mode.LIGHT)
with theme.undressed():
    window = MainWindow()
window.show_console("Анна", "administrator")
window.resize(1366, 768)
window.show()
application.processEvents()
assert window.grab().save("window.png")
print(application.platformName(), flush=True)
os._exit(0)
"""


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hardly packed, which is quick to make and to install."""
    folder = tmp_path_factory.mktemp("dist")
    assert build.main(["--fast", "--output", str(folder)]) == 0
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    here = Windows(tmp_path_factory.mktemp("windows"))
    yield here
    here.end()


def test_a_silent_installation_answers(windows: Windows, setup: Path) -> None:
    windows.setup(setup, "/S")
    windows.give_what_wine_lacks()
    licences = (windows.installed / "licences" / "LICENCES.txt").read_text(encoding="utf-8-sig")
    for part in ("Qt", "Firebird", "eSpeak NG", "PJSIP", "Python", "numpy", "cryptography"):
        assert part in licences
    links = windows.user / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/RINO Desktop"
    assert {link.stem for link in links.iterdir()} == {
        "RINO Desktop", "RINO Workstation", "RINO Engine",
    }  # fmt: skip
    assert '--open "%1"' in windows.registry("Software\\Classes\\RINO.Scheme")
    assert "RINO.Scheme" in windows.registry("Software\\Classes\\.rinoscheme")

    assert windows.program("--version").startswith("rino-desktop ")
    said = windows.program("db", "init", "--lang", "en")
    assert "created" in said
    found = json.loads(windows.program("doctor", "--json", seconds=240))
    assert [check for check in found["checks"] if check["state"] != "ok"] == []


def test_a_campaign_calls_over_loopback(windows: Windows) -> None:
    """Embedded Firebird, telephony, synthesis and reports, each in its processes."""
    said = windows.program(
        "--demo", "--headless", "--json", seconds=400, variables={"RINO_DEMO_SUBSCRIBERS": "60"}
    )
    outcome = json.loads(said[said.index("{\n") :])
    assert outcome
    assert (windows.drive / "work" / "demo-output" / "summary.pdf").stat().st_size > 1000


def test_the_window_is_drawn(windows: Windows) -> None:
    assert "offscreen" in windows.program("--python", "-c", _DRAW)
    with Image.open(windows.drive / "work" / "window.png") as picture:
        assert picture.size == (1366, 768)
        assert len(picture.getcolors(1 << 20)) > 50


def test_the_engine_is_a_service(windows: Windows) -> None:
    data = "C:\\office"
    windows.program("db", "init", "--db", f"{data}\\rino.fdb")
    windows.program(
        "service", "install", "--data", data, "--node", "service", "--manual", "--log-level", "info"
    )
    assert "stopped" in windows.program("service", "status", "--json")
    windows.program("service", "start")
    log = windows.drive / "office" / "log" / "service.log"
    give_up = time.monotonic() + 60
    while not (log.exists() and "ready to dial" in log.read_text()):
        assert time.monotonic() < give_up
        time.sleep(0.5)
    windows.program("service", "stop", seconds=120)
    assert "no new calls" in log.read_text()
    windows.program("service", "remove")
    assert "service install" in windows.program("service", "status", "--lang", "en", status=1)


def test_an_upgrade_keeps_the_data_and_a_removal_leaves_only_them(
    windows: Windows, setup: Path
) -> None:
    stale = windows.installed / "Lib" / "site-packages" / "rino_desktop" / "of_an_older_version.py"
    stale.write_text("")
    database = windows.local / "rino-desktop" / "rino.fdb"
    before = database.read_bytes()
    windows.setup(setup, "/S")
    assert not stale.exists()
    assert database.read_bytes() == before
    uninstall = windows.installed / "uninstall.exe"
    # Without _?= it would copy itself away and return at once.
    windows.setup(uninstall, "/S", f"_?={_as_windows(windows, windows.installed)}")
    # It cannot remove itself while it is asked to run where it stands.
    assert [path.name for path in windows.installed.glob("*")] in ([], ["uninstall.exe"])
    assert database.read_bytes() == before
    assert "RINO" not in windows.registry("Software\\Classes\\.rinoscheme")
    assert "RINO" not in windows.registry(
        "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\RINO Desktop"
    )


def _as_windows(windows: Windows, path: Path) -> str:
    return "C:\\" + str(path.relative_to(windows.drive)).replace("/", "\\")
