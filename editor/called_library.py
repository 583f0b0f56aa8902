"""Schemes that the one at hand calls, kept in memory: whoever judges, tests or plays it asks from
any thread and does not wait."""

from editor.desk import SchemeDesk
from editor.document import SchemeDocument
from engine.scheme.model import Scheme


class CalledLibrary:
    """A ``Library``. ``refresh`` reads what is published by now."""

    def __init__(self, document: SchemeDocument, desk: SchemeDesk) -> None:
        self._document = document
        self._desk = desk
        self._found: dict[str, Scheme] = {}

    def __call__(self, name: str) -> Scheme | None:
        return self._found.get(name.casefold())

    def wanted(self) -> frozenset[str]:
        """Names that blocks of the scheme mention."""
        document = self._document
        return frozenset(
            reference.text.casefold()
            for key in document.content.nodes
            for reference in document.facts.of(key).references
            if reference.role == "scheme" and reference.text
        )

    async def refresh(self) -> None:
        """KnownError or StorageUnavailable; what was known stays known then."""
        wanted = self.wanted()
        if wanted:
            self._found = await self._desk.called(wanted)
