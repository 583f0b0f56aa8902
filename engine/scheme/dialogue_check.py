"""What came of a dialogue, held against what was expected."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from engine.ivr.compile import CompiledScheme, Departure
from engine.ivr.interpreter import Interpreter
from engine.scheme.dialogue_model import Expected
from engine.scheme.dialogue_player import DialoguePlayer
from engine.scheme.values import Value, to_text

#: (Russian, English).
Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Happened:
    player: DialoguePlayer
    interpreter: Interpreter
    compiled: CompiledScheme
    #: Nodes left, and the ports by which.
    trail: Sequence[Departure]
    #: By the dialogue's clock, "" for none.
    callback: str


def differences(expect: Expected, happened: Happened) -> list[Words]:
    return list(_differences(expect, happened))


def _differences(expect: Expected, happened: Happened) -> Iterator[Words]:
    player = happened.player
    got = player.disposition.value if player.disposition is not None else "–"
    if expect.disposition is not None:
        yield from _differ("результат", "disposition", expect.disposition.value, got)
    if expect.results is not None:
        results = _shown(expect.results), _shown(player.results)
        yield from _differ("сохранено", "results", *results)
    if expect.do_not_call is not None:
        yield from _differ("стоп-лист", "do not call", expect.do_not_call, player.do_not_call)
    if expect.within_s is not None and player.now > expect.within_s:
        yield from _differ(
            "длительность, с", "seconds", f"≤ {expect.within_s:g}", f"{player.now:.1f}"
        )
    if expect.node is not None and expect.node != player.end_node:
        node = happened.compiled.nodes.get(player.end_node)
        yield from _differ("конец в блоке", "ends in node", expect.node, node.name if node else "–")
    if expect.answers is not None:
        answers = _shown(_joined(expect.answers)), _shown(_joined(player.answers))
        yield from _differ("ответы", "answers", *answers)
    if expect.external is not None:
        rows = _rows(expect.external), _rows(player.external)
        yield from _differ("во внешние хранилища", "external", *rows)
    if expect.callback is not None:
        moments = expect.callback or "–", happened.callback or "–"
        yield from _differ("перезвон", "callback", *moments)
    if expect.language is not None:
        yield from _differ("язык", "language", expect.language, happened.interpreter.language)
    if expect.sent_digits is not None:
        digits = expect.sent_digits or "–", player.sent_digits or "–"
        yield from _differ("набрано", "sent digits", *digits)
    yield from _variables(expect.variables or {}, happened)
    yield from _nodes(expect, happened)


def _variables(wanted: Mapping[str, str], happened: Happened) -> Iterator[Words]:
    values = happened.interpreter.variables
    for name, value in wanted.items():
        got = to_text(cast(Value, values.get(name)))
        yield from _differ(f"переменная {name}", f"variable {name}", value or "–", got or "–")


def _nodes(expect: Expected, happened: Happened) -> Iterator[Words]:
    named = _Names(happened.compiled)
    wanted = [*(expect.visited or ()), *(expect.not_visited or ())]
    wanted += [node for node, _ in expect.ports or ()]
    unknown = sorted({name for name in wanted if not named.ids(name)})
    if unknown:
        names = ", ".join(unknown)
        yield f"в схеме нет блоков: {names}", f"the scheme has no nodes: {names}"
        return
    visited = set(happened.player.visited)
    for name in expect.visited or ():
        if not named.ids(name) & visited:
            yield f"не пройден блок: {name}", f"node not visited: {name}"
    for name in expect.not_visited or ():
        if named.ids(name) & visited:
            yield f"пройден блок: {name}", f"node visited: {name}"
    if expect.ports is not None:
        yield from _ports(expect.ports, happened.trail, named)


def _ports(
    wanted: Sequence[tuple[str, str]],
    trail: Sequence[Departure],
    named: "_Names",
) -> Iterator[Words]:
    """The first of the wanted ones that did not come after those before it."""
    at = 0
    for name, port in wanted:
        ids = named.ids(name)
        found = next((i for i in range(at, len(trail)) if _left(trail[i], ids, port)), None)
        if found is None:
            taken = ", ".join(f"{node.name or node.id}:{p}" for node, p, _ in trail[at:]) or "–"
            yield (
                f"выходы: ожидалось {name}:{port}, вышло {taken}",
                f"ports: {name}:{port} expected, {taken} came",
            )
            return
        at = found + 1


def _left(step: Departure, ids: Collection[str], port: str) -> bool:
    return step.port == port and step.node.id in ids


class _Names:
    """Nodes of the scheme and of those it calls, by name and id."""

    def __init__(self, compiled: CompiledScheme) -> None:
        self._ids: dict[str, set[str]] = {}
        for scheme in compiled.schemes.values():
            for node in scheme.nodes.values():
                for name in {node.id, node.name}:
                    self._ids.setdefault(name, set()).add(node.id)

    def ids(self, name: str) -> set[str]:
        return self._ids.get(name, set())


def _differ(ru: str, en: str, wanted: object, got: object) -> Iterator[Words]:
    if wanted != got:
        yield f"{ru}: ожидалось {wanted}, вышло {got}", f"{en}: {wanted} expected, {got} came"


def _shown(results: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(results.items())) or "–"


def _joined(answers: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {question: "+".join(codes) for question, codes in answers.items()}


def _rows(rows: Sequence[tuple[str, Mapping[str, str]]]) -> str:
    return "; ".join(f"{store}({_shown(values)})" for store, values in rows) or "–"
