"""The debt sample over real SIP and RTP: balances come from a billing database during the calls,
promises go back into it, and when it is down the list has to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.firebird.address import parse_address
from engine.adapters.firebird.connection import Connection
from rino_desktop.demo.sip.controller import Farm
from rino_desktop.demo.sip.witness import WitnessedCall
from tests.helpers.office import Office, wait_for
from tests.helpers.ports import free_tcp_port
from tests.helpers.sample_campaigns import (
    BUSY,
    Subscriber,
    add_contacts,
    hangs_up,
    hurried,
    keys_of,
    noon,
    over,
    presses,
    write_sample,
)

pytestmark = pytest.mark.timeout(180)

#: Into the question who he is, after "the call is recorded" and who calls.
_WHO_S = 7.5
#: Yes, it is he; a date; in so many days; right. Each key is pressed into what the one
#: before it brings.
PROMISES_3 = presses("1 1 3# 1", heard_s=_WHO_S, every_s=1.5)
PROMISES_12 = presses("1 1 12# 1", heard_s=_WHO_S, every_s=1.5)
#: What was charged for first; then a promise.
ASKS_FIRST = presses("1 2", heard_s=_WHO_S, every_s=1.5, hang_up_after_s=22.0)
SOMEBODY_ELSE = presses("2", heard_s=_WHO_S)
NEVER = presses("1 9", heard_s=_WHO_S, every_s=1.5)
SAYS_NOTHING = presses("")

#: What the debtors of the billing database do, in the order of their debts.
DEEDS: list[dict[str, Any]] = [
    PROMISES_3, PROMISES_12, ASKS_FIRST, SOMEBODY_ELSE, NEVER, hangs_up(3.0), BUSY,
    # This one pays before he is called.
    SAYS_NOTHING,
]  # fmt: skip

DEBTORS_SQL = """
SELECT s.phone, s.full_name AS name, a.account, b.debt, b.pay_by, '{zone}' AS zone
FROM accounts a
JOIN subscribers s ON s.id = a.subscriber_id
JOIN balances b ON b.account_id = a.id
WHERE a.account IN ({accounts})
"""

#: The same scheme where its data source never answers: the debt is the list's.
OUTAGE = [
    Subscriber("+79126000001", [presses("1 1 5# 1", heard_s=_WHO_S, every_s=1.5)],
               {"Лицевой счёт": "OUT-1", "ФИО": "Иванов Иван Петрович", "Долг": "1 250,30"}),
    # Nobody knows what he owes.
    Subscriber("+79126000002", [SAYS_NOTHING], {"Лицевой счёт": "OUT-2"}),
]  # fmt: skip


@dataclass
class Debtor:
    account: str
    phone: str
    debt: Decimal


@dataclass
class Played:
    office: Office
    billing: Path
    debtors: list[Debtor]
    calls: list[WitnessedCall]
    attempts: list[dict[str, Any]]
    #: By the subscribers' clock.
    today: date

    def attempt(self, phone: str) -> dict[str, Any]:
        (found,) = [attempt for attempt in self.attempts if attempt["phone"] == phone]
        return found


def _rows(billing: Path, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Of the billing database itself, and committed."""
    connection = Connection(parse_address(str(billing)), "")
    try:
        connection.begin()
        if sql.lstrip().upper().startswith("EXECUTE"):
            connection.execute(sql, parameters)
            rows: list[tuple[Any, ...]] = []
        else:
            rows = list(connection.rows(sql, parameters))
        connection.commit()
        return rows
    finally:
        connection.close()


def _debtors(billing: Path) -> list[Debtor]:
    """One account of each of so many people, each with a telephone of his own."""
    found: dict[str, Debtor] = {}
    for account, phone, debt in _rows(
        billing,
        "SELECT a.account, s.phone, b.debt FROM accounts a"
        " JOIN subscribers s ON s.id = a.subscriber_id JOIN balances b ON b.account_id = a.id"
        " WHERE b.debt >= 500 AND b.pay_by IS NOT NULL AND a.closed IS NULL"
        " ORDER BY b.debt DESC, a.account",
    ):
        found.setdefault(str(phone), Debtor(str(account), str(phone), Decimal(debt)))
    return list(found.values())[: len(DEEDS)]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    folder = tmp_path_factory.mktemp("debts")
    office = Office(folder / "office")
    billing = folder / "billing.fdb"
    began = datetime.now(UTC)
    zone, clock = noon(began)
    office.run("db", "init")
    office.run("demo-billing", "create", str(billing), "--subscribers", "80",
               "--register", "billing")  # fmt: skip
    debtors = _debtors(billing)
    assert len(debtors) == len(DEEDS)
    people = [Subscriber(debtor.phone, [deed]) for debtor, deed in zip(debtors, DEEDS, strict=True)]
    rules = [person.rule for person in (*people, *OUTAGE)]
    with Farm(folder / "farm", behaviours={"rules": rules}) as farm:
        try:
            _open(office, farm.port, debtors, zone)
            # He has paid since the list was made, and is called all the same: he hears so.
            paid = debtors[-1]
            _rows(billing, "EXECUTE PROCEDURE register_payment(?, ?)", paid.account, paid.debt)
            office.run("campaign", "start", "debtors")
            office.run("campaign", "start", "outage")
            engine = office.engine(until_done=False)
            everybody = (*people, *OUTAGE)
            wait_for(
                lambda: engine.poll() is not None or over(farm.calls(), everybody), "calls", 90
            )
            assert engine.poll() is None, office.log()
            wait_for(lambda: _delivered(office) >= 3, "promises in the billing database", 30)
            engine.terminate()
            assert engine.wait(30) == 0, office.log()
            attempts = [*office.attempts("debtors"), *office.attempts("outage")]
            today = began.astimezone(clock).date()
            yield Played(office, billing, debtors, farm.calls(), attempts, today)
        finally:
            office.close()


