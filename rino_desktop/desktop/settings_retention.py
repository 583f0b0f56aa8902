"""Retention in the settings: rules are changed, what is due is shown, deleted, and told of."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog

from engine.errors import KnownError
from engine.ports.storage import Database, StorageUnavailable, Stores
from engine.ports.voice_files import RetentionRule
from engine.service.expired import Expired, Watch
from engine.service.retention import KINDS, OF_OFFICE, Outcome, due, run_stored
from rino_desktop import bootstrap, retention, retention_protocol
from rino_desktop.console.contacts.words import moment
from rino_desktop.console.settings.retention import ItemsDialog, RuleDialog
from rino_desktop.console.settings.section import Line
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.long_work import watched
from rino_desktop.desktop.settings_part import SettingsPart, capital, now
from rino_desktop.retention import RuleFault, Rules, kind_word
from rino_desktop.retention_protocol import Item, Record, campaign_word, what_word
from rino_desktop.texts.errors import reason_of, said, said_mend, said_message
from rino_desktop.ui import dialogs

_KINDS = {"run": "good", "stopped": "warning", "failed": "bad", "unfinished": "warning"}


class RetentionHere(SettingsPart):
    section = "retention"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._shown = console.window.settings.retention
        self._read: Rules | None = None
        self._records: dict[int, Record] = {}
        start = console.tasks.start
        self._shown.rules.wanted.connect(lambda act, key: start(self._change(act, key)))
        self._shown.protocol.wanted.connect(lambda act, key: start(self._do(act, key)))

    async def refresh(self) -> None:
        if not self.in_view:
            return
        self._read = read = await self.console.connection.run(retention.read)
        self._shown.rules.show_lines(tuple(self._rule(rule, read) for rule in read.rules))
        if not read.rules:
            told = self.tr("There is no rule: everything is kept for ever.")
        elif read.ran_at is None:
            told = self.tr("The rules have not been applied yet: an engine does it once a day.")
        else:
            told = self.tr("Applied last: {when}.").format(when=moment(read.ran_at))
        self._shown.rules.say(told, "secondary")
        try:
            records = await self.console.connection.run(retention_protocol.read)
        except KnownError as error:  # who may not see the log may set up rules all the same
            if not self._shown.protocol.note.text():
                self._shown.protocol.say(said(error), "secondary")
            return
        self._records = {each.id: each for each in records}
        self._shown.protocol.show_lines(tuple(map(self._record, records)))

    async def leave(self) -> None:
        self._read, self._records = None, {}
        for each in (self._shown.rules, self._shown.protocol):
            each.show_lines(())
            each.say("")

    # --- rules ------------------------------------------------------------------------------------

    async def _change(self, act: str, key: tuple[str, str] | None) -> None:
        read, laws = await self.console.connection.run(
            lambda stores: (retention.read(stores), retention.laws(stores))
        )
        rule = next((r for r in read.rules if (r.kind, r.campaign) == key), None)
        if act == "remove":
            if rule is not None:
                await self._remove(rule)
            return
        dialog = RuleDialog(
            self.console.window, {kind: capital(kind_word(kind)) for kind in KINDS}, read.campaigns,
            alike=OF_OFFICE, laws=laws,
            rule=None if rule is None else (rule.kind, rule.campaign, rule.days),
        )  # fmt: skip
        dialog.wanted.connect(
            lambda kind, names, days: self.console.tasks.start_for(
                dialog, self._save(dialog, kind, names, days, new=rule is None)
            )
        )
        dialog.open()

    async def _save(
        self, dialog: RuleDialog, kind: str, names: Sequence[str], days: int, *, new: bool
    ) -> None:
        def save(stores: Stores) -> None:
            for name in names:
                # Of a whole client rules that are there are changed.
                alone = new and len(names) == 1
                retention.set_rule(stores, RetentionRule(kind, name, days), now(), new=alone)

        try:
            await self.console.connection.run(save)
        except RuleFault as fault:
            dialog.say_fault(fault.field, f"{said_message(fault)} {said_mend(fault)}".strip())
            return
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return
        dialog.accept()
        await self.refresh()
        self._shown.rules.choose((kind, names[0]))

    async def _remove(self, rule: RetentionRule) -> None:
        sure = await dialogs.confirm(
            self.console.window,
            self.tr("Remove this rule?"),
            self.tr("{what}, {campaign}: kept for ever from now on, or as the rule for all "
                    "campaigns says.").format(
                what=kind_word(rule.kind), campaign=campaign_word(rule.campaign)
            ),
            self.tr("Remove"),
            danger=True,
        )  # fmt: skip
        if sure:
            await self.console.connection.run(
                lambda stores: retention.remove_rule(stores, rule.kind, rule.campaign, now())
            )
            await self.refresh()

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

        def count(database: Database, watch: Watch) -> tuple[list[Expired], bool]:
            store = bootstrap.voice_store(settings)
            try:
                rules = database.transact(lambda stores: stores.voice_files.rules())
                return due(database, store, rules, now(), watch), watch.stopped()
            finally:
                store.close(0)

        self._shown.protocol.say("")
        title = self.tr("Looking what is due")
        try:
            items, stopped = await watched(self.console, title, count, self._looking)
        except (KnownError, StorageUnavailable) as error:
            self._shown.protocol.say(said(error), "bad")
            return
        if stopped:
            return
        if not items:
            self._shown.protocol.say(self.tr("Nothing is due."), "good")
            return
        number = QLocale().toString(sum(item.count for item in items))
        size = QLocale().formattedDataSize(sum(item.bytes for item in items))
        about = self.tr("By the rules {number} are to be deleted, {size} of files.").format(
            number=number, size=size
        )
        if may_delete:
            about += " " + self.tr("Nobody can bring them back.")
        dialog = ItemsDialog(
            self.console.window, self.tr("What is due now"), about,
            [_due_line(place, item) for place, item in enumerate(items)],
            self.tr("Delete for ever") if may_delete else "",
        )  # fmt: skip
        dialog.wanted.connect(lambda: self.console.tasks.start(self.run()))
        dialog.open()

    async def run(self) -> None:
        """Delete what the rules no longer allow."""
        settings = self.console.connection.settings

        def delete(database: Database, watch: Watch) -> Outcome:
            store = bootstrap.voice_store(settings)
            try:
                return run_stored(database, store, now(), watch)
            finally:
                store.close(0)

        note = self._shown.protocol
        try:
            outcome = await watched(self.console, self.tr("Deleting"), delete, self._deleting)
        except (KnownError, StorageUnavailable) as error:
            note.say(said(error), "bad")
            return
        count = sum(item.count for item in outcome.items)
        told = self.tr("Deleted: {number}, {size} of files.").format(
            number=QLocale().toString(count), size=QLocale().formattedDataSize(outcome.bytes)
        )
        await self.refresh()
        if outcome.trouble is not None:
            note.say(f"{told} {said(outcome.trouble)}", "bad")
        elif outcome.stopped:
            note.say(f"{told} " + self.tr("Stopped; the rest is due still."), "warning")
        else:
            note.say(told, "good")

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
            await asyncio.to_thread(target.write_text, text, encoding="utf-8-sig", newline="")
        except (KnownError, StorageUnavailable) as error:
            self._shown.protocol.say(said(error), "bad")
            return
        except OSError as error:
            told = self.tr("{file} cannot be written: {reason}.")
            self._shown.protocol.say(told.format(file=target.name, reason=reason_of(error)), "bad")
            return
        self._shown.protocol.say(self.tr("Written: {file}").format(file=target), "good")

    # --- lines ------------------------------------------------------------------------------------

    def _rule(self, rule: RetentionRule, read: Rules) -> Line:
        there = not rule.campaign or rule.campaign in read.campaigns
        tip = "" if there else self.tr("There is no such campaign any more.")
        days = self.tr("%n day(s)", "", rule.days)
        campaign = rule.campaign or capital(campaign_word(""))
        client = read.campaigns.get(rule.campaign, "")
        cells = (capital(kind_word(rule.kind)), campaign, days, client)
        return Line((rule.kind, rule.campaign), cells, "" if there else "warning", tip)

    def _record(self, record: Record) -> Line:
        number = QLocale().toString(record.count) if record.items or record.what == "run" else ""
        size = QLocale().formattedDataSize(record.bytes) if record.bytes else ""
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
        if item.left:
            return self.tr("%n is/are there still", "", item.left)
        return self.tr("nothing is left")


def _due_line(place: int, item: Expired) -> Line:
    size = QLocale().formattedDataSize(item.bytes) if item.bytes else ""
    number = QLocale().toString(item.count)
    before = item.before.isoformat()
    cells = (capital(kind_word(item.kind)), item.folder, before, number, size, "", "")
    return Line(place, cells)


def _gone_line(place: int, item: Item, afterwards: str) -> Line:
    size = QLocale().formattedDataSize(item.bytes) if item.bytes else ""
    number = QLocale().toString(item.count)
    what = capital(kind_word(item.kind))
    cells = (what, item.of, item.before, number, size, afterwards, item.sha256)
    return Line(place, cells, "bad" if item.left else "")
