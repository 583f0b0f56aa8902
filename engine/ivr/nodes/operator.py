"""Connect operator: the subscriber waits in a queue and talks with an operator.

Who comes and when is the engine's business (engine.routing); the node says what is heard meanwhile
and where the call goes afterwards (docs/adr/0111).
"""

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field

from engine.domain.call_results import OPERATOR as RESULT
from engine.domain.disposition import Disposition
from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.message import BoundMessage
from engine.ivr.model import (
    ConnectOperator,
    OperatorConnected,
    OperatorEvent,
    OperatorHeld,
    OperatorLeft,
    OperatorPosition,
    OperatorTalkOver,
    Prompt,
    Utterance,
)
from engine.scheme.expressions import EvaluationError
from engine.scheme.field_words import FieldWords, further, named
from engine.scheme.node_type import NodeType, Port, words
from engine.scheme.parameters import Key, Message, Parameters, PortName, VariableName
from engine.scheme.problems import Problem
from engine.scheme.validate_ports import port_problems

#: What is played where the scheme names no music: it comes with the product, and a file of this
#: name in the voice store takes its place.
HOLD_MUSIC = "hold-music"
#: Reasons with a port of their own; all others leave by ``overflow``.
_PORTS = ("no_operator_in_time", "operator_lost")
_OWN_PORTS = {"done", "overflow", *_PORTS, "key"}


class OperatorParameters(Parameters):
    #: The queue; empty: the campaign's.
    queue: Annotated[str, Field(max_length=200)] = ""
    #: Played to its end before the subscriber joins the queue.
    announcement: Message = ()
    #: Played again and again while he waits, and while the operator has him hold. Empty: the
    #: product's own music, or `hold-music.wav` of the voice store.
    music: Message = ()
    #: Spoken between the music, as often as the queue says: `position` is his place in it.
    position_message: Message = ()
    #: Spoken after it when the wait can be estimated: `wait_minutes`, one at least.
    wait_message: Message = ()
    #: He waits no longer than this, in seconds; empty: as long as the queue says.
    time_limit_s: Annotated[float, Field(ge=1, le=3600, allow_inf_nan=False)] | None = None
    #: Pressed while he waits it leaves the queue by the port `key`; none: keys mean nothing.
    leave_key: Key | None = None
    #: Ports by which the operator can send him back into the scheme.
    returns: tuple[PortName, ...] = Field(default=(), max_length=20)
    #: 0 to 9; the higher is served first.
    priority: int = Field(default=0, ge=0, le=9)
    #: Only operators whose skill in the queue is so high.
    level: int = Field(default=0, ge=0, le=100)
    #: Variables that the node sets: who has answered, after how many seconds of waiting; place
    #: and minutes of the announcements. None: nothing is set.
    operator_variable: VariableName | None = "operator"
    waited_variable: VariableName | None = "wait_s"
    position_variable: VariableName | None = "position"
    minutes_variable: VariableName | None = "wait_minutes"

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "queue": named(
            "Очередь", "Queue", "Пусто — очередь кампании", "Empty: that of the campaign"
        ),
        "announcement": named(
            "Сообщить перед ожиданием",
            "Announcement",
            "Звучит до конца, потом абонент встаёт в очередь",
            "Played to its end before the subscriber joins the queue",
        ),
        "music": named(
            "Музыка ожидания",
            "Waiting music",
            "По кругу, пока оператор не ответит и на удержании; пусто — обычная мелодия",
            "Again and again until an operator answers, and on hold; empty: the usual tune",
        ),
        "position_message": named(
            "Место в очереди",
            "Place in the queue",
            "Например: «Вы {position|ordinal} в очереди»; пусто — место не объявляется",
            "For example: “You are number {position|number}”; empty: it is not told",
        ),
        "wait_message": named(
            "Время ожидания",
            "Time to wait",
            "После места, если время известно: «Ждать около {wait_minutes|count:минута:gen}»",
            "After the place, when it is known: “About {wait_minutes|number} minutes”",
        ),
        "time_limit_s": named(
            "Ждать не дольше",
            "Wait no longer than",
            "Потом — выход «Оператора нет»; пусто — как задано в очереди",
            "Then the port “No operator”; empty: as the queue says",
        ),
        "leave_key": named(
            "Клавиша «не ждать»",
            "Key for not waiting",
            "В ожидании уводит абонента по своему выходу — например, заказать перезвон",
            "Takes him out of the queue by its own port, to order a callback for instance",
        ),
        "returns": named(
            "Вернуть в схему",
            "Back into the scheme",
            "Выходы, по которым оператор может отправить абонента дальше",
            "Ports by which the operator can send the subscriber on",
        ),
        "priority": further(
            named("Важность", "Priority", "0–9; кто важнее, того соединят раньше",
                  "0 to 9; the higher is served first")
        ),
        "level": further(
            named("Уровень оператора", "Operator's level", "Не ниже этого; 0 — любой",
                  "At least this; 0: any")
        ),
        "operator_variable": further(named("Имя оператора — в переменную", "Operator into")),
        "waited_variable": further(
            named("Сколько ждал — в переменную", "Time waited into", "В секундах", "In seconds")
        ),
        "position_variable": further(named("Место — в переменную", "Place into")),
        "minutes_variable": further(named("Минуты ожидания — в переменную", "Minutes into")),
    }  # fmt: skip


