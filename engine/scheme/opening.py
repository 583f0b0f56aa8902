"""How long a subscriber who has answered waits for the first words, and for who is calling.

A scheme does not mark its introduction. The rule is: the first message on a path from the start is
the opening; where that is a question for the language, it counts as waiting, and the opening is the
message behind it. What a called scheme says is not looked into: it counts as speaking at once.

The time is the longest over all paths: queries answer at the end of their time-out, nobody presses
a key. A circle on the way is gone round once.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from engine.ivr.model import Prompt, Spoken, Utterance
from engine.scheme import templates
from engine.scheme.expressions import BadExpressionError
from engine.scheme.graph import circles_of
from engine.scheme.model import Scheme
from engine.scheme.parameters import Message, PromptItem
from engine.scheme.validate_node import NodeFacts

#: After so many seconds of silence an answered call counts as abandoned: 47 CFR 64.1200(a)(7),
#: 16 CFR 310.4(b)(4), Ofcom (presets ``us-tsr``, ``uk-ofcom``: ``answer_within_s``).
LONGEST_SILENCE_S = 2.0

#: A value in a text, put into words, has about so many characters.
_VALUE = "x" * 30

#: Utterance → seconds.
Durations = Callable[[Utterance], float]
Facts = Mapping[str, NodeFacts]
Targets = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Wait:
    """The longest way to a message. ``node_id``: who speaks it; ``over``: nodes on the way that
    keep the subscriber waiting, in order."""

    seconds: float
    node_id: str
    over: tuple[str, ...]


def longest_silence(facts: Facts, targets: Targets, start: str) -> Wait | None:
    """Until the first sound of a message. None: nothing is ever said."""
    return _longest(facts, targets, start, _speaks, lambda fact: fact.quiet_s)


def until_introduced(
    scheme: Scheme,
    facts: Facts,
    targets: Targets,
    start: str,
    durations: Durations,
    language: str = "",
) -> Wait | None:
    """Until the opening has been heard to its end, in ``language`` (the scheme's first one when
    left out). ``durations``: utterance → seconds, ``dialogues.estimated_duration`` for one."""
    language = language or scheme.language

    def lasts(message: Message, languages: Iterable[str]) -> float:
        spoken = (u for each in languages for u in _utterances(scheme, message, each))
        return sum(durations(utterance) for utterance in spoken)

    def costs(fact: NodeFacts) -> float:
        # Before the opening only a question for the language is spoken, in all of them.
        return fact.quiet_s + lasts(fact.opens_with, scheme.languages)

    def opening(fact: NodeFacts) -> float:
        return lasts(fact.opens_with, (language,))

    return _longest(facts, targets, start, _introduces, costs, opening)


def _speaks(fact: NodeFacts) -> bool:
    return bool(fact.opens_with) or fact.calls is not None


def _introduces(fact: NodeFacts) -> bool:
    if fact.calls is not None:
        return True
    return bool(fact.opens_with) and fact.node_type is not None and fact.node_type.introduces


def _utterances(scheme: Scheme, message: Message, language: str) -> Iterable[Utterance]:
    for item in message:
        if isinstance(item, PromptItem):
            yield _prompt(scheme, item.prompt, language)
            continue
        text = item.say.get(language) or item.say.get(scheme.language, "")
        try:
            parts = templates.parse_spoken(text).parts
        except BadExpressionError:
            continue
        words = "".join(
            part if isinstance(part, str) else _VALUE
            for part in parts
            if not isinstance(part, templates.PromptSlot)
        )
        if words.strip():
            yield Spoken(words, language)
        for prompt in templates.parse_spoken(text).prompts:
            yield _prompt(scheme, prompt, language)


def _prompt(scheme: Scheme, name: str, language: str) -> Prompt:
    recordings = scheme.prompts.get(name, {})
    recording = recordings.get(language) or recordings.get(scheme.language)
    if recording is None:
        return Prompt(name, language, "", "")
    return Prompt(name, language, recording.file, recording.text)


def _longest(
    facts: Facts,
    targets: Targets,
    start: str,
    speaks: Callable[[NodeFacts], bool],
    costs: Callable[[NodeFacts], float],
    last: Callable[[NodeFacts], float] = lambda fact: 0.0,
) -> Wait | None:
    """The longest way from the start to a node that speaks, its own ``last`` added."""
    steps = _quiet_steps(facts, targets, start, speaks)
    # Nodes of a circle are taken together: what they cost once, whichever way round.
    group_of = {node: group for group in circles_of(steps) for node in group}
    groups = {node: group_of.get(node, frozenset((node,))) for node in steps}
    entering: dict[frozenset[str], int] = dict.fromkeys(groups.values(), 0)
    for node, nexts in steps.items():
        for to in nexts:
            if groups[to] != groups[node]:
                entering[groups[to]] += 1
    best: dict[frozenset[str], Wait] = {groups[start]: Wait(0.0, "", ())}
    found: Wait | None = None
    ready = deque([groups[start]])
    while ready:
        group = ready.popleft()
        so_far = best[group]
        quiet = sorted(node for node in group if not speaks(facts[node]))
        costly = tuple(node for node in quiet if costs(facts[node]) > 0)
        seconds = so_far.seconds + sum(costs(facts[node]) for node in costly)
        here = Wait(seconds, "", (*so_far.over, *costly))
        for node in sorted(group):
            if speaks(facts[node]):
                reached = Wait(so_far.seconds + last(facts[node]), node, so_far.over)
                if found is None or reached.seconds > found.seconds:
                    found = reached
            for to in steps[node]:
                if groups[to] == group:
                    continue
                known = best.get(groups[to])
                if known is None or here.seconds > known.seconds:
                    best[groups[to]] = here
                entering[groups[to]] -= 1
                if not entering[groups[to]]:
                    ready.append(groups[to])
    return found


def _quiet_steps(
    facts: Facts, targets: Targets, start: str, speaks: Callable[[NodeFacts], bool]
) -> dict[str, tuple[str, ...]]:
    """The nodes before the first words, and where each leads; those that speak lead nowhere."""
    steps: dict[str, tuple[str, ...]] = {}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node in steps:
            continue
        steps[node] = () if speaks(facts[node]) else tuple(targets.get(node, {}).values())
        waiting.extend(steps[node])
    return steps
