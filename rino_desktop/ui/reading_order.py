"""Tab goes through a window as it is read: column after column, from top to bottom.

Qt's own order is that in which widgets were made, and what comes into a window later (rows,
banners, fields of another page) comes last in it. Here the order is that of the layouts, looked at
when the key is pressed, so that nobody has to keep it up to date.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QGridLayout,
    QLayout,
    QLayoutItem,
    QMainWindow,
    QScrollArea,
    QWidget,
)

_UPWARDS = (QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.BottomToTop)


class ReadingOrder:
    """For a window; goes before the widget's class."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Qt asks the window, whichever of its widgets has the keyboard."""
        assert isinstance(self, QWidget)
        reading = Reading(self)
        widget = reading.following(self.focusWidget(), forward=forward)
        if widget is None:
            return False
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        widget.setFocus(reason)
        bring_into_sight(widget)
        return True


class Reading:
    """A window as it stands at this moment. ``stops``: where Tab stops, in order.

    It keeps all parts: what Qt has made itself (the bar of tabs of docks, say) is lost to Python
    together with the Python object of what it lies in."""

    def __init__(self, window: QWidget) -> None:
        self._parts = list(_parts(window))
        self.stops = _stops(self._parts)

    def following(self, widget: QWidget | None, *, forward: bool) -> QWidget | None:
        """Where Tab leads from ``widget``, and where it begins for None."""
        if not self.stops:
            return None
        places = {part: place for place, part in enumerate(self._parts)}
        while widget is not None and widget not in places:
            widget = widget.parentWidget()
        at = -1 if widget is None else places[widget]
        if forward:
            return next((stop for stop in self.stops if places[stop] > at), self.stops[0])
        return next((stop for stop in self.stops[::-1] if places[stop] < at), self.stops[-1])


def bring_into_sight(widget: QWidget) -> None:
    """Qt does it only for what is in the same scroll area as that which had the keyboard before."""
    area: QWidget | None = widget.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea) and area.isAncestorOf(widget):
            area.ensureWidgetVisible(widget, 24, 24)
        area = None if area.isWindow() else area.parentWidget()


def _stops(parts: list[QWidget]) -> list[QWidget]:
    found = [part for part in parts if part.isEnabled() and part.focusProxy() is None]
    chosen: dict[object, QAbstractButton] = {}
    for button in (part for part in found if isinstance(part, QAbstractButton)):
        one_of = _group(button)
        if one_of is not None and (one_of not in chosen or button.isChecked()):
            chosen[one_of] = button
    stops = [part for part in found if _stops_at(part, chosen)]
    return [stop for stop in stops if not isinstance(stop, QScrollArea) or _for_eyes(stop, stops)]


def _for_eyes(area: QScrollArea, stops: list[QWidget]) -> bool:
    """It scrolls, and has nothing that takes the keyboard and would scroll it by the same keys."""
    bars = area.verticalScrollBar(), area.horizontalScrollBar()
    return any(bar.maximum() > bar.minimum() for bar in bars) and not any(
        stop is not area and area.isAncestorOf(stop) for stop in stops
    )


def _stops_at(widget: QWidget, chosen: dict[object, QAbstractButton]) -> bool:
    """Of buttons one of which is chosen Tab finds the chosen one, the arrows find the others."""
    if isinstance(widget, QAbstractButton) and (one_of := _group(widget)) is not None:
        return chosen[one_of] is widget and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _group(button: QAbstractButton) -> object | None:
    if not button.isCheckable():
        return None
    group = button.group()
    if group is not None:
        return group if group.exclusive() else None
    return button.parentWidget() if button.autoExclusive() else None


# --- in order -------------------------------------------------------------------------------------


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """All of it that is to be seen."""
    yield widget
    own = getattr(widget, "in_reading_order", None)
    children = own() if own is not None else _children(widget)
    for child in children:
        if child.isVisible():
            yield from _parts(child)


def _children(widget: QWidget) -> list[QWidget]:
    """As they stand in its layouts; then what lies over them, as it lies."""
    layout = widget.layout()
    placed = [] if layout is None or isinstance(widget, QMainWindow) else list(_laid_out(layout))
    known = set(placed)
    others = [
        child for child in widget.children()
        if isinstance(child, QWidget) and child not in known and not child.isWindow()
    ]  # fmt: skip
    others.sort(key=lambda child: (child.y(), child.x()))
    return [*placed, *others]


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for item in _items(layout):
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def _items(layout: QLayout) -> list[QLayoutItem]:
    places = list(range(layout.count()))
    if isinstance(layout, QBoxLayout) and layout.direction() in _UPWARDS:
        places.reverse()
    elif isinstance(layout, QGridLayout):
        places.sort(key=lambda place: _row_and_column(layout, place))
    return [item for place in places if (item := layout.itemAt(place)) is not None]


def _row_and_column(grid: QGridLayout, place: int) -> tuple[int, int]:
    position: tuple[int, ...] = grid.getItemPosition(place)  # type: ignore[assignment]
    return position[0], position[1]
