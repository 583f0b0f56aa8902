"""The demo with operators: who picks up meets one of them, and all that it started ends with it."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from rino_desktop.demo.operators.office import CAMPAIGN, FOURTH, VIRTUAL
from rino_desktop.demo.sip.witness import WitnessedCall, read_calls
from tests.helpers.office import wait_for

ROOT = Path(__file__).parents[2]
CLIENTS = 5

pytestmark = pytest.mark.timeout(180)


def start(folder: Path, *more: str, language: str = "ru") -> "subprocess.Popen[str]":
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {n: x for n, x in os.environ.items() if not n.startswith("RINO_") and n not in screens}
    return subprocess.Popen(
        [sys.executable, "-m", "rino_desktop", "--demo", "--operators", "--lang", language, *more],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8",
        env={
            **kept,
            "PYTHONPATH": str(ROOT),
            "RINO_DEMO_SUBSCRIBERS": str(CLIENTS),
            # Somebody's own data, which no demo may touch.
            "RINO_DB": str(folder / "precious.fdb"),
            "RINO_DATA": str(folder / "own-data"),
        },
    )  # fmt: skip


@dataclass
class Played:
    output: Path
    outcome: dict[str, Any]

    def json(self, name: str) -> Any:
        return json.loads((self.output / name).read_text(encoding="utf-8"))

    def ask(self, *arguments: str) -> Any:
        """The office, by the command line."""
        done = subprocess.run(
            [sys.executable, "-m", "rino_desktop", "--config", "demo-output/demo.toml", *arguments,
             "--json"],
            cwd=self.output.parent, env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)

    @property
    def calls(self) -> list[WitnessedCall]:
        return read_calls([self.output / "data/subscribers/farm-0.stats.jsonl"])


def check_attempts_are_the_calls_that_subscribers_got(played: Played) -> None:
    attempts = played.json("attempts.json")
    assert Counter(a["phone"] for a in attempts) == Counter(c.number for c in played.calls)
    contacts = played.json("summary.json")["contacts"]
    assert contacts["total"] == contacts["done"] == CLIENTS


def check_each_who_picked_up_met_one_operator(played: Played) -> None:
    answered = [a for a in played.json("attempts.json") if a["answered_at"]]
    picked_up = Counter(c.number for c in played.calls if c.answered_at is not None)
    assert Counter(a["phone"] for a in answered) == picked_up
    assert max(picked_up.values()) == 1, "nobody is called after a conversation"
    talks = [t for name in (*VIRTUAL, FOURTH) for t in played.ask("operator", "talks", name)]
    met = Counter(talk["attempt"] for talk in talks if talk["answered_at"])
    by_attempt = {a["id"]: a for a in answered}
    assert set(met) <= set(by_attempt)
    assert set(met.values()) == {1}
    assert len(met) >= len(answered) - 1, "with a call for each free operator nobody waits"
    for attempt in set(by_attempt) - set(met):
        assert by_attempt[attempt]["disposition"] != "served"
    assert {a["operator"] for n, a in by_attempt.items() if n in met} <= {*VIRTUAL, FOURTH}
    heard = {c.number: c.heard_ms for c in played.calls if c.answered_at is not None}
    assert max(heard.values()) > 1000, "operators speak"


def check_what_was_talked_about_is_kept(played: Played) -> None:
    results = [a["results"].get("operator_result") for a in played.json("attempts.json")]
    assert any(results)
    assert list(played.output.glob("recordings/virtual-*.wav"))
    for kind in ("attempts", "summary", "results"):
        made = {path.suffix for path in played.output.glob(f"{kind}.*")}
        assert made == {".json", ".csv", ".xlsx", ".html", ".pdf"}
    assert played.ask("campaign", "status", CAMPAIGN)["state"] == "finished"
    filled = {form["call"]: form for form in played.json("answers.json")}
    talked = {f"attempt:{a['id']}": a for a in played.json("attempts.json") if a["operator"]}
    assert filled
    assert set(filled) <= set(talked)
    for call, form in filled.items():
        assert form["operator"] == talked[call]["operator"]
        assert form["answers"].items() <= talked[call]["results"].items()
    assert [
        form["versions"] for form in played.ask("form", "list") if form["name"] == "survey"
    ] == [2]


def check_every_panel_of_the_workstation_has_something_to_work_with(played: Played) -> None:
    assert len(played.ask("order", "catalogue", "list")["services"]) >= 3
    kinds = played.ask("request", "category", "list")["categories"]
    assert {kind["name"] for kind in kinds} == {"Вопрос", "Жалоба", "Ремонт"}
    assert played.ask("directory", "status")["entries"] == CLIENTS


def test_the_whole_campaign(tmp_path: Path) -> None:
    process = start(tmp_path, "--headless", "--json")
    try:
        out, error = process.communicate(timeout=140)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, out + error
    outcome = json.loads(out)
    assert outcome["agrees"], outcome["checks"]
    assert [path.name for path in tmp_path.iterdir()] == ["demo-output"]
    played = Played(tmp_path / "demo-output", outcome)
    check_attempts_are_the_calls_that_subscribers_got(played)
    check_each_who_picked_up_met_one_operator(played)
    check_what_was_talked_about_is_kept(played)
    check_every_panel_of_the_workstation_has_something_to_work_with(played)


@pytest.fixture
def running(tmp_path: Path) -> "Iterator[subprocess.Popen[str]]":
    """A demo whose campaign has begun; without --headless, though there is no screen here."""
    process = start(tmp_path, language="en")
    try:
        log = tmp_path / "demo-output/data/subscribers/farm-0.stats.jsonl"
        wait_for(lambda: log.exists() and "answered" in log.read_text("utf-8"), "the first calls")
        yield process
    finally:
        process.kill()
        process.communicate()


def test_without_a_screen_it_says_so_and_ctrl_c_ends_everything(
    running: "subprocess.Popen[str]",
) -> None:
    children = psutil.Process(running.pid).children(recursive=True)
    assert len(children) >= 3, "subscribers, an engine, virtual operators"
    running.send_signal(signal.SIGINT)
    out, error = running.communicate(timeout=60)
    assert (running.returncode, error) == (3, "rino-desktop: interrupted\n"), out
    assert "There is no screen here" in out
    assert "A fourth virtual operator takes your place." in out
    _, alive = psutil.wait_procs(children, timeout=15)
    assert alive == []


def test_a_killed_demo_leaves_nothing_behind(running: "subprocess.Popen[str]") -> None:
    children = psutil.Process(running.pid).children(recursive=True)
    running.kill()
    _, alive = psutil.wait_procs(children, timeout=15)
    assert alive == []


def test_operators_go_with_the_demo(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rino_desktop", "--operators", "--lang", "en"], cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "--operators goes with --demo" in done.stderr
