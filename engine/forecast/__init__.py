"""What will become of a campaign: its list, hours, lines and operators, run through the real dialer
on a clock that jumps (docs/forecast.md).

``model`` says what is run, ``run`` runs it once, ``bands`` sums many runs up, ``learning`` makes
the odds of calls from what was counted; engine.service.forecast_runs spreads runs over processes.
"""
