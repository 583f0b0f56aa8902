"""Forecasts in processes of their own."""

from threading import Event

import pytest

from engine.errors import KnownError
from engine.forecast.run import run
from engine.service import forecast_runs as module
from engine.service.forecast_runs import Cancelled, run_all
from tests.helpers.forecasts import a_plan


def test_processes_give_what_a_run_here_gives() -> None:
    plan = a_plan(20, lines=2)
    found = sorted(run_all(plan, runs=3, seed=7), key=lambda o: o.events)
    assert found == sorted((run(plan, seed) for seed in (7, 8, 9)), key=lambda o: o.events)


def test_a_forecast_that_nobody_wants_is_ended() -> None:
    cancel = Event()
    outcomes = run_all(a_plan(200_000, lines=2), runs=4, cancel=cancel)
    cancel.set()
    with pytest.raises(Cancelled):
        next(outcomes)


def test_a_process_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CODE", "raise SystemExit(1)")
    with pytest.raises(KnownError, match="broken off"):
        list(run_all(a_plan(3), runs=2))
