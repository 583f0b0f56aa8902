"""Engine nodes, workstations and subscribers around one table of operators, on a virtual clock.

The telephone network is the simulated one; every node has its own. Books are kept of who hears
whom, and of every operator at most one call.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from engine.adapters.simulated.clock import VirtualClock
from engine.adapters.simulated.subscribers import Subscriber, Subscribers
from engine.adapters.simulated.telephony import SimulatedTelephony
from engine.dialer import model as dial
from engine.domain.operator import Operator, Queue
from engine.domain.trunk import Trunk, TrunkSettings
from engine.ports import telephony as port
from engine.ports.operators import OrderKind
from engine.ports.storage import NodeSession
from engine.routing import actions as do
from engine.routing.wish_codec import wish_to_json
from engine.service.campaign_watch import Snapshot
from engine.service.journal import Journal
from engine.service.node_lease import NodeIdentity
from engine.service.operator_room import WaitRequest
from engine.service.routing.host import RoutingHost, RoutingParts
from engine.service.routing.line_tones import LineTones
from engine.service.routing.manual_dialling import ManualCall, ManualParts
from engine.service.routing.operator_leg import LegPhone
from engine.service.routing.outside_calls import OutsideParts
from engine.service.routing.pacing_feed import PacingFeed
from engine.service.routing.run_name import run_name
from engine.service.timers import Timers
from tests.helpers.call_desk import VoiceOnFile
from tests.helpers.operator_store import MemoryDatabase, MemoryStores

PROMPTS = Path(__file__).parents[2] / "resources" / "prompts"
TRUNK = Trunk(1, TrunkSettings("trunk", "sip:127.0.0.1", lines=500), 1)


class Lines:
    """The trunk's lines for other calls than the dialer's: asked for once, they are there."""

    def __init__(self) -> None:
        self.taken = 0
        self.asked = False

    def take_leg(self, trunk_ids: Any) -> int | None:
        self.asked = not self.asked
        if self.asked:
            return None
        self.taken += 1
        return trunk_ids[0] if trunk_ids else None

    def free_leg(self, trunk_id: int) -> None:
        self.taken -= 1


@dataclass
class Seat:
    """What a call's session hears of its room. ``told``: moment and what."""

    clock: VirtualClock
    told: list[tuple[float, str]] = field(default_factory=list)
    operator_id: int = 0
    over: asyncio.Event = field(default_factory=asyncio.Event)
    talks: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def words(self) -> list[str]:
        return [what for _, what in self.told if not what.startswith("position")]

    def _tell(self, what: str) -> None:
        assert not self.over.is_set(), f"{what} after {self.told}"
        self.told.append((self.clock.monotonic(), what))

    def position(self, position: int, wait_s: float | None) -> None:
        self._tell(f"position {position}")

    def connected(self, operator_id: int, operator: str) -> None:
        self.operator_id = operator_id
        self._tell(f"connected {operator}")
        self.talks.set()

    def held(self) -> None:
        self._tell("held")
        self.talks.clear()

    def left(self, why: str) -> None:
        self._tell(f"left {why}")
        self.over.set()

    def talk_over(self, port: str = "") -> None:
        self._tell(f"over {port}".strip())
        self.over.set()


class Tones(LineTones):
    """``heard``: call and tone; "" for silence."""

    def __init__(self, telephony: SimulatedTelephony) -> None:
        super().__init__(telephony)
        self.heard: list[tuple[str, str]] = []

    def play(self, call_id: str, name: str) -> None:
        self.heard.append((call_id, name))
        super().play(call_id, name)


class Shipped:
    """The product's own prompts."""

    async def resolve(self, items: Any, packs: Any = ()) -> list[Path]:
        return [PROMPTS / item.file for item in items]

    async def prepare(self, items: Any, packs: Any = ()) -> None:
        pass


