"""What ``make screenshots`` shows: functions that make a window with invented data."""

import importlib
import pkgutil
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

SCREENS: dict[str, Callable[[], QWidget]] = {}


def screen(name: str) -> Callable[[Callable[[], QWidget]], Callable[[], QWidget]]:
    def add(make: Callable[[], QWidget]) -> Callable[[], QWidget]:
        SCREENS[name] = make
        return make

    return add


def load() -> None:
    """All modules of this folder."""
    for module in pkgutil.iter_modules(__path__):
        if module.name != "__main__":
            importlib.import_module(f"{__name__}.{module.name}")
