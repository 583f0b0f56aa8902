"""The kinds of report there are."""

from collections.abc import Iterable

from engine.errors import KnownError
from engine.reports.attempts import AttemptsReport
from engine.reports.model import ReportKind
from engine.reports.results import ResultsReport
from engine.reports.summary import SummaryReport


class ReportKinds:
    """A registry that belongs to whoever made it: nothing is registered by importing a module."""

    def __init__(self, kinds: Iterable[ReportKind] = ()) -> None:
        self._kinds: dict[str, ReportKind] = {}
        for kind in kinds:
            self.register(kind)

    def register(self, kind: ReportKind) -> None:
        if kind.name in self._kinds:
            raise KnownError(
                "There are two kinds of report named {kind!r}.",
                mend="Remove one of the plug-ins that bring them.",
                kind=kind.name,
            )
        self._kinds[kind.name] = kind

    def get(self, name: str) -> ReportKind:
        kind = self._kinds.get(name)
        if kind is None:
            raise KnownError(
                "There is no kind of report named {name!r}.",
                mend="Use one of: {known}.",
                name=name,
                known=", ".join(self.names()),
            )
        return kind

    def names(self) -> list[str]:
        return sorted(self._kinds)


def standard_kinds() -> ReportKinds:
    return ReportKinds([AttemptsReport(), SummaryReport(), ResultsReport()])
