"""Complete packs made by espeak-ng, listened to with instruments; and packs found wanting."""

import itertools
from datetime import date
from pathlib import Path

import pytest

from engine.adapters.speech.espeak import EspeakSpeech
from engine.audio.wav import write_telephone_wav
from engine.errors import KnownError
from engine.ivr import spoken
from engine.ivr.spoken.fragments import words_of
from engine.ivr.spoken.inventory import complete, essential
from engine.service.voice_pack import VoicePack, read_pack
from engine.service.voice_pack_check import check_pack
from engine.service.voice_pack_making import install_pack, make_pack, packs_in
from engine.service.voice_packs import VoicePacks, joined
from tests.helpers import sound
from tests.helpers.voice_packs import tone_pack, write_manifest

VALUES = [
    spoken.money("21001.02", "RUB", "ru"),
    spoken.money("-2.5", "BYN", "ru", "gen"),
    spoken.number("12.5", "ru", "f"),
    spoken.date(date(2000, 3, 2), "ru", form="from", weekday=True),
    spoken.phone("+79123456789", "ru", "12"),
    spoken.duration(90061, "ru"),
    spoken.ordinal(21, "ru", "f", "ins"),
]


def test_the_complete_pack_has_no_problem_and_sounds_like_speech(tmp_path: Path) -> None:
    """The real thing, some 1 500 fragments; listened to with instruments."""
    russian = make_pack(tmp_path / "ru", "ru", EspeakSpeech())
    assert set(russian.fragments) == set(complete("ru"))
    assert check_pack(russian) == []
    packs = VoicePacks(russian.folder.parent, tmp_path / "cache", ["ru"])
    speech = EspeakSpeech()
    for number, value in enumerate(VALUES):
        files = packs.files_for(words_of(value), "ru")
        assert files is not None, value
        target = tmp_path / f"{number}.wav"
        joined(files, target)
        samples = sound.read(target)
        whole = tmp_path / "whole.wav"
        speech.synthesise(value, "ru", whole)
        # Word by word is slower than fluent speech, but not by much; and it has no holes.
        assert 0.7 < sound.seconds(target) / sound.seconds(whole) < 2.2, value
        assert sound.longest_silence_s(samples) < 0.45, value
        assert 0.05 < sound.rms(samples) < 0.2, value
        assert max(map(abs, samples)) < 0.85
    lengths = [sound.seconds(russian.path(f)) for f in russian.fragments.values()]
    assert min(lengths) > 0.05
    assert max(lengths) < 2.5
    assert 0.3 < sum(lengths) / len(lengths) < 1.2
    some = list(itertools.islice(russian.fragments.values(), 0, None, 40))
    levels = [sound.rms(sound.read(russian.path(fragment))) for fragment in some]
    assert max(levels) / min(levels) < 3


def test_a_pack_is_not_made_over_another(tmp_path: Path) -> None:
    folder = tone_pack(tmp_path / "p", {"один": 400.0})
    with pytest.raises(KnownError, match="is a voice pack already"):
        make_pack(folder, "ru", EspeakSpeech())


def test_a_pack_that_could_not_be_finished_is_none(tmp_path: Path) -> None:
    class Failing:
        name = "failing"

        def synthesise(self, text: str, language: str, target: Path) -> None:
            if text == "семь":
                raise KnownError("The voice is gone.")
            write_telephone_wav(target, sound.pcm16(sound.tone(500, 0.2)))

    with pytest.raises(KnownError, match="The voice is gone"):
        make_pack(tmp_path / "p", "ru", Failing())
    with pytest.raises(KnownError, match="is no voice pack"):
        read_pack(tmp_path / "p")
    assert not list((tmp_path / "p").glob(".*"))


def test_a_silent_engine_is_told(tmp_path: Path) -> None:
    class Silent:
        name = "silent"

        def synthesise(self, text: str, language: str, target: Path) -> None:
            write_telephone_wav(target, bytes(1600))

    with pytest.raises(KnownError, match="says nothing for"):
        make_pack(tmp_path / "p", "en", Silent())


def _texts(folder: Path, *, errors: bool) -> list[str]:
    return [str(p.text) for p in check_pack(read_pack(folder)) if p.is_error == errors]


