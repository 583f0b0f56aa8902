"""Whatever a source, a service or a function answers: the call goes on, each has its row.

Through the whole engine on virtual time."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.domain.disposition import Disposition
from engine.ports.sources import SourceSettings
from engine.scheme.codec import dump_scheme
from engine.scheme.model import Variable
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers
from tests.helpers.plugin_package import install
from tests.helpers.scheme_builder import SchemeBuilder


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(
        tested_database, tmp_path, Subscribers(mix=((1.0, behave.listens(quiet_s=60)),))
    )
    hall.trunk()
    return hall


def save(**values: str) -> dict[str, Any]:
    return {"results": [{"name": name, "value": value} for name, value in values.items()]}


def ways(
    hall: Hall, name: str, asking: Callable[[SchemeBuilder], SchemeBuilder]
) -> dict[str, list[str]]:
    """One campaign with three calls through ``asking``'s node ``ask``: the way that each took and
    what it then had in ``value``."""
    scheme = asking(
        SchemeBuilder(Variable("value"), Variable("other"))
        .node("start", "start", next="ask")
    )  # fmt: skip
    for way in ("found", "empty", "error", "refused"):
        scheme = scheme.node(way, "save_result", save(way=way, value="{value}"), next="end")
    scheme = scheme.node("end", "hang_up")
    text = dump_scheme(replace(scheme.build(), name=name))
    hall.transact(lambda stores: stores.schemes.publish(name, text))
    campaign = hall.campaign(settings(name, scheme=name), contacts(numbers(3)))
    hall.start(campaign)
    hall.run_until_done()
    rows = hall.attempts(campaign)
    assert len(rows) == 3, "each call has its row"
    assert {row.disposition for row in rows} == {Disposition.COMPLETED}
    taken: dict[str, list[str]] = {}
    for row in rows:
        taken.setdefault(row.results["way"], []).append(row.results["value"])
    return taken


# --- tables ---

#: A statement → the ways that are right.
STATEMENTS = {
    "none": ("select null as a, null as b", {"found"}),
    "no rows": ("select 1 as a where 1 = 0", {"empty"}),
    "no such column": ("select 1 as z", {"error"}),
    "no names": ('select 1 as "", 2 as ""', {"error"}),
    "the same name twice": ("select 1 as a, 2 as a", {"found"}),
    "10 MB": ("select replace(hex(zeroblob(5000000)), '0', 'ы') as a", {"found"}),
    "bytes": ("select x'00ff1bfe' as a", {"error"}),
    "much of bytes": ("select zeroblob(10000000) as a", {"error"}),
    "nul": ("select 'a' || char(0) || 'b' as a", {"found"}),
    "lone surrogates": ("select cast(x'eda080' as text) as a", {"error"}),
    "infinity": ("select 9e999 as a", {"found"}),
    "a huge number": ("select 9223372036854775807 as a", {"error"}),
    "lines": ("select char(10, 13, 8232, 27) as a", {"found"}),
    "braces": ("select '{value} {{ {prompt:x} }' as a", {"found"}),
    "100 000 rows": (
        "with recursive n(a) as (select 1 union all select a + 1 from n where a < 100000)"
        " select a from n",
        {"found"},
    ),
    "500 columns": ("select " + ", ".join(f"{n} as c{n}" for n in range(500)), {"error"}),
    "no select": ("drop table accounts", {"error"}),
    "nonsense": ("ыыы", {"error"}),
}  # fmt: skip


@pytest.mark.parametrize("case", STATEMENTS)
def test_tables(hall: Hall, tmp_path: Path, case: str) -> None:
    path = tmp_path / "billing.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("create table accounts (phone text)")
    hall.sources.append(SourceSettings("billing", f"sqlite:///{path}"))
    statement, right = STATEMENTS[case]
    parameters = {"source": "billing", "statement": statement, "max_rows": 5,
                  "columns": {"a": "value"}}  # fmt: skip
    taken = ways(
        hall, "odd",
        lambda s: s.node("ask", "query", parameters, found="found", empty="empty", error="error"),
    )  # fmt: skip
    assert set(taken) <= right, taken
    for way, values in taken.items():
        if way != "found":
            assert set(values) == {""}, "nothing was taken over"
    if case == "100 000 rows":
        assert taken == {"found": ["1"] * 3}
    if case == "none":
        assert taken == {"found": [""] * 3}
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("select count(*) from accounts").fetchone() == (0,)


# --- services ---


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    #: What Content-Length says; None: the truth.
    length: int | None = None


DEEP = b"[" * 50_000 + b"]" * 50_000
ANSWERS = {
    "nothing": (Answer(), {"found"}),
    "no JSON": (Answer(b"<html>sorry</html>"), {"error"}),
    "a list": (Answer(b"[1, 2, 3]"), {"found"}),
    "a text": (Answer(b'"text"'), {"found"}),
    "null": (Answer(b"null"), {"found"}),
    "another shape": (Answer(b'{"a": [1]}'), {"found"}),
    "a table where a value belongs": (Answer(b'{"a": {"b": {"c": 1}}}'), {"error"}),
    "NaN": (Answer(b'{"a": {"b": NaN}}'), {"found"}),
    "infinity": (Answer(b'{"a": {"b": 1e99999}}'), {"error"}),
    "a number of 10 000 digits": (Answer(b'{"a": {"b": ' + b"9" * 10_000 + b"}}"),
                                  {"error"}),
    "deep": (Answer(DEEP), {"error"}),
    "deep inside": (Answer(b'{"a": {"b": ' + DEEP + b"}}"), {"error"}),
    "invalid UTF-8": (Answer(b'{"a": {"b": "\xff\xfe\x80"}}'), {"error"}),
    "another character set": (
        Answer('{"a": {"b": "ключ"}}'.encode("cp1251"),
               headers={"Content-Type": "application/json; charset=nosuch"}),
        {"error"},
    ),
    "surrogates": (Answer(b'{"a": {"b": "\\ud800\\u0000"}}'), {"found"}),
    "1 MB": (Answer(b'{"a": {"b": "' + b"x" * 1_000_000 + b'"}}'), {"found"}),
    "20 MB": (Answer(b'{"a": {"b": "' + b"x" * 20_000_000 + b'"}}'), {"error"}),
    "cut off": (Answer(b'{"a": {"b": 1', length=500), {"error"}),
    "gzip that is none": (Answer(b"{}", headers={"Content-Encoding": "gzip"}), {"error"}),
    "elsewhere": (Answer(status=302, headers={"Location": "http://127.0.0.1:9/"}), {"refused"}),
    "an error": (Answer(b'{"a": {"b": 1}}', status=500), {"refused"}),
    "a status that is none": (Answer(status=999), {"refused"}),
}  # fmt: skip


class _Service(BaseHTTPRequestHandler):
    answer = Answer()

    def do_GET(self) -> None:
        answer = self.answer
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        length = len(answer.body) if answer.length is None else answer.length
        self.send_header("Content-Length", str(length))
        self.end_headers()
        try:
            self.wfile.write(answer.body)
        except OSError:
            self.close_connection = True  # whoever asked has had enough

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[SourceSettings]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Service)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield SourceSettings("crm", f"http://127.0.0.1:{server.server_address[1]}/api")
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("case", ANSWERS)
def test_services(
    hall: Hall, service: SourceSettings, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    hall.sources.append(service)
    answer, right = ANSWERS[case]
    monkeypatch.setattr(_Service, "answer", answer)
    parameters = {"source": "crm", "path": "/x", "response": {"a.b": "value"}}
    taken = ways(
        hall, "odd",
        lambda s: s.node("ask", "http_request", parameters,
                         ok="found", refused="refused", error="error"),
    )  # fmt: skip
    assert set(taken) <= right, taken
    # The same service as rows.
    query = {"source": "crm", "statement": "/x", "columns": {"a": "value"}, "max_rows": 5}
    taken = ways(
        hall, "rows",
        lambda s: s.node("ask", "query", query, found="found", empty="empty", error="error"),
    )  # fmt: skip
    assert set(taken) <= {"found", "empty", "error"}, taken


# --- functions ---

MODULE = """
import os, sys

