"""Icons of one set (Phosphor, through QtAwesome), in the colours of the theme.

``icon("play")`` gives one as it is now; ``set_on(button, "play")`` keeps it right when the user
changes between light and dark. A name of ours stands for what is meant, not for what is drawn.
"""

import os
import sys
import weakref
from dataclasses import dataclass
from typing import Protocol

import shiboken6
from PySide6.QtGui import QIcon

from rino_desktop.ui import theme

# QtAwesome asks QtPy which Qt it is: there is but one here.
os.environ.setdefault("QT_API", "pyside6")

#: Where our word differs from Phosphor's.
_DRAWN = {
    "add": "plus",
    "administrator": "shield-check",
    "back": "arrow-left",
    "billing": "database",
    "call": "phone-call",
    "campaigns": "megaphone",
    "cancel": "x",
    "clients": "handshake",
    "close": "x",
    "compare": "git-diff",
    "contacts": "address-book",
    "copy": "copy",
    "delete": "trash",
    "dialogue": "chat-text",
    "down": "caret-down",
    "draft": "pencil-simple",
    "edit": "pencil-simple",
    "engine": "cpu",
    "error": "warning-circle",
    "export": "upload-simple",
    "filter": "funnel",
    "fit": "frame-corners",
    "flow": "chart-line",
    "forms": "clipboard-text",
    "frame": "selection",
    "hang-up": "phone-disconnect",
    "help": "question",
    "history": "clock-counter-clockwise",
    "import": "download-simple",
    "incoming": "phone-incoming",
    "ivr-kit": "flow-arrow",
    "language": "translate",
    "left": "caret-left",
    "line": "phone",
    "menu": "list",
    "monitor": "gauge",
    "more": "dots-three",
    "new": "file-plus",
    "node": "hard-drives",
    "open": "folder-open",
    "operator": "headset",
    "outgoing": "phone-outgoing",
    "outline": "list-bullets",
    "password": "key",
    "pin": "push-pin",
    "problems": "warning",
    "prompts": "microphone",
    "publish": "rocket-launch",
    "recent": "clock",
    "redo": "arrow-u-up-right",
    "refresh": "arrow-clockwise",
    "remove": "minus",
    "reports": "chart-bar",
    "right": "caret-right",
    "save": "floppy-disk",
    "scheme": "tree-structure",
    "search": "magnifying-glass",
    "settings": "gear",
    "speak": "speaker-high",
    "sub-scheme": "stack",
    "synthesise": "waves",
    "tests": "check-square",
    "theme": "moon",
    "tidy": "magic-wand",
    "undo": "arrow-u-up-left",
    "up": "caret-up",
    "user": "user-circle",
    "variables": "brackets-curly",
    "workstation": "headset",
    "zoom-in": "magnifying-glass-plus",
    "zoom-out": "magnifying-glass-minus",
}

#: All of ours.
NAMES = tuple(_DRAWN)


class Wearer(Protocol):
    """A button, an action, a label's owner: whatever takes an icon."""

    def setIcon(self, icon: QIcon) -> None: ...  # noqa: N802


@dataclass(frozen=True, slots=True)
class _Worn:
    wearer: "weakref.ref[Wearer]"
    name: str
    colour: str
    checked: str


_worn: list[_Worn] = []


def icon(name: str, colour: str = "text", *, checked: str = "") -> QIcon:
    """``name``: ours, or Phosphor's (``play``, ``play-fill``); ``colour``: the name of one of
    ``Colours``; ``checked``: that of a button that is pressed in, "" for the same. ValueError for
    a name that nothing is drawn for."""
    import qtawesome

    if sys.platform == "win32":
        keep_fonts_to_ourselves()
    colours = theme.current()
    options = {
        "color": getattr(colours, colour),
        "color_disabled": colours.edge,
    }
    if checked:
        options |= {"color_on": getattr(colours, checked),
                    "color_selected": getattr(colours, colour)}  # fmt: skip
    try:
        made: QIcon = qtawesome.icon(f"ph.{_DRAWN.get(name, name)}", **options)
    except Exception as error:  # it raises plain Exception for a name it does not know
        raise ValueError(f"no icon {name!r}: {error}") from None
    return made


def keep_fonts_to_ourselves() -> None:
    """On Windows qtawesome would install its fonts among the user's, where they stay when the
    program has gone. It draws as well with those that lie beside it."""
    from qtawesome.iconic_font import IconicFont

    IconicFont._install_fonts = _fonts_stay_where_they_are


def _fonts_stay_where_they_are(_font: object, folder: str, **_options: object) -> str:
    return folder


def set_on(wearer: Wearer, name: str, colour: str = "text", *, checked: str = "") -> None:
    """Give ``wearer`` the icon, now and after each change of the theme. Calling it again changes
    the icon."""
    forget(wearer)
    _worn.append(_Worn(weakref.ref(wearer), name, colour, checked))
    wearer.setIcon(icon(name, colour, checked=checked))


def forget(wearer: Wearer) -> None:
    """``wearer`` keeps the icon it has, whatever becomes of the theme."""
    _worn[:] = [each for each in _worn if _alive(each) not in (None, wearer)]


def _alive(worn: _Worn) -> Wearer | None:
    wearer = worn.wearer()
    return wearer if wearer is not None and shiboken6.isValid(wearer) else None


def _on_theme_changed() -> None:
    kept = []
    for each in _worn:
        wearer = _alive(each)
        if wearer is not None:
            wearer.setIcon(icon(each.name, each.colour, checked=each.checked))
            kept.append(each)
    _worn[:] = kept


theme.changes.changed.connect(_on_theme_changed)
