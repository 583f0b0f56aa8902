"""Menus made from the rows of a query."""

from typing import Any

import pytest

from engine.scheme.codec_dialogues import dialogue_from_json
from engine.scheme.dialogues import DialogueResult, run_dialogue
from engine.scheme.json_reader import Place
from engine.scheme.model import Variable, VariableType
from engine.scheme.node_types import default_node_types
from engine.scheme.validate import validate
from tests.helpers.scheme_builder import SchemeBuilder

_MENU: dict[str, Any] = {
    "rows": "tariffs",
    "columns": {"NAME": "tariff", "price": "price"},
    "key_variable": "key",
    "message": [{"prompt": "choose"}],
    "item": [{"say": {"ru": "{tariff} по {text(price)}: {text(key)}"}}],
    "per_page": 3,
    "more_message": [{"prompt": "more"}],
    "back_message": [{"prompt": "back"}],
    "no_input_message": [{"prompt": "silent"}],
    "no_match_message": [{"prompt": "wrong"}],
}


def scheme(**more: Any) -> SchemeBuilder:
    builder = SchemeBuilder(Variable("price", VariableType.MONEY), Variable("tariff"))
    builder.prompts("choose", "more", "back", "silent", "wrong")
    builder.node("start", "start", next="ask")
    builder.node("ask", "query", {"source": "billing", "statement": "select name, price from t",
                                  "rows": "tariffs"},
                 found="menu", empty="menu", error="end")  # fmt: skip
    builder.node("menu", "row_menu", _MENU | more, chosen="save", none="end", no_input="end",
                 no_match="end", error="end")  # fmt: skip
    builder.node("save", "save_result", {"results": [
        {"name": "chosen", "value": "{tariff}={price}/{key}"}]}, next="end")  # fmt: skip
    return builder.node("end", "hang_up")


def play(rows: int, *steps: dict[str, Any], **more: Any) -> DialogueResult:
    found = [{"name": f"т{i}", "price": f"{i},50"} for i in range(1, rows + 1)]
    document = {"name": "t", "steps": list(steps), "stubs": [{"source": "billing", "rows": found}],
                "expect": {}}  # fmt: skip
    return run_dialogue(scheme(**more).compile(), dialogue_from_json(Place(document)))


def port_of(result: DialogueResult) -> str:
    return next(port for _, node, port in result.ports if node == "menu")


def test_rows_are_read_out_and_one_is_chosen() -> None:
    result = play(2, {"hear": "choose"}, {"hear": "т1 по 1.50: 1"}, {"hear": "т2 по 2.50: 2"},
                  {"press": "2"})  # fmt: skip
    assert result.ok, result.words("en")
    assert result.results == {"chosen": "т2=2.50/2"}
    assert "[more] more (ru)" not in result.heard


def test_pages_are_turned() -> None:
    result = play(7, {"hear": "т3"}, {"hear": "more"}, {"press": "#"}, {"hear": "т4"},
                  {"hear": "back"}, {"press": "#"}, {"hear": "т7"}, {"press": "*"}, {"hear": "т5"},
                  {"press": "0"}, {"hear": "т5"}, {"press": "2"})  # fmt: skip
    assert result.ok, result.words("en")
    assert result.results == {"chosen": "т5=5.50/2"}
    assert play(7, {"press": "##1"}).results == {"chosen": "т7=7.50/1"}  # by heart


@pytest.mark.parametrize("key", ["#", "4", "*", "A"])
def test_keys_that_mean_nothing_on_this_page(key: str) -> None:
    result = play(3, {"hear": "choose"}, {"press": key}, {"hear": "wrong"}, {"hear": "т1"},
                  {"hang_up": True})  # fmt: skip
    assert result.ok, result.words("en")


def test_nine_rows_at_a_time() -> None:
    assert play(12, {"press": "9"}, per_page=9).results == {"chosen": "т9=9.50/9"}
    assert play(12, {"press": "#3"}, per_page=9).results == {"chosen": "т12=12.50/3"}


def test_silence_wrong_keys_and_no_rows() -> None:
    result = play(2, {"hear": "choose"}, {"hear": "silent"}, {"hear": "choose"})
    assert port_of(result) == "no_input"
    assert port_of(play(2, {"press": "8"}, {"press": "8"}, {"press": "8"})) == "no_match"
    assert port_of(play(0)) == "none"


def test_what_was_only_read_out_is_not_chosen() -> None:
    compiled = scheme().compile()
    document = {"name": "t", "variables": {"tariff": "own"},
                "steps": [{"hear": "a по"}, {"hang_up": True}],
                "stubs": [{"source": "billing", "rows": [{"name": "a", "price": 1}]}],
                "expect": {"variables": {"tariff": "own"}}}  # fmt: skip
    result = run_dialogue(compiled, dialogue_from_json(Place(document)))
    assert result.ok, result.words("en")


def test_a_row_that_cannot_be_said_leads_to_error() -> None:
    for row in ({"name": "a", "price": "много"}, {"name": "a"}, {"name": None, "price": 1}):
        document = {"name": "t", "stubs": [{"source": "billing", "rows": [row]}]}
        result = run_dialogue(scheme().compile(), dialogue_from_json(Place(document)))
        assert port_of(result) == "error", row
        assert result.troubles


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"next_key": "3"}, "next_key"),
        ({"back_key": "#"}, "back_key"),
        ({"again_key": "1"}, "again_key"),
        ({"columns": {}}, "columns"),
        ({"per_page": 10}, "per_page"),
        ({"item": [{"say": {"ru": "{nobody}"}}]}, "item[0].say.ru"),
    ],
)
def test_mistakes_are_told_with_their_place(more: dict[str, Any], place: str) -> None:
    problems = validate(scheme(**more).build(), default_node_types())
    assert [p.place for p in problems if p.is_error and p.node_name == "menu"] == [place]


def test_keys_can_be_left_out() -> None:
    assert play(7, {"press": "#"}, {"hear": "wrong"}, {"hang_up": True}, next_key=None).ok
    problems = validate(
        scheme(next_key=None, back_key=None, again_key=None).build(), default_node_types()
    )
    assert [p for p in problems if p.is_error] == []
