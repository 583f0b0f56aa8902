"""``source add`` takes only what can be opened here."""

import pytest

from tests.helpers.program import Program


@pytest.mark.parametrize("url", ["file:///etc/passwd", "zzz://host/base", "ftp://host/x"])
def test_an_address_of_no_known_kind_is_refused(program: Program, url: str) -> None:
    line = program.error("source", "add", "crm", "--url", url)
    assert "is no known kind of database" in line
    assert program.json("source", "list")["sources"] == []


def test_a_database_that_is_away_can_be_added(program: Program) -> None:
    away = ("postgresql+psycopg://u@127.0.0.1:1/x", "http://127.0.0.1:1/", "a.fdb")
    for n, url in enumerate(away):
        program.ok("source", "add", f"s{n}", "--url", url)
