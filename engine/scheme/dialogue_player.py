"""A subscriber who behaves as a dialogue says, at a virtual telephone."""

from collections.abc import Callable, Sequence

from engine.ivr import model as ivr
from engine.ivr.interpreter import Interpreter
from engine.quotes import quoted
from engine.scheme.dialogue_failure import DialogueFailure
from engine.scheme.dialogue_model import (
    DialogueStep,
    HangUp,
    Hear,
    Listen,
    OperatorHappens,
    OperatorResult,
    PositionTold,
    Press,
    Silence,
    Speak,
    TransferHappens,
    TransferResult,
)
from engine.scheme.stub_world import StubWorld
from engine.scheme.virtual_telephone import BETWEEN_KEYS_S, VirtualTelephone

__all__ = ["DialogueFailure", "DialoguePlayer"]

#: Nobody stays in a call for so long; the scheme does not let him go.
LONGEST_CALL_S = 3600.0


class DialoguePlayer(VirtualTelephone):
    def __init__(
        self,
        interpreter: Interpreter,
        durations: Callable[[ivr.Utterance], float],
        world: StubWorld | None = None,
    ) -> None:
        super().__init__(interpreter, durations, world)
        #: How much of ``heard`` earlier steps have spoken for.
        self._spoken_for = 0

    def do(self, step: DialogueStep) -> None:
        """Raises DialogueFailure."""
        match step:
            case Hear(what):
                self._hear(what)
            case Listen():
                self._listen()
            case Press(keys):
                self._press_at_once(keys)
            case Silence(seconds):
                self.let_pass(seconds)
            case Speak(seconds):
                self._speak(seconds)
            case HangUp():
                self._must_live("положить трубку", "hang up")
                self.hang_up()
            case TransferHappens(result, number):
                self._let_transfer(result, number)
            case PositionTold(position, wait_s):
                self._await_operator()
                self.tell_position(position, wait_s)
            case OperatorHappens():
                self._let_operator(step)

    def run_out(self) -> None:
        """The subscriber does nothing more: the call has to come to its end by itself."""
        while not self.over:
            if not self.next_event(LONGEST_CALL_S):
                raise DialogueFailure("звонок сам не кончается", "the call does not end by itself")

    # --- steps ----------------------------------------------------------------------------------

    def _listen(self) -> None:
        limit = self.now + LONGEST_CALL_S  # one prompt may lead to the next for ever
        while self._playback is not None and not self.over and self.now < limit:
            if self._playback.loop or not self.next_event(self._playback_ends):
                break  # it has no end of its own

    def _hear(self, what: str) -> None:
        limit = self.now + LONGEST_CALL_S
        at = self._spoken_for
        while True:
            while at < len(self.heard):
                at += 1
                if _is(self.heard[at - 1], what):
                    self._spoken_for = at
                    return
            if self.over or not self.next_event(limit):
                break
        since = self.heard[self._spoken_for :]
        raise DialogueFailure(
            f"ожидалось «{what}», прозвучало: {_labels(since, 'ru')}",
            f"“{what}” expected, heard: {_labels(since, 'en')}",
        )

    def _press_at_once(self, keys: str) -> None:
        for key in keys:
            self._must_live(f"нажать {key}", f"press {key}")
            self.press(key)
            self.let_pass(BETWEEN_KEYS_S)

    def _speak(self, seconds: float) -> None:
        limit = self.now + LONGEST_CALL_S
        while not self._recorder.running:
            if self.over or not self.next_event(limit):
                raise DialogueFailure("записи не было", "nothing was recorded")
        self.speak(seconds)
        self.let_pass(seconds)

    def _let_transfer(self, result: TransferResult, number: str) -> None:
        limit = self.now + LONGEST_CALL_S
        while self._transfer is None:
            if self.over or not self.next_event(limit):
                raise DialogueFailure("перевода не было", "there was no transfer")
        if number and number != self._transfer.number:
            raise DialogueFailure(
                f"перевод на {self._transfer.number} вместо {number}",
                f"transfer to {self._transfer.number} instead of {number}",
            )
        self.end_transfer(result.value)

    def _await_operator(self) -> ivr.ConnectOperator:
        limit = self.now + LONGEST_CALL_S
        while self._operator is None:
            if self.over or not self.next_event(limit):
                raise DialogueFailure(
                    "абонент не ждал оператора", "nobody has waited for an operator"
                )
        return self._operator

    def _let_operator(self, step: OperatorHappens) -> None:
        wait = self._await_operator()
        if step.queue and step.queue != wait.queue:
            raise DialogueFailure(
                f"очередь «{wait.queue}» вместо «{step.queue}»",
                f"queue “{wait.queue}” instead of “{step.queue}”",
            )
        self.let_pass(step.after_s)
        if self._operator is not wait:
            raise DialogueFailure(
                "абонент уже не ждёт оператора", "he does not wait for an operator any more"
            )
        if step.result not in (OperatorResult.TALKED, OperatorResult.LOST):
            self.no_operator("time_limit" if step.result is OperatorResult.OVERFLOW
                             else step.result.value)  # fmt: skip
            return
        self.operator_answers(step.operator)
        self.let_pass(step.talk_s)
        if step.result is OperatorResult.TALKED:
            self.operator_leaves(step.port)
        else:
            self.operator_holds()
            self.no_operator(step.result.value)

    def _must_live(self, ru: str, en: str) -> None:
        if self.over:
            raise DialogueFailure(
                f"{ru} нельзя: звонок уже окончен", f"cannot {en}: the call is over"
            )


def _is(item: ivr.Utterance, what: str) -> bool:
    if isinstance(item, ivr.Prompt | ivr.Recorded) and item.name == what:
        return True
    return " ".join(what.split()).casefold() in " ".join(item.text.split()).casefold()


def _labels(items: Sequence[ivr.Utterance], language: str) -> str:
    labels = [
        quoted(item.text, language) if isinstance(item, ivr.Spoken) else item.name
        for item in items
    ]  # fmt: skip
    return "; ".join(labels) or "–"
