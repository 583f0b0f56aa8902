"""The reports there are, in groups, found by words of their titles and of what they tell."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from rino_desktop.report_view import KindInfo
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_INFO = Qt.ItemDataRole.UserRole
#: Group → kinds, in order; a kind of a plug-in is in none of them.
GROUPS = {
    "calls": ("summary", "attempts", "results", "heatmap", "trunks", "recordings"),
    "answers": ("survey", "splits", "nodes", "flow", "draw"),
    "people": ("operators", "requests", "orders", "promises"),
    "law": ("ledger",),
}


class KindList(Translated, QWidget):
    #: KindInfo
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds: tuple[KindInfo, ...] = ()
        self._items: list[tuple[KindInfo, QTreeWidgetItem]] = []
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._show())
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(12)
        self.tree.currentItemChanged.connect(lambda item, _: self._on_current(item))
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setMinimumHeight(64)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        dress(self.about, "secondary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.about)
        self.retranslate()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Find a report"))
        self.search.setAccessibleName(self.tr("Find a report"))
        self.tree.setAccessibleName(self.tr("Reports"))
        self._show()

    def show_kinds(self, kinds: tuple[KindInfo, ...]) -> None:
        if kinds != self._kinds:
            self._kinds = kinds
            self._show()

    def current(self) -> KindInfo | None:
        return _info(self.tree.currentItem())

    def choose(self, name: str) -> None:
        for info, item in self._items:
            if info.name == name:
                self.tree.setCurrentItem(item)

    def names(self) -> list[str]:
        """Those that are shown, from top to bottom."""
        return [info.name for info, _ in self._items]

    def sentence(self, info: KindInfo) -> str:
        """What the report tells."""
        if info.fault:
            return info.fault
        if info.is_form:
            return self.tr("A client's own form: its page and its tables.")
        return {
            "summary": self.tr("One campaign at a glance: list, tries, answers, how calls ended."),
            "attempts": self.tr("Every call of a campaign, one by one, with what was said."),
            "results": self.tr("What was answered and saved in calls, counted."),
            "heatmap": self.tr("On which weekdays and at what hours people are reached."),
            "trunks": self.tr("What each line carried: calls, answers, failures, minutes."),
            "recordings": self.tr("Which calls were recorded; a double click lets you hear one."),
            "survey": self.tr("Answers to a survey, weighted and crossed with each other."),
            "splits": self.tr("How the variants of a split scheme have done, and how sure it is."),
            "nodes": self.tr("At which blocks of the scheme calls ended."),
            "flow": self.tr("How calls went through the scheme, block by block."),
            "draw": self.tr("Winners of a draw, in a way that anybody can check."),
            "operators": self.tr("Operators' time, calls, results, and how they kept to shifts."),
            "requests": self.tr("Requests that were taken, and how quickly they were settled."),
            "orders": self.tr("Services that were ordered in calls, and how far they have come."),
            "promises": self.tr("Promises to pay, and what billing says became of them."),
            "ledger": self.tr("Why contacts were not called: the rules, number by number."),
        }.get(info.name, self.tr("A report of a plug-in."))

    def _titles(self) -> dict[str, str]:
        return {
            "calls": self.tr("Calls"),
            "answers": self.tr("Answers and schemes"),
            "people": self.tr("People and their work"),
            "law": self.tr("Law"),
            "own": self.tr("Clients' own forms"),
            "more": self.tr("Of plug-ins"),
        }

    def _show(self) -> None:
        before = self.current()
        words = self.search.text().casefold().split()
        found: dict[str, list[KindInfo]] = {name: [] for name in self._titles()}
        for info in self._kinds:
            text = f"{info.title} {info.name} {self.sentence(info)}".casefold()
            if all(word in text for word in words):
                found[_group(info)].append(info)
        for name, order in GROUPS.items():
            found[name].sort(key=lambda info, order=order: order.index(info.name))  # type: ignore[misc]
        self.tree.blockSignals(True)
        self.tree.clear()
        self._items = []
        for name, title in self._titles().items():
            if not found[name]:
                continue
            top = QTreeWidgetItem([title])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.tree.addTopLevelItem(top)
            for info in found[name]:
                item = QTreeWidgetItem([info.title])
                item.setToolTip(0, self.sentence(info))
                item.setData(0, _INFO, info)
                top.addChild(item)
                self._items.append((info, item))
            top.setExpanded(True)
        self.tree.blockSignals(False)
        if self._items:
            same = [i for info, i in self._items if before is not None and info.name == before.name]
            self.tree.setCurrentItem((same or [self._items[0][1]])[0])
        if before is None or self.current() == before:
            self._on_current(self.tree.currentItem())

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        info = _info(item)
        self.about.setText("" if info is None else self.sentence(info))
        if info is not None:
            self.chosen.emit(info)


def _group(info: KindInfo) -> str:
    if info.is_form:
        return "own"
    return next((name for name, kinds in GROUPS.items() if info.name in kinds), "more")


def _info(item: QTreeWidgetItem | None) -> KindInfo | None:
    found = None if item is None else item.data(0, _INFO)
    return found if isinstance(found, KindInfo) else None
