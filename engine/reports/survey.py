"""The report ``survey``: each question with its answers, how sure their shares are, and the answers
crossed with other questions, fields of the list or results."""

import json
from collections.abc import Iterator
from datetime import UTC

from engine.ports.answers import AskedQuestion
from engine.reports import numbers, statistics, words
from engine.reports.charts import Bars
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section, share
from engine.reports.survey_data import (
    UNKNOWN,
    SurveyCounts,
    Tally,
    count,
    option_text,
    text_in,
)

#: Columns of one cross-table; more groups go into further tables.
_GROUPS = 5
#: Groups of one question; the rest is in CSV, XLSX and JSON.
_MOST_GROUPS = 20
_MOST_BARS = 14


class SurveyReport:
    name = "survey"

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
            words.text("answers_table", language), _long_columns(language, grouped=False),
            [row for asked in counts.questions
             for row in _long_rows(asked, counts.whole.get(asked.id, Tally()), language)],
        )  # fmt: skip
        scales = [asked for asked in counts.questions if asked.kind == "scale"]
        if scales:
            yield _means(scales, counts, language)
        if counts.groups:
            yield Section(
                words.text("cross_tables", language), _long_columns(language, grouped=True),
                [row for asked in counts.questions for row in _cross_rows(asked, counts, language)],
            )  # fmt: skip

    def page(self, source: ReportSource) -> Iterator[Section]:
        counts = _counts(source)
        for asked in counts.questions:
            yield _question(asked, counts, source.language)
            for place in range(len(counts.groups)):
                yield from _cross_tables(asked, place, counts, source.language)
        if not counts.questions:
            columns = _answer_columns(source.language, multiple=False)
            yield Section(words.text("questions", source.language), columns, [])
        else:
            yield Section(
                words.text("method", source.language), (), (), note=_method(counts, source.language)
            )


def _counts(source: ReportSource) -> SurveyCounts:
    return source.once("survey", lambda: count(source))


def codes_of(asked: AskedQuestion, tally: Tally) -> list[str]:
    """All codes that could be chosen, in their order, then those that were chosen besides."""
    if asked.kind == "scale" and asked.scale_min is not None and asked.scale_max is not None:
        known = [str(value) for value in range(asked.scale_min, asked.scale_max + 1)]
    else:
        known = [code for code, _ in asked.options]
    return known + sorted(set(tally.counts) - set(known))


def mean_of(tally: Tally) -> statistics.Mean | None:
    values: dict[float, float] = {}
    for code, weight in tally.weights.items():
        try:
            values[float(code)] = values.get(float(code), 0.0) + weight
        except ValueError:
            continue
    return statistics.mean(values, tally.effective)


# --- pages ------------------------------------------------------------------------------------


def _heading(asked: AskedQuestion, counts: SurveyCounts) -> str:
    """The question's id, and its version where there is more than one wording."""
    others = [each for each in counts.questions if each.question == asked.question]
    return asked.question if len(others) == 1 else f"{asked.question} · {asked.version}"


