"""The Contacts page over a database of twenty thousand contacts, with real keys and clicks."""

import asyncio
import csv
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.domain.contact import ContactState
from engine.ports.contact_book import BookOrder
from rino_desktop.console.contacts.card import ContactCard
from rino_desktop.console.contacts.edit_dialog import EditDialog, ReasonDialog
from rino_desktop.console.contacts.table import FIXED
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.contacts import Contacts
from rino_desktop.desktop.session import SignedOut
from rino_desktop.main_window import MainWindow
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.many_contacts import COUNT, a_copy, phone


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    return a_copy(tmp_path_factory, tmp_path)


def part_of(desktop: Desktop) -> Contacts:
    return next(part for part in desktop._parts if isinstance(part, Contacts))


async def opened(window: MainWindow) -> None:
    await until(lambda: "contacts" in window.rail.pages)
    window.rail.go("contacts")
    await until(lambda: len(window.contacts.book.table.ids) == COUNT)


def first_cell(window: MainWindow, row: int = 0) -> str:
    table = window.contacts.book.table
    return str(table.data(table.index(row, 0), Qt.ItemDataRole.DisplayRole))


def test_the_book_is_leafed_through(folder: Path, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await opened(window)
        book = window.contacts.book
        await until(lambda: first_cell(window) == phone(0))
        assert book.count.text() == "20,000 contacts"
        there = book.table.index(0, FIXED.index("zone")).data()
        assert re.fullmatch(r"\d\d:\d\d \(UTC\+3\)", there), there
        # To the very end: only what is looked at is read.
        await by_hand(lambda: QTest.keyClick(book.view, Qt.Key.Key_End,
                                             Qt.KeyboardModifier.ControlModifier))  # fmt: skip
        await until(lambda: first_cell(window, COUNT - 1) == phone(COUNT - 1))
        assert len(book.table._pages) <= 40
        # By number: an index has it.
        header = book.view.horizontalHeader()
        place = header.sectionViewportPosition(0) + 20
        await by_hand(lambda: QTest.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton,
            pos=header.viewport().rect().topLeft() + _point(place, 8)))  # fmt: skip
        smallest = min(phone(n) for n in range(COUNT))
        await until(lambda: len(book.table.ids) == COUNT and first_cell(window) == smallest)
        assert book.order == (BookOrder.PHONE, "", False)
        # A field that no index has: searched, and sorted.
        book.filters.value.setText("Орёл")
        await by_hand(lambda: QTest.keyClick(book.filters.value, Qt.Key.Key_Return))
        await until(lambda: book.count.text() == "5,000 contacts")
        # The beginning of a number.
        book.filters.value.clear()
        book.filters.number.setText(phone(77))
        await by_hand(lambda: QTest.keyClick(book.filters.number, Qt.Key.Key_Return))
        await until(lambda: len(book.table.ids) == 1 and first_cell(window) == phone(77))

    here.play(scenario)


def _point(x: int, y: int):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QPoint

    return QPoint(x, y)


