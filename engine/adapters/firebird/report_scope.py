"""A report's scope as conditions of SQL.

Ids are numbers of ours and stand in the text, which names none of them twice; everything that
somebody has written is a parameter.
"""

# ruff: noqa: S608 - SQL is put together from constants and numbers; texts are always parameters

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from engine.adapters.firebird.connection import to_db
from engine.ports.report_scope import DayHours, Scope

#: A quarter of an hour as a number, and where the counting begins.
QUARTER = "CAST(DATEDIFF(MINUTE FROM TIMESTAMP '2000-01-01 00:00' TO {moment}) / 15 AS INTEGER)"
QUARTERS_BEGIN = datetime(2000, 1, 1)  # noqa: DTZ001 - stored times are naive UTC
_NEVER = datetime(9999, 12, 31)  # noqa: DTZ001
_ALWAYS = datetime(1, 1, 1)  # noqa: DTZ001


class Conditions:
    """Gathers conditions with their parameters, in order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.parameters: list[object] = []

    def add(self, condition: str, *parameters: object) -> None:
        self._parts.append(condition)
        self.parameters += parameters

    def ids(self, column: str, numbers: Sequence[int]) -> None:
        if numbers:
            self.add(f"{column} IN ({_listed(numbers)})")

    def texts(self, column: str, values: Sequence[str]) -> None:
        if values:
            marks = ", ".join("?" * len(values))
            self.add(f"{column} IN ({marks})", *values)

    def period(self, column: str, scope: Scope) -> None:
        if scope.since is not None:
            self.add(f"{column} >= ?", to_db(scope.since))
        if scope.until is not None:
            self.add(f"{column} < ?", to_db(scope.until))

    def where(self) -> str:
        return " WHERE " + " AND ".join(self._parts) if self._parts else ""

    def more(self) -> str:
        return "".join(f" AND {part}" for part in self._parts)

    def named(self) -> tuple[str, str, list[object]]:
        """For EXECUTE BLOCK: what is to be declared behind a first parameter, ``more`` with names
        in the place of question marks, and the values."""
        declared, text = "", self.more()
        for number, value in enumerate(self.parameters):
            kind = "TIMESTAMP" if isinstance(value, datetime) else "VARCHAR(1000)"
            declared += f", p{number} {kind} = ?"
            text = text.replace("?", f":p{number}", 1)
        return declared, text, list(self.parameters)


def of_attempts(scope: Scope) -> Conditions:
    """Of attempts ``a``, beside their campaign: the rest of what is asked after the index
    attempts_campaign, whose first column is asked for by whoever uses this."""
    found = Conditions()
    found.period("a.begun_at", scope)
    found.texts("a.operator_name", scope.operator_names)
    found.ids("a.trunk_id", scope.trunks)
    found.texts("a.disposition", scope.dispositions)
    if scope.lists:
        found.add(
            "EXISTS (SELECT 1 FROM contacts l WHERE l.id = a.contact_id"
            f" AND l.import_id IN ({_listed(scope.lists)}))"
        )
    if scope.results:
        _any_result(found, scope.results)
    if scope.hours is not None:
        found.add(_hours("a.begun_at", scope.hours, scope))
    return found


def of_incoming(scope: Scope) -> Conditions:
    """Of incoming calls ``i``: what is asked beside the period and the hours."""
    found = Conditions()
    found.ids("i.campaign_id", scope.campaigns)
    found.ids("i.trunk_id", scope.trunks)
    found.texts("i.disposition", scope.dispositions)
    if scope.results:
        _any_result(found, scope.results, "incoming_results", "e.call_id = i.id")
    return found


def _any_result(
    found: Conditions,
    results: Sequence[tuple[str, str]],
    table: str = "attempt_results",
    own: str = "e.attempt_id = a.id",
) -> None:
    parts, parameters = [], []
    for name, value in results:
        parts.append("(e.name = ?" + (" AND e.text = ?)" if value else ")"))
        parameters += [name, value] if value else [name]
    found.add(
        f"EXISTS (SELECT 1 FROM {table} e WHERE {own} AND ("
        + " OR ".join(parts) + "))",
        *parameters,
    )  # fmt: skip


#: Between these the clocks of a zone are followed where the period is open.
_FIRST, _LAST = datetime(2015, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)


def _hours(column: str, hours: DayHours, scope: Scope) -> str:
    """A time of day of a zone, by the UTC that is stored: between two changes of the zone's clocks
    it is the same all the time."""
    parts = []
    pieces = list(_pieces(hours, scope.since or _FIRST, scope.until or _LAST))
    for place, (begin, offset) in enumerate(pieces):
        first, last = (_minute_of(each) - offset for each in (hours.first, hours.last))
        first, last = first % 1440, last % 1440
        part = f"CAST({column} AS TIME) {_between(first, last)}" if first != last else "1 = 1"
        if place:
            part += f" AND {column} >= TIMESTAMP '{begin:%Y-%m-%d %H:%M}'"
        if place + 1 < len(pieces):
            part += f" AND {column} < TIMESTAMP '{pieces[place + 1][0]:%Y-%m-%d %H:%M}'"
        parts.append(f"({part})")
    return f"({' OR '.join(parts)})"


def _between(first: int, last: int) -> str:
    """From the one minute of the day to the other, without it; also over midnight."""
    negation, least, most = ("", first, last) if first < last else ("NOT ", last, first)
    return (
        f"{negation}BETWEEN TIME '{least // 60:02d}:{least % 60:02d}:00'"
        f" AND TIME '{(most - 1) // 60:02d}:{(most - 1) % 60:02d}:59.9999'"
    )


def _pieces(hours: DayHours, since: datetime, until: datetime) -> Iterator[tuple[datetime, int]]:
    """(from when, minutes ahead of UTC)."""

    def offset(at: datetime) -> int:
        ahead = at.astimezone(hours.zone).utcoffset()
        return 0 if ahead is None else int(ahead / _MINUTE)

    at = since.astimezone(UTC)
    known = offset(at)
    yield at, known
    while at < until:
        later = at + _DAY
        if offset(later) != known:
            while later - at > _MINUTE:
                middle = at + (later - at) / 2
                at, later = (middle, later) if offset(middle) == known else (at, middle)
            known = offset(later)
            yield later.replace(second=0, microsecond=0), known
        at = later


def _minute_of(at: time) -> int:
    return at.hour * 60 + at.minute


def ends(scope: Scope) -> tuple[datetime, datetime]:
    """The period for conditions that always stand there."""
    return (
        _ALWAYS if scope.since is None else to_db(scope.since),
        _NEVER if scope.until is None else to_db(scope.until),
    )


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in numbers)
