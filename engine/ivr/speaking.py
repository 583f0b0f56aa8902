"""The handler of nodes that only speak: play and say."""

from collections.abc import Iterable

from engine.ivr.handler import Call, Handler
from engine.ivr.message import BoundMessage
from engine.ivr.model import Utterance


class Speaking(Handler):
    __slots__ = ("_barge_in", "_message")

    def __init__(self, message: BoundMessage, barge_in: bool) -> None:
        self._message = message
        self._barge_in = barge_in

    def enter(self, call: Call) -> str | None:
        if self._barge_in and call.keys:
            return "next"  # he has already pressed on
        return None if call.play(self._message.items(call), self._barge_in) else "next"

    def key(self, call: Call) -> str | None:
        return "next"  # only comes when the prompt may be interrupted; the key stays for the menu

    def played(self, call: Call) -> str | None:
        return "next"

    def foreseen(self, call: Call) -> Iterable[Utterance]:
        return self._message.foreseen(call)
