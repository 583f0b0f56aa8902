"""A worker as the pool sees it: its calls, the room it has, the trunks it has been told of."""

from collections.abc import Collection
from dataclasses import dataclass, field

from engine.adapters.pjsip.call_record import CallRecord, TrunkUse
from engine.adapters.pjsip.ports import PortBlock, PortPlan
from engine.adapters.pjsip.worker_process import WorkerProcess
from engine.ports.telephony import LineFigures

#: The stack has room for 8 accounts in a process.
_TRUNKS_PER_WORKER = 6


@dataclass(slots=True)
class _Taught:
    """A trunk as the worker was told of it; ``broken``: why it cannot use it."""

    revision: int
    block: PortBlock
    plan: PortPlan
    broken: str = ""
    calls: set[str] = field(default_factory=set)


class Line:
    def __init__(self, process: WorkerProcess) -> None:
        self.process = process
        #: Calls whose line is in use, ended ones with a transaction under way included.
        self.calls: dict[str, CallRecord] = {}
        self.next_start = 0.0
        #: Where it takes voices from other workers.
        self.voice_port = 0
        #: Event loop times.
        self.born = 0.0
        self.idle_since = 0.0
        #: Calls that are over for us, but whose INVITE the stack goes on repeating: nobody has
        #: answered it, so there is nothing to cancel yet.
        self.haunting: set[str] = set()
        self._trunks: dict[int, _Taught] = {}

    @property
    def name(self) -> str:
        return self.process.name

    @property
    def kept(self) -> int:
        """Lines that stay free for a second leg."""
        return sum(1 for call in self.calls.values() if call.keeps_room)

    @property
    def free(self) -> int:
        return self.unused - self.kept

    @property
    def unused(self) -> int:
        """Free lines, those that are kept for a second leg included."""
        return self.process.capacity - len(self.calls)

    # -- calls ---------------------------------------------------------------------------------

    def add(self, call: CallRecord) -> None:
        self.calls[call.call_id] = call
        call.line = self
        call.keeps_room = call.request.reserve_leg
        taught = self._trunks.get(call.request.trunk_id)
        if taught is not None:
            taught.calls.add(call.call_id)
        beside = self._beside(call)
        if beside is not None:
            beside.keeps_room = False

    def remove(self, call_id: str) -> None:
        call = self.calls.pop(call_id, None)
        if call is None:
            return
        self.haunting.discard(call_id)
        for taught in self._trunks.values():
            taught.calls.discard(call_id)
        beside = self._beside(call)
        if beside is not None:
            beside.keeps_room = beside.request.reserve_leg  # for another try

    def _beside(self, call: CallRecord) -> CallRecord | None:
        near = call.request.near
        return self.calls.get(near) if near is not None else None

    # -- trunks --------------------------------------------------------------------------------

    def uses(self, trunk_id: int) -> bool:
        return trunk_id in self._trunks

    def knows(self, use: TrunkUse) -> bool:
        """The trunk as it is set up now."""
        if use.direct:
            return True
        taught = self._trunks.get(use.trunk.id)
        return taught is not None and taught.revision == use.revision and not taught.broken

    def may_learn(self, use: TrunkUse) -> bool:
        taught = self._trunks.get(use.trunk.id)
        if use.direct:
            return True
        if taught is None:
            return len(self._trunks) < _TRUNKS_PER_WORKER
        # An account cannot be changed under a live call.
        return not taught.broken and (taught.revision == use.revision or not taught.calls)

    def teach(self, use: TrunkUse) -> bool:
        """See that the worker knows the trunk as it is now; False: no ports left for it."""
        if self.knows(use):
            return True
        block = use.plan.take(self.process.capacity)
        if block is None:
            return False
        before = self._trunks.get(use.trunk.id)
        if before is not None:
            before.plan.give_back(before.block)
        self._trunks[use.trunk.id] = _Taught(use.revision, block, use.plan)
        self.process.send(use.order(block, register=False))
        return True

    def adopt(self, use: TrunkUse, block: PortBlock) -> None:
        """It has been told of the trunk by somebody else."""
        before = self._trunks.get(use.trunk.id)
        if before is not None:
            before.plan.give_back(before.block)
        self._trunks[use.trunk.id] = _Taught(use.revision, block, use.plan)

    def trunk_broken(self, trunk_id: int, why: str) -> None:
        """Its ports stay taken: somebody else sits on them."""
        taught = self._trunks.get(trunk_id)
        if taught is not None:
            taught.broken = why

    def give_ports_back(self) -> None:
        for taught in self._trunks.values():
            taught.plan.give_back(taught.block)


def line_figures(lines: Collection[Line], waiting: int, started: int) -> LineFigures:
    ready = [line for line in lines if line.process.ready]
    return LineFigures(
        workers=len(ready),
        starting=sum(1 for line in lines if line.process.capacity == 0),
        lines=sum(line.process.capacity for line in ready),
        in_use=sum(len(line.calls) for line in ready),
        waiting=waiting,
        started=started,
    )
