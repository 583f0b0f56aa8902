"""The nightly backup keeps only what could be restored."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.errors import KnownError
from rino_desktop import backups
from rino_desktop.backups import Trouble
from rino_desktop.server import nightly
from rino_desktop.server.places import Places
from rino_desktop.server.plan import Plan
from rino_desktop.settings import Settings

SETTINGS = Settings("firebird://SYSDBA@127.0.0.1/rino", "x", "en", False, "warning", Path())


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    places = Places(tmp_path)
    places.backups.mkdir(parents=True)
    monkeypatch.setattr(backups, "make", lambda settings, file: file.write_bytes(b"backup"))
    monkeypatch.setattr(backups, "try_out", lambda file: [])
    return places


def _night(day: int) -> datetime:
    return datetime(2026, 11, day, 2, 30, tzinfo=UTC)


def test_the_oldest_go_and_others_files_stay(places: Places) -> None:
    (places.backups / "rino-before-the-move.fbk").write_bytes(b"by hand")
    plan = Plan(keep_backups=2)
    gone = [nightly.make(places, plan, SETTINGS, _night(day))[1] for day in (1, 2, 3, 4)]
    assert [[file.name[:15] for file in files] for files in gone] == [
        [], [], ["rino-2026-11-01"], ["rino-2026-11-02"],
    ]  # fmt: skip
    assert sorted(file.name for file in places.backups.iterdir()) == [
        "rino-2026-11-03T023000Z.fbk", "rino-2026-11-04T023000Z.fbk", "rino-before-the-move.fbk",
    ]  # fmt: skip


def test_what_is_left_of_runs_that_were_killed_goes_and_of_bad_ones_two_stay(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan()
    old, part, new = (
        places.backups / name
        for name in (".rino-1.untried", "..rino-2.untried.a.part", ".rino-3.untried")
    )
    for file, at in ((old, _night(1)), (part, _night(1)), (new, _night(3))):
        file.touch()
        os.utime(file, (at.timestamp(), at.timestamp()))
    nightly.make(places, plan, SETTINGS, _night(3))
    assert [file.exists() for file in (old, part, new)] == [False, False, True]
    trouble = Trouble("contact_state", "contacts are in a state that cannot be", "Restore.", 3)
    monkeypatch.setattr(backups, "try_out", lambda file: [trouble])
    for day in (4, 5, 6, 7):
        with pytest.raises(KnownError):
            nightly.make(places, plan, SETTINGS, _night(day))
    assert sorted(file.name for file in places.backups.glob("rino-*")) == [
        "rino-2026-11-03T023000Z.fbk", "rino-2026-11-06T023000Z.bad",
        "rino-2026-11-07T023000Z.bad",
    ]  # fmt: skip


def test_one_that_is_not_sound_stays_aside_and_removes_nothing(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(keep_backups=1)
    nightly.make(places, plan, SETTINGS, _night(1))
    trouble = Trouble("contact_state", "contacts are in a state that cannot be", "Restore.", 3)
    monkeypatch.setattr(backups, "try_out", lambda file: [trouble])
    with pytest.raises(KnownError, match=r"023000Z\.bad is not sound: contacts are in a state"):
        nightly.make(places, plan, SETTINGS, _night(2))

    def unreadable(file: Path) -> list[Trouble]:
        raise KnownError("damaged")

    monkeypatch.setattr(backups, "try_out", unreadable)
    with pytest.raises(KnownError, match="damaged"):
        nightly.make(places, plan, SETTINGS, _night(3))
    assert sorted(file.name for file in places.backups.iterdir()) == [
        "rino-2026-11-01T023000Z.fbk", "rino-2026-11-02T023000Z.bad",
    ]  # fmt: skip
