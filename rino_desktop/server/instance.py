"""The server that runs: under systemd, or started here for as long as the set-up needs it."""

import contextlib
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from engine.errors import KnownError
from rino_desktop.server.places import LOG, SERVICE, Places
from rino_desktop.server.plan import Plan
from rino_desktop.texts import t

_START_S = 30.0
_STOP_S = 30.0
_ISQL_S = 120.0


def has_systemd(places: Places) -> bool:
    """Services of this machine are meant, and it has them."""
    return places.on_this_machine and Path("/run/systemd/system").is_dir()


def systemctl(*words: str) -> str:
    """KnownError when it fails."""
    done = subprocess.run(
        ["systemctl", *words], capture_output=True, text=True, timeout=_START_S * 2, check=False
    )
    if done.returncode:
        raise KnownError(
            t("systemctl {words} failed: {reason}.", words=" ".join(words),
              reason=_last_line(done.stderr or done.stdout)),
            mend=t("Look at: journalctl -u {unit}", unit=words[-1]),
        )  # fmt: skip
    return done.stdout


def is_active(unit: str) -> bool:
    return subprocess.run(["systemctl", "is-active", "--quiet", unit], check=False).returncode == 0


def is_enabled(unit: str) -> bool:
    return subprocess.run(["systemctl", "is-enabled", "--quiet", unit], check=False).returncode == 0


def needs_reload(unit: str) -> bool:
    """Its file is newer than what systemd goes by."""
    return _property(unit, "NeedDaemonReload") == "yes"


def active_since(unit: str) -> int | None:
    """Unix time; None: it does not run, or systemd does not say."""
    value = _property(unit, "ActiveEnterTimestamp", "--timestamp=unix").removeprefix("@")
    return int(value) if value.isdigit() and is_active(unit) else None


def _property(unit: str, name: str, *how: str) -> str:
    done = subprocess.run(
        ["systemctl", "show", f"--property={name}", "--value", *how, unit],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.strip()


def listens(host: str, port: int) -> bool:
    """Somebody answers there."""
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=3):
        return True
    return False


class Instance:
    """``start`` and ``stop`` may be called whatever the server does at the moment."""

    def __init__(self, places: Places, plan: Plan) -> None:
        self._places = places
        self._plan = plan
        self._own: subprocess.Popen[bytes] | None = None

    def runs(self) -> bool:
        return listens(self._plan.own_host, self._plan.port)

    def start(self) -> None:
        """Until it answers; KnownError when it does not come up."""
        if self.runs():
            return
        if has_systemd(self._places) and (self._places.units / SERVICE).exists():
            systemctl("start", SERVICE)
            self._wait(lambda: is_active(SERVICE))
            return
        uid, gid = self._places.owner
        with (self._places.home / "start.log").open("wb") as log:
            self._own = subprocess.Popen(
                # Ends with us: nobody else would know of it.
                ["setpriv", "--pdeathsig", "KILL", "/usr/sbin/firebird"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self._environment(),
                start_new_session=True, **_as(uid, gid),
            )  # fmt: skip
        own = self._own
        self._wait(lambda: own.poll() is None)

    def stop(self) -> None:
        if self._own is not None:
            self._own.terminate()
            try:
                self._own.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                self._own.kill()
                self._own.wait()
            self._own = None
        elif has_systemd(self._places) and is_active(SERVICE):
            systemctl("stop", SERVICE)

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """What was not started as a service ends with the block."""
        try:
            yield
        finally:
            if self._own is not None:
                self.stop()

    def set_administrator(self, password: str) -> None:
        """SYSDBA of the security database, which is made where there is none. Firebird opens it
        for the server alone: so that must not run."""
        file = self._places.security_database
        with tempfile.TemporaryDirectory(prefix="rino-firebird-") as folder:
            home = Path(folder)
            uid, gid = self._places.owner
            os.chown(home, uid, gid)
            for name in ("plugins", "lib", "intl", "firebird.msg", "plugins.conf"):
                (home / name).symlink_to(self._places.binaries / name)
            (home / "databases.conf").touch()
            (home / "firebird.conf").write_text(f"SecurityDatabase = {file}\nUserManager = Srp\n")
            if not file.exists():
                made = file.with_name(f"{file.name}.new")
                made.unlink(missing_ok=True)
                script = self._places.security_sql.read_text(encoding="utf-8")
                self._isql(home, f"CREATE DATABASE '{made}';\n{script}")
                made.chmod(0o600)
                made.rename(file)
            quoted = password.replace("'", "''")
            self._isql(
                home,
                f"CONNECT '{file}' USER 'SYSDBA';\n"
                f"CREATE OR ALTER USER SYSDBA PASSWORD '{quoted}' USING PLUGIN Srp;\nCOMMIT;\n",
            )

    def _isql(self, home: Path, script: str) -> None:
        """The script on standard input: nobody sees the password in a list of processes."""
        uid, gid = self._places.owner
        try:
            done = subprocess.run(
                ["isql-fb", "-q", "-bail", "-user", "SYSDBA"], input=script.encode(),
                capture_output=True, env=self._environment(home), timeout=_ISQL_S, check=False,
                **_as(uid, gid),
            )  # fmt: skip
        except FileNotFoundError:
            raise KnownError(
                t("isql-fb is not installed on this machine."),
                mend=t("Install it: apt-get install firebird3.0-utils"),
            ) from None
        if done.returncode:
            raise KnownError(
                t("The server's own database of accounts cannot be written: {reason}.",
                  reason=_last_line((done.stderr or done.stdout).decode("utf-8", "replace"))),
                mend=t("Stop the server and call it again."),
            )  # fmt: skip

    def _environment(self, home: Path | None = None) -> dict[str, str]:
        return {
            **os.environ,
            "FIREBIRD": str(home or self._places.home),
            "FIREBIRD_LOCK": str(self._places.lock),
        }

    def _wait(self, lives: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _START_S
        while not self.runs():
            if time.monotonic() > deadline or not lives():
                raise KnownError(
                    t("The Firebird server does not start: {reason}.", reason=self._log()),
                    mend=t("Its log: {file}", file=LOG),
                )
            time.sleep(0.05)

    def _log(self) -> str:
        for file in (self._places.home / "start.log", LOG):
            with contextlib.suppress(OSError):
                line = _last_line(file.read_text("utf-8", "replace"))
                if line != "–":
                    return line
        return "–"


def _as(uid: int, gid: int) -> dict[str, Any]:
    """Of another user, where that is needed."""
    return {} if uid == os.geteuid() else {"user": uid, "group": gid, "extra_groups": []}


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else "–"
