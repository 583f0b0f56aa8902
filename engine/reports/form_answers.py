"""All that operators have filled in a form with, a row for each call; whether of a campaign or not.

It is no report of a campaign, so it is in no list of kinds: ``form answers`` makes it.
"""

import json
from collections.abc import Callable, Iterable, Iterator

from engine.forms.model import CHOSEN, Field, FieldType, Form, text_in
from engine.ports.forms import FilledForm
from engine.reports import words
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section

_WIDTH = 24


class FormAnswersReport:
    """``form``: as it is now, for the order and the texts of the questions. ``answers`` gives them
    all, each time it is called: they are gone through twice and never all in memory."""

    name = "form"

    def __init__(self, form: Form, answers: Callable[[], Iterable[FilledForm]]) -> None:
        self._form = form
        self._answers = answers

    def title(self, language: str) -> str:
        return text_in(self._form.title, language) or self._form.name

    def json(self, source: ReportSource) -> Iterator[str]:
        rows = [
            {"call": each.call, "phone": each.phone, "operator": each.operator,
             "saved_at": each.saved_at.isoformat(), "complete": each.complete,
             "answers": dict(each.answers)}
            for each in self._answers()
        ]  # fmt: skip
        yield json.dumps(rows, ensure_ascii=False, indent=2) + "\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        complete = [each.complete for each in self._answers()]
        return [
            Figure(words.text("form_filled", source.language), len(complete)),
            Figure(words.text("form_complete", source.language), sum(complete)),
        ]

    def tables(self, source: ReportSource) -> Iterator[Section]:
        language = source.language
        names = self._names()
        fields = {field.id: field for field in self._form.fields}
        columns = (
            Column(words.text("form_at", language), CellKind.MOMENT, 18),
            Column(words.text("phone", language), CellKind.PHONE, 16),
            Column(words.text("operator", language), width=20),
            Column(words.text("form_complete", language), width=12),
            *(Column(_heading(fields.get(name), name, language), width=_WIDTH) for name in names),
        )
        yield Section(self.title(language), columns, self._rows(names, fields, language))

    def page(self, source: ReportSource) -> Iterator[Section]:
        return self.tables(source)

    def _rows(
        self, names: list[str], fields: dict[str, Field], language: str
    ) -> Iterator[tuple[Cell, ...]]:
        for each in self._answers():
            state = words.text("form_yes" if each.complete else "form_no", language)
            answers = (
                _words(fields.get(name), each.answers.get(name, ""), language) for name in names
            )
            yield (each.saved_at, each.phone, each.operator, state, *answers)

    def _names(self) -> list[str]:
        """Those of the form in its order, then those that only earlier versions had."""
        given = {name for each in self._answers() for name in each.answers}
        known = [field.id for field in self._form.fields if field.asks]
        return known + sorted(given - set(known))


def _heading(field: Field | None, name: str, language: str) -> str:
    if field is None:
        return name
    return " ".join(text_in(field.title, language).split()) or name


def _words(field: Field | None, text: str, language: str) -> str:
    """Of options their titles; a code that the form has no more stays."""
    if field is None or not text or field.type not in CHOSEN:
        return text
    if field.type == FieldType.YES_NO:
        return words.text("form_yes" if text == "yes" else "form_no", language)
    titles = {option.code: text_in(option.title, language) for option in field.options}
    return ", ".join(titles.get(code) or code for code in text.split(", "))
