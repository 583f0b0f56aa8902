"""Operators and queues by their names, as they are set now."""

from collections.abc import Mapping

from engine.domain.operator import Operator, Queue
from engine.routing.events import RoutingChanged


class Roster:
    """Names are compared without regard to case."""

    def __init__(self) -> None:
        self.queues: Mapping[str, Queue] = {}
        self._names: Mapping[int, str] = {}
        self._operators: Mapping[int, Operator] = {}

    def set(self, setting: RoutingChanged) -> None:
        self._operators = {operator.id: operator for operator in setting.operators}
        self._names = {operator.id: operator.name for operator in setting.operators}
        self.queues = {queue.name: queue for queue in setting.queues}

    def knows(self, operator_id: int) -> bool:
        return operator_id in self._names

    def name(self, operator_id: int) -> str:
        """ "": he is not known any more."""
        return self._names.get(operator_id, "")

    def serves(self, operator_id: int, queue: str) -> bool:
        """Whether he can take calls of that queue."""
        operator, line = self._operators.get(operator_id), self.queues.get(queue)
        return operator is not None and line is not None and operator.level(line) is not None

    def operator_named(self, name: str) -> int | None:
        """None: there is none of that name."""
        key = name.casefold()
        return next((number for number, n in self._names.items() if n.casefold() == key), None)

    def queue_named(self, name: str) -> str:
        """As it is written; "": there is none."""
        if name in self.queues:
            return name
        key = name.casefold()
        return next((known for known in self.queues if known.casefold() == key), "")

    def has_queue(self, name: str) -> bool:
        return self.queue_named(name) != ""

    def queue_for(self, name: str, campaign_id: int) -> str:
        """That of his campaign, unless a subscriber asks for another one."""
        return (self.queue_named(name) or name) if name else self.queue_of(campaign_id)

    def queue_of(self, campaign_id: int) -> str:
        """The campaign's own; "": it has none."""
        own = [q.name for q in self.queues.values() if campaign_id and q.campaign_id == campaign_id]
        return own[0] if own else ""
