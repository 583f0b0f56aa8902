"""The virtual environment inside a package: what is installed into it, what of Qt stays, and that
it can stand at its place on any machine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

#: Where the environment stands on the machine that has the package.
HOME = "usr/lib/rino-desktop"
#: Where browsers that come as snaps may read, too; of /usr/lib they see nothing.
MANUALS = "usr/share/doc/rino-desktop/manual"
#: Built for one release's Python: binary wheels and compiled files fit no other.
PYTHON = f"python3.{sys.version_info.minor}"

#: The modules of Qt that the program and its libraries import; what these load in turn is found.
_QT_MODULES = (
    "Core", "DBus", "Gui", "Multimedia", "Network", "OpenGL", "OpenGLWidgets", "PrintSupport",
    "Svg", "SvgWidgets", "Test", "Widgets",
)  # fmt: skip
#: Plug-ins: "folder" or "folder/file". The GTK theme is used where GTK is.
_QT_PLUGINS = (
    "iconengines/libqsvgicon.so", "imageformats/libqgif.so", "imageformats/libqico.so",
    "imageformats/libqjpeg.so", "imageformats/libqsvg.so", "multimedia", "networkinformation",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
    "platforms/libqminimal.so", "platforms/libqoffscreen.so", "platforms/libqwayland.so",
    "platforms/libqxcb.so", "platformthemes", "printsupport", "tls",
    "wayland-decoration-client", "wayland-graphics-integration-client",
    "wayland-shell-integration", "xcbglintegrations",
)  # fmt: skip
_QT_LANGUAGES = ("qt", "qtbase", "qtmultimedia")

_MAIN = """\
#!/{home}/bin/python3 -I
import sys

from rino_desktop.__main__ import main

