"""Runs of retention in the settings: what is due, deleting it, the protocol and its export."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QFileDialog

from engine.errors import KnownError
from engine.ports.storage import Database, StorageUnavailable
from engine.ports.voice_files import RetentionRule
from engine.service.expired import Expired, Watch
from engine.service.reject_retention import with_usual
from engine.service.retention import Outcome, due, run_stored
from engine.service.retention_clock import ClockDoubted
from rino_desktop import bootstrap, retention_protocol, voice_place
from rino_desktop.console.contacts.words import moment
from rino_desktop.console.settings.retention import ItemsDialog
from rino_desktop.console.settings.section import Line
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.long_work import watched
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.settings_part import capital, now
from rino_desktop.retention import kind_word
from rino_desktop.retention_protocol import UNKNOWN, Item, Record, what_word
from rino_desktop.texts.errors import reason_of, said, said_message
from rino_desktop.ui.dialogs import Choice, ask
from rino_desktop.ui.moments import short_day
from rino_desktop.ui.sizes import size_word

_KINDS = {"run": "good", "stopped": "warning", "failed": "bad", "unfinished": "warning",
          "clock": "bad"}  # fmt: skip


class RetentionRuns(QObject):
    def __init__(self, console: Console) -> None:
        super().__init__(console.window)
        self.console = console
        self._shown = console.window.settings.retention.protocol
        self._records: dict[int, Record] = {}
        self._shown.wanted.connect(lambda act, key: console.tasks.start(self._do(act, key)))

    async def refresh(self) -> None:
        try:
            records = await self.console.connection.run(retention_protocol.read)
        except KnownError as error:  # who may not see the log may set up rules all the same
            if not self._shown.note.text():
                self._shown.say(said(error), "secondary")
            return
        self._records = {each.id: each for each in records}
        self._shown.show_lines(tuple(map(self._record, records)))

    def leave(self) -> None:
        self._records = {}
        self._shown.show_lines(())
        self._shown.say("")

    # --- what is due, and what has gone -----------------------------------------------------------

    async def _do(self, act: str, key: int | None) -> None:
        if act == "show":
            if key in self._records:
                self._show(self._records[key])
        elif act == "export":
            await self._ask_file()
        else:
            await self.look(may_delete=act == "run")

    async def look(self, *, may_delete: bool) -> None:
        """Everything is counted first; only then somebody may say: delete it."""
        settings = self.console.connection.settings

        def count(
            database: Database, watch: Watch
        ) -> tuple[list[Expired], bool, list[RetentionRule]]:
            store = bootstrap.voice_store(settings)
            try:
                rules = database.transact(lambda stores: stores.voice_files.rules())
                found = due(database, store, with_usual(rules), now(), watch)
                return found, watch.stopped(), rules
            finally:
                store.close(0)

        self._shown.say("")
        title = self.tr("Looking what is due")
        try:
            items, stopped, rules = await watched(self.console, title, count, self._looking)
        except (KnownError, StorageUnavailable) as error:
            self._shown.say(said(error), "bad")
            return
        if stopped:
            return
        if not items:
            place = voice_place.place_of(settings)
            told = self.tr("Nothing is due in the database and in {place}.").format(place=place)
            self._shown.say(told, "good")
            return
        number = QLocale().toString(sum(item.count for item in items))
        size = size_word(sum(item.bytes for item in items))
        about = self.tr("By the rules {number} are to be deleted, {size} of files.").format(
            number=number, size=size
        )
        # With a folder for a store each computer has its own: an empty one proves nothing.
        about += " " + self.tr("Files in {place}.").format(place=voice_place.place_of(settings))
        if may_delete and not settings.voice_store_url:
            about += " " + self.tr("Each engine deletes those of its own folder itself.")
        if may_delete:
            about += " " + self.tr("Nobody can bring them back.")
        dialog = ItemsDialog(
            self.console.window, self.tr("What is due now"), about,
            [_due_line(place, item) for place, item in enumerate(items)],
            self.tr("Delete for ever") if may_delete else "",
        )  # fmt: skip
        dialog.wanted.connect(lambda: self.console.tasks.start(self.run(rules)))
        dialog.open()

    async def run(self, seen: list[RetentionRule], *, sure: bool = False) -> None:
        """Delete what the rules no longer allow, as they were when it was told what is due.
        ``sure``: somebody has said that the clock is right."""
        settings = self.console.connection.settings

        def delete(database: Database, watch: Watch) -> Outcome:
            store = bootstrap.voice_store(settings)
            try:
                return run_stored(database, store, now(), watch, seen, sure=sure)
            finally:
                store.close(0)

        note = self._shown
        try:
            outcome = await watched(self.console, self.tr("Deleting"), delete, self._deleting)
        except ClockDoubted as error:
            note.say(said(error), "bad")
            if error.may_confirm and await self._clock_is_right(error):
                await self.run(seen, sure=True)
            return
        except (KnownError, StorageUnavailable) as error:
            note.say(said(error), "bad")
            return
        count = sum(item.count for item in outcome.items)
        told = self.tr("Deleted: {number}, {size} of files.").format(
            number=QLocale().toString(count), size=size_word(outcome.bytes)
        )
        if outcome.asked:
            told += " " + self.tr("Their engines go through these within ten minutes: {places}."
                                  ).format(places="; ".join(outcome.asked))  # fmt: skip
        await self.refresh()
        if outcome.trouble is not None:
            note.say(f"{told} {said(outcome.trouble)}", "bad")
        elif outcome.stopped:
            note.say(f"{told} " + self._rest_word(), "warning")
        else:
            note.say(told, "good")

    def _rest_word(self) -> str:
        return self.tr(
            "Stopped. The rest is due still: an engine deletes it in a day, if the rules stay as"
            " they are."
        )

    async def _clock_is_right(self, doubted: ClockDoubted) -> bool:
        """Asked of a person who can look at another clock."""
        moment_here = moment(now())
        text = self.tr("{doubt} By this computer it is {moment}. Is that right?")
        choices = (
            Choice("no", self.tr("No, delete nothing"), "primary"),
            Choice("yes", self.tr("It is right: delete"), "danger"),
        )
        title = self.tr("Is the clock right?")
        given = text.format(doubt=capital(said_message(doubted)), moment=moment_here)
        return await ask(self.console.window, title, given, choices) == "yes"

    def _looking(self, kind: str, _count: int, _total: int) -> str:
        return kind_word(kind)

    def _deleting(self, kind: str, count: int, total: int) -> str:
        number = QLocale().toString
        if not total:
            return f"{kind_word(kind)}: {number(count)}"
        return f"{kind_word(kind)}: {number(count)} / {number(total)}"

    # --- the protocol -----------------------------------------------------------------------------

    def _show(self, record: Record) -> None:
        about = "\n".join(filter(None, (
            f"{moment(record.at)}, {record.who}, {record.place}",
            record.text if record.what != "failed" else "",
        )))  # fmt: skip
        ItemsDialog(
            self.console.window, capital(what_word(record.what)), about,
            [_gone_line(place, item, self._afterwards(item))
             for place, item in enumerate(record.items)],
            note=record.text if record.what == "failed" else "",
        ).open()  # fmt: skip

    async def _ask_file(self) -> None:
        asking = QFileDialog(self.console.window, self.tr("Export the protocol of retention"))
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setDefaultSuffix("csv")
        asking.setNameFilter(self.tr("Tables (*.csv)"))
        asking.selectFile(f"retention-{now().astimezone():%Y-%m-%d}.csv")
        asking.fileSelected.connect(lambda name: self.console.tasks.start(self.export(Path(name))))
        asking.open()

    async def export(self, target: Path) -> None:
        who = self.console.user_name()
        try:
            text = await self.console.connection.run(
                lambda stores: retention_protocol.as_csv(stores, who, now(), target.name)
            )
            await in_thread(target.write_text, text, encoding="utf-8-sig", newline="")
        except (KnownError, StorageUnavailable) as error:
            self._shown.say(said(error), "bad")
            return
        except OSError as error:
            told = self.tr("{file} cannot be written: {reason}.")
            self._shown.say(told.format(file=target.name, reason=reason_of(error)), "bad")
            return
        self._shown.say(self.tr("Written: {file}").format(file=target), "good")

    # --- lines ------------------------------------------------------------------------------------

    def _record(self, record: Record) -> Line:
        number = QLocale().toString(record.count) if record.items or record.what == "run" else ""
        size = size_word(record.bytes) if record.bytes else ""
        what = capital(what_word(record.what))
        if record.what == "rule":
            what = f"{what}: {record.text}"
        after = self.tr("nothing is left") if record.what == "run" else ""
        kind = _KINDS.get(record.what, "secondary")
        if record.left:
            after = self.tr("%n is/are there still", "", record.left)
            kind = "bad"
        tip = f"{record.text}\n{record.place}".strip()
        return Line(record.id, (moment(record.at), record.who, what, number, size, after),
                    kind, tip)  # fmt: skip

    def _afterwards(self, item: Item) -> str:
        if not item.kind:
            return ""
        if item.left == UNKNOWN:
            return ""
        if item.left:
            return self.tr("%n is/are there still", "", item.left)
        return self.tr("nothing is left")


def _due_line(place: int, item: Expired) -> Line:
    size = size_word(item.bytes) if item.bytes else ""
    number = QLocale().toString(item.count)
    before = short_day(item.before)
    cells = (capital(kind_word(item.kind)), item.folder, before, number, size, "", "")
    return Line(place, cells)


def _gone_line(place: int, item: Item, afterwards: str) -> Line:
    size = size_word(item.bytes) if item.bytes else ""
    number = QLocale().toString(item.count)
    what = capital(kind_word(item.kind))
    cells = (what, item.of, _day_word(item.before), number, size, afterwards, item.sha256)
    return Line(place, cells, "bad" if item.left > 0 else "")


def _day_word(day: str) -> str:
    """As it is kept, where it is masked for who reads it (engine.domain.masking)."""
    try:
        return short_day(date.fromisoformat(day))
    except ValueError:
        return day
