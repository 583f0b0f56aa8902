import pytest

from engine.adapters.firebird.sql_script import statements_of


def test_statements_comments_and_quotes() -> None:
    script = """
    -- first; not a statement
    CREATE TABLE a (x INTEGER); /* ; */ INSERT INTO a VALUES ('it''s; -- text');
    SELECT "odd;name" FROM a -- tail
    ;
    """
    assert statements_of(script) == [
        "CREATE TABLE a (x INTEGER)",
        "INSERT INTO a VALUES ('it''s; -- text')",
        'SELECT "odd;name" FROM a',
    ]


def test_set_term() -> None:
    script = """SET TERM ^ ;
    CREATE TRIGGER t FOR a AFTER INSERT AS BEGIN POST_EVENT 'x'; END^
    set term ;^
    COMMIT;"""
    assert statements_of(script) == [
        "CREATE TRIGGER t FOR a AFTER INSERT AS BEGIN POST_EVENT 'x'; END",
        "COMMIT",
    ]


def test_an_unfinished_statement_is_an_error() -> None:
    with pytest.raises(ValueError, match="lacks its ';': SELECT 1"):
        statements_of("SELECT 1")
    with pytest.raises(ValueError, match="lacks its '\\^'"):
        statements_of("SET TERM ^ ; CREATE x;")


def test_empty() -> None:
    assert statements_of(" -- nothing\n;;") == []
