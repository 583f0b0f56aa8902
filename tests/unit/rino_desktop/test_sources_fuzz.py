"""SQL files, criteria and mapping files of any content; what ``doctor`` says of data sources."""

import socket
import tomllib
from argparse import Namespace
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.ports.sources import SourceSettings
from engine.service.source_criteria import list_query
from engine.service.source_entities import EntityQuery
from engine.service.source_mapping_file import read_mapping
from rino_desktop import doctor, paths, texts
from rino_desktop.doctor_sources import silent
from rino_desktop.settings import resolve
from tests.helpers.command_here import LANGUAGES, MANY, QUICK, Outcome, Run, assert_told, tried
from tests.helpers.odd_input import RUBBISH, spoiled, toml

RESOURCES = paths.resources()

# --- SQL files ---

STATEMENTS = [
    "", " ", "-- nothing", "/* nothing */", "/* never ends", ";", ";;;", "SELECT", "SELECT 'a",
    'SELECT "a', "select 1; select 2", "select 1;", "DROP TABLE subscribers",
    "delete from subscribers", "create table x (a int)", "execute block as begin end",
    "pragma writable_schema = 1", "attach '/tmp/x.db' as x", "begin", "commit", "vacuum",
    "select * from nothing", "select :a", "select :", "select ':a'", "select 1 where 1 = :a::date",
    "with x as (delete from subscribers returning *) select * from x", "@", "@nothing",
    "@ accounts",
    "@accounts; drop table x", "\ufeffselect 1", "select '\u2028'", "select " + "(" * 5000,
    "select " + "1+" * 20_000 + "1", "select '" + "x" * 1_000_000 + "'", "select 1 as a, 2 as a",
    "select 1 as \"\"", "select zeroblob(100)", "select 1e999", "select null as phone",
    "insert into subscribers (id) values (1)", "select randomblob(1000000) from subscribers",
]  # fmt: skip
SQL_FILES = [each.encode() for each in STATEMENTS] + [*RUBBISH, b"select '\xff'", b"select 1\0"]


def test_sql_files(command: Run, office: Path, tmp_path: Path) -> None:
    before = (office / "billing.db").read_bytes()
    file = tmp_path / "bad.sql"
    for number, content in enumerate(SQL_FILES):
        file.write_bytes(content)
        one, other = ("ru", "en") if number % 2 else ("en", "ru")
        outcome = command("source", "test", "billing", "--query", file, "--lang", one)
        assert_told(outcome, "bad.sql")
        outcome = command("contacts", "build", "--campaign", "november", "--source", "billing",
                          "--query", file, "--dry-run", "--lang", other)  # fmt: skip
        # What it asks for may be right, and yet be no list.
        assert_told(outcome, "billing" if "billing" in outcome[2] else "bad.sql")
    assert (office / "billing.db").read_bytes() == before, "nothing was written"


@QUICK
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_any_bytes_as_sql(command: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.sql"
    file.write_bytes(content)
    assert_told(command("source", "test", "billing", "--query", file))


@LANGUAGES
def test_what_fails_is_told_once(command: Run, tmp_path: Path, language: str) -> None:
    file = tmp_path / "bad.sql"
    file.write_text("select * from nothing_there", "utf-8")
    status, out, err = command("source", "test", "billing", "--query", file, "--lang", language)
    assert status == 1
    assert (out + err).count("nothing_there") == 1
    assert "bad.sql" in out + err


# --- criteria ---

MAPPING = read_mapping((RESOURCES / "billing" / "mapping.toml").read_bytes(), "mapping.toml")
DIALECTS = ("firebird", "firebird1", "postgresql", "sqlite", "else")
ATOMS = [
    "debt", "name", "balances.debt", "services.service", "pay_by", "nothing", "x.y", "1", "0.5",
    '"abc"', "'abc'", "yes", "no", "empty", "call.today", 'date("31.12.2026")', 'date("x")', "-1",
    "None", "True", "1e999", "1j", "...", "b'x'", "f'{debt}'", "[]", "()", "{}", "*debt",
    "lambda: 1",
    "10**99", "'ы'", "\0", "99999999999999999999999999",
]  # fmt: skip
CRITERIA = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.tuples(
            inner,
            st.sampled_from(["==", "<>", "!=", "<", ">", ">=", "in", "not in", "and", "or", "+",
                             "-", "*", "/", "**", "%", "is", "|", ":=", "if", ","]),
            inner,
        ).map(" ".join),
        st.tuples(
            st.sampled_from(["not ", "-", "any", "is_set", "lower", "length", "abs", "year",
                             "day", "coalesce", "starts_with", "nosuch", ""]),
            inner,
        ).map(lambda pair: f"{pair[0]}({pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"starts_with({pair[0]}, {pair[1]})"),
    ),
    max_leaves=8,
)  # fmt: skip


