"""Any WAV in, a telephone's WAV out."""

import math
import struct
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.audio.normalise import normalise_wav
from engine.audio.wav import parse_header, wav_format
from engine.errors import KnownError
from tests.helpers import sound

TONE = sound.tone(1000, 0.5)


def _as_24_bit(samples: list[float]) -> bytes:
    return b"".join(struct.pack("<i", round(s * 8388607))[:3] for s in samples)


def _a_law(samples: list[float]) -> bytes:
    """G.711 by its definition: the code whose decoded value is nearest."""
    return bytes(_nearest(s, _A_LAW) for s in samples)


def _mu_law(samples: list[float]) -> bytes:
    return bytes(_nearest(s, _MU_LAW) for s in samples)


@cache  # a tone repeats its few samples, and every worker of the test run reads this file
def _nearest(sample: float, values: tuple[float, ...]) -> int:
    return min(range(256), key=lambda code: abs(values[code] - sample))


def _decoded_a(code: int) -> float:
    code ^= 0x55
    exponent, mantissa = code >> 4 & 7, code & 15
    size = mantissa * 2 + 1 if exponent == 0 else (mantissa * 2 + 33) << (exponent - 1)
    return (1 if code & 0x80 else -1) * size / 4096


def _decoded_mu(code: int) -> float:
    code ^= 0xFF
    size = (((code & 15) * 2 + 33) << (code >> 4 & 7)) - 33
    return (-1 if code & 0x80 else 1) * size / 8192


_A_LAW = tuple(_decoded_a(code) for code in range(256))
_MU_LAW = tuple(_decoded_mu(code) for code in range(256))

EXTENSIBLE = struct.pack("<HHIIHHHHIH", 0xFFFE, 1, 8000, 16000, 2, 16, 22, 16, 4, 1) + bytes(14)

