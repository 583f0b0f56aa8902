"""Why a contact was or was not called, and the answer to a complaint, from what is stored."""

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.refusal import Refusal
from engine.domain.rights import OF_CAMPAIGNS, Powers
from engine.errors import KnownError
from engine.guard import guarded
from engine.ports.audit import Actor, Via
from engine.ports.ledger import Consent
from engine.ports.rights import Acting
from engine.ports.storage import Stores
from rino_desktop import campaign_why
from rino_desktop.contacts import call_now, complaint, complaint_report, editing, export, life
from rino_desktop.contacts.why import Explanation, Says, explain
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, Dialling, again, busy, dialling, phone_of

HOUR = timedelta(hours=1)


@pytest.fixture
def case(tested_database: DatabaseUnderTest, database: FirebirdDatabase) -> Dialling:
    """Five contacts of a campaign that was paused for an hour, and then ran."""
    made = dialling(tested_database, database, 5)
    name, number = made.campaign.name, made.campaign.id

    def tell(stores: Stores) -> None:
        for action, states, hours in (("pause", ["running", "paused"], 5), (
            "start", ["paused", "running"], 4)):  # fmt: skip
            stores.audit.record(
                NOW - hours * HOUR, f"campaign.{action}", name, {"state": states},
                subject_id=number, campaign_id=number,
            )  # fmt: skip

    database.transact(tell)
    return made


def asked(case: Dialling, contact_id: int, at: object, now: object) -> Explanation:
    return case.database.transact(lambda s: explain(s, contact_id, at, now))  # type: ignore[arg-type]


def rules(explanation: Explanation, says: Says) -> list[str]:
    return [found.rule for found in explanation.findings if found.says is says]


def test_the_past_by_what_is_stored(case: Dialling) -> None:
    (attempt,) = case.dial(1)
    case.close(attempt, busy(attempt), again(attempt, NOW + 2 * HOUR))
    contact, now = attempt.contact_id, NOW + 30 * HOUR
    called = asked(case, contact, NOW, now)
    assert called.decided is not None
    assert called.decided.rule == "called"
    assert called.decided.stored
    before = asked(case, contact, NOW - 4.5 * HOUR, now)
    assert before.decided is not None
    assert before.decided.rule in ("list", "campaign")
    assert "campaign" in rules(before, Says.FORBIDS)  # it was paused then
    assert "engine" in rules(before, Says.UNKNOWN)
    # A supervisor, who may not read the audit log, is told the rest.
    pyotr = case.database.transact(lambda s: s.users.add("Pyotr", "supervisor", "hash", NOW))
    case.database.actor = Actor("Pyotr", Via.DESKTOP, "pc", pyotr.id)
    assert "campaign" in rules(asked(case, contact, NOW - 4.5 * HOUR, now), Says.UNKNOWN)
    case.database.actor = Actor()
    assert "campaign" in rules(asked(case, contact, NOW - 6 * HOUR, now), Says.UNKNOWN)
    night = asked(case, contact, NOW + 14 * HOUR, now)
    assert "hours" in rules(night, Says.FORBIDS)
    refusal = Refusal("limit_calls", "", {"counted": 2, "maximum": 2, "window": "1d"},
                      NOW + 6 * HOUR)  # fmt: skip
    case.database.transact(
        lambda s: s.ledger.record(case.campaign.id, contact, attempt.phone, refusal, NOW + 3 * HOUR)
    )
    refused = asked(case, contact, NOW + 4 * HOUR, now)
    assert refused.decided is not None
    assert (refused.decided.rule, refused.decided.inputs["counted"]) == ("limit_calls", 2)
    case.database.transact(
        lambda s: editing.withdraw(s, [contact], "Анна", "просил", NOW + 8 * HOUR)
    )
    assert "withdrawn" not in rules(asked(case, contact, NOW + 7 * HOUR, now), Says.FORBIDS)
    assert "withdrawn" in rules(asked(case, contact, NOW + 9 * HOUR, now), Says.FORBIDS)


