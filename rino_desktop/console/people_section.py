"""Who works with the system, in the settings: a list, and what can be done with each."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.console.roles import role_word
from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated

_ACTIONS = ("change", "rights", "password", "block", "remove")


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str
    blocked: bool = False
    #: What the office calls his role, if it is one of its own.
    role_name: str = ""


class PeopleSection(Translated, QWidget):
    add_wanted = Signal()
    #: A Person, as shown.
    change_wanted = Signal(object)
    password_wanted = Signal(object)
    #: Blocked, or unblocked, whatever he is not.
    block_wanted = Signal(object)
    remove_wanted = Signal(object)
    #: What he may do in single campaigns.
    rights_wanted = Signal(object)
    roles_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Person, ...] = ()
        #: Whether people may be changed; else their skills alone, of those with these roles.
        self._may_change, self._takes_calls = True, frozenset[str]()
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setColumnCount(3)
        self.list.setColumnWidth(0, 260)
        self.list.setColumnWidth(1, 150)
        self.list.setMinimumHeight(200)
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        self.list.itemActivated.connect(lambda *_: self._want("change"))
        self.add_button = QPushButton()
        icons.set_on(self.add_button, "add")
        self.add_button.clicked.connect(self.add_wanted)
        self.buttons = {name: QPushButton() for name in _ACTIONS}
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, name=name: self._want(name))
        self.import_button, self.roles_button = QPushButton(), QPushButton()
        icons.set_on(self.import_button, "import")
        self.import_button.clicked.connect(self.import_wanted)
        self.roles_button.clicked.connect(self.roles_wanted)
        head = QHBoxLayout()
        head.setSpacing(8)
        for button in (self.add_button, self.import_button):
            head.addWidget(button)
        head.addStretch(1)
        head.addWidget(self.roles_button)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in self.buttons.values():
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.list)
        layout.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        self.list.setHeaderLabels([self.tr("Name"), self.tr("Role"), ""])
        self.list.setAccessibleName(self.tr("People"))
        self.add_button.setText(self.tr("Add…"))
        self.import_button.setText(self.tr("Import…"))
        self.roles_button.setText(self.tr("Roles…"))
        self.buttons["rights"].setText(self.tr("Campaigns…"))
        self.buttons["password"].setText(self.tr("New password…"))
        self.buttons["remove"].setText(self.tr("Remove…"))
        self._fill()

    def show_people(self, people: tuple[Person, ...]) -> None:
        if people != self._people:  # read anew each second; the list stays as it is looked at
            self._people = people
            self._fill()

    def show_rights(self, *, people: bool, takes_calls: frozenset[str]) -> None:
        """``people``: all of them may be changed; else only the skills of those whose role's code
        is among ``takes_calls``."""
        self._may_change, self._takes_calls = people, takes_calls
        others = [button for name, button in self.buttons.items() if name != "change"]
        for button in (self.add_button, self.import_button, self.roles_button, *others):
            button.setVisible(people)
        self._enable()

    def chosen(self) -> Person | None:
        item = self.list.currentItem()
        row = self.list.indexOfTopLevelItem(item) if item is not None else -1
        return self._people[row] if 0 <= row < len(self._people) else None

    def choose(self, name: str) -> None:
        for item in self.list.findItems(name, Qt.MatchFlag.MatchExactly, 0):
            self.list.setCurrentItem(item)

    def _fill(self) -> None:
        item = self.list.currentItem()
        name = item.text(0) if item is not None else ""
        self.list.clear()
        for person in self._people:
            blocked = self.tr("blocked") if person.blocked else ""
            self.list.addTopLevelItem(
                QTreeWidgetItem([person.name, role_word(person.role, person.role_name), blocked])
            )
        self.choose(name)
        self._enable()

    def _enable(self) -> None:
        chosen = self.chosen()
        for button in self.buttons.values():
            button.setEnabled(chosen is not None)
        if not self._may_change:
            self.buttons["change"].setEnabled(self._has_skills(chosen))
        self.buttons["change"].setText(
            self.tr("Change…") if self._may_change else self.tr("Skills…")
        )
        unblock = chosen is not None and chosen.blocked
        self.buttons["block"].setText(self.tr("Unblock") if unblock else self.tr("Block"))

    def _has_skills(self, person: Person | None) -> bool:
        return person is not None and person.role in self._takes_calls and not person.blocked

    def _want(self, action: str) -> None:
        person = self.chosen()
        if person is not None and (self._may_change or self._has_skills(person)):
            signals = {
                "change": self.change_wanted, "password": self.password_wanted,
                "block": self.block_wanted, "remove": self.remove_wanted,
                "rights": self.rights_wanted,
            }  # fmt: skip
            signals[action].emit(person)