class Node:
    """One run of an engine node: its room, its telephone network, its connections."""

    def __init__(self, world: "World", number: int) -> None:
        self.world = world
        self.clock = world.clock
        self.identity = NodeIdentity("node", "host", 100 + number, 5.0)
        self.session_id = number
        self.name = run_name(self.identity, number)
        self.telephony = SimulatedTelephony(self.clock, world.subscribers)
        self.tones = Tones(self.telephony)
        #: Calls that operators have ordered, open and not placed yet.
        self.held: dict[str, tuple[str, ManualCall]] = {}
        self.withdrawn: list[str] = []
        self.database = MemoryDatabase(world.stores, self.clock)
        self.log_database = MemoryDatabase(world.stores, self.clock)
        self.lines = Lines()
        self.voice = VoiceOnFile()
        self.dialled: list[dial.PacingEvent] = []
        self.dials: dict[str, int] = {}
        self.sessions: dict[str, asyncio.Queue[port.TelephonyEvent]] = {}
        self.tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        timers = Timers(self.clock, self.fail)
        self.journal = Journal(self.log_database, self.clock, lambda *_: None)
        pacing = PacingFeed(self.dialled.append, self.dials.get, lambda: self.session_id)
        self.room = RoutingHost(
            RoutingParts(
                database=self.database,
                journal=self.journal,
                phone=LegPhone(self.telephony, self.tones),
                outside=OutsideParts(self.lines, lambda _: (1,), lambda _: "", lambda _: "RU"),
                manual=ManualParts(
                    database=self.database,  # type: ignore[arg-type]
                    clock=self.clock,
                    lines=self.lines,
                    session_id=lambda: self.session_id,
                    snapshot=lambda: self.world.snapshot,
                    dial=self._dial,
                    place=self._place,
                    withdraw=self._withdraw,
                    spawn=self.spawn,
                    unsure=lambda _detail: None,
                ),
                clock=self.clock,
                timers=timers,
                pacing=pacing,
                voice=self.voice,
                fail=self.fail,
            )
        )
        self.world.leases[self.name] = self
        self.renew()
        await self.telephony.start(self._on_event)
        self.telephony.set_trunks([TRUNK])
        self.spawn(self.journal.run())
        self.world.stores.posted.append(self.room.wake)
        await self.tones.prepare(Shipped())
        await self.room.begin(self.name)
        for task in self.room.tasks():
            self.spawn(task)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.append(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and task.exception() is not None:
            self.fail(task.exception())

    def fail(self, error: BaseException | None) -> None:
        self.world.failures.append(error)

    def renew(self) -> None:
        me = self.identity
        until = self.clock.now() + timedelta(seconds=18)
        lease = NodeSession(self.session_id, me.node, me.host, me.pid, me.process_started, until)
        leases = self.world.stores.nodes.leases
        leases[:] = [s for s in leases if s.id != self.session_id] + [lease]

    def kill(self) -> None:
        """The process is gone, its calls with it."""
        for task in self.tasks:
            task.cancel()
        del self.world.leases[self.name]
        self.world.stores.posted.remove(self.room.wake)
        self.room._timers.call_later = lambda *_: asyncio.get_running_loop().call_later(0, int)  # type: ignore[method-assign,assignment]
        if self.room._timer is not None:
            self.room._timer.cancel()
        self.telephony._on_event = None
        self.sessions.clear()

    def _dial(self, dialled: dial.Dial, context: Any, trunk: Trunk, watcher: ManualCall) -> None:
        """As the attempts' desk does it: by the contact's number, refused or not."""
        if dialled.phone in self.world.refuses:
            watcher.refused(self.world.refuses[dialled.phone], None)
            return
        call_id = f"a{1000 - dialled.dial_id}"
        self.held[call_id] = dialled.phone, watcher
        watcher.opened(1000 - dialled.dial_id, call_id)

    def _place(self, call_id: str) -> None:
        phone, watcher = self.held[call_id]
        if phone in self.world.refuses:
            self._withdraw(call_id)
            watcher.refused(self.world.refuses[phone], None)
            return
        del self.held[call_id]
        watcher.placed()
        self.spawn(self._lead(call_id, phone, watcher))

    def _withdraw(self, call_id: str) -> None:
        _, watcher = self.held.pop(call_id)
        self.withdrawn.append(call_id)
        self.world.stores.contacts.release(self.session_id, [watcher.contact.id])  # type: ignore[attr-defined]

    async def _lead(self, call_id: str, phone: str, watcher: ManualCall) -> None:
        """A scheme that does nothing but connect an operator."""
        events = self.sessions[call_id] = asyncio.Queue()
        self.telephony.place_call(port.PlaceCall(call_id, 1, phone, max_call_s=3600))
        seat = self.world.manual_seats[call_id] = Seat(self.clock)
        ended = False
        while not ended:
            event = await events.get()
            watcher.told(event)
            ended = isinstance(event, port.CallEnded)
            if isinstance(event, port.CallAnswered):
                self.spawn(self._connect(call_id, phone, seat))
        self.room.leave(call_id)
        watcher.ended()

    async def _connect(self, call_id: str, phone: str, seat: Seat) -> None:
        """After the greeting."""
        await self.clock.sleep(self.world.greeting_s)
        if not seat.over.is_set():
            self.room.enter(WaitRequest(call_id, 1, 1, 3, phone, "", self.clock.now()), seat)

    def _on_event(self, event: port.TelephonyEvent) -> None:
        call_id = getattr(event, "call_id", "")
        if not self.room.handle(call_id, event) and call_id in self.sessions:
            self.sessions[call_id].put_nowait(event)

    # --- subscribers ---------------------------------------------------------------------------

    async def subscriber(self, call_id: str, number: str, *, queue: str = "sales",
                         campaign_id: int = 1, contact_id: int = 0, attempt_id: int = 0,
                         dial_id: int | None = None, **more: Any) -> "Subscriberly":  # fmt: skip
        """A call that has been answered and stands in the room."""
        events = self.sessions[call_id] = asyncio.Queue()
        self.telephony.place_call(
            port.PlaceCall(call_id, 1, number, max_call_s=3600, reserve_leg=True)
        )
        if dial_id is not None:
            self.dials[call_id] = dial_id
        while not isinstance(await events.get(), port.CallAnswered):
            pass
        seat = Seat(self.clock)
        self.room.enter(
            WaitRequest(call_id, attempt_id, campaign_id, contact_id, number, queue,
                        self.clock.now(), **more),
            seat,
        )  # fmt: skip
        one = Subscriberly(self, call_id, seat)
        self.spawn(one.live(events))
        return one

    def hears(self, call_id: str) -> set[str]:
        return set(self.telephony.heard_by(call_id))

    def leg_of(self, number: int) -> str:
        """The call at that operator's softphone."""
        [leg] = [one for one in self.room.floor.legs.values() if one.operator_id == number]
        return leg.call_id


@dataclass
class Subscriberly:
    node: Node
    call_id: str
    seat: Seat
    gone: bool = False

    async def live(self, events: "asyncio.Queue[port.TelephonyEvent]") -> None:
        while True:
            if isinstance(await events.get(), port.CallEnded):
                self.gone = True
                self.node.room.leave(self.call_id)
                return

    def hang_up(self) -> None:
        self.node.telephony.hang_up(self.call_id)


class Workstation:
    """An operator's: signs in, beats, wishes; its softphone answers as ``phone`` behaves."""

    def __init__(self, world: "World", operator: Operator, phone: Subscriber) -> None:
        self.world = world
        self.operator = operator
        self.address = f"sip:op{operator.id}@127.0.0.1:{5100 + operator.id}"
        self.tokens = 0
        self.beating = True
        world.phones[self.address] = phone

    @property
    def token(self) -> str:
        return f"t{self.operator.id}.{self.tokens}"

    @property
    def row(self) -> Any:
        return self.world.stores.operators.status(self.operator.id)

    def sign_in(self) -> None:
        self.tokens += 1
        store, now = self.world.stores.operators, self.world.clock.now()
        store.begin_session(self.operator.id, self.token, f"pc{self.operator.id}", self.address,
                            now)  # fmt: skip
        self.wish(do.SignIn(self.token, f"pc{self.operator.id}"))

    def wish(self, wish: do.Wish) -> int:
        return self.order(OrderKind.WISH, wish_to_json(wish))

    def call(self, action: str, **arguments: object) -> int:
        hold = self.row.hold
        node = "" if hold is None else hold.node
        return self.order(OrderKind.CALL, {"do": action, **arguments}, node)

    def order(self, kind: OrderKind, arguments: dict[str, Any], node: str = "") -> int:
        store, now = self.world.stores.operators, self.world.clock.now()
        order_id = store.order(self.operator.id, self.token, kind, arguments, now, node)
        for one in self.world.leases.values():
            one.room.wake()
        return order_id

    async def beat(self) -> None:
        while True:
            if self.beating:
                self.world.stores.operators.beat(self.operator.id, self.token, self.address)
            await self.world.clock.sleep(3.0)


class World:
    """``run`` a test in it. ``phones``: address or number → behaviour."""

    def __init__(self, queues: tuple[Queue, ...], operators: int, *, nodes: int = 1,
                 phone: Subscriber | None = None) -> None:  # fmt: skip
        self.clock = VirtualClock()
        self.phones: dict[str, Subscriber] = {}
        self.subscribers = Subscribers(self.phones, ((1.0, Subscriber(ring_s=0.1)),))
        self.stores = MemoryStores()
        self.stores.supervisions.now = self.clock.now
        self.failures: list[BaseException | None] = []
        #: Of manual dialling: campaigns, numbers that a rule refuses, seats of calls.
        self.snapshot = Snapshot()
        self.refuses: dict[str, str] = {}
        self.greeting_s = 0.0
        self.manual_seats: dict[str, Seat] = {}
        self.leases: dict[str, Node] = {}
        self.tasks: list[asyncio.Task[None]] = []
        people = [
            Operator(n, f"op{n}", {"sales": 1, **({"senior": 1} if n == operators else {})})
            for n in range(1, operators + 1)
        ]
        self.stores.operators.people = people
        self.stores.operators.lines = list(queues)
        phone = phone or Subscriber(ring_s=0.05)
        self.stations = [Workstation(self, operator, phone) for operator in people]
        self.nodes = [Node(self, number) for number in range(1, nodes + 1)]

    def run(self, test: "Callable[[World], Coroutine[Any, Any, None]]") -> None:
        async def main() -> None:
            for node in self.nodes:
                await node.start()
            for station in self.stations:
                self.spawn(station.beat())
            self.spawn(self._renew())
            await test(self)
            assert self.failures == []
            for task in self.tasks + [t for node in self.nodes for t in node.tasks]:
                task.cancel()

        self.clock.run(main())

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        self.tasks.append(asyncio.get_running_loop().create_task(work))

    async def _renew(self) -> None:
        while True:
            await self.clock.sleep(4.0)
            for node in self.leases.values():
                node.renew()

    async def sign_in(self, *numbers: int) -> None:
        for station in self.stations:
            if not numbers or station.operator.id in numbers:
                station.sign_in()
        await self.clock.sleep(0.1)

    async def until(self, found: Callable[[], object], seconds: float = 60.0) -> None:
        end = self.clock.monotonic() + seconds
        while not found():
            assert self.clock.monotonic() < end, f"waited in vain: {self.stores.operators.rows}"
            await self.clock.sleep(0.01)

    async def answered(self, order_id: int, seconds: float = 5.0) -> Any:
        """What an order is answered."""
        await self.until(lambda: self.answer(order_id) is not None, seconds)
        return self.answer(order_id)

    def answer(self, order_id: int) -> Any:
        found = self.stores.operators.order_answer(order_id)
        return None if found is None else found.answer

    def behave(self, key: str, **changes: Any) -> None:
        self.phones[key] = replace(Subscriber(ring_s=0.05), **changes)
