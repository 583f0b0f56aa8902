"""A process that stands for a trunk while nobody calls: it sleeps, and yet hears who rings and what
it is told at once."""

import asyncio
import socket
import sys
from pathlib import Path
from typing import Any, TypeVar

import psutil

from engine.adapters.pjsip import messages
from engine.domain.hangup_cause import HangupCause
from tests.helpers.ports import free_udp_port

R = TypeVar("R")

_INVITE = """INVITE sip:rino@127.0.0.1:{port} SIP/2.0
Via: SIP/2.0/UDP 127.0.0.1:{own};branch=z9hG4bK{number}
From: <sip:caller@127.0.0.1:{own}>;tag={number}
To: <sip:rino@127.0.0.1:{port}>
Call-ID: {number}@127.0.0.1
CSeq: 1 INVITE
Contact: <sip:caller@127.0.0.1:{own}>
Max-Forwards: 70
Content-Length: 0

"""


class _Front:
    """The bare process, and every line that it says."""

    def __init__(self) -> None:
        self.port = free_udp_port()
        self.process: asyncio.subprocess.Process

    async def start(self, folder: Path) -> None:
        command = (sys.executable, "-m", "engine.adapters.pjsip.worker")
        pipe = asyncio.subprocess.PIPE
        self.process = await asyncio.create_subprocess_exec(
            *command, "--scratch", str(folder), "--capacity", "4", stdin=pipe, stdout=pipe,
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        await self.until(messages.Hello)
        self.send(
            messages.UseTrunk(
                trunk_id=1, revision=1, proxy="sip:127.0.0.1:9", outbound_proxy="", user="",
                password="", transport="udp", srtp="off", codecs=("pcma",), caller_id_in="from",
                public_address="", sip_port=self.port, rtp_ports=(0, 0), register=False,
                carries=True, accepts=(), front=True,
            )
        )  # fmt: skip
        await self.obeys(0)

    def send(self, order: tuple[Any, ...]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(messages.encode(order))

    async def until(self, kind: type[R]) -> tuple[R, int]:
        """The next report of that kind, and how many beats came before."""
        assert self.process.stdout is not None
        beats = 0
        async with asyncio.timeout(30):
            while line := await self.process.stdout.readline():
                report = messages.decode(line)
                if isinstance(report, kind):
                    return report, beats
                beats += isinstance(report, messages.Beat)
        raise AssertionError("the process has ended")

    async def obeys(self, number: int) -> int:
        """An order that is answered as soon as it is heard: there is no such trunk."""
        self.send(
            messages.Dial(
                call_id=f"order-{number}", trunk_id=99, user_part="1", caller_id="",
                ring_timeout_s=5, max_call_s=5, rtp_timeout_s=5, silence_s=5, headers={},
            )
        )  # fmt: skip
        return (await self.until(messages.Released))[1]

    async def stop(self) -> None:
        self.send(messages.Quit())
        async with asyncio.timeout(15):
            await self.process.wait()


async def test_an_idle_front_sleeps_and_hears_orders_and_callers_at_once(tmp_path: Path) -> None:
    front = _Front()
    await front.start(tmp_path)
    try:
        process = psutil.Process(front.process.pid)
        before = process.num_ctx_switches().voluntary
        await front.until(messages.Beat)
        await front.until(messages.Beat)  # two seconds: forty looks, were it to look
        assert process.num_ctx_switches().voluntary - before < 20

        # Whoever had to wait for the end of the nap would find a beat before each answer.
        beats = [await front.obeys(number) for number in range(1, 11)]
        assert sum(beats) < 5, beats

        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as caller:
            caller.bind(("127.0.0.1", 0))
            own, beats = caller.getsockname()[1], []
            for number in range(4):
                text = _INVITE.format(port=front.port, own=own, number=number)
                caller.sendto(text.replace("\n", "\r\n").encode(), ("127.0.0.1", front.port))
                came, before_him = await front.until(messages.Incoming)
                beats.append(before_him)
                front.send(messages.HangUp(came.call_id, HangupCause.CALL_REJECTED.value))
                await front.until(messages.Released)
        assert sum(beats) < 3, beats
    finally:
        await front.stop()
