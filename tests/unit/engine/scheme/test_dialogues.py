"""What dialogues can say of the world outside, and what they hold a call against."""

from typing import Any

import pytest

from engine.errors import KnownError
from engine.ivr.requests import OutsideRequest, QuerySource, Rows
from engine.scheme.codec_dialogues import dialogue_from_json
from engine.scheme.coverage import coverage
from engine.scheme.dialogues import DialogueResult, run_dialogue, run_dialogues
from engine.scheme.json_reader import Place
from engine.scheme.model import Scheme, Variable, VariableType
from engine.scheme.node_types import default_node_types
from tests.helpers.scheme_builder import SchemeBuilder

TYPES = default_node_types()


def outside_scheme() -> SchemeBuilder:
    """Asks a database and a service, keeps the answer, writes it away and takes a message."""
    builder = SchemeBuilder(Variable("debt", VariableType.MONEY), languages=("ru", "en"))
    builder.prompts("wait", "bye", "speak")
    builder.node("start", "start", next="ask")
    builder.node("ask", "query", {
        "source": "billing", "statement": "SELECT debt\n  FROM accounts WHERE phone = :phone",
        "parameters": {"phone": "call.phone"}, "columns": {"debt": "debt"}, "timeout_s": 4,
        "waiting": [{"prompt": "wait"}]}, found="tell", empty="bye", error="failed")  # fmt: skip
    builder.node("tell", "http_request", {
        "source": "crm", "method": "POST", "path": "/debts/{call.phone}", "body": {"s": "{debt}"},
        "response": {"ticket.id": "ticket"}, "status": "status"},
        ok="message", refused="refused", error="failed")  # fmt: skip
    builder.node("message", "record", {"message": [{"prompt": "speak"}], "result": "message",
                                       "silence_s": 2, "max_s": 10, "stop_keys": "#"},
                 recorded="save", silence="save", error="failed")  # fmt: skip
    builder.node("save", "write_external", {"store": "crm", "values": {"debt": "{debt}",
                 "ticket": "{ticket}"}}, next="bye", error="failed")  # fmt: skip
    for name in ("refused", "failed"):
        builder.node(name, "save_result", {"results": [{"name": "outcome", "value": name}]},
                     next="bye")  # fmt: skip
    builder.node("bye", "play", {"prompts": ["bye"]}, next="end")
    return builder.node("end", "hang_up")


_ROWS = {"source": "billing", "rows": [{"DEBT": "1 250,30"}]}
_TICKET = {"source": "crm", "status": 201, "json": {"ticket": {"id": 7}}}


def play(
    *steps: dict[str, Any],
    stubs: list[dict[str, Any]] | None = None,
    expect: dict[str, Any] | None = None,
    builder: SchemeBuilder | None = None,
    **more: Any,
) -> DialogueResult:
    document = {"name": "t", "steps": list(steps), "expect": expect or {},
                "stubs": [_ROWS, _TICKET] if stubs is None else stubs}  # fmt: skip
    dialogue = dialogue_from_json(Place(document | more))
    return run_dialogue((builder or outside_scheme()).compile(), dialogue)


def passes(result: DialogueResult) -> None:
    assert result.ok, result.words("en")


def fails(result: DialogueResult, words: str) -> None:
    assert words in result.words("en")
    assert result.words("ru")


# --- stubs --------------------------------------------------------------------------------------


def test_the_world_answers_as_the_stubs_say() -> None:
    result = play(
        {"record": 3},
        expect={
            "ports": [{"ask": "found"}, {"tell": "ok"}, {"save": "next"}],
            "external": [{"store": "crm", "values": {"debt": "1250.30", "ticket": "7"}}],
            "results": {"message": "message-1.wav"},
            "variables": {"debt": "1250.30", "status": "201"},
        },
    )
    passes(result)
    assert "[wait] wait (ru)" not in result.heard


