"""The forecast of a campaign, changed by its sliders, and compared with the fact."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from PySide6.QtWidgets import QWidget

from engine.domain.campaign import (
    Campaign,
    CampaignMode,
    CampaignSettings,
    CampaignState,
    DayHours,
)
from engine.domain.campaign_operators import CampaignPacing
from engine.domain.trunk import Trunk, TrunkSettings
from engine.forecast.bands import Bands, summed_up
from engine.forecast.kept import Inputs
from engine.forecast.learning import Past, Source, odds_of
from engine.forecast.model import Group, Plan
from engine.forecast.run import run
from rino_desktop import forecast_words
from rino_desktop.console.forecast.dialog import Figure, ForecastDialog
from rino_desktop.console.forecast.wishes import Choice
from rino_desktop.desktop.forecasts import curves
from tools.screenshots import screen
from tools.screenshots.shell import in_russian

_AT = datetime(2026, 11, 12, 6, tzinfo=UTC)


@cache
def _bands(operators: int) -> Bands:
    settings = CampaignSettings(
        name="c", mode=CampaignMode.AUTOMATED, pacing=CampaignPacing.PROGRESSIVE, trunks=("city",),
        max_lines=20,
    )  # fmt: skip
    trunk = Trunk(1, TrunkSettings("city", "sip:127.0.0.1", lines=20), 1)
    plan = Plan(
        Campaign(1, settings, CampaignState.RUNNING, 1), (trunk,), (Group(700),),
        odds_of(Past(), settings), _AT, _AT + timedelta(days=7), operators,
    )  # fmt: skip
    return summed_up([run(plan, seed) for seed in range(4)], plan.until)


def _dialog() -> tuple[ForecastDialog, Bands, Bands]:
    dialog = ForecastDialog(None, "Должники, ноябрь" if in_russian() else "Debtors, November")
    base, bands = _bands(5), _bands(8)
    dialog.wishes.offer(Choice(20, 8, 9, 20, 10, 18, 35), most_lines=80, most_operators=20)
    inputs = Inputs(20, 8, DayHours(540, 1200), DayHours(600, 1080), 0.35, 120, 15, Source.CAMPAIGN,
                    4210, 20, 1)  # fmt: skip
    dialog.show_basis(forecast_words.basis(inputs), [forecast_words.note("other_campaigns")])
    dialog.end()
    dialog.keep.setEnabled(True)
    return dialog, base, bands


@screen("forecast")
def changed() -> QWidget:
    dialog, base, bands = _dialog()
    beside = {line.code: line.value for line in forecast_words.lines(base)}
    dialog.show_figures(
        [Figure(line.label, line.value, beside.get(line.code, ""))
         for line in forecast_words.lines(bands)],
        forecast_words.as_it_is(), forecast_words.most_likely(),
    )  # fmt: skip
    dialog.show_curves(*curves(bands, base))
    return dialog


@screen("forecast-fact")
def compared() -> QWidget:
    dialog, _, bands = _dialog()
    calls, left = curves(bands, None)
    fact = tuple((p.at, p.median * (1.1 if i % 2 else 0.95)) for i, p in enumerate(calls.points))
    dialog.show_figures(
        [Figure(line.label, line.value, line.value.split(" (")[0], number != 2)
         for number, line in enumerate(forecast_words.lines(bands)[:4])],
        forecast_words.fact(), forecast_words.forecast_of(_AT),
    )  # fmt: skip
    dialog.show_curves(replace(calls, fact=fact), left)
    return dialog
