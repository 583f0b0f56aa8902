"""A PostgreSQL 15 server of one's own: Debian's binaries, a free port, a folder of the test.

The server refuses to run as root: then it runs as the user that Debian made for it, in a folder
of its own below /tmp (pytest's folders are closed to others).
"""

import atexit
import contextlib
import functools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import psutil

from tests.helpers.ports import free_tcp_port
from tests.helpers.processes import RunningProcess, wait_until

_BIN = Path("/usr/lib/postgresql/15/bin")
_USER = "postgres"
#: Whom the server asks for a password; ``postgres`` is let in without.
GUARDED_USER = "rino"
PASSWORD = "geheim-8"

_CONFIGURATION = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
fsync = off
shared_buffers = 16MB
max_connections = 60
dynamic_shared_memory_type = mmap
"""
#: fsync = off loses nothing when the server is killed, only when the machine is. A killed server
#: leaves its shared memory behind: mmap has it among the data.

_ACCESS = f"""
host all {GUARDED_USER} 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
"""


def _unprivileged(*command: str | Path) -> list[str]:
    """The command as a user that the server accepts. It dies with us, even when the test process
    is killed and can end nothing itself."""
    user: list[str] = []
    if os.getuid() == 0:
        entry = pwd.getpwnam(_USER)
        user = [f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]
    return ["setpriv", *user, "--pdeathsig", "KILL", *map(str, command)]


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _own(folder: Path) -> None:
    if os.getuid() == 0:
        shutil.chown(folder, _USER, _USER)


@functools.cache
def _template() -> Path:
    """An initialised data folder; copying it is quicker than making one."""
    folder = Path(tempfile.mkdtemp(prefix="rino-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _own(folder)
    done = subprocess.run(
        _unprivileged(_BIN / "initdb", "-D", folder / "data", "-U", "postgres", "-E", "UTF8",
                      "--locale=C", "--no-sync", "--auth=trust"),
        capture_output=True, text=True, cwd=folder, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"initdb: {done.stdout} {done.stderr}"
    return folder / "data"


class Postgres:
    """``url`` is SQLAlchemy's; the database ``rino`` is empty. Use ``running_postgres``."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._data = root / "data"
        self.port = free_tcp_port()
        self.url = f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/rino"
        #: The same for a user who needs ``PASSWORD``.
        self.guarded_url = f"postgresql+psycopg://{GUARDED_USER}@127.0.0.1:{self.port}/rino"
        self._process: RunningProcess | None = None
        subprocess.run(["cp", "-a", str(_template()), str(self._data)], check=True)
        with (self._data / "postgresql.conf").open("a") as configuration:
            configuration.write(_CONFIGURATION.format(port=self.port))
        (self._data / "pg_hba.conf").write_text(_ACCESS)

    def start(self) -> None:
        assert self._process is None, "it runs"
        self._process = RunningProcess(
            _unprivileged(_BIN / "postgres", "-D", self._data), self._root / "server.log"
        )
        try:
            self._process.wait_ready(self._ready, 30.0)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """As an administrator stops it: connections are closed, everything is written."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.process.pid, signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(10.0)
            self._process.stop(grace_s=0.0)
            self._process = None

    def kill(self) -> None:
        """With -9, in the middle of whatever it does; its children see that and end."""
        if self._process is not None:
            children = psutil.Process(self._process.process.pid).children(recursive=True)
            self._process.stop(grace_s=0.0)
            self._process = None
            # While one lives, the server cannot be started again.
            wait_until(lambda: not any(map(_lives, children)), what="the server's children")

    def sql(self, script: str, database: str = "rino") -> str:
        """What psql prints: rows without heads, columns divided by '|'."""
        done = subprocess.run(
            [_BIN / "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-XqtA",
             "-v", "ON_ERROR_STOP=1", database],
            input=script, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"psql: {done.stdout} {done.stderr}"
        return done.stdout.strip()

    def _ready(self) -> bool:
        asked = subprocess.run(
            [_BIN / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)], check=False
        )
        return asked.returncode == 0

    def __enter__(self) -> "Postgres":
        self.start()
        try:
            self.sql("CREATE DATABASE rino", "postgres")
            self.sql(f"CREATE ROLE {GUARDED_USER} SUPERUSER LOGIN PASSWORD '{PASSWORD}'")
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self.kill()


@contextlib.contextmanager
def running_postgres(folder: Path) -> Iterator[Postgres]:
    """A server for the block; ``folder`` is where it may keep its files."""
    root = Path(tempfile.mkdtemp(prefix="rino-postgres-")) if os.getuid() == 0 else folder / "pg"
    root.mkdir(exist_ok=True)
    _own(root)
    try:
        with Postgres(root) as server:
            yield server
    finally:
        shutil.rmtree(root, ignore_errors=True)
