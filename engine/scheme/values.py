"""Contact fields are texts as an office typed them; variables are typed. This is the way between.

A value that cannot be read gives None, never a guess: the scheme can branch on it
(``is_set(debt)``). Types at run time: text → str, number and money → Decimal, date →
datetime.date, phone → str (E.164).
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import phonenumbers

from engine.scheme.model import Variable, VariableType

#: What expressions compute with.
Value = None | bool | int | str | Decimal | date | time  # a datetime is a date too

#: Beyond it nobody owes anything and nothing can be spoken.
LARGEST_NUMBER = Decimal(10) ** 15
LONGEST_TEXT = 2000

_CURRENCY_WORDS = re.compile(
    r"(?i)(?<![^\W\d])(?:руб(?:л(?:ей|я|ь|ях|ям))?|р|rub|rur|usd|eur|kzt|тенге|грн|byn)\.?(?![^\W\d])"
    r"|[₽$€₸₴£]"
)
_KOPECKS = re.compile(r"(?i)^(.*\D)\s*(\d{1,2})\s*(?:коп(?:еек|ейка|ейки)?|к)\.?$")
#: "1250-30" and "1250=30", as bookkeepers write roubles and kopecks.
_BOOKKEEPING = re.compile(r"(\d[\d\s]*)[-=](\d\d)")
#: "1,234" is either; a debt must not be a thousand times too small.
_AMBIGUOUS = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_DATE_DMY = re.compile(r"(\d{1,2})[./\-](\d{1,2})[./\-](\d{4}|\d{2})(?:\s*г\.?)?(?:[ T].*)?")
_DATE_YMD = re.compile(r"(\d{4})[.\-/](\d{1,2})[.\-/](\d{1,2})(?:[ T].*)?")
_DATE_WORDS = re.compile(r"(\d{1,2})(?:-?го)?\s+([^\W\d]+)\.?,?\s*(\d{4})(?:\s*(?:г\.?|года))?")
_MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "май": 5, "июн": 6, "июл": 7, "авг": 8,
    "сен": 9, "окт": 10, "ноя": 11, "дек": 12, "jan": 1, "feb": 2, "apr": 4, "may": 5,
    "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
#: Excel counts days from here (1900 was no leap year, which Excel does not know).
_EXCEL_EPOCH = date(1899, 12, 30)
#: 1955…2099: what stands in a date column as a bare number of this size is Excel's serial.
_EXCEL_SERIALS = range(20_090, 73_051)


def parse(text: str, kind: VariableType) -> Value:
    """The value of a contact field, None when it is empty or cannot be read as ``kind``."""
    clean = clean_text(text)
    if not clean:
        return None
    match kind:
        case VariableType.NUMBER:
            return parse_number(clean)
        case VariableType.MONEY:
            return parse_money(clean)
        case VariableType.DATE:
            return parse_date(clean)
        case VariableType.PHONE:
            return parse_phone(clean)
        case _:
            return clean[:LONGEST_TEXT]


def clean_text(text: str) -> str:
    """NBSP and other blanks become one space, control characters go."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(c if c.isprintable() else " " for c in composed).split())


def parse_number(text: str) -> Decimal | None:
    """ "1 250,30", "1250.30", "1,250.30", "1.250,30", "-5", "12%" is not a number."""
    compact = re.sub(r"[\s'’_]", "", clean_text(text)).replace("−", "-")
    if "," in compact and "." in compact:
        # The later one is the decimal separator, the other one groups thousands.
        decimal, group = (",", ".") if compact.rfind(",") > compact.rfind(".") else (".", ",")
        if compact.count(decimal) > 1:
            return None
        compact = compact.replace(group, "").replace(decimal, ".")
    elif compact.count(",") > 1 or compact.count(".") > 1:
        parts = re.split(r"[.,]", compact)
        if any(len(part) != 3 for part in parts[1:]):
            return None
        compact = "".join(parts)
    else:
        # One comma: Russian lists mean the decimal one.
        compact = compact.replace(",", ".")
    if not _NUMBER.fullmatch(compact) or len(compact) > 40 or not compact.isascii():
        return None
    value = Decimal(compact)
    return value if abs(value) <= LARGEST_NUMBER else None


