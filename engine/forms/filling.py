"""A form that is being filled in: a machine without clock, window or database.

It keeps every entry, whatever page is looked at and whatever is hidden at the moment: going back
and choosing otherwise loses nothing. What follows from the entries (which pages are on the way,
which fields are shown, what the answers are) is worked out anew from the first page on, in the
order of the form. A condition sees only answers above it, and branches lead only forward, so there
is always one way and it always ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from engine.forms.faults import Fault
from engine.forms.model import END, Field, FieldType, Form, Page, text_in
from engine.forms.reading import Entry, blank, limit_value, read
from engine.forms.showing import render
from engine.scheme import values
from engine.scheme.expressions import BadExpressionError, EvaluationError, Scope, parse
from engine.scheme.values import ContactFields, Value

_SNAPSHOT = 1


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the form knows of the call. ``contact``: fields of the list. ``call``: as in schemes
    (phone, attempt, campaign, today, now, language). ``results``: what the scheme of this same
    call has saved; they fill in fields, nothing of any other call ever does."""

    contact: Mapping[str, str] = field(default_factory=dict)
    call: Mapping[str, Value] = field(default_factory=dict)
    results: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """The result. ``answers``: of the fields that are shown, what is given and right; by the name
    of the field, as results of schemes are stored."""

    complete: bool
    answers: Mapping[str, str]


@dataclass(slots=True)
class _Way:
    pages: list[Page] = field(default_factory=list)
    shown: dict[str, list[Field]] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)


