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
    """The first port belongs to the trunk's registrar-facing process, the blocks after it to
    workers: one SIP port and an RTP/RTCP pair for each line. Where calls come in that process has
    a block too, for its RTP."""

    def __init__(self, ports: tuple[int, int] | None) -> None:
        self._ports = ports
        self._taken: set[int] = set()

    @property
    def front(self) -> PortBlock:
        """For the process that registers: the first port of the range."""
        return PortBlock(-1, self._ports[0], (0, 0)) if self._ports else ANY_PORTS

    def front_with_lines(self, capacity: int) -> PortBlock:
        """``front``, and RTP ports for the calls that come in: any free ones when the range has
        no part left."""
        block = self.take(capacity)
        if block is None or block is ANY_PORTS:
            return self.front
        return PortBlock(block.index, self.front.sip, block.rtp)

    def blocks(self, capacity: int) -> int:
        """How many workers of so many lines the range is enough for."""
        if self._ports is None:
            return 1 << 30
        first, last = self._ports
        return max((last - first) // _size(capacity), 0)

    def has_room(self, capacity: int) -> bool:
        return len(self._taken) < self.blocks(capacity)

    def take(self, capacity: int) -> PortBlock | None:
        """The ports of one worker; None when the range is exhausted. All workers of a pool have
        the same capacity."""
        if self._ports is None:
            return ANY_PORTS
        every = range(self.blocks(capacity))
        index = next((i for i in every if i not in self._taken), None)
        if index is None:
            return None
        self._taken.add(index)
        start = self._ports[0] + 1 + index * _size(capacity)
        # RTP takes even ports, RTCP the odd ones after them (RFC 3550 11).
        rtp, sip = (start + 1, start) if start % 2 else (start, start + 2 * capacity)
        return PortBlock(index, sip, (rtp, rtp + 2 * capacity - 1))

    def give_back(self, block: PortBlock) -> None:
        self._taken.discard(block.index)


def _size(capacity: int) -> int:
    return 2 * capacity + 1
