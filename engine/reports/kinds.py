"""The kinds of report there are."""

from collections.abc import Iterable

from engine.errors import KnownError
from engine.reports.attempts import AttemptsReport
from engine.reports.desk import OrdersReport, RequestsReport
from engine.reports.draws import DrawReport
from engine.reports.flow import FlowReport
from engine.reports.heatmap import HeatMapReport
from engine.reports.ledger import LedgerReport
from engine.reports.model import ReportKind
from engine.reports.nodes import NodesReport
from engine.reports.operator_work import OperatorsReport
from engine.reports.promises import PromisesReport
from engine.reports.recordings import RecordingsReport
from engine.reports.results import ResultsReport
from engine.reports.splits import SplitsReport
from engine.reports.summary import SummaryReport
from engine.reports.survey import SurveyReport
from engine.reports.trunks import TrunksReport


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


def standard_kinds(extra: Iterable[ReportKind] = ()) -> ReportKinds:
    """Our kinds, and ``extra`` ones of plug-ins."""
    return ReportKinds(
        [
            AttemptsReport(),
            SummaryReport(),
            ResultsReport(),
            SurveyReport(),
            DrawReport(),
            SplitsReport(),
            NodesReport(),
            FlowReport(),
            LedgerReport(),
            OperatorsReport(),
            TrunksReport(),
            HeatMapReport(),
            PromisesReport(),
            OrdersReport(),
            RequestsReport(),
            RecordingsReport(),
            *extra,
        ]
    )
