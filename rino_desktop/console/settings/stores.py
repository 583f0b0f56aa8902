"""External stores: how delivery goes, and the rows that a store has refused."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rino_desktop.console.settings.section import Act, ListSection


class BacklogList(ListSection):
    ACTS = (Act("drop", "delete", chosen=True), Act("retry", chosen=True))
    COLUMNS, WIDTHS, COLOURED = "backlogs", (180, 130, 110, 80, 150, 100), 6

    def titles(self) -> tuple[str, ...]:
        return (self.tr("Campaign"), self.tr("Store"), self.tr("Delivered"), self.tr("Waiting"),
                self.tr("Oldest since"), self.tr("Set aside"), self.tr("How it goes"))  # fmt: skip

    def words(self) -> tuple[str, dict[str, str]]:
        hint = self.tr(
            "What calls bring is written into the stores of campaigns by running engines. Nothing "
            "is lost while a store is down: rows wait, and are delivered in their order."
        )  # fmt: skip
        return hint, {"retry": self.tr("Try all again"), "drop": self.tr("Delete all set aside…")}

    def may(self, act: str, key: object) -> bool:
        del act
        row = self.table.row_of(key)
        return row is not None and self.table.at(row).cells[5] not in ("", "0")


class AsideList(ListSection):
    ACTS = (
        Act("drop", "delete", chosen=True),
        Act("retry", chosen=True, enter=True),
    )
    COLUMNS, WIDTHS, COLOURED = "aside", (150, 130, 130, 150, 80), 5

    def titles(self) -> tuple[str, ...]:
        return (self.tr("Campaign"), self.tr("Store"), self.tr("Number"), self.tr("Time"),
                self.tr("Tries"), self.tr("Why it was refused"))  # fmt: skip

    def words(self) -> tuple[str, dict[str, str]]:
        hint = self.tr("Rows set aside: the store answers, and refuses them for what they hold.")
        return hint, {"retry": self.tr("Try it again"), "drop": self.tr("Delete it…")}


class StoresSection(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.backlogs, self.aside = BacklogList(), AsideList()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.backlogs, 1)
        column.addWidget(self.aside, 1)
