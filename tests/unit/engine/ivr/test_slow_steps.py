"""Nodes that wait for something outside: what they ask, what they make of the answer, and what
happens when it is late, wrong or never comes."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from engine.ivr.model import (
    DropStep,
    Finished,
    KeyPressed,
    OutsideStep,
    PlaybackEnded,
    SaveResult,
    StepDone,
    StepFailed,
    StopPlayback,
    WriteExternal,
)
from engine.ivr.requests import DrawTicket, QuerySource, Rows, RunScript
from engine.scheme.node_types import default_node_types
from engine.scheme.validate import validate
from tests.helpers.one_node import VARIABLES, answer, asked, begun, left_by, one_node, troubles
from tests.helpers.scheme_builder import Phone, SchemeBuilder

_QUERY = {
    "source": "billing",
    "statement": "SELECT debt, due FROM accounts WHERE phone = :phone",
    "parameters": {"phone": "call.phone"},
}


def query(**more: Any) -> SchemeBuilder:
    return one_node("query", _QUERY | more, "found", "empty", "error")


# --- waiting ------------------------------------------------------------------------------------


def test_a_quick_answer_needs_no_announcement() -> None:
    phone = begun(query(waiting=[{"prompt": "music"}]))
    answer(phone, Rows(("debt",), ((1,),)), after=0.5)
    assert phone.plays == []
    assert left_by(phone) == "found"


def test_a_slow_answer_is_waited_for_with_music_until_it_is_there() -> None:
    phone = begun(query(waiting=[{"prompt": "music"}], waiting_after_s=0.7))
    phone.wait_for_timer()
    assert phone.now == pytest.approx(100.7)
    [music] = phone.plays
    assert music.loop
    assert not music.barge_in
    answer(phone, Rows(("debt",), ((1,),)), after=1.0)
    stopped = next(i for i, c in enumerate(phone.last) if isinstance(c, StopPlayback))
    saved = next(i for i, c in enumerate(phone.last) if isinstance(c, SaveResult))
    assert stopped < saved
    assert left_by(phone) == "found"


def test_music_can_begin_at_once_and_may_fail_without_harm() -> None:
    phone = begun(query(waiting=[{"prompt": "music"}], waiting_after_s=0))
    assert phone.plays[0].loop
    phone.send(PlaybackEnded(phone.plays[0].playback_id))
    assert not phone.interpreter.finished
    answer(phone, Rows(("debt",), ()))
    assert left_by(phone) == "empty"


def test_no_answer_in_time_leads_to_error_and_a_late_one_is_ignored() -> None:
    phone = begun(query(waiting=[{"prompt": "music"}], timeout_s=3))
    phone.wait_for_timer()
    phone.wait_for_timer()
    assert phone.now == pytest.approx(103)
    assert left_by(phone) == "error"
    assert "no answer within 3 s" in troubles(phone)
    assert phone.of(DropStep)
    assert phone.of(Finished)
    assert phone.send(StepDone(1, Rows(("debt",), ((1,),)))) == []


def test_a_time_out_shorter_than_the_silence_before_music() -> None:
    phone = begun(query(waiting=[{"prompt": "music"}], timeout_s=0.5, waiting_after_s=0.7))
    phone.wait_for_timer()
    assert phone.now == pytest.approx(100.5)
    assert left_by(phone) == "error"
    assert phone.plays == []


def test_the_source_gives_up_first() -> None:
    phone = begun(query())
    phone.send(StepFailed(1, "the source billing is down"))
    assert left_by(phone) == "error"
    assert "the source billing is down" in troubles(phone)


def test_keys_pressed_while_waiting_are_for_the_next_menu() -> None:
    builder = SchemeBuilder(*VARIABLES).prompts("music", "menu")
    builder.node("start", "start", next="step")
    builder.node("step", "query", _QUERY | {"waiting": [{"prompt": "music"}]},
                 found="menu", empty="end", error="end")  # fmt: skip
    builder.node("menu", "menu", {"message": [{"prompt": "menu"}], "keys": [{"key": "1"}]},
                 key_1="yes", no_input="end")  # fmt: skip
    builder.node("yes", "save_result", {"results": [{"name": "port", "value": "1"}]}, next="end")
    phone = begun(builder.node("end", "hang_up"))
    phone.wait_for_timer()
    phone.send(KeyPressed("1"))
    assert not any(isinstance(command, StopPlayback) for command in phone.last)
    answer(phone, Rows(("debt",), ((1,),)))
    assert left_by(phone) == "1"
    assert phone.spoken == ["music"]


# --- query --------------------------------------------------------------------------------------


def test_a_query_binds_values_and_reads_the_first_row() -> None:
    phone = begun(
        query(
            parameters={"phone": "debt"},
            columns={"DEBT": "debt", "due": "due", "Name": "name", "other": "other"},
            count="count", rows="accounts", cache_s=30, max_rows=2,
        ),
        {"Долг": "10"},
    )  # fmt: skip
    assert asked(phone) == QuerySource(
        "billing", _QUERY["statement"], {"phone": Decimal("10.00")}, 2, 30.0
    )
    answer(phone, Rows(("debt", "DUE", "name", "OTHER"),
                       (("1 250,30", datetime(2026, 12, 5, 10, tzinfo=UTC), 7, "x"),
                        (5, None, None, None), (6, None, None, None))))  # fmt: skip
    assert left_by(phone) == "found"
    values = phone.interpreter.variables
    assert values["debt"] == Decimal("1250.30")
    assert values["due"] == date(2026, 12, 5)
    assert values["name"] == "7"
    assert values["other"] == "x"
    assert values["count"] == 2  # no more rows than were asked for


def test_what_a_query_does_not_find_is_not_left_from_before() -> None:
    phone = begun(query(columns={"debt": "debt"}, count="count"), {"Долг": "10"})
    answer(phone, Rows(("debt",), ()))
    assert left_by(phone) == "empty"
    assert phone.interpreter.variables["debt"] is None
    assert phone.interpreter.variables["count"] == 0


@pytest.mark.parametrize(
    ("answered", "words"),
    [
        (Rows(("sum",), ((1,),)), "there is no column “debt”; there are: sum"),
        (Rows(("debt",), (("много",),)), "column “debt”: “много” cannot be read as money"),
        (Rows(("debt",), ((True,),)), "“yes” cannot be read as money"),
        (Rows(("debt",), ((Decimal(10) ** 30,),)), "too large"),
        (Rows(("debt",), ((Decimal("NaN"),),)), "no number"),
        (Rows(("debt",), ((b"1",),)), "binary data is no value"),  # type: ignore[arg-type]
        (None, "no rows"),
        ({"debt": 1}, "no rows"),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_read_lead_to_error(answered: object, words: str) -> None:
    phone = begun(query(columns={"debt": "debt"}), {"Долг": "10"})
    answer(phone, answered)
    assert left_by(phone) == "error"
    assert words in troubles(phone)
    assert phone.interpreter.variables["debt"] == Decimal("10.00")


@pytest.mark.parametrize(
    ("cell", "variable", "value"),
    [
        (5, "debt", Decimal("5.00")),
        ("", "debt", None),
        ("  ", "debt", None),
        (None, "debt", None),
        (Decimal("7.5"), "count", Decimal("7.5")),
        ("7,5", "count", Decimal("7.5")),
        (date(2026, 1, 2), "due", date(2026, 1, 2)),
        ("2026-01-02", "due", date(2026, 1, 2)),
        (79161234567, "phone", "+79161234567"),
        ("8 916 123-45-67", "phone", "+79161234567"),
        (Decimal("12.50"), "name", "12.50"),
        (True, "name", "yes"),
        (time(9, 30), "free", time(9, 30)),
        (5, "free", 5),
    ],
)
def test_cells_become_what_their_variable_is_declared_as(
    cell: Any, variable: str, value: object
) -> None:
    phone = begun(query(columns={"cell": variable}))
    answer(phone, Rows(("cell",), ((cell,),)))
    assert left_by(phone) == "found"
    assert phone.interpreter.variables[variable] == value


def test_a_parameter_without_value_is_bound_as_nothing_and_a_bad_one_is_an_error() -> None:
    assert asked(begun(query(parameters={"phone": "debt"}))).parameters == {"phone": None}
    phone = begun(query(parameters={"phone": "debt + 1"}))
    assert left_by(phone) == "error"
    assert phone.of(OutsideStep) == []


@pytest.mark.parametrize(
    ("statement", "parameters", "code"),
    [
        ("select 1 where a = :a and b = ':no' -- :no\n/* :no */ and c = \":no\"", ["a"], ""),
        ("select a::text where b = :b", ["b"], ""),
        ("@subscribers", ["phone"], ""),
        ("/subscribers", ["phone"], ""),
        ("select :a, :b", ["a"], "statement_lacks_parameter"),
        ("select 1", ["a"], "parameter_not_in_statement"),
        ("  @ ", [], "bad_parameter"),
    ],
)
def test_the_statements_parameters_are_checked(
    statement: str, parameters: list[str], code: str
) -> None:
    builder = query(statement=statement, parameters=dict.fromkeys(parameters, "1"))
    found = [p.code for p in validate(builder.build(), default_node_types()) if p.is_error]
    assert found == ([code] if code else [])


# --- rows read out ------------------------------------------------------------------------------


def test_rows_are_taken_one_after_another_and_again_from_the_first() -> None:
    builder = SchemeBuilder(*VARIABLES)
    builder.node("start", "start", next="ask")
    builder.node("ask", "query", _QUERY | {"rows": "list"}, found="next", empty="end", error="end")
    builder.node("next", "next_row",
                 {"rows": "LIST".lower(), "columns": {"A": "name"}, "number": "n"},
                 row="say", done="again", error="end")  # fmt: skip
    builder.node("say", "say", {"text": {"ru": "{n}: {name}"}}, next="next")
    builder.node("again", "loop_counter", {"times": 1}, again="next", done="end")
    phone = begun(builder.node("end", "hang_up"))
    answer(phone, Rows(("a",), (("один",), ("два",))))
    while not phone.interpreter.finished:
        phone.finish_playing()
    assert phone.spoken == ["один: один", "два: два"] * 2


def test_rows_that_no_query_has_brought_are_none_and_are_told_before() -> None:
    builder = one_node("next_row", {"rows": "list", "columns": {"a": "name"}}, "row", "done")
    [problem] = [p for p in validate(builder.build(), default_node_types())
                 if p.code == "unknown_rows"]  # fmt: skip
    assert not problem.is_error
    assert "list" in problem.words("ru")
    phone = Phone(builder.compile())
    phone.start()
    assert left_by(phone) == "done"


# --- scripts, draws, stores ---------------------------------------------------------------------


def test_a_script_gets_arguments_and_gives_results() -> None:
    parameters = {"script": "score", "arguments": {"sum": "debt * 2", "who": "name"},
                  "results": {"score": "count", "none": "other"}}  # fmt: skip
    phone = begun(one_node("script", parameters, "next", "error"), {"Долг": "10", "ФИО": "Я"})
    assert asked(phone) == RunScript("score", {"sum": Decimal("20.00"), "who": "Я"})
    answer(phone, {"score": "7,5", "more": 1})
    assert left_by(phone) == "next"
    assert phone.interpreter.variables["count"] == Decimal("7.5")
    assert phone.interpreter.variables["other"] is None


@pytest.mark.parametrize("got", [None, 5, [("score", 1)], {"score": object()}, {"score": "x"}])
def test_a_script_that_gives_nonsense_leads_to_error(got: object) -> None:
    parameters = {"script": "score", "results": {"score": "count"}}
    phone = begun(one_node("script", parameters, "next", "error"))
    answer(phone, got)
    assert left_by(phone) == "error"
    assert troubles(phone)


@pytest.mark.parametrize(
    ("got", "port", "ticket"),
    [(17, "issued", "17"), (None, "exhausted", None), (True, "error", None), ("17", "error", None)],
)
def test_a_ticket_is_kept_in_variable_and_result(
    got: object, port: str, ticket: str | None
) -> None:
    parameters = {"draw": "prize", "first": 5, "last": 50, "variable": "number"}
    phone = begun(one_node("draw_number", parameters, "issued", "exhausted", "error"))
    assert asked(phone) == DrawTicket("prize", 5, 50, True)
    answer(phone, got)
    assert left_by(phone) == port
    assert phone.interpreter.results.get("ticket") == ticket
    assert phone.interpreter.variables.get("number") == (17 if ticket else None)
    assert bool(troubles(phone)) == (port != "issued")


def test_a_row_goes_to_an_external_store_whole_or_not_at_all() -> None:
    parameters = {"store": "crm", "values": {"имя": "{name}", "sum": "{debt}", "when": "{due}"}}
    builder = one_node("write_external", parameters, "next", "error")
    phone = begun(builder, {"ФИО": "Я", "Долг": "1"})
    values = {"имя": "Я", "sum": "1", "when": ""}
    assert phone.of(WriteExternal) == [WriteExternal("crm", values)]
    assert left_by(phone) == "next"
    parameters["values"]["sum"] = "{debt / 0}"  # type: ignore[index]
    phone = begun(one_node("write_external", parameters, "next", "error"), {"Долг": "1"})
    assert phone.of(WriteExternal) == []
    assert left_by(phone) == "error"


def test_sources_stores_and_scripts_are_mentioned_for_who_starts_a_campaign() -> None:
    builder = query()
    assert builder.compile().mentions["source"] == {"billing"}
    store = one_node("write_external", {"store": "crm", "values": {"a": "1"}}, "next", "error")
    assert store.compile().mentions["store"] == {"crm"}
