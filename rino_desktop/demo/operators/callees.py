"""Who is called in the demo with operators: a list of clients, and how they behave."""

import csv
import random
import wave
from array import array
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from engine.ports.speech import Speech
from rino_desktop.demo import cast
from rino_desktop.demo.cast import BEEP
from rino_desktop.demo.sip.voice import wav

HEADER = ("Имя", "Фамилия", "Телефон", "Город", "Обращение", "Дата", "Мастер")
_WOMEN = ("Мария", "Ольга", "Юлия", "Вера", "Алсу", "Елена", "Жанна", "Наталья", "Татьяна", "Зоя")
_MEN = ("Пётр", "Алексей", "Рустам", "Дмитрий", "Семён", "Фёдор", "Артём", "Игорь", "Лев", "Тимур")
_SURNAMES = ("Соколов", "Кузнецов", "Лебедев", "Ахметов", "Новиков", "Морозов", "Ёлкин", "Щукин",
             "Гарипов", "Фёдоров", "Орлов", "Зайцев", "Макаров")  # fmt: skip
#: Of one time zone: the engine calls zone by zone.
_TOWNS = ("Москва", "Тверь", "Казань", "Тула", "Нижний Новгород", "Великий Новгород")
_DEEDS = ("замена счётчика воды", "ремонт котла", "подключение интернета", "замена батареи",
          "установка кондиционера", "вызов электрика", "ремонт стиральной машины")  # fmt: skip
_MASTERS = ("Сергей Волков", "Ильдар Сафин", "Николай Громов", "Андрей Беляев")

#: Seconds of silence are the operator's turn.
_SAID: dict[str, tuple[str | float, ...]] = {
    "polite": (
        "Алло, слушаю вас.", 6.0, "Да, можно.", 5.0, "Пять. Мастер пришёл вовремя, всё объяснил.",
        6.0, "Девять. Буду советовать.", 5.0, "Нет, спасибо.", 4.0, "До свидания.",
    ),
    "cross": (
        "Алло.", 5.0, "Ну давайте, только быстро.", 5.0, "Двойка. Ждал три часа, никто не пришёл.",
        7.0, "Нет, не посоветую.", 5.0, "Да, перезвоните мне на этот номер.",
    ),
    "busy": ("Алло, слушаю вас.", 5.0, "Извините, мне некогда. Позвоните завтра."),
    "who": ("Алло, кто это?", 3.0, "Нет, не интересует."),
    "machine": (
        "Здравствуйте! Сейчас я не могу ответить. Оставьте сообщение после сигнала.", 0.4, BEEP,
    ),
}  # fmt: skip
_OPERATOR = (
    "Здравствуйте! Вас беспокоит центр «Мнение». Разговор записывается. Ответите на три вопроса?",
    "Оцените, пожалуйста, обслуживание от одного до пяти.",
    "Посоветуете нас знакомым?",
    "Нужен ли вам ответ от нас?",
)
_PAUSE_S = 4.0
#: What a workstation speaks with, Hz.
_WIDE = 16000


def write_list(path: Path, clients: int, today: date) -> None:
    """So many invented people; the same ones each day. ValueError for a number that is none."""
    if clients < 1:
        raise ValueError(f"{clients} < 1")
    rng = random.Random(4)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(HEADER)
        for number in range(clients):
            woman = rng.random() < 0.5
            name = rng.choice(_WOMEN if woman else _MEN)
            surname = rng.choice(_SURNAMES) + ("а" if woman else "")
            day = today - timedelta(days=rng.randrange(2, 20))
            rows.writerow((
                name, surname, f"+7 999 000-{number // 100:02}-{number % 100:02}",
                rng.choice(_TOWNS), rng.choice(_DEEDS), f"{day:%d.%m.%Y}", rng.choice(_MASTERS),
            ))  # fmt: skip


def record_voices(speech: Speech, folder: Path) -> dict[str, str]:
    """Name → WAV of what clients say. KnownError where nothing can be synthesised."""
    return cast.record_voices(speech, folder, _SAID)


def record_operator(speech: Speech, folder: Path) -> Path:
    """What a virtual operator says over and over, as its workstation wants it."""
    parts: list[str | float] = []
    for sentence in _OPERATOR:
        parts += [sentence, _PAUSE_S]
    narrow = wav(Path(cast.record_voices(speech, folder, {"narrow": parts})["narrow"]))
    path = folder / "operator.wav"
    with wave.open(str(path), "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(_WIDE)
        target.writeframes(cast.little_endian(_twice_as_fine(narrow)))
    return path


def _twice_as_fine(samples: "array[int]") -> "array[int]":
    """Twice the sample rate, by straight lines: the telephone takes what is above away again."""
    fine = array("h")
    for now, after in zip(samples, [*samples[1:], 0], strict=True):
        fine.append(now)
        fine.append((now + after) // 2)
    return fine


def behaviours(voices: dict[str, str], *, patience: float = 1.0) -> dict[str, Any]:
    """A behaviours document (see ``rino_desktop.demo.sip.behaviour``). ``patience``: how long they
    talk, compared with people who are asked three questions."""

    def talks(voice: str, seconds: float, ring_s: float) -> dict[str, Any]:
        return {"kind": "hang_up_early", "voice": voices[voice], "ring_s": ring_s,
                "hang_up_after_s": max(3.0, seconds * patience)}  # fmt: skip

    mix: list[tuple[float, dict[str, Any]]] = [
        (16, talks("polite", 150, 1.2)),
        (12, talks("polite", 75, 2.5)),
        (10, talks("cross", 90, 1.8)),
        (8, talks("busy", 14, 1.0)),
        (5, {"kind": "hang_up_early", "voice": voices["who"], "ring_s": 1.5,
             "hang_up_after_s": 7.0}),
        (4, {"kind": "machine", "voice": voices["machine"], "ring_s": 2.0,
             "hang_up_after_s": max(9.0, 25.0 * patience)}),
        (14, {"kind": "busy"}),
        (18, {"kind": "no_answer"}),
        (5, {"kind": "decline", "ring_s": 1.2}),
        (4, {"kind": "wrong_number"}),
        (4, {"kind": "congestion"}),
    ]  # fmt: skip
    # The first two show a conversation at once, whatever chance says of them.
    first = [talks("polite", 150, 1.2), talks("cross", 90, 1.2)]
    rules = [{"number": f"+7999000{n:04}", "behaviour": how} for n, how in enumerate(first)]
    return {"rules": rules, "mix": [{"weight": n, "behaviour": how} for n, how in mix]}
