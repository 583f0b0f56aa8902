from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dialer.retry import next_phone, verdict
from engine.domain.attempt import ContactVerdict
from engine.domain.campaign import RetryRules
from engine.domain.contact import Contact, ContactProgress, ContactState
from engine.domain.disposition import RETRYABLE, Disposition

ENDED = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RULES = RetryRules(
    max_attempts=5,
    delays={
        Disposition.USER_BUSY: (5 * MINUTE, 30 * MINUTE),
        Disposition.NO_ANSWER: (30 * MINUTE,),
        Disposition.REJECTED: (),
        Disposition.INTERRUPTED: (15 * MINUTE,),
    },
)


def contact(phones: int = 1, **progress: object) -> Contact:
    return Contact(
        id=1,
        campaign_id=1,
        phones=tuple(f"+7912000000{n}" for n in range(phones)),
        zones=(),
        fields={},
        state=ContactState.NEW,
        progress=ContactProgress(**progress),  # type: ignore[arg-type]
        next_at=ENDED,
    )


def after(person: Contact, outcome: ContactVerdict) -> Contact:
    return Contact(
        person.id, person.campaign_id, person.phones, person.zones, person.fields,
        outcome.state, outcome.progress, outcome.next_at,
    )  # fmt: skip


def test_delays_are_chosen_by_how_often_this_outcome_came() -> None:
    person = contact()
    for delay in (5, 30):
        outcome = verdict(person, Disposition.USER_BUSY, 0, ENDED, RULES)
        assert outcome.state is ContactState.WAITING_RETRY
        assert outcome.next_at == ENDED + delay * MINUTE
        person = after(person, outcome)
    assert verdict(person, Disposition.USER_BUSY, 0, ENDED, RULES).state is ContactState.DONE
    # Another outcome begins its own list.
    other = verdict(person, Disposition.NO_ANSWER, 0, ENDED, RULES)
    assert (other.state, other.next_at) == (ContactState.WAITING_RETRY, ENDED + 30 * MINUTE)
    assert other.progress.outcomes == {Disposition.USER_BUSY: 2, Disposition.NO_ANSWER: 1}


@pytest.mark.parametrize(
    "disposition",
    [Disposition.COMPLETED, Disposition.OPTED_OUT, Disposition.TRANSFERRED, Disposition.SERVED,
     Disposition.CALLBACK, Disposition.REJECTED, Disposition.NETWORK_FAILURE,
     Disposition.PARTIAL, Disposition.MACHINE, Disposition.ABANDONED],
)  # fmt: skip
def test_what_has_no_delays_ends_the_contact_alternates_or_not(disposition: Disposition) -> None:
    outcome = verdict(contact(phones=3), disposition, 0, ENDED, RULES)
    assert outcome.state is ContactState.DONE
    assert outcome.progress.attempts == 1


def test_an_achieved_outcome_is_not_retried_though_somebody_gave_delays_for_it() -> None:
    rules = RetryRules(5, {Disposition.COMPLETED: (MINUTE,), Disposition.OPTED_OUT: (MINUTE,)})
    for disposition in (Disposition.COMPLETED, Disposition.OPTED_OUT):
        assert verdict(contact(), disposition, 0, ENDED, rules).state is ContactState.DONE


def test_alternates_take_turns() -> None:
    person = contact(phones=3)
    rules = RetryRules(9, {Disposition.NO_ANSWER: (MINUTE,) * 9})
    turns = []
    for _ in range(5):
        turns.append(person.progress.next_phone)
        person = after(person, verdict(person, Disposition.NO_ANSWER, turns[-1], ENDED, rules))
    assert turns == [0, 1, 2, 0, 1]


def test_after_an_invalid_number_the_next_alternate_is_tried_at_once() -> None:
    person = contact(phones=3, next_phone=1)
    outcome = verdict(person, Disposition.INVALID_NUMBER, 1, ENDED, RULES)
    assert outcome.state is ContactState.WAITING_RETRY
    assert outcome.next_at == ENDED
    assert outcome.progress.next_phone == 2
    assert outcome.progress.dead_phones == {1}
    # The dead one is passed over when turns come round.
    again = verdict(after(person, outcome), Disposition.USER_BUSY, 0, ENDED, RULES)
    assert again.progress.next_phone == 2


