"""The editor of one scheme: canvas, palette, panels and what holds them together."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QLabel,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from editor.banners import Banners
from editor.block_tips import BlockTips
from editor.canvas_menu import CanvasMenu
from editor.comparing import Comparing
from editor.coverage_bar import CoverageBar
from editor.desk import SchemeDesk, SchemeVersion
from editor.document import SchemeDocument
from editor.flow_bar import FlowBar
from editor.keeper import Keeper, Saving
from editor.minimap import Minimap
from editor.more_menu import MoreMenu
from editor.palette import Palette
from editor.panels import Panels
from editor.plugin_banners import PluginBanners
from editor.publishing import Publishing
from editor.quick_add import QuickAdd, add_block, place_beside
from editor.recovery import RecoveryFolder
from editor.replaying import Replaying
from editor.scene import SchemeScene
from editor.scheme_banners import SchemeBanners
from editor.selection import Selection
from editor.tools import NO_TOOLS, EditorTools
from editor.top_bar import TopBar
from editor.view import SchemeView
from editor.viewport_keeper import ViewportKeeper
from engine.scheme.model import Scheme
from engine.scheme.node_types import NodeTypes
from rino_desktop.ui import theme
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress, on_panel


class EditorWidget(Translated, QWidget):
    """``open`` loads a scheme. ``recovery``: the folder for unsaved work; ``language``: that of the
    program."""

    title_changed = Signal(str)
    #: A line for the window's status bar.
    said = Signal(str)
    #: Another scheme is to be opened: its name, and the one that it is opened from ("" for going
    #: back there).
    scheme_wanted = Signal(str, str)
    #: A call is to be replayed, in an editor of its own: the attempt.
    replay_wanted = Signal(int)

    def __init__(
        self,
        desk: SchemeDesk,
        node_types: NodeTypes,
        recovery: Path,
        language: str,
        database: str = "",
        tools: EditorTools = NO_TOOLS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.tools = tools
        self.document = SchemeDocument(Scheme(""), node_types, self)
        folder = RecoveryFolder(recovery, desk.user, database)
        self.keeper = Keeper(self.document, desk, folder, self)
        self.selection = Selection(self.document, self)
        self.scene = SchemeScene(self.document, self.selection, language, self)
        self.view = SchemeView(self.scene)
        self.view.words = desk.words
        self.tips = BlockTips(self.view)
        self.viewport = ViewportKeeper(self.view, desk, self)
        self.palette_list = Palette(node_types, language)
        self.quick_add = QuickAdd(self.scene, self)
        self.minimap = Minimap(self.view)
        self.menu = CanvasMenu(self.view)
        self.bar = TopBar()
        self.banners = Banners()
        self.publishing = Publishing(self)
        self.comparing = Comparing(self)
        self.replaying = Replaying(self)
        self.line = QLabel()
        self._origin = ""
        self._hinted = False
        self.more = MoreMenu(self)
        self.panels = Panels(self)
        self.flow = FlowBar(self)
        self.coverage = CoverageBar(self, self.panels.tests)
        self._build()
        self._connect()
        SchemeBanners(self)
        self.plugin_banners = PluginBanners(self)
        self.retranslate()

    # --- opening and closing --------------------------------------------------------------------

    @property
    def name(self) -> str:
        return self.keeper.name

    async def open(self, name: str, instead: SchemeVersion | None = None) -> None:
        """UnreadableDraft, KnownError or StorageUnavailable when it cannot be loaded; ``instead``:
        what to begin with where the draft cannot be read."""
        await self.keeper.open(name, instead)
        if not self.document.content.nodes:
            self._begin()
        self._show_first_hint()
        self._show_title()
        await self.viewport.restore(self.name)
        self.view.setFocus()

    async def open_replay(self, attempt_id: int) -> str:
        """Show a real call over the version that it ran on, and nothing else; returns what to call
        it. KnownError, StorageUnavailable."""
        call = await self.replaying.open(attempt_id)
        title = self.tr("{scheme}, version {number} · {phone}").format(
            scheme=call.scheme, number=call.version, phone=call.phone
        )
        self.bar.show_replay(title)
        if self.panels.call_me is not None:
            self.panels.call_me.strip.hide()
        self.viewport.show_unremembered()
        return title

    async def close_scheme(self) -> None:
        """Remember what is to be remembered; unsaved work stays on this computer."""
        await self.viewport.close()
        await self.keeper.close()
        await self.panels.close()

    async def rename_scheme(self, name: str, rename: Callable[[], Awaitable[None]]) -> None:
        """``rename`` does it in the database."""
        await self.keeper.rename(name, rename)
        self.viewport.rename(name)
        self._show_title()

    def set_user(self, user: str) -> None:
        """Whoever works here is named so from now on."""
        if user != self.desk.user:
            self.desk.user = user
            self.keeper.belong_to(user)

    def _begin(self) -> None:
        """A new scheme has the block that calls begin with."""
        for node_type in self.document.node_types:
            if node_type.is_start:
                add_block(self.scene, node_type.name, QPointF(0, 0), text=self.tr("Add block"))
                return

    def _show_first_hint(self) -> None:
        """What to do next with a scheme that has nothing yet but its beginning and end; it goes
        with the first block."""
        wanted = len(self.document.content.nodes) <= 2 and not self.document.read_only
        if wanted and not self.line.text():
            self._hinted = True
            self.line.setText(
                self.tr("Drag a block from the left onto the line, or type what it is to do.")
            )
        elif self._hinted and not wanted:
            self._hinted = False
            self.line.clear()

    # --- what it is made of ---------------------------------------------------------------------

    def _build(self) -> None:
        self.left = QTabWidget()
        self.left.setDocumentMode(True)
        on_panel(self.left)
        self.left.addTab(self.palette_list, "")
        self.left.addTab(self.panels.outline, "")
        self.middle = QWidget()
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addWidget(self.flow)
        column.addWidget(self.coverage)
        column.addWidget(self.panels.search)
        column.addWidget(self.view, 1)
        dress(self.line, "secondary")
        self.line.setContentsMargins(12, 4, 12, 4)
        column.addWidget(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.panels.split(self.middle, self.left))
        self.bar.buttons["prompts"].setVisible(self.tools.prompts is not None)
        layout.addWidget(self.pages, 1)
        self.undo_action = self.document.undo_stack.createUndoAction(self)
        self.redo_action = self.document.undo_stack.createRedoAction(self)
        self.actions_by_name: dict[str, QAction] = {}
        for name, keys in (("save", "Ctrl+S"), ("search", "Ctrl+F"), ("call", "F5")):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, name=name: self._do(name))
            self.addAction(action)
            self.actions_by_name[name] = action

    def _connect(self) -> None:
        view, keeper, bar = self.view, self.keeper, self.bar
        view.quick_add_wanted.connect(self._on_quick_add)
        view.typed.connect(self._on_typed)
        view.opened.connect(self._on_opened)
        view.said.connect(self.line.setText)
        view.menu_wanted.connect(self.menu.show)
        self.quick_add.added.connect(self._on_added)
        self.palette_list.add_wanted.connect(self._on_palette)
        keeper.state_changed.connect(bar.show_state)
        keeper.state_changed.connect(self._on_state)
        keeper.standing_changed.connect(bar.show_standing)
        keeper.failed.connect(self.said)
        bar.wanted.connect(self._do)
        stack = self.document.undo_stack
        stack.canUndoChanged.connect(bar.buttons["undo"].setEnabled)
        stack.canRedoChanged.connect(bar.buttons["redo"].setEnabled)
        bar.buttons["undo"].setEnabled(False)
        bar.buttons["redo"].setEnabled(False)
        self.document.changed.connect(self._on_changed)
        theme.changes.changed.connect(self._restyle)

    def retranslate(self) -> None:
        self.left.setTabText(0, self.tr("Blocks"))
        self.left.setTabText(1, self.tr("Outline"))
        self.panels.retranslate()
        self.plugin_banners.retranslate()
        self.setAccessibleName(self.tr("Scheme editor"))

    def set_language(self, language: str) -> None:
        """Titles of blocks and ports come from the node types, not from Qt's translations."""
        self.scene.language = language
        self.scene.restyle()
        self.palette_list.set_language(language)
        self._show_title()

    def _restyle(self) -> None:
        self.scene.restyle()
        self.minimap.restyle()

    # --- what is wanted -------------------------------------------------------------------------

    def _do(self, name: str) -> None:
        match name:
            case "undo":
                self.document.undo_stack.undo()
            case "redo":
                self.document.undo_stack.redo()
            case "tidy":
                self.menu.tidy()
            case "fit":
                self.view.fit()
            case "save":
                self.keeper.save()
            case "publish":
                self.publishing.begin()
            case "origin":
                self.scheme_wanted.emit(self._origin, "")
            case "more":
                button = self.bar.buttons["more"]
                self.more.made().popup(button.mapToGlobal(QPoint(0, button.height())))
            case "flow":
                self.end_flow() if self.flow.isVisible() else self._begin_flow()
            case "prompts":
                self.show_prompts(self.pages.currentIndex() == 0)
            case "search":
                self.panels.find()
            case "call":
                self.panels.show_call(self.panels.right.currentWidget() is not self.panels.call)
            case "compare":
                self.comparing.begin()
            case _:
                pass

    def _begin_flow(self) -> None:
        self.panels.tests.paint.setChecked(False)  # one painting at a time
        self.flow.begin()
        self.bar.buttons["flow"].setChecked(True)

    def end_flow(self) -> None:
        """The figures of the flows go off the canvas."""
        self.flow.end()
        self.bar.buttons["flow"].setChecked(False)

    def _on_quick_add(self, at: QPointF, source: str, port: str) -> None:
        self._open_quick_add(at, source, port)

    def _open_quick_add(self, at: QPointF, source: str, port: str, typed: str = "") -> None:
        self.view.ensureVisible(at.x(), at.y(), 1, 1, 40, 40)
        where = self.view.viewport().mapToGlobal(self.view.mapFromScene(at))
        self.quick_add.open_at(where + QPoint(8, 8), at, source, port, typed)

    def show_prompts(self, on: bool) -> None:
        """The prompts instead of the canvas, and back."""
        panel = self.panels.made_prompts() if on else None
        if panel is not None and self.pages.count() == 1:
            self.pages.addWidget(panel)
        self.pages.setCurrentIndex(0 if panel is None else 1)
        self.bar.buttons["prompts"].setChecked(self.pages.currentIndex() == 1)

    def set_origin(self, name: str) -> None:
        """The scheme that this one was opened from: a way back to it is shown."""
        self._origin = name
        self.bar.show_origin(name)

    def origin_renamed(self, name: str, new_name: str) -> None:
        """The way back leads to a scheme that may have another name by now."""
        if self._origin.casefold() == name.casefold():
            self.set_origin(new_name)

    def _on_opened(self, key: str) -> None:
        """A block that calls another scheme opens that one, all others their form."""
        if key in self.document.content.nodes:
            calls = self.document.facts.of(key).calls
            if calls is not None and calls.scheme:
                self.scheme_wanted.emit(calls.scheme, self.name)
                return
        self.view.edit_wanted.emit(key)

    def _on_typed(self, letter: str) -> None:
        self._open_quick_add(*place_beside(self.scene), letter)

    def _on_added(self, key: str, chain: bool) -> None:
        self.view.show_key(key) if not self.sees(key) else None
        self.view.setFocus()
        if chain:
            self.view.actions_by_key.insert_after()

    def sees(self, key: str) -> bool:
        window = self.view.mapToScene(self.view.viewport().rect()).boundingRect()
        return window.contains(self.scene.block_rect(key))

    def _on_palette(self, name: str) -> None:
        at, source, port = place_beside(self.scene)
        key = add_block(self.scene, name, at, source, port, text=self.tr("Add block"))
        if key and not self.sees(key):
            self.view.show_key(key)

    def _on_state(self, saving: Saving) -> None:
        if saving is Saving.SAVED:
            self._show_title()

    def _on_changed(self, told) -> None:  # type: ignore[no-untyped-def]
        if "title" in told.header:
            self._show_title()
        if self._hinted:
            self._show_first_hint()

    def _show_title(self) -> None:
        title = self.document.content.header["title"]
        shown = title.get(self.scene.language) or self.name
        self.bar.show_title(shown)
        self.title_changed.emit(shown)
