"""A Firebird 3.0 server of one's own: Debian's binaries, everything else in a folder of the test.

Nothing of the machine's own server is touched or needed: port, root folder, locks, security
database and databases are the test's, so any number of them run side by side.
"""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from engine.adapters.firebird import Address
from tests.helpers.ports import free_tcp_port, tcp_port_is_taken
from tests.helpers.processes import RunningProcess

_DEBIAN = Path("/usr/lib/x86_64-linux-gnu/firebird/3.0")
_SECURITY_SQL = Path("/usr/share/firebird/3.0/security.sql")
PASSWORD = "geheim-7"
#: The security database of the first server: all of them have the same.
_made_before: list[bytes] = []

_CONFIGURATION = """\
RemoteServicePort = {port}
RemoteBindAddress = 127.0.0.1
SecurityDatabase = {root}/security3.fdb
ServerMode = Super
DefaultDbCachePages = 2048
TempDirectories = {root}/temp
AuthServer = Srp
UserManager = Srp
"""


class FirebirdServer:
    """Use it as a context manager. ``SYSDBA`` has the password ``password``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.port = free_tcp_port()
        self.password = PASSWORD
        self._process: RunningProcess | None = None
        for folder in ("lock", "data", "temp"):
            (root / folder).mkdir(parents=True)
        for name in ("plugins", "lib", "firebird.msg", "plugins.conf"):
            (root / name).symlink_to(_DEBIAN / name)
        # Character sets such as WIN1251: of a library behind a link the server keeps only the
        # real path, and does not find it again.
        shutil.copytree(_DEBIAN / "intl", root / "intl")
        (root / "databases.conf").touch()
        (root / "firebird.conf").write_text(_CONFIGURATION.format(port=self.port, root=root))
        self._environment = {"FIREBIRD": str(root), "FIREBIRD_LOCK": str(root / "lock")}
        security = root / "security3.fdb"
        if not _made_before:
            self._make_security_database(security)
            _made_before.append(security.read_bytes())
        security.write_bytes(_made_before[0])

    def _make_security_database(self, file: Path) -> None:
        self._isql(f"CREATE DATABASE '{file}';\n{_SECURITY_SQL.read_text()}")
        self._isql(
            f"CREATE OR ALTER USER SYSDBA PASSWORD '{self.password}' USING PLUGIN Srp; COMMIT;",
            str(file),
        )

    def _isql(self, script: str, *arguments: str) -> None:
        done = subprocess.run(
            ["isql-fb", "-q", "-bail", "-user", "SYSDBA", *arguments], input=script, text=True,
            capture_output=True, env={**os.environ, **self._environment}, timeout=30, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"isql-fb: {done.stdout} {done.stderr}"

    def address(self, name: str) -> Address:
        """Of a database in the server's data folder."""
        return Address(
            database=str(self.root / "data" / f"{name}.fdb"), host="127.0.0.1", port=self.port
        )

    def start(self) -> None:
        # Dies with us, even when the test process is killed and can end nothing itself.
        self._process = RunningProcess(
            ["setpriv", "--pdeathsig", "KILL", "/usr/sbin/firebird"],
            self.root / "server.log",
            environment=self._environment,
        )
        self._process.wait_ready(lambda: tcp_port_is_taken(self.port))

    def stop(self) -> None:
        """As an administrator stops it."""
        if self._process is not None:
            self._process.stop()
            self._process = None

    def kill(self) -> None:
        """With -9, in the middle of whatever it does."""
        assert self._process is not None
        self._process.stop(grace_s=0.0)
        self._process = None

    def hang(self) -> None:
        """It answers nobody any more, and is there all the same."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.process.send_signal(number)

    def restart(self, *, kill: bool = False) -> None:
        if kill:
            self.kill()
        else:
            self.stop()
        self.start()

    def __enter__(self) -> "FirebirdServer":
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
