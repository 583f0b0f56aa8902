"""A supervisor at this desktop who listens: his softphone, what he asks of the engines, the bar.

The softphone is started when he first listens, and ended with it: whoever only looks at the
wallboard keeps no microphone open.
"""

import asyncio
import hmac
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal

from engine.domain.hearing import SuperviseMode
from engine.domain.supervision import SupervisionState
from engine.errors import KnownError
from engine.ports import softphone
from engine.ports.softphone import Account, RegistrationState, Softphone
from engine.ports.storage import StorageUnavailable, Stores
from engine.ports.supervision import Supervision
from rino_desktop import supervision
from rino_desktop.console.monitor.supervision_bar import SupervisionBar, SupervisionView
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.preferences import PreferencesFile
from rino_desktop.telephone_account import account_of

translate = QCoreApplication.translate
_TOKEN = "x-rino-token"  # noqa: S105 - the name of a header
_LOOK_S = 0.4
# The telephone of this computer is ready within so long, or it is not to be had.
_READY_S = 12.0
# An engine answers so soon that he has left; else it is not waited for.
_FAREWELL_S = 3.0
_READY = (RegistrationState.REGISTERED, RegistrationState.LISTENING)


class Ears(Protocol):
    """The headset of one supervision (``rmt.headset.Headset``; tests bring one without devices)."""

    @property
    def sound(self) -> tuple[int, str]: ...
    def open(self) -> bool: ...
    def close(self) -> None: ...
    def mute(self, on: bool) -> None: ...


