"""Values of a campaign file: one reader for each key, each fault one line with place and mend."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from engine.domain.answering_machine import MachineAction
from engine.domain.calling_hours import check_schedule
from engine.domain.campaign import CampaignMode, Purpose, Schedule
from engine.domain.disposition import RETRYABLE
from engine.domain.durations import parse_duration, parse_hours
from engine.errors import KnownError
from rino_desktop.settings import did_you_mean
from rino_desktop.texts import t

_LONGEST_NAME = 100


class SettingFault(KnownError):
    """A setting that is wrong: ``section`` and ``key`` say where, ``problem`` what, without the
    place; "" for the section where it is wrong as a whole."""

    def __init__(self, text: str, section: str, key: str, problem: str, mend: str) -> None:
        super().__init__(text, mend=mend)
        self.section = section
        self.key = key
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which file something stands: the beginning of every message."""

    file: Path
    section: str

    def fault(self, key: str, problem: str, mend: str = "") -> KnownError:
        text = f"{self.file}: [{self.section}] {key}: {problem}"
        return SettingFault(text, self.section, key, problem, mend)


#: Reads one value: (where it stands, its key, the raw value) → the value.
Reader = Callable[[Place, str, Any], Any]


def read_text(place: Place, key: str, raw: Any) -> str:
    if not isinstance(raw, str):
        raise place.fault(key, t("must be text in quotes."))
    return raw.strip()


def _name(place: Place, key: str, raw: Any) -> str:
    name = read_text(place, key, raw)
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise place.fault(key, t("must be 1 to {n} printable characters.", n=_LONGEST_NAME))
    return name


