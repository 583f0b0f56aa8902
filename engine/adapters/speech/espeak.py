"""Speech synthesis by espeak-ng, run as a program (its library is GPL and not thread-safe)."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from engine.audio import process
from engine.audio.normalise import save_whole
from engine.audio.wav import parse_header
from engine.errors import KnownError, Phrase
from engine.python_command import under_launcher

#: One phrase; what is longer is no phrase but a fault in the scheme or the list.
LONGEST_TEXT = 5000
_TIMEOUT_S = 30.0

#: Changing anything in the processing changes this, and so the key of every cached phrase.
_REVISION = 1

#: language → voice, words a minute, pitch, pause between words in 10 ms. espeak's 175 words a
#: minute is faster than Russian can be followed over a telephone; figures need the pauses most.
_VOICES = {"ru": ("ru", 145, 45, 1), "en": ("en-gb", 155, 45, 1)}


#: A voice with, perhaps, one of espeak-ng's variants behind it: "ru", "ru+f3", "en-us".
_VOICE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,12})*(?:\+[A-Za-z0-9_-]{1,24})?", re.ASCII)


def _installed() -> str:
    """The synthesiser that the Windows installer brings lies in a folder of its own."""
    if under_launcher():
        return str(Path(sys.executable).with_name("speech") / "espeak-ng.exe")
    return "espeak-ng"


class EspeakSpeech:
    """Implements ``engine.ports.speech.SpeechWithVoices``. At most ``parallel`` synthesisers run
    at once; further callers wait in their own threads. ``voices``: language → voice, where it is
    not the usual one."""

    def __init__(
        self,
        program: str = "",
        *,
        parallel: int = 2,
        voices: Mapping[str, str] | None = None,
    ) -> None:
        self._program = program or _installed()
        self._parallel = parallel
        self._slots = threading.BoundedSemaphore(parallel)
        self._own = dict(voices or {})
        self._voices: dict[str, tuple[str, int, int, int]] = {
            language: (self._own.get(language, voice), rate, pitch, gap)
            for language, (voice, rate, pitch, gap) in _VOICES.items()
        }

    @property
    def name(self) -> str:
        voices = ";".join(
            f"{language}={','.join(map(str, voice))}" for language, voice in self._voices.items()
        )
        return f"espeak-ng/{_REVISION}/{voices}"

    def synthesise(self, text: str, language: str, target: Path) -> None:
        """See the port. Text without anything to pronounce gives a tenth of a second of silence,
        so that a sequence of phrases goes on. The file appears whole or not at all."""
        voice = self._voices.get(language)
        if voice is None:
            raise KnownError(
                "There is no espeak-ng voice set up for the language {language!r}.",
                mend="Use one of: {known}.",
                language=language,
                known=", ".join(sorted(_VOICES)),
            )
        clean = _clean(text)
        if len(clean) > LONGEST_TEXT:
            raise KnownError(
                "A phrase of {length} characters is too long to be spoken: “{start}…”.",
                mend="Keep it under {limit}.",
                length=len(clean),
                start=clean[:40],
                limit=LONGEST_TEXT,
            )
        samples = process.trim_silence(self._speak(clean, voice)) if clean else None
        if samples is None or not len(samples):
            save_whole(target, bytes(1600))
        else:
            save_whole(target, process.to_bytes(process.even_loudness(samples)))

    def voices(self, language: str) -> tuple[str, ...]:
        """The usual voice, and the same in the variants that espeak-ng brings."""
        usual = _VOICES.get(language)
        if usual is None:
            return ()
        listing = self._run([self._program, "--voices=variant"], "").decode(errors="replace")
        # Pty Language Age/Gender VoiceName File …: the file is "!v/f3".
        files = (line.split() for line in listing.splitlines()[1:])
        names = sorted(words[4].removeprefix("!v/") for words in files if len(words) > 4)
        return (usual[0], *(f"{usual[0]}+{name}" for name in names))

    def with_voice(self, language: str, voice: str) -> EspeakSpeech:
        known = self.voices(language)
        # A variant that espeak-ng does not know is passed over by it without a word.
        if not _VOICE.fullmatch(voice) or (voice not in known and not self._has(language, voice)):
            raise KnownError(
                "espeak-ng has no voice {voice!r} for the language {language!r}.",
                mend="Use one of: {known}.",
                voice=voice,
                language=language,
                known=", ".join(known[:12]),
            )
        return EspeakSpeech(
            self._program, parallel=self._parallel, voices={**self._own, language: voice}
        )

    def _has(self, language: str, voice: str) -> bool:
        """A dialect such as en-us, perhaps with a variant."""
        base, _, variant = voice.partition("+")
        listing = self._run([self._program, f"--voices={language}"], "").decode(errors="replace")
        dialects = {words[1] for line in listing.splitlines()[1:] if len(words := line.split()) > 4}
        usual = _VOICES[language][0]
        known_variant = not variant or f"{usual}+{variant}" in self.voices(language)
        return base in dialects and known_variant

    def _speak(self, text: str, voice: tuple[str, int, int, int]) -> process.Samples:
        name, rate, pitch, gap = voice
        command = [self._program, "-v", name, "-s", str(rate), "-p", str(pitch), "-g", str(gap)]
        command += ["-a", "100", "-b", "1", "-z", "--stdin", "--stdout"]
        with self._slots:
            sound = self._run(command, text)
        kind = parse_header(sound, len(sound), "The output of espeak-ng")
        decoded = process.decode(sound[kind.offset : kind.offset + kind.size], kind)
        return process.shape_speech(process.to_telephone_rate(decoded, kind.rate))

    def _run(self, command: list[str], text: str) -> bytes:
        # A console program on Windows would flash a window at the telephonist.
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
        try:
            done = subprocess.run(
                command,
                input=text.encode(),
                capture_output=True,
                timeout=_TIMEOUT_S,
                creationflags=flags,
                check=False,
            )
        except FileNotFoundError as error:
            raise KnownError(
                "The speech synthesiser {program} is not installed.",
                mend="Install it (Debian: apt install espeak-ng) or record the prompts.",
                program=self._program,
            ) from error
        except OSError as error:
            raise KnownError(
                "The speech synthesiser {program} cannot be started: {reason}.",
                mend="Check the program and its permissions.",
                program=self._program,
                reason=error,
            ) from error
        except subprocess.TimeoutExpired as error:
            raise KnownError(
                "The speech synthesiser {program} did not finish in {seconds:g} s.",
                mend="Check the load of this machine.",
                program=self._program,
                seconds=_TIMEOUT_S,
            ) from error
        if done.returncode != 0 or len(done.stdout) <= 44:
            lines = done.stderr.decode(errors="replace").strip().splitlines() or [""]
            how = (
                Phrase("exit {code}", code=done.returncode)
                if done.returncode >= 0
                else Phrase("signal {code}", code=-done.returncode)
            )
            raise KnownError(
                "The speech synthesiser {program} failed ({how}): {reason}",
                mend="Try it by hand (espeak-ng -v ru проверка); reinstall espeak-ng-data.",
                program=self._program,
                how=how,
                reason=lines[-1] or Phrase("no message"),
            )
        return done.stdout


def _clean(text: str) -> str:
    """Only what is to be read: control characters out, one blank for each gap. ``[[`` would make
    espeak-ng take what follows, perhaps a cell of a contact list, for phonemes."""
    plain = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in text)
    plain = plain.replace("[[", "[ ").replace("]]", " ]")
    words = " ".join(plain.split())
    return words if any(c.isalnum() for c in words) else ""
