"""Requests under real keys: registered, taken, conflicts told, nothing typed lost."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.errors import KnownError
from engine.ports.requests import RequestConflict, RequestCounts
from engine.ports.storage import StorageUnavailable
from engine.requests import machine
from engine.requests.machine import Assign, Comment, SetState
from engine.requests.model import Category, Change, Links, Priority, Request, RequestState
from rino_desktop.ui import theme
from rmt.requests.desk import Board, Card, Choices, RequestCall, Whose, Wish
from rmt.requests.panel import RequestsPanel
from tests.helpers.panel_hands import click, focused, key, opened, typed, until

REPAIR, QUESTION = Category("Ремонт", 4 * 3600, "Мастера"), Category("Вопрос")
HOUR = timedelta(hours=1)


class Desk:
    """The real machine, over a dictionary."""

    user = "Ольга"

    def __init__(self) -> None:
        self.requests: dict[int, Request] = {}
        self.histories: dict[int, list[Change]] = {}
        self.asked: list[tuple[Whose, str, bool]] = []
        self.error: Exception | None = None
        self.done: list[Request] = []
        #: Categories and people are told when it is set.
        self.held: asyncio.Event | None = None
        self.categories: tuple[Category, ...] = (REPAIR, QUESTION)

    def add(self, subject: str, age: timedelta = timedelta(0), **rest: object) -> Request:
        at = datetime.now(UTC) - age
        wanted = replace(Request(0, subject, "", "Анна", at), **rest)  # type: ignore[arg-type]
        return self._registered(wanted)

    def _registered(self, wanted: Request) -> Request:
        category = next((c for c in self.categories if c.name == wanted.category), REPAIR)
        request, changes = machine.register(wanted, category, wanted.created_at)
        request = replace(request, id=len(self.requests) + 1)
        self.requests[request.id], self.histories[request.id] = request, list(changes)
        return request

    def step(self, request_id: int, commands: Sequence[machine.Command], who: str) -> None:
        for command in commands:
            request, changes = machine.apply(
                self.requests[request_id], command, who, datetime.now(UTC)
            )
            self.requests[request_id] = request
            self.histories[request_id] += changes

    async def find(self, whose: Whose, words: str, *, ended: bool, limit: int) -> Board:
        self.asked.append((whose, words, ended))
        self._fail()
        now = datetime.now(UTC)
        found = [
            each for each in self.requests.values()
            if (ended or each.is_open) and words.casefold() in each.subject.casefold()
            and (whose is Whose.ALL or each.person == self.user)
        ]  # fmt: skip
        every = [each for each in self.requests.values() if each.is_open]
        counts = RequestCounts(len(every), sum(each.overdue(now) for each in every), 0, {})
        return Board(tuple(found[:limit]), counts)

    async def card(self, request_id: int) -> Card:
        self._fail()
        return Card(self.requests[request_id], tuple(self.histories[request_id]))

    async def choices(self) -> Choices:
        if self.held is not None:
            await self.held.wait()
        self._fail()
        return Choices(self.categories, {"Мастера": ("Пётр",)}, ("Ольга", "Пётр"))

    async def register(self, request: Request) -> Request:
        self._fail()
        return self._registered(replace(request, author=self.user))

    def wanted(self, subject: str) -> Request:
        return Request(0, subject, "", "Анна", datetime.now(UTC))

    async def broken(self, request: Request) -> Request:
        """For some it is a bug."""
        if request.subject == "Тишина":
            raise RuntimeError(request.subject)
        return self._registered(request)

    async def change(self, wish: Wish) -> Card:
        self._fail()
        if wish.revision not in (None, self.requests[wish.request_id].revision):
            raise RequestConflict("somebody else has changed it.", mend="Look again.")
        self.step(wish.request_id, wish.commands, self.user)
        return await self.card(wish.request_id)

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("rmt.desk_work.FIRST_PAUSE_S", 0.05)
    return Desk()


def shown(panel: RequestsPanel) -> list[str]:
    return panel.table.names()


async def test_registered_by_keyboard(qtbot: QtBot, desk: Desk) -> None:
    panel = RequestsPanel(desk)
    opened(qtbot, panel)
    await until(lambda: panel.empty.title.text() == "Nothing waits for you")
    assert panel.empty.button.text() == "New request", "what to do next"
    panel.set_call(RequestCall(Links(contact_id=5, attempt_id=7, phone="+79161234567"), "Ёлкин"))
    panel.search.setFocus()
    key(Qt.Key.Key_N, ctrl=True)
    await until(lambda: panel.dialog is not None and panel.dialog.isActiveWindow())
    dialog = panel.dialog
    assert dialog is not None
    assert focused() is dialog.subject
    assert dialog.linked.text() == (
        "To be done within 4 h. Goes to the group Мастера. Linked to this call."
    )
    key(Qt.Key.Key_Return)
    assert dialog.fields["subject"].fault.text() == "What is it about?"
    typed("Нет гудка")
    key(Qt.Key.Key_Tab)
    typed("с утра")
    key(Qt.Key.Key_Tab)
    assert focused() is dialog.caller
    key(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Up)
    key(Qt.Key.Key_Return, ctrl=True)
    await until(lambda: panel.dialog is None and panel.card.card is not None)
    (request,) = desk.requests.values()
    assert (request.subject, request.details, request.caller) == ("Нет гудка", "с утра", "Ёлкин")
    assert request.links == Links(5, 7, None, "+79161234567")
    assert (request.category, request.priority, request.group) == (
        "Ремонт", Priority.HIGH, "Мастера")  # fmt: skip
    assert panel.card.title.text() == "№ 1  Нет гудка"


async def test_taken_commented_carried_out(qtbot: QtBot, desk: Desk) -> None:
    desk.add("Нет гудка")
    panel = RequestsPanel(desk)
    opened(qtbot, panel)
    click(panel.whose[Whose.ALL])
    await until(lambda: shown(panel) == ["Нет гудка"] and panel.card.history.count() == 2)
    assert "4 h left" in panel.table.index(0, 2).data() or "3 h 59" in (
        panel.table.index(0, 2).data())  # fmt: skip
    click(panel.card.take)
    await until(lambda: desk.requests[1].state is RequestState.IN_PROGRESS)
    assert desk.requests[1].person == "Ольга"
    await until(lambda: not panel.card.take.isEnabled())
    panel.card.comment.setFocus()
    typed("перезвонил")
    key(Qt.Key.Key_Return, ctrl=True)
    await until(lambda: panel.card.typed() == "")
    assert desk.histories[1][-1].comment == "перезвонил"
    await until(lambda: "перезвонил" in panel.card.history.item(0).text())
    done = next(a for a in panel.card.menus["state"].actions() if a.text() == "Done")
    panel.card.comment.setFocus()
    typed("заменили")
    done.trigger()
    await until(lambda: desk.requests[1].state is RequestState.DONE)
    assert desk.histories[1][-1].comment == "заменили"
    click(panel.whose[Whose.MINE])
    await until(lambda: desk.asked[-1][0] is Whose.MINE and shown(panel) == [])
    panel.ended.setFocus()
    key(Qt.Key.Key_Space)
    await until(lambda: shown(panel) == ["Нет гудка"])


async def test_overdue_ones_stand_out(qtbot: QtBot, desk: Desk) -> None:
    desk.add("Нет гудка", 6 * HOUR)
    desk.add("Важное", priority=Priority.HIGH)
    panel = RequestsPanel(desk)
    told: list[int] = []
    panel.overdue_changed.connect(told.append)
    opened(qtbot, panel)
    click(panel.whose[Whose.ALL])
    await until(lambda: len(shown(panel)) == 2)
    overdue = panel.table.index(0, 2)
    assert overdue.data().startswith("overdue by 2 h")
    assert overdue.data(Qt.ItemDataRole.ForegroundRole) == QColor(theme.current().bad)
    assert panel.table.index(0, 1).data(Qt.ItemDataRole.DecorationRole) is not None
    assert panel.table.index(1, 1).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "matters much"
    assert panel.count.text() == "2 open, 1 overdue"
    assert told[-1] == 1
    assert panel.card.deadline.text().startswith("overdue by 2 h")


async def test_somebody_else_was_quicker(qtbot: QtBot, desk: Desk) -> None:
    desk.add("Нет гудка")
    panel = RequestsPanel(desk)
    opened(qtbot, panel)
    click(panel.whose[Whose.ALL])
    await until(lambda: panel.card.history.count() == 2)
    desk.step(1, [Assign("Пётр"), SetState(RequestState.IN_PROGRESS)], "Пётр")
    panel.card.comment.setFocus()
    typed("возьму")
    click(panel.card.take)
    await until(lambda: panel.notice.isVisible())
    assert panel.notice.text.text() == "Somebody else has changed it. Look again."
    assert desk.requests[1].person == "Пётр"
    assert panel.card.typed() == "возьму"
    click(panel.notice.button)
    await until(lambda: panel.card.card is not None and panel.card.card.request.person == "Пётр")
    assert panel.card.typed() == "возьму", "what was typed stays"
    assert not panel.notice.isVisible()


async def test_a_bug_in_one_change_stops_no_other(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bugs: list[BaseException] = []
    panel = RequestsPanel(desk, failed=bugs.append)
    opened(qtbot, panel)
    await until(lambda: panel.empty.button.text() == "New request")
    monkeypatch.setattr(desk, "register", desk.broken)
    for subject in ("Тишина", "Шум", "Гудки"):
        panel._doing.do(
            lambda subject=subject: desk.register(desk.wanted(subject)),
            desk.done.append,
            bugs.append,
        )
    await until(lambda: panel.unsaved == 0)
    assert [each.subject for each in desk.done] == ["Шум", "Гудки"]
    assert [str(bug) for bug in bugs] == ["Тишина"]


async def test_the_database_away(qtbot: QtBot, desk: Desk) -> None:
    desk.add("Нет гудка")
    desk.add("Другая")
    panel = RequestsPanel(desk)
    opened(qtbot, panel)
    click(panel.whose[Whose.ALL])
    await until(lambda: panel.card.history.count() == 2)
    desk.error = StorageUnavailable("the cable is out.")
    panel.card.comment.setFocus()
    typed("раз")
    key(Qt.Key.Key_Return, ctrl=True)
    await until(lambda: panel.notice.isVisible())
    assert panel.notice.text.text() == (
        "The cable is out. What you have changed is kept, and repeated."
    )
    assert panel.unsaved == 1
    panel.view.selectRow(1)
    await until(lambda: panel.card.title.text().endswith("Другая"))
    assert panel.card.typed() == ""
    desk.error = None
    await until(lambda: panel.unsaved == 0)
    assert desk.histories[1][-1].comment == "раз"
    await until(lambda: not panel.notice.isVisible())


async def test_a_new_one_while_the_database_is_away(qtbot: QtBot, desk: Desk) -> None:
    panel = RequestsPanel(desk)
    opened(qtbot, panel)
    await until(lambda: panel.empty.button.text() == "New request")
    click(panel.empty.button)
    await until(lambda: panel.dialog is not None and panel.dialog.isActiveWindow())
    dialog = panel.dialog
    assert dialog is not None
    typed("Тишина")
    desk.error = StorageUnavailable("the cable is out.")
    click(dialog.button)
    await until(lambda: dialog.fault.text().startswith("the cable is out."))
    assert panel.dialog is dialog
    desk.error = None
    await until(lambda: panel.dialog is None)
    assert [each.subject for each in desk.requests.values()] == ["Тишина"]


async def test_what_was_typed_comes_back_on_the_same_call_only(qtbot: QtBot, desk: Desk) -> None:
    panel = RequestsPanel(desk)
    opened(qtbot, panel)
    await until(lambda: panel.empty.button.text() == "New request")

    async def begun() -> QWidget:
        panel.register_new()
        await until(lambda: panel.dialog is not None and panel.dialog.isActiveWindow())
        assert panel.dialog is not None
        return panel.dialog.subject

    await begun()
    typed("Тишина")
    key(Qt.Key.Key_Escape)
    await until(lambda: panel.dialog is None)
    panel.set_call(RequestCall(Links(phone="+79160000000"), "Другой"))
    await begun()
    assert panel.dialog is not None
    assert (panel.dialog.subject.text(), panel.dialog.caller.text()) == ("", "Другой")
    key(Qt.Key.Key_Escape)
    await until(lambda: panel.dialog is None)
    panel.set_call(None)
    await begun()
    assert panel.dialog is not None
    assert panel.dialog.subject.text() == "Тишина"
    desk.error = KnownError("there is no category.")
    click(panel.dialog.button)
    await until(lambda: panel.dialog is not None and panel.dialog.fault.isVisible())
    assert panel.dialog.fault.text() == "there is no category."
    assert panel.dialog.button.isEnabled()


async def test_a_new_one_is_there_at_once_however_slow_the_database(
    qtbot: QtBot, desk: Desk
) -> None:
    """And it is of the caller who was on the line when the key was pressed."""
    first, second = Links(1, 11, phone="+79160000001"), Links(2, 22, phone="+79160000002")
    desk.held = asyncio.Event()
    panel = RequestsPanel(desk)
    opened(qtbot, panel)
    await until(lambda: panel.empty.button.text() == "New request")
    panel.set_call(RequestCall(first, "Ёлкин"))
    panel.register_new()
    assert panel.dialog is not None
    dialog = panel.dialog
    panel.set_call(RequestCall(second, "Сомов"))
    await until(dialog.isActiveWindow)
    typed("Нет гудка")
    desk.add("Посторонняя")
    panel.open_request(1)  # asks for the same, at the same time
    click(dialog.button)
    assert "still being read" in dialog.fault.text()
    desk.held.set()
    desk.held = None
    await until(lambda: dialog.category.count() == 2)
    dialog.category.setCurrentText("Вопрос")
    click(dialog.button)
    await until(lambda: len(desk.requests) == 2)
    made = desk.requests[2]
    assert (made.subject, made.links, made.category) == ("Нет гудка", first, "Вопрос")


async def test_the_next_callers_request_is_his_own(qtbot: QtBot, desk: Desk) -> None:
    """F11 while one for the caller before stands open: that is put aside, not taken for his."""
    first, second = Links(1, 11, phone="+79160000001"), Links(2, 22, phone="+79160000002")
    panel = RequestsPanel(desk)
    opened(qtbot, panel)
    await until(lambda: panel.empty.button.text() == "New request")

    async def begun(links: Links) -> str:
        panel.set_call(RequestCall(links, str(links.contact_id)))
        panel.register_new()
        await until(lambda: panel.dialog is not None and panel.dialog.caller.text()
                    == str(links.contact_id) and panel.dialog.isActiveWindow())  # fmt: skip
        assert panel.dialog is not None
        assert panel.dialog.category.count() == 2, "known from the last time"
        return panel.dialog.subject.text() + panel.dialog.category.currentText()

    panel.register_new()
    await until(lambda: panel.dialog is not None and panel.dialog.category.count() == 2)
    assert await begun(first) == "Ремонт"
    typed("Нет гудка")
    assert panel.dialog is not None
    panel.dialog.category.setCurrentText("Вопрос")
    assert await begun(second) == "Ремонт"
    assert panel.typed
    assert await begun(first) == "Нет гудкаВопрос"


async def test_a_card_that_is_read_late_is_of_the_same_call(qtbot: QtBot, desk: Desk) -> None:
    """F11 before it is known who calls, and once more when it is."""
    panel = RequestsPanel(desk)
    opened(qtbot, panel)
    await until(lambda: panel.empty.button.text() == "New request")
    panel.set_call(RequestCall(Links(phone="+79160000001", attempt_id=11), "", 11))
    panel.register_new()
    await until(lambda: panel.dialog is not None and panel.dialog.isActiveWindow())
    typed("Нет гудка")
    before = panel.dialog
    panel.set_call(RequestCall(Links(1, 11, phone="+79160000001"), "Ёлкин", 11))
    panel.register_new()
    assert panel.dialog is before
    assert before is not None
    assert before.caller.text() == "Ёлкин"
    panel.set_call(RequestCall(Links(2, 22, phone="+79160000002"), "Сомов", 22))
    click(before.button)
    await until(lambda: desk.requests)
    assert desk.requests[1].links == Links(1, 11, phone="+79160000001")
    assert desk.requests[1].caller == "Ёлкин"


async def test_of_two_who_hide_their_numbers_each_has_his_own(qtbot: QtBot, desk: Desk) -> None:
    panel = RequestsPanel(desk)
    opened(qtbot, panel)
    await until(lambda: panel.empty.button.text() == "New request")
    subjects = []
    for call in (-1, -2, None, -1):
        panel.set_call(RequestCall(Links(), "", call) if call is not None else None)
        panel.register_new()
        await until(lambda: panel.dialog is not None and panel.dialog.isActiveWindow())
        assert panel.dialog is not None
        subjects.append(panel.dialog.subject.text())
        typed(f"о вызове {call}")
    assert subjects == ["", "", "", "о вызове -1"]


async def test_masked(qtbot: QtBot, desk: Desk) -> None:
    desk.add("Нет гудка", links=Links(phone="+79161234567"), caller="Ёлкин",
             details="с номера 8 916 123-45-67")  # fmt: skip
    desk.step(1, [Comment("звонить на 89161234567")], "Анна")
    panel = RequestsPanel(desk)
    opened(qtbot, panel)
    panel.mask_numbers(True)
    dialled: list[str] = []
    panel.dial_wanted.connect(dialled.append)
    click(panel.whose[Whose.ALL])
    await until(lambda: panel.card.history.count() == 3)
    click(panel.card.dial)
    assert dialled == ["+79161234567"]
    seen = [label.text() for label in panel.findChildren(QLabel)]
    seen += [panel.card.history.item(row).text() for row in range(3)]
    assert not [text for text in seen if "1234567" in text or "123-45" in text]
    panel.set_call(RequestCall(Links(phone="+79161234567")))
    panel.register_new()
    await until(lambda: panel.dialog is not None and panel.dialog.isActiveWindow())
    assert panel.dialog is not None
    assert panel.dialog.phone.text() == "+7••••••••67"
    typed("Ещё")
    click(panel.dialog.button)
    await until(lambda: len(desk.requests) == 2)
    assert desk.requests[2].links.phone == "+79161234567"


async def test_a_request_is_about_the_call_on_which_it_was_begun(qtbot: QtBot, desk: Desk) -> None:
    """The database takes its time: by then somebody else is on the line, and a request was looked
    at."""
    desk.add("Тишина")
    panel = RequestsPanel(desk)
    opened(qtbot, panel)
    slow = asyncio.Event()
    choices = desk.choices

    async def later() -> Choices:
        await slow.wait()
        return await choices()

    desk.choices = later  # type: ignore[method-assign]
    panel.set_call(RequestCall(Links(phone="+79160000001"), "Первый"))
    panel.register_new()
    await asyncio.sleep(0)
    panel.set_call(RequestCall(Links(phone="+79160000002"), "Второй"))
    panel.open_request(1)
    slow.set()
    await until(lambda: panel.dialog is not None)
    assert panel.dialog is not None
    assert (panel.dialog.caller.text(), panel.dialog.phone.text()) == ("Первый", "+79160000001")
