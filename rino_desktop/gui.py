"""The desktop host: QApplication and Qt's event loop under asyncio."""

import asyncio
import importlib.util
import os
import signal
import sys

from engine.errors import KnownError
from rino_desktop.settings import Settings
from rino_desktop.texts import language, russian, t


def run(settings: Settings) -> int:
    """Open the window; returns the exit status when it is closed."""
    require_window()
    # What is imported after PySide6 goes through its hook, which pydantic's lazy modules do not
    # survive; the database would load it later.
    importlib.import_module("pydantic.type_adapter")
    import qasync
    from PySide6.QtWidgets import QApplication

    from rino_desktop.ui import theme
    from rino_desktop.ui.garbage import GuiGarbage
    from rino_desktop.ui.languages import Languages

    application = QApplication(sys.argv[:1])
    application.setApplicationName("RINO Desktop")
    # The loop ends when the work after the last window is done too, not with the window.
    application.setQuitOnLastWindowClosed(False)
    theme.apply(application)
    Languages(application, {"ru": russian()}).switch(language())
    loop = qasync.QEventLoop(application)
    asyncio.set_event_loop(loop)
    garbage = GuiGarbage()
    with loop:
        loop.run_until_complete(_main(settings))
    garbage.stop()
    return 0


async def _main(settings: Settings) -> None:
    from rino_desktop.desktop import Desktop
    from rino_desktop.main_window import MainWindow

    window = MainWindow()
    closed = asyncio.Event()
    window.closed.connect(closed.set)
    # Ctrl+C in the terminal closes the window like its own button does.
    signal.signal(signal.SIGINT, lambda *_: window.close())
    desktop = Desktop(settings, window)
    work = asyncio.ensure_future(desktop.run())
    over = asyncio.ensure_future(closed.wait())
    window.show()
    await asyncio.wait({work, over}, return_when=asyncio.FIRST_COMPLETED)
    over.cancel()
    work.cancel()
    try:
        await work  # a failure of its own goes to the command line's handler
    except asyncio.CancelledError:
        return


def require_window() -> None:
    """KnownError where no window can be opened."""
    _require_qt()
    _require_screen()


def _require_qt() -> None:
    for module in ("PySide6", "qasync"):
        if importlib.util.find_spec(module) is None:
            raise KnownError(
                t("The desktop is not installed here ({module} is missing).", module=module),
                mend="make run",
            )


def _require_screen() -> None:
    """Without a screen Qt would abort the process."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screens):
        raise KnownError(
            t("There is no screen here."), mend=t("A server runs rino-desktop --engine.")
        )
