"""Forecasts of campaigns: what is run is read here, and run in processes of their own.

``read`` belongs into a transaction, ``make`` takes seconds and blocks: the command line calls it
as it is, the desktop in a thread.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Event

from engine.dialer.pacing.model import AbandonCounts
from engine.dialer.pacing.of_campaign import is_paced, queue_of
from engine.domain.campaign import Campaign, CampaignMode, CampaignState, DayHours
from engine.domain.disposition import Disposition
from engine.domain.trunk import Trunk
from engine.errors import KnownError
from engine.forecast.bands import Bands, summed_up
from engine.forecast.kept import Forecast, Inputs, Occasion
from engine.forecast.learning import ENOUGH, Counted, Given, Past, Seen, Source, odds_of
from engine.forecast.model import Plan
from engine.ports.storage import Stores
from engine.service import forecast_runs
from engine.service.routing.pacing_keeper import kept_learnt, limit_window
from rino_desktop.texts import t

#: So many runs make a band that is worth it; a long list is surer of itself.
RUNS = forecast_runs.RUNS
_FEWEST_RUNS = 3
_CONTACTS_OF_ALL_RUNS = 20_000
#: How far ahead is looked.
DAYS = 31
#: The last calls tell more than the first.
_SEEN = 5000
_TALKS = 2000
#: Campaigns of the office whose calls stand for one that has none.
_OTHERS = 5
_DISPOSITIONS = {each.value: each for each in Disposition}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be otherwise than it is; None: as it is."""

    lines: int | None = None
    operators: int | None = None
    weekdays: DayHours | None = None
    weekend: DayHours | None = None
    given: Given = field(default_factory=Given)
    start: datetime | None = None
    days: int = DAYS
    runs: int | None = None
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Ready:
    """What can be run. ``notes``: codes of what the forecast does not reckon with
    (rino_desktop.forecast_words); ``trunk_lines``: of the campaign's trunks, as they are."""

    plan: Plan
    inputs: Inputs
    notes: tuple[str, ...]
    trunk_lines: int
    calls_before: int = 0
    answered_before: int = 0


def read(stores: Stores, name: str, wish: Wish, now: datetime) -> Ready:
    """The campaign as it stands, with what is wished. KnownError: nothing of it could be called."""
    campaign = stores.campaigns.by_name(name)
    settings = campaign.settings
    trunks = _trunks(stores, campaign)
    trunk_lines = sum(max(0, trunk.settings.lines) for trunk in trunks)
    lines = wish.lines or min(settings.max_lines, trunk_lines)
    schedule = replace(
        settings.schedule,
        weekdays=wish.weekdays or settings.schedule.weekdays,
        weekend=wish.weekend or settings.schedule.weekend,
    )
    settings = replace(settings, max_lines=lines, schedule=schedule)
    changed = Campaign(campaign.id, settings, CampaignState.RUNNING, campaign.revision)
    operators = _operators(stores, changed) if wish.operators is None else wish.operators
    past = _past(stores, campaign)
    odds = odds_of(past, settings, wish.given)
    start = wish.start or now
    counts, learnt = _pacing(stores, changed, now)
    plan = Plan(
        campaign=changed, trunks=_widened(trunks, lines),
        groups=tuple(stores.forecasts.waiting(campaign.id)), odds=odds, start=start,
        until=start + timedelta(days=wish.days), operators=operators, counts=counts, learnt=learnt,
    )  # fmt: skip
    runs = wish.runs or runs_for(plan.contacts)
    inputs = Inputs(
        lines=lines, operators=operators, weekdays=schedule.weekdays, weekend=schedule.weekend,
        answer_rate=odds.answer_rate, talk_s=odds.talk.mean_s, wrap_up_s=odds.wrap_up.mean_s,
        learnt_from=past.source, learnt_calls=past.calls, runs=runs, seed=wish.seed,
    )  # fmt: skip
    notes = _notes(stores, campaign, lines, trunk_lines)
    calls, live, answered = stores.reports.attempt_totals(campaign.id)
    return Ready(plan, inputs, notes, trunk_lines, calls - live, answered)


def make(
    ready: Ready, now: datetime, *, cancel: Event | None = None,
    on_run: Callable[[int, Bands], None] | None = None,
    processes: int = forecast_runs.MOST_PROCESSES,
) -> Forecast:  # fmt: skip
    """Run it. ``on_run``: so many runs are done, and what they say so far. Blocks; raises
    ``forecast_runs.Cancelled`` when ``cancel`` is set meanwhile."""
    plan, inputs, outcomes = ready.plan, ready.inputs, []
    for outcome in forecast_runs.run_all(plan, inputs.runs, inputs.seed, cancel, processes):
        outcomes.append(outcome)
        if on_run is not None:
            on_run(len(outcomes), summed_up(outcomes, plan.until))
    bands = summed_up(outcomes, plan.until)
    return Forecast(
        plan.campaign.name, now, inputs, bands, ready.calls_before, ready.answered_before
    )


