"""Kinds, formats, files: what ``render`` promises whatever the report."""

import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.domain.disposition import Disposition
from engine.domain.hangup_cause import HangupCause
from engine.errors import KnownError
from engine.ports.packed_attempts import PackedAttempt
from engine.ports.storage import ReportedAttempt
from engine.reports import ReportKinds, format_names, render, standard_kinds, summary_table
from engine.reports.model import Column, Figure, ReportSource, Section
from engine.reports.names import cause, disposition
from engine.reports.words import _EN, _RU
from tests.helpers.report_data import (
    NOW,
    MemoryReports,
    attempt,
    campaign,
    counts_of,
    many,
    packed,
)


def _render(target: Path, kind: str = "summary", format: str = "json", *,  # noqa: A002
            reports: MemoryReports | None = None, language: str = "ru",
            kinds: ReportKinds | None = None) -> None:  # fmt: skip
    reports = reports or MemoryReports(many(30))
    render(kind, format, reports, counts_of(reports), campaign(), language=language,
           target=target, now=NOW, kinds=kinds)  # fmt: skip


def test_unknown_names_are_known_errors(tmp_path: Path) -> None:
    with pytest.raises(
        KnownError, match=r"'sales'.*attempts, draw, .*nodes, .*results, splits, summary, survey"
    ):
        _render(tmp_path / "r", kind="sales")
    with pytest.raises(KnownError, match=r"'doc'.*json, csv, xlsx, html, pdf"):
        _render(tmp_path / "r", format="doc")
    with pytest.raises(KnownError, match="'de'"):
        _render(tmp_path / "r", language="de")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", ["json", "csv", "xlsx", "html", "pdf"])
def test_a_path_that_cannot_be_written_is_a_known_error(
    format: str,  # noqa: A002
    tmp_path: Path,
) -> None:
    with pytest.raises(KnownError, match="cannot be written"):
        _render(tmp_path / "missing" / "r", format=format)
    (tmp_path / "folder").mkdir()
    with pytest.raises(KnownError, match="folder"):
        _render(tmp_path / "folder", format=format)
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


class _Breaking(MemoryReports):
    def attempts(self, campaign_id: int) -> Iterator[ReportedAttempt]:
        yield from self.rows[:5]
        raise ConnectionError("the database has gone")


@pytest.mark.parametrize("format", ["json", "csv", "xlsx", "html", "pdf"])
def test_a_report_that_breaks_off_leaves_the_earlier_file(
    format: str,  # noqa: A002
    tmp_path: Path,
) -> None:
    target = tmp_path / "r"
    target.write_text("yesterday's")
    with pytest.raises((ConnectionError, KnownError)):
        _render(target, "attempts", format, reports=_Breaking(many(30)))
    assert target.read_text() == "yesterday's"
    assert list(tmp_path.iterdir()) == [target]


def test_others_may_read_the_report(tmp_path: Path) -> None:
    _render(tmp_path / "r.json")
    assert (tmp_path / "r.json").stat().st_mode & 0o777 == 0o644


def test_the_summary_as_json(tmp_path: Path) -> None:
    reports = MemoryReports(many(300), live=2)
    _render(tmp_path / "r.json", reports=reports)
    summary = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert summary["campaign"] == "Должники, ноябрь"
    assert summary["contacts"] == {
        "total": 300, "new": 0, "in_progress": 0, "waiting_retry": 0, "done": 300, "excluded": 0,
    }  # fmt: skip
    assert summary["attempts"] == {"total": 302, "live": 2, "answered": 187}
    stages = [stage["stage"] for stage in summary["funnel"]]
    assert stages == ["list", "dialled", "answered", "heard", "result", "result", "result"]
    assert summary["funnel"][2]["contacts"] == 187
    assert sum(summary["by_disposition"].values()) == 300
    assert sum(summary["by_hangup_cause"].values()) == 300
    assert sum(hour["attempts"] for hour in summary["by_hour"]) == 300
    assert summary["by_hour"][0]["hour"] == "2026-11-23T07:00:00Z"
    assert sum(summary["results"]["Обещание"].values()) == 137


