"""Commands that change one thing by its number, and say who does it: orders, requests, callbacks.

Each change is in the history of its thing, with a name.
"""

import argparse
import getpass
import os

from rino_desktop.cli.context import Command
from rino_desktop.cli.parser import Group, positive
from rino_desktop.texts import t


def changing(
    group: Group, name: str, help: str, run: Command, *, commented: bool = True
) -> argparse.ArgumentParser:
    """``NAME N [--comment TEXT] [--by NAME]``."""
    parser = group.command(name, help, run)
    parser.add_argument("number", metavar="N", type=positive)
    if commented:
        parser.add_argument("--comment", default="", metavar="TEXT")
    add_author(parser)
    return parser


def add_author(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", metavar="NAME", help=t("who does it; else the computer's user"))


def user_name(given: str | None) -> str:
    """Who does it: the name that was given, else whoever is signed in to the computer."""
    if given:
        return " ".join(given.split())
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return os.environ.get("USER", "")
