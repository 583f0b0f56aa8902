"""What reports on a campaign read, of some of its attempts only.

Counts that triggers keep know nothing of operators, trunks or lists: then they are made of the
attempts themselves, along attempts_campaign. Contacts and their results always are.
"""

# ruff: noqa: S608 - SQL is put together from constants and numbers; texts are always parameters

from collections import Counter
from collections.abc import Generator, Iterator
from datetime import UTC, datetime, timedelta

from engine.adapters.firebird.answers import FirebirdAnswerStore
from engine.adapters.firebird.attempt_packs import AttemptPacks
from engine.adapters.firebird.connection import Connection, Row, from_db
from engine.adapters.firebird.report_scope import (
    QUARTER,
    QUARTERS_BEGIN,
    Conditions,
    of_attempts,
)
from engine.adapters.firebird.reports import ATTEMPTS, ORDER, FirebirdReportStore
from engine.domain.disposition import Disposition
from engine.ports.packed_attempts import PackedAttempt
from engine.ports.report_scope import Scope
from engine.ports.reports import AttemptExtent, AttemptTally, NodeTally, OperatorTally, ResultTally

_BEGIN = QUARTERS_BEGIN.replace(tzinfo=UTC)
_ENDED = "a.campaign_id = ? AND a.ended_at IS NOT NULL"
_TALK_MS = (
    "CAST(IIF(a.answered_at IS NULL OR a.ended_at < a.answered_at, 0,"
    " DATEDIFF(MILLISECOND FROM a.answered_at TO a.ended_at)) AS BIGINT)"
)


