"""Attempts for reports of millions of rows: as they are kept, with nothing made of them that costs
time for each row. Whoever wants to work with an attempt takes a ``ReportedAttempt``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause


@dataclass(frozen=True, slots=True, eq=False)
class SharedFacts:
    """What many attempts have in common, made once for all of them. Told apart by identity: what a
    report makes of these facts is quickly looked up."""

    hangup_cause: HangupCause
    hangup_by: HangupBy
    disposition: Disposition
    sip_code: int | None
    scheme_version: int
    engine: str
    #: "" where the call reached none.
    node: str
    #: What the scheme calls ``node``; "" when it has no name.
    node_name: str


class PackedAttempt(NamedTuple):
    """Texts are UTF-8; moments are ``YYYY-MM-DD HH:MM:SS.ffff`` in UTC; b"" is none."""

    phone: bytes
    attempt: bytes
    #: The INVITE, or the reservation where there was none.
    begun_at: bytes
    answered_at: bytes
    ended_at: bytes
    shared: SharedFacts
    operator: bytes
    recording: bytes
    #: The recording's file was deleted, by a rule or by hand.
    recording_deleted: bool
    #: A JSON object of texts.
    contact: bytes
    results: Mapping[bytes, bytes]
