"""Which loudspeakers and microphones there are, and which one is used for what.

For each use somebody may wish a device; those he wished before are what is fallen back on, and in
the end the one of the system. Devices are known by their ids, which stay the same when they are
plugged in again. What is wished is kept on this computer, for each user by himself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal
from shiboken6 import isValid

from rino_desktop.ui import state
from rino_desktop.ui.pulse_watch import PulseWatch
from rino_desktop.ui.sound_forms import input_form, media_devices, output_form

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice

#: So many are remembered for each use.
_MOST = 8
_shared: "AudioDevices | None" = None


class Use(StrEnum):
    #: What is listened to: prompts, and later the subscriber.
    SPEECH = "speech"
    #: That somebody calls. Never carries speech.
    RING = "ring"
    MICROPHONE = "microphone"


@dataclass(frozen=True, slots=True)
class Device:
    id: str
    name: str


class AudioDevices(QObject):
    """One for the application: see ``audio_devices``. Loading Qt's sound takes a moment, so that is
    done by ``look``, for whoever is going to hear or say something."""

    outputs_changed = Signal()
    inputs_changed = Signal()
    #: A Use: another device is used for it from now on, or none.
    device_changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._user = ""
        self._devices: Any = None
        self._looked = False
        self._now: dict[Use, Device | None] = dict.fromkeys(Use)
        #: Those that could not be opened, until something comes or goes.
        self._dead: set[str] = set()
        #: Those that the sound server had once and has no longer, though Qt lists them still.
        self._pulled_out: frozenset[str] = frozenset()
        self._seen: frozenset[str] = frozenset()

    def look(self) -> bool:
        """Once; False: this Qt has no sound."""
        if not self._looked:
            self._looked = True
            self._devices = media_devices(self)
            if self._devices is not None:
                self._devices.audioOutputsChanged.connect(self._on_outputs)
                self._devices.audioInputsChanged.connect(self._on_inputs)
                self._watch = PulseWatch(self)
                self._watch.told.connect(self._on_told)
                self._now = {use: self.device(use) for use in Use}
        return self._devices is not None

    def be_for(self, user: str) -> None:
        """Whoever sits here now has wishes of his own."""
        if user != self._user:
            self._user = user
            self._dead.clear()
            self._tell(Use)

    # --- what there is ------------------------------------------------------------------------

    def outputs(self) -> list[Device]:
        """The one of the system first; also [] before ``look``."""
        return [_told(device) for device in self._found(Use.SPEECH)]

    def inputs(self) -> list[Device]:
        return [_told(device) for device in self._found(Use.MICROPHONE)]

    def all_for(self, use: Use) -> list[Device]:
        return [_told(device) for device in self._found(use)]

    def device(self, use: Use) -> Device | None:
        """What is used now; None: there is none."""
        device = self.qt_device(use)
        return None if device is None else _told(device)

    def qt_device(self, use: Use) -> "QAudioDevice | None":
        """For Qt's sinks and sources."""
        found = {_told(device).id: device for device in self._found(use)}
        for wished in self.wished(use):
            if wished.id in found:
                return found[wished.id]
        return next(iter(found.values()), None)

    def cannot_open(self, use: Use, device_id: str) -> None:
        """It is in the list, but not there any more: the next one takes its place."""
        self._dead.add(device_id)
        changed = self.inputs_changed if use is Use.MICROPHONE else self.outputs_changed
        changed.emit()
        self._tell(Use)

    # --- what is wished -----------------------------------------------------------------------

    def wished(self, use: Use) -> tuple[Device, ...]:
        """The one wished for, then those to fall back on; also those that are not plugged in.
        Empty: as the system has it."""
        kept = state.value(self._key(use), [])
        if not isinstance(kept, list):
            return ()
        return tuple(
            Device(str(one[0]), str(one[1]))
            for one in kept
            if isinstance(one, list) and len(one) == 2
        )

    def wish(self, use: Use, device: Device | None) -> None:
        """None: as the system has it."""
        before = [each for each in self.wished(use) if device and each.id != device.id]
        wished = [] if device is None else [device, *before][:_MOST]
        state.set_value(self._key(use), [[each.id, each.name] for each in wished])
        self._dead.clear()  # who chooses it anew has mended it
        self._tell([use])

    # --- inside -------------------------------------------------------------------------------

    def _found(self, use: Use) -> "list[QAudioDevice]":
        if self._devices is None:
            return []
        from PySide6.QtMultimedia import QMediaDevices

        form: Callable[[QAudioDevice], object]
        if use is Use.MICROPHONE:
            usual, found, form = (
                QMediaDevices.defaultAudioInput(), QMediaDevices.audioInputs(), input_form
            )  # fmt: skip
        else:
            usual, found, form = (
                QMediaDevices.defaultAudioOutput(), QMediaDevices.audioOutputs(), output_form
            )  # fmt: skip
        able = [
            device
            for device in found
            if not self._is_gone(_told(device).id) and form(device) is not None
        ]
        return sorted(able, key=lambda one: (one.id() != usual.id(), one.description().casefold()))

    def _key(self, use: Use) -> str:
        return f"audio/{self._user.casefold()}/{use}"

    def _is_gone(self, device_id: str) -> bool:
        return device_id in self._dead or device_id in self._pulled_out

    def _on_told(self, names: frozenset[str] | None) -> None:
        before = self._pulled_out
        if names is None:  # what is plugged in again would be missing for ever
            self._pulled_out = self._seen = frozenset()
        else:
            self._seen |= names
            self._pulled_out = self._seen - names
        if self._pulled_out != before:
            self._on_outputs()
            self._on_inputs()

    def _on_outputs(self) -> None:
        self._dead.clear()
        self.outputs_changed.emit()
        self._tell((Use.SPEECH, Use.RING))

    def _on_inputs(self) -> None:
        self._dead.clear()
        self.inputs_changed.emit()
        self._tell((Use.MICROPHONE,))

    def _tell(self, uses: Iterable[Use]) -> None:
        for use in uses:
            now = self.device(use)
            if now != self._now[use]:
                self._now[use] = now
                self.device_changed.emit(use.value)


def audio_devices() -> AudioDevices:
    """The application's, which ends with it."""
    global _shared
    if _shared is None or not isValid(_shared):
        _shared = AudioDevices(QCoreApplication.instance())
    return _shared


def _told(device: "QAudioDevice") -> Device:
    return Device(bytes(device.id().data()).decode(errors="replace"), device.description())
