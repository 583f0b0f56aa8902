"""The workstation's telephone and far ends that SIPp plays message by message."""

from pathlib import Path

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone
from engine.ports.softphone import Account, RegistrationState
from tests.helpers.sipp import Sipp
from tests.helpers.telephone import Telephone

_ALONE = Account("operator", bind="127.0.0.1")


async def test_keys_go_by_info_where_there_are_no_telephone_events(tmp_path: Path) -> None:
    with Sipp("no_telephone_event.xml", tmp_path / "sipp", rtp_echo=True) as far:
        async with Telephone(_ALONE) as ours:
            call = ours.dial(
                f"sip:79991112233@127.0.0.1:{far.port}",
                X_RINO_Attempt="4711",
                X_RINO_Token="a\r\nEvil: 1",
            )
            await ours.wait(softphone.Answered, call_id=call)
            ours.order(softphone.SendKeys(call, "42"))
            sent = await ours.wait(softphone.KeysSent)
            assert sent.method == "info"
            ours.order(softphone.HangUp(call))
            await ours.wait(softphone.Ended, call_id=call)
        far.finish()
        invite = far.received("INVITE")[0]
        assert "X-RINO-Attempt: 4711" in invite
        assert "\nEvil" not in invite, "a header value is one line"


async def test_a_far_end_that_has_gone_silent_is_told(tmp_path: Path) -> None:
    with Sipp("no_telephone_event.xml", tmp_path / "sipp") as far:
        async with Telephone(_ALONE._replace(silent_limit_s=0)) as ours:
            call = ours.dial(f"sip:1@127.0.0.1:{far.port}")
            await ours.wait(softphone.Answered, call_id=call)
            await ours.wait_for(lambda: [q for q in ours.of(softphone.Quality) if q.silent_s > 3])
            assert ours.of(softphone.Quality)[-1].received == 0
            ours.order(softphone.SendKeys(call, "42"))
            await ours.wait(softphone.KeysSent)
            ours.order(softphone.HangUp(call))
            await ours.wait(softphone.Ended)
        far.finish()


async def test_busy_is_told(tmp_path: Path) -> None:
    refusal = {"status": "486 Busy Here", "header": "X-Nothing: at all"}
    with Sipp("refuse.xml", tmp_path / "sipp", keys=refusal) as far:
        async with Telephone(_ALONE) as ours:
            call = ours.dial(f"sip:1@127.0.0.1:{far.port}")
            end = await ours.wait(softphone.Ended, call_id=call)
            assert (end.sip_code, end.cause) == (486, HangupCause.USER_BUSY)
            assert end.by is HangupBy.SUBSCRIBER


async def test_who_is_not_registered_is_not_rung(tmp_path: Path) -> None:
    async with Telephone(_ALONE) as ours:
        contact = ours.of(softphone.RegistrationChanged)[-1].contact
        ours.order(softphone.Unregister())
        await ours.wait(softphone.RegistrationChanged, state=RegistrationState.NONE)
        target = contact.rpartition("@")[2]
        with Sipp("calls_in.xml", tmp_path / "sipp", target=target) as caller:
            caller.finish()  # it wants 480
        assert ours.of(softphone.Incoming) == []


async def test_nobody_answers_at_all(tmp_path: Path) -> None:
    """A port where nothing listens: told at once, the telephone lives on."""
    async with Telephone(_ALONE) as ours:
        for target in ("sip:1@127.0.0.1:1", "sip:", "not a number at all", "sip:x@:0"):
            call = ours.dial(target)
            if target == "sip:1@127.0.0.1:1":
                ours.order(softphone.HangUp(call))
            end = await ours.wait(softphone.Ended, call_id=call, timeout_s=40)
            assert end.answered_at is None
        assert ours.of(softphone.ProcessLost) == []
