"""How a node runs: the handler that a node type makes, and the call it acts on.

A handler method returns the port by which the call leaves the node, or None to wait there. The
same handler serves all calls at once, so whatever belongs to one call is kept in ``Call.state``.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from engine.domain.disposition import Disposition
from engine.ivr import model
from engine.scheme.expressions import Scope
from engine.scheme.values import ContactFields, Value, initial_values

KEYS = frozenset("0123456789*#ABCD")
#: Keys pressed ahead that are remembered; nobody means more.
_MOST_KEYS = 32


class Call:
    """One call as handlers see it. Only the interpreter makes one and carries its wishes out."""

    __slots__ = (
        "barge_in", "ended_as", "facts", "keys", "language", "now", "out", "outcome",
        "playback_id", "playing", "results", "scope", "state", "timer", "values",
    )  # fmt: skip

    def __init__(
        self,
        variables: tuple[Any, ...],
        facts: model.CallFacts,
        fields: Mapping[str, str],
        language: str,
    ) -> None:
        contact = ContactFields(fields)
        self.facts = facts
        self.language = language
        self.values: dict[str, Value] = initial_values(variables, contact, facts.variables)
        self.results: dict[str, str] = {}
        about: dict[str, Value] = {
            "phone": facts.phone,
            "attempt": facts.attempt,
            "campaign": facts.campaign,
            "today": facts.today,
        }
        self.scope = Scope(self.values, contact, about, self.results)
        self.now = 0.0
        self.out: list[model.IvrCommand] = []
        #: Keys pressed and not used yet.
        self.keys: deque[str] = deque()
        #: What the waiting handler remembers; None again in every node entered.
        self.state: Any = None
        self.timer: float | None = None
        self.playing = False
        self.barge_in = False
        self.playback_id = 0
        #: What the call counts as if it ends from here on by anybody's hand.
        self.outcome: Disposition | None = None
        #: Set by ``end``.
        self.ended_as: Disposition | None = None

    @property
    def today(self) -> date | None:
        return self.facts.today

    def play(self, items: tuple[model.Utterance, ...], barge_in: bool) -> bool:
        """Begin to play; ``played`` of the handler follows. False when there is nothing to play,
        and nothing follows."""
        if not items:
            return False
        if not barge_in:
            # Who cannot interrupt must not find his earlier keys taken for an answer to what he
            # has not heard yet (the rule of VoiceXML 2.0, 4.1.8).
            self.keys.clear()
        self.stop_playback()
        self.playback_id += 1
        self.playing = True
        self.barge_in = barge_in
        self.out.append(model.Play(self.playback_id, items, barge_in))
        return True

    def stop_playback(self) -> None:
        if self.playing:
            self.playing = False
            self.out.append(model.StopPlayback())

    def set_timer(self, seconds: float) -> None:
        """``timer`` of the handler is called then, unless the node is left before."""
        self.timer = self.now + seconds

    def save_result(self, name: str, value: str) -> None:
        self.results[name] = value
        self.out.append(model.SaveResult(name, value))

    def trouble(self, node_id: str, reason: str) -> None:
        self.out.append(model.Trouble(node_id, reason))

    def mark(self, disposition: Disposition) -> None:
        """From here on the call counts as this. A wish not to be called outlasts everything, a
        talk with an operator everything but that."""
        if self.outcome is Disposition.OPTED_OUT:
            return
        if self.outcome is Disposition.TRANSFERRED and disposition is not Disposition.OPTED_OUT:
            return
        self.outcome = disposition

    def end(self, disposition: Disposition | None = None) -> None:
        """Hang up. Without a disposition the call counts as what it was marked, or completed."""
        self.ended_as = disposition or self.outcome or Disposition.COMPLETED
        if self.outcome in (Disposition.OPTED_OUT, Disposition.TRANSFERRED):
            self.ended_as = self.outcome

    def press(self, key: str) -> None:
        if len(self.keys) < _MOST_KEYS:
            self.keys.append(key)


class Handler:
    """What a node does. Methods a node has no use for are left as they are here."""

    __slots__ = ()

    def enter(self, call: Call) -> str | None:
        raise NotImplementedError

    def key(self, call: Call) -> str | None:
        """A key has been added to ``call.keys``. What is not taken out of them stays for the next
        node that asks for keys (type-ahead)."""
        del call
        return None

    def played(self, call: Call) -> str | None:
        """The playback begun by this node has ended (a key may have stopped it)."""
        del call
        return None

    def timer(self, call: Call) -> str | None:
        del call
        return None

    def transfer_answered(self, call: Call) -> str | None:
        del call
        return None

    def transfer_ended(self, call: Call, outcome: str) -> str | None:
        del call, outcome
        return None

    def foreseen(self, call: Call) -> Iterable[model.Utterance]:
        """What the node may speak on this call as far as can be told before it begins."""
        del call
        return ()

    def foreseen_port(self, call: Call, unknown: frozenset[str]) -> str | None:
        """The one port by which a call with these contact fields will leave, when that can be
        told before it begins; None: any. ``unknown``: variables that nodes set."""
        del call, unknown
        return None
