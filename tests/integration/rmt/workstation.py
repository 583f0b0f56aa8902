"""A workstation that fills in a form and is killed: see test_forms_of_calls."""

import asyncio
import sys
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.address import parse_address
from rino_desktop.form_desk import DatabaseFormDesk, FormCall
from rmt.form_keeper import DraftKeeper
from rmt.form_view import FormView


async def main(url: str, password: str, attempt: int, contact: int) -> None:
    desk = DatabaseFormDesk(FirebirdDatabase(parse_address(url), password), "Ольга")
    call = FormCall("+79120000001", "", attempt, None, contact, {"today": date(2026, 12, 1)})
    form = await desk.open("опрос", call, "ru")
    view = FormView(form.filling)
    view.show()
    view.forward()

    async def save(snapshot: dict[str, object]) -> None:
        await desk.save_draft(form, snapshot)

    keeper = DraftKeeper(view, save, str, lambda error: sys.exit(str(error)))
    QTest.keyClick(view.asked["mark"].input.parts()[0], Qt.Key.Key_2)
    QTest.keyClick(view.asked["why"].input.parts()[0], Qt.Key.Key_1)
    while keeper.pending:
        QTest.qWait(5)
        await asyncio.sleep(0.01)
    sys.stdout.write("saved\n")
    sys.stdout.flush()
    await asyncio.sleep(600)


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