def test_what_a_pack_lacks_is_told(tmp_path: Path) -> None:
    folder = tone_pack(tmp_path / "p", {"один": 400.0})
    errors, warnings = _texts(folder, errors=True), _texts(folder, errors=False)
    assert len(errors) == len(essential("ru")) - 1
    assert any("the fragment “рублей” is missing" in text for text in errors)
    assert f"{len(complete('ru')) - len(essential('ru'))} fragments of rarer forms" in warnings[0]


@pytest.mark.parametrize(
    ("content", "words", "is_error"),
    [
        (None, "the file is missing. Record it.", True),
        (b"", "is not a WAV file", True),
        (b"RIFF", "is not a WAV file", True),
        (sound.riff(sound.pcm_format(), sound.pcm16(sound.silence(0.5))), "it is silent", True),
        (sound.riff(sound.pcm_format(), b""), "there is no sound in it", True),
        (
            sound.riff(sound.pcm_format(), sound.pcm16(sound.tone(300, 0.5)), declared=9000),
            "the file is cut short. Copy it again.",
            True,
        ),
        (
            sound.riff(
                sound.pcm_format(),
                sound.pcm16([max(-1.0, min(1.0, s * 4)) for s in sound.tone(300, 0.5)]),
            ),
            "it is clipped",
            True,
        ),
        (
            sound.riff(sound.pcm_format(), sound.pcm16(sound.tone(300, 7))),
            "7.0 s are too long for a word",
            True,
        ),
        (
            sound.riff(sound.pcm_format(rate=44_100), sound.pcm16(sound.tone(300, 0.5, 44_100))),
            "44100 Hz, 1 channels: it is converted",
            False,
        ),
        (
            sound.riff(
                sound.pcm_format(),
                sound.pcm16(sound.silence(0.3) + sound.tone(300, 0.4) + sound.silence(0.2)),
            ),
            "s of silence around the word",
            False,
        ),
    ],
)
def test_what_is_wrong_with_a_recording_is_told(
    content: bytes | None, words: str, is_error: bool, tmp_path: Path
) -> None:
    folder = tone_pack(tmp_path / "p", {"один": 400.0, "два": 500.0})
    if content is None:
        (folder / "1.wav").unlink()
    else:
        (folder / "1.wav").write_bytes(content)
    found = [p for p in check_pack(read_pack(folder)) if words in str(p.text)]
    assert [(p.is_error, p.file, p.fragment) for p in found] == [(is_error, "1.wav", "два")]
    assert str(folder / "1.wav") in str(found[0].text)


def test_words_that_nobody_says_are_told(tmp_path: Path) -> None:
    words = {"21": 400.0, "двадцать адин": 500.0, "гостиницы": 600.0, "двадцать один рубль": 700.0}
    folder = tone_pack(tmp_path / "p", words)
    sound.write(folder / "spare.wav", sound.tone(400, 0.2))
    problems = [str(p.text) for p in check_pack(read_pack(folder)) if p.file]
    assert ["figures are never spoken" in p for p in problems].count(True) == 1
    assert any("“двадцать адин”" in p for p in problems)
    assert any("“гостиницы”: it serves only nouns" in p for p in problems)
    assert not any("двадцать один рубль" in p for p in problems)
    assert any("spare.wav is not named in the manifest" in p for p in problems)


def test_a_pack_is_put_into_the_store_whole_or_not_at_all(tmp_path: Path) -> None:
    source, store = tone_pack(tmp_path / "p", {"один": 400.0}), tmp_path / "store"
    assert install_pack(source, store).folder == store / "p"
    install_pack(tone_pack(tmp_path / "q", {"два": 500.0, "три": 600.0}), store, "p")
    assert set(read_pack(store / "p").fragments) == {"два", "три"}
    (source / "0.wav").unlink()
    with pytest.raises(OSError, match=r"0\.wav"):
        install_pack(source, store)
    assert set(read_pack(store / "p").fragments) == {"два", "три"}
    assert [path.name for path in store.iterdir()] == ["p"]
    write_manifest(store / "bad", version=9)
    found = packs_in(store)
    assert isinstance(found["p"], VoicePack)
    assert isinstance(found["bad"], KnownError)
