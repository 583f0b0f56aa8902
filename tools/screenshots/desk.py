"""What stands behind the editor in the pictures: invented versions, calls and recordings."""

import math
import struct
import wave
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from editor.desk import Called
from editor.prompts.desk import Standing
from editor.testcall.contacts import Contact
from engine.domain.flow import SchemeFlow
from engine.ivr import trace as traced
from engine.ivr.model import Utterance
from engine.ivr.trace import CallTrace
from engine.ports.schemes import Draft, OpenEditor, SchemeVersion, VersionInfo
from engine.ports.traces import TracedCall
from engine.scheme.codec import dump_scheme, load_scheme
from engine.scheme.model import Scheme
from rino_desktop.texts import language

_SCHEMES = Path(__file__).parents[2] / "resources/schemes"
NOW = datetime(2026, 11, 12, 14, 5, tzinfo=UTC)
_CALLS = 4105


def sample(name: str) -> Scheme:
    return load_scheme((_SCHEMES / f"{name}.scheme.json").read_text(encoding="utf-8"))


def _either(russian: str, english: str) -> str:
    return russian if language() == "ru" else english


class SampleDesk:
    """The samples, each published as version 3. ``others``: who has the scheme open too."""

    computer = "pc-1"

    def __init__(self, others: Sequence[OpenEditor] = ()) -> None:
        self.user = _either("Анна Котова", "Anna Kotova")
        self.others = list(others)

    async def draft(self, name: str) -> Draft | None:
        return Draft(name, dump_scheme(sample(name)), 7, self.user, NOW, 3)

    async def save(self, name: str, document: str, based_on: int | None) -> Draft:
        return Draft(name, document, (based_on or 0) + 1, self.user, NOW, None)

    async def publish(self, name: str, document: str, comment: str, based_on: int) -> SchemeVersion:
        return SchemeVersion(4, 1, name, 4, document, NOW, self.user, comment, based_on)

    async def rollback(self, name: str, version: int) -> SchemeVersion:
        return await self.numbered(name, version)

    async def versions(self, name: str) -> list[VersionInfo]:
        comments = (
            _either("Спрашиваем, когда заплатит", "Asks when he will pay"),
            _either("Короче приветствие", "A shorter greeting"),
            _either("Первая", "The first one"),
        )
        return [
            VersionInfo(n, n, NOW - timedelta(days=3 * (3 - n)), self.user, comment, n, n == 3)
            for n, comment in zip((3, 2, 1), comments, strict=True)
        ]

    async def numbered(self, name: str, version: int) -> SchemeVersion:
        """The older, the fewer blocks."""
        scheme = sample(name)
        if version < 3:
            kept = scheme.nodes[: len(scheme.nodes) - 3 * (3 - version)]
            ids = {node.id for node in kept}
            renamed = replace(kept[4], name=_either("Приветствие", "Greeting"))
            scheme = replace(
                scheme,
                nodes=(*kept[:4], renamed, *kept[5:]),
                links=tuple(x for x in scheme.links if {x.source, x.target} <= ids),
            )
        return SchemeVersion(version, 1, name, version, dump_scheme(scheme), NOW)

    async def keep_open(self, name: str) -> list[OpenEditor]:
        return self.others

    async def close_open(self, name: str) -> None: ...

    async def state(self, key: str) -> object:
        return None

    async def put_state(self, key: str, value: object) -> None: ...

    async def consequences(self, name: str, document: str) -> list[str]:
        return []

    async def called(self, wanted: frozenset[str]) -> Called:
        found = {path.name.split(".")[0] for path in _SCHEMES.glob("*.scheme.json")}
        there = {name.casefold() for name in wanted} & found
        return Called({name: sample(name) for name in there}, missing=wanted - there)

    async def campaigns(self) -> list[tuple[int, str]]:
        return [(1, _either("Должники, ноябрь", "Debtors, November"))]

    async def flows(
        self, name: str, version: int, campaign_id: int | None, since: datetime | None
    ) -> SchemeFlow:
        return flow_of(sample(name))

    async def recent_calls(self, name: str, phone: str) -> list[TracedCall]:
        campaign = _either("Должники, ноябрь", "Debtors, November")
        ends = ("completed", "transferred", "partial", "completed")
        return [
            TracedCall(41 - n, campaign, f"+7912000{17 * n + 1200}", NOW - timedelta(minutes=7 * n),
                       end, name, 3, 3)
            for n, end in enumerate(ends)
        ]  # fmt: skip

    async def traced(self, attempt_id: int) -> tuple[TracedCall, CallTrace, SchemeVersion]:
        call = (await self.recent_calls("survey", ""))[0]
        return call, survey_call(sample("survey")), await self.numbered("survey", 3)

    def words(self, error: Exception) -> str:
        return str(error)


