"""The quick way of ``attempts`` into CSV writes the very file that the general way writes."""

import dataclasses
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.codec import RESULT_LENGTH, encode_fields
from engine.adapters.firebird.connection import Connection, to_db
from engine.adapters.firebird.reports import FirebirdReportStore
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports.storage import ContactCounts
from engine.reports.attempts import AttemptsReport
from engine.reports.formats import csv_format
from engine.reports.model import ReportSource
from tests.helpers.report_data import NOW, campaign

SCHEME = json.dumps({"nodes": [{"id": "menu", "name": 'Меню; "главное"'}, {"id": "bye"}]})
#: Where clocks of Berlin go forward and back, and a day like any other.
BEGINNINGS = [
    datetime(2026, 3, 29, 0, 59, 50, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 59, 50, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 59, 59, 999_900, tzinfo=UTC),
    datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
]
ODD = [
    "", "=1+1", "@SUM(A1)", "+7 912", "+79123456789", "+123", "-5", "-150,50", "- 5", "007", "0",
    "0,5", "1234567890", "12345678901", "1 234,50", "1/2;3", "1٠٠٠٠٠٠٠٠٠٠", "٠١٢", "a;b",
    'кв. "5"', '"', "\\", '\\"', "line\nbreak", "\r", "\ttab", " =x", "\u00a0=x", " x ", "Ёлка; 5",
    "ёлка", "ъ\r\n", "A", "a\\nb", "漢字 😀", "\u2028", "é", "\u0000", "\x1f", "ÿþýü", "x" * 199,
    "x" * 200, "=" + "я" * 250, '","', '":"', "{}",
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
)
#: What the columns of names, operators and engines hold.
names = texts.map(lambda text: text[:100])
#: Longer than what fits beside the other columns.
long_texts = st.one_of(texts, st.sampled_from(["долго; " * 300, "=" * 1001, '"\\' * 1000]))
pauses = st.integers(-30_000, 1_200_000).map(lambda units: timedelta(microseconds=units * 100))


@st.composite
def attempts(draw: st.DrawFn) -> dict[str, Any]:
    reserved = draw(st.sampled_from(BEGINNINGS)) + draw(pauses)
    started = draw(st.one_of(st.none(), pauses.map(lambda pause: reserved + pause)))
    begun = started or reserved
    return {
        "engine": draw(names),
        "attempt_number": draw(st.integers(1, 40)),
        "phone": draw(st.sampled_from(["+79120000001", "+4930123456", "112", "00123", "=1"])),
        "reserved_at": reserved,
        "begun_at": begun,
        "started_at": started,
        "answered_at": draw(st.one_of(st.none(), pauses.map(lambda pause: begun + pause))),
        # Some are still going on.
        "ended_at": draw(st.one_of(*[pauses.map(lambda pause: begun + pause)] * 5, st.none())),
        "sip_code": draw(st.sampled_from([None, 200, 486])),
        "hangup_cause": draw(st.sampled_from(HangupCause)).value,
        "hangup_by": draw(st.sampled_from(HangupBy)).value,
        "disposition": draw(st.sampled_from(Disposition)).value,
        "operator_name": draw(st.one_of(st.none(), names)),
        "node": draw(st.sampled_from([None, "menu", "bye", "=odd;", "gone"])),
        "recording": draw(
            st.sampled_from(
                [None, "", "recordings/2026/03/29/F/1.wav", "recordings/x/y/z/F/1.wav", '=";"']
            )
        ),
        "deleted": draw(st.booleans()),
        "contact": draw(
            st.one_of(
                st.none(),
                st.dictionaries(st.one_of(st.sampled_from("абв"), names), long_texts, max_size=4),
            )
        ),
        "results": draw(
            st.dictionaries(st.one_of(st.sampled_from("абв"), names), long_texts, max_size=3)
        ),
    }


@pytest.fixture(autouse=True)
def scheme(database: FirebirdDatabase) -> None:
    """The version 1; another one that attempts name is gone."""
    database.transact(lambda s: s.schemes.publish("notice", SCHEME))


class _UndoneError(Exception):
    """Takes back what an example has written."""


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    rows=st.lists(attempts(), max_size=12),
    zone=st.sampled_from(["Europe/Berlin", "Asia/Kathmandu", ""]),
    language=st.sampled_from(["ru", "en"]),
)
@example(rows=[], zone="", language="ru")
def test_both_ways_write_the_same_file(
    rows: list[dict[str, Any]], zone: str, language: str, database: FirebirdDatabase, tmp_path: Path
) -> None:
    def work(sql: Connection) -> None:
        for number, row in enumerate(rows, 1):
            _insert(sql, number, row)
        quick, general = _both(sql, tmp_path, zone, language)
        assert quick == general
        assert quick.count(b"\r\n") > sum(row["ended_at"] is not None for row in rows)
        raise _UndoneError

    with pytest.raises(_UndoneError):
        database.transact_raw(work)


def test_packs_end_anywhere(database: FirebirdDatabase, tmp_path: Path) -> None:
    """Results of one attempt come in two packs, rows longer than any pack's limit among them."""

    def work(sql: Connection) -> None:
        for number in range(1, 401):
            _insert(sql, number, _row(number))
        quick, general = _both(sql, tmp_path, "Europe/Berlin", "ru")
        assert quick == general
        assert len(quick) > 500_000

    database.transact_raw(work)


