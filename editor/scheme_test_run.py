"""Running the dialogues of a scheme beside the windows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from engine.errors import KnownError
from engine.ivr.compile import compile_scheme
from engine.ivr.model import Utterance
from engine.scheme.coverage import Coverage, coverage
from engine.scheme.dialogues import DialogueResult, estimated_duration, run_dialogue
from engine.scheme.library import Library
from engine.scheme.model import Dialogue, Scheme
from engine.scheme.node_types import NodeTypes


@dataclass(frozen=True, slots=True)
class State:
    """Of a scheme: what was ``saved`` at a moment, or what was in the window then. ``version``: as
    which one it is published, None: it is not."""

    saved: bool
    at: datetime
    version: int | None = None


@dataclass(frozen=True, slots=True)
class TestsRun:
    """``results``: in the order of the scheme's dialogues. ``error``: why there are none.
    ``state``: of which state of the scheme they speak."""

    __test__ = False  # it is no test of pytest's

    scheme: Scheme
    results: tuple[DialogueResult, ...] = ()
    coverage: Coverage | None = None
    error: KnownError | None = None
    state: State | None = None

    @property
    def failed(self) -> int:
        return sum(not result.ok for result in self.results)

    def of(self, dialogue: Dialogue) -> DialogueResult | None:
        for test, result in zip(self.scheme.tests, self.results, strict=False):
            if test is dialogue or test == dialogue:
                return result
        return None


def run_tests(
    scheme: Scheme,
    node_types: NodeTypes,
    library: Library | None,
    durations: Callable[[Utterance], float] = estimated_duration,
) -> TestsRun:
    try:
        compiled = compile_scheme(scheme, node_types, library)
    except KnownError as error:
        return TestsRun(scheme, error=error)
    results = []
    for dialogue in scheme.tests:
        try:
            results.append(run_dialogue(compiled, dialogue, durations))
        except (KnownError, ValueError) as error:  # a day or a zone that is none
            results.append(_broken(dialogue, str(error)))
    return TestsRun(scheme, tuple(results), coverage(scheme, node_types, results))


def _broken(dialogue: Dialogue, why: str) -> DialogueResult:
    return DialogueResult(
        name=dialogue.name,
        failures=((why, why),),
        disposition=None,
        results={},
        do_not_call=False,
        heard=(),
        visited=(),
        duration_s=0.0,
    )
