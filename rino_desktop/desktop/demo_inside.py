"""The demo inside the window: a campaign with built-in subscribers, in a folder of its own."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import BugError
from rino_desktop.guest import Guest
from rino_desktop.settings import Settings
from rino_desktop.texts import t

if TYPE_CHECKING:
    from rino_desktop.demo.places import OnlyDemo
    from rino_desktop.demo.play import Play

_LOOK_S = 0.1


class DemoInside:
    """``operators``: the demo in which the user talks with subscribers. ``note`` is told in a line
    what is being done; ``ended`` once, when the campaign is over, with the folder of the reports,
    or with what has gone wrong. Both on the loop."""

    def __init__(
        self, settings: Settings, folder: Path, note: Callable[[str], None],
        ended: Callable[[Path | BaseException], None], *, operators: bool = False,
    ) -> None:  # fmt: skip
        self._settings = settings
        self._folder = folder
        self._note = note
        self._ended = ended
        self.operators = operators
        self._thread: threading.Thread | None = None
        self._cut = threading.Event()
        self._failure: BaseException | None = None

    async def start(self) -> tuple[Settings, Guest]:
        """Those of the demo's office, and who looks at it, when there is something to be looked
        at. KnownError."""
        from rino_desktop.demo.operators.run import OperatorsDemo
        from rino_desktop.demo.places import OnlyDemo
        from rino_desktop.demo.run import Demo

        only = OnlyDemo(self._folder)
        places = await asyncio.to_thread(only.__enter__)
        loop = asyncio.get_running_loop()

        def note(line: str) -> None:
            loop.call_soon_threadsafe(self._note, line)

        demo: Play = Demo(places, self._settings, note)
        if self.operators:
            demo = OperatorsDemo(places, self._settings, note, with_user=True)
        self._cut = demo.cut
        self._thread = threading.Thread(
            target=self._play, args=(demo, only, loop), name="demo", daemon=True
        )
        self._thread.start()
        while not demo.open.is_set():
            if not self._thread.is_alive():
                raise self._failure or BugError("the demo ended before it began")
            await asyncio.sleep(_LOOK_S)
        return places.settings(self._settings), demo.guest

    async def stop(self) -> None:
        """However far it is: everything that it started has ended then."""
        self._cut.set()
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join)

    def _play(self, demo: "Play", only: "OnlyDemo", loop: asyncio.AbstractEventLoop) -> None:
        from rino_desktop.demo import screen
        from rino_desktop.demo.play import Cut

        end: Path | BaseException
        try:
            demo.play(lambda: screen.plain(lambda _line: None))
            end = only.places.root
        except Cut:
            return
        except BaseException as error:
            self._failure = end = error
            if not demo.open.is_set():
                return  # ``start`` tells
        finally:
            only.__exit__(None, None, None)
        loop.call_soon_threadsafe(self._ended, end)


def demo_over(folder: Path) -> str:
    return t("The demo's campaign is over; its reports are in {folder}.", folder=folder)
