"""Alarms in the console: the list on the monitor page, a word in the status line, the settings."""

import asyncio
import json
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import shiboken6

from engine.alarms.model import Alarm, AlarmSettings, Way
from engine.alarms.rules import worst_first
from engine.alarms.words import alarm_text
from engine.domain.rights import Right
from engine.domain.secret_names import SecretKind
from engine.errors import KnownError
from engine.ports.storage import NodeSession, StorageUnavailable, Stores
from rino_desktop import alarm_look, alarms
from rino_desktop.console.monitor.alarm_dialog import AlarmDialog
from rino_desktop.console.monitor.alarm_list import AlarmRow
from rino_desktop.console.status_line import State
from rino_desktop.desktop import secrets_here
from rino_desktop.desktop.console_part import Console, ConsolePart
from rino_desktop.engine_pulse import EnginePulse
from rino_desktop.secret_keeping import Kept
from rino_desktop.secret_names import Owner
from rino_desktop.texts import language
from rino_desktop.texts.errors import retold, said

#: An engine tells of a test within this time (a mail server may be slow), or none does.
_TEST_S, _LOOK_S = 45.0, 0.5


@dataclass(frozen=True, slots=True)
class _Read:
    """``idle``: names of the campaigns that should be dialled now."""

    alarms: list[Alarm]
    not_told: dict[int, str]
    acknowledging: frozenset[int]
    may_set: bool
    sessions: list[NodeSession]
    idle: tuple[str, ...]


