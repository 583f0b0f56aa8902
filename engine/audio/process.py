"""Decoding, resampling, levels and silence.

numpy and soxr are imported when sound is processed, not when the engine starts: an engine whose
prompts are all there never pays for them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from engine.audio.wav import A_LAW, FLOAT, MU_LAW, PCM, RATE, WavFormat

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float64]
    Flags = NDArray[np.bool]

#: Level of speech (RMS of its sounding parts). G.711 clips at 0 dBFS and telephone networks are
#: planned for speech around -26 dBov (ITU-T G.101, P.56); prompts stand a little above that.
SPEECH_DBFS = -20.0
#: No sample goes beyond it: room for what resampling and G.711 add.
PEAK_DBFS = -2.0
_SQUEEZE_DB = 6.0
#: What is this far below the loudest 20 ms, or below -60 dBFS, is silence.
SILENCE_BELOW_LOUDEST_DB = 40.0
_FLOOR_DBFS = -60.0

_FRAME = RATE // 50  # 20 ms
_TAPS = 512


def _numpy() -> Any:
    # OpenBLAS would start a thread and reserve memory for each core; nothing here needs it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy

    return numpy


def decode(sound: bytes, kind: WavFormat) -> Samples:
    """The bytes of a WAV's ``data`` → mono samples in -1…1 (channels averaged)."""
    np = _numpy()
    if kind.tag == FLOAT:
        values = np.frombuffer(sound, "<f4" if kind.bits == 32 else "<f8").astype(np.float64)
        values = np.clip(np.nan_to_num(values), -1.0, 1.0)
    elif kind.tag in (A_LAW, MU_LAW):
        codes = np.frombuffer(sound, np.uint8).astype(np.int64)
        values = (_a_law(codes) if kind.tag == A_LAW else _mu_law(codes)) / 32768.0
    else:
        assert kind.tag == PCM
        values = _pcm(sound, kind.bits)
    return mixed_down(values.reshape(-1, kind.channels))


def mixed_down(block: Samples) -> Samples:
    """Frames of several channels → one. What is no number or far too loud (a damaged file of
    floats) is made harmless."""
    np = _numpy()
    mono: Samples = np.clip(np.nan_to_num(block.mean(axis=1)), -4.0, 4.0)
    return mono


def _pcm(sound: bytes, bits: int) -> Samples:
    np = _numpy()
    values: Samples
    if bits == 8:  # the one unsigned kind
        values = (np.frombuffer(sound, np.uint8).astype(np.float64) - 128) / 128
    elif bits == 24:
        b = np.frombuffer(sound, np.uint8).reshape(-1, 3).astype(np.int64)
        wide = (b[:, 0] << 8 | b[:, 1] << 16 | b[:, 2] << 24).astype(np.uint32).view(np.int32)
        values = wide / 2147483648.0
    else:
        values = np.frombuffer(sound, f"<i{bits // 8}") / float(1 << (bits - 1))
    return values


def _a_law(codes: Any) -> Any:
    """ITU-T G.711, table 1: 13-bit values scaled to 16 bit."""
    np = _numpy()
    code = codes ^ 0x55
    exponent, mantissa = (code >> 4) & 7, code & 15
    size = np.where(
        exponent == 0, (mantissa << 4) + 8, ((mantissa << 4) + 0x108) << np.maximum(exponent - 1, 0)
    )
    return np.where(code & 0x80, size, -size)