def test_the_longest_row_fits_into_a_pack(database: FirebirdDatabase, tmp_path: Path) -> None:
    widest = "\U0001f600"
    row = _row(1) | {
        "engine": widest * 100, "node": widest * 100, "operator_name": widest * 100,
        "recording": widest * 400, "contact": {"а": widest * 1993},
        "results": {widest * 100: widest * RESULT_LENGTH},
    }  # fmt: skip

    def work(sql: Connection) -> None:
        for number in range(1, 5):
            _insert(sql, number, row)
        quick, general = _both(sql, tmp_path, "", "en")
        assert quick == general

    database.transact_raw(work)


def test_what_is_added_meanwhile_is_not_in_the_file(
    database: FirebirdDatabase, tmp_path: Path
) -> None:
    def work(sql: Connection) -> None:
        for number in range(1, 301):
            _insert(sql, number, _row(number))
        source = _source(sql, "", "en")
        [section] = AttemptsReport().tables(source)
        for number in range(301, 401):
            _insert(sql, number, _row(number) | {"begun_at": NOW + timedelta(days=1)})
        csv_format.write(tmp_path / "quick.csv", source, [section])
        assert (tmp_path / "quick.csv").read_bytes().count(b";normal_clearing;") == 300

    database.transact_raw(work)


def test_left_early_the_connection_is_free_again(database: FirebirdDatabase) -> None:
    def work(sql: Connection) -> None:
        for number in range(1, 301):
            _insert(sql, number, _row(number))
        store = FirebirdReportStore(sql)
        for _ in range(5):
            packs = store.packed_attempts(7)
            assert next(packs)[0].phone == b"+79120000001"
            packs.close()
            assert store.attempt_totals(7)[0] == 300
        assert sum(map(len, store.packed_attempts(7))) == 300

    database.transact_raw(work)


def _row(number: int) -> dict[str, Any]:
    at = BEGINNINGS[3] + timedelta(seconds=number)
    return {
        "engine": "server-1", "attempt_number": 1, "phone": f"+7912{number:07d}",
        "reserved_at": at, "begun_at": at, "started_at": at,
        "answered_at": at + timedelta(seconds=5), "ended_at": at + timedelta(seconds=number),
        "sip_code": 200, "hangup_cause": "normal_clearing", "hangup_by": "subscriber",
        "disposition": "completed", "operator_name": None, "node": "menu", "recording": None,
        "deleted": False, "contact": {"ФИО": f"Иванов № {number}", "Долг": "1" * (number * 7)},
        "results": {name: name * 180 * (number % 4) for name in "абвгд"[: number % 6]},
    }  # fmt: skip


def _both(sql: Connection, folder: Path, zone: str, language: str) -> tuple[bytes, bytes]:
    source = _source(sql, zone, language)
    files = []
    for name, change in _WAYS.items():
        sections = [change(section) for section in AttemptsReport().tables(source)]
        csv_format.write(folder / name, source, sections)
        files.append((folder / name).read_bytes())
    return files[0], files[1]


_WAYS: dict[str, Callable[[Any], Any]] = {
    "quick.csv": lambda section: section,
    "general.csv": lambda section: dataclasses.replace(section, csv_lines=None),
}


def _source(sql: Connection, zone: str, language: str) -> ReportSource:
    counts = ContactCounts(0, 0, 0, 0, 0, 0)
    return ReportSource(
        FirebirdReportStore(sql), lambda: counts, campaign(zone=zone), language, NOW
    )


def _insert(sql: Connection, number: int, row: dict[str, Any]) -> None:
    """An attempt, with a contact of its own."""
    columns = {name: row[name] for name in row if name not in ("deleted", "contact", "results")}
    columns |= {"id": number, "campaign_id": 7, "contact_id": number, "session_id": 1,
                "trunk_id": 1, "scheme_version_id": 1 + number % 2}  # fmt: skip
    values = [to_db(v) if isinstance(v, datetime) else v for v in columns.values()]
    sql.execute(
        f"INSERT INTO attempts ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        values,
    )
    if row["contact"] is not None:
        sql.execute(
            "INSERT INTO contacts (id, campaign_id, import_id, list_row, queue, state, in_attempt,"
            " zone_set_id, next_at, last_attempt, phone, other_phones, progress, fields,"
            " long_fields) VALUES (?, 7, 1, ?, 2, 3, 0, 0, ?, ?, ?, '', '', ?, ?)",
            (number, number, to_db(NOW), number, f"+7{number}", *encode_fields(row["contact"])),
        )
    for name, text in row["results"].items():
        sql.execute(
            "INSERT INTO attempt_results (attempt_id, name, saved_at, campaign_id, contact_id,"
            " text, long_text) VALUES (?, ?, ?, 7, ?, ?, ?)",
            (number, name, to_db(NOW), number, text[:RESULT_LENGTH],
             text if len(text) > RESULT_LENGTH else None),
        )  # fmt: skip
    if row["deleted"] and row["recording"]:
        sql.execute(
            "INSERT INTO voice_deleted_files (campaign_id, attempt_id, name, deleted_at)"
            " VALUES (7, ?, ?, ?)",
            (number, row["recording"], to_db(NOW)),
        )
