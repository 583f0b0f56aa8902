"""Where the server's parts lie: on this machine or, for a trial or an image, below a folder."""

import os
import pwd
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from engine.errors import KnownError
from rino_desktop.texts import t

#: Debian's and Ubuntu's package firebird3.0-server; the folder's name has the architecture.
_BINARIES = "usr/lib/*-linux-gnu/firebird/3.0"
#: Debian's server writes its log here, whatever its root folder is.
LOG = Path("/var/log/firebird/firebird3.0.log")
_SECURITY_SQL = Path("/usr/share/firebird/3.0/security.sql")
SERVICE = "rino-firebird.service"
BACKUP_SERVICE = "rino-firebird-backup.service"
BACKUP_TIMER = "rino-firebird-backup.timer"
#: Of stunnel4's unit template: /etc/stunnel/rino-firebird.conf.
TUNNEL_SERVICE = "stunnel@rino-firebird.service"


@dataclass(frozen=True)
class Places:
    """``root``: everything is written below it, and no service of this machine is touched; "/": on
    this machine. Programs are this machine's in either case."""

    root: Path = Path("/")

    @property
    def on_this_machine(self) -> bool:
        return self.root == Path("/")

    @cached_property
    def configuration(self) -> Path:
        return self.root / "etc/rino-firebird"

    @cached_property
    def state(self) -> Path:
        return self.root / "var/lib/rino-firebird"

    @property
    def home(self) -> Path:
        """What the server takes for its root (FIREBIRD): links to Debian's files and to our
        configuration."""
        return self.state / "instance"

    @property
    def data(self) -> Path:
        return self.state / "data"

    @property
    def backups(self) -> Path:
        return self.state / "backups"

    @property
    def security_database(self) -> Path:
        return self.state / "security3.fdb"

    def database(self, alias: str) -> Path:
        return self.data / f"{alias}.fdb"

    @property
    def lock(self) -> Path:
        return self.state / "lock"

    @property
    def work(self) -> Path:
        """Where a backup is tried: the restored database lies here for a moment."""
        return self.state / "backup-work"

    @property
    def temporary(self) -> Path:
        return self.state / "temp"

    @property
    def plan(self) -> Path:
        return self.configuration / "server.toml"

    @property
    def passwords(self) -> Path:
        """NAME=password of each account, for ``EnvironmentFile`` and for the administrator."""
        return self.configuration / "passwords"

    @property
    def units(self) -> Path:
        return self.root / "etc/systemd/system"

    @property
    def tunnel(self) -> Path:
        """Certificates and keys of the tunnel."""
        return self.configuration / "tunnel"

    @property
    def tunnel_configuration(self) -> Path:
        return self.root / "etc/stunnel/rino-firebird.conf"

    @cached_property
    def owner(self) -> tuple[int, int]:
        """(user, group) that the server runs as: Debian's ``firebird``; below another root, or for
        who is not root and may not change to it, whoever calls. KnownError."""
        if not self.on_this_machine or os.geteuid() != 0:
            return os.geteuid(), os.getegid()
        try:
            entry = pwd.getpwnam("firebird")
        except KeyError:
            raise not_installed() from None
        return entry.pw_uid, entry.pw_gid

    @cached_property
    def binaries(self) -> Path:
        """Of Debian's package. KnownError: it is not installed."""
        found = sorted(Path("/").glob(_BINARIES))
        if not found or not Path("/usr/sbin/firebird").exists() or not _SECURITY_SQL.exists():
            raise not_installed()
        return found[0]

    @property
    def security_sql(self) -> Path:
        return _SECURITY_SQL


def not_installed() -> KnownError:
    return KnownError(
        t("Firebird's server is not installed on this machine."),
        mend=t("Install it: apt-get install firebird3.0-server firebird3.0-utils"),
    )
