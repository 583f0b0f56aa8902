"""What comes out of the presenter: to the telephone, to the engines, to the loudspeakers."""

from collections.abc import Mapping
from typing import NamedTuple

from engine.ports.operators import OrderKind
from engine.ports.softphone import Order
from engine.routing.actions import Wish


class Telephone(NamedTuple):
    order: Order


class MakeWish(NamedTuple):
    """``key``: under which its answer comes."""

    key: str
    wish: Wish


class GiveOrder(NamedTuple):
    """``node`` "": any may take it."""

    key: str
    kind: OrderKind
    arguments: Mapping[str, object]
    node: str = ""


class LoadCard(NamedTuple):
    attempt_id: int


class KeepResult(NamedTuple):
    """Whatever happens to the database: it is kept until it is there. ``finish``: he is done with
    this call."""

    attempt_id: int
    result: str
    note: str
    finish: bool


class Ring(NamedTuple):
    """The device for ringing; it stops at once."""

    on: bool


class Tone(NamedTuple):
    """Into the headset: ``answer`` before a subscriber is heard, ``waiting`` while one waits,
    "": quiet."""

    kind: str


Command = Telephone | MakeWish | GiveOrder | LoadCard | KeepResult | Ring | Tone
