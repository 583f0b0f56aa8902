"""A Windows of the tests' own: a wine prefix with what wine 8 lacks for the program.

What is added (the libraries beside this file) goes into the prefix and into the installed program's
site-packages, by a ``.pth`` file; nothing of it is ever in the installer.
"""

import os
import subprocess
import threading
from pathlib import Path

_HERE = Path(__file__).parent
_COMPILER = ("x86_64-w64-mingw32-gcc", "-O2", "-s", "-shared")
_LIBRARIES = {"icuuc": (), "bcryptprimitives": ("-ladvapi32",), "namespaces": ("-lntdll",)}
#: Loaded by CPython before anything of the program.
_SHIM = 'import ctypes; ctypes.WinDLL("C:/windows/system32/namespaces.dll")\n'
_WINE = next(
    (name for name in ("/usr/lib/wine/wine64", "/usr/bin/wine64") if Path(name).exists()), "wine64"
)
_SERVER = "/usr/lib/wine/wineserver64"


class Windows:
    """``folder``: where the prefix is made. Programs run with ``C:\\work`` as their folder."""

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
        self.run([_WINE, "wineboot", "-i"], seconds=120)
        self.run([_WINE, "winecfg", "-v", "win10"], seconds=60)
        system = self.drive / "windows" / "system32"
        for name, libraries in _LIBRARIES.items():
            command = [*_COMPILER, "-o", str(system / f"{name}.dll"), str(_HERE / f"{name}.c")]
            subprocess.run([*command, *libraries], check=True)
        self._work = self.drive / "work"
        self._work.mkdir()
        (self.user,) = (path for path in (self.drive / "users").iterdir() if path.name != "Public")
        self.local = self.user / "AppData" / "Local"
        self.installed = self.local / "Programs" / "RINO Desktop"

    def program(
        self, *arguments: str, name: str = "rino-desktop", seconds: float = 60, status: int = 0,
        variables: dict[str, str] | None = None,
    ) -> str:  # fmt: skip
        """What it printed. AssertionError when it ends with another status."""
        command = [_WINE, str(self.installed / f"{name}.exe"), *arguments]
        return self.run(command, seconds=seconds, status=status, variables=variables)

    def setup(self, file: Path, *arguments: str, seconds: float = 180) -> None:
        self.run([_WINE, str(file), *arguments], seconds=seconds)

    def give_what_wine_lacks(self) -> None:
        """To an installation that was just made."""
        place = self.installed / "Lib" / "site-packages" / "wine_shim.pth"
        place.write_text(_SHIM)

    def registry(self, key: str) -> str:
        """What the key of the current user says, empty when there is none."""
        command = [_WINE, "reg", "query", f"HKCU\\{key}", "/s"]
        return self.run(command, seconds=30, status=None)

    def run(
        self, command: list[str], *, seconds: float, status: int | None = 0,
        variables: dict[str, str] | None = None,
    ) -> str:  # fmt: skip
        # Into a pipe: wine's programs cannot write into a file that Linux has opened for them. What
        # the program has started, a service perhaps, holds it open beyond the program's end.
        process = subprocess.Popen(
            command, cwd=getattr(self, "_work", None), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**self._environment, **(variables or {})},
        )  # fmt: skip
        assert process.stdout is not None
        parts: list[bytes] = []
        reader = threading.Thread(
            target=lambda pipe: parts.extend(iter(lambda: pipe.read1(65536), b"")),
            args=(process.stdout,),
            daemon=True,
        )
        reader.start()
        try:
            ended = process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            reader.join(2)
            raise AssertionError(f"{command}: {seconds} s\n{b''.join(parts)!r}") from None
        reader.join(2)
        said = b"".join(parts).decode(errors="replace")
        assert status is None or ended == status, f"{command}: {ended}\n{said}"
        return said

    def end(self) -> None:
        """All of its processes."""
        subprocess.run([_SERVER, "-k"], env=self._environment, check=False)
        subprocess.run([_SERVER, "-w"], env=self._environment, check=False, timeout=30)
