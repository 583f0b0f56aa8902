"""Requests at the workstation."""

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from engine.ports.requests import RequestConflict, RequestCounts
from engine.requests.model import (
    Category,
    Change,
    ChangeKind,
    Links,
    Priority,
    Request,
    RequestState,
)
from rmt.requests.desk import Board, Card, Choices, RequestCall, Whose, Wish
from rmt.requests.panel import RequestsPanel
from tools.screenshots import screen
from tools.screenshots.editor import until
from tools.screenshots.shell import in_russian

_HOUR = timedelta(hours=1)


def _texts() -> tuple[str, ...]:
    if in_russian():
        return (
            "Нет гудка",
            "Ремонт",
            "Мастера",
            "Пётр Громов",
            "Ольга Белова",
            "Шум в трубке",
            "Перенос номера на другой адрес",
            "Перерасчёт за ноябрь",
            "Вопрос",
            "Ёлкин Сергей",
            "Гудка нет с утра, соседи тоже без связи.",
            "Выехал на адрес",
        )
    return ("No dial tone", "Repair", "Technicians", "Peter Gromov", "Olga Belova", "Noise",
            "Move of a number to another address", "Recalculation of November", "Question",
            "Sergey Elkin", "No dial tone since the morning, the neighbours neither.",
            "On my way there")  # fmt: skip


class Desk:
    def __init__(self, *, empty: bool = False) -> None:
        self._empty = empty
        self.user = _texts()[3]

    def requests(self) -> tuple[Request, ...]:
        tone, repair, group, peter, olga, noise, move, sum_, question, caller, details, _ = _texts()
        now = datetime.now(UTC)
        return (
            Request(1041, tone, repair, olga, now - 6 * _HOUR, details, caller,
                    Links(attempt_id=88123, phone="+73472223344"), RequestState.IN_PROGRESS,
                    peter, group, due_at=now - 2 * _HOUR - timedelta(minutes=5)),
            Request(1044, noise, repair, olga, now - 2 * _HOUR, group=group,
                    state=RequestState.ASSIGNED, priority=Priority.HIGH, due_at=now + 2 * _HOUR),
            Request(1046, move, repair, olga, now - _HOUR, group=group, person=peter,
                    state=RequestState.WAITING, due_at=now + 26 * _HOUR, waiting_since=now),
            Request(1047, sum_, question, olga, now - timedelta(minutes=20)),
        )  # fmt: skip

    async def find(self, whose: Whose, words: str, *, ended: bool, limit: int) -> Board:
        if self._empty:
            return Board((), RequestCounts(0, 0, 0, {}))
        return Board(self.requests(), RequestCounts(4, 1, 1, {}))

    async def card(self, request_id: int) -> Card:
        _, repair, group, peter, olga, *_, way = _texts()
        at = datetime.now(UTC) - 6 * _HOUR
        request = next(each for each in self.requests() if each.id == request_id)
        return Card(request, (
            Change(at, olga, ChangeKind.REGISTERED, after=repair),
            Change(at, olga, ChangeKind.ASSIGNED, after=f"@{group}"),
            Change(at + _HOUR, peter, ChangeKind.STATE, "assigned", "in_progress", way),
            Change(at + 3 * _HOUR, "", ChangeKind.ESCALATED, f"@{group}", peter, "1"),
        ))  # fmt: skip

    async def choices(self) -> Choices:
        _, repair, group, peter, olga, *_ = _texts()
        return Choices((Category(repair, 4 * 3600, group),), {group: (peter,)}, (peter, olga))

    async def register(self, request: Request) -> Request:
        return request

    async def change(self, wish: Wish) -> Card:
        raise RequestConflict(
            "somebody else has changed the request {number} in the meantime.",
            mend="Look at it again, then repeat the change.", number=wish.request_id,
        )  # fmt: skip


async def _panel(desk: Desk) -> RequestsPanel:
    from rino_desktop.texts.errors import said

    made = RequestsPanel(desk, said)
    made.resize(1180, 640)
    made.show()
    await until(lambda: made._board is not None)
    return made


@screen("requests")
async def requests() -> QWidget:
    made = await _panel(Desk())
    await until(lambda: made.card.history.count() == 4)
    return made


@screen("requests-conflict")
async def conflict() -> QWidget:
    made = await _panel(Desk())
    await until(lambda: made.card.history.count() == 4)
    made.card.comment.setPlainText(_texts()[-1])
    made.card.state.menu().actions()[0].trigger()
    await until(lambda: made.notice.isVisible())
    return made


@screen("requests-new")
async def new() -> QWidget:
    made = await _panel(Desk())
    made.set_call(RequestCall(Links(1, 2, None, "+73472223344"), _texts()[9]))
    made.register_new()
    await until(lambda: made.dialog is not None)
    return made


@screen("requests-empty")
async def empty() -> QWidget:
    return await _panel(Desk(empty=True))
