"""Sound files of every common format become prompts; what is no sound, or not whole, is told."""

import math
import os
import re
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.audio.decode import EXTENSIONS
from engine.audio.import_sound import convert_sound, import_sound
from engine.errors import KnownError
from tests.helpers import sound

KINDS = {
    "a.wav": ("WAV", "PCM_16"), "24.wav": ("WAV", "PCM_24"), "float.wav": ("WAV", "FLOAT"),
    "8.wav": ("WAV", "PCM_U8"), "alaw.wav": ("WAV", "ALAW"), "adpcm.wav": ("WAV", "IMA_ADPCM"),
    "ex.wav": ("WAVEX", "PCM_16"), "big.wav": ("RF64", "PCM_16"),
    "a.mp3": ("MP3", "MPEG_LAYER_III"), "a.ogg": ("OGG", "VORBIS"), "a.opus": ("OGG", "OPUS"),
    "a.flac": ("FLAC", "PCM_16"), "a.aiff": ("AIFF", "PCM_16"), "a.au": ("AU", "PCM_16"),
}  # fmt: skip


def tone(rate: int, channels: int, level: float = 0.1) -> "np.ndarray":  # type: ignore[type-arg]
    """Half a second of silence, two of 700 Hz, half a second of silence; the channels differ."""
    t = np.arange(3 * rate) / rate
    one = level * np.sin(2 * np.pi * 700 * t) * ((t >= 0.5) & (t < 2.5))
    return np.stack([one * (0.5 if n else 1.0) for n in range(channels)], axis=1)


def made(path: Path, rate: int = 48000, channels: int = 2, level: float = 0.1) -> Path:
    kind, subtype = KINDS[path.name]
    soundfile.write(path, tone(rate, channels, level), rate, format=kind, subtype=subtype)
    return path


def imported(source: Path) -> list[float]:
    target = source.parent / "prompt.wav"
    import_sound(source, target)
    return sound.read(target)  # strict: 8 kHz, mono, 16 bit


@pytest.mark.parametrize("rate", [8000, 16000, 48000])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("name", KINDS)
def test_every_format_becomes_the_same_prompt(
    name: str, channels: int, rate: int, tmp_path: Path
) -> None:
    samples = imported(made(tmp_path / name, rate, channels))
    assert len(samples) / 8000 == pytest.approx(2.15, abs=0.1)
    middle = samples[2000:14000]
    # As loud as every other prompt: -20 dBFS, whatever its own level; nothing but its tone.
    assert 20 * math.log10(sound.rms(middle)) == pytest.approx(-20, abs=0.7)
    assert sound.power(middle, 700) == pytest.approx(0.1414, abs=0.012)


@pytest.mark.parametrize("level", [0.003, 0.03, 0.9])
def test_quiet_and_loud_files_come_out_alike(level: float, tmp_path: Path) -> None:
    samples = imported(made(tmp_path / "a.flac", level=level))
    assert 20 * math.log10(sound.rms(samples[2000:14000])) == pytest.approx(-20, abs=0.7)
    assert max(map(abs, samples)) < 10 ** (-1.9 / 20)


def test_the_band_is_the_telephones(tmp_path: Path) -> None:
    rate = 44100
    t = np.arange(2 * rate) / rate
    parts = {50: 0.2, 1000: 0.2, 3000: 0.1, 6000: 0.2}
    soundfile.write(
        tmp_path / "a.wav", sum(a * np.sin(2 * np.pi * f * t) for f, a in parts.items()), rate
    )
    middle = imported(tmp_path / "a.wav")[4000:12000]
    assert sound.power(middle, 50) < 0.003
    assert sound.power(middle, 2000) < 0.001  # where 6000 would be folded to
    assert sound.power(middle, 1000) / sound.power(middle, 3000) == pytest.approx(2, abs=0.05)


def test_it_may_be_imported_over_itself(tmp_path: Path) -> None:
    path = made(tmp_path / "a.wav")
    import_sound(path, path)
    assert len(sound.read(path)) / 8000 == pytest.approx(2.15, abs=0.1)
    assert [file.name for file in tmp_path.iterdir()] == ["a.wav"]


def test_the_contents_count_and_not_the_name(tmp_path: Path) -> None:
    made(tmp_path / "a.mp3").rename(tmp_path / "wrong.wav")
    done = import_sound(tmp_path / "wrong.wav", tmp_path / "out.wav")
    assert (done.kind, done.misnamed) == ("MP3", True)
    done = import_sound(made(tmp_path / "a.flac"), tmp_path / "out.wav")
    assert (done.kind, done.misnamed) == ("FLAC", False)


# --- what cannot be used ---


def refused(source: Path) -> str:
    """The line that is told; nothing is left behind."""
    before = sorted(source.parent.iterdir())
    with pytest.raises(KnownError) as refusal:
        import_sound(source, source.parent / "prompt.wav")
    assert str(source) in refusal.value.message
    assert "\n" not in refusal.value.message
    assert sorted(source.parent.iterdir()) == before
    return refusal.value.message


