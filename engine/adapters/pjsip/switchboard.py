"""Who hears whom, as orders to the workers that carry the calls."""

import secrets
from collections.abc import Iterable, Mapping

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.call_record import CallRecord
from engine.adapters.pjsip.line import Line
from engine.adapters.pjsip.messages import PLAYED
from engine.domain.hearing import Hearing, SuperviseMode
from engine.ports.telephony import CallId

_KEY_BYTES = 16


class Switchboard:
    """What each call hears and where its voice goes is worked out anew whenever something changes,
    and told to its worker where it is new. ``calls``: those that live."""

    def __init__(self, calls: Mapping[CallId, CallRecord]) -> None:
        self._calls = calls
        self._hearing = Hearing()
        #: The key of a call's voice on its way to a worker.
        self._keys: dict[tuple[CallId, Line], str] = {}
        self._hears: dict[CallId, dict[CallId, str]] = {}
        self._sends: dict[CallId, dict[str, int]] = {}

    def confer(self, call_ids: Iterable[CallId]) -> None:
        self._hearing.confer(call_ids)
        self._lay()

    def part(self, call_id: CallId) -> None:
        self._hearing.part(call_id)
        self._lay()

    def supervise(self, listener: CallId, target: CallId, mode: SuperviseMode) -> None:
        self._hearing.supervise(listener, target, mode)
        self._lay()

    def begun(self, call_id: CallId) -> None:
        """A worker has the call now. Its orders can be given before its answer: it heeds them from
        then on, and no time is lost."""
        if self._hearing.knows(call_id):
            self._lay()

    def forget(self, call_id: CallId) -> None:
        """The call is over, or its worker is."""
        self._hears.pop(call_id, None)
        for voice in (call_id, call_id + PLAYED):
            self._sends.pop(voice, None)
        if self._hearing.knows(call_id):
            self._hearing.forget(call_id)
            self._lay()

    def _line_of(self, voice: str) -> Line | None:
        """``voice``: a call, or what is played to one."""
        call = self._calls.get(voice.removesuffix(PLAYED))
        return call.line if call is not None and call.started_at is not None else None

    def _lay(self) -> None:
        hears: dict[CallId, dict[CallId, str]] = {}
        sends: dict[CallId, dict[str, int]] = {}
        keys: dict[tuple[CallId, Line], str] = {}
        for hearer, sources in self._sources().items():
            here = self._line_of(hearer)
            if here is None:
                continue
            voices = hears[hearer] = {}
            for source in sources:
                there, key = self._line_of(source), ""
                if there is None:
                    continue
                if there is not here:
                    known = self._keys.get((source, here))
                    key = keys.setdefault((source, here), known or secrets.token_hex(_KEY_BYTES))
                    sends.setdefault(source, {})[key] = here.voice_port
                voices[source] = key
        self._keys = keys
        for call_id in self._hears.keys() | hears.keys():
            if (now := hears.get(call_id, {})) != self._hears.get(call_id, {}):
                self._order(call_id, messages.Hear(call_id, now))
        for call_id in self._sends.keys() | sends.keys():
            if (to := sends.get(call_id, {})) != self._sends.get(call_id, {}):
                self._order(call_id, messages.Send(call_id, to))
        self._hears, self._sends = hears, sends

    def _sources(self) -> dict[CallId, set[str]]:
        """Call → the voices that it hears."""
        heard = {hearer: set(voices) for hearer, voices in self._hearing.voices().items()}
        for listener, calls in self._hearing.prompts().items():
            heard.setdefault(listener, set()).update(call + PLAYED for call in calls)
        return heard

    def _order(self, call_id: CallId, order: messages.Command) -> None:
        line = self._line_of(call_id)
        if line is not None:
            line.process.send(order)
