"""The graphs of the wallboard, side by side."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rino_desktop.console.monitor.graphs import DayGraph, RatesGraph, RetriesGraph, StagesGraph
from rino_desktop.wallboard import Wallboard


class Graphs(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stages, self.day = StagesGraph(), DayGraph()
        self.rates, self.retries = RatesGraph(), RetriesGraph()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for graph in (self.stages, self.day, self.rates, self.retries):
            layout.addWidget(graph, 1)
        self.rates.hide()

    def show_board(self, board: Wallboard) -> None:
        self.stages.add(board.at, board.stages)
        self.day.show_quarters(board.quarters)
        rates = tuple(
            (c.name, c.abandoned.rate, c.abandoned.low, c.abandoned.high, c.abandoned.limit)
            for c in board.campaigns
            if c.abandoned is not None
        )
        self.rates.setVisible(bool(rates))
        self.rates.show_rates(rates)

    def forget(self) -> None:
        self.stages.forget()
        self.day.show_quarters(())
        self.rates.show_rates(())
