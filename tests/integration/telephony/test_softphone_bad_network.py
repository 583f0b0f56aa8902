"""The workstation's telephone where packets are lost, late and out of order, or stop at all."""

import asyncio
import os
import signal
import time

import pytest

from engine.audio.live import CALL_RATE
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone
from engine.ports.softphone import Account
from tests.helpers.bad_network import BadNetwork, Harm
from tests.helpers.telephone import Telephone

#: With G.722 reports come only every ten seconds.
_OURS = Account("ours", bind="127.0.0.1", codecs=("pcma",))
_FAR = Account("far", bind="127.0.0.1", codecs=("pcma",))
_MOST_WAIT_MS = 200


def _address(telephone: Telephone) -> tuple[str, int]:
    contact = telephone.of(softphone.RegistrationChanged)[-1].contact
    host, _, port = contact.rpartition("@")[2].partition(";")[0].partition(":")
    return host, int(port)


def _share(telephone: Telephone, hertz: float, since: int) -> float:
    """Of the sound heard: in how much of it the tone is to be recognised."""
    seconds = len(telephone.ears.heard(since)) / CALL_RATE
    return telephone.ears.seconds_of(hertz, since) / seconds


async def test_a_tone_survives_loss_and_jitter_and_the_figures_tell() -> None:
    harm = Harm(loss=0.05, delay_s=0.06)
    async with (
        Telephone(_OURS) as ours,
        Telephone(_FAR) as far,
        BadNetwork(_address(far), harm, seed=5) as network,
    ):
        ours.ears.say(440)
        far.ears.say(1000)
        call = ours.dial(f"sip:far@127.0.0.1:{network.port}")
        incoming = await far.wait(softphone.Incoming)
        far.order(softphone.Answer(incoming.call_id))
        await asyncio.gather(ours.hears(1000), far.hears(440))
        mark, far_mark = ours.ears.mark, far.ears.mark
        # Until the far end has reported a second time: five seconds, and a look at it.
        await ours.wait_for(lambda: len(ours.ears.heard(mark)) > 8 * CALL_RATE)
        assert _share(ours, 1000, mark) > 0.9
        assert _share(far, 440, far_mark) > 0.9

        def true() -> bool:
            """Of the last report; one may come late, and tell of the past."""
            quality = ours.of(softphone.Quality)[-1]
            shaken = quality.jitter_ms > 5 and (quality.far_jitter_ms or 0) > 5
            # What came out of order does not stay counted as lost.
            near = quality.loss == pytest.approx(network.lost_to_near, abs=0.015)
            return (
                shaken and near and quality.far_loss == pytest.approx(network.lost_to_far, abs=0.03)
            )

        await ours.wait_for(true)
        # What is kept back follows the jitter, and does not pile up; a moment in which this machine
        # had no time is jitter, too.
        await ours.wait_for(lambda: 0 < ours.of(softphone.Quality)[-1].waits_ms <= _MOST_WAIT_MS)
        harm.loss = harm.delay_s = 0.0
        calm = ours.ears.mark
        await ours.wait_for(lambda: len(ours.ears.heard(calm)) > 2.5 * CALL_RATE)
        await ours.wait_for(lambda: ours.of(softphone.Quality)[-1].waits_ms <= _MOST_WAIT_MS)
        ours.order(softphone.HangUp(call))
        await far.wait(softphone.Ended)
        last, far_last = ours.of(softphone.Quality)[-1], far.of(softphone.Quality)[-1]
        assert last.loss == pytest.approx(network.lost_to_near, abs=0.005)
        assert far_last.loss == pytest.approx(network.lost_to_far, abs=0.005)


async def test_a_far_end_that_was_killed_is_told_and_its_call_ends() -> None:
    ours_account = _OURS._replace(silent_limit_s=3)
    async with Telephone(ours_account) as ours, Telephone(_FAR) as far:
        far.ears.say(1000)
        call = ours.dial(far.of(softphone.RegistrationChanged)[-1].contact)
        incoming = await far.wait(softphone.Incoming)
        far.order(softphone.Answer(incoming.call_id))
        await ours.hears(1000)
        assert far.adapter.pid is not None
        os.kill(far.adapter.pid, signal.SIGKILL)
        killed = time.time()
        end = await ours.wait(softphone.Ended, call_id=call)
        assert (end.cause, end.by) == (HangupCause.RECOVERY_ON_TIMER_EXPIRE, HangupBy.NETWORK)
        assert "nothing has come" in end.detail
        assert end.at - killed > 2
        # Before it ended, it was told how long nothing had come.
        assert [q for q in ours.of(softphone.Quality) if 1 < q.silent_s < 3]
        # The telephone is fit for the next one, who is the far end anew.
        await far.wait_for(lambda: len(far.of(softphone.RegistrationChanged)) > 2)
        again = ours.dial(far.of(softphone.RegistrationChanged)[-1].contact)
        await ours.wait(softphone.Progress, call_id=again)


async def test_who_is_held_is_not_thought_to_have_vanished() -> None:
    """Nothing comes from whom we hold, nor from whom holds us."""
    ours_account = _OURS._replace(silent_limit_s=2)
    async with Telephone(ours_account) as ours, Telephone(_FAR) as far:
        call = ours.dial(far.of(softphone.RegistrationChanged)[-1].contact)
        incoming = await far.wait(softphone.Incoming)
        assert incoming.headers["Session-Expires"] == "300"
        far.order(softphone.Answer(incoming.call_id))
        await ours.wait(softphone.Answered)
        far.order(softphone.Hold(incoming.call_id, True))
        await ours.wait(softphone.HoldChanged, theirs=True)
        await asyncio.sleep(5)
        assert ours.of(softphone.Ended) == []
        ours.order(softphone.HangUp(call))
        await far.wait(softphone.Ended)
