"""Trunks in the settings: set up, changed, removed, tried."""

import asyncio
import threading
from dataclasses import replace

from engine.domain.rights import Right
from engine.domain.secret_names import SecretKind
from engine.domain.trunk import Trunk, TrunkStatus
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import trunk_test, trunks
from rino_desktop.console.settings.section import Line
from rino_desktop.console.settings.trunks import TrunkDialog, TrunkTestDialog, setting_words
from rino_desktop.desktop import secrets_here
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.settings_part import SettingsPart, now
from rino_desktop.secret_keeping import Kept
from rino_desktop.secret_names import Owner
from rino_desktop.texts.errors import said
from rino_desktop.trunks import TrunkRow

_KINDS = {TrunkStatus.READY: "good", TrunkStatus.FAILED: "bad", TrunkStatus.UNKNOWN: "warning"}


class TrunkSettingsHere(SettingsPart):
    section = "trunks"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._list = console.window.settings.trunks
        self._list.wanted.connect(lambda act, name: console.tasks.start(self._do(act, name)))

    async def refresh(self) -> None:
        if self.in_view:
            rows = await self.console.connection.run(lambda stores: trunks.read(stores, now()))
            self._list.show_lines(tuple(map(_line, rows)))

    async def leave(self) -> None:
        self._list.show_lines(())

    async def _do(self, act: str, name: str | None) -> None:
        if act == "add" or name is None:
            self._ask(None)
            return
        trunk = await self.console.connection.run(lambda stores: stores.trunks.by_name(name))
        if act == "change":
            self._ask(trunk)
        elif act == "test":
            self._ask_test(trunk)
        else:
            await self._remove(trunk)

    def _ask(self, trunk: Trunk | None) -> None:
        settings = None if trunk is None else trunk.settings
        ports = "" if settings is None else trunks.ports_text(settings)
        dialog = TrunkDialog(self.console.window, settings, ports)
        secrets_here.look_after(self.console, dialog, dialog.password)
        self.ask(dialog, lambda wished: self._save(dialog, trunk, wished))

    async def _save(
        self, dialog: TrunkDialog, trunk: Trunk | None, wished: dict[str, object]
    ) -> None:
        words = setting_words()
        try:
            settings = trunks.from_form(wished, words.__getitem__)
        except KnownError as error:
            dialog.refuse(said(error))
            return

        def save(stores: Stores, password: Kept) -> Trunk:
            named = replace(settings, password_env=password.name)
            if trunk is None:
                return trunks.add(stores, named, now())
            return trunks.change(stores, named, now(), password=password.changed)

        owner = Owner(SecretKind.TRUNK, settings.name)
        saved = await self.attempt_with_password(dialog, dialog.password, owner, save)
        if saved is not None:
            self._list.choose(saved.name)

    async def _remove(self, trunk: Trunk) -> None:
        await self.remove(
            self.tr("Remove the trunk {name}?").format(name=trunk.name),
            self.tr("Calls that go on over it end as they would. It cannot be removed while a "
                    "campaign uses it."),
            lambda stores: trunks.remove(stores, trunk.name, now()),
            password=trunk.settings.password_env, owner=Owner(SecretKind.TRUNK, trunk.name),
        )  # fmt: skip

    def _ask_test(self, trunk: Trunk) -> None:
        dialog = TrunkTestDialog(self.console.window, trunk.name)
        self.ask(dialog, lambda number: self._test(dialog, trunk, number))

    async def _test(self, dialog: TrunkTestDialog, trunk: Trunk, number: str) -> None:
        """In a thread of its own; it ends, with its call, when the dialog is closed."""
        loop, stopped = asyncio.get_running_loop(), threading.Event()

        def tell(line: str) -> None:
            if not stopped.is_set():
                dialog.tell(line)

        def tell_there(line: str) -> None:
            loop.call_soon_threadsafe(tell, line)

        dialog.tell(self.tr("Asking the trunk…"))
        try:
            await self.console.connection.run(
                lambda stores: stores.rights.require(Right.TRUNKS_EDIT)
            )
            report = await in_thread(
                trunk_test.run, trunk, number or None,
                tell_there, stopped.is_set,
            )  # fmt: skip
            await self.console.connection.run(
                lambda stores: stores.audit.record(
                    now(), "trunk.test", trunk.name, {"call": number, "works": report.ok},
                    subject_id=trunk.id,
                )
            )  # fmt: skip
        except KnownError as error:
            dialog.over(said(error), good=False)
            return
        finally:
            stopped.set()
        if report.ok:
            dialog.over(self.tr("The trunk works."), good=True)
        else:
            dialog.over(self.tr("The trunk does not work."), good=False)


def _line(row: TrunkRow) -> Line:
    s = row.trunk.settings
    states = {each.status for each in row.states}
    kind = next(
        (_KINDS[status] for status in (TrunkStatus.FAILED, TrunkStatus.UNKNOWN, TrunkStatus.READY)
         if status in states),
        "secondary",
    )  # fmt: skip
    told = trunks.told(row.states)
    cells = (s.name, told, s.proxy, s.user, str(s.lines), f"{s.calls_per_second:g}")
    return Line(s.name, cells, kind, told)
