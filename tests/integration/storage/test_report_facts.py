"""What reports on an office read, against both Firebirds: compared with counting by hand."""

from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.connection import Connection, to_db
from engine.adapters.firebird.report_facts_desk import ORDERS, REQUESTS
from engine.adapters.firebird.report_facts_people import CALLBACKS, SPANS, TALKS
from engine.domain.disposition import Disposition
from engine.domain.shifts import Shift
from engine.errors import KnownError
from engine.ports.operators import Talk, TalkOutcome
from engine.ports.report_scope import DayHours, Scope
from engine.ports.storage import Stores
from rino_desktop import accounts
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, Dialling, busy, completed, dialling, done

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def node(tested_database: DatabaseUnderTest, database: FirebirdDatabase) -> Dialling:
    """Twelve attempts, one every two hours, from NOW on; every third is busy."""
    node = dialling(tested_database, database, 12)
    for place, attempt in enumerate(node.dial(12)):
        at = timedelta(hours=2 * place)
        outcome = busy(attempt) if place % 3 == 0 else completed(attempt)
        moved = {
            name: value + at for name in ("started_at", "answered_at", "ended_at")
            if (value := getattr(outcome, name)) is not None
        }  # fmt: skip
        if place == 1:
            database.transact(
                lambda s, a=attempt: s.attempts.save_result(a.id, "promise", "10.12.2026", NOW)
            )
        node.close(attempt, replace(outcome, **moved), done(attempt))
    return node


