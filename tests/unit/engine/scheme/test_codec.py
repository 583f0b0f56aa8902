import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.domain.disposition import Disposition
from engine.errors import KnownError
from engine.scheme.codec import dump_scheme, load_scheme
from engine.scheme.model import (
    Dialogue,
    Expected,
    HangUp,
    Hear,
    Link,
    Listen,
    Node,
    Press,
    PromptRecording,
    Scheme,
    Silence,
    TransferHappens,
    TransferResult,
    Variable,
    VariableType,
)
from engine.scheme.node_types import default_node_types
from engine.scheme.validate import validate

_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
_TEXTS = st.dictionaries(_NAMES, _WORDS, max_size=3)
_COORDINATES = st.floats(-1e6, 1e6)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
_SECONDS = st.floats(0, 86_400)
_STEPS = st.one_of(
    st.builds(Hear, _NAMES),
    st.builds(Listen),
    st.builds(Press, st.text("0123456789*#", min_size=1, max_size=5)),
    st.builds(Silence, _SECONDS),
    st.builds(HangUp),
    st.builds(TransferHappens, st.sampled_from(TransferResult), _WORDS),
)
_DIALOGUES = st.builds(
    Dialogue,
    name=_WORDS,
    steps=st.lists(_STEPS, max_size=4).map(tuple),
    expect=st.builds(
        Expected,
        st.none() | st.sampled_from(Disposition),
        st.none() | _TEXTS,
        st.none() | st.booleans(),
        st.none() | _SECONDS,
        st.none() | _NAMES,
    ),
    fields=_TEXTS,
    variables=_TEXTS,
    language=_WORDS,
    today=st.just("") | st.dates().map(lambda day: day.isoformat()),
    phone=_WORDS,
)


@st.composite
def schemes(draw: Any) -> Scheme:
    ids = draw(st.lists(_NAMES, max_size=5, unique=True))
    nodes = tuple(
        Node(
            key,
            draw(_NAMES),
            draw(_WORDS),
            draw(_COORDINATES),
            draw(_COORDINATES),
            draw(st.dictionaries(_WORDS, _JSON, max_size=3)),
        )
        for key in ids
    )
    link_ids = draw(st.lists(_NAMES, max_size=5, unique=True))
    links = tuple(Link(key, draw(_NAMES), draw(_NAMES), draw(_NAMES)) for key in link_ids)
    return Scheme(
        name=draw(_WORDS),
        title=draw(_TEXTS),
        languages=tuple(draw(st.lists(_NAMES, min_size=1, max_size=3))),
        currency=draw(_NAMES),
        variables=tuple(
            draw(st.lists(st.builds(Variable, _NAMES, st.sampled_from(VariableType),
                                    st.lists(_WORDS, max_size=3).map(tuple), _WORDS), max_size=3))
        ),
        prompts=draw(st.dictionaries(
            _WORDS, st.dictionaries(_WORDS, st.builds(PromptRecording, _WORDS, _WORDS), max_size=2),
            max_size=3)),
        nodes=nodes,
        links=links,
        tests=tuple(draw(st.lists(_DIALOGUES, max_size=2))),
        editor=draw(st.dictionaries(_WORDS, _JSON, max_size=2)),
    )  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(schemes())
def test_writing_and_reading_is_identity(scheme: Scheme) -> None:
    text = dump_scheme(scheme)
    again = load_scheme(text)
    assert again == scheme
    assert dump_scheme(again) == text


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(schemes())
def test_no_scheme_breaks_validation(scheme: Scheme) -> None:
    for problem in validate(scheme, default_node_types()):
        assert problem.words("ru")
        assert problem.words("en")
        assert problem.fix is None or problem.fix.words("ru")


def _read(text: str, source: str) -> tuple[Scheme | None, str]:
    try:
        return load_scheme(text, source), ""
    except KnownError as error:
        return None, str(error)


def _document(**changes: Any) -> dict[str, Any]:
    document = json.loads(
        dump_scheme(
            Scheme(
                "s",
                variables=(Variable("debt", VariableType.MONEY, ("Долг",)),),
                prompts={"hello": {"ru": PromptRecording("hello.wav", "Привет")}},
                nodes=(
                    Node("a", "start", "Начало"),
                    Node("b", "menu", "Меню", parameters={"keys": [{"key": "1"}]}),
                ),
                links=(Link("l", "a", "next", "b"),),
                tests=(Dialogue("молчит", (Silence(5),)),),
            )
        )
    )
    return document | changes


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """All places in a document, parameters (which are anybody's) left out."""
    found = [path] if path else []
    if path[-1:] in (("parameters",), ("editor",)):
        return found
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            found += _paths(inner, (*path, key))
    return found


_PATHS = _paths(_document())