def test_a_search_is_cancelled_and_nothing_else_waits(
    folder: Path, here: DesktopHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rino_desktop.contacts.finder.SEARCHED", 10)

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await opened(window)
        book = window.contacts.book
        book.filters.value.setText("nobody has this")
        await by_hand(lambda: QTest.keyClick(book.filters.value, Qt.Key.Key_Return))
        await until(book.cancel.isVisible)
        await asyncio.wait_for(desktop._connection.run(lambda s: s.campaigns.all()), 60)
        assert book.cancel.isVisible(), "it is not the search that was waited for"
        await by_hand(lambda: QTest.mouseClick(book.cancel, Qt.MouseButton.LeftButton))
        await until(lambda: book.count.text().startswith("Cancelled"))

    here.play(scenario)


def test_a_contact_is_added_changed_withdrawn_and_explained(
    folder: Path, here: DesktopHere, tmp_path: Path
) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await opened(window)
        book, part = window.contacts.book, part_of(desktop)
        await by_hand(lambda: QTest.mouseClick(book.buttons["add"], Qt.MouseButton.LeftButton))
        await until(lambda: here.shown(EditDialog))
        dialog = here.shown(EditDialog)
        await by_hand(lambda: QTest.keyClicks(dialog.phones, "8 495 11"))
        await by_hand(lambda: QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton))
        await until(dialog.fault.isVisible)
        assert "no telephone number" in dialog.fault.text()
        await by_hand(lambda: QTest.keyClicks(dialog.phones, "1 22 33"))
        await by_hand(lambda: QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton))
        await until(lambda: here.shown(ContactCard))
        card = here.shown(ContactCard)
        await until(lambda: card.life is not None)
        assert card.life.row.contact.phones == ("+74951112233",)
        assert card.timeline.tree.topLevelItemCount() == 1
        # Changed.
        await by_hand(lambda: QTest.mouseClick(card.buttons["edit"], Qt.MouseButton.LeftButton))
        await until(lambda: here.shown(EditDialog))
        dialog = here.shown(EditDialog)
        dialog.fields.item(dialog.fields.rowCount() - 1, 0).setText("Town")
        dialog.fields.item(dialog.fields.rowCount() - 2, 1).setText("Тула")
        await by_hand(lambda: QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton))
        await until(lambda: card.life.row.contact.fields.get("Town") == "Тула")
        # Called now: the campaign does not run, and that is said.
        await by_hand(lambda: QTest.mouseClick(card.buttons["call"], Qt.MouseButton.LeftButton))
        await until(lambda: "not running" in card.order.text())
        # Withdrawn, with a reason that is kept.
        await by_hand(lambda: QTest.mouseClick(card.buttons["withdraw"], Qt.MouseButton.LeftButton))
        await until(lambda: here.shown(ReasonDialog))
        reason = here.shown(ReasonDialog)
        await by_hand(lambda: QTest.mouseClick(reason.button, Qt.MouseButton.LeftButton))
        assert reason.fault.isVisible()
        await by_hand(lambda: QTest.keyClicks(reason.reason, "asked for it"))
        await by_hand(lambda: QTest.keyClick(reason.reason, Qt.Key.Key_Return))
        await until(lambda: card.life.row.contact.state is ContactState.EXCLUDED)
        assert "asked for it" in card.about.text()
        # Why he is not called, in one screen.
        await by_hand(lambda: QTest.mouseClick(card.buttons["why"], Qt.MouseButton.LeftButton))
        ledger = window.contacts.ledger
        await until(lambda: "asked for it" in ledger.verdict.text())
        assert ledger.findings.topLevelItem(0).childCount() > 2
        # The answer to a complaint.
        target = tmp_path / "answer.pdf"
        await part.ledger.answer("+74951112233", target)
        assert target.read_bytes().startswith(b"%PDF")
        entries = await desktop._connection.run(
            lambda s: s.contact_life.changes([card.contact_id], 20)
        )
        assert {entry.action for entry in entries} >= {
            "contact.add", "contact.edit", "contact.withdraw", "contact.complaint",
        }  # fmt: skip
        assert {entry.actor.name for entry in entries} == {"anna"}

    here.play(scenario)


def test_export_says_who_took_it(folder: Path, here: DesktopHere, tmp_path: Path) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await opened(window)
        target = tmp_path / "contacts.csv"
        ids = list(window.contacts.book.table.ids[:300])
        await part_of(desktop).bulk.export(ids, target)
        lines = target.read_text(encoding="utf-8-sig").splitlines()
        rows = list(csv.reader(lines, delimiter=";"))
        assert phone(0) in rows[1][1]
        assert rows[-1][0].startswith("Taken by: anna, ")
        assert len([row for row in rows if row]) == 300 + 2
        # All twenty thousand would be one range; five hundred are withdrawn in portions.
        book = window.contacts.book
        await by_hand(lambda: QTest.keyClick(book.view, Qt.Key.Key_A,
                                             Qt.KeyboardModifier.ControlModifier))  # fmt: skip
        chosen = book.chosen()
        assert len(chosen) == COUNT
        book.withdraw_wanted.emit(chosen[:500])
        await until(lambda: here.shown(ReasonDialog))
        reason = here.shown(ReasonDialog)
        await by_hand(lambda: QTest.keyClicks(reason.reason, "wrong list"))
        await by_hand(lambda: QTest.keyClick(reason.reason, Qt.Key.Key_Return))
        await until(lambda: window.status.currentMessage() == "Done: 500 of 500.")
        book.filters.state.setCurrentIndex(book.filters.state.findData("excluded"))
        book.filters.changed.emit()
        await until(lambda: len(book.table.ids) == 500)
        # A part of a number from its middle is found, too.
        book.filters.state.setCurrentIndex(0)
        book.filters.number.setText(phone(4321)[4:])
        await by_hand(lambda: QTest.keyClick(book.filters.number, Qt.Key.Key_Return))
        await until(lambda: first_cell(window) == phone(4321))
        # Who signs out in the middle leaves no word of it to the next one.
        bulk = part_of(desktop).bulk
        window.status.clearMessage()

        async def gone(_work: object) -> None:
            raise SignedOut

        run, bulk._run = bulk._run, gone
        with pytest.raises(SignedOut):
            await bulk._do([1, 2], "", lambda _stores, some: len(some))
        bulk._run = run
        assert window.status.currentMessage() == ""

    here.play(scenario)
