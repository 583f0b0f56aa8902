"""Campaign files (docs/cli.md): TOML in, ``CampaignSettings`` out, or one line about the fault.

A file is checked as a whole before anything is stored: syntax, then sections and keys, then
values, then what they refer to (scheme, trunks), then the legal preset.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from engine.domain.calling_hours import check_schedule
from engine.domain.campaign import CampaignMode, CampaignSettings, Purpose, RetryRules, Schedule
from engine.domain.disposition import RETRYABLE, Disposition
from engine.domain.durations import parse_duration, parse_hours
from engine.domain.presets import PRESETS, check_campaign
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop.settings import did_you_mean
from rino_desktop.texts import language, t

#: Keys of the file format that belong to parts of the product that this version does not have.
_NOT_SERVED = ("form", "operators", "pacing", "abandon_limit", "amd")
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in which file something stands: the beginning of every message."""

    file: Path
    section: str

    def fault(self, key: str, problem: str, mend: str = "") -> KnownError:
        return KnownError(f"{self.file}: [{self.section}] {key}: {problem}", mend=mend)


#: Reads one value: (where it stands, its key, the raw value) → the value.
_Reader = Callable[[_Place, str, Any], Any]


def load(path: Path, stores: Stores) -> CampaignSettings:
    """The settings in the file; its scheme and trunks must be in the database."""
    settings = parse(path, path.read_bytes())
    _check_references(path, settings, stores)
    return settings


