"""Rules of supervision: who may listen to live calls, whisper, join."""

from collections.abc import Mapping
from dataclasses import replace

from engine.domain.rights import Right
from engine.guard.rule import ENGINE, EVERYBODY, Arguments, Rule, needs
from engine.guard.view import View
from engine.ports.supervision import Supervision

_ANY = needs(Right.LISTEN, Right.WHISPER, Right.JOIN)
_OF_MODES = {"listen": Right.LISTEN, "whisper": Right.WHISPER, "join": Right.JOIN}


def _asked(arguments: Arguments) -> Right | None:
    return _OF_MODES.get(str(getattr(arguments["asked"], "mode", "")))


def _wanted(arguments: Arguments) -> Right | None:
    return _OF_MODES.get(str(arguments["mode"]))


def _live(view: View, found: list[Supervision]) -> list[Supervision]:
    """Where a supervisor is rung, and by what he knows the call, is nothing to operators."""
    if any(map(view.acting.powers.allows_somewhere, _ANY.rights)):
        return found
    return [replace(each, asked=replace(each.asked, phone="", token="")) for each in found]


SUPERVISION: Mapping[str, Mapping[str, Rule]] = {
    "supervisions": {
        "ask": Rule(_ANY.rights, command=_asked),
        "want": Rule(_ANY.rights, command=_wanted),
        "leave": _ANY, "withdraw": _ANY, "get": _ANY,
        # Operators see who is on their call, as the office has set.
        "live": EVERYBODY.giving(_live), "shown": EVERYBODY,
        "set_shown": needs(Right.SETTINGS_EDIT),
        "save": ENGINE,
    },
}  # fmt: skip
