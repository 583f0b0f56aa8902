"""The port of a voice store, against real servers: the same for a folder, SFTP, S3 and memory."""

import itertools
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.adapters.voice_store import open_folder, open_url
from engine.adapters.voice_store.address import PASSWORD as VARIABLE
from engine.errors import KnownError
from engine.ports.voice_store import FileStore, StoreUnavailable
from tests.helpers.s3_server import CREDENTIALS, S3Server
from tests.helpers.sftp_server import PASSWORD, SftpServer

_serial = itertools.count()
Open = Callable[[], FileStore]


@pytest.fixture(scope="module")
def sftp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SftpServer]:
    folder = tmp_path_factory.mktemp("sftp")
    with SftpServer(folder / "served", folder / "scratch") as server:
        yield server


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with S3Server(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture(params=["folder", "memory", "file", "sftp", "s3"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path,
          monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:  # fmt: skip
    """Opens one more connection to a store that is empty at first."""
    path = f"/place-{next(_serial)}"
    environment: Mapping[str, str] = {}
    match request.param:
        case "folder":
            url = ""
        case "memory":
            url = f"memory://{path}"
        case "file":
            url = (tmp_path / "mounted").as_uri()
        case "sftp":
            url = request.getfixturevalue("sftp").url(path)
            environment = {VARIABLE: PASSWORD}
        case _:
            url = request.getfixturevalue("s3").url(path)
            for name, value in CREDENTIALS.items():
                monkeypatch.setenv(name, value)
    opened: list[FileStore] = []

    def again() -> FileStore:
        store = open_url(url, environment) if url else open_folder(tmp_path / "folder")
        opened.append(store)
        return store

    yield again
    for store in opened:
        store.close()


def file(folder: Path, content: bytes = b"RIFF some sound") -> Path:
    path = folder / f"source-{next(_serial)}"
    path.write_bytes(content)
    return path


def test_what_one_node_puts_another_one_gets(fresh: Open, tmp_path: Path) -> None:
    here, there = fresh(), fresh()
    name = "recordings/2026/11/23/ноябрь/17.wav"
    content = os.urandom(300_000)
    stored = here.put(file(tmp_path, content), name)
    assert (stored.name, stored.size) == (name, len(content))
    assert [(one.name, one.size) for one in there.files()] == [(name, len(content))]
    assert [one.name for one in there.files("recordings/2026")] == [name]
    assert there.folders("recordings/2026/11/23") == ["ноябрь"]
    facts = there.facts(name)
    assert facts is not None
    assert facts.tag == stored.tag
    assert facts.changed_at is not None
    assert abs(datetime.now(UTC) - facts.changed_at) < timedelta(minutes=5)
    target = tmp_path / "got" / "17.wav"
    assert there.fetch(name, target) == facts
    assert target.read_bytes() == content
    assert [path.name for path in target.parent.iterdir()] == ["17.wav"]


def test_what_is_not_there(fresh: Open, tmp_path: Path) -> None:
    store = fresh()
    assert list(store.files()) == []
    assert list(store.files("prompts")) == []
    assert store.folders("recordings/2026") == []
    assert store.facts("prompts/a.wav") is None
    assert store.fetch("prompts/a.wav", tmp_path / "a.wav") is None
    assert not (tmp_path / "a.wav").exists()
    assert not store.delete("prompts/a.wav")


def test_a_file_is_replaced_and_told_apart(fresh: Open, tmp_path: Path) -> None:
    store = fresh()
    before = store.put(file(tmp_path, b"one"), "prompts/a.wav")
    after = store.put(file(tmp_path, b"two, longer"), "prompts/a.wav")
    assert after.tag != before.tag
    store.fetch("prompts/a.wav", tmp_path / "a.wav")
    assert (tmp_path / "a.wav").read_bytes() == b"two, longer"
    assert [one.name for one in store.files()] == ["prompts/a.wav"]


def test_deleting_leaves_the_rest(fresh: Open, tmp_path: Path) -> None:
    store = fresh()
    for name in ("a/1.wav", "a/2.wav", "b/1.wav"):
        store.put(file(tmp_path), name)
    assert store.delete("a/1.wav")
    assert not store.delete("a/1.wav")
    assert sorted(one.name for one in store.files()) == ["a/2.wav", "b/1.wav"]
    assert store.delete("a/2.wav")
    assert store.folders("") in (["b"], ["a", "b"])  # an empty folder may stay, or go
    assert not store.delete("b")
    assert sorted(one.name for one in store.files()) == ["b/1.wav"]


def test_an_empty_file_is_a_file(fresh: Open, tmp_path: Path) -> None:
    store = fresh()
    assert store.put(file(tmp_path, b""), "messages/empty.wav").size == 0
    assert store.fetch("messages/empty.wav", tmp_path / "empty.wav") is not None
    assert (tmp_path / "empty.wav").read_bytes() == b""


@pytest.mark.parametrize("name", ["../a.wav", "/etc/passwd", "", "a/../../b", "C:/a.wav"])
def test_no_name_leads_out_of_the_store(fresh: Open, tmp_path: Path, name: str) -> None:
    store = fresh()
    with pytest.raises(KnownError, match="no name"):
        store.put(file(tmp_path), name)
    with pytest.raises(KnownError, match="no name"):
        store.fetch(name, tmp_path / "x")
    with pytest.raises(KnownError, match="no name"):
        store.delete(name)


def test_leftovers_of_uploads_are_removed(sftp: SftpServer, tmp_path: Path) -> None:
    store = open_url(sftp.url("/left"), {VARIABLE: PASSWORD})
    store.put(file(tmp_path), "recordings/1.wav")
    folder = sftp.folder / "left" / "recordings"
    (folder / ".1.wav.0123456789ab.part").write_bytes(b"half")
    assert [one.name for one in store.files()] == ["recordings/1.wav"]
    assert store.delete_leftovers(datetime.now(UTC) - timedelta(days=1)) == 0
    assert store.delete_leftovers(datetime.now(UTC) + timedelta(hours=1)) == 1
    assert [path.name for path in folder.iterdir()] == ["1.wav"]
    store.close()


# --- what goes wrong ---


def test_a_wrong_password_is_told_without_it(sftp: SftpServer) -> None:
    store = open_url(sftp.url(), {VARIABLE: "wrong-s3cret"})
    with pytest.raises(KnownError, match="does not let us in") as refusal:
        store.facts("a")
    assert not isinstance(refusal.value, StoreUnavailable)
    assert "wrong-s3cret" not in str(refusal.value)


def test_an_unknown_host_is_refused(sftp: SftpServer, tmp_path: Path,
                                    monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    empty = tmp_path / "none"
    empty.touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    store = open_url(sftp.url(known_hosts=empty), {VARIABLE: PASSWORD})
    with pytest.raises(KnownError, match="cannot prove who it is") as refusal:
        store.facts("a")
    assert "known_hosts" in refusal.value.mend


def test_a_folder_without_permission(sftp: SftpServer, tmp_path: Path) -> None:
    (sftp.folder / "taken").write_text("a file is in the way")
    store = open_url(sftp.url("/taken"), {VARIABLE: PASSWORD})
    with pytest.raises(KnownError) as refusal:
        store.put(file(tmp_path), "a.wav")
    assert sftp.url("/taken").partition("?")[0] in str(refusal.value)


def test_no_bucket_and_no_keys(s3: S3Server, tmp_path: Path,
                               monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    url = s3.url().replace("s3://voice/", "s3://another/")
    store = open_url(url, {})
    with pytest.raises(KnownError, match="s3://another/store is not there"):
        store.put(file(tmp_path), "a.wav")
    for name in CREDENTIALS:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(KnownError, match=r"does not let us in|cannot be reached"):
        open_url(s3.url(), {}).put(file(tmp_path), "a.wav")


def test_nobody_is_there(tmp_path: Path) -> None:
    store = open_url("sftp://rino@127.0.0.1:9/voice", {VARIABLE: PASSWORD})
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        store.facts("a")
    with pytest.raises(StoreUnavailable):
        store.put(file(tmp_path), "a.wav")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sftp://rino:secret@host/voice", "contains a password"),
        ("s3://bucket/place?secret=abc", "contains a secret"),
        ("s3://bucket/place?key=abc", "contains a secret"),
        ("sftp:///voice", "names no host"),
        ("sftp://host:port/voice", "port is not a number"),
        ("nonsense://host/voice", "no kind nonsense"),
        ("simplecache::s3://bucket/x", "not a URL"),
        ("s3://", "names no place"),
    ],
)
def test_addresses_that_cannot_be(url: str, words: str) -> None:
    with pytest.raises(KnownError, match=words) as refusal:
        open_url(url, {})
    assert refusal.value.mend
    assert "secret@" not in str(refusal.value)
    assert "abc" not in str(refusal.value)


def test_an_option_that_the_library_does_not_know(sftp: SftpServer) -> None:
    store = open_url(sftp.url(nonsense=1), {VARIABLE: PASSWORD})
    with pytest.raises(KnownError, match="cannot be used") as refusal:
        store.facts("a")
    assert "question mark" in refusal.value.mend
