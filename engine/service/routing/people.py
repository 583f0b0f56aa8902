"""Who the operators are, and which queues they serve."""

from collections.abc import Mapping

from engine.domain.operator import Operator, Queue
from engine.routing.events import RoutingChanged


class People:
    def __init__(self) -> None:
        self._operators: Mapping[int, Operator] = {}
        self.queues: Mapping[str, Queue] = {}

    def set(self, setting: RoutingChanged) -> None:
        self._operators = {operator.id: operator for operator in setting.operators}
        self.queues = {queue.name: queue for queue in setting.queues}

    def knows(self, operator_id: int) -> bool:
        return operator_id in self._operators

    def name_of(self, operator_id: int) -> str:
        known = self._operators.get(operator_id)
        return str(operator_id) if known is None else known.name

    def serves(self, operator_id: int, queue: str) -> bool:
        """Whether he can take calls of that queue."""
        operator, line = self._operators.get(operator_id), self.queues.get(queue)
        return operator is not None and line is not None and operator.level(line) is not None
