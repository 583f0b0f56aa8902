"""Roles, and the guard over the real stores: who may see and do what, on both databases."""

import asyncio
import threading
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.domain.rights import ADMINISTRATOR, EVERY_RIGHT, Grant, Right
from engine.errors import KnownError
from engine.guard import NoRight
from engine.lists.criteria import Base, Criterion
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.report_scope import Scope
from engine.ports.reports import StoredForm
from engine.ports.segments import Segment
from engine.ports.storage import Stores
from rino_desktop import backups, beside_guard, preflight, segments
from rino_desktop.settings import Settings
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, completed, dialling, phone_of


def _signed_in(database: FirebirdDatabase, name: str, role: str) -> int:
    database.actor = Actor()
    user = database.transact(lambda s: s.users.add(name, role, "hash", NOW))
    _be(database, user.id, name)
    return user.id


def _be(database: FirebirdDatabase, user_id: int | None, name: str = "") -> None:
    """``user_id`` None: whoever works with the database's own password."""
    via = Via.COMMAND if user_id is None else Via.DESKTOP
    database.actor = Actor(name, via, "pc", user_id)


def _own_role(database: FirebirdDatabase, name: str, *rights: Right) -> str:
    return database.transact(lambda s: s.rights.save_role(name, rights)).code


def test_roles_of_the_office_s_own(database: FirebirdDatabase) -> None:
    code = _own_role(database, "Слушатель", Right.REPORTS_VIEW, Right.LISTEN)
    role = database.transact(lambda s: s.rights.role("слушатель"))
    assert (role.code, role.rights) == (code, {Right.REPORTS_VIEW, Right.LISTEN})
    database.transact(lambda s: s.rights.save_role("Наставник", [Right.WHISPER], code))
    names = [each.name for each in database.transact(lambda s: s.rights.roles())]
    assert names == ["", "", "", "", "Наставник"]

    def refused(work: object, match: str) -> None:
        with pytest.raises(KnownError, match=match):
            database.transact(work)  # type: ignore[arg-type]

    refused(lambda s: s.rights.save_role("НАСТАВНИК", []), "exists already")
    refused(lambda s: s.rights.save_role("x", [], "operator"), "built in")
    refused(lambda s: s.rights.remove_role("administrator"), "built in")
    refused(lambda s: s.rights.role("nobody's"), "no role named")
    user_id = _signed_in(database, "Анна", code)
    _be(database, None)
    refused(lambda s: s.rights.remove_role(code), "Анна has the role 'Наставник'")
    campaign = database.transact(lambda s: s.campaigns.create(CampaignSettings("a")))
    refused(lambda s: s.rights.grant(Grant(999, code, campaign.id)), "no person 999")
    refused(lambda s: s.rights.grant(Grant(user_id, code, 999)), "no campaign 999")
    grant = Grant(user_id, "supervisor", campaign.id)
    assert database.transact(lambda s: s.rights.grant(grant))
    assert not database.transact(lambda s: s.rights.grant(grant))
    assert database.transact(lambda s: s.rights.grants(campaign_id=campaign.id)) == [grant]
    database.transact(lambda s: s.users.remove(user_id))
    assert database.transact(lambda s: s.rights.grants()) == []
    database.transact(lambda s: s.rights.remove_role(code))


def test_what_is_changed_counts_from_the_next_transaction_on(database: FirebirdDatabase) -> None:
    code = _own_role(database, "a", Right.SCHEMES_EDIT)
    user_id = _signed_in(database, "Анна", code)

    def save(stores: Stores) -> None:
        stores.schemes.save_draft("s", '{"nodes": []}')

    database.transact(save)
    _be(database, None)
    database.transact(lambda s: s.rights.save_role("a", [], code))
    _be(database, user_id, "Анна")
    with pytest.raises(NoRight, match="Анна has no right to do that: change and publish schemes"):
        database.transact(save)
    _be(database, None)
    user = database.transact(lambda s: s.users.by_name("Анна"))
    from dataclasses import replace

    database.transact(lambda s: s.users.change(replace(user, role="administrator", blocked=True)))
    _be(database, user_id, "Анна")
    with pytest.raises(NoRight, match="may not work here any more"):
        database.transact(save)
    told = database.transact(lambda s: s.users.by_id(user_id))
    assert told is not None
    assert told.blocked  # his window can tell him
    assert ADMINISTRATOR.rights == EVERY_RIGHT - {Right.CALLS_TAKE}


