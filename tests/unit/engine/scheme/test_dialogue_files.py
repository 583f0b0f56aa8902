"""Dialogues as files: what is written is read back, and every mistake is told with its place."""

import copy
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.domain.answering_machine import AnsweredBy
from engine.domain.campaign import DayHours, Schedule
from engine.domain.disposition import Disposition
from engine.errors import KnownError
from engine.scheme.codec_dialogues import dialogue_from_json, dialogue_to_json
from engine.scheme.dialogue_files import load_dialogues
from engine.scheme.dialogue_model import OperatorHappens, OperatorResult, PositionTold
from engine.scheme.json_reader import Place
from engine.scheme.model import (
    Dialogue,
    Expected,
    HangUp,
    Hear,
    Listen,
    Press,
    Silence,
    Speak,
    Stub,
    TransferHappens,
    TransferResult,
)
from rino_desktop.texts import language, set_language
from rino_desktop.texts.errors import said

_FULL: dict[str, Any] = {
    "format": "rino-dialogues",
    "version": 1,
    "defaults": {
        "zone": "Europe/Moscow",
        "at": "2026-11-23T15:00",
        "fields": {"ФИО": "Иванов", "Долг": "1"},
        "stubs": [{"source": "billing", "rows": [{"debt": 5}]}],
    },
    "dialogues": [
        {
            "name": "Платит",
            "language": "ru", "today": "2026-11-23", "phone": "+79161234567", "attempt": 2,
            "seed": 7, "hours": {"weekdays": "09:00-20:00", "holidays": "RU"},
            "fields": {"Долг": "2"}, "variables": {"operator": "+74950000000"},
            "stubs": [
                {"source": "crm", "method": "POST", "path": "/a", "status": 201, "json": {"a": [1]},
                 "delay_s": 0.5, "times": 2},
                {"draw": "prize", "number": 5},
                {"script": "score", "parameters": {"x": "1"}, "result": {"a": 1}},
                {"source": "billing", "statement": "select", "failure": "down"},
            ],
            "steps": [{"hear": "menu"}, {"press": "1#"}, {"record": 3}, {"silence_s": 1.5},
                      {"transfer": "busy", "number": "+7495"}, {"listen": True},
                      {"position": 2, "wait_s": 90}, {"position": 1},
                      {"operator": "talked", "after_s": 5, "talk_s": 20, "port": "Оценка",
                       "queue": "vip", "name": "Петров"}, {"operator": "operator_lost"},
                      {"hang_up": True}],
            "expect": {
                "disposition": "completed", "results": {"a": "1"}, "do_not_call": False,
                "within_s": 60, "node": "Конец", "ports": [{"Меню": "1"}], "visited": ["a"],
                "not_visited": ["b"], "answers": {"q1": ["yes", "no"], "q2": "5"},
                "external": [{"store": "crm", "values": {"a": "1"}}],
                "callback": "2026-11-24T18:30", "language": "ru", "sent_digits": "12w",
                "variables": {"x": "1"},
            },
        },
        {"name": "Молчит"},
    ],
}  # fmt: skip


def load(document: Any) -> tuple[Dialogue, ...]:
    return load_dialogues(json.dumps(document, ensure_ascii=False), "pay.tests.json")


def complaint(document: Any) -> str:
    with pytest.raises(KnownError) as caught:
        load(document)
    return str(caught.value)


# --- reading ------------------------------------------------------------------------------------


def test_a_file_is_read_with_its_defaults() -> None:
    first, second = load(_FULL)
    assert first.fields == {"ФИО": "Иванов", "Долг": "2"}
    assert first.at == "2026-11-23T15:00"
    assert [stub.source or stub.draw or stub.script for stub in first.stubs] == [
        "crm", "prize", "score", "billing", "billing"]  # fmt: skip
    assert first.hours == Schedule(weekdays=DayHours(540, 1200), holidays="RU")
    assert first.steps[2] == Speak(3)
    assert first.expect.answers == {"q1": ("yes", "no"), "q2": ("5",)}
    assert first.expect.external == (("crm", {"a": "1"}),)
    assert second == Dialogue("Молчит", fields={"ФИО": "Иванов", "Долг": "1"},
                              at="2026-11-23T15:00", zone="Europe/Moscow",
                              stubs=first.stubs[-1:])  # fmt: skip


