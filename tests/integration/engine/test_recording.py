"""Recordings: linked to their attempts, with the consent prompt, and never in dialling's way."""

import wave
from pathlib import Path

import pytest

from engine.adapters.simulated import subscribers as behave
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers

ANSWERS, BUSY = numbers(2)
CONSENT = "Разговор записывается."


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path)
    hall.publish("notice")
    hall.trunk()
    hall.subscribers.numbers = {ANSWERS: behave.presses("1"), BUSY: behave.busy()}
    return hall


def seconds(path: Path) -> float:
    with wave.open(str(path)) as file:
        assert file.getnchannels() == 2
        return file.getnframes() / file.getframerate()


@pytest.mark.parametrize("consent", ["", CONSENT], ids=["plain", "consent"])
def test_answered_calls_are_recorded(hall: Hall, consent: str) -> None:
    campaign = hall.campaign(
        settings(record=True, record_consent=consent), contacts([ANSWERS, BUSY])
    )
    hall.start(campaign)
    hall.run_until_done()
    rows = {row.phone: row for row in hall.attempts(campaign)}
    row = rows[ANSWERS]
    assert row.answered_at is not None
    assert row.ended_at is not None
    day = row.answered_at.strftime("%Y/%m/%d")
    assert row.recording == f"recordings/{day}/notice/{row.id}.wav"
    length_s = seconds(hall.folder / "voice" / row.recording)
    assert length_s == pytest.approx((row.ended_at - row.answered_at).total_seconds(), abs=0.1)
    assert rows[BUSY].recording == ""


def test_the_consent_comes_before_the_scheme(hall: Hall) -> None:
    """The call is longer by it, and a key pressed meanwhile answers nothing."""
    hall.subscribers.numbers = {ANSWERS: behave.Subscriber(presses=(behave.Press("9", 0.5),))}
    lengths, ends = [], []
    for name, consent in (("with", CONSENT), ("without", "")):
        campaign = hall.campaign(
            settings(name, record=True, record_consent=consent), contacts([ANSWERS])
        )
        hall.start(campaign)
        hall.run_until_done()
        (row,) = hall.attempts(campaign)
        lengths.append(seconds(hall.folder / "voice" / row.recording))
        ends.append(row.disposition.value)
    assert ends[0] != "opted_out"
    assert ends[1] == "opted_out"
    assert lengths[0] > lengths[1]


def test_a_voice_store_that_cannot_be_written_keeps_nobody_from_calling(hall: Hall) -> None:
    (hall.folder / "voice").mkdir()
    (hall.folder / "voice" / "recordings").write_text("a file where the folder should be")
    campaign = hall.campaign(settings(record=True, record_consent=CONSENT), contacts([ANSWERS]))
    hall.start(campaign)
    hall.run_until_done()
    (row,) = hall.attempts(campaign)
    assert row.disposition.value == "completed"
    assert row.recording == ""


def test_a_recording_that_failed_is_not_claimed(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk_full(*_: object) -> str:
        return "recording failed: no space left on device"

    monkeypatch.setattr("engine.adapters.simulated.sound.Recording.finish", disk_full)
    campaign = hall.campaign(settings(record=True), contacts([ANSWERS]))
    hall.start(campaign)
    hall.run_until_done()
    (row,) = hall.attempts(campaign)
    assert (row.disposition.value, row.recording) == ("completed", "")
