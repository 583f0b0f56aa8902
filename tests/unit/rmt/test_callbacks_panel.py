"""Callbacks under real keys: promised within the law, reminded of, dialled by one, put off."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QLabel
from pytestqt.qtbot import QtBot

from engine.domain import callbacks
from engine.domain.callback_hours import judge, local_times
from engine.domain.callbacks import Callback, CallbackRules, CallbackState
from engine.domain.campaign import CampaignSettings, DayHours, Schedule
from engine.errors import KnownError, Phrase
from engine.ports.callbacks import CallbackConflict
from engine.ports.storage import StorageUnavailable
from rmt.callbacks.desk import Act, Board, CallbackContact, Judged, Shown, Wish
from rmt.callbacks.dialog import CallbackDialog
from rmt.callbacks.panel import _MOVED_MS, CallbacksPanel
from tests.helpers.panel_hands import click, focused, key, opened, typed, until

ALWAYS = CampaignSettings("", schedule=Schedule(
    weekdays=DayHours(0, 1440), weekend=DayHours(0, 1440)))  # fmt: skip
ZONES = ("Europe/Moscow", "Asia/Omsk")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Desk:
    user = "Ольга"

    def __init__(self) -> None:
        self.rules = CallbackRules()
        self.stored: dict[int, Callback] = {}
        self.written: set[str] = set()
        self.error: Exception | None = None
        #: Promises are kept when it is set.
        self.held: asyncio.Event | None = None
        self.settings = ALWAYS
        self.masked = False
        self.zones: tuple[str, ...] = ZONES

    def add(self, due: timedelta, **rest: object) -> Callback:
        now = datetime.now(UTC)
        made = Callback(len(self.stored) + 1, "+79161234567", now + due, "Анна", now, zones=ZONES)
        made = replace(made, **rest)  # type: ignore[arg-type]
        self.stored[made.id] = made
        return made

    async def board(self, limit: int) -> Board:
        self._fail()

        def shown(callback: Callback) -> Shown:
            times = local_times(ALWAYS, callback.zones, callback.due_at)
            return Shown(callback, tuple(times), self.masked)

        every = sorted(self.stored.values(), key=lambda each: each.due_at)
        every = [each for each in every if each.is_open]
        mine = [c for c in every if self.user in (c.owner, c.taken_by)]
        return Board(tuple(map(shown, mine)), tuple(shown(c) for c in every if not c.owner))

    async def people(self) -> tuple[str, ...]:
        return ("Ольга", "Пётр")

    async def judge(self, contact: CallbackContact, due_at: datetime) -> Judged:
        self._fail()
        verdict = judge(self.settings, self.zones, due_at, datetime.now(UTC))
        return Judged(verdict, tuple(local_times(ALWAYS, self.zones, due_at)))

    async def promise(self, callback: Callback, write_id: str) -> Callback:
        if self.held is not None:
            await self.held.wait()
        self._fail()
        self.written.add(write_id)
        made = replace(callback, id=len(self.stored) + 1, zones=ZONES)
        self.stored[made.id] = callbacks.promise(made, datetime.now(UTC))
        return self.stored[made.id]

    async def change(self, wish: Wish) -> Callback:
        self._fail()
        callback = self.stored[wish.callback_id]
        if wish.revision not in (None, callback.revision):
            raise CallbackConflict("somebody else has changed it.")
        match wish.act:
            case Act.TAKE:
                callback = callbacks.take(callback, self.user, wish.at)
            case Act.FINISH:
                callback = callbacks.finish(callback, self.user, wish.at, wish.note)
            case Act.MOVE:
                assert wish.due_at is not None
                callback = callbacks.move(callback, wish.due_at, wish.owner, wish.at, wish.note)
            case Act.CANCEL:
                callback = callbacks.cancel(callback, self.user, wish.at)
            case _:
                callback = callbacks.give_back(callback, wish.at)
        self.stored[callback.id] = callback
        return callback

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("rmt.desk_work.FIRST_PAUSE_S", 0.05)
    return Desk()


async def asked(panel: CallbacksPanel) -> CallbackDialog:
    await until(lambda: panel.dialog is not None and panel.dialog.isActiveWindow())
    assert panel.dialog is not None
    dialog = panel.dialog
    await until(lambda: dialog._judged is not None or not dialog.phone.text())
    return dialog


async def test_promised_by_keyboard(qtbot: QtBot, desk: Desk) -> None:
    panel = CallbacksPanel(desk)
    opened(qtbot, panel)
    told: list[tuple[datetime | None, str]] = []
    panel.next_changed.connect(lambda *what: told.append(what))
    await until(lambda: panel.empty.title.text() == "Nobody waits for your call")
    panel.set_contact(CallbackContact("+79161234567", "Ёлкин", None, 3, "долги"))
    panel.new.setFocus()
    key(Qt.Key.Key_N, ctrl=True)
    await asked(panel)
    dialog = panel.dialog
    assert dialog is not None
    assert isinstance(focused(), QDateTimeEdit)
    assert dialog.there.text().startswith("At the subscriber's: ")
    assert "Europe/Moscow, Asia/Omsk" in dialog.there.text()
    key(Qt.Key.Key_4, alt=True)  # tomorrow at ten
    key(Qt.Key.Key_Up)  # an hour later
    dialog.note.setFocus()
    typed("после обеда")
    key(Qt.Key.Key_Return, ctrl=True)
    await until(lambda: panel.table.rowCount() == 1)
    (made,) = desk.stored.values()
    assert (made.caller, made.note, made.owner, made.campaign_id, made.queue) == (
        "Ёлкин", "после обеда", "Ольга", 3, "долги")  # fmt: skip
    assert made.due_at.astimezone().strftime("%H:%M") == "11:00"
    assert told[-1][0] == made.due_at
    assert told[-1][1].endswith("Ёлкин")
    assert panel.mine.text() == "Mine (1)"


async def test_a_number_of_any_zone_is_told_without_a_list_of_them(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.zones = (*ZONES, "Asia/Yakutsk")
    panel = CallbacksPanel(desk)
    opened(qtbot, panel)
    panel.promise(CallbackContact("+79161234567"))
    await asked(panel)
    assert panel.dialog is not None
    there = panel.dialog.there
    assert there.text().endswith("; which time zone is his is not known")
    assert "Asia" not in there.text()
    assert "Asia/Yakutsk" in there.toolTip()


async def test_forbidden_hours_are_refused_and_the_nearest_offered(
    qtbot: QtBot, desk: Desk
) -> None:
    now = datetime.now(UTC)
    # Only the minutes that begin in five hours are allowed, by the subscriber's clock.
    desk.settings = CampaignSettings("Ночные", schedule=Schedule(
        "UTC", DayHours(0, 1), DayHours(0, 1)))  # fmt: skip
    panel = CallbacksPanel(desk)
    opened(qtbot, panel)
    panel.promise(CallbackContact("+79161234567"))
    await asked(panel)
    dialog = panel.dialog
    assert dialog is not None
    key(Qt.Key.Key_3, alt=True)
    await until(lambda: "hours of the campaign Ночные forbid it" in dialog.fault.text())
    assert not dialog.button.isEnabled()
    real = dialog._judged
    assert real is not None
    near = (now + 5 * HOUR).replace(second=0, microsecond=0)
    dialog._on_judged(replace(real, verdict=replace(real.verdict, nearest=near)))
    assert dialog.nearest.text().startswith("Take the nearest allowed: ")
    desk.settings = ALWAYS
    click(dialog.nearest)
    await until(lambda: dialog.button.isEnabled())
    assert dialog.callback().due_at == near
    assert not dialog.fault.isVisible()
    click(dialog.button)
    await until(lambda: panel.dialog is None)
    assert [each.due_at for each in desk.stored.values()] == [near]


async def test_reminded_once_before_and_once_when_it_is_time(qtbot: QtBot, desk: Desk) -> None:
    desk.rules = CallbackRules(remind_before_s=5.5)
    desk.add(timedelta(seconds=6.0), owner="Ольга", caller="Ёлкин")
    desk.add(timedelta(seconds=0.6), owner="")
    panel = CallbacksPanel(desk)
    told: list[int] = []
    panel.reminded.connect(lambda callback: told.append(callback.id))
    qtbot.addWidget(panel)
    panel.start()  # it is hidden, and reminds all the same
    await until(lambda: told == [1])
    desk.error = StorageUnavailable("the cable is out")
    panel.look()
    await until(lambda: told == [1, 1])
    panel.reminders.look()
    assert told == [1, 1]


async def test_an_engine_dials_what_is_chosen(qtbot: QtBot, desk: Desk) -> None:
    desk.add(HOUR)
    panel = CallbacksPanel(desk)
    opened(qtbot, panel)
    dialled: list[Callback] = []
    panel.dial_wanted.connect(dialled.append)
    await until(lambda: panel.team.text() == "The team's (1)")
    click(panel.team)
    panel.view.setFocus()
    key(Qt.Key.Key_Return)
    assert [each.id for each in dialled] == [1]
    assert desk.stored[1].state is CallbackState.WAITING, "whoever calls takes it"
    desk.stored[1] = callbacks.take(desk.stored[1], "Ольга", datetime.now(UTC))
    panel.look()
    await until(lambda: panel.back.isEnabled())
    click(panel.back)
    await until(lambda: desk.stored[1].state is CallbackState.WAITING)
    await until(lambda: not panel.back.isEnabled())
    panel.why_not = lambda: "You have a call."
    click(panel.dial_button)
    assert panel.notice.text.text() == "You have a call."
    assert len(dialled) == 1
    panel.why_not = lambda: ""
    desk.stored[1] = callbacks.take(desk.stored[1], "Пётр", datetime.now(UTC))
    panel.look()
    await until(lambda: not panel.dial_button.isEnabled())
    key(Qt.Key.Key_Return)
    assert len(dialled) == 1, "two do not call the same"


async def test_done_with_what_came_of_it_put_off_cancelled(qtbot: QtBot, desk: Desk) -> None:
    for hours in (1, 2, 3):
        desk.add(hours * HOUR, owner="Ольга", note="просил")
    panel = CallbacksPanel(desk)
    opened(qtbot, panel)
    await until(lambda: panel.table.rowCount() == 3)
    panel.note.setFocus()
    typed("заплатит")
    click(panel.done)
    await until(lambda: panel.table.rowCount() == 2)
    assert (desk.stored[1].state, desk.stored[1].note) == (CallbackState.DONE, "просил\nзаплатит")
    assert panel.note.text() == ""
    await until(lambda: not panel._moved.isActive())
    click(panel.later)
    await asked(panel)
    dialog = panel.dialog
    assert dialog is not None
    assert dialog.button.text() == "Put off"
    await until(lambda: dialog.owner.count() == 3)
    key(Qt.Key.Key_4, alt=True)
    owner: QComboBox = dialog.owner
    owner.setFocus()
    key(Qt.Key.Key_Down, Qt.Key.Key_Down)
    dialog.note.setFocus()
    typed("не вовремя")
    await until(lambda: dialog.button.isEnabled())
    click(dialog.button)
    await until(lambda: panel.table.rowCount() == 1)
    assert (desk.stored[2].owner, desk.stored[2].note) == ("Пётр", "просил\nне вовремя")
    assert desk.stored[2].due_at.astimezone().strftime("%H:%M") == "10:00"
    await until(lambda: not panel._moved.isActive())
    click(panel.cancel)
    await until(lambda: panel.empty.title.text() == "Nobody waits for your call")
    assert desk.stored[3].state is CallbackState.CANCELLED


async def test_a_second_click_is_not_meant_for_the_next_one(qtbot: QtBot, desk: Desk) -> None:
    for hours in (1, 2):
        desk.add(hours * HOUR, owner="Ольга")
    panel = CallbacksPanel(desk)
    opened(qtbot, panel)
    await until(lambda: panel.table.rowCount() == 2)
    panel._moved.setInterval(600_000)
    panel.done.setFocus()
    key(Qt.Key.Key_Space)
    await until(lambda: panel.table.rowCount() == 1)
    assert focused() is panel.done
    key(Qt.Key.Key_Space)
    click(panel.cancel)
    panel.dial()
    assert panel._moved.isActive()
    panel._moved.setInterval(_MOVED_MS)
    await until(lambda: not panel._moved.isActive())
    assert desk.stored[2].state is CallbackState.WAITING
    assert panel.unsaved == 0


async def test_nobody_takes_the_place_of_one_who_has_gone(qtbot: QtBot, desk: Desk) -> None:
    """A colleague takes the callback that is looked at: the next click rings nobody else."""
    desk.add(HOUR, caller="Ёлкин")
    desk.add(2 * HOUR, caller="Сомов")
    panel = CallbacksPanel(desk)
    opened(qtbot, panel)
    dialled: list[Callback] = []
    panel.dial_wanted.connect(dialled.append)
    click(panel.team)
    await until(lambda: panel.table.rowCount() == 2)
    desk.stored[1] = replace(desk.stored[1], owner="Пётр")
    panel.look()
    await until(lambda: panel.table.rowCount() == 1)
    assert "Ёлкин" in panel.notice.text.text()
    click(panel.dial_button)
    panel.look()
    await until(lambda: not panel._asking.busy)
    assert not panel.dial_button.isEnabled()
    assert dialled == []
    panel.view.selectRow(0)
    click(panel.dial_button)
    await until(lambda: dialled)
    assert dialled[0].caller == "Сомов"
    # He was not called for a reason that was said; then a colleague takes him.
    desk.add(3 * HOUR, caller="Орлов")
    panel.dialled(dialled[0].id, called=False)
    await until(lambda: panel.table.rowCount() == 2)
    desk.stored[2] = replace(desk.stored[2], owner="Пётр")
    panel.look()
    await until(lambda: panel.table.rowCount() == 1)
    assert "Сомов" in panel.notice.text.text()
    assert not panel.dial_button.isEnabled()


async def test_a_late_verdict_promises_nothing_twice(qtbot: QtBot, desk: Desk) -> None:
    desk.held = asyncio.Event()
    panel = CallbacksPanel(desk)
    opened(qtbot, panel)
    panel.promise(CallbackContact("+79161234567"))
    dialog = await asked(panel)
    await until(lambda: dialog._judged is not None)
    click(dialog.button)
    dialog._judge()
    await until(lambda: not dialog._asking.busy)
    assert not dialog.button.isEnabled(), "it is being promised"
    desk.held.set()
    await until(lambda: panel.dialog is None)
    assert len(desk.stored) == 1


async def test_the_next_callers_promise_is_his_own(qtbot: QtBot, desk: Desk) -> None:
    panel = CallbacksPanel(desk)
    opened(qtbot, panel)
    panel.promise(CallbackContact("+79160000001"))
    await asked(panel)
    panel.promise(CallbackContact("+79160000002"))
    dialog = await asked(panel)
    assert dialog.phone.text() == "+79160000002"
    assert not panel.typed
    dialog.note.setFocus()
    typed("утром")
    assert panel.typed, "whoever signs out is asked"
    panel.promise(CallbackContact("+79160000003"))
    assert panel.dialog is dialog, "what was typed is not thrown away"
    assert dialog.phone.text() == "+79160000002"


async def test_the_database_away(qtbot: QtBot, desk: Desk) -> None:
    desk.add(HOUR, owner="Ольга")
    panel = CallbacksPanel(desk)
    opened(qtbot, panel)
    await until(lambda: panel.table.rowCount() == 1)
    desk.error = StorageUnavailable("the cable is out.")
    click(panel.done)
    await until(lambda: panel.notice.text.text().endswith("is kept, and repeated."))
    assert panel.unsaved == 1
    desk.error = None
    await until(lambda: panel.unsaved == 0)
    assert desk.stored[1].state is CallbackState.DONE


async def test_masked(qtbot: QtBot, desk: Desk) -> None:
    desk.masked = True
    desk.add(HOUR, owner="Ольга", note="другой номер 89161234567")
    panel = CallbacksPanel(desk)
    opened(qtbot, panel)
    told: list[str] = []
    panel.next_changed.connect(lambda _, text: told.append(text))
    await until(lambda: panel.table.rowCount() == 1)
    seen = list(told)
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    seen += [str(panel.table.index(0, c).data(role)) for c in range(6) for role in roles]
    click(panel.later)
    await asked(panel)
    assert panel.dialog is not None
    seen += [panel.dialog.phone.text(), *(x.text() for x in panel.dialog.findChildren(QLabel))]
    assert told[-1].endswith("+7••••••••67")
    assert not [text for text in seen if "1234567" in text]


async def test_refused_words_reach_the_dialog(qtbot: QtBot, desk: Desk) -> None:
    panel = CallbacksPanel(desk)
    opened(qtbot, panel)
    panel.promise()
    await asked(panel)
    dialog = panel.dialog
    assert dialog is not None
    click(dialog.button)
    assert dialog.fields["phone"].fault.text() == "Whom shall one call?"
    typed("89161234567")
    desk.error = KnownError("{rule}", rule=Phrase("forbidden."))
    click(dialog.button)
    await until(lambda: dialog.fault.text() == "forbidden.")
    desk.error = None
    click(dialog.button)
    await until(lambda: panel.dialog is None)
    assert len(desk.stored) == 1
