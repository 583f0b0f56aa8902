"""The recording of a call: the far end on the left, we and a conference's others on the right."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pjsua2 as pj

from engine.adapters.pjsip.media import Recording
from engine.audio.recorded import merged
from engine.ports import softphone

if TYPE_CHECKING:
    from engine.adapters.pjsip.softphone.call import PhoneCall


class CallRecord:
    def __init__(self, call: "PhoneCall") -> None:
        self._call = call
        self.recording: Recording | None = None
        self.paused = False

    def begin(self, path: Path) -> None:
        phone = self._call.phone
        if self.recording is not None or self._call.over:
            return
        try:
            self.recording = Recording(path, phone.silence())
        except (pj.Error, OSError) as error:
            reason = getattr(error, "reason", str(error))
            phone.report(softphone.Recorded(self._call.call_id, str(path), f"{path}: {reason}"))
            return
        self.paused = False
        phone.rewire()

    def pause(self, on: bool) -> None:
        self.paused = on
        self._call.phone.rewire()

    def stop(self) -> None:
        self.close(lambda: None)

    def close(self, then: Callable[[], None]) -> None:
        """``then`` comes when the file is complete, or at once when there is none."""
        phone, recording = self._call.phone, self.recording
        self.recording = None
        if recording is None:
            then()
            return
        recording.close()
        path = recording.path

        def done(error: str) -> None:
            phone.report(softphone.Recorded(self._call.call_id, str(path), error))
            then()

        phone.completion.begin(lambda: merged(path), done)
