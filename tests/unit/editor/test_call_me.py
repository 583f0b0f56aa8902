"""“Call me” in the editor, with an application that says what an engine would."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor.editor_widget import EditorWidget
from editor.edits import nodes
from editor.testcall.call_me import CallMe
from editor.testcall.call_me_dialog import CallMeDialog
from editor.testcall.live import LiveCall
from editor.testcall.real_calls import LocalTime, Remembered
from editor.tools import EditorTools
from engine.errors import KnownError
from engine.ivr import trace as t
from engine.ivr.trace import CallTrace, encode_trace
from engine.ports.scheme_calls import CallReport, EndedBy, SchemeCallWish, State
from engine.ports.storage import StorageUnavailable
from engine.scheme.codec import load_scheme
from engine.scheme.node_types import NodeTypes
from tests.unit.editor.call_panels import nameless
from tests.unit.editor.test_editor_widget import until
from tests.unit.editor.test_keeper import Desk, desk

__all__ = ["desk"]

PHONE = "sip:anna@10.0.0.7"
BEGUN = (t.Entered(0, "a"), t.Left(0, "a", "", "next", "next"), t.Entered(0, "b"))
LATER = (*BEGUN, t.Changed(0, "n", "1"), t.Left(900, "b", "", "next", "next"), t.Entered(900, "c"))
WHOLE = (*LATER, t.Ended(1000, "completed", "c", "system"))


class Phones:
    """An application whose engine says what ``tell`` is given."""

    def __init__(self) -> None:
        self.names = ["city", "spare"]
        self.before = Remembered()
        self.nights: dict[str, LocalTime] = {}
        self.wishes: list[SchemeCallWish] = []
        self.hung_up: list[int] = []
        self.refusal: Exception | None = None
        self.hold = asyncio.Event()
        self.hold.set()
        self._said: asyncio.Queue[CallReport | Exception] = asyncio.Queue()

    def tell(self, state: State, *events: t.TraceEvent, **more: object) -> None:
        trace = encode_trace(CallTrace({"": 0}, events)) if events else ""
        self._said.put_nowait(CallReport(state, trace=trace, **more))  # type: ignore[arg-type]

    def fail(self, error: Exception) -> None:
        self._said.put_nowait(error)

    async def trunks(self) -> list[str]:
        return self.names

    async def remembered(self) -> Remembered:
        return self.before

    async def night(self, number: str, zone: str) -> LocalTime | None:
        return self.nights.get(zone or number)

    async def begin(self, wish: SchemeCallWish) -> int:
        if self.refusal is not None:
            raise self.refusal
        self.wishes.append(wish)
        await self.hold.wait()
        return len(self.wishes)

    async def follow(self, call: int) -> AsyncIterator[CallReport]:
        while True:
            said = await self._said.get()
            if isinstance(said, Exception):
                raise said
            yield said
            if said.over:
                return

    async def hang_up(self, call: int) -> None:
        self.hung_up.append(call)


class Hands:
    def __init__(self, widget: EditorWidget, phones: Phones) -> None:
        self.widget, self.phones = widget, phones
        found = widget.panels.call_me
        assert found is not None
        self.call_me: CallMe = found

    @property
    def words(self) -> str:
        return self.call_me.strip.label.text()

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    async def dialog(self) -> CallMeDialog:
        self.widget.panels.show_call(True)
        self.click(self.call_me.strip.begin_button)
        await until(lambda: self.call_me.dialog is not None)
        found = self.call_me.dialog
        assert found is not None
        return found

    async def begin(self, address: str = PHONE) -> None:
        dialog = await self.dialog()
        dialog.address.clear()
        QTest.keyClicks(dialog.address, address)
        QTest.keyClick(dialog.address, Qt.Key.Key_Return)
        await until(lambda: self.call_me.live)

    async def told(self, words: str) -> None:
        await until(lambda: words in self.words)

    @property
    def painted(self) -> set[str]:
        return set(self.widget.scene.state.taken)


Opener = Callable[[], Awaitable[Hands]]


@pytest.fixture
def opened(desk: Desk, tmp_path: Path, node_types: NodeTypes, qtbot: QtBot) -> Opener:
    async def make() -> Hands:
        phones = Phones()
        widget = EditorWidget(desk, node_types, tmp_path, "en", tools=EditorTools(phone=phones))
        qtbot.addWidget(widget)
        widget.resize(1366, 768)
        widget.show()
        await widget.open("notice")
        # It leads nowhere: no call could go by it.
        widget.document.do("tidy", nodes.remove(widget.document.content, ["d"]))
        return Hands(widget, phones)

    return make


async def test_the_draft_as_it_is_goes_out_and_its_steps_are_painted(opened: Opener) -> None:
    me = await opened()
    document = me.widget.document
    document.do("name", nodes.rename(document.content, "b", "Unsaved"))
    me.widget.panels.call.setup.fields.set_values({"имя": "Анна"})
    await me.begin()
    (wish,) = me.phones.wishes
    assert (wish.scheme, wish.address, wish.number) == ("notice", PHONE, "")
    assert "Unsaved" in [node.name for node in load_scheme(wish.document).nodes]
    assert wish.setup.fields == {"имя": "Анна"}
    assert me.words == "Waiting for an engine…"
    assert me.painted == set()
    for state, words in ((State.PREPARING, "prepares"), (State.CALLING, "Calling"),
                         (State.RINGING, "It rings")):  # fmt: skip
        me.phones.tell(state)
        await me.told(words)
    panel = me.widget.panels.call
    me.phones.tell(State.ANSWERED, *BEGUN)
    await until(lambda: me.painted == {"ab"})
    assert me.widget.scene.state.current == "b"
    call = panel.showing
    assert isinstance(call, LiveCall)
    assert call.goes_on
    assert not call.aloud, "it is heard on the telephone"
    assert not panel.keypad.isVisible()
    assert not panel.transport.buttons["run"].isEnabled()
    me.phones.tell(State.ANSWERED, *LATER)
    await until(lambda: me.painted == {"ab", "bc"})
    assert panel.state.tree.topLevelItemCount() > 0
    assert call.view.state.variables == {"n": "1"}
    me.phones.tell(State.ENDED, *WHOLE, disposition="completed", sip_code=200,
                   hangup_cause="normal_clearing", hangup_by="system")  # fmt: skip
    await me.told("has come to its end")
    await until(lambda: not me.call_me.live)
    assert call.over
    # Afterwards it can be gone through again, and a simulated call begun.
    me.click(panel.transport.buttons["back"])
    assert call.view.root == "b"
    panel.transport.wanted.emit("restart")
    await until(lambda: panel.showing is not call)


async def test_looking_back_while_the_call_goes_on(opened: Opener) -> None:
    """Nobody is torn away from where he looks."""
    me = await opened()
    await me.begin()
    me.phones.tell(State.ANSWERED, *LATER)
    await until(lambda: me.painted == {"ab", "bc"})
    me.click(me.widget.panels.call.transport.buttons["back"])
    assert me.painted == {"ab"}
    me.phones.tell(State.ENDED, *WHOLE, hangup_cause="normal_clearing", sip_code=200)
    await until(lambda: not me.call_me.live)
    assert me.painted == {"ab"}


@pytest.mark.parametrize(("how", "words"), [
    ({"hangup_by": "subscriber", "disposition": "partial", "sip_code": 200},
     "The other side has hung up."),
    ({"hangup_by": "system", "disposition": "partial", "sip_code": 200}, "could not go on"),
    ({"ended_by": EndedBy.ASKER}, "You have hung up."),
    ({"ended_by": EndedBy.ENGINE}, "The engine was stopped"),
    ({"hangup_cause": "user_busy", "sip_code": 486, "detail": "486 Busy Here"},
     "Not answered: User busy (SIP 486 Busy Here)"),
    ({"hangup_cause": "no_answer", "sip_code": 487}, "Not answered: No answer (SIP 487)"),
    ({"hangup_cause": "interrupted", "sip_code": 200, "detail": "line worker lost"},
     "The call was broken off: Interrupted (line worker lost)"),
])  # fmt: skip
async def test_how_it_ended(opened: Opener, how: dict[str, object], words: str) -> None:
    me = await opened()
    await me.begin()
    me.phones.tell(State.ENDED, **{"hangup_cause": "normal_clearing", **how})
    await me.told(words)
    await until(lambda: not me.call_me.live)
    me.click(me.call_me.strip.close_button)
    assert me.call_me.strip.begin_button.isVisible()


async def test_refusals_and_an_engine_that_is_gone(opened: Opener) -> None:
    me = await opened()
    await me.begin()
    me.phones.tell(State.REFUSED, reason="It is on the list.")
    await me.told("It is on the list.")
    me.click(me.call_me.strip.close_button)
    await me.begin()
    me.phones.fail(KnownError("The engine is gone."))
    await me.told("The engine is gone.")
    assert not me.call_me.live
    me.click(me.call_me.strip.close_button)
    me.phones.refusal = StorageUnavailable("away")
    dialog = await me.dialog()
    QTest.keyClicks(dialog.address, PHONE)
    me.click(dialog.call_button)
    await until(dialog.message.isVisible)
    assert dialog.call_button.isEnabled(), "another try"
    dialog.reject()


async def test_a_scheme_that_no_call_can_go_by(opened: Opener) -> None:
    me = await opened()
    document = me.widget.document
    document.do("cut", nodes.remove(document.content, ["a"]))
    dialog = await me.dialog()
    QTest.keyClicks(dialog.address, PHONE)
    me.click(dialog.call_button)
    await until(dialog.message.isVisible)
    assert "notice" in dialog.message.text()
    assert me.phones.wishes == []


async def test_by_night_it_asks_once_more(opened: Opener) -> None:
    me = await opened()
    me.phones.before = Remembered(False, PHONE, "+79161234567", "spare")
    me.phones.nights = {"+79161234567": LocalTime("03:10", ""),
                        "Asia/Omsk": LocalTime("04:10", "Asia/Omsk")}  # fmt: skip
    dialog = await me.dialog()
    assert dialog.other.isChecked()
    assert (dialog.number.text(), dialog.trunk.currentText()) == ("+79161234567", "spare")
    me.click(dialog.call_button)
    await until(dialog.message.isVisible)
    assert dialog.message.text() == "It is 03:10 now. Call all the same?"
    assert dialog.call_button.text() == "Call all the same"
    assert me.phones.wishes == []
    # Another number is another question.
    QTest.keyClicks(dialog.number, "8")
    assert dialog.call_button.text() == "Call"
    QTest.keyClick(dialog.number, Qt.Key.Key_Backspace)
    me.widget.panels.call.setup.zone.setText("Asia/Omsk")
    me.click(dialog.call_button)
    await until(dialog.message.isVisible)
    assert "04:10 there now (Asia/Omsk)" in dialog.message.text()
    me.click(dialog.call_button)
    await until(lambda: me.call_me.live)
    (wish,) = me.phones.wishes
    assert (wish.number, wish.trunk, wish.address) == ("+79161234567", "spare", "")


async def test_without_a_trunk_there_is_ones_own_telephone(opened: Opener) -> None:
    me = await opened()
    me.phones.names = []
    me.phones.before = Remembered(False)
    dialog = await me.dialog()
    assert dialog.own.isChecked()
    assert not dialog.other.isEnabled()
    assert not dialog.call_button.isEnabled(), "nobody is named"
    assert nameless(dialog) == []
    assert nameless(me.call_me.strip) == []


async def test_hanging_up_and_closing(opened: Opener) -> None:
    me = await opened()
    await me.begin()
    me.phones.tell(State.ANSWERED, *BEGUN)
    await until(lambda: me.painted == {"ab"})
    assert not me.call_me.strip.begin_button.isVisible(), "one call at a time"
    me.click(me.call_me.strip.hang_up_button)
    assert me.words == "Hanging up…"
    await until(lambda: me.phones.hung_up == [1])
    await me.widget.close_scheme()
    assert me.phones.hung_up == [1, 1]
    assert not me.call_me.live


async def test_closing_while_the_call_is_being_asked_for(opened: Opener) -> None:
    """The engines may know of it already: the telephone would ring, and nobody could hang up."""
    me = await opened()
    me.phones.hold.clear()
    dialog = await me.dialog()
    QTest.keyClicks(dialog.address, PHONE)
    QTest.keyClick(dialog.address, Qt.Key.Key_Return)
    await until(lambda: len(me.phones.wishes) == 1)
    closing = asyncio.create_task(me.widget.close_scheme())
    await asyncio.sleep(0.05)
    me.phones.hold.set()
    await closing
    assert me.phones.hung_up == [1]


async def test_it_is_in_the_menu(opened: Opener) -> None:
    me = await opened()
    (action,) = [a for a in me.widget.more.made().actions() if a.text() == "Call me…"]
    action.trigger()
    await until(lambda: me.call_me.dialog is not None)
    assert me.widget.panels.call.isVisible()
