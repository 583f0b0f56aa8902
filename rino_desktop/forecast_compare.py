"""Forecast and fact: what was forecast of a campaign, and what has become of it since."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.dialer.pacing.of_campaign import queue_of
from engine.domain.campaign import Campaign, CampaignMode, CampaignState
from engine.domain.operator import OperatorState
from engine.errors import KnownError
from engine.forecast.bands import Band, Bands, HourBand
from engine.forecast.kept import Forecast, Occasion
from engine.ports.storage import Stores
from rino_desktop import forecast_words
from rino_desktop.texts import t

_BUSY = (OperatorState.TALKING, OperatorState.RINGING, OperatorState.WRAP_UP)
_PRESENT = (*_BUSY, OperatorState.AVAILABLE)
HOUR = timedelta(hours=1)
_HALF_QUARTER = timedelta(minutes=7, seconds=30)
#: Nothing can be said of the first minutes.
_SOONEST = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Row:
    """``within``: the fact lies in the band; None: it cannot be told yet. ``forecast`` and ``fact``
    are for people, ``low``, ``median``, ``high`` and ``value`` for programs."""

    code: str
    label: str
    forecast: str
    fact: str
    within: bool | None
    low: object = None
    median: object = None
    high: object = None
    value: object = None


@dataclass(frozen=True, slots=True)
class FactHour:
    """Of the hour that begins then."""

    begins: datetime
    calls: int
    answered: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """``at``: until when the facts reach; ``over``: the campaign is finished."""

    forecast: Forecast
    at: datetime
    over: bool
    rows: tuple[Row, ...]
    hours: tuple[FactHour, ...]

    @property
    def right(self) -> bool | None:
        """All that can be told lies in its band; None: nothing can be told."""
        told = [row.within for row in self.rows if row.within is not None]
        return all(told) if told else None


def compare(stores: Stores, name: str, now: datetime, forecast_id: int | None = None) -> Comparison:
    """With the forecast of that number; None: the last one made at a start, or else the last one.
    KnownError: none was kept."""
    campaign = stores.campaigns.by_name(name)
    kept = stores.forecasts.of_campaign(campaign.id)
    chosen = _chosen(kept, forecast_id)
    if chosen is None:
        raise KnownError(
            t("No forecast of the campaign {name} was kept.", name=campaign.name),
            mend=f"rino-desktop campaign forecast {campaign.name} --keep",
        )
    over = campaign.state in (CampaignState.FINISHED, CampaignState.ARCHIVED)
    ended = stores.forecasts.last_end(campaign.id, chosen.bands.start) if over else None
    at = ended or now
    rows = [_finish(chosen, ended, over, now), *_counts(stores, campaign, chosen, at, over)]
    rows += _of_operators(stores, campaign, chosen, at)
    return Comparison(chosen, at, over, tuple(rows), _fact_hours(stores, campaign, chosen))


def _chosen(kept: list[Forecast], forecast_id: int | None) -> Forecast | None:
    if forecast_id is not None:
        return next((each for each in kept if each.id == forecast_id), None)
    at_start = (each for each in kept if each.occasion is Occasion.START)
    return next(at_start, kept[0] if kept else None)


# --- rows -------------------------------------------------------------------------------------


def _finish(forecast: Forecast, ended: datetime | None, over: bool, now: datetime) -> Row:
    band = forecast.bands.finish
    within: bool | None = None
    if over and ended is not None and band.low is not None:
        within = band.low <= ended and (band.high is None or ended <= band.high)
    elif not over and band.high is not None and now > band.high:
        within = False
    fact = forecast_words.when(ended) if ended else t("not yet")
    return Row(
        "finish", t("Done"), forecast_words.finish(forecast.bands), fact, within,
        band.low, band.median, band.high, ended,
    )  # fmt: skip


def _counts(
    stores: Stores, campaign: Campaign, forecast: Forecast, at: datetime, over: bool
) -> list[Row]:
    """Of the whole, or so far."""
    bands = forecast.bands
    total, live, total_answered = stores.reports.attempt_totals(campaign.id)
    calls = total - live - forecast.calls_before
    answered = total_answered - forecast.answered_before
    if over:
        return [
            _row("calls", t("Calls"), bands.calls, calls),
            _row("answered", t("Answered calls"), bands.answered, answered),
        ]
    if at < bands.start + _SOONEST or not bands.hours:
        return []
    counts = stores.contacts.counts(campaign.id)
    left = counts.new + counts.waiting_retry + counts.in_progress
    nothing, all_of_them = Band(0, 0, 0), Band(bands.contacts, bands.contacts, bands.contacts)
    return [
        _row("calls", t("Calls so far"), _at(bands, at, nothing, _calls_of), calls),
        _row("answered", t("Answered calls so far"), _at(bands, at, nothing, _answered_of),
             answered),
        _row("left", t("Contacts left"), _at(bands, at, all_of_them, _left_of), left),
    ]  # fmt: skip


def _calls_of(hour: HourBand) -> Band:
    return hour.calls_so_far


def _answered_of(hour: HourBand) -> Band:
    return hour.answered_so_far


def _left_of(hour: HourBand) -> Band:
    return hour.left


def _at(bands: Bands, at: datetime, first: Band, of: Callable[[HourBand], Band]) -> Band:
    """What was forecast for a moment within an hour: between the hour's ends."""
    place = min((at - bands.start) / HOUR, len(bands.hours))
    index = min(int(place), len(bands.hours) - 1)
    before = of(bands.hours[index - 1]) if index else first
    after, part = of(bands.hours[index]), place - index
    return Band(
        before.low + (after.low - before.low) * part,
        before.median + (after.median - before.median) * part,
        before.high + (after.high - before.high) * part,
    )


