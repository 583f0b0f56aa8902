"""When an engine is stuck, and when it only takes its time: on a clock of numbers."""

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from engine.ports.database_calls import DatabaseCall, DatabaseCalls
from engine.service.liveness import Judge, LifeSigns, Sight, Sign, Stuck, pace_s

LIMIT_S = 180.0


class Watched:
    """An engine whose signs are moved by hand, looked at each second."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.judge = Judge(LIMIT_S)
        self.sight = Sight(beats=0, renewals=0)
        self.loop_turns = True
        self.lease_is_renewed = True

    def call(self, number: int, *, vital: bool = True) -> None:
        self.sight = replace(self.sight, calls=(DatabaseCall(number, vital),))

    def lives(self, seconds: float) -> Stuck | None:
        """So long, or until something is found."""
        for _ in range(round(seconds)):
            self.now += 1.0
            self.sight = replace(
                self.sight,
                beats=self.sight.beats + self.loop_turns,
                renewals=self.sight.renewals + self.lease_is_renewed
                if self.sight.renewals is not None
                else None,
            )
            if (stuck := self.judge.look(self.now, self.sight)) is not None:
                return stuck
        return None

    def does_not_run(self, seconds: float) -> None:
        self.now += seconds


def test_one_that_moves_on_is_never_stuck() -> None:
    engine = Watched()
    for number in range(20):
        engine.call(number)
        assert engine.lives(LIMIT_S - 2) is None


def test_a_call_that_does_not_come_back() -> None:
    engine = Watched()
    engine.call(1)
    assert engine.lives(LIMIT_S) is None
    assert engine.lives(2) == Stuck(Sign.DATABASE, LIMIT_S)


def test_a_loop_that_stands_still() -> None:
    engine = Watched()
    assert engine.lives(10) is None
    engine.loop_turns = False
    assert engine.lives(LIMIT_S + 1) == Stuck(Sign.LOOP, LIMIT_S)


def test_a_lease_that_nobody_renews() -> None:
    engine = Watched()
    assert engine.lives(10) is None
    engine.lease_is_renewed = False
    assert engine.lives(LIMIT_S + 1) == Stuck(Sign.LEASE, LIMIT_S)


def test_a_database_that_is_known_to_be_away_may_stay_so() -> None:
    engine = Watched()
    assert engine.lives(10) is None
    engine.sight = replace(engine.sight, renewals=None)
    assert engine.lives(10 * LIMIT_S) is None
    # Once it is back the lease has its whole time again.
    engine.sight = replace(engine.sight, renewals=10)
    engine.lease_is_renewed = False
    assert engine.lives(LIMIT_S) is None
    assert engine.lives(2) == Stuck(Sign.LEASE, LIMIT_S)


def test_a_report_may_take_hours_and_is_told_once() -> None:
    engine = Watched()
    engine.call(1, vital=False)
    told = [engine.judge.slow() for _ in range(4000) if engine.lives(1) is None]
    assert [seconds for seconds in told if seconds] == [[LIMIT_S]]
    engine.call(2, vital=False)
    assert engine.lives(LIMIT_S - 1) is None
    assert engine.judge.slow() == []


def test_but_nothing_may_hold_up_the_end() -> None:
    engine = Watched()
    engine.call(1, vital=False)
    assert engine.lives(2 * LIMIT_S) is None
    engine.sight = replace(engine.sight, closing=True, renewals=None)
    stuck = engine.lives(1)
    assert stuck is not None
    assert stuck.sign is Sign.DATABASE


def test_a_machine_that_slept_or_a_process_that_was_stopped_waits_anew() -> None:
    engine = Watched()
    engine.call(1)
    assert engine.lives(LIMIT_S - 10) is None
    engine.does_not_run(8 * 3600)
    assert engine.lives(LIMIT_S) is None, "what ran before the night does not count"
    assert engine.lives(2) == Stuck(Sign.DATABASE, LIMIT_S)


def test_a_busy_machine_looks_late_and_still_sees_it() -> None:
    engine = Watched()
    engine.call(1)
    found = None
    while found is None and engine.now < 1000 + 2 * LIMIT_S:
        engine.does_not_run(4.0)
        found = engine.lives(1)
    assert found is not None


def test_a_short_limit_is_looked_at_more_often() -> None:
    assert pace_s(LIMIT_S) == 1.0
    assert pace_s(3.0) == 0.3


@given(
    # What happens second by second: whether the loop beats, which call runs, a pause before it.
    st.lists(
        st.tuples(
            st.sampled_from([False, False, False, True]),
            st.sampled_from([0, 0, 0, 0, 1]),
            st.sampled_from([0, 0, 0, 4, 500]),
        ),
        min_size=5,
    )
)
def test_nothing_is_found_before_it_has_been_watched_for_the_whole_limit(
    seconds: list[tuple[bool, int, int]],
) -> None:
    """However the process is stopped: each sign was seen unmoved in looks that span the limit, with
    no gap among them in which the process did not run."""
    limit_s = 10.0
    judge, now, beats = Judge(limit_s), 0.0, 0
    history: list[tuple[float, int, int]] = []
    for beat, call, pause in seconds:
        now += 1 + pause
        beats += beat
        history.append((now, beats, call))
        stuck = judge.look(now, Sight(beats, (DatabaseCall(call, True),)))
        if stuck is None:
            continue
        sign = 1 if stuck.sign is Sign.LOOP else 2
        since = now
        for later, earlier in itertools.pairwise(reversed(history)):
            if earlier[sign] != later[sign] or later[0] - earlier[0] > 6:
                break
            since = earlier[0]
        assert now - since >= limit_s


# --- what is shown -------------------------------------------------------------------------------


def test_calls_are_seen_while_they_run() -> None:
    calls = DatabaseCalls()
    with calls.vital() as again:
        (first,) = calls.running()
        assert first.vital
        with calls.beside():
            assert [call.vital for call in calls.running()] == [True, False]
        again()
        (second,) = calls.running()
        assert second.vital
        assert second.number > first.number, "a repeated transaction goes on"
    assert calls.running() == []


def test_a_call_that_fails_is_over() -> None:
    calls = DatabaseCalls()
    try:
        with calls.vital():
            raise OSError
    except OSError:
        pass
    assert calls.running() == []


def test_the_lease_counts_while_there_is_one_and_the_database_is_there() -> None:
    signs = LifeSigns()
    assert signs.sight().renewals is None
    signs.leased = True
    assert signs.sight().renewals == 0
    signs.away = True
    assert signs.sight().renewals is None
