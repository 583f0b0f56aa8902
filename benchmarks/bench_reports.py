"""Reports on a campaign of 3 000 000 attempts: the summary, and all attempts as CSV.

The database is filled by Firebird itself (EXECUTE BLOCK), then the product writes its reports, each
in a process of its own whose peak of memory is taken. Yardsticks of the same run: the bare fetch
loop of fdb over the same SELECT, and Firebird alone counting the same rows.

    python -m benchmarks.bench_reports [--attempts 3000000] [--keep FILE]
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.adapters.firebird import FirebirdDatabase, create_database, parse_address
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.reports import ATTEMPTS, ORDER
from engine.domain.campaign import CampaignSettings, Purpose, Schedule

_STEP = 50_000
_BEGIN = datetime(2026, 11, 2, 6)  # noqa: DTZ001 - stored times are naive UTC
#: Two attempts for each contact: one in vain, one answered; six of ten are heard to the end and
#: leave two results. A working day of twelve hours has some 120 000 attempts.
_FILL = """
EXECUTE BLOCK (first_id BIGINT = ?, last_id BIGINT = ?, base TIMESTAMP = ?) AS
DECLARE i BIGINT; DECLARE t TIMESTAMP; DECLARE k INTEGER; DECLARE phone VARCHAR(20);
BEGIN
  i = first_id;
  WHILE (i <= last_id) DO
  BEGIN
    k = MOD(i * 7919, 100);
    phone = '+79' || LPAD(i, 9, '0');
    t = DATEADD(MILLISECOND, MOD(i, 60000) * 720, DATEADD(DAY, i / 60000, base));
    INSERT INTO contacts (id, campaign_id, import_id, list_row, queue, state, in_attempt,
      zone_set_id, next_at, phone, other_phones, progress, fields, last_attempt)
      VALUES (:i, 1, 1, :i, 2, 3, 0, 0, :base, :phone, '', '{"a":2}',
      '{"ФИО":"Иванов Иван Иванович","Счёт":"' || :i || '","Долг":"' || :k || ',50"}', :i * 2 + 1);
    INSERT INTO attempts (id, campaign_id, contact_id, session_id, engine, attempt_number, phone,
      trunk_id, scheme_version_id, reserved_at, begun_at, started_at, ended_at, sip_code,
      hangup_cause, hangup_by, disposition)
      VALUES (:i * 2, 1, :i, 1, 'server-1', 1, :phone, 1, 1, :t, :t, :t,
      DATEADD(20 SECOND TO :t), 486, 'user_busy', 'network', 'user_busy');
    t = DATEADD(5 MINUTE TO t);
    INSERT INTO attempts (id, campaign_id, contact_id, session_id, engine, attempt_number, phone,
      trunk_id, scheme_version_id, reserved_at, begun_at, started_at, answered_at, ended_at,
      sip_code, hangup_cause, hangup_by, disposition, node)
      VALUES (:i * 2 + 1, 1, :i, 1, 'server-1', 2, :phone, 1, 1, :t, :t, :t,
      DATEADD(8 SECOND TO :t), DATEADD(40 SECOND TO :t), 200, 'normal_clearing', 'subscriber',
      TRIM(IIF(:k < 60, 'completed', 'partial')), 'thanks');
    IF (k < 60) THEN
      INSERT INTO attempt_results (attempt_id, name, saved_at, campaign_id, contact_id, text)
        VALUES (:i * 2 + 1, 'Обещание', :t, 1, :i,
        DECODE(MOD(:k, 3), 0, 'обещал', 1, 'оплатил', 'не согласен'));
    i = i + 1;
  END
END
"""
_INDEXES = ("attempts_campaign", "attempts_phone", "attempt_results_campaign",
            "attempt_results_contact", "contacts_queue")  # fmt: skip
_TRIGGERS = ("attempts_tally", "attempt_results_tally")
#: What a process of its own does: the report, its processor time, its peak of memory in kilobytes.
_CHILD = """
import json, resource, sys, time
from datetime import UTC, datetime
from pathlib import Path
from engine.adapters.firebird import FirebirdDatabase, parse_address
from engine.reports.filters import filter_of
from engine.reports.model import ReportOptions
from rino_desktop import report_files
database = FirebirdDatabase(parse_address(sys.argv[1]), "")
begun = time.perf_counter()
now = datetime.now(UTC)
options = ReportOptions(filter=filter_of(json.loads(sys.argv[5])))
report_files.write(database, sys.argv[2], "bench", sys.argv[3], Path(sys.argv[4]), now,
                   options=options)