class Odd:
    def __str__(self):
        raise RuntimeError("no text")
    __repr__ = __str__

class Wordless(Exception):
    def __str__(self):
        raise RuntimeError("no text")

def deep():
    inner = []
    for _ in range(100000):
        inner = [inner]
    return inner

CASES = {
    "none": lambda: None,
    "a list": lambda: [1, 2],
    "a text": lambda: "value",
    "keys that are no names": lambda: {1: 2, None: 3},
    "an object": lambda: {"value": Odd()},
    "a class": lambda: {"value": Odd},
    "deep": lambda: {"value": deep()},
    "NaN": lambda: {"value": float("nan")},
    "bytes": lambda: {"value": bytes(1000)},
    "10 MB": lambda: {"value": "x" * 10_000_000},
    "a generator": lambda: (x for x in ()),
    "surrogates": lambda: {"value": "\\ud800"},
    "no such key": lambda: {"other": 1},
    "exit": lambda: sys.exit(3),
    "end": lambda: os._exit(3),
    "interrupt": lambda: (_ for _ in ()).throw(KeyboardInterrupt()),
    "an error without a text": lambda: (_ for _ in ()).throw(Wordless()),
    "an error of 10 MB": lambda: (_ for _ in ()).throw(ValueError("x" * 10_000_000)),
    "an error with surrogates": lambda: (_ for _ in ()).throw(ValueError("\\ud800")),
    "a line of 3 MB": lambda: print("x" * 3_000_000) or {"value": 1},
    "output": lambda: print("x" * 100_000) or {"value": 1},
}

