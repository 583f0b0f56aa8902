"""Orders of workstations: read, and answered exactly once."""

import logging
from collections.abc import Callable, Mapping

from engine.errors import KnownError
from engine.ports.clock import Clock
from engine.ports.operators import OperatorOrder
from engine.routing.events import WishMade
from engine.routing.rules import Refusal
from engine.routing.wish_codec import wish_from_json
from engine.service.journal import Journal

log = logging.getLogger(__name__)

#: Orders that are known to be taken, the latest ones.
_REMEMBERED = 2000


class Refused(Exception):
    """``code`` and arguments: engine.routing.refusal_words."""

    def __init__(self, code: str, **arguments: str) -> None:
        super().__init__(code)
        self.code = code
        self.arguments = arguments


class OrderDesk:
    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self._taken: dict[int, None] = {}

    def first_time(self, order: OperatorOrder) -> bool:
        """False: it was read before; its answer is on its way."""
        if order.id in self._taken:
            return False
        self._taken[order.id] = None
        if len(self._taken) > _REMEMBERED:
            del self._taken[next(iter(self._taken))]
        return True

    def wish(self, order: OperatorOrder) -> WishMade | None:
        """None: it cannot be read, and is answered so."""
        try:
            wish = wish_from_json(order.arguments)
        except KnownError as error:
            self.refuse(order.id, "unreadable", reason=str(error))
            return None
        return WishMade(str(order.id), order.operator_id, wish, order.token)

    def serve(self, order: OperatorOrder, by: Callable[[OperatorOrder], None]) -> None:
        """Whatever is wrong with it costs this order only."""
        try:
            by(order)
        except Exception as error:
            log.exception("order %d of operator %d", order.id, order.operator_id)
            self.refuse(order.id, "failed", reason=f"{type(error).__name__}: {error}")

    def wish_answered(self, request_id: str, refusal: Refusal | None) -> None:
        if refusal is None:
            self.done(int(request_id))
        else:
            self.refuse(int(request_id), refusal.code, **refusal.arguments)

    def done(self, order_id: int, **particulars: object) -> None:
        self._answer(order_id, particulars)

    def refuse(self, order_id: int, code: str, **arguments: object) -> None:
        self._answer(order_id, {"code": code, **arguments})

    def _answer(self, order_id: int, answer: Mapping[str, object]) -> None:
        now = self._clock.now()
        self._journal.write(
            "order", lambda stores: stores.operators.answer_order(order_id, answer, now)
        )
