"""What of a form is in sight, and in which order the keyboard goes through it."""

from functools import cmp_to_key, partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.scheme.blank import blank_parameters
from engine.scheme.model import Node, Scheme
from engine.scheme.node_types import NodeTypes, default_node_types
from tests.unit.editor.panels import Panels, click

TYPES = NodeTypes(default_node_types())


def _panels(qtbot: QtBot, type_name: str, **parameters: Any) -> Panels:
    kind = TYPES.get(type_name)
    assert kind is not None
    given = blank_parameters(kind, ("ru",)) | parameters
    node = Node("n", type_name, parameters=given)
    panels = Panels(Scheme("s", languages=("ru",), nodes=(Node("start", "start"), node)), TYPES,
                    qtbot)  # fmt: skip
    panels.selection.set(["n"])
    panels.live.judge_now()
    return panels


def _seen(panels: Panels, field: str) -> bool:
    return bool(panels.form.editor.fields[field].isVisible())


def test_what_is_seldom_touched_is_folded_away(qtbot: QtBot) -> None:
    panels = _panels(qtbot, "menu")
    assert _seen(panels, "message")
    assert _seen(panels, "keys")
    assert not _seen(panels, "timeout_s")
    fold = panels.form.editor.fold
    assert "6" in fold.button.text()
    click(fold.button)
    assert _seen(panels, "timeout_s")


def test_what_was_set_is_in_sight(qtbot: QtBot) -> None:
    panels = _panels(qtbot, "menu", timeout_s=9.0)
    assert _seen(panels, "timeout_s")


def test_what_is_wrong_is_brought_out(qtbot: QtBot) -> None:
    panels = _panels(qtbot, "menu", no_match_message=[{"prompt": "gone"}])
    click(panels.form.editor.fold.button)
    assert not _seen(panels, "no_match_message")
    panels.live.judge_now()
    panels.inspector.show_problems(panels.live.problems)
    assert _seen(panels, "no_match_message")


def test_a_place_is_brought_out(qtbot: QtBot) -> None:
    panels = _panels(qtbot, "menu")
    panels.inspector.edit("n", "timeout_s")
    assert _seen(panels, "timeout_s")
    assert panels.inspector.focusWidget() is panels.at("timeout_s").field()


def test_only_what_means_something_is_shown(qtbot: QtBot) -> None:
    panels = _panels(qtbot, "question", question="q")
    assert _seen(panels, "options")
    assert not _seen(panels, "scale_min")
    assert not panels.form.editor.labels["scale_min"].isVisible()
    kind = panels.at("kind").field()
    kind.setFocus()
    QTest.keyClick(kind, Qt.Key.Key_End)
    assert panels.parameters("n")["kind"] == "scale"
    assert _seen(panels, "scale_min")
    assert not _seen(panels, "options")


def test_what_stands_where_it_means_nothing_can_be_removed(qtbot: QtBot) -> None:
    panels = _panels(qtbot, "question", question="q", kind="scale", options=[{"code": "a"}])
    assert _seen(panels, "options")


def test_new_options_have_codes(qtbot: QtBot) -> None:
    panels = _panels(qtbot, "question", question="q")
    add = panels.at("options").head.buttons[0]
    click(add)
    click(add)
    assert [each["code"] for each in panels.parameters("n")["options"]] == ["1", "2"]


def test_a_new_option_comes_into_sight(qtbot: QtBot) -> None:
    panels = _panels(qtbot, "question", question="q")
    panels.inspector.resize(340, 420)
    add = panels.at("options").head.buttons[0]
    for _ in range(3):
        click(add)
    field = panels.at("options[2].code").field()
    assert panels.inspector.focusWidget() is field
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty(), timeout=30_000)


@pytest.mark.parametrize("name", sorted(TYPES.names()))
def test_tab_goes_downwards(name: str, qtbot: QtBot) -> None:
    panels = _panels(qtbot, name)
    form = panels.form
    if form.editor.fold is not None:
        form.editor.fold.button.setChecked(True)
    for editor in list(form.editor.all_editors()):
        head = getattr(editor, "head", None)
        if head is not None and head.buttons and head.isVisible():
            click(head.buttons[0])
    qtbot.wait(1)
    wanted = []
    for editor in form.editor.all_editors():
        field = editor.field()
        if field is not None and field.isVisible() and field not in wanted:
            wanted.append(field)
    assert _chain(form, wanted) == sorted(wanted, key=cmp_to_key(partial(_before, form)))


def _chain(form: QWidget, wanted: list[QWidget]) -> list[QWidget]:
    """Those of ``wanted`` in the order in which Tab comes to them."""
    found, widget = [], form.nextInFocusChain()
    while widget is not form:
        if widget in wanted:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def _before(form: QWidget, one: QWidget, other: QWidget) -> int:
    """Fields whose middles are nearly at the same height stand in a row."""
    here, there = (field.mapTo(form, field.rect().center()) for field in (one, other))
    return here.x() - there.x() if abs(here.y() - there.y()) < 8 else here.y() - there.y()
