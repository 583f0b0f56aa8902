"""Changes of a form as the designer makes them: each gives a new form, so that undo is to take the
old one. What names a field or a page follows it when it is renamed, and goes when it goes only
where nothing else could be meant (branches); conditions are left to the problems panel."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from engine.forms.model import Branch, Field, FieldType, Form, Option, Page
from engine.scheme.expressions import RESERVED, BadExpressionError
from engine.scheme.templates import spans

_STRINGS = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")


def new_form(name: str, languages: Iterable[str] = ("ru",)) -> Form:
    """With one empty page."""
    return Form(name, languages=tuple(languages), pages=(Page("page1"),))


def free_id(form: Form, wanted: str) -> str:
    """A name like ``wanted`` that a new field can have."""
    base = re.sub(r"\W+", "_", wanted).strip("_") or "field"
    if base[0].isdigit():
        base = f"field_{base}"
    base = base[:50]
    taken = {field.id for field in form.fields} | RESERVED
    number = 1
    candidate = base if base != wanted else f"{base}2"
    while candidate in taken:
        number += 1
        candidate = f"{base}{number}"
    return candidate


def new_field(form: Form, kind: FieldType, words: str = "") -> Field:
    """Ready to be filled in: with ends where it is a scale. ``words``: its first text."""
    base = "text" if kind is FieldType.SCRIPT else "question"
    numbers = (f"{base}{number}" for number in range(1, len(list(form.fields)) + 2))
    taken = {field.id for field in form.fields}
    field_id = next(each for each in numbers if each not in taken)
    title = {form.languages[0]: words} if words and form.languages else {}
    ends = ("1", "5") if kind is FieldType.SCALE else ("", "")
    return Field(field_id, kind.value, title, least=ends[0], most=ends[1])


def add_page(form: Form, after: str = "") -> tuple[Form, str]:
    """The form, and the new page's id."""
    taken = {page.id for page in form.pages}
    page_id = next(p for n in range(1, len(taken) + 2) if (p := f"page{n}") not in taken)
    place = _page_place(form, after) + 1 if after else len(form.pages)
    pages = (*form.pages[:place], Page(page_id), *form.pages[place:])
    return replace(form, pages=pages), page_id


def remove_page(form: Form, page_id: str) -> Form:
    """With its fields; branches that led to it go too."""
    kept = (page for page in form.pages if page.id != page_id)
    return replace(
        form,
        pages=tuple(
            replace(page, branches=tuple(b for b in page.branches if b.page != page_id))
            for page in kept
        ),
    )


def move_page(form: Form, page_id: str, place: int) -> Form:
    """To be the page at that place."""
    pages = list(form.pages)
    page = pages.pop(_page_place(form, page_id))
    pages.insert(max(0, place), page)
    return replace(form, pages=tuple(pages))


def change_page(form: Form, page: Page) -> Form:
    """In place of that with its id."""
    return replace(form, pages=tuple(page if p.id == page.id else p for p in form.pages))


def add_field(form: Form, page_id: str, field: Field, place: int | None = None) -> Form:
    page = form.pages[_page_place(form, page_id)]
    at = len(page.fields) if place is None else place
    fields = (*page.fields[:at], field, *page.fields[at:])
    return change_page(form, replace(page, fields=fields))


def remove_field(form: Form, field_id: str) -> Form:
    return _pages(form, lambda fields: tuple(each for each in fields if each.id != field_id))


def change_field(form: Form, field_id: str, changed: Field) -> Form:
    """In place of the first of that id."""
    done = False

    def one(each: Field) -> Field:
        nonlocal done
        if done or each.id != field_id:
            return each
        done = True
        return changed

    return _pages(form, lambda fields: tuple(map(one, fields)))


def move_field(form: Form, field_id: str, page_id: str, place: int) -> Form:
    """To be at that place among the page's other fields."""
    field = form.field(field_id)
    if field is None:
        return form
    return add_field(remove_field(form, field_id), page_id, field, max(0, place))


