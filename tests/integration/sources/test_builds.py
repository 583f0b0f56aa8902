"""Lists by criterion: built, brought up to date, withdrawn before they are dialled."""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.list_refresh import MEMBERS
from engine.adapters.sources import open_connection
from engine.domain.campaign import Campaign, CampaignState
from engine.domain.contact import ContactState
from engine.errors import KnownError
from engine.ports.source_store import ListBuild
from engine.ports.sources import SourceSettings
from engine.ports.storage import NewContact
from engine.service.contact_build import BuildReport, build_contacts
from engine.service.source_mapping_file import read_mapping
from rino_desktop.list_refreshes import refresh_due
from rino_desktop.settings import Settings
from tests.helpers.databases import DatabaseUnderTest, GetServer
from tests.helpers.stored_campaign import NOW, again, busy, dialling, running_campaign
from tests.integration.sources.foreign import make

DEBTORS = "SELECT phone, name, debt FROM people WHERE debt > 0"
MAPPING = """
[contacts]
table = "people"
[contacts.fields]
phone = "phone"
name = "name"
debt = "debt"
"""


@dataclass
class Office:
    """A campaign whose list comes from an SQLite file with people in debt."""

    case: DatabaseUnderTest
    database: FirebirdDatabase
    campaign: Campaign
    file: Path

    def sql(self, statement: str, *parameters: Any) -> None:
        with contextlib.closing(sqlite3.connect(self.file)) as connection, connection:
            connection.execute(statement, parameters)

    def build(self, query: str = DEBTORS, **options: Any) -> BuildReport:
        settings = SourceSettings(
            "people", f"sqlite:///{self.file}", mapping=read_mapping(MAPPING.encode(), "m.toml")
        )
        list_build = options.pop("build", None) or ListBuild("people", query)
        connection = open_connection(settings)
        try:
            return build_contacts(
                connection, settings, list_build, self.campaign,
                FirebirdBulkLoader(self.case.address, self.case.password),
                today=date(2026, 11, 23), **options,
            )  # fmt: skip
        finally:
            connection.close()

    def states(self) -> dict[str, str]:
        """Phone's last two digits → queue and state in the table."""
        connection = Connection(self.case.address, self.case.password)
        try:
            connection.begin(read_only=True)
            rows = connection.rows(
                "SELECT phone, queue, state FROM contacts WHERE campaign_id = ? ORDER BY phone",
                (self.campaign.id,),
            )
        finally:
            connection.close()
        return {phone[-2:]: f"{queue}{state}" for phone, queue, state in rows}

    def counts(self) -> tuple[int, int, int]:
        """(total, excluded, withdrawn)."""
        found = self.database.transact(lambda s: s.contacts.counts(self.campaign.id))
        withdrawn = self.database.transact(lambda s: s.sources.withdrawn(self.campaign.id))
        return found.total, found.excluded, withdrawn