@pytest.mark.parametrize(
    ("stub", "ports", "trouble"),
    [
        ({"source": "billing", "rows": []}, {"ask": "empty"}, ""),
        ({"source": "billing", "failure": "the database is down"}, {"ask": "error"}, "is down"),
        ({"source": "billing", "no_answer": True}, {"ask": "error"}, "within 4 s"),
        ({"source": "billing", "rows": [{"debt": 1}], "delay_s": 9}, {"ask": "error"},
         "within 4 s"),
        ({"source": "billing", "rows": [{"sum": 1}]}, {"ask": "error"}, "no column “debt”"),
        ({"source": "billing", "rows": [{"debt": {"a": 1}}]}, {"ask": "error"}, "an object"),
    ],
)  # fmt: skip
def test_what_a_source_may_do(stub: dict[str, Any], ports: dict[str, str], trouble: str) -> None:
    result = play(stubs=[stub], expect={"ports": ports, "within_s": 10})
    passes(result)
    assert trouble in "; ".join(result.troubles)


def test_who_waits_long_hears_the_announcement() -> None:
    slow = _ROWS | {"delay_s": 2}
    passes(play({"hear": "wait"}, {"hear": "speak"}, {"hang_up": True}, stubs=[slow, _TICKET]))
    fails(play({"hear": "wait"}, stubs=[_ROWS, _TICKET]), "“wait” expected, heard: speak; bye")


@pytest.mark.parametrize("status", [400, 404, 503])
def test_a_service_may_refuse(status: int) -> None:
    stubs = [_ROWS, {"source": "CRM", "status": status}]
    passes(play(stubs=stubs, expect={"results": {"outcome": "refused"}}))


@pytest.mark.parametrize(
    "narrow",
    [
        {"statement": "select DEBT from"},
        {"parameters": {"phone": "+79990000000"}},
    ],
)
def test_a_stub_answers_what_it_fits(narrow: dict[str, Any]) -> None:
    passes(play(stubs=[_ROWS | narrow, _TICKET]))
    other = {"source": "billing", "failure": "not this one"}
    passes(play(stubs=[_ROWS | narrow, _TICKET, other], expect={"ports": {"ask": "found"}}))


@pytest.mark.parametrize(
    ("stubs", "words"),
    [
        ([], "no stub answers: billing: select debt from accounts where phone = :phone"
             " (phone=+79990000000)"),
        ([_ROWS], "no stub answers: crm: POST /debts/%2B79990000000"),
        ([_ROWS | {"statement": "delete"}], "no stub answers: billing"),
        ([_ROWS | {"parameters": {"phone": "1"}}], "no stub answers: billing"),
        ([_ROWS | {"parameters": {"name": "1"}}], "no stub answers: billing"),
        ([_ROWS, _TICKET | {"method": "GET"}], "no stub answers: crm"),
        ([_ROWS, _TICKET | {"path": "/other"}], "no stub answers: crm"),
    ],
)  # fmt: skip
def test_what_nothing_answers_fails_the_dialogue(stubs: list[dict[str, Any]], words: str) -> None:
    fails(play(stubs=stubs), words)


def test_a_stub_answers_so_often_and_then_the_next_one() -> None:
    builder = SchemeBuilder(Variable("n", VariableType.NUMBER))
    builder.node("start", "start", next="ask")
    builder.node("ask", "script", {"script": "count", "results": {"n": "n"}}, next="many",
                 error="end")  # fmt: skip
    builder.node("many", "condition", {"expression": "n < 2"}, true="pause", false="end")
    builder.node("pause", "wait", next="ask").node("end", "hang_up")
    stubs = [{"script": "count", "result": {"n": 1}, "times": 2},
             {"script": "count", "result": {"n": 5}}]  # fmt: skip
    passes(play(stubs=stubs, builder=builder, expect={
        "ports": [{"many": "true"}, {"many": "true"}, {"many": "false"}],
        "variables": {"n": "5"}}))  # fmt: skip


def test_draws() -> None:
    builder = SchemeBuilder().node("start", "start", next="draw")
    builder.node("draw", "draw_number", {"draw": "prize", "variable": "n"}, issued="end",
                 exhausted="none", error="end")  # fmt: skip
    builder.node("none", "save_result", {"results": [{"name": "none", "value": "yes"}]}, next="end")
    builder.node("end", "hang_up")
    passes(play(stubs=[{"draw": "prize", "number": 17}], builder=builder,
                expect={"results": {"ticket": "17"}}))  # fmt: skip
    passes(play(stubs=[{"draw": "prize", "number": None}], builder=builder,
                expect={"results": {"none": "yes"}}))  # fmt: skip


