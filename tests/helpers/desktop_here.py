"""The desktop offscreen, over a real database, in the event loop it has in real life."""

import asyncio
import gc
import os
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import qasync
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from rino_desktop.console.campaign.preflight_list import PreflightDialog
from rino_desktop.desktop import Desktop
from rino_desktop.guest import Guest
from rino_desktop.main_window import MainWindow
from rino_desktop.preferences import BESIDE, PreferencesFile
from rino_desktop.settings import Settings
from rino_desktop.texts import set_language
from rino_desktop.texts.errors import RussianTexts
from rino_desktop.ui import state
from rino_desktop.ui.dialogs import ErrorDialog, Question
from rino_desktop.ui.garbage import GuiGarbage
from rino_desktop.ui.languages import Languages
from tests.helpers.where_all_stand import where_all_stand

GUEST = Guest("anna", "administrator")
#: A signal does not end Qt's loop, so that pytest's own time-out would wait for ever.
_SCENARIO_S = 120.0
_END_S = 30.0


async def until(condition: Callable[[], Any], within_s: float = 60.0) -> None:
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        await asyncio.sleep(0.02)


async def by_hand(action: Callable[[], Any]) -> None:
    """Keys and clicks of QTest, outside of the asyncio callback that this scenario runs in.

    They process events on the way. Inside a callback, qasync's timer of that very callback would
    fire once more, and with it die whichever new one has got its number: somebody waits for ever.
    """
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def act() -> None:
        try:
            action()
        except BaseException as error:
            done.set_exception(error)
        else:
            done.set_result(None)

    QTimer.singleShot(0, act)
    await done


async def start_campaign(window: MainWindow, here: "DesktopHere") -> None:
    """By the button, after the check-list."""
    window.campaigns.buttons["start"].click()
    await until(lambda: here.shown(PreflightDialog))
    dialog = here.shown(PreflightDialog)
    await until(lambda: dialog.list.over)
    assert not dialog.list.blocked, [finding.words for finding in dialog.list.findings]
    dialog.start.click()


def told(here: "DesktopHere") -> str:
    """What the dialogs that are open say about what went wrong; they are closed."""
    lines = []
    while (dialog := here.shown(ErrorDialog)) is not None:
        lines += [label.text() for label in dialog.findChildren(QLabel)]
        dialog.close()
    return "\n".join(lines)


def _how_things_are(window: MainWindow) -> str:
    status = window.status
    labels = [each.label.text() for each in (status.database, status.engine, status.lines)]
    return f"The window says: {status.currentMessage()!r}; {labels}\n{where_all_stand()}"


class DesktopHere:
    """``play`` runs a scenario with window and desktop on ``folder``'s database."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self._application = application
        self.preferences = PreferencesFile(folder / "desktop.json")
        self.preferences.change(engine=BESIDE)
        self.settings = Settings(
            str(folder / "rino.fdb"), None, "en", False, "warning", folder / "voice"
        )
        #: What was reported as a bug.
        self.bugs: list[BaseException] = []

    def play(
        self,
        scenario: Callable[[MainWindow, Desktop], Coroutine[Any, Any, None]],
        *,
        guest: Guest | None = GUEST,
    ) -> None:
        set_language("en")
        state.forget()
        languages = Languages(self._application, {"ru": RussianTexts()})
        languages.switch("en")

        async def run() -> None:
            window = MainWindow()
            window.show()
            desktop = Desktop(
                self.settings, window, self.preferences, self.bugs.append,
                languages=languages, guest=guest,
            )  # fmt: skip
            # As a guest would be shown an engine beside, whatever the preferences say.
            desktop.engines.always_beside = False
            work = asyncio.ensure_future(desktop.run())
            try:
                async with asyncio.timeout(_SCENARIO_S):
                    await scenario(window, desktop)
                assert not work.done()
            except BaseException as fault:
                fault.add_note(_how_things_are(window))
                if work.done() and not work.cancelled():
                    raise AssertionError("the desktop has ended") from work.exception()
                raise
            finally:
                work.cancel()
                done, _ = await asyncio.wait({work}, timeout=_END_S)
                window.close_now()
                window.deleteLater()
                assert done, "the desktop does not end"

        before = self._application.quitOnLastWindowClosed()
        self._application.setQuitOnLastWindowClosed(False)
        garbage = GuiGarbage()
        loop = qasync.QEventLoop(self._application)
        asyncio.set_event_loop(loop)
        try:
            with loop:
                loop.run_until_complete(run())
        finally:
            asyncio.set_event_loop(None)
            garbage.stop()
            languages.switch("en")
            languages.end()
            set_language("en")
            self._application.setQuitOnLastWindowClosed(before)
            gc.collect()  # here, and not in a thread of the next test
        assert self.bugs == []

    def shown(self, kind: type[QWidget] = Question) -> Any:
        """The visible window of a kind, None when there is none."""
        for widget in self._application.topLevelWidgets():
            if isinstance(widget, kind) and widget.isVisible():
                return widget
        return None
