"""Running the dialogues kept with a scheme, through the interpreter that serves real calls.

Time is virtual: a dialogue of minutes takes about a millisecond of the processor. How long an
utterance lasts is estimated from its text unless the caller knows better.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.domain.disposition import Disposition
from engine.ivr.interpreter import CompiledScheme, Interpreter, compile_scheme
from engine.ivr.model import CallFacts, Prompt, Utterance
from engine.scheme.dialogue_player import DialogueFailure, DialoguePlayer
from engine.scheme.model import Dialogue, Expected, Scheme
from engine.scheme.node_types import NodeTypes

#: Utterance → seconds.
Durations = Callable[[Utterance], float]


@dataclass(frozen=True, slots=True)
class DialogueResult:
    """``failures``: what was not as expected, (Russian, English) each; none: the dialogue is as
    it should be. ``heard``: the texts the subscriber heard at least the beginning of.
    ``visited``: ids of the nodes entered, in order. ``duration_s``: from answer to end."""

    name: str
    failures: tuple[tuple[str, str], ...]
    disposition: Disposition | None
    results: Mapping[str, str]
    do_not_call: bool
    heard: tuple[str, ...]
    visited: tuple[str, ...]
    duration_s: float
    troubles: tuple[str, ...] = field(default=())

    @property
    def ok(self) -> bool:
        return not self.failures

    def words(self, language: str = "ru") -> str:
        return "; ".join(failure[0 if language == "ru" else 1] for failure in self.failures)


def estimated_duration(item: Utterance) -> float:
    """About fourteen characters a second, as a calm speaker talks."""
    return 0.3 + len(item.text) / 14.0


def run_dialogues(
    scheme: Scheme, node_types: NodeTypes, durations: Durations = estimated_duration
) -> list[DialogueResult]:
    """All dialogues of the scheme. Raises KnownError when the scheme cannot be compiled."""
    compiled = compile_scheme(scheme, node_types)
    return [run_dialogue(compiled, dialogue, durations) for dialogue in scheme.tests]


def run_dialogue(
    compiled: CompiledScheme, dialogue: Dialogue, durations: Durations = estimated_duration
) -> DialogueResult:
    facts = CallFacts(
        phone=dialogue.phone,
        today=date.fromisoformat(dialogue.today) if dialogue.today else None,
        variables=dialogue.variables,
    )
    language = dialogue.language or None
    interpreter = Interpreter(compiled, facts, dialogue.fields, language=language)
    player = DialoguePlayer(interpreter, durations)
    failures: list[tuple[str, str]] = []
    try:
        player.begin()
        for number, step in enumerate(dialogue.steps, 1):
            try:
                player.do(step)
            except DialogueFailure as failure:
                raise DialogueFailure(
                    f"шаг {number}: {failure.ru}", f"step {number}: {failure.en}"
                ) from None
        player.run_out()
    except DialogueFailure as failure:
        failures.append((failure.ru, failure.en))
    else:
        failures.extend(_differences(dialogue.expect, player, compiled))
    return DialogueResult(
        name=dialogue.name,
        failures=tuple(failures),
        disposition=player.disposition,
        results=dict(player.results),
        do_not_call=player.do_not_call,
        heard=tuple(
            f"[{item.name}] {item.text}" if isinstance(item, Prompt) else item.text
            for item in player.heard
        ),
        visited=tuple(player.visited),
        duration_s=round(player.now, 3),
        troubles=tuple(player.troubles),
    )


def _differences(
    expect: Expected, player: DialoguePlayer, compiled: CompiledScheme
) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def differ(ru: str, en: str, wanted: object, got: object) -> None:
        if wanted != got:
            found.append(
                (
                    f"{ru}: ожидалось {wanted}, вышло {got}",
                    f"{en}: {wanted} expected, {got} came",
                )
            )

    if expect.disposition is not None:
        got = player.disposition.value if player.disposition is not None else "–"
        differ("результат", "disposition", expect.disposition.value, got)
    if expect.results is not None:
        differ("сохранено", "results", _shown(expect.results), _shown(player.results))
    if expect.do_not_call is not None:
        differ("стоп-лист", "do not call", expect.do_not_call, player.do_not_call)
    if expect.within_s is not None and player.now > expect.within_s:
        differ("длительность, с", "seconds", f"≤ {expect.within_s:g}", f"{player.now:.1f}")
    if expect.node is not None and expect.node != player.end_node:
        node = compiled.nodes.get(player.end_node)
        differ("конец в блоке", "ends in node", expect.node, node.name if node else "–")
    return found


def _shown(results: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(results.items())) or "–"
