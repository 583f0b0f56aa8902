"""A speech engine: says everything in Morse code. Nobody will want it, everybody can hear that it
is not the built-in one.

Times by ITU-R M.1677-1: a dot is one unit, a dash three, one between signs, three between
letters, seven between words.
"""

import wave
from itertools import pairwise
from pathlib import Path

import numpy as np

_RATE = 8000
_UNIT_S = 0.06
_TONE_HZ = 700.0
_LATIN = {
    "a": ".-", "b": "-...", "c": "-.-.", "d": "-..", "e": ".", "f": "..-.", "g": "--.", "h": "....",
    "i": "..", "j": ".---", "k": "-.-", "l": ".-..", "m": "--", "n": "-.", "o": "---", "p": ".--.",
    "q": "--.-", "r": ".-.", "s": "...", "t": "-", "u": "..-", "v": "...-", "w": ".--", "x": "-..-",
    "y": "-.--", "z": "--..",
}  # fmt: skip
_RUSSIAN = {
    **dict(zip("абвгдежзиклмнопрстуфхц", "abwgdevziklmnoprstufhc", strict=True)),
    "ч": "---.", "ш": "----", "щ": "--.-", "ъ": "--.--", "ы": "-.--", "ь": "-..-", "э": "..-..",
    "ю": "..--", "я": ".-.-", "й": ".---",
}  # fmt: skip


def _digit(digit: int) -> str:
    first, then = (".", "-") if digit <= 5 else ("-", ".")
    length = digit if digit <= 5 else digit - 5
    return first * length + then * (5 - length)


_DIGITS = {str(digit): _digit(digit) for digit in range(10)}


class MorseSpeech:
    @property
    def name(self) -> str:
        return f"morse-{_UNIT_S}"

    def synthesise(self, text: str, language: str, target: Path) -> None:
        del language
        pieces = [_pause(1)]
        for word in text.lower().replace("ё", "е").split():
            letters = [signs for letter in word if (signs := _signs(letter))]
            for number, signs in enumerate(letters):
                pieces.append(_letter(signs))
                pieces.append(_pause(3 if number < len(letters) - 1 else 7))
        with wave.open(str(target), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(_RATE)
            file.writeframes(np.concatenate(pieces).tobytes())


def _signs(letter: str) -> str:
    if letter in _RUSSIAN:
        latin = _RUSSIAN[letter]
        return _LATIN.get(latin, latin)
    return _LATIN.get(letter) or _DIGITS.get(letter, "")


def _letter(signs: str) -> np.ndarray:
    pieces = [_tone(1 if signs[0] == "." else 3)]
    for _, sign in pairwise(signs):
        pieces += [_pause(1), _tone(1 if sign == "." else 3)]
    return np.concatenate(pieces)


def _tone(units: int) -> np.ndarray:
    t = np.arange(round(units * _UNIT_S * _RATE)) / _RATE
    edge = np.minimum(1.0, np.minimum(t, t[::-1]) / 0.005)  # without a click
    return (np.sin(2 * np.pi * _TONE_HZ * t) * edge * 12000).astype(np.int16)


def _pause(units: int) -> np.ndarray:
    return np.zeros(round(units * _UNIT_S * _RATE), dtype=np.int16)
