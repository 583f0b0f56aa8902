"""External stores in the settings."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale

from engine.ports.orders import OUTBOX_ID
from engine.ports.outbox import OutboxRow
from engine.ports.storage import Stores
from rino_desktop import outbox_acts, outboxes
from rino_desktop.console.contacts.words import moment
from rino_desktop.console.settings.section import Line
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.settings_part import SettingsPart, now
from rino_desktop.outboxes import OutboxStatus
from rino_desktop.texts.errors import retold
from rino_desktop.ui import dialogs

_MOST = 500


class StoresHere(SettingsPart):
    section = "stores"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._shown = console.window.settings.stores
        start = console.tasks.start
        self._shown.backlogs.wanted.connect(
            lambda act, key: start(self._do(act, key[0], key[1], ()))
        )
        self._shown.aside.wanted.connect(lambda act, key: start(self._do(act, None, "", (key,))))

    async def refresh(self) -> None:
        if not self.in_view:
            return

        def read(
            stores: Stores,
        ) -> tuple[list[OutboxStatus], Sequence[OutboxRow], dict[int, str]]:
            names = {each.id: each.name for each in stores.campaigns.all()}
            return outboxes.of_all(stores), stores.outbox.set_aside(None, _MOST), names

        found, aside, names = await self.console.connection.run(read)
        names[OUTBOX_ID] = self.tr("orders")
        self._shown.backlogs.show_lines(tuple(map(self._line, found)))
        self._shown.backlogs.say(
            "" if found else self.tr("No campaign has an external store: [[outbox]] in its file.")
        )
        self._shown.aside.show_lines(tuple(_aside(row, names) for row in aside))

    async def leave(self) -> None:
        self._shown.backlogs.show_lines(())
        self._shown.aside.show_lines(())

    async def _do(self, act: str, owner: int | None, store: str, ids: tuple[int, ...]) -> None:
        if act == "drop":
            sure = await dialogs.confirm(
                self.console.window,
                self.tr("Delete what is set aside?"),
                self.tr("It never comes into the external store. In this database the calls and "
                        "their results stay."),
                self.tr("Delete"),
                danger=True,
            )  # fmt: skip
            if not sure:
                return
        work = outbox_acts.retry if act == "retry" else outbox_acts.drop
        await self.console.connection.run(lambda stores: work(stores, owner, store, ids, now()))
        await self.refresh()

    def _line(self, status: OutboxStatus) -> Line:
        backlog = status.backlog
        how, kind = self.tr("well"), "good"
        if backlog.down_since is not None:
            how = self.tr("down since {when}: {error}").format(
                when=moment(backlog.down_since), error=retold(backlog.last_error)
            )
            kind = "bad"
        elif status.settings is None:
            how, kind = self.tr("the campaign has no store of this name any more"), "warning"
        elif backlog.set_aside:
            how, kind = retold(backlog.last_error) or self.tr("rows are set aside"), "warning"
        oldest = "" if backlog.oldest is None else moment(backlog.oldest)
        number = QLocale().toString
        cells = (
            status.campaign, status.name, number(backlog.delivered), number(backlog.waiting),
            oldest, number(backlog.set_aside), how,
        )  # fmt: skip
        return Line((backlog.campaign_id, backlog.store), cells, kind, status.words())


def _aside(row: OutboxRow, names: dict[int, str]) -> Line:
    reason = retold(row.reason)
    cells = (
        names.get(row.campaign_id, ""), row.store, row.attempt.phone, moment(row.at),
        str(row.tries), reason,
    )  # fmt: skip
    return Line(row.id, cells, "warning", reason)
