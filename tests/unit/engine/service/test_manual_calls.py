"""Manual dialling: an operator looks at a contact, and has him called."""

import json
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from engine.adapters.simulated.clock import VirtualClock
from engine.adapters.simulated.subscribers import Subscriber
from engine.domain.answering_machine import AnsweredBy
from engine.domain.attempt import ContactVerdict
from engine.domain.campaign import (
    Campaign,
    CampaignMode,
    CampaignSettings,
    CampaignState,
    DayHours,
    Schedule,
)
from engine.domain.campaign_operators import OperatorRules
from engine.domain.contact import Contact, ContactProgress, ContactState
from engine.domain.operator import OperatorState, Queue, WrapUp, WrapUpKind
from engine.domain.refusal import Refusal
from engine.ports import telephony as port
from engine.ports.operators import OrderKind, TalkOutcome
from engine.routing import actions as do
from engine.routing.refusal_words import refusal_text
from engine.routing.rules import Refusal as Why
from engine.service.campaign_watch import DialContext, Snapshot
from engine.service.routing.manual_calls import LOOK_S
from engine.service.routing.manual_refusals import not_free
from tests.helpers.operators_world import TRUNK, Node, Workstation, World

QUEUE = Queue("calls", 1, wrap_up=WrapUp(WrapUpKind.TIMED, 1.0), ring_timeout_s=5)
ALWAYS = Schedule(weekdays=DayHours(0, 1440), weekend=DayHours(0, 1440))
NEVER = Schedule(weekdays=DayHours(0, 0), weekend=DayHours(0, 0))


def person(number: int) -> Contact:
    phones = (f"+7999000000{number}", f"+7999000001{number}")
    return Contact(
        number, 1, phones, (), {"name": f"n{number}"}, ContactState.NEW, ContactProgress(), None  # type: ignore[arg-type]
    )  # fmt: skip


class Contacts:
    """The list: who waits, and for whom somebody is claimed."""

    def __init__(self) -> None:
        self.waiting = [person(1), person(2)]
        self.settled: list[tuple[int, datetime]] = []
        self.states: dict[int, ContactState] = {}
        self.added: list[tuple[str, str]] = []

    def outlook(self, campaign_id: int, session_id: int) -> Any:
        class Zone:
            zone_set_id, zones = 1, ()

        class Outlook:
            zones = (Zone,)

        return Outlook

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

    def settle(self, session_id: int, contact_id: int, verdict: ContactVerdict) -> None:
        self.settled.append((contact_id, verdict.next_at))

    def get(self, contact_id: int) -> Contact:
        return replace(person(contact_id), state=self.states.get(contact_id, ContactState.NEW))

    def add_by_hand(self, campaign_id: int, phone: str, zones: tuple[str, ...], operator: str,
                    now: datetime) -> int:  # fmt: skip
        number = 100 + len(self.added)
        self.added.append((phone, operator))
        self.waiting.append(replace(person(number), phones=(phone,), zones=zones, fields={}))
        return number


class Ledger:
    """``recorded``: contact, rule, what decided it."""

    def __init__(self, contacts: Contacts) -> None:
        self.contacts = contacts
        self.recorded: list[tuple[int, str, dict[str, Any]]] = []

    def contact_of(self, campaign_id: int, phone: str) -> int | None:
        for number in range(1, 4):
            if phone in person(number).phones:
                return number
        return None

    def record(self, campaign_id: int, contact_id: int, phone: str, refusal: Refusal,
               at: datetime) -> None:  # fmt: skip
        self.recorded.append((contact_id, refusal.rule, dict(refusal.inputs)))


def manually(test: Callable[..., Coroutine[Any, Any, None]], schedule: Schedule = ALWAYS,
             queue: Queue = QUEUE, nodes: int = 1, people: int = 1,
             **more: Any) -> None:  # fmt: skip
    async def run(world: World) -> None:
        settings = CampaignSettings(
            "calls", mode=CampaignMode.MANUAL, schedule=schedule, **more
        )  # fmt: skip
        campaign = Campaign(1, settings, CampaignState.RUNNING, 1)
        context = DialContext(campaign, (1,), None)  # type: ignore[arg-type]
        world.snapshot = Snapshot((campaign,), {1: TRUNK}, {1: context})
        world.stores.contacts = Contacts()  # type: ignore[attr-defined]
        world.stores.ledger = Ledger(world.stores.contacts)  # type: ignore[attr-defined]
        await world.sign_in()
        await test(world, world.nodes[0], *world.stations)

    World((queue,), people, nodes=nodes).run(run)


