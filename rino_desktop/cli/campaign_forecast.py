"""``campaign forecast``: when it will be done, and what it takes."""

import argparse
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso
from rino_desktop.cli.parser import positive, positive_real
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.domain.campaign import DayHours
    from engine.forecast.bands import Band, Bands
    from engine.forecast.kept import Forecast, Inputs
    from rino_desktop.forecast_compare import Comparison


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    what_if = parser.add_argument_group(t("what if (left out: as it is)"))
    what_if.add_argument("--lines", metavar="N", type=positive, help=t("simultaneous calls"))
    what_if.add_argument("--operators", metavar="N", type=positive, help=t("operators at work"))
    what_if.add_argument("--hours", metavar="HOURS", type=_hours,
                         help=t("calling hours on weekdays, as 09:00-20:00"))  # fmt: skip
    what_if.add_argument("--weekend", metavar="HOURS", type=_hours,
                         help=t("calling hours at weekends, or never"))  # fmt: skip
    what_if.add_argument(
        "--answer-rate", metavar="PERCENT", type=_percent,
        help=t("of all calls; left out: as calls were answered so far"),
    )  # fmt: skip
    what_if.add_argument("--talk", metavar="SECONDS", type=positive_real,
                         help=t("mean length of an answered call"))  # fmt: skip
    what_if.add_argument("--wrap-up", metavar="SECONDS", type=positive_real,
                         help=t("mean time that operators write after a talk"))  # fmt: skip
    what_if.add_argument("--start", metavar="MOMENT", type=_moment,
                         help=t("when it begins, as 2026-12-01T09:00; left out: now"))  # fmt: skip
    what_if.add_argument("--days", metavar="N", type=positive, default=31,
                         help=t("how far ahead is looked; left out: 31"))  # fmt: skip
    runs = parser.add_argument_group(t("of the forecast"))
    runs.add_argument("--runs", metavar="N", type=positive,
                      help=t("left out: 20, fewer for long lists"))  # fmt: skip
    runs.add_argument("--seed", metavar="N", type=positive, default=1,
                      help=t("the same seed gives the same forecast"))  # fmt: skip
    runs.add_argument(
        "--keep", action="store_true",
        help=t("keep it, to be compared with what becomes of the campaign"),
    )  # fmt: skip
    runs.add_argument("--compare", metavar="NUMBER", nargs="?", type=positive, const=0,
                      help=t("a kept forecast and what has become of it; without a number: the "
                             "last one made at a start"))  # fmt: skip


def run(context: Context) -> None:
    if context.args.compare is not None:
        _compare(context)
        return
    from engine.forecast.kept import Occasion
    from engine.forecast.learning import Given
    from rino_desktop import forecast_words, forecasts

    args, now = context.args, context.now()
    wish = forecasts.Wish(
        lines=args.lines, operators=args.operators, weekdays=args.hours, weekend=args.weekend,
        given=Given(args.answer_rate, args.talk, args.wrap_up), start=args.start, days=args.days,
        runs=args.runs, seed=args.seed,
    )  # fmt: skip
    ready = context.transact(lambda stores: forecasts.read(stores, args.name, wish, now))
    with context.out.progress(t("Running the campaign"), ready.inputs.runs) as advance:
        forecast = forecasts.make(ready, now, on_run=lambda done, _: advance(done))
    if args.keep:
        kept = forecast
        forecast = context.transact(lambda s: forecasts.keep(s, kept, "", Occasion.ASKED))
    text = [forecast_words.headline(forecast), f"  ({forecast_words.most_likely()})"]
    text += [f"  {line.label}: {line.value}" for line in forecast_words.lines(forecast.bands)]
    text.append(forecast_words.basis(forecast.inputs))
    if forecast.id:
        text.append(forecast_words.kept(forecast.id))
    for code in ready.notes:
        context.out.note(t("Note: {text}", text=forecast_words.note(code)))
    context.out.done(document(forecast, ready.notes), "\n".join(text))


def _compare(context: Context) -> None:
    from rino_desktop.forecast_compare import compare

    args, now = context.args, context.now()
    found = context.transact(lambda s: compare(s, args.name, now, args.compare or None))
    words = {None: t("cannot be told yet"), True: t("as forecast"), False: t("otherwise")}
    context.out.table(
        _comparison(found),
        ("", t("forecast"), t("fact"), t("verdict")),
        [(row.label, row.forecast, row.fact, words[row.within]) for row in found.rows],
        "",
    )


