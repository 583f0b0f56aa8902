"""What the far end sees of us: numbers as dialled, caller ids; and what a trunk's death does."""

from pathlib import Path
from typing import Any

import pytest

from engine.domain.disposition import Disposition
from engine.domain.hangup_cause import disposition_of_cause
from engine.domain.trunk import CallerIdIn, TrunkStatus
from engine.ports.telephony import CallEnded, TrunkStatusChanged
from rino_desktop.demo.sip.controller import Farm
from tests.helpers.ports import free_udp_port
from tests.helpers.telephony import pjsip_network

NUMBER = "+79121234567"
BUSY = {"rules": [{"pattern": ".", "behaviour": {"kind": "busy", "ring_s": 0}}]}


async def seen(folder: Path, shown: str = "", **settings: Any) -> tuple[str, dict[str, str]]:
    """The user part dialled and the headers of the INVITE."""
    with Farm(folder, behaviours=BUSY) as farm:
        async with pjsip_network(farm.port, **settings) as net:
            await net.place(NUMBER, caller_id=shown, headers={"X-Attempt": "17"}).ended()
        (call,) = farm.calls()
    assert call.facts["headers"]["X-Attempt"] == "17"
    return call.number, call.facts["headers"]


@pytest.mark.parametrize(
    ("dial_format", "dialled"),
    [
        ("e164", "+79121234567"),
        ("digits", "79121234567"),
        ("national", "9121234567"),
        ("8{national}", "89121234567"),
        ("1234#{digits}", "1234%2379121234567"),
    ],
)
async def test_dial_formats(tmp_path: Path, dial_format: str, dialled: str) -> None:
    number, _ = await seen(tmp_path, dial_format=dial_format)
    assert number == dialled


async def test_caller_id_asserted(tmp_path: Path) -> None:
    _, headers = await seen(tmp_path, "+74951234567", user="trunk", caller_id_in=CallerIdIn.PAI)
    assert "sip:trunk@" in headers["From"]
    assert '"+74951234567"' in headers["From"]
    assert "sip:+74951234567@" in headers["P-Asserted-Identity"]
    assert "Remote-Party-ID" not in headers


async def test_caller_id_in_remote_party_id(tmp_path: Path) -> None:
    _, headers = await seen(tmp_path, "+74951234567", user="trunk", caller_id_in=CallerIdIn.RPID)
    assert "sip:trunk@" in headers["From"]
    assert "sip:+74951234567@" in headers["Remote-Party-ID"]
    assert "P-Asserted-Identity" not in headers


async def test_caller_id_in_from(tmp_path: Path) -> None:
    _, headers = await seen(tmp_path, "+74951234567", caller_id_in=CallerIdIn.FROM)
    assert "sip:+74951234567@" in headers["From"]
    assert "P-Asserted-Identity" not in headers


async def test_the_trunks_own_caller_id_serves_when_the_call_has_none(tmp_path: Path) -> None:
    _, headers = await seen(tmp_path, "", caller_id="+74957654321")
    assert "sip:+74957654321@" in headers["P-Asserted-Identity"]


async def test_a_dead_trunk_fails_and_comes_back_while_the_other_goes_on(tmp_path: Path) -> None:
    # Ports that nobody gets by chance while a farm is away.
    ports = [free_udp_port(), free_udp_port()]
    with Farm(tmp_path, processes=2, behaviours=BUSY, ports=ports) as farm:
        async with pjsip_network(*farm.ports) as net:
            for trunk in net.trunks:
                await net.wait_for(TrunkStatusChanged, trunk_id=trunk.id, status=TrunkStatus.READY)
            farm.kill(0)
            lost = await net.place(NUMBER, trunk_id=1, ring_timeout_s=6).ended()
            assert disposition_of_cause(lost.cause) is Disposition.NETWORK_FAILURE
            assert lost.sip_code is None
            failed = await net.wait_for(TrunkStatusChanged, trunk_id=1, status=TrunkStatus.FAILED)
            assert failed.retry_at is not None
            assert (await net.place(NUMBER, trunk_id=2).ended()).sip_code == 486

            farm.restart(0)
            told = len(net.events)

            def ready_again() -> TrunkStatusChanged | None:
                for event in net.events[told:]:
                    match event:
                        case TrunkStatusChanged(trunk_id=1, status=TrunkStatus.READY):
                            return event
                return None

            await net.wait(ready_again)
            end = await net.place(NUMBER, trunk_id=1).ended()
            assert isinstance(end, CallEnded)
            assert end.sip_code == 486
        seen_by = [call.port for call in farm.calls()]
        assert seen_by.count(farm.ports[1]) == 1
        # Repetitions of the INVITE that nobody answered may reach the proxy when it is back: SIP
        # has no way to take them back before a response (RFC 3261 9.1).
        assert 1 <= seen_by.count(farm.ports[0]) <= 2
