"""(Re)make the waiting music that comes with the product: ``python -m tools.hold_music``.

Written for the telephone: soft plucked chords between 250 and 2000 Hz, quiet enough to be talked
over, and of a length that begins again without a seam.
"""

import math
import wave
from array import array
from pathlib import Path

TARGET = Path(__file__).parents[1] / "resources" / "prompts" / "hold-music.wav"
_RATE = 8000
#: A quarter of a second is an eighth note; two bars for each chord.
_NOTE_S = 0.25
_DECAY_S = 0.9
#: MIDI numbers of broken chords: C, A minor, F, G, each up and down.
_CHORDS = ((60, 64, 67, 72), (57, 64, 69, 72), (65, 69, 72, 77), (62, 67, 71, 74))
_FIGURE = (0, 1, 2, 3, 2, 1, 2, 1)
#: Peak of the whole, about -12 dB.
_PEAK = 8000


def hold_music() -> "array[int]":
    """Samples of 16 bits."""
    notes = [chord[step] for chord in _CHORDS for step in _FIGURE * 2]
    length = round(len(notes) * _NOTE_S * _RATE)
    sound = [0.0] * length
    for place, note in enumerate(notes):
        _pluck(sound, round(place * _NOTE_S * _RATE), 440.0 * 2 ** ((note - 69) / 12))
    loudest = max(abs(value) for value in sound)
    return array("h", (round(value * _PEAK / loudest) for value in sound))


def _pluck(sound: list[float], begins: int, pitch: float) -> None:
    """What has not died away at the end goes on at the beginning."""
    for n in range(round(4 * _DECAY_S * _RATE)):
        t = n / _RATE
        swell = min(1.0, t / 0.012) * math.exp(-t / _DECAY_S)
        angle = 2 * math.pi * pitch * t
        tone = math.sin(angle) + 0.3 * math.sin(2 * angle) * math.exp(-3 * t)
        sound[(begins + n) % len(sound)] += swell * tone


def main() -> None:
    with wave.open(str(TARGET), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(hold_music().tobytes())


if __name__ == "__main__":
    main()