class OperatorNode(NodeType[OperatorParameters]):
    name = "operator"
    title = words("Соединить с оператором", "Connect operator")
    summary = words(
        "Ставит абонента в очередь и соединяет со свободным оператором",
        "Puts the subscriber into a queue and connects him with a free operator",
    )
    group = "call"
    parameters = OperatorParameters
    rings_operators = True
    example = MappingProxyType({"leave_key": "*", "returns": ["name"]})

    def ports(self, parameters: OperatorParameters) -> tuple[Port, ...]:
        found = [
            Port("done", words("Поговорили", "They talked"), required=False),
            *(Port(name, words(name, name)) for name in dict.fromkeys(parameters.returns)),
        ]
        if parameters.leave_key is not None:
            found.append(Port("key", words("Не стал ждать", "Will not wait")))
        return (
            *found,
            Port("overflow", words("Оператора нет", "No operator")),
            Port(
                "no_operator_in_time",
                words("Оператор не успел", "No operator in time"),
                required=False,
                fallback="overflow",
            ),
            Port(
                "operator_lost",
                words("Оператор пропал", "Operator lost"),
                required=False,
                fallback="overflow",
            ),
        )

    def person_ports(self, parameters: OperatorParameters) -> tuple[str, ...]:
        return ("done", *parameters.returns, "operator_lost")

    def opens_with(self, parameters: OperatorParameters) -> Message:
        return parameters.announcement

    def check(self, parameters: OperatorParameters) -> Iterable[Problem]:
        named = [(name, f"returns[{i}]") for i, name in enumerate(parameters.returns)]
        return port_problems(named, _OWN_PORTS | {"error"})

    def saves(self, parameters: OperatorParameters) -> tuple[str, ...]:
        return (RESULT,)

    def bind(self, parameters: OperatorParameters, binding: Binding) -> Handler:
        return _Operator(parameters, binding)


class _State:
    """``since``: when he joined the queue, None: he has not yet. ``sounds``: ``announcement`` |
    ``music`` | ``position``, "" for silence."""

    __slots__ = ("since", "sounds", "talked", "talks")

    def __init__(self) -> None:
        self.since: float | None = None
        self.sounds = ""
        self.talks = self.talked = False


