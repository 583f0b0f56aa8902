"""An engine is scraped while its campaign runs: its figures agree with the database, and nothing
that the dashboard and the alert rules name is missing."""

import json
import re
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from rino_desktop.demo.sip.controller import Farm
from tests.helpers.office import Office, numbers, wait_for
from tests.helpers.ports import free_tcp_port

BEHAVIOURS = {
    "mix": [
        {"weight": 2, "behaviour": {"kind": "hang_up_early", "ring_s": 0.3, "hang_up_after_s": 1}},
        {"weight": 1, "behaviour": {"kind": "busy"}},
    ]
}
CONTACTS = 12
CAMPAIGN = "city-notice"
ROOT = Path(__file__).parents[2]
OPERATION = ROOT / "resources" / "operation"
#: There only with operators, outboxes, rules of retention, detection of machines, faults: those are
#: seen in tests/unit/engine/test_figures.py.
_SELDOM = re.compile(
    r"rino_(pacing_|outbox_|retention_|campaign_idle|calls_detected|dials_refused)\w*"
)

Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
def office(tmp_path: Path):
    with Farm(tmp_path / "farm", behaviours=BEHAVIOURS) as farm:
        office = Office(tmp_path / "office")
        office.open(farm.port, lines=8, cps=15)
        office.contacts(CAMPAIGN, numbers(CONTACTS))
        office.run("db", "backup", str(tmp_path / "office.fbk"))
        office.run("campaign", "start", CAMPAIGN)
        yield office
        office.close()


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def scraped(port: int) -> Figures:
    _, text = get(port, "/metrics")
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def summed(figures: Figures, name: str, **labels: str) -> float:
    return sum(by(figures, name, "", **labels).values())


def by(figures: Figures, name: str, label: str, **labels: str) -> Mapping[str, float]:
    found: Counter[str] = Counter()
    for (known, of), value in figures.items():
        if known == name and labels.items() <= dict(of).items():
            found[dict(of).get(label, "")] += value
    return +found


def named(file: Path) -> set[str]:
    return set(re.findall(r"\b(?:rino|process)_[a-z_]+\b", file.read_text("utf-8")))


def test_figures_agree_with_the_database(office: Office) -> None:
    port = free_tcp_port()
    office.environment |= {"RINO_METRICS": str(port), "RINO_LOG_FORMAT": "json"}
    engine = office.engine(until_done=False)
    wait_for(lambda: get(port, "/ready")[0] == 200, "the engine to be ready")
    assert json.loads(get(port, "/health")[1]) == {"status": "ok", "node": "node"}

    seen: list[Figures] = []

    def over() -> bool:
        seen.append(scraped(port))
        done = summed(seen[-1], "rino_attempts_total") >= CONTACTS
        return done and not summed(seen[-1], "rino_campaign_running")

    wait_for(over, "the campaign's end")
    # In the midst of it there were calls, and lines that carried them.
    assert any(summed(each, "rino_calls_live", kind="campaign") > 0 for each in seen)
    assert any(summed(each, "rino_lines", state="in_use") > 0 for each in seen)
    assert any(summed(each, "rino_trunk_lines_in_use", trunk="city") > 0 for each in seen)

    last, rows = seen[-1], office.attempts(CAMPAIGN)
    dispositions = Counter(row["disposition"] for row in rows)
    assert by(last, "rino_attempts_total", "disposition") == dispositions
    assert (
        by(last, "rino_campaign_attempts_total", "disposition", campaign=CAMPAIGN) == dispositions
    )
    causes = Counter(row["hangup_cause"] for row in rows)
    assert by(last, "rino_calls_ended_total", "cause", kind="campaign") == causes
    answered = sum(1 for row in rows if row["answered_at"])
    stages = by(last, "rino_calls_total", "stage", kind="campaign")
    assert (stages["placed"], stages["answered"]) == (len(rows), answered)
    assert summed(last, "rino_call_talk_seconds_count", kind="campaign") == answered
    assert summed(last, "rino_trunk_calls_total", outcome="answered") == answered
    assert summed(last, "rino_database_transaction_seconds_count", connection="vital") > len(rows)
    assert summed(last, "rino_line_workers", state="ready") >= 2
    assert summed(last, "rino_engines", state="alive") == 1
    assert 0 <= summed(last, "rino_event_loop_stalled_seconds") < 5

    names = {name for name, _ in last}
    for file in ("grafana.json", "alerts.yml"):
        missing = {name for name in named(OPERATION / file) - names if not _SELDOM.fullmatch(name)}
        assert not missing, (file, missing)

    engine.terminate()
    assert engine.wait(60) == 0, office.log()
    lines = [json.loads(line) for line in office.log().splitlines()]
    assert {"time", "level", "logger", "message"} <= set.intersection(*map(set, lines))
    ready = next(line for line in lines if line.get("template", "").endswith("is ready to dial"))
    assert (ready["node"], ready["level"]) == ("node", "info")
