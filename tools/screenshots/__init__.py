"""What ``make screenshots`` shows: functions that make a window with invented data."""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

#: A window, or what makes one while both loops turn.
Made = QWidget | Awaitable[QWidget]
T = TypeVar("T", bound=Made)
SCREENS: dict[str, Callable[[], Made]] = {}


def screen(name: str) -> Callable[[Callable[[], T]], Callable[[], T]]:
    def add(make: Callable[[], T]) -> Callable[[], T]:
        SCREENS[name] = make
        return make

    return add


def load() -> None:
    """All modules of this folder."""
    for module in pkgutil.iter_modules(__path__):
        if module.name != "__main__":
            importlib.import_module(f"{__name__}.{module.name}")
