"""What a form is: ``form.toml`` with its titles, parameters, queries and tables, and templates."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from engine.errors import KnownError, Phrase
from engine.reports.model import CellKind

FORM_FILE = "form.toml"
#: Characters of all files of a form together.
LARGEST = 2_000_000
#: Names of forms become names of files: none may lead anywhere else.
_NOT_IN_NAMES = re.compile(r"^[.-]|[:/\\\x00-\x1f\x7f]")
_NAME = re.compile(r"[^\W\d]\w*")
#: Names of parameters that every form has.
BUILT_IN = ("campaign_id", "from", "to")

_KINDS = {kind.name.lower(): kind for kind in CellKind}
_TYPES = ("text", "number", "date")


class FormError(KnownError):
    """Something in a form is wrong; the text names the form and the place."""


@dataclass(frozen=True, slots=True)
class FormParameter:
    """``type``: text | number | date (as 2026-11-23). ``default`` None: must be given."""

    name: str
    type: str
    titles: Mapping[str, str]
    default: str | None


@dataclass(frozen=True, slots=True)
class FormColumn:
    """``name``: of the query's column or the measure's key, without regard to case."""

    name: str
    titles: Mapping[str, str]
    kind: CellKind
    width: int


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table of the CSV and XLSX: rows of a query or of a measure that is a list."""

    source: str
    titles: Mapping[str, str]
    columns: tuple[FormColumn, ...]


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    titles: Mapping[str, str]
    template: str
    parameters: tuple[FormParameter, ...] = ()
    queries: Mapping[str, str] = field(default_factory=dict)
    tables: tuple[FormTable, ...] = ()
    #: Texts of the templates by file name.
    templates: Mapping[str, str] = field(default_factory=dict)
    landscape: bool = False

    def title(self, language: str) -> str:
        return in_language(self.titles, language) or self.name

    def template_for(self, language: str) -> str:
        """``act.html.en.j2`` beside ``act.html.j2`` is the English one."""
        stem, dot, ending = self.template.rpartition(".")
        localised = f"{stem}.{language}{dot}{ending}"
        return localised if localised in self.templates else self.template


