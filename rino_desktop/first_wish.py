"""What the command line wants to see first: ``--workstation``, ``--open FILE``."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from rino_desktop.texts import t

if TYPE_CHECKING:
    from rino_desktop.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Wish:
    """``page``: of the rail, empty for the usual one; ``scheme``: a file to open in IVR Kit."""

    page: str = ""
    scheme: Path | None = None


class FirstWish(QObject):
    """Fulfils it as soon as somebody has signed in, once."""

    def __init__(self, window: "MainWindow", wish: Wish) -> None:
        super().__init__(window)
        self._window = window
        self._wish: Wish | None = wish
        window.gate.currentChanged.connect(self._on_gate)

    def _on_gate(self) -> None:
        window, wish = self._window, self._wish
        if wish is None or window.gate.currentWidget() is not window.console:
            return
        self._wish = None
        page = "ivr-kit" if wish.scheme else wish.page
        if page in window.rail.pages:
            window.rail.go(page)
            if wish.scheme:
                window.schemes.file_wanted.emit(str(wish.scheme))
        elif wish.scheme:
            window.say_trouble(
                t("{file} is not opened: whoever is signed in has no right to schemes.",
                  file=wish.scheme.name)
            )  # fmt: skip
        elif page:
            window.say_trouble(t("Whoever is signed in has no right to take calls."))
