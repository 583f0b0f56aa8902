"""An engine's figures as metric families: read when somebody asks, and from copies alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from engine.adapters.metrics.catalogue import METRICS, Kind
from engine.adapters.metrics.server import Answer
from engine.domain.campaign import CampaignState
from engine.domain.operator import OperatorState
from engine.domain.spread import Spread
from engine.domain.trunk import TrunkStatus
from engine.ports.database_calls import DatabaseCalls
from engine.service.call_tally import CallKind, CallStage
from engine.service.figures import (
    CampaignSight,
    EngineFigures,
    EngineSight,
    OfficeSight,
    PacingSight,
)

#: So many campaigns have labels of their own: those that run first, then the newest.
MOST_CAMPAIGNS = 100

Family = CounterMetricFamily | GaugeMetricFamily | HistogramMetricFamily
_FAMILY: dict[Kind, type[CounterMetricFamily] | type[GaugeMetricFamily]] = {
    Kind.COUNTER: CounterMetricFamily,
    Kind.GAUGE: GaugeMetricFamily,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What does not change while the engine runs."""

    node: str
    version: str
    schema: int
    started_at: datetime


class _Families:
    """One for each metric of the catalogue, those that nothing was put into left out."""

    def __init__(self) -> None:
        self._families: dict[str, Family] = {}

    def put(self, name: str, value: float, *labels: str) -> None:
        family = self._family(name)
        assert not isinstance(family, HistogramMetricFamily)
        family.add_metric(labels, value)

    def put_spread(self, name: str, spread: Spread, *labels: str) -> None:
        family = self._family(name)
        assert isinstance(family, HistogramMetricFamily)
        bounds = [*(f"{bound:g}" for bound in spread.bounds), "+Inf"]
        buckets = list(zip(bounds, map(float, accumulate(spread.counts)), strict=True))
        family.add_metric(labels, buckets, spread.total)

    def _family(self, name: str) -> Family:
        found = self._families.get(name)
        if found is None:
            metric = _BY_NAME[name]
            made: Family
            if metric.kind is Kind.HISTOGRAM:
                made = HistogramMetricFamily(name, metric.says, labels=metric.labels)
            else:
                made = _FAMILY[metric.kind](name, metric.says, labels=metric.labels)
            found = self._families[name] = made
        return found

    def __iter__(self) -> Iterator[Family]:
        return iter(self._families.values())


_BY_NAME = {metric.name: metric for metric in METRICS}


class EngineCollector(Collector):
    """``calls``: what watches over the engine's connections."""

    def __init__(self, told: Told, figures: EngineFigures, calls: DatabaseCalls) -> None:
        self._told = told
        self._figures = figures
        self._calls = calls

    def collect(self) -> Iterable[Family]:
        out = _Families()
        figures, sight = self._figures, self._figures.sight
        told = self._told
        out.put("rino_engine_info", 1, told.node, told.version, str(told.schema))
        out.put("rino_engine_start_time_seconds", told.started_at.timestamp())
        out.put("rino_engine_ready", sight is not None and not sight.ending)
        out.put_spread("rino_event_loop_lag_seconds", figures.loop.late())
        out.put("rino_event_loop_stalled_seconds", figures.loop.stalled_s)
        self._database(out)
        campaigns: tuple[CampaignSight, ...] = ()
        if sight is not None:
            campaigns = _shown(sight.campaigns)
            _engine(out, sight)
            _calls_of(out, sight)
            _campaigns(out, sight, campaigns)
            _lines(out, sight)
        if figures.office is not None:
            _office(out, figures.office, campaigns)
        for place, free in figures.disk_free.items():
            out.put("rino_disk_free_bytes", free, place)
        out.put("rino_voice_spool_recordings", figures.spool)
        return out

    def _database(self, out: _Families) -> None:
        for vital, name in ((True, "vital"), (False, "beside")):
            done = self._calls.transactions(vital=vital)
            out.put_spread("rino_database_transaction_seconds", done.lasted, name)
            out.put("rino_database_failures_total", done.failed, name)
            out.put("rino_database_conflicts_total", done.conflicts, name)
            out.put("rino_database_reconnects_total", done.reconnects, name)


def registry_of(collector: EngineCollector) -> CollectorRegistry:
    """A registry of its own: nothing of other libraries gets into it."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(collector)
    ProcessCollector(registry=registry)
    return registry


def scrape(registry: CollectorRegistry, accept: str) -> Answer:
    """In the format that the visitor's Accept header asks for."""
    encode, content_type = choose_encoder(accept)
    return Answer(encode(registry), content_type)


def _engine(out: _Families, sight: EngineSight) -> None:
    out.put("rino_engine_database_available", sight.available)
    out.put("rino_journal_backlog", sight.journal_backlog)
    out.put("rino_journal_transactions_total", sight.journal_transactions)
    out.put("rino_journal_writes_total", sight.journal_writes)


