"""Record: the subscriber leaves a message, hears it again, keeps it or does it anew."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.message import BoundMessage
from engine.ivr.model import ForgetMessage, MessageRecorded, Recorded, Utterance
from engine.scheme.field_words import FieldWords, further, named
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import (
    Key,
    Message,
    Parameters,
    ResultName,
    Seconds,
    VariableName,
)
from engine.scheme.problems import Fix, Problem, error


class RecordParameters(Parameters):
    #: Heard before the recording begins.
    message: Message = ()
    #: Where the name of the recording goes, relative to the voice store; empty again when the
    #: subscriber deletes it.
    result: ResultName = "message"
    #: Where its length in seconds goes; none: nowhere.
    variable: VariableName | None = None
    #: A tone tells that the recording begins.
    beep: bool = True
    #: The longest message.
    max_s: float = Field(default=60.0, ge=1, le=3600, allow_inf_nan=False)
    #: So long a silence ends it; 0: silence never does.
    silence_s: float = Field(default=3.0, ge=0, le=60, allow_inf_nan=False)
    #: Each of these keys ends it; none: keys do nothing.
    stop_keys: str = Field(default="#", max_length=16, pattern=r"^[0-9*#A-D]*$")
    #: What is shorter is no message.
    min_s: float = Field(default=1.0, ge=0, le=600, allow_inf_nan=False)
    #: Offers what to do with it: "Сохранить — один, заново — два"; none: it is kept at once.
    review_message: Message = ()
    #: The subscriber hears his message before ``review_message``.
    play_back: bool = True
    accept_key: Key = "1"
    again_key: Key = "2"
    #: Throws it away; none: that is not offered.
    delete_key: Key | None = "3"
    #: How long he may be silent after ``review_message``.
    timeout_s: Seconds = 5.0
    #: How often ``review_message`` is repeated after silence or a wrong key; then it is kept.
    repeats: int = Field(default=1, ge=0, le=20)

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "message": named("Сообщение перед записью", "Message before it"),
        "result": named(
            "Сохранить как ответ",
            "Save as result",
            "Имя записи в хранилище фраз; пусто, если абонент её удалил",
            "The recording's name in the voice store; empty again when the subscriber deletes it",
        ),
        "variable": further(
            named("Длина — в переменную", "Length into variable", "В секундах", "In seconds")
        ),
        "beep": named(
            "Сигнал перед записью",
            "Beep",
            "Гудок говорит, что запись пошла",
            "A tone tells that the recording begins",
        ),
        "max_s": named("Не дольше", "At most"),
        "min_s": further(
            named(
                "Не короче",
                "At least",
                "Что короче, то не сообщение",
                "What is shorter is no message",
            )
        ),
        "silence_s": named(
            "Закончить после молчания",
            "Ends after silence",
            "0 — молчание не завершает",
            "0: silence never ends it",
        ),
        "stop_keys": further(
            named(
                "Закончить по клавишам",
                "Keys that end it",
                "Любая из них завершает запись; пусто — клавиши не действуют",
                "Each of them ends it; none: keys do nothing",
            )
        ),
        "review_message": named(
            "Что сделать с записью",
            "Offer what to do",
            "«Сохранить — один, заново — два»; пусто — сохранить сразу",
            "“Keep it: one, again: two”; none: it is kept at once",
        ),
        "play_back": named(
            "Дать прослушать",
            "Play it back",
            "Абонент слышит своё сообщение перед выбором",
            "The subscriber hears his message before he chooses",
        ),
        "accept_key": further(named("Клавиша «сохранить»", "Key for keeping")),
        "again_key": named("Клавиша «заново»", "Key for “again”"),
        "delete_key": further(
            named(
                "Клавиша «удалить»",
                "Key for deleting",
                "Нет — удаления не предлагают",
                "None: that is not offered",
            )
        ),
        "repeats": named(
            "Повторов",
            "Repeats",
            "После молчания или неверной клавиши; потом запись сохраняется",
            "After silence or a wrong key; then it is kept",
        ),
    }


class RecordNode(NodeType[RecordParameters]):
    name = "record"
    title = words("Записать сообщение", "Record")
    summary = words(
        "Записывает голос абонента; можно прослушать, записать заново, удалить",
        "Records the subscriber's voice; he can listen to it, do it again, delete it",
    )
    group = "voice"
    parameters = RecordParameters
    example = MappingProxyType({"review_message": [{"prompt": "prompt"}]})
    waits_for_subscriber = True

    def ports(self, parameters: RecordParameters) -> tuple[Port, ...]:
        short = words("Слишком коротко", "Too short")
        deleted = words("Удалено", "Deleted")
        found = [
            Port("recorded", words("Записано", "Recorded")),
            Port("silence", words("Молчание", "Nothing was said")),
        ]
        if parameters.min_s:
            found.append(Port("too_short", short, required=False, fallback="silence"))
        if parameters.review_message and parameters.delete_key is not None:
            found.append(Port("deleted", deleted, required=False, fallback="silence"))
        return (*found, ERROR)

    def silent_ports(self, parameters: RecordParameters) -> tuple[str, ...]:
        return ("silence",)

    def check(self, parameters: RecordParameters) -> Iterable[Problem]:
        if parameters.min_s >= parameters.max_s:
            yield error(
                "bad_parameter",
                why_ru="наибольшая длина должна быть больше наименьшей",
                why_en="max_s must be more than min_s",
                place="max_s",
                fix=Fix("change_parameter", {"place": "max_s"}),
            )
        if not parameters.review_message:
            return
        seen = {parameters.accept_key}
        for place in ("again_key", "delete_key"):
            key = getattr(parameters, place)
            if key in seen:
                yield error("duplicate_key", key=key, place=place,
                            fix=Fix("change_parameter", {"place": place}))  # fmt: skip
            seen.add(key)

    def bind(self, parameters: RecordParameters, binding: Binding) -> Handler:
        return _Record(
            parameters,
            binding.message(parameters.message),
            binding.message(parameters.review_message),
            binding.node_id,
        )


class _State:
    __slots__ = ("kept", "repeats", "stage")

    def __init__(self) -> None:
        #: ``message`` → ``recording`` → ``review``
        self.stage = "message"
        self.kept: MessageRecorded | None = None
        self.repeats = 0


class _Record(Handler):
    __slots__ = ("_message", "_node_id", "_p", "_review")

    def __init__(
        self, parameters: RecordParameters, message: BoundMessage, review: BoundMessage,
        node_id: str,
    ) -> None:  # fmt: skip
        self._p = parameters
        self._message = message
        self._review = review
        self._node_id = node_id

    def enter(self, call: Call) -> str | None:
        call.state = _State()
        return self._begin(call)

    def played(self, call: Call) -> str | None:
        state: _State = call.state
        if state.stage == "message":
            self._record(call)
        else:
            call.set_timer(self._p.timeout_s)
        return None

    def key(self, call: Call) -> str | None:
        state: _State = call.state
        if state.stage != "review":
            # The key that ends a recording comes here too: it is no answer to anything.
            call.keys.clear()
            return None
        return self._answer(call, call.keys.popleft())

    def timer(self, call: Call) -> str | None:
        return self._once_more(call)

    def recorded(self, call: Call, message: MessageRecorded) -> str | None:
        state: _State = call.state
        if message.reason == "failed" or (message.seconds > 0 and not message.name):
            call.trouble(self._node_id, "the message could not be recorded")
            return "error"
        if message.seconds < max(self._p.min_s, 0.01):
            _forget(call, message.name)
            return "too_short" if message.seconds > 0 else "silence"
        state.kept = message
        # At once: who hangs up instead of answering the review has left his message all the same.
        self._save(call, message.name, message.seconds)
        if message.reason == "hung_up" or not self._review:
            return "recorded"
        call.keys.clear()
        state.stage = "review"
        state.repeats = 0
        return self._ask(call)

    def foreseen(self, call: Call) -> Iterable[Utterance]:
        yield from self._message.foreseen(call)
        yield from self._review.foreseen(call)

    def _begin(self, call: Call) -> str | None:
        state: _State = call.state
        state.stage = "message"
        if not call.play(self._message.items(call), barge_in=False):
            self._record(call)
        return None

    def _record(self, call: Call) -> None:
        call.keys.clear()
        call.state.stage = "recording"
        call.record(self._p.max_s, self._p.silence_s, self._p.stop_keys, self._p.beep)

    def _ask(self, call: Call) -> str | None:
        state: _State = call.state
        assert state.kept is not None
        items = self._review.items(call)
        if self._p.play_back:
            items = (Recorded(state.kept.name, call.language), *items)
        if not call.play(items, barge_in=True):
            call.set_timer(self._p.timeout_s)
        return None

    def _answer(self, call: Call, key: str) -> str | None:
        call.timer = None
        if key == self._p.accept_key:
            return "recorded"
        if key == self._p.again_key:
            self._drop(call)
            call.state = _State()
            call.stop_playback()
            return self._begin(call)
        if key == self._p.delete_key:
            self._drop(call)
            return "deleted"
        call.keys.clear()
        return self._once_more(call)

    def _once_more(self, call: Call) -> str | None:
        state: _State = call.state
        state.repeats += 1
        return self._ask(call) if state.repeats <= self._p.repeats else "recorded"

    def _drop(self, call: Call) -> None:
        state: _State = call.state
        assert state.kept is not None
        _forget(call, state.kept.name)
        self._save(call, "", 0)

    def _save(self, call: Call, name: str, seconds: float) -> None:
        call.save_result(self._p.result, name)
        if self._p.variable is not None:
            call.values[self._p.variable] = round(Decimal(seconds), 1)


def _forget(call: Call, name: str) -> None:
    if name:
        call.out.append(ForgetMessage(name))
