"""Where a call comes back to."""

from dataclasses import dataclass

from engine.ivr.compile import CompiledNode, CompiledScheme
from engine.scheme.expressions import Scope


@dataclass(frozen=True, slots=True)
class Frame:
    """A scheme that has called another one and waits at ``node`` for it to come back."""

    scheme: CompiledScheme
    node: CompiledNode
    scope: Scope
    counters: dict[str, int]
