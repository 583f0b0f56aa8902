"""A button that opens a list of names to tick; none ticked means all."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from rino_desktop.ui.languages import Translated

_SHOWN = 2


class Choice(Translated, QPushButton):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)
        self._actions: dict[str, QAction] = {}
        self._needed = False
        self.retranslate()

    def retranslate(self) -> None:
        chosen = [self._actions[key].text() for key in self.chosen()]
        text = ", ".join(chosen[:_SHOWN])
        if len(chosen) > _SHOWN:
            text = self.tr("{names} and %n more", "", len(chosen) - _SHOWN).format(names=text)
        if not self._actions:
            text = self.tr("there are none")
        nothing = self.tr("choose…") if self._needed else self.tr("all")
        self.setText((text or nothing).replace("&", "&&"))
        self.setToolTip("\n".join(chosen))
        self.setEnabled(bool(self._actions))

    def need(self, needed: bool) -> None:
        """None does not mean all: something has to be chosen."""
        self._needed = needed
        self.retranslate()

    def show_names(self, names: Iterable[tuple[str, str]]) -> None:
        """(key, as people read it); what was ticked stays so."""
        pairs, before = list(names), set(self.chosen())
        if pairs == [(key, action.text()) for key, action in self._actions.items()]:
            return
        self._menu.clear()
        self._actions = {}
        for key, text in pairs:
            action = QAction(text.replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.setChecked(key in before)
            action.toggled.connect(lambda _: self._toggled())
            self._menu.addAction(action)
            self._actions[key] = action
        self.retranslate()

    def chosen(self) -> tuple[str, ...]:
        return tuple(key for key, action in self._actions.items() if action.isChecked())

    def choose(self, keys: Iterable[str]) -> None:
        wanted = set(keys)
        for key, action in self._actions.items():
            action.setChecked(key in wanted)

    def _toggled(self) -> None:
        self.retranslate()
        self.changed.emit()
