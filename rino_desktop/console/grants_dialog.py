"""What somebody may do in single campaigns: the roles that he has for them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QPushButton, QWidget

from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.theme import dress


class GrantsDialog(FormDialog):
    """It stays open while they are changed. Both signals carry role and campaign by their names."""

    grant_wanted = Signal(str, str)
    revoke_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None, person: str, roles: Mapping[str, str],
                 campaigns: Sequence[str]) -> None:  # fmt: skip
        """``roles``: what may be asked for → what it is called."""
        self._person, self._roles = person, roles
        self._grants: tuple[tuple[str, str], ...] = ()
        self.told, self.list = QLabel(), QListWidget()
        self.told.setWordWrap(True)
        dress(self.told, "secondary")
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self.remove_button = QPushButton()
        self.remove_button.setAutoDefault(False)
        self.remove_button.clicked.connect(self._want_remove)
        self.role_box, self.campaign_box = CalmCombo(), CalmCombo()
        for code, name in roles.items():
            self.role_box.addItem(name, code)
        for campaign in campaigns:
            self.campaign_box.addItem(campaign, campaign)
        self.role, self.campaign = Field(self.role_box), Field(self.campaign_box)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.role, 1)
        line.addWidget(self.campaign, 2)
        super().__init__(parent, (self.told, self.list, self.remove_button, row))
        self.resize(560, 460)
        self.retranslate()
        self._enable()

    def retranslate(self) -> None:
        title = self.tr("{name} in single campaigns").format(name=self._person)
        self.entitle(title, self.tr("Give"))
        self.cancel_button.setText(self.tr("Close"))
        self.told.setText(self.tr("Beside what his own role allows in the whole office he may do "
                                  "in these campaigns:"))  # fmt: skip
        self.remove_button.setText(self.tr("Take away"))
        self.role.name(self.tr("Role"))
        self.campaign.name(self.tr("Campaign"))
        self.list.setAccessibleName(self.tr("Roles for single campaigns"))

    def show_grants(self, grants: Sequence[tuple[str, str]]) -> None:
        """(role's code, campaign)."""
        self._grants = tuple(grants)
        self.list.clear()
        for role, campaign in grants:
            self.list.addItem(f"{campaign}: {self._roles.get(role, role)}")
        self.refuse("")
        self._enable()

    def _enable(self) -> None:
        self.remove_button.setEnabled(self.list.currentRow() >= 0)
        self.button.setEnabled(self.campaign_box.count() > 0)

    def _want_remove(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._grants):
            self.revoke_wanted.emit(*self._grants[row])

    def _take(self) -> None:
        self.begin()
        self.grant_wanted.emit(self.role_box.currentData(), self.campaign_box.currentData())

    def keyPressEvent(self, event: object) -> None:  # noqa: N802
        if getattr(event, "key", lambda: None)() == Qt.Key.Key_Delete and self.list.hasFocus():
            self._want_remove()
            return
        super().keyPressEvent(event)  # type: ignore[arg-type]
