"""Who hears whom in one worker, voices from and to other workers included."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.far_voices import FarVoices
from engine.adapters.pjsip.media import join, part
from engine.adapters.pjsip.messages import PLAYED

if TYPE_CHECKING:
    from engine.adapters.pjsip.call_sound import CallSound


class Exchange:
    """``sound_of``: the sound of one of this worker's calls; None when it is none, or no more."""

    def __init__(self, sound_of: Callable[[str], "CallSound | None"], rate: int) -> None:
        self._sound_of = sound_of
        self._far = FarVoices(rate)
        #: Call → the calls that it hears, each with its key ("": one of ours).
        self._hears: dict[str, dict[str, str]] = {}

    @property
    def port(self) -> int:
        """Where voices from other workers are taken, on loopback."""
        return self._far.port

    def hear(self, order: messages.Hear) -> None:
        wanted = dict(order.voices)
        sound = self._sound_of(order.call_id)
        if sound is None:
            return
        before = self._hears.pop(order.call_id, {})
        for source, key in before.items():
            if wanted.get(source) != key:
                sound.unhear(self._voice(source, key))
        if wanted:
            self._hears[order.call_id] = wanted
        self._keep_keys()
        self.wire(order.call_id)

    def send(self, order: messages.Send) -> None:
        out = self._far.send(order.call_id, order.links)
        voice = self._own(order.call_id)
        if order.links and self._sound_of(order.call_id.removesuffix(PLAYED)) is not None:
            join(voice, out)
        else:
            part(voice, out)
            self._far.stop_sending(order.call_id)

    def wire(self, call_id: str) -> None:
        """(Re-)join all that concerns this call: it has been answered, or has a new port."""
        sound = self._sound_of(call_id)
        if sound is None:
            return
        for source, key in self._hears.get(call_id, {}).items():
            sound.hear(self._voice(source, key))
        voice = sound.voice()
        join(voice, self._far.sink_of(call_id))
        for other in self._who_hears(call_id):
            other.hear(voice)
        self.wire_played(call_id)

    def wire_played(self, call_id: str) -> None:
        """Join what is played to the call now with those who listen to it."""
        sound = self._sound_of(call_id)
        if sound is None or sound.playback is None:
            return
        join(sound.playback, self._far.sink_of(call_id + PLAYED))
        for other in self._who_hears(call_id + PLAYED):
            other.hear(sound.playback)

    def unwire_played(self, call_id: str, playback: Any) -> None:
        """It is over. That the call is, too, may be known already."""
        part(playback, self._far.sink_of(call_id + PLAYED))
        for other in self._who_hears(call_id + PLAYED):
            other.unhear(playback)

    def _who_hears(self, voice: str) -> "list[CallSound]":
        hearers = [hearer for hearer, voices in self._hears.items() if voice in voices]
        return [sound for hearer in hearers if (sound := self._sound_of(hearer)) is not None]

    def close(self, call_id: str, port: Any) -> None:
        """The call is over; ``port`` is its own on the bridge, which may still be there."""
        for source, key in self._hears.pop(call_id, {}).items():
            part(self._voice(source, key), port)
        for other in self._who_hears(call_id):
            other.unhear(port)
        part(port, self._far.sink_of(call_id))
        self._far.stop_sending(call_id)
        self._far.stop_sending(call_id + PLAYED)
        self._keep_keys()

    def shut(self) -> None:
        self._far.close()

    def _voice(self, source: str, key: str) -> Any:
        return self._far.source_of(key) if key else self._own(source)

    def _own(self, source: str) -> Any:
        """A voice of this worker's, or what it plays; None: there is none (now)."""
        sound = self._sound_of(source.removesuffix(PLAYED))
        if sound is None:
            return None
        return sound.playback if source.endswith(PLAYED) else sound.voice()

    def _keep_keys(self) -> None:
        self._far.keep({key for sources in self._hears.values() for key in sources.values() if key})
