"""“Call me”: the draft as it is at this moment leads a real call, and the editor shows it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from editor.document import SchemeDocument
from editor.testcall.call_me_dialog import CallMeDialog
from editor.testcall.call_strip import CallStrip
from editor.testcall.live import LiveCall
from editor.testcall.panel import TestCallPanel
from editor.testcall.real_calls import RealCalls, Remembered
from editor.testcall.words import error_text
from engine.errors import KnownError
from engine.ivr.compile import CompiledScheme, compile_scheme
from engine.ivr.trace import decode_trace
from engine.ports.scheme_calls import CallReport, SchemeCallWish
from engine.ports.storage import StorageUnavailable
from engine.scheme.codec import dump_scheme
from engine.scheme.dialogue_model import Dialogue


class CallMe(QObject):
    """One call at a time. ``words``: of an error, in the user's language; ``name``: of the
    scheme."""

    #: A line for the window's status bar.
    said = Signal(str)
    #: The call is under way, or is not any more.
    live_changed = Signal(bool)

    def __init__(
        self, document: SchemeDocument, panel: TestCallPanel, calls: RealCalls,
        name: Callable[[], str], words: Callable[[Exception], str],
    ) -> None:  # fmt: skip
        super().__init__(panel)
        self._document = document
        self._panel = panel
        self._calls = calls
        self._name = name
        self._words = words
        self.strip = CallStrip(panel)
        panel.add_on_top(self.strip)
        self.strip.call_wanted.connect(self.open)
        self.strip.hang_up_wanted.connect(lambda: self._start(self._hang_up()))
        self.dialog: CallMeDialog | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        #: The number of the call under way.
        self._call: int | None = None
        #: It is being asked for.
        self._asking: asyncio.Task[int] | None = None
        self._opening = False
        self._shown: LiveCall | None = None

    @property
    def live(self) -> bool:
        return self._call is not None

    def open(self) -> None:
        """Ask whom to call."""
        if self.dialog is not None:
            self.dialog.activateWindow()
        elif not self.live and not self._opening:
            self._opening = True
            self._start(self._open())

    async def close(self) -> None:
        """The editor closes: a call that goes on is hung up."""
        call, self._call = self._call, None
        if self.dialog is not None:
            self.dialog.reject()
        tasks = list(self._tasks - {asyncio.current_task()})
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        try:
            if (asking := self._asking) is not None:
                await asyncio.wait({asking})
                call = None if asking.cancelled() else asking.result()
            if call is not None:
                await self._calls.hang_up(call)
        except (KnownError, StorageUnavailable) as error:
            self.said.emit(self._words(error))

    # --- beginning ------------------------------------------------------------------------------

    async def _open(self) -> None:
        try:
            trunks, before = await self._calls.trunks(), await self._calls.remembered()
        finally:
            self._opening = False
        dialog = CallMeDialog(trunks, before, self._contact(), self._panel)
        self.dialog = dialog
        dialog.wanted.connect(lambda whom, night: self._start(self._begin(dialog, whom, night)))
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    def _on_dialog_finished(self) -> None:
        self.dialog = None

    def _contact(self) -> str:
        """Whom the scheme believes to call, as the set-up of the test call has it."""
        fields = self._panel.setup.fields.values()
        values = [f"{name}: {value}" for name, value in fields.items() if value]
        if not values:
            return self.tr("The contact has no data: give him some under “Contact”.")
        return self.tr("The contact: {data}").format(data=", ".join(values))

    async def _begin(self, dialog: CallMeDialog, whom: Remembered, night: bool) -> None:
        try:
            setup = self._panel.setup.dialogue()
            document = await self._checked()
            if not whom.own and not night:
                there = await self._calls.night(whom.number, setup.zone)
                if there is not None:
                    if dialog is self.dialog:
                        dialog.ask_about_night(there)
                    return
            if dialog is not self.dialog:
                return  # thought better of it
            call = await self._ask_for(self._wish(whom, setup, document))
        except (KnownError, StorageUnavailable) as error:
            if dialog is self.dialog:
                dialog.say(self._said(error))
            return
        self._call = call
        if dialog is self.dialog:
            dialog.accept()
        self.strip.show_waiting(whom.address if whom.own else whom.number)
        self.live_changed.emit(True)
        self._start(self._follow(call))

    async def _ask_for(self, wish: SchemeCallWish) -> int:
        """Once the engines may have heard of it, it is not dropped: the editor that closes then
        has its number, and hangs up."""
        self._asking = asyncio.ensure_future(self._calls.begin(wish))
        try:
            call = await asyncio.shield(self._asking)
        except (KnownError, StorageUnavailable):
            self._asking = None
            raise
        self._asking = None
        return call

    def _wish(self, whom: Remembered, setup: Dialogue, document: str) -> SchemeCallWish:
        return SchemeCallWish(
            self._name(), document, "" if whom.own else whom.number,
            whom.address if whom.own else "", whom.trunk, setup=setup,
        )  # fmt: skip

    async def _checked(self) -> str:
        """The draft as JSON. KnownError when no call can go by it."""
        scheme, types = self._document.scheme(), self._document.node_types
        library = self._panel.conductor.library

        def work() -> tuple[CompiledScheme, str]:
            return compile_scheme(scheme, types, library), dump_scheme(scheme)

        compiled, document = await asyncio.to_thread(work)
        self._panel.conductor.names.compiled = compiled
        self._prompts = scheme.prompts
        return document

    def _said(self, error: Exception) -> str:
        return error_text(error) if isinstance(error, KnownError) else self._words(error)

    # --- going on -------------------------------------------------------------------------------

    async def _follow(self, call: int) -> None:
        self._shown = None
        try:
            async for report in self._calls.follow(call):
                if call != self._call:
                    return
                self.strip.show_report(report)
                self._show(report)
        except (KnownError, StorageUnavailable) as error:
            self.strip.show_trouble(self._words(error))
        finally:
            if call == self._call:
                self._call = None
                self.live_changed.emit(False)

    def _show(self, report: CallReport) -> None:
        trace = decode_trace(report.trace) if report.trace else None
        if trace is None or not trace.events:
            return
        if self._shown is None:
            self._shown = LiveCall(trace, self._prompts)
            self._panel.replay(self._shown)
            return
        self._shown.tell(trace)
        if self._panel.showing is self._shown:  # else another call is looked at by now
            self._panel.conductor.runner.told()

    async def _hang_up(self) -> None:
        if self._call is not None:
            await self._calls.hang_up(self._call)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._on_done)

    def _on_done(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        if not isinstance(error, KnownError | StorageUnavailable):
            raise error
        self.said.emit(self._words(error))
