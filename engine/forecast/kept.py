"""A forecast as it is kept: what it was made of, and what it says."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.domain.campaign_terms import DayHours
from engine.forecast.bands import Bands
from engine.forecast.learning import Source


class Occasion(StrEnum):
    START = "start"  # the campaign was started
    ASKED = "asked"  # somebody wanted to keep it


@dataclass(frozen=True, slots=True)
class Inputs:
    """``answer_rate`` is of all calls, ``talk_s`` and ``wrap_up_s`` are means; ``learnt_from`` says
    where what was not given comes from, ``learnt_calls`` of how many calls."""

    lines: int
    operators: int
    weekdays: DayHours
    weekend: DayHours
    answer_rate: float
    talk_s: float
    wrap_up_s: float
    learnt_from: Source
    learnt_calls: int
    runs: int
    seed: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """``id`` 0: it is not kept. ``calls_before``, ``answered_before``: what the campaign had made
    by then: what has become of the forecast is counted from there."""

    campaign: str
    made_at: datetime
    inputs: Inputs
    bands: Bands
    calls_before: int = 0
    answered_before: int = 0
    made_by: str = ""
    occasion: Occasion = Occasion.ASKED
    id: int = 0
