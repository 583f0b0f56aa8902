"""What the engine makes of what real SIP peers answer: SIPp plays the network."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import pytest

from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause, disposition_of_cause
from engine.ports.telephony import CallAnswered, CallProgress
from tests.helpers.sipp import Sipp
from tests.helpers.telephony import Network, pjsip_network

#: Status line, header → hangup cause, disposition (by SUBSCRIBER where a person did it).
TABLE = """
400 Bad Request               |                              | normal_temporary_failure
403 Forbidden                 |                              | call_rejected
404 Not Found                 |                              | unallocated_number
408 Request Timeout           |                              | recovery_on_timer_expire
410 Gone                      |                              | number_changed
480 Temporarily Unavailable   |                              | no_user_response
484 Address Incomplete        |                              | invalid_number_format
486 Busy Here                 |                              | user_busy
487 Request Terminated        |                              | normal_unspecified
488 Not Acceptable Here       |                              | bearercapability_notavail
499 What Is This              |                              | normal_temporary_failure
500 Server Internal Error     |                              | normal_temporary_failure
502 Bad Gateway               |                              | network_out_of_order
503 Service Unavailable       |                              | normal_temporary_failure
504 Server Time-out           |                              | recovery_on_timer_expire
600 Busy Everywhere           |                              | user_busy
603 Decline                   |                              | call_rejected
604 Does Not Exist Anywhere   |                              | unallocated_number
480 Temporarily Unavailable   | Reason: Q.850;cause=17       | user_busy
500 Error                     | Reason: Q.850 ;cause=1;text="Unallocated" | unallocated_number
503 No                        | Reason: SIP;cause=200, Q.850;cause=34  | normal_circuit_congestion
404 Not Found                 | reason: q.850;cause=20       | subscriber_absent
486 Busy Here                 | Reason: SIP;cause=480        | user_busy
486 Busy Here                 | Reason: Q.850;cause=many     | user_busy
"""
BUSY = {"status": "486 Busy Here", "header": "X-Nothing: 1"}
DISPOSITIONS = {
    "user_busy": Disposition.USER_BUSY,
    "call_rejected": Disposition.REJECTED,
    "no_user_response": Disposition.NO_ANSWER,
    "subscriber_absent": Disposition.NO_ANSWER,
    "unallocated_number": Disposition.INVALID_NUMBER,
    "number_changed": Disposition.INVALID_NUMBER,
    "invalid_number_format": Disposition.INVALID_NUMBER,
}


@asynccontextmanager
async def facing(scenario: str, folder: Path, **options: object) -> AsyncIterator[Network]:
    """The pjsip adapter with SIPp as its only trunk's proxy; SIPp must end content."""
    with Sipp(scenario, folder, **options) as sipp:  # type: ignore[arg-type]
        async with pjsip_network(sipp.port) as net:
            yield net
        sipp.finish()


async def test_refusals(tmp_path: Path) -> None:
    """Every row is a SIPp of its own behind a trunk of its own; all are called at once."""
    table = [[cell.strip() for cell in row.split("|")] for row in TABLE.strip().splitlines()]
    with ExitStack() as stack:
        peers = [
            stack.enter_context(
                Sipp("refuse.xml", tmp_path / str(index),
                     keys={"status": status, "header": header or "X-Nothing: 1"})
            )
            for index, (status, header, _) in enumerate(table)
        ]  # fmt: skip
        async with pjsip_network(*(peer.port for peer in peers)) as net:
            lines = [net.place("+79120000000", trunk_id=trunk.id) for trunk in net.trunks]
            for line, (status, header, cause) in zip(lines, table, strict=True):
                end = await line.ended()
                row = (status, header)
                assert (end.sip_code, end.cause.value) == (int(status[:3]), cause), row
                disposition = DISPOSITIONS.get(cause, Disposition.NETWORK_FAILURE)
                assert disposition_of_cause(end.cause) is disposition, row
                person = cause == "user_busy" or status == "603 Decline"
                assert end.by is (HangupBy.SUBSCRIBER if person else HangupBy.NETWORK), row
        for peer in peers:
            peer.finish()