class Filling:
    """``page`` is the one that is looked at; always one of ``way``."""

    def __init__(
        self, form: Form, circumstances: Circumstances | None = None, language: str = "ru"
    ) -> None:
        """A form without a page raises ValueError: it cannot be published."""
        if not form.pages:
            raise ValueError("a form without pages")
        self.form = form
        self.language = language
        self._about = circumstances or Circumstances()
        #: All that was ever entered and not taken back.
        self._entries: dict[str, Entry] = {}
        self.given_before: frozenset[str] = frozenset()
        self._begin_with_results()
        self._way = self._walked()
        self.page = self._way.pages[0]

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def way(self) -> tuple[Page, ...]:
        """The pages from the first to the last, as far as the answers tell."""
        return tuple(self._way.pages)

    @property
    def place(self) -> int:
        """Of the page on the way, from 0."""
        return self._way.pages.index(self.page)

    @property
    def shown(self) -> tuple[Field, ...]:
        """Of the page that is looked at."""
        return tuple(self._way.shown[self.page.id])

    @property
    def is_first(self) -> bool:
        return self.place == 0

    @property
    def is_last(self) -> bool:
        return self.place == len(self._way.pages) - 1

    def entry(self, field_id: str) -> Entry:
        return self._entries.get(field_id, "")

    @property
    def entries(self) -> Mapping[str, Entry]:
        return MappingProxyType(self._entries)

    def value(self, field_id: str) -> Value:
        """None: hidden, empty or wrong."""
        return self._way.values.get(field_id)

    def fault(self, field_id: str) -> Fault | None:
        return self._way.faults.get(field_id)

    def limits(self, field_id: str) -> tuple[Value, Value]:
        """Least and greatest as they are now; None: there is none. KeyError: no such field."""
        asked = self.form.field(field_id)
        if asked is None:
            raise KeyError(field_id)
        scope = self._scope()
        return limit_value(asked, asked.least, scope), limit_value(asked, asked.most, scope)

    def text(self, texts: Mapping[str, str]) -> str:
        """A title, hint or script with its values."""
        return render(text_in(texts, self.language), self._scope(), self.form, self.language)

    # --- what the operator does -------------------------------------------------------------------

    def enter(self, field_id: str, entry: Entry) -> None:
        """KeyError: there is no such field, or it asks nothing."""
        asked = self.form.field(field_id)
        if asked is None or not asked.asks:
            raise KeyError(field_id)
        if blank(entry):
            self._entries.pop(field_id, None)
        else:
            self._entries[field_id] = entry
        self._way = self._walked()
        self._stay_on_the_way()

    def page_faults(self) -> dict[str, Fault]:
        """Of the fields that are shown, in their order."""
        return {each.id: self._way.faults[each.id] for each in self.shown
                if each.id in self._way.faults}  # fmt: skip

    def forward(self) -> bool:
        """To the next page. False: something on this one is wrong or lacking, or it is the last."""
        if self.is_last or self.page_faults():
            return False
        self.page = self._way.pages[self.place + 1]
        return True

    def back(self) -> bool:
        """To the page before, right or wrong. False: it is the first."""
        if self.is_first:
            return False
        self.page = self._way.pages[self.place - 1]
        return True

    def go(self, page_id: str) -> bool:
        """To a page on the way; forward only past pages without faults."""
        ids = [page.id for page in self._way.pages]
        if page_id not in ids:
            return False
        target = ids.index(page_id)
        between = self._way.pages[self.place : target]
        if any(each.id in self._way.faults for p in between for each in self._way.shown[p.id]):
            return False
        self.page = self._way.pages[target]
        return True

    def result(self) -> Filled:
        """At any time: a call may end before its form does."""
        answers = {
            name: values.to_text(value)
            for name, value in self._way.values.items()
            if value is not None
        }
        return Filled(not self._way.faults, answers)

    def first_faulty_page(self) -> Page | None:
        return next(
            (p for p in self._way.pages
             if any(each.id in self._way.faults for each in self._way.shown[p.id])),
            None,
        )  # fmt: skip

    # --- drafts -----------------------------------------------------------------------------------

    def snapshot(self) -> dict[str, Any]:
        """JSON that ``restore`` understands."""
        entries = {key: list(e) if isinstance(e, tuple) else e for key, e in self._entries.items()}
        return {"snapshot": _SNAPSHOT, "page": self.page.id, "entries": entries}

    def restore(self, snapshot: Mapping[str, Any]) -> list[str]:
        """Take entries over that fit this form; the names of those that do not fit any more are
        returned (the form was published anew meanwhile). What cannot be understood raises
        ValueError and changes nothing."""
        entries = snapshot.get("entries")
        if snapshot.get("snapshot") != _SNAPSHOT or not isinstance(entries, dict):
            raise ValueError("not a draft of answers")
        taken: dict[str, Entry] = {}
        lost = []
        for name, raw in entries.items():
            asked = self.form.field(name)
            entry = tuple(map(str, raw)) if isinstance(raw, list) else raw
            if asked is None or not asked.asks or not isinstance(entry, str | tuple):
                lost.append(str(name))
            elif not blank(entry):
                taken[name] = entry
        self._entries = taken
        self._way = self._walked()
        page = next((p for p in self._way.pages if p.id == snapshot.get("page")), None)
        self.page = page or self._way.pages[0]
        return lost

    # --- working it out ---------------------------------------------------------------------------

    def _begin_with_results(self) -> None:
        """What the IVR has asked already, where it is an answer to the field."""
        scope = self._scope_of({})
        for asked in self.form.fields:
            text = self._about.results.get(asked.taken_from, "") if asked.asks else ""
            if not text.strip():
                continue
            entry: Entry = text
            if asked.type == FieldType.SEVERAL_OF:
                entry = tuple(part.strip() for part in text.split(","))
            value, fault = read(asked, entry, scope)
            if value is not None and fault is None:
                self._entries[asked.id] = entry
        self.given_before = frozenset(self._entries)

    def _walked(self) -> _Way:
        way = _Way()
        scope = self._scope_of(way.values)
        page: Page | None = self.form.pages[0]
        passed: set[str] = set()
        while page is not None and page.id not in passed:
            passed.add(page.id)
            way.pages.append(page)
            way.shown[page.id] = shown = []
            for each in page.fields:
                if not each.known or not _holds(each.shown_when, scope, empty=True):
                    continue
                shown.append(each)
                if each.asks:
                    value, fault = read(each, self.entry(each.id), scope)
                    way.values[each.id] = value
                    if fault is not None:
                        way.faults[each.id] = fault
            page = self._next(page, scope)
        return way

    def _next(self, page: Page, scope: Scope) -> Page | None:
        place = self.form.pages.index(page)
        for branch in page.branches:
            if _holds(branch.when, scope, empty=False):
                if branch.page == END:
                    return None
                below = self.form.pages[place + 1 :]
                return next((each for each in below if each.id == branch.page), None)
        if page.last or place + 1 == len(self.form.pages):
            return None
        return self.form.pages[place + 1]

    def _stay_on_the_way(self) -> None:
        """The page that is looked at is led to by answers above it, so it stays; unless somebody
        has changed the answer of another page."""
        if self.page not in self._way.pages:
            self.page = self._way.pages[-1]

    def _scope(self) -> Scope:
        return self._scope_of(self._way.values)

    def _scope_of(self, answers: dict[str, Value]) -> Scope:
        about = self._about
        return Scope(answers, ContactFields(about.contact), about.call, about.results)


def _holds(condition: str, scope: Scope, *, empty: bool) -> bool:
    """A condition that cannot be told (an answer lacks) does not hold."""
    if not condition.strip():
        return empty
    try:
        return bool(parse(condition).evaluate(scope))
    except (BadExpressionError, EvaluationError):
        return False
