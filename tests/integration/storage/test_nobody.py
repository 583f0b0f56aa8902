"""What a desktop may do before somebody signs in and after he has gone, on both databases."""

from collections.abc import Callable

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.campaign import CampaignSettings
from engine.guard import NotSignedIn
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.people import SignInTries
from engine.ports.storage import Stores
from rino_desktop import accounts, sign_in
from tests.helpers.stored_campaign import NOW

NOBODY = Actor("", Via.DESKTOP, "pc")
GUEST = Actor("guest", Via.DESKTOP, "pc", trusted=True)
COMMAND = Actor("root", Via.COMMAND, "pc")
Work = Callable[[Stores], object]


def _refused(database: FirebirdDatabase, *works: Work) -> None:
    for work in works:
        with pytest.raises(NotSignedIn, match="Nobody has signed in here"):
            database.transact(work)


def test_nobody_makes_the_first_administrator_and_nothing_else(database: FirebirdDatabase) -> None:
    database.actor = NOBODY
    assert not database.transact(lambda s: s.users.exist())
    _refused(
        database,
        lambda s: accounts.add(s, "Ольга", "supervisor", "hash", NOW),
        lambda s: s.campaigns.create(CampaignSettings("a")),
        lambda s: s.schemes.all(),
        lambda s: s.users.all(),
    )

    def first(stores: Stores) -> object:
        stores.users.lock()
        return accounts.add(stores, "Анна", "administrator", "hash", NOW)

    database.transact(first)
    assert database.transact(lambda s: s.users.exist())
    _refused(
        database,
        lambda s: accounts.add(s, "Пётр", "administrator", "hash", NOW),
        lambda s: accounts.set_password(s, "Анна", "mine"),
    )
    database.actor = COMMAND
    assert [each.name for each in database.transact(lambda s: s.users.all())] == ["Анна"]
    (entry,) = database.transact(lambda s: s.audit.entries(AuditFilter(), 9))
    assert (entry.action, entry.subject) == ("user.add", "Анна")


def test_nobody_tries_a_password_and_sees_no_more_of_the_office(
    database: FirebirdDatabase,
) -> None:
    anna = database.transact(lambda s: s.users.add("Анна", "administrator", "hash", NOW))
    campaign = database.transact(lambda s: s.campaigns.create(CampaignSettings("a")))
    database.actor = NOBODY
    tried = database.transact(lambda s: sign_in.begin(s, "анна", NOW))
    assert tried.user is not None
    assert tried.user.password_hash == "hash"
    assert database.transact(lambda s: sign_in.begin(s, "Nobody's", NOW)).user is None
    database.transact(lambda s: sign_in.note(s, sign_in.Outcome.FAILURE, anna, NOW))
    database.transact(lambda s: sign_in.succeeded(s, anna))
    _refused(
        database,
        lambda s: s.campaigns.get(campaign.id),
        lambda s: s.contacts.some(campaign.id, "", 9),
        lambda s: s.reports.by_hour(campaign.id),
        lambda s: s.rights.powers(),
        lambda s: s.rights.acting(anna.id),
        lambda s: s.nodes.post_command("start", campaign.id, {}, NOW),
        lambda s: s.user_state.put("", "key", 1),
        lambda s: sign_in.note(s, sign_in.Outcome.SUCCESS, anna, NOW),
        lambda s: s.audit.record(NOW, "campaign.start", "a"),
        lambda s: s.audit.record(NOW, "sign_in.failure", "a", by=COMMAND),
        lambda s: s.audit.entries(AuditFilter(), 9),
    )

    def half(stores: Stores) -> None:
        stores.users.put_tries("Анна", SignInTries(5, NOW))
        stores.campaigns.all()

    _refused(database, half)
    assert database.transact(lambda s: s.users.tries("Анна")) is None, "all of it is undone"

    for trusted in (GUEST, COMMAND, Actor("node", Via.ENGINE, "pc")):
        database.actor = trusted
        assert len(database.transact(lambda s: s.campaigns.all())) == 1
        database.transact(lambda s: s.users.set_password("Анна", "other"))
