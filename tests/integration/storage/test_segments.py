"""Segments, who fits criteria, and imports that are undone: on both Firebirds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.errors import KnownError
from engine.guard import NoRight
from engine.lists.criteria import (
    FIXED_TYPES,
    OPERATORS,
    Base,
    Condition,
    Criterion,
    Field,
    Group,
    Kind,
    Match,
    Operator,
    ValueType,
)
from engine.lists.table import RejectedRow, RejectReason
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.contact_book import Written
from engine.ports.lists import FileNote
from engine.ports.segments import Held, ImportTemplate, Question, SegmentConflict
from engine.ports.storage import NewContact, Stores
from engine.service import reject_retention
from tests.helpers.databases import DatabaseUnderTest

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
PHONES = [f"+7495000000{i}" for i in range(6)]
PEOPLE = [
    NewContact((PHONES[0],), ("Europe/Moscow",), {"Имя": "Анна", "Долг": "1 200,50"}, 2),
    NewContact((PHONES[1],), ("Asia/Omsk",),
               {"Имя": 'Ян "Ю\\', "Долг": "300", "Срок": "01.11.2026"}, 3),
    NewContact((PHONES[2], PHONES[5]), ("Europe/Moscow",), {"Имя": "иван", "Долг": "нет"}, 4),
    NewContact((PHONES[3],), (), {"Имя": "Пётр", "Очень": "д" * 3000, "Долг": "5000"}, 5),
]  # fmt: skip


def own(name: str, operator: Operator, *values: str, kind: ValueType = ValueType.TEXT) -> Condition:
    return Condition(Field(Kind.OWN, name), operator, values, kind)


@pytest.fixture
def campaign(database: FirebirdDatabase, tested_database: DatabaseUnderTest) -> int:
    found = database.transact(lambda s: s.campaigns.create(CampaignSettings("Долги")))
    load(tested_database, found.id, PEOPLE)
    return found.id


def load(where: DatabaseUnderTest, campaign: int, people: Sequence[NewContact]) -> None:
    def batches() -> Iterator[Sequence[NewContact]]:
        yield people

    FirebirdBulkLoader(where.address, where.password).load(campaign, "a.csv", batches())


def asked(criterion: Criterion) -> Question:
    return Question(criterion, {}, NOW, MOSCOW)


def names(database: FirebirdDatabase, *parts: Condition | Group, match: Match = Match.ALL) -> str:
    """First letters of those who fit; the count says the same number."""
    question = asked(Criterion(root=Group(match, parts)))
    found = database.transact(lambda s: list(s.list_people.all(question)))
    assert database.transact(lambda s: s.list_people.count(question)) == len(found)
    return "".join(sorted(person.fields["Имя"][0] for person in found))


def test_own_fields_as_text_number_and_date(database: FirebirdDatabase, campaign: int) -> None:
    op, number, day = Operator, ValueType.NUMBER, ValueType.DATE
    assert names(database, own("Имя", op.EQUALS, "ИВАН")) == "и"
    assert names(database, own("Имя", op.EQUALS, "иван ")) == "и", "spaces at the end are nothing"
    assert names(database, own("Имя", op.EQUALS, "нет")) == "", "it is in another field"
    assert names(database, own("Имя", op.CONTAINS, "НН"), match=Match.NONE) == "ПЯи"
    assert names(database, own("Срок", op.CONTAINS, "11.2026"), match=Match.NONE) == "АПи"
    assert names(database, own("Имя", op.CONTAINS, '"ю\\')) == "Я"
    assert names(database, own("Имя", op.BEGINS, "а")) == "А"
    assert names(database, own("Имя", op.IN_LIST, "анна", "пётр")) == "АП"
    assert names(database, own("Долг", op.AT_LEAST, "1200.5", kind=number)) == "АП"
    assert names(database, own("Долг", op.BETWEEN, "0", "1000", kind=number)) == "Я"
    assert names(database, own("Срок", op.EMPTY)) == "АПи"
    assert names(database, own("Срок", op.OLDER_DAYS, "28", kind=day)) == "Я"
    assert names(database, own("Срок", op.OLDER_DAYS, "29", kind=day)) == ""
    assert names(database, own("Очень", op.CONTAINS, "ддд")) == "П"
    # What is no number is not less than one; "none of" keeps those of whom nothing is known.
    low = own("Долг", op.LESS, "1000", kind=number)
    assert names(database, low) == "Я"
    assert names(database, low, match=Match.NONE) == "АПи"


def test_every_field_takes_hostile_values_for_values(
    database: FirebirdDatabase, campaign: int
) -> None:
    """Through each field and operator: nothing but the answer changes, and all of it compiles."""
    evil = "'); DELETE FROM contacts; --"
    for kind in Kind:
        if kind is Kind.SOURCE:
            continue
        types = [FIXED_TYPES[kind]] if kind in FIXED_TYPES else list(ValueType)
        for type_ in types:
            for operator in OPERATORS[type_]:
                value = {ValueType.NUMBER: "7", ValueType.DATE: "2026-11-01"}.get(type_, evil)
                if operator in (Operator.OLDER_DAYS, Operator.LAST_DAYS, Operator.NEXT_DAYS):
                    value = "7"
                part = Condition(Field(kind, evil), operator, (value, value), type_)
                for group in (Group(Match.NONE, (part,)), Group(parts=(part,))):
                    for base in (Base(), Base(source="b", entity="e"), Base(("Долги",))):
                        question = asked(Criterion(base, group))
                        database.transact(lambda s, q=question: s.list_people.count(q))
    assert names(database) == "АПЯи"


def test_zone_campaign_state_list_and_pins(database: FirebirdDatabase, campaign: int) -> None:
    def one(kind: Kind, operator: Operator, *values: str) -> Condition:
        return Condition(Field(kind), operator, values)

    assert names(database, one(Kind.ZONE, Operator.EQUALS, "Asia/Omsk")) == "Я"
    assert names(database, one(Kind.ZONE, Operator.DIFFERS, "Asia/Omsk")) == "АПи"
    assert names(database, one(Kind.CAMPAIGN, Operator.EQUALS, "долги")) == "АПЯи"
    assert names(database, one(Kind.STATE, Operator.IN_LIST, "done", "excluded")) == ""
    assert names(database, one(Kind.LIST, Operator.BEGINS, "A.")) == "АПЯи"
    assert names(database, one(Kind.PHONE, Operator.BEGINS, "+74950000001")) == "Я"
    database.transact(lambda s: s.do_not_call.add([PHONES[0]], "test", NOW))
    assert names(database, one(Kind.DO_NOT_CALL, Operator.NO)) == "ПЯи"
    root = Group(parts=(one(Kind.PHONE, Operator.EQUALS, PHONES[1]),))
    pinned = Criterion(Base(), root, ("+79160000000", PHONES[0], PHONES[1]), (PHONES[2],))
    people = database.transact(lambda s: list(s.list_people.all(asked(pinned))))
    assert [p.phones[0] for p in people] == ["+79160000000", PHONES[0], PHONES[1]]
    assert people[1].fields["Имя"] == "Анна"
    assert database.transact(lambda s: s.list_people.count(asked(pinned))) == 3
    outside = Criterion(pinned_out=(PHONES[2],))
    assert database.transact(lambda s: s.list_people.count(asked(outside))) == 3
    assert len(database.transact(lambda s: s.list_people.sample(asked(pinned), 2))) == 2


def test_who_may_be_called_now_and_why_not(database: FirebirdDatabase, campaign: int) -> None:
    other = database.transact(lambda s: s.campaigns.create(CampaignSettings("Другая")))
    database.transact(lambda s: s.do_not_call.add([PHONES[0]], "test", NOW))
    night = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)  # 18:00 in Moscow, 21:00 in Omsk
    question = Question(Criterion(), {}, night, MOSCOW, other)
    good, held = database.transact(lambda s: s.list_people.callable(question))
    assert (good, dict(held)) == (2, {Held.DO_NOT_CALL: 1, Held.HOURS: 1})
    same = replace(question, campaign=database.transact(lambda s: s.campaigns.get(campaign)))
    good, held = database.transact(lambda s: s.list_people.callable(same))
    assert (good, dict(held)) == (0, {Held.DO_NOT_CALL: 1, Held.IN_CAMPAIGN: 3})


def test_a_segment_is_kept_changed_and_deleted(database: FirebirdDatabase, campaign: int) -> None:
    first = Criterion(root=Group(parts=(own("Долг", Operator.FILLED),)))
    kept = database.transact(lambda s: s.segments.save("Должники", "ann", first, NOW))
    assert (kept.criterion, kept.owner, kept.revision) == (first, "ann", 1)
    again = database.transact(lambda s: s.segments.save("ДОЛЖНИКИ", "bob", Criterion(), NOW, 1))
    assert (again.id, again.revision, again.owner) == (kept.id, 2, "ann")
    with pytest.raises(SegmentConflict):
        database.transact(lambda s: s.segments.save("Должники", "ann", first, NOW, 1))
    database.transact(lambda s: s.segments.use(campaign, kept.id, NOW, {"matches": 4}))
    used = database.transact(lambda s: s.segments.of_campaign(campaign))
    assert used is not None
    assert (used.segment_id, used.outcome) == (kept.id, {"matches": 4})
    with pytest.raises(KnownError, match="is the list of: Долги"):
        database.transact(lambda s: s.segments.delete("должники"))
    database.transact(lambda s: s.campaigns.set_state(campaign, CampaignState.ARCHIVED))
    database.transact(lambda s: s.segments.delete("должники"))
    assert database.transact(lambda s: s.segments.all()) == []


def test_an_import_is_undone_and_what_it_changed_is_as_before(
    database: FirebirdDatabase, tested_database: DatabaseUnderTest, campaign: int
) -> None:
    changed = NewContact((PHONES[0], "+74951112233"), ("Asia/Omsk",), {"Долг": "9"}, 2)
    load(tested_database, campaign, [changed, NewContact(("+74957654321",), (), {"Имя": "Ю"}, 3)])
    newest, oldest = database.transact(lambda s: s.imports.of_campaign(campaign))
    assert (newest.contacts, newest.updated) == (1, 1)
    would = database.transact(lambda s: s.imports.would_undo(newest.id))
    undone = database.transact(lambda s: s.imports.undo(newest.id, NOW))
    assert (undone.removed, undone.withdrawn, undone.kept, undone.restored) == (1, 0, 0, 1)
    assert would == undone
    assert names(database, own("Долг", Operator.EQUALS, "1 200,50")) == "А"
    for refused in ("undo", "would_undo"):
        with pytest.raises(KnownError, match="undone already"):
            database.transact(
                lambda s, what=refused: getattr(s.imports, what)(
                    newest.id, *([NOW] if what == "undo" else [])
                )
            )
    # What somebody has written by hand since then stays.
    load(tested_database, campaign, [changed])
    (third, *_) = database.transact(lambda s: s.imports.of_campaign(campaign))
    assert database.transact(lambda s: s.imports.would_undo(third.id)).restored == 1
    (contact_id,) = database.transact_raw(
        lambda c: c.row("SELECT id FROM contacts WHERE phone = ?", (PHONES[0],))
    )

    def edit(stores: Stores) -> None:
        held = stores.contact_changes.hold(contact_id)
        contact = held.contact
        fields = {**contact.fields, "Долг": "17"}
        stores.contact_changes.save(
            held, Written(contact.phones, contact.zones, fields, contact.progress)
        )

    database.transact(edit)
    assert database.transact(lambda s: s.imports.undo(third.id, NOW)).restored == 0
    assert names(database, own("Долг", Operator.EQUALS, "17")) == "А"
    # He was called on his first number since, and the next turn is that of one which goes.
    load(tested_database, campaign, [NewContact((PHONES[0], "+74951112244"), (), {}, 2)])
    (fourth, *_) = database.transact(lambda s: s.imports.of_campaign(campaign))
    called = '{"a":1,"d":[0,2],"n":2}'
    write = "UPDATE contacts SET progress = ? WHERE id = ?"
    database.transact_raw(lambda c: c.execute(write, (called, contact_id)))
    assert database.transact(lambda s: s.imports.undo(fourth.id, NOW)).restored == 1
    contact = database.transact(lambda s: s.contacts.get(contact_id))
    assert (contact.progress.next_phone, contact.progress.dead_phones) == (0, {0})
    assert len(contact.phones) == 2
    database.transact_raw(lambda c: c.execute(write, ("", contact_id)))
    # One is being dialled: the others are withdrawn, he is told.
    database.transact_raw(
        lambda c: c.execute("UPDATE contacts SET last_attempt = 7 WHERE phone = ?", (PHONES[1],))
    )
    would = database.transact(lambda s: s.imports.would_undo(oldest.id))
    undone = database.transact(lambda s: s.imports.undo(oldest.id, NOW))
    assert would == undone
    assert (undone.removed, undone.withdrawn, undone.kept) == (0, 3, 1)
    state = Condition(Field(Kind.STATE), Operator.EQUALS, ("excluded",))
    assert names(database, state) == "АПи"


def test_an_import_says_who_it_was_and_what_it_refused(
    database: FirebirdDatabase, tested_database: DatabaseUnderTest, campaign: int
) -> None:
    (before,) = database.transact(lambda s: s.imports.of_campaign(campaign))
    assert (before.by, before.rejected, before.rejects_kept) == ("", None, False)
    user = database.transact(lambda s: s.users.add("Анна", "supervisor", "x", NOW))
    anna = Actor("Анна", Via.DESKTOP, "host", user.id)
    # What could not be decoded, too.
    refused = RejectedRow(4, RejectReason.MALFORMED_ROW, ("Ё", "a\udcff;=1"))
    note = FileNote(7, [refused])
    people = [NewContact(("+74957654321",), (), {}, 3)]
    loader = FirebirdBulkLoader(tested_database.address, tested_database.password, anna)
    loader.load(campaign, "b.csv", iter([people]), note=lambda: note)
    newest, _ = database.transact(lambda s: s.imports.of_campaign(campaign))
    assert (newest.by, newest.contacts, newest.rejected, newest.rejects_kept) == (
        "Анна", 1, 7, True,
    )  # fmt: skip
    assert database.transact(lambda s: s.imports.rejects(newest.id)) == [refused]
    (entry,) = database.transact(lambda s: s.audit.entries(AuditFilter(action="contacts."), 9))
    assert (entry.actor.name, entry.subject, entry.details["rejected"]) == ("Анна", "Долги", 7)
    # For a while, and not longer.
    late = newest.imported_at + timedelta(days=31)
    rules = reject_retention.with_usual([])
    (gone,) = reject_retention.apply_rules(database, rules, late)
    assert (gone.folder, gone.days, gone.count) == ("Долги", 30, 7)
    newest, _ = database.transact(lambda s: s.imports.of_campaign(campaign))
    assert (newest.rejected, newest.rejects_kept) == (7, False)
    assert database.transact(lambda s: s.imports.rejects(newest.id)) == []
    # Who may not bring contacts, brings none.
    olga = database.transact(lambda s: s.users.add("Ольга", "operator", "x", NOW))
    hers = FirebirdBulkLoader(
        tested_database.address, tested_database.password, Actor("Ольга", Via.DESKTOP, "", olga.id)
    )
    for brings in ({"note": lambda: note}, {}):
        with pytest.raises(NoRight):
            hers.load(campaign, "c.csv", iter([people]), **brings)  # type: ignore[arg-type]
    assert len(database.transact(lambda s: s.imports.of_campaign(campaign))) == 2


def test_templates_are_offered_for_the_header_they_were_made_for(
    database: FirebirdDatabase,
) -> None:
    template = ImportTemplate("Банк", "0a" * 32, (("phone", "Тел."), ("Имя", "ФИО")))
    database.transact(lambda s: s.imports.save_template(template))
    assert database.transact(lambda s: s.imports.templates("0a" * 32)) == [template]
    assert database.transact(lambda s: s.imports.templates("00" * 32)) == []
    database.transact(lambda s: s.imports.remove_template("банк"))
    assert database.transact(lambda s: s.imports.templates()) == []
