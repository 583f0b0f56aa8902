"""Engines and health: all nodes, and what works on this computer and what does not."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rino_desktop.console.settings.section import Act, ListSection


class EnginesList(ListSection):
    COLUMNS, WIDTHS = "engines", (170, 130, 170, 150, 90)

    def titles(self) -> tuple[str, ...]:
        return (self.tr("Engine"), self.tr("State"), self.tr("Computer"), self.tr("Since"),
                self.tr("Calls"))  # fmt: skip

    def words(self) -> tuple[str, dict[str, str]]:
        return self.tr(
            "An engine is started on its own computer with rino-desktop --engine, and stopped "
            "there with Ctrl+C or by its service: calls that go on end first."
        ), {}  # fmt: skip


class FindingsList(ListSection):
    ACTS = (Act("examine", "problems"), Act("bundle", "export"))
    COLUMNS, WIDTHS = "findings", (260, 330)

    def titles(self) -> tuple[str, ...]:
        return (self.tr("What"), self.tr("How it is"), self.tr("What to do"))

    def words(self) -> tuple[str, dict[str, str]]:
        hint = self.tr("This computer: everything that an engine needs is tried, not looked up.")
        return hint, {
            "examine": self.tr("Look around"),
            "bundle": self.tr("Bundle for support…"),
        }


class HealthSection(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.engines, self.findings = EnginesList(), FindingsList()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.engines, 2)
        column.addWidget(self.findings, 3)
