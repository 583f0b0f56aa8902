"""Callbacks at the workstation."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from engine.domain.callback_hours import judge, local_times
from engine.domain.callbacks import Callback, CallbackRules, CallbackState
from engine.domain.campaign import CampaignSettings, DayHours, Schedule
from rino_desktop.texts.errors import said
from rmt.callbacks.desk import Board, CallbackContact, Judged, Shown, Wish
from rmt.callbacks.panel import CallbacksPanel
from tools.screenshots import screen
from tools.screenshots.editor import until
from tools.screenshots.shell import in_russian

_HOUR = timedelta(hours=1)


def _campaign() -> CampaignSettings:
    name = "Должники, ноябрь" if in_russian() else "Debtors, November"
    night = Schedule("Asia/Omsk", DayHours(9 * 60, 9 * 60 + 1), DayHours(9 * 60, 9 * 60 + 1))
    return CampaignSettings(name, schedule=night)


class Desk:
    rules = CallbackRules()

    def __init__(self, *, empty: bool = False) -> None:
        self._empty = empty
        self.user = "Ольга Белова" if in_russian() else "Olga Belova"

    async def board(self, limit: int) -> Board:
        if self._empty:
            return Board()
        now, user = datetime.now(UTC), self.user
        names = ("Ёлкин Сергей", "Иванова Анна", "Громов Пётр") if in_russian() else (
            "Sergey Elkin", "Anna Ivanova", "Peter Gromov")  # fmt: skip
        notes = ("обещал заплатить, уточнить сумму", "после обеда", "", "спросить бухгалтера")
        if not in_russian():
            notes = ("promised to pay, ask for the sum", "in the afternoon", "", "ask for accounts")
        late = Callback(1, "+73472223344", now - timedelta(minutes=12), user, now,
                        ("Asia/Yekaterinburg",), names[0], owner=user, note=notes[0],
                        state=CallbackState.REMINDED)  # fmt: skip
        rows = (
            late,
            replace(late, id=2, phone="+79161234567", due_at=now + _HOUR / 2, caller=names[1],
                    zones=("Europe/Kaliningrad", "Asia/Kamchatka"), note=notes[1],
                    state=CallbackState.WAITING),
            replace(late, id=3, phone="+73812445566", due_at=now + 20 * _HOUR, caller="",
                    zones=("Asia/Omsk",), note=notes[3], state=CallbackState.WAITING),
        )  # fmt: skip
        team = (replace(late, id=4, owner="", missed_by=names[2], state=CallbackState.MISSED),)
        return Board(tuple(map(_shown, rows)), tuple(map(_shown, team)))

    async def people(self) -> tuple[str, ...]:
        return (self.user,)

    async def judge(self, contact: CallbackContact, due_at: datetime) -> Judged:
        zones = ("Asia/Omsk",)
        verdict = judge(_campaign(), zones, due_at, datetime.now(UTC))
        return Judged(verdict, tuple(local_times(_campaign(), zones, due_at)))

    async def promise(self, callback: Callback, write_id: str) -> Callback:
        return callback

    async def change(self, wish: Wish) -> Callback:
        raise NotImplementedError


def _shown(callback: Callback) -> Shown:
    times = local_times(_campaign(), callback.zones, callback.due_at)
    return Shown(callback, tuple(times), masked=callback.id == 2)


async def _panel(desk: Desk) -> CallbacksPanel:
    made = CallbacksPanel(desk, said)
    made.resize(1000, 620)
    made.show()
    await until(lambda: made._known)
    return made


@screen("callbacks")
async def callbacks() -> QWidget:
    return await _panel(Desk())


@screen("callbacks-empty")
async def empty() -> QWidget:
    return await _panel(Desk(empty=True))


@screen("callbacks-new")
async def new() -> QWidget:
    made = await _panel(Desk())
    name = "Ёлкин Сергей" if in_russian() else "Sergey Elkin"
    made.promise(CallbackContact("+73812223344", name))
    await until(lambda: made.dialog is not None and made.dialog._judged is not None)
    return made
