"""What is wrong with a voice pack: files that are missing, damaged, silent or clipped, and words
that nobody says."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from engine.audio import process
from engine.audio.wav import PCM, RATE, wav_format
from engine.errors import KnownError, Phrase
from engine.ivr.spoken.fragments import words_of
from engine.ivr.spoken.inventory import complete, essential
from engine.service.voice_pack import MANIFEST, Fragment, VoicePack

_LONGEST_S, _SHORTEST_S = 6.0, 0.05
#: Silence at an end of a fragment that would be heard as a hole.
_HOLE_S = 0.15
_FULL_SCALE = 0.999
#: So many full samples, and so large a share of them, are no accident.
_CLIPPED, _CLIPPED_SHARE = 8, 0.002
_SILENT_PEAK = 0.02
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class PackProblem:
    """``file``: relative to the pack, "" when it is about none. With an error values are not
    played as they should be; a warning can be lived with."""

    file: str
    fragment: str
    text: KnownError
    is_error: bool


def check_pack(pack: VoicePack) -> list[PackProblem]:
    """Everything, errors first. Reads all recordings."""
    found = [problem for one in pack.fragments.values() for problem in _check(one, pack)]
    found += _missing(pack)
    found += _unknown(pack)
    found += _left_over(pack)
    return sorted(found, key=lambda problem: not problem.is_error)


def _check(fragment: Fragment, pack: VoicePack) -> Iterator[PackProblem]:
    path = pack.path(fragment)
    if not path.is_file():
        yield _about(fragment, pack, Phrase("the file is missing. Record it."))
        return
    try:
        kind = wav_format(path)
        content = path.read_bytes()
        samples = process.decode(content[kind.offset : kind.offset + kind.size], kind)
    except KnownError as error:
        yield PackProblem(fragment.file, fragment.words, error, True)
        return
    except (OSError, ValueError) as error:
        problem = KnownError("{path} cannot be read: {reason}.", path=path, reason=error)
        yield PackProblem(fragment.file, fragment.words, problem, True)
        return
    if kind.size < kind.declared < 1 << 31:
        yield _about(fragment, pack, Phrase("the file is cut short. Copy it again."))
    if kind.seconds < _SHORTEST_S:
        yield _about(fragment, pack, Phrase("there is no sound in it. Record it again."))
    elif kind.seconds > _LONGEST_S:
        what = Phrase("{seconds:.1f} s are too long for a word. Cut it.", seconds=kind.seconds)
        yield _about(fragment, pack, what)
    else:
        if (kind.rate, kind.channels, kind.bits, kind.tag) != (RATE, 1, 16, PCM):
            what = Phrase(
                "{rate} Hz, {channels} channels: it is converted when it is played."
                " Save it as 8000 Hz, mono, 16 bit.",
                rate=kind.rate,
                channels=kind.channels,
            )
            yield _about(fragment, pack, what, is_error=False)
        yield from _heard(fragment, pack, process.to_telephone_rate(samples, kind.rate))


def _heard(fragment: Fragment, pack: VoicePack, samples: process.Samples) -> Iterator[PackProblem]:
    size = abs(samples)
    if float(size.max(initial=0.0)) < _SILENT_PEAK:
        yield _about(fragment, pack, Phrase("it is silent. Record it again."))
        return
    full = int((size >= _FULL_SCALE).sum())
    if full >= max(_CLIPPED, _CLIPPED_SHARE * len(samples)):
        yield _about(fragment, pack, Phrase("it is clipped. Record it again, less loud."))
    spare = (len(samples) - len(process.trim_silence(samples, 0.0, 0.0))) / RATE
    if spare > _HOLE_S:
        what = Phrase(
            "{seconds:.2f} s of silence around the word make a hole in speech. Cut it.",
            seconds=spare,
        )
        yield _about(fragment, pack, what, is_error=False)


def _about(
    fragment: Fragment, pack: VoicePack, what: Phrase, *, is_error: bool = True
) -> PackProblem:
    error = KnownError(
        "{file} (“{fragment}”): {what}",
        file=pack.path(fragment),
        fragment=fragment.words,
        what=what,
    )
    return PackProblem(fragment.file, fragment.words, error, is_error)


def _missing(pack: VoicePack) -> Iterator[PackProblem]:
    needed = essential(pack.language)
    rest: list[str] = []
    for key, words in complete(pack.language).items():
        if key in pack.fragments:
            continue
        if key not in needed:
            rest.append(words)
            continue
        error = KnownError(
            "{manifest}: the fragment “{fragment}” is missing.",
            mend="Record it; until then values with it are synthesised.",
            manifest=pack.folder / MANIFEST,
            fragment=words,
        )
        yield PackProblem("", words, error, True)
    if rest:
        error = KnownError(
            "{manifest}: {count} fragments of rarer forms are missing ({some} …).",
            mend="Values with them are synthesised.",
            manifest=pack.folder / MANIFEST,
            count=len(rest),
            some=", ".join(rest[:_SHOWN]),
        )
        yield PackProblem("", "", error, False)


def _unknown(pack: VoicePack) -> Iterator[PackProblem]:
    every = complete(pack.language)
    known = _single_words(pack.language)
    for key, fragment in pack.fragments.items():
        if key in every or all(word in known for word in words_of(key)):
            continue
        never = any(c.isdigit() for c in key)
        near = difflib.get_close_matches(key, list(every), 1, 0.75)
        if never:
            hint = Phrase("figures are never spoken, only words")
        elif near:
            hint = Phrase("did you mean “{near}”?", near=every[near[0]])
        else:
            hint = Phrase("it serves only nouns that schemes count")
        error = KnownError(
            "{manifest}: no value is spoken with “{fragment}”: {hint}",
            manifest=pack.folder / MANIFEST,
            fragment=fragment.words,
            hint=hint,
        )
        yield PackProblem(fragment.file, fragment.words, error, never)


@cache
def _single_words(language: str) -> frozenset[str]:
    return frozenset(word for key in complete(language) for word in words_of(key))


def _left_over(pack: VoicePack) -> Iterator[PackProblem]:
    named = {pack.path(fragment) for fragment in pack.fragments.values()}
    for path in sorted(pack.folder.rglob("*.wav")):
        if path not in named:
            file = str(path.relative_to(pack.folder))
            error = KnownError(
                "{file} is not named in the manifest.",
                mend="Remove it, or add the words it holds.",
                file=path,
            )
            yield PackProblem(file, "", error, False)
