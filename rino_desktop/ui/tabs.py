"""Windows of several tabs."""

from typing import cast

from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget


def inside(tabs: QTabWidget) -> QWidget:
    """Where the pages of the tabs lie. One that is made as its child is dressed once; ``addTab``
    dresses what it takes over anew, with everything in it (``MainWindow`` says why that matters).
    """
    return cast(QWidget, tabs.findChild(QStackedWidget))