def parse_money(text: str) -> Decimal | None:
    """ "1 250,30", "1250.30 руб.", "1 250 р. 30 коп.", "₽ 99"; rounded to hundredths."""
    clean = clean_text(text)
    kopecks = Decimal(0)
    with_kopecks = _KOPECKS.match(clean)
    if with_kopecks and _CURRENCY_WORDS.search(with_kopecks[1]):
        clean, kopecks = with_kopecks[1], Decimal(with_kopecks[2]) / 100
    bare = _CURRENCY_WORDS.sub("", clean).strip(" .,=")
    if match := _BOOKKEEPING.fullmatch(bare):
        bare, kopecks = match[1], Decimal(match[2]) / 100
    value = None if _AMBIGUOUS.fullmatch(bare) else parse_number(bare)
    if value is None:
        return None
    return (value - kopecks if value < 0 else value + kopecks).quantize(Decimal("0.01"))


def parse_date(text: str) -> date | None:
    """ "05.12.2026", "5/12/26", "2026-12-05", with or without a time after it, "5 декабря 2026 г.",
    Excel's serial number "46361". Day before month, as everywhere but in the USA."""
    clean = clean_text(text)
    if match := _DATE_YMD.fullmatch(clean):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DATE_DMY.fullmatch(clean):
        year = int(match[3])
        return _date(year + 2000 if year < 100 else year, int(match[2]), int(match[1]))
    if match := _DATE_WORDS.fullmatch(clean.lower()):
        month = _MONTHS.get(match[2][:3])
        return _date(int(match[3]), month, int(match[1])) if month else None
    serial = re.fullmatch(r"(\d{5})(?:[.,]\d+)?", clean)
    if serial and clean.isascii() and int(serial[1]) in _EXCEL_SERIALS:
        return _EXCEL_EPOCH + timedelta(days=int(serial[1]))
    return None


def parse_phone(text: str, country: str = "RU") -> str | None:
    """E.164; short internal numbers (two to six digits) stay as they are."""
    clean = clean_text(text)
    if clean.isascii() and clean.isdigit() and 2 <= len(clean) <= 6:
        return clean
    try:
        number = phonenumbers.parse(clean, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def to_text(value: Value) -> str:
    """A value as it is stored in a result or compared by a script: ISO dates, plain numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value.normalize() if value == value.to_integral() else value, "f")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


#: What offices write behind the name of a column: "Сумма долга, руб.", "Debt (USD)".
_UNIT = re.compile(r"\s*[,(]\s*(?:руб(?:\.|лей|ли)?|р\.?|₽|коп\.?|rub|rur|usd|eur)\s*\)?$")


def field_key(header: str) -> str:
    """Headers are the same when these are the same."""
    return clean_text(header).casefold().replace("ё", "е").strip(" :.*")


class ContactFields(Mapping[str, str]):
    """A contact's fields, found by header without regard to case, blanks, ё/е and a currency that
    is named behind it."""

    __slots__ = ("_by_key", "_fields")

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields
        self._by_key: dict[str, str] = {}
        for header, value in fields.items():
            self._by_key.setdefault(field_key(header), value)
        for header, value in fields.items():
            self._by_key.setdefault(_UNIT.sub("", field_key(header)), value)

    def __getitem__(self, header: str) -> str:
        exact = self._fields.get(header)
        return exact if exact is not None else self._by_key[field_key(header)]

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


def initial_values(
    variables: tuple[Variable, ...], fields: Mapping[str, str], campaign: Mapping[str, str]
) -> dict[str, Value]:
    """The values with which a call begins: see ``Variable``."""
    values: dict[str, Value] = {}
    for variable in variables:
        texts = [fields.get(header, "") for header in variable.fields]
        texts += [campaign.get(variable.name, ""), variable.default]
        values[variable.name] = next(
            (value for text in texts if text and (value := parse(text, variable.type)) is not None),
            None,
        )
    return values


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return datetime(year, month, day).date()  # noqa: DTZ001 (a day has no zone)
    except ValueError:
        return None