def test_confined_to_a_campaign(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    here = dialling(tested_database, database, 3)
    there = database.transact(lambda s: s.campaigns.create(CampaignSettings("other")))
    user_id = _signed_in(database, "Анна", "confined")
    _be(database, None)
    database.transact(lambda s: s.rights.grant(Grant(user_id, "supervisor", here.campaign.id)))
    _be(database, user_id, "Анна")

    assert [c.name for c in database.transact(lambda s: s.campaigns.all())] == [here.campaign.name]
    (first, *_) = database.transact(lambda s: s.contacts.some(here.campaign.id, "", 9))
    assert first.phones == (phone_of(1),)
    assert database.transact(lambda s: s.contacts.get(first.id)) == first
    database.transact(lambda s: s.campaigns.set_state(here.campaign.id, CampaignState.PAUSED))
    for work in (
        lambda s: s.campaigns.get(there.id),
        lambda s: s.campaigns.by_name("other"),
        lambda s: s.contacts.some(there.id, "", 9),
        lambda s: s.campaigns.set_state(there.id, CampaignState.RUNNING),
        lambda s: s.nodes.post_command("start", there.id, {}, NOW),
        lambda s: s.reports.by_hour(there.id),
        lambda s: s.campaigns.create(CampaignSettings("third")),
        lambda s: s.schemes.delete("notice"),
        lambda s: s.users.add("x", "administrator", "h", NOW),
        lambda s: s.directory.search("иванов"),
    ):
        with pytest.raises(NoRight):
            database.transact(work)
    assert database.transact(lambda s: s.history.of_phones([phone_of(1)], 9)) == []

    # Whoever may start a campaign gets its check-list; what he may not look at is told, or not his.
    _be(database, None)
    own = _own_role(database, "start", Right.CAMPAIGN_VIEW, Right.CAMPAIGN_RUN)
    checks = {
        "Анна": user_id,
        "Пётр": _signed_in(database, "Пётр", "supervisor"),
        "Олег": _signed_in(database, "Олег", own),
    }
    settings = Settings("x", None, "en", False, "warning", tmp_path)
    for name, number in checks.items():
        _be(database, number, name)
        found, _ = database.transact(
            lambda s: preflight.of_database(settings, s, here.campaign.name, NOW)
        )
        assert {"scheme", "contacts", "hours", "engine"} <= {each.code for each in found}
        not_his = [each.words for each in found if each.code == "right"]
        assert len(not_his) == (name == "Олег"), not_his
    assert "see contacts" in not_his[0]
    _be(database, user_id, "Анна")
    assert database.transact(lambda s: s.contact_book.with_phone(phone_of(1))) == [first.id]
    _be(database, None)
    database.transact(lambda s: s.audit.record(
        NOW, "contact.edit", phone_of(1), {}, subject_id=first.id,
        campaign_id=here.campaign.id))  # fmt: skip
    _be(database, user_id, "Анна")
    assert len(database.transact(lambda s: s.contact_life.changes([first.id], 9))) == 1
    _be(database, None)
    database.transact(lambda s: s.rights.revoke(Grant(user_id, "supervisor", here.campaign.id)))
    database.transact(lambda s: s.rights.grant(Grant(user_id, "supervisor", there.id)))
    _be(database, user_id, "Анна")
    assert database.transact(lambda s: s.contact_book.with_phone(phone_of(1))) == []
    assert database.transact(lambda s: s.contact_life.changes([first.id], 9)) == []


def test_what_waits_for_its_turn_is_done_with_the_rights_of_who_asked(
    database: FirebirdDatabase,
) -> None:
    """Nobody is signed in any more when it is done, and nobody would be let do everything."""
    user_id = _signed_in(database, "Анна", "operator")
    held = threading.Event()

    async def scenario() -> None:
        first = asyncio.create_task(database.run(lambda s: held.wait(5)))
        asked = asyncio.create_task(database.run(lambda s: s.rights.grants()))
        await asyncio.sleep(0.05)
        _be(database, None)
        held.set()
        assert await first
        with pytest.raises(NoRight):
            await asked

    asyncio.run(scenario())
    assert database.transact(lambda s: s.rights.grants(user_id)) == []


def test_reports_of_who_is_confined_tell_nothing_of_others(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    here = dialling(tested_database, database, 3)

    def prepare(stores: Stores) -> None:
        other = stores.campaigns.create(CampaignSettings("other")).id
        stores.users.add("Борис", "operator", "hash", NOW)
        stores.users.add("Вера", "operator", "hash", NOW)
        for name, campaign in (("ours", here.campaign.id), ("theirs", other)):
            client = stores.clients.add(name, "", NOW)
            stores.clients.give_campaign(campaign, client.id)
            stores.report_forms.put(StoredForm(name, NOW, {"form.toml": ""}))
            stores.clients.give_report_form(name, client.id)
        stores.report_forms.put(StoredForm("everybody's", NOW, {"form.toml": ""}))

    database.transact(prepare)
    user_id = _signed_in(database, "Анна", "confined")
    _be(database, None)
    database.transact(lambda s: s.rights.grant(Grant(user_id, "supervisor", here.campaign.id)))
    _be(database, user_id, "Анна")

    scope = Scope((here.campaign.id,))
    for work in (
        # Orders and requests belong to no campaign: one that he may see opens none of them.
        lambda s: list(s.report_facts.orders(scope)),
        lambda s: list(s.report_facts.requests(scope)),
        lambda s: s.report_forms.get("theirs"),
    ):
        with pytest.raises(NoRight):
            database.transact(work)
    forms = database.transact(lambda s: [form.name for form in s.report_forms.all()])
    assert sorted(forms) == ["everybody's", "ours"]
    assert list(database.transact(lambda s: s.clients.of_report_forms())) == ["ours"]
    facts = database.transact(
        lambda s: [list(s.report_facts.known(kind)) for kind in ("campaigns", "operators", "lists")]
    )
    assert facts == [[here.campaign.name], [], ["list.csv"]]
    assert database.transact(lambda s: s.report_facts.people()) == {}
    assert database.transact(lambda s: list(s.report_facts.zones(()))) == [here.campaign.id]
    _be(database, None)
    assert len(database.transact(lambda s: s.report_facts.people())) == 2


def test_who_may_not_see_personal_data_sees_it_masked(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    here = dialling(tested_database, database, 2)
    (attempt, _) = here.dial(2)
    typed = {"split:a": "left", "number": phone_of(1)}
    for name, value in typed.items():
        database.transact(lambda s, n=name, v=value: s.attempts.save_result(attempt.id, n, v, NOW))
    here.close(attempt, completed(attempt))
    campaign_id = here.campaign.id
    code = _own_role(
        database, "blind", *(EVERY_RIGHT - {Right.PERSONAL_DATA, Right.RECORDINGS_HEAR})
    )
    _signed_in(database, "Анна", code)

    (contact, _) = database.transact(lambda s: s.contacts.some(campaign_id, "", 9))
    assert contact.phones == ("+7••••••••01",)
    assert contact.fields == {"Имя": "А•••••• 1"}
    with pytest.raises(NoRight, match="see numbers and names unmasked"):
        database.transact(lambda s: s.contacts.some(campaign_id, "9120000001", 9))
    (row,) = database.transact(lambda s: list(s.reports.attempts(campaign_id)))
    assert row.phone == "+7••••••••01"
    assert row.contact == {"Имя": "А•••••• 1"}
    assert row.recording == ""
    batches = database.transact(lambda s: list(s.reports.packed_attempts(campaign_id)))
    (packed,) = [each for batch in batches for each in batch]
    assert packed.phone.decode() == "+7••••••••01"
    assert "Абонент".encode() not in packed.contact
    # What a subscriber has typed, wherever a report tells of it.
    beside = database.transact(lambda s: s.reports.results_beside(campaign_id, "split:"))
    assert beside == [("split:a", "left", "number", "+7••••••••01", 1)]
    tallies = database.transact(lambda s: s.reports.by_result(campaign_id, "num"))
    assert [each.value for each in tallies] == ["+7••••••••01"]
    last = database.transact(lambda s: list(s.reports.last_results(campaign_id, "number")))
    assert [text for _, text in last] == ["+7••••••••01"]
    with pytest.raises(NoRight, match="see numbers and names unmasked"):
        database.transact(lambda s: s.directory.search("иванов"))
    (past,) = database.transact(lambda s: s.history.of_phones([phone_of(1)], 9))
    assert (past.phone, past.masked) == ("+7••••••••01", True)
    card = database.transact(lambda s: s.operators.card(attempt.id))
    assert card is not None
    assert (card.phone, card.mask_numbers) == ("+7••••••••01", True)

    changed = {"phones": [[phone_of(1)], [phone_of(2)]], "fields": {"Имя": ["Анна", "Ольга"]}}
    database.transact(lambda s: s.audit.record(NOW, "contact.edit", phone_of(1), changed))
    (entry,) = database.transact(lambda s: s.audit.entries(AuditFilter(action="contact."), 9))
    assert entry.subject == "+7••••••••01"
    assert entry.details == {
        "phones": [["+7••••••••01"], ["+7••••••••02"]], "fields": {"Имя": ["А•••", "О••••"]},
    }  # fmt: skip
    with pytest.raises(NoRight, match="see numbers and names unmasked"):
        database.transact(lambda s: s.audit.entries(AuditFilter(subject="912"), 9))

    settings = Settings("", None, "en", False, "", Path())
    everybody = Criterion(Base((here.campaign.name,)))
    counted = database.transact(lambda s: segments.count(s, settings, everybody, None, NOW))
    assert (counted.matches, counted.sample) == (2, ())
    _be(database, None)
    counted = database.transact(lambda s: segments.count(s, settings, everybody, None, NOW))
    assert len(counted.sample) == 2


def test_nobody_reads_hashes_or_what_is_somebody_else_s(database: FirebirdDatabase) -> None:
    database.transact(lambda s: s.users.add("Пётр", "administrator", "secret hash", NOW))
    _signed_in(database, "Анна", "supervisor")
    both = database.transact(lambda s: s.users.all())
    assert {each.name: each.password_hash for each in both} == {"Пётр": "", "Анна": "hash"}
    assert database.transact(lambda s: s.users.by_name("Пётр")).password_hash == ""
    database.transact(lambda s: s.users.set_password("анна", "new"))
    for work in (
        lambda s: s.users.set_password("Пётр", "new"),
        lambda s: s.user_state.get("Пётр", "window"),
        lambda s: s.audit.entries(AuditFilter(), 9),
        lambda s: s.rights.require(Right.BACKUP),
    ):
        with pytest.raises(NoRight):
            database.transact(work)


def test_what_is_done_beside_the_stores_asks_before(database: FirebirdDatabase) -> None:
    """Imports, data sources, backups: their connections are not guarded."""
    here = database.transact(lambda s: s.campaigns.create(CampaignSettings("a")))
    lacking = EVERY_RIGHT - {
        Right.CONTACTS_EDIT, Right.SOURCES_EDIT, Right.BACKUP, Right.LISTS_BUILD
    }  # fmt: skip
    _signed_in(database, "Анна", _own_role(database, "b", *lacking))
    segment = Segment(1, "s", "", Criterion(), 1, NOW)
    for work in (
        lambda s: beside_guard.require_import(s, "a"),
        lambda s: beside_guard.allow_beside(s, Right.SOURCES_EDIT, NOW, "source.test", "x"),
        backups.require,
    ):
        with pytest.raises(NoRight):
            database.transact(work)
    with pytest.raises(NoRight, match="build lists"):
        segments.build(Settings("", None, "en", False, "", Path()), database, segment, here,
                       loader=_NoLoader())  # type: ignore[arg-type] # fmt: skip
    _signed_in(database, "Пётр", "supervisor")
    assert database.transact(lambda s: beside_guard.require_import(s, "a")) == here.id
    database.transact(lambda s: beside_guard.note_build(s, "a", "l.csv", {"rows": 3, "x": 1}, NOW))
    _be(database, None)
    (entry,) = database.transact(lambda s: s.audit.entries(AuditFilter(), 9))
    assert (entry.actor.name, entry.action, entry.campaign_id) == (
        "Пётр",
        "contacts.build",
        here.id,
    )
    assert entry.details == {"origin": "l.csv", "rows": 3}


class _NoLoader:
    def do_not_call(self, campaign_id: int) -> frozenset[str]:
        return frozenset()