def odd(case):
    return CASES[case]()
"""
CASES = [line.split('"')[1] for line in MODULE.splitlines() if line.startswith('    "')]


def test_functions(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = install(
        tmp_path / "plugin", "odd-functions", {"odd_functions": MODULE},
        {"rino_desktop.scripts": {"odd": "odd_functions:odd"}},
    )  # fmt: skip
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    hall.scripts = True
    scheme = (
        SchemeBuilder(Variable("value"))
        .node("start", "start", next="ask")
        .node("ask", "script",
              {"script": "odd", "arguments": {"case": 'contact["case"]'},
               "results": {"value": "value"}, "timeout_s": 60},
              next="fine", error="error")
        .node("fine", "save_result", save(way="fine", value="{value}"), next="end")
        .node("error", "save_result", save(way="error"), next="end")
        .node("end", "hang_up")
    )  # fmt: skip
    text = dump_scheme(replace(scheme.build(), name="odd"))
    hall.transact(lambda stores: stores.schemes.publish("odd", text))
    people = [
        replace(contact, fields={"case": case})
        for contact, case in zip(contacts(numbers(len(CASES))), CASES, strict=True)
    ]
    campaign = hall.campaign(settings("odd", scheme="odd"), people)
    hall.start(campaign)
    hall.run_until_done()
    rows = {row.phone: row for row in hall.attempts(campaign)}
    taken = {
        case: dict(rows[phone].results)
        for phone, case in zip(numbers(len(CASES)), CASES, strict=True)
    }
    assert {row.disposition for row in rows.values()} == {Disposition.COMPLETED}, taken
    fine = {"none", "keys that are no names", "no such key", "a line of 3 MB", "output"}
    assert {case for case in CASES if taken[case]["way"] == "fine"} == fine, taken
    assert taken["output"] == taken["a line of 3 MB"] == {"way": "fine", "value": "1"}
    told = " ".join(caplog.messages)
    assert "returned more than" in told
    assert "Wordless" in told
    assert max(map(len, caplog.messages)) < 1000
