"""Under any events whatever, every run ends in exactly one Finished, and nothing raises."""

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.domain.campaign import Schedule
from engine.domain.flow import Way
from engine.errors import KnownError
from engine.ivr.interpreter import Interpreter, compile_scheme, static_utterances
from engine.ivr.model import (
    CallFacts,
    ConnectOperator,
    Finished,
    HangUp,
    KeyPressed,
    LeaveOperator,
    MessageRecorded,
    OperatorConnected,
    OperatorHeld,
    OperatorLeft,
    OperatorPosition,
    OperatorTalkOver,
    OutsideStep,
    Play,
    PlaybackEnded,
    RecordMessage,
    StepDone,
    StepFailed,
    SubscriberGone,
    TransferAnswered,
    TransferEnded,
    Visited,
)
from engine.ivr.requests import HttpAnswer, Rows
from engine.ivr.trace import decode_trace, encode_trace, flow_of
from engine.ivr.trace_recorder import TraceRecorder
from engine.scheme.model import Scheme
from engine.scheme.validate import validate
from tests.helpers.random_schemes import TYPES, libraries

_ANSWERS = [
    None,
    5,
    Rows(("a",), ((1,), ("x",))),
    Rows(("a",), ()),
    HttpAnswer(200, {"a": 1}, ""),
    HttpAnswer(500, None, "?"),
    {"a": 1},
]
_EVENTS = st.one_of(
    st.builds(KeyPressed, st.sampled_from([*"0123456789*#", "A", "x"])),
    st.just("ended"),
    st.builds(PlaybackEnded, st.integers(-1, 5), st.booleans()),
    st.just(TransferAnswered()),
    st.builds(TransferEnded, st.sampled_from(["completed", "busy", "no_answer", "failed", "?"])),
    st.builds(OperatorPosition, st.integers(1, 3), st.sampled_from([None, 0.0, 90.0])),
    st.builds(OperatorConnected, st.sampled_from(["", "Иванова"])),
    st.just(OperatorHeld()),
    st.builds(
        OperatorLeft, st.sampled_from(["time_limit", "no_operator_in_time", "?"]), st.booleans()
    ),
    st.builds(OperatorTalkOver, st.sampled_from(["", "a", "done", "?"])),
    st.builds(StepDone, st.integers(1, 4), st.sampled_from(_ANSWERS)),
    st.builds(StepFailed, st.integers(1, 4), st.just("?")),
    st.builds(
        MessageRecorded,
        st.integers(1, 4),
        st.sampled_from([0.0, 0.5, 7.25]),
        st.sampled_from(["silence", "key", "too_long", "stopped", "failed", "hung_up"]),
        st.sampled_from(["", "m/1.wav"]),
    ),
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


_FACTS = st.sampled_from(
    [
        CallFacts(),
        CallFacts(
            phone="+79120000000",
            at=datetime(2026, 12, 31, 16, 30, tzinfo=UTC),
            seed=7,
            zones=("Europe/Moscow", "Asia/Kamchatka", "Nowhere/Land"),
            schedule=Schedule(),
        ),
    ]
)
_TIMED_EVENTS = st.lists(st.tuples(_EVENTS, st.sampled_from([0.0, 0.01, 1.0, 30.0])), max_size=40)


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(libraries(), _TIMED_EVENTS, _FIELDS, _FACTS)
def test_any_events(
    library: dict[str, Scheme],
    events: list[tuple[Any, float]],
    fields: dict[str, str],
    facts: CallFacts,
) -> None:
    scheme = library["random"]
    wrong = {p.code for each in library.values() for p in validate(each, TYPES) if p.is_error}
    assert wrong <= {"endless_loop"}
    if wrong:
        with suppress(KnownError):  # where the scheme with the loop is not called it may go on
            compile_scheme(scheme, TYPES, library.get)
        return
    together = {p.code for p in validate(scheme, TYPES, library.get) if p.is_error}
    assert together <= {"endless_calls", "called_scheme_wrong"}
    compiled = compile_scheme(scheme, TYPES, library.get)
    static_utterances(compiled, fields, facts)
    interpreter = Interpreter(compiled, facts, fields)
    recorder = TraceRecorder(interpreter, {"": 1})
    now, playback = 0.0, None
    node = interpreter.node
    everything: list[Any] = interpreter.start(now)
    recorder.step(None, node, everything, now)
    playback = _play_of(everything)
    for event, step in [*events, (SubscriberGone(), 0.0), (KeyPressed("1"), 1.0)]:
        now += step
        timer, node = interpreter.next_timer(), interpreter.node
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
        recorder.step(event if not isinstance(event, str) else None, node, commands, now)
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
    visited = [c.node_id for c in everything if isinstance(c, Visited) and not c.scheme]
    assert finished[0].node_id in visited
    jumps = any(node.type == "jump" for node in scheme.nodes)  # it may come back to itself so
    assert jumps or interpreter.scheme_name or finished[0].node_id == visited[-1]
    _traced_as_it_was(recorder, finished[0], everything)


def _traced_as_it_was(recorder: TraceRecorder, finished: Finished, everything: list[Any]) -> None:
    """The trace says what the commands say; each node entered is left once; the call ends once."""
    trace = recorder.finish(finished.disposition.value, finished.node_id, "system", 1e6)
    assert decode_trace(encode_trace(trace)) == trace
    counts = recorder.flow.counts
    if not trace.cut:
        assert flow_of(trace) == counts
    entered = Counter((c.scheme, c.node_id) for c in everything if isinstance(c, Visited))
    left = Counter[tuple[str, str]]()
    for departure, calls in counts.items():
        left[departure.scheme, departure.node] += calls
    assert left == entered
    ends = [(d.node, n) for d, n in counts.items() if d.way is Way.ENDED and not d.scheme]
    assert ends == [(finished.node_id, 1)]


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(libraries(), _FIELDS, _FACTS)
def test_a_silent_subscriber_is_never_left_hanging(
    library: dict[str, Scheme], fields: dict[str, str], facts: CallFacts
) -> None:
    """While the call lives, something is always under way: a prompt, a timer, a recording, a step
    outside, a transfer or a wait for an operator."""
    try:
        compiled = compile_scheme(library["random"], TYPES, library.get)
    except KnownError:
        return
    interpreter = Interpreter(compiled, facts, fields)
    now = 0.0
    commands = interpreter.start(now)
    transferring = waiting = False
    for _ in range(300):
        for command in commands:
            if isinstance(command, ConnectOperator | LeaveOperator):
                waiting = isinstance(command, ConnectOperator)
        transferring = transferring or any(type(c).__name__ == "Transfer" for c in commands)
        if interpreter.finished:
            return
        playback, timer = _play_of(commands), interpreter.next_timer()
        recording = [c.recording_id for c in commands if isinstance(c, RecordMessage)]
        steps = [c.step_id for c in commands if isinstance(c, OutsideStep)]
        now += 1.0
        if steps:
            commands = interpreter.handle(StepFailed(steps[-1], "down"), now)
        elif recording:
            commands = interpreter.handle(
                MessageRecorded(recording[-1], 3.0, "silence", "m/1.wav"), now
            )
        elif playback is not None:
            commands = interpreter.handle(PlaybackEnded(playback), now)
        elif timer is not None:
            now = max(now, timer)
            commands = interpreter.handle_timer(now)
        elif waiting:
            waiting = False
            commands = interpreter.handle(OperatorLeft("time_limit"), now)
        else:
            assert transferring
            transferring = False
            commands = interpreter.handle(TransferEnded("no_answer"), now)
