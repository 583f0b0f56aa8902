"""baresip, a real softphone, as a human subscriber: remote-controlled over TCP."""

import asyncio
import json
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.helpers.ports import free_tcp_port, free_udp_port
from tests.helpers.processes import PATIENCE_S, RunningProcess

#: A stream that was never heard leaves an empty file.
_WAV_HEAD = 44
_CONFIG = """
poll_method epoll
sip_listen 127.0.0.1:{sip_port}
audio_source aufile,{says}
snd_path {folder}
rtp_ports {rtp_port}-{rtp_last}
net_interface 127.0.0.1
module_path /usr/lib/baresip/modules
module g711.so
module aufile.so
module sndfile.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:{control_port}
"""


class Baresip(RunningProcess):
    """An account at a registrar; ``says`` is spoken in every call, what is heard is recorded.
    Call ``connect`` before giving commands."""

    def __init__(self, folder: Path, *, user: str, password: str, registrar_port: int,
                 says: Path, answers: str = "manual", registers: bool = True,
                 others: Sequence[str] = ()) -> None:  # fmt: skip
        """``others``: further numbers of it, rung as ``user`` is."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.events: list[dict[str, Any]] = []
        self._news = asyncio.Event()
        self._control_port = free_tcp_port()
        self._reader_task: asyncio.Task[None] | None = None
        self._writer: asyncio.StreamWriter | None = None
        self.sip_port = free_udp_port()
        rtp_port = free_udp_port(20)
        (folder / "config").write_text(
            _CONFIG.format(
                sip_port=self.sip_port, says=says, folder=folder, rtp_port=rtp_port,
                rtp_last=rtp_port + 19, control_port=self._control_port,
            )
        )  # fmt: skip
        (folder / "accounts").write_text("".join(
            f"<sip:{number}@127.0.0.1:{registrar_port};transport=udp>;auth_user={user};"
            f"auth_pass={password};regint={60 if registers else 0};answermode={answers};"
            "audio_codecs=pcma/8000,pcmu/8000;dtmfmode=rtpevent\n"
            for number in (user, *others)
        ))  # fmt: skip
        super().__init__(["baresip", "-f", folder], folder / "baresip.log")

    def stop(self, grace_s: float = 2.0) -> None:
        """Whom it talked with may be gone; it would wait for an answer to its good-bye."""
        super().stop(grace_s)

    async def connect(self) -> None:
        for _ in range(int(PATIENCE_S / 0.02)):
            assert self.process.poll() is None, self.output()
            try:
                reader, self._writer = await asyncio.open_connection(
                    "127.0.0.1", self._control_port
                )
                break
            except OSError:
                await asyncio.sleep(0.02)
        else:
            raise AssertionError(f"baresip does not listen: {self.output()}")
        self._reader_task = asyncio.create_task(self._read(reader))

    async def disconnect(self) -> None:
        if self._reader_task:
            self._reader_task.cancel()
            await asyncio.gather(self._reader_task, return_exceptions=True)
        if self._writer:
            self._writer.close()
            await asyncio.gather(self._writer.wait_closed(), return_exceptions=True)

    async def _read(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                length = int((await reader.readuntil(b":"))[:-1])
                message = json.loads(await reader.readexactly(length))
                await reader.readexactly(1)
                self.events.append(message)
                self._news.set()
        except (asyncio.IncompleteReadError, ConnectionError):
            return

    async def command(self, name: str, parameters: str = "") -> None:
        assert self._writer is not None
        text = json.dumps({"command": name, "params": parameters, "token": name})
        self._writer.write(f"{len(text)}:{text},".encode())
        await self._writer.drain()

    async def wait_event(self, kind: str, timeout_s: float = PATIENCE_S) -> dict[str, Any]:
        """The first event of that type (``CALL_INCOMING``, ``CALL_ESTABLISHED`` …)."""
        try:
            async with asyncio.timeout(timeout_s):
                while True:
                    for event in self.events:
                        if event.get("type") == kind:
                            return event
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"no {kind}: {self.events} {self.output()}") from None

    def heard(self) -> "array[int]":
        """What came in the (last) call, until now: 8 kHz."""
        return self.all_heard()[-1]

    def all_heard(self) -> list["array[int]"]:
        """What all streams have brought until now: each re-INVITE begins another. The head of a
        recording is right only when its stream has ended, which may be after ``CALL_CLOSED``; the
        samples are there as they come."""
        sounds = (path.read_bytes()[_WAV_HEAD:] for path in self._recordings())
        return [array("h", sound[: len(sound) // 2 * 2]) for sound in sounds if sound]

    def sound_so_far(self) -> bytes:
        """16 bit, 8 kHz, mono."""
        return b"".join(sound.tobytes() for sound in self.all_heard())

    def _recordings(self) -> list[Path]:
        return sorted(self._folder.glob("dump-*-dec.wav"))

    async def answer(self) -> None:
        await self.command("accept")

    async def hang_up(self) -> None:
        await self.command("hangup")

    async def press(self, keys: str) -> None:
        await self.command("sndcode", keys)
