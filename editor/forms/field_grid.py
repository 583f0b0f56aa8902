"""Where the fields of a group stand: each under its title, short ones two in a row."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from editor.forms.shapes import Shape
from editor.forms.value import ValueEditor
from rino_desktop.ui import icons
from rino_desktop.ui.theme import dress

#: Their editors show the title themselves.
HEADED = ("list", "dict", "message")
#: Fields of these kinds are short: two stand side by side.
NARROW = ("number", "whole")


class FieldGrid(QGridLayout):
    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(4)
        self.setColumnStretch(0, 1)
        self.setColumnStretch(1, 1)
        self._half = -1

    def put(self, editor: ValueEditor, shape: Shape, title: str, hint: str) -> QLabel | None:
        """Its title, where the editor does not show that itself."""
        row = self.rowCount()
        narrow = shape.kind in NARROW or shape.role == "key"
        column = 1 if narrow and self._half >= 0 else 0
        if column:
            row, self._half = self._half, -1
        else:
            self._half = row if narrow else -1
        span = 1 if narrow else 2
        if (shape.kind == "bool" or shape.kind in HEADED) and not shape.optional:
            self.addWidget(editor, row, 0, 1, 2)
            return None
        label = QLabel(title)
        label.setWordWrap(True)
        label.setToolTip(hint)
        label.setMinimumHeight(24)
        label.setAlignment(Qt.AlignmentFlag.AlignBottom)
        dress(label, "secondary")
        label.setBuddy(editor.field() or editor)
        self.addWidget(label, row, column, 1, span, Qt.AlignmentFlag.AlignBottom)
        self.addWidget(editor, row + 1, column, 1, span, Qt.AlignmentFlag.AlignTop)
        return label


class Fold(QWidget):
    """Fields that are seldom touched, behind a button that says how many there are."""

    #: The fields have been folded away or brought out.
    turned = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.inside = QWidget()
        self.grid = FieldGrid()
        self.inside.setLayout(self.grid)
        self.inside.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.button)
        column.addWidget(self.inside)
        self._count = 0
        self.button.toggled.connect(self._turn)
        self._turn(False)

    @staticmethod
    def bring_out(widget: QWidget) -> None:
        """Whatever ``widget`` is folded away in."""
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, Fold):
                above.button.setChecked(True)
            above = above.parentWidget()

    def count(self, number: int) -> None:
        self._count = number
        self.setVisible(number > 0)
        self._say()

    def _turn(self, out: bool) -> None:
        self.inside.setVisible(out)
        icons.set_on(self.button, "down" if out else "right", "secondary")
        self._say()
        self.turned.emit(out)

    def _say(self) -> None:
        if self.button.isChecked():
            said = self.tr("Fewer settings")
        else:
            said = self.tr("%n more setting(s)", "", self._count)
        self.button.setText(said)
        self.button.setAccessibleName(said)
