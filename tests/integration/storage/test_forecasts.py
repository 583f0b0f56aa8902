"""What forecasts read."""

from contextlib import closing
from datetime import timedelta

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird import forecasts as module
from engine.adapters.firebird.connection import Connection
from engine.domain.contact import ContactProgress
from engine.domain.disposition import Disposition
from engine.forecast.learning import Seen
from engine.forecast.model import Group
from engine.ports.operators import Talk, TalkOutcome
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, add_contacts, again, busy, dialling


def test_waiting_contacts_are_counted_together(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, contacts=10)
    zone = ("Asia/Omsk",)
    add_contacts(tested_database, node.campaign, 5, first=100, zones=zone)
    first, second, live, finished = node.dial(4)
    # Both retries fall into the same five minutes.
    node.close(first, busy(first), again(first, NOW.replace(minute=41)))
    node.close(second, busy(second), again(second, NOW.replace(minute=43)))
    node.close(finished)
    groups = database.transact(lambda s: s.forecasts.waiting(node.campaign.id))
    progress = ContactProgress(1, {Disposition.USER_BUSY: 1})
    wanted = [
        Group(6, ()), Group(5, zone), Group(1, ()),
        Group(2, (), 1, progress, NOW.replace(minute=40, second=0, microsecond=0)),
    ]  # fmt: skip
    assert sorted(groups, key=repr) == sorted(wanted, key=repr), live


def test_calls_that_are_over(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, contacts=3)
    answered, engaged, _live = node.dial(3)
    node.close(answered)
    node.close(engaged, busy(engaged))

    def seen(since: int, most: int) -> list[Seen]:
        at = NOW + timedelta(minutes=since)
        return database.transact(lambda s: s.forecasts.seen(node.campaign.id, at, most))

    assert sorted(seen(-1, 10), key=repr) == [
        Seen(1, Disposition.COMPLETED, 5.0, 30.0), Seen(1, Disposition.USER_BUSY, 2.0, None),
    ]  # fmt: skip
    assert len(seen(-1, 1)) == 1
    assert seen(1, 10) == []
    last = database.transact(lambda s: s.forecasts.last_end(node.campaign.id, NOW))
    assert last == NOW + timedelta(seconds=36)

    def talks(since: timedelta) -> list[float]:
        at = NOW + since
        return database.transact(lambda s: s.forecasts.talks(node.campaign.id, at, 5))

    assert talks(-timedelta(1)) == []
    day = timedelta(1)
    for offer, at, seconds in (("old", NOW - 9 * day, 500), ("new", NOW, 40)):
        talk = Talk(offer, 5, None, node.campaign.id, None, "q", "subscriber", "+7", at, at,
                    at + timedelta(seconds=seconds), TalkOutcome.ENDED)  # fmt: skip
        database.transact(lambda s, each=talk: s.operators.save_talk(each))
    assert (talks(-day), sorted(talks(-10 * day))) == ([40.0], [40.0, 500.0])
    assert database.transact(lambda s: s.forecasts.wrap_ups([1, 2], NOW, 5)) == []


def test_an_index_is_walked_along(tested_database: DatabaseUnderTest) -> None:
    with closing(Connection(tested_database.address, tested_database.password)) as connection:
        connection.begin(read_only=True)
        for sql, index in (
            (module.FRESH, "CONTACTS_QUEUE"), (module.RETRIES, "CONTACTS_QUEUE"),
            (module.SEEN, "ATTEMPTS_CAMPAIGN"), (module.TALKS, "OPERATOR_TALKS_CAMPAIGN"),
            (module.WRAP_UPS, "OPERATOR_SPANS_OPERATOR"),
        ):  # fmt: skip
            assert index in connection.plan(sql)
