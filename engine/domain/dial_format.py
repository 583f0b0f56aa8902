"""How a trunk wants numbers to be dialled: the user part of the Request-URI.

======================  ===================  =========================================
Dial format             +79123456789 gives   for
======================  ===================  =========================================
``e164``                ``+79123456789``     most SIP providers
``digits``              ``79123456789``      gateways that dislike the plus
``national``            ``9123456789``       the number without its country code
``8{national}``         ``89123456789``      a Russian exchange
``98{national}``        ``989123456789``     an office exchange with 9 for an outside line
``00{digits}``          ``0079123456789``    international prefix of most of Europe
``810{digits}``         ``81079123456789``   international prefix of Russia
``1234#{digits}``       ``1234%2379123456789``  a technical prefix (# is escaped, RFC 3261 25.1)
======================  ===================  =========================================

A template is literal characters and one or more of ``{e164}``, ``{digits}``, ``{national}`` and
``{country}`` (the country code without the plus).
"""

import re
from functools import lru_cache

import phonenumbers

from engine.errors import KnownError

_NAMED = {"e164": "{e164}", "digits": "{digits}", "national": "{national}"}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PARTS = frozenset({"e164", "digits", "national", "country"})
# What may stand in the user part of a SIP URI (RFC 3261 25.1) and makes sense in a number, and "#".
_LITERAL = re.compile(r"[0-9A-Za-z+*#._~!-]*")
_E164 = re.compile(r"\+[1-9][0-9]{1,14}")
_MEND = (
    "Use e164, digits, national or a template such as 8{{national}}, 00{{digits}} or "
    "9{{national}} ({{e164}}, {{digits}}, {{national}}, {{country}} stand for parts of the number)."
)


@lru_cache(maxsize=256)
def check_format(dial_format: str) -> str:
    """The template that ``dial_format`` stands for; KnownError when it is not one."""
    template = _NAMED.get(dial_format, dial_format)
    found = _PLACEHOLDER.findall(template)
    unknown = [name for name in found if name not in _PARTS]
    if unknown:
        raise KnownError(
            "dial format {dial_format!r}: unknown part {{{part}}}.",
            mend=_MEND,
            dial_format=dial_format,
            part=unknown[0],
        )
    if not any(name in ("e164", "digits", "national") for name in found):
        raise KnownError(
            "dial format {dial_format!r} leaves the number out.",
            mend=_MEND,
            dial_format=dial_format,
        )
    literal = _PLACEHOLDER.sub("", template)
    if not _LITERAL.fullmatch(literal):
        wrong = next(char for char in literal if not _LITERAL.fullmatch(char))
        raise KnownError(
            "dial format {dial_format!r}: {wrong!r} cannot be part of a dialled number.",
            mend=_MEND,
            dial_format=dial_format,
            wrong=wrong,
        )
    return template


def format_number(e164: str, dial_format: str) -> str:
    """``e164`` ("+79123456789") as the user part of the Request-URI in that dial format."""
    if not _E164.fullmatch(e164):
        raise KnownError("{e164!r} is no number in E.164 (like +79123456789).", e164=e164)
    template = check_format(dial_format)
    if template == "{e164}":  # nearly every call
        return e164
    parts = {"e164": e164, "digits": e164[1:]}
    if "{national}" in template or "{country}" in template:
        parts["country"], parts["national"] = _split(e164)
    return _PLACEHOLDER.sub(lambda match: parts[match[1]], template).replace("#", "%23")


def _split(e164: str) -> tuple[str, str]:
    """Country code without the plus, and the significant national number."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        raise KnownError(
            "{e164} has no country code that is known, so its national part cannot be told.",
            mend="Dial it with the dial format e164 or digits.",
            e164=e164,
        ) from None
    country = str(number.country_code)
    # Not national_significant_number: what the office wrote after the country code is dialled
    # as it is, leading zeros (Italy) included.
    return country, e164[1 + len(country) :]
