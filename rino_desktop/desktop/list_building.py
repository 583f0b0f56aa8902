"""What stands behind a list builder: counts, of which the newest matters, segments, the list."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Signal

from engine.domain.campaign import Campaign, CampaignSettings
from engine.errors import KnownError
from engine.lists.criteria import Base, Criterion, Field
from engine.ports.segments import Segment, SegmentConflict
from engine.ports.storage import Cancelled, Database, StorageUnavailable, Stores
from rino_desktop import bootstrap, segments
from rino_desktop.console.lists.builder import ListBuilder
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.phones import to_e164
from rino_desktop.texts.errors import said
from rino_desktop.ui.dialogs import Progress, confirm, show_error

translate = QCoreApplication.translate
_SUGGESTED = 30


class ListBuilding(QObject):
    """``filled``: the campaign's list has changed."""

    filled = Signal(str)

    def __init__(
        self, builder: ListBuilder, connection: Connection, tasks: Tasks, user: Callable[[], str]
    ) -> None:
        super().__init__(builder)
        self._builder = builder
        self._connection = connection
        self._tasks = tasks
        self._user = user
        #: Revision of the segment that is open, None for a new one.
        self._segment: Segment | None = None
        #: Counting has a connection of its own: it may take long, and is broken off.
        self._database: Database | None = None
        self._wanted: tuple[int, Criterion] | None = None
        self._counting: asyncio.Task[None] | None = None
        self._asked = 0
        builder.count_wanted.connect(self._count)
        builder.count_not_wanted.connect(self._break_off)
        builder.values_wanted.connect(lambda *a: self._tasks.start(self._suggest(*a)))
        builder.segment_wanted.connect(lambda name: self._start(self._open_segment(name)))
        builder.save_wanted.connect(lambda *a: self._start(self._save(*a)))
        builder.build_wanted.connect(lambda *a: self._start(self._build(*a)))
        builder.pin_wanted.connect(lambda *a: self._start(self._pin(*a)))
        builder.closed.connect(self._on_closed)

    async def open_of_campaign(self) -> None:
        """The segment that is the campaign's list already, if one is."""
        target = self._builder.target

        def look(stores: Stores) -> Segment | None:
            used = stores.segments.of_campaign(stores.campaigns.by_name(target).id)
            return None if used is None else stores.segments.get(used.segment_id)

        segment = await self._connection.run(look)
        if segment is not None:
            await self._open_segment(segment.name)

    async def end(self) -> None:
        """Counting is broken off and waited for."""
        self._break_off()
        counting, database = self._counting, self._database
        if counting is not None:
            await asyncio.gather(counting, return_exceptions=True)
        self._database = None
        if database is not None:
            await asyncio.to_thread(database.close)

    # --- counting ---------------------------------------------------------------------------------

    def _count(self, question: int, criterion: Criterion) -> None:
        """One at a time: the older one is broken off, and only the newest waits."""
        self._asked = question
        self._wanted = (question, criterion)
        if self._counting is None or self._counting.done():
            self._counting = self._tasks.start(self._count_all())
        elif self._database is not None:
            self._database.cancel()

    def _break_off(self) -> None:
        self._wanted, self._asked = None, -1
        if self._database is not None:
            self._database.cancel()

    async def _count_all(self) -> None:
        while self._wanted is not None:
            (question, criterion), self._wanted = self._wanted, None
            try:
                counted = await self._counted(question, criterion)
            except Cancelled:
                continue
            except (KnownError, StorageUnavailable) as error:
                if shiboken6.isValid(self._builder):
                    self._builder.show_trouble(question, said(error))
                continue
            if shiboken6.isValid(self._builder):
                self._builder.show_counted(question, counted)

    async def _counted(self, question: int, criterion: Criterion) -> segments.Counted:
        settings, target = self._connection.settings, self._builder.target
        if self._database is None:
            self._database = await asyncio.to_thread(bootstrap.open_database, settings)

        def watch(_done: int) -> None:
            if self._asked != question:
                raise Cancelled("cancelled.")

        loop = asyncio.get_running_loop()

        def show(matches: int) -> None:
            if shiboken6.isValid(self._builder):
                self._builder.show_matches(question, matches)

        def count(stores: Stores) -> segments.Counted:
            watch(0)
            campaign = stores.campaigns.by_name(target) if target else None
            return segments.count(
                stores, settings, criterion, campaign, datetime.now(UTC), watch,
                on_matches=lambda matches: loop.call_soon_threadsafe(show, matches),
            )  # fmt: skip

        return await self._connection.run_on(self._database, count)

    def _on_closed(self) -> None:
        self._tasks.start(self.end())

    # --- the rest ---------------------------------------------------------------------------------

    async def _suggest(self, field: Field, beginning: str, base: Base) -> None:
        values = await self._connection.run(
            lambda stores: stores.list_people.values(field, base.campaigns, beginning, _SUGGESTED)
        )
        if shiboken6.isValid(self._builder):
            self._builder.show_values(field, values)

    async def _open_segment(self, name: str) -> None:
        segment = await self._connection.run(lambda stores: stores.segments.by_name(name))
        self._segment = segment
        self._builder.open_criterion(segment.criterion, segment.name)
        await self._show_segments(segment.name)

    async def _show_segments(self, chosen: str) -> None:
        found = await self._connection.run(lambda stores: stores.segments.all())
        self._builder.show_segments([each.name for each in found], chosen)

    async def _save(self, name: str, criterion: Criterion) -> Segment | None:
        """None when it was not wished after all."""
        user, now, opened = self._user(), datetime.now(UTC), self._segment
        same = opened is not None and opened.name.casefold() == name.casefold()

        def known(stores: Stores) -> Segment | None:
            wanted = " ".join(name.split()).casefold()
            return next((s for s in stores.segments.all() if s.name.casefold() == wanted), None)

        revision = opened.revision if same and opened is not None else None
        if not same:
            other = await self._connection.run(known)
            if other is not None:
                title = translate("ListBuilding", "Replace the segment “{name}”?")
                text = translate("ListBuilding", "There is one of that name already, of {owner}.")
                if not await confirm(
                    self._builder, title.format(name=other.name), text.format(owner=other.owner),
                    translate("ListBuilding", "Replace it"), danger=True,
                ):  # fmt: skip
                    return None
                revision = other.revision
        try:
            segment = await self._connection.run(
                lambda stores: segments.save(stores, name, user, criterion, now, revision)
            )
        except SegmentConflict:
            self._segment = None  # the next time it is asked whether to replace it
            raise
        self._segment = segment
        await self._show_segments(segment.name)
        return segment

    async def _build(self, name: str, criterion: Criterion) -> None:
        """First what would change is told."""
        segment = self._segment
        if segment is None or segment.name != name or segment.criterion != criterion:
            segment = await self._save(name, criterion)
        if segment is None:
            return
        target = self._builder.target
        campaign = await self._connection.run(lambda stores: stores.campaigns.by_name(target))
        wording = translate("ListBuilding", "What would change…")
        nobody = False
        try:
            trial = await self._run(segment, campaign, wording, dry_run=True)
        except segments.NobodyMatches:
            nobody = True  # whom that withdraws is told before it is done, too
            trial = await self._run(segment, campaign, wording, dry_run=True, allow_empty=True)
        title = translate("ListBuilding", "Make it the list of “{campaign}”?")
        if not await confirm(
            self._builder, title.format(campaign=target), trial.text(),
            translate("ListBuilding", "Make the list"), danger=nobody,
        ):  # fmt: skip
            return
        wording = translate("ListBuilding", "Making the list…")
        built = await self._run(segment, campaign, wording, dry_run=False, allow_empty=nobody)
        self.filled.emit(target)
        self._builder.counts.show_trouble(built.text())

    async def _run(
        self, segment: Segment, campaign: Campaign, title: str, *, dry_run: bool,
        allow_empty: bool = False,
    ) -> segments.SegmentBuilt:  # fmt: skip
        settings, loop = self._connection.settings, asyncio.get_running_loop()
        actor = self._connection.actor
        progress = Progress(self._builder, title)
        stopped = False

        def stop() -> None:
            nonlocal stopped
            stopped = True

        progress.cancelled.connect(stop)
        progress.show()

        def watch(done: int) -> None:
            if stopped:
                raise Cancelled("cancelled.")
            told = translate("ListBuilding", "People: {number}").format(number=done)
            loop.call_soon_threadsafe(progress.show_progress, told)

        def work() -> segments.SegmentBuilt:
            database = bootstrap.open_database(settings, actor=actor)
            try:
                return segments.build(
                    settings, database, segment, campaign, dry_run=dry_run,
                    allow_empty=allow_empty, watch=watch,
                    loader=bootstrap.bulk_loader(settings, actor),
                )  # fmt: skip
            finally:
                database.close()

        try:
            return await in_thread(work)
        finally:
            progress.finish()

    async def _pin(self, number: str, into: bool) -> None:
        target = self._builder.target
        country = CampaignSettings("").country
        if target:
            campaign = await self._connection.run(lambda s: s.campaigns.by_name(target))
            country = campaign.settings.country
        self._builder.pin(to_e164(number, country), into)

    def _start(self, work: Coroutine[Any, Any, Any]) -> None:
        self._tasks.start(self._told(work))

    async def _told(self, work: Coroutine[Any, Any, Any]) -> None:
        try:
            await work
        except Cancelled:
            return
        except (KnownError, StorageUnavailable) as error:
            title = translate("ListBuilding", "That cannot be done")
            show_error(self._builder, title, said(error))