def test_steps_at_operators() -> None:
    (first, _) = load(_FULL)
    assert first.steps[6:10] == (
        PositionTold(2, 90.0), PositionTold(1),
        OperatorHappens(OperatorResult.TALKED, 5.0, 20.0, "Оценка", "vip", "Петров"),
        OperatorHappens(OperatorResult.LOST),
    )  # fmt: skip
    document = dialogue_to_json(first)
    assert dialogue_from_json(Place(document)) == first
    assert document["steps"][9] == {"operator": "operator_lost"}


def test_toml_says_the_same() -> None:
    text = """
format = "rino-dialogues"
version = 1

[defaults]
zone = "Europe/Moscow"
at = 2026-11-23T15:00:00

[[defaults.stubs]]
source = "billing"
rows = [{ debt = 5, due = 2026-12-05 }]

[[dialogues]]
name = "Платит"
today = 2026-11-23
steps = [{ hear = "menu" }, { press = "1" }]
expect = { disposition = "completed", ports = { "Меню" = "1" } }
"""
    [dialogue] = load_dialogues(text, "pay.tests.toml", toml=True)
    assert dialogue.steps == (Hear("menu"), Press("1"))
    assert (dialogue.at, dialogue.today) == ("2026-11-23T15:00:00", "2026-11-23")
    assert dialogue.stubs == (
        Stub(source="billing", answer="rows", rows=({"debt": 5, "due": "2026-12-05"},)),
    )
    assert dialogue.expect.ports == (("Меню", "1"),)


