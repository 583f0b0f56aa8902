"""The demo with the desktop's window: the campaign runs on a thread, the window looks at it."""

import threading
from contextlib import AbstractContextManager

from rino_desktop import gui
from rino_desktop.demo import screen
from rino_desktop.demo.closing import Outcome
from rino_desktop.demo.play import Cut, Note, Play
from rino_desktop.demo.screen import Show
from rino_desktop.settings import Settings
from rino_desktop.texts import t


def run(demo: Play, settings: Settings, note: Note) -> Outcome | None:
    """Returns when the window is closed; None when that was before the campaign was over. What
    went wrong with the demo meanwhile is raised then."""
    outcome: list[Outcome] = []
    errors: list[Exception] = []

    def look() -> AbstractContextManager[Show]:
        return screen.plain(note)

    def play() -> None:
        try:
            outcome.append(demo.play(look))
            if not demo.cut.is_set():
                note(t("The campaign is over. Close the window to see the summary."))
        except Cut:
            note(t("The demo was ended before the campaign was over."))
        except Exception as error:
            errors.append(error)
            note(t("The demo has failed. Close the window to see why."))
        finally:
            demo.open.set()

    thread = threading.Thread(target=play, name="demo")
    thread.start()
    try:
        demo.open.wait()
        if not errors:
            gui.run(settings, guest=demo.guest)
    finally:
        demo.cut.set()
        thread.join()
    if errors:
        raise errors[0]
    return outcome[0] if outcome else None
