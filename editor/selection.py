"""What is selected: one for canvas, outline, inspector and search, so that they agree."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from editor.document import Changed, SchemeDocument


class Selection(QObject):
    """Ids of blocks, links and notes. What the document loses is selected no more; the signal
    comes when what is selected has changed, and at no other time."""

    changed = Signal()

    def __init__(self, document: SchemeDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._nodes: frozenset[str] = frozenset()
        self._links: frozenset[str] = frozenset()
        self._notes: frozenset[str] = frozenset()
        document.changed.connect(self._follow)
        document.replaced.connect(self._drop_what_is_gone)

    @property
    def nodes(self) -> frozenset[str]:
        return self._nodes

    @property
    def links(self) -> frozenset[str]:
        return self._links

    @property
    def notes(self) -> frozenset[str]:
        return self._notes

    @property
    def current(self) -> str:
        """The block, link or note that alone is selected; "" for none or several."""
        if len(self) != 1:
            return ""
        return next(iter(self._nodes or self._links or self._notes))

    def set(
        self,
        nodes: Iterable[str] = (),
        links: Iterable[str] = (),
        notes: Iterable[str] = (),
    ) -> None:
        """Select these and nothing else; ids that the document does not have are left out."""
        content = self._document.content
        chosen = (
            frozenset(key for key in nodes if key in content.nodes),
            frozenset(key for key in links if key in content.links),
            frozenset(key for key in notes if key in content.notes),
        )
        if chosen != (self._nodes, self._links, self._notes):
            self._nodes, self._links, self._notes = chosen
            self.changed.emit()

    def clear(self) -> None:
        self.set()

    def __contains__(self, key: object) -> bool:
        return key in self._nodes or key in self._links or key in self._notes

    def __len__(self) -> int:
        return len(self._nodes) + len(self._links) + len(self._notes)

    def _follow(self, told: Changed) -> None:
        if any(change.new is None and change.key in self for change in told.changes):
            self._drop_what_is_gone()

    def _drop_what_is_gone(self) -> None:
        self.set(self._nodes, self._links, self._notes)
