"""Questions of surveys: what keys mean, what is kept of the answer and in which wording."""

from typing import Any

import pytest

from engine.ivr.model import KeyPressed, SaveAnswer
from engine.ivr.survey import Question
from engine.scheme.codec_dialogues import dialogue_from_json
from engine.scheme.dialogues import DialogueResult, run_dialogue
from engine.scheme.json_reader import Place
from engine.scheme.node_types import default_node_types
from engine.scheme.validate import validate
from tests.helpers.scheme_builder import Phone, SchemeBuilder

_OPTIONS: list[dict[str, Any]] = [
    {"code": "yes", "key": "1", "text": {"ru": "Да", "en": "Yes"}, "say": [{"prompt": "yes"}]},
    {"code": "no", "key": "2", "text": {"ru": "Нет", "en": "No"}, "say": [{"prompt": "no"}]},
    {"code": "other", "key": "3", "text": {"ru": "Другое"}, "say": [{"prompt": "other"}],
     "fixed": True},
]  # fmt: skip
_SINGLE: dict[str, Any] = {
    "question": "q1", "message": [{"prompt": "ask"}], "options": _OPTIONS, "variable": "answer",
    "no_input_message": [{"prompt": "silent"}], "no_match_message": [{"prompt": "wrong"}],
    "dont_know_key": "8", "refuse_key": "9",
}  # fmt: skip
_MULTIPLE = _SINGLE | {"kind": "multiple"}
_SCALE = {key: value for key, value in _SINGLE.items() if not key.endswith("_key")} | {
    "kind": "scale", "options": [], "scale_min": 0, "scale_max": 10,
}  # fmt: skip


def scheme(parameters: dict[str, Any], *ports: str) -> SchemeBuilder:
    builder = SchemeBuilder(languages=("ru", "en"))
    builder.prompts("ask", "yes", "no", "other", "silent", "wrong", "confirm")
    builder.node("start", "start", next="q")
    named = dict.fromkeys(ports or ("answered",), "end") | {"no_input": "end"}
    return builder.node("q", "question", parameters, **named).node("end", "hang_up")


def play(
    parameters: dict[str, Any], *steps: dict[str, Any], ports: tuple[str, ...] = (), seed: int = 0
) -> DialogueResult:
    document = {"name": "t", "steps": list(steps), "seed": seed}
    compiled = scheme(parameters, *ports).compile()
    return run_dialogue(compiled, dialogue_from_json(Place(document)))


def port_of(result: DialogueResult) -> str:
    return next(port for _, node, port in result.ports if node == "q")


def keys(text: str) -> dict[str, str]:
    return {"press": text}


# --- single -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "code"),
    [("1", "yes"), ("2", "no"), ("3", "other"), ("8", "dont_know"), ("9", "refused")],
)
def test_one_answer(key: str, code: str) -> None:
    result = play(_SINGLE, {"hear": "other"}, keys(key))
    assert result.answers == {"q1": (code,)}
    assert result.results == {"q1": code}
    assert port_of(result) == "answered"


def test_an_answer_is_kept_with_its_wording() -> None:
    phone = Phone(scheme(_SINGLE).compile())
    phone.start()
    phone.send(KeyPressed("1"))
    [kept] = phone.of(SaveAnswer)
    assert kept.codes == ("yes",)
    question = kept.question
    assert (question.id, question.kind) == ("q1", "single")
    assert question.wording == {"ru": "ask (ru)", "en": "ask (en)"}
    assert question.options == (
        ("yes", {"ru": "Да", "en": "Yes"}),
        ("no", {"ru": "Нет", "en": "No"}),
        ("other", {"ru": "Другое", "en": "other (en)"}),
    )
    assert phone.interpreter.variables["answer"] == "yes"


def question_of(parameters: dict[str, Any]) -> Question:
    phone = Phone(scheme(parameters).compile())
    phone.start()
    phone.send(KeyPressed("1"))
    question: Question = phone.of(SaveAnswer)[0].question
    return question


def test_another_wording_is_another_version_and_the_same_is_the_same() -> None:
    version = question_of(_SINGLE).version
    assert question_of(_SINGLE | {"timeout_s": 9, "variable": None}).version == version
    assert len(version) == 8
    reworded = {"message": [{"say": {"ru": "Иначе?", "en": "Else?"}}]}
    assert question_of(_SINGLE | reworded).version != version
    assert question_of(_SINGLE | {"options": _OPTIONS[:2]}).version != version
    assert question_of(_SINGLE | reworded | {"version": "2"}).version == "2"