def flow_of(scheme: Scheme) -> SchemeFlow:
    """Calls divide at every block: the first way out takes most of them."""
    arrived: dict[str, int] = {scheme.nodes[0].id: _CALLS}
    taken: dict[tuple[str, str, str], int] = {}
    waiting = [scheme.nodes[0].id]
    while waiting:
        here = waiting.pop(0)
        left = int(arrived[here] * 0.97)
        ways = [link for link in scheme.links if link.source == here]
        for link in ways:
            share = left if link is ways[-1] else int(left * 0.7)
            left -= share
            taken["", here, link.port] = share
            if link.target not in arrived:
                waiting.append(link.target)
            arrived[link.target] = arrived.get(link.target, 0) + share
    gone = {key: max(0, n - sum(taken.get(("", key, link.port), 0) for link in scheme.links
                                if link.source == key)) for key, n in arrived.items()}  # fmt: skip
    return SchemeFlow(taken, {("", key): n for key, n in arrived.items()},
                      {("", key): n for key, n in gone.items() if n})  # fmt: skip


def survey_call(scheme: Scheme) -> CallTrace:
    """Somebody who takes part, answers two questions, and hangs up at the third."""
    steps: list[traced.TraceEvent] = []
    here, at = scheme.nodes[0].id, 0
    for port in ("next", "short", "next", "1", "answered", "answered"):
        node = next(n for n in scheme.nodes if n.id == here)
        steps.append(traced.Entered(at, here))
        if node.type not in ("start", "random_split"):
            steps.append(traced.Played(at, "ru", (("text", node.name),)))
            at += 4200
            steps.append(traced.PlayEnded(at, node.type != "say"))
        if port in ("1", "answered"):
            steps.append(traced.Pressed(at, "1" if port == "1" else "4"))
        steps.append(traced.Left(at, here, "", port, port))
        here = next(x.target for x in scheme.links if (x.source, x.port) == (here, port))
    steps += [traced.Entered(at, here), traced.Played(at, "ru", (("text", "…"),)),
              traced.PlayEnded(at + 1700, False),
              traced.Ended(at + 1800, "completed", here, "subscriber")]  # fmt: skip
    return CallTrace({"": 3}, tuple(steps))


class SampleRecordings:
    """A voice store in which everything is recorded. ``folder``: where that is."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "spoken.wav"

    async def local(self, name: str) -> Path | None:
        if not self._file.exists():
            _write_speech(self._file)
        return self._file

    async def put(self, take: Path, name: str) -> None: ...
    async def discard(self, names: Iterable[str]) -> None: ...

    async def standing(self) -> Standing:
        return Standing()

    async def voices(self, language: str) -> Sequence[str]:
        return (language, f"{language}+f3")

    async def synthesise(self, text: str, language: str, voice: str, target: Path) -> None:
        _write_speech(target)

    async def voiced(self, items: Sequence[Utterance]) -> Sequence[Path]:
        return [path for _ in items if (path := await self.local("")) is not None]


def _write_speech(target: Path, seconds: float = 3.2, rate: int = 8000) -> None:
    """Swells like syllables."""
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        for n in range(int(seconds * rate)):
            t = n / rate
            loud = abs(math.sin(4.1 * t)) ** 2 * (0.6 + 0.4 * math.sin(1.3 * t))
            file.writeframesraw(struct.pack("<h", int(15000 * loud * math.sin(1400 * t))))


class SampleContacts:
    async def campaigns(self) -> Sequence[str]:
        return [_either("Должники, ноябрь", "Debtors, November")]

    async def contacts(self, campaign: str, part: str) -> Sequence[Contact]:
        people = (("Ирина Соколова", "1250.30"), ("Павел Ершов", "480"), ("Нина Лебедева", "93.5"))
        return [
            Contact(f"+7912000120{n}", {"name": name, "debt": debt, "due": "2026-11-20"})
            for n, (name, debt) in enumerate(people)
        ]
