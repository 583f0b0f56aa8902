"""Conditions, limits and texts with values: what they name must be there, and above."""

import difflib
from collections.abc import Iterator

from engine.forms.model import Field, FieldType, Form, Page
from engine.forms.problems import Fix, Problem, Severity
from engine.forms.reading import limit_value
from engine.forms.showing import FORMATS
from engine.scheme.expressions import BadExpressionError, Expression, parse
from engine.scheme.templates import parse_template

_NO_VALUE = {
    FieldType.TIME: ("нужно время, например 9:30", "a time is needed, such as 9:30"),
    FieldType.TEXT: ("нужно целое число знаков", "a whole number of characters is needed"),
    FieldType.SEVERAL_OF: ("нужно целое число вариантов", "a whole number of options is needed"),
}


class Names(frozenset[str]):
    """Fields whose answers are known at a place; ``later``: those that are known further down."""

    later: frozenset[str] = frozenset()


class Known:
    """Which answers are known where."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._all = [field.id for field in form.fields if field.asks]

    def before_page(self, page: Page) -> Names:
        return self._names(self._above(page))

    def after_page(self, page: Page) -> Names:
        return self._names(self._above(page) + [f.id for f in page.fields if f.asks])

    def before_field(self, page: Page, field: Field) -> Names:
        """Texts and conditions of a field: answers above it."""
        place = page.fields.index(field)
        return self._names(self._above(page) + [f.id for f in page.fields[:place] if f.asks])

    def _above(self, page: Page) -> list[str]:
        place = self._form.pages.index(page)
        return [f.id for above in self._form.pages[:place] for f in above.fields if f.asks]

    def _names(self, ids: list[str]) -> Names:
        found = Names(ids)
        found.later = frozenset(self._all) - found
        return found


def condition(
    text: str, names: Names, page: str, field: str, place: str, fix: Fix
) -> Iterator[Problem]:
    try:
        expression = parse(text)
    except BadExpressionError as bad:
        yield _problem("bad_expression", page, field, place, fix, why_ru=bad.ru, why_en=bad.en)
        return
    yield from _unknown(expression, names, page, field, place, fix)


def template(text: str, names: Names, page: str, field: str, place: str) -> Iterator[Problem]:
    if not text.strip():
        return
    try:
        slots = parse_template(text).slots
    except BadExpressionError as bad:
        yield _problem("bad_template", page, field, place, None, why_ru=bad.ru, why_en=bad.en)
        return
    for slot in slots:
        yield from _unknown(slot.expression, names, page, field, place, None)
        if slot.format and slot.format not in FORMATS:
            known = ", ".join(FORMATS)
            yield _problem(
                "unknown_format", page, field, place, None, format=slot.format, known=known
            )


def limit(
    field: Field, text: str, names: Names, page: str, place: str, fix: Fix
) -> Iterator[Problem]:
    """A value that suits the field, or an expression."""
    if not text.strip() or limit_value(field, text, None) is not None:
        return
    if field.type in _NO_VALUE:
        why_ru, why_en = _NO_VALUE[FieldType(field.type)]
        yield _problem("bad_limit", page, field.id, place, fix, limit=text, why_ru=why_ru,
                       why_en=why_en)  # fmt: skip
        return
    try:
        expression = parse(text)
    except BadExpressionError as bad:
        yield _problem("bad_limit", page, field.id, place, fix, limit=text, why_ru=bad.ru,
                       why_en=bad.en)  # fmt: skip
        return
    yield from _unknown(expression, names, page, field.id, place, fix)


def _unknown(
    expression: Expression, names: Names, page: str, field: str, place: str, fix: Fix | None
) -> Iterator[Problem]:
    for name in sorted(expression.variables - names):
        if name in names.later:
            yield _problem("later_answer", page, field, place, fix, name=name)
            continue
        near = difflib.get_close_matches(name, names, 1)
        if near:
            where = {"page": page, "field": field, "place": place, "old": name, "new": near[0]}
            fix = Fix("use_name", where)
        yield _problem(
            "unknown_name", page, field, place, fix, name=name,
            hint_ru=f"; может быть, «{near[0]}»?" if near else "",
            hint_en=f"; perhaps “{near[0]}”?" if near else "",
        )  # fmt: skip


def _problem(
    code: str, page: str, field: str, place: str, fix: Fix | None, **arguments: str
) -> Problem:
    return Problem(code, Severity.ERROR, page, field, place, arguments, fix)
