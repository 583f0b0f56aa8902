"""Forms as versioned JSON, as engine.scheme.codec does it for schemes.

The text is canonical: equal forms give equal texts, and reading what was written gives the same
form back. Whatever is wrong with a text is told as a KnownError that names the place.
"""

from collections.abc import Iterable
from typing import Any

from engine.errors import KnownError, Phrase
from engine.forms.model import Branch, Field, FieldType, Form, Option, Page
from engine.scheme.json_reader import Place, Unreadable
from engine.scheme.json_text import TextFormat, canonical, dump, ordered, parse_own, version_of

FORMAT = "rino-form"
VERSION = 1
#: Characters; a form of a thousand fields in two languages has a quarter of that.
LARGEST = 2_000_000
_TEXT = TextFormat(FORMAT, VERSION, Phrase("a form"), LARGEST)

_COMMON = ("id", "type", "title", "hint", "required", "shown_when", "least", "most", "long",
           "options", "result")  # fmt: skip


def load_form(text: str, source: str = "") -> Form:
    """Read a form; ``source`` (a file name, say) is named in errors. Fields of unknown types are
    kept as they are."""
    label = source or Phrase("the form")
    try:
        document = parse_own(text, _TEXT)
        version_of(document, VERSION)
        return _form(Place(document))
    except Unreadable as error:
        raise KnownError("{source}: {fault}", source=label, fault=error) from None


def dump_form(form: Form) -> str:
    """The canonical text, with a newline at its end."""
    return dump(form_to_json(form))


def form_to_json(form: Form) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": form.name,
        "title": ordered(form.title),
        "languages": list(form.languages),
        "currency": form.currency,
        "pages": [_page_to_json(page) for page in form.pages],
    }


def _page_to_json(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = {"id": page.id, "title": ordered(page.title)}
    found["fields"] = [_field_to_json(each) for each in page.fields]
    if page.branches:
        found["branches"] = [{"when": b.when, "page": b.page} for b in page.branches]
    if page.last:
        found["last"] = True
    return found


def _field_to_json(field: Field) -> dict[str, Any]:
    """What is empty is left out, so that people can read it."""
    found: dict[str, Any] = {"id": field.id, "type": field.type}
    if not field.known:
        return {**found, **canonical(dict(field.rest))}
    texts = {"title": ordered(field.title), "hint": ordered(field.hint)}
    found |= {key: value for key, value in texts.items() if value}
    plain = {
        "required": field.required, "long": field.long, "shown_when": field.shown_when,
        "least": field.least, "most": field.most, "result": field.result,
    }  # fmt: skip
    found |= {key: value for key, value in plain.items() if value}
    if field.options:
        found["options"] = [{"code": o.code, "title": ordered(o.title)} for o in field.options]
    return found


def _form(place: Place) -> Form:
    place.only("format", "version", "name", "title", "languages", "currency", "pages")
    pages = tuple((each, _page(each)) for each in place.items("pages"))
    _require_distinct((at.at("id"), page.id) for at, page in pages)
    fields = (
        (at.at("id"), at.text("id")) for each, _ in pages for at in each.items("fields")
    )  # of all pages together: answers go by them
    _require_distinct(fields)
    return Form(
        name=place.text("name"),
        title=place.texts("title"),
        languages=tuple(p.text_value() for p in place.items("languages")) or ("ru",),
        currency=place.text("currency") or "RUB",
        pages=tuple(page for _, page in pages),
    )


def _require_distinct(ids: Iterable[tuple[Place, str]]) -> None:
    seen: set[str] = set()
    for place, each in ids:
        if each in seen:
            place.wrong("{id} is already the id of another", id=each)
        seen.add(each)


def _page(place: Place) -> Page:
    place.only("id", "title", "fields", "branches", "last")
    return Page(
        id=place.text("id", required=True),
        title=place.texts("title"),
        fields=tuple(_field(each) for each in place.items("fields")),
        branches=tuple(_branch(each) for each in place.items("branches")),
        last=place.has("last") and place.at("last").flag(),
    )


def _branch(place: Place) -> Branch:
    place.only("when", "page")
    return Branch(place.text("when"), place.text("page"))


def _field(place: Place) -> Field:
    field_id, kind = place.text("id", required=True), place.text("type", required=True)
    if kind not in frozenset(each.value for each in FieldType):
        whole = place.object_value()
        rest = {key: value for key, value in whole.items() if key not in ("id", "type")}
        return Field(field_id, kind, rest=rest)
    place.only(*_COMMON)
    return Field(
        id=field_id,
        type=kind,
        title=place.texts("title"),
        hint=place.texts("hint"),
        required=place.has("required") and place.at("required").flag(),
        long=place.has("long") and place.at("long").flag(),
        shown_when=place.text("shown_when"),
        least=place.text("least"),
        most=place.text("most"),
        options=tuple(_option(each) for each in place.items("options")),
        result=place.text("result"),
    )


def _option(place: Place) -> Option:
    place.only("code", "title")
    return Option(place.text("code"), place.texts("title"))
