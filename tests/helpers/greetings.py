"""Answered calls as they sound on the line: persons and machines, synthesised, the same every time.

What is spoken comes from the speech adapter, in several voices; speed, level, noise, silences,
beeps and the line (G.711) by seeded chance. ``answers`` makes as many as are asked for; a set to
tune with and one to judge by have different seeds, phrases and voices.
"""

import random
import tempfile
from array import array
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from engine.adapters.speech.espeak import EspeakSpeech
from engine.audio import process
from engine.audio.wav import parse_header
from rino_desktop.demo.sip import g711

RATE = 8000
Sound = Any

#: Phrases by what they are used for: those of the tuning set, then those of the held-out set.
_PERSONS = (
    (
        ("ru", "Алло"), ("ru", "Да"), ("ru", "Да, слушаю"), ("ru", "Слушаю вас"),
        ("ru", "Алло, кто это?"), ("en", "Hello?"), ("en", "Yes, speaking"),
    ),
    (
        ("ru", "Алло!"), ("ru", "Да, алло"), ("ru", "Слушаю"), ("ru", "Да, да"),
        ("ru", "Я вас слушаю"), ("en", "Hello, who is it?"), ("en", "Yes?"),
    ),
)  # fmt: skip
_COMPANIES = (
    (
        ("ru", "Компания Ромашка, Ольга, здравствуйте"),
        ("ru", "Приёмная, добрый день, слушаю вас"),
        ("en", "Smith and partners, good morning, this is Anna"),
    ),
    (
        ("ru", "Автосервис на Садовой, Иван, добрый день"),
        ("ru", "Регистратура, слушаю вас, говорите"),
        ("en", "Green garden centre, Peter speaking, hello"),
    ),
)  # fmt: skip
_MACHINES = (
    (
        ("ru", "Здравствуйте", "Вы позвонили Ивановым, сейчас никого нет дома",
         "Пожалуйста, оставьте сообщение после сигнала"),
        ("ru", "Абонент не отвечает или временно недоступен, оставьте голосовое сообщение",
         "Для завершения нажмите решётку"),
        ("ru", "Вас приветствует голосовая почта", "Говорите после звукового сигнала"),
        ("en", "Hello, you have reached the office of Brown and sons",
         "We are closed now, please leave your message after the tone"),
        ("en", "The person you are calling is not available at present",
         "Please speak after the tone"),
    ),
    (
        ("ru", "Вы позвонили в стоматологию Улыбка", "Мы работаем с девяти до восемнадцати часов",
         "Оставьте ваше сообщение, и мы перезвоним"),
        ("ru", "Этот абонент сейчас не может ответить на ваш звонок",
         "Вы можете оставить сообщение после сигнала"),
        ("ru", "Добрый день", "К сожалению, меня сейчас нет на месте, перезвоните позже или "
         "оставьте сообщение"),
        ("en", "Hi, this is Mary, I can not come to the phone right now",
         "Leave your name and number and I will call you back"),
        ("en", "Welcome to voice mail", "Nobody is available to take your call",
         "Record your message after the beep"),
    ),
)  # fmt: skip
_VOICES = (
    {"ru": ("ru", "ru+f3", "ru+m3"), "en": ("en-gb", "en-gb+f2", "en-gb+m4")},
    {"ru": ("ru+m1", "ru+f2", "ru+m7"), "en": ("en-gb+m2", "en-gb+f4", "en-us")},
)


@dataclass(frozen=True, slots=True)
class Answer:
    """``sound``: 16-bit samples from the answer on, long enough for every decision. ``greeted_s``:
    when the first greeting is over. ``kind`` names what it is, for the report of a mistake."""

    machine: bool
    kind: str
    sound: "np.ndarray[Any, np.dtype[np.int16]]"
    greeted_s: float


def answers(held_out: bool, persons: int, machines: int) -> list[Answer]:
    which = int(held_out)
    _speak_all(which)
    made = []
    for number in range(persons):
        made.append(_person(which, random.Random(f"person {which} {number}")))
    for number in range(machines):
        made.append(_machine(which, random.Random(f"machine {which} {number}")))
    return made


