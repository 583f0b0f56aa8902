"""Numbers as they come out of contact lists and expressions, made into exact decimals."""

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

#: Beyond this nobody owes anything, and the words run out.
LIMIT = Decimal(10) ** 18

#: More fraction digits than this are not read out.
PLACES = 6

_EXACT = Context(prec=60)


def as_decimal(value: Decimal | int | str | float) -> Decimal:
    """A finite decimal below 10^18 in size. Strings may have a decimal comma and blanks between
    thousands ("21 001,02"), as offices write them."""
    if isinstance(value, str):
        text = "".join(value.split()).replace("\N{MINUS SIGN}", "-").replace(",", ".")
    else:
        text = str(value)
    try:
        result = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number") from None
    if not result.is_finite() or abs(result) >= LIMIT:
        raise ValueError(f"{value!r} is not a number that can be spoken")
    return result


def hundredths(value: Decimal) -> int:
    """Rounded half up (as cash is), not half to even."""
    return int((value * 100).quantize(Decimal(1), ROUND_HALF_UP, _EXACT))


def units_of(value: Decimal) -> int:
    """Rounded half up to whole units."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP, _EXACT))


def whole_and_fraction(value: Decimal) -> tuple[int, str]:
    """Size of the whole part, and the fraction's digits without trailing zeros ("" for none)."""
    rounded = abs(value).quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP, _EXACT)
    whole, _, fraction = f"{rounded:f}".partition(".")
    return int(whole), fraction.rstrip("0")
