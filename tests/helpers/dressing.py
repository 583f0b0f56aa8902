"""The application as it is dressed for users."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from rino_desktop.ui import theme


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[None]:
    """In the light theme; other tests measure without a style sheet."""
    font, colours = QFont(qapp.font()), QPalette(qapp.palette())
    theme.apply(qapp, theme.Mode.LIGHT)
    yield
    theme.set_mode(theme.Mode.LIGHT)
    qapp.setStyleSheet("")
    qapp.setPalette(colours)
    qapp.setFont(font)
