"""What the engine writes into the INVITE with which it rings an operator."""

import hmac
from collections.abc import Mapping
from typing import NamedTuple

from engine.domain import call_key

CALL, OFFER, TOKEN = "X-Rino-Call", "X-Rino-Offer", "X-Rino-Token"
#: Of an attempt, also by itself.
ATTEMPT = "X-Rino-Attempt"


class Offered(NamedTuple):
    """A call of an engine. ``attempt_id``: an engine.domain.call_key, so it may have come in; None:
    it has no card (a call that is dialled after the operator has answered, say)."""

    offer_id: str
    attempt_id: int | None


def offered(headers: Mapping[str, str], token: str) -> Offered | None:
    """None: it does not bear this session's token; whoever guesses names of headers is nobody."""
    values = {name.casefold(): value.strip() for name, value in headers.items()}
    shown = values.get(TOKEN.casefold(), "")
    offer = values.get(OFFER.casefold(), "")
    if not token or not offer or not hmac.compare_digest(shown.encode(), token.encode()):
        return None
    key = call_key.read(values.get(CALL.casefold(), ""))
    if key is None:
        key = call_key.read(f"attempt:{values.get(ATTEMPT.casefold(), '')}")
    return Offered(offer, key)


def claims_engine(headers: Mapping[str, str]) -> bool:
    """It says that it is an engine's, whatever its token."""
    return any(name.casefold() == TOKEN.casefold() for name in headers)
