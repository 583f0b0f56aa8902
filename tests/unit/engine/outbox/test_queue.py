"""Order per contact, nothing lost, nothing stuck: whatever a store does."""

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.domain.outbox import OutboxContent
from engine.ports.outbox import HELD, OutboxAttempt, OutboxRow
from engine.service.outbox.courier import _in_order, _tried
from engine.service.outbox.queue import DeliveryQueue

AT = datetime(2026, 3, 2, tzinfo=UTC)
PAGE = 4


def row(row_id: int, contact_id: int, tries: int = 0) -> OutboxRow:
    return OutboxRow(
        row_id, 1, "s", contact_id, 1, OutboxContent.RESULTS, f"k{row_id}", AT, {}, tries, "",
        OutboxAttempt(),
    )  # fmt: skip


class World:
    """A table of rows, a store with moods, and nodes that may die between any two steps."""

    def __init__(self, contacts: Sequence[int], poison: set[int], tries: int) -> None:
        self.rows = {number: row(number, c) for number, c in enumerate(contacts, 1)}
        self.poison = poison
        self.tries = tries
        self.store: list[int] = []  # every row that arrived, repetitions too
        self.aside: list[int] = []
        self.now = 0.0
        self.queue = DeliveryQueue(tries)

    def deliver(self, rows: Sequence[OutboxRow], mood: str, at: int) -> tuple[list[str], bool]:
        receipts: list[str] = []
        for place, each in enumerate(rows):
            if mood == "down" and place >= at:
                break
            if mood == "slow" and place > at:
                break
            if each.id in self.poison:
                receipts.append("bad")
            else:
                receipts.append("")
                self.store.append(each.id)
        # A store that goes on behind a refused row is put in order by its courier; here it is
        # asked not to, as adapters do.
        return receipts + [HELD] * (len(rows) - len(receipts)), mood == "down"

    def sweep(self, mood: str, at: int, dies: bool) -> None:
        self.queue.begin_sweep(self.now)
        behind = 0
        while True:
            page = [r for n, r in sorted(self.rows.items()) if n > behind][:PAGE]
            if not page:
                return
            after, behind = behind, page[-1].id
            chosen = self.queue.choose(page)
            if not chosen:
                continue
            held: set[int] = set()
            offered = []
            for each in chosen:  # as adapters do: nothing behind a refused row of the contact
                if each.contact_id not in held:
                    offered.append(each)
                if each.id in self.poison:
                    held.add(each.contact_id)
            judged, down = self.deliver(offered, mood, at)
            by_id = dict(zip([o.id for o in offered], judged, strict=True))
            receipts = _in_order(chosen, [by_id.get(r.id, HELD) for r in chosen])
            tried = _tried(receipts)
            if tried < len(chosen):
                behind = chosen[tried - 1].id if tried else after
            if dies:
                # Killed between the store and the database: nothing is noted.
                self.queue = DeliveryQueue(self.tries)
                return
            settled = self.queue.took(chosen[:tried], receipts[:tried], self.now)
            for row_id in settled.delivered:
                del self.rows[row_id]
            for refusal in settled.refused:
                if refusal.aside:
                    self.aside.append(refusal.row_id)
                    del self.rows[refusal.row_id]
                else:
                    old = self.rows[refusal.row_id]
                    self.rows[refusal.row_id] = row(old.id, old.contact_id, refusal.tries)
            if down or not tried:
                return


moods = st.tuples(
    st.sampled_from(["well", "well", "down", "slow"]), st.integers(0, 4), st.booleans()
)


@settings(max_examples=400, deadline=None)
@given(
    contacts=st.lists(st.integers(1, 4), min_size=1, max_size=24),
    poison=st.sets(st.integers(1, 24), max_size=5),
    tries=st.integers(1, 3),
    story=st.lists(moods, max_size=12),
)
def test_whatever_the_store_does(
    contacts: list[int], poison: set[int], tries: int, story: list[tuple[str, int, bool]]
) -> None:
    world = World(contacts, poison, tries)
    everything = set(world.rows)
    for mood, at, dies in story:
        world.sweep(mood, at, dies)
        world.now += 0.7
    # In the end the weather is good: all arrives, or is set aside, in bounded time.
    for _ in range(200):
        if not world.rows:
            break
        world.sweep("well", 0, False)
        due = world.queue.next_sweep(world.now)
        assert due is not None or not world.rows, "something waits and nobody comes"
        world.now = max(world.now, due or 0.0)
    assert not world.rows
    poisoned = poison & everything
    assert set(world.aside) == poisoned
    assert set(world.store) == everything - poisoned
    # By first arrival each contact's rows are in the order they were written.
    first: dict[int, int] = {}
    for place, row_id in enumerate(world.store):
        first.setdefault(row_id, place)
    for contact in set(contacts):
        own = [n for n, c in enumerate(contacts, 1) if c == contact and n in first]
        assert [first[n] for n in own] == sorted(first[n] for n in own)


def test_a_refused_row_holds_its_contact_back_and_nobody_else() -> None:
    queue = DeliveryQueue(tries=2)
    rows = [row(1, 1), row(2, 2), row(3, 1), row(4, 2)]
    queue.begin_sweep(0.0)
    assert queue.choose(rows) == rows
    settled = queue.took(rows, ["bad", "", HELD, ""], 0.0)
    assert settled.delivered == (2, 4)
    assert [(r.row_id, r.tries, r.aside) for r in settled.refused] == [(1, 1, False)]
    assert queue.next_sweep(0.0) == 1.0
    queue.begin_sweep(0.5)
    assert queue.choose([rows[0], rows[2]]) == []
    queue.begin_sweep(1.0)
    assert queue.choose([row(1, 1, 1), rows[2]]) == [row(1, 1, 1), rows[2]]
    settled = queue.took([row(1, 1, 1), rows[2]], ["bad", HELD], 1.0)
    assert settled.refused[0].aside
    assert queue.next_sweep(1.0) == 1.0
    queue.begin_sweep(1.0)
    assert queue.choose([rows[2]]) == [rows[2]]


def test_pauses_grow_to_a_minute() -> None:
    queue = DeliveryQueue(tries=100)
    pauses = []
    for tries in range(9):
        queue.begin_sweep(1000.0 * tries)
        queue.took([row(1, 1, tries)], ["bad"], 1000.0 * tries)
        due = queue.next_sweep(1000.0 * tries)
        assert due is not None
        pauses.append(due - 1000.0 * tries)
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_rows_behind_one_that_was_set_aside_on_an_earlier_page_come_next() -> None:
    queue = DeliveryQueue(tries=1)
    queue.begin_sweep(0.0)
    queue.took([row(1, 1)], ["bad"], 0.0)
    assert queue.choose([row(2, 1)]) == []
    assert queue.next_sweep(0.0) == 0.0
