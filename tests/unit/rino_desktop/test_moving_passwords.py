"""``db move`` between two servers: each has a password of its own."""

from typing import Any

import pytest

from engine.adapters import firebird
from rino_desktop import bootstrap
from rino_desktop.cli import main


@pytest.mark.parametrize(
    ("more", "source"), [(("--password-env", "OLD_PASSWORD"), "before"), ((), "now")]
)
def test_each_server_is_asked_with_its_own(
    monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...], source: str
) -> None:
    asked: list[tuple[str, str]] = []

    def move(here: Any, password: str, there: Any, other: str, _progress: Any) -> firebird.Moved:
        asked.extend([(str(here), password), (str(there), other)])
        return firebird.Moved(1, 2)

    monkeypatch.setattr(firebird, "move", move)
    monkeypatch.setattr(bootstrap, "renew_grants", lambda settings: None)
    monkeypatch.setenv("RINO_DB_PASSWORD", "now")
    monkeypatch.setenv("OLD_PASSWORD", "before")
    old, new = "firebird://SYSDBA@old.office/rino", "firebird://SYSDBA@new.office/rino"
    assert main.run(["--db", new, "db", "move", old, *more]) == 0
    assert [password for _, password in asked] == [source, "now"]
    assert "old.office" in asked[0][0]