def rename_field(form: Form, old: str, new: str) -> Form:
    """Where conditions, limits and texts name it, they follow. Of two fields with that name the
    second is renamed, and nobody follows it: what was meant is the first."""
    twins = [each for each in form.fields if each.id == old]
    if len(twins) > 1:
        page = next(p for p in reversed(form.pages) if any(f.id == old for f in p.fields))
        place = max(n for n, each in enumerate(page.fields) if each.id == old)
        fields = (*page.fields[:place], replace(page.fields[place], id=new),
                  *page.fields[place + 1 :])  # fmt: skip
        return change_page(form, replace(page, fields=fields))

    def changed(field: Field) -> Field:
        if not field.known:
            return replace(field, id=new) if field.id == old else field
        return replace(
            field,
            id=new if field.id == old else field.id,
            title=_in_texts(field.title, old, new),
            hint=_in_texts(field.hint, old, new),
            shown_when=_in_expression(field.shown_when, old, new),
            least=_in_expression(field.least, old, new),
            most=_in_expression(field.most, old, new),
        )

    pages = []
    for page in form.pages:
        branches = tuple(Branch(_in_expression(b.when, old, new), b.page) for b in page.branches)
        fields = tuple(map(changed, page.fields))
        title = _in_texts(page.title, old, new)
        pages.append(replace(page, branches=branches, fields=fields, title=title))
    return replace(form, pages=tuple(pages))


def use_name(form: Form, where: Mapping[str, str], old: str, new: str) -> Form:
    """Another field's name at one place of a page or field, as problems name it (``page``,
    ``field``, ``place``)."""
    name, _, rest = where["place"].partition(".")
    page = form.page(where["page"])
    if page is None:
        return form
    if not where["field"]:
        if name == "title":
            title = {**page.title, rest: _in_template(page.title.get(rest, ""), old, new)}
            return change_page(form, replace(page, title=title))
        number = int(name.partition("[")[2].rstrip("]"))
        branches = list(page.branches)
        if number < len(branches):
            when = _in_expression(branches[number].when, old, new)
            branches[number] = replace(branches[number], when=when)
        return change_page(form, replace(page, branches=tuple(branches)))
    field = form.field(where["field"])
    if field is None:
        return form
    if name in ("title", "hint"):
        texts = dict(getattr(field, name))
        changed: object = {**texts, rest: _in_template(texts.get(rest, ""), old, new)}
    else:
        changed = _in_expression(getattr(field, name), old, new)
    return change_field(form, field.id, replace(field, **{name: changed}))  # type: ignore[arg-type]


def duplicate_field(form: Form, field_id: str) -> tuple[Form, str]:
    """Below the field; the form and the copy's name."""
    page = next(p for p in form.pages if any(f.id == field_id for f in p.fields))
    place = next(n for n, each in enumerate(page.fields) if each.id == field_id)
    copy = replace(page.fields[place], id=free_id(form, field_id))
    return add_field(form, page.id, copy, place + 1), copy.id


def with_type(field: Field, kind: FieldType) -> Field:
    """Of another type; what fits it stays."""
    options = field.options
    if kind in (FieldType.ONE_OF, FieldType.SEVERAL_OF) and not options:
        options = (Option("1"), Option("2"))
    ends = ("1", "5") if kind is FieldType.SCALE else ("", "")
    if field.type == kind:
        ends = (field.least, field.most)
    return replace(field, type=kind.value, options=options, least=ends[0], most=ends[1])


def _pages(form: Form, change: Callable[[tuple[Field, ...]], tuple[Field, ...]]) -> Form:
    return replace(form, pages=tuple(replace(p, fields=change(p.fields)) for p in form.pages))


def _page_place(form: Form, page_id: str) -> int:
    return [page.id for page in form.pages].index(page_id)


def _in_texts(texts: "dict[str, str] | object", old: str, new: str) -> dict[str, str]:
    assert isinstance(texts, dict)
    return {language: _in_template(text, old, new) for language, text in texts.items()}


def _in_template(text: str, old: str, new: str) -> str:
    try:
        places = spans(text, spoken=False)
    except BadExpressionError:
        return text
    for begin, end, _ in reversed(places):
        text = text[:begin] + _in_expression(text[begin:end], old, new) + text[end:]
    return text


def _in_expression(text: str, old: str, new: str) -> str:
    """Names only: neither texts in quotes nor parts of longer words."""
    word = re.compile(rf"(?<![\w.]){re.escape(old)}(?!\w)")
    parts, end = [], 0
    for match in _STRINGS.finditer(text):
        parts += [word.sub(new, text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, word.sub(new, text[end:])])
