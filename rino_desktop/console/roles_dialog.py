"""Roles: which there are, what they allow in plain words, and who has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.domain.right_words import right_words
from engine.domain.rights import OF_CAMPAIGNS, Right, Role
from rino_desktop.console.roles import role_word
from rino_desktop.texts.errors import said
from rino_desktop.ui import icons
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.theme import dress

_SIZE = (860, 620)
_CODE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class RoleWish:
    """``before`` None: a new one."""

    before: Role | None
    name: str
    rights: frozenset[Right]


class RolesDialog(FormDialog):
    """It stays open while roles are changed. Built-in ones are shown and cannot be."""

    #: A RoleWish.
    save_wanted = Signal(object)
    #: A Role.
    delete_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._roles: tuple[Role, ...] = ()
        self._people: Mapping[str, Sequence[str]] = {}
        self.list, self.rights = QListWidget(), QListWidget()
        self.list.setMaximumWidth(230)
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.new_button, self.delete_button = QPushButton(), QPushButton()
        icons.set_on(self.new_button, "add")
        self.new_button.setAutoDefault(False)
        self.delete_button.setAutoDefault(False)
        self.new_button.clicked.connect(self._begin_new)
        self.delete_button.clicked.connect(self._want_delete)
        self.name_edit = QLineEdit()
        self.name_edit.setMaxLength(100)
        self.name = Field(self.name_edit)
        self.people = QLabel()
        self.people.setWordWrap(True)
        self.people.setTextFormat(Qt.TextFormat.PlainText)
        dress(self.people, "secondary")
        for right in Right:
            item = QListWidgetItem()
            item.setData(_CODE, right)
            self.rights.addItem(item)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left, right_side = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.list)
        left.addWidget(self.new_button)
        left.addWidget(self.delete_button)
        for widget in (self.name, self.rights, self.people):
            right_side.addWidget(widget)
        row.addLayout(left)
        row.addLayout(right_side, 1)
        super().__init__(parent, (body,))
        self.resize(*_SIZE)
        self.retranslate()

    def retranslate(self) -> None:
        self.entitle(self.tr("Roles"), self.tr("Save"))
        self.cancel_button.setText(self.tr("Close"))
        self.new_button.setText(self.tr("New role"))
        self.delete_button.setText(self.tr("Delete"))
        self.name.name(self.tr("Name"))
        self.list.setAccessibleName(self.tr("Roles"))
        self.rights.setAccessibleName(self.tr("Rights"))
        for row in range(self.rights.count()):
            item = self.rights.item(row)
            right = Right(item.data(_CODE))
            words = said(right_words(right))
            item.setText(words[:1].upper() + words[1:])
            if right in OF_CAMPAIGNS:
                item.setToolTip(self.tr("Can also be given for single campaigns."))
        self._fill()

    def show_roles(self, roles: Sequence[Role], people: Mapping[str, Sequence[str]]) -> None:
        """``people``: code of a role → names of those who have it."""
        self._roles, self._people = tuple(roles), people
        self._fill()

    def choose(self, code: str) -> None:
        codes = [role.code for role in self._roles]
        self.list.setCurrentRow(codes.index(code) if code in codes else 0)

    def chosen(self) -> Role | None:
        row = self.list.currentRow()
        return self._roles[row] if 0 <= row < len(self._roles) else None

    def checked(self) -> frozenset[Right]:
        items = [self.rights.item(row) for row in range(self.rights.count())]
        return frozenset(
            Right(item.data(_CODE)) for item in items
            if item.checkState() == Qt.CheckState.Checked
        )  # fmt: skip

    def _fill(self) -> None:
        chosen = self.chosen()
        self.list.blockSignals(True)
        self.list.clear()
        for role in self._roles:
            word = role_word(role.code, role.name)
            self.list.addItem(word[:1].upper() + word[1:])
        self.list.blockSignals(False)
        self.choose(chosen.code if chosen else "")
        self._show()

    def _show(self) -> None:
        role = self.chosen()
        if role is None:
            return
        self._offer(role.rights, changeable=not role.built_in)
        self.name_edit.setText(role_word(role.code, role.name))
        self.name_edit.setEnabled(not role.built_in)
        self.delete_button.setEnabled(not role.built_in)
        names = ", ".join(self._people.get(role.code, ()))
        told = self.tr("Who has it: {names}").format(names=names or "–")
        if role.built_in:
            told += "\n" + self.tr("A built-in role stays as it is. Make one of your own from it "
                                   "with New role.")  # fmt: skip
        self.people.setText(told)
        self.say("")

    def _offer(self, rights: frozenset[Right], *, changeable: bool) -> None:
        for row in range(self.rights.count()):
            item = self.rights.item(row)
            had = Right(item.data(_CODE)) in rights
            item.setCheckState(Qt.CheckState.Checked if had else Qt.CheckState.Unchecked)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if changeable else flags)
        self.button.setEnabled(changeable)

    def _begin_new(self) -> None:
        """With the rights of the one that was chosen."""
        role = self.chosen()
        self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)
        self._offer(role.rights if role else frozenset(), changeable=True)
        self.delete_button.setEnabled(False)
        self.name_edit.setEnabled(True)
        self.name_edit.clear()
        self.people.setText("")
        self.name_edit.setFocus()

    def _want_delete(self) -> None:
        role = self.chosen()
        if role is not None:
            self.delete_wanted.emit(role)

    def _take(self) -> None:
        name = self.name_edit.text().strip()
        if not name:
            self.refuse(self.tr("A role needs a name."))
            return
        self.begin()
        self.save_wanted.emit(RoleWish(self.chosen(), name, self.checked()))
