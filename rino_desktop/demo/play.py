"""What all demos have in common: how one is watched, ended early, and shown."""

import signal
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from rino_desktop.demo.closing import Outcome
from rino_desktop.demo.places import Places
from rino_desktop.demo.screen import Show
from rino_desktop.guest import Guest
from rino_desktop.settings import Settings

#: A screen for the campaign: yields the function that shows a snapshot.
Screen = Callable[[], AbstractContextManager[Show]]
Note = Callable[[str], None]


class Cut(Exception):
    """The demo was ended before there was anything to tell."""


class Play(ABC):
    """``note`` is told in a line what is being done."""

    def __init__(self, places: Places, settings: Settings, note: Note) -> None:
        self._places = places
        self._settings = places.settings(settings)
        self._note = note
        #: Set when there is a database with a running campaign to be looked at.
        self.open = threading.Event()
        #: Set by whoever wants the demo to end now.
        self.cut = threading.Event()

    @property
    @abstractmethod
    def guest(self) -> Guest:
        """Who looks at it in a window; asked when it is ``open``."""

    @abstractmethod
    def play(self, look: Screen) -> Outcome:
        """All of it. However it ends, everything it started has ended as well. Cut."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """A second Ctrl-C must not leave processes behind; what runs inside is bounded in time."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, signal.SIG_IGN) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
