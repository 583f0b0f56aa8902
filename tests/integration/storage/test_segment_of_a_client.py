"""A campaign whose list is a segment is started by somebody who sees one client only."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.domain.campaign import CampaignSettings
from engine.domain.rights import Right
from engine.guard import NoRight
from engine.lists.criteria import (
    Condition,
    Criterion,
    Field,
    Group,
    Kind,
    Match,
    Operator,
    ValueType,
)
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.source_store import ListBuild
from engine.ports.storage import NewContact
from rino_desktop import segment_refresh, segments
from rino_desktop.segments import SegmentBuilt
from rino_desktop.settings import Settings
from tests.helpers.databases import DatabaseUnderTest

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
OWES = Criterion(root=Group(Match.ALL, (
    Condition(Field(Kind.OWN, "Долг"), Operator.MORE, ("100",), ValueType.NUMBER),
)))  # fmt: skip


def person(number: int, debt: int = 500, name: str = "Анна") -> NewContact:
    return NewContact(
        (phone(number),), ("Europe/Moscow",), {"Имя": name, "Долг": str(debt)}, number + 1
    )


def phone(number: int) -> str:
    return f"+7495000000{number}"


class Office:
    def __init__(self, where: DatabaseUnderTest, database: FirebirdDatabase, folder: Path) -> None:
        self.where, self.database = where, database
        self.settings = Settings(where.url, where.password, "en", False, "warning", folder)
        self.campaigns = {
            name: database.transact(lambda s, name=name: s.campaigns.create(CampaignSettings(name)))
            for name in ("water", "water-old", "gas")
        }
        for client in ("Water", "Gas"):
            database.transact(lambda s, client=client: s.clients.add(client, "", NOW))
        for name, campaign in self.campaigns.items():
            self.give(campaign.id, name.split("-")[0].title())

    def give(self, campaign: int, client: str) -> None:
        self.database.transact(
            lambda s: s.clients.give_campaign(campaign, s.clients.by_name(client).id)
        )

    def load(self, campaign: str, *people: NewContact) -> None:
        def batches() -> Iterator[Sequence[NewContact]]:
            yield people

        loader = FirebirdBulkLoader(self.where.address, self.where.password)
        loader.load(self.campaigns[campaign].id, "a.csv", batches())

    def confined(self, name: str, *rights: Right) -> Actor:
        """Somebody who sees the client Water only."""
        code = self.database.transact(lambda s: s.rights.save_role(name, rights)).code
        user = self.database.transact(lambda s: s.users.add(name, code, "hash", NOW))
        self.database.transact(
            lambda s: s.clients.confine_user(user.id, s.clients.by_name("Water").id)
        )
        return Actor(name, Via.DESKTOP, "pc", user.id)

    def start(self, starter: Actor | None) -> SegmentBuilt | None:
        return segment_refresh.refresh_before_start(self.settings, "water", starter)

    def listed(self) -> dict[str, str]:
        """Of the campaign water: number → name."""
        water = self.campaigns["water"].id
        found = self.database.transact(lambda s: list(s.list_people.brought(water)))
        return {each.phones[0]: each.fields["Имя"] for each in found}


@pytest.fixture
def office(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> Office:  # fmt: skip
    made = Office(tested_database, database, tmp_path)
    made.load("water-old", person(0), person(1))
    made.load("gas", person(2), person(3))
    segment = database.transact(lambda s: segments.save(s, "debtors", "root", OWES, NOW))
    loader = FirebirdBulkLoader(tested_database.address, tested_database.password)
    built = segments.build(
        made.settings, database, segment, made.campaigns["water"], loader=loader
    )  # fmt: skip
    assert built.matches == 4, "whoever may build of all the office has has decided so"
    return made


def test_nobody_of_another_client_comes_in(office: Office) -> None:
    starter = office.confined("Ольга", Right.CAMPAIGN_RUN, Right.CONTACTS_VIEW)
    office.load("water-old", person(5))
    office.load("gas", person(2, name="Пётр"), person(3, debt=0), person(4))
    built = office.start(starter)
    assert built is not None
    assert (built.matches, built.outcome.contacts, built.outcome.withdrawn) == (4, 1, 1)
    listed = office.listed()
    assert set(listed) == {phone(each) for each in (0, 1, 2, 3, 5)}
    assert listed[phone(2)] == "Анна", "what Gas has learnt of him stays there"
    (entry,) = office.database.transact(lambda s: s.audit.entries(AuditFilter("Ольга"), 9))
    assert entry.action == "contacts.build"

    # Whoever sees all campaigns, and the command line, take all who fit.
    built = office.start(None)
    assert built is not None
    assert (built.matches, built.outcome.contacts) == (5, 1)
    assert office.listed()[phone(2)] == "Пётр"


def test_who_sees_no_contacts_brings_nobody_in(office: Office) -> None:
    office.load("water-old", person(5))
    built = office.start(office.confined("Ольга", Right.CAMPAIGN_RUN))
    assert built is not None
    assert (built.matches, built.outcome.contacts, built.outcome.withdrawn) == (4, 0, 0)


def test_who_may_not_start_it_changes_nothing(office: Office) -> None:
    office.load("water-old", person(5))
    lacking = office.confined("Ольга", Right.CAMPAIGN_VIEW, Right.CONTACTS_VIEW)
    with pytest.raises(NoRight):
        office.start(lacking)
    assert phone(5) not in office.listed()


def test_who_is_confined_gives_no_campaign_a_list_of_the_office(office: Office) -> None:
    builder = office.confined("Ольга", *Right)
    water = office.campaigns["water"].id
    segment = office.database.transact(lambda s: s.segments.by_name("debtors"))
    office.database.actor = builder
    query = ListBuild("billing", "SELECT 1", "", "", (), "RU", 0.0)
    for work in (
        lambda s: s.segments.use(water, segment.id, NOW, {}),
        lambda s: s.sources.save_build(water, query, NOW, {}),
        lambda s: list(s.list_people.brought(water)),
    ):
        with pytest.raises(NoRight):
            office.database.transact(work)
    office.database.actor = Actor()


def test_nobody_left_is_told_and_changes_nothing(office: Office) -> None:
    starter = office.confined("Ольга", Right.CAMPAIGN_RUN, Right.CONTACTS_VIEW)
    office.load("water-old", person(0, debt=0), person(1, debt=0))
    office.load("gas", person(2, debt=0), person(3, debt=0), person(4))
    with pytest.raises(segments.NobodyMatches):
        office.start(starter)
    assert len(office.listed()) == 4
    built = segment_refresh.refresh_before_start(
        office.settings, "water", starter, allow_empty=True
    )  # fmt: skip
    assert built is not None
    assert (built.matches, built.outcome.withdrawn) == (0, 4)