def _calls_of(out: _Families, sight: EngineSight) -> None:
    calls = sight.calls
    for kind in CallKind:
        # Also what has not happened yet: a rate wants something to begin from.
        for stage in CallStage:
            out.put("rino_calls_total", calls.reached.get((kind, stage), 0), kind, stage)
            out.put("rino_calls_live", calls.live.get((kind, stage), 0), kind, stage)
        out.put_spread("rino_call_ring_seconds", calls.rang[kind], kind)
        out.put_spread("rino_call_talk_seconds", calls.talked[kind], kind)
    for (kind, cause), count in sorted(calls.ended.items()):
        out.put("rino_calls_ended_total", count, kind, cause)
    for who, count in sorted(calls.detected.items()):
        out.put("rino_calls_detected_total", count, who)
    out.put("rino_incoming_refused_total", calls.refused_incoming)


def _campaigns(out: _Families, sight: EngineSight, shown: tuple[CampaignSight, ...]) -> None:
    names = {campaign.id: campaign.name for campaign in shown}
    in_all: dict[str, int] = {}
    for (campaign_id, disposition), count in sorted(sight.attempts.items()):
        in_all[disposition] = in_all.get(disposition, 0) + count
        if campaign_id in names:
            name = names[campaign_id]
            out.put("rino_campaign_attempts_total", count, name, disposition)
    for disposition, count in in_all.items():
        out.put("rino_attempts_total", count, disposition)
    for reason, count in sorted(sight.refused.items()):
        out.put("rino_dials_refused_total", count, reason)
    for campaign in shown:
        running = campaign.state is CampaignState.RUNNING
        out.put("rino_campaign_running", running, campaign.name)
        out.put("rino_campaign_calls_live", campaign.live, campaign.name)
        if running and campaign.idle:
            out.put("rino_campaign_idle", 1, campaign.name, campaign.idle)
        if campaign.pacing is not None:
            _pacing(out, campaign.name, campaign.pacing)


def _pacing(out: _Families, name: str, pacing: PacingSight) -> None:
    out.put("rino_pacing_operators", pacing.operators, name)
    out.put("rino_pacing_intensity", pacing.intensity, name)
    out.put("rino_pacing_in_flight", pacing.in_flight, name)
    out.put("rino_pacing_unserved", pacing.unserved, name)
    out.put("rino_pacing_calls_allowed", pacing.allowed, name)
    out.put("rino_pacing_answers_expected", pacing.answers_expected, name)
    out.put("rino_pacing_answer_ratio", pacing.answer_share, name)
    out.put("rino_pacing_abandoned_ratio", pacing.abandoned, name)
    out.put("rino_pacing_abandoned_limit_ratio", pacing.limit, name)
    out.put("rino_pacing_risk_ratio", pacing.risk, name)
    out.put("rino_pacing_predictive", pacing.predictive, name)


def _lines(out: _Families, sight: EngineSight) -> None:
    lines = sight.lines
    out.put("rino_line_workers", lines.workers, "ready")
    out.put("rino_line_workers", lines.starting, "starting")
    out.put("rino_line_workers_started_total", lines.started)
    out.put("rino_line_workers_lost_total", sight.calls.workers_lost)
    out.put("rino_lines", lines.in_use, "in_use")
    out.put("rino_lines", max(0, lines.lines - lines.in_use), "free")
    out.put("rino_lines_calls_waiting", lines.waiting)
    for trunk in sight.trunks:
        out.put("rino_trunk_up", trunk.status is not TrunkStatus.FAILED, trunk.name)
        out.put("rino_trunk_lines", trunk.lines, trunk.name)
        out.put("rino_trunk_lines_in_use", trunk.in_use, trunk.name)
        out.put("rino_trunk_calls_total", trunk.answered, trunk.name, "answered")
        out.put("rino_trunk_calls_total", trunk.unanswered, trunk.name, "not_answered")


def _office(out: _Families, office: OfficeSight, shown: tuple[CampaignSight, ...]) -> None:
    out.put("rino_office_read_time_seconds", office.at.timestamp())
    now = datetime.now(UTC)
    for store in office.stores[:MOST_CAMPAIGNS]:
        of = store.campaign, store.store
        out.put("rino_outbox_rows", store.waiting, *of, "waiting")
        out.put("rino_outbox_rows", store.set_aside, *of, "set_aside")
        age = (now - store.oldest).total_seconds() if store.oldest and store.waiting else 0.0
        out.put("rino_outbox_oldest_age_seconds", max(0.0, age), *of)
        out.put("rino_outbox_delivered_total", store.delivered, *of)
        out.put("rino_outbox_store_up", not store.down, *of)
    for state in OperatorState:
        out.put("rino_operators", office.operators.get(state, 0), state)
    out.put("rino_engines", office.engines_alive, "alive")
    out.put("rino_engines", office.engines_silent, "silent")
    names = {campaign.id: campaign.name for campaign in shown}
    for campaign_id, left in office.contacts_left.items():
        if campaign_id in names:
            out.put("rino_campaign_contacts_left", left, names[campaign_id])
    if office.backup_at is not None:
        out.put("rino_backup_last_time_seconds", office.backup_at.timestamp())
    if office.retention_at is not None:
        out.put("rino_retention_last_time_seconds", office.retention_at.timestamp())


def _shown(campaigns: tuple[CampaignSight, ...]) -> tuple[CampaignSight, ...]:
    def order(campaign: CampaignSight) -> tuple[bool, int]:
        return campaign.state is not CampaignState.RUNNING, -campaign.id

    return tuple(sorted(campaigns, key=order)[:MOST_CAMPAIGNS])
