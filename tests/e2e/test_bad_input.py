"""Whatever stands in a file: one clear line and exit status 1 or 2, never a traceback."""

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import KnownError
from rino_desktop import campaign_file, paths, texts
from rino_desktop.cli.main import run
from tests.helpers.odd_input import HOW, mutated, places

SCHEMES = sorted((paths.resources() / "schemes").glob("*.scheme.json"))
QUICK = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
#: What people and programs put where something else belongs.
STRANGE: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20),
    st.sampled_from(["", "\0", "{", "{x", "}}", "{x|", "1/0", "9**9**9", "{prompt:", "ы" * 5000]),
    st.lists(st.integers(), max_size=2), st.dictionaries(st.text(max_size=3), st.integers()),
)  # fmt: skip
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """The program in this process; a bug would leave a crash log."""
    monkeypatch.setenv("RINO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("RINO_DB", str(tmp_path / "none.fdb"))
    before = texts.language()

    def execute(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return status, out, err

    yield execute
    texts.set_language(before)


def assert_told(outcome: tuple[int, str, str], *, fine: bool = True) -> None:
    """Done, or told: no traceback, no crash log."""
    status, out, err = outcome
    assert status in ((0, 1, 2) if fine else (1, 2)), err
    assert "Traceback" not in out + err
    assert "an error in the program" not in err, err
    assert "ошибка в программе" not in err.lower(), err
    if status:
        assert err.strip() or out.strip()
        assert len(err) < 20_000


@pytest.mark.parametrize("sample", SCHEMES, ids=lambda path: path.name)
@QUICK
@given(data=st.data())
def test_scheme_files(sample: Path, command: Run, tmp_path: Path, data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(["ru", "en"]))
    document = json.loads(sample.read_text("utf-8"))
    all_places = list(places(document))
    for _ in range(data.draw(st.integers(1, 2))):
        known = [p for p in all_places if _is_there(document, p)]
        document = mutated(
            document, data.draw(st.sampled_from(known)),
            data.draw(HOW),
            data.draw(STRANGE),
        )  # fmt: skip
    file = tmp_path / "bad.scheme.json"
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    what = data.draw(st.sampled_from(["check", "test"]))
    assert_told(command("scheme", what, file, "--lang", language))


def _is_there(document: Any, path: tuple[Any, ...]) -> bool:
    for step in path:
        try:
            document = document[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\0\0", b"\xff\xfe{}", b"[]", b"null", b"{", b'{"format": "rino-scheme"}',
     b"[" * 100_000, b'{"a":' * 50_000, b'{"nodes": 1e999}', "ключ".encode("cp1251"),
     b'{"version": 99999999999999999999999, "format": "rino-scheme"}'],
)  # fmt: skip
@pytest.mark.parametrize("what", ["check", "test", "import"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_files_that_are_no_schemes(
    content: bytes, what: str, language: str, command: Run, tmp_path: Path
) -> None:
    file = tmp_path / "bad.scheme.json"
    file.write_bytes(content)
    outcome = command("scheme", what, file, "--lang", language)
    assert_told(outcome, fine=False)
    assert "bad.scheme.json" in outcome[2]
    assert len(re.findall("^rino-desktop: ", outcome[2], re.MULTILINE)) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "too large to be a scheme"), ("ru", "для схемы это слишком много")],
)
@pytest.mark.parametrize("what", ["check", "test", "import"])
def test_a_hundred_megabytes(
    what: str, language: str, words: str, command: Run, tmp_path: Path
) -> None:
    file = tmp_path / "huge.scheme.json"
    with file.open("wb") as content:
        content.truncate(100_000_000)
    status, _, told = command("scheme", what, file, "--lang", language)
    assert (status, "huge.scheme.json: 100 M" in told or "100 МБ" in told) == (1, True)
    assert words in told
    if language != "en":
        return
    # A list of lists grows when it is written as schemes are.
    file.write_text('{"format": "rino-scheme", "version": 1, "editor": {"a": ['
                    + "[]," * 1_000_000 + "1]}}")  # fmt: skip
    status, _, told = command("scheme", what, file, "--lang", language)
    assert (status, words in told) == (1, True)


@pytest.mark.parametrize("what", ["check", "test", "import"])
def test_what_is_no_file(what: str, command: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "folder.json").mkdir()
    for name, words in (
        ("pipe.json", "not an ordinary file. Choose"), ("folder.json", "is a folder, not a file."),
        ("none.json", "there is no such file."),
    ):  # fmt: skip
        outcome = command("scheme", what, tmp_path / name)
        assert_told(outcome, fine=False)
        assert f"{name}: {words}" in outcome[2]


# --- campaign files ---

CAMPAIGN: dict[str, Any] = {
    "campaign": {"name": "a", "scheme": "notice", "trunk": "city", "record": True},
    "schedule": {"timezone": "Europe/Moscow", "weekdays": "09:00-20:00"},
    "retry": {"max_attempts": 3, "user_busy": ["5m"]},
    "variables": {"x": "1"},
    "outbox": [{"name": "crm", "store": "https://crm.office/api", "what": ["attempts"]}],
    "quota": [{"name": "men", "target": 5, "where": {"sex": "m"}}],
}


def toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(str(k))} = {toml(v)}" for k, v in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, str):
        return json.dumps(value).replace("\x7f", "\\u007f")
    return "nan" if value is None else repr(value)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_campaign_files(data: st.DataObject) -> None:
    document: Any = CAMPAIGN
    for _ in range(data.draw(st.integers(1, 2))):
        known = [p for p in places(document) if p]
        if not known:
            break
        document = mutated(
            document, data.draw(st.sampled_from(known)),
            data.draw(HOW),
            data.draw(STRANGE),
        )  # fmt: skip
    text = "".join(f"{json.dumps(str(key))} = {toml(value)}\n" for key, value in document.items())
    told = ""
    try:
        campaign_file.parse(Path("bad.toml"), text.encode("utf-8", "surrogatepass"))
    except KnownError as error:
        told = str(error)
    assert "\n" not in told
    assert not told or "bad.toml" in told
