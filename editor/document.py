"""The scheme being edited: what is in it, what can be undone, and whether it is saved.

Commands change the content and nothing else; whoever shows something listens to ``changed``.
"""

from collections.abc import Iterable
from dataclasses import replace

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from editor.content import Change, Changes, Kind, SchemeContent, differences, merged
from editor.node_facts import NodeFactsCache
from engine.scheme.incremental import SchemeJudge
from engine.scheme.library import Library
from engine.scheme.model import Scheme
from engine.scheme.node_types import NodeTypes


class Changed:
    """What a signal tells: the changes, and whose ids are in them."""

    __slots__ = ("changes", "header", "links", "nodes", "notes")

    def __init__(self, changes: Changes) -> None:
        self.changes = changes
        self.nodes = {c.key for c in changes if c.kind is Kind.NODE}
        self.links = {c.key for c in changes if c.kind is Kind.LINK}
        self.notes = {c.key for c in changes if c.kind is Kind.NOTE}
        self.header = {c.key for c in changes if c.kind is Kind.HEADER}


class SchemeDocument(QObject):
    """``node_types``: the types installed here, those of plug-ins included."""

    #: Something has changed, by an edit, undo or redo: Changed.
    changed = Signal(object)
    #: All of it is another one.
    replaced = Signal()
    #: The schemes that it calls are others.
    called_changed = Signal()
    #: It differs from what was saved, or does so no more.
    modified_changed = Signal(bool)

    def __init__(
        self, scheme: Scheme, node_types: NodeTypes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.node_types = node_types
        #: What is shown is past: nothing can be done to it.
        self.read_only = False
        self._library: Library | None = None
        self._take(scheme)
        self.undo_stack = QUndoStack(self)
        #: (kind, key) → what is saved, of the things that differ from it.
        self._unsaved: dict[tuple[Kind, str], object] = {}

    def __del__(self) -> None:
        # Collected as part of a cycle, wrappers of commands would delete what the stack still has
        # (PySide6 6.11 ends the process): it is emptied while all of them are whole.
        stack = getattr(self, "undo_stack", None)
        if stack is not None and shiboken6.isValid(stack):
            stack.blockSignals(True)
            stack.clear()

    def replace(self, scheme: Scheme, *, modified: bool = False) -> None:
        """Another scheme, or another state of it, that cannot be undone. ``modified``: it is not
        what is saved (a recovered draft)."""
        was = self.modified
        self.undo_stack.clear()
        self._take(scheme)
        self._unsaved = {(Kind.HEADER, ""): None} if modified else {}
        self.replaced.emit()
        if was != self.modified:
            self.modified_changed.emit(self.modified)

    def _take(self, scheme: Scheme) -> None:
        self.content = SchemeContent(scheme)
        #: Judges what is here; problems are worked out when they are asked for.
        self.judge = SchemeJudge(self.node_types, self._library)
        self.judge.change(
            self.content.nodes,
            self.content.links,
            changed_nodes=self.content.nodes,
            changed_links=self.content.links,
            header=self.content.header_scheme(),
        )
        self.facts = NodeFactsCache(self.content, self.node_types, self.judge)

    def set_name(self, name: str) -> None:
        """What the database calls it: no edit, nothing of it is unsaved."""
        self.content.header["name"] = name

    def use_library(self, library: Library) -> None:
        """From now on it is judged together with the schemes that it calls."""
        self._library = library
        self.judge.library = library
        self.library_changed()

    def library_changed(self) -> None:
        """The library has others now."""
        self.judge.library_changed()
        self.called_changed.emit()

    def scheme(self) -> Scheme:
        return self.content.scheme()

    @property
    def modified(self) -> bool:
        """It differs from what was saved: an edit taken back by hand counts as none."""
        return bool(self._unsaved)

    def mark_saved(self, scheme: Scheme) -> None:
        """``scheme`` has been saved: what was here when the saving began. What has been changed
        since is unsaved."""
        was = self.modified
        saved = SchemeContent(scheme)
        self._unsaved = {
            (change.kind, change.key): change.old for change in differences(saved, self.content)
        }
        if was != self.modified:
            self.modified_changed.emit(self.modified)

    def do(self, text: str, changes: Iterable[Change], merge: str = "") -> bool:
        """Carry out an edit that can be undone; False: it changes nothing. ``text`` is what the
        menu calls it; edits in a row with the same ``merge`` (typing in a field) become one."""
        taken = tuple(changes)
        if not taken or self.read_only:
            return False
        if not (merge and self._merge(taken, merge)):
            self.undo_stack.push(_EditCommand(self, text, taken, merge))
        return True

    def _merge(self, changes: Changes, merge: str) -> bool:
        """Into the last edit, if it is of the same kind and nothing has been undone since.

        Not by ``mergeWith``: Qt then deletes a command that PySide (6.11) still has in its books,
        and garbage collection ends the process later on.
        """
        stack = self.undo_stack
        last = stack.command(stack.index() - 1)
        if stack.canRedo() or not isinstance(last, _EditCommand) or last.merge != merge:
            return False
        last.changes = merged(last.changes, changes)
        self.apply(changes)
        if not last.changes:  # what came to nothing is no edit
            last.setObsolete(True)
            stack.undo()
        return True

    def turn_into(self, text: str, scheme: Scheme) -> bool:
        """Make it another scheme, as an edit that can be undone; its name stays."""
        wanted = SchemeContent(replace(scheme, name=self.content.header["name"]))
        return self.do(text, differences(self.content, wanted))

    def apply(self, changes: Changes) -> None:
        """For the undo stack. Nobody else calls it."""
        if not changes:
            return
        was = self.modified
        self.content.apply(changes)
        for change in changes:
            self._note_difference(change)
        told = Changed(changes)
        self.judge.change(
            self.content.nodes,
            self.content.links,
            changed_nodes=told.nodes,
            changed_links=told.links,
            header=self.content.header_scheme() if told.header else None,
        )
        self.facts.forget(told.nodes)
        self.changed.emit(told)
        if was != self.modified:
            self.modified_changed.emit(self.modified)

    def _note_difference(self, change: Change) -> None:
        place = change.kind, change.key
        saved = self._unsaved.get(place, change.old)
        if saved == change.new:
            self._unsaved.pop(place, None)
        else:
            self._unsaved[place] = saved


class _EditCommand(QUndoCommand):
    """One edit. Edits are lists of changes, so one class of command serves all of them."""

    def __init__(self, document: SchemeDocument, text: str, changes: Changes, merge: str) -> None:
        super().__init__(text)
        self._document = document
        self.changes = changes
        self.merge = merge

    def redo(self) -> None:
        self._document.apply(self.changes)

    def undo(self) -> None:
        self._document.apply(tuple(change.reversed() for change in reversed(self.changes)))
