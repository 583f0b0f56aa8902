"""Calls whose far end has gone without a word, and certificates that are not trusted."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone as sp
from rino_desktop.ui.announcing import announcements
from rmt.header_line import HeaderLine
from rmt.view_state import view_of
from tests.helpers.operator_desk import Desk


def _vanish(desk: Desk, call_id: str) -> None:
    lost = HangupCause.RECOVERY_ON_TIMER_EXPIRE
    desk.p.told(sp.Ended(call_id, desk.now, desk.now - 30, 200, lost, HangupBy.NETWORK), desk.now)


def test_a_vanished_far_end_is_told_and_its_card_stays() -> None:
    desk = Desk(auto_answer=True, sound_ready=True)
    desk.talk()
    desk.p.note(5, "ask again")
    _vanish(desk, "c1")
    assert [notice.kind for notice in desk.p.take_notices()] == ["line_lost"]
    assert desk.p.cards.open[5].note == "ask again"
    assert not desk.p.desk.in_call


def test_a_vanished_colleague_is_told_without_a_card() -> None:
    desk = Desk()
    desk.ring_foreign()
    desk.p.told(sp.Answered("f1", desk.now, {}), desk.now)
    _vanish(desk, "f1")
    assert [notice.kind for notice in desk.p.take_notices()] == ["vanished"]


def test_a_certificate_that_is_not_trusted_is_said_with_its_mend(
    qtbot: QtBot, qapp: QApplication
) -> None:
    desk = Desk()
    header = HeaderLine()
    qtbot.addWidget(header)
    for fault, word in (
        (sp.RegistrationFault.CERTIFICATE, "Telephone: certificate not trusted"),
        (sp.RegistrationFault.TRUSTED_FILE, "Telephone: no trusted certificates"),
    ):
        failed = sp.RegistrationState.FAILED
        desk.p.told(sp.RegistrationChanged(failed, detail="so and so", fault=fault), desk.now)
        header.show_view(view_of(desk.p, desk.now))
        assert header.registration.label.text() == word
        assert "Settings" in header.registration.toolTip()
        assert "so and so" in header.registration.toolTip()


def test_a_screen_reader_is_told_of_a_call_by_its_panel_alone(qtbot: QtBot) -> None:
    desk, header = Desk(auto_answer=True, sound_ready=True), HeaderLine()
    qtbot.addWidget(header)
    header.show()
    said: list[str] = []

    def take(text: str, _urgent: bool) -> None:
        said.append(text)

    announcements.made.connect(take)
    header.show_view(view_of(desk.p, desk.now))
    before = list(said)
    desk.talk()
    header.show_view(view_of(desk.p, desk.now))
    assert header.badge.text() == "Talking"
    announcements.made.disconnect(take)
    assert said == before
    assert [text.split(":")[0] for text in before] == ["State"]
