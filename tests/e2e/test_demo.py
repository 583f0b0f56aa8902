"""The demo as a user runs it: its campaign is real, its reports tell what its subscribers saw."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
import wave
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import psutil
import pytest

from rino_desktop.demo.cast import OPERATOR
from rino_desktop.demo.sip.witness import WitnessedCall, read_calls
from tests.helpers.office import wait_for
from tests.helpers.processes import command_line

ROOT = Path(__file__).parents[2]
#: The fewest that the list has room for all its dirt with, and every kind of subscriber.
SUBSCRIBERS = 51

pytestmark = pytest.mark.timeout(240)


def start(folder: Path, *more: str, language: str = "ru") -> "subprocess.Popen[str]":
    environment = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith("RINO_")
        and name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.Popen(
        [sys.executable, "-m", "rino_desktop", "--demo", "--lang", language, *more],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={
            **environment,
            "PYTHONPATH": str(ROOT),
            "RINO_DEMO_SUBSCRIBERS": str(SUBSCRIBERS),
            # Somebody's own data, which no demo may touch.
            "RINO_DB": str(folder / "precious.fdb"),
            "RINO_DATA": str(folder / "own-data"),
        },
    )


@dataclass
class Played:
    output: Path
    status: int
    out: str
    err: str

    def json(self, name: str) -> Any:
        return json.loads((self.output / name).read_text(encoding="utf-8"))

    @property
    def attempts(self) -> list[dict[str, Any]]:
        attempts: list[dict[str, Any]] = self.json("attempts.json")
        return attempts

    @property
    def calls(self) -> list[WitnessedCall]:
        return read_calls([self.output / "data/subscribers/farm-0.stats.jsonl"])

    @property
    def debtors_of_the_billing(self) -> set[str]:
        return {attempt["phone"] for attempt in self.json("billing.json")}

    @property
    def calls_to_contacts(self) -> list[WitnessedCall]:
        others = {OPERATOR, *self.debtors_of_the_billing}
        return [call for call in self.calls if call.number not in others]


def check_it_ends_well_and_leaves_the_users_data_alone(played: Played) -> None:
    assert (played.status, played.err) == (0, ""), played.out
    assert "Сверка с абонентами: всё сходится" in played.out
    assert "Воронка" in played.out
    assert "✗" not in played.out
    folder = played.output.parent
    assert [path.name for path in folder.iterdir()] == ["demo-output"]


def check_every_row_of_the_list_is_accounted_for(played: Played) -> None:
    """Data rows counted in the file itself, the total included."""
    text = (played.output / "debtors.csv").read_text(encoding="cp1251")
    header, *rows = [line for line in text.splitlines()[2:] if line.strip()]
    assert header.startswith("№ п/п;ФИО;Телефон")
    assert len(rows) == SUBSCRIBERS + 1
    with (played.output / "debtors.rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        rejects = list(csv.reader(file, delimiter=";"))
    contacts = played.json("summary.json")["contacts"]
    assert len(rows) == contacts["total"] + len(rejects)
    assert contacts["done"] + contacts["excluded"] == contacts["total"]


def check_attempts_are_the_calls_that_subscribers_got(played: Played) -> None:
    reported = Counter(attempt["phone"] for attempt in played.attempts)
    assert reported == Counter(call.number for call in played.calls_to_contacts)
    assert set(reported) >= {call.number for call in played.calls_to_contacts}
    assert len(played.attempts) == played.json("summary.json")["attempts"]["total"]
    # Codes and answers agree call by call: the n-th attempt is the n-th call of that number.
    for number in reported:
        attempts = [a for a in played.attempts if a["phone"] == number]
        calls = [c for c in played.calls_to_contacts if c.number == number]
        for attempt, call in zip(attempts, calls, strict=True):
            assert (attempt["answered_at"] is None) == (call.answered_at is None), number
            if not call.behaviour.startswith("no_answer"):
                assert attempt["sip_code"] == call.status, (number, call.behaviour)


def check_results_are_the_keys_that_subscribers_pressed(played: Played) -> None:
    pressed: dict[str, str] = {}
    for call in played.calls_to_contacts:
        pressed[call.number] = "".join(call.keys)
    promised = {a["phone"]: a for a in played.attempts if a["results"].get("promise") == "yes"}
    expected = {n for n, keys in pressed.items() if re.fullmatch(r"1[2-8]*1\d+#1", keys)}
    assert set(promised) == expected
    assert expected, "nobody promised"
    for number, attempt in promised.items():
        keys = re.fullmatch(r"1[2-8]*1(\d+)#1", pressed[number])
        assert keys is not None
        day = datetime.fromisoformat(attempt["answered_at"]).date() + timedelta(int(keys[1]))
        # In the subscriber's own zone it may be tomorrow already.
        said = date.fromisoformat(attempt["results"]["promised_date"])
        assert said - day in (timedelta(0), timedelta(1)), number
    results = {r["name"]: r for r in played.json("results.json")["results"]}
    assert results["promise"]["contacts"] == len(expected)
    others = {number for number, keys in pressed.items() if keys == "2"}
    assert others, "nobody else answered"
    assert {a["phone"] for a in played.attempts if a["results"].get("wrong_person")} == others


def check_transfers_and_refusals_are_real(played: Played) -> None:
    taken = [c for c in played.calls if c.number == OPERATOR and c.answered_at is not None]
    assert len(taken) == played.json("summary.json")["by_disposition"]["transferred"] > 0
    assert max(call.heard_ms for call in taken) > 1000, "the operator heard nobody"
    opted_out = {a["phone"] for a in played.attempts if a["disposition"] == "opted_out"}
    assert opted_out
    assert opted_out == {c.number for c in played.calls_to_contacts if c.keys[-1:] == ["9"]}


def check_the_line_limit_was_kept(played: Played) -> None:
    edges = sorted(
        edge
        for call in played.calls_to_contacts
        for edge in ((call.invited_at, 1), (call.ended_at or time.time(), -1))
    )
    live = most = 0
    for _, step in edges:
        live += step
        most = max(most, live)
    assert 8 < most <= 16


def check_every_report_in_every_format(played: Played) -> None:
    for kind in ("attempts", "summary", "results"):
        made = {path.suffix for path in played.output.glob(f"{kind}.*")}
        assert made == {".json", ".csv", ".xlsx", ".html", ".pdf"}
        assert (played.output / f"{kind}.pdf").read_bytes().startswith(b"%PDF-")
        assert "<html" in (played.output / f"{kind}.html").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(played.output / "attempts.xlsx", read_only=True)
    sheet = next(s for s in book.worksheets if s.title == "Попытки")
    assert sum(1 for row in sheet.iter_rows(values_only=True) if row[0]) - 1 == len(played.attempts)
    book.close()


def check_recordings_can_be_listened_to(played: Played) -> None:
    recordings = sorted(path.name.split("-")[0] for path in played.output.glob("recordings/*.wav"))
    assert {"hung", "never", "operator", "promise"} == set(recordings)
    for path in played.output.glob("recordings/*.wav"):
        with wave.open(str(path)) as sound:
            assert sound.getnchannels() == 2
            assert sound.getnframes() > 2 * sound.getframerate()


def check_promises_are_in_the_billing_database(played: Played) -> None:
    """Each once, with the debt as it stands there and the day that was pressed."""
    attempts = {a["phone"]: a for a in played.json("billing.json")}
    pressed = {
        call.number: keys[1]
        for call in played.calls
        if call.number in played.debtors_of_the_billing
        and (keys := re.fullmatch(r"12*1(\d+)#1", "".join(call.keys)))
    }
    assert len(pressed) >= 4
    query = played.output / "data" / "promises.sql"
    query.write_text(
        "SELECT p.phone, p.promised_on, p.amount, b.debt FROM promises p"
        " JOIN accounts a ON a.account = p.account JOIN balances b ON b.account_id = a.id",
        encoding="utf-8",
    )
    answer = json.loads(_office(played, "source", "test", "billing", "--query", str(query)))
    assert sorted(row[0] for row in answer["rows"]) == sorted(pressed)
    for phone, day, amount, debt in answer["rows"]:
        assert amount == debt
        promised = attempts[phone]["results"]["promised_on"]
        assert day[:10] in (promised, f"{date.fromisoformat(promised):%d.%m.%Y}")
        answered = datetime.fromisoformat(attempts[phone]["answered_at"]).date()
        days = (date.fromisoformat(promised) - answered).days - int(pressed[phone])
        assert days in (0, 1), "in the subscriber's own zone it may be tomorrow already"
    assert "Обещания в базе биллинга" in played.out


def _office(played: Played, *arguments: str) -> bytes:
    return subprocess.run(
        [sys.executable, "-m", "rino_desktop", "--config", "demo-output/demo.toml", *arguments,
         "--json"],
        cwd=played.output.parent, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, check=True,
    ).stdout  # fmt: skip


def check_the_office_stays_open_to_the_command_line(played: Played) -> None:
    status = json.loads(_office(played, "campaign", "status", "debtors"))
    assert status["state"] == "finished"
    assert status["attempts"]["total"] == len(played.attempts)


def test_the_whole_campaign(tmp_path: Path) -> None:
    """One demo for all that can be said of its results: it takes as long as its calls do."""
    process = start(tmp_path, "--headless")
    try:
        out, err = process.communicate(timeout=200)
    finally:
        process.kill()
        process.wait()
    played = Played(tmp_path / "demo-output", process.returncode, out, err)
    check_it_ends_well_and_leaves_the_users_data_alone(played)
    check_every_row_of_the_list_is_accounted_for(played)
    check_attempts_are_the_calls_that_subscribers_got(played)
    check_results_are_the_keys_that_subscribers_pressed(played)
    check_transfers_and_refusals_are_real(played)
    check_the_line_limit_was_kept(played)
    check_every_report_in_every_format(played)
    check_recordings_can_be_listened_to(played)
    check_promises_are_in_the_billing_database(played)
    check_the_office_stays_open_to_the_command_line(played)


@pytest.fixture
def running(tmp_path: Path) -> "Iterator[subprocess.Popen[str]]":
    """A demo whose campaign has begun."""
    process = start(tmp_path, language="en")  # without --headless: there is no screen here
    try:
        log = tmp_path / "demo-output/data/subscribers/farm-0.stats.jsonl"
        wait_for(lambda: log.exists() and log.stat().st_size, "the first calls")
        yield process
    finally:
        process.kill()
        process.communicate()


def family(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def gone(processes: list[psutil.Process]) -> None:
    _, alive = psutil.wait_procs(processes, timeout=15)
    assert alive == []


def test_ctrl_c_ends_everything(running: "subprocess.Popen[str]", tmp_path: Path) -> None:
    children = family(running)
    assert any("--engine" in command_line(child) for child in children)
    again = start(tmp_path)
    _, error = again.communicate(timeout=60)
    assert again.returncode == 1
    assert "уже идёт другая демонстрация" in error
    running.send_signal(signal.SIGINT)
    out, error = running.communicate(timeout=60)
    assert running.returncode == 3, out + error
    assert error == "rino-desktop: interrupted\n"
    assert "There is no screen here" in out
    gone(children)


def test_a_dead_engine_is_told(running: "subprocess.Popen[str]") -> None:
    children = family(running)
    next(child for child in children if "--engine" in command_line(child)).kill()
    _, error = running.communicate(timeout=60)
    assert running.returncode == 1
    assert error.startswith("rino-desktop: The engine has died (status -9).")
    assert len(error.splitlines()) == 1
    gone(children)


def test_a_killed_demo_leaves_nothing_behind(running: "subprocess.Popen[str]") -> None:
    children = family(running)
    running.kill()
    gone(children)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "demo-output").write_text("in the way", encoding="utf-8")
    process = start(tmp_path, "--headless", language="en")
    _, error = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "cannot write to" in error
    assert len(error.splitlines()) == 1
