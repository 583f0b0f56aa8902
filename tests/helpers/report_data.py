"""A campaign's data for reports, held in memory: plain rows, counted as the database counts."""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from engine.domain.campaign import Campaign, CampaignSettings, CampaignState, Purpose
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports.packed_attempts import PackedAttempt, SharedFacts
from engine.ports.reports import AttemptExtent, AttemptTally, NodeTally, OperatorTally, ResultTally
from engine.ports.storage import ContactCounts, ReportedAttempt

START = datetime(2026, 11, 23, 7, 15, 30, 250_000, UTC)
NOW = datetime(2026, 11, 23, 14, 5, 9, tzinfo=UTC)


def campaign(name: str = "Должники, ноябрь", zone: str = "Europe/Moscow") -> Campaign:
    from engine.domain.campaign import Schedule

    settings = CampaignSettings(
        name=name, purpose=Purpose.DEBT, scheme="debtor-reminder", schedule=Schedule(timezone=zone)
    )
    return Campaign(id=7, settings=settings, state=CampaignState.FINISHED, revision=3)


@dataclass
class MemoryReports:
    """``ReportStore`` over a list of attempts. ``passes`` counts how often they were read."""

    rows: Sequence[ReportedAttempt]
    live: int = 0
    passes: int = field(default=0)
    nodes: list[NodeTally] = field(default_factory=list)
    schemes: dict[int, str] = field(default_factory=dict)

    def attempts(self, campaign_id: int) -> Iterator[ReportedAttempt]:
        self.passes += 1
        yield from self.rows

    def packed_attempts(self, campaign_id: int) -> Generator[list[PackedAttempt], None, None]:
        yield from packed(self.attempts(campaign_id))

    def extent(self, campaign_id: int) -> AttemptExtent:
        return AttemptExtent(
            len(self.rows),
            tuple(dict.fromkeys(name for row in self.rows for name in row.results)),
            tuple(dict.fromkeys(name for row in self.rows for name in row.contact)),
            any(row.operator for row in self.rows),
            any(row.recording for row in self.rows),
        )

    def tallies(self, campaign_id: int, since: datetime | None = None) -> list[AttemptTally]:
        found: dict[tuple[datetime, str, str], list[int]] = {}
        for row in self.rows:
            at = row.started_at or row.reserved_at
            at = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
            counts = found.setdefault((at, str(row.disposition), str(row.hangup_cause)), [0] * 4)
            counts[0] += 1
            if row.answered_at:
                talk_ms = int((row.ended_at - row.answered_at) / timedelta(milliseconds=1))
                counts[1] += 1
                counts[2] += talk_ms
                counts[3] += -(-talk_ms // 60_000)
        every = [AttemptTally(*key, *counts) for key, counts in sorted(found.items())]
        return [each for each in every if since is None or each.quarter_at >= since]

    def by_node(self, campaign_id: int) -> list[NodeTally]:
        return self.nodes

    def scheme_documents(self, campaign_id: int) -> dict[int, str]:
        return self.schemes

    def by_result(self, campaign_id: int, prefix: str) -> list[ResultTally]:
        found: Counter[tuple[str, str, str]] = Counter()
        answered: Counter[tuple[str, str, str]] = Counter()
        for row in self.rows:
            for name, value in row.results.items():
                if name.startswith(prefix):
                    key = (name, value, str(row.disposition))
                    found[key] += 1
                    answered[key] += row.answered_at is not None
        return [ResultTally(*key, n, answered[key]) for key, n in sorted(found.items())]

    def results_beside(self, campaign_id: int, prefix: str) -> list[tuple[str, str, str, str, int]]:
        found = Counter(
            (name, value, other, text)
            for row in self.rows
            for name, value in row.results.items()
            for other, text in row.results.items()
            if name.startswith(prefix) and not other.startswith(prefix)
        )
        return [(*key, n) for key, n in sorted(found.items())]

    def by_operator(self, campaign_id: int) -> list[OperatorTally]:
        found: dict[str, list[int]] = {}
        for row in self.rows:
            if row.operator and row.answered_at:
                counts = found.setdefault(row.operator, [0, 0, 0])
                counts[0] += 1
                counts[1] += int((row.ended_at - row.answered_at) / timedelta(milliseconds=1))
                counts[2] += "operator_result" in row.results
        return [OperatorTally(name, *counts) for name, counts in sorted(found.items())]

    def last_results(self, campaign_id: int, name: str) -> Iterator[tuple[int, str]]:
        found = {row.contact_id: row.results[name] for row in self.rows if name in row.results}
        yield from found.items()

    def contact_fields(self, campaign_id: int) -> Iterator[tuple[int, Mapping[str, str]]]:
        yield from {row.contact_id: row.contact for row in self.rows}.items()

    def attempt_totals(self, campaign_id: int) -> tuple[int, int, int]:
        answered = sum(row.answered_at is not None for row in self.rows)
        return len(self.rows) + self.live, self.live, answered

    def by_hangup_cause(self, campaign_id: int) -> dict[str, int]:
        return dict(Counter(str(row.hangup_cause) for row in self.rows))

    def by_disposition(self, campaign_id: int) -> dict[str, int]:
        return dict(Counter(str(row.disposition) for row in self.rows))

    def by_hour(self, campaign_id: int) -> list[tuple[datetime, int, int]]:
        hours: dict[datetime, list[int]] = defaultdict(lambda: [0, 0])
        for row in self.rows:
            hour = (row.started_at or row.reserved_at).replace(minute=0, second=0, microsecond=0)
            hours[hour][0] += 1
            hours[hour][1] += row.answered_at is not None
        return [(hour, n, answered) for hour, (n, answered) in hours.items()]

    def reached(self, campaign_id: int) -> tuple[int, int, int]:
        answered = {row.contact_id for row in self.rows if row.answered_at}
        heard = {r.contact_id for r in self.rows if r.disposition is Disposition.COMPLETED}
        return len({row.contact_id for row in self.rows}), len(answered), len(heard)

    def results(self, campaign_id: int) -> list[tuple[str, str, int]]:
        last: dict[tuple[str, int], str] = {}
        for row in self.rows:
            for name, value in row.results.items():
                last[name, row.contact_id] = value
        counts = Counter((name, value) for (name, _), value in last.items())
        return [(name, value, n) for (name, value), n in counts.items()]


def packed(attempts: Iterable[ReportedAttempt]) -> Generator[list[PackedAttempt], None, None]:
    """One by one, as a database would pack them."""
    for row in attempts:
        shared = SharedFacts(
            row.hangup_cause, row.hangup_by, row.disposition, row.sip_code, row.scheme_version,
            row.engine, row.node or "", row.node_name,
        )  # fmt: skip
        yield [
            PackedAttempt(
                row.phone.encode(),
                str(row.attempt).encode(),
                _moment(row.started_at or row.reserved_at),
                _moment(row.answered_at),
                _moment(row.ended_at),
                shared,
                (row.operator or "").encode(),
                row.recording.encode(),
                row.recording_deleted,
                json.dumps(dict(row.contact), ensure_ascii=False, separators=(",", ":")).encode(),
                {name.encode(): text.encode() for name, text in row.results.items()},
            )
        ]


def _moment(moment: datetime | None) -> bytes:
    return b"" if moment is None else f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"[:-2].encode()


def attempt(number: int = 1, **changes: object) -> ReportedAttempt:
    """An answered call that was heard to the end; ``changes`` as needed."""
    facts: dict[str, object] = {
        "id": number,
        "phone": f"+7912{number:07d}",
        "attempt": 1,
        "reserved_at": START - timedelta(milliseconds=40),
        "started_at": START,
        "answered_at": START + timedelta(seconds=8.2),
        "ended_at": START + timedelta(seconds=39.7),
        "sip_code": 200,
        "hangup_cause": HangupCause.NORMAL_CLEARING,
        "hangup_by": HangupBy.SUBSCRIBER,
        "disposition": Disposition.COMPLETED,
        "operator": None,
        "node": "thanks",
        "scheme_version": 1,
        "engine": "server-1",
        "recording": "",
        "contact_id": number,
        "results": {"Обещание": "обещал оплатить"},
        "contact": {"ФИО": "Иванов Иван", "Долг": "1250,30"},
    }
    return ReportedAttempt(**{**facts, **changes})  # type: ignore[arg-type]


def busy(number: int, **changes: object) -> ReportedAttempt:
    facts: dict[str, object] = {
        "answered_at": None,
        "ended_at": START + timedelta(seconds=2),
        "sip_code": 486,
        "hangup_cause": HangupCause.USER_BUSY,
        "hangup_by": HangupBy.NETWORK,
        "disposition": Disposition.USER_BUSY,
        "node": None,
        "results": {},
    }
    return attempt(number, **{**facts, **changes})


def many(count: int, seed: int = 1) -> list[ReportedAttempt]:
    """A plausible campaign of ``count`` attempts over several hours."""
    chance = random.Random(seed)
    rows = []
    for number in range(1, count + 1):
        start = START + timedelta(seconds=number * 6 * 3600 / count)
        kind = chance.random()
        if kind < 0.45:
            promise = chance.choice(["обещал оплатить", "уже оплатил", "не согласен с долгом"])
            rows.append(
                attempt(
                    number,
                    started_at=start,
                    answered_at=start + timedelta(seconds=chance.uniform(3, 25)),
                    ended_at=start + timedelta(seconds=chance.uniform(30, 80)),
                    results={"Обещание": promise},
                    contact={"ФИО": f"Иванов Иван Иванович № {number}", "Долг": "1 250,30"},
                )
            )
        elif kind < 0.6:
            rows.append(
                attempt(
                    number,
                    started_at=start,
                    ended_at=start + timedelta(seconds=12),
                    disposition=Disposition.PARTIAL,
                    results={},
                    node="menu",
                )
            )
        elif kind < 0.8:
            rows.append(busy(number, started_at=start, ended_at=start + timedelta(seconds=1.5)))
        else:
            rows.append(
                busy(
                    number,
                    started_at=start,
                    ended_at=start + timedelta(seconds=30),
                    sip_code=487,
                    hangup_cause=HangupCause.NO_ANSWER,
                    hangup_by=HangupBy.SYSTEM,
                    disposition=Disposition.NO_ANSWER,
                )
            )
    return rows


def counts_of(reports: MemoryReports, extra_new: int = 0) -> ContactCounts:
    done = len({row.contact_id for row in reports.rows})
    return ContactCounts(done + extra_new, extra_new, 0, 0, done, 0)
