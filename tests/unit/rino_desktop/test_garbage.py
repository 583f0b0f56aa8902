"""Objects of Qt are destroyed in the GUI thread, whoever fills the memory."""

import gc
import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from rino_desktop.ui.garbage import GuiGarbage


class Cycle:
    def __init__(self, died_in: list[int]) -> None:
        self.itself = self
        self.child = QObject()
        self._died_in = died_in

    def __del__(self) -> None:
        self._died_in.append(threading.get_ident())


def test_garbage_is_collected_here_and_nowhere_else(qtbot: QtBot) -> None:
    garbage = GuiGarbage()
    died_in: list[int] = []
    try:
        for _ in range(1000):
            Cycle(died_in)

        def fill() -> None:
            kept = [[] for _ in range(200_000)]
            assert kept

        thread = threading.Thread(target=fill)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(died_in), timeout=30_000)
        assert set(died_in) == {threading.get_ident()}
    finally:
        garbage.stop()
    assert gc.isenabled()
