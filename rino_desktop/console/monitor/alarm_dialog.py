"""When alarms are raised, and who is told of them."""

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from engine.alarms.model import AlarmKind, AlarmSettings, KindSettings
from engine.alarms.words import kind_text
from rino_desktop.secret_keeping import proposed
from rino_desktop.texts import language
from rino_desktop.ui.calm_wheel import CalmDoubleSpin, CalmSpin
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.secret_field import SecretField
from rino_desktop.ui.theme import dress

_LONGEST_S = 24 * 3600
#: Names for what is typed here.
MAIL_PASSWORD = proposed("ALARM_MAIL", "")
HOOK_SECRET = proposed("ALARM_WEBHOOK", "", "SECRET")


class AlarmDialog(FormDialog):
    #: AlarmSettings; what was typed of secrets is still in their fields.
    wanted = Signal(object)
    #: AlarmSettings: to be saved, and all ways tried with them.
    test_wanted = Signal(object)

    def __init__(self, parent: QWidget | None, settings: AlarmSettings) -> None:
        self._settings = settings
        mail: Mapping[str, Any] = json.loads(settings.mail) if settings.mail else {}
        self.on = {kind: QCheckBox() for kind in AlarmKind}
        self.raised = {kind: _seconds() for kind in AlarmKind}
        self.over = {kind: _seconds() for kind in AlarmKind}
        self.near, self.answers, self.oldest = CalmDoubleSpin(), CalmSpin(), CalmSpin()
        self.near.setRange(1, 100)
        self.near.setDecimals(0)
        self.answers.setRange(0, 1_000_000)
        self.oldest.setRange(0, 7 * 24 * 60)
        self.to = QLineEdit(", ".join(mail.get("to", ())))
        self.from_edit = QLineEdit(mail.get("sender", ""))
        self.server = QLineEdit(mail.get("server", ""))
        self.user = QLineEdit(mail.get("user", ""))
        self.password = SecretField(mail.get("password_env", ""), lambda: MAIL_PASSWORD)
        self.starttls = QCheckBox()
        self.starttls.setChecked(bool(mail.get("starttls")))
        self.webhook = QLineEdit(settings.webhook)
        self.secret = SecretField(settings.secret_env, lambda: HOOK_SECRET)
        for edit, example in (
            (self.to, "boss@example.org, office@example.org"), (self.from_edit, "rino@example.org"),
            (self.server, "smtp://mail.example.org:25"),
            (self.webhook, "https://example.org/alarms"),
        ):  # fmt: skip
            edit.setPlaceholderText(example)
        self._fields = {
            name: Field(widget)
            for name, widget in (
                ("near", self.near), ("answers", self.answers), ("oldest", self.oldest),
                ("to", self.to), ("sender", self.from_edit), ("server", self.server),
                ("user", self.user), ("webhook", self.webhook),
            )
        }  # fmt: skip
        self.test_button, self.outcome = QPushButton(), QLabel()
        self.test_button.setAutoDefault(False)
        self.test_button.clicked.connect(self._test)
        self.outcome.setWordWrap(True)
        dress(self.outcome, "secondary")
        super().__init__(parent, (self._columns(),))
        self.setMinimumWidth(960)
        self._show_settings()
        self.retranslate()
        self.to.setFocus()

    def retranslate(self) -> None:
        self.entitle(self.tr("Alarms"), self.tr("Save"))
        self._heads[0].setText(self.tr("Alarm"))
        self._heads[1].setText(self.tr("raised after, s"))
        self._heads[2].setText(self.tr("over after, s"))
        for kind in AlarmKind:
            word = kind_text(kind, language())
            self.on[kind].setText(word)
            self.raised[kind].setAccessibleName(f"{word}: {self._heads[1].text()}")
            self.over[kind].setAccessibleName(f"{word}: {self._heads[2].text()}")
        names = {
            "near": self.tr("Lost calls: from so many % of the limit on"),
            "answers": self.tr("Lost calls: with so many answers at least"),
            "oldest": self.tr("External stores: a row may wait, minutes"),
            "to": self.tr("Mail to"),
            "sender": self.tr("Mail from"),
            "server": self.tr("Mail server"),
            "user": self.tr("Its user, if it asks for one"),
            "webhook": self.tr("Web hook: gets a POST with JSON"),
        }
        for name, text in names.items():
            self._fields[name].name(text)
        self.password.entitle(self.tr("Its password"))
        self.secret.entitle(self.tr("Secret that signs what the web hook gets"))
        self.starttls.setText(self.tr("Encrypt the connection first (STARTTLS)"))
        self.test_button.setText(self.tr("Save and send a test"))

    def settings(self) -> AlarmSettings:
        """As they are filled in; not checked."""
        to = [each for each in self.to.text().replace(";", ",").replace(",", " ").split() if each]
        mail = {
            "to": to, "sender": self.from_edit.text().strip(), "server": self.server.text().strip(),
            "user": self.user.text().strip(), "password_env": self.password.stored,
            "starttls": self.starttls.isChecked(),
        }  # fmt: skip
        return AlarmSettings(
            {
                kind: KindSettings(
                    self.on[kind].isChecked(), self.raised[kind].value(), self.over[kind].value()
                )
                for kind in AlarmKind
            },
            self.near.value() / 100,
            self.answers.value(),
            self.oldest.value() * 60,
            json.dumps(mail, ensure_ascii=False) if to or mail["server"] else "",
            self.webhook.text().strip(),
            self.secret.stored,
            self._settings.language,
        )  # fmt: skip

    def begin(self) -> None:
        super().begin()
        self.test_button.setEnabled(False)
        self.outcome.clear()

    def refuse(self, text: str) -> None:
        super().refuse(text)
        self.test_button.setEnabled(True)

    def show_result(self, text: str, *, good: bool) -> None:
        """Of a test."""
        self.refuse("")
        self.outcome.setText(text)
        dress(self.outcome, "good" if good else "bad")

    def say_waiting(self, text: str) -> None:
        self.outcome.setText(text)
        dress(self.outcome, "secondary")

    def _columns(self) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        self._heads = [QLabel() for _ in range(3)]
        for place, head in enumerate(self._heads):
            dress(head, "secondary")
            grid.addWidget(head, 0, place)
        for row, kind in enumerate(AlarmKind, 1):
            for place, widget in enumerate((self.on[kind], self.raised[kind], self.over[kind])):
                grid.addWidget(widget, row, place)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addLayout(grid)
        for name in ("near", "answers", "oldest"):
            left.addWidget(self._fields[name])
        left.addWidget(self._fields["webhook"])
        left.addWidget(self.secret)
        left.addStretch(1)
        for name in ("to", "sender", "server"):
            right.addWidget(self._fields[name])
        pair = QHBoxLayout()
        pair.addWidget(self._fields["user"], 1)
        pair.addWidget(self.starttls, 1, Qt.AlignmentFlag.AlignBottom)
        right.addLayout(pair)
        right.addWidget(self.password)
        right.addWidget(self.test_button)
        right.addWidget(self.outcome)
        right.addStretch(1)
        for column in (left, right):
            column.setSpacing(10)
        both = QWidget()
        row_ = QHBoxLayout(both)
        row_.setContentsMargins(0, 0, 0, 0)
        row_.setSpacing(24)
        row_.addLayout(left, 1)
        row_.addLayout(right, 1)
        return both

    def _show_settings(self) -> None:
        settings = self._settings
        for kind, each in settings.kinds.items():
            self.on[kind].setChecked(each.on)
            self.raised[kind].setValue(each.raise_after_s)
            self.over[kind].setValue(each.end_after_s)
        self.near.setValue(settings.near_share * 100)
        self.answers.setValue(settings.least_answers)
        self.oldest.setValue(settings.oldest_s // 60)

    def _take(self) -> None:
        self.begin()
        self.wanted.emit(self.settings())

    def _test(self) -> None:
        self.begin()
        self.test_wanted.emit(self.settings())


def _seconds() -> QSpinBox:
    box = CalmSpin()
    box.setRange(0, _LONGEST_S)
    return box
