"""The Debian packages as an administrator gets them: into a clean system, tried, upgraded, removed.

The tests go over one root in this order; each leaves the next what it needs. Needs root, no service
manager: what the packages ask of one is heard by one of the tests' own."""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from installer.manual import inputs
from tests.helpers import debian_root
from tests.helpers.debian_root import DebianRoot
from tests.helpers.systemd_unit import NotifySocket, Unit

ROOT = Path(__file__).parents[2]
UNIT = "/usr/lib/systemd/system/rino-engine@.service"
HOME = "usr/lib/rino-desktop"
#: The version that the later one is an upgrade of.
EARLIER = "0.0.9"

#: What `systemctl` of the tests hears, with the version that is unpacked at that moment.
_SYSTEMCTL = """\
#!/bin/sh
version=$(dpkg-query -W -f '${Status} ${Version}' rino-engine 2>/dev/null)
case "$*" in
  *list-units*) [ -e /run/engine-runs ] && echo "rino-engine@main.service loaded active running" ;;
  show*MainPID*) kill -0 "$(cat /run/engine-runs)" 2>/dev/null && cat /run/engine-runs || echo 0 ;;
  show*ActiveState*) echo active ;;
  show*StatusText*) echo "1 call goes on" ;;
  stop*|start*|restart*) echo "$* | $version" >>/run/heard ;;
esac
exit 0
"""

#: `journalctl`, for those who may.
_JOURNALCTL = """\
#!/bin/sh
case " $(id -nG) " in *" systemd-journal "*) echo '{"MESSAGE": "ready", "_PID": "5"}' ;; esac
"""

#: An engine whose last talk ends 4 s after it has been asked to end.
_TALKS = """
import signal, time
def drain(*_):
    time.sleep(4)
    raise SystemExit(0)
signal.signal(signal.SIGUSR1, drain)
print("talks", flush=True)
signal.pause()
"""

#: The program; as soon as its window is there, Ctrl+C.
_WHEN_IT_IS_SEEN = """
import os, signal, sys, threading, time

def watch():
    while True:
        time.sleep(0.2)
        widgets = getattr(sys.modules.get("PySide6.QtWidgets"), "QApplication", None)
        shown = widgets and [each for each in widgets.topLevelWidgets() if each.isVisible()]
        if shown:
            print(shown[0].windowTitle(), flush=True)
            time.sleep(1)
            return os.kill(os.getpid(), signal.SIGINT)

threading.Thread(target=watch, daemon=True).start()
from rino_desktop.__main__ import main
sys.exit(main())
"""

#: Whichever is the first waits until manuals and packages are built, and a clean system is there.
pytestmark = pytest.mark.timeout(1800)


@dataclass(frozen=True)
class Built:
    """Both packages in two builds that differ in everything that must not matter."""

    earlier: tuple[Path, Path]
    later: tuple[Path, Path]


def copy_of_checkout(target: Path) -> Path:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True,
    ).stdout.split(b"\0")  # fmt: skip
    # What git leaves out is of the manual all the same, where it lies in those folders.
    names = {os.fsdecode(name) for name in listed if name}
    names |= {str(file.relative_to(ROOT)) for file in inputs.files(ROOT)}
    for name in sorted(names):
        source, place = ROOT / name, target / name
        if source.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, place)
    # Made of the checkout, and taken along.
    shutil.copytree(ROOT / "build/manual", target / "build/manual")
    for note in (ROOT / "build").glob("manual-made-of*"):
        shutil.copy(note, target / "build")
    return target