def test_live_sources_are_asked_where_no_stub_answers() -> None:
    asked: list[OutsideRequest] = []

    def outside(request: OutsideRequest) -> object:
        asked.append(request)
        if len(asked) > 1:
            raise KnownError("down")
        return Rows(("debt",), ((5,),))

    document = {"name": "t", "stubs": [_TICKET], "expect": {"ports": {"ask": "found"}}}
    dialogue = dialogue_from_json(Place(document))
    compiled = outside_scheme().compile()
    passes(run_dialogue(compiled, dialogue, outside=outside, live=("BILLING",)))
    assert isinstance(asked[0], QuerySource)
    failed = run_dialogue(compiled, dialogue, outside=outside, live=("billing",))
    assert failed.troubles == ("down",)
    fails(run_dialogue(compiled, dialogue, outside=outside, live=("crm",)), "no stub answers")
    assert len(asked) == 2


# --- messages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "port", "least", "most"),
    [
        ([{"record": 3}], "recorded", 5, 7.5),  # three seconds and two of silence
        ([{"record": 60}], "recorded", 10, 13),  # at most ten
        ([{"record": 3}, {"press": "#"}], "recorded", 3, 5.5),
        ([{"record": 0}], "silence", 2, 4.5),
        ([], "silence", 2, 4.5),
        ([{"hear": "speak"}, {"listen": True}, {"press": "#"}], "silence", 0, 3),
    ],
)
def test_messages(steps: list[dict[str, Any]], port: str, least: float, most: float) -> None:
    result = play(*steps, expect={"ports": {"message": port}})
    passes(result)
    assert least <= result.duration_s <= most + 1.5


def test_who_hangs_up_in_the_middle_has_left_his_message() -> None:
    result = play({"record": 3}, {"hang_up": True}, expect={"disposition": "partial"})
    passes(result)
    assert result.results["message"] == "message-1.wav"


def test_where_nothing_is_recorded() -> None:
    fails(play({"record": 3}, stubs=[{"source": "billing", "rows": []}]), "nothing was recorded")


# --- expectations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expect", "words"),
    [
        ({"ports": {"ask": "empty"}}, "ports: ask:empty expected, start:next, ask:found, tell:ok"),
        ({"ports": [{"tell": "ok"}, {"ask": "found"}]}, "ports: ask:found expected, message:"),
        ({"ports": {"nosuch": "x"}}, "the scheme has no nodes: nosuch"),
        ({"visited": ["refused"]}, "node not visited: refused"),
        ({"not_visited": ["save", "failed"]}, "node visited: save"),
        ({"not_visited": ["typo"]}, "no nodes: typo"),
        ({"external": []}, "external: – expected, crm(debt=1250.3"),
        ({"answers": {"q": "yes"}}, "answers: q=yes expected, – came"),
        ({"callback": "2026-11-24T18:30"}, "callback: 2026-11-24T18:30 expected, – came"),
        ({"language": "en"}, "language: en expected, ru came"),
        ({"variables": {"debt": "5"}}, "variable debt: 5 expected, 1250.3"),
        ({"variables": {"nosuch": "5"}}, "variable nosuch: 5 expected, – came"),
        ({"sent_digits": "12"}, "sent digits: 12 expected, – came"),
        ({"results": {}}, "results: – expected, message=message-1.wav came"),
    ],
)  # fmt: skip
def test_what_is_not_as_expected_is_told(expect: dict[str, Any], words: str) -> None:
    fails(play({"record": 3}, expect=expect), words)


def test_what_is_as_expected_passes() -> None:
    passes(play({"record": 3}, language="en", expect={
        "visited": ["ask", "bye"], "not_visited": ["refused"], "callback": "", "language": "en",
        "sent_digits": "", "answers": {}, "variables": {"nosuch": ""}}))  # fmt: skip


def test_several_differences_are_all_told() -> None:
    result = play(expect={"language": "en", "do_not_call": True, "disposition": "opted_out"})
    assert len(result.failures) == 3


