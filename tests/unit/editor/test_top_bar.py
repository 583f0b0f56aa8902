"""The bar above the canvas makes way for itself on a small screen."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from editor.keeper import Saving, Standing
from editor.top_bar import TopBar
from rino_desktop.ui.elided import ElidedLabel

TITLE = "A scheme with a very long name that nobody has ever shortened to anything"


def bar(qtbot: QtBot, width: int) -> TopBar:
    made = TopBar()
    qtbot.addWidget(made)
    made.show_standing(Standing(7, 3, "", datetime(2020, 1, 1, tzinfo=UTC)))
    made.show_state(Saving.SAVED)
    made.show_title(TITLE)
    made.resize(width, 46)
    made.show()
    qtbot.waitExposed(made)
    return made


def wordless(made: TopBar) -> list[str]:
    return [key for key, button in made.buttons.items()
            if isinstance(button, QPushButton) and not button.text()]  # fmt: skip


def test_all_words_where_there_is_room(qtbot: QtBot) -> None:
    made = bar(qtbot, 2200)
    assert wordless(made) == []
    assert made.status.isVisible()
    assert not made.title.is_elided


def test_what_matters_least_loses_its_words_first_and_gets_them_back(qtbot: QtBot) -> None:
    """Whatever the font: the narrower the bar, the more of the order has gone, and no other."""
    made = bar(qtbot, 2200)
    order = ("compare", "flow", "prompts", "save", "call", "publish")
    seen = set[int]()
    for width in range(2200, made.minimumWidth(), -20):
        made.resize(width, 46)
        gone = wordless(made)
        assert set(gone) == set(order[: len(gone)]), width
        seen.add(len(gone))
        if len(gone) == 4:
            assert not made.status.isVisible()
            assert "2020" in made.badge.toolTip()
            assert made.layout().minimumSize().width() <= made.width(), "nothing is squeezed"
    assert seen >= {0, 4}, "publish and the call keep theirs on a small screen"
    assert made.title.is_elided
    assert made.title.toolTip() == TITLE
    assert made.buttons["compare"].toolTip() == "Compare"
    made.show_state(Saving.FAILED)
    assert made.status.isVisible(), "bad news stay"
    made.resize(2200, 46)
    assert wordless(made) == []


def test_an_elided_label(qtbot: QtBot) -> None:
    label = ElidedLabel(TITLE)
    qtbot.addWidget(label)
    label.resize(1000, 20)
    label.show()
    assert (label.is_elided, label.toolTip()) == (False, "")
    label.resize(80, 20)
    assert label.is_elided
    assert (label.text(), label.toolTip()) == (TITLE, TITLE)
    label.setText("Short")
    assert label.toolTip() == ""
    assert not label.grab().isNull()
