"""The demo with operators in the window: the user takes a call, and leaves when he likes."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from rmt.call_desk import Control
from tests.helpers.desktop_here import DesktopHere, until

pytestmark = pytest.mark.timeout(180)


def test_the_user_is_the_fourth_operator(
    here: DesktopHere, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RINO_DEMO_SUBSCRIBERS", "30")

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        page, place = window.first_start, window.workstation
        await until(lambda: window.gate.currentWidget() is page)
        page.offers["operators"].button.click()
        await until(lambda: desktop.people.user or page.fault.text(), 60.0)
        assert page.fault.text() == ""
        assert desktop.people.user == ("You", "operator")
        await until(lambda: "Shift+F2 begins your shift" in _banners(window), 30.0)
        begin = place.header.states.sign_in_button
        await until(lambda: begin.isVisible() and begin.isEnabled(), 30.0)
        begin.click()
        # There is no headset here: it is said, and calls come all the same.
        await until(lambda: place.header.badge.text() == "Talking", 60.0)
        assert "There is no headset: calls come" in _banners(window)
        shift = desktop.workstation.shift
        assert shift is not None
        (card,) = shift.presenter.cards.open.values()
        await until(lambda: card.data is not None, 10.0)
        place.call.do(Control.HANG_UP)
        await until(lambda: place.header.badge.text() == "Wrap-up" and not card.live, 20.0)
        view = place.card_view(card.attempt_id)
        assert view is not None
        view.results[0].click()
        view.save_button.click()
        await until(lambda: card.attempt_id not in shift.presenter.cards.open, 10.0)
        window.user_menu.sign_out_action.trigger()
        await until(lambda: here.shown() is not None or window.gate.currentWidget() is page, 60.0)
        if here.shown() is not None:  # the next call has come meanwhile
            here.shown().buttons["end"].click()
        await until(lambda: window.gate.currentWidget() is page, 60.0)

    here.play(scenario, guest=None)
    attempts = json.loads((tmp_path / "data/demo/attempts.json").read_text(encoding="utf-8"))
    mine = [attempt for attempt in attempts if attempt["operator"] == "You"]
    assert mine[0]["disposition"] == "served"
    assert mine[0]["results"]["operator_result"] == "agreed"
    assert {attempt["operator"] for attempt in attempts} - {None} > {"You"}
    talked = [attempt for attempt in attempts if attempt["operator"]]
    assert all("operator_result" in attempt["results"] for attempt in talked), "on leaving, too"


def _banners(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.workstation.banners.findChildren(QLabel))
