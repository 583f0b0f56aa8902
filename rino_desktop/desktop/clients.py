"""The clients page: what it shows, and what is wished there."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from typing import TypeVar

from PySide6.QtCore import QDate

from engine.domain.rights import Right
from engine.errors import KnownError
from engine.ports.do_not_call import DoNotCallEntry, Evidence
from engine.ports.storage import StorageUnavailable, Stores
from engine.reports.usage import Usage
from rino_desktop import client_board, client_usage, clients, do_not_call, phones
from rino_desktop.client_board import ClientRow
from rino_desktop.console.clients.dialogs import BelongingsDialog, ClientDialog, UsageDialog
from rino_desktop.console.clients.stop_list import SHOWN, NumberDialog
from rino_desktop.desktop.console_part import Console, ConsolePart
from rino_desktop.desktop.session import in_thread
from rino_desktop.file_names import file_name
from rino_desktop.texts.errors import said
from rino_desktop.ui import dialogs
from rino_desktop.ui.files import source_dialog, target_dialog
from rino_desktop.ui.form_dialog import FormDialog

T = TypeVar("T")

#: Of the numbers that are typed or imported without a country's code.
_COUNTRY = "RU"


class Clients(ConsolePart):
    page = "clients"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._page = page = console.window.clients
        start = console.tasks.start
        page.add_wanted.connect(self._ask_new)
        page.change_wanted.connect(self._ask_change)
        page.archive_wanted.connect(lambda row: start(self._archive(row)))
        page.belongings_wanted.connect(lambda row: start(self._ask_belongings(row)))
        page.usage_wanted.connect(self._ask_usage)
        page.chosen_changed.connect(lambda _: start(self._read_numbers()))
        numbers = page.stop_list
        numbers.search_wanted.connect(lambda _: start(self._read_numbers()))
        numbers.add_wanted.connect(self._ask_numbers)
        numbers.import_wanted.connect(self._ask_import)
        numbers.remove_wanted.connect(lambda entry: start(self._take_off(entry)))
        numbers.proof_wanted.connect(self._ask_proof)

    async def refresh(self) -> None:
        if not self.in_view:
            return
        self._page.show_clients(await self.console.connection.run(client_board.read))
        await self._read_numbers()

    async def leave(self) -> None:
        self._page.show_clients(())
        self._page.show_numbers(())

    async def _read_numbers(self) -> None:
        chosen = self._page.chosen()
        people = self.console.people
        may = people.user_id is None or people.may(Right.DO_NOT_CALL_EDIT)
        if chosen is None or not may:
            return
        typed = self._page.stop_list.search.text().strip()
        beginnings: Sequence[str] = phones.beginnings(typed, _COUNTRY) if typed else [""]
        whose = chosen.id

        def read(stores: Stores) -> tuple[DoNotCallEntry, ...]:
            found: dict[str, DoNotCallEntry] = {}
            for beginning in beginnings:
                for entry in stores.do_not_call.newest(SHOWN, whose, beginning):
                    found[entry.phone] = entry
            return tuple(found.values())

        entries = await self.console.connection.run(read)
        now = self._page.chosen()
        still = typed == self._page.stop_list.search.text().strip()
        if still and now is not None and now.id == whose:
            self._page.show_numbers(entries)

    # --- clients ----------------------------------------------------------------------------------

    def _ask_new(self) -> None:
        dialog = ClientDialog(self.console.window)
        self.ask(dialog, lambda *wished: self._save(dialog, None, *wished))

    def _ask_change(self, row: ClientRow) -> None:
        dialog = ClientDialog(self.console.window, row.client)
        self.ask(dialog, lambda *wished: self._save(dialog, row, *wished))

    async def _save(
        self, dialog: FormDialog, row: ClientRow | None, name: str, details: str, own: bool
    ) -> None:
        now = datetime.now(UTC)

        def save(stores: Stores) -> str:
            if row is None or row.client is None:
                before = clients.add(stores, name, details, now).name
                return clients.change(stores, before, now, own_refusals=own).name
            return clients.change(
                stores, row.client.name, now, new_name=name, details=details, own_refusals=own
            ).name

        saved = await self.attempt(dialog, save)
        if saved is not None:
            self._page.choose(saved)

    async def _archive(self, row: ClientRow) -> None:
        client = row.client
        if client is None:
            return
        if not client.archived:
            sure = await dialogs.confirm(
                self.console.window,
                self.tr("Put {client} away?").format(client=client.name),
                self.tr("He gets no new campaigns. Everything that is his stays, and he can be "
                        "taken back."),
                self.tr("Put away"),
            )  # fmt: skip
            if not sure:
                return
        now = datetime.now(UTC)
        await self.console.connection.run(
            lambda stores: clients.change(stores, client.name, now, archived=not client.archived)
        )
        await self.refresh()

    async def _ask_belongings(self, row: ClientRow) -> None:
        client = row.client
        if client is None:
            return
        rows = await self.console.connection.run(client_board.read)
        users = await self.console.connection.run(
            lambda stores: [u.name for u in stores.users.all() if u.role != "administrator"]
        )

        def owned(kind: str) -> list[tuple[str, str]]:
            return [
                (name, "" if each.client is None else each.client.name)
                for each in rows
                for name in getattr(each, kind)
            ]

        confined = dict(owned("users"))
        things = (
            sorted(owned("campaigns"), key=lambda pair: pair[0].casefold()),
            sorted(owned("report_forms"), key=lambda pair: pair[0].casefold()),
            [(name, confined.get(name, "")) for name in users],
        )
        dialog = BelongingsDialog(self.console.window, client.name, things)
        self.ask(dialog, lambda *ticked: self._hand_over(dialog, client.name, things, ticked))

    async def _hand_over(
        self,
        dialog: FormDialog,
        client: str,
        things: Sequence[Sequence[tuple[str, str]]],
        ticked: Sequence[Sequence[str]],
    ) -> None:
        now = datetime.now(UTC)
        acts = (clients.give_campaign, clients.give_report_form, clients.confine)

        def change(stores: Stores) -> None:
            for act, known, wished in zip(acts, things, ticked, strict=True):
                for name, owner in known:
                    if (name in wished) != (owner == client):
                        act(stores, name, client if name in wished else None, now)

        await self.attempt(dialog, change)

    # --- statements -------------------------------------------------------------------------------

    def _ask_usage(self, row: ClientRow) -> None:
        if row.client is None:
            return
        name = row.client.name
        dialog = UsageDialog(self.console.window, name, QDate.currentDate())
        dialog.wanted.connect(
            lambda first, last, kind: self._ask_where(dialog, name, first, last, kind)
        )
        dialog.open()

    def _ask_where(
        self, dialog: UsageDialog, client: str, first: date, last: date, kind: str
    ) -> None:
        asking = target_dialog(
            dialog, self.tr("Statement of usage"), {kind: f"{kind.upper()} (*.{kind})"},
            file_name(f"{client} {first:%Y-%m}", f".{kind}"),
        )  # fmt: skip
        asking.fileSelected.connect(
            lambda name: self.console.tasks.start_for(
                dialog, self.write_usage(dialog, client, first, last, Path(name), kind)
            )
        )
        asking.rejected.connect(lambda: dialog.refuse(""))
        asking.open()

    async def write_usage(
        self, dialog: FormDialog, client: str, first: date, last: date, target: Path, kind: str
    ) -> None:
        now = datetime.now(UTC)

        def read(stores: Stores) -> Usage:
            made = client_usage.read(stores, client, first, last, "", now)
            client_usage.note(stores, made, target.name)
            return made

        try:
            made = await self.console.connection.run(read)
            await in_thread(client_usage.write, made, target, kind)
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return
        dialog.accept()
        self.console.window.say_trouble(self.tr("Written: {file}").format(file=target))

    # --- do-not-call lists ------------------------------------------------------------------------

    def _ask_numbers(self) -> None:
        row = self._page.chosen()
        if row is None:
            return
        dialog = NumberDialog(self.console.window)
        self.ask(dialog, lambda *wished: self._put_on(dialog, row, *wished))

    async def _put_on(
        self, dialog: FormDialog, row: ClientRow, typed: str, source: str, proof: str
    ) -> None:
        now, by = datetime.now(UTC), self.console.user_name()
        client = None if row.client is None else row.client.name
        try:
            numbers = [phones.to_e164(part, _COUNTRY) for part in typed.split(",") if part.strip()]
            reference, content = "", None
            if proof.strip():
                reference, content = await in_thread(do_not_call.proof_from, proof)
        except (KnownError, OSError) as error:
            dialog.refuse(said(error))
            return
        evidence = Evidence(by, None, reference, content)
        origin = source.strip() or self.tr("by hand")
        await self.attempt(
            dialog,
            lambda stores: do_not_call.add(stores, numbers, origin, now, client, evidence),
        )

    def _ask_import(self) -> None:
        row = self._page.chosen()
        if row is None:
            return
        asking = source_dialog(self.console.window, self.tr("Numbers, one a line"))
        asking.fileSelected.connect(
            lambda name: self.console.tasks.start(self.bring_in(row, Path(name)))
        )
        asking.open()

    async def bring_in(self, row: ClientRow, file: Path) -> None:
        now, by = datetime.now(UTC), self.console.user_name()
        client = None if row.client is None else row.client.name
        numbers, bad = await in_thread(phones.numbers_in, file, _COUNTRY)

        source = do_not_call.source_of_file(file.name)

        def add(stores: Stores) -> int:
            added = 0
            for start in range(0, len(numbers), do_not_call.BATCH):
                part = numbers[start : start + do_not_call.BATCH]
                added += do_not_call.add(stores, part, source, now, client, Evidence(by))
            return added

        added = await self.console.connection.run(add)
        self.console.window.say_trouble(
            self.tr("Added: {added}; already there: {known}; no numbers: {bad}.").format(
                added=added, known=len(numbers) - added, bad=len(bad)
            )
        )
        await self.refresh()

    async def _take_off(self, entry: DoNotCallEntry) -> None:
        row = self._page.chosen()
        if row is None or row.id != entry.client_id:
            return
        sure = await dialogs.confirm(
            self.console.window,
            self.tr("Take {number} off the list?").format(number=entry.phone),
            self.tr("It may be called again. What proves the wish not to be called is not kept "
                    "any more; the audit log keeps who has taken it off."),
            self.tr("Take off"),
        )  # fmt: skip
        if not sure:
            return
        now = datetime.now(UTC)
        client = None if row.client is None else row.client.name
        await self.console.connection.run(
            lambda stores: do_not_call.remove(stores, [entry.phone], now, client)
        )
        await self.refresh()

    def _ask_proof(self, entry: DoNotCallEntry) -> None:
        proposed = file_name(PurePath(entry.proof).name)
        asking = target_dialog(self.console.window, self.tr("Save the proof"), {}, proposed)
        asking.fileSelected.connect(
            lambda name: self.console.tasks.start(self.save_proof(entry, Path(name)))
        )
        asking.open()

    async def save_proof(self, entry: DoNotCallEntry, target: Path) -> None:
        def read(stores: Stores) -> bytes | None:
            now, told = datetime.now(UTC), {"file": target.name}
            stores.audit.record(now, "export.proof", entry.phone, told)
            return stores.do_not_call.proof(entry)

        try:
            content = await self.console.connection.run(read)
            await in_thread(target.write_bytes, content or b"")
        except (KnownError, OSError) as error:
            self.console.window.say_trouble(said(error))
            return
        self.console.window.say_trouble(self.tr("Written: {file}").format(file=target))