def building(checkout: Path, folder: Path, version: str, **more: str) -> "subprocess.Popen[bytes]":
    epoch = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    (folder / "work").mkdir(parents=True)
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.Popen(
        [sys.executable, str(checkout / "installer/debian/build.py"), "packages",
         "--output", str(folder / "out"), "--work", str(folder / "work"), "--compression", "1",
         *(["--version", version] if version else [])],
        env={**environment, "SOURCE_DATE_EPOCH": epoch, **more}, cwd=folder,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """On a disk: some gigabytes, which other tests' folders in memory would not have."""
    with debian_root.own_folder("rino-debian-test-", Path("/var/tmp")) as made:
        yield made


@pytest.fixture(scope="module")
def made(folder: Path, manuals: None) -> tuple[Built, DebianRoot]:
    """Built twice, while the clean root is made."""
    copy = copy_of_checkout(folder / "another place for the checkout")
    system = debian_root.begin(folder / "root", folder / "root.log")
    builds = [
        building(ROOT, folder / "first", EARLIER),
        building(copy, folder / "a second one", "", TZ="Asia/Kamchatka", LC_ALL="C",
                 PYTHONHASHSEED="7"),
    ]  # fmt: skip
    statuses = [build.wait() for build in builds]
    assert statuses == [0, 0]
    assert system.wait() == 0, (folder / "root.log").read_text("utf-8", "replace")

    def packages(place: Path) -> tuple[Path, Path]:
        return tuple(sorted((place / "out").glob("*.deb"), reverse=True))  # type: ignore[return-value]

    built = Built(packages(folder / "first"), packages(folder / "a second one"))
    return built, DebianRoot(folder / "root")


@pytest.fixture(scope="module")
def built(made: tuple[Built, DebianRoot]) -> Built:
    return made[0]


@pytest.fixture(scope="module")
def server(made: tuple[Built, DebianRoot]) -> DebianRoot:
    """With the earlier version of what a server gets, and nothing that it does not ask for. One who
    works there has been called as the engines' user is, until the package said that he cannot."""
    root = made[1]
    root.run("useradd", "--create-home", "rino")
    refused = root.install(made[0].earlier[0], status=100)
    assert "there is a user rino already, with the home /home/rino" in refused
    root.run("usermod", "--login", "boris", "rino")
    root.run("groupmod", "--new-name", "boris", "rino")
    root.install(made[0].earlier[0])
    return root


@pytest.fixture(scope="module")
def system(made: tuple[Built, DebianRoot], server: DebianRoot) -> Iterator[DebianRoot]:
    """With the windows, too, and somebody who works there."""
    root = made[1]
    root.install(made[0].earlier[1])
    root.run("useradd", "--create-home", "anna")
    yield root
    # What was started in it has ended, and took its mounts along.
    assert str(root.folder) not in Path("/proc/mounts").read_text("utf-8")


def contents(package: Path) -> str:
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE
    ) as tar:
        assert tar.stdout is not None
        digest = hashlib.file_digest(tar.stdout, "sha256").hexdigest()
    assert tar.returncode == 0
    return digest


def control(package: Path, name: str) -> str:
    return subprocess.run(
        ["dpkg-deb", "--info", str(package), name], check=True, capture_output=True, text=True
    ).stdout


def test_built_elsewhere_it_is_the_same(built: Built) -> None:
    assert [each.name.partition("_")[0] for each in built.later] == ["rino-engine", "rino-desktop"]
    for earlier, later in zip(built.earlier, built.later, strict=True):
        assert contents(earlier) == contents(later)
        version = control(later, "control").split("Version: ")[1].splitlines()[0]
        said = control(earlier, "control").replace(EARLIER, version)
        assert said == control(later, "control")
        assert control(earlier, "md5sums") == control(later, "md5sums")


def test_a_server_without_a_screen_needs_nothing_else(server: DebianRoot) -> None:
    """Also what is loaded by name while it runs: a library that the windows bring along is not
    there."""
    findings = json.loads(server.run("rino-engine", "doctor", "--json"))["checks"]
    assert [each for each in findings if each["state"] == "bad"] == []


