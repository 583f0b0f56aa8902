"""What an import would do: who is ready, what is doubtful, what is rejected."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.contact_lists import reason_word
from rino_desktop.list_imports import Trial
from rino_desktop.ui.fit_columns import fit_columns
from rino_desktop.ui.languages import Translated


class TrialPage(Translated, QWidget):
    errors_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trial: Trial | None = None
        self.words, self.export = QLabel(), QPushButton()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.export.setAutoDefault(False)
        self.tabs = QTabWidget()
        self.tables = {name: QTableWidget() for name in ("ready", "warnings", "errors")}
        for table in self.tables.values():
            table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
            table.setTabKeyNavigation(False)
            table.verticalHeader().hide()
            table.horizontalHeader().setStretchLastSection(True)
            self.tabs.addTab(table, "")
        row = QHBoxLayout()
        row.addWidget(self.export)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(row)
        self.export.clicked.connect(self.errors_wanted)
        self.retranslate()

    def retranslate(self) -> None:
        self.export.setText(self.tr("Save the rejected rows…"))
        if self._trial is not None:
            self.show_trial(self._trial)

    def ready(self) -> int:
        return self._trial.ready if self._trial is not None else 0

    def show_trial(self, trial: Trial) -> None:
        self._trial = trial
        report, locale = trial.report, QLocale()
        assert report is not None
        self.words.setText(
            self.tr(
                "New contacts: {new}. Already in the campaign: {updated} to be updated, {same} "
                "without a change."
            ).format(
                new=locale.toString(report.contacts), updated=locale.toString(report.updated),
                same=locale.toString(report.unchanged),
            )
        )  # fmt: skip
        titles = {
            "ready": self.tr("Ready: {number}").format(number=locale.toString(trial.ready)),
            "warnings": self.tr("Warnings: {number}").format(number=locale.toString(trial.unsure)),
            "errors": self.tr("Errors: {number}").format(number=locale.toString(trial.errors)),
        }
        for at, (name, title) in enumerate(titles.items()):
            self.tabs.setTabText(at, title)
            self.tables[name].setAccessibleName(title)
        row, why = self.tr("Row"), self.tr("Why")
        people = [[str(c.row), ", ".join(c.phones), *list(c.fields.values())[:6]]
                  for c in trial.sample]  # fmt: skip
        _fill(self.tables["ready"], [row, self.tr("Number")], people)
        unsure = self.tr("the time zone is not certain: called when all allow it")
        without = self.tr("no time zone: the campaign's own is taken")
        _fill(
            self.tables["warnings"], [row, self.tr("Number"), why],
            [[str(c.row), ", ".join(c.phones), unsure if c.zones else without]
             for c in trial.doubtful],
        )  # fmt: skip
        _fill(
            self.tables["errors"],
            [row, why, self.tr("What is in the row")],
            [[str(r.row), reason_word(r.reason.value), *r.cells[:8]] for r in trial.rejected],
        )
        self.export.setEnabled(trial.errors > 0)


def _fill(table: QTableWidget, titles: list[str], rows: list[list[str]]) -> None:
    width = max([len(titles), *map(len, rows)])
    table.setColumnCount(width)
    table.setHorizontalHeaderLabels(titles + [""] * (width - len(titles)))
    table.setRowCount(len(rows))
    for at, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            table.setItem(at, column, QTableWidgetItem(cell))
    fit_columns(table)
