"""Where a page leads: conditions, each with a page."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from engine.forms.model import END, Branch, Form, Page, text_in
from rino_desktop.texts import language
from rino_desktop.ui import icons
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.languages import Translated


class BranchTable(Translated, QWidget):
    """``changed`` carries all branches of the page. The first that is true counts."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._branches: tuple[Branch, ...] = ()
        self._targets: list[tuple[str, str]] = []
        #: (condition, page, button that removes it)
        self.rows: list[tuple[QLineEdit, QComboBox, QPushButton]] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self.add_button = QPushButton()
        icons.set_on(self.add_button, "add")
        self.add_button.clicked.connect(lambda: self._tell([*self._branches, Branch("")]))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._grid)
        layout.addWidget(self.add_button)
        self.retranslate()

    def retranslate(self) -> None:
        self.add_button.setText(self.tr("Add a branch"))
        for number in range(len(self.rows)):
            self._name(number)

    def show_of(self, page: Page, form: Form) -> None:
        place = form.pages.index(page)
        targets = [(END, self.tr("the end"))]
        for number, each in enumerate(form.pages[place + 1 :], place + 2):
            title = text_in(each.title, language())
            targets.append((each.id, f"{number}. {title}" if title else str(number)))
        unknown = {b.page for b in page.branches} - {target for target, _ in targets}
        targets += [(each, "?") for each in sorted(unknown)]
        if len(page.branches) != len(self.rows) or targets != self._targets:
            self._targets = targets
            self._make(len(page.branches))
        self._branches = page.branches
        for branch, (edit, box, _) in zip(page.branches, self.rows, strict=True):
            if edit.text() != branch.when:
                edit.setText(branch.when)
            box.setCurrentIndex([target for target, _ in targets].index(branch.page))

    def _make(self, count: int) -> None:
        for widgets in self.rows:
            for widget in widgets:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.rows = []
        for number in range(count):
            edit, box, button = QLineEdit(), CalmCombo(), QPushButton()
            edit.setPlaceholderText("talks == no")
            for target, title in self._targets:
                box.addItem(title, target)
            icons.set_on(button, "remove")
            edit.textEdited.connect(lambda text, n=number: self._change(n, when=text))
            box.activated.connect(lambda row, n=number: self._change(n, page=self._targets[row][0]))
            button.clicked.connect(lambda _checked=False, n=number: self._remove(n))
            self.rows.append((edit, box, button))
            self._grid.addWidget(edit, number, 0)
            self._grid.addWidget(box, number, 1)
            self._grid.addWidget(button, number, 2)
            self._name(number)

    def _name(self, number: int) -> None:
        edit, box, button = self.rows[number]
        for widget, name in (
            (edit, self.tr("Condition")), (box, self.tr("Next page")),
            (button, self.tr("Remove the branch")),
        ):  # fmt: skip
            widget.setAccessibleName(f"{name}, {number + 1}")
        button.setToolTip(self.tr("Remove the branch"))

    def _change(self, number: int, **values: str) -> None:
        branches = list(self._branches)
        branches[number] = replace(branches[number], **values)
        self._tell(branches)

    def _remove(self, number: int) -> None:
        self._tell([*self._branches[:number], *self._branches[number + 1 :]])

    def _tell(self, branches: list[Branch]) -> None:
        self._branches = tuple(branches)
        self.changed.emit(self._branches)