@pytest.mark.parametrize("wrong", [7, None, "text", [1], {"x": 1}, True, -1.5])
@pytest.mark.parametrize("path", _PATHS, ids=lambda path: ".".join(map(str, path)))
def test_a_wrong_type_is_refused_with_its_place_or_read(path: tuple[Any, ...], wrong: Any) -> None:
    document = _document()
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    before = holder[path[-1]]
    holder[path[-1]] = wrong
    scheme, error = _read(json.dumps(document), "file.json")
    if scheme is None:
        assert error.startswith("file.json: ")
        assert str(path[0]) in error
    else:
        # Only a value of the right kind may pass.
        numbers = (int, float)
        assert type(wrong) is type(before) or (type(wrong) in numbers and type(before) in numbers)
        assert load_scheme(dump_scheme(scheme)) == scheme


def test_every_truncation_is_a_clear_error() -> None:
    text = dump_scheme(load_scheme(json.dumps(_document())))
    for length in range(len(text) - 2):
        with pytest.raises(KnownError, match=r"^cut\.json: .*(line \d+|empty)"):
            load_scheme(text[:length], "cut.json")


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    scheme, error = _read(text, "")
    assert scheme is None
    assert "\n" not in error


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("[]", "outermost"),
        ('{"format": "other", "version": 1}', '"format" must be'),
        ('{"format": "rino-scheme"}', '"version" must be'),
        ('{"format": "rino-scheme", "version": true}', '"version" must be'),
        ('{"format": "rino-scheme", "version": 99}', "newer version"),
        ('{"format": "rino-scheme", "version": 0}', "not supported any more"),
        ('{"format": "rino-scheme", "version": 1, "name": "a", "name": "b"}', "stands twice"),
        ('{"format": "rino-scheme", "version": 1, "nam": "a"}', "unknown key “nam”"),
        ('{"format": "rino-scheme", "version": 1, "name": "\\ud800"}', "surrogate"),
        ('{"format": "rino-scheme", "version": 1, "editor": {"a": NaN}}', "NaN is not"),
        ('{"format": "rino-scheme", "version": 1, "editor": {"a": 1e999}}', "1e999 is too large"),
        ('{"format": "rino-scheme", "version": 1, "editor": ' + '{"a":' * 80 + "1" + "}" * 81,
         "nested too deeply"),
        ("[" * 200_000, "nested too deeply"),
        ('{"format": "rino-scheme", "version": 1, "editor": {"a": ' + "9" * 5000 + "}}", "damaged"),
        ("x" * 1_000_001, '"format" must be'),
        ("x" * 8_000_001, "too large"),
    ],
)  # fmt: skip
def test_what_is_no_scheme(text: str, message: str) -> None:
    with pytest.raises(KnownError) as caught:
        load_scheme(text, "file.json")
    assert caught.value.message.startswith("file.json: ")
    assert message in caught.value.message


def test_errors_name_path_and_node() -> None:
    document = _document()
    document["nodes"][1]["type"] = 5
    with pytest.raises(KnownError, match=r"nodes\[1\] \(“Меню”\)\.type: must be a text"):
        load_scheme(json.dumps(document))
    document = _document()
    document["nodes"][1]["id"] = "a"
    with pytest.raises(KnownError, match="“Начало” and “Меню”"):
        load_scheme(json.dumps(document))
    document = _document()
    document["tests"][0]["steps"][0] = {"press": "1x"}
    with pytest.raises(KnownError, match=r"tests\[0\] \(“молчит”\)\.steps\[0\]\.press: .*keys"):
        load_scheme(json.dumps(document))


def test_unknown_node_types_are_kept_and_are_a_problem() -> None:
    document = _document()
    document["nodes"][1] |= {"type": "from_the_future", "parameters": {"deep": [{"x": [1, None]}]}}
    scheme = load_scheme(json.dumps(document))
    assert load_scheme(dump_scheme(scheme)) == scheme
    assert scheme.nodes[1].parameters == {"deep": [{"x": [1, None]}]}
    problems = validate(scheme, default_node_types())
    assert [p.node_id for p in problems if p.code == "unknown_node_type"] == ["b"]


def test_a_byte_order_mark_does_no_harm() -> None:
    assert load_scheme("\ufeff" + json.dumps(_document())).name == "s"


def test_older_documents_are_migrated_step_by_step() -> None:
    def rename(document: dict[str, Any]) -> dict[str, Any]:
        return {("name" if k == "title_old" else k): v for k, v in document.items()} | {
            "version": 0
        }

    def finish(document: dict[str, Any]) -> dict[str, Any]:
        return document | {"version": 1, "currency": "USD"}

    old = json.dumps({"format": "rino-scheme", "version": 0, "title_old": "x"})
    scheme = load_scheme(old, migrations={0: lambda d: finish(rename(d))})
    assert scheme == replace(Scheme("x"), currency="USD")
    newer = json.dumps({"format": "rino-scheme", "version": 1, "name": "x"})
    assert load_scheme(newer, version=2, migrations={1: finish}).currency == "USD"
