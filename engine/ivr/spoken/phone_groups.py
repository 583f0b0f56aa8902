"""How a telephone number falls into spoken groups."""

import phonenumbers


def phone_groups(e164: str) -> tuple[str, list[str]]:
    """Country code and the national number's groups: ``("7", ["912", "345", "67", "89"])``.

    Russian and Kazakh numbers are grouped 3-3-2-2 (those written with 8 in front, too), all
    others as their country writes them (libphonenumber). What is no E.164 number (a short code,
    an extension) has country code "" and is cut as a code would be.
    """
    number = "".join(c for c in e164 if c.isdigit() or c == "+")
    digits = number.lstrip("+")
    if len(digits) == 11 and (digits[0] == "7" or (digits[0] == "8" and number == digits)):
        national = digits[1:]
        return "7", [national[:3], national[3:6], national[6:8], national[8:]]
    if not number.startswith("+"):
        return "", in_twos(digits)
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return "", in_twos(digits)
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    first, *rest = ("".join(c if c.isdigit() else " " for c in written)).split()
    if first + "".join(rest) != digits:  # a national prefix that libphonenumber leaves out
        first = str(parsed.country_code)
        rest = [digits.removeprefix(first)]
    groups = [part for group in rest for part in (in_twos(group) if len(group) > 3 else [group])]
    return first, groups


def in_twos(digits: str) -> list[str]:
    """Twos, with one three in front where the length is odd: "12345" → "123", "45"."""
    head = len(digits) % 2 + 2 if len(digits) > 2 else len(digits)
    if len(digits) % 2 == 0:
        head = 2
    return [digits[:head]] * bool(digits) + [digits[i : i + 2] for i in range(head, len(digits), 2)]
