"""Running the dialogues kept with a scheme, through the interpreter that serves real calls.

Time is virtual: a dialogue of minutes takes about a millisecond of the processor. How long an
utterance lasts is estimated from its text unless the caller knows better.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from engine.domain.calling_hours import zone_of
from engine.domain.disposition import Disposition
from engine.ivr.compile import Departure
from engine.ivr.interpreter import CompiledScheme, Interpreter, compile_scheme
from engine.ivr.model import CallFacts, Prompt, Spoken, Utterance
from engine.scheme.dialogue_check import Happened, differences
from engine.scheme.dialogue_player import DialogueFailure, DialoguePlayer
from engine.scheme.library import Library
from engine.scheme.model import Dialogue, Scheme
from engine.scheme.node_types import NodeTypes
from engine.scheme.stub_world import Outside, StubWorld

__all__ = [
    "DialogueResult", "Outside", "call_facts", "estimated_duration", "run_dialogue",
    "run_dialogues",
]  # fmt: skip

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
    language: str = ""
    #: Question → codes.
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: (store, values).
    external: tuple[tuple[str, Mapping[str, str]], ...] = ()
    #: By the dialogue's clock, "" for none.
    callback: str = ""
    #: (scheme, node, port): nodes left, by id and port; scheme "" for the one under test.
    ports: tuple[tuple[str, str, str], ...] = ()
    steps: int = 0

    @property
    def ok(self) -> bool:
        return not self.failures

    def words(self, language: str = "ru") -> str:
        return "; ".join(failure[0 if language == "ru" else 1] for failure in self.failures)


def estimated_duration(item: Utterance) -> float:
    """About fourteen characters a second, as a calm speaker talks."""
    return 0.3 + len(item.text) / 14.0


def run_dialogues(
    scheme: Scheme,
    node_types: NodeTypes,
    durations: Durations = estimated_duration,
    *,
    dialogues: Iterable[Dialogue] | None = None,
    library: Library | None = None,
    outside: Outside | None = None,
    live: Collection[str] = (),
) -> list[DialogueResult]:
    """All dialogues of the scheme, or the given ones. ``library``: schemes that it calls. What
    ``outside`` is asked for are the sources, draws and scripts named in ``live``, where no stub
    answers. Raises KnownError when the scheme cannot be compiled."""
    compiled = compile_scheme(scheme, node_types, library)
    chosen = scheme.tests if dialogues is None else dialogues
    return [
        run_dialogue(compiled, dialogue, durations, outside=outside, live=live)
        for dialogue in chosen
    ]


def run_dialogue(
    compiled: CompiledScheme,
    dialogue: Dialogue,
    durations: Durations = estimated_duration,
    *,
    outside: Outside | None = None,
    live: Collection[str] = (),
) -> DialogueResult:
    facts = call_facts(dialogue)
    language = dialogue.language or None
    interpreter = Interpreter(compiled, facts, dialogue.fields, language=language)
    trail: list[Departure] = []
    interpreter.trail = trail
    player = DialoguePlayer(interpreter, durations, StubWorld(dialogue.stubs, outside, live))
    callback = ""
    failures: list[tuple[str, str]] = []
    done = 0
    try:
        player.begin()
        for number, step in enumerate(dialogue.steps, 1):
            try:
                player.do(step)
            except DialogueFailure as failure:
                raise DialogueFailure(
                    f"шаг {number}: {failure.ru}", f"step {number}: {failure.en}"
                ) from None
            done = number
        player.run_out()
    except DialogueFailure as failure:
        failures.append((failure.ru, failure.en))
    if player.callback is not None:
        callback = _local(player.callback, facts)
    if not failures:
        happened = Happened(player, interpreter, compiled, trail, callback)
        failures.extend(differences(dialogue.expect, happened))
    return DialogueResult(
        name=dialogue.name,
        failures=tuple(failures),
        disposition=player.disposition,
        results=dict(player.results),
        do_not_call=player.do_not_call,
        heard=tuple(_heard(item) for item in player.heard),
        visited=tuple(player.visited),
        duration_s=round(player.now, 3),
        troubles=tuple(player.troubles),
        language=interpreter.language,
        answers=dict(player.answers),
        external=tuple(player.external),
        callback=callback,
        ports=tuple((node.visited.scheme, node.id, port) for node, port, _ in trail),
        steps=done,
    )


def call_facts(dialogue: Dialogue) -> CallFacts:
    """What the scheme knows of a dialogue's call."""
    at = today = None
    if dialogue.at:
        moment = datetime.fromisoformat(dialogue.at)
        zone = zone_of(dialogue.zone) if dialogue.zone else UTC
        at = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
        today = at.astimezone(zone).date()
        at = at.astimezone(UTC)
    if dialogue.today:
        today = date.fromisoformat(dialogue.today)
    return CallFacts(
        phone=dialogue.phone,
        attempt=dialogue.attempt,
        today=today,
        at=at,
        zones=(dialogue.zone,) if dialogue.zone else (),
        schedule=dialogue.hours,
        seed=dialogue.seed,
        variables=dialogue.variables,
        answered_by=dialogue.answered_by,
    )


def _local(moment: datetime, facts: CallFacts) -> str:
    zone = zone_of(facts.zones[0]) if facts.zones else UTC
    return moment.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")


def _heard(item: Utterance) -> str:
    if isinstance(item, Spoken):
        return item.text
    return f"[{item.name}] {item.text}" if isinstance(item, Prompt) else f"[{item.name}]"
