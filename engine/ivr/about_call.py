"""What expressions read of the call itself: ``call.phone``, ``call.now`` …"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.scheme.values import Value

if TYPE_CHECKING:
    from engine.ivr.handler import Call


class AboutCall(dict[str, Value]):
    """The namespace ``call``: what time it is and what language is spoken change on the way."""

    __slots__ = ("_call",)

    def __init__(self, call: "Call", values: Mapping[str, Value]) -> None:
        super().__init__(values)
        self._call = call

    def __missing__(self, name: str) -> Value:
        if name == "now":
            return self._call.local_now()
        if name == "language":
            return self._call.language
        if name == "answered_by":
            return self._call.facts.answered_by.value
        return None