def test_silence_and_wrong_keys() -> None:
    result = play(_SINGLE, {"hear": "ask"}, {"hear": "silent"}, {"hear": "ask"})
    assert port_of(result) == "no_input"
    assert result.answers == {}
    result = play(_SINGLE, keys("7"), {"hear": "wrong"}, keys("2"))
    assert result.answers == {"q1": ("no",)}
    result = play(_SINGLE, keys("7"), keys("6"), keys("#"))
    assert port_of(result) == "no_match"


def test_a_port_for_each_answer() -> None:
    ports = ("yes", "no", "other", "dont_know", "refused")
    for key, port in zip("12389", ports, strict=True):
        result = play(_SINGLE | {"branches": True}, keys(key), ports=ports)
        assert port_of(result) == port


def test_shuffled_options_keep_their_keys_and_the_last_its_place() -> None:
    heard = set()
    for seed in range(20):
        result = play(_SINGLE | {"shuffle": True}, {"hear": "other"}, keys("2"), seed=seed)
        assert result.ok
        assert result.answers == {"q1": ("no",)}
        again = play(_SINGLE | {"shuffle": True}, {"hear": "other"}, keys("2"), seed=seed)
        assert again.heard == result.heard
        assert result.heard[3] == "[other] other (ru)"
        heard.add(result.heard[1:3])
    assert len(heard) == 2


def test_options_without_keys_get_them_by_their_place() -> None:
    options = [
        {"code": code, "say": [{"say": {"ru": f"{code}: {{key}}", "en": code}}]} for code in "abc"
    ]
    parameters = _SINGLE | {"options": options, "shuffle": True, "key_variable": "key"}
    orders = set()
    for seed in range(20):
        result = play(parameters, {"hear": "c: "}, {"silence_s": 30}, seed=seed)
        spoken = [text for text in result.heard if ": " in text][:3]
        assert [text.split(": ")[1] for text in spoken] == ["1", "2", "3"]
        first = spoken[0].split(":")[0]
        assert play(parameters, keys("1"), seed=seed).answers == {"q1": (first,)}
        orders.add("".join(text[0] for text in spoken))
    assert len(orders) > 2


# --- multiple -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pressed", "codes"),
    [("1#", "yes"), ("12#", "yes,no"), ("21#", "no,yes"), ("112#", "yes,no"),
     ("312", "other,yes,no"), ("8", "dont_know"), ("19", "refused")],
)  # fmt: skip
def test_several_answers(pressed: str, codes: str) -> None:
    result = play(_MULTIPLE, {"hear": "ask"}, keys(pressed))
    assert result.results == {"q1": codes}
    assert result.answers == {"q1": tuple(codes.split(","))}


def test_a_pause_ends_several_answers() -> None:
    result = play(_MULTIPLE | {"between_timeout_s": 3}, keys("1"), {"silence_s": 2.5}, keys("2"),
                  {"silence_s": 3.2})  # fmt: skip
    assert result.results == {"q1": "yes,no"}


def test_least_and_most_answers() -> None:
    two = _MULTIPLE | {"least": 2, "most": 2}
    assert play(two, keys("12")).results == {"q1": "yes,no"}
    result = play(two, keys("1#"), {"hear": "wrong"}, keys("23"))
    assert result.results == {"q1": "no,other"}
    assert port_of(play(_MULTIPLE, keys("#"), keys("#"), keys("#"))) == "no_match"


def test_an_answer_is_read_back_and_changed() -> None:
    confirm = {"confirm_message": [{"say": {"ru": "{heard}?", "en": "{heard}?"}}],
               "answer_variable": "heard"}  # fmt: skip
    result = play(_MULTIPLE | confirm, keys("12#"), {"hear": "Да, Нет?"}, keys("2"),
                  {"hear": "ask"}, keys("3#"), {"hear": "Другое?"}, keys("1"))  # fmt: skip
    assert result.ok, result.words("en")
    assert result.results == {"q1": "other"}
    result = play(_SINGLE | confirm, keys("1"), {"hear": "Да?"}, {"silence_s": 60})
    assert port_of(result) == "no_input"
    assert result.results == {}  # what he did not confirm is no answer
    assert play(_SINGLE | confirm, keys("11")).results == {"q1": "yes"}


