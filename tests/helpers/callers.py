"""People who ring us: SIPp as the caller, and what it heard."""

import asyncio
import socket
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tests.helpers.ports import udp_port_is_taken
from tests.helpers.sipp import Sipp

CALLER, CALLED = "+79991112233", "+74951234567"


def ringing(scenario: str, folder: Path, port: int, *, caller: str = CALLER, called: str = CALLED,
            before_ms: int = 200, key: str = "1", status: int = 480, audio_port: int = 9,
            calls: int = 1, rate: int = 0) -> Sipp:  # fmt: skip
    """SIPp that rings the trunk's own ``port`` on this machine; see tests/scenarios/rings_*."""
    keys = {"caller": caller, "called": called, "before_ms": str(before_ms), "key": key,
            "status": str(status), "audio_port": str(audio_port)}  # fmt: skip
    return Sipp(f"{scenario}.xml", folder, keys=keys, target=f"127.0.0.1:{port}",
                calls=calls, rate=rate)  # fmt: skip


async def until_taken(port: int) -> None:
    """Until somebody listens there (UDP)."""
    async with asyncio.timeout(60):
        while not udp_port_is_taken(port):
            await asyncio.sleep(0.02)


class Ear:
    """Where the caller's sound goes: keeps the RTP of one call (G.711 A-law). ``echo``: and says
    what it hears."""

    def __init__(self, *, echo: bool = False) -> None:
        self._echo = echo
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(0.1)
        self.port = int(self._socket.getsockname()[1])
        self._heard = bytearray()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                packet, sender = self._socket.recvfrom(2048)
            except TimeoutError:
                continue
            if len(packet) > 12 and packet[1] & 0x7F == 8:
                self._heard += packet[12:]
                if self._echo:
                    self._socket.sendto(packet, sender)

    def samples(self) -> NDArray[np.int16]:
        """What was heard so far, 8 kHz (G.711 5, A-law)."""
        code = np.frombuffer(bytes(self._heard), np.uint8).astype(np.int32) ^ 0x55
        exponent, mantissa = (code >> 4) & 7, code & 15
        low = (mantissa << 4) + 8
        size = np.where(exponent > 0, (low + 256) << np.maximum(exponent - 1, 0), low)
        return np.where(code & 0x80, size, -size).astype(np.int16)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self._over.set()
        self._thread.join(5)
        self._socket.close()
