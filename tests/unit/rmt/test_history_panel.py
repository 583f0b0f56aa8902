"""A contact's history under real keys: calls, answers, recordings heard, numbers hidden."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.domain.disposition import Disposition
from engine.errors import KnownError
from engine.ports.forms import FilledForm
from engine.ports.history import PastCall
from engine.ports.storage import StorageUnavailable
from rmt.history.desk import PastForm
from rmt.history.panel import PAGE, HistoryPanel
from tests.helpers.panel_hands import click, key, opened, until
from tests.unit.engine.forms.making import small

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
PHONE = "+79161234567"
TALK = PastCall(7, "Должники", PHONE, AT, AT + timedelta(seconds=5), AT + timedelta(seconds=77),
                Disposition.SERVED, "Анна", "recordings/2026/12/01/x/7.wav",
                results={"обещал": "да", "другой номер": "8 916 123-45-67",
                         "form:survey": "partial", "operator_note": "перезвонить жене",
                         "operator_result": "agreed"})  # fmt: skip
BUSY = PastCall(5, "Опрос", PHONE, AT - timedelta(days=9), None, AT, Disposition.USER_BUSY, "")
OLD = PastCall(3, "Опрос", PHONE, AT - timedelta(days=99), AT, AT, Disposition.PARTIAL, "",
               "recordings/2026/08/01/x/3.wav", recording_deleted=True)  # fmt: skip


class Desk:
    def __init__(self, *calls: PastCall) -> None:
        self.kept = list(calls)
        self.asked: list[tuple[str, ...]] = []
        self.heard: list[int] = []
        self.filled: dict[int, list[PastForm]] = {}
        self.error: Exception | None = None

    async def calls(
        self, phones: Sequence[str], limit: int, after: PastCall | None = None
    ) -> list[PastCall]:
        self.asked.append(tuple(phones))
        if self.error is not None:
            raise self.error
        begin = 0 if after is None else self.kept.index(after) + 1
        return self.kept[begin : begin + limit]

    async def forms(self, call: PastCall) -> list[PastForm]:
        if self.error is not None:
            raise self.error
        return self.filled.get(call.call_key, [])

    async def sound(self, call: PastCall) -> bytes:
        if self.error is not None:
            raise self.error
        self.heard.append(call.call_key)
        return b"\1\0" * 800


class Speaker(QObject):
    """The loudspeaker's face, without a device behind it."""

    position_changed = Signal(float)
    playing_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.playing, self.works = False, True

    def look_for_devices(self) -> None:
        pass

    def play(self, sound: bytes) -> bool:
        self.playing = self.works and bool(sound)
        self.playing_changed.emit(self.playing)
        return self.playing

    def stop(self) -> None:
        self.playing = False
        self.playing_changed.emit(False)


def _answers(panel: HistoryPanel) -> list[str]:
    return [panel.answers.item(row).text() for row in range(panel.answers.count())]


def opened_panel(qtbot: QtBot, desk: Desk) -> tuple[HistoryPanel, Speaker]:
    speaker = Speaker()
    panel = HistoryPanel(desk, speaker=speaker)  # type: ignore[arg-type]
    opened(qtbot, panel)
    return panel, speaker


async def test_calls_answers_recordings(qtbot: QtBot) -> None:
    desk = Desk(TALK, BUSY, OLD)
    panel, speaker = opened_panel(qtbot, desk)
    assert panel.empty.title.text() == "Nobody is on the line"
    panel.show_contact([PHONE, "+73472223344"])
    await until(lambda: panel.table.rowCount() == 3)
    assert desk.asked == [(PHONE, "+73472223344")]
    row = [panel.table.index(0, column).data() for column in range(1, 6)]
    assert row == ["served by an operator", "Анна", "1:12", "Должники", PHONE]
    assert [panel.answers.item(n).text() for n in range(4)] == [
        "Result: Agreed", "Note: перезвонить жене", "Form “survey”: broken off", "обещал: да",
    ]  # fmt: skip
    click(panel.play_button)
    await until(lambda: speaker.playing)
    speaker.position_changed.emit(3.2)
    assert (panel.place.text(), panel.play_button.text()) == ("0:03", "Stop")
    panel.view.setFocus()
    key(Qt.Key.Key_Down)
    assert not speaker.playing, "another call: what is heard is not of this one"
    assert panel.title.text() == "Опрос: busy"
    assert not panel.play_button.isVisible()
    assert panel.gone.text() == "Nothing was asked or answered."
    key(Qt.Key.Key_Down)
    assert panel.gone.text().endswith("The recording has been deleted.")
    assert not panel.play_button.isVisible()
    key(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Return)
    await until(lambda: speaker.playing)
    click(panel.play_button)
    assert not speaker.playing
    assert desk.heard == [7, 7]
    speaker.works = False
    click(panel.play_button)
    await until(lambda: panel.notice.text.text().startswith("There is no device"))
    desk.error = KnownError("there is no recording.")
    click(panel.play_button)
    await until(lambda: panel.notice.text.text() == "There is no recording.")


