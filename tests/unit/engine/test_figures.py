"""An engine's figures: what is counted, what a scrape shows, what dashboard and docs name."""

import asyncio
import contextlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.exposition import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from engine.adapters.metrics import EngineCollector, Told, registry_of
from engine.adapters.metrics.catalogue import METRICS, PROCESS_METRICS, Kind
from engine.adapters.metrics.collector import MOST_CAMPAIGNS
from engine.domain.campaign import CampaignState
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.spread import Spread
from engine.ports import telephony as port
from engine.ports.database_calls import DatabaseCalls, Why
from engine.service.call_tally import CallKind, CallStage, CallTally
from engine.service.figures import CampaignSight, EngineFigures
from tests.helpers.figures import AT, RUNNING, full

ROOT = Path(__file__).parents[3]
_LABELS = {metric.name: metric.labels for metric in METRICS}


def scrape(figures: EngineFigures, calls: DatabaseCalls | None = None) -> dict[str, dict]:
    registry = registry_of(
        EngineCollector(Told("node", "1.2", 38, AT), figures, calls or DatabaseCalls())
    )
    text = generate_latest(registry).decode()
    found: dict[str, dict] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = (*(_LABELS.get(sample.name) or _LABELS.get(family.name) or ()), "le")
            values = tuple(sample.labels[name] for name in labels if name in sample.labels)
            found.setdefault(sample.name, {})[values] = sample.value
    return found


def names() -> set[str]:
    """As they stand in a scrape."""
    endings = {Kind.HISTOGRAM: ("_bucket", "_count", "_sum")}
    return {m.name + end for m in METRICS for end in endings.get(m.kind, ("",))}


# --- what is shown ------------------------------------------------------------------------------


def test_a_scrape_shows_all_that_the_catalogue_has_and_nothing_else() -> None:
    shown = {name for name in scrape(full()) if name.startswith("rino_")}
    assert shown == names()


def test_what_a_scrape_says() -> None:
    shown = scrape(full())
    assert shown["rino_calls_total"][("campaign", "placed")] == 2
    assert shown["rino_calls_total"][("campaign", "ringing")] == 1
    assert shown["rino_calls_live"][("campaign", "placed")] == 1
    assert shown["rino_calls_ended_total"] == {("campaign", "normal_clearing"): 1}
    assert shown["rino_call_talk_seconds_sum"][("campaign",)] == 42
    assert shown["rino_call_ring_seconds_bucket"][("campaign", "5")] == 1
    assert shown["rino_call_ring_seconds_bucket"][("campaign", "2")] == 0
    assert shown["rino_attempts_total"] == {("completed",): 5, ("no_answer",): 2}
    assert shown["rino_campaign_attempts_total"] == {("Debts", "completed"): 5}
    assert shown["rino_dials_refused_total"] == {("limit",): 2}
    assert shown["rino_campaign_idle"] == {("Debts", "hours"): 1}
    assert shown["rino_pacing_intensity"] == {("Debts",): 1.4}
    assert shown["rino_trunk_up"] == {("city",): 0}
    assert shown["rino_lines"] == {("in_use",): 3, ("free",): 5}
    assert shown["rino_outbox_store_up"] == {("Debts", "crm"): 0}
    assert shown["rino_outbox_oldest_age_seconds"][("Debts", "crm")] > 0
    assert shown["rino_operators"][("talking",)] == 0
    assert shown["rino_engine_ready"] == {(): 1}


def test_an_engine_that_begins_can_be_asked() -> None:
    shown = scrape(EngineFigures())
    assert shown["rino_engine_ready"] == {(): 0}
    assert "rino_calls_live" not in shown


def test_campaigns_have_labels_of_a_bounded_number() -> None:
    many = [CampaignSight(n, f"c{n}", CampaignState.FINISHED, 0, "", None) for n in range(500)]
    many[0] = CampaignSight(0, "old and running", RUNNING, 0, "", None)
    shown = scrape(full(tuple(many)))
    assert len(shown["rino_campaign_running"]) == MOST_CAMPAIGNS
    assert shown["rino_campaign_running"][("old and running",)] == 1
    assert sum(shown["rino_attempts_total"].values()) == 7


