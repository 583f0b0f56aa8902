"""``report attempts --format json`` is a contract with scripts outside (docs/cli.md)."""

import json
from datetime import timedelta
from pathlib import Path

from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.reports import render
from tests.helpers.report_data import NOW, START, MemoryReports, attempt, busy, campaign, counts_of


def _read(rows: list, tmp_path: Path) -> list[dict[str, object]]:  # type: ignore[type-arg]
    reports = MemoryReports(rows)
    target = tmp_path / "attempts.json"
    render("attempts", "json", reports, counts_of(reports), campaign(), language="ru",
           target=target, now=NOW)  # fmt: skip
    return json.loads(target.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_an_answered_attempt_is_exactly_this(tmp_path: Path) -> None:
    (row,) = _read([attempt(1)], tmp_path)
    assert row == {
        "phone": "+79120000001",
        "attempt": 1,
        "started_at": "2026-11-23T07:15:30.250Z",
        "answered_at": "2026-11-23T07:15:38.450Z",
        "ended_at": "2026-11-23T07:16:09.950Z",
        "ring_s": 8.2,
        "talk_s": 31.5,
        "sip_code": 200,
        "hangup_cause": "normal_clearing",
        "hangup_by": "subscriber",
        "disposition": "completed",
        "operator": None,
        "node": "thanks",
        "scheme_version": 1,
        "engine": "server-1",
        "results": {"Обещание": "обещал оплатить"},
        "contact": {"ФИО": "Иванов Иван", "Долг": "1250,30"},
        "id": 1,
    }


def test_an_unanswered_one_rings_until_its_end(tmp_path: Path) -> None:
    (row,) = _read([busy(1)], tmp_path)
    assert (row["answered_at"], row["ring_s"], row["talk_s"]) == (None, 2.0, 0.0)
    assert (row["sip_code"], row["hangup_cause"], row["node"]) == (486, "user_busy", None)


def test_one_that_was_never_dialled_starts_with_its_reservation(tmp_path: Path) -> None:
    interrupted = busy(
        1,
        started_at=None,
        sip_code=None,
        hangup_cause=HangupCause.INTERRUPTED,
        hangup_by=HangupBy.SYSTEM,
        disposition=Disposition.INTERRUPTED,
    )
    (row,) = _read([interrupted], tmp_path)
    assert row["started_at"] == "2026-11-23T07:15:30.210Z"
    assert row["ring_s"] == 2.04
    assert row["disposition"] == "interrupted"


def test_a_clock_set_back_gives_no_negative_times(tmp_path: Path) -> None:
    (row,) = _read([attempt(1, ended_at=START - timedelta(seconds=5))], tmp_path)
    assert (row["ring_s"], row["talk_s"]) == (8.2, 0.0)


def test_the_order_is_the_stores_and_an_empty_campaign_is_an_empty_list(tmp_path: Path) -> None:
    rows = _read([attempt(n) for n in (3, 1, 2)], tmp_path)
    assert [row["phone"][-1] for row in rows] == ["3", "1", "2"]  # type: ignore[index]
    assert _read([], tmp_path) == []
