"""Cross-tables of a survey: shares by columns and by rows, their intervals, and whether the two
have anything to do with each other."""

from collections.abc import Iterator

from engine.ports.answers import AskedQuestion
from engine.reports import numbers, statistics, words
from engine.reports.model import Cell, CellKind, Column, Section
from engine.reports.survey_data import UNKNOWN, SurveyCounts, Tally, option_text, text_in

#: Columns of one cross-table; more groups go into further tables.
_GROUPS = 5
#: Groups of one question; the rest is in CSV, XLSX and JSON.
_MOST_GROUPS = 20


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


def heading(asked: AskedQuestion, counts: SurveyCounts) -> str:
    """The question's id, and its version where there is more than one wording."""
    others = [each for each in counts.questions if each.question == asked.question]
    return asked.question if len(others) == 1 else f"{asked.question} · {asked.version}"


def cross_tables(
    asked: AskedQuestion, place: int, counts: SurveyCounts, language: str
) -> Iterator[Section]:
    group = counts.groups[place]
    values = counts.values(asked.id, place)
    if not values or group.name == asked.question:
        return
    whole = counts.whole[asked.id]
    title = f"{heading(asked, counts)} × {group.name}"
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
                (words.text("mean", language), *(mean_cell(each, language) for each in means))
            )
        last = start + wide >= len(values)
        said = f"{test_words(asked, place, counts, language)} {note}".strip()
        yield Section(title, tuple(columns), rows, note=said if last else "")


def _with_interval(tally: Tally, code: str, language: str) -> str:
    low, high = statistics.wilson(tally.share(code), tally.effective)
    return f"{numbers.percent(tally.share(code), language)} ({span(low, high, language)})"


def span(low: float, high: float, language: str) -> str:
    """24,1–31,0 %"""
    first = numbers.decimal(low * 100, 1, language)
    return f"{first}–{numbers.percent(high, language)}"


def row_share(tally: Tally, whole: Tally, code: str) -> float | None:
    """Of those who gave an answer, how many are in the group."""
    every = whole.weights.get(code, 0.0)
    return tally.weights.get(code, 0.0) / every if every else None


def row_table(
    asked: AskedQuestion, place: int, counts: SurveyCounts, language: str
) -> Iterator[Section]:
    """How many gave each answer, and how they divide into the groups."""
    group = counts.groups[place]
    values = counts.values(asked.id, place)[:_GROUPS]
    if not values or group.name == asked.question:
        return
    whole = counts.whole[asked.id]
    columns = [Column(words.text("answer", language), width=26)]
    for value in values:
        label = group.label(value) if value != UNKNOWN else words.text("unknown", language)
        columns.append(Column(label, width=18))
    columns.append(Column(words.text("total", language), CellKind.COUNT, 9))
    rows: list[tuple[Cell, ...]] = []
    for code in codes_of(asked, whole):
        cells: list[Cell] = []
        for value in values:
            tally = counts.crossed[asked.id, place, value]
            part = row_share(tally, whole, code)
            shown = numbers.integer(tally.counts[code], language)
            cells.append(shown if part is None else f"{shown} ({numbers.percent(part, language)})")
        rows.append((option_text(asked, code, language), *cells, whole.counts[code]))
    title = f"{heading(asked, counts)} × {group.name}: {words.text('by_rows', language)}"
    yield Section(title, tuple(columns), rows)


def independence_of(
    asked: AskedQuestion, place: int, counts: SurveyCounts
) -> statistics.Independence | None:
    """Of those whose group is known. Weighted answers count as many as would say as much unweighted
    (Kish; the correction of the first order of Rao and Scott). None where several answers could be
    chosen, or there is nothing to compare."""
    group, whole = counts.groups[place], counts.whole.get(asked.id, Tally())
    if asked.kind == "multiple" or group.name == asked.question or not whole.weight:
        return None
    scale = whole.effective / whole.weight
    values = [value for value in counts.values(asked.id, place) if value != UNKNOWN]
    tallies = [counts.crossed[asked.id, place, value] for value in values]
    if sum(tally.base for tally in tallies) > whole.base:  # somebody is in several groups
        return None
    return statistics.independence(
        [[tally.weights.get(code, 0.0) * scale for tally in tallies]
         for code in codes_of(asked, whole)]
    )  # fmt: skip