def test_calls_of_trunks(database: FirebirdDatabase, node: Dialling) -> None:
    def work(s: Stores) -> None:
        calls = s.report_facts.trunk_calls(Scope())
        (peak,) = calls.peaks
        assert sum(each.attempts for each in calls.tallies) == 12
        assert sum(each.answered for each in calls.tallies) == 8
        lengths = {each.talk_ms // each.answered for each in calls.tallies if each.answered}
        assert lengths == {30_000}
        assert sum(each.minutes for each in calls.tallies) == 8
        codes: Counter[int | None] = Counter()
        for each in calls.tallies:
            codes[each.sip_code] += each.attempts
        assert codes == {486: 4, 200: 8}
        assert calls.causes == {(1, "user_busy"): 4, (1, "normal_clearing"): 8}
        assert (peak.trunk_id, peak.calls) == (1, 1)
        assert s.report_facts.trunk_calls(Scope(trunks=(99,))).tallies == []

    database.transact(work)


def test_quarters_of_all_and_of_some_agree(database: FirebirdDatabase, node: Dialling) -> None:
    def count(s: Stores, scope: Scope, *, zones: bool = False) -> dict[object, int]:
        found: Counter[object] = Counter()
        for each in s.report_facts.quarters(scope, zones=zones):
            found[each.quarter_at, each.disposition] += each.attempts
        return found

    def work(s: Stores) -> None:
        kept = count(s, Scope())
        assert kept == count(s, Scope(trunks=(1,))) == count(s, Scope(), zones=True)
        assert sum(kept.values()) == 12
        period = Scope(since=NOW + timedelta(hours=3), until=NOW + timedelta(hours=7, minutes=1))
        assert sum(count(s, period).values()) == 2
        listed = s.report_facts.known("lists")["list.csv"]
        assert sum(count(s, Scope(lists=tuple(listed))).values()) == 12
        assert count(s, Scope(lists=(99,))) == {}
        assert sum(count(s, Scope(results=(("promise", ""),))).values()) == 1
        assert count(s, Scope(results=(("promise", "нет'; DROP TABLE x"),))) == {}
        # By triggers and by SQL: the same hours of the day, whatever the clocks of the zone do.
        for first, last in ((9, 18), (22, 6)):
            hours = DayHours(time(first), time(last), BERLIN)
            by_hand = {
                key: n
                for key, n in kept.items()
                if hours.holds(key[0])  # type: ignore[index]
            }
            assert count(s, Scope(hours=hours)) == by_hand
            assert count(s, Scope(hours=hours, trunks=(1,))) == by_hand
            assert 0 < sum(by_hand.values()) < 12

    database.transact(work)


def test_reports_of_a_part_read_as_those_of_the_whole(
    database: FirebirdDatabase, node: Dialling
) -> None:
    def work(s: Stores) -> None:
        campaign = node.campaign.id
        every = s.report_facts.narrowed(Scope(trunks=(1,)))
        for name in ("attempt_totals", "by_disposition", "by_hangup_cause", "by_hour", "reached",
                     "results", "tallies", "by_node", "extent"):  # fmt: skip
            assert getattr(every, name)(campaign) == getattr(s.reports, name)(campaign), name
        assert list(every.attempts(campaign)) == list(s.reports.attempts(campaign))
        some = s.report_facts.narrowed(Scope(dispositions=("user_busy",)))
        rows = list(some.attempts(campaign))
        assert [row.disposition for row in rows] == [Disposition.USER_BUSY] * 4
        assert sum(len(pack) for pack in some.packed_attempts(campaign)) == 4
        assert some.reached(campaign) == (4, 0, 0)
        assert some.extent(campaign).rows == 4
        # What triggers have counted, and what is counted row by row because the trunk is named.
        for first, last in ((9, 18), (22, 6), (0, 0)):
            hours = Scope(hours=DayHours(time(first), time(last), BERLIN))
            kept = s.report_facts.narrowed(hours)
            counted = s.report_facts.narrowed(replace(hours, trunks=(1,)))
            for name in ("tallies", "attempt_totals", "by_hour", "by_hangup_cause", "reached"):
                assert getattr(kept, name)(campaign) == getattr(counted, name)(campaign), name
        odd = s.report_facts.narrowed(Scope(since=NOW + timedelta(minutes=1)))
        assert odd.attempt_totals(campaign)[0] == 11
        promised = s.report_facts.narrowed(Scope(results=(("promise", ""),)))
        assert promised.results(campaign) == [("promise", "10.12.2026", 1)]
        assert len(list(promised.last_results(campaign, "promise"))) == 1

    database.transact(work)


def test_promises_and_recordings(database: FirebirdDatabase, node: Dialling) -> None:
    def work(s: Stores) -> None:
        (promise,) = s.report_facts.promises(Scope(), "promise")
        assert promise.saved == {"promise": "10.12.2026"}
        assert promise.fields == {"Имя": "Абонент 2"}
        assert list(s.report_facts.promises(Scope(), "other")) == []
        assert list(s.report_facts.recordings(Scope())) == []
        assert s.report_facts.recording(promise.attempt_id) is None

    database.transact(work)
    name = "recordings/2026/03/02/c/7.wav"
    (first, *_) = database.transact(lambda s: list(s.reports.attempts(node.campaign.id)))
    database.transact_raw(
        lambda sql: sql.execute("UPDATE attempts SET recording = ? WHERE id = ?", (name, first.id))
    )

    def recorded(s: Stores) -> None:
        (call,) = s.report_facts.recordings(Scope(campaigns=(node.campaign.id,)))
        assert (call.key, call.name, call.deleted) == (first.id, name, False)
        assert s.report_facts.recording(first.id) == call
        s.voice_files.deleted_files([(first.id, name)], NOW)
        found = s.report_facts.recording(first.id)
        assert found is not None
        assert found.deleted

    database.transact(recorded)
    database.transact_raw(lambda sql: _incoming(sql, node.campaign.id))
    # Of a campaign are the calls that came in for it, too: its parts add up to the whole.
    own = {"campaigns": (node.campaign.id,)}
    for asked, keys in (
        ({}, [first.id, -2, -1]), (own, [first.id, -1]), ({"trunks": (1,)}, [first.id, -1]),
        ({"dispositions": ("served",)}, [-1]), ({"results": (("promise", "да"),)}, [-1]),
        (own | {"lists": (99,)}, []), ({"operators": (9,), "operator_names": ("Анна",)}, []),
    ):  # fmt: skip
        calls = database.transact(
            lambda s, asked=asked: list(s.report_facts.recordings(Scope(**asked)))
        )
        assert [call.key for call in calls] == keys, asked


def _incoming(sql: Connection, campaign: int) -> None:
    """One for the campaign over the first trunk, and a later one for nobody over another."""
    for number, trunk, of, disposition in ((1, 1, campaign, "served"), (2, 2, None, "completed")):
        at = to_db(NOW + timedelta(hours=number))
        sql.execute(
            "INSERT INTO incoming_calls (id, received_at, called, caller, trunk_id, campaign_id,"
            " answered_at, ended_at, recording, disposition) VALUES (?, ?, '100', '+7999', ?, ?, ?,"
            " ?, 'recordings/2026/03/02/i/1.wav', ?)",
            (number, at, trunk, of, at, at, disposition),
        )
    sql.execute(
        "INSERT INTO incoming_results (call_id, name, saved_at, text) VALUES (1, 'promise', ?,"
        " 'да')", (to_db(NOW),),
    )  # fmt: skip


def test_operators(tested_database: DatabaseUnderTest, database: FirebirdDatabase) -> None:
    def work(s: Stores) -> None:
        anna, boris = (accounts.add(s, name, "operator", "h", NOW).id for name in ("Анна", "Борис"))
        for number, (who, outcome) in enumerate(
            [(anna, TalkOutcome.ENDED), (anna, TalkOutcome.MISSED), (boris, TalkOutcome.ENDED)]
        ):
            answered = NOW if outcome is TalkOutcome.ENDED else None
            s.operators.save_talk(
                Talk(str(number), who, None, None, None, "", "subscriber", "+7", NOW, answered,
                     answered and NOW + timedelta(seconds=30), outcome)
            )  # fmt: skip
        talks = list(s.report_facts.talks(Scope(operators=(anna,), operator_names=("Анна",))))
        assert [talk.outcome for talk in talks] == ["ended", "missed"]
        assert list(s.report_facts.talks(Scope(since=NOW + timedelta(seconds=1)))) == []
        assert s.report_facts.people() == {anna: "Анна", boris: "Борис"}
        shift = s.shifts.add(Shift(0, anna, "12345", date(2026, 3, 1), None, time(9), time(18),
                                   "Europe/Moscow"))  # fmt: skip
        for _ in range(2):  # a day off said twice is one
            off = s.shifts.add(Shift(0, anna, "", date(2026, 3, 8), date(2026, 3, 8), None, None,
                                     "Europe/Moscow"))  # fmt: skip
        assert s.report_facts.shifts() == [shift, off]
        s.shifts.remove(shift.id)
        with pytest.raises(KnownError):
            s.shifts.remove(shift.id)

    database.transact(work)


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (SPANS, "OPERATOR_SPANS_OPERATOR"), (TALKS, "OPERATOR_TALKS_OPERATOR"),
        (CALLBACKS, "CALLBACKS_DUE"), (ORDERS, "ORDERS_CREATED"), (REQUESTS, "REQUESTS_CREATED"),
    ],
)  # fmt: skip
def test_what_grows_is_read_by_an_index(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, sql: str, index: str
) -> None:
    assert index in database.transact_raw(lambda connection: connection.plan(sql))
