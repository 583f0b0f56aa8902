"""The Windows installer, built, installed, used and removed under wine.

The tests share one Windows and go in the order of this file.
"""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from installer.windows import build
from tests.windows.wine.prefix import Windows

#: Whichever is the first waits until parts are downloaded, the installer built, and Windows made.
pytestmark = [pytest.mark.serial, pytest.mark.timeout(1800)]

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
_MENU = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/RINO Desktop"
#: Types into the program's window, once it asks who is there: the button for that is drawn.
_TYPE = """
import ctypes, sys, time
user32, gdi32 = ctypes.windll.user32, ctypes.windll.gdi32
window = user32.FindWindowW(None, "RINO Desktop")
screen, middle = user32.GetDC(None), user32.GetSystemMetrics(0) // 2
button = 0xEB6325  # blue, green, red: the accent of the light theme
column = (gdi32.GetPixel(screen, middle, y) for y in range(0, user32.GetSystemMetrics(1), 4))
if window and user32.GetForegroundWindow() == window and button in column:
    for key in sys.argv[1]:
        code = user32.VkKeyScanW(ord(key)) & 255
        user32.keybd_event(code, 0, 0, 0)
        user32.keybd_event(code, 0, 2, 0)
        time.sleep(0.05)
    print("typed")
"""
#: Once its window is there.
_LOOK = """
import ctypes
user32 = ctypes.windll.user32
window = user32.FindWindowW(None, "RINO Desktop")
if window and user32.IsWindowVisible(window):
    print("seen")
"""
#: As the cross of its window does.
_CLOSE = _LOOK + "    user32.PostMessageW(window, 0x10, 0, 0)\n"
#: Ctrl+C to the window in front.
_INTERRUPT = """
import ctypes
for code, up in ((0x11, 0), (0x43, 0), (0x43, 2), (0x11, 2)):
    ctypes.windll.user32.keybd_event(code, 0, up, 0)
"""
#: An engine in a console of its own, until it is ready.
_ENGINE = """
import subprocess, sys, time
words = [sys.executable, "--engine", "--keep-running", "--log-level", "info", "--lang", "en"]
engine = subprocess.Popen(
    words, stdin=subprocess.DEVNULL, stderr=open("engine.txt", "wb"),
    creationflags=subprocess.CREATE_NEW_CONSOLE,
)
while "ready to dial" not in open("engine.txt").read():
    assert engine.poll() is None
    time.sleep(0.2)
"""
_ENDS = """
print("status", engine.wait(90))
print(open("engine.txt").read())
"""
_BREAK = """
import asyncio, signal
from rino_desktop import keep_running, stop_signals

async def main():
    heard = asyncio.Event()
    with stop_signals.stopping(lambda number: heard.set()):
        signal.raise_signal(signal.SIGBREAK)
        async with asyncio.timeout(10):
            await heard.wait()
    print("wished", flush=True)

asyncio.run(main())
keep_running.Keeper.run = lambda keeper: signal.raise_signal(signal.SIGBREAK) or keeper
print("wished" if keep_running.run([])._stopped.is_set() else "deaf", flush=True)
"""


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Hardly packed, which is quick to make and to install; or the one that ``make test-windows
    SETUP=FILE`` names."""
    if given := os.environ.get("RINO_WINDOWS_SETUP"):
        yield Path(given)
        return
    folder = tmp_path_factory.mktemp("dist")
    try:
        assert build.main(["--fast", "--output", str(folder)]) == 0
        (made,) = folder.iterdir()
        yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    folder = tmp_path_factory.mktemp("windows")
    try:
        here = Windows(folder)
        yield here
        here.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_a_silent_installation_answers(windows: Windows, setup: Path) -> None:
    before = windows.files()
    windows.setup(setup, "/S")
    brought = windows.files() - before
    assert all("RINO Desktop" in Path(name).parts for name in brought)
    windows.give_what_wine_lacks()
    licences = (windows.installed / "licences" / "LICENCES.txt").read_text(encoding="utf-8-sig")
    for part in ("Qt", "Firebird", "eSpeak NG", "PJSIP", "Python", "numpy", "cryptography"):
        assert part in licences
    assert {link.stem for link in (windows.user / _MENU).iterdir()} == {
        "RINO Desktop", "RINO Workstation", "RINO Engine",
    }  # fmt: skip
    assert '--open "%1"' in windows.registry("Software\\Classes\\RINO.Scheme")
    assert "RINO.Scheme" in windows.registry("Software\\Classes\\.rinoscheme")

    assert windows.program("--version").startswith("rino-desktop ")
    said = windows.program("db", "init", "--lang", "en")
    assert "created" in said
    found = json.loads(windows.program("doctor", "--json", seconds=240))
    assert len(found["checks"]) > 20
    assert [check for check in found["checks"] if check["state"] != "ok"] == []


def test_a_campaign_calls_over_loopback(windows: Windows) -> None:
    """Embedded Firebird, telephony, synthesis and reports, each in its processes."""
    said = windows.program(
        "--demo", "--headless", "--json", seconds=400, variables={"RINO_DEMO_SUBSCRIBERS": "60"}
    )
    outcome = json.loads(said[said.index("\n{\n") :])
    assert [check for check in outcome["checks"] if not check["ok"]] == []
    assert outcome["agrees"]
    assert (windows.drive / "work" / "demo-output" / "summary.pdf").stat().st_size > 1000


def test_the_window_is_drawn(windows: Windows) -> None:
    assert "offscreen" in windows.program("--python", "-c", _DRAW)
    with Image.open(windows.drive / "work" / "window.png") as picture:
        assert picture.size == (1366, 768)
        assert len(picture.getcolors(1 << 20)) > 50


def test_the_engine_is_a_service(windows: Windows) -> None:
    data = "C:\\office"
    (windows.drive / "office").mkdir()
    windows.program("db", "init", "--db", f"{data}\\rino.fdb")
    windows.program(
        "service", "install", "--data", data, "--node", "service", "--manual", "--log-level", "info"
    )
    assert "stopped" in windows.program("service", "status", "--json")
    windows.program("service", "start")
    log = windows.drive / "office" / "log" / "service.log"
    _until(lambda: log.exists() and "ready to dial" in log.read_text())
    windows.program("service", "stop", seconds=120)
    assert "no new calls" in log.read_text()
    windows.program("service", "remove")
    assert "service install" in windows.program("service", "status", "--lang", "en", status=1)


def test_a_scheme_file_is_opened_and_what_runs_is_not_overwritten(
    windows: Windows, setup: Path
) -> None:
    """By whoever is the first to come, on a screen."""
    folder = windows.drive / "work" / "Мои схемы"
    folder.mkdir()
    file = f"C:\\work\\{folder.name}\\вечерний опрос.rinoscheme"
    windows.program("scheme", "export", "notice", "--out", file)
    windows.open(file)
    _until(lambda: windows.python(_TYPE, "anna\tpassword1\tpassword1\r").strip() == "typed")
    _until(lambda: "вечерний опрос" in windows.program("scheme", "list"))

    before = _program_files(windows)
    windows.setup(setup, "/S", status=5)
    windows.uninstall()
    assert _program_files(windows) == before
    assert windows.python(_CLOSE).strip() == "seen"
    _until(lambda: not windows.running())


def test_the_start_menu_starts_what_it_names(windows: Windows) -> None:
    menu = f"C:\\users\\{windows.user.name}\\{_MENU}".replace("/", "\\")
    for name, arguments in (("RINO Desktop", ""), ("RINO Workstation", "--workstation")):
        windows.open(f"{menu}\\{name}.lnk")
        _until(lambda: windows.python(_LOOK).strip() == "seen")
        (command,) = {line for line in windows.running() if line.startswith("rino-desktopw.exe")}
        assert command.partition(" ")[2].strip() == arguments
        assert windows.python(_CLOSE).strip() == "seen"
        _until(lambda: not windows.running())
    windows.open(f"{menu}\\RINO Engine.lnk")
    _until(lambda: len([line for line in windows.running() if "--engine" in line]) == 2)
    assert any("--engine --keep-running" in line for line in windows.running())
    # Ctrl+C before it is ready ends it as well.
    windows.python(_INTERRUPT)
    _until(lambda: not windows.running())


def test_an_engine_ends_cleanly(windows: Windows) -> None:
    """By Ctrl+C in its console; and by Ctrl+Break, which wine 8 cannot send, so it is raised."""
    said = windows.python(_ENGINE + _INTERRUPT + _ENDS, seconds=180)
    assert "status 0" in said
    assert "SIGINT: no new calls" in said
    assert windows.python(_BREAK).split() == ["wished", "wished"]


def test_an_upgrade_keeps_the_data_and_a_removal_leaves_only_them(
    windows: Windows, setup: Path
) -> None:
    stale = windows.installed / "Lib" / "site-packages" / "rino_desktop" / "of_an_older_version.py"
    stale.write_text("")
    data = windows.local / "rino-desktop"
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    # Firebird writes names in capital letters, which is the same file to Windows.
    assert data / "RINO.FDB" in before
    windows.setup(setup, "/S")
    assert not stale.exists()
    windows.give_what_wine_lacks()
    assert windows.program("--version").startswith("rino-desktop ")
    windows.uninstall()
    assert not windows.installed.exists()
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
    left = {name for name in windows.files() if "rino" in name.lower()}
    assert left == {str(path.relative_to(windows.drive)) for path in before}
    assert not list((windows.local / "Microsoft/Windows/Fonts").glob("*"))
    windows.command("reg", "export", "HKCU", "C:\\work\\user.reg", "/y")
    registry = (windows.drive / "work" / "user.reg").read_text(encoding="utf-16")
    assert "rino" not in registry.lower()


def _program_files(windows: Windows) -> dict[Path, int]:
    """With their sizes."""
    files = (path for path in windows.installed.rglob("*") if path.suffix != ".log")
    return {path: path.stat().st_size for path in files if "__pycache__" not in path.parts}


def _until(reached: Callable[[], bool], seconds: float = 120) -> None:
    give_up = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < give_up
        time.sleep(0.5)
