"""The report ``promises``: who has promised to pay, and whether the billing data say he did."""

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from decimal import Decimal

from engine.errors import KnownError
from engine.ports.report_facts import Billing, PromiseFact
from engine.reports import chart_makers, numbers, words
from engine.reports.filters import CALLS, CAMPAIGNS
from engine.reports.model import (
    CallRow,
    Cell,
    CellKind,
    Column,
    Figure,
    PromiseOptions,
    ReportSource,
    Section,
    share,
)
from engine.reports.promise_keeping import DUE, Kept, Outcome, Promise, judge
from engine.scheme import values

_PAGE_ROWS = 500
#: What the result is called where nothing else is said, as in the samples.
USUAL = "promise"


@dataclass(frozen=True, slots=True)
class Told:
    """A promise, what became of it, and where it was made."""

    fact: PromiseFact
    promise: Promise
    kept: Kept


@dataclass
class PromiseTally:
    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    promised: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)

    @property
    def all(self) -> int:
        return sum(self.counts.values())

    @property
    def kept_share(self) -> float | None:
        return share(self.counts[Outcome.KEPT], sum(self.counts[each] for each in DUE))


class PromisesReport:
    name = "promises"
    of_office = True
    filters = (CAMPAIGNS, *CALLS)

    def title(self, language: str) -> str:
        return words.text("promises_title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        campaigns = _campaigns(source)
        document = {
            "campaigns": list(source.names) or None,
            "made_at": source.now.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z",
            "promises": [_json(told, campaigns, source) for told in _told(source)],
            "by_operator": {name: _tally_json(tally) for name, tally in
                            _grouped(source, lambda told: told.fact.operator).items()},
            "by_campaign": {name: _tally_json(tally) for name, tally in _grouped(
                source, lambda told: campaigns.get(told.fact.campaign_id, "")).items()},
        }  # fmt: skip
        yield json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        told, language = _told(source), source.language
        kept = [each for each in told if each.kept.outcome is Outcome.KEPT]
        due = [each for each in told if each.kept.outcome in DUE]
        return [
            Figure(words.text("promises", language), len(told)),
            Figure(words.text("promise_kept", language), len(kept), share(len(kept), len(due))),
            Figure(words.text("promise_pending", language),
                   sum(each.kept.outcome is Outcome.PENDING for each in told)),
        ]  # fmt: skip

    def tables(self, source: ReportSource) -> Iterator[Section]:
        yield from _groups(source)
        yield Section(words.text("promises", source.language), _columns(source.language),
                      _rows(source))  # fmt: skip

    def page(self, source: ReportSource) -> Iterator[Section]:
        told, language = _told(source), source.language
        counts = [
            (words.text(f"promise_{outcome}", language),
             sum(each.kept.outcome is outcome for each in told))
            for outcome in Outcome
        ]  # fmt: skip
        chart = chart_makers.of_counts(
            words.text("chart_promises", language), words.text("unit_promises", language),
            [each for each in counts if each[1]], language,
        )  # fmt: skip
        if chart is not None:
            yield Section("", (), (), chart=chart)
        yield from _groups(source)
        note = words.text("promises_note", language).format(grace=source.options.promise.grace)
        if len(told) > _PAGE_ROWS:
            note = words.text("rows_cut", language).format(
                shown=numbers.integer(_PAGE_ROWS, language),
                total=numbers.integer(len(told), language),
            ) + " " + note  # fmt: skip
        yield Section(
            words.text("promises", language), _columns(language),
            list(itertools.islice(_rows(source), _PAGE_ROWS)), note=note,
        )  # fmt: skip


def _told(source: ReportSource) -> list[Told]:
    return source.once("promises", lambda: _read(source))


def _read(source: ReportSource) -> list[Told]:
    asked = source.options.promise
    facts, promises = [], []
    for fact in source.office.promises(source.scope, asked.name or USUAL):
        saved = {name.casefold(): value for name, value in fact.saved.items()}
        value = saved.get((asked.name or USUAL).casefold(), "").strip()
        if asked.value and value.casefold() != asked.value.casefold():
            continue
        facts.append(fact)
        promises.append(_promise(fact, saved, value, asked, source))
    payments = []
    accounts = sorted({each.account for each in promises if each.account})
    if accounts:
        since = min(each.made for each in promises)
        billing = _billing(source)
        payments = list(billing.payments(since, accounts))
    today = source.now.astimezone(source.zone).date()
    kept = judge(promises, payments, today, asked.grace)
    return [Told(*each) for each in zip(facts, promises, kept, strict=True)]


def _billing(source: ReportSource) -> Billing:
    name = source.options.promise.source
    if not name or source.outside.billing is None:
        raise KnownError(
            "Promises are compared with payments, and no data source was named.",
            mend="Name the one of the billing database: --source NAME.",
        )
    return source.outside.billing(name)


def _promise(
    fact: PromiseFact, saved: dict[str, str], value: str, asked: PromiseOptions,
    source: ReportSource,
) -> Promise:  # fmt: skip
    """Where no name of a field is given, the promise itself may be the day; the account stands
    under its usual names."""
    fields = {name.casefold(): text for name, text in fact.fields.items()}

    def named(name: str) -> str:
        key = name.casefold()
        return (saved.get(key) or fields.get(key, "")).strip() if name else ""

    made = fact.at.astimezone(source.zone).date()
    due = values.parse_date(named(asked.day) if asked.day else value)
    if due is None and asked.within:
        due = made + timedelta(days=asked.within)
    amount = values.parse_money(named(asked.amount)) if asked.amount else None
    account = named(asked.account) if asked.account else ""
    if not asked.account:
        account = next((text for each in _ACCOUNTS if (text := named(each))), "")
    return Promise(made, due, None if amount is None else Decimal(amount), "".join(account.split()))


_ACCOUNTS = ("account", "лицевой счёт", "лицевой счет", "счёт", "счет", "лс")


def _campaigns(source: ReportSource) -> dict[int, str]:
    known = source.office.known("campaigns")
    return {number: name for name, ids in known.items() for number in ids}


def _grouped(source: ReportSource, of: Callable[[Told], str]) -> dict[str, PromiseTally]:
    found: dict[str, PromiseTally] = {}
    for told in _told(source):
        tally = found.setdefault(of(told), PromiseTally())
        tally.counts[told.kept.outcome] += 1
        tally.promised += told.promise.amount or 0
        tally.paid += told.kept.paid
    return dict(sorted(found.items(), key=lambda item: (-item[1].all, item[0])))


def _groups(source: ReportSource) -> Iterator[Section]:
    language, campaigns = source.language, _campaigns(source)
    for title, first, nobody, of in (
        ("promises_by_campaign", "campaign", "no_name",
         lambda told: campaigns.get(told.fact.campaign_id, "")),
        ("promises_by_operator", "operator", "nobody", lambda told: told.fact.operator),
    ):  # fmt: skip
        columns = (
            Column(words.text(first, language), width=24),
            Column(words.text("promises", language), CellKind.COUNT, 10),
            *(Column(words.text(f"promise_{each}", language), CellKind.COUNT, 12)
              for each in Outcome),
            Column(words.text("kept_share", language), CellKind.SHARE, 16),
            Column(words.text("promised_sum", language), CellKind.NUMBER, 13),
            Column(words.text("paid_sum", language), CellKind.NUMBER, 13),
        )  # fmt: skip
        rows: list[tuple[Cell, ...]] = [
            (name or words.text(nobody, language), tally.all,
             *(tally.counts[each] for each in Outcome), tally.kept_share, float(tally.promised),
             float(tally.paid))
            for name, tally in _grouped(source, of).items()
        ]  # fmt: skip
        yield Section(words.text(title, language), columns, rows)


def _columns(language: str) -> tuple[Column, ...]:
    def named(key: str, kind: CellKind = CellKind.TEXT, width: int = 14) -> Column:
        return Column(words.text(key, language), kind, width)

    return (
        named("attempt_id", CellKind.COUNT, 11), named("campaign", width=18),
        named("phone", CellKind.PHONE, 17), named("operator"), named("account", width=13),
        named("started_at", CellKind.MOMENT, 19), named("promised_on", width=12),
        named("promised_sum", CellKind.NUMBER, 11), named("paid_sum", CellKind.NUMBER, 11),
        named("promise_state", width=17),
    )  # fmt: skip


def _rows(source: ReportSource) -> Iterator[tuple[Cell, ...]]:
    language, campaigns = source.language, _campaigns(source)
    for told in _told(source):
        fact, promise = told.fact, told.promise
        yield CallRow.of(fact.attempt_id, (
            fact.attempt_id, campaigns.get(fact.campaign_id), source.phone(fact.phone),
            fact.operator or None, promise.account or None, fact.at, _day(promise.due, language),
            None if promise.amount is None else float(promise.amount), float(told.kept.paid),
            words.text(f"promise_{told.kept.outcome}", language),
        ))  # fmt: skip


def _day(day: date | None, language: str) -> str | None:
    if day is None:
        return None
    return day.strftime("%d.%m.%Y") if language == "ru" else day.isoformat()


def _json(told: Told, campaigns: dict[int, str], source: ReportSource) -> dict[str, object]:
    fact, promise = told.fact, told.promise
    return {
        "attempt": fact.attempt_id, "campaign": campaigns.get(fact.campaign_id),
        "phone": source.phone(fact.phone), "operator": fact.operator or None,
        "account": promise.account or None, "made_on": promise.made.isoformat(),
        "promised_on": promise.due and promise.due.isoformat(),
        "promised": None if promise.amount is None else str(promise.amount),
        "paid": str(told.kept.paid), "outcome": told.kept.outcome,
    }  # fmt: skip


def _tally_json(tally: PromiseTally) -> dict[str, object]:
    return {
        **{str(outcome): n for outcome, n in tally.counts.items()},
        "promised": str(tally.promised), "paid": str(tally.paid),
    }  # fmt: skip
