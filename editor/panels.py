"""The panels around the canvas, and what they have to say to each other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from editor.called_library import CalledLibrary
from editor.canvas_words import CanvasWords
from editor.dialogue_badge import DialogueBadge
from editor.inspector.inspector import Inspector
from editor.live_problems import LiveProblems
from editor.outline import Outline
from editor.problems_panel import ProblemsPanel
from editor.problems_strip import ProblemsStrip
from editor.retyping import Retyping
from editor.scheme_tests_panel import SchemeTestsPanel
from editor.search_bar import SearchBar
from editor.testcall.call_me import CallMe
from editor.testcall.contacts import ContactChooser
from editor.testcall.panel import TestCallPanel
from engine.scheme.problems import Problem
from rino_desktop.ui import state
from rino_desktop.ui.theme import on_panel

if TYPE_CHECKING:
    from editor.editor_widget import EditorWidget
    from editor.prompts.panel import PromptsPanel


class Panels(QObject):
    """``right`` and ``bottom`` are put into the editor by its owner."""

    def __init__(self, editor: "EditorWidget") -> None:
        super().__init__(editor)
        self._editor = editor
        document, selection = editor.document, editor.selection
        self.library = CalledLibrary(document, editor.desk)
        self.live = LiveProblems(document)
        self.outline = Outline(document, selection)
        self.inspector = Inspector(document, selection, editor.tools.names)
        self.problems = ProblemsPanel(document, selection, self.live)
        self.search = SearchBar(document, selection)
        self.call = TestCallPanel(document, self.library)
        #: Real calls by the draft; None: the application makes none.
        self.call_me: CallMe | None = None
        if editor.tools.phone is not None:
            self.call_me = CallMe(
                document, self.call, editor.tools.phone, lambda: editor.name, editor.desk.words
            )
            self.call_me.said.connect(editor.said)
        self.tests = SchemeTestsPanel(document, self.library)
        self.retyping = Retyping(editor)
        self.prompts: PromptsPanel | None = None
        self.right, self.bottom = QTabWidget(), ProblemsStrip(self.problems)
        self.right.setDocumentMode(True)
        on_panel(self.right)
        for panel in (self.inspector, self.call, self.tests):
            self.right.addTab(panel, "")
        self.badge = DialogueBadge(editor, self.right, self.tests)
        self.search.hide()
        self._connect()

    def made_prompts(self) -> "PromptsPanel | None":
        """The prompts manager, made when it is first wanted: its waveforms take a second to
        load. None: the application gives no recordings."""
        editor, tools = self._editor, self._editor.tools
        if self.prompts is None and tools.prompts is not None:
            from editor.prompts.panel import PromptsPanel

            panel = PromptsPanel(editor.document, tools.prompts, tools.contacts)
            panel.use_wanted.connect(self._on_use)
            editor.keeper.standing_changed.connect(lambda _standing: panel.note_saved())
            self.prompts = panel
        return self.prompts

    def _choose_contact(self) -> None:
        contacts = self._editor.tools.contacts
        if contacts is not None:
            chooser = ContactChooser(contacts, self.call)
            chooser.chosen.connect(self.call.set_contact)
            chooser.open()

    def _on_use(self, key: str, place: str) -> None:
        self._editor.show_prompts(False)
        self._editor.selection.set([key])
        self._go(key, place)

    def _connect(self) -> None:
        editor, view, scene = self._editor, self._editor.view, self._editor.scene
        self.call.set_outside(editor.tools.outside)
        self.call.set_prompts(editor.tools.sound)
        self.call.contacts_wanted.connect(self._choose_contact)
        self.live.changed.connect(self._on_problems)
        self.problems.wanted.connect(self._go)
        self.inspector.show_wanted.connect(view.show_key)
        self.inspector.retype_wanted.connect(self.retyping.choose)
        self.inspector.action_wanted.connect(self._on_action)
        self.outline.show_wanted.connect(view.show_key)
        CanvasWords(view, editor.selection, self.outline.outline)
        self.outline.edit_wanted.connect(self.edit)
        view.edit_wanted.connect(self.edit)
        self.search.wanted.connect(lambda _kind, key, _place: view.show_key(key))
        self.search.closed.connect(view.setFocus)
        self.call.path_changed.connect(self._on_path)
        self.call.current_node.connect(self._on_current)
        self.call.stops_changed.connect(scene.state.show_stops)
        self.call.place_wanted.connect(self._on_place)
        self.tests.dialogue_wanted.connect(self._on_dialogue)
        self.right.currentChanged.connect(self._on_tab)
        editor.keeper.standing_changed.connect(lambda _standing: self.library.start())
        self.library.failed.connect(editor.said)
        self.library.changed.connect(self.tests.runs.again)
        self._path: frozenset[str] = frozenset()
        self._current = ""

    def retranslate(self) -> None:
        self.right.setTabText(0, self.tr("Properties"))
        self.right.setTabText(1, self.tr("Test call"))
        self.badge.show()

    def split(self, middle: QWidget, left: QWidget) -> QSplitter:
        """Canvas and problems one above the other, between the panels of both sides."""
        column = QSplitter(Qt.Orientation.Vertical)
        column.addWidget(middle)
        column.addWidget(self.bottom)
        column.setStretchFactor(0, 1)
        column.setCollapsible(1, False)
        column.setSizes([600, 150])
        row = QSplitter(Qt.Orientation.Horizontal)
        for widget in (left, column, self.right):
            row.addWidget(widget)
        row.setStretchFactor(1, 1)
        row.setSizes([240, 780, 340])
        state.keep(column, "editor/column")
        state.keep(row, "editor/row")
        return row

    # --- what is shown --------------------------------------------------------------------------

    def edit(self, key: str) -> None:
        """The properties of a block, link or note, with the keyboard in them."""
        self.right.setCurrentWidget(self.inspector)
        if key in self._editor.document.content.nodes:
            self.inspector.edit(key)
        else:
            self.inspector.setFocus()

    def show_call(self, on: bool) -> None:
        self.right.setCurrentWidget(self.call if on else self.inspector)
        if on:
            self.call.setFocus()

    def begin_real_call(self) -> None:
        if self.call_me is not None:
            self.show_call(True)
            self.call_me.open()

    def find(self) -> None:
        self.search.show()
        self.search.open()

    async def close(self) -> None:
        if self.call_me is not None:
            await self.call_me.close()
        self.library.stop()
        self.call.close_call()
        self.tests.runs.forget()
        if self.prompts is not None:
            await self.prompts.close_scheme()

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        self.inspector.show_problems(problems)
        troubles: dict[str, str] = {}
        for problem in reversed(problems):  # errors come first and have the last word
            if problem.node_id:
                troubles[problem.node_id] = "error" if problem.is_error else "warning"
        bad = [p.link_id for p in problems if p.link_id and p.is_error]
        self._editor.scene.state.show_problems(troubles, bad)

    def _go(self, key: str, place: str) -> None:
        editor = self._editor
        if key:
            editor.view.show_key(key)
        self.right.setCurrentWidget(self.inspector)
        if key in editor.document.content.nodes and place:
            self.inspector.edit(key, place)

    def _on_action(self, name: str) -> None:
        editor = self._editor
        actions = {
            "copy": editor.view.actions_by_key.copy,
            "tidy": editor.menu.tidy,
            "frame": editor.menu.add_frame,
        }
        if name in actions:
            actions[name]()

    # --- test calls -----------------------------------------------------------------------------

    def _on_tab(self, index: int) -> None:
        self._editor.bar.buttons["call"].setChecked(self.right.widget(index) is self.call)

    def _on_path(self, steps: list[tuple[str, str]]) -> None:
        content = self._editor.document.content
        taken = (content.link_at(node, port) for node, port in steps)
        self._path = frozenset(link.id for link in taken if link is not None)
        self._editor.scene.state.show_path(self._path, self._current)

    def _on_current(self, node_id: str) -> None:
        self._current = node_id
        self._editor.scene.state.show_path(self._path, node_id)
        if node_id and not self._editor.sees(node_id):
            self._editor.view.show_key(node_id)

    def _on_place(self, scheme: str, node_id: str) -> None:
        editor = self._editor
        if scheme and scheme.casefold() != editor.name.casefold():
            editor.scheme_wanted.emit(scheme, editor.name)
        elif node_id in editor.document.content.nodes:
            editor.selection.set([node_id])
            editor.view.show_key(node_id)

    def _on_dialogue(self, dialogue: object) -> None:
        self.show_call(True)
        self.call.load_dialogue(dialogue)  # type: ignore[arg-type]
