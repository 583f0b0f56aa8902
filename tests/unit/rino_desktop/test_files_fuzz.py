"""Presets, dialogues, voice packs, files of numbers, and places that are not there."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rino_desktop import paths, preset_text
from rino_desktop import presets as preset_files
from tests.helpers.command_here import LANGUAGES, MANY, QUICK, Run, assert_told, tried
from tests.helpers.odd_input import RUBBISH, spoiled, toml

RESOURCES = paths.resources()

# --- presets ---


@MANY
@given(data=st.data())
def test_presets(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from(sorted((RESOURCES / "presets").glob("*.toml"))))
    document = json.loads(json.dumps(tomllib.loads(sample.read_text("utf-8")), default=str))
    file = tmp_path_factory.getbasetemp() / "bad.toml"
    file.write_bytes(toml(spoiled(data, document)))
    preset, told = tried(lambda: preset_files.read_file(file))
    assert "\n" not in told
    if preset is None:
        assert "bad.toml" in told
    else:
        preset_text.document(preset)
        preset_text.lines(preset)


@LANGUAGES
def test_files_that_are_no_presets(command: Run, tmp_path: Path, language: str) -> None:
    for name in ("bad.toml", "bad.json"):
        for content in RUBBISH:
            (tmp_path / name).write_bytes(content)
            outcome = command("preset", "check", tmp_path / name, "--lang", language)
            assert_told(outcome, name, fine=False)


# --- dialogues ---

SCHEMES = RESOURCES / "schemes"


@pytest.mark.parametrize("kind", ["json", "toml"])
@QUICK
@given(data=st.data(), language=st.sampled_from(["ru", "en"]))
def test_dialogues(
    kind: str, command: Run, tmp_path: Path, data: st.DataObject, language: str
) -> None:
    scheme = tmp_path / "quiz.scheme.json"
    document = json.loads((SCHEMES / "quiz.scheme.json").read_text("utf-8"))
    tests = document.pop("tests")
    scheme.write_text(json.dumps(document), "utf-8")
    dialogues = spoiled(data, {"tests": tests[:2]})
    file = tmp_path / f"quiz.tests.{kind}"
    content = toml(dialogues) if kind == "toml" else json.dumps(dialogues).encode()
    file.write_bytes(content)
    assert_told(command("scheme", "test", scheme, "--lang", language))


@LANGUAGES
@pytest.mark.parametrize("kind", ["json", "toml"])
def test_files_that_are_no_dialogues(
    kind: str, command: Run, tmp_path: Path, language: str
) -> None:
    scheme = tmp_path / "quiz.scheme.json"
    shutil.copyfile(SCHEMES / "quiz.scheme.json", scheme)
    for content in RUBBISH:
        (tmp_path / f"quiz.tests.{kind}").write_bytes(content)
        outcome = command("scheme", "test", scheme, "--lang", language)
        assert_told(outcome, f"quiz.tests.{kind}")


# --- voice packs ---


@QUICK
@given(data=st.data(), language=st.sampled_from(["ru", "en"]))
def test_voice_packs(command: Run, tmp_path: Path, data: st.DataObject, language: str) -> None:
    document = {
        "format": "rino-voice-pack", "version": 1, "name": "a", "language": "ru", "voice": "v",
        "pause_s": 0.1, "fragments": {"один": {"file": "one.wav", "text": "один"}},
    }  # fmt: skip
    (tmp_path / "pack.json").write_text(json.dumps(spoiled(data, document)), "utf-8")
    for what in ("check", "install"):
        assert_told(command("voice", "pack", what, tmp_path, "--lang", language))


@LANGUAGES
def test_folders_that_are_no_voice_packs(command: Run, tmp_path: Path, language: str) -> None:
    for content in RUBBISH:
        (tmp_path / "pack.json").write_bytes(content)
        outcome = command("voice", "pack", "check", tmp_path, "--lang", language)
        assert_told(outcome, "pack.json", fine=False)


# --- numbers ---

NUMBER_FILES = [*RUBBISH, b"+79161234567\n" * 3, b";;;\n;\n", b"phone\n\xff\xfe\n", b"\r\r\r",
                "номер\nтелефон\n".encode("cp1251"), b"+7916" + b"1" * 5000, b"\xef\xbb\xbf",
                "+7916\u0661\u0662\u06631234".encode()]  # fmt: skip


@LANGUAGES
def test_files_of_numbers(command: Run, tmp_path: Path, language: str) -> None:
    file = tmp_path / "numbers.csv"
    for content in NUMBER_FILES:
        file.write_bytes(content)
        assert_told(command("dnc", "import", file, "--lang", language))
        assert_told(
            command("consent", "import", file, "--proof", "act 5", "--obtained", "2026-01-01",
                    "--lang", language)
        )  # fmt: skip


@QUICK
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_any_bytes_as_numbers(command: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "numbers.csv"
    file.write_bytes(content)
    assert_told(command("dnc", "import", file))


@pytest.mark.parametrize("missing", ["nosuch", "folder"])
@LANGUAGES
def test_files_that_are_not_there(
    command: Run, tmp_path: Path, missing: str, language: str
) -> None:
    (tmp_path / "folder").mkdir()
    place = tmp_path / missing
    for words in (
        ["dnc", "import", place], ["preset", "check", place], ["report-form", "check", place],
        ["consent", "import", place, "--proof", "x", "--obtained", "2026-01-01"],
        ["source", "test", "billing", "--query", place], ["voice", "pack", "check", place],
        ["source", "add", "x", "--url", "sqlite:///x.db", "--mapping", place],
        ["contacts", "build", "--campaign", "november", "--source", "billing", "--query", place],
        ["scheme", "test", place],
    ):  # fmt: skip
        assert_told(command(*words, "--lang", language), missing, fine=False)


# --- places ---


@LANGUAGES
def test_a_voice_store_that_is_not_there(command: Run, tmp_path: Path, language: str) -> None:
    for store in (f"file://{tmp_path}/nosuch/x", tmp_path / "nosuch" / "x"):
        outcome = command("--voice-store", store, "--lang", language, "voice", "list")
        assert_told(outcome, "nosuch/x", fine=False)
    (tmp_path / "there").mkdir()
    outcome = command("--voice-store", f"file://{tmp_path}/there", "voice", "list")
    assert outcome[0] == 0
