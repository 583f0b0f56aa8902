"""Somebody who speaks before a microphone of the test's sound server."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from tests.helpers.headset import RATE, Headset


def tone_file(path: Path, hertz: float, seconds: float = 60) -> Path:
    moments = np.arange(int(seconds * RATE))
    path.write_bytes((8000 * np.sin(2 * np.pi * hertz * moments / RATE)).astype("<i2").tobytes())
    return path


@contextmanager
def speaking(server: Headset, sink: str, raw: Path, rate: int) -> Iterator[None]:
    """``raw`` (16 bit, mono) is played into a loudspeaker that nobody hears: its microphone
    does."""
    player = subprocess.Popen(
        ["pacat", f"--device={sink}", f"--rate={rate}", "--channels=1", "--format=s16le", "--raw",
         "--latency-msec=20", raw],
        env=dict(server.environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
    finally:
        player.terminate()
        player.wait(10)
