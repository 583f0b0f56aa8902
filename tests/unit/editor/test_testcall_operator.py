"""A test call that comes to "connect operator": whoever tries the scheme is the operators."""

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from editor.steps_table import KINDS, StepsTable
from editor.testcall.acts import Stop
from editor.testcall.happenings import What
from editor.testcall.recorded import dialogue_of
from editor.testcall.replay import Replay
from editor.testcall.session import TestCall
from editor.testcall.traced import happenings_of
from engine.domain.disposition import Disposition
from engine.ivr import trace as t
from engine.ivr.compile import compile_scheme
from engine.scheme.dialogue_model import (
    Dialogue,
    OperatorHappens,
    OperatorResult,
    PositionTold,
)
from engine.scheme.dialogues import run_dialogue
from engine.scheme.model import Scheme
from engine.scheme.node_types import default_node_types
from tests.helpers.scheme_builder import SchemeBuilder
from tests.unit.editor.call_panels import Desk


def waiting() -> Scheme:
    return (
        SchemeBuilder().prompts("music", "sorry", "rate")
        .node("start", "start", next="go")
        .node("go", "operator", {
            "music": [{"prompt": "music"}], "returns": ["Оценка"], "leave_key": "*",
            "position_message": [{"say": {"ru": "Вы {position|ordinal}."}}],
        }, done="end", overflow="sorry", Оценка="rate", key_key="end")
        .node("sorry", "play", {"prompts": ["sorry"]}, next="end")
        .node("rate", "play", {"prompts": ["rate"]}, next="end")
        .node("end", "hang_up")
        .build()
    )  # fmt: skip


def call() -> TestCall:
    return TestCall(compile_scheme(waiting(), default_node_types()), Dialogue(""))


def test_it_stops_for_the_operators_and_goes_on_as_they_do() -> None:
    made = call()
    assert made.run() is Stop.OPERATOR
    assert made.view.returns == ("Оценка",)
    made.operator(PositionTold(2))
    assert [h.text for h in made.happenings if h.what is What.POSITION] == ["2"]
    assert made.view.returns == ("Оценка",), "he waits on"
    made.operator(OperatorHappens(OperatorResult.TALKED, 0.0, 20.0, "Оценка"))
    made.run()
    assert made.view.path()[-2:] == [("go", "Оценка"), ("rate", "next")]
    assert made.view.ended is not None
    assert made.view.ended.disposition is Disposition.TRANSFERRED
    assert made.operator(PositionTold(1)) is Stop.ENDED


def test_nobody_decides_and_nobody_comes() -> None:
    made = call()
    made.run()
    assert made.run() is Stop.ENDED
    assert ("go", "overflow") in made.view.path()


def test_who_leaves_by_his_key_waits_no_more() -> None:
    made = call()
    made.run()
    made.press("*")
    assert made.view.returns is None
    assert made.view.path()[-1] == ("go", "key")


def test_kept_as_a_dialogue() -> None:
    made = call()
    made.run()
    made.operator(OperatorHappens(OperatorResult.NOT_IN_TIME, 0.0))
    made.run()
    kept = dialogue_of(made, "late")
    assert any(isinstance(step, OperatorHappens) for step in kept.steps)
    result = run_dialogue(made.compiled, kept)
    assert result.ok, result.words("en")
    assert result.disposition is Disposition.ABANDONED


def test_the_buttons_of_the_panel(qtbot: QtBot) -> None:
    desk = Desk(qtbot, waiting())
    desk.begin()
    keys = desk.panel.keypad.operators
    assert not keys.isVisible()
    desk.press("end")
    desk.until(keys.isVisible)
    assert list(keys.returns) == ["Оценка"]
    desk.click(keys.position)
    desk.until(lambda: any("2" in line and "queue" in line for line in desk.lines()))
    desk.until(keys.isVisible)
    desk.click(keys.returns["Оценка"])
    desk.until(lambda: bool(desk.ended))
    assert desk.ended == [Disposition.TRANSFERRED]
    assert not keys.isVisible()
    lines = " ".join(desk.lines())
    assert "Waits for an operator" in lines
    assert "The operator sends him back: Оценка" in lines


def test_steps_at_operators_are_chosen_in_the_table(qtbot: QtBot) -> None:
    table = StepsTable()
    qtbot.addWidget(table)
    table.set_steps([{"operator": "talked", "talk_s": 20, "port": "Оценка"}, {"press": "1"}])
    table.table.item(0, 1).setText("no_operator_in_time")
    assert table.steps()[0] == {"operator": "no_operator_in_time", "talk_s": 20, "port": "Оценка"}
    combo = table.table.cellWidget(1, 0)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(KINDS.index("position"))
    combo.activated.emit(combo.currentIndex())
    assert table.steps()[1] == {"position": 2}
    table.table.item(1, 1).setText("3")
    assert table.steps()[1] == {"position": 3}


def test_a_real_call_is_shown_the_same_way() -> None:
    trace = t.CallTrace({"": 7}, (
        t.Entered(0, "go"),
        t.Happened(0, "operator", "vip"),
        t.Played(0, "ru", (("text", "музыка"),)),
        t.Happened(1000, "operator_position", "2"),
        t.PlayEnded(3000, True),
        t.Happened(3000, "operator_talks", "Иванова"),
        t.Happened(9000, "operator_holds"),
        t.Happened(10_000, "operator_none", "operator_lost"),
        t.Left(10_000, "go", "", "operator_lost", "overflow"),
        t.Entered(10_000, "sorry"),
        t.Ended(11_000, "transferred", "sorry", "system"),
    ))  # fmt: skip
    replay = Replay(happenings_of(trace, {}, lambda item: 1.0))
    assert [(h.what, h.text) for h in replay.happenings if h.what.value.startswith("operator")] == [
        (What.OPERATOR, "vip"), (What.OPERATOR_TALKS, "Иванова"), (What.OPERATOR_HOLDS, ""),
        (What.OPERATOR_NONE, "operator_lost"),
    ]  # fmt: skip
    talked = []
    while replay.skip() is not Stop.ENDED:
        talked.append(replay.view.talking)
    assert True in talked
    assert not replay.view.talking