def keep(stores: Stores, forecast: Forecast, by: str, occasion: Occasion) -> Forecast:
    """Keep it for a comparison afterwards."""
    campaign = stores.campaigns.by_name(forecast.campaign)
    kept = replace(forecast, made_by=by, occasion=occasion)
    return replace(kept, id=stores.forecasts.keep(campaign.id, kept))


def runs_for(contacts: int) -> int:
    """How many runs a list of that length needs: chance evens out in a long one."""
    if contacts <= _CONTACTS_OF_ALL_RUNS:
        return RUNS
    return max(_FEWEST_RUNS, RUNS * _CONTACTS_OF_ALL_RUNS // contacts)


# --- what is read -----------------------------------------------------------------------------


def _trunks(stores: Stores, campaign: Campaign) -> tuple[Trunk, ...]:
    by_name = {trunk.name.casefold(): trunk for trunk in stores.trunks.all()}
    names = [name.casefold() for name in campaign.settings.trunks]
    found = tuple(by_name[name] for name in names if name in by_name)
    if not any(trunk.settings.lines > 0 for trunk in found):
        raise KnownError(
            t(
                "The campaign {name} has no trunk with lines, so there is nothing to forecast.",
                name=campaign.name,
            ),
            mend="rino-desktop trunk list",
        )
    return found


def _widened(trunks: tuple[Trunk, ...], lines: int) -> tuple[Trunk, ...]:
    """With lines that were not there yet on the first of them."""
    missing = lines - sum(max(0, trunk.settings.lines) for trunk in trunks)
    if missing <= 0:
        return trunks
    first = trunks[0]
    wider = replace(first, settings=replace(first.settings, lines=first.settings.lines + missing))
    return (wider, *trunks[1:])


def _operators(stores: Stores, campaign: Campaign) -> int:
    """Those who serve the campaign, whether they are there now or not; one at least."""
    if campaign.settings.mode is CampaignMode.AUTOMATIC:
        return 0
    queue = queue_of(campaign)
    serve = [o for o in stores.operators.operators() if queue and o.level(queue) is not None]
    return max(1, len(serve))


def _pacing(
    stores: Stores, campaign: Campaign, now: datetime
) -> tuple[AbandonCounts, dict[str, dict[str, list[float]]] | None]:
    if not is_paced(campaign):
        return AbandonCounts(), None
    counts = stores.operators.abandon_counts(campaign.id, now - limit_window(campaign))
    return counts, kept_learnt(stores, campaign.id)


def _past(stores: Stores, campaign: Campaign) -> Past:
    own = _past_of(stores, [campaign], Source.CAMPAIGN)
    if own.calls >= ENOUGH:
        return own
    others = [
        each for each in stores.campaigns.all()
        if each.id != campaign.id and each.settings.mode is campaign.settings.mode
    ]  # fmt: skip
    # The nearest first: of the same purpose, then the newest.
    others.sort(key=lambda c: (c.settings.purpose is not campaign.settings.purpose, -c.id))
    office = _past_of(stores, [campaign, *others[:_OTHERS]], Source.OFFICE)
    if office.calls >= ENOUGH:
        return office
    return own if own.calls else Past()


def _past_of(stores: Stores, campaigns: Sequence[Campaign], source: Source) -> Past:
    counted: list[Counted] = []
    seen: list[Seen] = []
    talks: list[float] = []
    for campaign in campaigns:
        tallies = stores.reports.tallies(campaign.id)
        counted += [
            Counted(
                each.quarter_at,
                _DISPOSITIONS[each.disposition],
                each.attempts,
                each.answered,
                each.talk_ms,
            )
            for each in tallies
        ]
        since, count = None, 0
        for tally in reversed(tallies):
            since, count = tally.quarter_at, count + tally.attempts
            if count >= _SEEN:
                break
        if since is not None and len(seen) < _SEEN:
            seen += stores.forecasts.seen(campaign.id, since, _SEEN)
            if campaign.settings.mode is not CampaignMode.AUTOMATIC:
                talks += stores.forecasts.talks(campaign.id, since, _TALKS)
    wrap_ups: list[float] = []
    if talks:
        ids = [operator.id for operator in stores.operators.operators()]
        newest = max(each.quarter_at for each in counted)
        wrap_ups = stores.forecasts.wrap_ups(ids, newest - timedelta(days=30), _TALKS)
    return Past(source, counted, seen, talks, wrap_ups)


def _notes(stores: Stores, campaign: Campaign, lines: int, trunk_lines: int) -> tuple[str, ...]:
    settings = campaign.settings
    others = [
        each for each in stores.campaigns.all()
        if each.id != campaign.id and each.state is CampaignState.RUNNING
        and {n.casefold() for n in each.settings.trunks} & {n.casefold() for n in settings.trunks}
    ]  # fmt: skip
    found = {
        "more_lines": lines > trunk_lines,
        "other_campaigns": bool(others),
        "quotas": bool(settings.quotas),
        "scenario": bool(settings.scenario),
        "earlier_calls": any(preset.limits for preset in settings.rules),
    }
    return tuple(code for code, holds in found.items() if holds)
