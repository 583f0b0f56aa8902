"""A person: new, with another name or role, or with a new password."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rino_desktop.accounts import ROLES
from rino_desktop.console.roles import role_word
from rino_desktop.console.skills_field import Skills, SkillsField
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field, PasswordField

NO_ROLES: Mapping[str, str] = MappingProxyType({})


class PersonDialog(FormDialog):
    """``wanted`` carries name, role and password ("" for somebody who is known already)."""

    wanted = Signal(str, str, str)

    def __init__(
        self, parent: QWidget | None = None, known: tuple[str, str] | None = None,
        own_roles: Mapping[str, str] = NO_ROLES, skills: Skills | None = None, *,
        only_skills: bool = False,
    ) -> None:  # fmt: skip
        """``known``: name and role of who is to be changed; None: somebody new. ``own_roles``: code
        → name of the office's own ones. ``skills``: None where they are not to be set.
        ``only_skills``: name and role stay."""
        self._known, self._own = known, own_roles
        self.name_edit, self.role_box = QLineEdit(), CalmCombo()
        self.name_edit.setMaxLength(100)
        for role in (*ROLES, *own_roles):
            self.role_box.addItem("", role)
        self.name, self.role = Field(self.name_edit), Field(self.role_box)
        self.password = PasswordField()
        self.skills = SkillsField(skills.offered, skills.now) if skills is not None else None
        self._takes_calls = skills.takes_calls if skills is not None else frozenset()
        shown = (self.name, self.role, self.password, self.skills)
        super().__init__(parent, tuple(each for each in shown if each is not None))
        if known is not None:
            self.name_edit.setText(known[0])
            self.role_box.setCurrentIndex(self.role_box.findData(known[1]))
            self.password.hide()
        for edit in (self.name_edit, self.role_box):
            edit.setEnabled(not only_skills)
        self.role_box.currentIndexChanged.connect(lambda _index: self._show_skills())
        self._show_skills()
        self.retranslate()
        (self.skills if only_skills and self.skills is not None else self.name).setFocus()

    def wanted_skills(self) -> Iterable[tuple[str, int]] | None:
        """(skill, level), of somebody who is to take calls; None: they stay as they are."""
        shown = self.skills is not None and self.role_box.currentData() in self._takes_calls
        return self.skills.wanted() if shown and self.skills is not None else None

    def _show_skills(self) -> None:
        if self.skills is not None:
            self.skills.setVisible(self.role_box.currentData() in self._takes_calls)

    def retranslate(self) -> None:
        if self._known is None:
            self.entitle(self.tr("New person"), self.tr("Add"))
        else:
            self.entitle(self.tr("Change {name}").format(name=self._known[0]), self.tr("Change"))
        self.name.name(self.tr("Name"))
        self.role.name(self.tr("Role"))
        for index, role in enumerate((*ROLES, *self._own)):
            self.role_box.setItemText(index, role_word(role, self._own.get(role, "")))
        self.password.name(self.tr("First password"))

    def _take(self) -> None:
        name = self.name_edit.text().strip()
        if not name:
            self.refuse(self.tr("A person needs a name."))
            return
        self.begin()
        self.wanted.emit(name, self.role_box.currentData(), self.password.edit.text())


class PasswordDialog(FormDialog):
    """One's own, with the present one, or somebody's who has forgotten it. ``wanted`` carries the
    present password ("" for somebody else's) and the new one."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None, user: str, *, own: bool) -> None:
        self._user, self._own = user, own
        self.old, self.new, self.again = PasswordField(), PasswordField(), PasswordField()
        super().__init__(parent, (self.old, self.new, self.again))
        self.old.setVisible(own)
        self.retranslate()
        (self.old if own else self.new).setFocus()

    def retranslate(self) -> None:
        title = self.tr("Change the password") if self._own else (
            self.tr("New password for {name}").format(name=self._user))  # fmt: skip
        self.entitle(title, self.tr("Change"))
        self.old.name(self.tr("Present password"))
        self.new.name(self.tr("New password"))
        self.again.name(self.tr("New password once more"))

    def _take(self) -> None:
        if self.new.edit.text() != self.again.edit.text():
            self.refuse(self.tr("The two passwords differ."))
            return
        self.begin()
        self.wanted.emit(self.old.edit.text(), self.new.edit.text())
