"""The detector that comes with the program: energy and cadence.

A person says a word or two and waits; a machine goes on speaking. So the greeting's length decides,
measured from its first sound to its last, and the silence after it. Tones say more: a beep after
words is voice mail, 2100 Hz a fax machine, a rising triple the network.
"""

from collections.abc import Sequence

from engine.audio.answer.tones import SHORTEST_FRAMES, Tone, ToneTracker
from engine.audio.voice_activity import FRAME_S, SILENT_DB, NoiseFloor, level_db
from engine.domain.answering_machine import AnsweredBy, DetectionLimits
from engine.ports.answer_detection import Finding

#: The reason of a machine found by its beep, which is over.
BEEP = "beep"
#: Speech stands so far above the noise of its line …
_ABOVE_NOISE_DB = 9.0
#: … but at this distance from the loudest heard so far all is speech, whatever the noise: who
#: speaks from the first moment on has shown no noise yet. What varies by less is noise alone.
_BELOW_LOUDEST_DB = 12.0
#: What is fainter is silence on the quietest line.
_FAINTEST_DB = -50.0
#: Sound of less than this is a click or a breath, and no greeting.
_SHORTEST_WORD_S = 0.12
#: Who says more than a word or two may also pause between sentences: each further second of the
#: greeting adds so much to the silence that ends it.
_A_WORD_OR_TWO_S = 1.0
_LONGER_PAUSE = 0.1
#: Speech falls that far between its syllables; music and noise hardly do.
_SPEECH_SPAN_DB = 13.0
#: Voice-mail beeps; below are the tones of exchanges (425 Hz).
_BEEP_HZ = (470.0, 2050.0)
_BEEP_S = (0.12, 1.6)
#: ITU-T T.30: a fax machine answers with 2100 Hz, one that calls sounds 1100 Hz for half a second.
_CED_HZ, _CED_S = (2080.0, 2120.0), 0.4
_CNG_HZ, _CNG_S = (1062.0, 1138.0), (0.42, 0.58)
#: ITU-T E.180: special information tones, each of about a third of a second, one right after the
#: other.
_SIT_HZ = ((900.0, 1000.0), (1340.0, 1460.0))
_SIT_S = (0.2, 0.42)


class CadenceDetector:
    """Fulfils ``engine.ports.answer_detection.AnswerDetector``."""

    def __init__(self, limits: DetectionLimits) -> None:
        self._limits = limits
        self._noise = NoiseFloor()
        self._loudest = SILENT_DB
        #: Of each frame; those of a tone are taken for silence.
        self._levels: list[float] = []
        self._tones = ToneTracker()
        self._sit_first = -100

    def feed(self, frame: Sequence[int]) -> Finding | None:
        level = level_db(frame)
        self._levels.append(level)
        tone = self._tones.feed(frame, level)
        if self._tones.frames >= SHORTEST_FRAMES:
            count = SHORTEST_FRAMES if self._tones.frames == SHORTEST_FRAMES else 1
            self._levels[-count:] = [SILENT_DB] * count
        # Only what is known to be no tone says something about noise and speech.
        known = self._levels[-SHORTEST_FRAMES - 2 : -SHORTEST_FRAMES + 1]
        if known:
            self._noise.feed(known[-1])
            self._loudest = max(self._loudest, sum(known) / len(known))
        if tone is not None and (found := self._by_tone(tone)) is not None:
            return found
        return self._by_cadence()

    @property
    def _threshold(self) -> float:
        """It moves as more is heard, and what was heard before is judged anew."""
        noise, loudest = self._noise.level, self._loudest
        above = noise + _ABOVE_NOISE_DB
        if loudest - noise >= _BELOW_LOUDEST_DB:
            above = min(above, loudest - _BELOW_LOUDEST_DB)
        return max(above, _FAINTEST_DB)

    # --- tones ----------------------------------------------------------------------------------

    def _by_tone(self, tone: Tone) -> Finding | None:
        seconds, spoken = tone.seconds, self._greeting()[0] >= 0
        if _within(tone.hertz, _CED_HZ) and seconds >= _CED_S:
            return Finding(AnsweredBy.FAX, "fax_tone")
        if not tone.over:
            return None
        now = len(self._levels)
        if _within(tone.hertz, _SIT_HZ[0]) and _within(seconds, _SIT_S):
            self._sit_first = now
        elif _within(tone.hertz, _SIT_HZ[1]) and now - self._sit_first <= _SIT_S[1] / FRAME_S + 3:
            return Finding(AnsweredBy.ANNOUNCEMENT, "information_tone")
        if not spoken and _within(tone.hertz, _CNG_HZ) and _within(seconds, _CNG_S):
            return Finding(AnsweredBy.FAX, "calling_tone")
        if spoken and _within(tone.hertz, _BEEP_HZ) and _within(seconds, _BEEP_S):
            return Finding(AnsweredBy.MACHINE, BEEP)
        return None

    # --- cadence --------------------------------------------------------------------------------

    def _by_cadence(self) -> Finding | None:
        limits, now_s = self._limits, len(self._levels) * FRAME_S
        first, last = self._greeting()
        if first < 0:
            if now_s >= limits.initial_silence_s and self._tones.frames < 2:  # perhaps a fax
                return Finding(AnsweredBy.PERSON, "silence", sure=False)
            return None
        length_s = (last - first + 1) * FRAME_S
        quiet_s = (len(self._levels) - 1 - last) * FRAME_S
        if quiet_s >= self._pause_s(length_s) and self._tones.frames < 2:  # perhaps it is the beep
            return Finding(AnsweredBy.PERSON, "short_greeting")
        if length_s >= limits.greeting_s and self._sounds_like_speech(first, last):
            return Finding(AnsweredBy.MACHINE, "long_greeting")
        if now_s >= limits.longest_s:
            return Finding(AnsweredBy.PERSON, "undecided", sure=False)
        return None

    def _pause_s(self, greeting_s: float) -> float:
        """Machines speak in sentences: after so long a greeting a pause of so long is its end."""
        return self._limits.silence_s + _LONGER_PAUSE * max(0.0, greeting_s - _A_WORD_OR_TWO_S)

    def _greeting(self) -> tuple[int, int]:
        """The first and the last frame of what was said; (-1, -1): nothing yet."""
        first = last = -1
        run, needed = 0, _SHORTEST_WORD_S / FRAME_S
        longest_gap = self._limits.silence_s / FRAME_S / 3
        start = gap = 0
        threshold = self._threshold
        for index, level in enumerate(self._levels):
            if level > threshold:
                if not run or gap > longest_gap:
                    start, run = index, 0
                run, gap = run + 1, 0
                if run >= needed:
                    first = start if first < 0 else first
                    last = index
            else:
                gap += 1
        return first, last

    def _sounds_like_speech(self, first: int, last: int) -> bool:
        levels = sorted(self._levels[first : last + 1])
        count = len(levels)
        return levels[count * 9 // 10] - levels[count // 10] >= _SPEECH_SPAN_DB


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]
