"""The real espeak-ng."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.adapters.speech.espeak import EspeakSpeech
from engine.errors import KnownError
from tests.helpers import sound

RUSSIAN = "Ваш долг составляет двадцать одну тысячу один рубль. Нажмите один."


@pytest.fixture
def speech() -> EspeakSpeech:
    return EspeakSpeech()


@pytest.mark.parametrize(
    ("text", "language", "shortest", "longest"),
    [(RUSSIAN, "ru", 3.5, 7), ("Hello. Press one to confirm.", "en", 1.2, 3.5)],
)
def test_speech_is_telephone_sound(
    speech: EspeakSpeech, text: str, language: str, shortest: float, longest: float, tmp_path: Path
) -> None:
    target = tmp_path / "phrase.wav"
    speech.synthesise(text, language, target)
    samples = sound.read(target)
    assert shortest < len(samples) / 8000 < longest
    assert 0.05 < sound.rms(samples) < 0.13  # about -20 dBFS with the pauses
    assert 0.2 < max(map(abs, samples)) < 0.8  # loud enough, and nothing clips
    assert sound.longest_silence_s(samples) < 0.7
    assert sound.rms(samples[:160]) < 0.02, "begins with a click"
    assert sound.rms(samples[-160:]) < 0.02, "ends with a click"
    # What a telephone does not carry takes up no level.
    assert sound.power(samples, 60) < 0.002


def test_different_words_sound_different_and_equal_ones_equal(
    speech: EspeakSpeech, tmp_path: Path
) -> None:
    for name, text in (("a", "один"), ("b", "девять"), ("c", "один")):
        speech.synthesise(text, "ru", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "c").read_bytes()
    assert (tmp_path / "a").read_bytes() != (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("text", ["", "  ", "…", "\x00\x1b", "—!?"])
def test_nothing_to_say_is_a_short_silence(speech: EspeakSpeech, text: str, tmp_path: Path) -> None:
    speech.synthesise(text, "ru", tmp_path / "p.wav")
    assert sound.seconds(tmp_path / "p.wav") == 0.1


def test_a_cell_of_the_list_cannot_speak_phonemes(speech: EspeakSpeech, tmp_path: Path) -> None:
    """[[…]] would be taken for phonemes; and an option is just text on standard input."""
    speech.synthesise("[[h@l'oU]] Иванов", "ru", tmp_path / "a.wav")
    speech.synthesise("Иванов", "ru", tmp_path / "b.wav")
    assert sound.seconds(tmp_path / "a.wav") > sound.seconds(tmp_path / "b.wav")
    speech.synthesise("--version", "ru", tmp_path / "c.wav")
    assert sound.seconds(tmp_path / "c.wav") > 0.2


def test_faults_are_told_with_their_mend(tmp_path: Path) -> None:
    target = tmp_path / "p.wav"
    with pytest.raises(KnownError, match="no-such-espeak is not installed") as missing:
        EspeakSpeech("no-such-espeak").synthesise("раз", "ru", target)
    assert "apt install espeak-ng" in missing.value.mend
    with pytest.raises(KnownError, match="language 'de'"):
        EspeakSpeech().synthesise("eins", "de", target)
    with pytest.raises(KnownError, match="too long"):
        EspeakSpeech().synthesise("раз " * 2000, "ru", target)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo 'voice gone' >&2; exit 3", r"failed \(exit 3\): voice gone"),
        ("kill -9 $$", r"failed \(signal 9\)"),
        ("cat >/dev/null", "failed"),  # exit 0 and no sound
        ("head -c 100 /dev/zero", "not a WAV file"),
    ],
)
def test_a_synthesiser_that_dies_is_a_known_error(script: str, words: str, tmp_path: Path) -> None:
    program = tmp_path / "espeak"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    with pytest.raises(KnownError, match=words):
        EspeakSpeech(str(program)).synthesise("раз", "ru", tmp_path / "p.wav")
    assert not (tmp_path / "p.wav").exists()


def test_a_folder_that_is_none_is_an_error_of_the_system(
    speech: EspeakSpeech, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        speech.synthesise("раз", "ru", tmp_path / "file" / "p.wav")


def test_only_so_many_run_at_once(tmp_path: Path) -> None:
    """The stand-in counts how many of it are alive while it speaks."""
    program = tmp_path / "espeak"
    program.write_text(
        f"#!/bin/sh\ntouch {tmp_path}/alive.$$\nls {tmp_path} | grep -c alive >> {tmp_path}/log\n"
        f'sleep 0.05\nespeak-ng "$@"\nrm {tmp_path}/alive.$$\n'
    )
    program.chmod(0o755)
    speech = EspeakSpeech(str(program), parallel=2)
    threads = threading.active_count()
    began = time.monotonic()
    with ThreadPoolExecutor(6) as pool:
        for number in range(6):
            pool.submit(speech.synthesise, "раз", "ru", tmp_path / f"{number}.wav")
    assert time.monotonic() - began > 0.14  # three rounds of two
    assert max(int(line) for line in (tmp_path / "log").read_text().split()) <= 2
    assert all(sound.seconds(tmp_path / f"{number}.wav") > 0.1 for number in range(6))
    assert threading.active_count() <= threads


def test_the_name_stands_for_everything_that_changes_the_sound() -> None:
    assert EspeakSpeech().name == EspeakSpeech(parallel=1).name
    assert "espeak-ng" in EspeakSpeech().name
