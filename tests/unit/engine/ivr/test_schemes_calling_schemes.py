"""Sub-schemes, returns and jumps."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from engine.domain.disposition import Disposition
from engine.errors import KnownError
from engine.ivr.interpreter import CompiledScheme, compile_scheme, static_utterances
from engine.ivr.model import (
    CallFacts,
    Finished,
    HangUp,
    KeyPressed,
    MessageRecorded,
    SaveResult,
    Spoken,
    SubscriberGone,
    Trouble,
    Visited,
)
from engine.scheme.model import Scheme, Variable, VariableType
from engine.scheme.node_types import default_node_types
from tests.helpers.scheme_builder import Phone, SchemeBuilder

TYPES = default_node_types()
DEBT = Variable("debt", VariableType.MONEY, ("Долг",))


def ready(main: SchemeBuilder, **called: SchemeBuilder) -> CompiledScheme:
    library: Mapping[str, Scheme] = {
        name: replace(builder.build(), name=name) for name, builder in called.items()
    }
    scheme = replace(main.build(), name="main")
    return compile_scheme(scheme, TYPES, lambda name: library.get(name.casefold()))


def save(name: str, value: str) -> dict[str, object]:
    return {"results": [{"name": name, "value": value}]}


def calling(scheme: str = "part", **parameters: object) -> SchemeBuilder:
    return (
        SchemeBuilder(DEBT, Variable("said"))
        .node("start", "start", next="call")
        .node("call", "subscheme", {"scheme": scheme, **parameters}, next="save")
        .node("save", "save_result", save("said", "{said}/{debt}"), next="end")
        .node("end", "hang_up")
    )


def asking() -> SchemeBuilder:
    """Asks for 1 or 2 and returns it."""
    return (
        SchemeBuilder(DEBT, Variable("said", default="nothing"))
        .node("start", "start", next="ask")
        .node("ask", "menu", {"message": [{"say": {"ru": "Долг {debt|money}. Один или два?"}}],
                              "keys": [{"key": "1"}, {"key": "2"}]},
              key_1="one", key_2="two", no_input="silent")
        .node("one", "set_variables", {"assignments": [{"variable": "said", "value": '"one"'},
                                                       {"variable": "debt", "value": "0"}]},
              next="yes")
        .node("two", "set_variables", {"assignments": [{"variable": "said", "value": '"two"'}]},
              next="no")
        .node("yes", "return", {"outcome": "yes"})
        .node("no", "return", {"outcome": "no"})
        .node("silent", "return")
    )  # fmt: skip


def saved(phone: Phone) -> dict[str, str]:
    return {each.name: each.value for each in phone.of(SaveResult)}


def test_parameters_in_results_out_and_nothing_else_changes() -> None:
    scheme = ready(
        calling(parameters={"debt": "debt + 1"}, results={"said": 'said + "/" + outcome'}),
        part=asking(),
    )
    phone = Phone(scheme, {"Долг": "20"})
    phone.start()
    assert phone.spoken == ["Долг двадцать один рубль. Один или два?"]
    assert phone.interpreter.scheme_name == "part"
    phone.send(KeyPressed("1"))
    assert saved(phone) == {"said": "one/yes/20"}
    assert phone.last[-1] == Finished(Disposition.COMPLETED, "end")
    assert [(v.node_id, v.scheme) for v in phone.of(Visited)] == [
        ("start", ""), ("call", ""), ("start", "part"), ("ask", "part"), ("one", "part"),
        ("yes", "part"), ("save", ""), ("end", ""),
    ]  # fmt: skip


def test_outcomes_have_ports_and_others_leave_by_next() -> None:
    for key, expected in (("1", "yes"), ("2", "other")):
        main = (
            calling(outcomes=["yes"])
            .node("good", "save_result", save("way", "yes"), next="end")
            .link("call", "yes", "good")
        )
        phone = Phone(ready(main, part=asking()), {"Долг": "1"})
        phone.start()
        phone.send(KeyPressed(key))
        assert saved(phone).get("way", "other") == expected


def test_an_end_without_a_return_comes_back_too() -> None:
    part = SchemeBuilder().node("start", "start", next="hold").node("hold", "transfer",
        {"number": "100"}, failed="back", completed="back").node("back", "return")  # fmt: skip
    assert ready(calling(), part=part).schemes.keys() == {"main", "part"}
    phone = Phone(ready(calling(outcomes=[]), part=asking()), {"Долг": "1"})
    phone.start()
    for _ in range(2):
        phone.finish_playing()
        phone.wait_for_timer()
    assert saved(phone) == {"said": "/1"}


def test_texts_become_what_the_other_scheme_declares() -> None:
    main = calling(parameters={"debt": 'contact["Сумма"]'})
    phone = Phone(ready(main, part=asking()), {"Сумма": "1 250,30 руб."})
    phone.start()
    assert "одна тысяча двести пятьдесят рублей тридцать копеек" in phone.spoken[0]


def test_hanging_up_inside_counts_for_the_calling_node() -> None:
    phone = Phone(ready(calling(), part=asking()), {"Долг": "1"})
    phone.start()
    phone.send(SubscriberGone())
    assert phone.last == [Finished(Disposition.PARTIAL, "call")]


def test_hang_up_inside_ends_the_call() -> None:
    part = SchemeBuilder().node("start", "start", next="end").node("end", "hang_up")
    phone = Phone(ready(calling(), part=part))
    phone.start()
    assert phone.last[-2:] == [HangUp(), Finished(Disposition.COMPLETED, "call")]


def test_keys_pressed_ahead_serve_the_next_scheme() -> None:
    main = (
        calling(results={"said": "said"})
        .node("again", "subscheme", {"scheme": "part", "results": {"said": "said"}}, next="save")
        .build()
    )
    links = tuple(
        replace(link, target="again") if link.source == "call" else link for link in main.links
    )
    part = replace(asking().build(), name="part")
    scheme = compile_scheme(replace(main, links=links), TYPES, {"part": part}.get)
    phone = Phone(scheme, {"Долг": "1"})
    phone.start()
    phone.send(KeyPressed("1"), after=0.0)
    assert phone.spoken[-1].startswith("Долг один рубль"), "the variables begin anew"
    phone.interpreter.handle(KeyPressed("7"), phone.now)  # a wrong one, and one ahead
    phone.send(KeyPressed("2"))
    assert saved(phone) == {"said": "two/1"}


@pytest.mark.parametrize("linked", [True, False])
def test_an_error_inside_takes_the_callers_error_port(linked: bool) -> None:
    part = (
        SchemeBuilder(Variable("n", VariableType.NUMBER))
        .node("start", "start", next="if")
        .node("if", "condition", {"expression": "1 / n > 0"}, true="back", false="back")
        .node("back", "return")
    )
    main = calling()
    if linked:
        main.node("sorry", "save_result", save("error", "yes"), next="end")
        main.link("call", "error", "sorry")
    phone = Phone(ready(main, part=part), {"Долг": "5"})
    phone.start()
    assert "n" in phone.of(Trouble)[0].reason
    assert saved(phone) == ({"error": "yes"} if linked else {})
    assert phone.last[-1] == (
        Finished(Disposition.COMPLETED, "end") if linked else Finished(Disposition.PARTIAL, "call")
    )
    if linked:
        assert phone.interpreter.variables["debt"] == 5


def test_an_error_port_that_leads_nowhere_goes_up_as_well() -> None:
    part = (
        SchemeBuilder()
        .node("start", "start", next="message")
        .node("message", "record", {"beep": False}, recorded="back", silence="back")
        .node("back", "return")
    )
    main = calling().node("sorry", "save_result", save("error", "yes"), next="end")
    main.link("call", "error", "sorry")
    phone = Phone(ready(main, part=part))
    phone.start()
    phone.send(MessageRecorded(1, 0.0, "failed", ""))
    assert saved(phone) == {"error": "yes"}


def test_a_result_that_cannot_be_computed_sets_none_of_them() -> None:
    main = (
        SchemeBuilder(Variable("a", default="old"), Variable("b"))
        .node("start", "start", next="call")
        .node("call", "subscheme", {"scheme": "part", "results": {"a": '"new"', "b": "debt + 1"}},
              next="end", error="save")
        .node("save", "save_result", save("a", "{a}"), next="end")
        .node("end", "hang_up")
    )  # fmt: skip
    phone = Phone(ready(main, part=asking()))
    phone.start()
    assert phone.of(Trouble), "the debt cannot be said without a value"
    assert saved(phone) == {"a": "old"}


def test_recursion_is_ended() -> None:
    part = (
        SchemeBuilder()
        .node("start", "start", next="again")
        .node("again", "subscheme", {"scheme": "part"}, next="back")
        .node("back", "return")
    )
    phone = Phone(ready(calling(), part=part))
    phone.start()
    assert phone.last[-1] == Finished(Disposition.PARTIAL, "call")
    assert "20 schemes" in phone.of(Trouble)[0].reason


def test_a_jump_takes_its_parameters_and_never_returns() -> None:
    main = (
        SchemeBuilder(DEBT)
        .node("start", "start", next="first")
        .node("first", "subscheme", {"scheme": "part"}, next="end")
        .node("end", "hang_up")
    )
    part = (
        SchemeBuilder()
        .node("start", "start", next="go")
        .node("go", "jump", {"scheme": "LAST", "parameters": {"word": '"прощай"'}})
    )
    last = (
        SchemeBuilder(Variable("word"))
        .node("start", "start", next="say")
        .node("say", "say", {"text": {"ru": "{word}"}}, next="back")
        .node("back", "return", {"outcome": "yes"})
    )
    phone = Phone(ready(main, part=part, last=last))
    phone.start()
    assert phone.spoken == ["прощай"]
    phone.finish_playing()
    assert phone.last[-2:] == [HangUp(), Finished(Disposition.COMPLETED, "first")]


def test_jumping_to_and_fro_ends_honestly() -> None:
    def jumping(to: str) -> SchemeBuilder:
        return SchemeBuilder().node("start", "start", next="go").node("go", "jump", {"scheme": to})

    phone = Phone(ready(jumping("part"), part=jumping("main")))
    phone.start()
    assert phone.last[-1] == Finished(Disposition.PARTIAL, "go")
    assert "endless loop" in phone.of(Trouble)[0].reason


def test_a_sub_scheme_in_a_loop_counts_from_the_beginning_each_time() -> None:
    part = (
        SchemeBuilder()
        .node("start", "start", next="count")
        .node("count", "loop_counter", {"times": 1}, again="say", done="over")
        .node("say", "say", {"text": {"ru": "раз"}}, next="back")
        .node("over", "say", {"text": {"ru": "всё"}}, next="back")
        .node("back", "return")
    )
    main = (
        SchemeBuilder()
        .node("start", "start", next="count")
        .node("count", "loop_counter", {"times": 3, "variable": "n"}, again="call", done="end")
        .node("call", "subscheme", {"scheme": "part"}, next="count")
        .node("end", "hang_up")
    )
    phone = Phone(ready(main, part=part))
    phone.start()
    while not phone.interpreter.finished:
        phone.finish_playing()
    assert phone.spoken == ["раз", "раз", "раз"]
    assert phone.last[-1] == Finished(Disposition.COMPLETED, "end")


def test_what_called_schemes_say_is_foreseen() -> None:
    main = (
        SchemeBuilder(DEBT, Variable("code"), languages=("ru", "en"))
        .node("start", "start", next="language")
        .node("language", "language_choice",
              {"message": [{"say": {"ru": "Русский — 1", "en": "English 2"}}],
               "keys": [{"key": "1", "language": "ru"}, {"key": "2", "language": "en"}]},
              next="code")
        .node("code", "input_digits", {"message": [{"say": {"ru": "Код", "en": "Code"}}],
                                       "variable": "code"}, entered="call", no_input="call")
        .node("call", "subscheme", {"scheme": "part", "parameters": {"debt": "debt * 2",
                                                                      "word": "code"}},
              next="bye")
        .node("bye", "say", {"text": {"ru": "Пока", "en": "Bye"}}, next="end")
        .node("end", "hang_up")
    )  # fmt: skip
    part = (
        SchemeBuilder(DEBT, Variable("word"), languages=("ru", "en"))
        .node("start", "start", next="if")
        .node("if", "condition", {"expression": "debt > 100"}, true="much", false="little")
        .node("much", "say", {"text": {"ru": "Много {debt|money}", "en": "Much {debt|money}"}},
              next="unknown")
        .node("little", "say", {"text": {"ru": "Мало", "en": "Little"}}, next="back")
        .node("unknown", "say", {"text": {"ru": "Слово {word}", "en": "Word {word}"}}, next="back")
        .node("back", "return")
    )  # fmt: skip
    found = static_utterances(ready(main, part=part), {"Долг": "75"}, CallFacts())
    assert found == [
        Spoken("Русский — 1", "ru"),
        Spoken("English 2", "en"),
        Spoken("Код", "ru"),
        Spoken("Code", "en"),
        Spoken("Много сто пятьдесят рублей", "ru"),
        Spoken("Much one hundred and fifty roubles", "en"),
        Spoken("Пока", "ru"),
        Spoken("Bye", "en"),
    ], "neither what is not said at this debt nor what the code will be"


def test_foreseeing_ends_whatever_calls_whatever() -> None:
    def part(number: int) -> SchemeBuilder:
        builder = SchemeBuilder(Variable("n", VariableType.NUMBER, default="0"))
        builder.node("start", "start", next="c0")
        for i in range(5):
            target = f"p{(number + i) % 4}"
            builder.node(f"c{i}", "subscheme", {"scheme": target, "parameters": {"n": f"n + {i}"}},
                         next=f"c{i + 1}")  # fmt: skip
        return builder.node("c5", "return")

    parts = {f"p{i}": part(i) for i in range(4)}
    assert static_utterances(ready(part(0), **parts), {}, CallFacts()) == []


def test_a_scheme_that_is_not_there() -> None:
    with pytest.raises(KnownError, match="“main” calls the scheme “nothing”"):
        ready(calling("nothing"))
