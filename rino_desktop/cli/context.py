"""What every command gets: the settings, the output, and the database when it asks for it."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from engine.errors import KnownError
from rino_desktop import actors, secret_store
from rino_desktop.cli.output import Output
from rino_desktop.settings import Settings
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.storage import Database, Stores

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Context:
    settings: Settings
    out: Output
    args: Namespace

    @contextmanager
    def database(self) -> "Iterator[Database]":
        """The shared database, open for the block."""
        from rino_desktop.bootstrap import open_database

        database = open_database(self.settings, actor=actors.at_the_command_line())
        try:
            yield database
        finally:
            database.close()

    def transact(self, work: "Callable[[Stores], T]") -> T:
        """One transaction on a connection of its own."""
        with self.database() as database:
            return database.transact(work)

    def now(self) -> datetime:
        return datetime.now(UTC)

    def verdict(self, ok: bool, line: str) -> int:
        """The exit status of a command that has shown what it found. ``line`` says on standard
        error what is wrong, for those who read only that."""
        if not ok:
            self.out.note(f"rino-desktop: {line}")
        return 0 if ok else 1


#: A command returns its exit status, None for 0.
Command = Callable[[Context], int | None]


def password_from(variable: str) -> str:
    """The password that the named environment variable holds."""
    password = secret_store.own_secret(variable)
    if not password:
        raise KnownError(
            t("The environment variable {name} is not set.", name=variable),
            mend=t("Put the password into it."),
        )
    return password