async def test_nothing_of_the_one_before(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rmt.desk_work.FIRST_PAUSE_S", 0.05)
    desk = Desk(TALK)
    panel, _ = opened_panel(qtbot, desk)
    panel.show_contact([PHONE])
    await until(lambda: panel.table.rowCount() == 1)
    desk.error = StorageUnavailable("the cable is out.")
    panel.show_contact(["+73472223344"])
    assert panel.table.rowCount() == 0
    assert panel.answers.count() == 0
    await until(lambda: panel.notice.isVisible())
    desk.error, desk.kept = None, []
    await until(lambda: panel.empty.title.text() == "The first call")
    assert not panel.notice.isVisible()
    panel.show_contact([])
    assert panel.empty.title.text() == "Nobody is on the line"


@pytest.mark.parametrize("by_campaign", [True, False])
async def test_hidden_numbers_are_nowhere(
    qtbot: QtBot, by_campaign: bool, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(replace(TALK, masked=by_campaign))
    panel, _ = opened_panel(qtbot, desk)
    panel.show_contact([PHONE], masked=not by_campaign)
    await until(lambda: panel.table.rowCount() == 1)
    told: list[str] = []
    panel.copied.connect(told.append)
    panel.view.setFocus()
    key(Qt.Key.Key_C, ctrl=True)
    seen = [*told, QGuiApplication.clipboard().text(), caplog.text, *_answers(panel)]
    for role in Qt.ItemDataRole:
        seen += [str(panel.table.index(0, column).data(role)) for column in range(6)]
    for widget in panel.findChildren(QWidget):
        face = QAccessible.queryAccessibleInterface(widget)
        if face is not None:
            seen += [face.text(kind) for kind in QAccessible.Text
                     if kind is not QAccessible.Text.UserText]  # fmt: skip
        seen += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel):
            seen.append(widget.text())
    assert told == ["+7••••••••67"]
    assert not [text for text in seen if "1234567" in text or "123-45" in text]


async def test_forms_are_told_in_words(qtbot: QtBot) -> None:
    given = {"talks": "yes", "mark": "3", "why": "price, other", "sum": "1250.5",
             "when": "2026-12-05", "gone": "8 916 123-45-67"}  # fmt: skip
    filled = FilledForm("attempt:7", 1, PHONE, "Анна", AT, AT, False, given, 7, form="survey")
    results = {**given, "form:survey": "partial", "ivr": "1", "operator_note": "занят"}
    desk = Desk(replace(TALK, results=results, masked=True), BUSY)
    desk.filled[7] = [PastForm(replace(small(), title={"ru": "Опрос"}), filled)]
    panel, _ = opened_panel(qtbot, desk)
    panel.show_contact([PHONE])
    await until(lambda: "Form “Опрос”: broken off" in _answers(panel))
    assert _answers(panel) == [
        "Note: занят", "Form “Опрос”: broken off", "Удобно говорить? yes", "Оценка: 3",
        "Почему? Цена, Другое", "Сумма: 1250.50\N{NO-BREAK SPACE}₽", "Когда: 5 Dec 2026",
        "gone: 8 ••• •••-••-67", "ivr: 1",
    ]  # fmt: skip
    panel.view.setFocus()
    key(Qt.Key.Key_Down)
    assert _answers(panel) == []
    desk.error = StorageUnavailable("the cable is out.")
    key(Qt.Key.Key_Up)
    assert "Оценка: 3" in _answers(panel), "read once"


async def test_calls_that_came_in_stand_among_ours(qtbot: QtBot) -> None:
    his = PastCall(-4, "", PHONE, AT + timedelta(hours=1), AT, AT + timedelta(seconds=30),
                   Disposition.SERVED, "Ольга",
                   results={"operator_note": "ждёт счёт", "operator": "Ольга"},
                   called="+74950000000", target="Справочная")  # fmt: skip
    lost = PastCall(-5, "Должники", PHONE, AT + timedelta(hours=2), None, AT,
                    Disposition.ABANDONED, "", after_hours=True, called="100")  # fmt: skip
    # A call and something that was put off may have one number: they are two rows for all that.
    off = PastCall(-4, "Опрос", PHONE, AT, None, None, None, "Анна", skipped="not_now")
    panel, _ = opened_panel(qtbot, Desk(lost, his, off, TALK))
    panel.show_contact([PHONE])
    await until(lambda: panel.table.rowCount() == 4)
    assert panel.title.text() == "Должники: after hours: no operator in time"
    when = panel.table.index(0, 0)
    assert when.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "incoming call"
    assert panel.table.index(3, 0).data(Qt.ItemDataRole.ToolTipRole).endswith("outgoing call")
    panel.view.setFocus()
    key(Qt.Key.Key_Down)
    assert panel.title.text() == "Справочная: served by an operator"
    assert panel.gone.text() == "Incoming call to +74950000000."
    assert _answers(panel) == ["Note: ждёт счёт"]
    panel.look()
    await until(lambda: not panel._asking.busy)
    assert panel.chosen() == his


async def test_earlier_calls_come_page_by_page(qtbot: QtBot) -> None:
    many = [replace(BUSY, call_key=n, at=AT - timedelta(days=n)) for n in range(1, 2 * PAGE + 2)]
    desk = Desk(*many)
    panel, _ = opened_panel(qtbot, desk)
    panel.show_contact([PHONE])
    await until(lambda: panel.table.rowCount() == PAGE)
    panel.view.selectRow(3)
    panel.more_button.setFocus()
    key(Qt.Key.Key_Space)
    await until(lambda: panel.table.rowCount() == 2 * PAGE)
    assert panel.chosen() == many[3], "the choice stays"
    panel.look()
    await until(lambda: not panel._asking.busy)
    assert panel.table.rowCount() == 2 * PAGE, "looked at anew as far back as before"
    click(panel.more_button)
    await until(lambda: panel.table.rowCount() == len(many))
    assert not panel.more_button.isVisible()
    assert [panel.table.at(row) for row in range(len(many))] == many
    panel.show_contact([PHONE])
    await until(lambda: panel.table.rowCount() == PAGE)
