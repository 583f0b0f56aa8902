"""One subscriber in one call: lives its behaviour out over a dialog and a media stream."""

import asyncio
import contextlib
import sys
from collections.abc import Callable

from rino_desktop.demo.sip import sdp
from rino_desktop.demo.sip.behaviour import Behaviour, KeyPress
from rino_desktop.demo.sip.dialog import Address, Dialog
from rino_desktop.demo.sip.media import MediaClock, MediaStream
from rino_desktop.demo.sip.message import SipMessage
from rino_desktop.demo.sip.witness import Witness


class Subscriber:
    """``on_over`` is called once, when the dialog needs nothing but late retransmissions."""

    def __init__(self, invite: SipMessage, source: Address, host: str, contact: str,
                 behaviour: Behaviour, clock: MediaClock, witness: Witness,
                 send: Callable[[bytes, Address], None],
                 on_over: Callable[["Subscriber"], None]) -> None:  # fmt: skip
        self.call_id = invite.call_id
        self.dialog = Dialog(invite, source, contact, self, send)
        self.gone = False  # answers nothing any more: the line was cut
        self._behaviour = behaviour
        self._witness = witness
        self._on_over = on_over
        self._host = host
        self._clock = clock
        self._media: MediaStream | None = None
        self._offer = sdp.parse(invite.body)
        self._late_offer = not invite.body
        self._confirmed = asyncio.Event()
        self._ended = False
        self._task = asyncio.get_running_loop().create_task(self._live())
        self._task.add_done_callback(self._on_done)

    def _on_done(self, task: asyncio.Task[None]) -> None:
        """A fault of ours (no more sockets …) must not look like a subscriber's silence."""
        if not task.cancelled() and (error := task.exception()) is not None:
            print(f"farm: call {self.call_id}: {error!r}", file=sys.stderr)  # noqa: T201
            self.dialog.refuse(500)
            self.dialog.bye()
            self._end("farm", detail=repr(error))

    async def _live(self) -> None:
        how = self._behaviour
        if self._offer is None and not self._late_offer:
            self._refuse(488)
            return
        self.dialog.provisional(100)
        if how.ring_s > 0 or how.never:
            self.dialog.provisional(180)
            await asyncio.sleep(how.ring_s)
        if how.early_media_s > 0:
            body = self._describe()
            self.dialog.provisional(183, body)
            self._stream().start(how.voice)
            await asyncio.sleep(how.early_media_s)
        if how.never:
            await asyncio.Event().wait()
        if how.refuse is not None:
            self._refuse(how.refuse, how.reason)
            return
        self._answer()
        await self._confirmed.wait()
        ends = [t for t in (how.hang_up_after_s, how.vanish_after_s) if t is not None]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(ends, default=None)):
                await self._talk()
        if how.vanish_after_s is not None:
            self.gone = True
            self._end("subscriber", detail="vanished")
        else:
            self.dialog.bye(how.reason)
            self._end("subscriber")

    async def _talk(self) -> None:
        """Press the keys, then listen; returns when it is time to hang up."""
        answered_at = asyncio.get_running_loop().time()
        self._stream().hearing.answered_at = answered_at
        for press in self._behaviour.keys:
            await self._until(press, answered_at)
            self._press(press)
        if self._behaviour.hang_up_after_quiet_s is not None:
            await self._stream().hearing.quiet(self._behaviour.hang_up_after_quiet_s)
        else:
            await asyncio.Event().wait()

    async def _until(self, press: KeyPress, answered_at: float) -> None:
        hearing = self._stream().hearing
        now = asyncio.get_running_loop().time()
        if press.after == "heard":
            await hearing.heard(press.delay_s)
        elif press.after == "quiet":
            await hearing.quiet(press.delay_s)
        elif press.after == "answer":
            await asyncio.sleep(max(0.0, answered_at + press.delay_s - now))
        else:
            await asyncio.sleep(press.delay_s)

    def _press(self, press: KeyPress) -> None:
        stream = self._stream()
        if press.method == "info" or not stream.press(press.key, press.duration_ms):
            self.dialog.info(press.key, press.duration_ms)
            stream.hearing.pressed(press.key, asyncio.get_running_loop().time())
        self._witness.write("key", self.call_id, key=press.key)

    def _answer(self) -> None:
        self.dialog.answer(self._describe(), dict(self._behaviour.headers))
        self._witness.write("answered", self.call_id)

    def _refuse(self, status: int, reason: str = "") -> None:
        self.dialog.refuse(status, {"Reason": reason} if reason else None)
        self._end("subscriber", status)

    def _stream(self) -> MediaStream:
        if self._media is None:
            self._media = MediaStream(self._host, self._clock)
            self._media.hearing.on_key = lambda key: self._witness.write(
                "heard_key", self.call_id, key=key
            )
            if self._offer is not None:
                self._media.direct(self._offer)
        return self._media

    def _describe(self) -> bytes:
        port = self._stream().port
        return sdp.answer(self._host, port, self._offer, port)

    # --- Owner ---

    def on_confirmed(self) -> None:
        if not self._confirmed.is_set():
            self._confirmed.set()
            if self._behaviour.early_media_s <= 0:
                self._stream().start(self._behaviour.voice)

    def on_offer(self, offer: sdp.Media | None) -> bytes:
        if offer is not None:
            self._offer = offer
            self._stream().direct(offer)
        return self._describe()

    def on_cancelled(self) -> bool:
        if self._behaviour.answer_on_cancel:
            self._task.cancel()
            self._answer()
            return True
        self._end("caller", 487)
        return False

    def on_key(self, key: str) -> None:
        self._stream().hearing.key(key)

    def on_bye(self, reason: str) -> None:
        self._end("caller", reason=reason)

    def on_lost(self, detail: str) -> None:
        self._end("subscriber", detail=detail)

    def _end(self, hung_up_by: str, status: int | None = None, **facts: object) -> None:
        if self._ended:
            return
        self._ended = True
        if asyncio.current_task() is not self._task:
            self._task.cancel()
        if self._media is not None:
            facts = {**facts, **self._media.hearing.summary(), "sent": self._media.sent}
            self._media.close()
        self._witness.write("ended", self.call_id, hung_up_by=hung_up_by, status=status, **facts)
        self._on_over(self)

    def shut_down(self) -> None:
        """The farm ends: say good-bye without waiting for an answer."""
        if not self._ended:
            if self.dialog.state == "answered":
                self.dialog.bye()
            else:
                self.dialog.refuse(503)
            self._end("farm")
        self.dialog.close()
