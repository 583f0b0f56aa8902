"""Which of the nodes that live looks after something that all of them see."""

from collections.abc import Sequence
from zlib import crc32


def is_ours(own: int, sessions: Sequence[int], number: int) -> bool:
    """Each node finds the same owner, and few things change theirs when a node comes or goes.
    ``sessions``: of the nodes that live, ``own``: this one's."""
    if own not in sessions:
        return len(sessions) <= 1
    return own == max(sessions, key=lambda each: (crc32(b"%d/%d" % (each, number)), each))
