"""Segments over a data source, joined with what our own database knows, built and refreshed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.domain.campaign import CampaignSettings
from engine.errors import KnownError
from engine.lists.criteria import (
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
from engine.ports.segments import Segment
from engine.ports.sources import SourceSettings
from engine.ports.storage import Cancelled
from engine.service.source_mapping_file import read_mapping
from rino_desktop import segments
from rino_desktop.settings import Settings
from tests.helpers.databases import DatabaseUnderTest
from tests.integration.sources.test_builds import MAPPING, Office, office, pay

__all__ = ["office"]
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
DEBT = Condition(Field(Kind.SOURCE, "debt", "people", "contacts"), Operator.MORE, ("25",),
                 ValueType.NUMBER)  # fmt: skip
LISTED = Condition(Field(Kind.DO_NOT_CALL), Operator.YES)


def registered(office: Office, tmp_path: Path) -> Settings:
    mapping = read_mapping(MAPPING.encode(), "m.toml")
    source = SourceSettings("people", f"sqlite:///{office.file}", mapping=mapping)
    office.database.transact(lambda s: s.sources.add(source))
    return Settings(office.case.url, office.case.password, "en", False, "warning", tmp_path)


def count(office: Office, settings: Settings, criterion: Criterion) -> segments.Counted:
    return office.database.transact(
        lambda s: segments.count(s, settings, criterion, office.campaign, NOW)
    )


def test_people_of_a_source_become_a_list_that_follows_them(office: Office, tmp_path: Path) -> None:
    settings = registered(office, tmp_path)
    office.database.transact(lambda s: s.do_not_call.add(["+79160000005"], "t", NOW))
    # Part of it is asked of the source, part of our database: joined by the number.
    root = Group(Match.ALL, (DEBT, Group(Match.NONE, (LISTED,))))
    criterion = Criterion(Base(source="people", entity="contacts"), root)
    counted = count(office, settings, criterion)
    assert counted.matches == 2  # 30 and 40; 50 is not to be called
    assert counted.sample[0].fields["debt"] == "30"
    segment = office.database.transact(lambda s: segments.save(s, "debts", "a", criterion, NOW))
    loader = FirebirdBulkLoader(office.case.address, office.case.password)

    def build(what: Segment, **more: bool) -> segments.SegmentBuilt:
        return segments.build(
            settings, office.database, what, office.campaign, loader=loader, **more
        )

    tried = build(segment, dry_run=True)
    assert (tried.outcome.contacts, office.counts()[0]) == (2, 0)
    build(segment)
    pay(office, 3)
    pay(office, 1, 100)
    changed = build(segment)
    assert (changed.outcome.contacts, changed.outcome.withdrawn) == (1, 1)
    assert office.counts()[2] == 1
    for number in (1, 4, 5):
        pay(office, number)
    with pytest.raises(KnownError, match="Nobody matches"):
        build(segment)
    assert office.counts()[2] == 1
    assert build(segment, allow_empty=True).outcome.withdrawn == 2


def test_contacts_are_joined_with_what_a_source_says_of_them(
    office: Office, tmp_path: Path
) -> None:
    settings = registered(office, tmp_path)
    office.build()
    office.database.transact(lambda s: s.do_not_call.add(["+79160000001"], "t", NOW))
    either = Criterion(root=Group(Match.ANY, (DEBT, LISTED)))
    # The office's own built list does not count for itself; seen from another campaign it does.
    other = office.database.transact(lambda s: s.campaigns.create(CampaignSettings("other")))
    seen = office.database.transact(lambda s: segments.count(s, settings, either, other, NOW))
    assert seen.matches == 4
    neither = Criterion(root=Group(Match.NONE, (DEBT, LISTED)))
    seen = office.database.transact(lambda s: segments.count(s, settings, neither, other, NOW))
    assert [person.phones for person in seen.sample] == [("+79160000002",)]
    assert count(office, settings, either).matches == 0


def test_counting_is_broken_off(database: FirebirdDatabase, tested_database: DatabaseUnderTest
                                ) -> None:  # fmt: skip
    import threading

    slow = "SELECT COUNT(*) FROM RDB$FIELDS a, RDB$FIELDS b, RDB$FIELDS c, RDB$FIELDS d"
    timer = threading.Timer(0.3, database.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        database.transact_raw(lambda connection: connection.rows(slow))
    timer.join()
    assert database.transact(lambda s: s.segments.all()) == []
