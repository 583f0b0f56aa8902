"""Numbers typed by hand or kept one a line, to E.164."""

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
    """The numbers of a text file (first cell of each line, anything may follow after ``;``, ``,``
    or a tab), each once; and what is no number, with its line. A heading line is no error."""
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
        cell = line.strip()
        for separator in ("\t", ";", ","):
            cell = cell.partition(separator)[0].strip()
        cell = cell.strip("\"' ")
        if not cell:
            continue
        phone = _parse(cell, country)
        if phone is not None:
            phones[phone] = None
        elif row > 1 or any(char.isdigit() for char in cell):
            bad.append((row, cell))
    return list(phones), bad


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
