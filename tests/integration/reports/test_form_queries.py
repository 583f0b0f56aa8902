"""SQL of clients' forms: only reads, in time, and says where it is wrong. On both Firebirds."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.form_queries import FirebirdQueryRunner, positional
from engine.errors import KnownError
from engine.ports.reports import StoredForm
from tests.helpers.databases import DatabaseUnderTest

NOW = datetime(2026, 11, 23, 9, 0, 0, 500_000, tzinfo=UTC)


@pytest.fixture
def runner(tested_database: DatabaseUnderTest) -> FirebirdQueryRunner:
    return FirebirdQueryRunner(tested_database.address, tested_database.password)


def _ask(runner: FirebirdQueryRunner, sql: str, most_rows: int = 100, limit_s: float = 20.0,
         **parameters: Any) -> Any:  # fmt: skip
    return runner.query(sql, parameters, most_rows=most_rows, time_limit_s=limit_s)


def test_parameters_are_bound_by_name(runner: FirebirdQueryRunner) -> None:
    evil = "'; DROP TABLE attempts --"
    found = _ask(
        runner,
        "SELECT CAST(:text AS VARCHAR(50)) AS said, CAST(:at AS TIMESTAMP) AS moment, -- :gone\n"
        " ':text' AS quoted, CAST(:number AS DOUBLE PRECISION) AS n,\n"
        " CAST(:text AS VARCHAR(50)) AS again FROM RDB$DATABASE",
        text=evil, at=NOW, number=2.5,
    )  # fmt: skip
    assert found.columns == ("SAID", "MOMENT", "QUOTED", "N", "AGAIN")
    ((said, at, quoted, number, again),) = found.rows
    assert (said, again, at, quoted.strip(), number) == (evil, evil, NOW, ":text", 2.5)


def test_rows_are_cut(runner: FirebirdQueryRunner) -> None:
    many = " UNION ALL ".join(f"SELECT {n} AS n FROM RDB$DATABASE" for n in range(10))
    found = _ask(runner, f"WITH x AS ({many}) SELECT n FROM x", most_rows=4)
    assert len(found.rows) == 4
    assert found.cut


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DELETE FROM attempts", "line 1: .*delete"),
        ("SELECT 1 FROM RDB$DATABASE;\n\nDROP TABLE attempts", "line 3: .*more than one"),
        ("EXECUTE BLOCK AS BEGIN END", "execute"),
        ("SELECT GEN_ID(attempt_ids, 5) FROM RDB$DATABASE", "gen_id"),
        ("SELECT NEXT VALUE FOR attempt_ids FROM RDB$DATABASE", "next"),
        ("SELECT password_hash FROM users", "users"),
        ('SELECT password_hash FROM\n"USERS"', "line 2: .*users"),
        ("SELECT settings FROM sources", "sources"),
        ("SELECT secret FROM draws", "draws"),
        ("SELECT token FROM operator_sessions", "operator_sessions"),
        ("SELECT * FROM MON$ATTACHMENTS", r"mon\$"),
        ("SELECT * FROM RDB$RELATIONS", r"rdb\$relations"),
        ("COMMIT", "only SELECT"),
        ("", "only SELECT"),
        ("-- nothing", "only SELECT"),
        ("SELECT\n  :gone FROM attempts", "line 2: .*':gone'.*campaign_id"),
        ("SELECT 1 FROM nowhere", "refuses"),
        ("SELECT colour FROM attempts", "refuses"),
        ("SELEC 1", "only SELECT"),
    ],
)
def test_what_is_refused(runner: FirebirdQueryRunner, sql: str, words: str) -> None:
    with pytest.raises(KnownError, match=words):
        _ask(runner, sql, campaign_id=1)


def test_a_slow_query_is_ended(runner: FirebirdQueryRunner) -> None:
    ten = " UNION ALL ".join(f"SELECT {n} AS n FROM RDB$DATABASE" for n in range(10))
    tables = ", ".join(f"x {name}" for name in "abcdefghij")
    begun = time.monotonic()
    with pytest.raises(KnownError, match=r"longer than 0\.5 s"):
        _ask(runner, f"WITH x AS ({ten}) SELECT SUM(a.n + j.n) AS s FROM {tables}", limit_s=0.5)
    assert time.monotonic() - begun < 15


@pytest.mark.parametrize("sql", ["'", '"', "/*", "--", ":", ";;;", "SELECT ':a", "SELECT \x00"])
def test_odd_texts_are_known_errors_or_pass(sql: str) -> None:
    try:
        positional(sql, {})
    except KnownError as error:
        assert error.mend  # noqa: PT017


def test_forms_are_stored(database: FirebirdDatabase) -> None:
    form = StoredForm("Акт", NOW, {"form.toml": "name = 'Акт'", "a.j2": "ё" * 50_000})
    assert database.transact(lambda s: s.report_forms.put(form))
    assert database.transact(lambda s: s.report_forms.get("АКТ")) == form
    newer = StoredForm("акт", NOW, {"form.toml": "x"})
    assert not database.transact(lambda s: s.report_forms.put(newer))
    assert database.transact(lambda s: s.report_forms.all()) == [newer]
    database.transact(lambda s: s.report_forms.remove("Акт"))
    with pytest.raises(KnownError, match="no report form named 'Акт'"):
        database.transact(lambda s: s.report_forms.get("Акт"))
    with pytest.raises(KnownError, match="no report form"):
        database.transact(lambda s: s.report_forms.remove("Акт"))


def test_sample_forms_run_on_both(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, runner: FirebirdQueryRunner
) -> None:
    from rino_desktop import report_forms

    for name, folder in report_forms.samples().items():
        _, faults = report_forms.problems(report_forms.read(folder), name, runner)
        assert faults == []
