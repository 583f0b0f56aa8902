"""The report ``survey``: each question with its answers, how sure their shares are, and the answers
crossed with other questions, fields of the list or results."""

import json
from collections.abc import Iterator
from datetime import UTC

from engine.ports.answers import AskedQuestion
from engine.reports import numbers, statistics, words
from engine.reports.charts import Bars
from engine.reports.filters import CALLS
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section, share
from engine.reports.survey_cross import (
    codes_of,
    cross_rows,
    cross_tables,
    heading,
    long_columns,
    long_rows,
    mean_cell,
    mean_of,
    row_table,
    span,
    test_json,
    tests_table,
)
from engine.reports.survey_data import SurveyCounts, Tally, count, option_text, text_in

_MOST_BARS = 14


class SurveyReport:
    name = "survey"
    filters = CALLS

    def title(self, language: str) -> str:
        return words.text("survey_title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        counts = _counts(source)
        document = {
            "campaign": source.campaign.name,
            "made_at": source.now.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z",
            "respondents": counts.respondents,
            "weighted": counts.weighted,
            "without_weight": counts.unweighted,
            "confidence": 0.95,
            "questions": [_question_json(each, counts) for each in counts.questions],
        }
        yield json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        counts = _counts(source)
        _, answered, _ = source.reports.reached(source.campaign.id)
        return [
            Figure(words.text("answered", source.language), answered),
            Figure(
                words.text("respondents", source.language), counts.respondents,
                share(counts.respondents, answered),
            ),
            Figure(words.text("questions", source.language), len(counts.questions)),
        ]  # fmt: skip

    def tables(self, source: ReportSource) -> Iterator[Section]:
        """Long tables: one row for each answer of each question (of each group)."""
        counts, language = _counts(source), source.language
        yield Section(
            words.text("answers_table", language), long_columns(language, grouped=False),
            [row for asked in counts.questions
             for row in long_rows(asked, counts.whole.get(asked.id, Tally()), language)],
        )  # fmt: skip
        scales = [asked for asked in counts.questions if asked.kind == "scale"]
        if scales:
            yield _means(scales, counts, language)
        if counts.groups:
            yield Section(
                words.text("cross_tables", language), long_columns(language, grouped=True),
                [row for asked in counts.questions for row in cross_rows(asked, counts, language)],
            )  # fmt: skip
            yield tests_table(counts, language)

    def page(self, source: ReportSource) -> Iterator[Section]:
        counts = _counts(source)
        for asked in counts.questions:
            yield _question(asked, counts, source.language)
            for place in range(len(counts.groups)):
                yield from cross_tables(asked, place, counts, source.language)
                yield from row_table(asked, place, counts, source.language)
        if not counts.questions:
            columns = _answer_columns(source.language, multiple=False)
            yield Section(words.text("questions", source.language), columns, [])
        else:
            yield Section(
                words.text("method", source.language), (), (), note=_method(counts, source.language)
            )


def _counts(source: ReportSource) -> SurveyCounts:
    return source.once("survey", lambda: count(source))


# --- pages ------------------------------------------------------------------------------------


def _question(asked: AskedQuestion, counts: SurveyCounts, language: str) -> Section:
    tally = counts.whole.get(asked.id, Tally())
    wording = text_in(asked.wording, language)
    title = f"{heading(asked, counts)}. {wording}" if wording else heading(asked, counts)
    multiple = asked.kind == "multiple"
    rows: list[tuple[Cell, ...]] = []
    codes = codes_of(asked, tally) if tally.base else []
    for code in codes:
        low, high = statistics.wilson(tally.share(code), tally.effective)
        row: tuple[Cell, ...] = (
            option_text(asked, code, language), tally.counts[code], tally.share(code),
            span(low, high, language),
        )  # fmt: skip
        rows.append((*row, tally.share_of_answers(code)) if multiple else row)
    notes = [words.text("base_note", language).format(
        base=numbers.integer(tally.base, language), version=asked.version)]  # fmt: skip
    if counts.weighted and tally.base:
        effective = numbers.integer(round(tally.effective), language)
        notes.append(words.text("effective_note", language).format(size=effective))
    if asked.kind == "scale" and (found := mean_of(tally)) is not None:
        notes.append(_mean_words(found, language))
    if multiple:
        notes.append(words.text("multiple_note", language))
    shown = [code for code in codes if asked.kind == "scale" or tally.counts[code]]
    if asked.kind != "scale":
        shown.sort(key=lambda code: -tally.share(code))
    chart = _bars(asked, tally, shown[:_MOST_BARS], language) if tally.base else None
    columns = _answer_columns(language, multiple=multiple)
    return Section(title, columns, rows, note=" ".join(notes), chart=chart)


def _bars(asked: AskedQuestion, tally: Tally, codes: list[str], language: str) -> Bars:
    return Bars(
        words.text("chart_survey", language),
        tuple(option_text(asked, code, language) for code in codes),
        tuple(tally.share(code) for code in codes),
        tuple(f"n = {numbers.integer(tally.counts[code], language)}" for code in codes),
        intervals=tuple(statistics.wilson(tally.share(code), tally.effective) for code in codes),
        are_shares=True,
    )


def _answer_columns(language: str, *, multiple: bool) -> tuple[Column, ...]:
    columns = (
        Column(words.text("answer", language), width=36),
        Column(words.text("respondents", language), CellKind.COUNT, 12),
        Column(words.text("share", language), CellKind.SHARE, 9),
        Column(words.text("interval", language), width=18),
    )
    extra = Column(words.text("of_answers", language), CellKind.SHARE, 16)
    return (*columns, extra) if multiple else columns


def _mean_words(found: statistics.Mean, language: str) -> str:
    return words.text("mean_note", language).format(
        mean=mean_cell(found, language),
        deviation=numbers.decimal(found.deviation, 2, language),
        median=numbers.number(found.median, language),
    )


def _method(counts: SurveyCounts, language: str) -> str:
    notes = [words.text("method_note", language)]
    if counts.weighted:
        notes.append(words.text("weights_note", language))
    if counts.unweighted:
        n = numbers.integer(counts.unweighted, language)
        notes.append(words.text("no_weight_note", language).format(count=n))
    return " ".join(notes)


# --- tables and JSON --------------------------------------------------------------------------


def _means(scales: list[AskedQuestion], counts: SurveyCounts, language: str) -> Section:
    def named(key: str, kind: CellKind = CellKind.NUMBER) -> Column:
        return Column(words.text(key, language), kind, 16)

    rows: list[tuple[Cell, ...]] = []
    for asked in scales:
        tally = counts.whole.get(asked.id, Tally())
        found = mean_of(tally)
        if found is not None:
            rows.append((asked.question, asked.version, tally.base, found.value, found.low,
                         found.high, found.deviation, found.median))  # fmt: skip
    columns = (
        named("question", CellKind.TEXT), named("version", CellKind.TEXT),
        named("base", CellKind.COUNT), named("mean"), named("interval_low"),
        named("interval_high"), named("deviation"), named("median"),
    )  # fmt: skip
    return Section(words.text("means_table", language), columns, rows)


def _question_json(asked: AskedQuestion, counts: SurveyCounts) -> dict[str, object]:
    whole = counts.whole.get(asked.id, Tally())
    codes = codes_of(asked, whole)
    return {
        "question": asked.question,
        "version": asked.version,
        "kind": asked.kind,
        "wording": dict(asked.wording),
        **_tally_json(asked, whole, codes),
        "by": [
            {
                "name": group.name,
                "independence": test_json(asked, place, counts),
                "groups": [
                    {
                        "value": value or None,
                        **_tally_json(asked, counts.crossed[asked.id, place, value], codes),
                    }
                    for value in counts.values(asked.id, place)
                ],
            }
            for place, group in enumerate(counts.groups)
        ],
    }


def _tally_json(asked: AskedQuestion, tally: Tally, codes: list[str]) -> dict[str, object]:
    answers = []
    texts = dict(asked.options)
    for code in codes:
        low, high = statistics.wilson(tally.share(code), tally.effective)
        answers.append(
            {
                "code": code,
                "text": dict(texts.get(code, {})),
                "respondents": tally.counts[code],
                "share": round(tally.share(code), 6),
                "interval": [round(low, 6), round(high, 6)],
                "share_of_answers": round(tally.share_of_answers(code), 6),
            }
        )
    found = mean_of(tally) if asked.kind == "scale" else None
    document: dict[str, object] = {
        "base": tally.base,
        "weighted_base": round(tally.weight, 6),
        "effective_base": round(tally.effective, 6),
        "answers": answers,
    }
    if found is not None:
        interval = None if found.low is None else [found.low, found.high]
        document["mean"] = {"value": found.value, "interval": interval,
                            "deviation": found.deviation, "median": found.median}  # fmt: skip
    return document
