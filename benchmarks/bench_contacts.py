"""The Contacts page on 1 000 000 contacts and 3 000 000 attempts: first pages, walks, searches.

The database is filled by Firebird itself (EXECUTE BLOCK), then the page's own finder is asked as
the window asks it: the first portion with the rows of a screen, then the rest. Yardstick of the
same run: fdb's own loop over the same first SELECT.

    python -m benchmarks.bench_contacts [--contacts 1000000] [--keep FILE]
"""

import argparse
import json
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.adapters.firebird import FirebirdDatabase, create_database, parse_address
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.contact_book import BY_LIST, BY_PHONE, LATER_MOMENTS
from engine.domain.campaign import CampaignSettings, Purpose, Schedule
from engine.domain.contact import ContactState
from engine.ports.contact_book import BookOrder, BookQuery
from rino_desktop.contacts.finder import FIRST_PORTION, Finder

_STEP = 50_000
_BEGIN = datetime(2026, 11, 2, 6)  # noqa: DTZ001 - stored times are naive UTC
#: A third was never tried, a third waits for a retry, the rest is settled; three attempts for each
#: on average. Numbers come in no order, as in lists of people.
_FILL = """
EXECUTE BLOCK (first_id BIGINT = ?, last_id BIGINT = ?, base TIMESTAMP = ?) AS
DECLARE i BIGINT; DECLARE t TIMESTAMP; DECLARE k INTEGER; DECLARE n INTEGER;
DECLARE phone VARCHAR(20); DECLARE tried INTEGER; DECLARE result VARCHAR(20);
BEGIN
  i = first_id;
  WHILE (i <= last_id) DO
  BEGIN
    k = MOD(i * 7919, 100);
    phone = '+79' || LPAD(MOD(i * 7368787, 1000000007), 9, '0');
    tried = IIF(k < 34, 0, IIF(k < 67, 4, 5));
    result = TRIM(DECODE(MOD(k, 4), 0, 'user_busy', 1, 'no_answer', 2, 'completed', 'partial'));
    t = DATEADD(SECOND, MOD(i * 31, 900000), base);
    INSERT INTO contacts (id, campaign_id, import_id, list_row, queue, state, in_attempt,
      zone_set_id, next_at, phone, other_phones, progress, fields, last_attempt)
      VALUES (:i, 1, 1, :i, IIF(:k < 67, 0, 2),
      IIF(:k < 34, 0, IIF(:k < 67, 1, IIF(:k < 95, 3, 4))),
      0, 0, IIF(:k < 34, TIMESTAMP '2000-01-01 00:00:00', :t), :phone, '',
      IIF(:tried = 0, '', '{"a":' || :tried || '}'),
      '{"ФИО":"Иванов Иван Иванович","Счёт":"' || :i || '","Город":"'
      || DECODE(MOD(:k, 4), 0, 'Тверь', 1, 'Клин', 2, 'Орёл', 'Псков') || '"}',
      IIF(:tried = 0, NULL, :i * 10 + :tried));
    n = 1;
    WHILE (n <= tried) DO
    BEGIN
      INSERT INTO attempts (id, campaign_id, contact_id, session_id, engine, attempt_number, phone,
        trunk_id, scheme_version_id, reserved_at, begun_at, started_at, ended_at, sip_code,
        hangup_cause, hangup_by, disposition)
        VALUES (:i * 10 + :n, 1, :i, 1, 'server-1', :n, :phone, 1, 1, :t, :t, :t,
        DATEADD(20 SECOND TO :t), 486, 'user_busy', 'network', :result);
      n = n + 1;
    END
    i = i + 1;
  END
END
"""
_INDEXES = ("attempts_campaign", "attempts_phone", "contacts_queue", "contacts_list",
            "contacts_state")  # fmt: skip


def fill(path: Path, contacts: int) -> None:
    create_database(parse_address(str(path)), "")
    database = FirebirdDatabase(parse_address(str(path)), "")
    settings = CampaignSettings(
        name="bench", purpose=Purpose.DEBT, schedule=Schedule(timezone="Europe/Moscow")
    )
    database.transact(lambda stores: stores.campaigns.create(settings))
    changes = [*(f"INDEX {name}" for name in _INDEXES), "TRIGGER attempts_tally"]
    for change in changes:
        database.transact_raw(lambda sql, c=change: sql.execute(f"ALTER {c} INACTIVE"))
    for first in range(1, contacts + 1, _STEP):
        last = min(first + _STEP - 1, contacts)
        database.transact_raw(
            lambda sql, first=first, last=last: sql.execute(_FILL, (first, last, _BEGIN))
        )
    for change in changes:
        database.transact_raw(lambda sql, c=change: sql.execute(f"ALTER {c} ACTIVE"))
    database.transact_raw(
        lambda sql: sql.execute(
            "INSERT INTO imports (id, campaign_id, file_name, imported_at, contacts)"
            " VALUES (1, 1, 'bench.csv', ?, ?)",
            (_BEGIN, contacts),
        )
    )
    database.close()


