"""How a node runs: the handler that a node type makes, and the call it acts on.

A handler method returns the port by which the call leaves the node, or None to wait there. The
same handler serves all calls at once, so whatever belongs to one call is kept in ``Call.state``.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from engine.domain.calling_hours import zone_of
from engine.domain.disposition import Disposition
from engine.errors import filled
from engine.ivr import model
from engine.ivr.about_call import AboutCall
from engine.ivr.requests import OutsideRequest, Rows
from engine.ivr.survey import Question
from engine.scheme.expressions import EvaluationError, Scope
from engine.scheme.values import ContactFields, Value, initial_values

if TYPE_CHECKING:
    from engine.ivr.compile import CompiledScheme

KEYS = frozenset("0123456789*#ABCD")
#: Keys pressed ahead that are remembered; nobody means more.
_MOST_KEYS = 32


@dataclass(frozen=True, slots=True)
class Switch:
    """A wish to go on in another scheme; ``returns``: and to come back to this node."""

    scheme: "CompiledScheme"
    values: Mapping[str, Value]
    returns: bool


@dataclass(frozen=True, slots=True)
class ForeseenCall:
    """The scheme that a node will call or jump to. ``values``: with which it begins; ``unknown``:
    its variables of which that cannot be told before."""

    scheme: "CompiledScheme"
    values: Mapping[str, Value]
    unknown: frozenset[str]
    returns: bool


class Call:
    """One call as handlers see it. Only the interpreter makes one and carries its wishes out."""

    __slots__ = (
        "_about", "_random", "barge_in", "began", "contact", "counters", "ended_as", "facts",
        "keys", "language", "looped", "now", "out", "outcome", "playback_id", "playing",
        "recording", "recording_id", "results", "returning", "row_cursors", "rows", "scope",
        "silent_since", "state", "step", "step_id", "switch", "timer", "values", "with_operators",
    )  # fmt: skip

    def __init__(
        self,
        variables: tuple[Any, ...],
        facts: model.CallFacts,
        fields: Mapping[str, str],
        language: str,
    ) -> None:
        self.contact = ContactFields(fields)
        self.facts = facts
        self.language = language
        self.results: dict[str, str] = {}
        self._about = AboutCall(
            self,
            {
                "phone": facts.phone,
                "attempt": facts.attempt,
                "campaign": facts.campaign,
                "today": facts.today,
            },
        )
        self.values: dict[str, Value] = {}
        self.scope = self.enter_scope(initial_values(variables, self.contact, facts.variables))
        self.now = 0.0
        #: ``now`` when the subscriber answered; None before.
        self.began: float | None = None
        #: Since when nobody speaks to the subscriber and he does nothing: his answer, the end of
        #: what was played last, his last key. What is played in a loop (music) does not count.
        self.silent_since = 0.0
        #: He waits for an operator or talks with one.
        self.with_operators = False
        self._random: Random | None = None
        #: Rows that queries have brought, by the name the scheme gave them.
        self.rows: dict[str, Rows] = {}
        #: How many of them ``next_row`` has taken.
        self.row_cursors: dict[str, int] = {}
        #: How often counting nodes of the scheme at hand were passed, by their id.
        self.counters: dict[str, int] = {}
        #: The outside step waited for, and the message being recorded; None: none.
        self.step: int | None = None
        self.step_id = 0
        self.recording: int | None = None
        self.recording_id = 0
        #: Set by ``go_on_in`` and ``give_back``, taken by the interpreter.
        self.switch: Switch | None = None
        self.returning: str | None = None
        self.out: list[model.IvrCommand] = []
        #: Keys pressed and not used yet.
        self.keys: deque[str] = deque()
        #: What the waiting handler remembers; None again in every node entered.
        self.state: Any = None
        self.timer: float | None = None
        self.playing = False
        self.barge_in = self.looped = False
        self.playback_id = 0
        #: What the call counts as if it ends from here on by anybody's hand.
        self.outcome: Disposition | None = None
        #: Set by ``end``.
        self.ended_as: Disposition | None = None

    @property
    def today(self) -> date | None:
        return self.facts.today

    def enter_scope(self, values: Mapping[str, Value]) -> Scope:
        """From here on expressions see these variables and no others. Returns what they were
        seen through, to come back to."""
        self.values = dict(values)
        self.scope = self.scope_of(self.values)
        return self.scope

    def scope_of(self, values: dict[str, Value]) -> Scope:
        """What expressions would see with these variables."""
        return Scope(values, self.contact, self._about, self.results)

    def return_to(self, scope: Scope) -> None:
        self.scope = scope
        self.values = scope.values

    def moment(self) -> datetime | None:
        """What time it is, aware UTC; None where nobody knows."""
        if self.facts.at is None:
            return None
        began = self.now if self.began is None else self.began
        return self.facts.at + timedelta(seconds=self.now - began)

    def local_now(self) -> datetime | None:
        """What time it is at the subscriber's (naive, as he would read it off his clock)."""
        moment = self.moment()
        if moment is None:
            return None
        zone = zone_of(self.facts.zones[0]) if self.facts.zones else None
        return moment.astimezone(zone or UTC).replace(tzinfo=None)

    @property
    def random(self) -> Random:
        """Chance, the same again for the same call."""
        if self._random is None:
            self._random = Random(self.facts.seed)
        return self._random

    def play(
        self, items: tuple[model.Utterance, ...], barge_in: bool, *, loop: bool = False
    ) -> bool:
        """Begin to play; ``played`` of the handler follows. False when there is nothing to play,
        and nothing follows."""
        if not items:
            return False
        if not barge_in and not loop:
            # Who cannot interrupt must not find his earlier keys taken for an answer to what he
            # has not heard yet (the rule of VoiceXML 2.0, 4.1.8).
            self.keys.clear()
        self.stop_playback()
        self.playback_id += 1
        self.playing = True
        self.looped = loop
        self.barge_in = barge_in
        self.out.append(model.Play(self.playback_id, items, barge_in, loop))
        return True

    def stop_playback(self) -> None:
        if self.playing:
            self.heard_out()
            self.out.append(model.StopPlayback())

    def heard_out(self) -> None:
        """What was being played is over."""
        self.playing = False
        if not self.looped:
            self.silent_since = self.now

    def outside(self, request: OutsideRequest, timeout_s: float) -> None:
        """Have something done outside; ``step_done`` or ``step_failed`` of the handler follows,
        unless the node is left before. The handler watches the time by a timer of its own."""
        self.drop_step()
        self.step_id += 1
        self.step = self.step_id
        self.out.append(model.OutsideStep(self.step_id, request, timeout_s))

    def drop_step(self) -> None:
        if self.step is not None:
            self.out.append(model.DropStep(self.step))
            self.step = None

    def connect_operator(self, wanted: model.ConnectOperator) -> None:
        """``operator`` of the handler follows, again and again."""
        self.leave_operator()
        self.with_operators = True
        self.out.append(wanted)

    def leave_operator(self) -> None:
        if self.with_operators:
            self.with_operators = False
            self.out.append(model.LeaveOperator())

    def record(self, max_s: float, silence_s: float, stop_keys: str, beep: bool) -> None:
        """Begin to record the subscriber; ``recorded`` of the handler follows, also when he hangs
        up in the middle of it (reason ``hung_up``; the call cannot go on then)."""
        self.stop_recording()
        self.recording_id += 1
        self.recording = self.recording_id
        self.out.append(model.RecordMessage(self.recording_id, max_s, silence_s, stop_keys, beep))

    def stop_recording(self) -> None:
        if self.recording is not None:
            self.out.append(model.StopMessage())
            self.recording = None

    def go_on_in(
        self, scheme: "CompiledScheme", given: Mapping[str, Value], *, returns: bool
    ) -> None:
        """Go on at the start of another scheme; ``given``: values for its variables. With
        ``returns`` the handler's ``returned`` follows once that scheme is through."""
        self.switch = Switch(scheme, self.values_in(scheme, given), returns)

    def values_in(
        self, scheme: "CompiledScheme", given: Mapping[str, Value]
    ) -> Mapping[str, Value]:
        """With which variables another scheme begins."""
        values = initial_values(scheme.variables, self.contact, self.facts.variables)
        return {**values, **given}

    def give_back(self, outcome: str) -> None:
        """Return from this scheme to the one that called it; in the first one the call ends."""
        self.returning = outcome

    def save_answer(self, question: Question, codes: tuple[str, ...]) -> None:
        """Keep an answer under the question's id, with the wording it was asked in."""
        self.save_result(question.id, ",".join(codes))
        self.out.append(model.SaveAnswer(question, codes))

    def set_timer(self, seconds: float) -> None:
        """``timer`` of the handler is called then, unless the node is left before."""
        self.timer = self.now + seconds

    def save_result(self, name: str, value: str) -> None:
        self.results[name] = value
        self.out.append(model.SaveResult(name, value))

    def trouble(self, node_id: str, reason: str, /, **values: object) -> None:
        """``reason``: a template, which the catalogue of translations has, and its values."""
        self.out.append(model.Trouble(node_id, filled(reason, values)))

    def failed(self, node_id: str, error: Exception) -> None:
        """What an exception says; of one that nobody expected also what it is."""
        known = isinstance(error, EvaluationError)
        said = str(error) if known else f"{type(error).__name__}: {error}"
        self.out.append(model.Trouble(node_id, said))

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

    def operator(self, call: Call, event: model.OperatorEvent) -> str | None:
        """What becomes of ``Call.connect_operator``."""
        del call, event
        return None

    def step_done(self, call: Call, answer: Any) -> str | None:
        """What ``Call.outside`` asked for is there (engine.ivr.requests says what it is)."""
        del call, answer
        return None

    def step_failed(self, call: Call, reason: str) -> str | None:
        del call, reason
        return None

    def recorded(self, call: Call, message: model.MessageRecorded) -> str | None:
        del call, message
        return None

    def returned(self, call: Call, outcome: str, values: Mapping[str, Value]) -> str | None:
        """The scheme called by ``Call.go_on_in`` is through; ``values``: its variables then."""
        del call, outcome, values
        return None

    def foreseen(self, call: Call) -> Iterable[model.Utterance]:
        """What the node may speak on this call as far as can be told before it begins."""
        del call
        return ()

    def foreseen_call(self, call: Call, unknown: frozenset[str]) -> ForeseenCall | None:
        """The scheme that the node will call or jump to."""
        del call, unknown
        return None

    def foreseen_languages(self, call: Call) -> tuple[str, ...]:
        """The languages that the call may speak from here on; none: as before."""
        del call
        return ()

    def foreseen_port(self, call: Call, unknown: frozenset[str]) -> str | None:
        """The one port by which a call with these contact fields will leave, when that can be
        told before it begins; None: any. ``unknown``: variables that nodes set."""
        del call, unknown
        return None
