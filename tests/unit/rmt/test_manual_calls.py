"""Manual dialling under real keys: the list, the countdown, a call that is ordered, once more."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.operator import Hold, OfferKind, OperatorState
from engine.ports import softphone as sp
from engine.routing.actions import GoOnBreak
from rmt import again
from rmt.call_desk import Control
from rmt.desk import RulesNews
from rmt.facts import CardFacts, ManualCampaign, ResultChoice, Rules
from tests.helpers.operator_desk import TOKEN, card_of
from tests.helpers.shift_here import ShiftHere

K, S = Qt.Key, OperatorState
OTHER = "+79120000002"
COMPANIES = ManualCampaign(2, "Companies")
DAISY = {
    "contact_id": 12, "phones": ["+73425550102", "+73425550103"], "next_phone": 1,
    "fields": {"Name": "Daisy"},
}  # fmt: skip


@pytest.fixture
async def here(qtbot: QtBot) -> AsyncIterator[ShiftHere]:
    made = ShiftHere(qtbot)
    await made.begin()
    made.desk.tell(RulesNews(Rules(manual=(COMPANIES,))))

    async def card(attempt_id: int) -> CardFacts:
        return CardFacts(card_of(attempt_id, phones=(card_of().phone, OTHER)))

    made.desk.card = card  # type: ignore[method-assign]
    yield made
    await made.end()


def look_at_daisy(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    QTest.mouseClick(here.window.preview.next_button, Qt.MouseButton.LeftButton)
    here.answer_order(**DAISY)


def be_in(here: ShiftHere, stage: str, state: S = S.TALKING, attempt: int = 5) -> None:
    hold = Hold("node-1", "n/m", OfferKind.CALLBACK, "m1", attempt, "Companies", stage)
    here.be(state, hold=hold, queue="Companies")


async def ordered(here: ShiftHere, attempt: int = 5, call_id: str = "c1") -> None:
    """The engine rings the operator, whose telephone answers by itself."""
    be_in(here, "dialling", S.RINGING, attempt)
    headers = {"X-Rino-Offer": "n/m", "X-Rino-Token": TOKEN, "X-Rino-Attempt": str(attempt)}
    here.phone.tell(sp.Incoming(call_id, 0.0, "sip:rino@e", "", "sip:7@pc", headers))
    await here.until(lambda: sp.Answer(call_id) in here.phone.orders)
    here.phone.tell(sp.Answered(call_id, datetime.now(UTC).timestamp(), {}))
    be_in(here, "dialling", attempt=attempt)


def over(here: ShiftHere, call_id: str = "c1") -> None:
    now, by = datetime.now(UTC).timestamp(), HangupBy.SUBSCRIBER
    here.phone.tell(sp.Ended(call_id, now, now - 5, 200, HangupCause.NORMAL_CLEARING, by))
    here.be(S.AVAILABLE)


async def test_the_number_whose_turn_it_is_is_dialled(here: ShiftHere) -> None:
    look_at_daisy(here)
    here.key(K.Key_F9)
    assert here.desk.orders[-1][2] == {
        "do": "contact", "campaign_id": 2, "contact_id": 12, "phone": "+73425550103",
    }  # fmt: skip


async def test_orders_about_a_contact_go_to_the_engine_that_holds_him(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    preview = here.window.preview
    QTest.mouseClick(preview.next_button, Qt.MouseButton.LeftButton)
    assert here.desk.orders[-1][3] == "", "any engine"
    here.answer_order(**DAISY, node="b~7")
    QTest.mouseClick(preview.next_button, Qt.MouseButton.LeftButton)
    assert here.desk.orders[-1][3] == "b~7", "it lets him go"
    here.answer_order(code="no_contact")
    here.key(K.Key_F9)
    assert (here.desk.orders[-1][2]["do"], here.desk.orders[-1][3]) == ("contact", "b~7")
    here.answer_order(code="no_line")
    QTest.mouseClick(preview.next_button, Qt.MouseButton.LeftButton)
    assert here.desk.orders[-1][3] == "", "whoever does not answer is not asked for ever"


async def test_the_header_says_talking_only_to_who_talks(here: ShiftHere) -> None:
    badge, recording = here.window.header.badge, here.window.header.recording
    here.be(S.AVAILABLE)
    be_in(here, "dialling", S.RINGING)
    assert badge.text() == "Connecting…", "her own telephone is rung; that is no incoming call"
    await ordered(here)
    for stage, word in (
        ("dialling", "Connecting…"), ("ringing", "Ringing…"), ("answered", "Answered"),
        ("user_busy", "Not reached"),
    ):  # fmt: skip
        be_in(here, stage)
        assert (badge.text(), badge.property("kind")) == (word, "warning-badge")
        assert not recording.isVisible()
    be_in(here, "")
    assert (badge.text(), badge.property("kind")) == ("Talking", "good-badge")


async def test_escape_stops_the_countdown(here: ShiftHere) -> None:
    here.desk.tell(RulesNews(Rules(manual=(ManualCampaign(2, "Companies", 0.5),))))
    look_at_daisy(here)
    assert here.window.preview.stop_button.isVisible()
    here.key(K.Key_Escape)
    await here.until(lambda: not here.window.preview.stop_button.isVisible())
    QTest.qWait(700)
    here.shift._on_due()
    assert here.desk.orders[-1][2]["do"] == "next"


async def test_reasons_are_those_of_the_campaign(here: ShiftHere) -> None:
    own = (ResultChoice("занят", "занят"), ResultChoice("спит", "спит"))
    here.desk.tell(RulesNews(Rules(manual=(ManualCampaign(2, "Companies", None, own),))))
    look_at_daisy(here)
    actions = here.window.preview.reasons.actions()
    assert [action.text() for action in actions] == ["занят", "спит"]
    actions[1].trigger()
    assert here.desk.orders[-2][2]["reason"] == "спит"


async def test_whom_one_calls_is_seen_while_it_rings(here: ShiftHere) -> None:
    look_at_daisy(here)
    here.key(K.Key_F9)
    await ordered(here)
    window = here.window
    await here.until(lambda: "Мария" in window.contact.name.text())
    assert not window.banners.shown, "no callback, no notice"
    assert window.call.word.text() == "The subscriber is being called…"
    be_in(here, "ringing")
    assert window.call.word.text() == "It rings at the subscriber's"
    assert here.shift.presenter.controls == {Control.HANG_UP, Control.MUTE}
    here.key(K.Key_F6)
    assert here.desk.orders[-1][2]["do"] == "contact", "nobody can be held yet"
    be_in(here, "")
    assert window.call.word.text() == "Talking"
    assert Control.HOLD in here.shift.presenter.controls
    here.key(K.Key_F3)
    assert here.phone.orders[-1] == sp.HangUp("c1")
    over(here)
    assert window.card_view(5) is not None, "they have talked: a result is to be written"
    assert not window.preview.again


async def test_once_more_by_one_key(here: ShiftHere) -> None:
    look_at_daisy(here)
    here.key(K.Key_F9)
    await ordered(here)
    await here.until(lambda: here.shift.presenter.cards.open[5].data is not None)
    be_in(here, "user_busy")
    assert here.window.call.word.text() == "The subscriber is busy"
    over(here)
    preview = here.window.preview
    assert here.window.card_view(5) is None, "nothing was said or written"
    assert preview.isVisible()
    assert preview.note.text().endswith("The subscriber is busy.")
    assert preview.dial_button.text() == "Call again (F9)"
    assert preview.next_button.isVisible()
    here.key(K.Key_F9)
    assert here.desk.orders[-1][2] == {
        "do": "contact", "campaign_id": 2, "contact_id": 11, "phone": OTHER,
    }  # fmt: skip
    here.answer_order(code="contact_settled")
    notice = here.window.banners.shown["notice"].label.text()
    assert "The campaign is done with this contact" in notice


async def test_what_was_written_is_kept_and_f9_dials_nevertheless(here: ShiftHere) -> None:
    look_at_daisy(here)
    here.key(K.Key_F9)
    await ordered(here)
    await here.until(lambda: here.shift.presenter.cards.open[5].data is not None)
    view = here.window.card_view(5)
    assert view is not None
    view.note.setPlainText("calls back on Monday")
    be_in(here, "ringing")
    here.key(K.Key_F3)
    over(here)
    assert here.window.card_view(5) is view
    assert view.state.text().startswith("The call was called off. F9")
    here.key(K.Key_F9)
    assert here.desk.orders[-1][2]["phone"] == card_of(5).phone, "it was not tried to its end"


async def test_a_free_number_goes_to_the_chosen_campaign(here: ShiftHere) -> None:
    here.desk.tell(RulesNews(Rules(manual=(ManualCampaign(3, "Debts"), COMPANIES))))
    here.be(S.AVAILABLE)
    here.window.preview.box.setCurrentIndex(1)
    here.window.call.dial.edit.setFocus()
    here.type("102")
    here.key(K.Key_Return)
    assert here.desk.orders[-1][2] == {"do": "number", "number": "102", "campaign_id": 2}
    here.answer_order(code="short_number", number="102")
    assert "102 is too short" in here.window.banners.shown["notice"].label.text()


async def test_a_contact_is_called_for_his_own_campaign(here: ShiftHere) -> None:
    """Another campaign is chosen while he is looked at, or while the engine still looks for him."""
    own = (ResultChoice("занят", "занят"),)
    debts = ManualCampaign(3, "Debts", None, own)
    here.desk.tell(RulesNews(Rules(manual=(COMPANIES, debts), masked=frozenset({2}))))
    here.be(S.AVAILABLE)
    preview = here.window.preview
    QTest.mouseClick(preview.next_button, Qt.MouseButton.LeftButton)
    preview.box.setCurrentIndex(1)
    here.answer_order(**DAISY)
    assert preview.phones.itemText(0) == "+7••••••••02", "his campaign hides numbers"
    assert len(preview.reasons.actions()) > 1, "his campaign's"
    here.key(K.Key_F9)
    assert here.desk.orders[-1][2] == {
        "do": "contact", "campaign_id": 2, "contact_id": 12, "phone": "+73425550103",
    }  # fmt: skip
    here.answer_order(code="no_line")
    QTest.mouseClick(preview.next_button, Qt.MouseButton.LeftButton)
    assert here.desk.orders[-1][2]["campaign_id"] == 3
    here.answer_order(**DAISY)
    assert preview.phones.itemText(0) == "+7 342 555-01-02"
    preview.box.setCurrentIndex(0)
    assert [each.text() for each in preview.reasons.actions()] == ["занят"]
    preview.reasons.actions()[0].trigger()
    assert [order[2]["campaign_id"] for order in here.desk.orders[-2:]] == [3, 2], "then the other"


async def test_nobody_is_called_while_nobody_looks(here: ShiftHere) -> None:
    """The countdown runs, and the operator goes on a break."""
    here.desk.tell(RulesNews(Rules(manual=(ManualCampaign(2, "Companies", 0.2),))))
    look_at_daisy(here)
    here.be(S.ON_BREAK)
    QTest.qWait(300)
    here.shift._on_due()
    assert here.desk.orders[-1][2]["do"] == "next"
    here.be(S.AVAILABLE)
    here.shift._on_due()
    assert here.desk.orders[-1][2]["do"] == "next", "nor all of a sudden when he is back"
    here.key(K.Key_F9)
    assert here.desk.orders[-1][2]["do"] == "contact"


async def test_a_masked_campaign_stays_masked(here: ShiftHere) -> None:
    here.desk.tell(RulesNews(Rules(manual=(COMPANIES,), masked=frozenset({2}))))
    look_at_daisy(here)
    preview = here.window.preview
    shown = [preview.phones.itemText(n) for n in range(preview.phones.count())]
    assert shown == ["+7••••••••02", "+7••••••••03"]
    texts = [label.text() for label in here.window.findChildren(QLabel)]
    assert not any("3425550" in text for text in texts)


# --- nobody is called by mistake, or forgotten ---------------------------------------------------


def counts_down(here: ShiftHere, seconds: float = 0.5) -> None:
    here.desk.tell(RulesNews(Rules(manual=(ManualCampaign(2, "Companies", seconds),))))
    look_at_daisy(here)
    assert here.window.preview.stop_button.isVisible()


def dials(here: ShiftHere) -> list[object]:
    return [order[2] for order in here.desk.orders if order[2]["do"] in ("contact", "number")]


async def test_the_countdown_calls(here: ShiftHere) -> None:
    counts_down(here)
    await here.until(lambda: len(dials(here)) == 1)
    QTest.qWait(600)
    assert len(dials(here)) == 1


@pytest.mark.parametrize("why", ["break", "asked for a break", "a call", "another page", "clock"])
async def test_the_countdown_calls_nobody_for_whom_nobody_waits(here: ShiftHere, why: str) -> None:
    counts_down(here, 60.0 if why == "clock" else 0.5)
    match why:
        case "break":
            here.be(S.ON_BREAK)
        case "asked for a break":
            here.shift._on_wish(GoOnBreak("lunch"))
        case "a call":
            here.phone.tell(sp.Incoming("f1", 0.0, "sip:100@pbx", "", "sip:7@pc", {}))
        case "another page":
            here.window.preview.hide()
        case "clock":  # it was set
            ahead = datetime.now(UTC).timestamp() + 3600
            here.shift._now = lambda: ahead  # type: ignore[method-assign]
    QTest.qWait(700)
    here.shift._on_due()
    assert dials(here) == []
    if why in ("break", "a call"):
        here.phone.tell(sp.Ended("f1", 0.0, None, 487, HangupCause.NORMAL_CLEARING,
                                 HangupBy.SUBSCRIBER))  # fmt: skip
        here.be(S.AVAILABLE)
        QTest.qWait(300)
        here.shift._on_due()
        assert dials(here) == [], "it was stopped"
        assert here.window.preview.dial_button.isVisible(), "and the contact is there"


async def test_who_is_not_called_is_not_forgotten(here: ShiftHere) -> None:
    look_at_daisy(here)
    here.key(K.Key_F9)
    preview = here.window.preview
    assert not preview.dial_button.isVisible()
    here.answer_order(code="no_line")
    assert preview.dial_button.isVisible()
    assert preview.next_button.isVisible()
    assert not preview.stop_button.isVisible()
    here.key(K.Key_F9)
    assert len(dials(here)) == 2
    here.answer_order(code="contact_taken")
    assert not preview.dial_button.isVisible(), "a colleague has him"


async def test_who_is_not_called_because_no_engine_answers_is_seen_again(
    here: ShiftHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, "DIAL_S", 0.1)
    look_at_daisy(here)
    here.key(K.Key_F9)
    await here.until(lambda: here.window.preview.dial_button.isVisible())
    assert "notice" in here.window.banners.shown


async def test_enter_pressed_twice_orders_one_call(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    here.window.call.dial.edit.setFocus()
    here.type("+79120000002")
    here.key(K.Key_Return)
    here.key(K.Key_Return)
    assert len(dials(here)) == 1
    here.answer_order(code="no_line")
    here.key(K.Key_Return)
    assert len(dials(here)) == 2


async def test_a_contact_stays_with_his_campaign_whatever_is_chosen_then(here: ShiftHere) -> None:
    """So do his reasons, and whether his number is seen."""
    debts = ManualCampaign(3, "Debts", None, (ResultChoice("спит", "спит"),))
    here.desk.tell(RulesNews(Rules(manual=(debts, COMPANIES), masked=frozenset({3}))))
    here.be(S.AVAILABLE)
    preview = here.window.preview
    preview.box.setCurrentIndex(0)
    QTest.mouseClick(preview.next_button, Qt.MouseButton.LeftButton)
    preview.box.setCurrentIndex(1)
    here.answer_order(**DAISY)
    assert preview.phones.currentText() == "+7••••••••03"
    assert [action.text() for action in preview.reasons.actions()] == ["спит"]
    here.key(K.Key_F9)
    assert dials(here)[-1]["campaign_id"] == 3  # type: ignore[index]
    assert here.shift.dialling.hides("+73425550103")
