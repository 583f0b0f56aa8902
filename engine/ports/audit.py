"""The audit log: who changed what, from where, when.

An entry is written in the transaction of what it tells of: there is never one without the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

NO_DETAILS: Mapping[str, object] = MappingProxyType({})


class Via(StrEnum):
    DESKTOP = "desktop"
    #: The command line: whoever can open the database with the office's password.
    COMMAND = "command"
    ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts in a transaction. ``user_id`` is None for the command line (``name``: the
    computer's user) and for engines (``name``: the node); ``place``: the computer.

    A desktop acts for whoever has signed in there; without a ``user_id`` it acts for nobody and may
    do nothing but what signing in needs. ``trusted``: it has the database's own rights all the
    same, as the command line has (a demo's guest; what it does in an engine's stead)."""

    name: str = ""
    via: Via = Via.COMMAND
    place: str = ""
    user_id: int | None = None
    trusted: bool = False

    @property
    def is_nobody(self) -> bool:
        """Somebody may sit there, but has not signed in."""
        return self.via is Via.DESKTOP and self.user_id is None and not self.trusted


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """``action``: a lasting code, "thing.verb" ("campaign.start"); ``subject``: the thing as it
    was called then; ``details``: JSON values. Of changed settings: {name: [before, after]}. Never
    secrets, never recordings."""

    id: int
    at: datetime
    actor: Actor
    action: str
    subject: str
    subject_id: int | None = None
    campaign_id: int | None = None
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What is None or empty asks for nothing. ``action``: a code, or its first part with the dot
    ("campaign."); ``since`` and ``until``: from, and before that moment."""

    who: str = ""
    action: str = ""
    subject: str = ""
    campaign_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


class AuditStore(Protocol):
    def actor(self) -> Actor:
        """Whoever acts in this transaction."""
        ...

    def record(
        self,
        now: datetime,
        action: str,
        subject: str,
        details: Mapping[str, object] = NO_DETAILS,
        *,
        subject_id: int | None = None,
        campaign_id: int | None = None,
        by: Actor | None = None,
    ) -> None:
        """Of whoever acts in this transaction (``Database.actor``); ``by``: whose order an engine
        carries out (nobody else may name another)."""
        ...

    def entries(
        self, wanted: AuditFilter, limit: int, before_id: int | None = None
    ) -> Sequence[AuditEntry]:
        """The newest first; ``before_id``: those after the last of the page before."""
        ...

    def count_before(self, moment: datetime) -> int:
        """Those that ``remove_before`` would remove."""
        ...

    def remove_before(self, moment: datetime, limit: int) -> int:
        """At most ``limit`` of the oldest; how many it were. What tells of retention (actions
        "retention. …") stays: it is the proof of what was deleted."""
        ...
