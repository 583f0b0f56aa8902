"""The selection: one for all panels, and never of what is gone."""

import pytest
from pytestqt.qtbot import QtBot

from editor.document import SchemeDocument
from editor.edits import nodes
from editor.selection import Selection
from engine.scheme.model import Link, Node, Scheme
from engine.scheme.node_types import default_node_types


@pytest.fixture
def document(qtbot: QtBot) -> SchemeDocument:
    del qtbot
    scheme = Scheme(
        "small",
        nodes=(Node("a", "start"), Node("b", "wait"), Node("c", "hang_up")),
        links=(Link("ab", "a", "next", "b"), Link("bc", "b", "next", "c")),
    )
    return SchemeDocument(scheme, default_node_types())


def test_it_tells_of_changes_only(document: SchemeDocument) -> None:
    selection, told = Selection(document), []
    selection.changed.connect(lambda: told.append((selection.nodes, selection.current)))
    selection.set(["b"])
    selection.set(["b"])
    selection.set(["b", "nobody"], ["ab"])
    selection.clear()
    b = frozenset(["b"])
    assert told == [(b, "b"), (b, ""), (frozenset(), "")]


def test_what_is_gone_is_not_selected(document: SchemeDocument) -> None:
    selection, told = Selection(document), []
    selection.set(["a", "b"], ["ab"])
    selection.changed.connect(lambda: told.append(selection.nodes))
    document.do("move", nodes.move(document.content, {"b": (8, 8)}))
    assert told == []
    document.do("delete", nodes.remove(document.content, ["b"]))
    assert (selection.nodes, selection.links) == (frozenset(["a"]), frozenset())
    assert len(told) == 1
    document.replace(Scheme("other"))
    assert len(selection) == 0
