"""The judgement on a form: typed problems, errors first.

Errors keep a form from being published: an operator could come to a place with it that does not
work. Warnings are told and left to the supervisor.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from engine.forms.edits import free_id
from engine.forms.model import END, LIMITED, WITH_OPTIONS, Field, FieldType, Form, Page
from engine.forms.problems import Fix, Problem, Severity
from engine.forms.reading import limit_value
from engine.forms.validate_texts import Known, Names, condition, limit, template
from engine.scheme.expressions import RESERVED
from engine.scheme.model import Texts

#: Steps of a scale: each has a key or is one step of the arrows away.
MOST_STEPS = 21
_ID = re.compile(r"[^\W\d]\w{0,59}")


def validate(form: Form) -> list[Problem]:
    """All problems; a form without errors can be filled in."""
    found = [*_of_form(form), *_of_ids(form)]
    known = Known(form)
    for page in form.pages:
        found += _of_page(form, page, known)
    found += _never_reached(form)
    numbers = {page.id: number for number, page in enumerate(form.pages, 1)}
    numbered = (replace(each, page_number=numbers.get(each.page, 0)) for each in found)
    return sorted(numbered, key=lambda problem: not problem.is_error)


def _error(code: str, page: str = "", field: str = "", place: str = "",
           fix: Fix | None = None, **arguments: object) -> Problem:  # fmt: skip
    texts = {key: str(value) for key, value in arguments.items()}
    return Problem(code, Severity.ERROR, page, field, place, texts, fix)


def _warning(code: str, page: str = "", field: str = "", place: str = "",
             fix: Fix | None = None, **arguments: object) -> Problem:  # fmt: skip
    texts = {key: str(value) for key, value in arguments.items()}
    return Problem(code, Severity.WARNING, page, field, place, texts, fix)


def _of_form(form: Form) -> Iterator[Problem]:
    if not form.languages:
        yield _error("no_language", fix=Fix("add_language"))
    if not re.fullmatch("[A-Za-z]{3}", form.currency):
        yield _error("bad_currency", currency=form.currency, fix=Fix("set_currency"))
    if not form.pages:
        yield _error("no_pages", fix=Fix("add_page"))
    elif not any(field.asks for field in form.fields):
        yield _error("no_fields", fix=Fix("add_field", {"page": form.pages[0].id}))


def _of_ids(form: Form) -> Iterator[Problem]:
    seen: set[str] = set()
    for page in form.pages:
        for field in page.fields:
            fix = Fix("rename_field", {"field": field.id, "new": free_id(form, field.id)})
            if field.id in seen:
                yield _error("duplicate_id", page.id, field.id, "id", fix, id=field.id)
            elif not _ID.fullmatch(field.id):
                yield _error("bad_id", page.id, field.id, "id", fix, id=field.id)
            elif field.id in RESERVED:
                yield _error("reserved_id", page.id, field.id, "id", fix, id=field.id)
            seen.add(field.id)


def _of_page(form: Form, page: Page, known: Known) -> Iterator[Problem]:
    if not page.fields:
        yield _warning("empty_page", page.id, fix=Fix("remove_page", {"page": page.id}))
    for language, text in page.title.items():
        yield from template(text, known.before_page(page), page.id, "", f"title.{language}")
    for field in page.fields:
        if not field.known:
            fix = Fix("remove_field", {"field": field.id})
            yield _error("unknown_type", page.id, field.id, "type", fix, type=field.type)
            continue
        yield from _of_field(form, page, field, known)
    yield from _of_branches(form, page, known)


def _of_field(form: Form, page: Page, field: Field, known: Known) -> Iterator[Problem]:
    above = known.before_field(page, field)
    yield from _of_texts(form, page, field)
    for name, texts in (("title", field.title), ("hint", field.hint)):
        for language, text in texts.items():
            yield from template(text, above, page.id, field.id, f"{name}.{language}")
    if field.shown_when.strip():
        fix = Fix("clear_condition", {"field": field.id})
        yield from condition(field.shown_when, above, page.id, field.id, "shown_when", fix)
    if field.type in WITH_OPTIONS:
        yield from _of_options(page, field)
    if field.type == FieldType.SCALE:
        if not 2 <= len(field.scale) <= MOST_STEPS:
            fix = Fix("reset_scale", {"field": field.id})
            yield _error("bad_scale", page.id, field.id, "least", fix, most=MOST_STEPS)
    elif field.type in LIMITED:
        yield from _of_limits(page, field, above)


def _of_texts(form: Form, page: Page, field: Field) -> Iterator[Problem]:
    if not any(text.strip() for text in field.title.values()):
        yield _error("no_title", page.id, field.id, "title")
        return
    for name, texts in (("title", field.title), ("hint", field.hint)):
        if any(text.strip() for text in texts.values()):
            yield from _in_all_languages(form, page, field, name, texts)
    for place, option in enumerate(field.options):
        where = f"options[{place}].title"
        yield from _in_all_languages(form, page, field, where, option.title, option.code)


def _in_all_languages(
    form: Form, page: Page, field: Field, place: str, texts: Texts, option: str | None = None
) -> Iterator[Problem]:
    for language in form.languages:
        if texts.get(language, "").strip():
            continue
        fix = Fix("copy_text", {"field": field.id, "place": place, "in": language})
        where = f"{place}.{language}"
        if option is None:
            yield _warning("text_missing", page.id, field.id, where, fix, language=language)
        else:
            yield _warning(
                "option_text_missing", page.id, field.id, where, fix,
                language=language, option=option,
            )  # fmt: skip


def _of_options(page: Page, field: Field) -> Iterator[Problem]:
    if len(field.options) < 2:
        fix = Fix("add_options", {"field": field.id})
        yield _error("no_options", page.id, field.id, "options", fix)
    seen: set[str] = set()
    fix = Fix("recode_options", {"field": field.id})
    for place, option in enumerate(field.options):
        where = f"options[{place}].code"
        if not option.code.strip() or "," in option.code or option.code != option.code.strip():
            yield _error("bad_code", page.id, field.id, where, fix, option=option.code)
        elif option.code in seen:
            yield _error("duplicate_code", page.id, field.id, where, fix, option=option.code)
        seen.add(option.code)


def _of_limits(page: Page, field: Field, above: Names) -> Iterator[Problem]:
    bad = False
    for name, text in (("least", field.least), ("most", field.most)):
        fix = Fix("clear_limit", {"field": field.id, "place": name})
        problems = list(limit(field, text, above, page.id, name, fix))
        bad = bad or bool(problems)
        yield from problems
    least, most = (limit_value(field, text, None) for text in (field.least, field.most))
    if not bad and least is not None and most is not None and least > most:  # type: ignore[operator]
        fix = Fix("swap_limits", {"field": field.id})
        yield _error("limits_crossed", page.id, field.id, "least", fix)


def _of_branches(form: Form, page: Page, known: Known) -> Iterator[Problem]:
    place = [each.id for each in form.pages].index(page.id)
    below = {each.id for each in form.pages[place + 1 :]}
    for number, branch in enumerate(page.branches):
        where = f"branches[{number}]"
        fix = Fix("remove_branch", {"page": page.id, "number": str(number)})
        if not branch.when.strip():
            yield _error("empty_branch", page.id, "", where, fix)
        else:
            yield from condition(branch.when, known.after_page(page), page.id, "", where, fix)
        if branch.page == END or branch.page in below:
            continue
        code = "branch_back" if form.page(branch.page) else "unknown_page"
        yield _error(code, page.id, "", where, fix)


def _never_reached(form: Form) -> Iterator[Problem]:
    reached = {form.pages[0].id} if form.pages else set()
    for place, page in enumerate(form.pages):
        if page.id not in reached:
            fix = Fix("remove_page", {"page": page.id})
            yield _warning("never_reached", page.id, fix=fix)
            continue
        reached |= {branch.page for branch in page.branches}
        always = any(branch.when.strip() in ("yes", "True", "true") for branch in page.branches)
        if not page.last and not always and place + 1 < len(form.pages):
            reached.add(form.pages[place + 1].id)