@MANY
@example(where="1e999 - 1e999", dialect="firebird")
@given(where=CRITERIA, dialect=st.sampled_from(DIALECTS))
def test_criteria(where: str, dialect: str) -> None:
    sql, told = tried(lambda: _query(where, dialect).sql)
    assert "\n" not in told
    assert len(told) < 1000
    assert sql is None or sql.count("(") == sql.count(")")


def _query(where: str, dialect: str) -> EntityQuery:
    return list_query(MAPPING, "accounts", where, dialect, date(2026, 11, 23))


@QUICK
@given(where=CRITERIA, language=st.sampled_from(["ru", "en"]))
def test_criteria_by_command(command: Run, where: str, language: str) -> None:
    assert_told(_build(command, where, language))


def _build(command: Run, where: str, language: str = "en") -> Outcome:
    return command("contacts", "build", "--campaign", "november", "--source", "billing",
                   f"--where={where}", "--dry-run", "--lang", language)  # fmt: skip


@pytest.mark.parametrize(
    ("where", "part", "place"),
    [
        ("debt > 'abc'", "debt > 'abc'", 1), ("debt == 'abc'", "debt == 'abc'", 1),
        ("debt > 1 and debt > 'x'", "debt > 'x'", 14), ("pay_by > 5", "pay_by > 5", 1),
        ("debt in (1, 'two')", "'two'", 13), ("debt + 'x' > 5", "'x'", 8),
        ("pay_by < debt", "pay_by < debt", 1), ("lower(debt) == 5", "lower(debt) == 5", 1),
        ("length(name) == 'x'", "length(name) == 'x'", 1), ("year(debt) == 5", "debt", 6),
        ("'x' in debt", "debt", 8), ("starts_with(debt, '5')", "debt", 13),
        ("service == 'tv' and price > 'much'", "price > 'much'", 21),
    ],
)  # fmt: skip
def test_values_of_different_types_are_refused_with_their_place(
    command: Run, where: str, part: str, place: int
) -> None:
    outcome = _build(command, where)
    assert_told(outcome, part, f"character {place}", fine=False)
    assert_told(_build(command, where, "ru"), part, str(place), fine=False)


@pytest.mark.parametrize(
    "where",
    ["debt > 0.5", "debt > 1 and pay_by < call.today", "debt in (1, 2.5)", 'name == "x"',
     'pay_by == date("31.12.2026")', "coalesce(debt, 0) > 5", "debt == empty", "5 < debt < 100",
     'account == "x"', "account == 5", "year(pay_by) == 2026", "pay_by > call.today - 30",
     "lower(name) != 'x'", "pay_by - call.today > 5", "'а' in name", "-debt < 0"],
)  # fmt: skip
def test_what_fits_is_asked(where: str) -> None:
    for dialect in DIALECTS:
        assert _query(where, dialect).sql