@pytest.mark.parametrize(
    ("text", "toml", "words"),
    [
        ("", False, "is empty"),
        ("{", False, "damaged JSON at line 1"),
        ('{"a": 1, "a": 2}', False, "“a” stands twice"),
        ('{"version": NaN}', False, "NaN is not a number"),
        ("[1]", False, "must be an object, not a list"),
        ('{"format": "rino-scheme", "version": 1}', False, "format: must be “rino-dialogues”"),
        ("{}", False, "lacks “format”"),
        ('{"format": "rino-dialogues"}', False, "lacks “version”"),
        ('{"format": "rino-dialogues", "version": 2}', False, "version: must be 1 to 1"),
        ('{"format": "rino-dialogues", "version": 1, "tests": []}', False, "unknown key “tests”"),
        ("[" * 100_000, False, "nested too deeply"),
        ("format = ", True, "damaged TOML"),
        ("a = 1\na = 2", True, "damaged TOML"),
        ("format = 'rino-dialogues'\nversion = nan", True, "nan is not a number"),
    ],
)
def test_what_is_no_file_of_dialogues(text: str, toml: bool, words: str) -> None:
    with pytest.raises(KnownError) as caught:
        load_dialogues(text, "pay.tests.json", toml=toml)
    assert str(caught.value).startswith("pay.tests.json: ")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("dialogues.0.steps.1", {"pres": "1"}, "dialogues[0] (“Платит”).steps[1]: has an unknown"
         " key “pres”"),
        ("dialogues.0.steps.1", {"press": "1", "hear": "x"}, "steps[1]: must have exactly one of"),
        ("dialogues.0.steps.1.press", "1+", "steps[1].press: must be keys of a telephone"),
        ("dialogues.0.steps.2.record", -1, "steps[2].record: must be 0 to 86400 seconds"),
        ("dialogues.0.steps.2.record", "x", "steps[2].record: must be a number, not a text"),
        ("dialogues.0.steps.5.listen", False, "steps[5].listen: must be true"),
        ("dialogues.0.zone", "Mars/Base", "dialogues[0] (“Платит”).zone: there is no time zone"),
        ("dialogues.0.at", "yesterday", "at: must be a date and time"),
        ("dialogues.0.today", "2026-02-30", "today: must be a date"),
        ("dialogues.0.attempt", 0, "attempt: must be 1 to 1000"),
        ("dialogues.0.seed", 1.5, "seed: must be a whole number"),
        ("dialogues.0.hours", {"weekdays": "9-20"}, "hours.weekdays: must be hours as"),
        ("dialogues.0.hours", {"weekend": "20:00-09:00"}, "hours.weekend: must be hours as"),
        ("dialogues.0.hours", {"holidays": "XX"}, "hours.holidays: no holidays are known"),
        ("dialogues.0.hours", {"sunday": ""}, "hours: has an unknown key “sunday”"),
        ("dialogues.0.stubs.0", {"rows": []}, "stubs[0]: must have exactly one of: source, draw"),
        ("dialogues.0.stubs.0", {"source": "a"}, "stubs[0]: must have exactly one answer of: rows"),
        ("dialogues.0.stubs.0", {"source": "a", "rows": [], "json": 1}, "exactly one answer"),
        ("dialogues.0.stubs.0", {"source": "a", "number": 1}, "[0].number: a stub of “source”"),
        ("dialogues.0.stubs.0", {"source": "", "rows": []}, "stubs[0].source: must not be empty"),
        ("dialogues.0.stubs.0", {"source": "a", "rows": [1]}, "rows[0]: must be an object"),
        ("dialogues.0.stubs.0", {"source": "a", "rows": [], "path": "/"}, "path: does not belong"),
        ("dialogues.0.stubs.0.status", 99, "stubs[0].status: must be 100 to 599"),
        ("dialogues.0.stubs.0.method", "FETCH", "stubs[0].method: must be one of"),
        ("dialogues.0.stubs.0.delay_s", -1, "stubs[0].delay_s: must be 0 to 3600"),
        ("dialogues.0.stubs.0.times", 0, "stubs[0].times: must be 1 to"),
        ("dialogues.0.stubs.1.number", "5", "stubs[1].number: must be a whole number"),
        ("dialogues.0.expect.disposition", "great", "expect.disposition: must be one of"),
        ("dialogues.0.expect.ports", [{"a": "1", "b": "2"}], "expect.ports[0]: must be one node"),
        ("dialogues.0.expect.ports", {"a": 1}, "expect.ports.a: must be a text"),
        ("dialogues.0.expect.callback", "soon", "expect.callback: must be a date and time"),
        ("dialogues.0.expect.external", [{"values": {}}], "expect.external[0]: lacks “store”"),
        ("dialogues.0.expect.answers", {"q": 1}, "expect.answers.q: must be a text"),
        ("dialogues.0.expect.within", 1, "expect: has an unknown key “within”"),
        ("dialogues.1.name", "", "dialogues[1]: lacks “name”"),
        ("defaults.steps", [], "defaults: has an unknown key “steps”"),
        ("defaults.stubs.0.rows", {}, "defaults.stubs[0].rows: must be a list"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_dialogue_step_and_key(
    path: str, value: Any, words: str
) -> None:
    document = copy.deepcopy(_FULL)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place: Any = document
    for part in way:
        place = place[part]
    place[last] = value
    text = complaint(document)
    assert text.startswith("pay.tests.json: ")
    assert words in text


# --- writing ------------------------------------------------------------------------------------

_NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_TEXTS = st.dictionaries(_NAMES, _WORDS, max_size=2)
_SECONDS = st.floats(0, 3600)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(-1e9, 1e9) | _WORDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_WORDS, inner, max_size=2),
    max_leaves=5,
)
_OBJECT = st.dictionaries(_WORDS, _JSON, max_size=2)
_TIMES = st.none() | st.integers(1, 9)
_STUBS = st.one_of(
    st.builds(lambda s, st_, p, r, d, t: Stub(source=s, statement=st_, parameters=p, answer="rows",
              rows=tuple(r), delay_s=d, times=t),
              _NAMES, _WORDS, _TEXTS, st.lists(_OBJECT, max_size=2), _SECONDS, _TIMES),
    st.builds(lambda s, m, p, c, j, t: Stub(source=s, method=m, path=p, answer="http", status=c,
              json=j, times=t),
              _NAMES, st.sampled_from(["", "GET", "POST"]), _WORDS, st.integers(100, 599), _JSON,
              _TIMES),
    st.builds(lambda d, n: Stub(draw=d, answer="number", number=n), _NAMES,
              st.none() | st.integers(0, 10**12)),
    st.builds(lambda s, p, r: Stub(script=s, parameters=p, answer="result", result=r), _NAMES,
              _TEXTS, _OBJECT),
    st.builds(lambda s, f: Stub(script=s, answer="failure", failure=f), _NAMES, _NAMES),
    st.builds(lambda s: Stub(source=s), _NAMES),
)  # fmt: skip
_STEPS = st.one_of(
    st.builds(Hear, _NAMES), st.just(Listen()), st.just(HangUp()),
    st.builds(Press, st.text("0123456789*#", min_size=1, max_size=5)),
    st.builds(Silence, _SECONDS), st.builds(Speak, _SECONDS),
    st.builds(TransferHappens, st.sampled_from(TransferResult), _WORDS),
)  # fmt: skip
_MINUTES = st.integers(0, 1440)
_HOURS = st.builds(
    lambda a, b, h: Schedule(weekdays=DayHours(min(a, b), max(a, b)), holidays=h),
    _MINUTES, _MINUTES, st.sampled_from(["", "RU"]),
)  # fmt: skip
_EXPECTED = st.builds(
    Expected,
    disposition=st.none() | st.sampled_from(Disposition),
    results=st.none() | _TEXTS,
    do_not_call=st.none() | st.booleans(),
    within_s=st.none() | _SECONDS,
    node=st.none() | _WORDS,
    ports=st.none() | st.lists(st.tuples(_NAMES, _WORDS), max_size=3).map(tuple),
    visited=st.none() | st.lists(_WORDS, max_size=2).map(tuple),
    not_visited=st.none() | st.lists(_WORDS, max_size=2).map(tuple),
    answers=st.none()
    | st.dictionaries(_NAMES, st.lists(_WORDS, max_size=2).map(tuple), max_size=2),
    external=st.none() | st.lists(st.tuples(_NAMES, _TEXTS), max_size=2).map(tuple),
    callback=st.none() | st.sampled_from(["", "2026-12-05T18:30"]),
    language=st.none() | _WORDS,
    sent_digits=st.none() | _WORDS,
    variables=st.none() | _TEXTS,
)
_DIALOGUES = st.builds(
    Dialogue,
    name=_NAMES,
    steps=st.lists(_STEPS, max_size=4).map(tuple),
    expect=_EXPECTED,
    fields=_TEXTS,
    variables=_TEXTS,
    language=_WORDS,
    today=st.just("") | st.dates(date(1, 1, 1)).map(lambda day: day.isoformat()),
    phone=_WORDS,
    attempt=st.integers(1, 9),
    at=st.sampled_from(["", "2026-12-05T18:30", "2026-12-05T18:30:00+03:00"]),
    zone=st.sampled_from(["", "Asia/Omsk"]),
    hours=st.none() | _HOURS,
    seed=st.integers(-5, 5),
    answered_by=st.sampled_from(AnsweredBy),
    stubs=st.lists(_STUBS, max_size=3).map(tuple),
)
_FUZZ = settings(
    deadline=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@_FUZZ
@given(_DIALOGUES)
def test_writing_and_reading_is_identity(dialogue: Dialogue) -> None:
    document = json.loads(json.dumps(dialogue_to_json(dialogue)))
    assert dialogue_from_json(Place(document)) == dialogue


# --- fuzzing ------------------------------------------------------------------------------------


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    inside = value.items() if isinstance(value, dict) else []
    inside = enumerate(value) if isinstance(value, list) else inside
    for key, item in inside:
        found += _paths(item, (*path, key))
    return found


_ANYTHING = st.sampled_from([None, True, 0, -1, 1e308, 10**400, "", "x", [], {}, [[]], {"": {}}])
_EDITS = st.lists(st.tuples(st.sampled_from(_paths(_FULL)[1:]), _ANYTHING | _JSON), min_size=1,
                  max_size=3)  # fmt: skip


@_FUZZ
@given(_EDITS, st.booleans())
def test_whatever_stands_in_a_file_is_read_or_refused_in_one_line(
    edits: list[tuple[tuple[Any, ...], Any]], in_russian: bool
) -> None:
    document = copy.deepcopy(_FULL)
    for path, value in edits:
        place: Any = document
        try:
            for part in path[:-1]:
                place = place[part]
            # Its own: a list that a later edit changes must not be in two places, or in itself.
            place[path[-1]] = copy.deepcopy(value)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier edit has taken the place away
    before = language()
    try:
        set_language("ru" if in_russian else "en")
        load(document)
    except KnownError as error:
        text = said(error)
        assert text.startswith("pay.tests.json: ")
        assert "\n" not in text
    finally:
        set_language(before)


@_FUZZ
@given(st.text(max_size=200), st.booleans())
def test_no_text_breaks_the_reader(text: str, toml: bool) -> None:
    with pytest.raises(KnownError, match=r"^pay\.tests: "):
        load_dialogues(text, "pay.tests", toml=toml)


def test_every_truncation_is_a_clear_error() -> None:
    text = json.dumps(_FULL, ensure_ascii=False)
    for end in range(0, len(text) - 1, 7):
        with pytest.raises(KnownError, match=r"^pay: "):
            load_dialogues(text[:end], "pay")


def test_the_file_that_is_shown_is_read() -> None:
    text = (Path(__file__).parents[4] / "docs" / "scheme-tests.md").read_text(encoding="utf-8")
    shown = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert shown is not None
    first, second = load_dialogues(shown[1], "docs", toml=True)
    assert (first.name, second.name) == ("Pays", "The billing system is down")
    assert [stub.answer for stub in second.stubs] == ["failure", "rows"]
