"""The workstation's telephone."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.ports.softphone import Softphone


def softphone(sound: "tuple[int, str] | None" = None) -> "Softphone":
    """``sound``: where the headset's end of the sound is (``rmt.headset.Headset.sound``); None: a
    telephone without a headset."""
    from engine.adapters.pjsip.softphone.adapter import PjsipSoftphone

    return PjsipSoftphone(sound)
