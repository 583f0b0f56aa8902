"""A Windows of the tests' own: a wine prefix with what wine 8 lacks for the program.

What is added (the libraries beside this file) goes into the prefix and into the installed program's
site-packages, by a ``.pth`` file; nothing of it is ever in the installer.
"""

import contextlib
import fnmatch
import os
import subprocess
import threading
import time
from pathlib import Path
from typing import IO, Any

import psutil

_HERE = Path(__file__).parent
_COMPILER = ("x86_64-w64-mingw32-gcc", "-O2", "-s", "-shared")
_LIBRARIES = {"icuuc": (), "bcryptprimitives": ("-ladvapi32",), "namespaces": ("-lntdll",)}
#: Loaded by CPython before anything of the program.
_SHIM = 'import ctypes; ctypes.WinDLL("C:/windows/system32/namespaces.dll")\n'
_WINE = next(
    (name for name in ("/usr/lib/wine/wine64", "/usr/bin/wine64") if Path(name).exists()), "wine64"
)
_SERVER = "/usr/lib/wine/wineserver64"
#: How NSIS names the copy of an uninstaller that does its work.
_UNINSTALLING = ("un*.exe", "au_*.exe")


class Windows:
    """``folder``: where the prefix is made. Programs run with ``C:\\work`` as their folder.

    Somebody is signed in, on a screen that nobody sees: without a desktop that stays, wine starts
    one with the first program that asks for windows, and keeps that program's pipes open for good.
    """

    def __init__(self, folder: Path) -> None:
        self.drive = folder / "drive_c"
        home = folder / "home"
        home.mkdir(parents=True)
        overrides = "winedbg.exe=;mscoree=;mshtml=;winemenubuilder.exe=;icuuc=n;bcryptprimitives=n"
        self._environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "USER": "office", "LANG": "C.UTF-8",
            "WINEPREFIX": str(folder), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": overrides,
            # wine keeps variables of this name to itself.
            "WINEQT_QPA_PLATFORM": "offscreen",
        }  # fmt: skip
        self._living: list[subprocess.Popen[bytes]] = []
        try:
            self._sign_in()
            self._bring_libraries()
        except BaseException:
            self.end()
            raise
        self._work = self.drive / "work"
        self._work.mkdir()
        (self.user,) = (path for path in (self.drive / "users").iterdir() if path.name != "Public")
        self.local = self.user / "AppData" / "Local"
        self.installed = self.local / "Programs" / "RINO Desktop"

    def _sign_in(self) -> None:
        read, write = os.pipe()
        screen = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24"]
        self._start([*screen, "-nolisten", "tcp"], pass_fds=(write,))
        os.close(write)
        with os.fdopen(read, encoding="ascii") as told:
            self._environment["DISPLAY"] = f":{told.readline().strip()}"
        # The first program makes the prefix; what is started for it serves all others, and writes
        # where it does. Its window keeps the desktop.
        self._start([_WINE, "notepad.exe"])
        give_up = time.monotonic() + 300
        while not {"explorer.exe", "notepad.exe"} <= {line[0] for line in self._processes()}:
            assert time.monotonic() < give_up
            time.sleep(0.2)
        self._start([_WINE, "winecfg", "-v", "win10"]).wait(300)

    def _start(self, command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        nothing = subprocess.DEVNULL
        process = subprocess.Popen(
            command, stdin=nothing, stdout=nothing, stderr=nothing, env=self._environment,
            **options,
        )  # fmt: skip
        self._living.append(process)
        return process

    def _bring_libraries(self) -> None:
        system = self.drive / "windows" / "system32"
        for name, libraries in _LIBRARIES.items():
            command = [*_COMPILER, "-o", str(system / f"{name}.dll"), str(_HERE / f"{name}.c")]
            subprocess.run([*command, *libraries], check=True)

    def program(
        self, *arguments: str, name: str = "rino-desktop", seconds: float = 120,
        status: int | None = 0, variables: dict[str, str] | None = None,
    ) -> str:  # fmt: skip
        """What it printed. AssertionError when it ends with another status."""
        command = [_WINE, str(self.installed / f"{name}.exe"), *arguments]
        return self.run(command, seconds=seconds, status=status, variables=variables)

    def python(self, code: str, *arguments: str, seconds: float = 120) -> str:
        """What a program printed that the installed CPython ran."""
        return self.program("--python", "-c", code, *arguments, seconds=seconds)

    def setup(self, file: Path, *arguments: str, status: int = 0) -> None:
        self.run([_WINE, str(file), *arguments], seconds=300, status=status)

    def uninstall(self) -> None:
        """Silently, until all is done: what is started ends at once, and leaves it to a copy."""
        self.setup(self.installed / "uninstall.exe", "/S")
        give_up = time.monotonic() + 300
        while any(_uninstalls(line) for line in self._processes()):
            assert time.monotonic() < give_up
            time.sleep(0.2)

    def give_what_wine_lacks(self) -> None:
        """To an installation that was just made."""
        place = self.installed / "Lib" / "site-packages" / "wine_shim.pth"
        place.write_text(_SHIM)
        # To Windows the classes of files are those of the machine and of the user, to wine 8 the
        # machine's alone.
        for name in (".rinoscheme", "RINO.Scheme"):
            key = f"Software\\Classes\\{name}"
            self.command("reg", "copy", f"HKCU\\{key}", f"HKLM\\{key}", "/s", "/f")

    def registry(self, key: str) -> str:
        """What the key of the current user says, empty when there is none."""
        return self.command("reg", "query", f"HKCU\\{key}", "/s", status=None)

    def command(self, *words: str, status: int | None = 0) -> str:
        """One of Windows' own."""
        return self.run([_WINE, *words], seconds=60, status=status)

    def files(self) -> set[str]:
        """All that lies in the folders of users and in those of programs' common data, as paths on
        the drive; not what is temporary."""
        places = (self.drive / "users", self.drive / "ProgramData")
        found = (path for place in places for path in place.rglob("*") if not path.is_dir())
        return {str(path.relative_to(self.drive)) for path in found if "Temp" not in path.parts}

    def open(self, path: str) -> None:
        """As a double click does; ``path``: as Windows writes it. Its windows are on the screen."""
        program = str(self.installed / "rino-desktop.exe")
        subprocess.run(
            [_WINE, program, "--python", "-c", "import os, sys; os.startfile(sys.argv[1])", path],
            env={**self._environment, "WINEQT_QPA_PLATFORM": "windows"},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            check=True, timeout=60,
        )  # fmt: skip

    def running(self) -> list[str]:
        """The command lines of the program's processes."""
        return [" ".join(line) for line in self._processes() if line[0].startswith("rino-desktop")]

    def _processes(self) -> list[list[str]]:
        """The command lines of all that runs in it, the programs without their folders."""
        lines = [process.info["cmdline"] for process in self._own()]
        return [[_name(program), *rest] for program, *rest in filter(None, lines)]

    def _own(self) -> list[psutil.Process]:
        own = str(self.drive.parent)
        return [
            process
            for process in psutil.process_iter(["cmdline", "environ"])
            if (process.info["environ"] or {}).get("WINEPREFIX") == own
        ]

    def run(
        self, command: list[str], *, seconds: float, status: int | None = 0,
        variables: dict[str, str] | None = None,
    ) -> str:  # fmt: skip
        # Into a pipe: wine's programs cannot write into a file that Linux has opened for them.
        process = subprocess.Popen(
            command, cwd=getattr(self, "_work", None), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**self._environment, **(variables or {})},
        )  # fmt: skip
        parts: list[bytes] = []
        reader = threading.Thread(target=_read, args=(process.stdout, parts), daemon=True)
        reader.start()
        try:
            ended = process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            reader.join(2)
            raise AssertionError(f"{command}: {seconds} s\n{_text(parts)}") from None
        reader.join(30)
        said = _text(parts)
        assert not reader.is_alive(), f"{command}: left somebody who may write still\n{said}"
        assert status is None or ended == status, f"{command}: {ended}\n{said}"
        return said

    def end(self) -> None:
        """All of its processes."""
        for order in ("-k", "-w"):
            with contextlib.suppress(subprocess.TimeoutExpired):
                subprocess.run([_SERVER, order], env=self._environment, check=False, timeout=60)
        for process in self._living:
            process.terminate()
        for process in self._living:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
        for left in self._own():  # whoever did not listen
            with contextlib.suppress(psutil.NoSuchProcess):
                left.kill()
        for process in self._living:
            process.wait(10)


def _name(program: str) -> str:
    return program.replace("/", "\\").rpartition("\\")[2]


def _uninstalls(line: list[str]) -> bool:
    # The program is not the first word as long as wine is about to start it.
    names = [_name(word).lower() for word in line[:3]]
    return any(fnmatch.fnmatch(name, form) for name in names for form in _UNINSTALLING)


def _read(pipe: IO[bytes], parts: list[bytes]) -> None:
    with pipe:
        parts.extend(iter(lambda: os.read(pipe.fileno(), 65536), b""))


def _text(parts: list[bytes]) -> str:
    return b"".join(parts).decode(errors="replace").replace("\r\n", "\n")
