"""A sound server of our own with one loudspeaker that nobody hears, what is played on it, and a
microphone that stands before it."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

RATE = 8000


class Headset:
    """``environment``: with it programs find the server. ``recording``: what is played, raw."""

    def __init__(self, environment: Mapping[str, str], recording: Path) -> None:
        self.environment = environment
        self.recording = recording

    def heard(self) -> NDArray[np.float64]:
        data = self.recording.read_bytes()
        samples = np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2")
        return samples.astype(np.float64) / 32768

    def plug_in(self, name: str) -> str:
        """Another loudspeaker, heard by nobody either, and a microphone (``name`` + "-mic") before
        it; what ``pull_out`` takes."""
        sink = self._module("module-null-sink", f"sink_name={name}", f"rate={RATE}", "channels=1",
                            f"sink_properties=device.description={name}")  # fmt: skip
        source = self._module("module-remap-source", f"master={name}.monitor",
                              f"source_name={name}-mic",
                              f"source_properties=device.description={name}-mic")  # fmt: skip
        return f"{source} {sink}"

    @contextmanager
    def listening_at(self, name: str) -> Iterator[Callable[[], NDArray[np.int16]]]:
        """What is played on that one, as far as it has come."""
        recording = self.recording.with_name(f"heard-{name}.raw")
        recorder = _recorder(name, recording, self.environment)
        try:
            _until(lambda: recording.stat().st_size > 0)
            yield lambda: np.frombuffer(_even(recording.read_bytes()), dtype="<i2")
        finally:
            recorder.terminate()
            recorder.wait(10)

    def pull_out(self, plugged: str) -> None:
        for module in plugged.split():
            self._pactl("unload-module", module)

    def _module(self, *words: str) -> str:
        return self._pactl("load-module", *words)

    def _pactl(self, *words: str) -> str:
        done = subprocess.run(["pactl", *words], env=dict(self.environment), capture_output=True,
                              text=True, check=True, timeout=20)  # fmt: skip
        return done.stdout.strip()


@contextmanager
def headset(folder: Path) -> Iterator[Headset]:
    """A PulseAudio server of its own; fails where there is none."""
    if shutil.which("pulseaudio") is None or shutil.which("parec") is None:
        pytest.fail("PulseAudio is missing: requirements/apt-test.txt names it")
    environment = {
        **os.environ,
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_RUNTIME_PATH": str(folder / "pulse"),
        "PULSE_STATE_PATH": str(folder / "state"),
        "PULSE_SERVER": f"unix:{folder / 'native'}",
        "HOME": str(folder),
    }
    server = subprocess.Popen(
        ["pulseaudio", "--daemonize=no", "--exit-idle-time=-1", "-n", "--use-pid-file=no",
         "-L", f"module-native-protocol-unix socket={folder / 'native'} auth-anonymous=1",
         "-L", f"module-null-sink sink_name=headset rate={RATE} channels=1",
         "-L", "module-remap-source master=headset.monitor source_name=microphone"],
        env={k: v for k, v in environment.items() if k != "PULSE_SERVER"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    recording = folder / "heard.raw"
    recorder = None
    try:
        _until(lambda: _listens(folder / "native"))
        recorder = _recorder("headset", recording, environment)
        _until(lambda: recording.stat().st_size > 0)
        yield Headset(environment, recording)
    finally:
        for process in (recorder, server):
            if process is not None:
                process.terminate()
                process.wait(10)


def _recorder(
    name: str, recording: Path, environment: Mapping[str, str]
) -> "subprocess.Popen[bytes]":
    with recording.open("wb") as file:
        return subprocess.Popen(
            ["parec", f"--device={name}.monitor", f"--rate={RATE}", "--channels=1",
             "--format=s16le", "--raw", "--latency-msec=20"],
            env=dict(environment), stdout=file, stderr=subprocess.DEVNULL,
        )  # fmt: skip


def _listens(place: Path) -> bool:
    """The file is there before anybody may come in."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as guest:
        try:
            guest.connect(str(place))
        except OSError:
            return False
        return True


def _even(data: bytes) -> bytes:
    return data[: len(data) // 2 * 2]


def _until(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + 60
    while not condition():
        if time.monotonic() > limit:
            raise AssertionError("the sound server does not answer")
        time.sleep(0.05)