# --- what is counted ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_", "kind"),
    [
        (port.PlaceCall("a12", 1, "+7"), CallKind.CAMPAIGN),
        (port.PlaceCall("a12-transfer1", 1, "+7"), CallKind.TRANSFER),
        (port.PlaceCall("o7-1", port.DIRECT, "", address="sip:1@host"), CallKind.OPERATOR),
        (port.PlaceCall("t5-00ff", 1, "+7"), CallKind.OTHER),
    ],
)
def test_kinds_of_calls(request_: port.PlaceCall, kind: CallKind) -> None:
    tally = CallTally()
    tally.placed(request_)
    assert tally.live() == {(kind, CallStage.PLACED): 1}


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from("prae")), max_size=60))
def test_every_call_that_begins_ends_once(steps: list[tuple[int, str]]) -> None:
    """Whatever comes in whatever order: nothing is counted twice, nothing goes below zero."""
    tally, began, ended = CallTally(), set(), set()
    for number, what in steps:
        call = f"a{number}"
        if what == "p":
            if call in began - ended:
                continue
            began.add(call)
            ended.discard(call)
            tally.placed(port.PlaceCall(call, 1, "+7"))
        elif what == "r":
            tally.heard(port.CallProgress(call, AT, 180, False))
        elif what == "a":
            tally.heard(port.CallAnswered(call, AT))
        else:
            if call in began:
                ended.add(call)
            cause, by = HangupCause.NORMAL_CLEARING, HangupBy.SUBSCRIBER
            tally.heard(port.CallEnded(call, AT, None, None, None, cause, by))
    reached = [tally.reached[CallKind.CAMPAIGN, stage] for stage in CallStage]
    assert reached[0] == sum(tally.ended.values()) + sum(tally.live().values())
    assert max(reached) == reached[0]
    assert sum(tally.lines().values()) == len(began - ended)


@given(st.lists(st.floats(0, 100)))
def test_a_spread_counts_each_number_once(values: list[float]) -> None:
    spread = Spread((1.0, 10.0))
    for value in values:
        spread.add(value)
    copy = spread.copy()
    spread.add(5.0)
    assert copy.count == len(values)
    assert copy.counts[0] == sum(value <= 1.0 for value in values)
    assert copy.total == pytest.approx(sum(values))


def test_transactions_are_timed_and_repetitions_counted() -> None:
    calls = DatabaseCalls()
    with calls.vital() as again:
        again()
        again(Why.CONFLICT)
        again(Why.RECONNECT)
    with contextlib.suppress(ZeroDivisionError), calls.vital() as again:
        again()
        raise ZeroDivisionError
    with calls.beside():
        pass  # a connection is opened: no transaction
    done, beside = calls.transactions(vital=True), calls.transactions(vital=False)
    assert (done.lasted.count, done.failed, done.conflicts, done.reconnects) == (2, 1, 1, 1)
    assert beside.lasted.count == 0
    assert scrape(EngineFigures(), calls)["rino_database_conflicts_total"][("vital",)] == 1


async def test_a_loop_that_stands_still_is_seen_from_outside() -> None:
    figures = EngineFigures()
    task = asyncio.ensure_future(figures.loop.keep())
    await asyncio.sleep(0)
    figures.loop._beat -= 100.0  # type: ignore[operator]
    assert 99 < figures.loop.stalled_s < 101
    task.cancel()


# --- what others say of them --------------------------------------------------------------------


def test_dashboard_and_rules_name_what_there_is() -> None:
    known = names() | set(PROCESS_METRICS)
    for file in ("grafana.json", "alerts.yml"):
        text = (ROOT / "resources" / "operation" / file).read_text("utf-8")
        assert not set(re.findall(r"\b(?:rino|process)_[a-z_]+\b", text)) - known, file


def test_the_dashboard_is_one() -> None:
    board = json.loads((ROOT / "resources" / "operation" / "grafana.json").read_text("utf-8"))
    panels = board["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    rows = [panel["title"] for panel in panels if panel["type"] == "row"]
    assert len(rows) >= 8
    for panel in panels:
        at = panel["gridPos"]
        assert at["x"] + at["w"] <= 24
        assert panel["type"] == "row" or all(t["expr"] for t in panel["targets"]), panel["title"]


def test_each_metric_is_documented() -> None:
    text = (ROOT / "docs" / "metrics.md").read_text("utf-8")
    told = set(re.findall(r"`(rino_[a-z_]+)`", text))
    assert told == {metric.name for metric in METRICS}
