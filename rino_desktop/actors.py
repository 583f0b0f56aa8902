"""Who acts, for the audit log."""

import getpass
import socket
from dataclasses import replace

from engine.ports.audit import Actor, Via


def at_the_command_line() -> Actor:
    """The computer's user: there is nobody else to be asked for a name."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a service without an entry among the users
        name = ""
    return Actor(name, Via.COMMAND, _place())


def at_the_desktop(name: str, user_id: int) -> Actor:
    """Who has signed in."""
    return Actor(name, Via.DESKTOP, _place(), user_id)


def nobody() -> Actor:
    """A desktop before somebody signs in, and after he has gone."""
    return Actor("", Via.DESKTOP, _place())


def guest(name: str) -> Actor:
    """At the desktop, in a database that is his own: a demo's."""
    return Actor(name, Via.DESKTOP, _place(), trusted=True)


def instead_of_an_engine(person: Actor) -> Actor:
    """What engines do, done at once at a desktop; the log names who wished it."""
    return replace(person, user_id=None, trusted=True)


def engine(node: str) -> Actor:
    return Actor(node, Via.ENGINE, _place())


def _place() -> str:
    return socket.gethostname()