def test_lintian_finds_no_fault(built: Built, folder: Path) -> None:
    """With what is ours: to look at all that the wheels bring takes it minutes, and what is wrong
    with that by Debian's rules is told in the overrides."""
    ours = []
    for package in built.later:
        tree = folder / "lintian" / package.name.partition("_")[0]
        tree.parent.mkdir(exist_ok=True)
        subprocess.run(["dpkg-deb", "--raw-extract", str(package), str(tree)], check=True)
        for wheels in ("usr/lib/rino-desktop/lib", "usr/share/doc/rino-desktop/manual"):
            shutil.rmtree(tree / wheels, ignore_errors=True)
        sums = tree / "DEBIAN/md5sums"
        there = [line for line in sums.read_text().splitlines() if (tree / line[34:]).exists()]
        sums.write_text("".join(f"{line}\n" for line in there))
        ours.append(tree.with_suffix(".deb"))
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z1", "--build", str(tree),
             str(ours[-1])],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    done = subprocess.run(
        ["lintian", "--allow-root", "--fail-on", "error,warning", *map(str, ours)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_that_is_loaded_is_missing(system: DebianRoot) -> None:
    """Every library of the packages finds what it needs. Two plug-ins are for systems that have
    GTK and CUPS; what wheels renamed is found by what loads it."""
    script = (
        'find /usr/lib/rino-desktop -type f -name "*.so*" | while read -r file; do '
        'ldd "$file" 2>/dev/null | sed -n "s|^[[:space:]]*\\(.*\\) => not found|$file \\1|p"; done'
    )
    found = system.run("sh", "-c", script).splitlines()
    optional = ("libqgtk3.so", "libcupsprintersupport.so")
    carried = {file.name for file in (system.folder / HOME).rglob("*.so*")}
    missing = [
        line for line in found
        if not line.split()[0].endswith(optional) and line.split()[1] not in carried
    ]  # fmt: skip
    assert missing == []


def test_whose_works_are_in_it_is_said(system: DebianRoot) -> None:
    for name in ("rino-engine", "rino-desktop"):
        said = (system.folder / f"usr/share/doc/{name}/copyright").read_text("utf-8")
        texts = re.findall(r"^ /(.+)$", said, re.MULTILINE)
        assert texts
        assert all((system.folder / text).is_file() for text in texts)
        assert len(re.findall(r"^License: \S", said, re.MULTILINE)) == said.count("\nFiles: ")


def test_the_engines_command_line_works(system: DebianRoot) -> None:
    from rino_desktop import __version__

    assert system.run("rino-desktop", "--version") == f"rino-desktop {__version__}\n"
    environment = system.folder / "etc/rino/engine.env"
    environment.write_text(environment.read_text("utf-8") + "RINO_VOICE_PACK='olga, john'\n")
    said = json.loads(system.run("rino-engine", "db", "init", "--json"))
    assert said["database"] == "/var/lib/rino/rino.fdb"
    findings = json.loads(system.run("rino-engine", "doctor", "--json"))["checks"]
    assert [each for each in findings if each["state"] == "bad"] == []
    assert {each["state"] for each in findings if each["name"] in ("speech", "desktop")} == {"ok"}
    refused = system.run("rino-engine", "doctor", user="anna", status=1, both=True)
    assert "sudo rino-engine doctor" in refused


def test_who_may_read_what(system: DebianRoot) -> None:
    form = "%a %U:%G %n"
    said = system.run(
        "stat", "-c", form, "/etc/rino/engine.toml", "/etc/rino/engine.env", "/var/lib/rino",
    )  # fmt: skip
    assert said.splitlines() == [
        "640 root:rino /etc/rino/engine.toml",
        "640 root:rino /etc/rino/engine.env",
        "750 rino:rino /var/lib/rino",
    ]
    open_to_all = system.run("find", "/usr/lib/rino-desktop", "-perm", "/022", "!", "-type", "l")
    assert open_to_all == ""


def test_the_window_opens(system: DebianRoot) -> None:
    """With what was left of Qt; Ctrl+C closes it."""
    said = system.run(
        f"/{HOME}/bin/python3", "-I", "-c", _WHEN_IT_IS_SEEN, "--lang", "ru",
        user="anna", both=True, QT_QPA_PLATFORM="offscreen",
    )  # fmt: skip
    assert said == "RINO Desktop\n"
    pages = f"/{HOME}/lib/python3.*/site-packages/rino_desktop/_bundle/manual/ru/index.html"
    assert system.run("sh", "-c", f"cat {pages} | grep -c '<title>'", user="anna") == "1\n"
    menu = "/usr/share/applications"
    entries = [f"{menu}/rino-{name}.desktop" for name in ("desktop", "workstation")]
    subprocess.run(
        ["desktop-file-validate", "--no-hints", *(str(system.folder) + name for name in entries)],
        check=True,
    )
    for entry in entries:
        text = (system.folder / entry[1:]).read_text("utf-8")
        assert re.search(r"^\w*Name\[ru\]=.*[а-я]", text, re.MULTILINE)
        (icon,) = re.findall(r"^Icon=(.+)$", text, re.MULTILINE)
        icons = system.folder / "usr/share/icons/hicolor/scalable/apps"
        assert (icons / f"{icon}.svg").is_file()


def test_systemd_finds_no_fault_with_the_unit(system: DebianRoot) -> None:
    instance = system.folder / "run/rino-engine@main.service"
    instance.write_bytes((system.folder / UNIT[1:]).read_bytes())
    assert (
        system.run("systemd-analyze", "verify", "--man=no", f"/run/{instance.name}", both=True)
        == ""
    )
    # In tenths: below 2.0 is what systemd calls well protected.
    said = system.run(
        "systemd-analyze", "security", "--offline=yes", "--no-pager", "--threshold=20",
        f"/run/{instance.name}",
    )  # fmt: skip
    assert "Overall exposure level" in said


def test_the_engine_tells_systemd_how_it_is(system: DebianRoot, tmp_path: Path) -> None:
    unit = Unit(system, UNIT, "main")
    assert unit.one("Type") == "notify"
    door = NotifySocket()
    watchdog_us = int(unit.one("WatchdogSec")) * 1_000_000
    log = tmp_path / "log"
    engine = unit.start(
        {"NOTIFY_SOCKET": door.address, "WATCHDOG_USEC": str(watchdog_us)}, log
    )  # fmt: skip
    try:
        door.wait_for("READY=1", 30.0)
        door.wait_for("WATCHDOG=1", 10.0, times=3)
        # Somebody else of the same user has the database open beside it.
        assert json.loads(system.run("rino-engine", "campaign", "list", "--json")) == []
        engine.send_signal(signal.SIGTERM)
        door.wait_for("STOPPING=1", 10.0)
        assert engine.wait(float(unit.one("TimeoutStopSec"))) == 0
    finally:
        engine.kill()
        door.close()
    pulses = [at for at, line in door.heard if line == "WATCHDOG=1"]
    assert max(b - a for a, b in pairwise(pulses)) < watchdog_us / 2e6, pulses
    assert "Traceback" not in log.read_text("utf-8")


def test_a_campaign_calls_where_the_unit_runs(system: DebianRoot, tmp_path: Path) -> None:
    """The demo in the unit's sandbox: telephony, speech and database lack nothing there."""
    log = tmp_path / "log"
    demo = Unit(system, UNIT, "main").start(
        {"RINO_DEMO_SUBSCRIBERS": "51"}, log, "/usr/bin/rino-desktop --demo --headless --lang en"
    )
    try:
        status = demo.wait(180.0)
    finally:
        demo.kill()
    assert status == 0, log.read_text("utf-8")
    assert list((system.folder / "var/lib/rino/demo-output").glob("*.xlsx"))


def test_upgrade_removal_and_purge(system: DebianRoot, built: Built) -> None:
    (system.folder / "usr/local/sbin/systemctl").write_text(_SYSTEMCTL)
    (system.folder / "usr/local/sbin/systemctl").chmod(0o755)
    # apt gives the scripts a path of its own.
    (system.folder / "etc/apt/apt.conf.d/99path").write_text(
        'DPkg::Path "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin";\n'
    )
    (system.folder / "run/systemd/system").mkdir(parents=True, exist_ok=True)
    heard, runs = system.folder / "run/heard", system.folder / "run/engine-runs"
    settings = system.folder / "etc/rino/engine.toml"
    changed = settings.read_text("utf-8").replace('= "info"', '= "debug"')
    settings.write_text(changed)
    system.run("chmod", "600", "/etc/rino/engine.env")
    data = system.run("sh", "-c", "cd /var/lib/rino; find . -type f ! -path '*/.cache/*' | sort")
    own = system.folder / f"usr/local/lib/rino-desktop/python3.{sys.version_info.minor}"
    own.mkdir(parents=True)
    (own / "office_plugin.py").write_text("SAID = 'here'\n")
    talking = subprocess.Popen([sys.executable, "-c", _TALKS], stdout=subprocess.PIPE)
    assert talking.stdout is not None
    with talking.stdout:
        assert talking.stdout.readline() == b"talks\n"
    runs.write_text(f"{talking.pid}\n")
    waiter = threading.Thread(target=talking.wait)  # one that has ended is no process any more
    waiter.start()
    later = control(built.later[0], "control").split("Version: ")[1].splitlines()[0]
    window = subprocess.Popen(
        system.command("setpriv", "--reuid=anna", "--regid=anna", "--init-groups", "env", "-i",
                       "HOME=/home/anna", "QT_QPA_PLATFORM=offscreen", "/usr/bin/rino-desktop"),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip

    said = system.install(*built.later)

    assert "db upgrade" in said
    # Its talk has ended by itself, and whoever waited was told.
    waiter.join()
    assert talking.returncode == 0
    assert "rino-engine@main.service: 1 call goes on" in said
    assert f"still open, with the old version: anna's, process {window.pid}." in said
    window.terminate()
    assert window.wait(30) in (0, -signal.SIGTERM)
    assert "not to wait for them: systemctl stop rino-engine@main.service" in said
    assert system.state_of("rino-engine") == f"ii {later}"
    assert system.state_of("rino-desktop") == f"ii {later}"
    # Engines end before anything is replaced, and those that ran come back after it.
    stopped, started = heard.read_text().splitlines()
    assert stopped.startswith("stop rino-engine@main.service | ")
    assert stopped.endswith(EARLIER)
    assert started.startswith("start --no-block rino-engine@main.service | ")
    assert started.endswith(later)
    assert not (system.folder / "run/rino-engine.restart").exists()
    assert settings.read_text("utf-8") == changed
    modes = system.run("stat", "-c", "%a %G", "/etc/rino/engine.env", "/etc/rino/engine.toml")
    assert modes.split("\n")[:2] == ["600 rino", "640 rino"]
    python = f"/{HOME}/bin/python3"
    assert system.run(python, "-c", "import office_plugin; print(office_plugin.SAID)") == "here\n"
    assert "ok" in system.run("rino-engine", "db", "check", "--json")

    # Whoever helps gets the engines' journal, too, which their user alone may not read.
    (system.folder / "usr/local/sbin/journalctl").write_text(_JOURNALCTL)
    (system.folder / "usr/local/sbin/journalctl").chmod(0o755)
    system.run("rino-engine", "support-bundle", "/var/lib/rino/help.zip")
    with zipfile.ZipFile(system.folder / "var/lib/rino/help.zip") as bundle:
        assert bundle.read("logs/journal.log").decode().count(" [5] ") == 1

    # Configured once more, as after an interrupted upgrade: nothing happens twice.
    heard.unlink()
    system.run("/var/lib/dpkg/info/rino-engine.postinst", "configure", later)
    assert not heard.exists()

    # Waiting was broken off, and nobody removes it any more: the engine is not left to end.
    (system.folder / "run/rino-engine.restart").write_text("rino-engine@main.service\n")
    system.run("/var/lib/dpkg/info/rino-engine.postinst", "abort-remove", later)
    assert heard.read_text().startswith("restart --no-block rino-engine@main.service | ")
    heard.unlink()

    system.run("apt-get", "-qq", "remove", "-y", "rino-engine", "rino-desktop")
    assert heard.read_text().startswith("stop rino-engine@main.service")
    assert settings.read_text("utf-8") == changed
    assert not (system.folder / HOME).exists()
    kept = system.run("sh", "-c", "cd /var/lib/rino; find . -type f ! -path '*/.cache/*' | sort")
    assert set(data.split("\n")) <= set(kept.split("\n"))

    wants = system.folder / "etc/systemd/system/multi-user.target.wants"
    wants.mkdir(parents=True, exist_ok=True)
    (wants / "rino-engine@main.service").symlink_to("/usr/lib/systemd/system/rino-engine@.service")

    said = system.run("apt-get", "-qq", "purge", "-y", "rino-engine", "rino-desktop", both=True)
    assert "/var/lib/rino are kept" in said
    assert not settings.parent.exists()
    assert (system.folder / "var/lib/rino/rino.fdb").is_file()
    left = system.run(
        "sh",
        "-c",
        "find / -xdev -name '*rino*' ! -path '/proc/*' ! -path '/var/*' "
        "! -path '/usr/local/*' ! -path '/dev/*' ! -path '/run/*' ! -path '/home/*'",
    )
    assert left == ""
