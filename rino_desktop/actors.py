"""Who acts, for the audit log."""

import getpass
import socket

from engine.ports.audit import Actor, Via


def at_the_command_line() -> Actor:
    """The computer's user: there is nobody else to be asked for a name."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a service without an entry among the users
        name = ""
    return Actor(name, Via.COMMAND, _place())


def at_the_desktop(name: str, user_id: int | None) -> Actor:
    """Who has signed in."""
    return Actor(name, Via.DESKTOP, _place(), user_id)


def engine(node: str) -> Actor:
    return Actor(node, Via.ENGINE, _place())


def _place() -> str:
    return socket.gethostname()