# --- who answers ------------------------------------------------------------------------------


def _person(which: int, rng: random.Random) -> Answer:
    line = _Line(rng)
    kind = rng.choices(
        ["short", "company", "silent", "ringback", "music", "noisy"], [55, 22, 5, 6, 4, 8]
    )[0]
    if kind == "ringback":  # an exchange answers and goes on ringing
        line.quiet(rng.uniform(0, 0.3))
        line.add(_tone(425, rng.uniform(0.5, 1.0), -20))
        line.quiet(rng.uniform(0.1, 0.5))
    elif kind == "music":
        line.add(_music(rng, rng.uniform(0.6, 1.4)))
        line.quiet(rng.uniform(0.05, 0.3))
    else:
        line.quiet(rng.uniform(0.05, 1.3))
        if rng.random() < 0.25:  # the receiver is lifted
            line.add(_click(rng))
            line.quiet(rng.uniform(0.1, 0.4))
    if kind == "silent":
        line.quiet(6.0)
        return line.answer(False, kind, rng, 0.0)
    if kind == "noisy":
        line.noise_db = rng.uniform(-42, -34)
    phrases = _COMPANIES if kind == "company" else _PERSONS
    language, text = rng.choice(phrases[which])
    speed = rng.uniform(0.95, 1.2) if kind == "company" else rng.uniform(0.85, 1.2)
    spoken = _spoken(which, rng, language, text, speed)
    if kind == "company":  # of 2 to 3 s, as they are
        spoken = _stretched(spoken, min(max(len(spoken) / RATE, 2.0), 3.0))
    line.add(spoken)
    greeted = line.seconds
    line.quiet(rng.uniform(1.2, 2.5))
    line.add(_spoken(which, rng, *rng.choice(_PERSONS[which]), 1.0))  # asks again
    line.quiet(4.0)
    return line.answer(False, kind, rng, greeted)


def _machine(which: int, rng: random.Random) -> Answer:
    line = _Line(rng)
    kind = rng.choices(["voice mail", "late", "beep first", "noisy", "short"], [60, 15, 5, 10, 10])[
        0
    ]
    line.quiet(rng.uniform(0.8, 1.6) if kind == "late" else rng.uniform(0.05, 0.9))
    if kind == "beep first":
        line.add(_tone(rng.choice([800, 1000]), 0.2, -18))
        line.quiet(rng.uniform(0.1, 0.4))
    if kind == "noisy":
        line.noise_db = rng.uniform(-42, -34)
    language, *sentences = rng.choice(_MACHINES[which])
    if kind == "short":  # one sentence, and the beep right after it
        sentences = [max(sentences, key=len)]
    voice, speed = rng.random(), rng.uniform(0.85, 1.15)
    for number, sentence in enumerate(sentences):
        if number:
            line.quiet(rng.uniform(0.2, 0.6))
        line.add(_spoken(which, random.Random(voice), language, sentence, speed))
    greeted = line.seconds
    line.quiet(rng.uniform(0.1, 0.6))
    line.add(_tone(rng.choice([620, 800, 1000, 1004, 1400]), rng.uniform(0.2, 0.9),
                   rng.uniform(-24, -12)))  # fmt: skip
    line.quiet(6.0)
    return line.answer(True, kind, rng, greeted)


class _Line:
    """What comes one after the other; noise, level and codec at the end."""

    def __init__(self, rng: random.Random) -> None:
        self._parts: list[Sound] = []
        #: Of white or brown noise; below -70 the line is digitally silent.
        self.noise_db = rng.choice([-90.0, rng.uniform(-68, -55), rng.uniform(-55, -45)])

    @property
    def seconds(self) -> float:
        return sum(map(len, self._parts)) / RATE

    def add(self, sound: Sound) -> None:
        self._parts.append(sound)

    def quiet(self, seconds: float) -> None:
        self._parts.append(np.zeros(round(seconds * RATE)))

    def answer(self, machine: bool, kind: str, rng: random.Random, greeted: float) -> Answer:
        sound = np.concatenate(self._parts)
        louder = 10 ** (rng.uniform(-16, 3) / 20) if self.noise_db < -44 else 1.0
        sound = sound * louder
        if self.noise_db > -70:
            chance = np.random.default_rng(rng.randrange(1 << 30))
            noise = chance.standard_normal(len(sound))
            if rng.random() < 0.5:  # a street rather than a hiss
                noise = np.convolve(noise, np.ones(12) / 12**0.5, "same")
            sound = sound + noise * 10 ** (self.noise_db / 20)
        samples = np.clip(sound * 32767, -32768, 32767).astype(np.int16)
        payload = rng.choice([8, 0])
        return Answer(machine, kind, _through_g711(samples, payload), greeted)


