"""All that ever happened to a contact, day by day, of the kinds that are wished."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.domain.masking import masked_text
from rino_desktop.contacts.life import Event, EventKind
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.languages import Translated

_EVENT = Qt.ItemDataRole.UserRole


class Timeline(Translated, QWidget):
    #: Event, or None.
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events: tuple[Event, ...] = ()
        self._hidden = False
        self._items: list[QTreeWidgetItem] = []
        self.kind, self.words, self.tree = CalmCombo(), QLineEdit(), QTreeWidget()
        self.words.setClearButtonEnabled(True)
        self.kind.addItem("", "")
        for kind in EventKind:
            self.kind.addItem("", kind.value)
        self.tree.setColumnCount(4)
        self.tree.setRootIsDecorated(False)
        self.tree.setColumnWidth(0, 110)
        self.tree.setColumnWidth(1, 340)
        self.tree.setColumnWidth(2, 120)
        self.kind.currentIndexChanged.connect(lambda _: self._show())
        self.words.textChanged.connect(lambda _: self._show())
        self.tree.currentItemChanged.connect(lambda item, _: self.chosen.emit(_event(item)))
        row = QHBoxLayout()
        row.addWidget(self.kind)
        row.addWidget(self.words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.tree, 1)
        self.retranslate()

    def retranslate(self) -> None:
        words = {
            EventKind.CALL: self.tr("Our calls"), EventKind.INCOMING: self.tr("Their calls"),
            EventKind.REFUSAL: self.tr("Refusals by rules"),
            EventKind.DO_NOT_CALL: self.tr("Do-not-call list"),
            EventKind.CONSENT: self.tr("Consents"), EventKind.CALLBACK: self.tr("Callbacks"),
            EventKind.ORDER: self.tr("Orders"), EventKind.REQUEST: self.tr("Requests"),
            EventKind.LIST: self.tr("Lists"), EventKind.CHANGE: self.tr("Changes by people"),
        }  # fmt: skip
        self.kind.setItemText(0, self.tr("Everything"))
        for index, kind in enumerate(EventKind, 1):
            self.kind.setItemText(index, words[kind])
        self.words.setPlaceholderText(self.tr("Words in it"))
        self.kind.setAccessibleName(self.tr("Kind of event"))
        self.words.setAccessibleName(self.tr("Words in it"))
        self.tree.setAccessibleName(self.tr("What happened"))
        self.tree.setHeaderLabels(
            [self.tr("Time"), self.tr("What happened"), self.tr("Number"), self.tr("Campaign")]
        )

    def show_events(self, events: Sequence[Event], *, hidden: bool) -> None:
        """The chosen one stays chosen where it is still there."""
        if tuple(events) != self._events or hidden != self._hidden:
            self._events, self._hidden = tuple(events), hidden
            self._show()

    def current(self) -> Event | None:
        return _event(self.tree.currentItem())

    def choose_call(self, attempt_id: int) -> bool:
        """False when it is not among what is shown."""
        for item in self._items:
            event = _event(item)
            if event is not None and event.call and event.call.call_key == attempt_id:
                self.tree.setCurrentItem(item)
                self.tree.scrollToItem(item)
                return True
        return False

    def _show(self) -> None:
        before = self.current()
        kind, words = self.kind.currentData(), self.words.text().casefold().strip()
        self.tree.clear()
        self._items = []
        day, parent = None, None
        chosen: QTreeWidgetItem | None = None
        for event in self._events:
            if kind and event.kind.value != kind:
                continue
            if words and words not in _all_words(event):
                continue
            local = event.at.astimezone()
            if local.date() != day:
                day = local.date()
                date = QDate(day.year, day.month, day.day)
                parent = QTreeWidgetItem([QLocale().toString(date, "d MMMM yyyy")])
                self.tree.addTopLevelItem(parent)
                parent.setFirstColumnSpanned(True)
                parent.setExpanded(True)
                parent.setFlags(Qt.ItemFlag.ItemIsEnabled)
            phone, title = event.phone, event.title
            if self._hidden:
                phone, title = masked_text(phone), masked_text(title)
            item = QTreeWidgetItem([f"{local:%H:%M:%S}", title, phone, event.campaign])
            item.setToolTip(1, title)
            item.setData(0, _EVENT, event)
            assert parent is not None
            parent.addChild(item)
            self._items.append(item)
            if event == before or chosen is None:
                chosen = item
        if chosen is not None:
            self.tree.setCurrentItem(chosen)
        else:
            self.chosen.emit(None)


def _event(item: QTreeWidgetItem | None) -> Event | None:
    found = item.data(0, _EVENT) if item is not None else None
    return found if isinstance(found, Event) else None


def _all_words(event: Event) -> str:
    details = " ".join(f"{name} {value}" for name, value in event.details)
    return f"{event.title} {event.phone} {event.campaign} {details}".casefold()
