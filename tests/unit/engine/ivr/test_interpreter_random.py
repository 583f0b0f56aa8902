"""Under any events whatever, every run ends in exactly one Finished, and nothing raises."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import KnownError
from engine.ivr.interpreter import Interpreter, compile_scheme, static_utterances
from engine.ivr.model import (
    CallFacts,
    Finished,
    HangUp,
    KeyPressed,
    Play,
    PlaybackEnded,
    SubscriberGone,
    TransferAnswered,
    TransferEnded,
    Visited,
)
from engine.scheme.model import Link, Node, PromptRecording, Scheme, Variable, VariableType
from engine.scheme.node_types import default_node_types
from engine.scheme.validate import read_parameters, validate

TYPES = default_node_types()
_EXPRESSIONS = st.sampled_from(
    ["debt > 10", "is_set(debt)", "n < 3", "n + 1", "0", "1 / n", "digits", "call.today", "due",
     'contact["Долг"]', "debt * n", "yes", "date_from_digits(digits, call.today)"]
)  # fmt: skip
_TEXTS = st.sampled_from(
    ["Текст", "{debt}", "{due|date:until}", "{n|digits}", "{digits}", "{name}"]
)
_PROMPT = st.sampled_from(["a", "b"])
_MESSAGE = st.lists(
    st.one_of(
        st.builds(lambda p: {"prompt": p}, _PROMPT), st.builds(lambda t: {"say": {"ru": t}}, _TEXTS)
    ),
    min_size=1,
    max_size=2,
)
_KEYS = st.lists(
    st.builds(lambda key: {"key": key}, st.sampled_from("0123456789*#")),
    min_size=1,
    max_size=3,
    unique_by=lambda choice: choice["key"],
)
_SMALL = st.integers(0, 2)


def _parameters(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    make = st.fixed_dictionaries
    match kind:
        case "play":
            return make(
                {"prompts": st.lists(_PROMPT, min_size=1, max_size=2), "barge_in": st.booleans()}
            )
        case "say":
            return make({"text": st.builds(lambda t: {"ru": t}, _TEXTS), "barge_in": st.booleans()})
        case "menu":
            return make({"message": _MESSAGE, "keys": _KEYS,
                         "barge_in": st.booleans(), "timeout_s": st.sampled_from([0, 1, 5]),
                         "no_input_repeats": _SMALL, "no_match_repeats": _SMALL})  # fmt: skip
        case "input_digits":
            return make({"message": _MESSAGE, "variable": st.just("digits"),
                         "max_digits": st.integers(1, 4), "barge_in": st.booleans(),
                         "terminator": st.sampled_from(["#", "*", None]),
                         "check": st.just("") | _EXPRESSIONS,
                         "confirm_message": st.just([]) | _MESSAGE,
                         "no_input_repeats": _SMALL, "invalid_repeats": _SMALL})  # fmt: skip
        case "condition":
            return make({"expression": _EXPRESSIONS})
        case "set_variables":
            assignment = make({"variable": st.sampled_from(["n", "debt"]), "value": _EXPRESSIONS})
            return make({"assignments": st.lists(assignment, min_size=1, max_size=2)})
        case "save_result":
            return make({"results": st.builds(lambda t: [{"name": "r", "value": t}], _TEXTS)})
        case "transfer":
            return make({"number": st.sampled_from(["+74950000001", "{n}", "{name}"]),
                         "announcement": st.just([]) | _MESSAGE})  # fmt: skip
        case "wait":
            return make({"seconds": st.sampled_from([0.001, 1.0])})
        case _:
            return st.just({})


_KINDS = [name for name in TYPES.names() if name != "start"]


@st.composite
def schemes(draw: Any) -> Scheme:
    """Any nodes, each port linked anywhere or (where that is allowed) nowhere."""
    kinds = draw(st.lists(st.sampled_from(_KINDS), min_size=1, max_size=7))
    nodes = [Node("start", "start")]
    nodes += [
        Node(f"{i}", kind, parameters=draw(_parameters(kind))) for i, kind in enumerate(kinds)
    ]
    targets = st.sampled_from([node.id for node in nodes[1:]])
    links = []
    for node in nodes:
        node_type = TYPES.get(node.type)
        assert node_type is not None
        for port in node_type.ports(read_parameters(node_type, node.parameters)):
            if port.required or draw(st.booleans()):
                links.append(Link(f"{node.id}:{port.name}", node.id, port.name, draw(targets)))
    return Scheme(
        "random",
        variables=(Variable("debt", VariableType.MONEY, ("Долг",)),
                   Variable("due", VariableType.DATE, ("Срок",)),
                   Variable("n", VariableType.NUMBER, default="1"),
                   Variable("digits"), Variable("name", fields=("ФИО",))),
        prompts={name: {"ru": PromptRecording("", name)} for name in ("a", "b")},
        nodes=tuple(nodes),
        links=tuple(links),
    )  # fmt: skip


_EVENTS = st.one_of(
    st.builds(KeyPressed, st.sampled_from([*"0123456789*#", "A", "x"])),
    st.just("ended"),
    st.builds(PlaybackEnded, st.integers(-1, 5), st.booleans()),
    st.just(TransferAnswered()),
    st.builds(TransferEnded, st.sampled_from(["completed", "busy", "no_answer", "failed", "?"])),
    st.just("timer"),
    st.just("any time"),
    st.just("start"),
)
_FIELDS = st.dictionaries(
    st.sampled_from(["Долг", "Срок", "ФИО"]),
    st.sampled_from(["1 250,30", "05.12.2026", "Иванов", "", "?"]),
)


def _play_of(commands: list[Any]) -> int | None:
    ids = [command.playback_id for command in commands if isinstance(command, Play)]
    return ids[-1] if ids else None


_TIMED_EVENTS = st.lists(st.tuples(_EVENTS, st.sampled_from([0.0, 0.01, 1.0, 30.0])), max_size=40)


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(schemes(), _TIMED_EVENTS, _FIELDS)
def test_any_events(
    scheme: Scheme, events: list[tuple[Any, float]], fields: dict[str, str]
) -> None:
    wrong = {p.code for p in validate(scheme, TYPES) if p.is_error}
    assert wrong <= {"endless_loop"}
    if wrong:
        with pytest.raises(KnownError, match="endless loop"):
            compile_scheme(scheme, TYPES)
        return
    compiled = compile_scheme(scheme, TYPES)
    static_utterances(compiled, fields, CallFacts())
    interpreter = Interpreter(compiled, CallFacts(), fields)
    now, playback = 0.0, None
    everything: list[Any] = interpreter.start(now)
    playback = _play_of(everything)
    for event, step in [*events, (SubscriberGone(), 0.0), (KeyPressed("1"), 1.0)]:
        now += step
        timer = interpreter.next_timer()
        if event == "timer":
            if timer is None:
                continue
            now = max(now, timer)
            commands = interpreter.handle_timer(now)
        elif event == "any time":
            commands = interpreter.handle_timer(now)  # whether it is time or not
        elif event == "start":
            commands = interpreter.start(now)
        elif event == "ended":
            commands = interpreter.handle(PlaybackEnded(playback or 0), now)
        else:
            commands = interpreter.handle(event, now)
        playback = _play_of(commands) or playback
        everything += commands
        after = interpreter.next_timer()
        assert after is None or timer == after or after >= now  # never asks for the past
        assert interpreter.finished == any(isinstance(c, Finished) for c in everything)
    finished = [command for command in everything if isinstance(command, Finished)]
    assert len(finished) == 1
    assert everything[-1] is finished[0]
    hang_ups = [command for command in everything if isinstance(command, HangUp)]
    assert len(hang_ups) <= 1
    plays = [command.playback_id for command in everything if isinstance(command, Play)]
    assert plays == sorted(set(plays))
    visited = [command.node_id for command in everything if isinstance(command, Visited)]
    assert finished[0].node_id == visited[-1]


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(schemes(), _FIELDS)
def test_a_silent_subscriber_is_never_left_hanging(scheme: Scheme, fields: dict[str, str]) -> None:
    """While the call lives, something is always under way: a prompt, a timer or a transfer."""
    try:
        compiled = compile_scheme(scheme, TYPES)
    except KnownError:
        return
    interpreter = Interpreter(compiled, CallFacts(), fields)
    now = 0.0
    commands = interpreter.start(now)
    transferring = False
    for _ in range(300):
        transferring = transferring or any(type(c).__name__ == "Transfer" for c in commands)
        if interpreter.finished:
            return
        playback, timer = _play_of(commands), interpreter.next_timer()
        now += 1.0
        if playback is not None:
            commands = interpreter.handle(PlaybackEnded(playback), now)
        elif timer is not None:
            now = max(now, timer)
            commands = interpreter.handle_timer(now)
        else:
            assert transferring
            transferring = False
            commands = interpreter.handle(TransferEnded("no_answer"), now)
