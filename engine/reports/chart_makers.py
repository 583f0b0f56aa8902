"""Charts from counts: calls over time, weekdays, shares."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo

from engine.reports import numbers, words
from engine.reports.charts import Bars, Columns, HeatMap

#: Bars of one chart; the rest is in the table.
_MOST_BARS = 12
_MOST_HOURS = 72
_MOST_DAYS = 92
_MOST_TICKS = 12


def of_counts(title: str, unit: str, counts: list[tuple[str, int]], language: str) -> Bars | None:
    """Bars of the most frequent, the rest together; None where there is nothing to draw."""
    total = sum(n for _, n in counts)
    if not total:
        return None
    shown = counts[:_MOST_BARS]
    if len(counts) > _MOST_BARS:
        rest = counts[_MOST_BARS - 1 :]
        shown = counts[: _MOST_BARS - 1]
        other = words.text("others", language).format(count=numbers.integer(len(rest), language))
        shown.append((other, sum(n for _, n in rest)))
    return Bars(
        title,
        tuple(label for label, _ in shown),
        tuple(float(n) for _, n in shown),
        tuple(numbers.percent(n / total, language) for _, n in shown),
        unit=unit,
    )


def over_time(
    hours: list[tuple[datetime, int, int]], zone: tzinfo, language: str
) -> Columns | None:
    """Attempts and answers by the hour; by the day or the month where a campaign took long.
    Hours without a call have their place too."""
    if not hours:
        return None
    local = sorted((hour.astimezone(zone).replace(tzinfo=None), n, a) for hour, n, a in hours)
    first, last = local[0][0], local[-1][0]
    days = (last.date() - first.date()).days + 1
    if (last - first) < timedelta(hours=_MOST_HOURS):
        return _columns(
            local, _steps(_hour(first), _hour(last), timedelta(hours=1)), _hour,
            lambda at: f"{at:%H}" if days == 1 else f"{at:%d.%m %H}" if language == "ru"
            else f"{at:%m-%d %H}", "chart_by_hour", language,
        )  # fmt: skip
    if days <= _MOST_DAYS:
        return _columns(
            local, _steps(_day(first), _day(last), timedelta(days=1)), _day,
            lambda at: f"{at:%d.%m}" if language == "ru" else f"{at:%m-%d}",
            "chart_by_day", language,
        )  # fmt: skip
    months = [_month(first)]
    while months[-1] < _month(last):
        months.append(_month(months[-1] + timedelta(days=31)))
    return _columns(
        local, months, _month,
        lambda at: f"{at:%m.%Y}" if language == "ru" else f"{at:%Y-%m}", "chart_by_month", language,
    )  # fmt: skip


def by_weekday(
    hours: list[tuple[datetime, int, int]], zone: tzinfo, language: str
) -> HeatMap | None:
    """Attempts by weekday and hour of the day, in ``zone``."""
    if not hours:
        return None
    table = weekday_table(hours, zone)
    return HeatMap(
        words.text("chart_weekdays", language),
        weekdays(language),
        tuple(f"{hour:02d}" for hour in range(24)),
        tuple(tuple(n for n, _ in row) for row in table),
        words.text("unit_attempts", language),
    )


def weekday_table(
    hours: list[tuple[datetime, int, int]], zone: tzinfo
) -> list[list[tuple[int, int]]]:
    """7 rows (Monday first) of 24 (attempts, answered)."""
    table = [[(0, 0)] * 24 for _ in range(7)]
    for hour, n, answered in hours:
        local = hour.astimezone(zone)
        row = table[local.weekday()]
        row[local.hour] = (row[local.hour][0] + n, row[local.hour][1] + answered)
    return table


def weekdays(language: str) -> tuple[str, ...]:
    return tuple(words.text("weekdays", language).split())


def _columns(
    local: list[tuple[datetime, int, int]],
    steps: list[datetime],
    step_of: Callable[[datetime], datetime],
    tick: Callable[[datetime], str],
    title: str,
    language: str,
) -> Columns:
    place = {step: index for index, step in enumerate(steps)}
    attempts, answered = [0] * len(steps), [0] * len(steps)
    for hour, n, good in local:
        attempts[place[step_of(hour)]] += n
        answered[place[step_of(hour)]] += good
    every = -(-len(steps) // _MOST_TICKS)
    ticks = tuple("" if i % every else tick(step) for i, step in enumerate(steps))
    series = (
        (words.text("attempt_count", language), tuple(attempts)),
        (words.text("answered_count", language), tuple(answered)),
    )
    return Columns(
        words.text(title, language), ticks, series, words.text("unit_attempts", language)
    )


def _steps(first: datetime, last: datetime, step: timedelta) -> list[datetime]:
    found = [first]
    while found[-1] < last:
        found.append(found[-1] + step)
    return found


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _day(at: datetime) -> datetime:
    return datetime.combine(at.date(), datetime.min.time())


def _month(at: datetime) -> datetime:
    return datetime.combine(date(at.year, at.month, 1), datetime.min.time())