def test_results_as_json(tmp_path: Path) -> None:
    rows = [
        attempt(1, results={"q": "да"}),
        attempt(2, results={"q": "нет"}),
        attempt(3, results={"q": "да", "p": "5"}),
    ]
    _render(tmp_path / "r.json", "results", reports=MemoryReports(rows))
    document = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert document["answered"] == 3
    assert document["results"] == [
        {"name": "p", "contacts": 1, "values": [{"value": "5", "contacts": 1, "share": 1.0}]},
        {
            "name": "q",
            "contacts": 3,
            "values": [
                {"value": "да", "contacts": 2, "share": 0.6667},
                {"value": "нет", "contacts": 1, "share": 0.3333},
            ],
        },
    ]


def test_the_summary_for_a_terminal() -> None:
    reports = MemoryReports(many(300))
    tables = summary_table(reports, counts_of(reports, 40), campaign(), language="ru", now=NOW)
    assert [table.title for table in tables] == [
        "Воронка", "Состояние списка", "Результаты попыток", "Причины отбоя", "По часам",
    ]  # fmt: skip
    funnel = tables[0]
    assert funnel.columns[0] == ("Этап", False)
    assert funnel.columns[1] == ("Абоненты", True)
    assert funnel.rows[1] == ("Набрали", "300", "88,2\u00a0%", "88,2\u00a0%")
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)


class _Headcount:
    """What a plug-in brings."""

    name = "headcount"

    def title(self, language: str) -> str:
        return "Поголовье"

    def json(self, source: ReportSource) -> Iterator[str]:
        yield json.dumps({"total": source.counts.total})

    def figures(self, source: ReportSource) -> list[Figure]:
        return [Figure("всего", source.counts.total)]

    def tables(self, source: ReportSource) -> Iterator[Section]:
        yield Section("Поголовье", (Column("всего"),), [(str(source.counts.total),)])

    page = tables


def test_a_plug_in_adds_a_kind(tmp_path: Path) -> None:
    kinds = standard_kinds()
    kinds.register(_Headcount())
    for name in format_names():
        _render(tmp_path / f"r.{name}", "headcount", name, kinds=kinds)
    assert json.loads((tmp_path / "r.json").read_text()) == {"total": 30}
    assert len(list(tmp_path.iterdir())) == 5
    with pytest.raises(KnownError, match="two kinds"):
        kinds.register(_Headcount())
    assert "headcount" not in standard_kinds().names()


def test_an_unknown_zone_is_told(tmp_path: Path) -> None:
    reports = MemoryReports(many(3))
    with pytest.raises(KnownError, match="Mars/Base"):
        render("summary", "csv", reports, counts_of(reports), campaign(zone="Mars/Base"),
               language="ru", target=tmp_path / "r", now=NOW)  # fmt: skip


def test_every_word_is_there_in_both_languages() -> None:
    assert _RU.keys() == _EN.keys()
    for value in Disposition:
        assert disposition(value, "ru") != value
        assert disposition(value, "en") != value
    for name in HangupCause:
        assert any("а" <= letter <= "я" for letter in cause(name, "ru").lower()), name


class _Generated:
    """A campaign of a million attempts that nobody ever holds together."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __getattr__(self, name: str) -> object:
        return getattr(MemoryReports([]), name)

    def attempts(self, campaign_id: int) -> Iterator[ReportedAttempt]:
        row = attempt(1)
        for number in range(self.count):
            yield row._replace(id=number, phone=f"+7912{number:07d}")

    def packed_attempts(self, campaign_id: int) -> Iterator[list[PackedAttempt]]:
        return packed(self.attempts(campaign_id))


@pytest.mark.parametrize("format", ["json", "csv", "xlsx"])
def test_a_large_campaign_is_streamed(format: str, tmp_path: Path) -> None:  # noqa: A002
    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            reports = _Generated(count)
            render("attempts", format, reports, counts_of(MemoryReports([])), campaign(),  # type: ignore[arg-type]
                   language="ru", target=tmp_path / "r", now=NOW)  # fmt: skip
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)  # imports
    # 3 600 attempts held together would be 4 MB and more; the allocator's own noise is below 1.
    assert peak(4000) < peak(400) + 1_000_000
