"""An operators' room that does what a test says: who waits in it, and their seats."""

from engine.service.operator_room import SubscriberSeat, WaitRequest


class ScriptedRoom:
    """Fulfils engine.service.operator_room.OperatorRoom."""

    def __init__(self) -> None:
        self.requests: list[WaitRequest] = []
        #: Those of calls that are in it, and every seat there was, in order.
        self.inside: dict[str, SubscriberSeat] = {}
        self.seats: list[SubscriberSeat] = []
        #: The room is talking to a seat: nobody may talk to the room.
        self.speaks = False
        self.fails = False

    def enter(self, request: WaitRequest, seat: SubscriberSeat) -> None:
        assert not self.speaks
        assert request.call_id not in self.inside
        if self.fails:
            raise OSError("the router is broken")
        self.requests.append(request)
        self.inside[request.call_id] = seat
        self.seats.append(seat)

    def leave(self, call_id: str) -> None:
        assert not self.speaks
        self.inside.pop(call_id, None)

    # --- what the test lets happen --------------------------------------------------------------

    def position(self, position: int, wait_s: float | None = None) -> None:
        self._say("position", position, wait_s)

    def connected(self, operator: str, operator_id: int = 1) -> None:
        self._say("connected", operator_id, operator)

    def held(self) -> None:
        self._say("held")

    def left(self, why: str) -> None:
        self._say("left", why)
        self._let_go()

    def talk_over(self, port: str = "") -> None:
        self._say("talk_over", port)
        self._let_go()

    def _say(self, what: str, *arguments: object) -> None:
        self.speaks = True
        getattr(self.seats[-1], what)(*arguments)
        self.speaks = False

    def _let_go(self) -> None:
        for call_id in [c for c, seat in self.inside.items() if seat is self.seats[-1]]:
            del self.inside[call_id]
