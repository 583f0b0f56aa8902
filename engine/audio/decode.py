"""Sound files of any common format → blocks of mono samples.

WAV is read by ourselves (see ``wav``: the forgiving way); MP3, OGG (Vorbis, Opus), FLAC, AIFF and
the rarer kinds of WAV by libsndfile (soundfile). What a file is, is told by its contents; its name
only helps to say what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from engine.audio import process
from engine.audio.wav import WavFormat, wav_format
from engine.errors import KnownError, Phrase

if TYPE_CHECKING:
    from engine.audio.process import Samples

#: A prompt that is larger is a mistake (half an hour of the best WAV has 700 MB).
LARGEST_BYTES = 1 << 30
_BLOCK_FRAMES = 1 << 16
#: A header that was never completed says one of these.
_STREAMED = 0x7FFF_0000
#: So much may be missing: encoders round to whole blocks, and some tools count the header in.
_ROUNDED_S, _MISCOUNTED_S = 0.15, 0.01

#: What files begin with that are taken for sound by mistake, and what they are.
_OTHERS: tuple[tuple[int, bytes, Phrase], ...] = (
    (4, b"ftyp", Phrase("MP4 or M4A (AAC)")),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Phrase("Windows Media (WMA)")),
    (0, b"#!AMR", Phrase("an AMR file")),
    (0, b"\x1a\x45\xdf\xa3", Phrase("Matroska or WebM")),
    (0, b"MThd", Phrase("MIDI, which is notes and no sound")),
    (0, b"%PDF", Phrase("a PDF document")),
    (0, b"PK\x03\x04", Phrase("a ZIP archive or an office document")),
    (0, b"Rar!", Phrase("a RAR archive")),
    (0, b"\x1f\x8b", Phrase("a GZIP archive")),
    (0, b"\x89PNG", Phrase("a picture")),
    (0, b"\xff\xd8\xff", Phrase("a picture")),
    (0, b"GIF8", Phrase("a picture")),
    (0, b"MZ", Phrase("a program")),
    (0, b"\x7fELF", Phrase("a program")),
)
_NAMES = {".wav": "WAV", ".wave": "WAV", ".mp3": "MP3", ".flac": "FLAC", ".ogg": "OGG",
          ".oga": "OGG", ".opus": "OGG", ".aif": "AIFF", ".aiff": "AIFF", ".au": "AU"}  # fmt: skip
#: Names of files that are looked for in a folder.
EXTENSIONS = frozenset(_NAMES)
_KINDS = {"WAVEX": "WAV", "RF64": "WAV", "W64": "WAV", "MPEG": "MP3"}


@dataclass(slots=True)
class Sound:
    """``blocks``: mono samples, about -1…1. When they have been read, ``read`` is how many there
    were; ``declared``: how many the file says it has, 0 when it does not."""

    file: Path
    kind: str
    rate: int
    declared: int
    blocks: Iterator[Samples]
    #: Read by ourselves, by the size of its sound alone: other tools write odd sizes elsewhere.
    plain: bool = False
    read: int = 0

    @property
    def missing_s(self) -> float:
        """How much of a truncated file is not there."""
        missing = (self.declared - self.read) / self.rate
        allowed = _MISCOUNTED_S if self.plain else _ROUNDED_S
        return missing if self.declared and missing > allowed else 0.0

    @property
    def misnamed(self) -> bool:
        """The name says it is of another kind."""
        named = _NAMES.get(self.file.suffix.lower())
        return named is not None and named != self.kind


@contextmanager
def opened(file: Path) -> Iterator[Sound]:
    """KnownError, here or while its blocks are read: the file is not usable, and why."""
    head = _head(file)
    try:
        kind = wav_format(file) if head[:4] == b"RIFF" else None
        trouble = None
    except KnownError as error:
        kind, trouble = None, error  # of the rarer kinds, or broken: libsndfile will see
    if kind is not None:
        with file.open("rb") as stream:
            yield _wav(file, stream, kind)
        return
    import soundfile  # type: ignore[import-untyped]

    try:
        decoder = soundfile.SoundFile(str(file))
    except (soundfile.SoundFileError, RuntimeError, TypeError, OSError) as error:
        raise trouble or _unreadable(file, head) from error
    with decoder:
        yield _decoded(file, decoder)


def _head(file: Path) -> bytes:
    try:
        if file.is_dir():
            raise KnownError("{file} is a folder, not a sound file.", file=file)
        size = file.stat().st_size
        if size == 0:
            raise KnownError("{file} is empty.", mend="Record or copy it again.", file=file)
        if size > LARGEST_BYTES:
            raise KnownError(
                "{file} is larger than {limit} MB.", mend="Cut it.",
                file=file, limit=LARGEST_BYTES >> 20,
            )  # fmt: skip
        with file.open("rb") as stream:
            return stream.read(512)
    except OSError as error:
        raise KnownError("{path} cannot be read: {reason}.", path=file, reason=error) from error


def _wav(file: Path, stream: BinaryIO, kind: WavFormat) -> Sound:
    unfinished = kind.declared >= _STREAMED or kind.declared == 0
    declared = 0 if unfinished else kind.declared // kind.frame_bytes
    sound = Sound(file, "WAV", kind.rate, declared, iter(()), plain=True)

    def blocks() -> Iterator[Samples]:
        stream.seek(kind.offset)
        left = kind.size
        while left > 0:
            data = stream.read(min(left, _BLOCK_FRAMES * kind.frame_bytes))
            data = data[: len(data) - len(data) % kind.frame_bytes]
            if not data:
                return
            left -= len(data)
            sound.read += len(data) // kind.frame_bytes
            yield process.decode(data, kind)

    sound.blocks = blocks()
    return sound


def _decoded(file: Path, decoder: Any) -> Sound:
    kind = _KINDS.get(decoder.format, decoder.format)
    if not 4000 <= decoder.samplerate <= 384_000 or not 1 <= decoder.channels <= 64:
        raise damaged(
            file,
            Phrase("{channels} channels at {rate} Hz",
                   channels=decoder.channels, rate=decoder.samplerate),
        )  # fmt: skip
    frames = max(int(decoder.frames), 0)
    sound = Sound(file, kind, decoder.samplerate, frames if frames < 1 << 40 else 0, iter(()))

    def blocks() -> Iterator[Samples]:
        while True:
            try:
                block = decoder.read(_BLOCK_FRAMES, dtype="float64", always_2d=True)
            except RuntimeError as error:  # soundfile's own errors are such
                raise damaged(file, Phrase("its sound cannot be decoded")) from error
            if not len(block):
                break
            sound.read += len(block)
            yield process.mixed_down(block)

    sound.blocks = blocks()
    return sound


def _unreadable(file: Path, head: bytes) -> KnownError:
    for offset, mark, what in _OTHERS:
        if head[offset : offset + len(mark)] == mark:
            return KnownError(
                "{file} is {kind}; that is not read.",
                mend="Save it as WAV, MP3, OGG or FLAC.", file=file, kind=what,
            )  # fmt: skip
    if _is_text(head):
        return KnownError(
            "{file} is text, not sound.", mend="Save it as WAV, MP3, OGG or FLAC.", file=file
        )
    if named := _NAMES.get(file.suffix.lower()):
        return KnownError(
            "{file} is no {kind} file, or its beginning is missing.",
            mend="Record or copy it again.", file=file, kind=named,
        )  # fmt: skip
    return KnownError(
        "{file} is not a sound file of a kind that is read.",
        mend="Save it as WAV, MP3, OGG or FLAC.", file=file,
    )  # fmt: skip


def _is_text(head: bytes) -> bool:
    try:
        text = head[:-4].decode("utf-8") if len(head) == 512 else head.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return all(char.isprintable() or char in "\r\n\t\ufeff" for char in text)


def damaged(file: Path, why: Phrase) -> KnownError:
    return KnownError(
        "{file} is damaged: {why}.", mend="Record or copy it again.", file=file, why=why
    )
