"""Sound as numbers: what is seen of it, what is cut, what it is called."""

from pathlib import Path

import numpy as np
import pytest

from editor.prompts import samples as sound
from engine.audio.wav import is_telephone
from tests.helpers import sound as made

RATE = 8000


def tone(seconds: float, level: float = 0.3, hertz: float = 500) -> sound.Samples:
    return (np.array(made.tone(hertz, seconds, level=level)) * 32767).round().astype(np.int16)


def test_no_peak_is_left_out_however_far_it_is_seen_from() -> None:
    samples = np.zeros(RATE * 60, np.int16)
    samples[123_456], samples[400_001] = 20000, -30000
    for columns in (7, 100, 1000):
        seen = sound.envelope(samples, 0, 60, columns)
        assert len(seen.at) == columns
        assert seen.high.max() == pytest.approx(20000 / 32768)
        assert seen.low.min() == pytest.approx(-30000 / 32768)
        assert (
            seen.at[seen.high.argmax()]
            <= 123_456 / RATE
            < seen.at[seen.high.argmax()] + 61 / columns
        )
        assert (seen.high >= seen.low).all()


def test_from_near_each_sample_is_itself() -> None:
    samples = np.arange(-100, 100, dtype=np.int16)
    seen = sound.envelope(samples, 0, 1, 10_000)
    assert len(seen.at) == 200
    assert (seen.high * 32768).tolist() == samples.tolist() == (seen.low * 32768).tolist()
    assert seen.at[8] == pytest.approx(0.001)


def test_a_part_is_seen_where_it_is() -> None:
    samples = np.concatenate([tone(1, 0.1), tone(1, 0.5), tone(1, 0.1)])
    seen = sound.envelope(samples, 1.0, 2.0, 50)
    assert seen.at[0] == 1.0
    assert seen.high[:-1].min() > 0.45
    assert len(sound.envelope(samples, 5, 6, 50).at) == 0
    assert len(sound.envelope(np.zeros(0, np.int16), 0, 1, 50).at) == 0


def test_a_cut_keeps_the_selection_and_does_not_click() -> None:
    samples = tone(2)
    cut = sound.trimmed(samples, 0.5, 1.25)
    assert len(cut) == 6000
    assert cut[0] == 0 == cut[-1]
    assert cut[100:-100].tolist() == samples[4100:9900].tolist()
    assert len(sound.trimmed(samples, 0.5, 0.51)) == 0
    assert len(sound.trimmed(samples, -1, 99)) == len(samples)


def test_silence_goes_at_the_ends_only() -> None:
    quiet = np.zeros(RATE, np.int16)
    samples = np.concatenate([quiet, tone(0.5), quiet, tone(0.5), quiet])
    cut = sound.without_silence(samples)
    assert 2.0 < sound.seconds(cut) < 2.3
    assert abs(int(cut.max()) - int(samples.max())) < 3, "its loudness stays"
    assert len(sound.without_silence(quiet)) == 0


def test_even_loudness() -> None:
    levels = [
        np.sqrt(np.mean((sound.evened(tone(1, level)) / 32768) ** 2)) for level in (0.05, 0.4)
    ]
    assert levels[0] == pytest.approx(levels[1], rel=0.05)
    assert levels[0] == pytest.approx(0.1, rel=0.1)


def test_files(tmp_path: Path) -> None:
    samples = tone(0.5)
    sound.write(tmp_path / "a" / "take.wav", samples)
    assert is_telephone(tmp_path / "a" / "take.wav")
    assert sound.read(tmp_path / "a" / "take.wav").tolist() == samples.tolist()
    made.write(tmp_path / "studio.wav", made.tone(500, 1, rate=44_100), rate=44_100)
    assert sound.seconds(sound.read(tmp_path / "studio.wav")) == pytest.approx(1, abs=0.01)


def test_names_are_of_what_is_in_them() -> None:
    one, other = tone(0.5), tone(0.6)
    name = sound.take_name("Долги / май", "привет: 1", "ru", one)
    assert name.startswith("prompts/Долги_май/привет_1.ru.")
    assert name == sound.take_name("Долги / май", "привет: 1", "ru", one.copy())
    assert name != sound.take_name("Долги / май", "привет: 1", "ru", other)
    assert sound.take_name("../..", "", "en", one).startswith("prompts/scheme/prompt.en.")
