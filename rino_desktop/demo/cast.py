"""The demo's subscribers: what they say, which keys they press, and how many are of each kind."""

import sys
import wave
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.ports.speech import Speech
from rino_desktop.demo.sip.voice import RATE, noise, tone, wav

#: Where the scheme transfers to.
OPERATOR = "+74951234567"

#: Seconds of speech heard before the first key: into the question who he is.
_WHO = 6.3
#: Seconds after that: into the sentence about the debt, which a key may cut short, or well into
#: the menu after it.
_SOON, _LATE = 2.4, 8.5
#: Who has promised hears the beginning of the thanks and hangs up; seconds after the answer.
_ENOUGH = 19.0

BEEP = "<beep>"
#: What they say, with seconds of silence in between.
_SAID: dict[str, tuple[str | float, ...]] = {
    "hello": ("Алло!",),
    "listening": ("Да, слушаю.",),
    "who": ("Алло, кто это?",),
    # The question comes when the operator has said hello.
    "caller": ("Да, слушаю.", 18.0, "Здравствуйте! Можно заплатить в два приёма?"),
    "operator": ("Оператор Светлана, здравствуйте. Чем могу помочь?", 4.0, "Да, конечно."),
    "machine": (
        "Здравствуйте! Сейчас я не могу ответить. Оставьте сообщение после сигнала.", 0.4, BEEP,
    ),
}  # fmt: skip


def record_voices(
    speech: Speech, folder: Path, said: Mapping[str, Sequence[str | float]] = _SAID
) -> dict[str, str]:
    """Name → WAV file of what is said: texts, and seconds of silence. KnownError where nothing can
    be synthesised."""
    folder.mkdir(parents=True, exist_ok=True)
    phrase = folder / "phrase.wav"
    voices = {}
    for name, parts in said.items():
        samples = array("h")
        for part in parts:
            if part == BEEP:
                samples += tone(1000, 0.5)
            elif isinstance(part, str):
                speech.synthesise(part, "ru", phrase)
                samples += wav(phrase)
            else:
                samples += noise(part)
        path = folder / f"{name}.wav"
        with wave.open(str(path), "wb") as target:
            target.setnchannels(1)
            target.setsampwidth(2)
            target.setframerate(RATE)
            target.writeframes(little_endian(samples))
        voices[name] = str(path)
    return voices


def little_endian(data: "array[int]") -> bytes:
    if sys.byteorder == "big":
        data.byteswap()
    return data.tobytes()


def behaviours(voices: dict[str, str], first: Sequence[str]) -> dict[str, Any]:
    """A behaviours document (see ``sip.behaviour``). The ``first`` numbers of the list show every
    kind of subscriber; what the others do depends on their number only."""
    cast = _Cast(voices)
    mix = cast.mix()
    rules = [
        {"number": OPERATOR, "behaviours": cast.operator()},
        *(
            {"number": number, "behaviours": calls}
            for number, calls in zip(first, cast.overture(), strict=False)
        ),
    ]
    return {"rules": rules, "mix": [{"weight": n, "behaviour": how} for n, how in mix]}