def test_the_time_of_the_call_is_the_dialogues() -> None:
    builder = SchemeBuilder().node("start", "start", next="say")
    text = {"ru": "{text(call.now)} {text(call.today)} {call.attempt}"}
    builder.node("say", "say", {"text": text}, next="end").node("end", "hang_up")
    result = play(builder=builder, at="2026-12-31T23:30", zone="Asia/Kamchatka", attempt=3)
    assert result.heard[0].startswith("2026-12-31 23:30 2026-12-31")
    result = play(builder=builder, at="2026-12-31T23:30:00+03:00", zone="Asia/Kamchatka")
    assert result.heard[0].startswith("2027-01-01 08:30 2027-01-01")


def test_who_answers_is_the_dialogues() -> None:
    builder = SchemeBuilder().node("start", "start", next="say")
    builder.node("say", "say", {"text": {"ru": "{call.answered_by}"}}, next="end")
    builder.node("end", "hang_up")
    assert play(builder=builder).heard == ("person",)
    assert play(builder=builder, answered_by="machine").heard == ("machine",)


def test_the_seed_decides_what_is_left_to_chance() -> None:
    builder = SchemeBuilder().node("start", "start", next="split")
    builder.node("split", "random_split", {"branches": [{"name": "a"}, {"name": "b"}]},
                 a="end", b="end").node("end", "hang_up")  # fmt: skip
    taken = [play(builder=builder, seed=seed).ports[1][2] for seed in range(30)]
    assert set(taken) == {"a", "b"}
    assert taken == [play(builder=builder, seed=seed).ports[1][2] for seed in range(30)]


# --- coverage -----------------------------------------------------------------------------------


def covered(scheme: Scheme, *documents: dict[str, Any]) -> Any:
    dialogues = [dialogue_from_json(Place({"name": "t"} | each)) for each in documents]
    results = run_dialogues(scheme, TYPES, dialogues=dialogues)
    return coverage(scheme, TYPES, results)


def test_coverage_counts_links_by_their_port() -> None:
    scheme = outside_scheme().build()
    nothing = covered(scheme)
    assert (nothing.links, nothing.links_taken) == (len(scheme.links), 0)
    one = covered(scheme, {"stubs": [_ROWS, _TICKET], "steps": [{"record": 3}]})
    missed = [(node.name, link.port, target.name) for node, link, target in one.missed_links]
    assert ("message", "silence", "save") in missed  # though it leads where "recorded" does
    assert ("message", "recorded", "save") not in missed
    assert one.links_taken == 6
    assert {node.name for node in one.missed_nodes} == {"refused", "failed"}
    assert one.nodes_visited == one.nodes - 2


def test_a_fallback_counts_as_the_link_it_takes() -> None:
    builder = SchemeBuilder().prompts("ask").node("start", "start", next="menu")
    builder.node("menu", "menu", {"message": [{"prompt": "ask"}], "keys": [{"key": "1"}],
                                  "no_match_repeats": 0}, key_1="end", no_input="end")  # fmt: skip
    scheme = builder.node("end", "hang_up").build()
    found = covered(scheme, {"steps": [{"press": "5"}]}, {"steps": [{"press": "1"}]})
    assert found.missed_links == ()
    assert found.missed_nodes == ()


def test_nodes_that_nobody_can_come_to_are_not_counted() -> None:
    scheme = outside_scheme().node("island", "hang_up").build()
    assert covered(scheme).nodes == len(scheme.nodes) - 1


@pytest.mark.parametrize("step", [{"listen": True}, {"hear": "nothing"}, {"silence_s": 9000}])
def test_a_scheme_that_never_lets_the_subscriber_go_fails_in_time(step: dict[str, Any]) -> None:
    said = [{"prompt": "ask"}]
    compiled = (
        SchemeBuilder()
        .prompts("ask")
        .node("start", "start", next="ask")
        .node("ask", "menu", {"message": said, "keys": [{"key": "1"}], "timeout_s": 0},
              key_1="ask", no_input="ask")
        .compile()
    )  # fmt: skip
    dialogue = dialogue_from_json(Place({"name": "for ever", "steps": [step], "expect": {}}))
    result = run_dialogue(compiled, dialogue, lambda item: 0.3)
    assert not result.ok
    assert result.duration_s >= 3600
