"""The panel of a test call under a real mouse and keyboard."""

import threading
import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.testcall.contacts import Contact
from editor.testcall.happenings import Happening, What
from editor.testcall.replay import Replay
from engine.domain.disposition import Disposition
from engine.errors import KnownError
from engine.ivr.model import Prompt
from engine.ivr.requests import OutsideRequest, Rows
from engine.scheme.model import Link, Node, Scheme, Variable
from tests.helpers.scheme_builder import SchemeBuilder
from tests.unit.editor.call_panels import Desk, nameless
from tests.unit.editor.conftest import sample

QUERY = {"source": "billing", "statement": "select debt from t", "columns": {"debt": "debt"}}


def menu() -> Scheme:
    return (
        SchemeBuilder(Variable("name", fields=("ФИО",)))
        .prompts("ask", "bye")
        .node("start", "start", next="ask")
        .node("ask", "menu", {"message": [{"prompt": "ask"}], "keys": [{"key": "1"}, {"key": "2"}],
              "timeout_s": 5}, key_1="save", key_2="bye", no_input="bye")
        .node("save", "save_result", {"results": [{"name": "said", "value": "{name}"}]},
              next="bye", error="bye")
        .node("bye", "play", {"prompts": ["bye"]}, next="end")
        .node("end", "hang_up")
        .build()
    )  # fmt: skip


def asking() -> Scheme:
    save = {"results": [{"name": "debt", "value": "{debt}"}]}
    return (
        SchemeBuilder()
        .node("start", "start", next="ask")
        .node("ask", "query", QUERY, found="save", empty="end", error="end")
        .node("save", "save_result", save, next="end", error="end")
        .node("end", "hang_up")
        .build()
    )


def test_stepped_through_by_hand(qtbot: QtBot) -> None:
    desk = Desk(qtbot, menu())
    desk.click(desk.panel.transcript.empty.button)
    desk.until(lambda: desk.panel.showing is not None)
    desk.until(lambda: desk.node == "ask")
    desk.press("run")
    assert not desk.panel.conductor.runner.running
    desk.click(desk.panel.keypad.keys["1"])
    assert desk.node == "save"
    assert desk.path == [("start", "next"), ("ask", "1")]
    desk.press("step")
    assert desk.node == "bye"
    desk.press("end")
    desk.until(lambda: bool(desk.ended))
    assert desk.ended == [Disposition.COMPLETED]
    assert "said = " in " ".join(desk.lines())
    assert not desk.panel.keypad.keys["1"].isEnabled()
    desk.press("back")
    assert desk.node == "bye"
    assert desk.panel.keypad.keys["1"].isEnabled()


def test_digits_of_the_keyboard(qtbot: QtBot) -> None:
    desk = Desk(qtbot, menu())
    desk.begin()
    desk.press("step")
    desk.panel.keypad.setFocus()
    QTest.keyClick(desk.panel.keypad, Qt.Key.Key_2)
    assert desk.path[-1] == ("ask", "2")
    desk.panel.setup.phone.setFocus()
    desk.panel.tabs.setCurrentWidget(desk.panel.setup)
    before = desk.panel.showing
    assert before is not None
    shown = before.shown
    QTest.keyClick(desk.panel.setup.phone, Qt.Key.Key_1)
    assert before.shown == shown, "digits in a field are typed there"


def test_it_goes_on_in_real_time_and_waits_for_keys(qtbot: QtBot) -> None:
    desk = Desk(qtbot, menu())
    began: list[float] = []
    desk.panel.conductor.runner.running_changed.connect(lambda _: began.append(time.perf_counter()))
    desk.begin("run")
    desk.until(lambda: desk.panel.showing is not None and desk.panel.showing.now > 0.4)
    assert time.perf_counter() - began[0] > 0.3
    desk.click(desk.panel.keypad.keys["2"])
    desk.until(lambda: desk.node == "bye")
    assert desk.panel.conductor.runner.running
    desk.panel.transport.speed.setCurrentIndex(3)
    desk.until(lambda: bool(desk.ended))


