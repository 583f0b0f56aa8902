"""Transfers and conferences of the workstation's telephone, with real telephones around it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone
from tests.helpers import wav
from tests.helpers.baresip import Baresip
from tests.helpers.kamailio import Kamailio
from tests.helpers.listening_phone import ACCOUNTS, foreign_phone, phone_account
from tests.helpers.telephone import Telephone, seconds_of_tones


@pytest.fixture
def kamailio(tmp_path: Path) -> Iterator[Kamailio]:
    with Kamailio(tmp_path / "kamailio", ACCOUNTS) as registrar:
        yield registrar


@pytest.fixture
async def ours(kamailio: Kamailio) -> AsyncIterator[Telephone]:
    async with Telephone(phone_account(kamailio, "1001")) as telephone:
        yield telephone


@pytest.fixture
async def anna(tmp_path: Path, kamailio: Kamailio) -> AsyncIterator[Baresip]:
    """She takes every call and says 1000 Hz."""
    async with foreign_phone(tmp_path, kamailio, "1002", 1000) as phone:
        yield phone


def seconds_heard(phone: Baresip, hertz: float) -> float:
    return sum(wav.seconds_of_tone(sound, hertz) for sound in phone.all_heard())


async def _both_over(ours: Telephone, *calls: str) -> None:
    for call in calls:
        end = await ours.wait(softphone.Ended, call_id=call)
        assert end.answered_at is not None


async def test_blind_transfer(
    ours: Telephone, anna: Baresip, kamailio: Kamailio, tmp_path: Path
) -> None:
    async with foreign_phone(tmp_path, kamailio, "1003", 1500) as boris:
        call = await ours.answered("1002")
        await ours.hears(1000)
        ours.order(softphone.Transfer(call, "1003"))
        end = await ours.wait(softphone.Ended, call_id=call)
        assert (end.cause, end.by) == (HangupCause.NORMAL_CLEARING, HangupBy.OPERATOR)
        last = ours.of(softphone.TransferProgress)[-1]
        assert last.final
        assert last.sip_code == 200
        await boris.wait_event("CALL_ESTABLISHED")
        await ours.wait_for(lambda: seconds_heard(boris, 1000) > 0.8)
        await ours.wait_for(lambda: seconds_heard(anna, 1500) > 0.8)
        await anna.hang_up()
        await boris.wait_event("CALL_CLOSED")


async def test_a_transfer_to_nobody_leaves_us_the_call(ours: Telephone, anna: Baresip) -> None:
    call = await ours.answered("1002")
    ours.order(softphone.Transfer(call, "1999"))
    last = await ours.wait(softphone.TransferProgress, final=True)
    assert last.sip_code >= 400
    await ours.hears(1000)
    ours.order(softphone.HangUp(call))
    await ours.wait(softphone.Ended)


async def test_attended_transfer(kamailio: Kamailio, ours: Telephone) -> None:
    """REFER with Replaces: the subscriber's telephone calls the one consulted, in our place."""
    async with (
        Telephone(phone_account(kamailio, "1002", takes_transfers=True)) as subscriber,
        Telephone(phone_account(kamailio, "1003")) as colleague,
    ):
        subscriber.ears.say(1000)
        colleague.ears.say(1500)
        call = ours.dial("1002")
        asked = await subscriber.wait(softphone.Incoming)
        subscriber.order(softphone.Answer(asked.call_id))
        await ours.wait(softphone.Answered, call_id=call)
        ours.order(softphone.Hold(call, True))
        await ours.wait(softphone.HoldChanged, call_id=call, ours=True)
        consulted = ours.dial("1003")
        question = await colleague.wait(softphone.Incoming)
        colleague.order(softphone.Answer(question.call_id))
        await ours.wait(softphone.Answered, call_id=consulted)
        await ours.hears(1500)
        ours.order(softphone.AttendedTransfer(call, consulted))
        await _both_over(ours, call, consulted)
        taken = (await colleague.wait_for(lambda: colleague.of(softphone.Incoming)[1:]))[0]
        assert taken.replaces == question.call_id
        assert taken.caller.startswith("sip:1002@")
        sent = await subscriber.wait(softphone.SentOn, call_id=asked.call_id)
        await subscriber.wait(softphone.Answered, call_id=sent.new_call_id)
        await colleague.hears(1000)
        await subscriber.hears(1500)
        assert (await colleague.wait(softphone.Ended, call_id=question.call_id)).detail
        colleague.order(softphone.HangUp(taken.call_id))
        await subscriber.wait(softphone.Ended, call_id=sent.new_call_id)