def round_to_seconds(span: timedelta) -> timedelta:
    return timedelta(seconds=round(span.total_seconds()))


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
        assert talk.attempt_id == done["attempt_id"]
        assert own.headers["X-RINO-Attempt"] == str(done["attempt_id"])
        assert node.lines.taken == 0

    manually(test)


def test_with_two_engines_the_one_that_holds_the_contact_is_named() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        seen = await world.answered(dials(anna, do="next"))
        wanted = {"campaign_id": 1, "do": "skip", "contact_id": 1}
        [other] = [each.name for each in world.nodes if each.name != seen["node"]]
        refused = await world.answered(anna.order(OrderKind.DIAL, wanted, other))
        assert refused["code"] == "contact_taken", "nobody else knows of it"
        assert await world.answered(anna.order(OrderKind.DIAL, wanted, seen["node"])) == {}

    manually(test, nodes=2)


def test_skip_and_the_next_one() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        assert (await world.answered(dials(anna, do="skip")))["code"] == "no_contact"
        await world.answered(dials(anna, do="next"))
        assert await world.answered(dials(anna, do="skip", reason="спит")) == {}
        [(skipped, until)] = world.stores.contacts.settled  # type: ignore[attr-defined]
        assert (skipped, round_to_seconds(until - world.clock.now())) == (1, timedelta(hours=1))
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
        await world.answered(dials(anna, do="number", number="+7 999 000-00-12"))
        assert node.telephony.placed[-1].number == "+79990000012"

    manually(test)


def test_a_rule_refuses_and_is_named() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        world.refuses["+79990000001"] = "do_not_call"
        answer = await world.answered(dials(anna, do="contact", contact_id=1))
        assert (answer["code"], answer["number"]) == ("do_not_call", "+79990000001")
        assert anna.row.free
        assert node.telephony.placed == [], "nobody's telephone has rung"
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


def test_the_nearest_allowed_time_is_told_by_the_subscribers_clock() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        answer = await world.answered(dials(anna, do="number", number="8 (495) 123-45-67"))
        assert answer["code"] == "outside_hours"
        assert (answer["rule"], answer["nearest"][11:]) == ("hours", f"{hour:02}:00")
        assert answer["number"] == "+74951234567"

    hour = (VirtualClock().now().hour + 3 + 2) % 24  # in Moscow, two hours from now
    later = DayHours(hour * 60, hour * 60 + 59)
    manually(test, Schedule(weekdays=later, weekend=later))


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
        assert node.withdrawn, "the attempt leaves no row"

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


def test_why_nothing_is_dialled_is_told_by_what_one_is_in() -> None:
    told = {state: refusal_text(Why(not_free(state)), "ru") for state in (
        OperatorState.ON_BREAK, OperatorState.WRAP_UP, OperatorState.TALKING)}  # fmt: skip
    assert len(set(told.values())) == 3
    assert "перерыва" in told[OperatorState.ON_BREAK]


def test_who_goes_home_lets_go_of_what_he_looked_at() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        await world.answered(dials(anna, do="next"))
        anna.wish(do.SignOut())
        await world.until(lambda: waiting(world) == [1, 2])
        assert (await world.answered(dials(anna, do="next")))["code"] == "not_signed_in"

    manually(test)


# --- what the operator hears and sees while it rings ------------------------------------------


def tones(node: Node, anna: Workstation) -> list[str]:
    return [name for _, name in node.tones.heard]


def stage(anna: Workstation) -> str:
    return anna.row.hold.stage if anna.row.hold is not None else "none"