def test_a_breakpoint_stops_it(qtbot: QtBot) -> None:
    desk = Desk(qtbot, menu())
    stops: list[list[str]] = []
    desk.panel.stops_changed.connect(stops.append)
    desk.panel.toggle_breakpoint("bye")
    assert stops[-1] == ["bye"]
    desk.begin("end")
    desk.until(lambda: desk.node == "bye")
    assert not desk.panel.conductor.runner.running
    assert not desk.ended
    desk.panel.tabs.setCurrentWidget(desk.panel.breakpoints)
    desk.panel.breakpoints.list.setCurrentRow(0)
    desk.click(desk.panel.breakpoints.remove)
    assert stops[-1] == []


def test_an_invalid_scheme_says_why(qtbot: QtBot) -> None:
    desk = Desk(qtbot, Scheme("bad", nodes=(Node("a", "start"), Node("b", "wait")),
                              links=(Link("ab", "a", "next", "b"),)))  # fmt: skip
    desk.panel.begin()
    desk.until(lambda: desk.panel.message.isVisible())
    assert "bad" in desk.panel.message.text()
    assert desk.panel.showing is None


def test_an_answer_is_written_before_it_is_given(qtbot: QtBot) -> None:
    desk = Desk(qtbot, asking())
    desk.begin("end")
    desk.until(lambda: desk.panel.outside.box.isVisible())
    desk.panel.outside.answer.setPlainText("{")
    desk.click(desk.panel.outside.give)
    assert desk.panel.outside.fault.isVisible()
    desk.panel.outside.answer.setPlainText('{"rows": [{"debt": 12.5}]}')
    desk.panel.outside.delay.setValue(1.0)
    desk.click(desk.panel.outside.always)
    desk.until(lambda: bool(desk.ended))
    showing = desk.panel.showing
    assert showing is not None
    assert showing.view.results == {"debt": "12.5"}
    assert showing.now == pytest.approx(1.0)
    desk.ended.clear()
    desk.begin("end")
    desk.until(lambda: bool(desk.ended)), "the kept answer answers"


def test_the_real_source_is_asked_in_a_thread(qtbot: QtBot) -> None:
    threads: list[object] = []

    def outside(request: OutsideRequest) -> object:
        threads.append(threading.current_thread())
        time.sleep(0.2)
        if len(threads) > 1:
            raise KnownError("billing is away.")
        return Rows(("DEBT",), ((7,),))

    desk = Desk(qtbot, asking())
    desk.panel.set_outside(outside)
    desk.begin("end")
    desk.until(lambda: desk.panel.outside.live.isVisible())
    desk.click(desk.panel.outside.live)
    desk.until(lambda: bool(desk.ended))
    assert threads[0] is not threading.main_thread()
    showing = desk.panel.showing
    assert showing is not None
    assert showing.view.results == {"debt": "7"}
    assert showing.now >= 0.2
    combo = next(iter(desk.panel.outside._combos.values()))
    combo.setCurrentIndex(2)
    desk.begin("end")
    desk.until(lambda: len(threads) == 2)
    desk.until(lambda: ("ask", "error") in desk.path)
    assert "billing is away." in " ".join(desk.lines())


def test_a_contact_and_what_was_changed_by_it(qtbot: QtBot) -> None:
    desk = Desk(qtbot, menu())
    wanted: list[bool] = []
    desk.panel.contacts_wanted.connect(lambda: wanted.append(True))
    desk.panel.tabs.setCurrentWidget(desk.panel.setup)
    assert desk.panel.setup.fields.item(0, 0).text() == "ФИО", "what the scheme reads is offered"
    desk.click(desk.panel.setup.choose)
    assert wanted
    desk.panel.set_contact(Contact("+79120000001", {"ФИО": "Иванов"}, zone="Asia/Omsk"))
    desk.begin()
    desk.press("step")
    desk.click(desk.panel.keypad.keys["1"])
    desk.press("step")
    showing = desk.panel.showing
    assert showing is not None
    assert showing.view.results == {"said": "Иванов"}
    desk.panel.setup.zone.setText("Nowhere")
    desk.panel.begin()
    assert "Nowhere" in desk.panel.message.text()