class Alarms(ConsolePart):
    """Whatever page is looked at: an alarm is told at once."""

    page = "monitor"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._page = page = console.window.monitor
        self._state = console.window.status.alarms
        self._pulse = EnginePulse()
        page.alarms.acknowledge_wanted.connect(
            lambda number: console.tasks.start(self._acknowledge(number))
        )
        page.alarm_settings_wanted.connect(lambda: console.tasks.start(self._ask_settings()))
        self._state.clicked.connect(lambda: console.window.rail.go(self.page))

    async def refresh(self) -> None:
        now = datetime.now(UTC)
        found = await self.console.connection.run(lambda stores: _read(stores, now))
        if not shiboken6.isValid(self._page):
            return
        self._page.alarm_button.setVisible(found.may_set)
        rows = [_row(alarm, found) for alarm in worst_first(found.alarms)]
        lives = self._pulse.lives(found.sessions, now, time.monotonic())
        if found.idle and not lives:
            # Nobody else can tell that: engines raise alarms.
            text = self.tr("No engine is running, so nothing is dialled: {names}.")
            rows.insert(0, AlarmRow(0, text.format(names=", ".join(found.idle)), "bad", None))
        self._page.alarms.show_alarms(rows)
        self._state.show_state(self._word(rows))

    async def leave(self) -> None:
        self._page.alarms.show_alarms(())
        self._page.alarm_button.hide()
        self._state.show_state(None)
        self._pulse = EnginePulse()

    def _word(self, rows: list[AlarmRow]) -> State | None:
        if not rows:
            return None
        new = [row for row in rows if not row.by]
        kind = "secondary"
        if new:
            kind = "bad" if any(row.severity == "bad" for row in new) else "warning"
        text = self.tr("%n alarm(s)", "", len(rows))
        return State(text, kind, "\n".join(row.text for row in rows))

    async def _acknowledge(self, number: int) -> None:
        now, who = datetime.now(UTC), self.console.connection.actor
        await self.console.connection.run(
            lambda stores: alarms.acknowledge(stores, number, who, now)
        )
        self.console.changed()

    # --- settings -------------------------------------------------------------------------------

    async def _ask_settings(self) -> None:
        settings = await self.console.connection.run(lambda stores: stores.alarms.settings())
        dialog = AlarmDialog(self.console.window, settings)
        start = self.console.tasks.start_for
        dialog.wanted.connect(lambda wished: start(dialog, self._save(dialog, wished)))
        dialog.test_wanted.connect(lambda wished: start(dialog, self._test(dialog, wished)))
        for field in (dialog.password, dialog.secret):
            secrets_here.look_after(self.console, dialog, field)
        dialog.open()

    async def _save(self, dialog: AlarmDialog, wished: AlarmSettings) -> None:
        if await self._stored(dialog, wished):
            dialog.accept()

    async def _stored(self, dialog: AlarmDialog, wished: AlarmSettings) -> bool:
        now, kept = datetime.now(UTC), list[Kept]()
        password, secret = dialog.password, dialog.secret
        owner = Owner(SecretKind.ALARM, "")
        of_password, of_secret = {password.name()}, {secret.name()}
        mail = json.loads(wished.mail) if wished.mail else {}
        try:
            kept.append(await secrets_here.keep(self.console, secret, owner, of_password))
            if mail:
                kept.append(await secrets_here.keep(self.console, password, owner, of_secret))
            if mail:
                mail["password_env"] = kept[1].name
            named = replace(
                wished, mail=json.dumps(mail, ensure_ascii=False) if mail else "",
                secret_env=kept[0].name,
            )  # fmt: skip
            await self.console.connection.run(
                lambda stores: alarms.change_settings(
                    stores, named, now, secrets=any(each.changed for each in kept)
                )
            )
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            await secrets_here.take_back(*kept)
            return False
        if not mail:
            await secrets_here.drop(self.console, password.stored, owner, of_secret)
        password.settle(mail.get("password_env", ""))
        secret.settle(kept[0].name)
        return True

    async def _test(self, dialog: AlarmDialog, wished: AlarmSettings) -> None:
        """What is told goes out of an engine, as alarms do: with its variables, from its host."""
        if not await self._stored(dialog, wished):
            return
        run, now = self.console.connection.run, datetime.now(UTC)
        results: dict[Way, str | None] = {}
        try:
            numbers = await run(lambda stores: alarms.ask_test(stores, now))
            dialog.say_waiting(self.tr("Waiting for an engine to send it…"))
            try:
                async with asyncio.timeout(_TEST_S):
                    while not results or None in results.values():
                        await asyncio.sleep(_LOOK_S)
                        results = await run(lambda stores: alarms.test_results(stores, numbers))
            except TimeoutError:
                await run(lambda stores: alarms.withdraw_test(stores, numbers))
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return
        good = all(error == "" for error in results.values())
        dialog.show_result("\n".join(map(self._outcome, results.items())), good=good)

    def _outcome(self, result: tuple[Way, str | None]) -> str:
        way, error = result
        name = {Way.MAIL: self.tr("Mail"), Way.WEBHOOK: self.tr("Web hook")}[way]
        if error is None:
            error = self.tr("no engine has sent it.")
        return f"{name}: {error or self.tr('sent.')}"


def _read(stores: Stores, now: datetime) -> _Read:
    powers = stores.rights.powers()
    may_see = any(
        powers.allows_somewhere(right) for right in (Right.CAMPAIGN_RUN, Right.REPORTS_VIEW)
    )
    found = stores.alarms.open() if may_see else []
    failing = stores.alarms.failing() if found else []
    return _Read(
        found,
        {each.alarm.id: retold(each.last_error) for each in failing if each.alarm is not None},
        frozenset(
            alarm.id for alarm in found if powers.allows(Right.CAMPAIGN_RUN, alarm.campaign_id)
        ),
        powers.allows_somewhere(Right.SETTINGS_EDIT),
        stores.nodes.sessions(),
        alarm_look.to_be_dialled(stores, now),
    )


def _row(alarm: Alarm, found: _Read) -> AlarmRow:
    return AlarmRow(
        alarm.id, alarm_text(alarm, language()), alarm.severity, alarm.since,
        alarm.acknowledged_by, alarm.id in found.acknowledging, found.not_told.get(alarm.id, ""),
    )  # fmt: skip
