"""Where panels are shown: narrow ones beside the card; wide ones beside it too where the window has
room for both, else over it, and the card is one key away."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.ui import icons, state
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.panel_bar import PanelBar

#: A card with its form beside a wide panel needs so much at least, and likes so much; pixels.
_CARD_WIDTH, _GOOD_CARD_WIDTH, _NARROW_WIDTH = 470, 540, 280
#: Under these names the sizes of the three parts, and the widths of wide panels, are remembered.
_SIZES, _WIDTHS = "workstation/sizes", "workstation/widths"


@dataclass(frozen=True, slots=True)
class _Panel:
    key: str
    widget: QWidget
    title: str
    width: int


class PanelPlace(Translated, QFrame):
    """The last part of ``splitter``, whose middle part is ``middle``."""

    shown = Signal(str)
    #: The panel gives way to the card.
    left = Signal()

    def __init__(self, splitter: QSplitter, middle: QWidget) -> None:
        super().__init__()
        dress(self, "panel")
        self._splitter, self._middle = splitter, middle
        self._panels: list[_Panel] = []
        #: Of the three parts while no wide panel is shown.
        self._sizes: list[int] = _numbers(state.value(_SIZES)) or splitter.sizes()
        self._widths: dict[str, int] = dict(state.value(_WIDTHS) or {})
        #: The narrow panel that comes back when a wide one goes.
        self._narrow = ""
        self._was_wide = False
        self.key = ""
        self.bar = PanelBar()
        self.bar.chosen.connect(self._on_chosen)
        self.head = QWidget()
        self.title, self.back = QLabel(), QPushButton()
        dress(self.title, "title")
        dress(self.back, "quiet")
        self.back.setAutoDefault(False)
        icons.set_on(self.back, "back")
        self.back.clicked.connect(self.leave)
        row = QHBoxLayout(self.head)
        row.setContentsMargins(12, 4, 8, 0)
        row.addWidget(self.title, 1)
        row.addWidget(self.back)
        self.pages = _Pages()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.pages, 1)
        self.head.hide()
        splitter.installEventFilter(self)
        splitter.splitterMoved.connect(lambda *_: self._remember())
        self.retranslate()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return super().minimumSizeHint().expandedTo(QSize(_NARROW_WIDTH, 0))

    def retranslate(self) -> None:
        self.back.setText(self.tr("To the card (F10)"))
        self.back.setToolTip(self.tr("The panel stays as it is"))

    # -- panels ----------------------------------------------------------------------------------

    @property
    def keys(self) -> list[str]:
        return [each.key for each in self._panels]

    def add(self, key: str, title: str, icon: str, widget: QWidget, width: int = 0) -> None:
        """``width``: what a wide one needs, pixels; 0: it is narrow."""
        self._panels.append(_Panel(key, widget, title, width))
        self.pages.addWidget(widget)
        self.bar.add(key, title, icon)
        if not self.key:
            self._narrow = key
            self.show_panel(key)

    def rename(self, key: str, title: str) -> None:
        at = self.keys.index(key)
        before = self._panels[at]
        self._panels[at] = _Panel(key, before.widget, title, before.width)
        self.bar.rename(key, title)
        if key == self.key:
            self.title.setText(title)

    def remove(self, key: str) -> None:
        """The widget is whoever's it was."""
        panel = self._of(key)
        if panel is None:
            return
        if self.key == key:
            self.leave()
        self._panels.remove(panel)
        self.pages.removeWidget(panel.widget)
        panel.widget.setParent(None)
        self.bar.remove(key)

    def show_panel(self, key: str) -> None:
        panel = self._of(key)
        if panel is None:
            return
        self.key = key
        if not panel.width:
            self._narrow = key
        self.pages.setCurrentWidget(panel.widget)
        self.pages.updateGeometry()
        self.title.setText(panel.title)
        self.bar.check(key)
        self._arrange()
        self.shown.emit(key)

    def turn(self, by: int) -> None:
        keys = self.keys
        self.show_panel(keys[(keys.index(self.key) + by) % len(keys)])

    def leave(self) -> None:
        """A wide panel gives way to the narrow one that was there before."""
        if self.wide:
            self.show_panel(self._narrow)
            self.left.emit()

    @property
    def wide(self) -> bool:
        panel = self._of(self.key)
        return panel is not None and panel.width > 0

    @property
    def covers(self) -> bool:
        """The card is behind it."""
        return self._middle.isHidden()

    def widget(self, key: str) -> QWidget | None:
        panel = self._of(key)
        return panel.widget if panel is not None else None

    def _of(self, key: str) -> _Panel | None:
        return next((each for each in self._panels if each.key == key), None)

    def _on_chosen(self, key: str) -> None:
        """Pressed again, a wide one goes."""
        if key == self.key and self.wide:
            self.leave()
            return
        self.show_panel(key)
        widget = self.widget(key)
        if widget is not None and self.wide:
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- room ------------------------------------------------------------------------------------

    def begin(self) -> None:
        """When the splitter has all its parts."""
        if len(self._sizes) == self._splitter.count():
            self._splitter.setSizes(self._sizes)

    def _arrange(self) -> None:
        """Both, where there is room."""
        panel = self._of(self.key)
        width = panel.width if panel is not None else 0
        was_wide, self._was_wide = self._was_wide, width > 0
        self.head.setVisible(width > 0)
        if not width:
            self._middle.show()
            if was_wide:
                self._splitter.setSizes(self._sizes)
            return
        if not was_wide:
            self._sizes = self._splitter.sizes()
        left = self._sizes[0]
        room = self._splitter.width() - left - 2 * self._splitter.handleWidth()
        both = room >= _CARD_WIDTH + width
        self._middle.setVisible(both)
        if both:
            wished = self._widths.get(self.key, room - _GOOD_CARD_WIDTH)
            width = max(width, min(wished, room - _CARD_WIDTH))
            self._splitter.setSizes([left, room - width, width])
        else:
            self._splitter.setSizes([left, 0, room + self._splitter.handleWidth()])

    def _remember(self) -> None:
        """The user has moved a border."""
        sizes = self._splitter.sizes()
        if not self.wide:
            self._sizes = sizes
        elif not self.covers:
            self._widths[self.key] = sizes[-1]
        if self.covers:
            self._sizes[0] = sizes[0]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is not self._splitter:
            return False
        if event.type() == QEvent.Type.Resize and self.wide:
            self._arrange()
        elif event.type() in (QEvent.Type.Hide, QEvent.Type.Close):
            sizes = self._sizes if self.wide else self._splitter.sizes()
            state.set_value(_SIZES, sizes)
            state.set_value(_WIDTHS, self._widths)
        return False


class _Pages(QStackedWidget):
    """As small as the page that is shown: a wide one behind it makes no other one wide."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else QSize(0, 0)


def _numbers(kept: object) -> list[int]:
    return [int(each) for each in kept] if isinstance(kept, list) else []