def test_now_by_what_is_known(case: Dialling) -> None:
    contact = case.database.transact(lambda s: s.contact_book.with_phone(phone_of(2)))[0]
    explained = asked(case, contact, NOW, NOW)
    assert explained.decided is None or explained.decided.rule == "idle"
    with pytest.raises(KnownError, match="engine"):
        case.database.transact(lambda s: call_now.order(s, contact, NOW + HOUR))
    case.database.transact(lambda s: call_now.order(s, contact, NOW + timedelta(seconds=5)))
    assert case.claim(1, NOW + timedelta(seconds=6))[0].id == contact
    since = NOW + timedelta(seconds=5)
    told = case.database.transact(lambda s: call_now.progress(s, contact, since, since))
    assert not told.over
    case.database.transact(lambda s: editing.forbid(s, [phone_of(2)], "жалоба", NOW))
    assert asked(case, contact, NOW, NOW).decided.rule == "do_not_call"  # type: ignore[union-attr]
    other = case.database.transact(lambda s: s.contact_book.with_phone(phone_of(3)))[0]
    case.database.transact(lambda s: editing.forbid(s, [phone_of(3)], "жалоба", NOW))
    with pytest.raises(KnownError, match="do-not-call"):
        case.database.transact(lambda s: call_now.order(s, other, NOW + timedelta(seconds=5)))


def test_life_and_complaint(case: Dialling, tmp_path: Path) -> None:
    (attempt,) = case.dial(1)
    case.close(attempt, busy(attempt), again(attempt, NOW + 2 * HOUR))
    database, phone = case.database, attempt.phone
    database.transact(lambda s: s.consents.add([phone], Consent(phone, "written", NOW - HOUR,
                      proof="договор 7"), None, NOW - HOUR))  # fmt: skip
    database.transact(lambda s: editing.forbid(s, [phone], "жалоба", NOW + HOUR))
    lived = database.transact(lambda s: life.read(s, attempt.contact_id))
    assert lived is not None
    kinds = {event.kind.value for event in lived.events}
    assert kinds >= {"call", "consent", "do_not_call", "list"}
    now = NOW + 3 * HOUR
    answer = database.transact(lambda s: complaint.collect(s, phone, "Анна", now))
    assert len(answer.calls) == 1
    assert answer.calls[0].why
    target = tmp_path / "answer.zip"

    def take(stores: object) -> None:
        complaint_report.write(stores, answer, target, now)  # type: ignore[arg-type]
        complaint.record(stores, answer, target.name, now)  # type: ignore[arg-type]

    database.transact(take)
    with zipfile.ZipFile(target) as archive:
        assert archive.read("answer.pdf").startswith(b"%PDF")
        told = json.loads(archive.read("answer.json"))
    assert told["taken_by"] == "Анна"
    assert told["consents"][0]["proof"] == "договор 7"
    assert told["now"][0]["findings"][0]["rule"] == "do_not_call"
    lived = database.transact(lambda s: life.read(s, attempt.contact_id))
    assert lived is not None
    assert "change" in {event.kind.value for event in lived.events}


def test_who_was_refused_and_export(case: Dialling, tmp_path: Path) -> None:
    database, campaign = case.database, case.campaign.id
    contact = database.transact(lambda s: s.contact_book.with_phone(phone_of(4)))[0]
    database.transact(
        lambda s: s.ledger.record(campaign, contact, phone_of(4), Refusal("consent"), NOW)
    )
    day = NOW - HOUR, NOW + HOUR
    totals = database.transact(lambda s: s.contact_life.rule_totals(campaign, *day))
    assert [(total.rule, total.contacts, total.times) for total in totals] == [("consent", 1, 1)]
    listed = database.transact(lambda s: s.contact_life.refused_by(campaign, "consent", *day, 10))
    assert [refused.contact_id for _, refused in listed] == [contact]
    editing_fields = {"Имя": '=HYPERLINK("http://x")'}
    seen = database.transact(lambda s: s.contacts.get(contact))
    edit = editing.Edit(seen.phones, (), editing_fields)
    database.transact(lambda s: editing.change(s, seen, edit, NOW))
    target = tmp_path / "contacts.csv"
    database.transact(
        lambda s: export.write(s, [contact], ["Имя"], target, "Анна", NOW, hides=True)
    )
    text = target.read_text(encoding="utf-8-sig")
    assert ";=HYPERLINK" not in text.replace('"', "")
    assert "Анна" in text


def test_who_has_rights_in_one_campaign_is_told_what_he_may_know(case: Dialling) -> None:
    """Whether another client's campaign is calling is not his to see, and takes nothing else."""
    (contact,) = case.claim(1)
    powers = Powers(in_campaigns={case.campaign.id: OF_CAMPAIGNS})
    acting = Acting(7, "Лена", powers)

    def asked_as(work: Callable[[Stores], object]) -> object:
        return case.database.transact(lambda s: work(guarded(s, acting, "Лена")))

    told = asked_as(lambda s: explain(s, contact.id, NOW, NOW))
    assert isinstance(told, Explanation)
    assert "limits" in rules(told, Says.UNKNOWN)
    status = asked_as(lambda s: campaign_why.read(s, case.campaign.name, contact.phones[0], NOW))
    assert isinstance(status, campaign_why.NumberStatus)