# --- for programs -----------------------------------------------------------------------------


def document(forecast: "Forecast", notes: "tuple[str, ...]" = ()) -> dict[str, Any]:
    """The contract of docs/cli.md."""
    bands = forecast.bands
    finish = bands.finish
    return {
        "campaign": forecast.campaign,
        "number": forecast.id or None,
        "made_at": iso(forecast.made_at),
        "inputs": _inputs(forecast.inputs),
        "contacts": bands.contacts,
        "start": iso(bands.start),
        "until": iso(bands.until),
        "finish": {
            "low": iso(finish.low), "median": iso(finish.median), "high": iso(finish.high),
            "share": finish.share,
        },
        "left": _band(bands.left),
        "left_why": bands.left_why or None,
        **{name: _band(band) for name, band in _figures(bands).items()},
        "limits": {code or "none": round(share, 4) for code, share in bands.limits.items()},
        "hours": [
            {
                "begins": iso(hour.begins), "calls": _band(hour.calls),
                "answered": _band(hour.answered), "left": _band(hour.left),
            }
            for hour in bands.hours
        ],
        "notes": list(notes),
    }  # fmt: skip


def _figures(bands: "Bands") -> "dict[str, Band | None]":
    return {
        "calls": bands.calls, "answered": bands.answered, "reached": bands.reached,
        "calls_per_hour": bands.calls_per_hour, "answered_per_hour": bands.answered_per_hour,
        "operator_utilisation": bands.utilisation, "abandon_rate": bands.abandon_rate,
        "line_use": bands.line_use,
    }  # fmt: skip


def _band(band: "Band | None") -> dict[str, float] | None:
    if band is None:
        return None
    return {name: round(value, 4) for name, value in asdict(band).items()}


def _inputs(inputs: "Inputs") -> dict[str, Any]:
    from engine.domain.durations import format_hours

    return {
        "lines": inputs.lines, "operators": inputs.operators,
        "hours": format_hours(inputs.weekdays), "weekend": format_hours(inputs.weekend),
        "answer_rate": round(inputs.answer_rate, 4), "talk_s": round(inputs.talk_s, 1),
        "wrap_up_s": round(inputs.wrap_up_s, 1), "learnt_from": inputs.learnt_from.value,
        "learnt_calls": inputs.learnt_calls, "runs": inputs.runs, "seed": inputs.seed,
    }  # fmt: skip


def _comparison(found: "Comparison") -> dict[str, Any]:
    def plain(value: object) -> object:
        return iso(value) if isinstance(value, datetime) else value

    return {
        "campaign": found.forecast.campaign,
        "number": found.forecast.id,
        "made_at": iso(found.forecast.made_at),
        "made_by": found.forecast.made_by,
        "at": iso(found.at),
        "over": found.over,
        "as_forecast": found.right,
        "rows": [
            {
                "figure": row.code, "low": plain(row.low), "median": plain(row.median),
                "high": plain(row.high), "fact": plain(row.value), "within": row.within,
            }
            for row in found.rows
        ],
    }  # fmt: skip


# --- arguments --------------------------------------------------------------------------------


def _hours(text: str) -> "DayHours":
    from engine.domain.durations import parse_hours
    from rino_desktop.texts.errors import said

    try:
        return parse_hours(text)
    except KnownError as error:
        raise argparse.ArgumentTypeError(said(error)) from None


def _percent(text: str) -> float:
    try:
        share = float(text.strip().rstrip("%").strip().replace(",", ".")) / 100
    except ValueError:
        share = -1.0
    if not 0.0 < share <= 1.0:
        raise argparse.ArgumentTypeError(
            t("{text} is not a share between 0 and 100 percent", text=repr(text))
        )
    return share


def _moment(text: str) -> datetime:
    """Without a zone: by this machine's clock."""
    try:
        return datetime.fromisoformat(text.strip()).astimezone(UTC)
    except ValueError:
        raise argparse.ArgumentTypeError(
            t("{text} is not a moment such as 2026-12-01T09:00", text=repr(text))
        ) from None
