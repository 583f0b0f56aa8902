"""The audit log, on both databases."""

from datetime import timedelta

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.storage import Stores
from rino_desktop import campaign_control
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, dialling

ALL = AuditFilter()


def _anna(database: FirebirdDatabase) -> Actor:
    """An administrator who has signed in."""
    user = database.transact(lambda s: s.users.add("Анна Ким", "administrator", "hash", NOW))
    return Actor(user.name, Via.DESKTOP, "pc-7", user.id)


def _actions(database: FirebirdDatabase, wanted: AuditFilter = ALL) -> list[str]:
    return [e.action for e in database.transact(lambda s: s.audit.entries(wanted, 50))]


def test_what_was_done_is_found_by_everything_it_is_known_by(database: FirebirdDatabase) -> None:
    database.actor = anna = _anna(database)
    details = {"state": ["draft", "running"], "когда": NOW}
    database.transact(
        lambda s: s.audit.record(
            NOW, "campaign.start", "Долги  май", details, subject_id=5, campaign_id=5
        )
    )
    database.actor = Actor("root", Via.COMMAND, "server")
    later = NOW + timedelta(hours=1)
    database.transact(lambda s: s.audit.record(later, "user.add", "Пётр"))

    first, second = database.transact(lambda s: s.audit.entries(ALL, 50))
    assert (first.action, first.actor.name, first.details) == ("user.add", "root", {})
    assert second.actor == anna
    assert second.at == NOW
    assert second.details == {"state": ["draft", "running"], "когда": str(NOW)}
    assert (second.subject, second.subject_id, second.campaign_id) == ("Долги  май", 5, 5)

    for wanted in (
        AuditFilter(who="анна ким"),
        AuditFilter(action="campaign."),
        AuditFilter(action="campaign.start"),
        AuditFilter(subject="долги май"),
        AuditFilter(campaign_id=5),
        AuditFilter(until=later),
    ):
        assert _actions(database, wanted) == ["campaign.start"]
    for wanted in (AuditFilter(since=later), AuditFilter(who="root", action="user.")):
        assert _actions(database, wanted) == ["user.add"]
    assert _actions(database, AuditFilter(who="nobody")) == []


def test_page_by_page_and_old_ones_away(database: FirebirdDatabase) -> None:
    def fill(stores: Stores) -> None:
        for number in range(5):
            stores.audit.record(NOW + timedelta(days=number), f"thing.a{number}", "x")

    database.transact(fill)
    page = database.transact(lambda s: s.audit.entries(ALL, 2))
    rest = database.transact(lambda s: s.audit.entries(ALL, 50, page[-1].id))
    assert [e.action[-1] for e in (*page, *rest)] == ["4", "3", "2", "1", "0"]

    before = NOW + timedelta(days=3)
    assert database.transact(lambda s: s.audit.remove_before(before, 2)) == 2
    assert database.transact(lambda s: s.audit.remove_before(before, 50)) == 1
    assert [name[-1] for name in _actions(database)] == ["4", "3"]


def test_what_did_not_happen_leaves_no_entry(database: FirebirdDatabase) -> None:
    def half(stores: Stores) -> None:
        stores.audit.record(NOW, "user.add", "Пётр")
        raise KeyError

    with pytest.raises(KeyError):
        database.transact(half)
    assert _actions(database) == []


def test_commands_to_campaigns_are_told(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    campaign = dialling(tested_database, database).campaign
    database.actor = anna = _anna(database)
    database.transact(lambda s: campaign_control.pause(s, campaign.name, NOW))
    database.transact(lambda s: campaign_control.pause(s, campaign.name, NOW))  # nothing new
    (entry,) = database.transact(lambda s: s.audit.entries(ALL, 50))
    assert (entry.action, entry.actor, entry.subject) == ("campaign.pause", anna, campaign.name)
    assert entry.details == {"state": ["running", "paused"]}