def _mu_law(codes: Any) -> Any:
    """ITU-T G.711, table 2: 14-bit values scaled to 16 bit."""
    np = _numpy()
    code = codes ^ 0xFF
    size = ((((code & 15) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84
    return np.where(code & 0x80, -size, size)


def to_telephone_rate(samples: Samples, rate: int) -> Samples:
    """Resample to 8 kHz; what lies above 4 kHz is filtered out, not folded back."""
    if rate == RATE or not len(samples):
        return samples
    _numpy()
    import soxr  # type: ignore[import-untyped]

    resampled: Samples = soxr.resample(samples, rate, RATE, quality="HQ")
    return resampled


def resampled(blocks: Iterable[Samples], rate: int, longest_s: float) -> Samples | None:
    """Blocks of a file → 8 kHz, without holding the whole of it at its own rate. None: it is
    longer than ``longest_s``."""
    np = _numpy()
    import soxr

    stream = soxr.ResampleStream(rate, RATE, 1, dtype="float64", quality="HQ")
    done: list[Samples] = []
    count = 0
    for block in blocks:
        count += len(block)
        if count > longest_s * rate:
            return None
        done.append(block if rate == RATE else stream.resample_chunk(block))
    if rate != RATE and count:
        done.append(stream.resample_chunk(np.zeros(0), last=True))
    joined: Samples = np.concatenate(done) if done else np.zeros(0)
    return joined


def limit_band(samples: Samples) -> Samples:
    """Leave out what a telephone does not carry: below 200 and above 3900 Hz (a linear-phase
    filter of 64 ms, its delay taken out)."""
    np = _numpy()
    if not len(samples):
        return samples
    hertz = np.fft.rfftfreq(_TAPS, 1 / RATE)
    gain = np.clip((hertz - 120) / 80, 0, 1) * np.clip((3990 - hertz) / 90, 0, 1)
    taps = np.roll(np.fft.irfft(gain, _TAPS), _TAPS // 2) * np.hanning(_TAPS)
    block = 1 << 15
    length = block + _TAPS
    response = np.fft.rfft(taps, length)
    limited = np.zeros(len(samples) + length)
    for start in range(0, len(samples), block):
        spectrum = np.fft.rfft(samples[start : start + block], length)
        limited[start : start + length] += np.fft.irfft(spectrum * response, length)
    cut: Samples = limited[_TAPS // 2 : _TAPS // 2 + len(samples)]
    return cut


def shape_speech(samples: Samples) -> Samples:
    """Leave out what a telephone does not carry (below 200 Hz: it only takes up level) and lift
    1.5-3.4 kHz by up to 4 dB, where consonants are told apart."""
    np = _numpy()
    if not len(samples):
        return samples
    # Room for the filter to ring out instead of wrapping around, and a length without large
    # prime factors: an awkward one costs the FFT ten times as much.
    length = -(-(len(samples) + 400) // 2048) * 2048
    hertz = np.fft.rfftfreq(length, 1 / RATE)
    gain = np.clip((hertz - 120) / 80, 0, 1) * np.clip((3900 - hertz) / 300, 0, 1)
    gain = gain * 10 ** (np.clip((hertz - 1000) / 1000, 0, 1) * 4 / 20)
    shaped: Samples = np.fft.irfft(np.fft.rfft(samples, length) * gain, length)[: len(samples)]
    return shaped


def trim_silence(samples: Samples, lead_s: float = 0.03, tail_s: float = 0.12) -> Samples:
    """Cut silence at both ends, keeping a little so that phrases follow each other naturally."""
    np = _numpy()
    loud = np.flatnonzero(_sounding(samples))
    if not len(loud):
        return samples[:0]
    start = max(0, int(loud[0]) * _FRAME - round(lead_s * RATE))
    end = min(len(samples), (int(loud[-1]) + 1) * _FRAME + round(tail_s * RATE))
    cut: Samples = samples[start:end].copy()
    ramp = np.linspace(0, 1, min(40, len(cut)))  # 5 ms: a cut must not click
    cut[: len(ramp)] *= ramp
    cut[len(cut) - len(ramp) :] *= ramp[::-1]
    return cut


def even_loudness(samples: Samples) -> Samples:
    """Bring the sounding parts to ``SPEECH_DBFS``. Peaks that get too high are rounded off (a
    synthesiser's pulses stand 20 dB above its level), but by no more than ``_SQUEEZE_DB``."""
    np = _numpy()
    sounding = _frames(samples)[_sounding(samples)]
    if not sounding.size:
        return samples
    level = float(np.sqrt(np.mean(sounding**2)))
    peak = float(np.max(np.abs(samples)))
    louder = samples * min(_ratio(SPEECH_DBFS) / level, _ratio(PEAK_DBFS + _SQUEEZE_DB) / peak)
    knee = _ratio(PEAK_DBFS) / 2
    size = np.abs(louder)
    rounded: Samples = np.where(
        size <= knee, louder, np.sign(louder) * knee * (1 + np.tanh((size - knee) / knee))
    )
    return rounded


def to_bytes(samples: Samples) -> bytes:
    """-1…1 → little-endian 16 bit. What would clip is limited, not wrapped around."""
    np = _numpy()
    limited = np.clip(samples, -_ratio(PEAK_DBFS), _ratio(PEAK_DBFS))
    return bytes(np.round(limited * 32767).astype("<i2").tobytes())


def _frames(samples: Samples) -> Samples:
    np = _numpy()
    padded = np.pad(samples, (0, -len(samples) % _FRAME))
    framed: Samples = padded.reshape(-1, _FRAME)
    return framed


def _sounding(samples: Samples) -> Flags:
    """Which frames of 20 ms are not silence."""
    np = _numpy()
    if not len(samples):
        return np.zeros(0, bool)  # type: ignore[no-any-return]
    levels = np.sqrt(np.mean(_frames(samples) ** 2, axis=1))
    threshold = max(float(levels.max()) * _ratio(-SILENCE_BELOW_LOUDEST_DB), _ratio(_FLOOR_DBFS))
    sounding: Flags = levels > threshold
    return sounding


def _ratio(decibels: float) -> float:
    return float(10 ** (decibels / 20))
