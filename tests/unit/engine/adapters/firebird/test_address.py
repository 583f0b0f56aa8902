from pathlib import Path

import pytest

from engine.adapters.firebird.address import Address, parse_address
from engine.errors import KnownError


def test_a_path_is_an_embedded_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    address = parse_address("rino.fdb")
    assert address.embedded
    assert address.path == tmp_path / "rino.fdb"
    assert address.dsn == str(tmp_path / "rino.fdb") == str(address)


@pytest.mark.parametrize(
    ("text", "expected", "dsn"),
    [
        ("firebird://SYSDBA@db/rino", Address("rino", "db"), "inet://db:3050/rino"),
        ("firebird://olga@db:3055/rino", Address("rino", "db", 3055, "olga"),
         "inet://db:3055/rino"),
        ("firebird://SYSDBA@10.0.0.7//srv/rino.fdb", Address("/srv/rino.fdb", "10.0.0.7"),
         "inet://10.0.0.7:3050//srv/rino.fdb"),
        ("firebird://SYSDBA@10.0.0.7/srv/rino.fdb", Address("/srv/rino.fdb", "10.0.0.7"),
         "inet://10.0.0.7:3050//srv/rino.fdb"),
        ("firebird://SYSDBA@db/D:/data/rino.fdb", Address("D:/data/rino.fdb", "db"),
         "inet://db:3050/D:/data/rino.fdb"),
        ("firebird://SYSDBA@[::1]:3051/rino", Address("rino", "::1", 3051),
         "inet://[::1]:3051/rino"),
        ("FIREBIRD://b%40c@db/my%20base", Address("my base", "db", user="b@c"),
         "inet://db:3050/my base"),
    ],
)  # fmt: skip
def test_urls(text: str, expected: Address, dsn: str) -> None:
    address = parse_address(text)
    assert address == expected
    assert not address.embedded
    assert address.dsn == dsn


@pytest.mark.parametrize(
    "text",
    ["", "  ", "postgres://a@b/c", "firebird://", "firebird://db", "firebird://a@db", "firebird:///x",
     "firebird://a@b:port/c", "firebird://a@b:99999/c", "firebird://a@b/c?x=1"],
)  # fmt: skip
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(KnownError):
        parse_address(text)


def test_a_password_in_the_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(KnownError, match="contains a password") as caught:
        parse_address("firebird://SYSDBA:hunter2@db/rino")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["firebird://olga@db:3055/rino", "firebird://SYSDBA@db//srv/rino.fdb",
     "firebird://b%40c@[::1]/100%25 %3F база%23.fdb"],
)  # fmt: skip
def test_an_address_is_written_as_it_is_read(text: str) -> None:
    assert parse_address(str(parse_address(text))) == parse_address(text)
    assert str(parse_address(text)) == text
