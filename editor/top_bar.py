"""Above the canvas: which scheme this is, whether it is saved, and what can be done with it."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from editor.keeper import Saving, Standing
from editor.moments import short
from rino_desktop.ui import icons
from rino_desktop.ui.elided import ElidedLabel
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_REFRESH_MS = 10_000
#: Where there is no room, these show their icons only: the first of them goes first.
_WORDLESS = ("compare", "flow", "prompts", "save", "call", "publish")
#: The title is left so much of the room, pixels: rather less than that the last two their words.
_TITLE_PX, _LEAST_TITLE_PX = 260, 180
_LAST = _WORDLESS[-2:]
_LEAST_PX = 560


class TopBar(Translated, QFrame):
    """``wanted`` says what was pressed: one of the keys of ``buttons``."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self._standing = Standing()
        self._state = Saving.SAVED
        self._title = ""
        self.title, self.badge, self.status = ElidedLabel(), QLabel(), ElidedLabel()
        dress(self.title, "title")
        dress(self.badge, "badge")
        dress(self.status, "secondary")
        self.buttons: dict[str, QPushButton | QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(8)
        self.origin = QPushButton()
        dress(self.origin, "quiet")
        self.origin.hide()
        self.origin.clicked.connect(lambda: self.wanted.emit("origin"))
        for widget in (self.origin, self.title, self.badge, self.status):
            layout.addWidget(widget)
        layout.addStretch(1)
        for key in ("undo", "redo", "tidy", "fit", "search"):
            tool = QToolButton()
            icons.set_on(tool, key)
            self._add(key, tool, layout)
        for key in ("save", "prompts", "compare", "flow", "call", "publish"):
            button = QPushButton()
            icons.set_on(button, key, "on_accent" if key == "publish" else "text")
            self._add(key, button, layout)
        more = QToolButton()
        icons.set_on(more, "more")
        self._add("more", more, layout)
        self.buttons["prompts"].setCheckable(True)
        self.buttons["flow"].setCheckable(True)
        self.buttons["call"].setCheckable(True)
        dress(self.buttons["publish"], "primary")
        self.setMinimumWidth(_LEAST_PX)
        self._clock = QTimer(self)
        self._clock.setInterval(_REFRESH_MS)
        self._clock.timeout.connect(self._tell)
        self._clock.start()
        self.retranslate()

    def _add(self, key: str, button: QPushButton | QToolButton, layout: QHBoxLayout) -> None:
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False, key=key: self.wanted.emit(key))
        self.buttons[key] = button
        layout.addWidget(button)

    def retranslate(self) -> None:
        words = {
            "undo": (self.tr("Undo"), "Ctrl+Z"),
            "redo": (self.tr("Redo"), "Ctrl+Y"),
            "tidy": (self.tr("Tidy"), ""),
            "fit": (self.tr("Show all"), "Home"),
            "search": (self.tr("Find"), "Ctrl+F"),
            "save": (self.tr("Save"), "Ctrl+S"),
            "prompts": (self.tr("Prompts"), ""),
            "compare": (self.tr("Compare"), ""),
            "flow": (self.tr("Flows"), ""),
            "call": (self.tr("Test call"), "F5"),
            "publish": (self.tr("Publish"), ""),
            "more": (self.tr("More"), ""),
        }
        for key, button in self.buttons.items():
            name, keys = words[key]
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({keys})" if keys else name)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many buttons with their words as there is room for; a tooltip has the others'."""
        for button in self.buttons.values():
            if isinstance(button, QPushButton):
                button.setText(button.accessibleName())
        self.status.setVisible(bool(self.status.text()))
        if self._state is Saving.SAVED and self._wanted(_TITLE_PX) > self.width():
            self.status.hide()
        self.badge.setToolTip(self.status.text())
        self.badge.setMinimumWidth(self.badge.sizeHint().width())
        for key in _WORDLESS:
            title = _LEAST_TITLE_PX if key in _LAST else _TITLE_PX
            if not self.buttons[key].isHidden() and self._wanted(title) > self.width():
                self.buttons[key].setText("")

    def _wanted(self, title: int) -> int:
        layout = self.layout()
        assert layout is not None
        margins, wanted = layout.contentsMargins(), 0
        for index in range(layout.count()):
            item = layout.itemAt(index)
            widget = item.widget() if item is not None else None
            if widget is not None and not widget.isHidden():
                wanted += widget.sizeHint().width() + layout.spacing()
        over_long = max(0, self.title.sizeHint().width() - title)
        return wanted - over_long + margins.left() + margins.right()

    def show_title(self, title: str) -> None:
        self._title = title
        self._tell()

    def show_replay(self, title: str) -> None:
        """What is past can only be looked at."""
        self._clock.stop()
        for name, button in self.buttons.items():
            button.setVisible(name in ("fit", "search", "call"))
        self.title.setText(title)
        self.badge.setText(self.tr("replay"))
        self.status.clear()
        self._fit()

    def show_origin(self, name: str) -> None:
        """The scheme that this one was opened from; "" for none."""
        self.origin.setText(f"{name}  ›")
        self.origin.setAccessibleName(self.tr("Back to {name}").format(name=name))
        self.origin.setVisible(bool(name))
        self._fit()

    def show_standing(self, standing: Standing) -> None:
        self._standing = standing
        self._tell()

    def show_state(self, state: Saving) -> None:
        self._state = state
        self._tell()

    def _tell(self) -> None:
        self.title.setText(self._title)
        version = self._standing.version
        if version is not None and self._state is Saving.SAVED:
            self.badge.setText(self.tr("version {number}").format(number=version))
        else:
            self.badge.setText(self.tr("draft"))
        self.status.setText(self._status())
        dress(self.status, "bad" if self._state in (Saving.FAILED, Saving.CONFLICT) else
              "secondary")  # fmt: skip
        self.buttons["save"].setEnabled(self._state is not Saving.SAVED)
        self._fit()

    def _status(self) -> str:
        match self._state:
            case Saving.CHANGED:
                return self.tr("not saved")
            case Saving.WORKING:
                return self.tr("saving…")
            case Saving.FAILED:
                return self.tr("not saved: kept on this computer")
            case Saving.CONFLICT:
                return self.tr("not saved: somebody else has changed the scheme")
        if self._standing.saved_at is None:
            return self.tr("new")
        return self.tr("saved {when}").format(when=self._ago(self._standing.saved_at))

    def _ago(self, moment: datetime) -> str:
        seconds = (datetime.now(UTC) - moment).total_seconds()
        if seconds < 60:
            return self.tr("just now")
        if seconds < 3600:
            return self.tr("{minutes} min ago").format(minutes=int(seconds // 60))
        return short(moment)