def test_ringback_until_the_subscriber_answers() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        world.greeting_s = 2.0
        world.behave("+79990000001", ring_s=6.0)
        done = await world.answered(dials(anna, do="contact", contact_id=1))
        assert (stage(anna), anna.row.hold.attempt_id) == ("dialling", done["attempt_id"])
        await world.until(lambda: stage(anna) == "ringing")
        assert node.tones.heard == [(node.leg_of(1), "ringback")]
        await world.until(lambda: stage(anna) == "answered", 7)
        assert tones(node, anna)[-1] == ""
        await world.until(lambda: stage(anna) == "", 3)
        node.telephony.hang_up(f"a{done['attempt_id']}")
        await world.until(lambda: anna.row.state is OperatorState.WRAP_UP)
        assert anna.row.owes_result == done["attempt_id"]
        assert "busy" not in tones(node, anna), "they have talked"
        refused = await world.answered(dials(anna, do="contact", contact_id=2))
        assert refused["code"] == "dial_in_wrap_up", "and not that he has another call"

    manually(test, queue=replace(QUEUE, wrap_up=WrapUp(WrapUpKind.FORCED, None)))


@pytest.mark.parametrize(
    ("status", "came_of", "tone"),
    [(486, "user_busy", "busy"), (404, "invalid_number", "congestion"),
     (503, "network_failure", "congestion"), (603, "rejected", "busy")],
)  # fmt: skip
def test_what_came_of_it_is_heard_and_said(status: int, came_of: str, tone: str) -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        world.behave("+79990000001", refuse=status, ring_s=1.0)
        await world.answered(dials(anna, do="contact", contact_id=1))
        await world.until(lambda: stage(anna) == came_of)
        assert tones(node, anna)[-1] == tone
        assert node.lines.taken == 0, "the line is free while he listens"
        await world.until(lambda: anna.row.free, 3)
        assert anna.row.owes_result is None
        assert world.stores.operators.results == []
        again = await world.answered(dials(anna, do="contact", contact_id=2))
        assert "attempt_id" in again

    manually(test, queue=replace(QUEUE, wrap_up=WrapUp(WrapUpKind.FORCED, None)))


def test_whoever_has_heard_enough_hangs_up() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        world.behave("+79990000001", refuse=486, ring_s=0.5)
        await world.answered(dials(anna, do="contact", contact_id=1))
        await world.until(lambda: stage(anna) == "user_busy")
        node.telephony.hang_up(node.leg_of(1))
        await world.until(lambda: anna.row.free, 0.5)
        await world.clock.sleep(5)
        assert "attempt_id" in await world.answered(dials(anna, do="contact", contact_id=2))

    manually(test)


def test_an_answering_machine_is_said() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        world.greeting_s = 20.0
        world.behave("+79990000001", hang_up_after_s=6.0)
        done = await world.answered(dials(anna, do="contact", contact_id=1))
        call = node.room._dialling.of_call(f"a{done['attempt_id']}")
        assert call is not None
        await world.until(lambda: stage(anna) == "answered")
        call.told(port.AnswerDetected(call.call_id, AnsweredBy.MACHINE, "test", 1.0))
        await world.until(lambda: stage(anna) == "machine")
        await world.until(lambda: anna.row.free, 10)
        assert tones(node, anna)[-1] == "busy"

    manually(test)


def test_hanging_up_while_it_rings_cancels_at_once() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        world.behave("+79990000001", never_answers=True)
        done = await world.answered(dials(anna, do="contact", contact_id=1))
        call_id = f"a{done['attempt_id']}"
        await world.until(lambda: stage(anna) == "ringing")
        node.telephony.hang_up(node.leg_of(1))
        await world.until(lambda: anna.row.free, 0.3)
        await world.until(lambda: node.room._dialling.of_call(call_id) is None, 0.3)
        assert node.lines.taken == 0

    manually(test)


def test_the_workstation_dies_while_it_rings() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        world.behave("+79990000001", never_answers=True)
        await world.answered(dials(anna, do="contact", contact_id=1))
        await world.until(lambda: stage(anna) == "ringing")
        node.telephony.lose_worker([node.leg_of(1)])
        await world.until(lambda: node.lines.taken == 0, 3)
        await world.until(lambda: node.room._dialling.of_operator(1) is None, 1)

    manually(test)


# --- numbers that are on no list ---------------------------------------------------------------


