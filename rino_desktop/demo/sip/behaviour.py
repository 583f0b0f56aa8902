"""How a subscriber behaves, and which number behaves how.

A behaviours file is JSON::

    {"rules": [{"number": "+79120000017", "behaviour": {"kind": "busy"}},
               {"ends": "99", "behaviours": [{"kind": "busy"}, {"kind": "listen_to_end"}]},
               {"pattern": "^\\+7495", "behaviour": {"kind": "wrong_number"}}],
     "mix": [{"weight": 6, "behaviour": {"kind": "answer_and_press", "keys": "1"}},
             {"weight": 1, "behaviour": {"kind": "no_answer"}}]}

The first rule that fits a number counts (``number`` and ``ends`` compare digits only,
``pattern`` is searched in the user part as dialled), then ``mix``. Of ``behaviours`` the n-th
call to the number gets the n-th, further calls the last. The choice from the mix depends only on
seed, number and how often the number has been called, not on the order in which calls come.
"""

import json
import random
import re
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rino_desktop.demo.sip.sdp import PCMA
from rino_desktop.demo.sip.voice import said


@dataclass(frozen=True, slots=True)
class KeyPress:
    """``after``: ``answer`` (seconds after the answer), ``previous`` (after the key before it),
    ``heard`` (when so many seconds of speech have been heard in all) or ``quiet`` (when so long a
    silence has followed speech or the answer). ``method``: ``rfc4733`` or ``info``."""

    key: str
    delay_s: float = 1.0
    after: str = "previous"
    method: str = "rfc4733"
    duration_ms: int = 100


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a subscriber does. ``kind`` chooses the presets below; everything can be overridden."""

    kind: str
    #: 180 is sent at once, the answer or refusal so long after it.
    ring_s: float = 0.5
    #: Before the answer: 183 with SDP, and RTP, for so long (after ``ring_s``).
    early_media_s: float = 0.0
    #: Final response instead of an answer.
    refuse: int | None = None
    #: Value of a Reason header in the refusal or in our BYE, "" for none.
    reason: str = ""
    #: Never answers; waits for the CANCEL.
    never: bool = False
    #: Answers the CANCEL and, as if both had crossed, the INVITE with 200.
    answer_on_cancel: bool = False
    voice: str = "noise"
    keys: tuple[KeyPress, ...] = ()
    #: Hangs up so long after the answer; None: does not by itself.
    hang_up_after_s: float | None = None
    #: Hangs up when so long a silence has followed the speech it heard, or the answer.
    hang_up_after_quiet_s: float | None = None
    #: After the answer answers no request any more and sends nothing: the line was cut.
    vanish_after_s: float | None = None
    #: Extra headers of the 200.
    headers: Mapping[str, str] = field(default_factory=dict)


_KINDS: dict[str, dict[str, Any]] = {
    "answer_and_press": {"ring_s": 0.5},
    "listen_to_end": {"hang_up_after_quiet_s": 6.0},
    "hang_up_early": {"hang_up_after_s": 1.0},
    "late_answer": {"ring_s": 8.0},
    "early_media": {"ring_s": 0.1, "early_media_s": 1.5},
    "answer_on_cancel": {"never": True, "answer_on_cancel": True},
    "silent": {"voice": "none"},
    "vanish": {"vanish_after_s": 1.0},
    "machine": {"voice": "machine:4", "hang_up_after_s": 30.0},
    "no_answer": {"never": True},
    "busy": {"refuse": 486},
    "decline": {"refuse": 603},
    "wrong_number": {"refuse": 404, "ring_s": 0.0},
    "number_changed": {"refuse": 410, "ring_s": 0.0},
    "unavailable": {"refuse": 480},
    "congestion": {"refuse": 503, "ring_s": 0.0},
    "refuse": {"refuse": 500, "ring_s": 0.0},
}


def behaviour(kind: str, **changes: Any) -> Behaviour:
    """A behaviour of that kind. ``keys`` may be a string: the first key after two seconds of
    speech heard, the others 0.6 s apart. Raises ValueError for an unknown kind or field."""
    if kind not in _KINDS:
        raise ValueError(f"unknown behaviour kind {kind!r}; known: {', '.join(_KINDS)}")
    values = {**_KINDS[kind], **changes}
    keys = values.pop("keys", ())
    if isinstance(keys, str):
        first = tuple(KeyPress(key, 2.0, "heard") for key in keys[:1])
        keys = first + tuple(KeyPress(key, 0.6) for key in keys[1:])
    else:
        keys = tuple(key if isinstance(key, KeyPress) else KeyPress(**key) for key in keys)
    for key in keys:
        if key.after not in ("answer", "previous", "heard", "quiet"):
            raise ValueError(f"a key cannot come after {key.after!r}")
    try:
        made = Behaviour(kind, keys=keys, **values)
        if made.voice != "none":
            said(made.voice, PCMA)  # a file that is not there is told before the first call
    except (TypeError, OSError, EOFError, wave.Error) as error:
        raise ValueError(f"behaviour {kind!r}: {error}") from None
    return made


@dataclass(frozen=True, slots=True)
class Rule:
    behaviours: tuple[Behaviour, ...]
    number: str = ""
    ends: str = ""
    pattern: str = ""

    def fits(self, dialled: str) -> bool:
        digits = _digits(dialled)
        if self.number:
            return digits == _digits(self.number)
        if self.ends:
            return digits.endswith(_digits(self.ends))
        return re.search(self.pattern, dialled) is not None


@dataclass(frozen=True, slots=True)
class Population:
    """All subscribers: rules first, then a weighted mix."""

    rules: Sequence[Rule] = ()
    mix: Sequence[tuple[float, Behaviour]] = ((1.0, Behaviour("listen_to_end")),)
    seed: int = 0

    def choose(self, dialled: str, earlier_calls: int) -> Behaviour:
        """Of the call after so many earlier ones to that number."""
        for rule in self.rules:
            if rule.fits(dialled):
                return rule.behaviours[min(earlier_calls, len(rule.behaviours) - 1)]
        rng = random.Random(f"{self.seed}:{_digits(dialled)}:{earlier_calls}")
        weights = [weight for weight, _ in self.mix]
        return rng.choices([chosen for _, chosen in self.mix], weights)[0]


def load(path: Path | None, seed: int) -> Population:
    """Read a behaviours file; None: everybody listens to the end. Raises ValueError."""
    if path is None:
        return Population(mix=((1.0, behaviour("listen_to_end")),), seed=seed)
    document = json.loads(path.read_text(encoding="utf-8"))
    unknown = set(document) - {"rules", "mix"}
    if unknown:
        raise ValueError(f"{path}: unknown keys {sorted(unknown)}")
    rules = []
    for entry in document.get("rules", ()):
        entry = dict(entry)
        several = entry.pop("behaviours", None) or [entry.pop("behaviour")]
        rule = Rule(tuple(behaviour(**one) for one in several), **entry)
        if not (rule.number or rule.ends or rule.pattern):
            raise ValueError(f"{path}: a rule names no number, ends or pattern")
        rules.append(rule)
    mix = [(one["weight"], behaviour(**one["behaviour"])) for one in document.get("mix", ())]
    return Population(rules, mix or ((1.0, behaviour("listen_to_end")),), seed)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
