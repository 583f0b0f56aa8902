"""The buffer between two clocks, by a virtual one."""

import random

import numpy as np
import pytest

from engine.audio.live import BLOCK, CALL_FRAME, CALL_RATE
from engine.audio.live.jitter_buffer import JitterBuffer
from tests.helpers.telephone import seconds_of_tones


def tone(seconds: float, hertz: float = 300) -> np.ndarray:
    moments = np.arange(int(seconds * CALL_RATE))
    return (8000 * np.sin(2 * np.pi * hertz * moments / CALL_RATE)).astype(np.int16)


def carried(
    sound: np.ndarray, arrivals: list[float], *, pull_every: float = 0.01, seconds: float = 0
) -> tuple[np.ndarray, JitterBuffer, list[float]]:
    """Frame n set out at n × 20 ms and came at ``arrivals[n]``; 10 ms are pulled so often.
    Also how long each 10 ms had waited."""
    buffer = JitterBuffer()
    out, waits = [], []
    frames = len(sound) // CALL_FRAME
    now, coming = 0.0, 0
    while now < (seconds or frames * 0.02):
        while coming < frames and arrivals[coming] <= now:
            buffer.push(sound[coming * CALL_FRAME : (coming + 1) * CALL_FRAME], coming * 0.02)
            coming += 1
        out.append(buffer.pull(BLOCK, now))
        if (late := buffer.last_delay_ms) is not None:
            waits.append(late)
        now += pull_every
    return np.concatenate(out), buffer, waits


def test_an_even_stream_waits_for_little_and_loses_nothing() -> None:
    sound = tone(10)
    arrivals = [n * 0.02 + 0.001 for n in range(500)]
    out, buffer, waits = carried(sound, arrivals)
    assert seconds_of_tones(out, [300], CALL_RATE) > 9.8
    assert buffer.underruns == 0
    assert np.median(waits[500:]) < 30


@pytest.mark.parametrize("jitter_ms", [10, 30])
def test_an_uneven_stream_is_waited_for_as_long_as_it_is_uneven(jitter_ms: int) -> None:
    chance = random.Random(3)
    sound = tone(20)
    arrivals, last = [], 0.0
    for n in range(1000):
        last = max(last, n * 0.02 + chance.random() * jitter_ms / 1000)
        arrivals.append(last)
    out, buffer, waits = carried(sound, arrivals)
    assert seconds_of_tones(out[5 * CALL_RATE :], [300], CALL_RATE) > 14.0
    assert np.median(waits[1000:]) < jitter_ms + 40
    assert buffer.underruns < 12


def test_a_faster_or_slower_clock_is_followed_without_gaps() -> None:
    """500 parts in a million, ten times what sound cards are apart."""
    sound = tone(60)
    arrivals = [n * 0.02 + 0.001 for n in range(3000)]
    for drift in (1 + 5e-4, 1 - 5e-4):
        out, buffer, waits = carried(sound, arrivals, pull_every=0.01 * drift, seconds=59)
        assert seconds_of_tones(out, [300], CALL_RATE) > 58
        assert max(waits[300:]) < 80
        assert (buffer.cuts if drift > 1 else buffer.stretches) > 0


def test_after_a_pause_of_the_other_side_it_begins_anew() -> None:
    sound = tone(6)
    arrivals = [n * 0.02 + (0 if n < 100 else 0.5) for n in range(300)]
    out, buffer, _ = carried(sound, arrivals, seconds=6.5)
    assert buffer.underruns >= 1
    assert seconds_of_tones(out, [300], CALL_RATE) > 5.5
    silent = out[int(2.2 * CALL_RATE) : int(2.4 * CALL_RATE)]
    assert not np.any(silent), "what is missing is silence, not a stuck tone"


def test_what_came_all_at_once_is_not_played_late() -> None:
    """The receiving side stood still for a second: nobody wants to hear that second now."""
    buffer = JitterBuffer()
    for n in range(50):
        buffer.push(tone(0.02), n * 0.02)
    assert buffer.waiting_ms <= 200
    assert buffer.dropped > 0
    buffer.pull(BLOCK, 1.0)
    assert buffer.last_delay_ms is not None
    assert buffer.last_delay_ms < 100


def test_an_empty_one_gives_silence() -> None:
    buffer = JitterBuffer()
    assert not np.any(buffer.pull(BLOCK, 0.0))
    assert buffer.last_delay_ms is None
    buffer.push(tone(0.04), 0.0)
    buffer.clear()
    assert not np.any(buffer.pull(BLOCK, 0.0))


def test_cuts_and_stretches_do_not_click() -> None:
    sound = tone(60, 200)
    arrivals = [n * 0.02 + 0.001 for n in range(3000)]
    step = np.max(np.abs(np.diff(sound.astype(np.int64))))
    for drift in (1 + 5e-4, 1 - 5e-4):
        out, _, _ = carried(sound, arrivals, pull_every=0.01 * drift, seconds=59)
        begun = out[CALL_RATE:]
        assert np.max(np.abs(np.diff(begun.astype(np.int64)))) < 3 * step
