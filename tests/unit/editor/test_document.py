"""Edits, undo and redo: whatever is done can be taken back, to exactly what was there."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from editor.content import Draft, Kind, SchemeContent, header_change
from editor.document import SchemeDocument
from editor.edits import clipboard, links, nodes
from editor.notes import Note
from engine.scheme.codec import load_scheme
from engine.scheme.model import Link, Node, Scheme
from engine.scheme.node_types import default_node_types

TYPES = default_node_types()
SCHEMES = Path(__file__).parents[3] / "resources/schemes"


def sample(name: str = "survey") -> Scheme:
    return load_scheme((SCHEMES / f"{name}.scheme.json").read_text(encoding="utf-8"))


def small() -> Scheme:
    return Scheme(
        "small",
        nodes=(Node("a", "start"), Node("b", "wait", x=200), Node("c", "hang_up", x=400)),
        links=(Link("ab", "a", "next", "b"), Link("bc", "b", "next", "c")),
    )


@pytest.fixture
def document(qtbot: QtBot) -> SchemeDocument:
    del qtbot
    return SchemeDocument(small(), TYPES)


@pytest.mark.parametrize("path", sorted(SCHEMES.glob("*.json")), ids=lambda p: p.name)
def test_taken_apart_and_put_together(path: Path) -> None:
    scheme = load_scheme(path.read_text(encoding="utf-8"))
    assert SchemeContent(scheme).scheme() == scheme


def test_a_deleted_block_comes_back_where_it_stood(document: SchemeDocument) -> None:
    before = document.scheme()
    document.do("delete", nodes.remove(document.content, ["b"]))
    assert [node.id for node in document.scheme().nodes] == ["a", "c"]
    assert document.scheme().links == ()
    document.undo_stack.undo()
    assert document.scheme() == before


def test_changed_means_different_from_saved(document: SchemeDocument, qtbot: QtBot) -> None:
    told: list[bool] = []
    document.modified_changed.connect(told.append)
    document.do("rename", nodes.rename(document.content, "b", "x"))
    assert document.modified
    document.do("rename", nodes.rename(document.content, "b", ""))
    assert not document.modified, "taken back by hand is as good as never done"
    document.undo_stack.undo()
    document.mark_saved(document.scheme())
    assert not document.modified
    document.undo_stack.undo()
    assert document.modified, "what is saved has that name"
    assert told == [True, False, True, False, True]


def test_what_is_drawn_while_saving_is_unsaved(document: SchemeDocument) -> None:
    document.do("rename", nodes.rename(document.content, "b", "x"))
    saving = document.scheme()
    document.do("rename", nodes.rename(document.content, "c", "y"))
    document.mark_saved(saving)
    assert document.modified
    document.undo_stack.undo()
    assert not document.modified
    document.undo_stack.undo()
    assert document.modified, "the saved name is gone again"


def test_typing_is_one_edit(document: SchemeDocument) -> None:
    for text in ("П", "Па", "Пау"):
        document.do("rename", nodes.rename(document.content, "b", text), merge="name b")
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.content.nodes["b"].name == ""
    document.undo_stack.redo()
    document.do("rename", nodes.rename(document.content, "b", ""), merge="name b")
    assert document.undo_stack.count() == 0, "what came to nothing is no edit"


def test_removing_reconnects(document: SchemeDocument) -> None:
    document.do("x", nodes.remove_and_reconnect(document.content, document.facts, ["b"]))
    assert [(x.source, x.port, x.target) for x in document.scheme().links] == [("a", "next", "c")]


def test_removing_a_chain_reconnects_over_all_of_it(document: SchemeDocument) -> None:
    document.do("add", nodes.insert(document.content, Node("d", "wait"), into_link=("bc", "next")))
    document.do("x", nodes.remove_and_reconnect(document.content, document.facts, ["b", "d"]))
    assert [(x.source, x.port, x.target) for x in document.scheme().links] == [("a", "next", "c")]


def test_splicing_keeps_the_link_and_adds_one(document: SchemeDocument) -> None:
    document.do("x", nodes.insert(document.content, Node("d", "wait"), into_link=("ab", "next")))
    found = {link.id: (link.source, link.target) for link in document.scheme().links}
    assert found.pop("ab") == ("a", "d")
    assert ("d", "b") in found.values()


def test_a_port_has_one_link(document: SchemeDocument) -> None:
    document.do("x", links.connect(document.content, "a", "next", "c"))
    assert document.content.links["ab"].target == "c"
    assert len(document.content.links) == 2


def test_links_that_may_not_be(document: SchemeDocument) -> None:
    content, facts = document.content, document.facts
    assert links.refusal(content, facts, "b", "a") == "into_start"
    assert links.refusal(content, facts, "c", "b") == "no_way_out"
    assert links.refusal(content, facts, "b", "nobody") == "gone"
    assert links.refusal(content, facts, "b", "b") == ""


def test_renamed_ports_keep_their_links(document: SchemeDocument) -> None:
    menu = nodes.new_node(document.content, TYPES.get("menu"), 0, 0)  # type: ignore[arg-type]
    document.do("add", nodes.insert(document.content, menu))
    document.do("link", links.connect(document.content, menu.id, "1", "c"))
    changed = {**menu.parameters, "keys": [{"key": "5"}]}
    document.do("key", nodes.set_parameters(document.content, document.facts, menu.id, changed))
    assert document.content.link_at(menu.id, "5") is not None
    assert document.content.link_at(menu.id, "1") is None


def test_another_type_keeps_what_fits(document: SchemeDocument) -> None:
    content = document.content
    menu = nodes.new_node(content, TYPES.get("menu"), 0, 0)  # type: ignore[arg-type]
    menu = replace(menu, parameters={**menu.parameters, "timeout_s": 7})
    document.do("add", nodes.insert(content, menu, after=("a", "next")))
    document.do("1", links.connect(content, menu.id, "1", "c"))
    document.do("n", links.connect(content, menu.id, "no_input", "b"))
    target = TYPES.get("question")
    assert target is not None
    document.do("type", nodes.retype(content, document.facts, menu.id, target))
    changed = content.nodes[menu.id]
    assert changed.type == "question"
    assert changed.parameters["timeout_s"] == 7
    assert changed.parameters["message"] == menu.parameters["message"]
    assert {(x.port, x.target) for x in content.leaving(menu.id)} == {
        ("answered", "c"), ("no_input", "b"),
    }  # fmt: skip
    assert [x.source for x in content.coming(menu.id)] == ["a"]


def test_unfinished_blocks_have_their_ports(document: SchemeDocument) -> None:
    for node_type in TYPES:
        node = nodes.new_node(document.content, node_type, 0, 0)
        ports = [port.name for port in document.facts.ports_of(node)]
        least = node_type.name in ("return", "hang_up")
        assert bool(ports) != least, node_type.name


def test_blocks_of_unknown_types_show_the_ports_of_their_links(qtbot: QtBot) -> None:
    del qtbot
    scheme = replace(small(), nodes=(Node("a", "start"), Node("b", "alien"), Node("c", "hang_up")))
    document = SchemeDocument(scheme, TYPES)
    assert [port.name for port in document.facts.ports("b")] == ["next"]
    assert document.scheme() == scheme


def test_copied_and_pasted(document: SchemeDocument) -> None:
    other = SchemeDocument(sample("notice"), TYPES)
    text = clipboard.copied(other.content, other.facts, list(other.content.nodes))
    assert clipboard.is_part(text)
    part = clipboard.read_part(text)
    changes, ids = clipboard.pasted(document.content, part, 100, 100)
    document.do("paste", changes)
    assert len(ids) == len(other.content.nodes)
    assert not set(ids) & other.content.nodes.keys()
    assert document.content.header["prompts"].keys() >= {"message", "thanks"}
    assert len(document.content.links) == 2 + len(other.content.links)
    document.undo_stack.undo()
    assert document.scheme() == small()


# --- any sequence of edits ------------------------------------------------------------------------

Edit = Callable[[SchemeDocument, "st.DataObject"], None]


def _pick(data: st.DataObject, things: Mapping[str, object]) -> str | None:
    """By place, not by id: new ids are different every time."""
    return list(things)[data.draw(st.integers(0, len(things) - 1))] if things else None


def _add(document: SchemeDocument, data: st.DataObject) -> None:
    kind = TYPES.get(data.draw(st.sampled_from(TYPES.names())))
    assert kind is not None
    node = nodes.new_node(document.content, kind, 0, 0)
    link_id = _pick(data, document.content.links)
    into = None
    if link_id and data.draw(st.booleans()):
        ports = document.facts.ports_of(node)
        into = (link_id, ports[0].name if ports else "")
    document.do("add", nodes.insert(document.content, node, into_link=into))


def _remove(document: SchemeDocument, data: st.DataObject) -> None:
    key = _pick(data, document.content.nodes)
    if key and data.draw(st.booleans()):
        document.do("remove", nodes.remove(document.content, [key]))
    elif key:
        document.do("x", nodes.remove_and_reconnect(document.content, document.facts, [key]))


def _connect(document: SchemeDocument, data: st.DataObject) -> None:
    source, target = _pick(data, document.content.nodes), _pick(data, document.content.nodes)
    if source and target and not links.refusal(document.content, document.facts, source, target):
        port = data.draw(st.sampled_from(document.facts.ports(source)))
        document.do("link", links.connect(document.content, source, port.name, target))


def _move(document: SchemeDocument, data: st.DataObject) -> None:
    key = _pick(data, {**document.content.nodes, **document.content.notes})
    if key:
        x = data.draw(st.integers(-50, 50)) * 8.0
        document.do("move", nodes.move(document.content, {key: (x, -x)}), merge="move")


def _retype(document: SchemeDocument, data: st.DataObject) -> None:
    key = _pick(data, document.content.nodes)
    kind = TYPES.get(data.draw(st.sampled_from(TYPES.names())))
    if key and kind:
        document.do("type", nodes.retype(document.content, document.facts, key, kind))


def _header(document: SchemeDocument, data: st.DataObject) -> None:
    title = {"ru": data.draw(st.text(max_size=3))}
    pinned = frozenset([_pick(data, document.content.nodes) or ""])
    document.do("h", header_change(document.content, {"title": title, "pinned": pinned}))


def _note(document: SchemeDocument, data: st.DataObject) -> None:
    note = Note(links.new_id(), text=data.draw(st.text(max_size=3)), frame=data.draw(st.booleans()))
    draft = Draft(document.content)
    draft.note(note)
    document.do("note", draft.changes())


def _paste(document: SchemeDocument, data: st.DataObject) -> None:
    text = clipboard.copied(document.content, document.facts, list(document.content.nodes)[:3])
    if text:
        part = clipboard.read_part(text)
        document.do("paste", clipboard.pasted(document.content, part, 8, 8)[0])


EDITS: list[Edit] = [_add, _remove, _connect, _move, _retype, _header, _note, _paste]


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_edits_are_undone_and_redone(data: st.DataObject) -> None:
    document = SchemeDocument(sample("notice"), TYPES)
    first = document.scheme()
    for _ in range(data.draw(st.integers(1, 12))):
        data.draw(st.sampled_from(EDITS))(document, data)
    last = document.scheme()
    facts = {key: document.facts.ports(key) for key in document.content.nodes}
    for _ in range(2):
        while document.undo_stack.canUndo():
            document.undo_stack.undo()
        assert document.scheme() == first
        assert not document.modified
        while document.undo_stack.canRedo():
            document.undo_stack.redo()
        assert document.scheme() == last
        assert {key: document.facts.ports(key) for key in document.content.nodes} == facts
    # What the signals tell is all there is to know: a copy kept by them is the same scheme.
    assert document.modified == (first != last)
    for link in document.content.ordered(Kind.LINK):
        assert link in document.content.leaving(link.source)
        assert link in document.content.coming(link.target)
