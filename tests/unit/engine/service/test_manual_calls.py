"""Manual dialling: an operator looks at a contact, and has him called."""

from collections.abc import Callable, Coroutine
from typing import Any

from engine.adapters.simulated.subscribers import Subscriber
from engine.domain.campaign import (
    Campaign,
    CampaignMode,
    CampaignSettings,
    CampaignState,
    DayHours,
    Schedule,
)
from engine.domain.contact import Contact, ContactProgress, ContactState
from engine.domain.operator import OperatorState, Queue, WrapUp, WrapUpKind
from engine.ports.operators import OrderKind, TalkOutcome
from engine.routing import actions as do
from engine.service.campaign_watch import DialContext, Snapshot
from tests.helpers.operators_world import TRUNK, Node, Workstation, World

QUEUE = Queue("calls", 1, wrap_up=WrapUp(WrapUpKind.TIMED, 1.0), ring_timeout_s=5)
ALWAYS = Schedule(weekdays=DayHours(0, 1440), weekend=DayHours(0, 1440))
NEVER = Schedule(weekdays=DayHours(0, 0), weekend=DayHours(0, 0))
Test = Callable[[World, Node, Workstation], Coroutine[Any, Any, None]]


def person(number: int) -> Contact:
    phones = (f"+7999000000{number}", f"+7999000001{number}")
    return Contact(
        number, 1, phones, (), {"name": f"n{number}"}, ContactState.NEW, ContactProgress(), None  # type: ignore[arg-type]
    )  # fmt: skip


class Contacts:
    """The list: who waits, and for whom somebody is claimed."""

    def __init__(self) -> None:
        self.waiting = [person(1), person(2)]
        self.settled: list[int] = []

    def outlook(self, campaign_id: int, session_id: int) -> Any:
        class Zone:
            zone_set_id, zones = 1, ()

        class Outlook:
            zones = (Zone,)

        return Outlook

    def with_phone(self, campaign_id: int, beginning: str, limit: int) -> list[Contact]:
        return [c for c in self.waiting if any(p.startswith(beginning) for p in c.phones)][:limit]

    def claim(self, session_id: int, campaign_id: int, zones: list[int], limit: int,
              now: object) -> list[Contact]:  # fmt: skip
        taken = self.waiting[:limit] if zones else []
        self.waiting = [each for each in self.waiting if each not in taken]
        return taken

    def claim_one(self, session_id: int, campaign_id: int, contact_id: int) -> Contact | None:
        found = next((c for c in self.waiting if c.id == contact_id), None)
        if found is not None:
            self.waiting.remove(found)
        return found

    def release(self, session_id: int, ids: list[int]) -> None:
        self.waiting += [person(each) for each in ids]

    def settle(self, session_id: int, contact_id: int, verdict: object) -> None:
        self.settled.append(contact_id)


def manually(test: Test, schedule: Schedule = ALWAYS) -> None:
    async def run(world: World) -> None:
        settings = CampaignSettings("calls", mode=CampaignMode.MANUAL, schedule=schedule)
        campaign = Campaign(1, settings, CampaignState.RUNNING, 1)
        context = DialContext(campaign, (1,), None)  # type: ignore[arg-type]
        world.snapshot = Snapshot((campaign,), {1: TRUNK}, {1: context})
        world.stores.contacts = Contacts()  # type: ignore[attr-defined]
        await world.sign_in()
        await test(world, world.nodes[0], world.stations[0])

    World((QUEUE,), 1).run(run)


def dials(anna: Workstation, **arguments: object) -> int:
    return anna.order(OrderKind.DIAL, {"campaign_id": 1, **arguments})


def waiting(world: World) -> list[int]:
    return sorted(c.id for c in world.stores.contacts.waiting)  # type: ignore[attr-defined]


def test_look_dial_talk() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        seen = await world.answered(dials(anna, do="next"))
        assert (seen["contact_id"], seen["fields"]) == (1, {"name": "n1"})
        assert waiting(world) == [2]
        done = await world.answered(dials(anna, do="contact"))
        call_id = f"a{done['attempt_id']}"
        own, subscriber = node.telephony.placed[-2:]
        assert own.address == anna.address, "the operator is rung first"
        assert subscriber.number == "+79990000001"
        await world.until(lambda: node.hears(call_id) == {own.call_id})
        assert world.manual_seats[call_id].words == ["connected op1"]
        assert anna.row.state is OperatorState.TALKING
        assert await world.answered(anna.call("hold")) == {}
        assert await world.answered(anna.call("resume")) == {}
        node.telephony.hang_up(call_id)
        await world.until(lambda: anna.row.free)
        [talk] = world.stores.operators.log.values()
        assert (talk.kind, talk.contact_id, talk.outcome) == ("manual", 1, TalkOutcome.ENDED)
        assert node.lines.taken == 0

    manually(test)