def in_language(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next((text for text in texts.values() if text), "")


def read_form(files: Mapping[str, str], origin: str) -> Form:
    """The form of ``files`` (name → text). ``origin`` is named in errors until the form's own name
    is known. FormError says the key and what is to be there."""
    if sum(map(len, files.values())) > LARGEST:
        raise FormError(
            "The form {form} is too large.",
            mend="All its files together may have {most} characters.",
            form=origin,
            most=LARGEST,
        )
    if FORM_FILE not in files:
        raise FormError(
            "The form {form} has no file {file}.",
            mend="Write one: docs/reports.md shows how.",
            form=origin,
            file=FORM_FILE,
        )
    try:
        document = tomllib.loads(files[FORM_FILE])
    except (ValueError, RecursionError) as error:  # also numbers of thousands of digits
        raise FormError(
            "{place}: {reason}.",
            mend="Mend the TOML there.",
            place=_place(origin, origin),
            reason=str(error).rstrip("."),
        ) from None
    return _Reader(origin, files).form(document)


class _Reader:
    def __init__(self, origin: str, files: Mapping[str, str]) -> None:
        self._form = origin
        self._origin = origin
        self._files = files

    def form(self, document: Mapping[str, object]) -> Form:
        self._only(document, "", ("name", "title", "template", "orientation", "parameters",
                                  "queries", "tables", "templates"))  # fmt: skip
        name = self._text(document, "name", "", required=True)
        if len(name) > 200 or _NOT_IN_NAMES.search(name):
            raise self._wrong(
                "name",
                Phrase("a name of 200 characters at most, without a colon and slashes, that does"
                       " not begin with a dot or a hyphen"),
            )  # fmt: skip
        self._form = name
        inline = document.get("templates", {})
        if not isinstance(inline, Mapping) or not all(isinstance(v, str) for v in inline.values()):
            raise self._wrong("templates", Phrase("texts by file name"))
        templates = {name: text for name, text in self._files.items() if name != FORM_FILE}
        templates.update(inline)
        template = self._text(document, "template", "", required=True)
        if template not in templates:
            raise FormError(
                "The form {form} has no template file {file}.",
                mend="Put it beside {form_file}, or name another in [template].",
                form=self._form,
                file=template,
                form_file=FORM_FILE,
            )
        orientation = self._text(document, "orientation", "") or "portrait"
        if orientation not in ("portrait", "landscape"):
            raise self._wrong("orientation", Phrase("portrait or landscape"))
        queries = self._queries(document.get("queries", {}))
        return Form(
            name=self._form,
            titles=self._titles(document, ""),
            template=template,
            parameters=self._parameters(document.get("parameters", {})),
            queries=queries,
            tables=self._tables(document.get("tables", [])),
            templates=templates,
            landscape=orientation == "landscape",
        )

    def _parameters(self, given: object) -> tuple[FormParameter, ...]:
        found = []
        for name, table in self._named(given, "parameters"):
            place = f"parameters.{name}"
            if name in BUILT_IN:
                raise self._wrong(place, Phrase("another name: this one every form has"))
            self._only(table, place, ("type", "title", "default"))
            kind = self._text(table, "type", place) or "text"
            if kind not in _TYPES:
                raise self._wrong(f"{place}.type", Phrase("text, number or date"))
            default = table.get("default")
            if default is not None and not isinstance(default, str | int | float | date):
                raise self._wrong(f"{place}.default", Phrase("a text, a number or a date"))
            text = None if default is None else str(default)
            parameter = FormParameter(name, kind, self._titles(table, place), text)
            if text is not None:
                value_of(parameter, text, self._form)
            found.append(parameter)
        return tuple(found)

    def _queries(self, given: object) -> dict[str, str]:
        queries = {}
        for name, value in self._mapping(given, "queries").items():
            self._check_name(name, "queries")
            if not isinstance(value, str) or not value.strip():
                raise self._wrong(f"queries.{name}", Phrase("an SQL text"))
            queries[name] = value
        return queries

    def _tables(self, given: object) -> tuple[FormTable, ...]:
        if not isinstance(given, list):
            raise self._wrong("tables", Phrase("a list: [[tables]]"))
        found = []
        for number, table in enumerate(given, 1):
            place = f"tables[{number}]"
            self._only(self._mapping(table, place), place, ("rows", "title", "columns"))
            source = self._text(table, "rows", place, required=True)
            columns = table.get("columns", [])
            if not isinstance(columns, list):
                raise self._wrong(f"{place}.columns", Phrase("a list of tables"))
            found.append(
                FormTable(
                    source,
                    self._titles(table, place),
                    tuple(
                        self._column(column, f"{place}.columns[{index}]")
                        for index, column in enumerate(columns, 1)
                    ),
                )
            )
        return tuple(found)

    def _column(self, given: object, place: str) -> FormColumn:
        table = self._mapping(given, place)
        self._only(table, place, ("name", "title", "kind", "width"))
        kind = self._text(table, "kind", place) or "text"
        if kind not in _KINDS:
            raise self._wrong(f"{place}.kind", Phrase("one of {known}", known=", ".join(_KINDS)))
        width = table.get("width", 16)
        if not isinstance(width, int) or not 1 <= width <= 200:
            raise self._wrong(f"{place}.width", Phrase("a number of characters, 1 to 200"))
        name = self._text(table, "name", place, required=True)
        return FormColumn(name, self._titles(table, place), _KINDS[kind], width)

    # --- pieces ---

    def _titles(self, table: Mapping[str, object], place: str) -> dict[str, str]:
        """``title = "…"`` for all languages, or ``title = { ru = "…", en = "…" }``."""
        given = table.get("title", {})
        if isinstance(given, str):
            return {"ru": given}
        titles = {}
        for language, text in self._mapping(given, _join(place, "title")).items():
            if language not in ("ru", "en") or not isinstance(text, str):
                raise self._wrong(
                    _join(place, "title"), Phrase("a text, or a table with ru and en")
                )
            titles[language] = text
        return titles

    def _named(self, given: object, place: str) -> list[tuple[str, Mapping[str, object]]]:
        found = []
        for name, table in self._mapping(given, place).items():
            self._check_name(name, place)
            found.append((name, self._mapping(table, f"{place}.{name}")))
        return found

    def _check_name(self, name: str, place: str) -> None:
        if not _NAME.fullmatch(name):
            raise self._wrong(f"{place}.{name}", Phrase("a name of letters, digits and _"))

    def _mapping(self, value: object, place: str) -> Mapping[str, object]:
        if not isinstance(value, Mapping):
            raise self._wrong(place, Phrase("a table"))
        return value

    def _text(
        self, table: Mapping[str, object], key: str, place: str, *, required: bool = False
    ) -> str:
        value = table.get(key)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(_join(place, key), Phrase("a text"))
        return value.strip()

    def _only(self, table: Mapping[str, object], place: str, keys: tuple[str, ...]) -> None:
        for key in table:
            if key not in keys:
                raise FormError(
                    "{place}: there is no key {key!r}.",
                    mend="Known here: {known}.",
                    place=_place(self._form, self._origin),
                    key=_join(place, key),
                    known=", ".join(keys),
                )

    def _wrong(self, place: str, wanted: Phrase) -> FormError:
        return FormError(
            "{place}: the key {key!r} must be {wanted}.",
            place=_place(self._form, self._origin),
            key=place,
            wanted=wanted,
        )


def value_of(parameter: FormParameter, text: str, form: str) -> str | float | date:
    """The value that somebody has given as ``text``."""
    try:
        if parameter.type == "number":
            number = Decimal(text.strip().replace(",", ".").replace(" ", ""))
            if not number.is_finite():
                raise InvalidOperation
            return float(number)
        if parameter.type == "date":
            return date.fromisoformat(text.strip())
    except (ValueError, InvalidOperation):
        raise no_value(form, parameter.name, text, parameter.type) from None
    return text


def no_value(form: str, name: str, text: str, kind: str) -> FormError:
    if kind == "number":
        return FormError(
            "Form {form}, parameter {name}: {text!r} is no number.",
            mend="Write it as 2.50.",
            form=form,
            name=name,
            text=text,
        )
    return FormError(
        "Form {form}, parameter {name}: {text!r} is no date.",
        mend="Write it as 2026-11-23.",
        form=form,
        name=name,
        text=text,
    )


def _place(form: str, origin: str) -> str:
    """Form and file; only the file where nothing but that is known."""
    file = origin if origin.endswith(".toml") else FORM_FILE
    return file if form == file else f"{form}, {file}"


def _join(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key