def read_flag(place: Place, key: str, raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise place.fault(key, t("must be true or false, without quotes."))
    return raw


@dataclass(frozen=True, slots=True)
class Whole:
    """Reads a whole number; both bounds are allowed."""

    least: int
    most: int

    def __call__(self, place: Place, key: str, raw: Any) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or not self.least <= raw <= self.most:
            raise place.fault(
                key,
                t("must be a whole number from {least} to {most}.",
                  least=self.least, most=self.most),
            )  # fmt: skip
        return raw


@dataclass(frozen=True, slots=True)
class Real:
    """Reads a number; both bounds are allowed."""

    least: float
    most: float

    def __call__(self, place: Place, key: str, raw: Any) -> float:
        is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
        if not is_number or not self.least <= raw <= self.most:
            raise place.fault(
                key,
                t("must be a number from {least} to {most}.",
                  least=f"{self.least:g}", most=f"{self.most:g}"),
            )  # fmt: skip
        return float(raw)


@dataclass(frozen=True, slots=True)
class Choice:
    """Reads one of the values of an enumeration."""

    kind: type[StrEnum]

    @property
    def possible(self) -> list[str]:
        return [item.value for item in self.kind]

    def __call__(self, place: Place, key: str, raw: Any) -> StrEnum:
        if raw not in self.possible:
            raise place.fault(
                key,
                t("unknown value {value}.", value=repr(raw)),
                t("Possible: {choices}.", choices=", ".join(self.possible)),
            )
        return self.kind(raw)


def read_trunks(place: Place, key: str, raw: Any) -> tuple[str, ...]:
    names = [raw] if isinstance(raw, str) else raw
    if not isinstance(names, list) or not names:
        raise place.fault(key, t("must be a trunk's name, or a list of names."))
    return tuple(dict.fromkeys(_name(place, key, name) for name in names))


def _caller_id(place: Place, key: str, raw: Any) -> str:
    number = read_text(place, key, raw)
    if number and not (number.removeprefix("+").isdecimal() and len(number) <= 20):
        raise place.fault(key, t("must be a number such as {number}.", number="+74951234567"))
    return number


def _country(place: Place, key: str, raw: Any) -> str:
    from phonenumbers import SUPPORTED_REGIONS

    code = read_text(place, key, raw).upper()
    if code not in SUPPORTED_REGIONS:
        raise place.fault(key, t("{code} is no country code.", code=repr(raw)), "RU, KZ, BY, US …")
    return code


def read_presets(place: Place, key: str, raw: Any) -> str:
    """One name or a list of them; "name" or "name@version". Joined by commas."""
    names = raw if isinstance(raw, list) else [raw]
    found = [read_text(place, key, name).lower().replace(" ", "") for name in names]
    return ",".join(dict.fromkeys(name for name in found if name))


def read_timezone(place: Place, key: str, raw: Any) -> str:
    from zoneinfo import available_timezones

    name = read_text(place, key, raw)
    zones = available_timezones()
    if name not in zones:
        near = did_you_mean(name, sorted(zones))
        mend = near if len(near) < 100 else t("Write it like Europe/Moscow.")
        raise place.fault(key, t("there is no time zone {name}.", name=repr(raw)), mend)
    return name


def read_hours(place: Place, key: str, raw: Any) -> Any:
    text = read_text(place, key, raw)
    try:
        return parse_hours(text)
    except KnownError as error:
        raise place.fault(
            key,
            t("{value} is no span of hours.", value=repr(raw)),
            t("Write it like {example}.", example='"09:00-20:00", "00:00-24:00", "never"'),
        ) from error


def _holidays(place: Place, key: str, raw: Any) -> str:
    codes = ",".join(part.strip().upper() for part in read_text(place, key, raw).split(","))
    try:
        check_schedule(Schedule(holidays=codes))
    except KnownError as error:
        raise place.fault(
            key, t("no holidays are known for {code}.", code=repr(raw)), "RU, KZ, BY, US …"
        ) from error
    return codes


def read_delays(place: Place, key: str, raw: Any) -> tuple[timedelta, ...]:
    if not isinstance(raw, list):
        raise place.fault(
            key, t("must be a list of delays such as {example}.", example='["5m", "30m"]')
        )
    delays = []
    for one in raw:
        text = read_text(place, key, one)
        try:
            delays.append(parse_duration(text))
        except KnownError as error:
            raise place.fault(
                key,
                t("{value} is no duration.", value=repr(one)),
                t("Write it like {example}.", example='"30s", "5m", "4h", "1d"'),
            ) from error
    return tuple(delays)


def read_voice_packs(place: Place, key: str, raw: Any) -> tuple[str, ...]:
    names = raw if isinstance(raw, list) else read_text(place, key, raw).split(",")
    found = tuple(dict.fromkeys(read_text(place, key, name) for name in names))
    if found == ("",):
        return ()
    if any(not name or set(name) & set("/\\:") or name in (".", "..") for name in found):
        raise place.fault(
            key, t("must be the name of a voice pack, or a list of them."),
            "rino-desktop voice pack list",
        )  # fmt: skip
    return found


CAMPAIGN: dict[str, Reader] = {
    "name": _name,
    "mode": Choice(CampaignMode),
    "purpose": Choice(Purpose),
    "scheme": _name,
    "trunk": read_trunks,
    "caller_id": _caller_id,
    "country": _country,
    "priority": Whole(1, 9),
    "max_lines": Whole(1, 100_000),
    "calls_per_second": Real(0.01, 10_000),
    "ring_timeout_s": Real(1, 600),
    "max_call_s": Real(1, 86_400),
    "rtp_timeout_s": Real(1, 3_600),
    "record": read_flag,
    "record_consent": read_text,
    "voice_pack": read_voice_packs,
    "preset": read_presets,
    "person": read_text,
    "voice_message": read_flag,
    "mask_numbers": read_flag,
    "label": read_text,
    "label_category": read_text,
    "quota_counts": read_text,
    "scenario": read_text,
}
ANSWERING_MACHINE: dict[str, Reader] = {
    "detect": read_flag,
    "action": Choice(MachineAction),
    "message": read_text,
    "prompt": read_text,
    "detector": read_text,
    "initial_silence_s": Real(0.5, 10),
    "silence_s": Real(0.3, 3),
    "greeting_s": Real(1, 10),
    "longest_s": Real(1, 20),
    "beep_wait_s": Real(5, 180),
}
SCHEDULE: dict[str, Reader] = {
    "timezone": read_timezone,
    "weekdays": read_hours,
    "weekend": read_hours,
    "holidays": _holidays,
    "all_zones": read_flag,
}
RETRY: dict[str, Reader] = {
    "max_attempts": Whole(1, 1_000),
    **{outcome.value: read_delays for outcome in RETRYABLE},
}
