"""What a report is about: campaign or campaigns, period, what it is narrowed down to."""

from datetime import timedelta

from engine.reports import names, numbers, words
from engine.reports.filters import days_of
from engine.reports.model import Cell, Column, ReportSource, Section


def about(source: ReportSource) -> Section:
    """Which campaign this is; head of the tables and of the pages. The first row is its name."""
    language = source.language
    if source.chosen is None:
        return _office(source)
    settings = source.campaign.settings
    hours = sorted(hour for hour, _, _ in source.reports.by_hour(source.campaign.id))
    period = ""
    if hours:
        first, last = hours[0].astimezone(source.zone), hours[-1].astimezone(source.zone)
        last += timedelta(hours=1)
        day = "%d.%m.%Y" if language == "ru" else "%Y-%m-%d"
        same = first.date() == last.date()
        end = last.strftime("%H:%M" if same else f"{day} %H:%M")
        period = f"{first.strftime(f'{day} %H:%M')} – {end}"
    rows: list[tuple[Cell, ...]] = [
        (words.text("campaign", language), settings.name),
        (words.text("mode", language), names.campaign_mode(settings.mode, language)),
        (words.text("state", language), names.campaign_state(source.campaign.state, language)),
        (words.text("period", language), period),
        (words.text("zone", language), settings.schedule.timezone),
        *_narrowed(source),
        (words.text("made_at", language), numbers.moment(source.now, source.zone, language)),
    ]
    return _section("about", rows, language)


def _office(source: ReportSource) -> Section:
    language = source.language
    rows: list[tuple[Cell, ...]] = [
        (words.text("campaign", language), heading(source)),
        *_narrowed(source),
        (words.text("zone", language), source.zone_name),
        (words.text("made_at", language), numbers.moment(source.now, source.zone, language)),
    ]
    return _section("about_office", rows, language)


def heading(source: ReportSource) -> str:
    """What stands below the title: the campaigns."""
    return ", ".join(source.names) or words.text("all_campaigns", source.language)


def _narrowed(source: ReportSource) -> list[tuple[Cell, ...]]:
    """What of it was asked for only."""
    wanted, language = source.options.filter, source.language
    rows: list[tuple[Cell, ...]] = []
    first, last = days_of(wanted, source.now.astimezone(source.zone).date())
    if first or last:
        form = "%d.%m.%Y" if language == "ru" else "%Y-%m-%d"
        ends = [day.strftime(form) if day else "…" for day in (first, last)]
        shown = ends[0] if ends[0] == ends[1] else " – ".join(ends)
        rows.append((words.text("filter_period", language), shown))
    results = [
        names.disposition(text, language) if "=" not in text else text for text in wanted.results
    ]
    for key, texts in (
        ("filter_operators", wanted.operators), ("filter_trunks", wanted.trunks),
        ("filter_results", results), ("filter_lists", wanted.lists),
        ("filter_hours", (wanted.hours,) if wanted.hours else ()),
    ):  # fmt: skip
        if texts:
            rows.append((words.text(key, language), ", ".join(texts)))
    return rows


def _section(title: str, rows: list[tuple[Cell, ...]], language: str) -> Section:
    columns = (
        Column(words.text("what", language), width=24),
        Column(words.text("value", language), width=36),
    )
    return Section(words.text(title, language), columns, [row for row in rows if row[1]])
