"""Reports of an office from a real database: promises against billing data, formulas, filters."""

import csv
import json
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.errors import KnownError
from engine.orders.model import Order, Service, Subscriber
from engine.ports.report_facts import Payment
from engine.ports.sources import SourceSettings
from engine.reports import standard_kinds
from engine.reports.filters import filter_of
from engine.reports.model import PromiseOptions, ReportOptions
from engine.requests.model import Category, Request
from engine.service.source_mapping_file import read_mapping
from rino_desktop import report_files
from rino_desktop.billing_payments import SourceBilling
from rino_desktop.bootstrap import open_source
from rino_desktop.recording_links import recording_of
from rino_desktop.report_files import ReportParts
from rino_desktop.report_kinds import OF_OFFICE
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, dialling

FORMULA = '=HYPERLINK("http://evil","x")'
MAPPING = b"""
[accounts]
table = "acc"
[accounts.fields]
account = "number"
[payments]
table = "pay"
joins = { accounts = "acc_id = id" }
[payments.fields]
paid_on = { column = "day", type = "date" }
paid = { column = "sum", type = "number" }
"""


class OfBilling:
    def __init__(self, *payments: Payment) -> None:
        self._payments = payments

    def payments(self, since: date, accounts: list[str]):  # type: ignore[no-untyped-def]
        return (each for each in self._payments if each.account in accounts)


