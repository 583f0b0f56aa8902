"""What is shown where there is nothing yet: what is the matter, and what to do next."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from rino_desktop.ui import icons
from rino_desktop.ui.theme import dress

_WIDEST = 560


class EmptyState(QWidget):
    """Title, text, and one action or none. Whoever owns it sets the texts (again, when the
    language changes)."""

    #: The action's button was pressed.
    wanted = Signal()

    def __init__(self, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = QToolButton()  # it takes an icon that follows the theme
        self.picture.setEnabled(True)
        self.picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.picture.setIconSize(QSize(48, 48))
        if not icon:
            self.picture.hide()
        else:
            icons.set_on(self.picture, icon, "secondary")
        self.title, self.text = QLabel(), QLabel()
        dress(self.title, "title")
        dress(self.text, "secondary")
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setMaximumWidth(_WIDEST)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton()
        dress(self.button, "primary")
        self.button.clicked.connect(self.wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addStretch(1)
        for widget in (self.picture, self.title):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        # A text that wraps takes its height from its width: between stretches it gets both.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.text, 4)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.show_text("", "")

    def show_text(self, title: str, text: str, action: str = "") -> None:
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.button.setText(action)
        self.button.setVisible(bool(action))
