"""What the answers of a form are given with: lines, texts, options. All by keyboard alone."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from engine.forms.reading import Entry
from rino_desktop.ui.theme import dress
from rmt.flow_layout import FlowLayout

#: Lines of a long text that are seen at once.
_LINES = 3
_YES = {Qt.Key.Key_Y: "yes", Qt.Key.Key_N: "no"}
#: Д and Н: of a Russian keyboard, which gives letters and no key of its own.
_YES_WORDS = {"д": "yes", "н": "no"}


class Input(QWidget):
    """``entered`` carries the entry after each change by hand; ``left``: the focus went on."""

    entered = Signal(object)
    left = Signal()

    def parts(self) -> list[QWidget]:
        """What takes the focus, in the order of Tab."""
        raise NotImplementedError

    def show_entry(self, entry: Entry) -> None:
        """Without telling that something was entered."""
        raise NotImplementedError

    def name(self, text: str) -> None:
        """For screen readers."""
        for part in self.parts():
            part.setAccessibleName(text)

    def mark(self, fault: str) -> None:
        """What is wrong with what stands there; "" for nothing."""
        for part in self.parts():
            part.setAccessibleDescription(fault)

    def take_focus(self) -> None:
        self.parts()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def has_focus(self) -> bool:
        return any(part.hasFocus() for part in self.parts())


class LineInput(Input):
    def __init__(self, example: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(example)
        self.edit.setMaxLength(4000)
        self.edit.textEdited.connect(lambda text: self.entered.emit(text))
        self.edit.editingFinished.connect(self.left)
        _only(self, self.edit)

    def parts(self) -> list[QWidget]:
        return [self.edit]

    def show_entry(self, entry: Entry) -> None:
        text = ", ".join(entry) if isinstance(entry, tuple) else entry
        if self.edit.text() != text:
            self.edit.setText(text)

    def mark(self, fault: str) -> None:
        super().mark(fault)
        dress(self.edit, "bad" if fault else "")


class TextInput(Input):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        height = self.edit.fontMetrics().lineSpacing() * _LINES + 20
        self.edit.setFixedHeight(height)
        self.edit.textChanged.connect(lambda: self.entered.emit(self.edit.toPlainText()))
        self.edit.installEventFilter(self)
        _only(self, self.edit)

    def parts(self) -> list[QWidget]:
        return [self.edit]

    def show_entry(self, entry: Entry) -> None:
        text = "\n".join(entry) if isinstance(entry, tuple) else entry
        if self.edit.toPlainText() != text:
            self.edit.blockSignals(True)
            self.edit.setPlainText(text)
            self.edit.blockSignals(False)

    def mark(self, fault: str) -> None:
        super().mark(fault)
        dress(self.edit, "bad" if fault else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False


class OptionsInput(Input):
    """Options one below another, or (``flat``) the steps of a scale beside one another. A digit
    chooses; Backspace takes the choice back. Yes and no also by their first letters."""

    def __init__(
        self, options: Sequence[tuple[str, str]], *, several: bool = False, flat: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._flat = flat
        self._several = several
        self._digits = ""
        self.codes = [code for code, _ in options]
        self.buttons: list[QAbstractButton] = []
        self._labels: list[QLabel] = []
        self._titles = [title for _, title in options]
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        layout: QLayout = FlowLayout(self) if flat else QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for place, (code, _) in enumerate(options):
            button = self._made(code)
            button.installEventFilter(self)
            button.clicked.connect(self._tell)
            self.buttons.append(button)
            self._group.addButton(button, place)
            if flat:
                layout.addWidget(button)
                continue
            row = _Row(button)
            self._labels.append(row.label)
            layout.addWidget(row)
        self.show_titles([title for _, title in options])

    def show_titles(self, titles: Sequence[str]) -> None:
        for place, title in enumerate(titles):
            self._titles[place] = title
            if not self._flat:
                key = place + 1
                self._labels[place].setText(f"{key}  {title}" if key < 10 else title)

    def parts(self) -> list[QWidget]:
        return list(self.buttons)

    def name(self, text: str) -> None:
        """Each button says the question and itself."""
        for place, button in enumerate(self.buttons):
            button.setAccessibleName(f"{text}: {self._titles[place]}")

    def show_entry(self, entry: Entry) -> None:
        chosen = entry if isinstance(entry, tuple) else (entry,)
        self._group.setExclusive(False)
        for code, button in zip(self.codes, self.buttons, strict=True):
            button.setChecked(code in chosen)
        self._group.setExclusive(not self._several)

    def take_focus(self) -> None:
        checked = next((b for b in self.buttons if b.isChecked()), self.buttons[0])
        checked.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            return not event.modifiers() & _COMMANDS and self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._digits = ""
            self.show_entry("")
            self._tell()
            return True
        text = event.text()
        if text.isdecimal() and len(text) == 1:
            return self._on_digit(text)
        self._digits = ""
        if self.codes == ["yes", "no"]:
            code = _YES.get(Qt.Key(event.key())) or _YES_WORDS.get(text.lower(), "")
            if code:
                self._choose(self.codes.index(code))
                return True
        return False

    def _on_digit(self, digit: str) -> bool:
        """Of a scale the number itself (1 and then 0 is ten), else the number of the option."""
        if self._flat:
            both = self._digits + digit
            code = both if both in self.codes else digit
            self._digits = code if code in self.codes else ""
            if code not in self.codes:
                return True
            self._choose(self.codes.index(code))
            return True
        place = int(digit) - 1
        if 0 <= place < len(self.buttons):
            self._choose(place)
        return True

    def _choose(self, place: int) -> None:
        button = self.buttons[place]
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._several:
            button.setChecked(not button.isChecked())
        else:
            button.setChecked(True)
        self._tell()

    def _tell(self) -> None:
        chosen = tuple(c for c, b in zip(self.codes, self.buttons, strict=True) if b.isChecked())
        if self._several:
            self.entered.emit(chosen)
        else:
            self.entered.emit(chosen[0] if chosen else "")

    def _made(self, code: str) -> QAbstractButton:
        if not self._flat:
            return QCheckBox() if self._several else QRadioButton()
        button = QPushButton(code)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setMinimumWidth(44)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button


_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class _Row(QWidget):
    """A button whose words wrap; a click on them is one on the button."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__()
        self._button = button
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.label, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._button.setFocus(Qt.FocusReason.MouseFocusReason)
            self._button.click()


def _only(owner: QWidget, part: QWidget) -> None:
    layout = QVBoxLayout(owner)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(part)
    owner.setFocusProxy(part)
