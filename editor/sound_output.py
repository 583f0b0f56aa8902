"""Whether there is a device to be heard on, as devices come and go."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from editor.sound_forms import media_devices, output_form

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice


class SoundOutput(QObject):
    """What plays something stands on this; ``stop`` is its own."""

    available_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._devices: Any = None
        self._available = False

    def look_for_devices(self) -> None:
        """Once: loading Qt's sound takes a moment, so it is for whoever is going to hear it."""
        if self._devices is None:
            self._devices = media_devices(self)
            if self._devices is not None:
                self._devices.audioOutputsChanged.connect(self._on_devices)
            self._on_devices()

    @property
    def available(self) -> bool:
        return self._available

    def stop(self) -> None:
        raise NotImplementedError

    def _on_devices(self) -> None:
        available = self._devices is not None and output_form(default_output()) is not None
        if available != self._available:
            self._available = available
            if not available:
                self.stop()
            self.available_changed.emit(available)


def default_output() -> "QAudioDevice":
    from PySide6.QtMultimedia import QMediaDevices

    return QMediaDevices.defaultAudioOutput()
