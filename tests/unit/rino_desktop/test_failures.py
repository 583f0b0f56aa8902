"""Whatever goes wrong is shown, logged and survived."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qCritical
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from engine.errors import KnownError
from rino_desktop.failures import Failures
from rino_desktop.ui.dialogs import ErrorDialog


@pytest.fixture
def failures(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Failures]:
    monkeypatch.setenv("RINO_DATA", str(tmp_path))
    made = Failures()
    made.install()
    yield made
    made.remove()
    for widget in qapp.topLevelWidgets():
        if isinstance(widget, ErrorDialog):
            widget.close()


def crash_logs(tmp_path: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in (tmp_path / "log").glob("crash-*.log")]


@pytest.mark.qt_no_exception_capture
def test_an_exception_in_a_slot(qtbot: QtBot, failures: Failures, tmp_path: Path) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: 1 / 0)
    button.click()
    qtbot.waitUntil(lambda: failures.dialog is not None, timeout=30_000)
    dialog = failures.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert not dialog.isModal()
    dialog.copy_button.click()
    report = QGuiApplication.clipboard().text()
    assert "ZeroDivisionError" in report
    assert "rino-desktop 0." in report
    assert any("ZeroDivisionError" in text for text in crash_logs(tmp_path))
    # The next one goes into the same dialog; the button still works.
    button.click()
    qtbot.waitUntil(
        lambda: dialog.report.toPlainText().count("ZeroDivisionError:") == 2, timeout=30_000
    )
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_an_exception_in_a_thread(qtbot: QtBot, failures: Failures) -> None:
    thread = threading.Thread(target=lambda: [][1])
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: failures.dialog is not None, timeout=30_000)
    assert "IndexError" in failures.dialog.report.toPlainText()  # type: ignore[union-attr]


def test_an_exception_in_the_loop(qtbot: QtBot, failures: Failures) -> None:
    loop = asyncio.new_event_loop()
    failures.watch(loop)
    loop.call_exception_handler({"message": "x", "exception": LookupError("nowhere")})
    loop.call_exception_handler({"message": "x", "exception": asyncio.CancelledError()})
    loop.close()
    qtbot.waitUntil(lambda: failures.dialog is not None, timeout=30_000)
    assert "nowhere" in failures.dialog.report.toPlainText()  # type: ignore[union-attr]


@pytest.mark.no_qt_log
def test_what_qt_calls_critical(qtbot: QtBot, failures: Failures) -> None:
    failures.install()  # pytest-qt has put its own handler in between
    qCritical("the paint device is gone")
    qtbot.waitUntil(lambda: failures.dialog is not None, timeout=30_000)
    assert "the paint device is gone" in failures.dialog.report.toPlainText()  # type: ignore[union-attr]


def test_what_can_be_mended_needs_no_report(
    qtbot: QtBot, qapp: QApplication, failures: Failures, tmp_path: Path
) -> None:
    QTimer.singleShot(0, lambda: failures.report(KnownError("the list is empty.", mend="Fill it.")))

    def shown() -> list[ErrorDialog]:
        return [w for w in qapp.topLevelWidgets() if isinstance(w, ErrorDialog) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=30_000)
    assert not shown()[0].copy_button.isVisible()
    assert crash_logs(tmp_path) == []
