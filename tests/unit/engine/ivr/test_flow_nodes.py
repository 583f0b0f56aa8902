"""Switch, time condition, random split, loop counter."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.domain.campaign import DayHours, Schedule
from engine.domain.disposition import Disposition
from engine.ivr.interpreter import static_utterances
from engine.ivr.model import CallFacts, Finished, KeyPressed, SaveResult, Trouble
from engine.scheme.model import Scheme, Variable, VariableType
from engine.scheme.node_types import default_node_types
from engine.scheme.problems import Problem
from engine.scheme.validate import validate
from tests.helpers.scheme_builder import Phone, SchemeBuilder

TYPES = default_node_types()


def ways(
    kind: str, parameters: dict[str, Any], *ports: str, **types: VariableType
) -> SchemeBuilder:
    """start → the node → each port saves its own name."""
    builder = SchemeBuilder(
        *(Variable(name, type_, (name,)) for name, type_ in types.items())
    ).node("start", "start", next="it")
    builder.node("it", kind, parameters, **{f"key_{port}": f"to-{port}" for port in ports})
    for port in ports:
        builder.node(f"to-{port}", "save_result", {"results": [{"name": "way", "value": port}]},
                     next="end")  # fmt: skip
    return builder.node("end", "hang_up")


def way(builder: SchemeBuilder, facts: CallFacts = CallFacts(), **fields: str) -> str:  # noqa: B008
    phone = Phone(builder.compile(), fields, facts)
    phone.start()
    return {each.name: each.value for each in phone.of(SaveResult)}.get("way", "")


def errors(scheme: Scheme) -> list[Problem]:
    return [problem for problem in validate(scheme, TYPES) if problem.is_error]


# --- switch -----------------------------------------------------------------------------------


def switch(**types: VariableType) -> SchemeBuilder:
    cases = [
        {"port": "premium", "values": ["Премиум", "VIP"]},
        {"port": "none", "values": [""]},
        {"port": "small", "values": ["..99", 150]},
        {"port": "middle", "values": ["100..500"]},
        {"port": "december", "values": ["2026-12-01..2026-12-31"]},
        {"port": "huge", "when": "is_set(x) and number(text(x)) > 1000000"},
        {"port": "yes", "values": ["yes"]},
    ]
    ports = ("premium", "none", "small", "middle", "december", "huge", "yes", "other", "error")
    return ways("switch", {"expression": "x", "cases": cases}, *ports, **types)


@pytest.mark.parametrize(
    ("kind", "value", "port"),
    [
        (VariableType.TEXT, " премиум ", "premium"),
        (VariableType.TEXT, "vip", "premium"),
        (VariableType.TEXT, "", "none"),
        (VariableType.NUMBER, "99", "small"),
        (VariableType.NUMBER, "99,5", "other"),
        (VariableType.NUMBER, "150", "small"),
        (VariableType.NUMBER, "-5", "small"),
        (VariableType.NUMBER, "100", "middle"),
        (VariableType.MONEY, "500,00 руб.", "middle"),
        (VariableType.MONEY, "500,01", "other"),
        (VariableType.NUMBER, "2000000", "huge"),
        (VariableType.TEXT, "120", "middle"),
        (VariableType.DATE, "31.12.2026", "december"),
        (VariableType.DATE, "01.01.2027", "other"),
    ],
)
def test_switch(kind: VariableType, value: str, port: str) -> None:
    builder = switch(x=kind)
    if kind is VariableType.DATE and port == "other":
        # A date is no number: the condition of “huge” fails on it.
        port = "error"
    assert way(builder, x=value) == port


def test_switch_on_yes_or_no_and_times() -> None:
    cases = [{"port": "yes", "values": ["да"]}, {"port": "no", "values": ["no"]}]
    builder = ways("switch", {"expression": "x > 5", "cases": cases}, "yes", "no", "other",
                   x=VariableType.NUMBER)  # fmt: skip
    assert [way(builder, x=value) for value in ("6", "5")] == ["yes", "no"]
    hours = [{"port": "morning", "values": ["6:00..11:59"]}]
    builder = ways("switch", {"expression": "call.now", "cases": hours}, "morning", "other")
    for hour, port in ((8, "morning"), (9, "other"), (2, "other"), (3, "morning")):
        facts = CallFacts(at=datetime(2026, 3, 2, hour, tzinfo=UTC), zones=("Europe/Moscow",))
        assert way(builder, facts) == port, hour


def test_the_way_of_a_switch_is_foreseen() -> None:
    builder = (
        SchemeBuilder(Variable("x", VariableType.NUMBER, ("x",)))
        .node("start", "start", next="it")
        .node("it", "switch", {"expression": "x", "cases": [{"port": "5", "values": ["5"]}]},
              key_5="five", other="else")
        .node("five", "say", {"text": {"ru": "пять"}}, next="end")
        .node("else", "say", {"text": {"ru": "иначе"}}, next="end")
        .node("end", "hang_up")
    )  # fmt: skip
    for value, text in (("5", "пять"), ("6", "иначе")):
        found = static_utterances(builder.compile(), {"x": value}, CallFacts())
        assert [item.text for item in found] == [text]


def test_who_will_answer_is_not_foreseen() -> None:
    builder = (
        SchemeBuilder()
        .node("start", "start", next="it")
        .node("it", "condition", {"expression": 'call.answered_by == "person"'},
              true="person", false="machine")
        .node("person", "say", {"text": {"ru": "человек"}}, next="end")
        .node("machine", "say", {"text": {"ru": "автоответчик"}}, next="end")
        .node("end", "hang_up")
    )  # fmt: skip
    found = static_utterances(builder.compile(), {}, CallFacts())
    assert {item.text for item in found} == {"человек", "автоответчик"}


@pytest.mark.parametrize(
    ("case", "place", "words"),
    [
        ({"port": "other", "values": ["1"]}, "cases[0].port", "“other” anyway"),
        ({"port": "a"}, "cases[0].values", "values or “when”"),
        ({"port": "a", "values": ["5..1"]}, "cases[0].values[0]", "ends before it begins"),
        ({"port": "a", "values": ["1", "x..5"]}, "cases[0].values[1]", "“x” is no number"),
        ({"port": "a", "values": [".."]}, "cases[0].values[0]", "neither beginning nor end"),
        ({"port": "a", "values": ["1..2026-01-01"]}, "cases[0].values[0]", "different kinds"),
        ({"port": " a", "values": ["1"]}, "cases[0].port", ""),
        ({"port": "a", "when": "(", "values": []}, "cases[0].when", ""),
    ],
)
def test_mistakes_in_a_switch(case: dict[str, Any], place: str, words: str) -> None:
    builder = ways("switch", {"expression": "1", "cases": [case]}, "other")
    found = [p for p in errors(builder.build()) if p.place == place]
    assert found
    assert words in found[0].words("en")
    assert found[0].words("ru")


def test_a_port_named_twice() -> None:
    cases = [{"port": "a", "values": ["1"]}, {"port": "a", "values": ["2"]}]
    builder = ways("switch", {"expression": "1", "cases": cases}, "a", "other")
    assert [p.code for p in errors(builder.build())] == ["duplicate_port"]


# --- time condition ---------------------------------------------------------------------------


def at(text: str, *zones: str, schedule: Schedule | None = Schedule()) -> CallFacts:  # noqa: B008
    """``text``: the moment, in UTC."""
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return CallFacts(at=moment, zones=zones or ("Europe/Moscow",), schedule=schedule)


def when(**parameters: Any) -> SchemeBuilder:
    ports = ["inside", "outside", "error"]
    if parameters.get("holidays"):
        ports.append("holiday")
    return ways("time_condition", parameters, *ports)


OFFICE = [
    {"days": ["mon", "tue", "wed", "thu", "fri"], "start": "09:00", "end": "13:00"},
    {"days": ["mon", "tue", "wed", "thu"], "start": "14:00", "end": "18:00"},
    {"days": ["fri"], "start": "22:00", "end": "02:00"},
]


@pytest.mark.parametrize(
    ("moment", "port"),
    [
        ("2026-03-02T06:00", "inside"),  # Monday, 9:00 in Moscow
        ("2026-03-02T05:59", "outside"),
        ("2026-03-02T10:00", "outside"),  # 13:00: lunch
        ("2026-03-02T11:00", "inside"),
        ("2026-03-02T15:00", "outside"),  # 18:00
        ("2026-03-06T19:30", "inside"),  # Friday, 22:30
        ("2026-03-06T22:59", "inside"),  # Saturday, 1:59
        ("2026-03-06T23:00", "outside"),
        ("2026-03-07T09:00", "outside"),  # Saturday
    ],
)
def test_own_hours(moment: str, port: str) -> None:
    assert way(when(week=OFFICE), at(moment)) == port


def test_the_clock_of_an_office() -> None:
    builder = when(week=OFFICE, timezone="Asia/Vladivostok")
    assert way(builder, at("2026-03-02T00:30", "Europe/Moscow")) == "inside"
    assert way(builder, at("2026-03-02T08:30", "Europe/Moscow")) == "outside"


def test_several_possible_zones() -> None:
    zones = ("Europe/Kaliningrad", "Asia/Kamchatka")
    moment = "2026-03-02T07:30"  # 9:30 and 19:30
    assert way(when(week=OFFICE), at(moment, *zones)) == "outside"
    assert way(when(week=OFFICE, all_zones=False), at(moment, *zones)) == "inside"
    assert way(when(week=OFFICE), at(moment, "Nowhere/Land")) == "inside", "the campaign's serves"


def test_dates_and_holidays() -> None:
    new_year = [{"first": "12-30", "last": "01-08"}]
    for day, inside in (("2026-12-29", 0), ("2026-12-30", 1), ("2027-01-08", 1), ("2027-01-09", 0)):
        moment = at(f"{day}T12:00")
        assert way(when(only_dates=new_year), moment) == ("inside" if inside else "outside")
        assert way(when(except_dates=new_year), moment) == ("outside" if inside else "inside")
    once = [{"first": "2026-03-02"}, {"first": "2026-03-05", "last": "2026-03-06"}]
    found = {day: way(when(only_dates=once), at(f"2026-03-0{day}T12:00")) for day in range(1, 8)}
    assert [day for day, port in found.items() if port == "inside"] == [2, 5, 6]
    assert way(when(holidays="RU"), at("2026-05-01T12:00")) == "holiday"
    assert way(when(holidays="RU"), at("2026-04-30T12:00")) == "inside"
    # In Kamchatka it is the holiday already, in Moscow it is not yet.
    both = at("2026-04-30T13:00", "Europe/Moscow", "Asia/Kamchatka")
    assert way(when(holidays="RU"), both) == "holiday"
    assert way(when(holidays="RU", all_zones=False), both) == "inside"


def test_an_unlinked_holiday_is_outside() -> None:
    builder = ways("time_condition", {"holidays": "RU"}, "inside", "outside")
    assert way(builder, at("2026-05-01T12:00")) == "outside"


def test_the_campaigns_hours() -> None:
    schedule = Schedule(weekdays=DayHours(10 * 60, 12 * 60), weekend=DayHours(0, 0))
    builder = when(hours="campaign")
    for moment, port in (("07:00", "inside"), ("09:00", "outside"), ("06:59", "outside")):
        assert way(builder, at(f"2026-03-02T{moment}", schedule=schedule)) == port
    assert way(builder, at("2026-03-07T07:00", schedule=schedule)) == "outside"
    assert way(builder, at("2026-03-02T07:00", schedule=None)) == "error"


def test_nobody_knows_what_time_it_is() -> None:
    phone = Phone(when(week=OFFICE).compile())
    phone.start()
    assert "what time it is" in phone.of(Trouble)[0].reason
    assert phone.of(SaveResult)[0].value == "error"


@pytest.mark.parametrize(
    ("parameters", "place"),
    [
        ({"week": [{"days": ["mon"], "start": "9", "end": "10:00"}]}, "week[0].start"),
        ({"week": [{"days": ["mon"], "start": "9:00", "end": "24:01"}]}, "week[0].end"),
        ({"week": [{"days": ["mon"], "start": "9:00", "end": "9:00"}]}, "week[0].end"),
        ({"week": [{"days": ["пн"]}]}, "week[0].days[0]"),
        ({"week": [{"days": []}]}, "week[0].days"),
        ({"only_dates": [{"first": "31.12.2026"}]}, "only_dates[0].first"),
        ({"except_dates": [{"first": "2026-02-30"}]}, "except_dates[0].first"),
        ({"except_dates": [{"first": "2026-02-03", "last": "02-10"}]}, "except_dates[0].first"),
        ({"only_dates": [{"first": "2026-02-03", "last": "2026-02-01"}]}, "only_dates[0].first"),
        ({"timezone": "Europe/Moskva"}, "timezone"),
        ({"holidays": "XX"}, "holidays"),
        ({"hours": "campaign", "week": OFFICE}, "week"),
    ],
)
def test_mistakes_in_a_time_condition(parameters: dict[str, Any], place: str) -> None:
    found = errors(ways("time_condition", parameters, "inside", "outside").build())
    assert place in {problem.place for problem in found}
    assert all(problem.words("ru") and problem.words("en") for problem in found)


# --- random split -----------------------------------------------------------------------------


def split(sticky: bool = False) -> SchemeBuilder:
    branches = [
        {"name": "А", "weight": 3},
        {"name": "Б", "weight": 1},
        {"name": "off", "weight": 0},
    ]
    parameters = {"name": "greeting", "branches": branches, "sticky": sticky}
    return ways("random_split", parameters, "А", "Б", "off")


def branch(builder: Any, **facts: Any) -> str:
    phone = Phone(builder, facts=CallFacts(**facts))
    phone.start()
    results = {each.name: each.value for each in phone.of(SaveResult)}
    assert results["split.greeting"] == results["way"]
    return results["way"]


def test_shares_of_a_split() -> None:
    compiled = split().compile()
    found = Counter(branch(compiled, seed=seed) for seed in range(4000))
    assert set(found) == {"А", "Б"}
    assert 2880 < found["А"] < 3120, "within 4.4 standard deviations of 3000"
    assert branch(compiled, seed=17) == branch(compiled, seed=17)


def test_a_sticky_split_goes_by_the_contact() -> None:
    compiled = split(sticky=True).compile()
    phones = [f"+7912000{n:04}" for n in range(400)]
    first = {phone: branch(compiled, phone=phone, seed=1, campaign="a") for phone in phones}
    assert first == {phone: branch(compiled, phone=phone, seed=2, campaign="a") for phone in phones}
    other = {phone: branch(compiled, phone=phone, seed=1, campaign="b") for phone in phones}
    assert other != first, "another campaign draws anew"
    assert 250 < Counter(first.values())["А"] < 350


def test_the_branch_is_foreseen() -> None:
    builder = (
        SchemeBuilder()
        .node("start", "start", next="it")
        .node("it", "random_split", {"branches": [{"name": "a"}, {"name": "b"}]}, a="a", b="b")
        .node("a", "say", {"text": {"ru": "a"}}, next="end")
        .node("b", "say", {"text": {"ru": "b"}}, next="end")
        .node("end", "hang_up")
    ).compile()
    for seed in range(20):
        phone = Phone(builder, facts=CallFacts(seed=seed))
        phone.start()
        found = static_utterances(builder, {}, CallFacts(seed=seed))
        assert [item.text for item in found] == phone.spoken


def test_mistakes_in_a_split() -> None:
    twice = ways("random_split", {"branches": [{"name": "a"}, {"name": "a"}]}, "a")
    assert [p.code for p in errors(twice.build())] == ["duplicate_port"]
    nothing = ways("random_split", {"branches": [{"name": "a", "weight": 0}]}, "a")
    assert errors(nothing.build())[0].place == "branches[0].weight"


# --- loop counter -----------------------------------------------------------------------------


def test_so_many_rounds_and_then_again() -> None:
    """Twice three rounds of a menu: the counting begins anew when it is done."""
    builder = (
        SchemeBuilder(Variable("n", VariableType.NUMBER))
        .node("start", "start", next="outer")
        .node("outer", "loop_counter", {"times": 2}, again="inner", done="end")
        .node("inner", "loop_counter", {"times": 3, "variable": "n"}, again="ask", done="outer")
        .node("ask", "menu", {"message": [{"say": {"ru": "{n}"}}], "keys": [{"key": "1"}]},
              key_1="inner", no_input="inner")
        .node("end", "hang_up")
    )  # fmt: skip
    assert validate(builder.build(), TYPES) == []
    phone = Phone(builder.compile())
    phone.start()
    while not phone.interpreter.finished:
        phone.send(KeyPressed("1"))
    assert phone.spoken == ["один", "два", "три"] * 2
    assert phone.last[-1] == Finished(Disposition.COMPLETED, "end")


def test_counting_anew_when_asked() -> None:
    builder = (
        SchemeBuilder(Variable("digits"))
        .node("start", "start", next="ask")
        .node("ask", "input_digits", {"message": [{"say": {"ru": "Код"}}], "variable": "digits",
                                      "max_digits": 1}, entered="count", no_input="end")
        .node("count", "loop_counter", {"times": 2, "restart_when": 'digits == "0"'},
              again="ask", done="end")
        .node("end", "hang_up")
    )  # fmt: skip
    phone = Phone(builder.compile())
    phone.start()
    for key in "11011":
        assert not phone.interpreter.finished
        phone.send(KeyPressed(key))
    assert not phone.interpreter.finished or phone.spoken == ["Код"] * 5
    assert phone.interpreter.finished


def test_circles_through_counters() -> None:
    def circle(counter: dict[str, Any], done: str) -> list[str]:
        builder = (
            SchemeBuilder(Variable("n", default="1"))
            .node("start", "start", next="set")
            .node("set", "set_variables", {"assignments": [{"variable": "n", "value": "1"}]},
                  next="count")
            .node("count", "loop_counter", counter, again="set", done=done)
            .node("end", "hang_up")
        )  # fmt: skip
        return [p.code for p in validate(builder.build(), TYPES) if p.code != "unreachable"]

    assert circle({"times": 3}, "end") == []
    assert circle({"times": 3}, "set") == ["endless_loop"]
    assert circle({"times": 3, "restart_when": "yes"}, "end") == ["loop_without_wait"]
