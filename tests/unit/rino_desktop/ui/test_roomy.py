"""Pages and rows take no more room than they need, so that what matters is in sight."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rino_desktop import texts
from rino_desktop.spoken_moments import span, spoken_day, spoken_minute
from rino_desktop.ui.first_focus import FirstFocus
from rino_desktop.ui.roomy import Pages, Roomy
from rmt.flow_layout import FlowLayout


class _Page(FirstFocus):
    """A line that wraps, and two parts that scroll in themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.foot = QPushButton("Hang up")
        column = QVBoxLayout(self)
        label = QLabel("The microphone is off. " * 3)
        label.setWordWrap(True)
        for part in (label, QPlainTextEdit(), QPlainTextEdit(), self.foot):
            column.addWidget(part)

    def first_field(self) -> QWidget:
        return self.foot


def test_a_page_scrolls_only_when_it_cannot_be_lower(qtbot: QtBot) -> None:
    """Qt makes a page that has a line that wraps as high as it would like to be."""
    area, pages, page = Roomy(), Pages(), _Page()
    qtbot.addWidget(area)
    pages.addWidget(page)
    area.hold(pages)
    area.resize(400, 320)
    area.show()
    qtbot.waitUntil(lambda: page.height() == area.viewport().height())
    assert area.verticalScrollBar().maximum() == 0
    assert not page.foot.visibleRegion().isEmpty()
    area.resize(400, 120)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)


def test_rows_that_flow_ask_for_the_height_of_their_width(qtbot: QtBot) -> None:
    box, row = QWidget(), FlowLayout()
    qtbot.addWidget(box)
    box.setLayout(row)
    for number in range(6):
        row.addWidget(QPushButton(f"Result {number}"))
    box.resize(2000, 40)
    box.show()
    QApplication.processEvents()
    row.setGeometry(QRect(0, 0, 2000, 40))
    assert row.totalSizeHint().height() == row.heightForWidth(2000)


@pytest.mark.parametrize(("language", "day"), [("ru", "31.12.2026"), ("en", "2026-12-31")])
def test_days_are_written_as_the_language_has_them(language: str, day: str) -> None:
    before = texts.language()
    texts.set_language(language)
    try:
        assert spoken_day(date(2026, 12, 31)) == day
        assert spoken_minute(datetime(2026, 12, 31, 9, 5, tzinfo=UTC)) == f"{day} 09:05"
    finally:
        texts.set_language(before)
    assert (span("2", "5"), span("1 May", "3 May")) == ("2–5", "1 May – 3 May")
