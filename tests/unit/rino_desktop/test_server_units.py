"""What systemd goes by is what is written: also after a set-up that was broken off."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.errors import KnownError
from rino_desktop.server import certificates, instance, setup, tunnel
from rino_desktop.server.places import BACKUP_TIMER, SERVICE, TUNNEL_SERVICE, Places
from rino_desktop.server.plan import Plan
from rino_desktop.server.wanted import Wanted
from rino_desktop.settings import Settings

SETTINGS = Settings("firebird://SYSDBA@127.0.0.1/rino", "x", "en", False, "warning", Path())
NIGHT = Plan(backup_at="04:15")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What systemd was asked for."""
    words: list[tuple[str, ...]] = []
    monkeypatch.setattr(instance, "has_systemd", lambda places: True)
    monkeypatch.setattr(instance, "needs_reload", lambda unit: False)
    monkeypatch.setattr(instance, "systemctl", lambda *asked: words.append(asked))
    return words


def test_another_hour_of_the_backup_is_told_to_systemd(
    tmp_path: Path, told: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = {part.name: part for part in Wanted(Places(tmp_path), NIGHT, SETTINGS).parts()}
    timer = parts[BACKUP_TIMER]
    assert not timer.is_so()

    timer.make()

    assert told == [("daemon-reload",), ("try-restart", BACKUP_TIMER)]
    assert "04:15:00" in (Places(tmp_path).units / BACKUP_TIMER).read_text("utf-8")
    assert timer.is_so()
    # Killed after the file was written: systemd knows that it has not read it.
    monkeypatch.setattr(instance, "needs_reload", lambda unit: unit == BACKUP_TIMER)
    assert not timer.is_so()


@pytest.mark.parametrize(("started", "outdated"), [(999, True), (1000, False), (None, False)])
def test_a_server_older_than_its_configuration_is_found(
    tmp_path: Path, told: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch,
    started: int | None, outdated: bool,
) -> None:  # fmt: skip
    wanted = Wanted(Places(tmp_path), Plan(), SETTINGS)
    file = wanted.places.configuration / "firebird.conf"
    file.parent.mkdir(parents=True)
    file.touch()
    os.utime(file, (1000.5, 1000.5))
    monkeypatch.setattr(instance, "active_since", lambda unit: started if unit == SERVICE else None)
    assert wanted.is_outdated() is outdated
    running = setup._running(wanted, True)
    assert (running.state, running.mend) == (
        ("bad", f"Restart it: systemctl restart {SERVICE}") if outdated else ("ok", "")
    )


def test_a_client_that_was_half_removed_does_not_stay(
    tmp_path: Path, told: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the files and the restart, or before the files: either way it is seen, and the
    next call of anything ends what was begun."""
    places, wanted = Places(tmp_path), Plan(tunnel_port=3443, tunnel_events_port=3444)
    monkeypatch.setattr(tunnel.shutil, "which", lambda name: name)
    now = datetime.now(UTC)
    started = [0]
    monkeypatch.setattr(instance, "active_since", lambda unit: started[0])
    monkeypatch.setattr(certificates, "make", lambda name, now: (f"certificate of {name}\n", "key"))
    tunnel.make(places, wanted, now)
    for name in ("branch", "home"):
        tunnel.add(places, wanted, name, now, host="db", file=tmp_path / f"{name}.zip")
    assert not tunnel.is_so(places, wanted), "stunnel was started before its files were written"
    started[0] = int(now.timestamp()) + 60
    assert tunnel.is_so(places, wanted)

    def killed(*_asked: str) -> None:
        raise KeyboardInterrupt

    told.clear()
    with monkeypatch.context() as broken:
        broken.setattr(instance, "systemctl", killed)
        with pytest.raises(KeyboardInterrupt):
            tunnel.remove(places, wanted, "branch")
    assert set(tunnel.clients(places)) == {"home"}
    assert not tunnel.is_so(places, wanted)

    tunnel.remove(places, wanted, "branch")

    assert ("restart", TUNNEL_SERVICE) in told
    assert "branch" not in (places.tunnel / "clients.pem").read_text("utf-8")
    assert tunnel.is_so(places, wanted)
    with pytest.raises(KnownError, match="no client branch"):
        tunnel.remove(places, wanted, "branch")
