"""Claims, what waits, and how contacts come back."""

from datetime import timedelta

from engine.adapters.firebird import FirebirdDatabase, check
from engine.domain.attempt import ContactVerdict
from engine.domain.contact import ContactProgress, ContactState
from engine.domain.disposition import Disposition
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import (
    NOW,
    add_contacts,
    again,
    busy,
    dialling,
    phone_of,
    running_campaign,
)


def test_a_claimed_contact_is_as_it_was_imported(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, 3)
    contacts = node.claim(2)
    assert [contact.phones for contact in contacts] == [(phone_of(1),), (phone_of(2),)]
    assert contacts[0].fields == {"Имя": "Абонент 1"}
    assert contacts[0].state is ContactState.NEW
    assert contacts[0].progress == ContactProgress()
    assert contacts[0].zones == ()
    assert contacts[0].next_at <= NOW


def test_no_contact_is_claimed_twice(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    north = dialling(tested_database, database, 10)
    south = dialling(tested_database, database, node="south", campaign=north.campaign)
    first, second, third = north.claim(4), south.claim(4), north.claim(10)
    ids = [contact.id for contact in (*first, *second, *third)]
    assert len(ids) == len(set(ids)) == 10
    assert south.claim(1) == []
    outlook = database.transact(lambda s: s.contacts.outlook(north.campaign.id, north.session_id))
    assert outlook.claimed_elsewhere == 4
    assert outlook.zones == ()


def test_due_retries_come_before_fresh_contacts(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, 6)
    attempts = node.dial(3)
    due = [NOW - timedelta(minutes=1), NOW - timedelta(minutes=3), NOW + timedelta(minutes=1)]
    for attempt, next_at in zip(attempts, due, strict=True):
        node.close(attempt, busy(attempt), again(attempt, next_at))

    assert database.transact(lambda s: s.contacts.retries_ahead(node.campaign.id, NOW)) == (
        1, due[2],
    )  # fmt: skip
    claimed = node.claim(4)
    assert [c.id for c in claimed[:2]] == [attempts[1].contact_id, attempts[0].contact_id]
    assert [c.state for c in claimed] == [ContactState.WAITING_RETRY] * 2 + [ContactState.NEW] * 2
    assert claimed[0].progress == ContactProgress(1, {Disposition.USER_BUSY: 1})
    assert claimed[0].next_at == due[1]
    later = node.claim(9, NOW + timedelta(minutes=1))
    assert later[0].id == attempts[2].contact_id
    assert len(later) == 2


def test_only_the_zones_asked_for_are_claimed(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    campaign = running_campaign(tested_database, database)
    add_contacts(tested_database, campaign, 3, first=1, zones=("Europe/Moscow",))
    add_contacts(tested_database, campaign, 3, first=11, zones=("Asia/Omsk", "Asia/Tomsk"))
    add_contacts(tested_database, campaign, 3, first=21)
    node = dialling(tested_database, database, campaign=campaign)
    outlook = database.transact(lambda s: s.contacts.outlook(campaign.id, node.session_id))
    by_zones = {zone.zones: zone for zone in outlook.zones}
    assert set(by_zones) == {(), ("Europe/Moscow",), ("Asia/Omsk", "Asia/Tomsk")}
    assert all(zone.earliest is not None and zone.earliest < NOW for zone in outlook.zones)

    east = by_zones["Asia/Omsk", "Asia/Tomsk"].zone_set_id
    assert {c.zones for c in node.claim(9, zone_sets=[east])} == {("Asia/Omsk", "Asia/Tomsk")}
    assert node.claim(9, zone_sets=[east, 4711]) == []
    assert len(node.claim(9)) == 6


def test_contacts_come_back(tested_database: DatabaseUnderTest, database: FirebirdDatabase) -> None:
    node = dialling(tested_database, database, 4)
    first, second, third, fourth = node.claim(4)
    other = dialling(tested_database, database, node="south", campaign=node.campaign)
    tomorrow = NOW + timedelta(days=1)
    excluded = ContactVerdict(ContactState.EXCLUDED, ContactProgress(), NOW)
    postponed = ContactVerdict(ContactState.NEW, ContactProgress(), tomorrow)

    def work(s):  # type: ignore[no-untyped-def]
        s.contacts.release(other.session_id, [first.id])  # not his to give back
        s.contacts.release(node.session_id, [second.id])
        s.contacts.settle(other.session_id, third.id, excluded)
        s.contacts.settle(node.session_id, third.id, excluded)
        s.contacts.settle(node.session_id, fourth.id, postponed)

    database.transact(work)
    assert [c.id for c in other.claim(9)] == [second.id]
    assert other.claim(9, tomorrow)[0].id == fourth.id
    counts = database.transact(lambda s: s.contacts.counts(node.campaign.id))
    assert (counts.total, counts.new, counts.excluded) == (4, 3, 1)
    assert check(tested_database.address, tested_database.password) == []


def test_a_session_that_was_given_up_claims_nothing(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, 4)
    database.transact(lambda s: s.nodes.give_up(node.session_id))
    assert node.claim(4) == []


def test_a_campaign_finishes_when_nothing_is_left(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, 2)

    def finish() -> bool:
        return database.transact(lambda s: s.campaigns.finish_if_running(node.campaign.id))

    assert not finish()
    one, two = node.dial(2)
    assert not finish()
    node.close(one)
    node.close(two, busy(two), again(two, NOW + timedelta(hours=1)))
    assert not finish()
    (retry,) = node.prepared(node.claim(5, NOW + timedelta(hours=2)))
    node.open([retry])
    node.close(retry)
    assert finish()
    assert not finish()
    assert database.transact(lambda s: s.campaigns.get(node.campaign.id)).state == "finished"


def test_contacts_by_the_beginning_of_their_number(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, 12)

    def found(beginning: str, limit: int = 20) -> list[str]:
        contacts = database.transact(
            lambda s: s.contacts.with_phone(node.campaign.id, beginning, limit)
        )
        return [contact.phones[0] for contact in contacts]

    assert found(phone_of(7)) == [phone_of(7)]
    assert found(phone_of(1)[:-2]) == [phone_of(index) for index in range(1, 13)]
    assert found(phone_of(1)[:-2], 3) == [phone_of(index) for index in range(1, 4)]
    assert found("+9") == []


def test_contacts_by_any_part_of_what_is_known(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, 12)

    def found(part: str) -> list[str]:
        contacts = database.transact(lambda s: s.contacts.some(node.campaign.id, part, 20))
        return [contact.phones[0] for contact in contacts]

    assert found("абонент 12") == found("АБОНЕНТ 12") == [phone_of(12)]
    assert found(phone_of(3)[4:]) == [phone_of(3)]
    assert len(found("")) == 12
    assert found("a part that is longer than any number") == []


def test_a_number_dialled_by_hand_becomes_a_contact_once(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, 1)
    zones = ("Europe/Moscow", "Europe/Samara")

    def add(phone: str, operator: str = "Анна") -> int:
        return database.transact(
            lambda s: s.contacts.add_by_hand(node.campaign.id, phone, zones, operator, NOW)
        )

    one = add("+74951234567")
    assert add("+74951234567", "Борис") == one
    other = add("+74951234568")
    contact = database.transact(lambda s: s.contacts.get(one))
    assert (contact.phones, contact.zones, contact.fields) == (("+74951234567",), zones, {})
    assert contact.state is ContactState.NEW
    names = [database.transact(lambda s, n=n: s.contacts.added_by(n)) for n in (one, other)]
    assert names == ["Анна", "Анна"]
    [listed] = node.claim(1)
    assert database.transact(lambda s: s.contacts.added_by(listed.id)) == ""
    taken = database.transact(
        lambda s: s.contacts.claim_one(node.session_id, node.campaign.id, one)
    )
    assert taken is not None
    assert database.transact(lambda s: s.contacts.counts(node.campaign.id)).total == 3
    known = database.transact(lambda s: s.ledger.contact_of(node.campaign.id, "+74951234568"))
    assert known == other