class _Cast:
    def __init__(self, voices: dict[str, str]) -> None:
        self._voices = voices

    # --- those who answer -----------------------------------------------------------------------

    def _presses(self, keys: list[dict[str, Any]], *, voice: str = "hello", ring_s: float = 0.8,
                 hang_up_after_s: float | None = None) -> dict[str, Any]:  # fmt: skip
        how = {"kind": "answer_and_press", "keys": keys, "voice": self._voices[voice],
               "ring_s": ring_s}  # fmt: skip
        return how if hang_up_after_s is None else how | {"hang_up_after_s": hang_up_after_s}

    def promise(self, days: int, *, later_s: float = _SOON, ring_s: float = 0.8,
                hang_up_after_s: float | None = _ENOUGH) -> dict[str, Any]:  # fmt: skip
        """Presses 1, names a number of days, confirms."""
        keys = _it_is_me("1", later_s) + _days(days)
        return self._presses(keys, ring_s=ring_s, hang_up_after_s=hang_up_after_s)

    def listen_again(self, days: int) -> dict[str, Any]:
        """Has the debt repeated, then promises."""
        keys = [*_it_is_me("2"), _then("1", 6.0), *_days(days)]
        return self._presses(keys, voice="listening", hang_up_after_s=26.0)

    def talk_to_operator(self, ring_s: float = 0.6) -> dict[str, Any]:
        """Presses 3; if nobody takes the call, gives up soon after the apology."""
        return self._presses(_it_is_me("3"), voice="caller", ring_s=ring_s,
                             hang_up_after_s=29.0)  # fmt: skip

    def never_call(self) -> dict[str, Any]:
        return self._presses(_it_is_me("9"), voice="who")

    def somebody_else(self) -> dict[str, Any]:
        """Hears nothing of the debt."""
        return self._presses([_key("2", _WHO)], voice="who")

    def wrong_key(self) -> dict[str, Any]:
        """Presses a key that the menu does not have, then the right one."""
        keys = [*_it_is_me("5"), _then("1", 4.0), *_days(2)]
        return self._presses(keys, hang_up_after_s=24.0)

    def leave(self, after_s: float, voice: str = "who") -> dict[str, Any]:
        return {"kind": "hang_up_early", "hang_up_after_s": after_s, "voice": self._voices[voice]}

    def listen(self) -> dict[str, Any]:
        """Hears the menu to its end, hesitates, hangs up."""
        return {
            "kind": "listen_to_end",
            "keys": [_key("1", _WHO)],
            "voice": self._voices["listening"],
            "ring_s": 1.0,
            "hang_up_after_quiet_s": 2.5,
        }

    def machine(self) -> dict[str, Any]:
        return {"kind": "machine", "voice": self._voices["machine"], "ring_s": 1.5,
                "hang_up_after_s": 9.0}  # fmt: skip

    def operator(self) -> list[dict[str, Any]]:
        """One operator for all: every third call finds the line busy."""
        talks = {"kind": "hang_up_early", "ring_s": 0.8, "hang_up_after_s": 9.5,
                 "voice": self._voices["operator"]}  # fmt: skip
        busy = {"kind": "busy", "ring_s": 0.2}
        return [talks, busy, talks] * 40

    # --- all of them ----------------------------------------------------------------------------

    def overture(self) -> list[list[dict[str, Any]]]:
        """What the n-th call to each of the first numbers meets."""
        busy, no_answer = {"kind": "busy"}, {"kind": "no_answer"}
        return [
            [self.promise(3, hang_up_after_s=None)],
            [self.leave(2.5)],
            [self.talk_to_operator()],
            [busy, self.promise(5)],
            [no_answer, self.leave(4.0)],
            [self.never_call()],
            [self.talk_to_operator(ring_s=1.8)],
            [{"kind": "wrong_number"}],
            [self.machine()],
            [self.listen_again(7)],
            [{"kind": "congestion"}, self.promise(1)],
            [{"kind": "decline"}],
            [self.wrong_key()],
            [self.listen()],
            [self.somebody_else()],
        ]

    def mix(self) -> list[tuple[float, dict[str, Any]]]:
        """(weight, behaviour)."""
        return [
            *((1.7, self.promise(days, ring_s=0.4 + days / 7)) for days in (1, 2, 3, 5, 7)),
            (1, self.promise(10, later_s=_LATE, hang_up_after_s=27.0)),
            (0.5, self.listen_again(4)),
            (3, self.talk_to_operator()),
            (2, self.never_call()),
            (1, self.somebody_else()),
            (11, self.leave(1.5)),
            (10, self.leave(4.0, "hello")),
            (3, self.leave(9.0, "listening")),
            (2, self.machine()),
            (2, {"kind": "silent", "hang_up_after_s": 9.0}),
            (1, {"kind": "vanish", "vanish_after_s": 3.0, "voice": self._voices["hello"]}),
            (18, {"kind": "busy"}),
            (19, {"kind": "no_answer"}),
            (6, {"kind": "wrong_number"}),
            (1, {"kind": "number_changed"}),
            (2, {"kind": "unavailable", "ring_s": 1.0}),
            (4, {"kind": "decline", "ring_s": 1.2}),
            (4, {"kind": "congestion"}),
        ]


def _key(key: str, heard_s: float) -> dict[str, Any]:
    return {"key": key, "delay_s": heard_s, "after": "heard"}


def _it_is_me(key: str, later_s: float = _SOON) -> list[dict[str, Any]]:
    """Says who he is, and presses the key after that."""
    return [_key("1", _WHO), _then(key, later_s)]


def _then(key: str, delay_s: float) -> dict[str, Any]:
    return {"key": key, "delay_s": delay_s, "after": "previous"}


def _days(days: int) -> list[dict[str, Any]]:
    """The number of days into the question, then "right" into its echo."""
    digits = str(days)
    keys = [_then(digits[0], 2.2), *(_then(digit, 0.4) for digit in digits[1:])]
    return [*keys, _then("#", 0.5), _then("1", 3.2)]
