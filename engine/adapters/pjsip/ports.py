"""A trunk's port range, shared out between the processes that serve it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PortBlock:
    """``sip`` 0 and ``rtp`` (0, 0): any free ports. ``rtp`` is (first, last), first even."""

    index: int
    sip: int
    rtp: tuple[int, int]


ANY_PORTS = PortBlock(-1, 0, (0, 0))


class PortPlan:
    """Block 0 belongs to the trunk's registrar-facing process (SIP only), the others to workers:
    one SIP port and an RTP/RTCP pair for each line."""

    def __init__(self, ports: tuple[int, int] | None, capacity: int) -> None:
        self._ports = ports
        self._pairs = capacity
        self._taken: set[int] = set()

    @property
    def front(self) -> PortBlock:
        """For the process that registers: the first port of the range."""
        return PortBlock(-1, self._ports[0], (0, 0)) if self._ports else ANY_PORTS

    @property
    def blocks(self) -> int:
        """How many workers the range is enough for."""
        if self._ports is None:
            return 1 << 30
        first, last = self._ports
        return max((last - first) // self._size, 0)

    @property
    def _size(self) -> int:
        return 2 * self._pairs + 1

    def take(self) -> PortBlock | None:
        """None when the range is exhausted."""
        if self._ports is None:
            return ANY_PORTS
        index = next((i for i in range(self.blocks) if i not in self._taken), None)
        if index is None:
            return None
        self._taken.add(index)
        start = self._ports[0] + 1 + index * self._size
        # RTP takes even ports, RTCP the odd ones after them (RFC 3550 11).
        rtp, sip = (start + 1, start) if start % 2 else (start, start + 2 * self._pairs)
        return PortBlock(index, sip, (rtp, rtp + 2 * self._pairs - 1))

    def give_back(self, block: PortBlock) -> None:
        self._taken.discard(block.index)
