"""The status bar: a message and the states never stand on each other."""

from pytestqt.qtbot import QtBot

from rino_desktop.console.status_line import State, StatusLine


def test_states_come_back_after_a_message(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(900, 32)
    line.show()
    line.database.show_state(State("Database: here", "good"))
    line.say("Published")
    # They are told anew every second.
    line.database.show_state(State("Database: there", "good"))
    line.engine.show_state(State("Engine: inside", "good"))
    assert not line.database.isVisible()
    assert not line.engine.isVisible()
    line.clearMessage()
    assert line.database.isVisible()
    assert line.engine.isVisible()
    assert not line.lines.isVisible()
