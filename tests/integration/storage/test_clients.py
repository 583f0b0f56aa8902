"""Clients and their do-not-call lists, on both databases."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.domain.operator import Hold, OfferKind, OperatorState, OperatorStatus, Queue
from engine.errors import KnownError
from engine.ports.audit import Actor, Via
from engine.ports.do_not_call import Evidence
from rino_desktop import wallboard
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, dialling

LETTER = Evidence("Анна", NOW - timedelta(days=1), "letter.pdf", b"please do not call")


def test_a_client_is_added_renamed_put_away(database: FirebirdDatabase) -> None:
    def live(stores):  # type: ignore[no-untyped-def]
        first = stores.clients.add("ООО «Свет»", "договор 12", NOW)
        stores.clients.add("Вода", "", NOW)
        assert (first.details, first.created_at, first.archived) == ("договор 12", NOW, False)
        with pytest.raises(KnownError, match="exists already"):
            stores.clients.add("ооо «свет»", "", NOW)
        changed = stores.clients.change(
            replace(first, name="Свет", own_refusals=True, archived=True)
        )
        assert stores.clients.by_name("СВЕТ") == changed
        assert stores.clients.by_id(first.id) == changed
        assert [client.name for client in stores.clients.all()] == ["Вода", "Свет"]
        for name in ("ООО «Свет»", "nobody"):
            with pytest.raises(KnownError, match="no client"):
                stores.clients.by_name(name)
        assert stores.clients.by_id(999) is None

    database.transact(live)


def test_what_is_noted_of_a_client_has_an_end(database: FirebirdDatabase) -> None:
    with pytest.raises(KnownError, match="1001 characters"):
        database.transact(lambda s: s.clients.add("Свет", "я" * 1001, NOW))
    with pytest.raises(KnownError, match="must not be empty"):
        database.transact(lambda s: s.clients.add("  ", "", NOW))


def test_campaigns_users_and_forms_are_given_to_clients(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    campaign = dialling(tested_database, database).campaign

    def live(stores):  # type: ignore[no-untyped-def]
        client = stores.clients.add("Свет", "", NOW)
        assert stores.clients.of_campaign(campaign.id) is None
        stores.clients.give_campaign(campaign.id, client.id)
        assert stores.clients.of_campaign(campaign.id) == client
        assert stores.clients.of_campaigns() == {campaign.id: client.id}
        assert stores.campaigns.get(campaign.id).revision > campaign.revision  # engines look
        user = stores.users.add("Пётр", "supervisor", "x", NOW)
        stores.clients.confine_user(user.id, client.id)
        assert stores.clients.of_users() == {user.id: client.id}
        stores.clients.confine_user(user.id, None)
        assert stores.clients.of_users() == {}
        stores.clients.give_campaign(campaign.id, None)
        assert stores.clients.of_campaigns() == {}

    database.transact(live)


def test_a_clients_list_holds_for_his_campaigns_only(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database)
    campaign_id = node.campaign.id
    attempts = node.prepared(node.claim(2))
    phone = attempts[0].phone

    def give(stores):  # type: ignore[no-untyped-def]
        client, other = (stores.clients.add(name, "", NOW) for name in ("Свет", "Вода"))
        assert stores.do_not_call.add([phone], "letter", NOW, client_id=other.id) == 1
        stores.clients.give_campaign(campaign_id, client.id)
        return client, other

    client, other = database.transact(give)
    look = lambda s: (  # noqa: E731
        s.do_not_call.contains(phone),
        s.do_not_call.contains(phone, campaign_id),
        s.do_not_call.forbidden([(campaign_id, phone), (campaign_id, "+1")]),
    )
    assert database.transact(look) == (False, False, set())
    database.transact(lambda s: s.clients.give_campaign(campaign_id, other.id))
    assert database.transact(look) == (False, True, {(campaign_id, phone)})

    assert node.open(attempts).refused == {attempts[0].id: "do_not_call"}
    assert database.transact(lambda s: s.do_not_call.remove([phone], other.id)) == 1
    assert database.transact(lambda s: s.do_not_call.remove([phone], client.id)) == 0
    assert not node.open(attempts[:1]).refused


def test_an_import_leaves_out_what_the_client_must_not_call(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    campaign_id = dialling(tested_database, database).campaign.id

    def fill(stores):  # type: ignore[no-untyped-def]
        client, other = (stores.clients.add(name, "", NOW) for name in ("Свет", "Вода"))
        stores.clients.give_campaign(campaign_id, client.id)
        stores.do_not_call.add(["+71"], "x", NOW)
        stores.do_not_call.add(["+72"], "x", NOW, client_id=client.id)
        stores.do_not_call.add(["+73"], "x", NOW, client_id=other.id)

    database.transact(fill)
    assert FirebirdBulkLoader(tested_database.address, tested_database.password).do_not_call(
        campaign_id
    ) == {"+71", "+72"}


def test_who_put_a_number_there_when_and_what_proves_it(database: FirebirdDatabase) -> None:
    def live(stores):  # type: ignore[no-untyped-def]
        lists = stores.do_not_call
        client = stores.clients.add("Свет", "", NOW)
        assert lists.add(["+72", "+71"], "by hand", NOW) == 2
        assert lists.add(["+71"], "letter", NOW, evidence=LETTER) == 0  # it gets its proof
        assert lists.add(["+71"], "again", NOW, evidence=Evidence(proof="other")) == 0
        assert lists.add(["+71", "+73"], "letter", NOW, client_id=client.id, evidence=LETTER) == 2

        one, two = lists.all()
        assert (one.phone, one.source, one.asked_at) == ("+71", "by hand", LETTER.asked_at)
        assert (one.proof, one.proof_size) == ("letter.pdf", 18)
        assert lists.proof(one) == LETTER.content
        assert (two.phone, two.proof, two.proof_size, lists.proof(two)) == ("+72", "", 0, None)

        theirs = list(lists.all(client.id))
        assert [(e.phone, e.added_by, e.client_id) for e in theirs] == [
            ("+71", "Анна", client.id), ("+73", "Анна", client.id),
        ]  # fmt: skip
        assert lists.of(["+71", "+9"]) == [one, theirs[0]]
        assert lists.counts() == {None: 2, client.id: 2}

    database.transact(live)


def test_the_newest_first_and_by_how_a_number_begins(database: FirebirdDatabase) -> None:
    def live(stores):  # type: ignore[no-untyped-def]
        lists = stores.do_not_call
        client = stores.clients.add("Свет", "", NOW)
        for days, phone in enumerate(("+7495", "+7812", "+7496")):
            for whose in (None, client.id):
                lists.add([phone], "x", NOW + timedelta(days=days), client_id=whose)
        for whose in (None, client.id):
            assert [e.phone for e in lists.newest(2, whose)] == ["+7496", "+7812"]
            assert [e.phone for e in lists.newest(9, whose, "+749")] == ["+7496", "+7495"]

    database.transact(live)


@pytest.mark.parametrize("own", [True, False])
def test_a_refusal_in_a_call_goes_where_the_client_keeps_them(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, own: bool
) -> None:
    campaign_id = dialling(tested_database, database).campaign.id

    def live(stores):  # type: ignore[no-untyped-def]
        client = stores.clients.add("Свет", "", NOW)
        stores.clients.change(replace(client, own_refusals=own))
        stores.clients.give_campaign(campaign_id, client.id)
        stores.do_not_call.add_refusal("+71", "call: x", NOW, campaign_id, "attempt 5")
        stores.do_not_call.add_refusal("+72", "call: x", NOW, None)
        (entry,) = stores.do_not_call.of(["+71"])
        assert (entry.client_id, entry.proof, entry.asked_at) == (
            client.id if own else None, "attempt 5", NOW,
        )  # fmt: skip
        assert stores.do_not_call.of(["+72"])[0].client_id is None

    database.transact(live)


def test_who_is_confined_sees_what_is_his_clients_and_nothing_else(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    campaign = dialling(tested_database, database).campaign

    def prepare(stores):  # type: ignore[no-untyped-def]
        other = stores.campaigns.create(CampaignSettings("of nobody"))
        client = stores.clients.add("Свет", "", NOW)
        stores.clients.add("Вода", "", NOW)
        user = stores.users.add("Пётр", "supervisor", "x", NOW)
        stores.clients.confine_user(user.id, client.id)
        return client, user, other

    client, user, other = database.transact(prepare)
    with closing(tested_database.open()) as his:
        his.actor = Actor("Пётр", Via.DESKTOP, "pc", user.id)

        def seen() -> tuple[list[str], list[str]]:
            return his.transact(
                lambda s: ([c.name for c in s.campaigns.all()], [c.name for c in s.clients.all()])
            )

        with pytest.raises(KnownError):
            seen()  # his client has no campaign yet: there is nothing that he may do
        database.transact(lambda s: s.clients.give_campaign(campaign.id, client.id))
        assert seen() == ([campaign.name], ["Свет"])
        his.transact(lambda s: s.campaigns.set_state(campaign.id, CampaignState.PAUSED))
        for act in (
            lambda s: s.campaigns.get(other.id),
            lambda s: s.campaigns.set_state(other.id, CampaignState.PAUSED),
            lambda s: s.clients.by_name("Вода"),
            lambda s: s.clients.give_campaign(other.id, client.id),
            lambda s: s.do_not_call.add(["+71"], "x", NOW),
            lambda s: s.clients.confine_user(user.id, None),
        ):
            with pytest.raises(KnownError):
                his.transact(act)
        database.transact(lambda s: s.clients.give_campaign(other.id, client.id))
        assert len(seen()[0]) == 2
        database.transact(lambda s: s.clients.confine_user(user.id, None))
        assert seen()[1] == ["Вода", "Свет"]


def test_who_is_confined_sees_only_operators_of_his_campaigns(database: FirebirdDatabase) -> None:
    ids: dict[str, int] = {}

    def set_up(stores):  # type: ignore[no-untyped-def]
        client = stores.clients.add("Свет", "", NOW)
        for name, skill in (("ours", "light"), ("theirs", "water")):
            campaign = stores.campaigns.create(CampaignSettings(name))
            stores.operators.save_queue(Queue(f"queue of {name}", campaign.id, skill))
            if name == "ours":
                stores.clients.give_campaign(campaign.id, client.id)
        for name, skills in (
            ("Анна", {"light": 3}), ("Борис", {"water": 3}), ("Вера", {"light": 1, "water": 1}),
        ):  # fmt: skip
            user = stores.users.add(name, "operator", "hash", NOW)
            ids[name] = user.id
            stores.operators.set_skills(user.id, skills)
            queue = "queue of theirs" if "water" in skills else "queue of ours"
            hold = Hold("node", f"offer {name}", OfferKind.SUBSCRIBER, "+79120000001", 1, queue)
            row = OperatorStatus(
                user.id, 1, "w", OperatorState.TALKING, NOW, queue=queue, present=True, hold=hold
            )
            stores.operators.save_status(row, None, None, NOW)
        user = stores.users.add("Глеб", "supervisor", "hash", NOW)
        ids["Глеб"] = user.id
        stores.clients.confine_user(user.id, client.id)

    database.transact(set_up)
    everybody = database.transact(lambda s: wallboard.read(s, NOW, NOW)).operators
    assert {each.name for each in everybody} == {"Анна", "Борис", "Вера"}
    database.actor = Actor("Глеб", Via.DESKTOP, "pc", ids["Глеб"])
    seen = database.transact(lambda s: wallboard.read(s, NOW, NOW)).operators
    # Вера talks for somebody else just now: that she does is seen, for whom is not.
    assert {each.name: each.with_whom for each in seen} == {"Анна": "queue of ours", "Вера": ""}
    feed = database.transact(lambda s: s.operators.statuses_since(0))
    assert {each.operator_id for each in feed.statuses} == {ids["Анна"], ids["Вера"]}
    assert {each.hold is None for each in feed.statuses} == {True, False}
    assert database.transact(lambda s: s.operators.status(ids["Борис"])).revision == 0
    names = {each.name for each in database.transact(lambda s: s.users.all())}
    assert names == {"Анна", "Вера", "Глеб"}
