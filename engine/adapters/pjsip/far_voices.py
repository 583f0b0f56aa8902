"""Voices from one worker to another: 20 ms of sound in a datagram on loopback.

Every datagram begins with a key that both workers were told over their pipes: nobody else on the
machine can put sound into a call. All of it is done by the media clock's thread, which never waits:
what cannot be sent now is dropped. Both clocks are the machine's, so they do not drift apart; only
how late a thread gets its turn has to be evened out (see ``VoiceQueue``).
"""

import contextlib
import socket
from collections.abc import Collection, Mapping
from typing import Any

import pjsua2 as pj

from engine.adapters.pjsip.frame_bytes import bytes_of, vector_of
from engine.adapters.pjsip.voice_queue import VoiceQueue

KEY_BYTES = 16
_FRAME_MS = 20
#: Datagrams that are looked at in one tick; more than come in a whole second of two voices.
_MOST_AT_ONCE = 128
_MOST_BYTES = 2048


class _Sink(pj.AudioMediaPort):  # type: ignore[misc]
    """One call's voice on its way out. ``links`` is replaced whole: another thread reads it."""

    def __init__(self, voices: "FarVoices") -> None:
        super().__init__()
        self._socket = voices.socket
        self.links: tuple[tuple[bytes, tuple[str, int]], ...] = ()
        self.createPort("to other workers", voices.form())

    def onFrameReceived(self, frame: Any) -> None:  # noqa: N802
        links = self.links
        if not links or not frame.size:
            return
        sound = bytes_of(frame.buf)
        for key, address in links:
            with contextlib.suppress(OSError):
                self._socket.sendto(key + sound, address)


class _Source(pj.AudioMediaPort):  # type: ignore[misc]
    """One voice from elsewhere."""

    def __init__(self, voices: "FarVoices") -> None:
        super().__init__()
        self._voices = voices
        self.queue = VoiceQueue()
        self.createPort("from another worker", voices.form())

    def onFrameRequested(self, frame: Any) -> None:  # noqa: N802
        self._voices.take()
        sound = self.queue.pull()
        frame.type, frame.size = pj.PJMEDIA_FRAME_TYPE_AUDIO, self._voices.frame_bytes
        frame.buf = self._voices.silence if sound is None else vector_of(sound)


class FarVoices:
    """Ports that are not needed any more are kept for the next voice: the media clock's thread may
    be inside one at any moment, so none is ever deleted."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self.frame_bytes = 2 * rate * _FRAME_MS // 1000
        self.silence = pj.ByteVector(bytes(self.frame_bytes))
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.setblocking(False)
        self.port: int = self.socket.getsockname()[1]
        self._sinks: dict[str, _Sink] = {}
        self._sources: dict[str, _Source] = {}
        self._queues: dict[bytes, VoiceQueue] = {}
        self._idle_sinks: list[_Sink] = []
        self._idle_sources: list[_Source] = []

    def form(self) -> Any:
        form = pj.MediaFormatAudio()
        form.init(pj.PJMEDIA_FORMAT_PCM, self._rate, 1, 1000 * _FRAME_MS, 16)
        return form

    # -- out -----------------------------------------------------------------------------------

    def send(self, call_id: str, links: Mapping[str, int]) -> Any:
        """The call's way out, towards these (key → port) from now on."""
        sink = self._sinks.get(call_id)
        if sink is None:
            sink = self._idle_sinks.pop() if self._idle_sinks else _Sink(self)
            self._sinks[call_id] = sink
        sink.links = tuple((bytes.fromhex(key), ("127.0.0.1", port)) for key, port in links.items())
        return sink

    def sink_of(self, call_id: str) -> Any:
        """None: the call's voice goes nowhere."""
        return self._sinks.get(call_id)

    def stop_sending(self, call_id: str) -> None:
        sink = self._sinks.pop(call_id, None)
        if sink is not None:
            sink.links = ()
            self._idle_sinks.append(sink)

    # -- in ------------------------------------------------------------------------------------

    def source_of(self, key: str) -> Any:
        source = self._sources.get(key)
        if source is None:
            source = self._idle_sources.pop() if self._idle_sources else _Source(self)
            source.queue.clear()
            self._sources[key] = source
            self._queues[bytes.fromhex(key)] = source.queue
        return source

    def keep(self, keys: Collection[str]) -> None:
        """Only these are expected any more; nobody listens to the others."""
        for key in self._sources.keys() - keys:
            del self._queues[bytes.fromhex(key)]
            self._idle_sources.append(self._sources.pop(key))

    def take(self) -> None:
        """What has come, into the queues. Called by the media clock's thread only."""
        for _ in range(_MOST_AT_ONCE):
            try:
                came = self.socket.recv(_MOST_BYTES)
            except BlockingIOError:
                return
            except OSError:
                # Windows tells here that somebody to whom we sent is gone.
                continue
            queue = self._queues.get(came[:KEY_BYTES])
            if queue is not None and len(came) == KEY_BYTES + self.frame_bytes:
                queue.push(came[KEY_BYTES:])

    def close(self) -> None:
        self.socket.close()
