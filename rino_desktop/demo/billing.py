"""The demo's second campaign: debtors of a billing database. What they owe is asked there during
the call, what they promise is written back there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from engine.domain.campaign import CampaignState
from engine.ports.sources import SourceSettings
from engine.ports.storage import Database, ReportedAttempt, Stores
from engine.reports import PrintedTable, numbers
from rino_desktop import bootstrap, campaign_control, campaign_file, list_builds, sources
from rino_desktop.billing import create
from rino_desktop.demo.agreement import Check
from rino_desktop.demo.places import Places
from rino_desktop.demo.sip.witness import WitnessedCall
from rino_desktop.settings import Settings
from rino_desktop.texts import language, t

CAMPAIGN = "debtors-billing"
LINES = 4

_CAMPAIGN = """\
# {about}
[campaign]
name = "{name}"
purpose = "debt"
scheme = "debtor-billing"
trunk = "{trunk}"
caller_id = "+74950000000"
max_lines = {lines}
calls_per_second = 2
ring_timeout_s = 3
rtp_timeout_s = 5

[schedule]
timezone = "Europe/Moscow"
weekdays = "00:00-24:00"
weekend = "00:00-24:00"

[retry]
max_attempts = 3
user_busy = ["3s"]
network_failure = ["2s"]
interrupted = ["2s"]

[[outbox]]
name = "promises"
store = "billing"
what = ["writes"]
procedure = "register_promise"
arguments = ["key", "write.account", "write.promised_on", "write.amount", "phone"]
"""

#: Who they are and how to reach them; what they owe is left to the call to find out.
_LIST = """\
SELECT a.account, s.full_name AS name, s.phone, s.region
FROM accounts a
JOIN subscribers s ON s.id = a.subscriber_id
WHERE a.account IN ({accounts})
"""
_OWED = """\
SELECT s.phone, a.account, s.full_name, b.debt
FROM accounts a
JOIN subscribers s ON s.id = a.subscriber_id
JOIN balances b ON b.account_id = a.id
WHERE b.debt >= 500 AND b.pay_by IS NOT NULL AND a.closed IS NULL AND s.phone > :after
ORDER BY s.phone, a.account
"""
_PROMISES = "SELECT account, promised_on, amount, phone FROM promises ORDER BY made_at, account"

#: It is he; perhaps the charges first; then a number of days, and "right".
_PROMISED = re.compile(r"12*1\d+#1")
#: So many are called, of so many subscribers that nobody else calls; every third is a debtor.
_DEBTORS, _MORE = 7, 40
#: Seconds of speech after which the question who he is has begun.
_WHO_S = 6.5


@dataclass(frozen=True, slots=True)
class Debtor:
    phone: str
    account: str
    name: str
    debt: Decimal


@dataclass(frozen=True, slots=True)
class Billing:
    """``source``: the billing database; ``debtors``: by their numbers, one account each."""

    source: SourceSettings
    debtors: Mapping[str, Debtor]


def make(places: Places, other_phones: Sequence[str], today: date) -> Billing:
    """A sample billing database whose debtors nobody else in the demo calls."""
    last = max(other_phones)
    source = sources.absolute(create.as_source("billing", str(places.billing), ""))
    create.create(
        source.url, "", subscribers=int(last[-7:]) + _MORE, seed=create.SEED, today=today,
        progress=lambda _done, _total: None,
    )  # fmt: skip
    debtors: dict[str, Debtor] = {}
    for phone, account, name, debt in _ask(source, _OWED, after=last):
        if phone in debtors or len(debtors) < _DEBTORS:
            debtors.setdefault(phone, Debtor(phone, account, name, Decimal(debt)))
    return Billing(source, debtors)


def rules(billing: Billing, voices: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the debtors do when they are called."""

    def presses(*keys: tuple[str, float]) -> dict[str, Any]:
        (first, heard_s), *others = keys
        steps: list[dict[str, Any]] = [{"key": first, "delay_s": heard_s, "after": "heard"}]
        steps += [{"key": key, "delay_s": delay_s} for key, delay_s in others]
        return {"kind": "answer_and_press", "keys": steps, "voice": voices["hello"], "ring_s": 0.6}

    def promise(*days: str) -> dict[str, Any]:
        digits = [(digit, 0.4) for digit in days[1:]]
        return presses(("1", _WHO_S), ("1", 4.0), (days[0], 2.5), *digits, ("#", 0.5), ("1", 2.5))

    charges_first = presses(
        ("1", _WHO_S), ("2", 4.0), ("1", 8.0), ("4", 2.5), ("#", 0.5), ("1", 2.5)
    )
    deeds = [
        [promise("3")],
        [promise("1", "2")],
        [charges_first],
        [{"kind": "busy"}, promise("5")],
        [presses(("2", _WHO_S))],
        [presses(("1", _WHO_S), ("9", 4.0))],
        [{"kind": "hang_up_early", "hang_up_after_s": 4.0, "voice": voices["who"]}],
    ]
    return [
        {"number": phone, "behaviours": deeds[place % len(deeds)]}
        for place, phone in enumerate(billing.debtors)
    ]


