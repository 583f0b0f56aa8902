"""In what form sound devices take and give sound, and how ours is brought into it."""

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioFormat

log = logging.getLogger(__name__)

#: Telephone sound, which is what a subscriber would hear.
RATE = 8000


def output_form(device: "QAudioDevice") -> "QAudioFormat | None":
    """Telephone sound as it is, or else as the device prefers; None: it takes neither."""
    return _form(device, (RATE, device.preferredFormat().sampleRate(), 48_000))


def input_form(device: "QAudioDevice") -> "QAudioFormat | None":
    """As good as the device has it: a take is brought to telephone form when it is kept."""
    return _form(device, (device.preferredFormat().sampleRate(), 48_000, RATE))


def talk_form(device: "QAudioDevice") -> "QAudioFormat | None":
    """For a talk: what sound devices work at themselves, so that nobody resamples twice."""
    return _form(device, (48_000, device.preferredFormat().sampleRate(), 16_000, RATE))


def _form(device: "QAudioDevice", rates: tuple[int, ...]) -> "QAudioFormat | None":
    from PySide6.QtMultimedia import QAudioFormat

    if device.isNull():
        return None
    form = QAudioFormat()
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    for rate in rates:
        for channels in (1, device.preferredFormat().channelCount(), 2):
            form.setSampleRate(rate)
            form.setChannelCount(channels)
            if device.isFormatSupported(form):
                return form
    return None


def fitted(sound: bytes, rate: int, channels: int) -> bytes:
    """Telephone samples (16 bit mono) at the rate and with the channels of a device."""
    if rate == RATE and channels == 1:
        return sound
    import numpy as np
    import soxr  # type: ignore[import-untyped] # it has none

    samples = np.frombuffer(sound[: len(sound) // 2 * 2], dtype=np.int16)
    if rate != RATE:
        samples = soxr.resample(samples, RATE, rate)
    return bytes(np.repeat(samples, channels).astype(np.int16).tobytes())


def media_devices(parent: Any) -> Any:
    """Tells of devices that come and go; None where this Qt has no sound. Loading it takes a
    moment: for whoever is going to hear something."""
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError as error:
        log.info("no sound: %s", error)
        return None
    return QMediaDevices(parent)
