"""Which ``:name`` is a parameter, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.adapters.sources.statement import parse
from engine.ports.sources import SourceTrouble


@pytest.mark.parametrize(
    ("sql", "names", "rendered"),
    [
        ("SELECT :a, :b", ("a", "b"), "SELECT ?, ?"),
        ("SELECT ':a' || :a", ("a",), "SELECT ':a' || ?"),
        ("SELECT 'it''s :a' , :b", ("b",), "SELECT 'it''s :a' , ?"),
        ('SELECT ":a" FROM t WHERE x=:x', ("x",), 'SELECT ":a" FROM t WHERE x=?'),
        ("SELECT x::int, :x::date", ("x",), "SELECT x::int, ?::date"),
        ("SELECT 1 -- :no\n, :yes", ("yes",), "SELECT 1 -- :no\n, ?"),
        ("SELECT 1 /* :no ; ' */, :yes", ("yes",), "SELECT 1 /* :no ; ' */, ?"),
        ("SELECT '12:30', a[1:2], :лс", ("лс",), "SELECT '12:30', a[1:2], ?"),
        ("SELECT $$ :no $$, $q$ ' :no $q$, :yes", ("yes",), "SELECT $$ :no $$, $q$ ' :no $q$, ?"),
        ("SELECT :a, :a", ("a", "a"), "SELECT ?, ?"),
        ("SELECT 1; -- the end :x\n", (), "SELECT 1; -- the end :x\n"),
        ("SELECT 10:20", (), "SELECT 10:20"),
    ],
)
def test_parameters(sql: str, names: tuple[str, ...], rendered: str) -> None:
    statement = parse(sql)
    assert statement.names == names
    assert statement.rendered(lambda number, name: "?").replace(";", "") == rendered.replace(
        ";", ""
    )


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("", "empty"),
        ("  -- nothing\n", "empty"),
        ("SELECT 1; DELETE FROM t", "more than one"),
        ("SELECT 1; :x", "more than one"),
        ("SELECT 1; 'x'", "more than one"),
        ("SELECT 'open", "not closed"),
        ('SELECT "open', "not closed"),
        ("SELECT /* open", "a comment"),
    ],
)
def test_refused(sql: str, says: str) -> None:
    with pytest.raises(SourceTrouble, match=says):
        parse(sql)


def test_a_missing_value_is_named() -> None:
    with pytest.raises(SourceTrouble, match=":account"):
        parse("SELECT :account").positional({"other": 1})


@given(st.text(max_size=60))
def test_whatever_is_written_is_told_in_words(sql: str) -> None:
    try:
        statement = parse(sql)
    except SourceTrouble:
        return
    assert len(statement.pieces) == len(statement.names) + 1


@given(st.text(alphabet="ab:'\";-/*$ \n1", max_size=30))
def test_what_is_no_parameter_stays_as_it_is(sql: str) -> None:
    try:
        statement = parse(sql)
    except SourceTrouble:
        return
    if ";" not in sql:
        assert statement.rendered(lambda number, name: f":{name}") == sql
