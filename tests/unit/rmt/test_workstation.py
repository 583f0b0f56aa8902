"""The workstation under real keys: window and logic together, the world around is played."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.operator import (
    LOGGED_OUT,
    BreakUse,
    Hold,
    OfferKind,
    OperatorState,
    PauseReason,
    WrapUp,
    WrapUpKind,
    on_break,
)
from engine.ports import softphone as sp
from engine.ports.operators import OperatorMessage, OrderKind, StateSpan, Talk, TalkOutcome
from engine.routing.actions import FinishWrapUp, GoAvailable, GoOnBreak, SignIn, SignOut
from rino_desktop.ui.audio_devices import Use
from rmt import card_forms, card_rest, wrap_up_end
from rmt.call_desk import Control
from rmt.cards import Card, FormWork
from rmt.desk import AnswerNews, DayNews, LinkNews, RulesNews
from rmt.facts import Colleague, Day, ManualCampaign, Rules
from tests.helpers.shift_here import ShiftHere

K, M, S = Qt.Key, Qt.KeyboardModifier, OperatorState
RULES = Rules(
    (PauseReason("Lunch", 2, 45), PauseReason("Training")),
    {"sales": WrapUp(WrapUpKind.FORCED, 30)}, ("sales",), (Colleague(9, "Olga"),),
)  # fmt: skip


@pytest.fixture
async def here(qtbot: QtBot) -> AsyncIterator[ShiftHere]:
    made = ShiftHere(qtbot)
    await made.begin()
    made.desk.tell(RulesNews(RULES))
    yield made
    await made.end()


def banner(here: ShiftHere, name: str) -> str:
    shown = here.window.banners.shown.get(name)
    return shown.label.text() if shown is not None else ""


async def test_a_shift_by_keyboard_alone(here: ShiftHere) -> None:
    window = here.window
    assert here.desk.address == "sip:7@pc"
    assert window.header.badge.text() == "Not signed in"
    here.key(K.Key_F2, M.ShiftModifier)
    ((_, wish),) = here.desk.wishes
    assert isinstance(wish, SignIn)
    assert "Waiting for confirmation" in window.header.note.text()
    here.be(S.AVAILABLE)
    assert window.header.badge.text() == "Available"
    here.desk.form = "survey"
    await here.ring()
    await here.until(lambda: window.card_view(5) is not None)
    assert here.sound.tones == ["answer"]
    await here.until(lambda: sp.Answer("c1") in here.phone.orders)
    here.phone.tell(sp.Answered("c1", datetime.now(UTC).timestamp(), {}))
    await here.until(lambda: window.card_view(5).form is not None)  # type: ignore[union-attr]
    assert "Мария" in window.contact.name.text()
    view = window.card_view(5)
    assert view is not None
    form = view.form
    assert form is not None
    # What the IVR has asked is filled in already; the keyboard is in the form.
    assert form.filling.given_before == {"talks"}
    await here.until(lambda: form.isAncestorOf(QApplication.focusWidget()))
    here.key(K.Key_Return, M.ControlModifier)
    here.key(K.Key_2)
    here.key(K.Key_F4)
    assert here.sound.muted
    here.key(K.Key_F4)
    here.key(K.Key_1, M.AltModifier)
    here.key(K.Key_F3)
    assert here.phone.orders[-1] == sp.HangUp("c1")
    here.hang_up()
    assert window.header.badge.text() == "Wrap-up"
    assert "a result is required" in window.wrap_up.label.text()
    assert view.isVisible(), "hanging up closes nothing"
    here.key(K.Key_Return)
    assert here.desk.results == [(5, "agreed", "", True)]
    assert window.card_view(5) is None
    await here.until(lambda: here.desk.forms.saved)
    (filled,) = here.desk.forms.saved
    assert (filled.complete, filled.answers["mark"]) == (False, "2")
    here.be(S.AVAILABLE)
    here.key(K.Key_F12, M.ShiftModifier)
    assert here.desk.wishes[-1][1] == SignOut()
    here.be(S.LOGGED_OUT, intent=LOGGED_OUT)
    assert window.empty.title.text() == "The shift has not begun"


async def test_the_form_to_its_end(here: ShiftHere, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_forms, "_RETRY_S", 0.05)
    here.be(S.AVAILABLE)
    here.desk.form = "survey"
    await here.talk()
    view = here.window.card_view(5)
    assert view is not None
    await here.until(lambda: view.form is not None)
    form = view.form
    assert form is not None
    here.desk.forms.away = True
    form.filling.enter("mark", "5")
    for _ in range(3):
        form.forward()
    await here.until(lambda: "not saved yet" in view.said.text())
    here.desk.forms.away = False
    await here.until(lambda: here.desk.forms.saved)
    assert here.shift.presenter.cards.open[5].form is FormWork.COMPLETE
    assert "filled in" in view.state.text()


async def test_breaks_now_and_after_the_call(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    menu = here.window.header.states.break_menu
    texts = [action.text() for action in menu.actions()]
    assert texts == ["Lunch  –  45:00 left today", "Training"]
    menu.actions()[0].trigger()
    key, wish = here.desk.wishes[-1]
    assert wish == GoOnBreak("Lunch")
    assert not here.window.header.states.break_button.isEnabled(), "until it is confirmed"

    here.desk.tell(AnswerNews(key, {"code": "break_full", "reason": "Lunch", "at_once": 2}))
    assert "at most 2" in banner(here, "notice")
    assert here.window.header.states.break_button.isEnabled()
    await here.talk()
    assert here.window.header.states.break_button.text() == "Break after this call"
    menu.actions()[1].trigger()
    here.be(S.TALKING, intent=on_break("Training"), hold=here.shift.presenter.status.hold)  # type: ignore[union-attr]
    assert here.window.header.note.text() == "then a break: Training"
    here.key(K.Key_F2, M.ShiftModifier)
    assert here.desk.wishes[-1][1] == GoAvailable()


async def test_hold_consult_and_conference(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    here.key(K.Key_F6)
    assert here.window.call.word.text() == "Waiting for the engine…"
    assert here.answer_order() == {"do": "hold", "offer": "n/5"}
    assert here.window.call.word.text() == "On hold"
    here.key(K.Key_F6)
    assert here.answer_order()["do"] == "resume"
    note = here.window.card_view(5).note  # type: ignore[union-attr]
    note.setFocus()
    here.key(K.Key_F7)
    target = here.window.call.target
    assert target.isVisible()
    here.type("Olga")
    here.key(K.Key_Return)
    assert here.answer_order()["to"] == {"kind": "operator", "value": "9"}
    consult = here.window.call.consult
    assert consult.isVisible()
    assert all(button.isVisible() and button.isEnabled() for button in consult.buttons.values())
    assert note.hasFocus(), "on with the card meanwhile"
    here.key(K.Key_F6)
    assert here.answer_order()["do"] == "consult_cancel"
    assert not consult.isVisible()
    here.key(K.Key_F8)
    assert target.isVisible(), "whom to bring in comes first"
    here.type("Olga")
    here.key(K.Key_Return)
    assert here.answer_order()["do"] == "consult"
    assert consult.buttons[Control.CONSULT_COMPLETE].text() == "Complete  F7"
    here.key(K.Key_F7)
    assert here.answer_order(code="gone")["do"] == "consult_complete"
    here.key(K.Key_F8)
    assert here.answer_order()["do"] == "confer"
    assert here.window.call.word.text() == "Three-way call"
    here.key(K.Key_F8)
    assert here.answer_order()["do"] == "leave"


async def test_a_number_is_passed_on_and_not_asked_first(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    here.key(K.Key_F7)
    target, before = here.window.call.target, len(here.desk.orders)
    here.type("Olgo")
    here.key(K.Key_Return)
    assert target.title.text().startswith("Nobody has this name")
    target.box.lineEdit().selectAll()  # type: ignore[union-attr]
    here.type("+7 912 000")
    assert not target.ask_button.isEnabled()
    assert target.title.text() == "A number is passed on at once: Ctrl+Enter"
    here.key(K.Key_Return)
    assert target.isVisible()
    assert len(here.desk.orders) == before
    here.key(K.Key_Return, M.ControlModifier)
    order = here.answer_order()
    assert (order["do"], order["to"]) == ("transfer", {"kind": "number", "value": "+7912000"})


async def test_tones_only_from_the_keypad(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    note = here.window.card_view(5).note  # type: ignore[union-attr]
    note.setFocus()
    here.type("12")
    assert not any(isinstance(order, sp.SendKeys) for order in here.phone.orders)
    here.key(K.Key_F5)
    here.type("3#")
    sent = [order.keys for order in here.phone.orders if isinstance(order, sp.SendKeys)]
    assert sent == ["3", "#"]
    here.key(K.Key_Escape)
    assert not here.window.call.keypad.isVisible()
    here.type("3")
    assert note.toPlainText() == "123", "and on where one was, not on the button that hangs up"


async def test_the_keypad_crushes_nothing_on_a_small_screen(here: ShiftHere, dressed: None) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    here.window.resize(1366, 730)
    call = here.window.call
    here.key(K.Key_F5)
    keys = list(call.keypad.buttons.values())
    await here.until(lambda: call.keypad.hint.y() > keys[-1].geometry().bottom())  # laid out
    shown = [button for button in [*call.buttons.values(), *keys] if button.isVisible()]
    assert len(shown) == 6 + len(keys)
    for button in shown:
        assert button.height() >= button.minimumSizeHint().height(), button.text()
    here.key(K.Key_Escape)
    assert call.buttons[Control.TO_SCHEME].isVisible()


async def test_the_recording_pauses_with_a_countdown(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    button = here.window.call.buttons[Control.PAUSE_RECORDING]
    assert here.window.header.recording.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    here.answer_order()
    assert "0:59" in here.window.header.recording.label.text() or "1:00" in (
        here.window.header.recording.label.text()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert here.answer_order()["do"] == "resume_recording"


async def test_an_unsaved_card_stays_as_a_tab(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    here.window.card_view(5).note.setFocus()  # type: ignore[union-attr]
    here.type("later")
    here.hang_up()
    await here.talk(6, "c2")
    tabs = here.window.card_tabs
    assert (tabs.count(), tabs.isVisible()) == (2, True)
    assert here.shift.presenter.cards.front == 6
    assert [card.note for card in here.desk.open_cards] == ["later", ""]
    here.key(K.Key_PageUp, M.ControlModifier)
    assert here.shift.presenter.cards.front == 5
    here.key(K.Key_3, M.AltModifier)
    here.key(K.Key_S, M.ControlModifier)
    assert here.desk.results == [(5, "refused", "later", False)]
    assert not tabs.isVisible()


async def test_cards_of_a_killed_workstation_come_back(qtbot: QtBot) -> None:
    here = ShiftHere(qtbot)
    here.desk.left_open = [Card(5, "+7912", 1_800_000_000.0, note="half a note")]
    await here.begin()
    view = here.window.card_view(5)
    assert view is not None
    assert view.note.toPlainText() == "half a note"
    await here.end()


async def test_away_and_back(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    here.desk.tell(LinkNews(False, False, 2))
    assert "A call goes on" in banner(here, "database")
    assert here.window.header.database.label.text().endswith("waiting to be sent: 2")
    here.key(K.Key_F6)
    assert here.phone.orders[-1] == sp.Hold("c1", True)
    here.key(K.Key_F12, M.ShiftModifier)
    assert "as soon as the database is back" in here.window.header.note.text()
    assert here.desk.wishes == []
    here.desk.tell(LinkNews(True, False, 0))
    assert here.desk.wishes[-1][1] == SignOut()
    assert banner(here, "database") == ""
    assert "No engine answers" in banner(here, "engine")


async def test_muted_and_devices(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    here.shift.muted_speech()
    assert banner(here, "muted") == "", "he is not"
    here.key(K.Key_F4)
    here.shift.muted_speech()
    assert "nobody hears you" in banner(here, "muted")
    shown = here.window.banners.shown["muted"]
    QTest.mouseClick(shown.button, Qt.MouseButton.LeftButton)
    assert not here.sound.muted
    assert banner(here, "muted") == ""
    here.sound.other = {Use.SPEECH: ("Jabra", "Built-in")}
    here.shift.telephone.sound_changed()
    assert "Jabra is not connected; Built-in is used" in banner(here, "devices")
    here.sound.other, here.sound.lacks = {}, [Use.MICROPHONE]
    here.shift.telephone.sound_changed()
    assert "nobody hears you, and you get no calls" in banner(here, "devices")
    here.sound.lacks = []
    here.shift.telephone.sound_changed()
    assert banner(here, "devices") == ""


async def test_who_has_no_headset_is_not_rung(here: ShiftHere) -> None:
    assert here.desk.address
    here.be(S.AVAILABLE)
    await here.talk()
    here.sound.lacks = [Use.SPEECH]
    here.shift.telephone.sound_changed()
    assert here.desk.address, "the call goes on"
    here.hang_up()
    assert here.desk.address == ""
    here.shift.telephone.without_sound = True
    here.shift.telephone.sound_changed()
    assert here.desk.address


async def test_rings_without_a_headset_until_f2(here: ShiftHere) -> None:
    here.sound.lacks = [Use.SPEECH]
    here.shift.telephone.sound_changed()
    here.be(S.AVAILABLE)
    await here.ring()
    assert here.sound.rings == [True]
    here.key(K.Key_F2)
    assert sp.Answer("c1") in here.phone.orders


@pytest.mark.parametrize("touched", [False, True])
async def test_a_call_that_was_missed_leaves_a_card_only_with_something_on_it(
    here: ShiftHere, touched: bool
) -> None:
    here.sound.lacks = [Use.MICROPHONE]
    here.shift.telephone.sound_changed()
    here.be(S.AVAILABLE)
    here.desk.form = "survey"
    await here.ring()
    await here.until(lambda: here.window.card_view(5) is not None)
    view = here.window.card_view(5)
    assert view is not None
    await here.until(lambda: view.form is not None)
    if touched:
        assert view.form is not None
        view.form.filling.enter("mark", "5")
        view.form.changed.emit()
    cause, by = HangupCause.ORIGINATOR_CANCEL, HangupBy.SUBSCRIBER
    here.phone.tell(sp.Ended("c1", 0.0, None, 487, cause, by))
    assert (here.window.card_view(5) is not None) is touched


async def test_a_newer_session(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    here.be(S.AVAILABLE, token="another")
    assert here.window.header.badge.text() == "Signed in elsewhere"
    button = here.window.banners.shown["replaced"].button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert isinstance(here.desk.wishes[-1][1], SignIn)


async def test_a_callback_is_taken_by_f2(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    here.be(S.RINGING, hold=Hold("node-1", "n/9", OfferKind.CALLBACK, "p", 5, "sales"))
    assert "callback is due" in banner(here, "callback")
    await here.until(lambda: "Мария" in here.window.contact.name.text())
    here.key(K.Key_F2)
    assert here.desk.orders[-1][2] == {"do": "callback", "offer": "n/9"}
    here.be(S.AVAILABLE)
    assert banner(here, "callback") == ""


async def test_who_overstays_a_break_sees_it(here: ShiftHere) -> None:
    now = datetime.now(UTC)
    here.desk.tell(RulesNews(replace(RULES, day_began=now.replace(hour=0, minute=0))))
    used = BreakUse("Lunch", now.date(), 44 * 60.0)
    here.be(S.ON_BREAK, break_reason="Lunch", intent=on_break("Lunch"), breaks=(used,))
    assert here.window.header.note.text().startswith("Lunch: 0:5") or (
        here.window.header.note.text() == "Lunch: 1:00 left today"
    )
    used = BreakUse("Lunch", now.date(), 46 * 60.0)
    here.be(S.ON_BREAK, break_reason="Lunch", intent=on_break("Lunch"), breaks=(used,))
    assert here.window.header.note.text() == "Lunch: today's minutes are used up"


async def test_the_end_of_a_wrap_up_by_hand(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    here.hang_up()
    here.key(K.Key_F4, M.ShiftModifier)
    assert here.desk.wishes[-1][1] == FinishWrapUp()


async def test_a_wrap_up_with_nothing_to_write_says_how_to_go_on(here: ShiftHere) -> None:
    here.be(S.WRAP_UP)
    assert here.window.empty.title.text() == "Wrap-up"
    assert "F2" in here.window.empty.text.text()


@pytest.mark.parametrize("by", ["f2", "shift_f4", "enter"])
async def test_who_has_saved_in_the_talk_ends_the_wrap_up_by_one_key(
    here: ShiftHere, by: str
) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    bar = here.window.wrap_up
    here.window.card_view(5).note.setFocus()  # type: ignore[union-attr]
    here.key(K.Key_1, M.AltModifier)
    here.key(K.Key_Return)
    here.hang_up(attempt=None)
    assert here.window.card_view(5) is None
    assert "0:30 left · nothing is left" in bar.label.text() or "0:29 left" in bar.label.text()
    assert not bar.stay_button.isVisible(), "the queue does not say that it ends by itself"
    assert bar.finish_button.isVisible()
    match by:
        case "f2":
            here.key(K.Key_F2)
        case "shift_f4":
            here.key(K.Key_F4, M.ShiftModifier)
        case "enter":
            await here.until(lambda: QApplication.focusWidget() is bar.finish_button)
            here.key(K.Key_Return)
    assert here.desk.wishes[-1][1] == FinishWrapUp()


async def test_f2_answers_who_rings_in_the_wrap_up(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    here.key(K.Key_1, M.AltModifier)
    here.key(K.Key_Return)
    here.hang_up(attempt=None)
    here.phone.tell(sp.Incoming("f1", 0.0, "sip:100@pbx", "Store", "sip:7@pc", {}))
    here.key(K.Key_F2)
    assert here.phone.orders[-1] == sp.Answer("f1")
    assert here.desk.wishes == []


async def test_f2_leaves_a_wrap_up_alone_in_which_something_is_owed(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    here.hang_up()
    here.key(K.Key_F2)
    assert here.desk.wishes == []
    assert not here.window.wrap_up.finish_button.isVisible()


async def test_what_is_changed_after_saving_stays_until_it_is_saved_again(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    view = here.window.card_view(5)
    assert view is not None
    here.key(K.Key_1, M.AltModifier)
    here.key(K.Key_Return)
    assert not view.save_button.isEnabled()
    view.note.setFocus()
    here.type("later")
    here.hang_up(attempt=None)
    assert here.window.card_view(5) is view, "it would be lost with the card"
    assert "Changed since it was saved" in view.said.text()
    assert not here.window.wrap_up.done
    here.key(K.Key_2, M.AltModifier)
    here.key(K.Key_S, M.ControlModifier)
    assert here.desk.results[-1] == (5, "thinking", "later", False)
    assert here.desk.wishes[-1][1] == FinishWrapUp()
    assert here.window.card_view(5) is None


async def test_the_wrap_up_ends_by_itself_but_not_under_who_types(
    here: ShiftHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wrap_up_end, "NOTICE_S", 0.4)
    rule = WrapUp(WrapUpKind.FORCED, 30, ends_when_saved=True)
    here.desk.tell(RulesNews(replace(RULES, wrap_ups={"sales": rule})))
    here.be(S.AVAILABLE)
    await here.talk()
    bar, dial = here.window.wrap_up, here.window.call.dial.edit
    here.key(K.Key_1, M.AltModifier)
    here.key(K.Key_Return)
    here.hang_up(attempt=None)
    assert bar.label.text() == "All is saved: the wrap-up ends in 1 s"
    here.key(K.Key_Escape)
    await here.until(lambda: "left · nothing is left" in bar.label.text())
    assert here.shift.presenter.next_tick is None
    here.be(S.AVAILABLE)
    await here.talk(6, "c2")
    here.key(K.Key_1, M.AltModifier)
    here.key(K.Key_Return)
    dial.setVisible(True)
    here.hang_up("c2", attempt=None)
    dial.setFocus()
    here.type("8912")
    here.shift._on_due()
    assert not bar.stay_button.isVisible()
    assert here.shift.presenter.wrap_up_end.ends_at is None
    dial.clear()
    await here.until(lambda: bar.stay_button.isVisible())
    await here.until(lambda: here.desk.wishes)
    assert [wish for _, wish in here.desk.wishes] == [FinishWrapUp()]


async def test_dialling_by_an_engine(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    here.key(K.Key_F9)
    here.type("8 (912) 000-00-01")
    here.key(K.Key_Return)
    _, kind, arguments, node = here.desk.orders[-1]
    assert (kind, node) == (OrderKind.DIAL, "")
    assert arguments == {"do": "number", "number": "89120000001", "campaign_id": None}
    here.answer_order(code="do_not_call", number="+79120000001")
    assert "+79120000001 is on the do-not-call list" in banner(here, "notice")
    here.desk.tell(LinkNews(True, False, 0))
    assert not here.window.call.dial.button.isEnabled()


async def test_the_list_of_a_manual_campaign(here: ShiftHere) -> None:
    preview = here.window.preview
    here.desk.tell(RulesNews(Rules(manual=(ManualCampaign(3, "Companies", 0.3),))))
    here.be(S.AVAILABLE)
    assert preview.isVisible()
    QTest.mouseClick(preview.next_button, Qt.MouseButton.LeftButton)
    contact = {"contact_id": 12, "phones": ["+73425550102"], "fields": {"Name": "Daisy"}}
    assert here.answer_order(**contact) == {"do": "next", "campaign_id": 3}
    assert "Daisy" in [label.text() for label in preview.findChildren(QLabel)]
    preview.reasons.actions()[0].trigger()
    assert here.desk.orders[-2][2]["do"] == "skip"
    assert here.desk.orders[-2][2]["reason"] == "not_now"
    here.answer_order(**contact)
    await here.until(lambda: here.desk.orders[-1][2]["do"] == "contact")
    assert here.desk.orders[-1][2] == {
        "do": "contact", "campaign_id": 3, "contact_id": 12, "phone": "+73425550102",
    }  # fmt: skip
    QTest.mouseClick(preview.next_button, Qt.MouseButton.LeftButton)
    here.answer_order()
    assert "Nobody of this list" in banner(here, "notice")


async def test_the_day_and_the_messages(here: ShiftHere) -> None:
    now = datetime.now(UTC)
    begun = now - timedelta(minutes=10)
    talk = Talk("n/1", 7, 1, 2, 3, "sales", "subscriber", "+79120000001", begun, begun,
                begun + timedelta(seconds=90), TalkOutcome.ENDED, "agreed")  # fmt: skip
    missed = Talk("n/2", 7, 2, 2, 3, "sales", "subscriber", "+79120000002", begun,
                  outcome=TalkOutcome.MISSED)  # fmt: skip
    span = StateSpan(7, S.AVAILABLE, "", begun, now)
    message = OperatorMessage(4, "Peter", 7, "Offer instalments", begun)
    here.desk.tell(RulesNews(Rules(masked=frozenset({2}))))
    here.desk.tell(DayNews(Day((talk, missed), (span,), (message,))))

    def shown() -> list[str]:
        labels = here.window.day.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible()]

    await here.until(lambda: "Time talked" in shown())
    texts = shown()
    assert texts[texts.index("Time talked") + 1] == "1:30"
    assert texts[texts.index("Missed") + 1] == "1"
    assert texts[texts.index("Available") + 1] == "10:00"
    log = here.window.log
    cells = [log.item(0, column).text() for column in range(1, 4)]
    assert cells == ["+7••••••••01", "1:30", "Agreed"]
    assert log.item(0, 1).toolTip() == "+7••••••••01", "masked wherever it could leak"
    button = here.window.side.bar.buttons["messages"]
    assert (button.badge, button.accessibleName()) == (1, "Messages, 1")
    assert banner(here, "message") == "Peter: Offer instalments"
    QTest.mouseClick(here.window.banners.shown["message"].button, Qt.MouseButton.LeftButton)
    assert here.desk.read == [4]


async def test_panels_of_others(here: ShiftHere) -> None:
    label = QLabel("orders")
    here.window.add_panel("orders", "Orders", "forms", label)
    here.window.add_panel("orders", "Заказы", "forms", label)
    side = here.window.side
    assert side.keys == ["day", "calls", "messages", "orders"]
    assert side.bar.buttons["orders"].text() == "Заказы"
    assert side.bar.buttons["orders"].toolTip() == "Заказы (Ctrl+4)"
    here.window.show_panel("orders")
    assert label.isVisible()
    here.key(K.Key_Tab, M.ControlModifier)
    assert side.key == "day"
    here.key(K.Key_Tab, M.ControlModifier | M.ShiftModifier)
    assert side.key == "orders"
    here.window.remove_panel("orders")
    assert side.keys == ["day", "calls", "messages"]
    assert label.parent() is None


async def test_a_wide_panel_leaves_the_card_where_there_is_room(here: ShiftHere) -> None:
    window, side = here.window, here.window.side
    edit = QLineEdit()
    window.add_panel("directory", "Directory", "search", edit, 640)
    await here.talk()
    await here.until(lambda: window.front is not None and window.front.isVisible())
    here.key(K.Key_4, M.ControlModifier)
    assert (side.key, side.covers, edit.hasFocus()) == ("directory", True, True)
    assert window.contact.isVisible()
    assert window.call.isVisible()
    assert side.back.isVisible()
    here.key(K.Key_F10)
    assert (side.key, window.front.isVisible()) == ("day", True)
    here.key(K.Key_4, M.ControlModifier)
    here.key(K.Key_4, M.ControlModifier)
    assert side.key == "day", "the same key again closes it"
    here.key(K.Key_4, M.ControlModifier)
    window.resize(1800, 900)
    await here.until(lambda: window.front.isVisible())
    assert edit.isVisible()
    assert edit.width() >= 620
    window.resize(1278, 700)
    await here.until(lambda: side.covers)
    here.key(K.Key_F10)
    assert window.front.isVisible()
    assert side.width() < 400, "a narrow panel is as narrow as before"


async def test_a_new_call_brings_its_card_before_a_panel(here: ShiftHere) -> None:
    window, side = here.window, here.window.side
    edit = QLineEdit()
    window.add_panel("directory", "Directory", "search", edit, 640)
    here.be(OperatorState.AVAILABLE)
    here.key(K.Key_4, M.ControlModifier)
    assert side.covers
    await here.talk()
    await here.until(lambda: window.front is not None and window.front.isVisible())
    here.key(K.Key_4, M.ControlModifier)
    here.type("Iva")
    here.hang_up()
    await here.talk(6, "c2")
    await here.until(lambda: window.contact.name.text() != "")
    assert side.covers, "whoever types is not interrupted; who calls is seen at the left"
    assert edit.text() == "Iva"


def rests_for_long(here: ShiftHere, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the test ends it, however slow the machine is."""
    monkeypatch.setattr(card_rest, "_LONGEST_S", 600.0)
    here.window.middle.rest._timer.setInterval(600_000)


