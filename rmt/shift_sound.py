"""Everything that is heard and said at the workstation, for a shift: headset and ring."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from rino_desktop.ui.audio_devices import Device, Use, audio_devices
from rmt.headset import Headset
from rmt.ringer import Ringer


class Sound(Protocol):
    """What a shift needs of it; tests bring one without devices."""

    @property
    def link(self) -> tuple[int, str] | None: ...
    @property
    def ready(self) -> bool: ...
    def open(self) -> None: ...
    def close(self) -> None: ...
    def mute(self, on: bool) -> None: ...
    def tone(self, kind: str) -> None: ...
    def ring(self, on: bool) -> None: ...
    def missing(self) -> list[Use]: ...
    def instead(self) -> dict[Use, tuple[str, str]]: ...


class ShiftSound(QObject):
    """``changed``: devices have come or gone. ``level``: dBFS of the microphone. ``muted_speech``:
    somebody speaks into a muted microphone."""

    changed = Signal()
    level = Signal(float)
    muted_speech = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headset = Headset(self)
        self._ringer = Ringer(self)
        self._works = False
        self._headset.device_changed.connect(lambda _use, _device: self.changed.emit())
        self._headset.levels_changed.connect(lambda near, _far: self.level.emit(near))
        self._headset.muted_speech.connect(self.muted_speech)

    @property
    def link(self) -> tuple[int, str] | None:
        return self._headset.sound

    @property
    def ready(self) -> bool:
        return self._works and not self.missing()

    def open(self) -> None:
        self._works = self._headset.open()
        self._ringer.get_ready()
        self.changed.emit()

    def close(self) -> None:
        self._ringer.ring(False)
        self._headset.close()

    def mute(self, on: bool) -> None:
        self._headset.mute(on)

    def tone(self, kind: str) -> None:
        self._headset.tone(kind)

    def ring(self, on: bool) -> None:
        self._ringer.ring(on)

    def missing(self) -> list[Use]:
        """Of what a talk needs."""
        return [use for use in (Use.SPEECH, Use.MICROPHONE) if self._headset.device(use) is None]

    def instead(self) -> dict[Use, tuple[str, str]]:
        """Use → the name of the device that was wished first, and of that which serves now."""
        devices, found = audio_devices(), {}
        for use in (Use.SPEECH, Use.MICROPHONE):
            wished: tuple[Device, ...] = tuple(devices.wished(use))
            now = self._headset.device(use)
            if wished and now is not None and wished[0].id != now.id:
                found[use] = (wished[0].name, now.name)
        return found