class FirebirdNarrowReports(FirebirdReportStore):
    """Fulfils engine.ports.storage.ReportStore."""

    def __init__(self, connection: Connection, scope: Scope) -> None:
        super().__init__(connection)
        self._scope = scope
        #: A report asks for the same figures in several places.
        self._tallies: dict[int, list[AttemptTally]] = {}
        self._reached: dict[int, tuple[int, int, int]] = {}
        self._results: dict[int, list[tuple[str, str, int]]] = {}
        found = of_attempts(scope)
        self._more, self._values = found.more(), tuple(found.parameters)

    # --- streams ---

    def _attempt_rows(self, campaign_id: int) -> Iterator[Row]:
        return self._sql.packed(ATTEMPTS + self._more + ORDER, (campaign_id, *self._values))

    def packed_attempts(self, campaign_id: int) -> Generator[list[PackedAttempt], None, None]:
        packs = AttemptPacks(self._sql, self)
        return packs.of_campaign(campaign_id, of_attempts(self._scope))

    def extent(self, campaign_id: int) -> AttemptExtent:
        rows, operators, recordings = self._sql.rows(
            "SELECT COUNT(*), COUNT(a.operator_name), COUNT(NULLIF(a.recording, ''))"
            f" FROM attempts a WHERE {_ENDED}{self._more}",
            (campaign_id, *self._values),
        )[0]
        whole = super().extent(campaign_id)
        return AttemptExtent(
            rows, whole.results, whole.contact if rows else (), operators > 0, recordings > 0
        )

    # --- counts ---

    def tallies(self, campaign_id: int, since: datetime | None = None) -> list[AttemptTally]:
        if campaign_id not in self._tallies:
            kept = self._scope.of_quarters
            found = self._kept(campaign_id) if kept else self._counted(campaign_id)
            self._tallies[campaign_id] = found
        every = self._tallies[campaign_id]
        return every if since is None else [each for each in every if each.quarter_at >= since]

    def _kept(self, campaign_id: int) -> list[AttemptTally]:
        """Triggers have counted them already."""
        more = Conditions()
        more.period("t.quarter_at", self._scope)
        more.texts("t.disposition", self._scope.dispositions)
        rows = self._sql.rows(
            "SELECT t.quarter_at, t.disposition, t.hangup_cause, SUM(t.attempts), SUM(t.answered),"
            " CAST(SUM(t.talk_ms) AS BIGINT), SUM(t.minutes) FROM attempt_tallies t"
            f" WHERE t.campaign_id = ? AND t.disposition <> ''{more.more()}"
            " GROUP BY 1, 2, 3 HAVING SUM(t.attempts) > 0 ORDER BY 1, 2, 3",
            (campaign_id, *more.parameters),
        )
        tallies = [AttemptTally(from_db(quarter), *rest) for quarter, *rest in rows]
        return [each for each in tallies if self._scope.at_an_hour(each.quarter_at)]

    def _counted(self, campaign_id: int) -> list[AttemptTally]:
        rows = self._sql.rows(
            f"SELECT {QUARTER.format(moment='a.begun_at')}, a.disposition, a.hangup_cause,"
            f" COUNT(*), COUNT(a.answered_at), CAST(SUM({_TALK_MS}) AS BIGINT),"
            f" CAST(SUM(({_TALK_MS} + 59999) / 60000) AS BIGINT)"
            f" FROM attempts a WHERE {_ENDED}{self._more} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
            (campaign_id, *self._values),
        )
        return [
            AttemptTally(_BEGIN + quarter * timedelta(minutes=15), *rest) for quarter, *rest in rows
        ]

    def attempt_totals(self, campaign_id: int) -> tuple[int, int, int]:
        """Those that go on have no result yet and are not asked for."""
        tallies = self.tallies(campaign_id)
        return sum(each.attempts for each in tallies), 0, sum(each.answered for each in tallies)

    def by_hangup_cause(self, campaign_id: int) -> dict[str, int]:
        return self._by(campaign_id, "hangup_cause")

    def by_disposition(self, campaign_id: int) -> dict[str, int]:
        return self._by(campaign_id, "disposition")

    def _by(self, campaign_id: int, what: str) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for each in self.tallies(campaign_id):
            counts[getattr(each, what)] += each.attempts
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def by_hour(self, campaign_id: int) -> list[tuple[datetime, int, int]]:
        hours: dict[datetime, list[int]] = {}
        for each in self.tallies(campaign_id):
            counts = hours.setdefault(each.quarter_at.replace(minute=0), [0, 0])
            counts[0] += each.attempts
            counts[1] += each.answered
        return [(hour, n, answered) for hour, (n, answered) in sorted(hours.items())]

    def reached(self, campaign_id: int) -> tuple[int, int, int]:
        if campaign_id not in self._reached:
            self._reached[campaign_id] = self._count_reached(campaign_id)
        return self._reached[campaign_id]

    def _count_reached(self, campaign_id: int) -> tuple[int, int, int]:
        row = self._sql.rows(
            "SELECT COUNT(*), COALESCE(SUM(SIGN(q.answered)), 0), COALESCE(SUM(SIGN(q.heard)), 0)"
            " FROM (SELECT a.contact_id, COUNT(a.answered_at) AS answered,"
            " SUM(IIF(a.disposition = ?, 1, 0)) AS heard"
            f" FROM attempts a WHERE {_ENDED}{self._more} GROUP BY a.contact_id) q",
            (Disposition.COMPLETED.value, campaign_id, *self._values),
        )[0]
        return row[0], row[1], row[2]

    def results(self, campaign_id: int) -> list[tuple[str, str, int]]:
        if campaign_id not in self._results:
            self._results[campaign_id] = self._count_results(campaign_id)
        return self._results[campaign_id]

    def _count_results(self, campaign_id: int) -> list[tuple[str, str, int]]:
        last: dict[tuple[int, str], tuple[datetime, int, str]] = {}
        for contact, name, at, attempt, text in self._saved(campaign_id):
            known = last.get((contact, name))
            if known is None or (at, attempt) > known[:2]:
                last[contact, name] = (at, attempt, text)
        counts = Counter((name, found[2]) for (_, name), found in last.items())
        rows = [(name, text, n) for (name, text), n in counts.items()]
        return sorted(rows, key=lambda each: (each[0], -each[2], each[1]))

    def last_results(self, campaign_id: int, name: str) -> Iterator[tuple[int, str]]:
        last: dict[int, tuple[datetime, int, str]] = {}
        for contact, _, at, attempt, text in self._saved(campaign_id, name):
            known = last.get(contact)
            if known is None or (at, attempt) > known[:2]:
                last[contact] = (at, attempt, text)
        yield from ((contact, found[2]) for contact, found in last.items())

    def _saved(self, campaign_id: int, name: str = "") -> Iterator[Row]:
        more, values = (" AND r.name = ?", (name,)) if name else ("", ())
        return self._sql.packed(
            "SELECT r.contact_id, r.name, r.saved_at, r.attempt_id, r.text FROM attempts a"
            f" JOIN attempt_results r ON r.attempt_id = a.id{more} WHERE {_ENDED}{self._more}",
            (*values, campaign_id, *self._values),
        )

    def by_node(self, campaign_id: int) -> list[NodeTally]:
        return self._by_node(campaign_id, self._more, self._values)

    def by_result(self, campaign_id: int, prefix: str) -> list[ResultTally]:
        return self._by_result(campaign_id, prefix, self._more, self._values)

    def results_beside(self, campaign_id: int, prefix: str) -> list[tuple[str, str, str, str, int]]:
        return self._results_beside(campaign_id, prefix, self._more, self._values)

    def by_operator(self, campaign_id: int) -> list[OperatorTally]:
        """Of talks on these attempts; callbacks and calls by hand have one, too."""
        return self._by_operator(
            campaign_id,
            " AND EXISTS (SELECT 1 FROM attempts a WHERE a.id = t.attempt_id" + self._more + ")",
            self._values,
        )


class FirebirdNarrowAnswers(FirebirdAnswerStore):
    """Answers that were given on these attempts only."""

    def __init__(self, connection: Connection, scope: Scope) -> None:
        super().__init__(connection)
        found = of_attempts(scope)
        self._more, self._values = found.more(), tuple(found.parameters)

    def _answer_rows(self, campaign_id: int) -> Iterator[Row]:
        return self._sql.stream(
            "SELECT n.contact_id, n.question_id, n.codes FROM answers n"
            f" JOIN attempts a ON a.id = n.attempt_id WHERE n.campaign_id = ?{self._more}"
            " ORDER BY n.campaign_id, n.contact_id, n.answered_at",
            (campaign_id, *self._values),
        )
