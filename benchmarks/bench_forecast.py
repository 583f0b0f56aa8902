"""Forecasts of campaigns of 5 000 contacts: twenty runs in processes of their own
(docs/forecast.md). Yardstick: a bare heap that as many events go through."""

import heapq
import json
import random
import resource
import time
from datetime import UTC, datetime, timedelta

from engine.domain.campaign import (
    Campaign,
    CampaignMode,
    CampaignSettings,
    CampaignState,
    RetryRules,
)
from engine.domain.campaign_operators import CampaignPacing
from engine.domain.disposition import Disposition
from engine.domain.trunk import Trunk, TrunkSettings
from engine.forecast.bands import summed_up
from engine.forecast.learning import Past, odds_of
from engine.forecast.model import Group, Plan
from engine.service.forecast_runs import RUNS, run_all

_CONTACTS = 5000
_REACH_S = 30.0
_ZONES = ("Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Vladivostok")
_START = datetime(2026, 11, 10, 6, tzinfo=UTC)
_CASES = (
    ("automatic", CampaignMode.AUTOMATIC, None, 50, 0),
    ("manual", CampaignMode.MANUAL, CampaignPacing.PREVIEW, 50, 10),
    ("progressive", CampaignMode.AUTOMATED, CampaignPacing.PROGRESSIVE, 50, 10),
    ("predictive", CampaignMode.AUTOMATED, CampaignPacing.PREDICTIVE, 100, 20),
)


def a_plan(mode: CampaignMode, pacing: CampaignPacing | None, lines: int, operators: int) -> Plan:
    retry = RetryRules(
        3,
        {Disposition.NO_ANSWER: (timedelta(minutes=30), timedelta(hours=2)),
         Disposition.USER_BUSY: (timedelta(minutes=5), timedelta(minutes=20))},
    )  # fmt: skip
    settings = CampaignSettings(
        name="c", mode=mode, pacing=pacing, trunks=("city",), max_lines=lines, retry=retry
    )
    trunk = Trunk(1, TrunkSettings("city", "sip:127.0.0.1", lines=lines), 1)
    groups = tuple(Group(_CONTACTS // len(_ZONES), (zone,)) for zone in _ZONES)
    return Plan(
        Campaign(1, settings, CampaignState.RUNNING, 1), (trunk,), groups,
        odds_of(Past(), settings), _START, _START + timedelta(days=31), operators,
    )  # fmt: skip


def processor_s() -> float:
    """Of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def bare_heap(events: int) -> float:
    """Seconds in which so many events go through a heap of a hundred."""
    began, chance = time.perf_counter(), random.Random(1)
    heap = [(chance.random(), number) for number in range(100)]
    heapq.heapify(heap)
    for number in range(events):
        at, _ = heap[0]
        heapq.heapreplace(heap, (at + chance.random(), number))
    return time.perf_counter() - began


def main() -> None:
    for name, mode, pacing, lines, operators in _CASES:
        plan = a_plan(mode, pacing, lines, operators)
        began, spent = time.perf_counter(), processor_s()
        outcomes = list(run_all(plan, RUNS))
        seconds = time.perf_counter() - began
        spent = processor_s() - spent
        bands = summed_up(outcomes, plan.until)
        events = sum(outcome.events for outcome in outcomes)
        virtual_s = sum((o.finished_at or plan.until).timestamp() - _START.timestamp()
                        for o in outcomes)  # fmt: skip
        print(
            json.dumps(
                {
                    "benchmark": "forecast", "campaign": name, "contacts": _CONTACTS,
                    "runs": RUNS, "seconds": round(seconds, 1),
                    "processor_seconds": round(spent, 1),
                    "calls": round(bands.calls.median), "times_real": round(virtual_s / seconds),
                    "events": events, "yardstick": "a bare heap, as many events, one process",
                    "yardstick_seconds": round(bare_heap(events), 2), "reach_seconds": _REACH_S,
                }
            ),
            flush=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
