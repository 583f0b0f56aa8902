"""Rates, the way to the loudspeaker, and the link between two processes."""

import socket
import time

import numpy as np
import pytest

from engine.audio.live import BLOCK, CALL_FRAME, CALL_RATE
from engine.audio.live.jitter_buffer import JitterBuffer
from engine.audio.live.link import Frame, SoundLink, SoundServer
from engine.audio.live.microphone_path import Reference
from engine.audio.live.rates import Resampler
from engine.audio.live.speaker_path import SpeakerPath
from tests.helpers.processes import wait_until


def tone(rate: int, hertz: float, seconds: float = 2.0) -> np.ndarray:
    moments = np.arange(int(seconds * rate))
    return (8000 * np.sin(2 * np.pi * hertz * moments / rate)).astype(np.int16)


def strength(sound: np.ndarray, rate: int, hertz: float) -> float:
    """Amplitude of one tone."""
    moments = np.arange(len(sound))
    turn = np.exp(-2j * np.pi * hertz * moments / rate)
    return float(2 * abs(np.mean(sound * turn)))


def through(resampler: Resampler, sound: np.ndarray) -> np.ndarray:
    piece = resampler.source // 100
    return np.concatenate(
        [resampler.feed(sound[n : n + piece]) for n in range(0, len(sound), piece)]
    )


@pytest.mark.parametrize("device", [8_000, 16_000, 44_100, 48_000])
def test_speech_passes_and_nothing_is_folded_into_it(device: int) -> None:
    for source, target in ((device, CALL_RATE), (CALL_RATE, device)):
        for hertz in (300, 1000, 3400):
            resampler = Resampler(source, target)
            out = through(resampler, tone(source, hertz))
            half = out[len(out) // 2 :]
            assert strength(half, target, hertz) == pytest.approx(8000, rel=0.03)
            assert resampler.delay_ms < 25
    # 11 kHz is no sound of a call; folded back it would be 5 kHz.
    if device > 2 * 11_000:
        out = through(Resampler(device, CALL_RATE), tone(device, 11_000))
        assert np.max(np.abs(out[len(out) // 2 :])) < 80


def test_48_khz_is_quick() -> None:
    resampler = Resampler(48_000, CALL_RATE)
    through(resampler, tone(48_000, 1000))
    assert resampler.delay_ms < 8


def test_the_loudspeaker_gets_what_came_and_the_canceller_the_same() -> None:
    buffer, reference = JitterBuffer(), Reference()
    path = SpeakerPath(48_000, buffer, reference)
    sound = tone(CALL_RATE, 1000)
    out, blocks = [], []
    for n in range(90):
        buffer.push(sound[n * CALL_FRAME : (n + 1) * CALL_FRAME], time.perf_counter())
        out.append(path.take(480))
        out.append(path.take(480))
        blocks += [reference.take(), reference.take()]
    played = np.concatenate(out)
    assert len(played) == 90 * 960
    assert strength(played[len(played) // 2 :], 48_000, 1000) == pytest.approx(8000, rel=0.05)
    given = np.concatenate(blocks)
    assert strength(given[len(given) // 2 :], CALL_RATE, 1000) == pytest.approx(8000, rel=0.05)
    assert path.level == pytest.approx(-15.3, abs=0.5)
    assert path.waiting_ms < 20


def test_a_queue_that_is_never_empty_is_shortened() -> None:
    reference = Reference()
    for n in range(5):
        reference.played(np.full(BLOCK, n, np.int16))
    taken = []
    for n in range(5, 300):
        reference.played(np.full(BLOCK, n, np.int16))
        taken.append(int(reference.take()[0]))
    assert taken[0] == 0
    assert taken[-1] == 299, "nothing waits any more"


@pytest.fixture
def served():
    frames: list[Frame] = []
    server = SoundServer(frames.append)
    yield server, frames
    server.close()


def test_frames_go_both_ways(served) -> None:
    server, frames = served
    link = SoundLink.to(server.port, server.secret)
    for n in range(20):
        link.send(bytes([n]) * 640, float(n))
    wait_until(lambda: len(frames) == 20)
    assert frames[7] == Frame(bytes([7]) * 640, 7.0)
    server.send(b"ab" * 320, 3.5)
    got: list[Frame] = []
    wait_until(lambda: got.extend(link.receive()) or got)
    assert got == [Frame(b"ab" * 320, 3.5)]
    link.close()


def test_nobody_listens_without_the_secret(served) -> None:
    server, _ = served
    with socket.create_connection(("127.0.0.1", server.port)) as stranger:
        stranger.sendall(b"x" * 32)
        stranger.settimeout(5)
        assert stranger.recv(10) == b"", "he is shown the door"
    assert not server.linked


def test_who_comes_and_says_nothing_holds_up_nobody(served) -> None:
    server, frames = served
    link = SoundLink.to(server.port, server.secret)
    wait_until(lambda: server.linked)
    with socket.create_connection(("127.0.0.1", server.port)) as silent:
        wait_until(lambda: server._guests)
        for n in range(10):
            link.send(bytes([n]))
        wait_until(lambda: len(frames) == 10)
        assert server._guests, "he was being waited for meanwhile"
        silent.settimeout(10)
        assert silent.recv(1) == b"", "not for ever"
    link.close()


def test_the_next_caller_takes_the_place_of_the_one_before(served) -> None:
    server, frames = served
    first = SoundLink.to(server.port, server.secret)
    wait_until(lambda: server.linked)
    second = SoundLink.to(server.port, server.secret)
    second.send(b"second")
    wait_until(lambda: frames)
    assert frames[0].sound == b"second"
    wait_until(lambda: first.receive() or not first.open)
    second.close()
    wait_until(lambda: not server.linked)
    server.send(b"nobody hears it")


def test_who_does_not_read_is_not_waited_for(served) -> None:
    server, _ = served
    link = SoundLink.to(server.port, server.secret)
    wait_until(lambda: server.linked)
    for _ in range(20_000):
        server.send(bytes(640))
    assert server._link is not None
    assert server._link.dropped > 0
    link.close()
