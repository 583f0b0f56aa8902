"""A contact's history under real keys: calls, answers, recordings heard, numbers hidden."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.domain.disposition import Disposition
from engine.errors import KnownError
from engine.ports.history import PastCall
from engine.ports.storage import StorageUnavailable
from rmt.history.panel import HistoryPanel
from tests.helpers.panel_hands import click, key, opened, until

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
PHONE = "+79161234567"
TALK = PastCall(7, "Должники", PHONE, AT, AT + timedelta(seconds=5), AT + timedelta(seconds=77),
                Disposition.SERVED, "Анна", "recordings/2026/12/01/x/7.wav",
                results={"обещал": "да", "другой номер": "8 916 123-45-67"})  # fmt: skip
BUSY = PastCall(5, "Опрос", PHONE, AT - timedelta(days=9), None, AT, Disposition.USER_BUSY, "")
OLD = PastCall(3, "Опрос", PHONE, AT - timedelta(days=99), AT, AT, Disposition.PARTIAL, "",
               "recordings/2026/08/01/x/3.wav", recording_deleted=True)  # fmt: skip


class Desk:
    def __init__(self, *calls: PastCall) -> None:
        self.kept = list(calls)
        self.asked: list[tuple[str, ...]] = []
        self.heard: list[int] = []
        self.error: Exception | None = None

    async def calls(self, phones: Sequence[str], limit: int) -> list[PastCall]:
        self.asked.append(tuple(phones))
        if self.error is not None:
            raise self.error
        return self.kept[:limit]

    async def sound(self, call: PastCall) -> bytes:
        if self.error is not None:
            raise self.error
        self.heard.append(call.attempt_id)
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
    assert row == ["Должники", PHONE, "served by an operator", "1:12", "Анна"]
    assert panel.answers.item(0).text() == "обещал: да"
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
    from dataclasses import replace

    desk = Desk(replace(TALK, masked=by_campaign))
    panel, _ = opened_panel(qtbot, desk)
    panel.show_contact([PHONE], masked=not by_campaign)
    await until(lambda: panel.table.rowCount() == 1)
    told: list[str] = []
    panel.copied.connect(told.append)
    panel.view.setFocus()
    key(Qt.Key.Key_C, ctrl=True)
    seen = [*told, QGuiApplication.clipboard().text(), caplog.text, panel.answers.item(1).text()]
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
