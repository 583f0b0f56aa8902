"""What a server consists of: of each part whether it is as it should be, and how it gets so.

The set-up makes the parts that are not, in this order; looking at a server asks the same questions
and makes nothing, so that the two can never disagree.
"""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from engine.errors import KnownError
from rino_desktop import bootstrap, samples
from rino_desktop.server import files, instance, passwords, plan, tunnel
from rino_desktop.server.instance import Instance
from rino_desktop.server.places import BACKUP_SERVICE, BACKUP_TIMER, SERVICE, Places
from rino_desktop.server.plan import Plan
from rino_desktop.settings import Settings
from rino_desktop.texts import t


@dataclass(frozen=True, slots=True)
class Part:
    """``name`` for programs, ``what`` for people. ``live``: can be asked of a running server
    only."""

    name: str
    what: str
    is_so: Callable[[], bool]
    make: Callable[[], None]
    live: bool = False


class Wanted:
    """All parts of one server. ``settings``: of the program; its database is replaced."""

    def __init__(self, places: Places, wanted: Plan, settings: Settings) -> None:
        self.places = places
        self.plan = wanted
        self.instance = Instance(places, wanted)
        self._settings = settings
        #: The configuration is newer than the server that runs.
        self.restart_needed = False

    def parts(self) -> Iterator[Part]:
        yield Part("folders", t("folders"), self._folders_are, self._make_folders)
        yield self._file("plan", self.places.plan, plan.written(self.plan), 0o644)
        yield Part("passwords", t("passwords"), self._passwords_are, self._make_passwords)
        yield self._file(
            "firebird.conf", self.places.configuration / "firebird.conf",
            files.firebird_conf(self.plan, self.places), 0o644, restarts=True,
        )  # fmt: skip
        yield self._file(
            "databases.conf", self.places.configuration / "databases.conf",
            files.databases_conf(self.plan, self.places), 0o644, restarts=True,
        )  # fmt: skip
        yield Part("home", t("the server's own folder"), self._links_are, self._make_links)
        for name, text in self._units().items():
            yield self._unit(name, text)
        yield Part(
            "accounts.database", t("database of accounts"),
            self.places.security_database.exists, self._make_security_database,
        )  # fmt: skip
        if instance.has_systemd(self.places):
            yield Part("service", t("service"), self._service_is, self._make_service)
        yield Part(
            "administrator", t("password of SYSDBA"), self._administrator_is,
            self._make_administrator, live=True,
        )  # fmt: skip
        yield Part("database", t("database"), self._database_is, self._make_database, live=True)
        yield Part(
            "accounts", t("accounts and roles"), self._accounts_are, self._make_accounts, live=True
        )
        if instance.has_systemd(self.places):
            yield Part("backup", t("nightly backup"), self._timer_is, self._make_timer)
        if self.plan.tunnel_port:
            yield Part(
                "tunnel", t("TLS tunnel"), lambda: tunnel.is_so(self.places, self.plan),
                lambda: tunnel.make(self.places, self.plan, datetime.now(UTC)),
            )  # fmt: skip

    # --- files ----------------------------------------------------------------------------------

    def _file(self, name: str, file: Path, text: str, mode: int, *, restarts: bool = False) -> Part:
        def make() -> None:
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, text, mode)
            self.restart_needed = self.restart_needed or restarts

        return Part(name, str(file), lambda: _has(file, text, mode), make)

    def _unit(self, name: str, text: str) -> Part:
        """As a file, and as systemd has it: until it is told it goes by the file as it was."""
        part = self._file(name, self.places.units / name, text, 0o644)
        if not instance.has_systemd(self.places):
            return part

        def make() -> None:
            part.make()
            instance.systemctl("daemon-reload")
            if name == BACKUP_TIMER:
                instance.systemctl("try-restart", name)

        return replace(
            part, is_so=lambda: part.is_so() and not instance.needs_reload(name), make=make
        )

    def is_outdated(self) -> bool:
        """The service that runs was started before its configuration was written: also by a set-up
        that was broken off in between."""
        if not instance.has_systemd(self.places):
            return False
        since = instance.active_since(SERVICE)
        configuration = self.places.configuration
        files = [
            self.places.units / SERVICE,
            configuration / "firebird.conf", configuration / "databases.conf",
        ]  # fmt: skip
        written = [int(file.stat().st_mtime) for file in files if file.exists()]
        return since is not None and any(moment > since for moment in written)

    def _units(self) -> Mapping[str, str]:
        return {
            SERVICE: files.server_unit(self.places),
            BACKUP_SERVICE: files.backup_unit(self.places),
            BACKUP_TIMER: files.backup_timer(self.plan),
        }

    def _folders(self) -> Mapping[Path, tuple[int, int, int]]:
        """Folder → (mode, user, group)."""
        uid, gid = self.places.owner
        ours = (0o700, uid, gid)
        places = self.places
        return {
            places.configuration: (0o750, os.geteuid(), gid),
            places.state: (0o750, uid, gid),
            **dict.fromkeys(
                (places.home, places.data, places.backups, places.lock, places.temporary,
                 places.work), ours,
            ),
        }  # fmt: skip

    def _folders_are(self) -> bool:
        return all(
            folder.is_dir() and _belongs(folder, *wanted)
            for folder, wanted in self._folders().items()
        )

    def _make_folders(self) -> None:
        for folder, (mode, uid, gid) in self._folders().items():
            folder.mkdir(parents=True, exist_ok=True)
            os.chown(folder, uid, gid)
            folder.chmod(mode)

    def _links(self) -> Mapping[str, Path]:
        """Names in the server's root folder → what they lead to."""
        names = ("plugins", "lib", "intl", "firebird.msg", "plugins.conf")
        return {
            **{name: self.places.binaries / name for name in names},
            **{
                name: self.places.configuration / name
                for name in ("firebird.conf", "databases.conf")
            },
        }

    def _links_are(self) -> bool:
        home = self.places.home
        return all(
            (home / name).is_symlink() and (home / name).readlink() == target
            for name, target in self._links().items()
        )

    def _make_links(self) -> None:
        for name, target in self._links().items():
            link = self.places.home / name
            link.unlink(missing_ok=True)
            link.symlink_to(target)
        self.restart_needed = True

    # --- passwords and accounts -----------------------------------------------------------------

    def _passwords_are(self) -> bool:
        file = self.places.passwords
        known = passwords.read(file)
        return all(name in known for name in passwords.NAMES) and _belongs(
            file, 0o640, os.geteuid(), self.places.owner[1]
        )

    def _make_passwords(self) -> None:
        file = self.places.passwords
        _write(file, passwords.written(passwords.completed(passwords.read(file))), 0o640)
        os.chown(file, os.geteuid(), self.places.owner[1])

    def settings_of(self, account: str) -> Settings:
        """Of a program on this machine that connects with ``account``. KnownError: it has no
        password yet."""
        known = passwords.read(self.places.passwords)
        if account not in known:
            raise KnownError(
                t("{file} has no password of {account}.", file=self.places.passwords,
                  account=account),
                mend=t("Set it up: rino-desktop server setup"),
            )  # fmt: skip
        return replace(self._settings, database=self.plan.url(account), password=known[account])

    def _make_security_database(self) -> None:
        self.instance.stop()
        if self.instance.runs():
            raise self._taken()
        self.instance.set_administrator(
            passwords.read(self.places.passwords)[passwords.ADMINISTRATOR]
        )

    def _administrator_is(self) -> bool:
        try:
            bootstrap.database_exists(self.settings_of(passwords.ADMINISTRATOR))
        except KnownError as error:
            if error.template.startswith("the server at {host} refuses the user"):
                return False
            raise
        return True

    def _make_administrator(self) -> None:
        self._make_security_database()
        self.instance.start()
        if not self._administrator_is():
            raise self._taken()

    def _taken(self) -> KnownError:
        return KnownError(
            t("Another server listens at {host}:{port}.", host=self.plan.own_host,
              port=self.plan.port),
            mend=t("Stop it (Debian's own: systemctl disable --now firebird3.0), or give another"
                   " one with --port."),
        )  # fmt: skip

    def _accounts_are(self) -> bool:
        return all(self._account_is(account) for account in plan.ACCOUNTS)

    def _account_is(self, account: str) -> bool:
        """It may sign in, and has its role: without one it could not even read the version."""
        try:
            bootstrap.open_database(self.settings_of(account)).close()
        except KnownError:
            return False
        return True

    def _make_accounts(self) -> None:
        administrator = self.settings_of(passwords.ADMINISTRATOR)
        known = passwords.read(self.places.passwords)
        for account, role in plan.ACCOUNTS.items():
            bootstrap.grant_roles(administrator, account, role, known[account])
        if not self._accounts_are():
            # What it is, in the words of who is refused.
            for account in plan.ACCOUNTS:
                bootstrap.open_database(self.settings_of(account)).close()

    def _database_is(self) -> bool:
        return bootstrap.database_exists(self.settings_of(passwords.ADMINISTRATOR))

    def _make_database(self) -> None:
        settings = self.settings_of(passwords.ADMINISTRATOR)
        bootstrap.create_database(settings)
        database = bootstrap.open_database(settings)
        try:
            samples.install(database)
        finally:
            database.close()

    # --- services -------------------------------------------------------------------------------

    def _service_is(self) -> bool:
        return instance.is_enabled(SERVICE) and instance.is_active(SERVICE)

    def _make_service(self) -> None:
        instance.systemctl("daemon-reload")
        instance.systemctl("enable", SERVICE)
        if not instance.is_active(SERVICE):
            self.instance.start()
            self.restart_needed = False

    def _timer_is(self) -> bool:
        return instance.is_enabled(BACKUP_TIMER) and instance.is_active(BACKUP_TIMER)

    def _make_timer(self) -> None:
        instance.systemctl("daemon-reload")
        instance.systemctl("enable", "--now", BACKUP_TIMER)


def _has(file: Path, text: str, mode: int) -> bool:
    try:
        return file.read_text(encoding="utf-8") == text and _mode(file) == mode
    except (OSError, UnicodeError):
        return False


def _belongs(path: Path, mode: int, uid: int, gid: int) -> bool:
    found = path.stat()
    return (stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid) == (mode, uid, gid)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _write(file: Path, text: str, mode: int) -> None:
    """Whole or not at all, and never readable for more people than ``mode`` says."""
    part = file.with_name(f".{file.name}.new")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(text)
    part.chmod(mode)
    part.rename(file)
