"""The report ``trunks``: what each trunk has carried, how well, and why calls failed."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from engine.domain.disposition import Disposition
from engine.ports.report_facts import Peak, QuarterTally
from engine.reports import names, numbers, statistics, words
from engine.reports.charts import Bars, Columns
from engine.reports.filters import CALLS, CAMPAIGNS
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section, share


@dataclass
class TrunkWork:
    """``by_hour``: hour of the day → (attempts, answered)."""

    attempts: int = 0
    answered: int = 0
    talk_ms: int = 0
    minutes: int = 0
    network_failures: int = 0
    causes: Counter[str] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)
    by_hour: dict[int, list[int]] = field(default_factory=dict)
    peak: Peak | None = None

    def add(self, tally: QuarterTally, hour: int) -> None:
        self.attempts += tally.attempts
        self.answered += tally.answered
        self.talk_ms += tally.talk_ms
        self.minutes += tally.minutes
        if tally.disposition == Disposition.NETWORK_FAILURE:
            self.network_failures += tally.attempts
        self.codes[tally.sip_code or 0] += tally.attempts
        counts = self.by_hour.setdefault(hour, [0, 0])
        counts[0] += tally.attempts
        counts[1] += tally.answered

    @property
    def acd_s(self) -> float | None:
        return round(self.talk_ms / self.answered / 1000, 1) if self.answered else None


class TrunksReport:
    name = "trunks"
    of_office = True
    filters = (CAMPAIGNS, *CALLS)

    def title(self, language: str) -> str:
        return words.text("trunks_title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        document = {
            "campaigns": list(source.names) or None,
            "made_at": _iso(source.now),
            "timezone": source.zone_name,
            "trunks": [
                {
                    "trunk": name, "attempts": work.attempts, "answered": work.answered,
                    "asr": _rounded(share(work.answered, work.attempts)), "acd_s": work.acd_s,
                    "talk_s": work.talk_ms / 1000, "minutes": work.minutes,
                    "network_failures": work.network_failures,
                    "peak": None if work.peak is None else
                    {"calls": work.peak.calls, "at": _iso(work.peak.at)},
                    "by_cause": dict(work.causes.most_common()),
                    "by_sip_code": {str(code) if code else "": n
                                    for code, n in work.codes.most_common()},
                    "by_hour": {f"{hour:02d}": {"attempts": n, "answered": answered}
                                for hour, (n, answered) in sorted(work.by_hour.items())},
                }
                for name, work in _works(source).items()
            ],
        }  # fmt: skip
        yield json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        works = _works(source).values()
        attempts = sum(work.attempts for work in works)
        answered = sum(work.answered for work in works)
        return [
            Figure(words.text("attempts", source.language), attempts),
            Figure(words.text("answered_count", source.language), answered,
                   share(answered, attempts)),
            Figure(words.text("minutes_total", source.language),
                   sum(work.minutes for work in works)),
        ]  # fmt: skip

    def tables(self, source: ReportSource) -> Iterator[Section]:
        yield _main(source)
        yield from _details(source)

    def page(self, source: ReportSource) -> Iterator[Section]:
        works, language = _works(source), source.language
        if works:
            yield Section("", (), (), chart=_asr(works, language))
            by_hour = _by_hour(works.values())
            ticks = tuple(f"{hour:02d}" for hour in range(24))
            series = tuple(
                (words.text(key, language), tuple(by_hour.get(hour, (0, 0))[place]
                                                  for hour in range(24)))
                for place, key in enumerate(("attempt_count", "answered_count"))
            )  # fmt: skip
            yield Section("", (), (), chart=Columns(
                words.text("trunk_hours", language), ticks, series,
                words.text("unit_attempts", language),
            ))  # fmt: skip
        yield _main(source)
        if works:
            yield from list(_details(source))[:2]


def _works(source: ReportSource) -> dict[str, TrunkWork]:
    return source.once("trunks", lambda: _read(source))


def _read(source: ReportSource) -> dict[str, TrunkWork]:
    """By name, the busiest first; a trunk that was removed and added again is one."""
    office, scope = source.office, source.scope
    known = {n: name for name, ns in office.known("trunks").items() for n in ns}
    found: dict[str, TrunkWork] = {}
    calls = office.trunk_calls(scope)
    for tally in calls.tallies:
        name = known.get(tally.trunk_id, f"№ {tally.trunk_id}")
        hour = tally.quarter_at.astimezone(source.zone).hour
        found.setdefault(name, TrunkWork()).add(tally, hour)
    for (trunk, cause), n in calls.causes.items():
        found[known.get(trunk, f"№ {trunk}")].causes[cause] += n
    for peak in calls.peaks:
        work = found.get(known.get(peak.trunk_id, f"№ {peak.trunk_id}"))
        if work is not None and (work.peak is None or peak.calls > work.peak.calls):
            work.peak = peak
    return dict(sorted(found.items(), key=lambda item: (-item[1].attempts, item[0])))


def _main(source: ReportSource) -> Section:
    language = source.language

    def named(key: str, kind: CellKind = CellKind.COUNT, width: int = 11) -> Column:
        return Column(words.text(key, language), kind, width)

    columns = (
        named("trunk", CellKind.TEXT, 20), named("attempts"), named("answered_count"),
        named("asr", CellKind.SHARE, 9), named("acd_s", CellKind.SECONDS, 9),
        named("minutes_total"), named("network_failures", width=12), named("peak", width=13),
        named("peak_at", CellKind.MOMENT, 20),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (name, work.attempts, work.answered, share(work.answered, work.attempts), work.acd_s,
         work.minutes, work.network_failures, work.peak.calls if work.peak else None,
         work.peak.at if work.peak else None)
        for name, work in _works(source).items()
    ]  # fmt: skip
    if len(rows) > 1:
        rows.append(_total(_works(source).values(), language))
    note = words.text("trunks_note", language) if rows else ""
    return Section(words.text("trunks_title", language), columns, rows, note=note)


def _total(works: Iterable[TrunkWork], language: str) -> tuple[Cell, ...]:
    whole = TrunkWork()
    for work in works:
        whole.attempts += work.attempts
        whole.answered += work.answered
        whole.talk_ms += work.talk_ms
        whole.minutes += work.minutes
        whole.network_failures += work.network_failures
    return (
        words.text("total", language), whole.attempts, whole.answered,
        share(whole.answered, whole.attempts), whole.acd_s, whole.minutes, whole.network_failures,
        None, None,
    )  # fmt: skip


def _details(source: ReportSource) -> Iterator[Section]:
    language = source.language
    trunk = Column(words.text("trunk", language), width=20)
    attempts = Column(words.text("attempts", language), CellKind.COUNT, 12)
    part = Column(words.text("share", language), CellKind.SHARE, 12)
    works = _works(source)
    yield Section(
        words.text("trunk_causes", language),
        (trunk, Column(words.text("hangup_cause", language), width=34), attempts, part),
        [(name, names.cause(cause, language), n, share(n, work.attempts))
         for name, work in works.items() for cause, n in work.causes.most_common()],
        bar=3,
    )  # fmt: skip
    yield Section(
        words.text("trunk_codes", language),
        (trunk, Column(words.text("sip_code", language), width=24), attempts, part),
        [(name, str(code) if code else words.text("no_code", language), n,
          share(n, work.attempts))
         for name, work in works.items() for code, n in work.codes.most_common()],
        bar=3,
    )  # fmt: skip
    yield Section(
        words.text("trunk_hours", language),
        (trunk, Column(words.text("hour_of_day", language), width=12), attempts,
         Column(words.text("answered_count", language), CellKind.COUNT, 12),
         Column(words.text("asr", language), CellKind.SHARE, 12)),
        [(name, f"{hour:02d}:00", n, answered, share(answered, n))
         for name, work in works.items()
         for hour, (n, answered) in sorted(work.by_hour.items())],
        heat=(4,),
    )  # fmt: skip


def _asr(works: Mapping[str, TrunkWork], language: str) -> Bars:
    shown = list(works.items())[:12]
    rates = [(work.answered / work.attempts, work.attempts) for _, work in shown]
    return Bars(
        words.text("chart_asr", language),
        tuple(name for name, _ in shown),
        tuple(rate for rate, _ in rates),
        tuple(f"n = {numbers.integer(n, language)}" for _, n in rates),
        intervals=tuple(statistics.wilson(rate, n) for rate, n in rates),
        are_shares=True,
    )


def _by_hour(works: Iterable[TrunkWork]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for work in works:
        for hour, (n, answered) in work.by_hour.items():
            before = found.get(hour, (0, 0))
            found[hour] = (before[0] + n, before[1] + answered)
    return found


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"
