"""Messages that mix prompts, texts and values."""

from typing import Any

import pytest

from engine.ivr.interpreter import static_utterances
from engine.ivr.model import CallFacts, Prompt, Spoken, Trouble, Utterance
from engine.scheme.model import Variable, VariableType
from engine.scheme.node_types import default_node_types
from engine.scheme.templates import PromptSlot, parse_spoken
from engine.scheme.validate import validate
from tests.helpers.scheme_builder import Phone, SchemeBuilder

DEBT = Variable("debt", VariableType.MONEY, ("Долг",))


def saying(**text: str) -> SchemeBuilder:
    return (
        SchemeBuilder(DEBT, languages=("ru", "en")).prompts("jingle", "pay now")
        .node("start", "start", next="say")
        .node("say", "say", {"text": text}, next="end")
        .node("end", "hang_up")
    )  # fmt: skip


def heard(builder: SchemeBuilder, language: str = "ru", **fields: str) -> list[Utterance]:
    phone = Phone(builder.compile(), fields, language=language)
    phone.start()
    return [item for play in phone.plays for item in play.items]


def recorded(name: str, language: str = "ru") -> Prompt:
    return Prompt(name, language, f"{name}.{language}.wav", f"{name} ({language})")


def test_a_prompt_in_the_middle_of_a_text() -> None:
    builder = saying(
        ru="{prompt:jingle} Долг {debt}. { PROMPT : pay now }.", en="{prompt:jingle}You owe {debt}"
    )
    found = heard(builder, Долг="5")
    assert [type(item) for item in found] == [Prompt, Spoken, Prompt], "a full stop is no text"
    assert (found[0], found[2]) == (recorded("jingle"), recorded("pay now"))
    assert found[1].text == "Долг пять рублей."
    assert heard(builder, "en", Долг="5")[0] == recorded("jingle", "en")
    assert static_utterances(builder.compile(), {"Долг": "5"}, CallFacts()) == found


def test_values_know_where_they_stand_beside_prompts() -> None:
    found = heard(saying(ru="Долг {debt}{prompt:jingle}и {debt}", en="x"), Долг="5")
    spoken = [item.pieces for item in found if isinstance(item, Spoken)]
    assert spoken == [("Долг ", "пять рублей"), ("и ", "пять рублей")]


def test_prompts_alone() -> None:
    builder = saying(ru="{prompt:jingle}", en="{prompt:jingle}")
    assert heard(builder) == [recorded("jingle")]


def test_without_the_value_nothing_of_it_is_played() -> None:
    phone = Phone(saying(ru="{prompt:jingle} Долг {debt}", en="x").compile())
    phone.start()
    assert phone.plays == []
    assert "debt" in phone.of(Trouble)[0].reason


@pytest.mark.parametrize(
    ("text", "code"),
    [("{prompt:nothing}", "missing_prompt"), ("{prompt:}", "bad_expression"),
     ("{prompt}", "unknown_variable"), ("{prompt|text}", "unknown_variable")],
)  # fmt: skip
def test_mistakes_in_a_text_with_prompts(text: str, code: str) -> None:
    found = [
        p.code
        for p in validate(saying(ru=text, en="x").build(), default_node_types())
        if p.is_error
    ]
    assert found == [code]


def test_prompts_in_texts_count_as_used() -> None:
    def unused(**parameters: Any) -> set[str]:
        found = validate(saying(**parameters).build(), default_node_types())
        return {p.arguments["prompt"] for p in found if p.code == "unused_prompt"}

    assert unused(ru="{prompt:jingle}", en="{prompt:pay now}") == set()
    assert unused(ru="{prompt:jingle}", en="x") == {"pay now"}


def test_texts_that_are_not_spoken_have_no_prompts() -> None:
    builder = (
        SchemeBuilder().prompts("jingle")
        .node("start", "start", next="save")
        .node("save", "save_result", {"results": [{"name": "a", "value": "{prompt:jingle}"}]},
              next="end")
        .node("end", "hang_up")
    )  # fmt: skip
    codes = {p.code for p in validate(builder.build(), default_node_types())}
    assert "unknown_variable" in codes


def test_the_parts_of_a_text() -> None:
    parsed = parse_spoken("a {prompt: b c } d {{prompt:x}}")
    assert parsed.parts == ("a ", PromptSlot("b c"), " d {prompt:x}")
    assert parsed.prompts == ("b c",)
