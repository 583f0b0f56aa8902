"""The menu of the right mouse button: what can be done with what is selected."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QPointF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from editor.content import Kind
from editor.edits import arrange, nodes
from editor.edits.arrange import Place, Side
from engine.scheme.layout import tidy
from engine.scheme.model import Link

if TYPE_CHECKING:
    from editor.view import SchemeView

translate = QCoreApplication.translate


class CanvasMenu:
    """``show`` opens it; the actions are there for the keyboard and for tests too."""

    def __init__(self, view: "SchemeView") -> None:
        self._view = view
        self._scene = view.scheme_scene

    def show(self, where: QPoint, at: QPointF) -> QMenu:
        menu = self.made(at)
        menu.popup(where)
        return menu

    def made(self, at: QPointF) -> QMenu:
        view, keys = self._view, self._view.actions_by_key
        menu = QMenu(view)
        chosen = self._scene.selection.nodes
        self._add(
            menu, translate("Canvas", "Add block…"), lambda: view.quick_add_wanted.emit(at, "", "")
        )
        self._add(menu, translate("Canvas", "Paste here"), lambda: keys.paste(at))
        self._add(menu, translate("Canvas", "Add note"), lambda: self.add_note(at))
        if len(self._scene.selection):
            menu.addSeparator()
            self._add(menu, translate("Canvas", "Cut"), keys.cut)
            self._add(menu, translate("Canvas", "Copy"), keys.copy)
            self._add(menu, translate("Canvas", "Duplicate"), keys.duplicate)
            self._add(menu, translate("Canvas", "Delete"), keys.remove)
        if chosen:
            self._add(menu, translate("Canvas", "Delete and reconnect"), keys.remove_and_reconnect)
            menu.addSeparator()
            self._add(menu, translate("Canvas", "Frame around"), self.add_frame)
            pinned = chosen <= self._scene.document.content.pinned
            name = translate("Canvas", "Unpin") if pinned else translate("Canvas", "Pin")
            self._add(menu, name, lambda: self.pin(on=not pinned))
            self._add(menu, translate("Canvas", "Tidy"), self.tidy)
        if len(chosen) > 1:
            self._add_arranging(menu)
        return menu

    def _add_arranging(self, menu: QMenu) -> None:
        sides: list[tuple[Side, str]] = [
            ("left", translate("Canvas", "Left edges")),
            ("centre", translate("Canvas", "In one column")),
            ("right", translate("Canvas", "Right edges")),
            ("top", translate("Canvas", "Top edges")),
            ("middle", translate("Canvas", "In one row")),
            ("bottom", translate("Canvas", "Bottom edges")),
        ]
        inner = menu.addMenu(translate("Canvas", "Align"))
        for side, name in sides:
            self._add(inner, name, lambda side=side: self.align(side))
        if len(self._scene.selection.nodes) > 2:
            inner.addSeparator()
            self._add(
                inner,
                translate("Canvas", "Equal gaps across"),
                lambda: self.distribute(across=True),
            )
            self._add(
                inner, translate("Canvas", "Equal gaps down"), lambda: self.distribute(across=False)
            )

    def _add(self, menu: QMenu, text: str, do) -> None:  # type: ignore[no-untyped-def]
        action = QAction(text, menu)
        action.triggered.connect(lambda _checked=False: do())
        menu.addAction(action)

    # --- what is done ---------------------------------------------------------------------------

    def _places(self) -> dict[str, Place]:
        return {
            key: (area.x(), area.y(), area.width(), area.height())
            for key in self._scene.selection.nodes
            for area in (self._scene.block_rect(key),)
        }

    def align(self, side: Side) -> None:
        changes = arrange.align(self._scene.document.content, self._places(), side)
        self._scene.document.do(translate("Canvas", "Align"), changes)

    def distribute(self, *, across: bool) -> None:
        content = self._scene.document.content
        changes = arrange.distribute(content, self._places(), across=across)
        self._scene.document.do(translate("Canvas", "Distribute"), changes)

    def add_note(self, at: QPointF) -> None:
        text = translate("Canvas", "Note")
        changes = arrange.add_note(self._scene.document.content, at.x(), at.y(), text)
        if self._scene.document.do(translate("Canvas", "Add note"), changes):
            self._scene.selection.set(notes=[changes[0].key])
            self._view.edit_wanted.emit(changes[0].key)

    def add_frame(self) -> None:
        changes = arrange.add_frame(
            self._scene.document.content, self._places(), translate("Canvas", "Frame")
        )
        if self._scene.document.do(translate("Canvas", "Add frame"), changes):
            self._scene.selection.set(notes=[changes[0].key])
            self._view.edit_wanted.emit(changes[0].key)

    def pin(self, *, on: bool) -> None:
        document = self._scene.document
        changes = arrange.pin(document.content, self._scene.selection.nodes, on=on)
        document.do(translate("Canvas", "Pin") if on else translate("Canvas", "Unpin"), changes)

    def tidy(self) -> None:
        """What is selected, or everything; pinned blocks stay."""
        scene = self._scene
        content = scene.document.content
        chosen = scene.selection.nodes
        only = chosen if len(chosen) > 1 else frozenset(content.nodes)
        places = tidy(
            content.ordered(Kind.NODE),
            self._links_from_above(),
            {key: (scene.block_rect(key).width(), scene.block_rect(key).height())
             for key in content.nodes},
            pinned=content.pinned,
            only=only,
        )  # fmt: skip
        scene.document.do(translate("Canvas", "Tidy"), nodes.move(content, places))

    def _links_from_above(self) -> list[Link]:
        """In the order of the ports that they leave by."""
        document = self._scene.document
        return [
            link
            for key in document.content.nodes
            for port in document.facts.ports(key)
            if (link := document.content.link_at(key, port.name)) is not None
        ]
