"""A client's statement of usage: what was done for him in a period, the basis of an invoice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from engine.ports.reports import AttemptTally
from engine.reports import names, words
from engine.reports.model import Cell, CellKind, Column, Section


@dataclass
class Amount:
    """``minutes``: of talk, each call's rounded up to whole ones; ``talk_ms``: as it was."""

    calls: int = 0
    answered: int = 0
    minutes: int = 0
    talk_ms: int = 0

    def add(self, tally: AttemptTally) -> None:
        self.calls += tally.attempts
        self.answered += tally.answered
        self.minutes += tally.minutes
        self.talk_ms += tally.talk_ms


@dataclass
class Usage:
    """From ``first`` to ``last``, both days whole, by the clocks of ``zone``. ``results``:
    disposition → calls; ``taken_by``: who takes it out, "" where nobody is named."""

    client: str
    first: date
    last: date
    zone: tzinfo
    language: str
    now: datetime
    campaigns: dict[str, Amount] = field(default_factory=dict)
    days: dict[date, Amount] = field(default_factory=dict)
    results: dict[str, int] = field(default_factory=dict)
    taken_by: str = ""

    @property
    def subject(self) -> str:
        return self.client

    @property
    def total(self) -> Amount:
        total = Amount()
        for each in self.campaigns.values():
            total.calls += each.calls
            total.answered += each.answered
            total.minutes += each.minutes
            total.talk_ms += each.talk_ms
        return total


def usage(
    client: str,
    tallies: Mapping[str, Iterable[AttemptTally]],
    first: date,
    last: date,
    zone: tzinfo,
    language: str,
    now: datetime,
) -> Usage:
    """``tallies``: of each of his campaigns. A call counts for the quarter of an hour in which it
    began; days begin at a quarter in every zone there is."""
    made = Usage(client, first, last, zone, language, now)
    begin = datetime.combine(first, time(), zone).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)
    for campaign, counted in tallies.items():
        amount = Amount()
        for tally in counted:
            if not begin <= tally.quarter_at < end:
                continue
            amount.add(tally)
            day = tally.quarter_at.astimezone(zone).date()
            made.days.setdefault(day, Amount()).add(tally)
            made.results[tally.disposition] = (
                made.results.get(tally.disposition, 0) + tally.attempts
            )
        if amount.calls:
            made.campaigns[campaign] = amount
    made.days = dict(sorted(made.days.items()))
    made.results = dict(sorted(made.results.items(), key=lambda pair: (-pair[1], pair[0])))
    return made


def sections(made: Usage) -> list[Section]:
    language = made.language

    def table(title: str, head: str, rows: Sequence[tuple[Cell, ...]]) -> Section:
        columns = (
            Column(words.text(head, language), width=36),
            Column(words.text("calls", language), CellKind.COUNT, 12),
            Column(words.text("usage_answered", language), CellKind.COUNT, 14),
            Column(words.text("usage_minutes", language), CellKind.COUNT, 16),
            Column(words.text("usage_exact_minutes", language), CellKind.NUMBER, 18),
        )
        return Section(words.text(title, language), columns, rows)

    def row(name: str, amount: Amount) -> tuple[Cell, ...]:
        exact = round(amount.talk_ms / 60_000, 2)
        return (name, amount.calls, amount.answered, amount.minutes, exact)

    total = row(words.text("usage_total", language), made.total)
    by_campaign = [row(name, amount) for name, amount in made.campaigns.items()]
    results: list[tuple[Cell, ...]] = [
        (names.disposition(name, language), n) for name, n in made.results.items()
    ]
    return [
        table("usage_campaigns", "campaign", [*by_campaign, total]),
        table(
            "usage_days", "usage_day", [row(day_text(d, language), a) for d, a in made.days.items()]
        ),
        Section(
            words.text("usage_results", language),
            (
                Column(words.text("disposition", language), width=36),
                Column(words.text("calls", language), CellKind.COUNT, 12),
            ),
            results,
        ),
    ]


def document(made: Usage) -> dict[str, object]:
    def amount(each: Amount) -> dict[str, object]:
        return {
            "calls": each.calls,
            "answered": each.answered,
            "minutes": each.minutes,
            "talk_s": round(each.talk_ms / 1000, 3),
        }

    return {
        "client": made.client,
        "from": made.first.isoformat(),
        "to": made.last.isoformat(),
        "timezone": str(made.zone),
        "made_at": made.now.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z",
        "total": amount(made.total),
        "campaigns": {name: amount(each) for name, each in made.campaigns.items()},
        "days": {day.isoformat(): amount(each) for day, each in made.days.items()},
        "results": made.results,
    }


def day_text(day: date, language: str) -> str:
    return f"{day:%d.%m.%Y}" if language == "ru" else day.isoformat()