class _Operator(Handler):
    __slots__ = ("_announcement", "_minutes", "_music", "_node_id", "_p", "_position")

    def __init__(self, parameters: OperatorParameters, binding: Binding) -> None:
        self._p = parameters
        self._announcement = binding.message(parameters.announcement)
        self._music = binding.message(parameters.music)
        self._position = binding.message(parameters.position_message)
        self._minutes = binding.message(parameters.wait_message)
        self._node_id = binding.node_id

    def enter(self, call: Call) -> str | None:
        call.state = _State()
        call.keys.clear()  # what he pressed before was not meant for an operator
        if not self._play(call, "announcement", self._items(call, self._announcement)):
            self._join(call)
        return None

    def played(self, call: Call) -> str | None:
        state: _State = call.state
        ended, state.sounds = state.sounds, ""
        if ended == "announcement":
            self._join(call)
        elif ended == "position":
            self._play_music(call)
        # Music that ends cannot be played: once more would be as short.
        return None

    def key(self, call: Call) -> str | None:
        state: _State = call.state
        pressed = self._p.leave_key in call.keys
        call.keys.clear()  # all others are for whom he is talking with
        if not pressed or state.talked:
            return None
        self._note_wait(call)
        return "key"

    def operator(self, call: Call, event: OperatorEvent) -> str | None:
        state: _State = call.state
        match event:
            case OperatorPosition(position, wait_s):
                self._tell_position(call, position, wait_s)
            case OperatorConnected(operator):
                self._note_wait(call)
                state.talks = state.talked = True
                state.sounds = ""
                call.stop_playback()
                call.mark(Disposition.TRANSFERRED)
                self._set(call, self._p.operator_variable, operator)
                call.save_result(RESULT, operator)
            case OperatorHeld():
                state.talks = False
                self._play_music(call)
            case OperatorLeft(why, abandoned):
                return self._left(call, why, abandoned)
            case OperatorTalkOver(port):
                return self._talk_over(call, port)
        return None

    def foreseen(self, call: Call) -> Iterable[Utterance]:
        for message in (self._announcement, self._music, self._position, self._minutes):
            yield from message.foreseen(call)

    # --- inside ---------------------------------------------------------------------------------

    def _join(self, call: Call) -> None:
        state: _State = call.state
        p = self._p
        state.since = call.now
        waited_s = round(max(0.0, call.now - call.silent_since), 3)
        call.connect_operator(
            ConnectOperator(p.queue, p.priority, p.level, p.time_limit_s, waited_s, p.returns)
        )
        self._play_music(call)

    def _tell_position(self, call: Call, position: int, wait_s: float | None) -> None:
        state: _State = call.state
        minutes = None if wait_s is None else max(1, math.ceil(wait_s / 60))
        self._set(call, self._p.position_variable, position)
        self._set(call, self._p.minutes_variable, minutes)
        if state.talks or not self._position:
            return
        items = self._items(call, self._position)
        if minutes is not None:
            items += self._items(call, self._minutes)
        self._play(call, "position", items)

    def _left(self, call: Call, why: str, abandoned: bool) -> str:
        state: _State = call.state
        self._note_wait(call)
        if why == "unknown_queue" and not self._p.queue:
            call.trouble(self._node_id, "the campaign has no queue of operators")
        elif why == "unknown_queue":
            call.trouble(self._node_id, "there is no queue “{queue}”", queue=self._p.queue)
        elif why == "no_operators":
            call.trouble(self._node_id, "there are no operators here")
        if why == "no_operator_in_time" or (abandoned and not state.talked):
            call.mark(Disposition.ABANDONED)
            return "no_operator_in_time"
        return why if why in _PORTS else "overflow"

    def _talk_over(self, call: Call, port: str) -> str:
        if port and port not in self._p.returns:
            call.trouble(self._node_id, "the operator's way “{port}” is not here", port=port)
        return port if port in self._p.returns else "done"

    def _play_music(self, call: Call) -> None:
        usual = Prompt(HOLD_MUSIC, call.language, f"{HOLD_MUSIC}.wav", "")
        self._play(call, "music", self._items(call, self._music) or (usual,))

    def _play(self, call: Call, what: str, items: tuple[Utterance, ...]) -> bool:
        state: _State = call.state
        if not call.play(items, barge_in=False, loop=what == "music"):
            return False
        state.sounds = what
        # A key must not stop what is played, and must not be lost either.
        call.barge_in = self._p.leave_key is not None
        return True

    def _items(self, call: Call, message: BoundMessage) -> tuple[Utterance, ...]:
        """What cannot be said for want of a value is left out: the operator matters more."""
        try:
            return message.items(call)
        except EvaluationError as problem:
            call.failed(self._node_id, problem)
            return ()

    def _note_wait(self, call: Call) -> None:
        """How long he has waited until he had his operator, or gave up."""
        state: _State = call.state
        if not state.talked:
            waited = 0.0 if state.since is None else call.now - state.since
            self._set(call, self._p.waited_variable, round(waited))

    @staticmethod
    def _set(call: Call, variable: str | None, value: str | int | None) -> None:
        if variable:
            call.values[variable] = value