sys.exit(main())
"""


def packages_of(tree: Path) -> Path:
    return tree / HOME / "lib" / PYTHON / "site-packages"


def install_locked(target: Path, lock: Path) -> None:
    """What ``lock`` names, by its hashes."""
    _pip(target, "--require-hashes", "--no-build-isolation", "-r", str(lock))


def install_own(target: Path, wheel: Path) -> None:
    # By name: a path would be written into what pip notes of the distribution.
    name, version = wheel.name.split("-")[:2]
    _pip(target, "--no-index", "--find-links", str(wheel.parent), f"{name}=={version}")


def _pip(target: Path, *what: str) -> None:
    target.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--no-input", "--no-deps", "--no-compile", "--no-warn-conflicts",
         "--target", str(target), *what],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr)
    # Programs of the libraries: with the path of this very folder in their first line, and needed
    # by nobody.
    shutil.rmtree(target / "bin", ignore_errors=True)


def take_manuals(engine: Path, desktop: Path) -> None:
    """To the windows, which open them. Nothing where the wheel has none."""
    place = Path("rino_desktop/_bundle/manual")
    built, link = packages_of(engine) / place, packages_of(desktop) / place
    if built.is_dir():
        for folder in (link.parent, (desktop / MANUALS).parent):
            folder.mkdir(parents=True, exist_ok=True)
        shutil.move(built, desktop / MANUALS)
        link.symlink_to(os.path.relpath(desktop / MANUALS, link.parent))


def drop_doubles(tree: Path, base: Path) -> None:
    """What is in ``base`` already need not be in ``tree``; the locks hold both to one version."""
    for info in sorted(tree.glob("*.dist-info")):
        if not (base / info.name).is_dir():
            continue
        for line in (info / "RECORD").read_text("utf-8").splitlines():
            file = tree / line.rsplit(",", 2)[0].strip('"')
            if file.is_relative_to(tree) and ".." not in file.parts:
                file.unlink(missing_ok=True)
    _drop_empty(tree)


def prune_qt(packages: Path) -> None:
    """Leaves of PySide6 what the program uses: a sixth of it."""
    pyside = packages / "PySide6"
    qt = pyside / "Qt"
    roots = [pyside / f"Qt{name}.abi3.so" for name in _QT_MODULES]
    for name in _QT_PLUGINS:
        place = qt / "plugins" / name
        roots += sorted(place.glob("*.so")) if place.is_dir() else [place]
    keep = {*roots, *_loaded_by(roots, packages)}
    keep |= {
        qt / f"translations/{name}_{code}.qm" for name in _QT_LANGUAGES for code in ("en", "ru")
    }
    keep |= set(pyside.glob("*.py"))
    keep |= set((pyside / "support").rglob("*.py"))
    missing = [str(file.relative_to(packages)) for file in roots if not file.exists()]
    if missing:
        raise SystemExit(f"PySide6 has no {', '.join(missing)}: see installer/debian/site_tree.py")
    for file in sorted(pyside.rglob("*")):
        if not file.is_dir() and file not in keep:
            file.unlink()
    shutil.rmtree(packages / "pyqtgraph/examples", ignore_errors=True)
    _drop_empty(packages)


def _loaded_by(files: list[Path], inside: Path) -> Iterator[Path]:
    """The libraries within ``inside`` that ``files`` load, directly and through others."""
    done = subprocess.run(
        ["ldd", *map(str, files)], capture_output=True, text=True, check=False,
        env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip
    for line in done.stdout.splitlines():
        found = line.partition("=> ")[2].rpartition(" (")[0]
        if found:
            file = Path(os.path.normpath(found))
            if file.is_relative_to(inside):
                yield file
                yield file.parent / file.resolve().name


def make_environment(tree: Path) -> None:
    """The virtual environment around the installed packages, and the program."""
    home = tree / HOME
    (home / "bin").mkdir(parents=True)
    (home / "bin/python3").symlink_to(f"../../../bin/{PYTHON}")
    (home / "bin/python").symlink_to("python3")
    (home / "pyvenv.cfg").write_text(
        "home = /usr/bin\ninclude-system-site-packages = false\n"
        f"version = 3.{sys.version_info.minor}\n"
    )
    program = home / "bin/rino-desktop"
    program.write_text(_MAIN.format(home=HOME))
    program.chmod(0o755)
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/rino-desktop").symlink_to("../lib/rino-desktop/bin/rino-desktop")
    # Plug-ins and drivers of the administrator's, which no upgrade touches; nothing if not there.
    (packages_of(tree) / "rino_local.pth").write_text(f"/usr/local/lib/rino-desktop/{PYTHON}\n")


def compile_all(tree: Path) -> None:
    """Byte code, valid by itself: the users who run the program cannot write beside it. No hash
    seed and no order of workers changes a byte of it."""
    subprocess.run(
        [sys.executable, "-m", "compileall", "-q", "-j", "0", "--invalidation-mode",
         "unchecked-hash", "-s", str(tree), "-p", "/", str(packages_of(tree))],
        check=False, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "0"},
    )  # fmt: skip


def check(tree: Path, work: Path, checkout: Path) -> None:
    """SystemExit when a file names a path of the machine that builds. A checkout may have a name
    that the libraries of others say for reasons of their own (/app): in those only the folder
    where they were installed is looked for."""
    for file in sorted(tree.rglob("*")):
        if file.is_symlink():
            if any(str(file.readlink()).startswith(str(path)) for path in (work, checkout)):
                raise SystemExit(f"{file} leads to the machine that builds it")
        elif file.is_file():
            content = file.read_bytes()
            paths = (work, checkout) if _is_ours(file, tree) else (work,)
            if any(bytes(path) in content for path in paths):
                raise SystemExit(f"{file} names a path of the machine that builds it")


def _is_ours(file: Path, tree: Path) -> bool:
    packages = packages_of(tree)
    if not file.is_relative_to(packages):
        return True
    return file.relative_to(packages).parts[0].startswith("rino_")


def _drop_empty(folder: Path) -> None:
    for each in sorted(folder.rglob("*"), reverse=True):
        if each.is_dir() and not each.is_symlink() and not any(each.iterdir()):
            each.rmdir()
