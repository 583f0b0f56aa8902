"""One calm look: Fusion with palettes and a style sheet of our own.

Light, dark, or as the system has it. What the style sheet does not reach (items of a canvas,
pictures) asks ``current()`` while painting and repaints on ``changes.changed``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from rino_desktop.ui.colours import DARK, FAMILIES, LIGHT, Colours, palette
from rino_desktop.ui.style_sheet import style_sheet

__all__ = [
    "DARK", "FAMILIES", "LIGHT", "Colours", "Mode", "apply", "changes", "current", "dress",
    "family", "mode", "on_panel", "palette", "set_mode", "style_sheet", "undressed",
]  # fmt: skip

#: Those with tabular figures come first; else the system's own.
_FONTS = ("Inter", "Noto Sans")
_TEXT_PX = 13


class Mode(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Changes(QObject):
    """``changed``: palette and style sheet are others now; icons are rebuilt, items repaint."""

    changed = Signal()

    @Slot()
    def follow_system(self) -> None:
        _dress()


changes = Changes()
_mode = Mode.SYSTEM
#: What the application wears.
_worn: Colours | None = None


def apply(application: QApplication, mode: Mode = Mode.SYSTEM) -> None:
    """Dress the application, now and whenever the system changes between light and dark."""
    application.setStyle("Fusion")
    application.setFont(_font())
    hints = application.styleHints()
    hints.colorSchemeChanged.connect(changes.follow_system, Qt.ConnectionType.UniqueConnection)
    set_mode(mode)


def set_mode(mode: Mode) -> None:
    """What the user has chosen; takes effect at once."""
    global _mode
    _mode = mode
    # The frames of windows, which are the system's to draw, follow too.
    QApplication.styleHints().setColorScheme(
        {Mode.LIGHT: Qt.ColorScheme.Light, Mode.DARK: Qt.ColorScheme.Dark}.get(
            mode, Qt.ColorScheme.Unknown
        )
    )
    _dress()


@contextmanager
def undressed() -> Iterator[None]:
    """A large window is made in here and dressed as a whole afterwards, a quarter sooner: with a
    style sheet each part is looked at again with every layout it is put into. For the start only:
    windows that are shown already would be dressed twice."""
    application = cast(QApplication, QApplication.instance())
    worn = application.styleSheet()
    application.setStyleSheet("")
    try:
        yield
    finally:
        application.setStyleSheet(worn)


def mode() -> Mode:
    return _mode


def current() -> Colours:
    """The colours of this moment."""
    if _mode is not Mode.SYSTEM:
        return DARK if _mode is Mode.DARK else LIGHT
    dark = QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def family(name: str) -> str:
    """The colour of a family of blocks, one of ``FAMILIES``."""
    if name not in FAMILIES:
        raise ValueError(name)
    return cast(str, getattr(current(), name))


def dress(widget: QWidget, kind: str) -> None:
    """Give a widget one of the looks that the style sheet knows by kind; "" takes it away.

    Buttons: primary, danger, quiet. Labels: title, heading, secondary, number, good, warning,
    bad, badge, good-badge, warning-badge, bad-badge, plain-badge. Frames: panel, bar, rail,
    banner, warning-banner, bad-banner, popup. Lists and tables: flat.
    """
    widget.setProperty("kind", kind)
    # Rules with properties are looked at once, when the widget is first polished.
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    if isinstance(widget, QFrame):
        # A frame, and so a label, asks for the padding of its rules only then.
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def on_panel(widget: QWidget) -> None:
    """Let a widget, and what lies in it, have the ground of a panel instead of the page's."""
    widget.setBackgroundRole(QPalette.ColorRole.Base)
    widget.setAutoFillBackground(True)


def _dress() -> None:
    global _worn
    application = cast(QApplication, QApplication.instance())
    colours = current()
    if colours is _worn and application.styleSheet():
        return
    _worn = colours
    application.setPalette(palette(colours))
    application.setStyleSheet(style_sheet(colours))
    changes.changed.emit()


def _font() -> QFont:
    installed = QFontDatabase.families()
    font = QApplication.font()
    preferred = [name for name in _FONTS if name in installed]
    if preferred:
        font.setFamilies([*preferred, *font.families()])
    font.setPixelSize(_TEXT_PX)
    # Figures of one width: columns of numbers stand still while they change.
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
