"""The sample campaigns in an office for tests: their files as they are shipped, only with the waits
shortened, and subscribers of whom it is known beforehand what they will do."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from rino_desktop.demo.sip.witness import WitnessedCall
from tests.helpers.office import Office

#: Delays of [retry]: minutes, hours and days, which no test can wait for.
_DELAY = re.compile(r'"\d+[mhd]"')


def noon(now: datetime) -> tuple[str, timezone]:
    """A time zone where it is between 12:00 and 13:00 ``now`` (UTC): within the hours of every
    sample and every law, whenever the tests run. Ask once: an hour later it is another one."""
    offset = 12 - now.hour
    name = f"Etc/GMT{-offset:+d}" if offset else "Etc/GMT"
    return name, timezone(timedelta(hours=offset))


def hurried(text: str) -> str:
    """A sample's file with short waits; everything else of it counts."""
    text = re.sub(r"(?m)^ring_timeout_s = \d+", "ring_timeout_s = 2", text)
    head, mark, tail = text.partition("[retry]")
    return head + mark + _DELAY.sub('"1s"', tail)


@dataclass
class Subscriber:
    """``calls``: what the n-th call meets; ``fields``: his line of the list; ``rings``: how many
    calls he is to get."""

    number: str
    calls: Sequence[Mapping[str, Any]]
    fields: Mapping[str, str] = field(default_factory=dict)
    rings: int | None = None

    @property
    def rule(self) -> dict[str, Any]:
        return {"number": self.number, "behaviours": [dict(call) for call in self.calls]}

    @property
    def expected(self) -> int:
        return len(self.calls) if self.rings is None else self.rings


# --- what they do -----------------------------------------------------------------------------

BUSY = {"kind": "busy", "ring_s": 0.2}
NO_ANSWER = {"kind": "no_answer"}
WRONG_NUMBER = {"kind": "wrong_number"}


def presses(keys: str, *, heard_s: float = 1.5, every_s: float = 1.2,
            voice: str = "noise", **more: Any) -> dict[str, Any]:  # fmt: skip
    """The first key when so much speech has been heard, the others after it; digits before ``#``
    follow each other quickly. Blanks between keys wait once more."""
    steps: list[dict[str, Any]] = []
    groups = keys.split()
    for group in groups:
        for place, key in enumerate(group):
            if not steps:
                steps.append({"key": key, "delay_s": heard_s, "after": "heard"})
            else:
                steps.append({"key": key, "delay_s": every_s if place == 0 else 0.4})
    return {"kind": "answer_and_press", "keys": steps, "voice": voice, "ring_s": 0.3, **more}


def hangs_up(after_s: float) -> dict[str, Any]:
    return {"kind": "hang_up_early", "hang_up_after_s": after_s, "ring_s": 0.3}


# --- the office -------------------------------------------------------------------------------


def write_sample(office: Office, use: str, changes: Mapping[str, str] | None = None) -> str:
    """Create the sample's campaign; ``changes``: old → new text. The campaign's name."""
    path = office.folder / f"{use}.toml"
    office.run("campaign", "sample", use, "--trunk", "city", "--out", str(path))
    text = hurried(path.read_text(encoding="utf-8"))
    for old, new in (changes or {}).items():
        assert old in text, f"{use}.toml does not say {old!r} any more"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return str(office.json("campaign", "create", str(path))["name"])


def add_contacts(office: Office, campaign: str, people: Sequence[Subscriber], zone: str) -> None:
    """``zone``: all of them live there."""
    columns = list(dict.fromkeys(name for person in people for name in person.fields))
    lines = [";".join(["Телефон", "Часовой пояс", *columns])]
    for person in people:
        values = (person.fields.get(name, "") for name in columns)
        lines.append(";".join([person.number, zone, *values]))
    path = office.folder / f"{campaign}.csv"
    path.write_text("\r\n".join(lines), encoding="utf-8")
    done = office.json("contacts", "import", str(path), "--campaign", campaign,
                       "--map", "phone=Телефон", "--map", "timezone=Часовой пояс")  # fmt: skip
    assert done["contacts"] == len(people), done


def over(calls: Iterable[WitnessedCall], people: Iterable[Subscriber]) -> bool:
    """Everybody has got his calls, and they have ended."""
    ended: dict[str, int] = {}
    for call in calls:
        ended[call.number] = ended.get(call.number, 0) + (call.ended_at is not None)
    return all(ended.get(person.number, 0) >= person.expected for person in people)


def keys_of(calls: Iterable[WitnessedCall], number: str) -> str:
    """What he really pressed, in his last answered call."""
    answered = [c for c in calls if c.number == number and c.answered_at is not None]
    return "".join(answered[-1].keys) if answered else ""
