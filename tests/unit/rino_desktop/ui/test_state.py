"""What a user has arranged is there again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QSplitter, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from rino_desktop.ui import state
from rino_desktop.ui.empty_state import EmptyState


@pytest.fixture(params=["memory", "file"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    state.forget()
    if request.param == "file":
        state.use(tmp_path / "not yet there")
    yield
    state.forget()


@pytest.mark.usefixtures("kept")
def test_sizes_and_splitters_come_back(qtbot: QtBot) -> None:
    def made() -> tuple[QWidget, QSplitter, QTableWidget]:
        window = QWidget()
        qtbot.addWidget(window)
        splitter = QSplitter(window)
        for name in ("left", "right"):
            splitter.addWidget(QLabel(name))
        table = QTableWidget(1, 2, window)
        splitter.resize(400, 100)
        state.keep(window, "window")
        state.keep(splitter, "splitter")
        state.keep(table.horizontalHeader(), "columns")
        return window, splitter, table

    window, splitter, table = made()
    window.show()
    window.resize(640, 480)
    splitter.setSizes([100, 300])
    sizes = splitter.sizes()
    table.setColumnWidth(1, 77)
    window.close()
    window, splitter, table = made()
    window.show()
    assert (window.width(), window.height()) == (640, 480)
    assert splitter.sizes() == sizes
    assert table.columnWidth(1) == 77


@pytest.mark.usefixtures("kept")
def test_values() -> None:
    assert state.value("last", "none") == "none"
    for value in (True, 3, "текст", [1, 2], {"x": 1.5}, None):
        state.set_value("last", value)
        assert state.value("last", "none") == value


def test_a_damaged_file_is_as_none(tmp_path: Path) -> None:
    state.forget()
    (tmp_path / "windows.ini").write_bytes(b"[General]\nlast=\xff{no json\n")
    state.use(tmp_path)
    assert state.value("last", 5) == 5
    state.forget()


def test_empty_states_offer_what_to_do(qtbot: QtBot) -> None:
    empty = EmptyState("campaigns")
    qtbot.addWidget(empty)
    empty.show()
    empty.show_text("No campaigns yet", "Make one.", "New campaign")
    with qtbot.waitSignal(empty.wanted):
        empty.button.click()
    empty.show_text("Nothing", "")
    assert not empty.button.isVisible()
    assert not empty.text.isVisible()
