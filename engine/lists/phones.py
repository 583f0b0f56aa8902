"""Cells with telephone numbers, as people write them → E.164 (ITU-T E.164) in the order written.

Numbers are judged by ``phonenumbers`` (Google's libphonenumber metadata) with a default country.
The short way for plain Russian mobile numbers gives exactly its answer; a test holds that.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber
from phonenumbers import timezone as phone_zones

from engine.domain.calling_hours import zone_of
from engine.errors import KnownError

_MIDWINTER = datetime(2026, 1, 1, tzinfo=UTC)
#: A subscriber with more numbers than this is a mistake in the file.
MAX_PHONES = 20

_BETWEEN_DIGITS = {ord(c): None for c in " ()-\u00a0\u2009\u202f\u2010\u2011\u2012\u2013\u2014"}
#: A cell that is one number and nothing else.
_ONE_NUMBER = re.compile(
    r"[\s(]*\+?[\s(]*\d(?:[\s().\-\u2009\u202f\u2010-\u2015\u2212/]*\d){4,16}[\s).]*"
)
_PLAIN_RUSSIAN = re.compile(r"(?:\+?7|8)?(9[0-9]{9})")
#: Spreadsheets: 79123456789.0 and 7.9123456789E+10 (a comma in Russian ones).
_TRAILING_ZEROS = re.compile(r"(\+?\d{7,15})[.,]0+")
_SCIENTIFIC = re.compile(r"(\d)[.,](\d+)[eEеЕ]\+?(\d{1,2})")
_EXTENSION = re.compile(
    r"[,;]?\s*(?:\(\s*)?(?:доб(?:авочн\w*)?|внутр?(?:енн\w*)?|вн|ext(?:ension)?|x|#|\*)"
    r"(?![а-яёa-z])[\s.:№\-]*\d{1,7}(?:\s*\))?",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(
    r"[;,|\\\n\r\t]|//?|(?<=[\s\d).])(?:и|или|and|or)(?=[\s+(\d])|\s-\s|\s{2,}", re.IGNORECASE
)
_DIGIT_RUN = re.compile(r"\+?\(?\d[\d\s().\-\u2010-\u2015]{3,}\d")
#: What offices write into a cell to say that there is no number.
_NOTHING = re.compile(
    r"[\s\-–—_.?*/\\]*|нет(?: телефона| номера| данных)?|н/?д|н\.д\.|б/?н|без (?:телефона|номера)|"
    r"отсутству\w*|не ?указан\w*|не ?известен|неизвест\w*|нету|пусто|"
    r"none|null|nan|n/?a|#n/a|#н/д|no",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CellPhones:
    """``empty``: the cell says that there is no number (not: a number that is none)."""

    phones: tuple[str, ...]
    empty: bool = False


class PhoneReader:
    """Reads phone cells for one default country (ISO 3166 alpha-2)."""

    def __init__(self, country: str) -> None:
        self.country = country.strip().upper()
        if self.country not in phonenumbers.SUPPORTED_REGIONS:
            raise KnownError(
                "country {country!r} is unknown.",
                mend="Write it as two letters: RU, KZ, DE …",
                country=country,
            )
        self._mobile = _russian_mobile() if self.country == "RU" else None

    def plain(self, cell: str) -> str | None:
        """The short way: E.164 of a cell that is one plain Russian mobile number, else None
        (which says nothing about the cell)."""
        # A dash or bracket at an end says that something else belongs there.
        if self._mobile is None or not cell.strip()[-1:].isdigit():
            return None
        match = _PLAIN_RUSSIAN.fullmatch(cell.translate(_BETWEEN_DIGITS))
        if match is None or self._mobile.fullmatch(match[1]) is None:
            return None
        return "+7" + match[1]

    def read(self, cell: str) -> CellPhones:
        """All numbers of a cell, each once; unusable ones beside usable ones are left out."""
        plain = self.plain(cell)
        if plain is not None:
            return CellPhones((plain,))
        return self.read_slowly(cell)

    def read_slowly(self, cell: str) -> CellPhones:
        """``read`` without the short way."""
        text = cell.strip().lstrip("'`’").strip()
        if _NOTHING.fullmatch(text):
            return CellPhones((), empty=True)
        phones = list(dict.fromkeys(self._numbers(_spreadsheet_number(text))))
        return CellPhones(tuple(phones[:MAX_PHONES]))

    def _numbers(self, text: str) -> Iterator[str]:
        if _ONE_NUMBER.fullmatch(text):
            phone = self._valid(text)
            if phone:
                yield phone
                return
        for part in _SEPARATORS.split(_EXTENSION.sub(" ; ", text)):
            part = _spreadsheet_number(part.strip().lstrip("'`’"))
            if not any(c.isdigit() for c in part):
                continue
            phone = self._valid(part) if _ONE_NUMBER.fullmatch(part) else None
            if phone:
                yield phone
            else:
                yield from self._within(part)

    def _within(self, text: str) -> Iterator[str]:
        """Numbers amid words ("моб. 8912… (жена)") or divided by nothing but spaces."""
        for run in _DIGIT_RUN.findall(text):
            phone = self._valid(run)
            if phone:
                yield phone
                continue
            gathered = ""
            for word in run.split():
                gathered = f"{gathered} {word}".strip()
                phone = self._valid(gathered)
                if phone is None and len(re.sub(r"\D", "", gathered)) >= 11:
                    phone = self._valid(word)
                    gathered = "" if phone else word
                if phone:
                    yield phone
                    gathered = ""

    def _valid(self, text: str) -> str | None:
        for candidate in self._spellings(text):
            number = _parse(candidate, self.country)
            if number is not None and phonenumbers.is_valid_number(number):
                return f"+{number.country_code}{phonenumbers.national_significant_number(number)}"
        return None

    def _spellings(self, text: str) -> Iterator[str]:
        """The number as it stands, then as it was probably meant."""
        yield text
        digits = re.sub(r"\D", "", text)
        if text.lstrip(" (").startswith("+"):
            yield digits  # "+8 912 …", "+9123456789"
        elif digits.startswith("00"):
            yield "+" + digits[2:]
        if self.country in ("RU", "KZ"):
            if len(digits) == 12 and digits.startswith(("78", "88", "87")):
                yield "+7" + digits[2:]  # "+7 (8912) 345-67-89"
            elif len(digits) == 14 and digits.startswith("8107"):
                yield "+" + digits[3:]


def _parse(text: str, country: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None


def _spreadsheet_number(text: str) -> str:
    """A number that went through a spreadsheet's number format, as digits. One whose digits were
    rounded away ("7,91E+10") is left as it is, and is no number any more."""
    match = _TRAILING_ZEROS.fullmatch(text)
    if match:
        return match[1]
    match = _SCIENTIFIC.fullmatch(text)
    if match and 0 <= int(match[3]) - len(match[2]) <= 2:
        return str(int(Decimal(f"{match[1]}.{match[2]}E{match[3]}")))
    return text


@cache
def _russian_mobile() -> re.Pattern[str]:
    metadata = PhoneMetadata.metadata_for_region("RU")
    assert metadata is not None
    assert metadata.mobile is not None
    return re.compile(str(metadata.mobile.national_number_pattern), re.ASCII)


_UNKNOWN = "Etc/Unknown"


@cache
def _any_russian_mobile() -> tuple[str, ...]:
    return phone_zones.time_zones_for_number(phonenumbers.parse("+79123456789"))


@lru_cache(maxsize=50_000)
def _zones_of(phone: str) -> tuple[str, ...]:
    number = _parse(phone, "ZZ")
    if number is None:
        return ()
    return tuple(z for z in phone_zones.time_zones_for_number(number) if z != _UNKNOWN)


def number_zones(phone: str) -> tuple[str, ...]:
    """All time zones an E.164 number may be in; () when nothing is known."""
    if phone.startswith("+79") and len(phone) == 12:
        # Mobile numbers belong to the country, not to a place.
        return _any_russian_mobile()
    return _zones_of(phone)


@lru_cache(maxsize=4096)
def may_be_in(zones: tuple[str, ...], place: tuple[str, ...]) -> bool:
    """Whether who may be in ``zones`` (empty: anywhere) may be in ``place``. By the clock, since a
    number's zones are no complete list of names; by that of winter, since Kaliningrad, which knows
    no summer time, goes by the name of a neighbour that does."""
    return not zones or {_winter(zone) for zone in place} <= {_winter(zone) for zone in zones}


def _winter(name: str) -> timedelta | None:
    zone = zone_of(name)
    return None if zone is None else _MIDWINTER.astimezone(zone).utcoffset()
