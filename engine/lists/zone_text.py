"""Cells that tell a time zone ("МСК+2", "UTC+5", "Asia/Yekaterinburg", "+05:00") → IANA names."""

import re
from functools import cache, lru_cache
from zoneinfo import available_timezones

from engine.lists.regions import region_zones

#: Minutes east of UTC → a zone of Russia that keeps this time the whole year round.
_RUSSIAN = {
    120: "Europe/Kaliningrad", 180: "Europe/Moscow", 240: "Europe/Samara",
    300: "Asia/Yekaterinburg", 360: "Asia/Omsk", 420: "Asia/Krasnoyarsk", 480: "Asia/Irkutsk",
    540: "Asia/Yakutsk", 600: "Asia/Vladivostok", 660: "Asia/Magadan", 720: "Asia/Kamchatka",
}  # fmt: skip
#: IANA has fixed zones for whole hours only; these places keep the others all year.
_FRACTIONS = {
    210: "Asia/Tehran", 270: "Asia/Kabul", 330: "Asia/Kolkata", 345: "Asia/Kathmandu",
    390: "Asia/Yangon", 570: "Australia/Darwin", 525: "Australia/Eucla", -570: "Pacific/Marquesas",
}  # fmt: skip
_ABBREVIATIONS = {
    "msk": 180, "мск": 180, "samt": 240, "yekt": 300, "екб": 300, "omst": 360, "novt": 420,
    "krat": 420, "irkt": 480, "yakt": 540, "vlat": 600, "magt": 660, "sakt": 660, "pett": 720,
    "anat": 720, "utc": 0, "gmt": 0, "z": 0,
}  # fmt: skip
_MOSCOW = 180
_OFFSET = re.compile(r"([+\-−–]?)\s*(\d{1,2})(?::(\d{2})(?::\d{2})?|[.,](\d+))?(?![\d:])")
_FROM_UTC = re.compile(rf"(?:utc|gmt)\s*{_OFFSET.pattern}", re.IGNORECASE)
_MOSCOW_WORD = re.compile(r"мск|msk|москв|moscow", re.IGNORECASE)
_UTC_WORD = re.compile(r"utc|gmt|гринвич", re.IGNORECASE)


@cache
def _iana() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


def offset_zone(minutes: int, country: str = "") -> str | None:
    """A zone that is ``minutes`` east of UTC; a Russian one for ``country`` "RU"."""
    if country == "RU" and minutes in _RUSSIAN:
        return _RUSSIAN[minutes]
    if minutes in _FRACTIONS:
        return _FRACTIONS[minutes]
    hours, rest = divmod(minutes, 60)
    if rest or not -12 <= hours <= 14:
        return None
    # POSIX counts west of Greenwich: Etc/GMT-5 is five hours ahead of it.
    return "Etc/UTC" if hours == 0 else f"Etc/GMT{-hours:+d}"


@lru_cache(maxsize=4096)
def zones_of_text(text: str, country: str = "", header: str = "") -> tuple[str, ...]:
    """The zones that a cell of a time zone column tells; () when it cannot be understood.

    A bare number means hours after UTC or after Moscow. The header may say which ("Разница с
    МСК"); otherwise, where both readings are possible in Russia, both are kept.
    """
    stripped = text.strip()
    if not stripped:
        return ()
    iana = _iana().get(stripped.lower().replace(" ", "_"))
    if iana:
        return (iana,)
    named = _ABBREVIATIONS.get(stripped.lower())
    if named is not None:
        zone = offset_zone(named, country or "RU")
        return (zone,) if zone else ()
    match = _FROM_UTC.search(stripped)
    if match:  # "МСК+4 (UTC+7)"
        return _zones(_minutes(match), country)
    match = _OFFSET.search(stripped)
    if match is None:
        return region_zones(re.sub(r"(?i)\bврем\w*|\btime\b", "", stripped))
    minutes = _minutes(match)
    for place in (stripped, header):
        # "(UTC+05:00) Екатеринбург" names its base; the header is asked where the cell does not.
        if _UTC_WORD.search(place):
            return _zones(minutes, country)
        if _MOSCOW_WORD.search(place):
            return _zones(_MOSCOW + minutes, country or "RU")
    if country != "RU" or match[3]:
        return _zones(minutes, country)
    if minutes <= 60:  # no place in Russia is so near to Greenwich
        return _zones(_MOSCOW + minutes, country)
    if minutes > 9 * 60:  # nor so far from Moscow
        return _zones(minutes, country)
    return tuple(sorted({*_zones(minutes, country), *_zones(_MOSCOW + minutes, country)}))


def _minutes(match: re.Match[str]) -> int:
    minutes = int(match[2]) * 60
    if match[3]:
        minutes += int(match[3])
    elif match[4]:
        minutes += round(float(f"0.{match[4]}") * 60)
    return -minutes if match[1] in ("-", "−", "–") else minutes


def _zones(minutes: int, country: str) -> tuple[str, ...]:
    zone = offset_zone(minutes, country)
    return (zone,) if zone else ()