async def test_redirection_elsewhere_is_not_followed(tmp_path: Path) -> None:
    """Whoever answers must not make us call any host in the world."""
    keys = {"target": "sip:+79990000000@192.0.2.1"}
    async with facing("redirect.xml", tmp_path, keys=keys) as net:
        end = await net.place("+79120000000").ended()
        assert (end.sip_code, end.cause) == (302, HangupCause.REDIRECTION_TO_NEW_DESTINATION)
        assert disposition_of_cause(end.cause) is Disposition.NETWORK_FAILURE


async def test_redirection_by_the_carrier_is_followed(tmp_path: Path) -> None:
    with Sipp("refuse.xml", tmp_path / "to", keys=BUSY) as other:
        keys = {"target": f"sip:+79990000000@127.0.0.1:{other.port}"}
        async with facing("redirect.xml", tmp_path / "from", keys=keys) as net:
            end = await net.place("+79120000000").ended()
            assert (end.sip_code, end.cause) == (486, HangupCause.USER_BUSY)
        other.finish()
        assert "INVITE sip:+79990000000@" in other.messages()


async def test_announcement_before_a_refusal(tmp_path: Path) -> None:
    async with facing("early_media_refused.xml", tmp_path, rtp_echo=True) as net:
        line = net.place("+79120000000")
        progress = await line.wait(CallProgress)
        assert (progress.sip_code, progress.early_media) == (183, True)
        end = await line.ended()
        assert end.answered_at is None
        assert (end.sip_code, end.cause) == (480, HangupCause.SUBSCRIBER_ABSENT)
        assert not line.of(CallAnswered)


async def test_every_provisional_response(tmp_path: Path) -> None:
    async with facing("forked_ringing.xml", tmp_path, rtp_echo=True) as net:
        line = await net.answered("+79120000000")
        assert {event.sip_code for event in line.of(CallProgress)} >= {180, 181, 182}
        assert not any(event.early_media for event in line.of(CallProgress))
        line.hang_up()
        await line.ended()


async def test_answer_and_cancel_cross(tmp_path: Path) -> None:
    """SIPp answers the CANCEL with 200, then the INVITE with 200: it wants ACK and BYE."""
    async with facing("late_answer.xml", tmp_path, rtp_echo=True) as net:
        line = net.place("+79120000000", ring_timeout_s=0.5)
        end = await line.ended()
        assert end.answered_at is not None
        assert (end.sip_code, end.by) == (200, HangupBy.SYSTEM)
        assert len(line.of(CallAnswered)) == 1


async def test_answer_without_common_codec(tmp_path: Path) -> None:
    async with facing("wrong_codec.xml", tmp_path) as net:
        end = await net.place("+79120000000", rtp_timeout_s=1.0).ended()
        assert end.by in (HangupBy.NETWORK, HangupBy.SYSTEM)


async def test_a_proxy_that_says_nothing(tmp_path: Path) -> None:
    with Sipp("mute.xml", tmp_path) as sipp:
        async with pjsip_network(sipp.port) as net:
            end = await net.place("+79120000000", ring_timeout_s=1.0).ended()
            assert end.sip_code is None
            assert end.started_at is not None
            assert disposition_of_cause(end.cause) is Disposition.NETWORK_FAILURE


@pytest.mark.parametrize(
    ("header", "cause", "by"),
    [
        ("Reason: Q.850;cause=16", HangupCause.NORMAL_CLEARING, HangupBy.SUBSCRIBER),
        ("X-Nothing: 1", HangupCause.NORMAL_CLEARING, HangupBy.SUBSCRIBER),
        ("Reason: Q.850;cause=41", HangupCause.NORMAL_TEMPORARY_FAILURE, HangupBy.NETWORK),
        (
            "Reason: SIP;cause=503, Q.850;cause=38",
            HangupCause.NETWORK_OUT_OF_ORDER,
            HangupBy.NETWORK,
        ),
    ],
)
async def test_reason_of_a_bye(
    tmp_path: Path, header: str, cause: HangupCause, by: HangupBy
) -> None:
    async with facing("hangs_up_with_reason.xml", tmp_path, keys={"header": header}) as net:
        end = await (await net.answered("+79120000000")).ended()
        assert (end.cause, end.by, end.sip_code) == (cause, by, 200)
