from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from engine.scheme.codec import load_scheme
from engine.scheme.diff import MISSING, FieldChange, compare
from engine.scheme.diff_words import describe
from engine.scheme.model import (
    Dialogue,
    Link,
    Node,
    Press,
    PromptRecording,
    Scheme,
    Variable,
    VariableType,
)
from tests.helpers.random_schemes import TYPES, schemes
from tests.helpers.scheme_builder import SchemeBuilder
from tests.helpers.scheme_edits import EditedScheme, edits

SAMPLES = sorted(Path("resources/schemes").glob("*.json"))


def base() -> Scheme:
    return (
        SchemeBuilder(Variable("debt", VariableType.MONEY)).prompts("hello", "bye")
        .node("start", "start", next="ask")
        .node("ask", "menu", {"message": [{"prompt": "hello"}],
              "keys": [{"key": "1", "title": "Да"}, {"key": "2"}]},
              key_1="bye", key_2="bye", no_input="end")
        .node("bye", "play", {"prompts": ["bye"]}, next="end")
        .node("end", "hang_up")
    ).build()  # fmt: skip


def with_node(scheme: Scheme, node_id: str, **fields: Any) -> Scheme:
    nodes = (replace(n, **fields) if n.id == node_id else n for n in scheme.nodes)
    return replace(scheme, nodes=tuple(nodes))


def renumbered(scheme: Scheme, seed: int = 1) -> Scheme:
    """As another program would write it: other ids, another order, other places."""
    numbers = count()
    ids = {node.id: f"n{next(numbers)}" for node in scheme.nodes}
    nodes = [replace(n, id=ids[n.id], x=n.x + 7, y=-n.y) for n in scheme.nodes]
    links = [Link(f"k{next(numbers)}", ids[k.source], k.port, ids[k.target]) for k in scheme.links]
    Random(seed).shuffle(nodes)
    Random(seed).shuffle(links)
    return replace(scheme, nodes=tuple(nodes), links=tuple(links))


def test_nothing_and_what_is_no_difference() -> None:
    scheme = base()
    assert not compare(scheme, scheme)
    moved = with_node(scheme, "ask", x=500.0, y=-20.0)
    moved = replace(moved, name="other", nodes=moved.nodes[::-1], links=moved.links[::-1],
                    editor={"notes": ["?"]})  # fmt: skip
    assert not compare(scheme, moved)
    assert describe(compare(scheme, moved), "ru", TYPES) == ["Различий нет."]
    assert describe(compare(scheme, moved), "en", TYPES) == ["There is no difference."]


def test_a_default_that_is_written_out_is_no_difference() -> None:
    parameters = {**base().nodes[1].parameters, "timeout_s": 5, "barge_in": True}
    explicit = with_node(base(), "ask", parameters=parameters)
    assert not compare(base(), explicit, TYPES)
    assert [f.place for f in compare(base(), explicit).changed[0].fields] == [
        "timeout_s", "barge_in",
    ]  # fmt: skip


def test_fields_of_a_node() -> None:
    parameters: Any = {
        "message": [{"say": {"ru": "Здравствуйте"}}, {"prompt": "hello"}],
        "keys": [{"key": "1", "title": "Верно"}, {"key": "2"}],
        "timeout_s": 7.5,
    }
    diff = compare(base(), with_node(base(), "ask", name="Вопрос", parameters=parameters), TYPES)
    (change,) = diff.changed
    assert {(f.place, str(f.old), str(f.new)) for f in change.fields} == {
        ("name", "ask", "Вопрос"),
        ("message[0]", str(MISSING), "{'say': {'ru': 'Здравствуйте'}}"),
        ("keys[0].title", "Да", "Верно"),
        ("timeout_s", str(MISSING), "7.5"),
    }
    assert describe(diff, "ru", TYPES) == [
        "Блок «ask» переименован в «Вопрос»",
        'Блок «Вопрос», message[0]: добавлено {"say": {"ru": "Здравствуйте"}}',
        "Блок «Вопрос», keys[0].title: было «Да», стало «Верно»",
        "Блок «Вопрос», timeout_s: добавлено 7,5",
    ]


def test_a_node_of_another_type_stays_the_same_node() -> None:
    say = with_node(base(), "bye", type="say", parameters={"text": {"ru": "Пока"}})
    diff = compare(base(), say, TYPES)
    assert (diff.added, diff.removed) == ((), ())
    assert diff.changed[0].fields[0] == FieldChange(("type",), "play", "say")
    lines = describe(diff, "en", TYPES)
    assert lines[0] == "Node “bye”: its type was “Play” and is “Say”"


def test_nodes_and_links() -> None:
    scheme = base()
    nodes = (*(n for n in scheme.nodes if n.id != "bye"), Node("more", "wait", "Подождём"))
    targets = {"ask:1": "more", "ask:2": "end"}
    links = tuple(
        replace(k, target=targets.get(k.id, k.target)) for k in scheme.links if k.source != "bye"
    )
    diff = compare(
        scheme, replace(scheme, nodes=nodes, links=(*links, Link("x", "more", "next", "end")))
    )
    assert [n.id for n in diff.added] == ["more"]
    assert [n.id for n in diff.removed] == ["bye"]
    assert [(m.old.target, m.new.target) for m in diff.links_moved] == [
        ("bye", "more"), ("bye", "end"),
    ]  # fmt: skip
    assert [k.id for k in diff.links_added] == ["x"]
    assert [k.source for k in diff.links_removed] == ["bye"]
    assert describe(diff, "ru", TYPES) == [
        "Удалён блок «bye» (Воспроизвести)",
        "Добавлен блок «Подождём» (Пауза)",
        "«ask», выход «Да»: связь вела к «bye», теперь ведёт к «Подождём»",
        "«ask», выход «2»: связь вела к «bye», теперь ведёт к «end»",
        "Добавлена связь: «Подождём», выход «Дальше» → «end»",
    ]


