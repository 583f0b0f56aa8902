"""What stands above the test call for a real one: the way to begin it, how it stands, its end."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor.testcall.words import language
from engine.domain.disposition import Disposition
from engine.ports.scheme_calls import CallReport, EndedBy, State
from engine.reports import names
from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress


class CallStrip(Translated, QWidget):
    """``show_waiting`` begins, ``show_report`` goes on, ``show_trouble`` ends it."""

    call_wanted = Signal()
    hang_up_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begin_button, self.frame = QPushButton(), QFrame()
        self.frame.setProperty("kind", "banner")
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.hang_up_button, self.close_button = QPushButton(), QPushButton()
        self.again_button = QPushButton()
        icons.set_on(self.hang_up_button, "hang-up", "on_accent")
        icons.set_on(self.again_button, "call")
        dress(self.hang_up_button, "danger")
        self.hang_up_button.clicked.connect(self._hang_up)
        self.again_button.clicked.connect(self.call_wanted)
        self.close_button.clicked.connect(self._close)
        icons.set_on(self.begin_button, "call")
        self.begin_button.clicked.connect(self.call_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.begin_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.frame)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.again_button, self.close_button, self.hang_up_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        layout = QVBoxLayout(self.frame)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.label)
        layout.addLayout(row)
        self._whom = ""
        self._report: CallReport | None = None
        self._trouble = ""
        self._ending = False
        self.frame.hide()
        self.retranslate()

    def show_waiting(self, whom: str) -> None:
        self._whom, self._report, self._trouble, self._ending = whom, None, "", False
        self._tell()
        self.begin_button.hide()
        self.frame.show()
        self.hang_up_button.setFocus()

    def show_report(self, report: CallReport) -> None:
        self._report = report
        self._tell()

    def show_trouble(self, text: str) -> None:
        """Nothing more will come of the call."""
        self._trouble = text
        self._tell()

    @property
    def over(self) -> bool:
        return bool(self._trouble) or (self._report is not None and self._report.over)

    def retranslate(self) -> None:
        self.begin_button.setText(self.tr("Call me…"))
        self.begin_button.setToolTip(
            self.tr("The scheme as it is drawn now calls a real telephone")
        )
        self.hang_up_button.setText(self.tr("Hang up"))
        self.close_button.setText(self.tr("Close"))
        self.again_button.setText(self.tr("Call again"))
        self.setAccessibleName(self.tr("The real call"))
        self._tell()

    def _hang_up(self) -> None:
        self._ending = True
        self._tell()
        self.hang_up_wanted.emit()

    def _close(self) -> None:
        self.frame.hide()
        self.begin_button.show()
        self.begin_button.setFocus()

    def _tell(self) -> None:
        text, kind = self._words()
        self.label.setText(text)
        dress(self.label, kind)
        self.hang_up_button.setVisible(not self.over)
        self.hang_up_button.setEnabled(not self._ending)
        self.close_button.setVisible(self.over)
        self.again_button.setVisible(self.over)

    def _words(self) -> tuple[str, str]:
        if self._trouble:
            return self._trouble, "bad"
        report = self._report
        if report is not None and report.over:
            return self._end_words(report)
        if self._ending:
            return self.tr("Hanging up…"), ""
        if report is None:
            return self.tr("Waiting for an engine…"), ""
        text = {
            State.PREPARING: self.tr("An engine prepares the call to {whom}…"),
            State.CALLING: self.tr("Calling {whom}…"),
            State.RINGING: self.tr("It rings: {whom}"),
        }.get(report.state, self.tr("The call goes on: {whom}"))
        return text.format(whom=self._whom), "good" if report.state is State.ANSWERED else ""

    def _end_words(self, report: CallReport) -> tuple[str, str]:
        if report.state is State.REFUSED:
            return report.reason, "bad"
        if report.ended_by is EndedBy.ASKER:
            return self.tr("You have hung up."), ""
        if report.ended_by is EndedBy.ENGINE:
            return self.tr("The engine was stopped, and has ended the call."), "warning"
        answered = report.sip_code == 200
        cause = names.cause(report.hangup_cause, language())
        if answered and report.hangup_cause == "normal_clearing":
            if report.hangup_by == "subscriber":
                return self.tr("The other side has hung up."), ""
            if report.disposition == Disposition.PARTIAL:
                return self.tr("The scheme could not go on: see its course."), "warning"
            return self.tr("The scheme has come to its end and hung up."), "good"
        detail, code = report.detail, str(report.sip_code or "")
        if code and not answered:
            detail = f"SIP {detail}" if detail.startswith(code) else f"SIP {code} {detail}".strip()
        more = f" ({detail})" if detail else ""
        if answered:
            return self.tr("The call was broken off: {cause}").format(cause=cause) + more, "bad"
        return self.tr("Not answered: {cause}").format(cause=cause) + more, "warning"