# --- sounds -----------------------------------------------------------------------------------


def _tone(hertz: float, seconds: float, level_db: float) -> Sound:
    moments = np.arange(round(seconds * RATE)) / RATE
    return np.sin(2 * np.pi * hertz * moments) * 2**0.5 * 10 ** (level_db / 20)


def _click(rng: random.Random) -> Sound:
    chance = np.random.default_rng(rng.randrange(1 << 30))
    length = round(rng.uniform(0.01, 0.05) * RATE)
    return chance.standard_normal(length) * np.exp(-np.arange(length) / 60) * 0.2


def _music(rng: random.Random, seconds: float) -> Sound:
    """Chords, each ringing into the next."""
    count = round(seconds * RATE)
    sound, at = np.zeros(count + 2 * RATE), 0
    while at < count:
        root = rng.choice([220.0, 262.0, 294.0, 349.0])
        moments = np.arange(RATE) / RATE
        for ratio in (1, 1.25, 1.5, 2):
            sound[at : at + RATE] += np.sin(2 * np.pi * root * ratio * moments) * np.exp(
                -2 * moments
            )
        at += round(rng.uniform(0.25, 0.5) * RATE)
    return sound[:count] * 0.05


_spoken_by: dict[tuple[str, str, str], Sound] = {}


def _speak_all(which: int) -> None:
    wanted = []
    for language, *texts in (*_PERSONS[which], *_COMPANIES[which], *_MACHINES[which]):
        for voice in _VOICES[which][language]:
            wanted += [(language, voice, text) for text in texts]
    missing = [key for key in wanted if key not in _spoken_by]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:

        def speak(number: int) -> Sound:
            language, voice, text = missing[number]
            path = Path(folder, f"{number}.wav")
            _speaker(language, voice).synthesise(text, language, path)
            content = path.read_bytes()
            kind = parse_header(content, len(content), text)
            return process.decode(content[kind.offset : kind.offset + kind.size], kind)

        _spoken_by.update(zip(missing, pool.map(speak, range(len(missing))), strict=True))


@cache
def _speaker(language: str, voice: str) -> EspeakSpeech:
    return EspeakSpeech(voices={language: voice})


def _spoken(which: int, rng: random.Random, language: str, text: str, speed: float) -> Sound:
    voice = rng.choice(_VOICES[which][language])
    sound = _spoken_by[language, voice, text]
    return _stretched(sound, len(sound) / RATE / speed)


def _stretched(sound: Sound, seconds: float) -> Sound:
    """Faster and higher, or slower and lower: another voice."""
    target = round(seconds * RATE)
    return sound if target == len(sound) else soxr.resample(sound, len(sound), target)


def _through_g711(samples: Sound, payload: int) -> Sound:
    codes, values = _tables(payload)
    return values[codes[(samples.astype(np.int32) >> 3) + 4096]]


@cache
def _tables(payload: int) -> tuple[Sound, Sound]:
    """Code of each 13-bit value; 16-bit value of each code."""
    every = range(-32768, 32768, 8)
    codes = np.frombuffer(g711.encode(every, payload), np.uint8)
    return codes, np.array(g711.DECODE[payload], np.int16)


def frames(sound: Sound) -> list[Sequence[int]]:
    """Of 20 ms."""
    values = array("h", sound.tobytes())
    return [values[at : at + 160] for at in range(0, len(values) - 159, 160)]