def test_the_other_end_of_a_link() -> None:
    scheme = base()
    links = tuple(replace(k, port="no_match") if k.id == "ask:2" else k for k in scheme.links)
    diff = compare(scheme, replace(scheme, links=links))
    assert describe(diff, "ru", TYPES) == [
        "Связь к «bye» выходила из «ask» (2), теперь — из «ask», выход «Неверная клавиша»"
    ]


def test_headers() -> None:
    old = replace(base(), title={"ru": "Долги"}, tests=(Dialogue("Платит", (Press("1"),)),))
    new = replace(
        old,
        title={"ru": "Долг"},
        languages=("ru", "en"),
        currency="USD",
        variables=(Variable("debt", VariableType.NUMBER), Variable("name")),
        prompts={"bye": {"ru": PromptRecording("", "Пока")}},
        tests=(Dialogue("Платит", (Press("2"),)), Dialogue("Молчит")),
    )
    diff = compare(old, new)
    assert describe(diff, "ru", TYPES) == [
        "Название (ru): было «Долги», стало «Долг»",
        "Языки: было ru, стало ru, en",
        "Валюта: было «RUB», стало «USD»",
        "Переменная «debt», type: было «money», стало «number»",
        "Добавлена переменная «name»",
        "Удалена фраза «hello»",
        "Фраза «bye», ru.file: было «bye.ru.wav», стало «»",
        "Фраза «bye», ru.text: было «bye (ru)», стало «Пока»",
        "Диалог «Платит», steps[0].press: было «1», стало «2»",
        "Добавлен диалог «Молчит»",
    ]
    assert len(describe(diff, "en", TYPES)) == 10
    assert describe(compare(new, old), "ru", TYPES)[4] == "Удалена переменная «name»"


def test_long_texts_are_shown_from_where_they_differ() -> None:
    prompts: Mapping[str, Any] = {"p": {"ru": PromptRecording("", "слово " * 100 + "один")}}
    other: Mapping[str, Any] = {"p": {"ru": PromptRecording("", "слово " * 100 + "два")}}
    (line,) = describe(
        compare(Scheme("s", prompts=prompts), Scheme("s", prompts=other)), "ru", TYPES
    )
    assert line.endswith("слово два»")
    assert len(line) < 120


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_ids_mean_nothing_in_a_scheme_that_was_written_anew(path: Path) -> None:
    scheme = load_scheme(path.read_text(encoding="utf-8"))
    again = renumbered(scheme)
    assert not compare(scheme, again)
    node = next(n for n in again.nodes if n.parameters)
    changed = with_node(again, node.id, parameters={})
    (change,) = compare(scheme, changed).changed
    assert change.new.id == node.id
    assert not compare(scheme, changed).removed
    renamed = with_node(again, node.id, name="Иначе")
    assert [f.place for f in compare(scheme, renamed).changed[0].fields] == ["name"]


def test_numbers_that_mean_other_nodes_now() -> None:
    scheme = load_scheme(Path("resources/schemes/notice.scheme.json").read_text(encoding="utf-8"))
    one, other = renumbered(scheme), renumbered(replace(scheme, nodes=scheme.nodes[::-1]))
    assert {n.id for n in one.nodes} & {n.id for n in other.nodes}
    assert not compare(one, other)


def test_a_link_that_led_nowhere_is_not_that_of_a_block_which_has_the_id_now() -> None:
    lost = Scheme(
        "s",
        nodes=(Node("1", "start"), Node("end", "hang_up")),
        links=(Link("a", "start", "next", "end"),),
    )
    whole = replace(lost, nodes=(Node("start", "start"), Node("end", "hang_up")))
    assert compare(whole, lost).links_moved
    assert compare(lost, whole).links_moved


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(schemes(), edits)
def test_any_edits(scheme: Scheme, changes: list[Any]) -> None:
    document = EditedScheme(scheme)
    for change in changes:
        document.do(change)
    diff = compare(scheme, document.scheme, TYPES)
    assert not compare(document.scheme, document.scheme)
    old, new = {n.id for n in scheme.nodes}, set(document.nodes)
    assert {n.id for n in diff.added} == new - set(diff.same.values())
    assert {n.id for n in diff.removed} == old - set(diff.same)
    # Of five blocks and more that ids have in common, most may have become others: numbered anew.
    kept = [diff.same.get(key) == key for key in old & new]
    assert all(kept) or len(kept) >= 5
    assert len(diff.added) - len(diff.removed) == len(new) - len(old)
    back = compare(document.scheme, scheme, TYPES)
    assert bool(back) == bool(diff)
    assert len(back.header) == len(diff.header)
    for language in ("ru", "en"):
        assert all(line and "{node}" not in line for line in describe(diff, language, TYPES))