def test_words(asked: AskedQuestion, place: int, counts: SurveyCounts, language: str) -> str:
    found = independence_of(asked, place, counts)
    if found is None:
        return ""
    text = words.text("independence_note", language).format(
        statistic=numbers.decimal(found.statistic, 2, language), freedom=found.freedom,
        probability=probability_words(found.probability, language),
        strength=numbers.decimal(found.strength, 2, language),
    )  # fmt: skip
    if found.doubtful:
        text += " " + words.text("small_cells", language).format(
            share=numbers.percent(found.small, language)
        )
    return text


def probability_words(value: float, language: str) -> str:
    """p = 0.034; p < 0.001."""
    least = numbers.decimal(0.001, 3, language)
    return f"p < {least}" if value < 0.001 else f"p = {numbers.decimal(value, 3, language)}"


def tests_table(counts: SurveyCounts, language: str) -> Section:
    def named(key: str, kind: CellKind = CellKind.NUMBER) -> Column:
        return Column(words.text(key, language), kind, 18)

    rows: list[tuple[Cell, ...]] = []
    for asked in counts.questions:
        for place, group in enumerate(counts.groups):
            found = independence_of(asked, place, counts)
            if found is not None:
                doubt = words.text("doubtful" if found.doubtful else "sound", language)
                rows.append((asked.question, asked.version, group.name, found.statistic,
                             found.freedom, f"{found.probability:.6f}", found.strength,
                             found.small, doubt))  # fmt: skip
    columns = (
        named("question", CellKind.TEXT), named("version", CellKind.TEXT),
        named("group", CellKind.TEXT), named("chi_square"), named("freedom", CellKind.COUNT),
        named("probability", CellKind.TEXT), named("strength"),
        named("small_share", CellKind.SHARE), named("test_state", CellKind.TEXT),
    )  # fmt: skip
    return Section(words.text("tests_title", language), columns, rows)


def test_json(asked: AskedQuestion, place: int, counts: SurveyCounts) -> dict[str, object] | None:
    found = independence_of(asked, place, counts)
    if found is None:
        return None
    return {
        "chi_square": round(found.statistic, 6), "degrees_of_freedom": found.freedom,
        "p": found.probability, "cramers_v": round(found.strength, 6),
        "cells_below_5": round(found.small, 6), "least_expected": round(found.least, 6),
        "doubtful": found.doubtful,
    }  # fmt: skip


def long_columns(language: str, *, grouped: bool) -> tuple[Column, ...]:
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
        *((named("row_share", CellKind.SHARE),) if grouped else ()),
    )  # fmt: skip


def long_rows(
    asked: AskedQuestion, tally: Tally, language: str, group: tuple[Cell, ...] = (),
    codes: list[str] | None = None, whole: Tally | None = None,
) -> Iterator[tuple[Cell, ...]]:  # fmt: skip
    wording = text_in(asked.wording, language)
    for code in codes if codes is not None else codes_of(asked, tally):
        low, high = statistics.wilson(tally.share(code), tally.effective)
        yield (
            asked.question, asked.version, wording, *group, code,
            option_text(asked, code, language), tally.counts[code], tally.base, tally.share(code),
            low, high, tally.share_of_answers(code), tally.weight,
            *(() if whole is None else (row_share(tally, whole, code),)),
        )  # fmt: skip


def cross_rows(
    asked: AskedQuestion, counts: SurveyCounts, language: str
) -> Iterator[tuple[Cell, ...]]:
    codes = codes_of(asked, counts.whole.get(asked.id, Tally()))
    for place, group in enumerate(counts.groups):
        for value in counts.values(asked.id, place):
            tally = counts.crossed[asked.id, place, value]
            label = group.label(value) if value != UNKNOWN else words.text("unknown", language)
            yield from long_rows(
                asked, tally, language, (group.name, label), codes, counts.whole[asked.id]
            )


def mean_cell(found: statistics.Mean | None, language: str) -> str:
    if found is None:
        return "–"
    text = numbers.decimal(found.value, 2, language)
    if found.low is None or found.high is None:
        return text
    half = numbers.decimal((found.high - found.low) / 2, 2, language)
    return f"{text} ± {half}"
