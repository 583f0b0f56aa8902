"""Forecasts in words, for the command line and the window."""

from dataclasses import dataclass
from datetime import datetime

from engine.domain.durations import format_hours
from engine.forecast.bands import Band, Bands, FinishBand
from engine.forecast.kept import Forecast, Inputs
from engine.forecast.learning import Source
from rino_desktop.spoken_moments import span, spoken_minute
from rino_desktop.texts import language, t


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a forecast. ``code`` is its name for programs."""

    code: str
    label: str
    value: str


def lines(bands: Bands) -> list[Line]:
    """The figures, most wanted first."""
    found = [
        Line("finish", t("Done"), finish(bands)),
        Line("calls", t("Calls"), count(bands.calls)),
        Line("answered", t("Answered calls"), count(bands.answered)),
        Line("reached", t("Contacts reached"), count(bands.reached)),
    ]
    if bands.calls_per_hour is not None:
        found.append(Line("calls_per_hour", t("Calls an hour"), count(bands.calls_per_hour)))
    if bands.answered_per_hour is not None:
        found.append(
            Line("answered_per_hour", t("Answered an hour"), count(bands.answered_per_hour))
        )
    if bands.utilisation is not None:
        found.append(Line("utilisation", t("Operators busy"), share(bands.utilisation)))
    if bands.abandon_rate is not None:
        found.append(Line("abandon_rate", t("Calls lost"), share(bands.abandon_rate)))
    if bands.line_use is not None:
        found.append(Line("line_use", t("Lines in use"), share(bands.line_use)))
    limit = main_limit(bands)
    if limit:
        found.append(Line("limit", t("What holds it up most"), limit))
    return found


def finish(bands: Bands) -> str:
    band = bands.finish
    if bands.contacts == 0:
        return no_contacts()
    if band.median is None:
        return _not_done(bands)
    if band.high is None:
        return t(
            "{median} ({low} at the soonest; perhaps not by {until})",
            low=when(band.low), median=when(band.median), until=when(bands.until),
        )  # fmt: skip
    return _between(band)


def _between(band: FinishBand) -> str:
    """The day once, where it is the same."""
    low, median, high = when(band.low), when(band.median), when(band.high)
    day = median.partition(" ")[0]
    if low.startswith(day) and high.startswith(day):
        low, high = low.removeprefix(day).strip(), high.removeprefix(day).strip()
    return median if low == high else f"{median} ({span(low, high)})"


def _not_done(bands: Bands) -> str:
    text = t("not by {until}: {left} contacts are left", until=when(bands.until),
             left=count(bands.left))  # fmt: skip
    why = limit_words(bands.left_why)
    return f"{text} ({why})" if why else text


def count(band: Band) -> str:
    return _banded(*(_number(value) for value in (band.low, band.high, band.median)))


def share(band: Band) -> str:
    return _banded(*(_tenths(100 * value) for value in (band.low, band.high, band.median))) + " %"


def _banded(low: str, high: str, median: str) -> str:
    return median if low == high else f"{median} ({span(low, high)})"


def _tenths(value: float) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if language() == "ru" else text


def _number(value: float) -> str:
    return f"{round(value):,}".replace(",", "\N{NO-BREAK SPACE}")


def when(moment: datetime | None) -> str:
    """By this machine's clock."""
    return "" if moment is None else spoken_minute(moment.astimezone())


def main_limit(bands: Bands) -> str:
    """What kept calls from being made for most of the time, "" when nothing did."""
    held = {code: part for code, part in bands.limits.items() if code and limit_words(code)}
    if not held:
        return ""
    code = max(held, key=lambda each: held[each])
    return f"{limit_words(code)} ({100 * held[code]:.0f} %)" if held[code] >= 0.05 else ""


def limit_words(code: str) -> str:
    """Of an idle code (engine.dialer.model.IdleReason); "" where it holds nothing up by itself."""
    match code:
        case "campaign_lines" | "trunk_lines":
            return t("all lines are in use")
        case "operators":
            return t("all operators are busy")
        case "rate":
            return t("calls take turns: so many a second are allowed")
        case "retry_later":
            return t("only contacts are left whose next try comes later")
        case "outside_hours":
            return t("it is outside the calling hours of those who are left")
    return ""


def note(code: str) -> str:
    """What a forecast does not reckon with, as ``forecasts.Ready`` has it."""
    match code:
        case "more_lines":
            return t("The campaign's trunks have fewer lines than that now.")
        case "other_campaigns":
            return t(
                "Other running campaigns share its trunks; the forecast gives it all their lines."
            )
        case "quotas":
            return t("Quotas are not reckoned with: full ones end the campaign sooner.")
        case "scenario":
            return t("The order that the campaign's scenario calls in is not reckoned with.")
        case "earlier_calls":
            return t("Legal limits are kept to; calls made before now do not count for them here.")
    return code


def _source(inputs: Inputs) -> str:
    match inputs.learnt_from:
        case Source.CAMPAIGN:
            return t("learnt from {calls} calls of the campaign", calls=inputs.learnt_calls)
        case Source.OFFICE:
            return t("learnt from {calls} calls of campaigns like it", calls=inputs.learnt_calls)
    return t("nothing was learnt yet: what is usual")


def basis(inputs: Inputs) -> str:
    """What the forecast was made of, in one line."""
    parts = [t("Lines: {lines}", lines=inputs.lines)]
    if inputs.operators:
        parts.append(t("operators: {operators}", operators=inputs.operators))
    parts += [
        t("hours {weekdays}, weekend {weekend}", weekdays=hours(inputs.weekdays),
          weekend=hours(inputs.weekend)),
        t("answered: {rate}", rate=f"{100 * inputs.answer_rate:.0f} %"),
        _source(inputs),
        t("runs: {runs}", runs=inputs.runs),
    ]  # fmt: skip
    return "; ".join(parts) + "."


def hours(given: object) -> str:
    text = format_hours(given)  # type: ignore[arg-type]
    return t("no calls") if text == "never" else text.replace("-", "–")


def headline(forecast: Forecast) -> str:
    return t("{name}: contacts that wait: {count}", name=forecast.campaign,
             count=_number(forecast.bands.contacts))  # fmt: skip


def no_contacts() -> str:
    return t("Nobody waits: there is nothing to do.")


def most_likely() -> str:
    """What heads the figures."""
    return t("most likely (4 runs of 5)")


def as_it_is() -> str:
    return t("as it is now")


def fact() -> str:
    return t("fact")


def forecast_of(made_at: datetime) -> str:
    return t("forecast of {when}", when=when(made_at))


def kept(number: int) -> str:
    return t("Kept as number {number}.", number=number)