@pytest.mark.parametrize(
    "where",
    ["(" * 3000 + "debt" + ")" * 900, "not " * 900 + "yes", "-" * 3900 + "debt > 1",
     "debt > 1 and " * 2000 + "yes", "debt" + "+1" * 1900 + " > 0", "'" + "x" * 5000 + "' == name",
     "abs(" * 700 + "debt" + ")" * 700 + " > 1", "9" * 3990 + " < debt",
     "any(" * 100 + "yes" + ")" * 100],
)  # fmt: skip
@LANGUAGES
def test_absurd_criteria(command: Run, where: str, language: str) -> None:
    assert_told(_build(command, where, language), fine=False)


def test_decimal_is_what_criteria_bind() -> None:
    query = _query("debt > 0.5", "sqlite")
    assert list(query.parameters.values()) == [Decimal("0.5")]


# --- mapping files ---


@MANY
@given(data=st.data())
def test_mappings(data: st.DataObject) -> None:
    document = tomllib.loads((RESOURCES / "billing" / "mapping.toml").read_text("utf-8"))
    content = toml(spoiled(data, document))
    mapping, told = tried(lambda: read_mapping(content, "map.toml"))
    assert "\n" not in told
    assert mapping is not None or "map.toml" in told
    for base in mapping.entities if mapping else ():
        tried(lambda base=base: list_query(mapping, base, "", "sqlite", date(2026, 11, 23)))


@LANGUAGES
def test_files_that_are_no_mappings(command: Run, tmp_path: Path, language: str) -> None:
    file = tmp_path / "map.toml"
    for content in [*RUBBISH, b"accounts = 1", b"[accounts]", b"[nothing]\nx = 1"]:
        file.write_bytes(content)
        outcome = command("source", "add", "billing", "--url", "sqlite:///x.db", "--mapping", file,
                          "--lang", language)  # fmt: skip
        # An empty one is right, but there is a source of that name.
        assert_told(outcome, "map.toml" if content.strip() else "billing", fine=False)


# --- sources that do not answer ---


@LANGUAGES
def test_doctor_names_sources_that_do_not_answer(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """One that is not there, two that accept and say nothing, one without its password."""
    before = texts.language()
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        known = [
            SourceSettings("here", f"sqlite:///{office}/billing.db"),
            SourceSettings("gone", f"sqlite:///{tmp_path}/nosuch.db"),
            SourceSettings("mute", f"firebird://R@127.0.0.1:{mute.getsockname()[1]}/x", "SECRET"),
            SourceSettings("dumb", f"firebird://R@127.0.0.1:{mute.getsockname()[1]}/y", "SECRET"),
            SourceSettings("web", f"http://127.0.0.1:{mute.getsockname()[1]}/api"),
            SourceSettings("locked", "firebird://R@127.0.0.1:9/x", "RINO_NO_SUCH_SECRET"),
        ]
        monkeypatch.setenv("SECRET", "x")
        texts.set_language(language)
        started = monotonic()
        found = silent(known, 5.0)
        taken = monotonic() - started
        texts.set_language(before)
    assert taken < 10, "both that say nothing are waited for at the same time"
    assert sorted(found) == ["dumb", "gone", "locked", "mute", "web"]
    assert all(found.values())
    assert "RINO_NO_SUCH_SECRET" in found["locked"]


def test_doctor_has_a_finding_about_sources(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RINO_DATA", str(office / "data"))
    monkeypatch.setenv("RINO_DB", str(office / "rino.fdb"))
    file = tmp_path / "rino.toml"
    file.write_text(f'[sources.gone]\nurl = "sqlite:///{tmp_path}/nosuch.db"\n', "utf-8")
    for options, state in ((Namespace(), "ok"), (Namespace(config=file), "warning")):
        finding = doctor._guarded(doctor._sources, resolve(options))
        assert (finding.name, finding.state) == ("sources", state), finding
        assert ("gone" in finding.detail) == (state == "warning")
        assert "billing" not in finding.detail
