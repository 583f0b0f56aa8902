"""What a call can be foreseen to speak: told before it is dialled, so that nothing has to be
synthesised while a subscriber waits.

A scheme that is called is walked through with the values it will be given, as far as these can be
told; after a choice of language all that follows is foreseen in each of the languages.
"""

from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.ivr.handler import Call, ForeseenCall, Handler
from engine.ivr.model import CallFacts, Utterance
from engine.scheme.expressions import Expression
from engine.scheme.values import Value

if TYPE_CHECKING:
    from engine.ivr.compile import CompiledScheme

#: Visits of nodes until it is enough: schemes that call one another in many ways, each time with
#: other values, must not hold up the dialling.
_MOST_VISITS = 5_000
_DEEPEST = 20
#: What expressions may ask for that is known only once somebody has answered.
_LATER = frozenset({"result", "now", "answered_by"})


def static_utterances(
    compiled: "CompiledScheme",
    fields: Mapping[str, str],
    facts: CallFacts,
    language: str | None = None,
) -> list[Utterance]:
    """Everything that a call with these contact fields can be foreseen to speak, without
    doubles, about in the order in which it will be heard. What depends on answers still to come
    is left out; of ways that only the contact's fields decide, the one that will be taken."""
    chosen = language if language in compiled.languages else compiled.language
    call = Call(compiled.variables, facts, fields, chosen or compiled.language)
    walk = _Walk(call)
    walk.through(compiled, call.values, compiled.assigned, call.language, 0)
    return list(walk.found)


def can_be_foreseen(expression: Expression, unknown: frozenset[str]) -> bool:
    """Whether its value before the call is the one it will have in it."""
    return not (expression.variables & unknown or expression.about & _LATER)


class _Walk:
    def __init__(self, call: Call) -> None:
        self.found: dict[Utterance, None] = {}
        self._call = call
        self._left = _MOST_VISITS
        #: Schemes walked through already: by name, values and language → languages spoken after.
        self._walked: dict[object, set[str]] = {}

    def through(
        self,
        scheme: "CompiledScheme",
        values: Mapping[str, Value],
        unknown: frozenset[str],
        language: str,
        depth: int,
    ) -> set[str]:
        """Returns the languages that the call may speak when the scheme is through."""
        key = (id(scheme), frozenset(values.items()), unknown, language)
        if depth > _DEEPEST:
            return {language}
        if key in self._walked:
            return self._walked[key]
        languages = self._walked[key] = {language}
        call = self._call
        outer = call.scope
        scope = call.enter_scope(values)
        seen = {(scheme.start.id, language)}
        waiting = deque([(scheme.start, language)])
        while waiting and self._left > 0:
            self._left -= 1
            node, spoken = waiting.popleft()
            call.return_to(scope)
            call.language = spoken
            try:
                port, after = self._node(node.handler, unknown, spoken, depth)
            except Exception:  # of a plug-in: nothing is foreseen of its node, the call goes on
                call.return_to(scope)
                port, after = None, {spoken}
            languages |= after
            for name, target in node.targets.items():
                if port is None or name == port:
                    # What is spoken now comes before what may be.
                    for tongue in sorted(after, key=lambda each: (each != spoken, each)):
                        if (target.id, tongue) not in seen:
                            seen.add((target.id, tongue))
                            waiting.append((target, tongue))
        call.return_to(outer)
        return languages

    def _node(
        self, handler: Handler, unknown: frozenset[str], language: str, depth: int
    ) -> tuple[str | None, set[str]]:
        """The port by which it will be left, None: any; the languages spoken after."""
        call = self._call
        self.found.update(dict.fromkeys(handler.foreseen(call)))
        port = handler.foreseen_port(call, unknown)
        inner = handler.foreseen_call(call, unknown)
        if inner is None:
            return port, set(handler.foreseen_languages(call)) or {language}
        after = self._into(inner, language, depth)
        return (port if inner.returns else "error"), after

    def _into(self, inner: ForeseenCall, language: str, depth: int) -> set[str]:
        scheme = inner.scheme
        return set(self.through(scheme, inner.values, inner.unknown, language, depth + 1))
