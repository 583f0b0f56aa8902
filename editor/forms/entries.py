"""One entry of a list or mapping, with the buttons that move and remove it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from editor.forms.value import ValueEditor
from rino_desktop.ui import icons
from rino_desktop.ui.theme import dress


def tool_button(icon: str, name: str) -> QToolButton:
    button = QToolButton()
    icons.set_on(button, icon, "secondary")
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    # An icon cannot be drawn into less, and a form that grows has no room for a moment.
    button.setMinimumSize(24, 24)
    return button


class Head(QWidget):
    """The title of a list or mapping, and beside it what adds to it."""

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel()
        self.label.setWordWrap(True)
        dress(self.label, "secondary")
        self.buttons: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 4, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.label, 1)

    def add(self, text: str) -> QToolButton:
        button = QToolButton()
        icons.set_on(button, "add", "accent")
        button.setText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(12, 12))
        button.setStyleSheet("QToolButton { padding: 4px 2px; }")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.buttons.append(button)
        self._row.addWidget(button)
        return button

    def show_title(self, title: str, hint: str) -> None:
        self.label.setText(title)
        self.label.setToolTip(hint)
        for button in self.buttons:
            button.setAccessibleName(f"{title}: {button.text()}")
            button.setAccessibleDescription(hint)
            button.setToolTip(hint)


class Entry(QFrame):
    """An entry of a list with what can be done to it. Alt+Up and Alt+Down move it."""

    #: By how many places.
    moved = Signal(int)
    removed = Signal()

    def __init__(self, editor: ValueEditor, *, boxed: bool) -> None:
        super().__init__()
        self.editor = editor
        self.more = tool_button("more", self.tr("More"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        for text, by in ((self.tr("Move up"), -1), (self.tr("Move down"), 1)):
            action = QAction(text, menu)
            action.triggered.connect(lambda _checked=False, by=by: self.moved.emit(by))
            menu.addAction(action)
        self.more.setMenu(menu)
        self.more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.remove_button = tool_button("close", self.tr("Remove"))
        self.remove_button.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setSpacing(4)
        margin = 6 if boxed else 0
        row.setContentsMargins(margin, margin, 2 if boxed else 0, margin)
        row.addWidget(editor, 1)
        # In a box there is room below each other.
        buttons = QVBoxLayout() if boxed else QHBoxLayout()
        buttons.setSpacing(0)
        for button in (self.remove_button, self.more) if boxed else (self.more, self.remove_button):
            buttons.addWidget(button)
        column = QVBoxLayout()
        column.addLayout(buttons)
        column.addStretch(1)
        row.addLayout(column)
        if boxed:
            dress(self, "panel")

    def say_whose(self, place: str) -> None:
        """``place``: the list and the number in it, for who does not see what is beside them."""
        self.more.setAccessibleName(f"{self.more.toolTip()}: {place}")
        self.remove_button.setAccessibleName(f"{self.remove_button.toolTip()}: {place}")

    def buttons_width(self) -> int:
        """What the buttons take of a row, the gap before them included."""
        more = 0 if self.more.isHidden() else self.more.sizeHint().width()
        return more + self.remove_button.sizeHint().width() + 4

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(by)
        else:
            super().keyPressEvent(event)
