"""Schemes that call schemes, judged together."""

from dataclasses import replace

import pytest

from engine.scheme.library import Absence, Library
from engine.scheme.model import Scheme, Variable
from engine.scheme.node_types import default_node_types
from engine.scheme.problems import Problem
from engine.scheme.validate import validate
from tests.helpers.scheme_builder import SchemeBuilder

TYPES = default_node_types()


def library(**schemes: SchemeBuilder) -> Library:
    made = {name: replace(builder.build(), name=name) for name, builder in schemes.items()}
    return lambda name: made.get(name.casefold())


def named(builder: SchemeBuilder, name: str = "main") -> Scheme:
    return replace(builder.build(), name=name)


def judged(main: SchemeBuilder, **schemes: SchemeBuilder) -> dict[str, Problem]:
    return {p.code: p for p in validate(named(main), TYPES, library(**schemes))}


def main(**parameters: object) -> SchemeBuilder:
    return (
        SchemeBuilder(Variable("said"))
        .node("start", "start", next="call")
        .node("call", "subscheme", {"scheme": "Part", **parameters}, next="end")
        .node("end", "hang_up")
    )


def part() -> SchemeBuilder:
    return (
        SchemeBuilder(Variable("debt"))
        .prompts("hello")
        .node("start", "start", next="ask")
        .node("ask", "menu", {"message": [{"prompt": "hello"}], "keys": [{"key": "1"}]},
              key_1="set", no_input="no")
        .node("set", "set_variables", {"assignments": [{"variable": "key", "value": "1"}]},
              next="yes")
        .node("yes", "return", {"outcome": "agreed"})
        .node("no", "return", {"outcome": "silent"})
    )  # fmt: skip


def test_what_fits_has_no_problems() -> None:
    builder = main(
        parameters={"debt": "said"}, results={"said": "key"}, outcomes=["agreed", "silent"]
    )
    builder.link("call", "agreed", "end").link("call", "silent", "end")
    assert judged(builder, part=part()) == {}


def test_without_a_library_a_scheme_is_judged_alone() -> None:
    assert validate(named(main(parameters={"x": "1"})), TYPES) == []


def test_a_scheme_that_is_not_there() -> None:
    problem = judged(main())["unknown_scheme"]
    assert (problem.is_error, problem.node_id, problem.place) == (True, "call", "scheme")
    assert "«Part»" in problem.words("ru")


def test_a_parameter_that_it_does_not_declare() -> None:
    problem = judged(main(parameters={"dept": "1"}), part=part())["unknown_called_variable"]
    assert (problem.is_error, problem.place) == (True, "parameters.dept")
    assert problem.words("en").endswith("is “debt” meant?")
    assert problem.words("ru").endswith("может быть, «debt»?")
    far = judged(main(parameters={"qqq": "1"}), part=part())["unknown_called_variable"]
    assert "?" not in far.words("en")


def test_results_are_of_the_called_schemes_variables() -> None:
    assert "unknown_called_variable" not in judged(
        main(results={"said": "outcome + key + debt"}), part=part()
    )
    problem = judged(main(results={"said": "said"}), part=part())["unknown_called_variable"]
    assert problem.place == "results.said"
    assert judged(main(results={"said": "1 +"}), part=part())["bad_expression"].is_error
    assert judged(main(results={"call": "1"}), part=part())["reserved_variable"].is_error


def test_outcomes() -> None:
    builder = main(outcomes=["agred"]).link("call", "agred", "end")
    found = judged(builder, part=part())
    assert not any(problem.is_error for problem in found.values())
    assert "is “agreed” meant?" in found["outcome_never_given"].words("en")
    assert found["outcome_without_port"].arguments["outcome"] == "silent"
    never = SchemeBuilder().node("start", "start", next="end").node("end", "hang_up")
    assert "never_returns" in judged(main(), part=never)
    twice = main(outcomes=["a", "a", "next"]).link("call", "a", "end")
    assert {"duplicate_port", "reserved_port"} <= judged(twice, part=part()).keys()


def test_an_end_without_a_return_comes_back() -> None:
    builder = SchemeBuilder().node("start", "start", next="x").node(
        "x", "subscheme", {"scheme": "leaf", "outcomes": ["never"]}, never="x")  # fmt: skip
    found = judged(main(), part=builder, leaf=part())
    assert "never_returns" not in found


def test_errors_of_called_schemes_are_told_here() -> None:
    broken = part().node("lost", "play", {"prompts": ["nothing"]})
    problem = judged(main(), part=broken)["called_scheme_wrong"]
    assert (problem.is_error, problem.node_id) == (True, "call")
    assert "nothing" in problem.words("en")
    # … and of those that they call in turn, and of the way they call them.
    middle = main(parameters={"no": "1"})
    middle_calls_leaf = replace(
        named(middle, "part"),
        nodes=tuple(
            replace(node, parameters={**node.parameters, "scheme": "leaf"})
            if node.type == "subscheme"
            else node
            for node in named(middle).nodes
        ),
    )
    schemes = {"part": middle_calls_leaf, "leaf": named(part(), "leaf")}
    found = {
        p.code: p for p in validate(named(main()), TYPES, lambda name: schemes.get(name.casefold()))
    }
    assert "“no”" in found["called_scheme_wrong"].words("en")


def test_jumps() -> None:
    jump = {"scheme": "part", "parameters": {"dept": "1"}}
    builder = SchemeBuilder().node("start", "start", next="go").node("go", "jump", jump)
    assert [p.code for p in validate(named(builder), TYPES)] == []
    assert list(judged(builder, part=part())) == ["unknown_called_variable"]
    # It needs no link, and none of its own scheme's ends.
    linked = builder.node("end", "hang_up").link("go", "error", "end")
    assert list(judged(linked, part=part())) == ["unknown_called_variable"]