KINDS = {
    "16 bit": (sound.pcm_format(), sound.pcm16(TONE)),
    "8 bit": (sound.pcm_format(bits=8), bytes(round(128 + 127 * s) for s in TONE)),
    "24 bit": (sound.pcm_format(bits=24), _as_24_bit(TONE)),
    "32 bit": (
        sound.pcm_format(bits=32),
        struct.pack(f"<{len(TONE)}i", *(round(s * 2147483647) for s in TONE)),
    ),
    "float": (sound.pcm_format(bits=32, tag=3), struct.pack(f"<{len(TONE)}f", *TONE)),
    "A-law": (sound.pcm_format(bits=8, tag=6), _a_law(TONE)),
    "mu-law": (sound.pcm_format(bits=8, tag=7), _mu_law(TONE)),
    "stereo": (sound.pcm_format(channels=2), sound.pcm16([s for t in TONE for s in (t, t)])),
    "extensible": (EXTENSIBLE, sound.pcm16(TONE)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_sample_keeps_its_tone(kind: str, tmp_path: Path) -> None:
    source = tmp_path / "in.wav"
    source.write_bytes(sound.riff(*KINDS[kind]))
    assert normalise_wav(source, tmp_path / "out.wav", trim=False, even=False) == 0.5
    samples = sound.read(tmp_path / "out.wav")
    assert sound.power(samples, 1000) == pytest.approx(0.3, abs=0.01)
    assert sound.rms(samples) == pytest.approx(0.3 / math.sqrt(2), abs=0.01)


@pytest.mark.parametrize("rate", [6000, 11025, 16000, 22050, 44100, 48000])
def test_rates_are_converted_without_folding(rate: int, tmp_path: Path) -> None:
    """A tone above 4 kHz is gone, not turned into another; one below keeps pitch and level."""
    samples = sound.tone(1000, 0.5, rate)
    above = rate > 2 * 5200
    if above:
        samples = [a + b for a, b in zip(samples, sound.tone(5000, 0.5, rate), strict=True)]
    source = sound.write(tmp_path / "in.wav", samples, rate)
    assert normalise_wav(source, source, trim=False, even=False) == pytest.approx(0.5, abs=0.001)
    middle = sound.read(source)[800:3200]
    assert sound.power(middle, 1000) == pytest.approx(0.3, abs=0.01)
    if above:
        assert sound.power(middle, 3000) < 0.001  # where 5000 would be folded to


def test_silence_at_the_ends_is_cut_and_a_little_stays(tmp_path: Path) -> None:
    samples = sound.silence(1.0) + sound.tone(800, 0.6) + sound.silence(2.0)
    source = sound.write(tmp_path / "in.wav", samples)
    assert normalise_wav(source, tmp_path / "out.wav") == pytest.approx(0.75, abs=0.03)


@pytest.mark.parametrize("level", [0.01, 0.2, 0.99])
def test_loudness_becomes_even(level: float, tmp_path: Path) -> None:
    source = sound.write(tmp_path / "in.wav", sound.tone(800, 1.0, level=level))
    normalise_wav(source, tmp_path / "out.wav")
    samples = sound.read(tmp_path / "out.wav")
    assert 20 * math.log10(sound.rms(samples[800:6400])) == pytest.approx(-20, abs=1)
    assert max(map(abs, samples)) < 0.8


def test_direct_current_is_removed(tmp_path: Path) -> None:
    source = sound.write(tmp_path / "in.wav", [0.2 + s for s in TONE])
    normalise_wav(source, tmp_path / "out.wav", trim=False, even=False)
    samples = sound.read(tmp_path / "out.wav")
    assert abs(sum(samples) / len(samples)) < 0.001


BROKEN = {
    "not a WAV file": b"\xff\xfb\x90\x00" * 1000,
    "damaged": sound.riff(b"short", b"")[:40],
    "there is no sound": sound.riff(sound.pcm_format(), b"")[:36],
    "holds no sound": sound.riff(sound.pcm_format(), b""),
    "nothing but silence": sound.riff(sound.pcm_format(), bytes(16000)),
    "sound format we do not read": sound.riff(sound.pcm_format(tag=0x55, bits=16), bytes(100)),
    "0 channels": sound.riff(sound.pcm_format(channels=0), bytes(100)),
    "longer than": sound.riff(sound.pcm_format(rate=4000, bits=8), bytes(4000 * 1801)),
}


@pytest.mark.parametrize("words", BROKEN)
def test_what_cannot_be_used_is_told_in_one_line(words: str, tmp_path: Path) -> None:
    source = tmp_path / "in.wav"
    source.write_bytes(BROKEN[words])
    with pytest.raises(KnownError, match=words) as refusal:
        normalise_wav(source, tmp_path / "out.wav")
    assert str(source) in str(refusal.value)
    assert refusal.value.mend
    assert [p.name for p in tmp_path.iterdir()] == ["in.wav"]


def test_a_missing_file_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"none\.wav cannot be read"):
        normalise_wav(tmp_path / "none.wav", tmp_path / "out.wav")


def test_a_truncated_file_gives_what_is_there(tmp_path: Path) -> None:
    whole = sound.riff(sound.pcm_format(), sound.pcm16(TONE))
    source = tmp_path / "in.wav"
    source.write_bytes(whole[:-4001])
    assert not wav_format(source).telephone
    assert normalise_wav(source, tmp_path / "out.wav", trim=False) == pytest.approx(0.25, abs=0.001)
    assert wav_format(tmp_path / "out.wav").telephone


def test_chunks_before_the_sound_are_skipped(tmp_path: Path) -> None:
    picture = b"LIST" + struct.pack("<I", 5001) + bytes(5002)
    source = tmp_path / "in.wav"
    source.write_bytes(sound.riff(sound.pcm_format(), sound.pcm16(TONE), before=picture))
    assert wav_format(source).telephone
    assert wav_format(source).seconds == 0.5


@settings(max_examples=200)
@given(st.binary(max_size=200), st.integers(0, 40))
def test_no_header_can_break_the_reader(noise: bytes, keep: int) -> None:
    head = sound.riff(sound.pcm_format(), b"")[:keep] + noise
    try:
        kind = parse_header(head, len(head), "here")
    except KnownError:
        return
    assert kind.offset + kind.size <= len(head)
    assert kind.size % kind.frame_bytes == 0
