"""Voice packs of tones: each word has a pitch of its own, so that it can be told by ear."""

import json
from pathlib import Path

from tests.helpers import sound

#: Seconds of each word.
WORD_S = 0.1


def tone_pack(folder: Path, words: dict[str, float], language: str = "ru", **rest: object) -> Path:
    """``words``: fragment → Hz."""
    fragments = {}
    for number, (word, hertz) in enumerate(words.items()):
        sound.write(folder / f"{number}.wav", sound.tone(hertz, WORD_S))
        fragments[word] = {"file": f"{number}.wav", "text": word}
    write_manifest(folder, fragments=fragments, language=language, **rest)
    return folder


def write_manifest(folder: Path, **fields: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    document = {
        "format": "rino-voice-pack", "version": 1, "name": folder.name, "language": "ru",
        "voice": "tones", "pause_s": 0.2, "fragments": {}, **fields,
    }  # fmt: skip
    path = folder / "pack.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def heard(path: Path, pitches: list[float], word_s: float = WORD_S) -> list[float]:
    """Which of the pitches sounds in each stretch of ``word_s``; 0 for silence."""
    samples = sound.read(path)
    step = round(word_s * 8000)
    found = []
    for start in range(0, len(samples) - step // 2, step):
        piece = samples[start : start + step]
        levels = {hertz: sound.power(piece, hertz) for hertz in pitches}
        loudest = max(levels, key=lambda hertz: levels[hertz])
        found.append(loudest if levels[loudest] > 0.05 else 0.0)
    return found