def jumping(to: str) -> SchemeBuilder:
    return SchemeBuilder().node("start", "start", next="go").node("go", "jump", {"scheme": to})


def test_schemes_that_jump_to_and_fro() -> None:
    problem = judged(jumping("part"), part=jumping("MAIN"))["endless_calls"]
    assert (problem.is_error, problem.node_id) == (True, "go")
    assert "main, part" in problem.words("en")
    own = judged(jumping("main"))["endless_calls"]
    assert own.arguments["schemes"] == "main"


def test_a_circle_among_the_called_ones_is_told_at_the_call() -> None:
    found = judged(main(), part=jumping("other"), other=jumping("part"))
    assert found["endless_calls"].node_id == "call"


def test_who_waits_may_go_round() -> None:
    waiting = (
        SchemeBuilder()
        .prompts("hello")
        .node("start", "start", next="ask")
        .node("ask", "menu", {"message": [{"prompt": "hello"}], "keys": [{"key": "1"}]},
              key_1="go", no_input="end")
        .node("go", "jump", {"scheme": "main"})
        .node("end", "hang_up")
    )  # fmt: skip
    assert judged(jumping("part"), part=waiting) == {}


def branching(to: str) -> SchemeBuilder:
    return (
        SchemeBuilder(Variable("n"))
        .node("start", "start", next="if")
        .node("if", "condition", {"expression": 'n == "1"'}, true="go", false="back")
        .node("go", "subscheme", {"scheme": to}, next="back")
        .node("back", "return")
    )


def test_a_recursion_that_a_condition_ends_is_a_warning() -> None:
    found = judged(branching("main"))
    assert not found["calls_without_wait"].is_error
    assert "endless_calls" not in found


def loop(call: str) -> SchemeBuilder:
    return (
        SchemeBuilder()
        .node("start", "start", next="call")
        .node("call", "subscheme", {"scheme": call}, next="call", error="call")
    )


def test_a_loop_over_a_called_scheme_depends_on_whether_that_waits() -> None:
    silent = SchemeBuilder().node("start", "start", next="back").node("back", "return")
    assert judged(loop("part"), part=silent)["endless_calls"].is_error
    assert "endless_calls" not in judged(loop("part"), part=part())
    deep = main()  # calls “part” and hangs up …
    assert "endless_calls" not in judged(loop("deep"), deep=deep, part=silent)
    through = (
        SchemeBuilder()
        .node("start", "start", next="call")
        .node("call", "subscheme", {"scheme": "part"}, next="back")
        .node("back", "return")
    )
    assert judged(loop("deep"), deep=through, part=silent)["endless_calls"].is_error
    assert "endless_calls" not in judged(loop("deep"), deep=through, part=part())


def test_calling_one_twice_in_a_row_is_no_circle() -> None:
    silent = SchemeBuilder().node("start", "start", next="back").node("back", "return")
    builder = (
        SchemeBuilder()
        .node("start", "start", next="one")
        .node("one", "subscheme", {"scheme": "part"}, next="two")
        .node("two", "subscheme", {"scheme": "part"}, next="end")
        .node("end", "hang_up")
    )
    assert judged(builder, part=silent) == {}


@pytest.mark.parametrize("counter", [True, False])
def test_a_counter_ends_a_loop_over_a_called_scheme(counter: bool) -> None:
    silent = SchemeBuilder().node("start", "start", next="back").node("back", "return")
    builder = SchemeBuilder(Variable("n")).node("start", "start", next="count")
    if counter:
        builder.node("count", "loop_counter", {"times": 2}, again="call", done="end")
    else:
        builder.node("count", "condition", {"expression": "is_set(n)"}, true="call", false="end")
    builder.node("call", "subscheme", {"scheme": "part"}, next="count").node("end", "hang_up")
    found = judged(builder, part=silent)
    assert list(found) == ([] if counter else ["calls_without_wait"])


class Shelf:
    """A library that knows why it does not have a scheme."""

    def __init__(self, why: Absence) -> None:
        self.why = why

    def __call__(self, name: str) -> Scheme | None:
        return None

    def absence(self, name: str) -> Absence:
        return self.why


def test_a_scheme_of_which_there_is_but_a_draft() -> None:
    (problem,) = validate(named(main()), TYPES, Shelf(Absence.DRAFT))
    assert (problem.code, problem.is_error) == ("unpublished_scheme", True)
    assert "only a draft" in problem.words("en")
    assert problem.fix is not None
    assert problem.fix.words("ru") == "Сначала опубликовать схему «Part»"
    (problem,) = validate(named(main()), TYPES, Shelf(Absence.MISSING))
    assert problem.code == "unknown_scheme"


def test_nothing_is_said_of_a_scheme_that_nobody_has_looked_for_yet() -> None:
    assert validate(named(main()), TYPES, Shelf(Absence.UNREAD)) == []


def test_languages_that_the_called_scheme_does_not_speak() -> None:
    scheme = replace(named(main()), languages=("en", "ru"))
    russian = replace(named(part(), "part"), languages=("ru",))
    found = {p.code: p for p in validate(scheme, TYPES, lambda _name: russian)}
    problem = found["called_scheme_lacks_language"]
    assert (problem.is_error, problem.node_id, problem.place) == (False, "call", "scheme")
    assert "lacking: English" in problem.words("en")
    both = replace(russian, languages=("ru", "en"))
    codes = {p.code for p in validate(scheme, TYPES, lambda _name: both)}
    assert "called_scheme_lacks_language" not in codes