# --- scale --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "pressed", "number"),
    [(0, 10, "5", 5), (0, 10, "10", 10), (0, 10, "1#", 1), (0, 10, "0", 0), (1, 5, "5", 5),
     (1, 10, "07", 7), (1, 10, "1#", 1), (1, 10, "10", 10), (0, 99, "42", 42), (0, 99, "4#", 4),
     (18, 99, "35", 35), (5, 15, "15", 15), (5, 15, "9", 9)],
)  # fmt: skip
def test_a_number_on_a_scale(low: int, high: int, pressed: str, number: int) -> None:
    parameters = _SCALE | {"scale_min": low, "scale_max": high}
    result = play(parameters, {"hear": "ask"}, keys(pressed))
    assert result.results == {"q1": str(number)}
    [(_, node, _)] = [port for port in result.ports if port[1] == "q"]
    assert node == "q"


def test_one_on_a_scale_to_ten_is_taken_after_a_pause() -> None:
    result = play(_SCALE | {"between_timeout_s": 2}, keys("1"), {"silence_s": 2.5})
    assert result.results == {"q1": "1"}


@pytest.mark.parametrize(
    ("low", "high", "pressed"), [(1, 5, "7"), (1, 5, "0#"), (0, 10, "#"), (18, 99, "1#"),
                                 (1, 10, "*"), (5, 15, "1#")],
)  # fmt: skip
def test_what_is_not_on_the_scale(low: int, high: int, pressed: str) -> None:
    parameters = _SCALE | {"scale_min": low, "scale_max": high}
    result = play(parameters, keys(pressed), {"hear": "wrong"}, {"hang_up": True})
    assert result.ok, result.words("en")
    assert result.results == {}


def test_dont_know_on_a_scale() -> None:
    assert play(_SCALE | {"dont_know_key": "*"}, keys("*")).results == {"q1": "dont_know"}
    assert play(_SCALE | {"dont_know_key": "*"}, keys("1*")).results == {"q1": "dont_know"}


# --- mistakes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "place"),
    [
        (_SINGLE | {"options": _OPTIONS[:1]}, "options"),
        (_SINGLE | {"options": []}, "options"),
        (_SCALE | {"options": _OPTIONS}, "options"),
        (_SCALE | {"scale_min": 5, "scale_max": 5}, "scale_max"),
        (_SCALE | {"dont_know_key": "0"}, "dont_know_key"),
        (_SCALE | {"refuse_key": "#"}, "refuse_key"),
        (_SCALE | {"end_key": "1"}, "end_key"),
        (_MULTIPLE | {"branches": True}, "branches"),
        (_MULTIPLE | {"least": 4}, "least"),
        (_MULTIPLE | {"dont_know_key": "#"}, "dont_know_key"),
        (_SINGLE | {"dont_know_key": "3"}, "dont_know_key"),
        (_SINGLE | {"options": [*_OPTIONS, _OPTIONS[0] | {"key": "4"}]}, "options[3].code"),
        (_SINGLE | {"options": [*_OPTIONS, {"code": "x", "key": "1"}]}, "options[3].key"),
        (_SINGLE | {"options": [*_OPTIONS[:2], {"code": "no_input"}]}, "options[2].code"),
        (_SINGLE | {"options": [*_OPTIONS, {"code": "a,b"}]}, "options[3].code"),
        (_SINGLE | {"options": [{"code": f"c{i}"} for i in range(10)], "dont_know_key": None,
                    "refuse_key": None}, "options[9].key"),
        (_SINGLE | {"shuffle": True, "options": [{"code": "a"}, _OPTIONS[1]]}, "shuffle"),
        (_SINGLE | {"confirm_message": [{"prompt": "confirm"}], "change_key": "1"}, "change_key"),
        (_SINGLE | {"kind": "open"}, "kind"),
        (_SINGLE | {"message": []}, "message"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_place(parameters: dict[str, Any], place: str) -> None:
    problems = validate(scheme(parameters).build(), default_node_types())
    assert place in [p.place for p in problems if p.is_error]
    assert {p.node_name for p in problems if p.is_error} == {"q"}
