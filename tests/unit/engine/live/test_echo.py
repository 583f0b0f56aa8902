"""The far end's voice in the microphone is taken out, the near one's stays."""

import numpy as np
import pytest

from engine.audio.live import CALL_RATE
from engine.audio.live.microphone_path import MicrophoneOptions, MicrophonePath, Reference, level_of
from tests.helpers.far_and_near import cleaned, echo, far_end, level, likeness, near_end

#: By then it has learnt the room.
_LEARNT_S = 6.0


@pytest.mark.parametrize(
    ("delay_ms", "rate", "burst"),
    [(20, 16_000, 1), (60, 48_000, 1), (120, 48_000, 2), (250, 48_000, 4), (400, 44_100, 1)],
)
def test_echo_is_20_db_less(delay_ms: int, rate: int, burst: int) -> None:
    far = far_end()
    microphone = echo(far, delay_ms)
    out = cleaned(microphone, far, rate=rate, burst=burst)
    begin = int(_LEARNT_S * CALL_RATE)
    assert level(microphone[begin:]) - level(out[begin:]) >= 20


@pytest.mark.parametrize("delay_ms", [60, 200])
def test_who_speaks_near_is_heard_over_the_echo(delay_ms: int) -> None:
    """Both speak at once: what is left is the near one, as loud as he is."""
    far, near = far_end(), near_end()
    microphone = echo(far, delay_ms)
    begin = len(far) - len(near) - CALL_RATE // 2
    microphone[begin : begin + len(near)] += near
    out = cleaned(microphone, far, rate=48_000)[begin : begin + len(near)]
    assert abs(level(out) - level(near)) < 6
    assert likeness(out, near) > 0.7


def test_who_speaks_alone_is_left_as_he_is() -> None:
    near = near_end()
    out = cleaned(near, np.zeros(len(near)))
    assert abs(level(out) - level(near)) < 1.5
    assert likeness(out, near) > 0.95


def test_without_cancellation_the_echo_stays() -> None:
    far = far_end()
    microphone = echo(far, 60)
    out = cleaned(microphone, far, options=MicrophoneOptions(echo_cancellation=False))
    assert abs(level(out) - level(microphone)) < 2


def test_noise_is_suppressed_when_wished() -> None:
    chance = np.random.default_rng(2)
    noise = chance.standard_normal(CALL_RATE * 6) * 600
    silent = np.zeros(len(noise))
    with_it = cleaned(noise, silent, options=MicrophoneOptions(noise_suppression=True))
    without = cleaned(noise, silent)
    half = len(noise) // 2
    assert level(without[half:]) - level(with_it[half:]) > 8


def test_a_quiet_voice_is_lifted_when_wished() -> None:
    quiet = np.tile(near_end(), 3) * 0.03
    out = cleaned(quiet, np.zeros(len(quiet)), options=MicrophoneOptions(automatic_gain=True))
    late = len(quiet) * 2 // 3
    assert level(out[late:]) - level(quiet[late:]) > 6


def test_muted_nothing_is_let_through_and_speech_is_noticed() -> None:
    path = MicrophonePath(CALL_RATE, MicrophoneOptions(), Reference())
    path.muted = True
    voice = near_end().astype(np.int16)
    quiet = np.zeros(CALL_RATE, np.int16)
    frames = path.feed(quiet)
    assert not path.unaware, "silence is no speech"
    frames += path.feed(voice)
    assert path.unaware
    assert not np.any(np.concatenate(frames))
    path.unaware = False
    path.feed(voice)
    assert not path.unaware, "he has just been told"
    path.muted = False
    assert np.any(np.concatenate(path.feed(voice)))


def test_levels() -> None:
    tone = (32767 * np.sin(np.arange(1600) * 2 * np.pi * 100 / 1600)).astype(np.int16)
    assert level_of(tone) == pytest.approx(-3.01, abs=0.05)
    assert level_of(np.zeros(160, np.int16)) == -96
    assert level_of(np.zeros(0, np.int16)) == -96