def test_a_number_on_no_list_is_added_and_dialled() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        unnamed = anna.order(OrderKind.DIAL, {"do": "number", "number": "8 (495) 123-45-67"})
        assert "attempt_id" in await world.answered(unnamed)
        assert world.stores.contacts.added == [("+74951234567", "op1")]  # type: ignore[attr-defined]
        assert node.telephony.placed[-1].number == "+74951234567"

    manually(test)


def test_what_is_no_number_is_told() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        for typed, code in (("102", "short_number"), ("+7 999 555", "no_number"), ("", "no_number"),
                            ("+79161234567, +79161234568", "no_number")):  # fmt: skip
            answer = await world.answered(dials(anna, do="number", number=typed))
            assert answer == {"code": code, "number": typed}
        assert world.stores.contacts.added == []  # type: ignore[attr-defined]

    manually(test)


def test_a_campaign_must_be_chosen_among_several() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        wanted = {"do": "number", "number": "+74951234567"}
        one = world.snapshot.contexts[1]
        campaign = one.campaign
        other = replace(campaign, id=2, settings=replace(campaign.settings, name="others"))
        contexts = {1: one, 2: replace(one, campaign=other)}
        world.snapshot = Snapshot((campaign, other), {1: TRUNK}, contexts)
        world.stores.operators.save_queue(replace(QUEUE, name="others", campaign_id=2))
        await world.clock.sleep(6)
        answer = await world.answered(anna.order(OrderKind.DIAL, wanted))
        assert answer == {"code": "choose_campaign", "campaigns": "calls, others"}
        world.snapshot = Snapshot()
        answer = await world.answered(anna.order(OrderKind.DIAL, wanted))
        assert answer["code"] == "no_manual_campaign"

    manually(test)


def test_whom_the_campaign_is_done_with_or_somebody_else_has() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        contacts = world.stores.contacts  # type: ignore[attr-defined]
        contacts.waiting.clear()
        answer = await world.answered(dials(anna, do="number", number="+79990000001"))
        assert answer["code"] in ("contact_taken", "no_number")
        contacts.states[2] = ContactState.DONE
        answer = await world.answered(dials(anna, do="contact", contact_id=2))
        assert answer["code"] == "contact_settled"

    manually(test)


def test_numbers_of_a_masked_campaign_are_not_told() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        world.refuses["+79990000001"] = "do_not_call"
        answer = await world.answered(dials(anna, do="contact", contact_id=1))
        assert answer["number"] == "+7••••••••01"

    manually(test, mask_numbers=True)


# --- retry rules, and putting off --------------------------------------------------------------


def test_the_number_tried_last_rests_and_others_need_not() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        contacts = world.stores.contacts  # type: ignore[attr-defined]
        tried = replace(
            person(1), state=ContactState.WAITING_RETRY,
            progress=ContactProgress(attempts=1, next_phone=1, dead_phones=frozenset()),
            next_at=world.clock.now() + timedelta(minutes=30),
        )  # fmt: skip
        contacts.waiting = [tried]
        again = dials(anna, do="contact", contact_id=1, phone=tried.phones[0])
        answer = await world.answered(again)
        assert (answer["code"], answer["rule"]) == ("too_early", "too_early")
        assert answer["nearest"]
        contacts.waiting = [tried]
        done = await world.answered(dials(anna, do="contact", contact_id=1))
        assert "attempt_id" in done
        assert node.telephony.placed[-1].number == tried.phones[1]

    manually(test)


def test_a_number_that_does_not_exist_is_not_dialled_again() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        dead = replace(person(1), progress=ContactProgress(1, dead_phones=frozenset({0})))
        world.stores.contacts.waiting = [dead]  # type: ignore[attr-defined]
        answer = await world.answered(dials(anna, do="contact", contact_id=1, phone=dead.phones[0]))
        assert answer["code"] == "dead_number"

    manually(test)


