"""Numbers typed by hand or kept one a line, to E.164."""

import re
from pathlib import Path

from engine.errors import KnownError
from rino_desktop.texts import t


def to_e164(text: str, country: str) -> str:
    """KnownError when ``text`` cannot be a telephone number of ``country`` or, with a plus, of
    any country."""
    phone = _parse(text, country)
    if phone is None:
        raise KnownError(
            t("{text} is no telephone number.", text=repr(text)),
            mend=t("Write it in full, like +79161234567."),
        )
    return phone


def numbers_in(path: Path, country: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The numbers of a text file, each once; and what is no number, with its line.

    A line is a number, or cells between ``;``, ``,`` or tabs: of these the first counts that is a
    number surely, then the first that may be one. A heading line is no error.
    """
    raw = path.read_bytes()
    if b"\0" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise KnownError(
            t("{file} is not a text file.", file=path), mend=t("Save it as text or CSV.")
        )
    from charset_normalizer import from_bytes

    best = None if raw.isascii() else from_bytes(raw).best()
    text = str(best) if best is not None else raw.decode("utf-8-sig", errors="replace")
    phones: dict[str, None] = {}
    bad: list[tuple[int, str]] = []
    for row, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        cells = [cell.strip("\"' ") for cell in re.split("[\t;,]", line)]
        cells = [cell for cell in cells if cell]
        found = [phone for phone in (_parse(cell, country) for cell in cells) if phone is not None]
        if found:
            phones[next(filter(_is_valid, found), found[0])] = None
        elif cells and (row > 1 or any(char.isdigit() for char in cells[0])):
            bad.append((row, cells[0]))
    return list(phones), bad


def beginnings(text: str, country: str) -> list[str]:
    """How numbers in E.164 may begin of which ``text`` is the first part, as people of that country
    write it: "+7916", "8 (916", "916". Empty: it is no part of a number."""
    import phonenumbers
    from phonenumbers.phonenumberutil import ndd_prefix_for_region

    digits = re.sub(r"[\s()\-.+]", "", text)
    if not digits.isdigit():
        return []
    if text.lstrip().startswith("+"):
        return [f"+{digits}"]
    code = phonenumbers.country_code_for_region(country.upper())
    found = [f"+{digits}"]
    if code:
        trunk = ndd_prefix_for_region(country.upper(), strip_non_digits=True)
        if trunk and digits.startswith(trunk):
            found.append(f"+{code}{digits.removeprefix(trunk)}")
        found.append(f"+{code}{digits}")
    return list(dict.fromkeys(found))


def _parse(text: str, country: str) -> str | None:
    import phonenumbers

    region = country.upper()
    if region not in phonenumbers.SUPPORTED_REGIONS:
        raise KnownError(
            t("{country} is no country code.", country=repr(country)), mend="RU, KZ, BY, US …"
        )
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_valid(phone: str) -> bool:
    import phonenumbers

    return phonenumbers.is_valid_number(phonenumbers.parse(phone))
