"""Names that the fields of a form offer: those in the scheme, and those outside it."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject

from editor.document import SchemeDocument
from engine.scheme.expressions import RESERVED


class KnownNames(Protocol):
    """What the application knows beyond the scheme. Answers come at once, from memory."""

    def names(self, role: str) -> Sequence[str]:
        """``scheme`` | ``source`` | ``store`` | ``script`` | ``field`` (headers of contact
        lists)."""
        ...

    def variables_of(self, scheme: str) -> Sequence[str]:
        """Variables that another scheme declares."""
        ...


class NoNames:
    """Nothing is known."""

    def names(self, role: str) -> Sequence[str]:
        del role
        return ()

    def variables_of(self, scheme: str) -> Sequence[str]:
        del scheme
        return ()


class SchemeNames(QObject):
    """Names in the scheme by role, gathered when asked for and again after a change."""

    def __init__(
        self, document: SchemeDocument, outside: KnownNames, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._outside = outside
        self._found: dict[str, dict[str, None]] | None = None
        document.changed.connect(self._forget)
        document.replaced.connect(self._forget)

    def of(self, role: str, called: str = "") -> list[str]:
        """Sorted. ``called``: the scheme that a ``called_…`` role is about."""
        if role in ("called_variable", "called_expression"):
            return sorted(self._outside.variables_of(called), key=str.casefold)
        if role == "language":
            return list(self._document.content.header["languages"])
        found = set(self._gathered().get("rows" if role == "rows_kept" else role, ()))
        if role in ("scheme", "source", "store", "script", "field"):
            found |= set(self._outside.names(role))
        return sorted(found, key=str.casefold)

    def _forget(self, *_: object) -> None:
        self._found = None

    def _gathered(self) -> dict[str, dict[str, None]]:
        if self._found is None:
            content = self._document.content
            found: dict[str, dict[str, None]] = {
                "prompt": dict.fromkeys(content.header["prompts"]),
                "variable": dict.fromkeys(v.name for v in content.header["variables"]),
                "field": dict.fromkeys(f for v in content.header["variables"] for f in v.fields),
            }
            for node_id in content.nodes:
                facts = self._document.facts.of(node_id)
                for reference in facts.references:
                    if reference.text and reference.role != "prompt":
                        found.setdefault(reference.role, {})[reference.text] = None
                found.setdefault("result", {}).update(dict.fromkeys(facts.saves))
            for name in RESERVED:
                found["variable"].pop(name, None)
            self._found = found
        return self._found