async def test_nobody_makes_our_telephone_dial(kamailio: Kamailio, ours: Telephone) -> None:
    async with Telephone(phone_account(kamailio, "1002")) as stranger:
        stranger.dial("1001")
        incoming = await ours.wait(softphone.Incoming)
        ours.order(softphone.Answer(incoming.call_id))
        answered = await stranger.wait(softphone.Answered)
        stranger.order(softphone.Transfer(answered.call_id, "1003"))
        refused = await stranger.wait(softphone.TransferProgress, final=True)
        assert refused.sip_code == 603
        assert ours.of(softphone.SentOn) == []
        stranger.order(softphone.HangUp(answered.call_id))
        await ours.wait(softphone.Ended)


async def test_conference(
    ours: Telephone, anna: Baresip, kamailio: Kamailio, tmp_path: Path
) -> None:
    async with foreign_phone(tmp_path, kamailio, "1003", 1500) as boris:
        ours.ears.say(440)
        calls = (await ours.answered("1002"), await ours.answered("1003"))
        ours.order(softphone.Confer(calls))
        await ours.wait(softphone.ConferenceChanged, call_ids=calls, with_us=True)
        await ours.hears_both(1000, 1500, 2.0)
        ours.order(softphone.HangUp(calls[0]))
        await ours.wait(softphone.ConferenceChanged, call_ids=())
        await ours.hears(1500)
        ours.order(softphone.HangUp(calls[1]))
        await boris.wait_event("CALL_CLOSED")
        for phone, other in ((anna, 1500), (boris, 1000)):
            assert mixed_seconds(phone, [other, 440]) > 1.0


async def test_left_conference_goes_on_through_us(kamailio: Kamailio, ours: Telephone) -> None:
    """Where the far ends refuse to be joined with each other."""
    async with (
        Telephone(phone_account(kamailio, "1002")) as subscriber,
        Telephone(phone_account(kamailio, "1003")) as colleague,
    ):
        calls = await _conference(ours, subscriber, colleague)
        ours.ears.say(2000)
        ours.order(softphone.LeaveConference())
        await ours.wait(softphone.ConferenceChanged, call_ids=calls, with_us=False)
        refused = await ours.wait(softphone.TransferProgress, final=True)
        assert refused.sip_code == 603
        await asyncio.sleep(0.2)
        await asyncio.gather(
            ours.hears_not(1000, 1.5), subscriber.hears_not(2000), colleague.hears(1000),
            subscriber.hears(1500),
        )  # fmt: skip
        assert ours.of(softphone.Ended) == [], "they go on talking"
        subscriber.order(softphone.HangUp(subscriber.of(softphone.Incoming)[0].call_id))
        await colleague.wait(softphone.Ended)
        await ours.wait_for(lambda: len(ours.of(softphone.Ended)) == 2)


async def _conference(
    ours: Telephone, subscriber: Telephone, colleague: Telephone
) -> tuple[str, ...]:
    subscriber.ears.say(1000)
    colleague.ears.say(1500)
    calls = []
    for other, number in ((subscriber, "1002"), (colleague, "1003")):
        calls.append(ours.dial(number))
        incoming = await other.wait(softphone.Incoming)
        other.order(softphone.Answer(incoming.call_id))
        await ours.wait(softphone.Answered, call_id=calls[-1])
    ours.order(softphone.Confer(tuple(calls)))
    await subscriber.hears(1500)
    await colleague.hears(1000)
    return tuple(calls)


async def test_leaving_a_conference_joins_the_others_without_us(
    kamailio: Kamailio, ours: Telephone
) -> None:
    async with (
        Telephone(phone_account(kamailio, "1002", takes_transfers=True)) as subscriber,
        Telephone(phone_account(kamailio, "1003")) as colleague,
    ):
        calls = await _conference(ours, subscriber, colleague)
        ours.order(softphone.LeaveConference())
        await _both_over(ours, *calls)
        await subscriber.hears(1500)
        await colleague.hears(1000)
        sent = await subscriber.wait(softphone.SentOn)
        subscriber.order(softphone.HangUp(sent.new_call_id))
        await colleague.wait_for(lambda: len(colleague.of(softphone.Ended)) == 2)


def mixed_seconds(phone: Baresip, hertz: list[float]) -> float:
    return sum(
        seconds_of_tones(np.array(sound, np.int16), hertz, 8000) for sound in phone.all_heard()
    )