@pytest.fixture
def office(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> Iterator[Office]:
    campaign = running_campaign(tested_database, database)
    made = Office(tested_database, database, campaign, tmp_path / "people.db")
    made.sql("CREATE TABLE people (phone TEXT, name TEXT, debt NUMERIC)")
    for number in range(1, 6):
        made.sql("INSERT INTO people VALUES (?, ?, ?)", f"8916000000{number}", "Имя", number * 10)
    return made


def pay(office: Office, number: int, debt: float = 0) -> None:
    office.sql("UPDATE people SET debt = ? WHERE phone = ?", debt, f"8916000000{number}")


def told(report: BuildReport) -> dict[str, int]:
    return {
        "matches": report.matches,
        "new": report.report.contacts,
        "updated": report.report.updated,
        "unchanged": report.report.unchanged,
        "withdrawn": report.withdrawn,
        "returned": report.returned,
        "rejected": sum(report.report.rejected.values()),
    }


def test_a_list_follows_its_source(office: Office) -> None:
    office.sql("INSERT INTO people VALUES ('nonsense', 'x', 5)")
    dry = told(office.build(dry_run=True))
    assert office.counts() == (0, 0, 0), "a dry run stores nothing"
    first = told(office.build())
    assert first == dry
    assert first == {"matches": 5, "new": 5, "updated": 0, "unchanged": 0, "withdrawn": 0,
                     "returned": 0, "rejected": 1}  # fmt: skip

    pay(office, 1)
    pay(office, 2, 999)
    office.sql("INSERT INTO people VALUES ('89160000006', 'Новый', 60)")
    dry = told(office.build(refresh=True, dry_run=True))
    assert office.counts() == (5, 0, 0)
    second = told(office.build(refresh=True))
    assert second == dry
    assert second == {"matches": 5, "new": 1, "updated": 1, "unchanged": 3, "withdrawn": 1,
                      "returned": 0, "rejected": 1}  # fmt: skip
    assert office.counts() == (6, 1, 1)
    assert office.states()["01"] == "24", "settled and excluded"

    again = told(office.build(refresh=True))
    assert (again["withdrawn"], again["updated"], again["unchanged"]) == (0, 0, 5)

    pay(office, 1, 55)
    assert told(office.build(dry_run=True))["returned"] == 1
    back = told(office.build(refresh=True))
    assert (back["returned"], back["updated"], back["withdrawn"]) == (1, 1, 0)
    assert office.counts() == (6, 0, 0)
    assert office.states()["01"] == "00", "waiting and new, as before"


def test_without_refresh_nobody_is_withdrawn(office: Office) -> None:
    office.build()
    pay(office, 1)
    assert told(office.build())["withdrawn"] == 0
    assert office.counts() == (5, 0, 0)


def test_contacts_of_a_file_are_never_withdrawn(office: Office) -> None:
    loader = FirebirdBulkLoader(office.case.address, office.case.password)
    rows = [NewContact(("+79169999999",), (), {}, 1), NewContact(("+79160000001",), (), {}, 2)]
    loader.load(office.campaign.id, "list.csv", iter([rows]))
    office.build()
    pay(office, 1)
    pay(office, 2)
    assert told(office.build(refresh=True))["withdrawn"] == 1
    assert office.states()["99"] == "00"
    assert office.states()["01"] == "00"
    assert office.states()["02"] == "24"


def test_an_empty_source_withdraws_nobody_unless_that_is_meant(office: Office) -> None:
    office.build()
    office.sql("UPDATE people SET debt = 0")
    with pytest.raises(KnownError, match="nobody matches"):
        office.build(refresh=True)
    assert office.counts() == (5, 0, 0)
    assert told(office.build(refresh=True, allow_empty=True))["withdrawn"] == 5


def test_those_on_the_do_not_call_list_are_left_to_it(office: Office) -> None:
    office.build()
    office.database.transact(lambda s: s.do_not_call.add(["+79160000003"], "asked", NOW))
    report = told(office.build(refresh=True))
    assert (report["rejected"], report["withdrawn"]) == (1, 0)


def test_claimed_contacts_lose_their_claim_and_open_attempts_stay(office: Office) -> None:
    office.build()
    node = dialling(office.case, office.database, campaign=office.campaign)
    prepared = {attempt.phone[-2:]: attempt for attempt in node.prepared(node.claim(5))}
    assert node.open([prepared["01"]]).opened
    for number in (1, 2):
        pay(office, number)
    assert told(office.build(refresh=True))["withdrawn"] == 1
    assert office.states()["01"] == "10", "it is being called: nothing happens to it"
    assert office.states()["02"] == "24"
    refused = node.open([prepared["02"]])
    assert not refused.opened
    assert list(refused.refused.values()) == ["claim_lost"]


def test_a_retry_that_comes_back_keeps_its_time_and_progress(office: Office) -> None:
    office.build()
    node = dialling(office.case, office.database, campaign=office.campaign)
    [attempt, *_] = node.dial(1)
    later = NOW + timedelta(hours=3)
    node.close(attempt, busy(attempt), again(attempt, later))
    before = node.contact(attempt)
    assert before.state is ContactState.WAITING_RETRY
    number = int(attempt.phone[-1])
    pay(office, number)
    assert told(office.build(refresh=True))["withdrawn"] == 1
    assert node.contact(attempt).state is ContactState.EXCLUDED
    pay(office, number, number * 10)
    assert told(office.build(refresh=True))["returned"] == 1
    assert node.contact(attempt) == before


def test_a_contact_that_is_done_stays_done(office: Office) -> None:
    office.build()
    node = dialling(office.case, office.database, campaign=office.campaign)
    [attempt] = node.dial(1)
    node.close(attempt)
    pay(office, int(attempt.phone[-1]))
    assert told(office.build(refresh=True))["withdrawn"] == 0
    assert node.contact(attempt).state is ContactState.DONE


def test_a_list_by_criterion_of_a_foreign_firebird_database(
    office: Office, server_of_worker: GetServer, tmp_path: Path
) -> None:
    foreign = make(server_of_worker(), tmp_path / "f.fdb", dialect=1, charset="NONE",
                   names="cyrillic")  # fmt: skip
    connection = open_connection(foreign.settings(), foreign.server.password)
    try:
        report = build_contacts(
            connection, foreign.settings(),
            ListBuild("foreign", where="debt > 1000 and service == 'тв'"), office.campaign,
            FirebirdBulkLoader(office.case.address, office.case.password),
            today=date(2026, 11, 23),
        )  # fmt: skip
    finally:
        connection.close()
    assert told(report)["new"] == 1
    [contact] = report.sample
    assert contact.phones == ("+79160000001",)
    assert contact.fields == {"account": "10", "debt": "1250.30", "small": "0.10", "share": "0.3",
                              "pay_by": "2026-03-05", "name": "Ёлкина Анна",
                              "district": "Центр"}  # fmt: skip


def test_a_list_of_a_mapped_entity_needs_no_query(office: Office) -> None:
    assert told(office.build(build=ListBuild("people")))["new"] == 5
    assert told(office.build(build=ListBuild("people", query="@contacts")))["unchanged"] == 5


def test_bad_queries_name_what_is_wrong(office: Office) -> None:
    for query in ("SELECT nope FROM people", "DELETE FROM people", "SELECT name FROM people"):
        with pytest.raises(KnownError):
            office.build(query)
    assert office.counts() == (0, 0, 0)


def test_the_members_are_found_along_an_index(office: Office) -> None:
    connection = Connection(office.case.address, office.case.password)
    try:
        connection.begin(read_only=True)
        plan = connection.plan(MEMBERS)
    finally:
        connection.close()
    assert "C INDEX (CONTACTS_" in plan, plan
    assert "NATURAL" not in plan, plan


def test_the_engine_refreshes_running_campaigns_by_itself(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(
        str(office.case.address), office.case.password, "en", False, "warning", office.file.parent
    )
    mapping = read_mapping(MAPPING.encode(), "m.toml")
    source = SourceSettings("people", f"sqlite:///{office.file}", mapping=mapping)
    every = ListBuild("people", where="debt > 0", refresh_every_s=900.0)
    office.database.transact(lambda s: s.sources.add(source))
    office.database.transact(lambda s: s.sources.save_build(office.campaign.id, every, NOW, {}))
    office.build(build=every)
    pay(office, 1)
    assert refresh_due(office.database, settings, NOW + timedelta(seconds=899)) == 0
    assert refresh_due(office.database, settings, NOW + timedelta(seconds=900)) == 1
    assert office.counts() == (5, 1, 1)

    late = NOW + timedelta(days=3650)
    office.sql("UPDATE people SET debt = 0")
    for step in range(3):
        assert refresh_due(office.database, settings, late + timedelta(hours=step)) == 1
    told = [line for line in caplog.messages if "could not be brought up to date" in line]
    assert len(told) == 1, told
    stored = office.database.transact(lambda s: s.sources.build_of(office.campaign.id))
    assert stored is not None
    assert "nobody matches" in str(stored.outcome["error"])
    assert office.counts() == (5, 1, 1)

    office.database.transact(
        lambda s: s.campaigns.set_state(office.campaign.id, CampaignState.PAUSED)
    )
    assert refresh_due(office.database, settings, late + timedelta(days=9)) == 0


def test_only_one_node_takes_a_refresh(office: Office) -> None:
    every = ListBuild("people", refresh_every_s=60.0)
    office.database.transact(lambda s: s.sources.save_build(office.campaign.id, every, NOW, {}))
    later = NOW + timedelta(hours=1)
    [due] = office.database.transact(lambda s: s.sources.due_builds(later))
    taken = [office.database.transact(lambda s: s.sources.take_build(due, later)) for _ in "12"]
    assert taken == [True, False]