def _question(asked: AskedQuestion, counts: SurveyCounts, language: str) -> Section:
    tally = counts.whole.get(asked.id, Tally())
    wording = text_in(asked.wording, language)
    title = f"{_heading(asked, counts)}. {wording}" if wording else _heading(asked, counts)
    multiple = asked.kind == "multiple"
    rows: list[tuple[Cell, ...]] = []
    codes = codes_of(asked, tally) if tally.base else []
    for code in codes:
        low, high = statistics.wilson(tally.share(code), tally.effective)
        row: tuple[Cell, ...] = (
            option_text(asked, code, language), tally.counts[code], tally.share(code),
            _span(low, high, language),
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


def _cross_tables(
    asked: AskedQuestion, place: int, counts: SurveyCounts, language: str
) -> Iterator[Section]:
    group = counts.groups[place]
    values = counts.values(asked.id, place)
    if not values or group.name == asked.question:
        return
    whole = counts.whole[asked.id]
    title = f"{_heading(asked, counts)} × {group.name}"
    more = len(values) - _MOST_GROUPS
    note = ""
    if more > 0:
        note = words.text("groups_cut", language).format(count=numbers.integer(more, language))
    values = values[:_MOST_GROUPS]
    tables = -(-len(values) // _GROUPS)
    wide = -(-len(values) // tables)  # six groups are three and three, not five and one
    for start in range(0, len(values), wide):
        part = values[start : start + wide]
        tallies = [counts.crossed[asked.id, place, value] for value in part]
        columns = [Column(words.text("answer", language), width=26)]
        for value, tally in zip(part, tallies, strict=True):
            name = group.label(value) if value != UNKNOWN else words.text("unknown", language)
            base = numbers.integer(tally.base, language)
            columns.append(Column(f"{name} (n = {base})", width=20))
        rows: list[tuple[Cell, ...]] = [
            (
                option_text(asked, code, language),
                *(_with_interval(tally, code, language) for tally in tallies),
            )
            for code in codes_of(asked, whole)
        ]
        if asked.kind == "scale":
            means = [mean_of(tally) for tally in tallies]
            rows.append(
                (words.text("mean", language), *(_mean_cell(each, language) for each in means))
            )
        last = start + wide >= len(values)
        yield Section(title, tuple(columns), rows, note=note if last else "")


def _with_interval(tally: Tally, code: str, language: str) -> str:
    low, high = statistics.wilson(tally.share(code), tally.effective)
    return f"{numbers.percent(tally.share(code), language)} ({_span(low, high, language)})"


def _span(low: float, high: float, language: str) -> str:
    """24,1–31,0 %"""
    first = numbers.decimal(low * 100, 1, language)
    return f"{first}–{numbers.percent(high, language)}"


def _mean_words(found: statistics.Mean, language: str) -> str:
    return words.text("mean_note", language).format(
        mean=_mean_cell(found, language),
        deviation=numbers.decimal(found.deviation, 2, language),
        median=numbers.number(found.median, language),
    )


def _mean_cell(found: statistics.Mean | None, language: str) -> str:
    if found is None:
        return "–"
    text = numbers.decimal(found.value, 2, language)
    if found.low is None or found.high is None:
        return text
    half = numbers.decimal((found.high - found.low) / 2, 2, language)
    return f"{text} ± {half}"


def _method(counts: SurveyCounts, language: str) -> str:
    notes = [words.text("method_note", language)]
    if counts.weighted:
        notes.append(words.text("weights_note", language))
    if counts.unweighted:
        n = numbers.integer(counts.unweighted, language)
        notes.append(words.text("no_weight_note", language).format(count=n))
    return " ".join(notes)


# --- tables and JSON --------------------------------------------------------------------------


def _long_columns(language: str, *, grouped: bool) -> tuple[Column, ...]:
    def named(key: str, kind: CellKind = CellKind.TEXT, width: int = 14) -> Column:
        return Column(words.text(key, language), kind, width)

    group = (named("group", width=18), named("group_value", width=24)) if grouped else ()
    return (
        named("question", width=16), named("version", width=10), named("wording", width=40),
        *group, named("code", width=10), named("answer", width=30),
        named("respondents", CellKind.COUNT), named("base", CellKind.COUNT),
        named("share", CellKind.SHARE), named("interval_low", CellKind.SHARE),
        named("interval_high", CellKind.SHARE), named("of_answers", CellKind.SHARE),
        named("weighted_base", CellKind.NUMBER),
    )  # fmt: skip


def _long_rows(
    asked: AskedQuestion, tally: Tally, language: str, group: tuple[Cell, ...] = (),
    codes: list[str] | None = None,
) -> Iterator[tuple[Cell, ...]]:  # fmt: skip
    wording = text_in(asked.wording, language)
    for code in codes if codes is not None else codes_of(asked, tally):
        low, high = statistics.wilson(tally.share(code), tally.effective)
        yield (
            asked.question, asked.version, wording, *group, code,
            option_text(asked, code, language), tally.counts[code], tally.base, tally.share(code),
            low, high, tally.share_of_answers(code), tally.weight,
        )  # fmt: skip


def _cross_rows(
    asked: AskedQuestion, counts: SurveyCounts, language: str
) -> Iterator[tuple[Cell, ...]]:
    codes = codes_of(asked, counts.whole.get(asked.id, Tally()))
    for place, group in enumerate(counts.groups):
        for value in counts.values(asked.id, place):
            tally = counts.crossed[asked.id, place, value]
            label = group.label(value) if value != UNKNOWN else words.text("unknown", language)
            yield from _long_rows(asked, tally, language, (group.name, label), codes)


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