def parse(path: Path, content: bytes) -> CampaignSettings:
    """The settings in ``content``, checked for themselves; ``path`` only names the place."""
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise KnownError(
            t("{file}: not UTF-8 text.", file=path), mend=t("Save it as UTF-8.")
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise KnownError(t("{file}: not valid TOML: {reason}.", file=path, reason=error)) from None
    if "outbox" in document:
        raise KnownError(
            t("{file}: [[outbox]] is not served by this version.", file=path),
            mend=t("Remove it; results are in the reports."),
        )
    sections = {"campaign": _CAMPAIGN, "schedule": _SCHEDULE, "retry": _RETRY}
    variables = _variables(_Place(path, "variables"), document.pop("variables", {}))
    for name, table in document.items():
        if name not in sections:
            kind = t("unknown section") if isinstance(table, dict) else t("unknown key")
            near = did_you_mean(name, (*sections, "variables"))
            if not isinstance(table, dict) and name in _CAMPAIGN:
                near = t("It belongs below [campaign].")
            raise KnownError(f"{path}: {name}: {kind}.", mend=near)
        if not isinstance(table, dict):
            raise KnownError(f"{path}: {t('{name} must be a section', name=name)} [{name}].")
    if "campaign" not in document:
        raise KnownError(t("{file}: the section [campaign] is missing.", file=path))
    values = {
        name: _section(_Place(path, name), document.get(name, {}), readers)
        for name, readers in sections.items()
    }
    if "name" not in values["campaign"]:
        raise _Place(path, "campaign").fault("name", t("missing."))
    settings = CampaignSettings(
        **values["campaign"],
        variables=variables,
        schedule=Schedule(**values["schedule"]),
        retry=RetryRules(
            **(
                {"max_attempts": values["retry"].pop("max_attempts")}
                if "max_attempts" in values["retry"]
                else {}
            ),
            delays={Disposition(name): delays for name, delays in values["retry"].items()},
        ),
    )
    _check_whole(path, settings)
    return settings


def _section(
    place: _Place, table: Mapping[str, Any], readers: Mapping[str, _Reader]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, raw in table.items():
        reader = readers.get(key)
        if reader is None:
            if place.section == "campaign" and key in _NOT_SERVED:
                raise place.fault(
                    key,
                    t("campaigns with operators are not served by this version."),
                    t("Remove the key."),
                )
            raise place.fault(key, t("unknown key."), did_you_mean(key, list(readers)))
        values["trunks" if key == "trunk" else key] = reader(place, key, raw)
    return values


def _variables(place: _Place, table: object) -> dict[str, str]:
    """Values for variables of the scheme; a contact's own field goes before them."""
    if not isinstance(table, dict):
        raise KnownError(f"{place.file}: {t('{name} must be a section', name='variables')}.")
    values = {}
    for name, value in table.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise place.fault(name, t("must be text or a number."))
        values[name] = str(value)
    return values


def _check_whole(path: Path, settings: CampaignSettings) -> None:
    place = _Place(path, "campaign")
    if settings.mode is not CampaignMode.AUTOMATIC:
        raise place.fault(
            "mode",
            t("{mode} needs operators, which this version does not serve.", mode=settings.mode),
            'mode = "automatic"',
        )
    violations = check_campaign(settings)
    if violations:
        raise place.fault("preset", violations[0].text(language()))
    if not settings.scheme:
        raise place.fault("scheme", t("missing."), t("An automatic campaign needs a scheme."))
    if not settings.trunks:
        raise place.fault("trunk", t("missing."), t("Name a trunk, or a list of them."))
    if settings.record_consent and not settings.record:
        raise place.fault("record_consent", t("has no effect without record = true."))


def _check_references(path: Path, settings: CampaignSettings, stores: Stores) -> None:
    place = _Place(path, "campaign")
    schemes = {scheme.name: scheme for scheme in stores.schemes.all()}
    found = next(
        (s for name, s in schemes.items() if name.casefold() == settings.scheme.casefold()), None
    )
    if found is None:
        raise place.fault(
            "scheme",
            t("there is no scheme {name}.", name=settings.scheme),
            did_you_mean(settings.scheme, list(schemes)) or "rino-desktop scheme import FILE",
        )
    if found.published is None:
        raise place.fault(
            "scheme",
            t("the scheme {name} is only a draft.", name=settings.scheme),
            f"rino-desktop scheme publish {settings.scheme}",
        )
    trunks = [trunk.name for trunk in stores.trunks.all()]
    for name in settings.trunks:
        if name.casefold() not in {trunk.casefold() for trunk in trunks}:
            raise place.fault(
                "trunk",
                t("there is no trunk {name}.", name=name),
                did_you_mean(name, trunks) or f"rino-desktop trunk add {name} --proxy sip:HOST",
            )


# --- readers ----------------------------------------------------------------------------------


def _text(place: _Place, key: str, raw: Any) -> str:
    if not isinstance(raw, str):
        raise place.fault(key, t("must be text in quotes."))
    return raw.strip()


def _name(place: _Place, key: str, raw: Any) -> str:
    name = _text(place, key, raw)
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise place.fault(key, t("must be 1 to {n} printable characters.", n=_LONGEST_NAME))
    return name


def _flag(place: _Place, key: str, raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise place.fault(key, t("must be true or false, without quotes."))
    return raw


def _whole(least: int, most: int) -> _Reader:
    def read(place: _Place, key: str, raw: Any) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or not least <= raw <= most:
            raise place.fault(
                key, t("must be a whole number from {least} to {most}.", least=least, most=most)
            )
        return raw

    return read


def _real(least: float, most: float) -> _Reader:
    def read(place: _Place, key: str, raw: Any) -> float:
        if isinstance(raw, bool) or not isinstance(raw, int | float) or not least <= raw <= most:
            raise place.fault(
                key,
                t("must be a number from {least} to {most}.", least=f"{least:g}", most=f"{most:g}"),
            )
        return float(raw)

    return read


def _choice(kind: type[CampaignMode] | type[Purpose]) -> _Reader:
    def read(place: _Place, key: str, raw: Any) -> CampaignMode | Purpose:
        possible = [item.value for item in kind]
        if raw not in possible:
            raise place.fault(
                key,
                t("unknown value {value}.", value=repr(raw)),
                t("Possible: {choices}.", choices=", ".join(possible)),
            )
        return kind(raw)

    return read


def _trunks(place: _Place, key: str, raw: Any) -> tuple[str, ...]:
    names = [raw] if isinstance(raw, str) else raw
    if not isinstance(names, list) or not names:
        raise place.fault(key, t("must be a trunk's name, or a list of names."))
    return tuple(dict.fromkeys(_name(place, key, name) for name in names))


def _caller_id(place: _Place, key: str, raw: Any) -> str:
    number = _text(place, key, raw)
    if number and not (number.removeprefix("+").isdecimal() and len(number) <= 20):
        raise place.fault(key, t("must be a number such as {number}.", number="+74951234567"))
    return number


def _country(place: _Place, key: str, raw: Any) -> str:
    from phonenumbers import SUPPORTED_REGIONS

    code = _text(place, key, raw).upper()
    if code not in SUPPORTED_REGIONS:
        raise place.fault(key, t("{code} is no country code.", code=repr(raw)), "RU, KZ, BY, US …")
    return code


def _preset(place: _Place, key: str, raw: Any) -> str:
    name = _text(place, key, raw)
    if name and name.lower() not in PRESETS:
        raise place.fault(
            key,
            t("there is no legal preset {name}.", name=repr(name)),
            did_you_mean(name, list(PRESETS)),
        )
    return name.lower()


def _timezone(place: _Place, key: str, raw: Any) -> str:
    from zoneinfo import available_timezones

    name = _text(place, key, raw)
    zones = available_timezones()
    if name not in zones:
        near = did_you_mean(name, sorted(zones))
        mend = near if len(near) < 100 else t("Write it like Europe/Moscow.")
        raise place.fault(key, t("there is no time zone {name}.", name=repr(raw)), mend)
    return name


def _hours(place: _Place, key: str, raw: Any) -> Any:
    text = _text(place, key, raw)
    try:
        return parse_hours(text)
    except KnownError as error:
        raise place.fault(
            key,
            t("{value} is no span of hours.", value=repr(raw)),
            t("Write it like {example}.", example='"09:00-20:00", "00:00-24:00", "never"'),
        ) from error


def _holidays(place: _Place, key: str, raw: Any) -> str:
    codes = ",".join(part.strip().upper() for part in _text(place, key, raw).split(","))
    try:
        check_schedule(Schedule(holidays=codes))
    except KnownError as error:
        raise place.fault(
            key, t("no holidays are known for {code}.", code=repr(raw)), "RU, KZ, BY, US …"
        ) from error
    return codes


def _delays(place: _Place, key: str, raw: Any) -> tuple[timedelta, ...]:
    if not isinstance(raw, list):
        raise place.fault(
            key, t("must be a list of delays such as {example}.", example='["5m", "30m"]')
        )
    delays = []
    for one in raw:
        text = _text(place, key, one)
        try:
            delays.append(parse_duration(text))
        except KnownError as error:
            raise place.fault(
                key,
                t("{value} is no duration.", value=repr(one)),
                t("Write it like {example}.", example='"30s", "5m", "4h", "1d"'),
            ) from error
    return tuple(delays)


_CAMPAIGN: dict[str, _Reader] = {
    "name": _name,
    "mode": _choice(CampaignMode),
    "purpose": _choice(Purpose),
    "scheme": _name,
    "trunk": _trunks,
    "caller_id": _caller_id,
    "country": _country,
    "priority": _whole(1, 9),
    "max_lines": _whole(1, 100_000),
    "calls_per_second": _real(0.01, 10_000),
    "ring_timeout_s": _real(1, 600),
    "max_call_s": _real(1, 86_400),
    "rtp_timeout_s": _real(1, 3_600),
    "record": _flag,
    "record_consent": _text,
    "preset": _preset,
}
_SCHEDULE: dict[str, _Reader] = {
    "timezone": _timezone,
    "weekdays": _hours,
    "weekend": _hours,
    "holidays": _holidays,
    "all_zones": _flag,
}
_RETRY: dict[str, _Reader] = {
    "max_attempts": _whole(1, 1_000),
    **{outcome.value: _delays for outcome in RETRYABLE},
}
