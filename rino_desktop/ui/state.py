"""What a user has arranged (sizes, columns, splitters, the last place looked at) outlives the
window. Kept in a file of the application's data folder; before ``use`` only in memory."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, QSize
from PySide6.QtWidgets import QHeaderView, QMainWindow, QSplitter, QWidget

from rino_desktop.ui.room import room_for

_FILE = "windows.ini"
_settings: QSettings | None = None
_memory: dict[str, Any] = {}


def use(folder: Path) -> None:
    """From now on things are remembered in ``folder``, which is made when it is first needed."""
    global _settings
    _settings = QSettings(str(folder / _FILE), QSettings.Format.IniFormat)


def forget() -> None:
    """As at the beginning: nothing known, nothing kept on disk (for tests)."""
    global _settings
    _settings = None
    _memory.clear()


def value(name: str, default: Any = None) -> Any:
    """What ``set_value`` has kept under ``name``; ``default`` for nothing, or for a damaged
    entry."""
    kept = _memory.get(name) if _settings is None else _settings.value(name)
    if not isinstance(kept, str):
        return default
    try:
        return json.loads(kept)
    except ValueError:
        return default


def set_value(name: str, kept: Any) -> None:
    """``kept``: whatever JSON can hold."""
    _set(name, json.dumps(kept, ensure_ascii=False))


def keep(widget: QWidget, name: str) -> None:
    """Restore how ``widget`` was arranged under ``name``, and remember it whenever it is hidden or
    closed. For windows (place and size), main windows (docks too), splitters and headers of
    tables. Call it when the widget has all its parts."""
    kept = _memory.get(name) if _settings is None else _settings.value(name)
    if isinstance(kept, QByteArray) and not kept.isEmpty():
        _restore(widget, kept)
    if isinstance(widget, QMainWindow):
        parts = _memory.get(f"{name}/parts") if _settings is None else (
            _settings.value(f"{name}/parts"))  # fmt: skip
        if isinstance(parts, QByteArray):
            widget.restoreState(parts)
    _Keeper(widget, name)


class _Keeper(QObject):
    """Lives as long as its widget."""

    def __init__(self, widget: QWidget, name: str) -> None:
        super().__init__(widget)
        self._widget = widget
        self._name = name
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._widget and event.type() in (QEvent.Type.Close, QEvent.Type.Hide):
            _save(self._widget, self._name)
        return False


def begin_with(window: QWidget, width: int, height: int) -> None:
    """The size of a window that nobody has sized yet: no more than the screen has room for, frame
    and title included."""
    window.resize(QSize(width, height).boundedTo(room_for(window)))


def _restore(widget: QWidget, kept: QByteArray) -> None:
    if isinstance(widget, QSplitter | QHeaderView):
        widget.restoreState(kept)
    else:
        widget.restoreGeometry(kept)


def _save(widget: QWidget, name: str) -> None:
    if isinstance(widget, QSplitter | QHeaderView):
        _set(name, widget.saveState())
        return
    _set(name, widget.saveGeometry())
    if isinstance(widget, QMainWindow):
        _set(f"{name}/parts", widget.saveState())


def _set(name: str, kept: object) -> None:
    if _settings is None:
        _memory[name] = kept
    else:
        _settings.setValue(name, kept)