def test_why_a_contact_was_put_off_is_in_the_ledger() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        await world.answered(dials(anna, do="next"))
        wrong = await world.answered(dials(anna, do="skip", reason="спит"))
        assert wrong == {"code": "unknown_skip_reason", "reason": "спит"}
        assert await world.answered(dials(anna, do="skip", reason="не время")) == {}
        ledger = world.stores.ledger  # type: ignore[attr-defined]
        assert ledger.recorded == [(1, "skipped", {"reason": "не время", "operator": "op1"})]
        [(_, until)] = world.stores.contacts.settled  # type: ignore[attr-defined]
        assert round_to_seconds(until - world.clock.now()) == timedelta(minutes=10)

    manually(test, operators=OperatorRules(skip_reasons=("не время",), skip_s=600))


def test_long_fields_are_cut_to_what_an_answer_holds() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        fields = {
            "имя": "Анна",
            "договор": "д" * 9000,
            **{f"поле {n}": "х" * 90 for n in range(40)},
        }
        world.stores.contacts.waiting = [replace(person(1), fields=fields)]  # type: ignore[attr-defined]
        seen = await world.answered(dials(anna, do="next"))
        assert len(json.dumps(seen, ensure_ascii=False)) < 4000
        assert seen["fields"]["имя"] == "Анна"
        assert seen["fields"]["договор"].endswith("…")

    manually(test)


def test_one_who_rests_is_not_dialled_because_another_is_looked_at() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        contacts = world.stores.contacts  # type: ignore[attr-defined]
        tried = replace(
            person(2), state=ContactState.WAITING_RETRY, progress=ContactProgress(1, next_phone=1),
            next_at=world.clock.now() + timedelta(minutes=30),
        )  # fmt: skip
        contacts.waiting = [person(1), tried]
        assert (await world.answered(dials(anna, do="next")))["contact_id"] == 1
        again = dials(anna, do="contact", contact_id=2, phone=tried.phones[0])
        assert (await world.answered(again))["code"] == "too_early"
        assert node.telephony.placed == []

    manually(test)


# --- twice, and by two -------------------------------------------------------------------------


def test_enter_pressed_twice_has_one_called() -> None:
    async def test(world: World, node: Node, anna: Workstation) -> None:
        first = dials(anna, do="number", number="+79990000001")
        second = dials(anna, do="number", number="+79990000002")
        assert "attempt_id" in await world.answered(first)
        assert (await world.answered(second))["code"] == "has_call"
        assert [call.number for call in node.telephony.placed if call.number] == ["+79990000001"]
        assert waiting(world) == [2], "he is nobody's"

    manually(test)


def test_a_database_that_was_away_has_taken_back_who_was_looked_at() -> None:
    """Then two may be shown the same contact: who asked for him last has him."""

    async def test(world: World, node: Node, anna: Workstation, boris: Workstation) -> None:
        assert (await world.answered(dials(anna, do="next")))["contact_id"] == 1
        world.stores.contacts.waiting.insert(0, person(1))  # type: ignore[attr-defined]
        assert (await world.answered(dials(boris, do="next")))["contact_id"] == 1
        refused = await world.answered(dials(anna, do="contact", contact_id=1))
        assert refused["code"] == "contact_taken"
        assert "attempt_id" in await world.answered(dials(boris, do="contact", contact_id=1))
        await world.answered(dials(anna, do="next"))
        world.stores.contacts.waiting.append(person(2))  # type: ignore[attr-defined]
        assert "attempt_id" in await world.answered(dials(anna, do="contact", contact_id=2))
        assert waiting(world) == [], "he was claimed anew"

    manually(test, people=2)


def test_why_somebody_is_put_off_is_not_lost_with_the_look_at_him() -> None:
    """For a quarter of an hour nobody did anything; or the engine was another one."""

    async def test(world: World, node: Node, anna: Workstation) -> None:
        await world.answered(dials(anna, do="next"))
        await world.until(lambda: waiting(world) == [1, 2], LOOK_S + 10)
        assert await world.answered(dials(anna, do="skip", contact_id=1, reason="спит")) == {}
        ledger = world.stores.ledger  # type: ignore[attr-defined]
        assert ledger.recorded == [(1, "skipped", {"reason": "спит", "operator": "op1"})]
        taken = await world.answered(dials(anna, do="skip", contact_id=1, reason="спит"))
        assert taken["code"] == "contact_taken", "he is put off"

    manually(test)
