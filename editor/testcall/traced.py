"""The trace of a real call as the happenings of one, to be replayed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from editor.testcall.happenings import EMPTY, Happening, State, What
from engine.domain.disposition import Disposition
from engine.ivr import trace as traced
from engine.ivr.model import Prompt, Recorded, Spoken, Utterance
from engine.scheme.dialogues import estimated_duration
from engine.scheme.model import PromptRecording

Prompts = Mapping[str, Mapping[str, PromptRecording]]
Durations = Callable[[Utterance], float]

#: The trouble of a trace that was too long to be kept whole.
CUT = "the trace was too long: what came here is not in it"
_WHAT = {
    "trouble": What.TROUBLE,
    "do_not_call": What.DO_NOT_CALL,
    "callback": What.CALLBACK,
    "write": What.ROW,
    "digits": What.SENT_DIGITS,
    "transfer": What.TRANSFER,
    "transfer_answered": What.TALKING,
    "transfer_ended": What.TRANSFER_ENDED,
    "operator": What.OPERATOR,
    "operator_position": What.POSITION,
    "operator_talks": What.OPERATOR_TALKS,
    "operator_holds": What.OPERATOR_HOLDS,
    "operator_none": What.OPERATOR_NONE,
    "operator_done": What.OPERATOR_DONE,
    "record": What.RECORDING,
    "recorded": What.RECORDED,
}


def happenings_of(
    trace: traced.CallTrace, prompts: Prompts, durations: Durations = estimated_duration
) -> list[Happening]:
    """``prompts``: of the version that the call ran on."""
    reader = _Reader(prompts, durations)
    events = trace.events
    for index, event in enumerate(events):
        if isinstance(event, traced.Played):
            reader.played(event, *_end_of(events, index))
        else:
            reader.take(event, cut=trace.cut)
    # Sorting keeps the order of what happened at one moment.
    return sorted(reader.found, key=lambda each: each.at)


def _end_of(events: tuple[traced.TraceEvent, ...], index: int) -> tuple[float, bool]:
    """When a playback was over, in seconds, and whether it was heard to its end."""
    for event in events[index + 1 :]:
        if isinstance(event, traced.PlayEnded):
            return event.at_ms / 1000, not event.interrupted
        if isinstance(event, traced.Played | traced.Ended):
            return event.at_ms / 1000, False
    return events[-1].at_ms / 1000, False


class _Reader:
    def __init__(self, prompts: Prompts, durations: Durations) -> None:
        self._prompts = prompts
        self._durations = durations
        self.found: list[Happening] = []
        self._place = ("", "")
        #: Scheme → its variables as they are by now.
        self._variables: dict[str, dict[str, object]] = {}
        self._state = EMPTY
        self._language = ""
        self._request = ""

    def take(self, event: traced.TraceEvent, *, cut: bool) -> None:
        at = event.at_ms / 1000
        match event:
            case traced.Entered(node=node, scheme=scheme):
                self._place = (scheme, node)
                self._renew()
                self._note(at, What.ENTERED)
            case traced.Left(node=node, scheme=scheme, port=port):
                self._place = (scheme, node)
                self._note(at, What.LEFT, port=port)
            case traced.Pressed(key=key):
                self._note(at, What.PRESSED, text=key)
            case traced.PlayEnded():
                self._note(at, What.QUIET)
            case traced.Asked(kind=kind, name=name):
                self._request = f"{kind} {name}"
                self._note(at, What.ASKED, text=self._request)
            case traced.Answered(took_ms=took, outcome=outcome, detail=detail):
                value = ", ".join(part for part in (outcome, detail) if part)
                self._note(at, What.ANSWERED, text=self._request, value=value,
                           seconds=took / 1000)  # fmt: skip
            case traced.Saved(name=name, value=value):
                self._note(at, What.SAVED, text=name, value=value)
            case traced.Changed(name=name, value=value, scheme=scheme):
                self._variables.setdefault(scheme, {})[name] = value
                self._change()
            case traced.Happened(what=what, detail=detail):
                self._happened(at, what, detail)
            case traced.Ended():
                self._ended(at, event, cut)
            case _:
                pass

    def played(self, event: traced.Played, ends: float, whole: bool) -> None:
        """How long each part was is not in the trace: it is estimated, and fitted into the time
        that all of it took where it was heard to its end."""
        items = [self._utterance(kind, name, event.language) for kind, name in event.items]
        self._language = event.language
        begins = event.at_ms / 1000
        lengths = [max(0.0, self._durations(item)) for item in items]
        total = sum(lengths)
        if whole and total > 0 and ends > begins:
            lengths = [length * (ends - begins) / total for length in lengths]
        for item, length in zip(items, lengths, strict=True):
            if begins > ends or (begins == ends and begins > event.at_ms / 1000):
                break  # it did not come to that
            self._note(begins, What.HEARD, utterance=item, seconds=length)
            begins += length

    def _utterance(self, kind: str, name: str, language: str) -> Utterance:
        if kind == "message":
            return Recorded(name, language)
        if kind != "prompt":
            return Spoken(name, language)
        recording = self._prompts.get(name, {}).get(language, PromptRecording())
        return Prompt(name, language, recording.file, recording.text)

    def _happened(self, at: float, what: str, detail: str) -> None:
        kind = _WHAT.get(what)
        if kind is What.RECORDED:
            reason, _, seconds = detail.partition(" ")
            self._note(at, kind, value=reason, seconds=_number(seconds))
        elif kind is not None:
            self._note(at, kind, text=detail)

    def _ended(self, at: float, event: traced.Ended, cut: bool) -> None:
        if cut:
            self._note(at, What.TROUBLE, text=CUT)
        if event.by == "subscriber":
            self._note(at, What.HUNG_UP)
        try:
            disposition = Disposition(event.disposition)
        except ValueError:  # of a later program
            disposition = Disposition.PARTIAL
        self._place = ("", event.node)
        self._note(at, What.ENDED, disposition=disposition)

    def _renew(self) -> None:
        variables = dict(self._variables.get(self._place[0], {}))
        self._state = State(variables, language=self._language)

    def _change(self) -> None:
        """Told when the call waits again: true of all since it came to where it waits."""
        self._renew()
        for index in range(len(self.found) - 1, -1, -1):
            self.found[index] = replace(self.found[index], state=self._state)
            if self.found[index].what is What.ENTERED:
                return

    def _note(self, at: float, what: What, **details: Any) -> None:
        scheme, node = self._place
        self.found.append(Happening(at, what, scheme, node, state=self._state, **details))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