def test_a_contact_without_a_living_number_is_done() -> None:
    outcome = verdict(contact(phones=2, dead_phones=frozenset({0})),
                      Disposition.INVALID_NUMBER, 1, ENDED, RULES)  # fmt: skip
    assert outcome.state is ContactState.DONE
    assert outcome.progress.dead_phones == {0, 1}


def test_max_attempts_counts_alternates_too() -> None:
    rules = RetryRules(max_attempts=2)
    person = contact(phones=5)
    person = after(person, verdict(person, Disposition.INVALID_NUMBER, 0, ENDED, rules))
    assert person.state is ContactState.WAITING_RETRY
    assert verdict(person, Disposition.INVALID_NUMBER, 1, ENDED, rules).state is ContactState.DONE


def test_a_cancelled_contact_waits_as_before() -> None:
    person = contact(phones=2, attempts=1, outcomes={Disposition.USER_BUSY: 1}, next_phone=1)
    outcome = verdict(person, Disposition.CANCELLED, 1, ENDED, RULES)
    assert outcome.state is ContactState.WAITING_RETRY
    assert outcome.next_at == ENDED
    assert outcome.progress == ContactProgress(2, {Disposition.USER_BUSY: 1}, frozenset(), 1)
    last = contact(attempts=4)
    assert verdict(last, Disposition.CANCELLED, 0, ENDED, RULES).state is ContactState.DONE


def test_an_interrupted_contact_waits_its_delays() -> None:
    outcome = verdict(contact(), Disposition.INTERRUPTED, 0, ENDED, RULES)
    assert outcome.next_at == ENDED + 15 * MINUTE
    again = verdict(after(contact(), outcome), Disposition.INTERRUPTED, 0, ENDED, RULES)
    assert again.state is ContactState.DONE


delays = st.dictionaries(
    st.sampled_from(RETRYABLE),
    st.lists(st.timedeltas(timedelta(0), timedelta(days=2)), max_size=4).map(tuple),
)
rules_ = st.builds(RetryRules, st.integers(1, 6), delays)


@given(rules_, st.integers(1, 4), st.lists(st.sampled_from(list(Disposition)), max_size=12))
def test_no_story_breaks_the_rules(
    rules: RetryRules, phones: int, story: list[Disposition]
) -> None:
    person = contact(phones)
    now = ENDED
    came: dict[Disposition, int] = {}
    for made, disposition in enumerate(story, 1):
        phone = next_phone(person.phones, person.progress.dead_phones, person.progress.next_phone)
        assert phone == person.progress.next_phone, "the next phone is always a living one"
        outcome = verdict(person, disposition, phone, now, rules)
        assert made <= rules.max_attempts
        assert outcome.progress.attempts == made
        times = came.get(disposition, 0)
        if disposition is not Disposition.CANCELLED:
            came[disposition] = times + 1
        assert outcome.progress.outcomes == came
        if outcome.state is ContactState.DONE:
            return
        assert outcome.state is ContactState.WAITING_RETRY
        assert made < rules.max_attempts
        if disposition in RETRYABLE:
            assert outcome.next_at == now + rules.delays[disposition][times]
        else:
            assert disposition in (Disposition.CANCELLED, Disposition.INVALID_NUMBER)
            assert outcome.next_at == now
        person, now = after(person, outcome), outcome.next_at + MINUTE


@given(st.integers(1, 5), st.frozensets(st.integers(0, 4)), st.integers(0, 12))
def test_the_next_phone_is_the_nearest_living_one(
    count: int, dead: frozenset[int], start: int
) -> None:
    phones = ["x"] * count
    found = next_phone(phones, dead, start)
    living = [index for index in range(count) if index not in dead]
    if not living:
        assert found is None
    else:
        assert found == min(living, key=lambda index: (index - start) % count)
