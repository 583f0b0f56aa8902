"""What is in the memory is heard, from any place in it on."""

from PySide6.QtCore import QObject, Signal

from editor.prompts.samples import Samples
from rino_desktop.ui.loudspeaker import Loudspeaker
from rino_desktop.ui.sound_forms import RATE


class SamplePlayer(QObject):
    """Plays one sound at a time."""

    #: Where it is, in seconds of the sound.
    position_changed = Signal(float)
    #: It has begun, or is over.
    playing_changed = Signal(bool)
    #: Whether there is a device to be heard on.
    available_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._start_s = 0.0
        self._loudspeaker = Loudspeaker(parent=self)
        self._loudspeaker.playing_changed.connect(self.playing_changed)
        self._loudspeaker.available_changed.connect(self.available_changed)
        self._loudspeaker.position_changed.connect(
            lambda at: self.position_changed.emit(self._start_s + at)
        )

    def look_for_devices(self) -> None:
        """Once: loading Qt's sound takes a moment, so it is for whoever is going to hear it."""
        self._loudspeaker.look_for_devices()

    @property
    def available(self) -> bool:
        return self._loudspeaker.available

    @property
    def playing(self) -> bool:
        return self._loudspeaker.playing

    def play(self, samples: Samples, start_s: float = 0.0, end_s: float | None = None) -> bool:
        """False: there is nothing to be heard, or no device to hear it on."""
        self.stop()
        length = len(samples) / RATE
        self._start_s = min(max(start_s, 0.0), length)
        end = length if end_s is None else min(end_s, length)
        part = samples[round(self._start_s * RATE) : round(end * RATE)]
        return self._loudspeaker.play(part.astype("<i2").tobytes())

    def stop(self) -> None:
        self._loudspeaker.stop()