def test_kept_as_a_test_that_can_be_undone(qtbot: QtBot) -> None:
    desk = Desk(qtbot, menu())
    desk.begin()
    desk.press("step")
    desk.click(desk.panel.keypad.keys["1"])
    desk.press("end")
    desk.until(lambda: bool(desk.ended))
    desk.press("keep")
    desk.until(lambda: bool(desk.document.scheme().tests))
    test = desk.document.scheme().tests[0]
    assert test.expect.disposition is Disposition.COMPLETED
    assert [type(step).__name__ for step in test.steps] == ["Hear", "Press", "Hear"]
    desk.document.undo_stack.undo()
    assert desk.document.scheme().tests == ()
    desk.panel.load_dialogue(test)
    desk.ended.clear()
    desk.until(lambda: bool(desk.ended))


def test_a_line_shows_the_call_as_it_was_then(qtbot: QtBot) -> None:
    desk = Desk(qtbot, menu())
    desk.begin("end")
    desk.until(lambda: bool(desk.ended))
    view = desk.panel.transcript.view
    view.setCurrentIndex(desk.panel.transcript.model.index(1, 1))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert desk.node == "ask"
    assert desk.panel.showing is not None
    assert not desk.panel.showing.at_end


def test_changed_variables_are_marked(qtbot: QtBot) -> None:
    scheme = (
        SchemeBuilder()
        .node("start", "start", next="set")
        .node("set", "set_variables", {"assignments": [{"variable": "n", "value": "1"}]},
              next="wait", error="end")
        .node("wait", "wait", {"seconds": 3}, next="end")
        .node("end", "hang_up")
        .build()
    )  # fmt: skip
    desk = Desk(qtbot, scheme)
    desk.begin()
    desk.press("step")
    assert desk.panel.state.changed == set()
    desk.press("step")
    assert desk.panel.state.changed == {"n"}
    desk.press("step")
    assert desk.panel.state.changed == set()


def test_a_replayed_call_can_only_be_looked_at(qtbot: QtBot) -> None:
    desk = Desk(qtbot, menu())
    prompt = Prompt("ask", "ru", "", "ask (ru)")
    desk.panel.replay(Replay([
        Happening(0.0, What.ENTERED, "", "start"),
        Happening(0.0, What.LEFT, "", "start", "next"),
        Happening(0.0, What.ENTERED, "", "ask"),
        Happening(0.0, What.HEARD, "", "ask", utterance=prompt, seconds=2.0),
        Happening(1.5, What.PRESSED, "", "ask", text="2"),
        Happening(1.5, What.LEFT, "", "ask", "2"),
        Happening(1.5, What.ENTERED, "", "bye"),
        Happening(4.0, What.ENDED, "", "bye", disposition=Disposition.PARTIAL),
    ]))  # fmt: skip
    assert not desk.panel.keypad.isVisible()
    desk.press("step")
    assert desk.node == "ask"
    desk.press("step")
    assert desk.path == [("start", "next"), ("ask", "2")]
    desk.press("end")
    desk.until(lambda: bool(desk.ended))
    desk.press("restart")
    assert desk.node == "start"


def test_every_control_has_a_name_and_the_keyboard_reaches_it(qtbot: QtBot) -> None:
    desk = Desk(qtbot, sample("debtor-billing"), sample)
    desk.begin("end")
    desk.until(lambda: desk.panel.outside.box.isVisible())
    assert nameless(desk.panel) == []
    for button in desk.panel.transport.buttons.values():
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_scheme_changed_meanwhile(qtbot: QtBot) -> None:
    desk = Desk(qtbot, menu())
    desk.begin()
    desk.press("step")
    scheme = desk.document.scheme()
    desk.document.replace(replace(scheme, nodes=scheme.nodes[:1], links=()))
    desk.press("end")
    desk.until(lambda: bool(desk.ended))
    desk.panel.close_call()
    assert desk.panel.showing is None
    assert desk.node == ""
    assert desk.path == []
