"""Scheduled reports: shown, changed, sent at once."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Protocol

from PySide6.QtCore import QObject

from engine.domain.secret_names import SecretKind
from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable, Stores
from rino_desktop import (
    actors,
    bootstrap,
    report_view,
    schedule_board,
    schedule_options,
    schedules,
)
from rino_desktop.console.reports.schedule_dialog import ScheduleDialog
from rino_desktop.desktop import secrets_here
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.session import in_thread
from rino_desktop.report_files import ReportParts
from rino_desktop.schedule_board import ScheduleRow, Wish
from rino_desktop.schedules import Delivery
from rino_desktop.secret_keeping import Kept
from rino_desktop.secret_names import Owner
from rino_desktop.texts.errors import said
from rino_desktop.ui import dialogs

_KNOWN = (KnownError, StorageUnavailable)


class Run(Protocol):
    """A transaction on the page's own connection."""

    def __call__(self, work: Callable[[Stores], Any], /) -> Coroutine[Any, Any, Any]: ...


class ReportSchedules(QObject):
    def __init__(self, console: Console, run: Run, parts: Callable[[], ReportParts]) -> None:
        super().__init__(console.window)
        self._console, self._run, self._parts = console, run, parts
        self._tab = tab = console.window.reports.schedules
        start = console.tasks.start
        tab.add_wanted.connect(lambda: start(self.ask(None)))
        tab.change_wanted.connect(lambda row: start(self.ask(row)))
        tab.send_wanted.connect(lambda row: start(self.send(row)))
        tab.remove_wanted.connect(lambda row: start(self._remove(row)))

    async def refresh(self) -> None:
        now = datetime.now(UTC)
        self._tab.show_schedules(
            await self._run(lambda stores: schedule_board.read(stores, now))
        )  # fmt: skip

    async def ask(
        self, row: ScheduleRow | None,
        looked_at: tuple[str, dict[str, object], dict[str, str]] | None = None,
    ) -> None:  # fmt: skip
        """``looked_at``: report, filters and its own fields of the page, for a new one."""
        parts = self._parts()
        kinds, known, zone = await self._run(
            lambda stores: (
                report_view.catalogue(stores, parts), report_view.choices(stores),
                schedule_board.usual_zone(stores),
            )
        )  # fmt: skip
        schedule = None if row is None else row.schedule
        dialog = ScheduleDialog(self._console.window, kinds, known, schedule)
        if schedule is not None:
            options = schedule_options.options_of(schedule)
            if options is not None:
                dialog.choose(schedule.kind, *report_view.filled_in(options))
        else:
            dialog.lines["zone"].setText(zone)
            if looked_at is not None:
                dialog.choose(*looked_at)
        dialog.wanted.connect(
            lambda: self._console.tasks.start_for(dialog, self._save(dialog))
        )  # fmt: skip
        secrets_here.look_after(self._console, dialog, dialog.password)
        dialog.open()

    async def _save(self, dialog: ScheduleDialog) -> None:
        now, parts = datetime.now(UTC), self._parts()
        before = dialog.schedule
        info, mail, kept = dialog.info(), dialog.mail(), Kept("")
        try:
            owner = Owner(SecretKind.REPORT, before.name if before else "")
            if mail is not None:
                kept = await secrets_here.keep(self._console, dialog.password, owner)
                mail = replace(mail, password_env=kept.name)
            wishes = [
                Wish(
                    name, info.name,
                    report_view.options_of(info, filters, dialog.filters.own_values()),
                    dialog.format.currentData(), dialog.text("times"), dialog.weekdays(),
                    dialog.text("zone"), dialog.text("folder"), mail,
                )
                for name, filters in schedule_board.for_each_campaign(
                    info, dialog.text("name"), dialog.filters.filters(), new=before is None
                )
            ]  # fmt: skip

            def save(stores: Stores) -> None:
                for wish in wishes:
                    schedule_board.save(stores, wish, now, parts, before)

            await self._run(save)
        except _KNOWN as error:
            dialog.refuse(said(error))
            await secrets_here.take_back(kept)
            if before is not None:
                await self.refresh()  # it may not be there any more as it was seen
            return
        unused = dialog.password.stored if mail is None else ""
        dialog.accept()
        await secrets_here.drop(self._console, unused, owner)
        self._console.window.reports.tabs.setCurrentWidget(self._tab)
        await self.refresh()

    async def send(self, row: ScheduleRow) -> None:
        """At once, due or not, on a thread with a connection of its own: a mail server may take
        its time."""
        name, now, parts = row.schedule.name, datetime.now(UTC), self._parts()
        connection = self._console.connection
        # As an engine does it: the report is made with the rights of the schedule's owner.
        settings, actor = connection.settings, actors.instead_of_an_engine(connection.actor)

        def deliver() -> list[Delivery]:
            database = bootstrap.open_database(settings, connection.calls.beside, actor)
            try:
                return schedules.run_due(database, now, name, parts, seen=row.schedule)
            finally:
                database.close()

        self._tab.say(self.tr("Delivering {name}…").format(name=name))
        try:
            await self._run(
                lambda stores: schedule_board.allow_sending(stores, name, now, row.schedule)
            )
            delivered = await in_thread(deliver)
        except _KNOWN as error:
            self._tab.say(said(error))
            await self.refresh()  # it may not be there any more as it was seen
            return
        lines = [f"{each.name}: {each.result}" for each in delivered]
        self._tab.say("\n".join(lines) or self.tr("Somebody else delivers it at the moment."))
        await self.refresh()

    async def _remove(self, row: ScheduleRow) -> None:
        name, now = row.schedule.name, datetime.now(UTC)
        mail = schedule_board.mail_of(row.schedule)
        sure = await dialogs.confirm(
            self._console.window,
            self.tr("Remove the schedule {name}?").format(name=name),
            self.tr("The report is delivered no more. What has been delivered stays."),
            self.tr("Remove"),
        )
        if not sure:
            return
        try:
            await self._run(lambda stores: schedule_board.remove(stores, name, now, row.schedule))
        except _KNOWN as error:
            self._tab.say(said(error))
            await self.refresh()
            return
        if mail is not None:
            owner = Owner(SecretKind.REPORT, name)
            await secrets_here.drop(self._console, mail.password_env, owner)
        await self.refresh()
