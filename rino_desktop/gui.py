"""The desktop host: QApplication and Qt's event loop under asyncio."""

import asyncio
import importlib.util
import os
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.settings import Settings, with_voice_store
from rino_desktop.texts import LANGUAGES, language, set_language, t
from rino_desktop.texts.errors import RussianTexts

if TYPE_CHECKING:
    from rino_desktop.failures import Failures
    from rino_desktop.first_wish import Wish
    from rino_desktop.guest import Guest
    from rino_desktop.preferences import PreferencesFile
    from rino_desktop.settings import database_password
    from rino_desktop.ui.languages import Languages


def run(settings: Settings, *, guest: "Guest | None" = None, wish: "Wish | None" = None) -> int:
    """Open the window; returns the exit status when it is closed. ``guest``: who
    needs no password (the demo's). ``wish``: what is to be seen first."""
    require_window()
    # What is imported after PySide6 goes through its hook, which pydantic's lazy modules do not
    # survive; the database would load it later.
    importlib.import_module("pydantic.type_adapter")
    import qasync
    from PySide6.QtWidgets import QApplication

    from rino_desktop import paths
    from rino_desktop.failures import Failures
    from rino_desktop.preferences import PreferencesFile
    from rino_desktop.ui import state, theme
    from rino_desktop.ui.garbage import GuiGarbage
    from rino_desktop.ui.languages import Languages

    preferences = PreferencesFile.default()
    chosen = preferences.load()
    if chosen.language in LANGUAGES and "lang" not in settings.given:
        set_language(chosen.language)
    if chosen.database and "db" not in settings.given and guest is None:
        password = (
            settings.password or database_password(chosen.database) or chosen.database_password
            or None
        )  # fmt: skip
        settings = replace(settings, database=chosen.database, password=password)
    if chosen.voice_store and guest is None:
        settings = with_voice_store(settings, chosen.voice_store)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("RINO Desktop")
    # The loop ends when the work after the last window is done too, not with the window.
    application.setQuitOnLastWindowClosed(False)
    state.use(paths.data_folder())
    modes = [mode for mode in theme.Mode if mode == chosen.theme]
    theme.apply(application, modes[0] if modes else theme.Mode.SYSTEM)
    languages = Languages(application, {"ru": RussianTexts()})
    languages.switch(language())
    failures = Failures(application)
    failures.install()
    loop = qasync.QEventLoop(application)
    asyncio.set_event_loop(loop)
    failures.watch(loop)
    garbage = GuiGarbage()
    try:
        with loop:
            loop.run_until_complete(_main(settings, preferences, languages, failures, guest, wish))
    finally:
        garbage.stop()
        failures.remove()
    return 0


async def _main(
    settings: Settings,
    preferences: "PreferencesFile",
    languages: "Languages",
    failures: "Failures",
    guest: "Guest | None",
    wish: "Wish | None",
) -> None:
    from rino_desktop.desktop import Desktop
    from rino_desktop.first_wish import FirstWish
    from rino_desktop.main_window import MainWindow
    from rino_desktop.ui import state, theme

    with theme.undressed():
        window = MainWindow()
    state.keep(window, "window")
    failures.window = window
    closed = asyncio.Event()
    window.closed.connect(closed.set)
    # Ctrl+C in the terminal closes the window like its own button does.
    signal.signal(signal.SIGINT, lambda *_: window.close())
    desktop = Desktop(
        settings, window, preferences, failures.report, languages=languages, guest=guest
    )
    if wish is not None:
        FirstWish(window, wish)
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