async def test_what_is_typed_does_not_go_onto_the_next_card(
    here: ShiftHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests_for_long(here, monkeypatch)
    here.be(S.AVAILABLE)
    await here.talk(attempt=5)
    first = here.window.card_view(5)
    assert first is not None
    first.note.setFocus()
    here.hang_up()
    here.be(S.AVAILABLE)
    await here.talk(attempt=6, call_id="c2")
    second = here.window.card_view(6)
    assert here.window.front is second
    assert not second.note.hasFocus(), "an empty note waits for nothing"  # type: ignore[union-attr]
    here.hang_up("c2", attempt=6)
    here.window.middle.rest.end()
    second.note.setFocus()  # type: ignore[union-attr]
    here.type("calls again tomo")
    here.be(S.AVAILABLE)
    await here.talk(attempt=7, call_id="c3")
    here.type("rrow 1")
    third = here.window.card_view(7)
    assert here.window.front is third
    assert third.note.toPlainText() == ""  # type: ignore[union-attr]
    assert third.card.note == ""  # type: ignore[union-attr]
    assert here.window.card_tabs.hasFocus()


async def test_keys_for_one_card_save_no_result_on_the_one_that_comes_in_between(
    here: ShiftHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """“Alt+2, Enter” was meant for the call before, whose wrap-up has just run out."""
    rests_for_long(here, monkeypatch)
    here.be(S.AVAILABLE)
    await here.talk()
    here.hang_up()
    await here.talk(6, "c2")
    card = here.window.front
    assert card is not None
    assert card.card.attempt_id == 6
    here.key(K.Key_2, M.AltModifier)
    here.key(K.Key_Return)
    here.key(K.Key_S, M.ControlModifier)
    assert here.desk.results == []
    assert not any(button.isChecked() for button in card.results)
    assert "not counted" in card.said.text()
    here.window.middle.rest._timer.setInterval(1)
    here.key(K.Key_2)
    await here.until(lambda: not here.window.middle.rest._timer.isActive())
    here.key(K.Key_2, M.AltModifier)
    here.key(K.Key_Return)
    assert [result[0] for result in here.desk.results] == [6]


async def test_who_points_at_the_new_card_has_seen_it(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    here.hang_up()
    await here.talk(6, "c2")
    card = here.window.front
    assert card is not None
    QTest.mouseClick(card.results[1], Qt.MouseButton.LeftButton)
    here.key(K.Key_S, M.ControlModifier)
    assert [result[0] for result in here.desk.results] == [6]


async def test_where_no_card_was_before_keys_count_at_once(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    here.key(K.Key_2, M.AltModifier)
    here.key(K.Key_Return)
    assert [result[0] for result in here.desk.results] == [5]
