"""Carrying out what a problem of a form suggests. A mend makes its problem go away."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.forms import edits
from engine.forms.model import Field, FieldType, Form, Option, text_in
from engine.forms.problems import Fix
from engine.scheme.model import Texts

_Arguments = Mapping[str, str]


def mend(form: Form, fix: Fix) -> Form:
    """The form mended; as it is when there is nothing (more) to mend."""
    return _MENDS[fix.code](form, fix.arguments)


def _add_field(form: Form, given: _Arguments) -> Form:
    return edits.add_field(form, given["page"], edits.new_field(form, FieldType.TEXT))


def _copy_text(form: Form, given: _Arguments) -> Form:
    def copied(texts: Texts) -> dict[str, str]:
        known = {each: texts.get(each, "") for each in (*form.languages, *texts)}
        found = dict(texts)
        if not found.get(given["in"], "").strip():
            found[given["in"]] = text_in(known, form.languages[0])
        return found

    def changed(field: Field) -> Field:
        place = given["place"]
        if place == "title":
            return replace(field, title=copied(field.title))
        if place == "hint":
            return replace(field, hint=copied(field.hint))
        number = int(place.partition("[")[2].partition("]")[0])
        options = list(field.options)
        if number < len(options):
            option = options[number]
            texts = copied(option.title or {form.languages[0]: option.code})
            options[number] = replace(option, title={k: t or option.code for k, t in texts.items()})
        return replace(field, options=tuple(options))

    return _field(form, given, changed)


def _add_options(form: Form, given: _Arguments) -> Form:
    words = {"yes": {"ru": "Да", "en": "Yes"}, "no": {"ru": "Нет", "en": "No"}}

    def changed(field: Field) -> Field:
        there = {option.code for option in field.options}
        added = tuple(
            Option(code, {each: texts.get(each, texts["en"]) for each in form.languages})
            for code, texts in words.items()
            if code not in there
        )
        return replace(field, options=field.options + added)

    return _field(form, given, changed)


def _recode_options(form: Form, given: _Arguments) -> Form:
    """Only those that are none; the others are in stored answers already."""

    def changed(field: Field) -> Field:
        good = {o.code for o in field.options if o.code.strip() == o.code and "," not in o.code}
        seen: set[str] = set()
        options = []
        for number, option in enumerate(field.options, 1):
            code = option.code
            if not code or code not in good or code in seen:
                taken = good | seen
                candidates = (str(n) for n in range(number, number + len(field.options) * 2 + 1))
                code = next(each for each in candidates if each not in taken)
            seen.add(code)
            options.append(replace(option, code=code))
        return replace(field, options=tuple(options))

    return _field(form, given, changed)


def _remove_branch(form: Form, given: _Arguments) -> Form:
    page = form.page(given["page"])
    if page is None:
        return form
    number = int(given["number"])
    branches = page.branches[:number] + page.branches[number + 1 :]
    return edits.change_page(form, replace(page, branches=branches))


def _field(form: Form, given: _Arguments, change: Callable[[Field], Field]) -> Form:
    field = form.field(given["field"])
    return form if field is None else edits.change_field(form, field.id, change(field))


_MENDS: Mapping[str, Callable[[Form, _Arguments], Form]] = {
    "add_page": lambda form, _: edits.add_page(form)[0],
    "add_field": _add_field,
    "add_language": lambda form, _: replace(form, languages=(*form.languages, "ru")),
    "remove_page": lambda form, given: edits.remove_page(form, given["page"]),
    "remove_field": lambda form, given: edits.remove_field(form, given["field"]),
    "rename_field": lambda form, given: edits.rename_field(form, given["field"], given["new"]),
    "copy_text": _copy_text,
    "add_options": _add_options,
    "recode_options": _recode_options,
    "reset_scale": lambda form, given: _field(
        form, given, lambda field: replace(field, least="1", most="5")
    ),
    "clear_limit": lambda form, given: _field(
        form, given,
        lambda field: replace(field, **{given["place"]: ""}),  # type: ignore[arg-type]
    ),
    "swap_limits": lambda form, given: _field(
        form, given, lambda field: replace(field, least=field.most, most=field.least)
    ),
    "remove_branch": _remove_branch,
    "clear_condition": lambda form, given: _field(
        form, given, lambda field: replace(field, shown_when="")
    ),
    "use_name": lambda form, given: edits.use_name(form, given, given["old"], given["new"]),
    "set_currency": lambda form, _: replace(form, currency="RUB"),
}  # fmt: skip
