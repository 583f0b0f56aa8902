"""What publishing asks of a scheme, and what it would mean for others: the same for the command
``scheme publish`` and for the editor."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import KnownError
from engine.scheme.problems import Problem
from rino_desktop.campaign_references import ReferenceProblem, References
from rino_desktop.scheme_library import PublishedLibrary, hurt_callers
from rino_desktop.schemes import SchemeProblem
from rino_desktop.settings import Settings
from rino_desktop.texts import language, t

if TYPE_CHECKING:
    from engine.ports.storage import Stores
    from engine.scheme.library import Library
    from engine.scheme.node_types import NodeTypes


def require_no_errors(name: str, problems: Iterable[SchemeProblem]) -> None:
    """KnownError that names the first: a scheme with errors is not published."""
    first = next((problem for problem in problems if problem.is_error), None)
    if first is not None:
        raise KnownError(t("{name} is not published: {problem}", name=name, problem=first.text))


@dataclass(frozen=True, slots=True)
class Consequences:
    """None of it stands in the way. ``lacking``: what the scheme names and is not there, and what
    campaigns lack for it; ``callers``: published schemes that call it and would not fit it, each
    with the first problem."""

    lacking: list[ReferenceProblem]
    callers: list[tuple[str, Problem]]

    def lines(self) -> list[str]:
        return [
            *(problem.line for problem in self.lacking),
            *(caller_line(caller, problem) for caller, problem in self.callers),
        ]


def caller_line(caller: str, problem: Problem) -> str:
    return t(
        "The published scheme {name} calls it and does not fit it any more: {problem}",
        name=caller,
        problem=problem.words(language()),
    )


def consequences(
    stores: "Stores", settings: Settings, node_types: "NodeTypes", name: str, document: str,
    library: "Library | None" = None,
) -> Consequences:  # fmt: skip
    """Of publishing ``document`` as ``name``, or of having done so. ``library``: where the schemes
    that it calls are found, None: among the published ones."""
    references = References(settings)
    published = PublishedLibrary(stores, {name.casefold(): document})
    here: Callable[[Callable[[Stores], list[str]]], list[str]] = lambda work: work(stores)  # noqa: E731
    lacking = references.of_scheme(document, name, library or published, here)
    lacking += references.hurt_campaigns(stores, name, published)
    return Consequences(lacking, hurt_callers(stores, name, node_types, document))
