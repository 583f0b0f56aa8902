"""What saying something costs once it is known: a phrase in the speech cache, a value from a voice
pack, a value put into words; and what the first counted noun costs.

The yardstick is reading the size of a file (``stat``): a cache can hardly do with less.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from statistics import median, quantiles

import psutil

from engine.adapters.speech.espeak import EspeakSpeech
from engine.ivr.model import Spoken
from engine.ivr.speech_formats import FORMATS
from engine.ivr.spoken.fragments import words_of
from engine.service.voice import VoiceService
from engine.service.voice_cache import SpeechCache
from engine.service.voice_packs import VoicePacks

_ROUNDS = 2000
_VALUE = "двадцать одна тысяча один рубль две копейки"


def _times(action: Callable[[int], object]) -> list[float]:
    found = []
    for n in range(_ROUNDS):
        began = time.perf_counter()
        action(n)
        found.append((time.perf_counter() - began) * 1000)
    return found


def _ms(times: list[float]) -> dict[str, float]:
    return {"median_ms": round(median(times), 4), "p99_ms": round(quantiles(times, n=100)[98], 4)}


def _pack(folder: Path, words: Iterable[str]) -> None:
    speech = EspeakSpeech()
    folder.mkdir(parents=True)
    fragments = {}
    for number, word in enumerate(dict.fromkeys(words)):
        speech.synthesise(word, "ru", folder / f"{number}.wav")
        fragments[word] = f"{number}.wav"
    document = {"format": "rino-voice-pack", "version": 1, "name": "bench", "language": "ru",
                "fragments": fragments}  # fmt: skip
    (folder / "pack.json").write_text(json.dumps(document), "utf-8")


async def _service(voice: VoiceService, item: Spoken) -> list[float]:
    """Through the voice service, as a call does it, its own memory of the phrase wiped out."""
    found = []
    for _ in range(_ROUNDS):
        voice._known.clear()
        began = time.perf_counter()
        assert await voice.resolve([item])
        found.append((time.perf_counter() - began) * 1000)
    return found


def _counted() -> dict[str, float]:
    memory, began = psutil.Process().memory_info().rss, time.perf_counter()
    FORMATS["count"].make("новое сообщение", "RUB")
    seconds = time.perf_counter() - began
    return {
        "first_ms": round(seconds * 1000, 1),
        "memory_mb": round((psutil.Process().memory_info().rss - memory) / 1e6, 1),
    }


def main() -> None:
    counted = _counted()
    with tempfile.TemporaryDirectory(prefix="rino-bench-") as name:
        folder = Path(name)
        _pack(folder / "store/packs/bench", words_of(_VALUE))
        cache = SpeechCache(folder / "cache/speech", EspeakSpeech(), 1 << 30)
        file = cache.fetch(_VALUE, "ru")
        yardstick = _times(lambda n: file.stat())
        hits = _times(lambda n: cache.fetch(_VALUE, "ru"))
        packs = VoicePacks(folder / "store/packs", folder / "cache/packs", ["bench"])
        voice = VoiceService(folder / "store", folder / "cache", EspeakSpeech(), packs=packs)
        value = Spoken(_VALUE, "ru", ("", _VALUE))
        through = asyncio.run(_service(voice, Spoken(_VALUE, "ru")))
        from_pack = asyncio.run(_service(voice, value))
        voice.close()
    money = FORMATS["money"].make("", "RUB")
    words = _times(lambda n: money(f"{n * 37},{n % 100:02d}", "ru", date(2026, 3, 5)))
    print(
        json.dumps(
            {
                "benchmark": "voice",
                "cache_hit": _ms(hits),
                "cache_hit_through_the_service": _ms(through),
                "value_from_pack": _ms(from_pack),
                "money_in_words": _ms(words),
                "counted_noun": counted,
                "yardstick": "stat of the file",
                "yardstick_ms": round(median(yardstick), 4),
                "ratio": round(median(hits) / median(yardstick), 1),
                "reach_ms": 1.0,
            }
        )
    )


if __name__ == "__main__":
    main()
