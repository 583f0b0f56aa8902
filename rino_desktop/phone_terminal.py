"""The telephone in a terminal: lines of standard input are orders, what happens is printed."""

import asyncio
import contextlib
import importlib.util
import json
import sys
import threading
import time
import uuid
from typing import TYPE_CHECKING, Any

from engine.ports import softphone
from engine.ports.softphone import Account, Event, Order
from rino_desktop.cli.output import Output
from rino_desktop.phone_line import PhoneLine, words
from rino_desktop.texts import t
from rmt.phone import Phone

if TYPE_CHECKING:
    from rmt.headset import Headset

_TICK_S = 0.5


def run(account: Account, out: Output, *, sound: bool, dial: str, answer: bool) -> int:
    """Until ``quit`` or the end of standard input; with ``dial`` alone, until that call is over
    where nothing more can be read. Returns the exit status."""
    qt = sound and all(importlib.util.find_spec(name) for name in ("PySide6", "qasync"))
    if sound and not qt:
        out.note(t("no sound here: the desktop is not installed"))
    terminal = _Terminal(account, out, dial=dial, answer=answer)
    if not qt:
        return asyncio.run(terminal.run(None))
    import qasync
    from PySide6.QtCore import QCoreApplication

    from rino_desktop import paths
    from rino_desktop.ui import state
    from rmt.headset import Headset

    application = QCoreApplication(sys.argv[:1])
    state.use(paths.data_folder())
    loop = qasync.QEventLoop(application)
    asyncio.set_event_loop(loop)
    with loop:
        status: int = loop.run_until_complete(terminal.run(Headset()))
    return status


class _Terminal:
    def __init__(self, account: Account, out: Output, *, dial: str, answer: bool) -> None:
        self._account = account
        self._out = out
        self._dial = dial
        self._answer = answer
        self._line = PhoneLine(Phone(lambda: uuid.uuid4().hex), time.time)
        self._phone: softphone.Softphone | None = None
        self._headset: Headset | None = None
        self._over = asyncio.Event()

    async def run(self, headset: "Headset | None") -> int:
        from rino_desktop.bootstrap import softphone as make

        self._headset = headset
        if headset is not None:
            headset.device_changed.connect(self._tell_device)
            headset.muted_speech.connect(lambda: self._say(t("you are muted")))
            headset.open()
        self._phone = make(headset.sound if headset is not None else None)
        await self._phone.start(self._on_event)
        self._give([softphone.Register(self._account)])
        self._out.note(words())
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, args=(loop,), daemon=True).start()
        try:
            while not self._over.is_set():
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_TICK_S):
                        await self._over.wait()
                self._give(self._line.phone.tick(time.time()))
        finally:
            await self._phone.stop()
            if headset is not None:
                headset.close()
        return 0

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        """In a thread: nothing else can wait for a terminal everywhere."""
        with contextlib.suppress(RuntimeError):  # the loop is closed already
            for line in sys.stdin:
                loop.call_soon_threadsafe(self._obey, line)
            loop.call_soon_threadsafe(self._over.set)

    def _obey(self, line: str) -> None:
        if line.strip() == "quit":
            self._over.set()
            return
        orders, said = self._line.obey(line)
        self._give(orders)
        if said:
            self._out.note(said)

    def _give(self, orders: list[Order]) -> None:
        for order in orders:
            if self._phone is not None:
                self._phone.order(order)
            if isinstance(order, softphone.Mute) and self._headset is not None:
                self._headset.mute(order.on)

    def _on_event(self, event: Event) -> None:
        orders, said = self._line.tell(event)
        if self._out.json:
            self._print(
                json.dumps({"event": type(event).__name__, **event._asdict()}, default=dict)
            )
        elif said:
            self._print(said)
        self._give(orders)
        if self._answer and isinstance(event, softphone.Incoming) and not event.replaces:
            self._give(self._line.phone.answer(event.call_id))
        ready = (softphone.RegistrationState.REGISTERED, softphone.RegistrationState.LISTENING)
        if self._dial and isinstance(event, softphone.RegistrationChanged) and event.state in ready:
            number, self._dial = self._dial, ""
            self._give(self._line.phone.dial(number, time.time()))

    def _tell_device(self, use: str, device: Any) -> None:
        self._say(f"{use}: {device.name if device is not None else '–'}")

    def _say(self, text: str) -> None:
        self._out.note(text)

    @staticmethod
    def _print(text: str) -> None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
