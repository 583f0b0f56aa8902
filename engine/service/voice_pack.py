"""A voice pack: a folder of recorded words with a manifest, ``pack.json``::

    {"format": "rino-voice-pack", "version": 1, "name": "olga", "language": "ru",
     "voice": "Ольга", "pause_s": 0.2,
     "fragments": {"двадцать": {"file": "0014.wav", "text": "двадцать"}, …}}

A fragment's key is the words it stands for, ``text`` what is said in the file (only to be read by
people; may be left out, and the file's name may stand instead of the object).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from engine.errors import KnownError, Phrase
from engine.ivr.spoken.fragments import key_of, longest
from engine.ivr.spoken.inventory import LANGUAGES

MANIFEST = "pack.json"
FORMAT = "rino-voice-pack"
VERSION = 1
_LARGEST = 8 << 20
_KEYS = ("format", "version", "name", "language", "voice", "pause_s", "fragments")
_FRAGMENT_KEYS = ("file", "text")
_DEVICES = frozenset({"con", "prn", "aux", "nul"})


@dataclass(frozen=True, slots=True)
class Fragment:
    """``words`` as the manifest has them; ``file`` relative to the pack's folder."""

    words: str
    file: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class VoicePack:
    """``fragments``: by ``key_of`` their words. ``pause_s``: between groups of a number."""

    folder: Path
    name: str
    language: str
    voice: str
    pause_s: float
    fragments: Mapping[str, Fragment]
    #: Words in the longest fragment.
    longest: int

    def path(self, fragment: Fragment) -> Path:
        return self.folder.joinpath(*PurePosixPath(fragment.file).parts)


def read_pack(folder: Path) -> VoicePack:
    """KnownError names the file and the field. The recordings are not looked at."""
    path = folder / MANIFEST
    document = _read(path)
    for key in document:
        if key not in _KEYS:
            raise _fault(path, key, Phrase("unknown field; known: {known}", known=", ".join(_KEYS)))
    if document.get("format") != FORMAT:
        raise _fault(path, "format", Phrase("must be “{format}”", format=FORMAT))
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise _fault(path, "version", Phrase("must be a whole number above zero"))
    if version > VERSION:
        raise _fault(
            path, "version", Phrase("{version} is of a newer program", version=str(version)[:20])
        )
    name = _text(path, document, "name")
    if not name:
        raise _fault(path, "name", Phrase("is missing"))
    language = _text(path, document, "language")
    if language not in LANGUAGES:
        raise _fault(path, "language", Phrase("must be one of {known}", known=", ".join(LANGUAGES)))
    pause_s = document.get("pause_s", 0.2)
    number = isinstance(pause_s, int | float) and not isinstance(pause_s, bool)
    if not number or not 0 <= pause_s <= 3:  # also refuses NaN
        raise _fault(path, "pause_s", Phrase("must be a number of seconds from 0 to 3"))
    fragments = _fragments(path, document.get("fragments"))
    return VoicePack(
        folder, name, language, _text(path, document, "voice"), float(pause_s), fragments,
        longest(fragments),
    )  # fmt: skip


def manifest(pack: VoicePack) -> str:
    """The text of ``pack.json``."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "name": pack.name,
        "language": pack.language,
        "voice": pack.voice,
        "pause_s": pack.pause_s,
        "fragments": {
            fragment.words: {"file": fragment.file, "text": fragment.text}
            for fragment in pack.fragments.values()
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise KnownError("{file} is too large to be a manifest.", file=path)
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise KnownError(
            "{folder} is no voice pack: it has no {manifest}.",
            mend="Make one: rino-desktop voice pack make FOLDER --language ru",
            folder=path.parent,
            manifest=MANIFEST,
        ) from error
    except OSError as error:
        raise KnownError("{path} cannot be read: {reason}.", path=path, reason=error) from error
    except UnicodeDecodeError as error:
        raise KnownError(
            "{file} is not UTF-8 text.", mend="Save it as UTF-8.", file=path
        ) from error
    try:
        document = json.loads(text, object_pairs_hook=_Pairs)
    except json.JSONDecodeError as error:
        raise KnownError(
            "{file}: damaged JSON at line {line}, column {column}: {reason}.",
            file=path,
            line=error.lineno,
            column=error.colno,
            reason=error.msg,
        ) from error
    except (ValueError, RecursionError) as error:
        raise KnownError(
            "{file}: damaged JSON: {reason}.", file=path, reason=str(error)[:200]
        ) from error
    if not isinstance(document, _Pairs):
        raise KnownError("{file}: the outermost value must be an object.", file=path)
    for key in document.twice:
        raise _fault(path, key, Phrase("stands twice"))
    return document


class _Pairs(dict[str, Any]):
    """An object that remembers which of its keys stood twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.twice = [name for name in self if names.count(name) > 1] if (
            len(self) < len(names)
        ) else []  # fmt: skip


def _fragments(path: Path, table: object) -> dict[str, Fragment]:
    if not isinstance(table, _Pairs):
        raise _fault(path, "fragments", Phrase("must be an object: words → file"))
    for words in table.twice:
        raise _fault(path, f"fragments.{words}", Phrase("stands twice"))
    found: dict[str, Fragment] = {}
    for words, entry in table.items():
        where = f"fragments.{words}"
        if isinstance(entry, str):
            entry = _Pairs([("file", entry)])
        if not isinstance(entry, _Pairs):
            raise _fault(path, where, Phrase("must be an object with file and text"))
        for name in entry:
            if name not in _FRAGMENT_KEYS:
                known = ", ".join(_FRAGMENT_KEYS)
                raise _fault(
                    path, f"{where}.{name}", Phrase("unknown field; known: {known}", known=known)
                )
        key = key_of(words)
        if not key or not _is_text(words):
            raise _fault(path, where, Phrase("has no words"))
        if key in found:
            raise _fault(path, where, Phrase("stands twice"))
        file = entry.get("file")
        if not isinstance(file, str) or not _is_inside(file):
            raise _fault(
                path,
                f"{where}.file",
                Phrase("must name a file inside the pack's folder, without “..” and drives"),
            )
        text = entry.get("text", words)
        if not isinstance(text, str) or not _is_text(text):
            raise _fault(path, f"{where}.text", Phrase("must be text"))
        found[key] = Fragment(words, file, text)
    return found


def _is_text(text: str) -> bool:
    """Printable, and storable as UTF-8 (no half of a surrogate pair)."""
    return text.isprintable() and not any("\ud800" <= c <= "\udfff" for c in text)


def _is_inside(file: str) -> bool:
    """A manifest comes from outside: it may name only what lies in its folder, on every system."""
    parts = PurePosixPath(file).parts
    if not parts or len(file) > 200 or not _is_text(file) or file.endswith("/"):
        return False
    return not any(
        part in ("..", "/") or set(part) & set('\\:*?"<>|') or part.endswith((".", " "))
        or part.split(".")[0].lower() in _DEVICES
        for part in parts
    )  # fmt: skip


def _text(path: Path, document: Mapping[str, Any], key: str) -> str:
    value = document.get(key, "")
    if not isinstance(value, str) or not _is_text(value) or len(value) > 200:
        raise _fault(path, key, Phrase("must be text of at most 200 characters"))
    return value.strip()


def _fault(path: Path, field: str, what: Phrase) -> KnownError:
    shown = "".join(c if _is_text(c) else "?" for c in field)
    return KnownError("{file}: {field}: {what}.", file=path, field=shown[:100], what=what)