STRANGERS = {
    "empty.wav": (b"", "is empty"),
    "text.wav": ("Здравствуйте!\n" * 20, "is text, not sound"),
    "text.mp3": (b"hello", "is text"),
    "voice.m4a": (b"\0\0\0 ftypM4A " + bytes(500), r"MP4 or M4A \(AAC\)"),
    "voice.mp3": (b"\0\0\0 ftypmp42" + bytes(500), r"MP4 or M4A \(AAC\)"),
    "voice.wma": (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11" + bytes(500), "Windows Media"),
    "voice.amr": (b"#!AMR\n" + bytes(500), "an AMR file"),
    "list.wav": (b"PK\x03\x04" + bytes(500), "a ZIP archive or an office document"),
    "scan.mp3": (b"%PDF-1.7" + bytes(500), "a PDF document"),
    "picture.ogg": (b"\x89PNG\r\n" + bytes(500), "a picture"),
    "zeros.wav": (bytes(5000), "is no WAV file"),
    "random.flac": (bytes(range(1, 256)) * 20, "is no FLAC file"),
    "what": (bytes(5000), "is not a sound file"),
    "header.wav": (b"RIFF\x24\0\0\0WAVEfmt ", "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", STRANGERS)
def test_what_is_no_sound_is_told(name: str, tmp_path: Path) -> None:
    content, words = STRANGERS[name]
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert re.search(words, refused(path))


@pytest.mark.parametrize("name", [name for name in KINDS if name not in ("big.wav", "a.au")])
@pytest.mark.parametrize("part", [0.4, 0.75, 0.97])
def test_a_file_that_breaks_off_is_refused(name: str, part: float, tmp_path: Path) -> None:
    path = made(tmp_path / name)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    message = refused(path)
    assert "is cut off" in message or "is damaged" in message


@pytest.mark.parametrize("name", ["a.mp3", "a.ogg", "a.opus", "a.flac"])
def test_a_file_with_a_hole_is_refused(name: str, tmp_path: Path) -> None:
    path = made(tmp_path / name)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 600] = bytes(600)
    path.write_bytes(content)
    assert "is damaged" in refused(path)


def test_silence_is_no_prompt(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.flac", np.zeros(44100), 44100)
    assert "nothing but silence" in refused(tmp_path / "a.flac")
    soundfile.write(tmp_path / "b.wav", np.zeros(0), 44100)
    assert "holds no sound" in refused(tmp_path / "b.wav")


def test_hours_are_refused_before_they_are_decoded(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    with path.open("wb") as file:  # a sparse file: an hour of nothing
        file.write(sound.riff(sound.pcm_format(), b"", declared=2 * 8000 * 3600))
        file.truncate(44 + 2 * 8000 * 3600)
    assert "longer than 30 minutes" in refused(path)
    with path.open("wb") as file:
        file.truncate((1 << 30) + 1)
    assert "larger than 1024 MB" in refused(path)


def test_folders_and_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "folder.wav").mkdir()
    with pytest.raises(KnownError, match="is a folder"):
        import_sound(tmp_path / "folder.wav", tmp_path / "out.wav")
    with pytest.raises(KnownError, match="cannot be read"):
        import_sound(tmp_path / "none.wav", tmp_path / "out.wav")


def test_a_target_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KnownError, match="cannot be written"):
        import_sound(made(tmp_path / "a.wav"), tmp_path / "file" / "out.wav")


def test_at_run_time_what_is_there_is_heard(tmp_path: Path) -> None:
    """A prompt that was put into the store by hand, and is not whole: better than none."""
    path = made(tmp_path / "24.wav")
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert convert_sound(path, tmp_path / "out.wav") == pytest.approx(1.5, abs=0.01)


def _trouble(work: Callable[[], object]) -> str | None:
    """What a known error says; None when there is none. Any other error is a bug."""
    try:
        work()
    except KnownError as error:
        return str(error)
    return None


HEADS: list[Callable[[], bytes]] = [
    lambda: b"", lambda: b"RIFF\xff\xff\xff\xffWAVE", lambda: b"ID3\x04\0\0\0\0\0\x0a",
    lambda: b"OggS\0\x02" + bytes(20), lambda: b"fLaC\0\0\0\x22", lambda: b"\xff\xfb\x90\x64",
    lambda: b"FORM\0\0\1\0AIFFCOMM", lambda: b"RIFF\0\0\0\0WAVE" + b"fmt \x10\0\0\0",
    lambda: b"RF64\xff\xff\xff\xffWAVEds64",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(head=st.sampled_from(range(len(HEADS))), tail=st.binary(max_size=3000),
       name=st.sampled_from(sorted(EXTENSIONS)))  # fmt: skip
def test_nothing_but_known_errors_comes_of_garbage(
    tmp_path_factory: pytest.TempPathFactory, head: int, tail: bytes, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"fuzz-{os.getpid()}{name}"
    path.write_bytes(HEADS[head]() + tail)
    for work in (import_sound, convert_sound):
        told = _trouble(lambda work=work: work(path, path.with_name("out.wav")))
        assert told is None or str(path) in told


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_files_give_known_errors_or_sound(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp()
    name = data.draw(st.sampled_from(["a.mp3", "a.ogg", "a.flac", "a.wav", "a.aiff"]))
    whole = folder / name
    if not whole.exists():
        made(whole, 16000, 1)
    content = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 4))
        content[at : at + 4] = struct.pack("<I", data.draw(st.integers(0, 0xFFFFFFFF)))
    broken = folder / f"broken-{os.getpid()}-{name}"
    broken.write_bytes(content)
    told = _trouble(lambda: import_sound(broken, folder / "out.wav"))
    assert told is None or str(broken) in told
