"""The name under which one run of a node holds operators (``Hold.node``).

It is never used again, and says which process it is of: so long as any session of that process has
a lease, the run may be alive, also under a newer session than the one that it began with.
"""

from collections.abc import Iterable
from datetime import datetime

from engine.ports.storage import NodeSession
from engine.service.node_lease import NodeIdentity

#: Names of nodes may be long; the process tells them apart.
_NODE = 32


def run_name(identity: NodeIdentity, session_id: int) -> str:
    process = _process(identity.node, identity.pid, identity.process_started)
    return f"{process}.{session_id}"


def living(names: Iterable[str], sessions: Iterable[NodeSession], own: str,
           now: datetime) -> set[str]:  # fmt: skip
    """Those of ``names`` whose process has a lease at ``now``. Of this process only ``own`` lives:
    what it was called before is over."""
    leased = {
        _process(session.node, session.pid, session.process_started)
        for session in sessions
        if session.lease_until >= now
    }
    ours = _of(own)
    return {name for name in names if _of(name) in leased and (name == own or _of(name) != ours)}


def _process(node: str, pid: int, started: float) -> str:
    return f"{node[:_NODE]}~{pid:x}.{int(started):x}"


def _of(name: str) -> str:
    return name.rpartition(".")[0]
