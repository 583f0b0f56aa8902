"""Who this engine node is, and whether another session's process still lives."""

import os
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.ports.storage import NodeSession
    from engine.service.node_lease import NodeIdentity

#: Start times are read with the resolution of the kernel's ticks.
_SAME_START_S = 2.0


def identity(node: str | None) -> "NodeIdentity":
    """``node``: the node's name, None for the host's."""
    import psutil

    from engine.service.node_lease import NodeIdentity

    host = socket.gethostname()
    return NodeIdentity(
        node=(node or host).strip(),
        host=host,
        pid=os.getpid(),
        process_started=psutil.Process().create_time(),
    )


def is_alive(session: "NodeSession") -> bool:
    """Does the process of a session on this host still run? A process that has taken its number
    over since is not it."""
    import psutil

    try:
        process = psutil.Process(session.pid)
        started = process.create_time()
        zombie = process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True  # it exists and is somebody else's: do not take its calls away
    return not zombie and abs(started - session.process_started) < _SAME_START_S
