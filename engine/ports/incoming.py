"""The storage port's part for calls that come in: routes, and what became of each call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.domain.attempt import ContactVerdict
from engine.domain.contact import Contact
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.incoming import IncomingTrunk, Route, RouteKind, RouteSettings
from engine.ivr.trace import CallTrace


@dataclass(frozen=True, slots=True)
class RungBack:
    """The latest of our calls to a number, and whom it was for. ``operator_id``: who has talked
    with him last, None: nobody."""

    attempt_id: int
    campaign_id: int
    at: datetime
    contact: Contact
    operator_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenIncoming:
    """Journalled before the call is answered. ``number``: the route's pattern, "" for no route;
    ``kind`` None: no route. ``called_back``: whom it was matched with."""

    id: int
    trunk_id: int
    received_at: datetime
    caller: str
    called: str
    phone: str = ""
    number: str = ""
    kind: RouteKind | None = None
    target: str = ""
    after_hours: bool = False
    scheme_version_id: int | None = None
    called_back: RungBack | None = None


@dataclass(frozen=True, slots=True)
class IncomingOutcome:
    """How it ended; times UTC. ``trace``: as engine.ivr.trace encodes it, "" for none."""

    call_id: int
    answered_at: datetime | None
    ended_at: datetime
    sip_code: int | None
    hangup_cause: HangupCause
    hangup_by: HangupBy
    disposition: Disposition
    node: str | None = None
    recording: str = ""
    callback_at: datetime | None = None
    detail: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True)
class ReportedIncoming:
    """``ended_at`` None: it goes on (or was refused by a program that had no routes yet)."""

    id: int
    trunk: str
    received_at: datetime
    caller: str
    called: str
    phone: str = ""
    number: str = ""
    kind: str = ""
    target: str = ""
    after_hours: bool = False
    scheme_version: int | None = None
    campaign: str = ""
    contact_id: int | None = None
    attempt_id: int | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    sip_code: int | None = None
    hangup_cause: str = ""
    hangup_by: str = ""
    disposition: str = ""
    node: str = ""
    recording: str = ""
    callback_at: datetime | None = None
    detail: str = ""
    engine: str = ""
    results: Mapping[str, str] = field(default_factory=dict)


class IncomingStore(Protocol):
    # --- routes ---

    def routes(self) -> list[Route]:
        """In their order; those of removed trunks are left out."""
        ...

    def add_route(self, settings: RouteSettings, place: int | None = None) -> Route:
        """``place`` from 1: before the route that stands there; None: last. KnownError for what
        cannot be meant, and for names of trunks and schemes that are not there."""
        ...

    def change_route(self, route_id: int, settings: RouteSettings) -> Route:
        """It keeps its number and its place. KnownError as for ``add_route``, and where there is
        none."""
        ...

    def move_route(self, route_id: int, place: int) -> None:
        """``place`` from 1: where it is to stand among all; beyond the last: the last."""
        ...

    def remove_route(self, route_id: int) -> None: ...

    def trunks(self) -> list[IncomingTrunk]:
        """Those that are not as usual."""
        ...

    def set_trunk(self, settings: IncomingTrunk) -> None: ...

    # --- calls ---

    def allocate_ids(self, count: int) -> Sequence[int]: ...

    def rung_back(self, phone: str, since: datetime) -> RungBack | None:
        """The latest attempt on that number since then whose contact is still there."""
        ...

    def open(self, session_id: int, call: OpenIncoming) -> None:
        """Idempotent. Once more with another way to be led: that counts then."""
        ...

    def mark_answered(self, call_id: int, at: datetime) -> None: ...
    def save_result(self, call_id: int, name: str, value: str, at: datetime) -> None: ...
    def close(self, outcome: IncomingOutcome) -> bool:
        """False: it was closed already."""
        ...

    def settle(self, contact_id: int, verdict: ContactVerdict) -> None:
        """A new state for a contact that waits; for one that is being dialled only where it settles
        him, which is kept when that call ends; nothing for one that is settled already."""
        ...

    def interrupt(self, session_id: int, now: datetime) -> int:
        """Close what a dead session has left open; how many."""
        ...

    def on_the_line(self, contact_ids: Sequence[int]) -> set[int]:
        """Those contacts who are talking to us just now on a call that came in."""
        ...

    def calls(self, limit: int, phone: str = "") -> list[ReportedIncoming]:
        """The newest first; of callers whose number ends so."""
        ...

    def call(self, call_id: int) -> ReportedIncoming:
        """With its results. KnownError when there is none."""
        ...

    def trace(self, call_id: int) -> CallTrace | None: ...
