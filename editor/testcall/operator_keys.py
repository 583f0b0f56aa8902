"""What operators can do for a subscriber who waits in a test call: one answers, or none comes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from editor.testcall.words import why_text
from engine.scheme.dialogue_model import (
    DialogueStep,
    OperatorHappens,
    OperatorResult,
    PositionTold,
)
from rino_desktop.ui.languages import Translated

# How long they talk, and what is told of the wait: in seconds.
_TALK_S = 20.0
# A longer name of a port is cut: it must not widen the panel.
_SHOWN = 14
_PLACE, _WAIT_S = 2, 120.0


class OperatorKeys(Translated, QWidget):
    # DialogueStep
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results: dict[OperatorResult, QPushButton] = {}
        # By the port that the operator sends him to.
        self.returns: dict[str, QPushButton] = {}
        self.position = self._button(PositionTold(_PLACE, _WAIT_S))
        for result in OperatorResult:
            self.results[result] = self._button(_happens(result))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._arrange()
        self.retranslate()
        self.hide()

    def show_wait(self, returns: tuple[str, ...] | None) -> None:
        """``returns``: ports by which an operator can send him back; None: nobody waits."""
        self.setVisible(returns is not None)
        if returns is None or returns == tuple(self.returns):
            return
        for button in self.returns.values():
            self._grid.removeWidget(button)
            button.deleteLater()
        self.returns = {
            port: self._button(_happens(OperatorResult.TALKED, port)) for port in returns
        }
        self._arrange()
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("What operators do"))
        self.results[OperatorResult.TALKED].setText(self.tr("They talked"))
        for result in (OperatorResult.OVERFLOW, OperatorResult.NOT_IN_TIME, OperatorResult.LOST):
            self.results[result].setText(why_text(result.value))
        self.position.setText(self.tr("Tell the place"))
        for port, button in self.returns.items():
            text = self.tr("Back to: {port}")
            shown = port if len(port) <= _SHOWN else port[: _SHOWN - 1] + "…"
            button.setText(text.format(port=shown))
            button.setToolTip(text.format(port=port))

    def _button(self, step: DialogueStep) -> QPushButton:
        button = QPushButton(self)
        button.clicked.connect(lambda: self.wanted.emit(step))
        return button

    def _arrange(self) -> None:
        talked, *others = self.results.values()
        for place, button in enumerate((talked, self.position, *self.returns.values(), *others)):
            self._grid.addWidget(button, place // 2, place % 2)


def _happens(result: OperatorResult, port: str = "") -> OperatorHappens:
    return OperatorHappens(result, after_s=0.0, talk_s=_TALK_S, port=port)
