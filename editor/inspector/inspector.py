"""The inspector: a page for what is selected, the hint of the field at hand below it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from editor.document import Changed, SchemeDocument
from editor.inspector.node_page import NodePage
from editor.inspector.other_pages import LinkPage, NotePage, SeveralPage
from editor.inspector.page import Page
from editor.inspector.scheme_page import SchemePage
from editor.scheme_names import KnownNames
from editor.selection import Selection
from engine.scheme.problems import Problem
from rino_desktop.ui.theme import dress, on_panel


class Inspector(QWidget):
    """``outside``: names known beyond the scheme. ``show_problems`` is told by whoever judges."""

    #: Another type is to be chosen for a block.
    retype_wanted = Signal(str)
    #: A block is to be brought into sight: its id. It is selected already.
    show_wanted = Signal(str)
    #: ``copy`` | ``tidy`` | ``frame`` for all that is selected.
    action_wanted = Signal(str)

    def __init__(
        self,
        document: SchemeDocument,
        selection: Selection,
        outside: KnownNames | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.document, self.selection = document, selection
        self.node_page = NodePage(document, outside)
        self.note_page = NotePage(document)
        self.link_page = LinkPage(document)
        self.several_page = SeveralPage(document, selection)
        self.scheme_page = SchemePage(document)
        self.stack = QStackedWidget()
        self._areas: dict[Page, QScrollArea] = {}
        for page in (self.node_page, self.note_page, self.link_page, self.several_page,
                     self.scheme_page):  # fmt: skip
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(page)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._areas[page] = area
            self.stack.addWidget(area)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(14, 8, 14, 8)
        # Two lines, always: the form above must not jump when the keyboard goes on.
        self.hint.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 16)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        dress(self.hint, "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.hint)
        self.page: Page = self.scheme_page
        self._problems: Sequence[Problem] = ()
        self.node_page.hinted.connect(self.hint.setText)
        self.node_page.form.came_to.connect(self._on_field)
        self._came_to: QWidget | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._bring_into_sight)
        self.node_page.retype_wanted.connect(self.retype_wanted)
        self.link_page.wanted.connect(self._go)
        self.several_page.action_wanted.connect(self.action_wanted)
        self.scheme_page.use_wanted.connect(self.edit)
        selection.changed.connect(self._select)
        document.changed.connect(self._follow)
        document.replaced.connect(self._select)
        self.setMinimumWidth(320)
        on_panel(self)
        self._select()
        self._name()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self._problems = problems
        if self.page is self.node_page:
            self.node_page.show_problems(problems)

    def edit(self, node_id: str, place: str = "") -> None:
        """Select a block, and put the keyboard into a field of it (its name, where ``place`` is
        empty)."""
        self._go(node_id)
        if place:
            self.node_page.form.focus_place(place)
        else:
            self.node_page.name.setFocus()
        field = self.node_page.focusWidget()
        if field is not None:
            self._areas[self.node_page].ensureWidgetVisible(field)

    def _on_field(self, field: QWidget) -> None:
        """In sight, as soon as a field that has just been made has its place."""
        self._came_to = field
        self._settled.start()

    def _bring_into_sight(self) -> None:
        field, self._came_to = self._came_to, None
        if field is not None and isValid(field) and self.node_page.isAncestorOf(field):
            self._areas[self.node_page].ensureWidgetVisible(field)

    def _go(self, node_id: str) -> None:
        self.selection.set([node_id])
        self.show_wanted.emit(node_id)

    def _select(self) -> None:
        chosen = self.selection
        key = chosen.current
        if not len(chosen):
            page: Page = self.scheme_page
        elif not key:
            page = self.several_page
        elif key in chosen.nodes:
            page = self.node_page
        else:
            page = self.link_page if key in chosen.links else self.note_page
        self.page = page
        page.show_key(key)
        self.hint.setText("")
        self.hint.setVisible(page is self.node_page)
        self.stack.setCurrentWidget(self._areas[page])
        if page is self.node_page:
            self.node_page.show_problems(self._problems)

    def _follow(self, told: Changed) -> None:
        if self.page.concerns(told):
            self.page.refresh()

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Properties"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)
