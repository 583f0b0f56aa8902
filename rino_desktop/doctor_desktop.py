"""What ``doctor`` looks at of what windows need: Qt, its libraries, a font, sound."""

import json
import subprocess
import sys
from pathlib import Path

from rino_desktop.doctor_finding import Finding
from rino_desktop.settings import Settings
from rino_desktop.texts import t

_PROBE_S = 30.0
#: What Debian and Ubuntu call the package of a library, where its name does not say it.
_PACKAGES = {
    "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0", "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0", "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0", "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxkbcommon.so.0": "libxkbcommon0", "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libEGL.so.1": "libegl1", "libGL.so.1": "libgl1", "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1", "libpulse.so.0": "libpulse0",
}  # fmt: skip
_LOOK = """
import json, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
import PySide6
from PySide6.QtGui import QFontDatabase, QGuiApplication
app = QGuiApplication([])
found = {"fonts": len(QFontDatabase.families(QFontDatabase.WritingSystem.Cyrillic)),
         "folder": str(Path(PySide6.__file__).parent)}
try:
    from PySide6.QtMultimedia import QMediaDevices
    found["speakers"] = len(QMediaDevices.audioOutputs())
    found["microphones"] = len(QMediaDevices.audioInputs())
except ImportError as error:
    found["no_sound"] = str(error)
print("\\n" + json.dumps(found), flush=True)
os._exit(0)
"""


def findings(settings: Settings) -> list[Finding]:
    """Of libraries and fonts, and of sound; [] without Qt, which is a finding of its own."""
    del settings
    done = subprocess.run(
        [sys.executable, "-c", _LOOK], capture_output=True, text=True, timeout=_PROBE_S, check=False
    )
    last = (done.stdout.strip().splitlines() or [""])[-1]
    if done.returncode != 0 or not last.startswith("{"):
        return []
    found = json.loads(last)
    return [_libraries(Path(found["folder"]), int(found["fonts"])), _sound(found)]


def _libraries(folder: Path, fonts: int) -> Finding:
    what = t("libraries and fonts of windows")
    missing = missing_libraries(folder / "Qt" / "plugins" / "platforms" / "libqxcb.so")
    if missing:
        packages = " ".join(sorted({_PACKAGES.get(name, name) for name in missing}))
        return Finding(
            "qt_libraries", "warning", what, t("missing: {names}", names=", ".join(missing)),
            t("Install them: sudo apt-get install {packages}", packages=packages),
        )  # fmt: skip
    if not fonts:
        return Finding(
            "qt_libraries", "warning", what, t("no font has Cyrillic letters"),
            t("Install one: sudo apt-get install fonts-dejavu-core"),
        )  # fmt: skip
    return Finding("qt_libraries", "ok", what, t("all are there"))


def missing_libraries(plugin: Path) -> list[str]:
    """Libraries of the system that Qt's part for X11 asks for and does not find."""
    if not sys.platform.startswith("linux") or not plugin.exists():
        return []
    try:
        done = subprocess.run(
            ["ldd", str(plugin)], capture_output=True, text=True, timeout=_PROBE_S, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return [line.split()[0] for line in done.stdout.splitlines() if "not found" in line]


def _sound(found: dict[str, object]) -> Finding:
    what = t("sound")
    if "no_sound" in found:
        return Finding(
            "sound", "warning", what, t("not installed: {reason}", reason=found["no_sound"]),
            t("Install it: sudo apt-get install {packages}", packages="libpulse0"),
        )  # fmt: skip
    speakers, microphones = found["speakers"], found["microphones"]
    detail = t("speakers: {speakers}, microphones: {microphones}", speakers=speakers,
               microphones=microphones)  # fmt: skip
    if speakers and microphones:
        return Finding("sound", "ok", what, detail)
    return Finding(
        "sound", "warning", what, detail,
        t("A workstation needs a headset: plug one in and see that its user hears sound in other "
          "programs. An engine does not need it."),
    )  # fmt: skip
