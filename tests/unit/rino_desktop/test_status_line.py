"""The status bar: a message and the states never stand on each other."""

import itertools

from pytestqt.qtbot import QtBot

from rino_desktop.console.status_line import State, StatusLine


def test_a_message_stands_beside_the_states(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(900, 32)
    line.show()
    line.database.show_state(State("Database: here", "good"))
    line.say("Published")
    # They are told anew every second.
    line.database.show_state(State("Database: there", "good"))
    line.engine.show_state(State("Engine: inside", "good"))
    qtbot.wait(1)
    places = [w.geometry() for w in (line.database, line.engine, line.message, line.user)]
    assert all(a.right() < b.left() for a, b in itertools.pairwise(places))
    assert line.message.isVisible()
    assert not line.lines.isVisible()
    line.clearMessage()
    assert line.currentMessage() == ""
