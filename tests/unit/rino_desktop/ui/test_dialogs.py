"""Questions, errors and progress through real clicks and keys."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rino_desktop.ui import dialogs
from rino_desktop.ui.dialogs import Choice, ErrorDialog, Progress, Question

CHOICES = (Choice("stay", "Stay"), Choice("end", "End now", "danger"),
           Choice("wait", "Wait", "primary"))  # fmt: skip


def question(qtbot: QtBot) -> Question:
    made = Question(None, "Calls go on", "3 calls are live.", CHOICES)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    return made


@pytest.mark.parametrize("key", ["stay", "end", "wait"])
def test_a_click_answers(qtbot: QtBot, key: str) -> None:
    asked = question(qtbot)
    with qtbot.waitSignal(asked.answered) as answer:
        qtbot.mouseClick(asked.buttons[key], Qt.MouseButton.LeftButton)
    assert answer.args == [key]


@pytest.mark.parametrize(("pressed", "key"), [(Qt.Key.Key_Return, "wait"), (Qt.Key.Key_Escape, "")])
def test_keys_answer(qtbot: QtBot, pressed: Qt.Key, key: str) -> None:
    asked = question(qtbot)
    with qtbot.waitSignal(asked.answered) as answer:
        qtbot.keyClick(asked, pressed)
    assert answer.args == [key]


def test_the_report_is_copied(qtbot: QtBot) -> None:
    dialog = ErrorDialog(None, "An error", "The work is kept.", "Traceback …")
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Traceback …"
    assert dialog.copy_button.text() == "Copied"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_progress_is_asked_to_stop_and_stays_until_it_has(qtbot: QtBot) -> None:
    progress = Progress(None, "Creating the database")
    progress.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(progress)
    progress.open()
    progress.show_progress("tables", 3, 10)
    assert (progress.bar.value(), progress.bar.maximum()) == (3, 10)
    progress.show_progress("a database, clients with telephones, virtual operators; " * 4)
    text = progress.text
    qtbot.waitUntil(lambda: text.height() >= text.heightForWidth(text.width()))
    with qtbot.waitSignal(progress.cancelled):
        qtbot.keyClick(progress, Qt.Key.Key_Escape)
    assert progress.isVisible()
    assert progress.cancel_button.text() == "Stopping…"
    progress.finish()
    assert not progress.isVisible()


def test_what_cannot_be_cancelled_is_not(qtbot: QtBot) -> None:
    progress = Progress(None, "Creating the database", may_cancel=False)
    progress.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(progress)
    progress.open()
    with qtbot.assertNotEmitted(progress.cancelled):
        qtbot.keyClick(progress, Qt.Key.Key_Escape)
        progress.close()
    assert progress.isVisible()
    progress.finish()


def test_confirm_is_awaited(qapp: QApplication) -> None:
    import qasync

    async def play() -> tuple[bool, bool]:
        answers = []
        for key in ("do", ""):
            asked = asyncio.ensure_future(
                dialogs.confirm(None, "Delete it?", "It is gone then.", "Delete", danger=True)
            )
            await asyncio.sleep(0.05)
            (shown,) = [w for w in qapp.topLevelWidgets()
                        if isinstance(w, Question) and w.isVisible()]  # fmt: skip
            shown.buttons[key].click()
            answers.append(await asked)
        return answers[0], answers[1]

    qapp.setQuitOnLastWindowClosed(False)  # as the desktop has it
    loop = qasync.QEventLoop(qapp)
    asyncio.set_event_loop(loop)
    try:
        with loop:
            assert loop.run_until_complete(play()) == (True, False)
    finally:
        asyncio.set_event_loop(None)
