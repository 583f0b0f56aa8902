"""(Re)make the tones of the line that come with the product: ``python -m tools.line_tones``.

425 Hz with the cadences of Russian exchanges. Each file is a whole number of them, so that it
begins again without a seam.
"""

import math
import wave
from array import array
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "resources" / "prompts"
_RATE, _HERTZ = 8000, 425
#: Peak, about -14 dB; and how long a tone swells and dies away, so that it does not click.
_PEAK, _RAMP_S = 6500, 0.01
#: Name → seconds of tone, seconds of silence, how often.
TONES = {
    "ringback": (1.0, 4.0, 1),
    "busy": (0.35, 0.35, 4),
    "congestion": (0.175, 0.175, 8),
}


def tone(on_s: float, off_s: float, times: int) -> "array[int]":
    """Samples of 16 bits."""
    sounding, silent = round(on_s * _RATE), round(off_s * _RATE)
    ramp = _RAMP_S * _RATE
    once = array("h")
    for n in range(sounding):
        loudness = min(1.0, n / ramp, (sounding - n) / ramp)
        once.append(round(_PEAK * loudness * math.sin(2 * math.pi * _HERTZ * n / _RATE)))
    once.extend([0] * silent)
    return once * times


def main() -> None:
    for name, cadence in TONES.items():
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(_RATE)
            file.writeframes(tone(*cadence).tobytes())


if __name__ == "__main__":
    main()
