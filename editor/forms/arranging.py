"""What a form needs when fields have come into it or have left it.

Tab goes through a form in the order in which its fields stand. Qt's own order is that in which
widgets were made; entries of lists and texts in other languages are made when there is something to
show in them.
"""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QWidget


def arrange(form: QWidget) -> None:
    """Cheap where nothing is new."""
    if _order_tabs(form):
        # Layouts inside layouts grow one after another, and each step would be seen.
        _settle(form)
        make_room(form)


def make_room(widget: QWidget) -> None:
    """For one that has become higher or lower, in all that is around it, at once."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        _activate(above)
        QCoreApplication.sendEvent(above, QEvent(QEvent.Type.LayoutRequest))
        above = above.parentWidget()


def _order_tabs(form: QWidget) -> bool:
    """Whether the order was another."""
    before, changed = None, False
    for widget in _in_order(form):
        if before is not None and before.nextInFocusChain() is not widget:
            QWidget.setTabOrder(before, widget)
            changed = True
        before = widget
    return changed


def _settle(widget: QWidget) -> None:
    layout = widget.layout()
    if layout is not None:
        for child in _widgets(layout):
            _settle(child)
    _activate(widget)


def _activate(widget: QWidget) -> None:
    layout = widget.layout()
    if layout is not None:
        layout.activate()


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    layout = widget.layout()
    if layout is not None:
        for child in _widgets(layout):
            yield from _in_order(child)


def _widgets(layout: QLayout) -> Iterator[QWidget]:
    for index in _places(layout):
        item = layout.itemAt(index)
        if item is None:
            continue
        inner, child = item.layout(), item.widget()
        if inner is not None:
            yield from _widgets(inner)
        elif child is not None:
            yield child


def _places(layout: QLayout) -> list[int]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        rows = [_row_and_column(layout, index) for index in places]
        places.sort(key=lambda index: rows[index])
    return places


def _row_and_column(grid: QGridLayout, index: int) -> tuple[int, int]:
    position: tuple[int, ...] = grid.getItemPosition(index)  # type: ignore[assignment]
    return position[0], position[1]