def _of_operators(
    stores: Stores, campaign: Campaign, forecast: Forecast, at: datetime
) -> list[Row]:
    bands, rows = forecast.bands, []
    if campaign.settings.mode is CampaignMode.AUTOMATIC:
        return []
    if bands.utilisation is not None:
        used = _utilisation(stores, campaign, bands.start, at)
        if used is not None:
            rows.append(
                _row("utilisation", t("Operators busy"), bands.utilisation, used, part=True)
            )
    if bands.abandon_rate is not None:
        counts = stores.operators.abandon_counts(campaign.id, bands.start)
        if counts.served or counts.dropped:
            lost = _row("abandon_rate", t("Calls lost"), bands.abandon_rate, counts.rate, part=True)
            rows.append(lost)
    return rows


def _utilisation(
    stores: Stores, campaign: Campaign, since: datetime, until: datetime
) -> float | None:
    queue = queue_of(campaign)
    busy = present = timedelta(0)
    for operator in stores.operators.operators():
        if queue is None or operator.level(queue) is None:
            continue
        for span in stores.operators.spans(operator.id, since, until):
            lasted = min(span.until or until, until) - max(span.since, since)
            if span.state in _PRESENT and lasted > timedelta(0):
                present += lasted
                busy += lasted if span.state in _BUSY else timedelta(0)
    return busy / present if present else None


def _row(code: str, label: str, band: Band, value: float, *, part: bool = False) -> Row:
    words = forecast_words.share if part else forecast_words.count
    alone = Band(value, value, value)
    # What is counted is whole: a band of 3.9 holds 4.
    within = band.holds(value) if part else round(band.low) <= value <= round(band.high)
    return Row(
        code, label, words(band), words(alone), within, band.low, band.median, band.high, value
    )


def _fact_hours(stores: Stores, campaign: Campaign, forecast: Forecast) -> tuple[FactHour, ...]:
    """In the forecast's own hours, which begin with it; calls are known by quarters of an hour."""
    start = forecast.bands.start
    found: dict[int, list[int]] = {}
    for tally in stores.reports.tallies(campaign.id):
        index = (tally.quarter_at + _HALF_QUARTER - start) // HOUR
        hour = found.setdefault(max(-1, index), [0, 0])
        hour[0] += tally.attempts
        hour[1] += tally.answered
    # What was made before it, by its own count: that quarter is shared.
    before = found.pop(-1, [0, 0])
    first = found.setdefault(0, [0, 0])
    first[0] += before[0] - forecast.calls_before
    first[1] += before[1] - forecast.answered_before
    return tuple(
        FactHour(start + index * HOUR, max(0, calls), max(0, answered))
        for index, (calls, answered) in sorted(found.items())
    )
