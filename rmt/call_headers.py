"""What the engine writes into the INVITE with which it rings an operator."""

import hmac
from collections.abc import Mapping
from typing import NamedTuple

ATTEMPT, OFFER, TOKEN = "X-Rino-Attempt", "X-Rino-Offer", "X-Rino-Token"


class Offered(NamedTuple):
    """A call of an engine. ``attempt_id`` None: of no attempt (a colleague who consults, say)."""

    offer_id: str
    attempt_id: int | None


def offered(headers: Mapping[str, str], token: str) -> Offered | None:
    """None: it does not bear this session's token; whoever guesses names of headers is nobody."""
    values = {name.casefold(): value.strip() for name, value in headers.items()}
    shown = values.get(TOKEN.casefold(), "")
    offer = values.get(OFFER.casefold(), "")
    if not token or not offer or not hmac.compare_digest(shown.encode(), token.encode()):
        return None
    attempt = values.get(ATTEMPT.casefold(), "")
    number = int(attempt) if attempt.isascii() and attempt.isdecimal() else None
    return Offered(offer, number)


def claims_engine(headers: Mapping[str, str]) -> bool:
    """It says that it is an engine's, whatever its token."""
    return any(name.casefold() == TOKEN.casefold() for name in headers)
