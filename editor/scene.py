"""The scheme drawn: follows document and selection, changes neither.

Blocks and notes are items with a painting of their own, links are paths of C++ that cost Python
nothing to draw. What something under the mouse means is for the view; the scene only says what is
there.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene

from editor.document import Changed, SchemeDocument
from editor.items.block import BlockItem
from editor.items.block_look import ENTRY_Y, WIDTH, BlockLook, block_look
from editor.items.curve import curve
from editor.items.note import NoteItem
from editor.items.overview import OverviewItem
from editor.items.style import CanvasStyle, Colouring
from editor.paint_state import PaintState
from editor.selection import Selection
from engine.scheme.model import Link
from rino_desktop.ui import theme
from rino_desktop.ui.colours import Colours

#: Room around everything, to drag things into.
_ROOM = 1200.0
#: What of an unknown port's row is used.
_NOWHERE = QPointF()


@dataclass(frozen=True, slots=True)
class Bounds:
    """What must be redrawn where something is being dragged."""

    keys: frozenset[str]
    links: tuple[Link, ...]


class SchemeScene(QGraphicsScene):
    """``language``: that of the program, for titles of types and ports; ``colours``: None for
    those of the theme."""

    #: Another ``stage`` is to be looked at.
    stage_changed = Signal()

    def __init__(
        self,
        document: SchemeDocument,
        selection: Selection,
        language: str = "ru",
        parent: QObject | None = None,
        colours: Colours | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.selection = selection
        self.language = language
        self.canvas_style = CanvasStyle(colours or theme.current())
        self.state = PaintState(self)
        self.blocks: dict[str, BlockItem] = {}
        self.curves: dict[str, QGraphicsPathItem] = {}
        self.notes: dict[str, NoteItem] = {}
        self._chosen: frozenset[str] = frozenset()
        self._is_overview = False
        self._stale_overview = True
        self._area = QRectF()
        # A scene of its own: hiding thousands of items takes longer than drawing them.
        self._afar = QGraphicsScene(self)
        self._overview = OverviewItem(self.canvas_style)
        self._afar.addItem(self._overview)
        document.changed.connect(self._follow)
        document.replaced.connect(self._build)
        selection.changed.connect(self._show_selection)
        self._build()

    # --- what is where --------------------------------------------------------------------------

    def block_rect(self, node_id: str) -> QRectF:
        item = self.blocks[node_id]
        return QRectF(item.x(), item.y(), WIDTH, item.look.height)

    def port_point(self, node_id: str, port: str) -> QPointF:
        item = self.blocks.get(node_id)
        if item is None:
            return QPointF(_NOWHERE)
        return QPointF(item.x() + WIDTH, item.y() + item.look.port_y(port))

    def entry_point(self, node_id: str) -> QPointF:
        item = self.blocks.get(node_id)
        return QPointF(item.x(), item.y() + ENTRY_Y) if item is not None else QPointF(_NOWHERE)

    def content_rect(self, keys: Collection[str] = ()) -> QRectF:
        """Around these blocks and notes; around everything where none are named."""
        area = QRectF()
        for key in keys or (*self.blocks, *self.notes):
            item = self.blocks.get(key) or self.notes.get(key)
            if item is not None:
                area |= item.rect().translated(item.pos())
        return area

    def keys_in(self, area: QRectF) -> tuple[list[str], list[str]]:
        """(blocks, notes) that touch an area; frames only when they are wholly in it."""
        blocks = [key for key in self.blocks if area.intersects(self.block_rect(key))]
        notes = []
        for key, item in self.notes.items():
            place = item.rect().translated(item.pos())
            if area.contains(place) if item.note.frame else area.intersects(place):
                notes.append(key)
        return blocks, notes

    def inside_frame(self, note_id: str) -> list[str]:
        """Blocks and notes that lie in a frame and go with it."""
        frame = self.notes[note_id]
        area = frame.rect().translated(frame.pos())
        blocks = [key for key in self.blocks if area.contains(self.block_rect(key))]
        notes = [
            key
            for key, item in self.notes.items()
            if key != note_id and area.contains(item.rect().translated(item.pos()))
        ]
        return [*blocks, *notes]

    # --- dragging, before it is an edit ---------------------------------------------------------

    def bounds_of(self, keys: Iterable[str]) -> Bounds:
        chosen = frozenset(keys)
        touched = {
            link.id: link for key in chosen for link in self.document.content.touching(key)
        }  # fmt: skip
        return Bounds(chosen, tuple(touched.values()))

    def show_at(self, places: Mapping[str, tuple[float, float]], bounds: Bounds) -> None:
        """Draw things elsewhere than the document has them; ``settle`` ends it."""
        for key, (x, y) in places.items():
            item = self.blocks.get(key) or self.notes.get(key)
            if item is not None:
                item.setPos(x, y)
        for link in bounds.links:
            self._draw_link(link)
        self.redraw_overview()

    def settle(self, bounds: Bounds) -> None:
        """Draw things where the document has them."""
        for key in bounds.keys:
            node = self.document.content.nodes.get(key)
            if node is not None:
                self.blocks[key].setPos(node.x, node.y)
            elif key in self.notes:
                self.notes[key].show_note(self.document.content.notes[key])
        for link in bounds.links:
            if link.id in self.curves:
                self._draw_link(link)
        self.redraw_overview()

    def colour_link(self, link_id: str, colouring: Colouring | None = None) -> None:
        """None: as its state has it."""
        item = self.curves.get(link_id)
        if item is not None:
            chosen = colouring or self.state.colouring(link_id, link_id in self._chosen)
            item.setPen(chosen.pen)
            item.setZValue(chosen.z)

    # --- overview -------------------------------------------------------------------------------

    def set_overview(self, on: bool) -> None:
        """From afar one item stands for all."""
        if on == self._is_overview:
            return
        self._is_overview = on
        if on and self._stale_overview:
            self._draw_overview()
        self.stage_changed.emit()

    @property
    def is_overview(self) -> bool:
        return self._is_overview

    @property
    def stage(self) -> QGraphicsScene:
        """What is to be looked at: the scheme itself, or its picture from afar."""
        return self._afar if self._is_overview else self

    def _draw_overview(self) -> None:
        self._stale_overview = False
        by_colour: dict[str, tuple[QBrush, list[QRectF]]] = {}
        for key, item in self.blocks.items():
            colour, brush = self._colour_afar(key, item)
            by_colour.setdefault(colour, (brush, []))[1].append(self.block_rect(key))
        lines: list[QLineF] = []
        untested: list[QLineF] = []
        for link in self.document.content.links.values():
            if link.source in self.blocks and link.target in self.blocks:
                line = QLineF(
                    self.port_point(link.source, link.port), self.entry_point(link.target)
                )
                (untested if link.id in self.state.untested_links else lines).append(line)
        frames = [
            (self.canvas_style.tint[item.note.tint], item.rect().translated(item.pos()))
            for item in self.notes.values()
        ]
        chosen = [self.block_rect(key) for key in self._chosen if key in self.blocks]
        self._overview.show_scheme(self._area, by_colour.values(), lines, frames, chosen, untested)

    def _colour_afar(self, key: str, item: BlockItem) -> tuple[str, QBrush]:
        """Its name and it: where what is not tested is shown, nothing else has colour."""
        style = self.canvas_style
        if not self.state.shows_untested:
            return item.look.group, style.family_of(item.look.group)
        return (
            ("untested", style.untested_afar)
            if key in self.state.untested
            else ("tested", style.tested_afar)
        )

    # --- following ------------------------------------------------------------------------------

    def _build(self) -> None:
        for items in (self.blocks, self.curves, self.notes):
            for item in items.values():
                self.removeItem(item)
            items.clear()
        content = self.document.content
        for key in content.nodes:
            self._put_block(key)
        for link in content.links.values():
            self._draw_link(link)
        for key in content.notes:
            self._put_note(key)
        self._stretch()
        self._show_selection()

    def restyle(self) -> None:
        """After a change of theme or language."""
        self.canvas_style = CanvasStyle(theme.current())
        self._overview.style = self.canvas_style
        for key, item in self.blocks.items():
            item.style = self.canvas_style
            item.set_look(self._look(key))
        for note in self.notes.values():
            note.style = self.canvas_style
            note.update()
        for key in self.curves:
            self.colour_link(key)
            self._draw_link(self.document.content.links[key])  # texts are of other lengths
        self.redraw_overview()

    def _follow(self, told: Changed) -> None:
        content = self.document.content
        looks = set(told.nodes)
        for change in told.changes:
            if change.key in told.links:
                # Ports that only a link knows come and go with it.
                looks |= {link.source for link in (change.old, change.new)
                          if isinstance(link, Link)}  # fmt: skip
        redraw = set(told.links)
        for key in looks:
            if key in content.nodes:
                self._put_block(key)
                redraw |= {link.id for link in content.touching(key)}
            elif key in self.blocks:
                self.removeItem(self.blocks.pop(key))
        for key in redraw:
            link = content.links.get(key)
            if link is not None:
                self._draw_link(link)
            elif key in self.curves:
                self.removeItem(self.curves.pop(key))
        for key in told.notes:
            if key in content.notes:
                self._put_note(key)
            elif key in self.notes:
                self.removeItem(self.notes.pop(key))
        if told.header & {"languages", "prompts", "pinned"}:
            for key, item in self.blocks.items():
                look = self._look(key)
                if look != item.look:
                    item.set_look(look)
                    for link in content.touching(key):
                        self._draw_link(link)
        if told.nodes or told.notes:
            self._stretch(told.nodes | told.notes)
        self.redraw_overview()

    def _put_block(self, key: str) -> None:
        node, look = self.document.content.nodes[key], self._look(key)
        item = self.blocks.get(key)
        if item is None:
            item = self.blocks[key] = BlockItem(key, look, self.canvas_style)
            self.addItem(item)
            self.state.dress(item)
        else:
            item.set_look(look)
        item.setPos(node.x, node.y)

    def _look(self, key: str) -> BlockLook:
        return block_look(
            self.document.content, self.document.facts, key, self.canvas_style, self.language
        )

    def _put_note(self, key: str) -> None:
        note = self.document.content.notes[key]
        item = self.notes.get(key)
        if item is None:
            item = self.notes[key] = NoteItem(note, self.canvas_style)
            self.addItem(item)
        item.show_note(note)

    def _draw_link(self, link: Link) -> None:
        item = self.curves.get(link.id)
        if item is None:
            item = self.curves[link.id] = QGraphicsPathItem()
            item.setBrush(Qt.BrushStyle.NoBrush)
            self.addItem(item)
            self.colour_link(link.id)
        known = link.source in self.blocks and link.target in self.blocks
        item.setVisible(known)
        if known:
            start = self.port_point(link.source, link.port)
            item.setPath(curve(start, self.entry_point(link.target)))

    def _stretch(self, keys: Collection[str] = ()) -> None:
        """Grows with what is drawn; never shrinks, so that nothing moves under the mouse."""
        area = self.content_rect(keys).adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM)
        if not self._area.contains(area):
            self._area = self._area | area
            self.setSceneRect(self._area)
            self._afar.setSceneRect(self._area)

    def redraw_overview(self) -> None:
        """What is seen from afar is another; at once where it is being looked at."""
        self._stale_overview = True
        if self._is_overview:
            self._draw_overview()

    def _show_selection(self) -> None:
        chosen = self.selection.nodes | self.selection.links | self.selection.notes
        for key in chosen ^ self._chosen:
            item = self.blocks.get(key) or self.notes.get(key)
            if item is not None:
                item.chosen = key in chosen
                item.update()
        before, self._chosen = self._chosen, chosen
        for key in before ^ chosen:
            self.colour_link(key)
        if self._is_overview:
            self._draw_overview()
