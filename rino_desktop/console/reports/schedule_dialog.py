"""Which report goes when and where: to a folder, by mail, or both."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.ports.storage import ReportSchedule
from rino_desktop.console.reports.filters import FilterPanel
from rino_desktop.console.reports.schedule_tab import day_name
from rino_desktop.report_kinds import FORMATS
from rino_desktop.report_mail import MailSettings
from rino_desktop.report_view import KindInfo
from rino_desktop.schedule_board import mail_of
from rino_desktop.secret_keeping import proposed
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.secret_field import SecretField

_LINES = ("name", "times", "zone", "folder", "to", "sender", "server", "user")


class ScheduleDialog(FormDialog):
    wanted = Signal()

    def __init__(
        self, parent: QWidget | None, kinds: tuple[KindInfo, ...],
        known: Mapping[str, tuple[str, ...]], schedule: ReportSchedule | None = None,
    ) -> None:  # fmt: skip
        """``schedule``: the one that is changed."""
        self.schedule = schedule
        self.lines = {name: QLineEdit() for name in _LINES}
        self.kind, self.format = CalmCombo(), CalmCombo()
        self._kinds = {info.name: info for info in kinds if not info.fault}
        for info in sorted(self._kinds.values(), key=lambda info: info.title.casefold()):
            self.kind.addItem(info.title, info.name)
        for name in reversed(FORMATS):
            self.format.addItem(name.upper(), name)
        self.filters = FilterPanel(making=False, several=schedule is None)
        self.filters.show_choices(known)
        self.days = {digit: QCheckBox() for digit in "1234567"}
        for box in self.days.values():
            box.setChecked(True)
        self.starttls = QCheckBox()
        mail = None if schedule is None else mail_of(schedule)
        self.password = SecretField("" if mail is None else mail.password_env, self.proposal)
        self.browse = QPushButton()
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._browse)
        self._fields = {
            **{name: Field(line) for name, line in self.lines.items()},
            "kind": Field(self.kind), "format": Field(self.format),
        }  # fmt: skip
        super().__init__(parent, (self._body(),))
        self.setMinimumSize(860, 570)
        self.kind.currentIndexChanged.connect(lambda _: self._on_kind())
        self.lines["name"].textChanged.connect(lambda _: self.password.propose_anew())
        if schedule is not None:
            self._fill(schedule)
        else:
            self.lines["times"].setText("08:00")
        self._on_kind()
        self.retranslate()
        self.lines["name"].setFocus()

    def retranslate(self) -> None:
        new = self.schedule is None
        self.entitle(
            self.tr("New schedule") if new else self.tr("Change the schedule"), self.tr("Save")
        )
        titles = {
            "name": self.tr("Name"), "kind": self.tr("Report"), "format": self.tr("As"),
            "times": self.tr("At (several with commas)"), "zone": self.tr("Time zone"),
            "folder": self.tr("Into the folder (on the machine of the engine)"),
            "to": self.tr("By mail to (several with commas)"), "sender": self.tr("From"),
            "server": self.tr("Mail server"), "user": self.tr("User of the mail server"),
        }  # fmt: skip
        for name, title in titles.items():
            self._fields[name].name(title)
        self.password.entitle(self.tr("Password of the mail server"))
        for digit, box in self.days.items():
            box.setText(day_name(digit))
        self.lines["zone"].setPlaceholderText(self.tr("the campaign's"))
        self.lines["server"].setPlaceholderText("smtp://HOST:587")
        self.starttls.setText(self.tr("Encrypt the connection first (STARTTLS)"))
        self.browse.setText(self.tr("Choose…"))

    def info(self) -> KindInfo:
        return self._kinds[self.kind.currentData()]

    def choose(self, kind: str, filters: Mapping[str, object], own: Mapping[str, str]) -> None:
        """What was looked at on the page is what is to be sent."""
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self._on_kind()
        self.filters.set_filters(filters, own)

    def weekdays(self) -> str:
        return "".join(digit for digit, box in self.days.items() if box.isChecked())

    def text(self, name: str) -> str:
        return self.lines[name].text().strip()

    def proposal(self) -> str:
        """The name for the password."""
        return proposed("REPORT", self.text("name"))

    def mail(self) -> MailSettings | None:
        """None where it goes to nobody. The password is still in its field."""
        to = [each.strip() for each in self.text("to").replace(";", ",").split(",")]
        addresses = tuple(dict.fromkeys(each for each in to if each))
        if not addresses:
            return None
        return MailSettings(
            addresses, self.text("sender"), self.text("server"), self.text("user"),
            self.password.stored, self.starttls.isChecked(),
        )  # fmt: skip

    def _take(self) -> None:
        if self.text("name"):
            self.begin()
            self.wanted.emit()
        else:
            self.refuse(self.tr("Give the schedule a name."))

    def _fill(self, schedule: ReportSchedule) -> None:
        self.kind.setCurrentIndex(max(0, self.kind.findData(schedule.kind)))
        self.format.setCurrentIndex(max(0, self.format.findData(schedule.format)))
        mail = mail_of(schedule)
        texts = {
            "name": schedule.name, "times": schedule.at.replace(",", ", "),
            "zone": schedule.timezone, "folder": schedule.folder,
        }  # fmt: skip
        if mail is not None:
            self.starttls.setChecked(mail.starttls)
            texts |= {
                "to": ", ".join(mail.to), "sender": mail.sender, "server": mail.server,
                "user": mail.user,
            }  # fmt: skip
        for name, text in texts.items():
            self.lines[name].setText(text)
        for digit, box in self.days.items():
            box.setChecked(digit in schedule.weekdays)

    def _on_kind(self) -> None:
        if self.kind.currentData():
            self.filters.show_kind(self.info())

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.browse.text())
        if name:
            self.lines["folder"].setText(name)

    def _body(self) -> QWidget:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        inside = QWidget()
        around = QVBoxLayout(inside)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.filters)
        around.addStretch(1)
        scroll.setWidget(inside)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        places = (
            ("name", 0, 0), ("kind", 0, 1), ("format", 0, 2), ("times", 2, 0), ("zone", 2, 1),
            ("folder", 3, 0), ("to", 4, 0), ("sender", 4, 1), ("server", 4, 2), ("user", 5, 0),
        )  # fmt: skip
        for name, row, column in places:
            grid.addWidget(self._fields[name], row, column, 1, 2 if name == "folder" else 1)
        grid.setAlignment(self._fields["user"], Qt.AlignmentFlag.AlignTop)
        grid.addWidget(scroll, 1, 0, 1, 3)
        grid.setRowStretch(1, 1)
        days = QGridLayout()
        days.setSpacing(4)
        for place, box in enumerate(self.days.values()):
            days.addWidget(box, *divmod(place, 5))  # the weekend under the week
        grid.addLayout(days, 2, 2)
        grid.addWidget(self.browse, 3, 2)
        grid.addWidget(self.password, 5, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.starttls, 5, 2)
        body = QWidget()
        body.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        return body
