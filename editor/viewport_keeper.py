"""The part of a scheme that a user looked at last, remembered for him in the database: it is the
same at another desk.

Written seldom and never waited for: this computer has a copy of its own, which counts while the
database is away, and afterwards if it is the later one.
"""

import asyncio
import contextlib
import hashlib
import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer

from editor.desk import SchemeDesk
from editor.told_tasks import told_tasks
from editor.view import SchemeView
from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop.ui import state

#: So long after the view was moved last it is written, milliseconds.
QUIET_MS = 5000
#: Nobody waits longer for the database because of it, seconds.
PATIENCE_S = 2.0
#: Names of the database's entries are not longer.
_LONGEST = 100
#: No scheme is so large.
_FAR = 1e9
_AWAY = (KnownError, StorageUnavailable, TimeoutError)
#: Titles of blocks can be read from this zoom on.
_TITLES_READ = 0.4
#: At which a scheme that is larger than the window is shown first.
_BEGINS_AT = 0.75


class ViewportKeeper(QObject):
    """``restore`` shows a scheme where it was left, and begins to remember."""

    def __init__(self, view: SchemeView, desk: SchemeDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._desk = view, desk
        self._name = ""
        #: What the database has.
        self._stored: dict[str, Any] = {}
        self._tasks = told_tasks(self, desk, lambda _words: None)  # nobody waits for it
        self._writing: asyncio.Task[None] | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._write_soon)
        view.moved.connect(self._on_moved)
        #: Before the first frame the window still finds its size; {}: it has not been seen yet.
        self._wanted: dict[str, float] | None = None
        # After the view, which has its scroll bars to see to.
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.timeout.connect(self._show)

    async def restore(self, name: str) -> None:
        """All of it or its beginning for who has not seen it yet."""
        self._name = ""  # what moves meanwhile is not the user
        stored: object = None
        with contextlib.suppress(*_AWAY):
            async with asyncio.timeout(PATIENCE_S):
                stored = await self._desk.state(_key(name))
        local = _read(state.value(self._local_key(name)))
        kept = max(local, _read(stored), key=_at)
        self._begin(kept)
        self._name = name
        self._stored = kept if kept == _read(stored) else {}

    def rename(self, name: str) -> None:
        """The scheme is called so from now on: what is seen of it is remembered under its name."""
        if self._name:
            self._name, self._stored = name, {}
            self._quiet.start()

    def show_unremembered(self) -> None:
        """Of what is not remembered, a replay: all of it or its beginning."""
        self._name = ""
        self._begin({})

    async def close(self) -> None:
        """Remember it for the next time."""
        name, self._name = self._name, ""
        self._quiet.stop()
        if self._writing is not None:
            self._writing.cancel()
        if name:
            await self._write(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if self._wanted is not None:
            if event.type() == QEvent.Type.Resize:
                self._resized.start()
            elif event.type() == QEvent.Type.Paint:
                self._show()
                self._wanted = None
                self._view.viewport().removeEventFilter(self)
        return False

    def _begin(self, wanted: dict[str, float]) -> None:
        self._wanted = wanted
        self._view.viewport().installEventFilter(self)
        self._show()

    def _show(self) -> None:
        if self._wanted is None:
            return
        if self._wanted:
            self._view.restore_viewport(self._wanted)
        else:
            show_beginning(self._view)

    def _on_moved(self) -> None:
        if self._name and self._wanted is None:
            self._quiet.start()

    def _write_soon(self) -> None:
        if self._name and (self._writing is None or self._writing.done()):
            self._writing = self._tasks.start(self._write(self._name))

    async def _write(self, name: str) -> None:
        seen = self._view.viewport_state()
        if _same(seen, self._stored):
            return
        kept = {**seen, "at": time.time()}
        state.set_value(self._local_key(name), kept)
        with contextlib.suppress(*_AWAY):  # this computer has it, and it goes up with the next move
            async with asyncio.timeout(PATIENCE_S):
                await self._desk.put_state(_key(name), kept)
            self._stored = kept

    def _local_key(self, name: str) -> str:
        return f"scheme/{self._desk.user}/{name.casefold()}/view"


def _key(name: str) -> str:
    key = f"view/{name.casefold()}"
    if len(key) <= _LONGEST:
        return key
    return f"view/{hashlib.sha256(key.encode()).hexdigest()}"


def _read(kept: object) -> dict[str, Any]:
    """{} for nothing, and for what is damaged."""
    if not isinstance(kept, dict):
        return {}
    numbers = [kept.get(name) for name in ("zoom", "x", "y")]
    if not all(isinstance(n, int | float) and abs(n) < _FAR for n in numbers):
        return {}
    return kept


def _same(seen: dict[str, float], stored: dict[str, Any]) -> bool:
    """To less than a pixel."""
    return bool(stored) and all(
        abs(seen[n] - stored[n]) < 0.5 * (n != "zoom") + 0.001 for n in seen
    )


def _at(kept: dict[str, Any]) -> float:
    """When it was looked at; -1 for nothing at all."""
    at = kept.get("at")
    if isinstance(at, int | float):
        return float(at)
    return 0.0 if kept else -1.0


def show_beginning(view: SchemeView) -> None:
    """Everything, if it can be read then; else where the calls begin, with what follows to the
    right."""
    view.fit()
    if view.zoom >= _TITLES_READ:
        return
    scene = view.scheme_scene
    starts = [key for key, item in scene.blocks.items() if item.look.is_start]
    area = scene.content_rect(set(starts[:1])) if starts else scene.content_rect()
    view.set_zoom(_BEGINS_AT)
    half = view.viewport().width() / 2 / _BEGINS_AT
    view.centerOn(area.left() - 40 + half, area.center().y())
