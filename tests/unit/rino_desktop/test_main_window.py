"""The main window: what it shows, what it lets one do, what it says when there is nothing."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.ports.schemes import SchemeInfo
from engine.ports.storage import ContactCounts
from rino_desktop.campaign_board import Board
from rino_desktop.campaign_status import CampaignStatus
from rino_desktop.main_window import MainWindow
from rino_desktop.texts import set_language


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    set_language("en")
    made = MainWindow()
    qtbot.addWidget(made)
    made.show_console("anna", "administrator")
    made.show()
    return made


def status(number: int, state: CampaignState, why: str | None = None) -> CampaignStatus:
    return CampaignStatus(
        campaign=Campaign(number, CampaignSettings(f"campaign {number}"), state, 1),
        contacts=ContactCounts(1234567, 1000, 0, 0, 1233567, 0),
        attempts=10,
        live=2,
        answered=7,
        by_hangup_cause={},
        dispositions={},
        why_idle=why,
        outboxes=[],
    )


RUNNING = status(1, CampaignState.RUNNING, "The calling hours begin at 09:00.")
DRAFT = status(2, CampaignState.DRAFT, "The campaign has not been started.")
PAUSED = status(3, CampaignState.PAUSED)


def enabled(window: MainWindow) -> set[str]:
    return {name for name, button in window.campaigns.buttons.items() if button.isEnabled()}


def test_campaigns_and_their_figures(window: MainWindow) -> None:
    window.show_board(Board((RUNNING, DRAFT), ("n1", "n2"), 1))
    cells = [
        [window.campaigns.table.index(row, column).data() for column in range(7)]
        for row in range(2)
    ]
    assert cells[0][:2] == ["campaign 1", "running"]
    assert [cell.replace(",", "").replace("\u00a0", "") for cell in cells[0][2:6]] == [
        "1234567", "1233567", "7", "2",
    ]  # fmt: skip
    assert cells[0][6] == "The calling hours begin at 09:00."
    assert cells[1][6] == "", "a draft needs no reason for not dialling"


@pytest.mark.parametrize(
    ("row", "allowed"), [(0, {"pause", "stop"}), (1, {"start"}), (2, {"start", "stop"})]
)
def test_buttons_follow_the_selected_campaign(
    window: MainWindow, row: int, allowed: set[str]
) -> None:
    window.show_board(Board((RUNNING, DRAFT, PAUSED), (), 1))
    window.campaigns.view.selectRow(row)
    assert enabled(window) == allowed


def test_a_click_asks_for_the_command(window: MainWindow, qtbot: QtBot) -> None:
    window.show_board(Board((RUNNING, DRAFT), (), 1))
    window.campaigns.view.selectRow(1)
    with qtbot.waitSignal(window.campaigns.command_wanted) as asked:
        qtbot.mouseClick(window.campaigns.buttons["start"], Qt.MouseButton.LeftButton)
    assert asked.args == ["start", "campaign 2"]


def test_the_selection_survives_a_refresh(window: MainWindow) -> None:
    window.show_board(Board((RUNNING, DRAFT), (), 1))
    window.campaigns.view.selectRow(1)
    started = replace(DRAFT, campaign=replace(DRAFT.campaign, state=CampaignState.RUNNING))
    window.show_board(Board((RUNNING, started), (), 1))
    assert window.campaigns.chosen() == started
    assert enabled(window) == {"pause", "stop"}
    window.show_board(Board((PAUSED, RUNNING, started), (), 1))
    chosen = window.campaigns.chosen()
    assert chosen is not None
    assert chosen.campaign.id == 2


def test_an_empty_list_offers_a_new_campaign(window: MainWindow, qtbot: QtBot) -> None:
    window.show_board(Board((), (), 0))
    assert window.campaigns.pages.currentIndex() == 0
    assert "step by step" in window.campaigns.empty.text.text()
    with qtbot.waitSignal(window.campaigns.new_wanted):
        window.campaigns.empty.button.click()


def test_campaigns_are_found_by_name_and_state_and_sorted(window: MainWindow) -> None:
    window.show_board(Board((RUNNING, DRAFT, PAUSED), (), 1))
    page = window.campaigns
    page.search.setText("3")
    assert page.table.names() == ["campaign 3"]
    page.search.setText("nobody")
    assert page.lists.currentWidget() is page.nothing
    page.search.clear()
    page.filter.setCurrentIndex(page.filter.findData("draft"))
    assert page.table.names() == ["campaign 2"]
    page.filter.setCurrentIndex(0)
    page.view.horizontalHeader().sectionClicked.emit(0)
    page.view.horizontalHeader().sectionClicked.emit(0)
    assert page.table.names() == ["campaign 3", "campaign 2", "campaign 1"]


def test_the_keyboard_is_in_the_page_that_comes_into_sight(window: MainWindow) -> None:
    window.activateWindow()
    assert window.focusWidget() is window.campaigns, "nothing is known yet"
    window.show_board(Board((), (), 0))
    assert window.focusWidget() is window.campaigns.empty.button
    window.show_board(Board((PAUSED,), (), 1))
    assert window.focusWidget() is window.campaigns.view
    rail = window.rail.buttons
    QTest.mouseClick(rail["settings"], Qt.MouseButton.LeftButton)
    assert window.focusWidget() is window.settings.list
    QTest.mouseClick(rail["ivr-kit"], Qt.MouseButton.LeftButton)
    window.show_schemes((SchemeInfo(1, "notice", 1, None, 1, has_draft=False),))
    assert window.focusWidget() is window.schemes.view
    rail["ivr-kit"].setFocus()
    QTest.keyClick(rail["campaigns"], Qt.Key.Key_Space)
    assert window.pages.currentWidget() is window.campaigns
    assert window.rail.isAncestorOf(window.focusWidget()), "whoever walks along the rail stays"


def test_schemes_have_their_titles_beside_their_names(window: MainWindow) -> None:
    titles = {"ru": "Опрос", "en": "Survey"}
    window.show_schemes((
        SchemeInfo(1, "survey", 1, None, 1, has_draft=False, title=titles),
        SchemeInfo(2, "notice", 1, None, 1, has_draft=False, title={"ru": "Уведомление"}),
        SchemeInfo(3, "x", 1, None, 1, has_draft=False),
    ))  # fmt: skip
    table = window.schemes.table
    shown = [table.index(row, 1).data() for row in range(3)]
    assert shown == ["Survey", "Уведомление", ""]


def test_every_control_is_reached_by_keyboard(window: MainWindow) -> None:
    window.show_board(Board((RUNNING,), (), 1))
    for widget in (window.campaigns.view, *window.campaigns.buttons.values()):
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_first_window_fits_the_screen(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    assert window.width() < room.width()
    assert window.height() < room.height()
