"""Where the workstation's telephone comes to an end: lines, processes that do not start."""

import asyncio
import sys
import time

from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone
from engine.ports.softphone import Account
from tests.helpers.telephone import Telephone


async def test_the_fifth_call_is_refused_and_lines_come_back() -> None:
    async with (
        Telephone(Account("ours", bind="127.0.0.1")) as ours,
        Telephone(Account("other", bind="127.0.0.1")) as other,
    ):
        contact = other.of(softphone.RegistrationChanged)[-1].contact
        calls = [ours.dial(contact) for _ in range(5)]
        end = await ours.wait(softphone.Ended, call_id=calls[4])
        assert end.cause is HangupCause.NORMAL_CIRCUIT_CONGESTION
        await ours.wait_for(lambda: len(ours.of(softphone.Progress, sip_code=180)) == 4)
        for call in calls[:4]:
            ours.order(softphone.HangUp(call))
        await ours.wait_for(lambda: len(ours.of(softphone.Ended)) == 5)
        await other.wait_for(lambda: len(other.of(softphone.Ended)) == 4)
        again = ours.dial(contact)
        await ours.wait(softphone.Progress, call_id=again)
        ours.order(softphone.HangUp(again))
        await ours.wait(softphone.Ended, call_id=again)


async def test_calls_that_come_and_go_leave_the_lasting_one_alone() -> None:
    """Line numbers are used again at once: an old call must not end the one that follows it."""
    async with (
        Telephone(Account("ours", bind="127.0.0.1")) as ours,
        Telephone(Account("other", bind="127.0.0.1")) as other,
    ):
        contact = other.of(softphone.RegistrationChanged)[-1].contact
        other.ears.say(1000)
        lasting = ours.dial(contact)
        incoming = await other.wait(softphone.Incoming)
        other.order(softphone.Answer(incoming.call_id))
        await ours.wait(softphone.Answered, call_id=lasting)
        for turn in range(12):
            call = ours.dial(contact)
            asked = (await other.wait_for(lambda n=turn: other.of(softphone.Incoming)[n + 1 :]))[0]
            if turn % 3 == 0:
                other.order(softphone.Reject(asked.call_id))
            elif turn % 3 == 1:
                other.order(softphone.Answer(asked.call_id))
                await ours.wait(softphone.Answered, call_id=call)
                other.order(softphone.HangUp(asked.call_id))
            else:
                ours.order(softphone.HangUp(call))
            await ours.wait(softphone.Ended, call_id=call)
            await other.wait(softphone.Ended, call_id=asked.call_id)
        await ours.hears(1000)
        assert ours.of(softphone.ProcessLost) == []
        assert other.of(softphone.ProcessLost) == []
        ours.order(softphone.HangUp(lasting))
        await other.wait(softphone.Ended, call_id=incoming.call_id)


async def test_a_process_that_does_not_start_is_told_and_not_started_in_a_frenzy() -> None:
    begun = time.monotonic()
    async with Telephone(command=(sys.executable, "-c", "raise SystemExit('broken')")) as ours:
        ours.order(softphone.Register(Account("ours", bind="127.0.0.1")))
        call = ours.dial("1002")
        end = await ours.wait(softphone.Ended, call_id=call)
        assert end.cause is HangupCause.INTERRUPTED
        lost = await ours.wait_for(lambda: ours.of(softphone.ProcessLost)[2:])
        assert "broken" in lost[0].detail
        await asyncio.sleep(0.5)
        assert len(ours.of(softphone.ProcessLost)) < 4 + (time.monotonic() - begun)
