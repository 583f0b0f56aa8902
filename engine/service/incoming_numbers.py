"""Numbers of calls that come in, as gateways write them."""

from collections.abc import Sequence
from functools import lru_cache

from engine.domain.incoming import Route
from engine.errors import KnownError
from engine.lists.phones import PhoneReader


def numbers_of(routes: Sequence[Route], trunk_id: int, called: str) -> tuple[str, ...]:
    """The number dialled as it came, and in E.164 as the countries of the trunk's routes have
    it."""
    countries = {route.settings.country for route in routes if route.trunk_id == trunk_id}
    read = {e164(called, country) for country in countries}
    return (called, *sorted(read - {"", called}))


def e164(number: str, country: str) -> str:
    """An empty text for what is no number, in a country or of one that is unknown."""
    try:
        phones = _reader(country).read(number).phones
    except KnownError:
        return ""
    return phones[0] if phones else ""


@lru_cache(maxsize=16)
def _reader(country: str) -> PhoneReader:
    return PhoneReader(country)
