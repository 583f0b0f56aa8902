"""Nobody is called twice at once, whichever calls those are: of campaigns, promised, ordered, and
calls that came in; and what is left of a promised call when its engine is killed."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.attempt import OpenAttempt
from engine.domain.callbacks import Callback, CallbackState
from engine.domain.campaign import CampaignSettings, CampaignState, DayHours, RetryRules, Schedule
from engine.domain.contact import ContactState
from engine.domain.disposition import Disposition
from engine.domain.preset_model import CallLimit, Counted, Preset
from engine.orders.machine import Accept, PlanStep
from engine.orders.model import CallOutcome, Order, Price, Service, Step, StepKind, Subscriber
from engine.ports.callbacks import engine_write
from engine.ports.incoming import IncomingOutcome, OpenIncoming
from engine.ports.storage import Stores
from engine.service import callback_desk, order_calls, order_desk
from engine.service.call_limits import CheckedOpen, Opening, open_checked
from engine.service.clocks import server_skew
from engine.service.liveness import LifeSigns
from engine.service.node_lease import LEASE_S, NodeIdentity, NodeLease
from engine.service.recovery import recover
from engine.service.routing import promised_work
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import add_contacts, completed, done, phone_of

#: Day in all of Russia.
NOW = datetime(2026, 3, 2, 7, 10, 15, 250_000, tzinfo=UTC)
SUBSCRIBER, OTHER = phone_of(1), phone_of(2)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ALWAYS = Schedule(weekdays=DayHours(0, 1440), weekend=DayHours(0, 1440))
ONE_A_DAY = Preset("one", "Один", "One", limits=(CallLimit(timedelta(days=1), 1),))
ONE_TALK = Preset(
    "talk", "Разговор", "Talk",
    limits=(CallLimit(timedelta(days=7), 1, count=Counted.CONVERSATIONS),),
)  # fmt: skip


class Office:
    """Two engines; a campaign that has SUBSCRIBER on its list."""

    def __init__(self, case: DatabaseUnderTest, database: FirebirdDatabase, *rules: Preset) -> None:
        self.database = database
        self.settings = CampaignSettings(
            "list",
            preset=rules[0].name if rules else "",
            rules=rules,
            schedule=ALWAYS,
            retry=RetryRules(9, {Disposition.INTERRUPTED: (MINUTE,)}),
        )
        self.campaign = database.transact(lambda s: s.campaigns.create(self.settings))
        add_contacts(case, self.campaign, 1)
        database.transact(lambda s: s.campaigns.set_state(self.campaign.id, CampaignState.RUNNING))
        self.north = self.engine("north")
        self.south = self.engine("south")
        (self.contact,) = database.transact(
            lambda s: s.contacts.claim(self.north, self.campaign.id, [0], 1, NOW)
        )

    def engine(self, name: str, lease_s: float = 9 * 3600.0) -> int:
        begun = self.database.transact(lambda s: s.nodes.begin(name, "host", 1, 1.0, NOW, lease_s))
        return begun.id

    def open(self, at_minutes: int = 0) -> tuple[OpenAttempt, CheckedOpen]:
        """The campaign calls him, unless something forbids it."""
        at = NOW + at_minutes * MINUTE
        (attempt_id,) = self.database.transact(lambda s: s.attempts.allocate_ids(1))
        attempt = OpenAttempt(
            attempt_id, self.campaign.id, self.contact.id, 1, SUBSCRIBER, 1, 1, at
        )
        opening = Opening(attempt, self.contact, self.settings)
        return attempt, self.database.transact(lambda s: open_checked(s, self.north, [opening], at))

    def refused(self, at_minutes: int = 0) -> str:
        """ "": he is called."""
        attempt, checked = self.open(at_minutes)
        return checked.result.refused.get(attempt.id, "")

    def promised(self, **more: object) -> Callback:
        wanted = Callback(0, SUBSCRIBER, NOW, "Анна", NOW, **more)  # type: ignore[arg-type]
        return self.database.transact(
            lambda s: callback_desk.promise(
                s, wanted, NOW, callback_desk.new_write_id(),
                office=CampaignSettings("", schedule=ALWAYS),
            )
        )  # fmt: skip

    def take(self, callback: Callback, at_minutes: int = 0) -> promised_work.Taken:
        return self.database.transact(
            lambda s: promised_work.take(
                s, self.south, callback.id, "Анна", NOW + at_minutes * MINUTE,
                engine_write(self.south),
            )
        )  # fmt: skip

    def left(self, callback_id: int) -> Callback:
        return self.database.transact(lambda s: s.callbacks.get(callback_id))

    def order(self, first: str, second: str) -> int:
        step = Step(1, StepKind.CONNECT, "Соединить", first=first, second=second, at=NOW)

        def make(stores: Stores) -> int:
            service = Service("Разговор", Decimal(1))
            order = Order(
                0, service, Subscriber(first), "Анна", NOW, steps=(step,),
            )  # fmt: skip
            made = order_desk.add(stores, order, NOW)
            wanted = (Accept(Price(service.price)), PlanStep(1, NOW))
            order_desk.change(stores, made.id, wanted, "Анна", NOW)
            return made.id

        return self.database.transact(make)

    def take_order(self, order_id: int, at_minutes: int = 0) -> Order | None:
        return self.database.transact(
            lambda s: order_calls.take(s, order_id, 1, self.south, NOW + at_minutes * MINUTE)
        )

    # --- other calls of ours; each returns how it ends -------------------------------------------

    def promised_call(self) -> Callable[[], object]:
        taken = self.take(self.promised())
        assert taken.refusal is None
        end = promised_work.finish(taken.callback, NOW + MINUTE, callback_desk.new_write_id())
        return lambda: self.database.transact(end)

    def order_to(self, first: str, second: str) -> Callable[[], object]:
        order_id = self.order(first, second)
        assert self.take_order(order_id) is not None
        return lambda: self.database.transact(
            lambda s: order_calls.settle(
                s, order_id, 1, 1, CallOutcome.B_BUSY, "", None, NOW + MINUTE
            )
        )

    def incoming_call(self) -> Callable[[], object]:
        (call_id,) = self.database.transact(lambda s: s.incoming.allocate_ids(1))
        came = OpenIncoming(call_id, 1, NOW, SUBSCRIBER, "100", SUBSCRIBER, "100", None, "",
                            False, None, None)  # fmt: skip
        self.database.transact(lambda s: s.incoming.open(self.south, came))
        outcome = completed(OpenAttempt(1, 1, 1, 1, SUBSCRIBER, 1, 1, NOW))
        over = IncomingOutcome(call_id, NOW, NOW + MINUTE, 200, outcome.hangup_cause,
                               outcome.hangup_by, outcome.disposition)  # fmt: skip
        return lambda: self.database.transact(lambda s: s.incoming.close(over))


@pytest.fixture
def engine_kind() -> str:
    return "embedded"  # both: test_people.py


@pytest.fixture
def office(tested_database: DatabaseUnderTest, database: FirebirdDatabase) -> Office:
    return Office(tested_database, database)


@pytest.mark.parametrize("other", ["promised", "order to A", "order to B", "incoming"])
def test_a_campaign_waits_while_another_call_of_ours_lives(office: Office, other: str) -> None:
    end = {
        "promised": office.promised_call,
        "order to A": lambda: office.order_to(SUBSCRIBER, OTHER),
        "order to B": lambda: office.order_to(OTHER, SUBSCRIBER),
        "incoming": office.incoming_call,
    }[other]()
    assert office.refused() == "in_call"
    end()
    assert office.refused(2) == ""


@pytest.mark.parametrize("other", ["attempt", "promised", "order to B", "incoming"])
def test_a_promised_call_without_a_contact_waits_for_it_too(office: Office, other: str) -> None:
    mine = office.promised()
    if other == "attempt":
        assert office.refused() == ""
    else:
        {
            "promised": office.promised_call,
            "order to B": lambda: office.order_to(OTHER, SUBSCRIBER),
            "incoming": office.incoming_call,
        }[other]()
    taken = office.take(mine)
    assert taken.refusal is not None
    assert taken.refusal.rule == "in_call"
    assert taken.callback.state is CallbackState.WAITING
    assert NOW < taken.callback.due_at <= NOW + 2 * MINUTE, "in a minute, not given up"


@pytest.mark.parametrize("listed", ["first", "second"])
def test_an_ordered_call_waits_for_it_too(office: Office, listed: str) -> None:
    attempt, checked = office.open()
    assert checked.result.opened
    numbers = (SUBSCRIBER, OTHER) if listed == "first" else (OTHER, SUBSCRIBER)
    order_id = office.order(*numbers)
    assert office.take_order(order_id, 1) is None
    office.database.transact(
        lambda s: s.attempts.close(office.north, completed(attempt), done(attempt))
    )
    assert office.take_order(order_id, 2) is not None, "and is made when that is over"


def test_it_does_not_wait_for_itself(office: Office) -> None:
    taken = office.take(office.promised())
    again = office.database.transact(
        lambda s: promised_work.ask_again(
            s, promised_work.mine(taken.callback), NOW, callback_desk.new_write_id()
        )
    )
    assert again.refusal is None


def test_a_callback_taken_by_hand_holds_nobody_back(office: Office) -> None:
    """Who has taken it dials it himself, as any number."""
    mine = office.promised()
    office.database.transact(
        lambda s: callback_desk.take(s, mine.id, "Анна", NOW, callback_desk.new_write_id())
    )
    assert office.refused() == ""


# --- limits -------------------------------------------------------------------------------------


@pytest.mark.parametrize("law", [ONE_A_DAY, ONE_TALK], ids=["calls", "conversations"])
def test_who_was_called_as_promised_has_been_called(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, law: Preset
) -> None:
    office = Office(tested_database, database, law)
    mine = office.promised(campaign_id=office.campaign.id)
    taken = office.take(mine)
    again = office.database.transact(
        lambda s: promised_work.ask_again(
            s, promised_work.mine(taken.callback), NOW, callback_desk.new_write_id()
        )
    )
    assert again.refusal is None, "it does not count itself"
    end = promised_work.finish(taken.callback, NOW + MINUTE, callback_desk.new_write_id())
    office.database.transact(end)
    assert office.refused(5).startswith("limit_")


# --- an engine that is killed -------------------------------------------------------------------


@pytest.mark.parametrize("owner", ["", "Анна"])
def test_a_promised_call_of_a_killed_engine_waits_again_in_a_while(
    office: Office, owner: str
) -> None:
    from rino_desktop import accounts

    office.database.transact(lambda s: accounts.add(s, "Анна", "operator", "hash", NOW))
    office.south = office.engine("third", lease_s=20.0)
    taken = office.take(office.promised(owner=owner)).callback
    assert taken.state is CallbackState.TAKEN
    office.database.transact(lambda s: recover(s, NOW + MINUTE))
    left = office.left(taken.id)
    assert (left.state, left.owner, left.tries) == (CallbackState.WAITING, owner, 1)
    assert NOW + 10 * MINUTE < left.due_at < NOW + HOUR, "not at once, nor forgotten for an hour"
    assert office.refused(2) == "", "nobody calls him any more"


def test_it_lived_after_all_and_they_have_talked(office: Office) -> None:
    """The engine was only out of touch."""
    office.south = office.engine("third", lease_s=20.0)
    taken = office.take(office.promised()).callback
    office.database.transact(lambda s: recover(s, NOW + MINUTE))
    end = promised_work.finish(taken, NOW + 2 * MINUTE, callback_desk.new_write_id())
    office.database.transact(end)
    left = office.left(taken.id)
    assert left.state is CallbackState.DONE


def test_what_others_have_taken_a_dead_engine_leaves_alone(office: Office) -> None:
    by_hand, living = office.promised(), office.promised()
    office.database.transact(
        lambda s: callback_desk.take(s, by_hand.id, "Пётр", NOW, callback_desk.new_write_id())
    )
    assert office.take(living).refusal is None
    office.engine("third", lease_s=20.0)
    office.database.transact(lambda s: recover(s, NOW + MINUTE))
    for number in (by_hand.id, living.id):
        assert office.left(number).state is CallbackState.TAKEN


@pytest.mark.parametrize("asked", [False, True])
def test_who_asked_not_to_be_called_is_not_called_again_when_the_engine_dies(
    office: Office, asked: bool
) -> None:
    """Else his other numbers would be next."""
    attempt, _ = office.open()
    campaign_id = office.campaign.id
    if asked:
        office.database.transact(
            lambda s: s.do_not_call.add_refusal(attempt.phone, "call", NOW, campaign_id)
        )
    office.database.transact(lambda s: recover(s, NOW + 10 * HOUR))
    left = office.database.transact(lambda s: s.contacts.get(office.contact.id))
    assert left.state is (ContactState.DONE if asked else ContactState.WAITING_RETRY)


# --- clocks -------------------------------------------------------------------------------------


class _Clock:
    def __init__(self, ahead_s: float) -> None:
        self.ahead = timedelta(seconds=ahead_s)

    def now(self) -> datetime:
        return NOW + self.ahead


@pytest.mark.parametrize("ahead_s", [-60.0, 0.0, 60.0])
def test_an_engine_whose_clock_is_wrong_takes_nobody_for_dead(
    office: Office, ahead_s: float
) -> None:
    """Else it would end their attempts, and their people, who talk, would be called again; or they
    would end its own."""
    north = office.north
    office.database.transact(lambda s: s.nodes.renew(north, NOW, LEASE_S))
    attempt, _ = office.open()

    async def main() -> None:
        def lease(name: str, ahead_s: float) -> NodeLease:
            me = NodeIdentity(name, name, 1, 0.0)
            clock: Any = _Clock(ahead_s)
            return NodeLease(
                office.database, clock, me, lambda _: False, LifeSigns(),
                lambda _, here: (NOW - here).total_seconds(),
            )  # fmt: skip

        wrong, right = lease("wrong", ahead_s), lease("right", 0.0)
        await wrong.begin()
        await right.begin()
        assert await wrong.renew()
        assert await right.renew()
        assert await wrong.renew(), "nobody has taken it for dead"
        for each in (wrong, right):
            sessions = office.database.transact(lambda s: s.nodes.sessions())
            assert all(s.lease_until >= each.judging() for s in sessions)

    asyncio.run(main())
    here = datetime.now(UTC)
    assert abs(office.database.transact(lambda s: server_skew(s, here))) < 60, "the same computer"
    assert office.database.transact(lambda s: s.attempts.is_open(north, attempt.id))