def asked(database: FirebirdDatabase, query: BookQuery) -> dict[str, Any]:
    """Milliseconds to the first page as it is seen, seconds to the end, and how many there were."""
    begun, spent = time.perf_counter(), time.process_time()
    finder = Finder(query)
    first_ms: float | None = None
    longest = 0.0
    while not finder.done:
        step = time.perf_counter()
        finder.take(database.transact(finder.look))
        longest = max(longest, time.perf_counter() - step)
        if first_ms is None and (len(finder.ids) or finder.done):
            page = list(finder.ids[:100])
            database.transact(lambda stores, page=page: stores.contact_book.rows(page))
            first_ms = (time.perf_counter() - begun) * 1000
    return {
        "first_page_ms": round(first_ms or 0.0, 1),
        "whole_s": round(time.perf_counter() - begun, 2),
        "processor_s": round(time.process_time() - spent, 2),
        "longest_step_s": round(longest, 2),
        "found": finder.found,
        "indexed": finder.indexed,
    }


def bare(path: Path) -> dict[str, float]:
    """Milliseconds of fdb's own loop over the first portion of each order."""
    connection = Connection(parse_address(str(path)), "")
    connection.begin(read_only=True)
    asked_for: dict[str, tuple[str, tuple[object, ...]]] = {
        "list": (BY_LIST, (FIRST_PORTION + 1, 1, -(2**31))),
        "phone": (BY_PHONE, (FIRST_PORTION + 1, 1, "")),
        "state": (LATER_MOMENTS, (FIRST_PORTION, 1, 1, datetime(1800, 1, 1), datetime(9999, 1, 1))),  # noqa: DTZ001
    }
    taken = {}
    for name, (sql, given) in asked_for.items():
        begun = time.perf_counter()
        assert len(connection.rows(sql, given)) >= FIRST_PORTION
        taken[name] = round((time.perf_counter() - begun) * 1000, 1)
    connection.commit()
    connection.close()
    return taken


def measure(path: Path) -> dict[str, Any]:
    database = FirebirdDatabase(parse_address(str(path)), "")
    states = frozenset({ContactState.WAITING_RETRY})
    now = datetime(2026, 11, 8, tzinfo=UTC)
    queries: dict[str, BookQuery] = {
        "as_in_the_list": BookQuery((1,)),
        "by_number": BookQuery((1,), order=BookOrder.PHONE),
        "by_next_try": BookQuery((1,), order=BookOrder.NEXT_TRY),
        "of_a_state": BookQuery((1,), states=states),
        "next_try_from": BookQuery((1,), states=states, next_from=now),
        "beginning_of_number": BookQuery((1,), beginnings=("+7912",)),
        "field_value": BookQuery((1,), field="Город", value="орёл"),
        "last_result": BookQuery((1,), result="no_answer"),
        "sorted_by_tries": BookQuery((1,), order=BookOrder.TRIES),
        "sorted_by_field": BookQuery((1,), order=BookOrder.FIELD, order_field="Город"),
    }
    try:
        database.transact(lambda stores: stores.campaigns.all())
        found = {name: asked(database, query) for name, query in queries.items()}
    finally:
        database.close()
    return found


def steps(path: Path) -> dict[str, float]:
    """Milliseconds that a search goes on after it was cancelled: its steps, median and longest."""
    database = FirebirdDatabase(parse_address(str(path)), "")
    finder = Finder(BookQuery((1,), order=BookOrder.FIELD, order_field="Город"))
    taken: list[float] = []
    while not finder.done:
        begun = time.perf_counter()
        portion = database.transact(finder.look)
        taken.append((time.perf_counter() - begun) * 1000)
        finder.take(portion)
    database.close()
    return {"median": round(statistics.median(taken), 1), "longest": round(max(taken), 1)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--contacts", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="fill this file once, measure it again later")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "contacts.fdb"
        if not path.exists():
            fill(path, options.contacts)
        document = {
            "benchmark": "contacts",
            "contacts": options.contacts,
            **measure(path),
            "cancelled_within_ms": steps(path),
            "reach_first_page_ms": 200,
            "yardstick_bare_fdb_first_portion_ms": bare(path),
        }
    print(json.dumps(document, ensure_ascii=False))


if __name__ == "__main__":
    main()
