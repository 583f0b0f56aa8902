"""Manifests with every kind of mistake: the message names file and field."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import KnownError
from engine.service.voice_pack import MANIFEST, VoicePack, manifest, read_pack
from engine.service.voice_pack_check import check_pack

GOOD: dict[str, Any] = {
    "format": "rino-voice-pack", "version": 1, "name": "olga", "language": "ru", "voice": "Ольга",
    "pause_s": 0.2, "fragments": {"один": {"file": "0001.wav", "text": "один"}},
}  # fmt: skip


def read(folder: Path, content: str | bytes) -> VoicePack:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    (folder / MANIFEST).write_bytes(data)
    return read_pack(folder)


def test_a_good_one_is_read_and_written_back(tmp_path: Path) -> None:
    pack = read(tmp_path, json.dumps(GOOD))
    assert (pack.name, pack.language, pack.pause_s, pack.longest) == ("olga", "ru", 0.2, 1)
    assert json.loads(manifest(pack)) == GOOD
    assert read(tmp_path, "\ufeff" + manifest(pack)).fragments == pack.fragments


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"format": "zip"}, "format: must be “rino-voice-pack”"),
        ({"format": None}, "format"),
        ({"version": 2}, "version: 2 is of a newer program"),
        ({"version": True}, "version: must be a whole number"),
        ({"version": "1"}, "version"),
        ({"version": 0}, "version"),
        ({"name": ""}, "name: is missing"),
        ({"name": 5}, "name: must be text"),
        ({"name": "x" * 201}, "name"),
        ({"language": "de"}, "language: must be one of ru, en"),
        ({"language": ["ru"]}, "language"),
        ({"voice": {}}, "voice"),
        ({"pause_s": "0.2"}, "pause_s: must be a number of seconds"),
        ({"pause_s": -1}, "pause_s"),
        ({"pause_s": float("nan")}, "pause_s"),
        ({"pause_s": 1e400}, "pause_s"),
        ({"pause_s": True}, "pause_s"),
        ({"fragments": []}, "fragments: must be an object"),
        ({"fragments": None}, "fragments"),
        ({"fragments": {"один": 5}}, "fragments.один: must be an object"),
        ({"fragments": {"один": {}}}, "fragments.один.file: must name a file"),
        ({"fragments": {"один": {"file": 1}}}, "fragments.один.file"),
        ({"fragments": {"один": {"file": "1.wav", "text": 1}}}, "fragments.один.text"),
        ({"fragments": {"один": {"file": "1.wav", "speaker": "x"}}}, "fragments.один.speaker"),
        ({"fragments": {" ": "1.wav"}}, "fragments. : has no words"),
        ({"fragments": {"один": "1.wav", "Один": "2.wav"}}, "fragments.Один: stands twice"),
        ({"fragmenst": {}}, "fragmenst: unknown field; known: format, version"),
    ],
)
def test_mistakes_are_told_with_their_field(
    change: dict[str, Any], field: str, tmp_path: Path
) -> None:
    with pytest.raises(KnownError) as caught:
        read(tmp_path, json.dumps({**GOOD, **change}))
    assert str(tmp_path / MANIFEST) in str(caught.value)
    assert field in str(caught.value)


@pytest.mark.parametrize(
    "file",
    ["../1.wav", "a/../../1.wav", "/etc/passwd", "C:\\1.wav", "c:1.wav", "a\\..\\1.wav", "..", ".",
     "", "a/", "con.wav", "a\0.wav", "a\n.wav", "\ud800.wav", "x" * 300, "a ", "1.wav."],
)  # fmt: skip
def test_files_lie_inside_the_folder(file: str, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"fragments\.один\.file"):
        read(tmp_path, json.dumps({**GOOD, "fragments": {"один": {"file": file}}}))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "damaged JSON at line 1"),
        (b"{", "damaged JSON at line 1, column 2"),
        (b"[]", "the outermost value must be an object"),
        (b"null", "the outermost value"),
        (b"\xff\xfe{}", "is not UTF-8"),
        (b"[" * 100_000, "damaged JSON"),
        (b'{"version": ' + b"9" * 5000 + b"}", "damaged JSON"),
        (b'{"name": "a", "name": "b"}', "name: stands twice"),
        (b" " * (9 << 20), "too large"),
    ],
)
def test_what_is_no_manifest(content: bytes, words: str, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=words):
        read(tmp_path, content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=12,
)
#: A good manifest with some of its fields replaced, removed or added.
DAMAGED = st.builds(
    lambda changes, gone: {
        key: value for key, value in {**GOOD, **changes}.items() if key not in gone
    },
    st.dictionaries(st.sampled_from(list(GOOD)) | st.text(max_size=8), JSON, max_size=3),
    st.sets(st.sampled_from(list(GOOD)), max_size=2),
)
FRAGMENTS = st.dictionaries(
    st.text(max_size=12),
    st.text(max_size=20) | st.fixed_dictionaries({"file": st.text(max_size=20)}) | JSON,
    max_size=3,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(DAMAGED, JSON, FRAGMENTS.map(lambda table: {**GOOD, "fragments": table})))
def test_any_document_is_read_or_refused(tmp_path: Path, document: object) -> None:
    try:
        pack = read(tmp_path, json.dumps(document))
    except KnownError as error:
        refused = str(error)
        assert MANIFEST in refused
        assert refused.isprintable() or "\\" in refused
    else:
        for fragment in pack.fragments.values():
            assert tmp_path in pack.path(fragment).resolve().parents
        check_pack(pack)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.integers(0, 300))
def test_any_bytes_are_refused(tmp_path: Path, noise: bytes, cut: int) -> None:
    whole = json.dumps(GOOD, ensure_ascii=False).encode()
    told = MANIFEST
    try:
        read(tmp_path, whole[:cut] + noise)
    except KnownError as error:
        told = str(error)
    assert MANIFEST in told
