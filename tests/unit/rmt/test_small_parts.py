"""Tones, figures, headers, words: the small parts of the workstation."""

from array import array
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.domain.operator import OperatorState
from engine.orders.model import Order, OrderState, Service, StepKind, Subscriber
from engine.orders.model import Step as OrderStep
from engine.ports.operators import StateSpan
from rmt import call_headers, sound_check
from rmt.call_headers import Offered
from rmt.day_figures import figures_of
from rmt.facts import Day
from rmt.orders import words as order_words
from rmt.orders.new_order import NewOrder
from rmt.orders.step_row import StepRow
from rmt.sound_check import SoundCheck, Step, as_telephone
from rmt.spoken_times import clock, shown_phone
from rmt.tones import Tones

RATE = 48_000


def heard(tones: Tones, seconds: float) -> np.ndarray:
    """In pieces, as a device takes them."""
    piece = np.zeros(RATE // 100, np.int16)
    return np.concatenate([tones.over(piece, RATE) for _ in range(round(seconds * 100))])


def test_the_tone_before_an_answer_sounds_once() -> None:
    tones = Tones()
    tones.begin("answer")
    sound = heard(tones, 1.0)
    loud = np.abs(sound[: RATE // 5]).max()
    assert 4000 < loud < 8000
    assert not sound[RATE // 4 :].any()
    spectrum = np.abs(np.fft.rfft(sound[: RATE // 10]))
    assert spectrum.argmax() * 10 == pytest.approx(880, abs=20)
    assert abs(int(sound[0])) < 50, "no click"


def test_the_tone_of_a_waiting_call_comes_again_until_it_is_over() -> None:
    tones = Tones()
    tones.begin("waiting")
    sound = heard(tones, 5.0)
    assert sound[: RATE // 5].any()
    assert not sound[RATE : 3 * RATE].any()
    assert sound[4 * RATE :].any()
    tones.begin("")
    assert not heard(tones, 5.0).any()


def test_a_tone_does_not_break_what_is_heard() -> None:
    tones = Tones()
    tones.begin("answer")
    loud = np.full(480, 32000, np.int16)
    assert (tones.over(loud, RATE) > 20000).all(), "it is cut off, and does not wrap around"


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({"X-Rino-Offer": "n/1", "X-Rino-Token": "tok"}, Offered("n/1", None)),
        ({"x-rino-offer": "n/1", "X-RINO-TOKEN": "tok", "X-Rino-Attempt": "7"}, Offered("n/1", 7)),
        ({"X-Rino-Offer": "n", "X-Rino-Token": "tok", "X-Rino-Attempt": "٧"}, Offered("n", None)),
        ({"X-Rino-Offer": "n/1", "X-Rino-Token": "tok2"}, None),
        ({"X-Rino-Token": "tok"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_headers(headers: dict[str, str], found: Offered | None) -> None:
    assert call_headers.offered(headers, "tok") == found
    assert call_headers.offered(headers, "") is None, "no session, no call of ours"


def test_figures() -> None:
    now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    lasts = StateSpan(7, OperatorState.TALKING, "", now - timedelta(seconds=30))
    over = StateSpan(7, OperatorState.TALKING, "", now - timedelta(hours=1), now)
    figures = figures_of(Day((), (lasts, over)), now)
    assert figures.states == {OperatorState.TALKING: 3630.0}
    assert (figures.talks, figures.average_s) == (0, 0.0)


def test_words() -> None:
    assert [clock(s) for s in (0, 59.9, 134, 3734)] == ["0:00", "0:59", "2:14", "1:02:14"]
    assert shown_phone("+79120000001", masked=False) == "+7 912 000-00-01"
    assert shown_phone("+79120000001", masked=True) == "+7••••••••01"
    assert shown_phone("100", masked=False) == "100"


def test_the_check_of_the_headset(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_check, "LENGTH_S", 0.3)
    dialog = SoundCheck()
    qtbot.addWidget(dialog)
    played: list[bytes] = []
    monkeypatch.setattr(dialog.microphone, "listen", lambda: True)
    monkeypatch.setattr(dialog.loudspeaker, "look_for_devices", lambda: None)
    monkeypatch.setattr(dialog.loudspeaker, "play", lambda sound: played.append(sound) or True)
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.step is Step.RECORDING
    dialog.microphone.came.emit(array("h", [1000, -1000] * 400))
    dialog.microphone.level_changed.emit(-20.0)
    qtbot.waitUntil(lambda: dialog.step is Step.PLAYING)
    assert played == [array("h", [1000, -1000] * 400).tobytes()]
    dialog.loudspeaker.ended.emit()
    assert dialog.step is Step.DONE
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    dialog.microphone.level_changed.emit(-70.0)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert dialog.step is Step.SILENT
    assert "microphone" in dialog.said.text()
    monkeypatch.setattr(dialog.microphone, "listen", lambda: False)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert dialog.step is Step.LOST
    assert len(as_telephone(array("h", [0] * 4800), 48_000)) == 1600


def test_a_microphone_pulled_out_while_it_records(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = SoundCheck()
    qtbot.addWidget(dialog)
    monkeypatch.setattr(dialog.microphone, "listen", lambda: True)
    monkeypatch.setattr(dialog.loudspeaker, "look_for_devices", lambda: None)
    dialog.show()
    dialog.press()
    dialog.microphone.lost.emit()
    assert dialog.step is Step.LOST


def test_an_order_begun_before_the_catalogue_was_there_gets_its_form(qtbot: QtBot) -> None:
    order = NewOrder()
    qtbot.addWidget(order)
    order.show()
    with qtbot.waitSignal(order.asked):
        order.begin(Subscriber("+74957000001"))
    assert order.chosen is None
    with qtbot.waitSignal(order.asked):
        order.offer([Service("Wake-up call")], "RUB")
    assert order.chosen == Service("Wake-up call")


def test_where_one_may_ring_later_is_told_by_the_clock_and_not_by_a_list_of_zones() -> None:
    at = datetime(2026, 11, 30, 3, 35, tzinfo=UTC)
    assert order_words.there(("Asia/Omsk", "Europe/Moscow", "Europe/Samara"), at) == "06:35–09:35"
    assert order_words.there(("Europe/Moscow", "Nowhere/Land"), at) == "06:35"
    assert order_words.there((), at) == ""


@pytest.mark.parametrize("width", range(240, 480, 20))
def test_the_time_to_call_at_never_leaves_its_button(qtbot: QtBot, width: int) -> None:
    step = OrderStep(1, StepKind.CONNECT, "Connect", first="+74957000001", second="+74957000002")
    now = datetime.now(UTC)
    order = Order(
        1, Service("Call"), Subscriber("+74957000001"), "anna", now, state=OrderState.ACCEPTED
    )
    row = StepRow(step)
    qtbot.addWidget(row)
    row.show_step(step, order)
    row.resize(width, 300)
    row.show()
    assert row.time.isVisible()
    button, time = (
        widget.mapTo(row, widget.rect().center()).y() for widget in (row.later_button, row.time)
    )
    assert abs(button - time) <= 2