used = resource.getrusage(resource.RUSAGE_SELF)
print(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def fill(path: Path, attempts: int) -> float:
    """Seconds that it took. Indexes and tallies are made at the end, all at once."""
    begun = time.perf_counter()
    address = parse_address(str(path))
    create_database(address, "")
    database = FirebirdDatabase(address, "")
    try:
        settings = CampaignSettings(
            name="bench", purpose=Purpose.DEBT, scheme="bench",
            schedule=Schedule(timezone="Europe/Moscow"),
        )  # fmt: skip
        database.transact(lambda stores: stores.campaigns.create(settings))
        _switch(database, "INACTIVE")
        for first in range(1, attempts // 2 + 1, _STEP):
            last = min(first + _STEP - 1, attempts // 2)
            database.transact_raw(
                lambda sql, first=first, last=last: sql.execute(_FILL, (first, last, _BEGIN))
            )
        _switch(database, "ACTIVE")
        database.transact_raw(lambda sql: sql.execute("EXECUTE PROCEDURE rebuild_tallies"))
    finally:
        database.close()
    return time.perf_counter() - begun


def _switch(database: FirebirdDatabase, state: str) -> None:
    for name in _INDEXES:
        database.transact_raw(lambda sql, name=name: sql.execute(f"ALTER INDEX {name} {state}"))
    for name in _TRIGGERS:
        database.transact_raw(lambda sql, name=name: sql.execute(f"ALTER TRIGGER {name} {state}"))


def report(
    path: Path, kind: str, form: str, target: Path, **only: object
) -> tuple[float, float, float]:
    """(seconds, seconds of the processor with the embedded database and the start of Python, peak
    of memory in MB). ``only``: fields of a filter."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path), kind, form, str(target), json.dumps(only)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds, spent, kilobytes = done.stdout.split()
    return float(seconds), float(spent), float(kilobytes) / 1024


def bare_fetch(path: Path, rows: int) -> tuple[float, float]:
    """Rows a second: fdb's own loop over the report's SELECT, and Firebird alone going through
    the same rows."""
    connection = Connection(parse_address(str(path)), "")
    connection.begin(read_only=True)
    begun = time.perf_counter()
    fetched = sum(1 for _ in connection.stream(f"{ATTEMPTS}{ORDER} ROWS {rows}", (1,)))
    fdb_rate = fetched / (time.perf_counter() - begun)
    begun = time.perf_counter()
    # The lengths make it read every column that the report reads from the joined rows.
    connection.rows(
        "SELECT CAST(SUM(CHAR_LENGTH(fields) + CHAR_LENGTH(COALESCE(text, ''))) AS BIGINT)"
        " FROM (SELECT c.fields,"
        " r.text FROM attempts a LEFT JOIN contacts c ON c.id = a.contact_id"
        " LEFT JOIN attempt_results r ON r.attempt_id = a.id"
        f" WHERE a.campaign_id = ? ORDER BY a.campaign_id, a.begun_at, a.id ROWS {rows})",
        (1,),
    )
    database_rate = rows / (time.perf_counter() - begun)
    connection.commit()
    connection.close()
    return fdb_rate, database_rate


def measure(path: Path, attempts: int, folder: Path) -> dict[str, Any]:
    summary_s, _, summary_mb = report(path, "summary", "json", folder / "summary.json")
    page_s, _, page_mb = report(path, "summary", "pdf", folder / "summary.pdf")
    csv_s, csv_cpu_s, csv_mb = report(path, "attempts", "csv", folder / "attempts.csv")
    office = {
        name: report(path, kind, "pdf", folder / f"{name}.pdf", **only)
        for name, kind, only in (
            ("trunks", "trunks", {}), ("heatmap", "heatmap", {}),
            ("recordings", "recordings", {}), ("operators", "operators", {}),
            ("summary_of_hours", "summary", {"hours": "10:00-14:00"}),
            ("trunks_of_a_week", "trunks", {"since": "2026-11-09", "until": "2026-11-15"}),
        )
    }  # fmt: skip
    with (folder / "attempts.csv").open("rb") as file:
        rows = sum(1 for _ in file) - 1
    assert rows == attempts, rows
    fdb_rate, database_rate = bare_fetch(path, min(attempts, 300_000))
    rate = rows / csv_s
    return {
        "attempts": attempts,
        "summary_s": round(summary_s, 2),
        "summary_pdf_s": round(page_s, 2),
        "reach_summary_s": 5,
        "peak_mb": round(max(summary_mb, page_mb, csv_mb)),
        "reach_peak_mb": 300,
        **{f"{name}_s": round(seconds, 2) for name, (seconds, _, _) in office.items()},
        "processor_s": {name: round(spent, 2) for name, (_, spent, _) in office.items()},
        "csv_processor_s": round(csv_cpu_s, 1),
        "office_peak_mb": round(max(mb for _, _, mb in office.values())),
        "csv_rows_per_s": round(rate),
        "reach_csv_rows_per_s": 100_000,
        "yardstick_bare_fetch_rows_per_s": round(fdb_rate),
        "yardstick_database_alone_rows_per_s": round(database_rate),
        "ratio": round(rate / fdb_rate, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--attempts", type=int, default=3_000_000)
    parser.add_argument("--keep", type=Path, help="a database to use again, made where missing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = options.keep or folder / "bench.fdb"
        build_s = 0.0 if path.exists() else fill(path, options.attempts)
        result = measure(path, options.attempts, folder)
    print(json.dumps({"benchmark": "reports", **result, "build_s": round(build_s)}))


if __name__ == "__main__":
    main()