def test_skip_and_the_next_one() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        assert (await world.answered(dials(anna, do="skip")))["code"] == "no_contact"
        await world.answered(dials(anna, do="next"))
        assert await world.answered(dials(anna, do="skip", reason="спит")) == {}
        assert world.stores.contacts.settled == [1]  # type: ignore[attr-defined]
        assert (await world.answered(dials(anna, do="next")))["contact_id"] == 2
        world.stores.contacts.release(1, [1])  # type: ignore[attr-defined]
        assert (await world.answered(dials(anna, do="next")))["contact_id"] == 1
        assert waiting(world) == [2], "who was looked at is let go"
        assert (await world.answered(dials(anna, do="next")))["contact_id"] == 2
        world.stores.contacts.waiting.clear()  # type: ignore[attr-defined]
        assert (await world.answered(dials(anna, do="next")))["code"] == "no_contact"
        assert waiting(world) == [], "he still looks at that one"

    manually(test)


def test_another_number_of_a_certain_contact() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        await world.answered(dials(anna, do="contact", contact_id=2, phone="+79990000012"))
        assert node.telephony.placed[-1].number == "+79990000012"

    manually(test)


def test_a_number_of_the_list() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        unknown = await world.answered(dials(anna, do="number", number="+7 999 555"))
        assert unknown["code"] == "no_contact"
        await world.answered(dials(anna, do="number", number="+7 999 000-00-12"))
        assert node.telephony.placed[-1].number == "+79990000012"

    manually(test)


def test_a_rule_refuses_and_is_named() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        world.refuses["+79990000001"] = "do_not_call"
        answer = await world.answered(dials(anna, do="contact", contact_id=1))
        assert (answer["code"], answer["number"]) == ("do_not_call", "+79990000001")
        await world.until(lambda: anna.row.free)
        assert node.lines.taken == 0

    manually(test)


def test_outside_the_hours_nobody_is_rung() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        answer = await world.answered(dials(anna, do="contact", contact_id=1))
        assert answer["code"] == "outside_hours"
        assert (await world.answered(dials(anna, do="next")))["code"] == "no_contact"
        assert waiting(world) == [1, 2]
        assert node.telephony.placed == []

    manually(test, NEVER)


def test_the_contact_does_not_answer() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        world.behave("+79990000001", refuse=486)
        await world.answered(dials(anna, do="contact", contact_id=1))
        await world.until(lambda: anna.row.free)
        assert node.lines.taken == 0
        assert node.room.floor.legs == {}

    manually(test)


def test_the_operator_hangs_up_before_the_contact_answers() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        world.behave("+79990000001", never_answers=True)
        await world.answered(dials(anna, do="contact", contact_id=1))
        node.telephony.hang_up(node.leg_of(1))
        await world.until(lambda: node.lines.taken == 0, 3)
        await world.until(lambda: anna.row.free)

    manually(test)


def test_the_operators_own_telephone_does_not_answer() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        world.phones[anna.address] = Subscriber(refuse=486)
        answer = await world.answered(dials(anna, do="contact", contact_id=1))
        assert answer["code"] == "no_phone"
        await world.until(lambda: waiting(world) == [1, 2])
        assert all(call.number == "" for call in node.telephony.placed)

    manually(test)


def test_who_has_a_call_or_has_gone_dials_nobody() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        one = await node.subscriber("a1", "+79990000009", queue="calls")
        await world.until(one.seat.talks.is_set)
        await world.until(lambda: anna.row.state is OperatorState.TALKING)
        assert (await world.answered(dials(anna, do="contact")))["code"] == "has_call"
        assert (await world.answered(dials(anna, do="dance")))["code"] == "not_served"
        unknown = anna.order(OrderKind.DIAL, {"do": "next", "campaign_id": 9})
        assert (await world.answered(unknown))["code"] == "unknown_campaign"

    manually(test)


def test_who_goes_home_lets_go_of_what_he_looked_at() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        await world.answered(dials(anna, do="next"))
        anna.wish(do.SignOut())
        await world.until(lambda: waiting(world) == [1, 2])
        assert (await world.answered(dials(anna, do="next")))["code"] == "not_signed_in"

    manually(test)
