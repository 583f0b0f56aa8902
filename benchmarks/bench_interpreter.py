"""Node visits per second of the IVR interpreter.

Many calls at once walk through a scheme of the usual mixture (prompts, texts with values, menus,
conditions, switches, splits, hours, variables, results, a sub-scheme in a counted loop), each with
its own contact; the yardstick is a bare Python loop
that finds and calls a function by a dict for as many steps.
"""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

from engine.ivr.interpreter import CompiledScheme, Interpreter, compile_scheme
from engine.ivr.model import CallFacts, IvrCommand, KeyPressed, Play, PlaybackEnded, Visited
from engine.scheme.model import Json, Link, Node, PromptRecording, Scheme, Variable, VariableType
from engine.scheme.node_types import default_node_types
from engine.scheme.validate import validate

_SECONDS = 2.0
_AT = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
_ROUNDS = 40  # how often a call goes through the mixture


def mixture(blocks: int = 1) -> Scheme:
    """``blocks`` times the mixture, one after another, then round again until it is enough."""
    nodes = [
        Node("start", "start"),
        Node("first", "set_variables",
             parameters={"assignments": [{"variable": "rounds", "value": "0"}]}),
        Node("end", "hang_up"),
        Node("office", "time_condition", "office", parameters={"week": [
            {"days": ["mon", "tue", "wed", "thu", "fri"], "start": "09:00", "end": "18:00"}]}),
        Node("part", "subscheme", "part", parameters={
            "scheme": "part", "parameters": {"debt": "debt"}, "results": {"kind": "kind"}}),
    ]  # fmt: skip
    links = [Link("s", "start", "next", "first"), Link("f", "first", "next", "0-greet")]

    def add(key: str, kind: str, parameters: dict[str, object], **ports: str) -> None:
        nodes.append(Node(key, kind, key, parameters=parameters))  # type: ignore[arg-type]
        for port, target in ports.items():
            links.append(Link(f"{key}:{port}", key, port.removeprefix("key_"), target))

    for i in range(blocks):
        after = f"{i + 1}-greet" if i + 1 < blocks else "count"
        add(f"{i}-greet", "play", {"prompts": ["hello"]}, next=f"{i}-knows")
        add(f"{i}-knows", "condition", {"expression": "is_set(debt) and debt > 100"},
            true=f"{i}-say", false=f"{i}-menu")  # fmt: skip
        add(f"{i}-say", "say", {"text": {"ru": "Долг {debt|money}"}}, next=f"{i}-menu")
        add(f"{i}-menu", "menu",
            {"message": [{"prompt": "choose"}], "keys": [{"key": "1"}, {"key": "2"}]},
            key_1=f"{i}-set", key_2=f"{i}-set", no_input="end")  # fmt: skip
        add(f"{i}-set", "set_variables",
            {"assignments": [{"variable": "left", "value": "debt - 100"}]},
            next=f"{i}-save")  # fmt: skip
        add(f"{i}-save", "save_result", {"results": [{"name": "answer", "value": "yes"}]},
            next=f"{i}-richer")  # fmt: skip
        add(f"{i}-richer", "condition", {"expression": "left > 0"}, true=after, false=after)
    add("count", "set_variables",
        {"assignments": [{"variable": "rounds", "value": "rounds + 1"}]},
        next="office")  # fmt: skip
    links += [Link(f"office:{port}", "office", port, "part") for port in ("inside", "outside")]
    links.append(Link("part:next", "part", "next", "again"))
    add("again", "loop_counter", {"times": _ROUNDS}, again="0-greet", done="end")
    return Scheme(
        "mixture",
        variables=(Variable("debt", VariableType.MONEY, ("Долг",)),),
        prompts={name: {"ru": PromptRecording("", name)} for name in ("hello", "choose")},
        nodes=tuple(nodes),
        links=tuple(links),
    )


def part() -> Scheme:
    """What the mixture calls: a kind of debtor, and a wording to compare."""
    cases: Json = [
        {"port": "small", "values": ["..1000"]},
        {"port": "large", "values": ["1000.."]},
    ]
    assigned: Json = [{"variable": "kind", "value": "'large'"}]
    nodes = (
        Node("start", "start"),
        Node("split", "random_split", parameters={"branches": [{"name": "a"}, {"name": "b"}]}),
        Node("switch", "switch", parameters={"expression": "debt", "cases": cases}),
        Node("kind", "set_variables", parameters={"assignments": assigned}),
        Node("back", "return"),
    )
    ways = [
        ("start", "next", "split"), ("split", "a", "switch"), ("split", "b", "switch"),
        ("switch", "small", "back"), ("switch", "large", "kind"), ("switch", "other", "back"),
        ("kind", "next", "back"),
    ]  # fmt: skip
    return Scheme(
        "part",
        variables=(Variable("debt", VariableType.MONEY),),
        nodes=nodes,
        links=tuple(Link(f"{a}:{port}", a, port, b) for a, port, b in ways),
    )


def run_call(compiled: CompiledScheme, number: int) -> int:
    """Lead one call to its end; returns the nodes it visited."""
    fields = {"Долг": f"{1000 + number},50", "ФИО": "Иванов Иван"}
    facts = CallFacts(today=_AT.date(), at=_AT, zones=("Europe/Moscow",), seed=number)
    interpreter = Interpreter(compiled, facts, fields)
    now = 0.0
    visits = 0
    commands: list[IvrCommand] = interpreter.start(now)
    while True:
        playback = None
        for command in commands:
            if type(command) is Visited:
                visits += 1
            elif type(command) is Play:
                playback = command
        if interpreter.finished:
            return visits
        now += 1.0
        if playback is not None and not playback.barge_in:
            commands = interpreter.handle(PlaybackEnded(playback.playback_id), now)
        else:
            commands = interpreter.handle(KeyPressed("1"), now)


def dict_dispatch(steps: int) -> float:
    """Seconds that a bare loop takes for so many steps."""
    table = {f"n{i}": (lambda state, i=i: f"n{(i + 1) % 9}") for i in range(9)}
    state: dict[str, int] = {}
    node = "n0"
    began = time.perf_counter()
    for _ in range(steps):
        node = table[node](state)
    return time.perf_counter() - began


def _timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def main() -> None:
    types = default_node_types()
    library = {"part": part()}.get
    compiled = compile_scheme(mixture(), types, library)
    run_call(compiled, 0)
    visits = calls = 0
    began = time.perf_counter()
    while (seconds := time.perf_counter() - began) < _SECONDS:
        visits += run_call(compiled, calls)
        calls += 1
    yardstick = dict_dispatch(1_000_000) / 1_000_000

    large = mixture(429)  # 3 008 nodes
    began = time.perf_counter()
    problems = validate(large, types, library)
    first = time.perf_counter() - began
    validation = min(_timed(lambda: validate(large, types, library)) for _ in range(5))
    assert not [p for p in problems if p.is_error], problems[:3]
    print(
        json.dumps(
            {
                "benchmark": "interpreter",
                "visits_per_s": round(visits / seconds),
                "calls": calls,
                "yardstick": "bare loop of dict dispatch, steps/s",
                "yardstick_per_s": round(1 / yardstick),
                "ratio": round(seconds / visits / yardstick, 1),
                "validate_3000_nodes_first_ms": round(first * 1000, 1),
                "validate_3000_nodes_ms": round(validation * 1000, 1),
                "reach": 50_000,
            }
        )
    )


if __name__ == "__main__":
    main()
