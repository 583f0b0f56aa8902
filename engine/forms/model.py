"""A form as a supervisor designed it. Pure data, never changed once made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.scheme.model import Json, Texts

#: Of a page: the form is over after it.
END = ""


class FieldType(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    PHONE = "phone"
    YES_NO = "yes_no"
    ONE_OF = "one_of"
    SEVERAL_OF = "several_of"
    SCALE = "scale"
    #: Asks nothing: words that the operator reads out.
    SCRIPT = "script"


#: Types whose answer is chosen, not typed.
CHOSEN = frozenset({FieldType.YES_NO, FieldType.ONE_OF, FieldType.SEVERAL_OF, FieldType.SCALE})
WITH_OPTIONS = frozenset({FieldType.ONE_OF, FieldType.SEVERAL_OF})
#: Types that may have a least and a greatest value: of a text its length, of several options how
#: many are chosen, of a scale its ends.
LIMITED = frozenset(FieldType) - {
    FieldType.PHONE, FieldType.YES_NO, FieldType.ONE_OF, FieldType.SCRIPT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """``code`` is what is stored and what conditions compare with."""

    code: str
    title: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """A question of the form, or a text to be read out.

    ``id`` is the name of the answer for ever: in conditions, in texts and in reports. ``least``
    and ``most`` are values ("5", "09:00", "31.12.2026") or expressions (``call.today + 30``), ""
    for none. ``shown_when``: an expression, "" for always. ``result``: the result of the scheme
    that fills the field beforehand, "" for the one that has the field's own name. Of a type that
    this version does not know ``rest`` keeps everything.
    """

    id: str
    type: str
    title: Texts = field(default_factory=dict)
    hint: Texts = field(default_factory=dict)
    required: bool = False
    shown_when: str = ""
    least: str = ""
    most: str = ""
    #: A text of several lines.
    long: bool = False
    options: tuple[Option, ...] = ()
    result: str = ""
    rest: Mapping[str, Json] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        return self.type in _TYPES

    @property
    def asks(self) -> bool:
        """An answer can be given."""
        return self.known and self.type != FieldType.SCRIPT

    @property
    def taken_from(self) -> str:
        """The result of the scheme that fills it beforehand."""
        return self.result or self.id

    @property
    def scale(self) -> range:
        """The numbers of a scale; empty when its ends are none."""
        try:
            return range(int(self.least), int(self.most) + 1)
        except ValueError:
            return range(0)


@dataclass(frozen=True, slots=True)
class Branch:
    """Where to go from a page when ``when`` is true: ``page`` is an id, or ``END``."""

    when: str
    page: str = END


@dataclass(frozen=True, slots=True)
class Page:
    """The first of ``branches`` that is true says what comes next, else it is the page below.
    ``last``: nothing comes next unless a branch says so."""

    id: str
    title: Texts = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    branches: tuple[Branch, ...] = ()
    last: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    title: Texts = field(default_factory=dict)
    #: The first is the one that fills in for texts which another lacks.
    languages: tuple[str, ...] = ("ru",)
    #: ISO 4217
    currency: str = "RUB"
    pages: tuple[Page, ...] = ()

    @property
    def fields(self) -> Iterator[Field]:
        return (each for page in self.pages for each in page.fields)

    def page(self, page_id: str) -> Page | None:
        return next((page for page in self.pages if page.id == page_id), None)

    def field(self, field_id: str) -> Field | None:
        return next((each for each in self.fields if each.id == field_id), None)


_TYPES = frozenset(each.value for each in FieldType)


def text_in(texts: Texts, language: str) -> str:
    """The text in that language, else in any that has one."""
    return texts.get(language) or next((text for text in texts.values() if text), "")
