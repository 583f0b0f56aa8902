"""Who hears whom: worked out anew whenever something changes, for all pairs at once."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from engine.adapters.pjsip.media import join, part

if TYPE_CHECKING:
    from engine.adapters.pjsip.softphone.call import PhoneCall


class Wiring:
    """``headset`` and ``silence`` are sources on the bridge (the headset is a sink as well)."""

    def __init__(self, headset: Any, silence: Any) -> None:
        self._headset = headset
        self._silence = silence

    def lay(self, calls: Collection["PhoneCall"], *, conference: Collection["PhoneCall"],
            with_us: bool, muted: bool) -> None:  # fmt: skip
        ports = {call: call.port() for call in calls}
        for call, port in ports.items():
            if port is None:
                continue
            here = with_us or call not in conference
            said = call.talking and here and not muted
            _set((call.talking and here) or call.early, port, self._headset)
            _set(said, self._headset, port)
            # A call that nobody talks into still sends sound: the far end must not think us dead.
            join(self._silence, port)
            heard = []
            for other, far in ports.items():
                if other is not call and far is not None:
                    both = call in conference and other in conference
                    _set(both and call.talking and other.talking, far, port)
                    if both and call.talking and other.talking:
                        heard.append(far)
            ours = [*([self._headset] if said else []), *heard]
            every = [self._headset, *(far for far in ports.values() if far is not None)]
            self._record(call, port, ours, every)

    @staticmethod
    def _record(call: "PhoneCall", port: Any, ours: list[Any], every: list[Any]) -> None:
        recording = call.record.recording
        if recording is None:
            return
        records = call.talking and not call.record.paused
        _set(records, port, recording.left)
        for source in every:
            _set(records and source in ours, source, recording.right)


def _set(joined: bool, source: Any, sink: Any) -> None:
    if joined:
        join(source, sink)
    else:
        part(source, sink)