class Listening(QObject):
    """``account()``: the telephone of this computer as it is set up, None: it is not. ``ears()``
    gives a new headset, ``phone(sound)`` a new softphone."""

    # True when he begins to listen to somebody, False when it is over.
    busy_changed = Signal(bool)

    def __init__(
        self, bar: SupervisionBar, connection: Connection, tasks: Tasks,
        account: Callable[[], Account | None], ears: Callable[[], Ears],
        phone: Callable[[tuple[int, str]], Softphone],
    ) -> None:  # fmt: skip
        super().__init__(bar)
        self.bar = bar
        self._connection, self._tasks = connection, tasks
        self._account, self._new_ears, self._new_phone = account, ears, phone
        self._ears: Ears | None = None
        self._phone: Softphone | None = None
        self._contact: asyncio.Future[str] | None = None
        self._token, self._call = "", ""
        self._number = 0
        self._task: asyncio.Task[None] | None = None
        self._view: SupervisionView | None = None
        bar.mode_wanted.connect(lambda mode: tasks.start(self.switch(mode)))
        bar.leave_wanted.connect(lambda: tasks.start(self.leave()))
        bar.closed.connect(lambda: self._show(None))

    @property
    def busy(self) -> bool:
        return self._view is not None and not self._view.over

    # -- what the wallboard asks -----------------------------------------------------------------

    def listen_to_operator(self, operator_id: int, name: str,
                           mode: SuperviseMode = SuperviseMode.LISTEN) -> None:  # fmt: skip
        """The call that he has now; of another operator than before, that one is left."""
        actor = self._connection.actor
        self._begin(name, lambda s, phone, token: supervision.begin_with_operator(
            s, actor, operator_id, mode, phone, token))  # fmt: skip

    def listen_to_call(self, call_key: int, name: str,
                       mode: SuperviseMode = SuperviseMode.LISTEN) -> None:  # fmt: skip
        """``call_key``: an engine.domain.call_key; ``name``: what the bar calls it."""
        actor = self._connection.actor
        self._begin(name, lambda s, phone, token: supervision.begin_with_call(
            s, actor, call_key, mode, phone, token))  # fmt: skip

    async def switch(self, mode: SuperviseMode) -> None:
        view, number, actor = self._view, self._number, self._connection.actor
        if view is None or view.over or not number:
            return
        self._show(replace(view, wanted=mode, note=""))
        try:
            await self._connection.run(lambda s: supervision.switch(s, actor, number, mode))
        except (KnownError, StorageUnavailable):
            if self._view is not None:
                self._show(replace(self._view, wanted=None))
            raise

    async def leave(self) -> None:
        """The others talk on. His telephone hangs up at once, whether the database answers or
        not: the engine notices either."""
        number, actor = self._number, self._connection.actor
        if not number and self._task is not None:
            self._task.cancel()  # nobody was asked yet
        if self._phone is not None and self._call:
            self._phone.order(softphone.HangUp(self._call))
        if number:
            now = datetime.now(UTC)
            await self._connection.run(lambda s: supervision.leave(s, actor, number, now))

    async def end(self) -> None:
        """Who sat here goes."""
        if self._task is not None:
            await self._finish(self._task)
        self._show(None)

    # -- one supervision -------------------------------------------------------------------------

    def _begin(self, name: str, ask: Callable[[Stores, str, str], int]) -> None:
        self._task = self._tasks.start(self._supervise(name, ask, self._task))

    async def _finish(self, task: "asyncio.Task[None]") -> None:
        if task.done():
            return
        with suppress(KnownError, StorageUnavailable):
            await self.leave()
        done, _late = await asyncio.wait([task], timeout=_FAREWELL_S)
        if not done:
            task.cancel()
            await asyncio.wait([task])

    async def _supervise(self, name: str, ask: Callable[[Stores, str, str], int],
                         before: "asyncio.Task[None] | None") -> None:  # fmt: skip
        if before is not None:
            await self._finish(before)
        actor = self._connection.actor
        mine = SupervisionView(name)
        self._show(mine)
        self.busy_changed.emit(True)
        why = ""
        try:
            may = await self._connection.run(lambda s: supervision.rights(s, actor))
            address = await self._ready()
            self._token = token = supervision.new_token()
            number = await self._connection.run(lambda s: ask(s, address, token))
            self._number = number
            why = await self._follow(number, replace(mine, may=may))
        except BaseException:
            self._show(None)
            raise
        finally:
            self._number = 0
            await self._quiet()
            self.busy_changed.emit(False)
        if self._view is not None:
            self._show(replace(self._view, mode=None, wanted=None, over=True, note=why))

    async def _follow(self, number: int, view: SupervisionView) -> str:
        """Until it is over: why."""
        while True:
            now = datetime.now(UTC)
            with suppress(StorageUnavailable):  # what is heard goes on meanwhile
                found = await self._connection.run(
                    partial(supervision.look, number=number, now=now)
                )
                if found is None or found.over:
                    return supervision.why_text("call_over" if found is None else found.why)
                view = self._seen(found, view)
                self._show(view)
            await asyncio.sleep(_LOOK_S)

    def _seen(self, found: Supervision, view: SupervisionView) -> SupervisionView:
        if self._ears is not None and found.mode is not view.mode:
            # Who is heard by nobody sends nothing: what he says stays in this room.
            self._ears.mute(found.mode in (None, SuperviseMode.LISTEN))
        pending = found.mode is not None and found.answered_wish != found.wish
        began = view.began
        if found.mode is not None and began is None:
            began = time.monotonic()
        return replace(
            view, mode=found.mode, wanted=found.asked.mode if pending else None, began=began,
            rings=found.state is SupervisionState.RINGING, note=supervision.why_text(found.why),
        )  # fmt: skip

    def _show(self, view: SupervisionView | None) -> None:
        self._view = view
        self.bar.show_state(view)

    # -- the telephone ---------------------------------------------------------------------------

    async def _ready(self) -> str:
        """Where this computer's telephone is rung. KnownError."""
        account = self._account()
        if account is None:
            raise KnownError(
                translate("Listening", "The telephone is not set up on this computer."),
                mend=translate("Listening", "Set it up in Settings, Telephone of this computer."),
            )
        self._contact = asyncio.get_running_loop().create_future()
        self._ears = ears = self._new_ears()
        ears.open()
        ears.mute(True)
        self._phone = self._new_phone(ears.sound)
        await self._phone.start(self._on_event)
        self._phone.order(softphone.Register(account))
        try:
            async with asyncio.timeout(_READY_S):
                return await self._contact
        except TimeoutError:
            raise KnownError(
                translate("Listening", "The telephone of this computer does not get ready."),
                mend=translate("Listening", "Look at its registration in Settings, Telephone."),
            ) from None

    def _on_event(self, event: softphone.Event) -> None:
        match event:
            case softphone.RegistrationChanged(state=state, contact=contact):
                waits = self._contact is not None and not self._contact.done()
                if self._contact is not None and waits and state in _READY and contact:
                    self._contact.set_result(contact)
            case softphone.Incoming() if self._phone is not None:
                if _is_ours(event.headers, self._token) and not self._call:
                    self._call = event.call_id
                    self._phone.order(softphone.Answer(event.call_id))
                else:
                    self._phone.order(softphone.Reject(event.call_id, busy=True))
            case softphone.Ended(call_id=call_id) if call_id == self._call:
                self._call = ""

    async def _quiet(self) -> None:
        """Telephone and headset are ended; a call of theirs with them."""
        phone, self._phone = self._phone, None
        ears, self._ears = self._ears, None
        self._contact, self._token, self._call = None, "", ""
        try:
            if phone is not None:
                await phone.stop()
        finally:
            if ears is not None:
                ears.close()


def _is_ours(headers: Mapping[str, str], token: str) -> bool:
    shown = next((value for name, value in headers.items() if name.casefold() == _TOKEN), "")
    return bool(token) and hmac.compare_digest(shown.strip().encode(), token.encode())


def listening_here(bar: SupervisionBar, connection: Connection, preferences: PreferencesFile,
                   tasks: Tasks) -> Listening:  # fmt: skip
    """With the telephone and the headset of this computer."""
    from rino_desktop import bootstrap
    from rmt.headset import Headset

    def ears() -> Headset:
        headset = Headset(bar)
        headset.levels_changed.connect(lambda _near, far: bar.show_level(far))
        return headset

    return Listening(
        bar, connection, tasks, lambda: account_of(preferences.now.telephone), ears,
        bootstrap.softphone,
    )  # fmt: skip
