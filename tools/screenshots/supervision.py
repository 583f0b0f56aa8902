"""The bar of a supervisor who listens, in each of its states."""

import time

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.domain.hearing import SuperviseMode
from rino_desktop.console.monitor.supervision_bar import SupervisionBar, SupervisionView
from rino_desktop.supervision import why_text
from rino_desktop.texts import language
from tools.screenshots import screen

LISTEN, WHISPER, JOIN = SuperviseMode


@screen("supervision-bar")
async def bars() -> QWidget:
    russian = language() == "ru"
    name = "Анна Петровская" if russian else "Anna Petrovskaya"
    call = "Звонок 5120" if russian else "Call 5120"
    began = time.monotonic() - 73
    views = (
        SupervisionView(name, rings=True),
        SupervisionView(name, LISTEN, began=began),
        SupervisionView(name, WHISPER, began=began, may=frozenset({LISTEN, WHISPER})),
        SupervisionView(name, LISTEN, JOIN, began),
        SupervisionView(call, LISTEN, began=began, note=why_text("not_with_operator")),
        SupervisionView(name, over=True, note=why_text("call_over")),
    )
    page = QWidget()
    column = QVBoxLayout(page)
    for view in views:
        bar = SupervisionBar(page)
        bar.show_state(view)
        bar.show_level(-22.0)
        column.addWidget(bar)
    page.resize(1100, 480)
    return page
