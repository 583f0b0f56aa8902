"""The prompts that come with the sample schemes."""

from pathlib import Path

import pytest

from engine.adapters.speech.make_prompts import RESOURCES, make, prompts_of
from engine.errors import KnownError
from tests.helpers import sound

SCHEMES = sorted((RESOURCES / "schemes").glob("*.scheme.json"))
PROMPTS = [entry for scheme in SCHEMES for entry in prompts_of(scheme)]


def test_both_sample_schemes_have_prompts() -> None:
    assert {scheme.name.partition(".")[0] for scheme in SCHEMES} >= {"notice", "debtor-reminder"}
    assert len(PROMPTS) >= 30


@pytest.mark.parametrize(("file", "language", "text"), PROMPTS, ids=[str(p[0]) for p in PROMPTS])
def test_a_prompt_is_fit_for_the_line(file: Path, language: str, text: str) -> None:
    path = RESOURCES / "prompts" / file
    samples = sound.read(path)  # 8 kHz mono 16 bit, or it raises
    assert 0.4 < len(samples) / 8000 < 15
    assert len(samples) / 8000 > len(text) / 25, "cut short"
    assert 0.2 < max(map(abs, samples)) < 0.8
    assert 0.05 < sound.rms(samples) < 0.13
    assert sound.longest_silence_s(samples) < 0.7


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_message_of_notice_lasts_four_to_six_seconds(language: str) -> None:
    path = RESOURCES / "prompts" / "notice" / f"message.{language}.wav"
    assert 4.0 <= sound.seconds(path) <= 6.0


def test_nothing_is_there_that_no_scheme_names() -> None:
    there = {p.relative_to(RESOURCES / "prompts") for p in (RESOURCES / "prompts").rglob("*.wav")}
    # Of the node "operator", and what operators hear of a call that they have ordered.
    ours = {Path(f"{name}.wav") for name in ("hold-music", "ringback", "busy", "congestion")}
    assert there == {*ours, *(Path(file) for file, _, _ in PROMPTS)}


def test_prompts_can_be_made_again(tmp_path: Path) -> None:
    (tmp_path / "schemes").mkdir()
    scheme = tmp_path / "schemes" / "one.scheme.json"
    scheme.write_text('{"prompts": {"hi": {"en": {"file": "one/hi.en.wav", "text": "Hello"}}}}')
    missing = make(tmp_path / "schemes", tmp_path / "prompts", check=True)
    assert [str(file) for file, _ in missing] == ["one/hi.en.wav"]
    ((_, seconds),) = make(tmp_path / "schemes", tmp_path / "prompts")
    assert sound.seconds(tmp_path / "prompts" / "one" / "hi.en.wav") == seconds
    assert make(tmp_path / "schemes", tmp_path / "prompts", check=True) == []
    scheme.write_text("[1]")
    with pytest.raises(KnownError, match="no scheme"):
        make(tmp_path / "schemes", tmp_path / "prompts")
