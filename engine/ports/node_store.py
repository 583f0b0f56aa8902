"""The storage port's part for engines: their sessions, shares of lines, commands of consoles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.domain.trunk import TrunkStatus


@dataclass(frozen=True, slots=True)
class NodeSession:
    """One run of one engine node. Its claims and attempts live as long as its lease."""

    id: int
    node: str
    host: str
    pid: int
    process_started: float
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class EngineCommand:
    """``kind``: ``start`` | ``pause`` | ``stop`` | ``test_call`` …; ``arguments`` are JSON."""

    id: int
    kind: str
    campaign_id: int | None
    arguments: Mapping[str, object]
    created_at: datetime
    done_at: datetime | None
    result: str


class NodeStore(Protocol):
    def begin(self, node: str, host: str, pid: int, process_started: float, now: datetime,
              lease_s: float) -> NodeSession: ...  # fmt: skip
    def sessions(self, node: str | None = None) -> list[NodeSession]:
        """All sessions not yet ended (of one node name), expired ones included."""
        ...

    def renew(self, session_id: int, now: datetime, lease_s: float) -> bool:
        """False: the session was given up by somebody else and must not dial on."""
        ...

    def give_up(self, session_id: int) -> None:
        """Expire a dead session's lease now, so that its attempts are recovered at once."""
        ...

    def release_claims(self, session_id: int) -> int:
        """Give back all claimed contacts that have no open attempt."""
        ...

    def end(self, session_id: int) -> None:
        """Forget a session that has no claims and no open attempts any more, and its lines."""
        ...

    def request_lines(self, session_id: int, wanted: Mapping[str, int], in_use: Mapping[str, int],
                      limits: Mapping[str, int], now: datetime,
                      calls: Mapping[str, int] | None = None) -> dict[str, int]:  # fmt: skip
        """Quota of each resource ("trunk:ID", "campaign:ID") for this node from now on. ``calls``:
        how many of ``in_use`` are on the line now, which is what ``MonitorStore.lines_in_use``
        tells; None: all of them.

        What all live sessions hold never exceeds the limit together, unless the limit was
        lowered below what is in use. When the wishes exceed it, each gets a fair (max-min)
        share; a node that uses more than its share gets a quota below its use and dials no
        more until enough of its calls have ended.
        """
        ...

    def set_activity(self, session_id: int, campaign_id: int, idle: str, live: int,
                     now: datetime) -> None:  # fmt: skip
        """``idle``: JSON of engine.dialer's IdleReason, "" while it dials."""
        ...

    def activity(self, campaign_id: int, now: datetime) -> list[tuple[str, str, int]]:
        """(node name, idle JSON, live calls) of each live node that runs the campaign."""
        ...

    def set_trunk_status(self, session_id: int, trunk_id: int, status: TrunkStatus, detail: str,
                         at: datetime) -> None: ...  # fmt: skip
    def trunk_status(self, now: datetime) -> list[tuple[str, int, TrunkStatus, str, datetime]]:
        """(node name, trunk id, status, detail, since) as the live nodes see them."""
        ...

    def post_command(self, kind: str, campaign_id: int | None, arguments: Mapping[str, object],
                     now: datetime) -> int: ...  # fmt: skip
    def pending_commands(self, session_id: int) -> list[EngineCommand]:
        """Commands this session has not acknowledged, oldest first; those that were there
        before it began are not its."""
        ...

    def acknowledge(self, session_id: int, command_id: int, result: str, now: datetime) -> bool:
        """False when another node has already done a command that only one may do."""
        ...

    def report(self, session_id: int, command_id: int, result: str) -> None:
        """How a command stands that this session has taken and not done yet."""
        ...

    def withdraw(self, command_id: int, now: datetime) -> bool:
        """Nobody waits for a command's outcome any more: it is done. True when no node had taken
        it, so that none will."""
        ...

    def forget_commands(self, before: datetime, most: int) -> int:
        """Delete commands older than ``before``, done or not; how many, at most ``most``."""
        ...

    def command(self, command_id: int) -> EngineCommand: ...