def _open(office: Office, port: int, debtors: list[Debtor], zone: str) -> None:
    office.run("trunk", "add", "city", "--proxy", f"sip:127.0.0.1:{port}", "--lines", "16",
               "--cps", "10", "--codecs", "pcma")  # fmt: skip
    write_sample(office, "debt")
    accounts = ", ".join(f"'{debtor.account}'" for debtor in debtors)
    query = office.folder / "list.sql"
    query.write_text(DEBTORS_SQL.format(zone=zone, accounts=accounts), encoding="utf-8")
    built = office.json("contacts", "build", "--campaign", "debtors", "--source", "billing",
                        "--query", str(query), "--map", "timezone=zone")  # fmt: skip
    assert built["contacts"] == len(debtors), built

    # A source where nobody listens.
    office.run("source", "add", "dead", "--url", f"firebird://SYSDBA@127.0.0.1:{free_tcp_port()}/x",
               "--timeout", "1")  # fmt: skip
    text = office.run("scheme", "export", "debtor-billing")
    assert text.count('"source": "billing"') >= 2
    scheme = office.folder / "debtor-outage.scheme.json"
    tests = text.index('  "tests": [')
    head = text[:tests].replace('"source": "billing"', '"source": "dead"')
    scheme.write_text(head + '  "tests": []\n}\n', encoding="utf-8")
    office.run("scheme", "import", str(scheme))
    path = office.folder / "outage.toml"
    text = hurried((office.folder / "debt.toml").read_text(encoding="utf-8"))
    text = text.replace('name = "debtors"', 'name = "outage"')
    text = text.replace('scheme = "debtor-billing"', 'scheme = "debtor-outage"')
    path.write_text(text, encoding="utf-8")
    office.run("campaign", "create", str(path))
    add_contacts(office, "outage", OUTAGE, zone)


def _delivered(office: Office) -> int:
    found = 0
    for campaign in ("debtors", "outage"):
        (outbox,) = office.status(campaign)["outbox"]
        found += outbox["delivered"]
    return found


def test_each_debtor_gets_what_he_did(played: Played) -> None:
    came = [played.attempt(debtor.phone)["disposition"] for debtor in played.debtors]
    assert came == ["completed", "completed", "partial", "completed", "opted_out", "partial",
                    "user_busy", "completed"]  # fmt: skip
    keys = [keys_of(played.calls, debtor.phone) for debtor in played.debtors]
    assert keys == ["113#1", "1112#1", "12", "2", "19", "", "", ""]
    assert played.attempt(played.debtors[3].phone)["results"] == {"wrong_person": "yes"}
    # 230-FZ: once a day and no more, also who was busy.
    why = played.office.json("campaign", "why", "debtors", played.debtors[6].phone)
    assert why["state"] == "waiting_retry"
    tried = datetime.fromisoformat(played.attempt(played.debtors[6].phone)["started_at"])
    assert datetime.fromisoformat(why["next_at"]) - tried >= timedelta(days=1)


def test_promises_stand_in_the_billing_database_once(played: Played) -> None:
    rows = _rows(played.billing, "SELECT account, promised_on, amount, phone FROM promises")
    three, twelve = played.debtors[:2]
    outage = OUTAGE[0]
    expected = {
        three.account: (played.today + timedelta(days=3), three.debt, three.phone),
        twelve.account: (played.today + timedelta(days=12), twelve.debt, twelve.phone),
        outage.fields["Лицевой счёт"]: (
            played.today + timedelta(days=5), Decimal("1250.30"), outage.number,
        ),
    }  # fmt: skip
    assert len(rows) == len(expected)
    assert {account: tuple(rest) for account, *rest in rows} == expected
    for phone, days in ((three.phone, 3), (twelve.phone, 12), (outage.number, 5)):
        promised = played.attempt(phone)["results"]["promised_on"]
        assert promised == (played.today + timedelta(days=days)).isoformat()
    for campaign in ("debtors", "outage"):
        (outbox,) = played.office.status(campaign)["outbox"]
        assert (outbox["waiting"], outbox["set_aside"]) == (0, 0)


def test_who_has_paid_meanwhile_hears_so(played: Played) -> None:
    paid = played.debtors[-1]
    attempt = played.attempt(paid.phone)
    assert attempt["results"] == {"paid_before": "yes"}
    # In the list he is a debtor still: what he heard came from the billing database.
    fields = {name.casefold(): value for name, value in attempt["contact"].items()}
    assert Decimal(fields["debt"].replace(",", ".")) == paid.debt


def test_without_the_billing_the_list_has_to_do(played: Played) -> None:
    known, unknown = (played.attempt(person.number) for person in OUTAGE)
    assert (known["disposition"], known["hangup_by"]) == ("completed", "system")
    assert (unknown["disposition"], unknown["results"]) == ("partial", {})
    lines = played.office.log().splitlines()
    told = [line for line in lines if "source_desk: the data source dead is down" in line]
    assert len(told) == 1, "it is told once, however many calls ask"
