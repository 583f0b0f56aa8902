"""The base of every editor of one value, and what they all know of their surroundings."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from editor import texts
from editor.document import SchemeDocument
from editor.forms.shapes import Shape
from editor.scheme_names import KnownNames, SchemeNames
from engine.scheme.field_words import FieldWords, named
from rino_desktop.ui.theme import dress

NO_WORDS = named("", "")


class FormContext:
    """``make`` chooses the editor for a shape; it is here so that editors of groups and lists need
    not know all the others."""

    def __init__(
        self,
        document: SchemeDocument,
        outside: KnownNames,
        make: "Callable[[FormContext, Shape, FieldWords], ValueEditor]",
    ) -> None:
        self.document = document
        self.names = SchemeNames(document, outside)
        self._make = make
        #: Parameters of the block at hand.
        self.parameters: Mapping[str, Any] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        found: tuple[str, ...] = self.document.content.header["languages"]
        return found or ("ru",)

    def make(self, shape: Shape, words: FieldWords = NO_WORDS) -> "ValueEditor":
        return self._make(self, shape, words)

    def names_of(self, role: str) -> list[str]:
        called = self.parameters.get("scheme")
        return self.names.of(role, called if isinstance(called, str) else "")


class ValueEditor(QWidget):
    """Shows one JSON value and lets it be changed. ``place``: as problems call it."""

    #: (keys and indices down to what was changed, whether it is being typed)
    edited = Signal(object, bool)

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__()
        self.context = context
        self.shape = shape
        self.words = words
        self.place = ""
        self._value: Any = None
        self._complaint: QLabel | None = None
        self._told: Sequence[tuple[str, bool]] = ()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(4)

    # --- for subclasses -------------------------------------------------------------------------

    @classmethod
    def takes(cls, shape: Shape, value: Any) -> bool:
        """Whether a value can be shown here; else it is shown as JSON."""
        del shape
        return value is None or isinstance(value, str | int | float)

    def show_value(self, value: Any) -> None:
        """From the document: tells nothing, leaves the cursor where it can."""
        raise NotImplementedError

    def children_editors(self) -> Iterable["ValueEditor"]:
        return ()

    def forget(self) -> None:
        """What is shown next is another block's."""
        for child in self.children_editors():
            child.forget()

    def field(self) -> QWidget | None:
        """Where the keyboard goes first; its name is told to screen readers."""
        return None

    def marked(self, bad: bool) -> None:
        """Show by more than words that something is wrong here."""
        field = self.field()
        if field is not None and (field.property("kind") == "bad") != bad:
            dress(field, "bad" if bad else "")

    def own_complaint(self) -> str:
        """What is seen at once while typing, before validation has run."""
        return ""

    # --- for everybody --------------------------------------------------------------------------

    @property
    def value(self) -> Any:
        return self._value

    def set_place(self, place: str) -> None:
        self.place = place

    def all_editors(self) -> Iterator["ValueEditor"]:
        yield self
        for child in self.children_editors():
            yield from child.all_editors()

    def editor_at(self, place: str) -> "ValueEditor":
        """The innermost editor that a place in the parameters belongs to."""
        for child in self.children_editors():
            rest = place.removeprefix(child.place)
            if len(rest) < len(place) and (not rest or rest[0] in ".["):
                return child.editor_at(place)
        return self

    def reveal(self, place: str) -> None:
        """Bring into sight what is folded away (another language's tab)."""
        for child in self.children_editors():
            if place.startswith(child.place):
                child.reveal(place)

    def name(self, title: str, hint: str = "") -> None:
        field = self.field()
        for widget in (field, self):
            if widget is not None:
                widget.setAccessibleName(title)
                widget.setAccessibleDescription(hint)
        if field is not None and hint:
            field.setToolTip(hint)

    def tell(self, complaints: Sequence[tuple[str, bool]]) -> None:
        """(what is wrong, whether it is an error)."""
        self._told = complaints
        self.show_complaint()

    def show_complaint(self) -> None:
        own = self.own_complaint()
        lines = [own] if own else [text for text, _ in self._told]
        is_bad = bool(own) or any(is_error for _, is_error in self._told)
        if not lines and self._complaint is None:
            return
        if self._complaint is None:
            self._complaint = QLabel()
            self._complaint.setWordWrap(True)
            self._complaint.setTextFormat(Qt.TextFormat.PlainText)
            self.body.addWidget(self._complaint)
        kind = "bad" if is_bad else "warning"
        if self._complaint.property("kind") != kind:
            dress(self._complaint, kind)
        self._complaint.setText("\n".join(lines))
        self._complaint.setVisible(bool(lines))
        self.marked(is_bad)

    def took(self, value: Any, *, typing: bool = False, path: tuple[Any, ...] = ()) -> None:
        """The user has changed it."""
        self._value = value
        self.show_complaint()
        self.edited.emit(path, typing)

    def said(self, words: FieldWords) -> tuple[str, str]:
        language = texts.language()
        return words.titled(language), words.hinted(language)


def inner(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