@pytest.fixture
def write(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> Callable[..., Path]:
    node = dialling(tested_database, database, 3)
    for place, attempt in enumerate(node.dial(3)):
        database.transact(lambda s, a=attempt, p=place: _promise(s, a.id, p))
        node.close(attempt)
    database.transact(_desk)

    def write(kind: str, form: str, **options: object) -> Path:
        from engine.reports.model import Outside

        target = tmp_path / f"{kind}.{form}"
        billing = OfBilling(Payment("100", NOW.date() + timedelta(days=1), 50))  # type: ignore[arg-type]
        parts = ReportParts(standard_kinds, None, lambda s: Outside(  # type: ignore[arg-type]
            lambda name: f"file:///store/{name}", lambda name: billing))  # fmt: skip
        report_files.write(database, kind, "", form, target, NOW + timedelta(days=9),
                           options=ReportOptions(**options), parts=parts,  # type: ignore[arg-type]
                           in_language="ru")  # fmt: skip
        return target

    return write


def _promise(s, attempt_id: int, place: int) -> None:  # type: ignore[no-untyped-def]
    if place < 2:
        s.attempts.save_result(attempt_id, "promise", "05.03.2026", NOW)
        s.attempts.save_result(attempt_id, "sum", ("50", "70,50")[place], NOW)
        s.attempts.save_result(attempt_id, "account", ("100", "200")[place], NOW)
    s.attempts.save_result(attempt_id, "note", FORMULA, NOW)


def _desk(s) -> None:  # type: ignore[no-untyped-def]
    s.orders.add(
        Order(0, Service(FORMULA), Subscriber("+79120000001", "+7 912"), "@author", NOW), ()
    )
    s.requests.save_category(Category("Связь", due_s=60))
    s.requests.add(Request(0, FORMULA, "Связь", "-1+1", NOW, due_at=NOW), (), None)


_ASKED = PromiseOptions("promise", "", "", "sum", "account", "billing")


def test_promises_against_payments(write: Callable[..., Path]) -> None:
    found = json.loads(write("promises", "json", promise=_ASKED).read_text("utf-8"))
    assert [(each["account"], each["outcome"], each["paid"]) for each in found["promises"]] == [
        ("100", "kept", "50"), ("200", "broken", "0"),
    ]  # fmt: skip
    html = write("promises", "html", promise=_ASKED, mask=True).read_text("utf-8")
    assert "Не исполнено" in html
    assert "+79120000001" not in html.replace(" ", "")
    with pytest.raises(KnownError, match="no data source"):
        write("promises", "json", promise=PromiseOptions("promise", account="account"))


def test_a_mapped_database_says_what_was_paid(tmp_path: Path) -> None:
    file = tmp_path / "asr.db"
    with sqlite3.connect(file) as database:
        database.executescript(
            "CREATE TABLE acc (id INTEGER, number INTEGER); "
            "INSERT INTO acc VALUES (1, 100), (2, 9);"
            "CREATE TABLE pay (acc_id INTEGER, day TEXT, sum NUMERIC); INSERT INTO pay VALUES"
            " (1, '2026-03-02', 10.5), (1, '2026-02-27', 7), (2, '2026-03-03', 3), (1, NULL, 5);"
        )
    database.close()
    source = SourceSettings("billing", f"sqlite:///{file}", mapping=read_mapping(MAPPING, "m"))
    found = list(SourceBilling(source, open_source).payments(date(2026, 3, 1), ["100"]))
    assert [(each.account, each.day, str(each.amount)) for each in found] == [
        ("100", date(2026, 3, 2), "10.5")
    ]
    bare = SourceSettings("billing", source.url)
    with pytest.raises(KnownError):
        list(SourceBilling(bare, open_source).payments(date(2026, 3, 1), ["100"]))


def test_no_cell_is_a_formula(write: Callable[..., Path]) -> None:
    for kind in OF_OFFICE:
        options = {"promise": _ASKED} if kind == "promises" else {}
        text = write(kind, "csv", **options).read_text("utf-8-sig")
        for row in csv.reader(text.splitlines(), delimiter=";"):
            for cell in row:
                assert not cell.startswith(("=", "@", "\t", "+7 ")), (kind, cell)
        book = openpyxl.load_workbook(write(kind, "xlsx", **options))
        for sheet in book:
            assert all(cell.data_type != "f" for row in sheet.rows for cell in row), kind
        book.close()
    assert FORMULA in write("orders", "csv").read_text("utf-8-sig").replace('""', '"')


def test_filters_reach_the_reports(write: Callable[..., Path]) -> None:
    def attempts(**given: object) -> int:
        text = write("trunks", "json", filter=filter_of(given)).read_text("utf-8")
        return sum(each["attempts"] for each in json.loads(text)["trunks"])

    assert attempts() == 3
    assert attempts(since="2026-03-02", until="2026-03-02") == 3
    assert attempts(until="2026-03-01") == 0
    assert attempts(results=["promise"]) == 2
    assert attempts(results=["promise=05.03.2026", "completed"]) == 2
    with pytest.raises(KnownError, match="nobody"):
        attempts(trunks=["nobody"])
    with pytest.raises(KnownError, match="trunks"):
        write("orders", "json", filter=filter_of({"trunks": "a"}))
    rows = write(
        "attempts", "csv", filter=filter_of({"campaigns": "november", "results": "sum=50"})
    )
    assert len(rows.read_text("utf-8-sig").splitlines()) == 2
    heat = json.loads(write("heatmap", "json", clock="subscriber").read_text("utf-8"))
    assert [(each["weekday"], each["attempts"]) for each in heat["cells"]] == [(1, 3)]


def test_a_recording_and_its_link(write: Callable[..., Path], database: FirebirdDatabase) -> None:
    name = "recordings/2026/03/02/c/1.wav"
    database.transact_raw(
        lambda sql: sql.execute("UPDATE attempts SET recording = ? WHERE id = 1", (name,))
    )
    assert f'<a href="file:///store/{name}"' in write("recordings", "html").read_text("utf-8")
    found = database.transact(lambda s: recording_of(s, 1, lambda each: f"file:///{each}"))
    assert found is not None
    assert (found.call.name, found.address) == (name, f"file:///{name}")
    assert database.transact(lambda s: recording_of(s, 2)) is None
    database.transact(lambda s: s.voice_files.deleted_files([(1, name)], NOW))
    gone = write("recordings", "html").read_text("utf-8")
    assert "<a href" not in gone
    assert name in gone


def test_overdue_ones_are_told(write: Callable[..., Path]) -> None:
    (request,) = json.loads(write("requests", "json").read_text("utf-8"))
    assert (request["overdue"], request["state"]) == (True, "new")
    (order,) = json.loads(write("orders", "json").read_text("utf-8"))
    assert (order["state"], order["charge"]) == ("draft", None)
