"""The panels within the workstation: beside the card, and over it on a small screen."""

from PySide6.QtWidgets import QWidget

from engine.domain.operator import OperatorState
from rino_desktop.texts import language
from rino_desktop.texts.errors import said
from rino_desktop.workstation_panels import PANELS, titles
from rmt.callbacks.panel import CallbacksPanel
from rmt.directory.panel import DirectoryPanel
from rmt.history.panel import HistoryPanel
from rmt.orders.panel import OrdersPanel
from rmt.requests.panel import RequestsPanel
from tools.screenshots import callbacks, directory, history, requests, screen
from tools.screenshots.editor import until
from tools.screenshots.orders import orders as sample_orders
from tools.screenshots.shell import in_russian
from tools.screenshots.workstation_sample import Sample

_LARGE = 1920, 1080


async def _working(shown: str, *, talks: bool = True, large: bool = False) -> Sample:
    """With all panels, of which one is open."""
    sample = Sample()
    made: dict[str, QWidget] = {
        "history": HistoryPanel(history.Desk(), language=language),
        "directory": DirectoryPanel(directory.Desk()),
        "callbacks": CallbacksPanel(callbacks.Desk(), said),
        "requests": RequestsPanel(requests.Desk(), said),
        "orders": sample_orders(),
    }
    for key, panel in made.items():
        icon, width = PANELS[key]
        sample.page.add_panel(key, titles()[key], icon, panel, width)
    sample.page.contact_actions.offer("request", "order", "callback")
    sample.page.show_badge("requests", 2, urgent=True)
    sample.page.show_badge("messages", 1)
    if large:
        sample.window.resize(*_LARGE)
    sample.window.show()
    if talks:
        sample.talk()
    else:
        sample.be(OperatorState.AVAILABLE, 74)
    sample.show()
    if shown:
        sample.page.show_panel(shown)
    opened = made.get(shown)
    match opened:
        case HistoryPanel():
            opened.show_contact(["+79125550167"])
            await until(lambda: opened.table.rowCount() > 0)
        case DirectoryPanel():
            opened.look_for("иван" if in_russian() else "ivan")
            await until(lambda: bool(opened.results.entries()))
        case CallbacksPanel():
            await until(lambda: opened.table.rowCount() > 0)
        case RequestsPanel():
            await until(lambda: opened.card.history.count() == 4)
        case OrdersPanel():
            pass
    sample.show()
    return sample


@screen("workstation-panels")
async def narrow() -> QWidget:
    return (await _working("")).window


@screen("workstation-directory")
async def found() -> QWidget:
    return (await _working("directory")).window


@screen("workstation-directory-large")
async def found_large() -> QWidget:
    return (await _working("directory", large=True)).window


@screen("workstation-requests")
async def asked() -> QWidget:
    return (await _working("requests")).window


@screen("workstation-requests-large")
async def asked_large() -> QWidget:
    return (await _working("requests", large=True)).window


@screen("workstation-orders")
async def ordered() -> QWidget:
    return (await _working("orders", talks=False)).window


@screen("workstation-orders-large")
async def ordered_large() -> QWidget:
    return (await _working("orders", large=True)).window


@screen("workstation-callbacks")
async def promised() -> QWidget:
    return (await _working("callbacks")).window


@screen("workstation-history")
async def earlier() -> QWidget:
    return (await _working("history")).window