def open_campaign(places: Places, settings: Settings, database: Database, billing: Billing,
                  trunk: str) -> None:  # fmt: skip
    """The data source, the campaign, its list by a query; then it is started."""
    text = _CAMPAIGN.format(
        about=t("Debts and promises in the billing database"), name=CAMPAIGN, trunk=trunk,
        lines=LINES,
    )  # fmt: skip
    places.billing_campaign.write_text(text, encoding="utf-8")
    query = places.data / "debtors.sql"
    accounts = ", ".join(f"'{debtor.account}'" for debtor in billing.debtors.values())
    query.write_text(_LIST.format(accounts=accounts), encoding="utf-8")

    def create_campaign(stores: Stores) -> None:
        stores.sources.add(billing.source)
        stores.campaigns.create(campaign_file.load(places.billing_campaign, stores))

    database.transact(create_campaign)
    asked = list_builds.wanted(
        source=billing.source.name, query=query, where="", entity="", mapping=(), country=None
    )
    list_builds.build(
        settings, CAMPAIGN, asked, refresh=False, dry_run=False, allow_empty=False, rejects=None,
        progress=lambda _done, _total: None,
    )  # fmt: skip
    now = datetime.now(UTC)
    database.transact(lambda stores: campaign_control.start(stores, CAMPAIGN, now))


# --- afterwards -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BillingOutcome:
    table: PrintedTable
    checks: list[Check]


def bring_in(database: Database, billing: Billing,
             calls: Sequence[WitnessedCall]) -> BillingOutcome:  # fmt: skip
    """``calls``: those to the billing's debtors."""

    def read(stores: Stores) -> tuple[CampaignState, list[ReportedAttempt]]:
        campaign = stores.campaigns.by_name(CAMPAIGN)
        return campaign.state, list(stores.reports.attempts(campaign.id))

    state, attempts = database.transact(read)
    promises = _ask(billing.source, _PROMISES)
    pressed = [call for call in calls if _PROMISED.fullmatch("".join(call.keys))]
    saved = {a.phone: a.results["promised_on"] for a in attempts if "promised_on" in a.results}
    owed = {phone: (debtor.account, debtor.debt) for phone, debtor in billing.debtors.items()}
    written = {phone: (account, Decimal(amount)) for account, _, amount, phone in promises}
    days = {phone: f"{day:%Y-%m-%d}" for _, day, _, phone in promises}
    return BillingOutcome(
        table=_table(billing, promises),
        checks=[
            Check(
                t("billing: calls in the report: {attempts}, calls that debtors got: {calls}",
                  attempts=len(attempts), calls=len(calls)),
                state is CampaignState.FINISHED
                and sorted(a.phone for a in attempts) == sorted(call.number for call in calls),
            ),
            Check(
                t("billing: promises written back: {written}, pressed by debtors: {pressed}",
                  written=len(promises), pressed=len(pressed)),
                len(promises) == len(written)
                and sorted(written) == sorted(call.number for call in pressed)
                and days == saved,
            ),
            Check(
                t("billing: debts told and written back as they stand there: {right} of {all}",
                  right=sum(owed.get(phone) == told for phone, told in written.items()),
                  all=len(written)),
                all(owed.get(phone) == told for phone, told in written.items()),
            ),
        ],
    )  # fmt: skip


def _table(billing: Billing, promises: Sequence[Sequence[Any]]) -> PrintedTable:
    rows = []
    for account, day, amount, phone in promises:
        debtor = billing.debtors.get(phone)
        name = debtor.name if debtor else ""
        rows.append(
            (account, name, numbers.decimal(float(amount), 2, language()), f"{day:%d.%m.%Y}")
        )
    columns = ((t("account"), False), (t("subscriber"), False), (t("owes"), True),
               (t("will pay on"), False))  # fmt: skip
    return PrintedTable(t("Promises in the billing database"), columns, tuple(rows))


def _ask(source: SourceSettings, statement: str, **parameters: str) -> list[tuple[Any, ...]]:
    connection = bootstrap.open_source(source)
    try:
        table = connection.query(statement, parameters, max_rows=10_000, timeout_s=20.0)
        return [tuple(row) for row in table.rows]
    finally:
        connection.close()
