"""Nodes that share a store over SFTP: outages, kills, and what a crash leaves behind."""

import functools
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from engine.adapters.voice_store import open_folder, open_url
from engine.adapters.voice_store.address import PASSWORD as VARIABLE
from engine.audio import recorded
from engine.audio.wav import wav_format
from engine.errors import KnownError
from engine.service import voice_store_copies, voice_store_spool, voice_store_upload
from engine.service.voice_store import VoiceStore
from tests.helpers import wav
from tests.helpers.processes import wait_until
from tests.helpers.sftp_server import PASSWORD, SftpServer

DAY = "recordings/2026/11/23/debtors"
Node = Callable[[str], VoiceStore]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in tenths of the time."""
    monkeypatch.setattr(voice_store_spool, "SETTLE_S", 0.3)
    monkeypatch.setattr(voice_store_upload, "_LOOK_EVERY_S", 0.1)
    monkeypatch.setattr(voice_store_upload, "_FIRST_WAIT_S", 0.2)
    monkeypatch.setattr(voice_store_upload, "_LONGEST_WAIT_S", 0.5)
    monkeypatch.setattr(voice_store_copies, "_REFRESH_S", 0.2)
    monkeypatch.setattr(voice_store_copies, "_ABSENT_S", 0.3)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SftpServer]:
    with SftpServer(tmp_path / "served", tmp_path / "server") as server:
        yield server


@pytest.fixture
def node(server: SftpServer, tmp_path: Path) -> Iterator[Node]:
    """A node of that name; the same name again is the same machine."""
    made: list[VoiceStore] = []

    def make(name: str) -> VoiceStore:
        connect = functools.partial(open_url, server.url(), {VARIABLE: PASSWORD})
        made.append(VoiceStore(tmp_path / name, open_folder, connect))
        return made[-1]

    yield make
    for store in made:
        store.close(0)


def record(store: VoiceStore, number: int, seconds: float = 0.5) -> Path:
    """As the line workers do: under its own name only when it is whole."""
    path = store.spool.path(f"{DAY}/{number}.wav")
    path.parent.mkdir(parents=True, exist_ok=True)
    wav.write_tone(path.with_name(path.name + ".part"), seconds)
    path.with_name(path.name + ".part").replace(path)
    return path


def names(store: VoiceStore) -> list[str]:
    return sorted(listed.file.name for listed in store.listing())


def old(path: Path, seconds: float = 120) -> Path:
    os.utime(path, (time.time() - seconds, time.time() - seconds))
    return path


def test_what_node_a_records_node_b_lists_and_plays(node: Node, tmp_path: Path) -> None:
    a, b = node("a"), node("b")
    contents = {n: record(a, n, 0.2 + n / 10).read_bytes() for n in range(1, 6)}
    assert [listed.waiting for listed in a.listing("recordings/*")] == [True] * 5
    assert a.backlog().count == 5
    a.start()
    wait_until(lambda: a.backlog().count == 0)
    assert names(b) == names(a) == [f"{DAY}/{n}.wav" for n in range(1, 6)]
    assert not any(listed.waiting for listed in a.listing())
    for number, content in contents.items():
        b.copy_out(f"{DAY}/{number}.wav", tmp_path / "out.wav")
        assert (tmp_path / "out.wav").read_bytes() == content
        heard = b.find(f"{DAY}/{number}.wav")
        assert heard is not None
        assert heard.read_bytes() == content
        # On the node itself it needs no network: the review menu plays it at once.
        own = a.find(f"{DAY}/{number}.wav")
        assert own is not None
        assert own.read_bytes() == content


def test_a_prompt_changed_on_one_node_is_heard_on_the_other(node: Node, tmp_path: Path) -> None:
    a, b = node("a"), node("b")
    first = wav.write_tone(tmp_path / "1.wav", 0.2)
    second = wav.write_tone(tmp_path / "2.wav", 0.3)
    a.add(first, "prompts/hello.wav")
    path = b.find("prompts/hello.wav")
    assert path is not None
    assert path.read_bytes() == first.read_bytes()
    a.add(second, "prompts/hello.wav")

    def heard() -> bool:
        found = b.find("prompts/hello.wav")
        return found is not None and found.read_bytes() == second.read_bytes()

    wait_until(heard, 5)
    assert a.delete(["prompts/hello.wav"]) == ["prompts/hello.wav"]
    wait_until(lambda: b.find("prompts/hello.wav") is None, 5)


def test_copies_serve_while_the_store_is_away(
    node: Node, server: SftpServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    a, b = node("a"), node("b")
    sound = wav.write_tone(tmp_path / "1.wav", 0.2)
    a.add(sound, "prompts/hello.wav")
    assert b.find("prompts/hello.wav") is not None
    server.kill()
    with caplog.at_level(logging.WARNING):
        took = []
        for _ in range(30):
            began = time.monotonic()
            path = b.find("prompts/hello.wav")
            took.append(time.monotonic() - began)
            assert path is not None
            assert path.read_bytes() == sound.read_bytes()
            time.sleep(0.03)
        assert median(took) < 0.1, "calls wait for the network"
        # What has no copy is told, quickly once the outage is known.
        for _ in range(2):
            with pytest.raises(KnownError, match="cannot be reached"):
                b.find("prompts/other.wav")
    told = [record for record in caplog.records if "Copies are used" in record.message]
    assert len(told) == 1
    server.again()
    wait_until(lambda: b.find("prompts/hello.wav") and b.copies and b.copies._trouble is None, 5)


def test_a_server_killed_in_mid_upload_loses_and_halves_nothing(
    node: Node, server: SftpServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server.kill()
    server.again(write_delay_s=0.1)  # a megabyte takes three seconds
    a, b = node("a"), node("b")
    whole = record(a, 1, 60).read_bytes()
    assert len(whole) > 900_000
    record(a, 2)
    a.start()
    there = server.folder / "voice"

    def half() -> bool:
        sizes = [path.stat().st_size for path in there.rglob(".*.part")]
        return any(100_000 < size < len(whole) for size in sizes)

    wait_until(half, 30, "an upload under way")
    server.kill()
    wait_until(lambda: a.backlog().last_error, 30, "the outage noticed")
    assert a.backlog().count == 2
    assert "cannot be reached" in a.backlog().last_error
    assert not (there / DAY / "1.wav").exists()
    server.again()  # the long one is not there before b has looked
    assert names(b) in ([], [f"{DAY}/2.wav"])
    wait_until(lambda: a.backlog().count == 0, 60, "uploaded after the outage")
    wait_until(lambda: a.backlog().last_error == "", 30, "the outage over")
    assert names(b) == [f"{DAY}/1.wav", f"{DAY}/2.wav"]
    assert (there / DAY / "1.wav").read_bytes() == whole
    told = [record for record in caplog.records if "Recordings wait in" in record.message]
    assert len(told) == 1


_UPLOADER = """
import functools, sys, time
from pathlib import Path
from engine.adapters.voice_store import open_folder, open_url
from engine.service.voice_store import VoiceStore
url, password, folder = sys.argv[1:]
connect = functools.partial(open_url, url, {"RINO_VOICE_STORE_PASSWORD": password})
VoiceStore(Path(folder), open_folder, connect).start()
time.sleep(60)
"""


def test_an_engine_killed_in_mid_upload_begins_again(
    node: Node, server: SftpServer, tmp_path: Path
) -> None:
    server.kill()
    server.again(write_delay_s=0.1)
    a, b = node("a"), node("b")
    whole = old(record(a, 1, 60)).read_bytes()
    there = server.folder / "voice"
    engine = subprocess.Popen(
        [sys.executable, "-c", _UPLOADER, server.url(), PASSWORD, str(tmp_path / "a")],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    try:
        wait_until(
            lambda: any(path.stat().st_size > 100_000 for path in there.rglob(".*.part")),
            60, "an upload under way",
        )  # fmt: skip
    finally:
        engine.send_signal(signal.SIGKILL)
        engine.wait()
    assert names(b) == []
    assert a.backlog().count == 1
    a.start()
    wait_until(lambda: a.backlog().count == 0, 60)
    assert names(b) == [f"{DAY}/1.wav"]
    assert (there / DAY / "1.wav").read_bytes() == whole


def test_nothing_is_uploaded_while_it_is_being_recorded(node: Node, server: SftpServer) -> None:
    a, b = node("a"), node("b")
    whole = a.spool.path(f"{DAY}/1.wav")
    for part in recorded.parts_of(whole):
        wav.write_tone(part, 0.3)
    wav.write_tone(recorded.part_of_message(a.spool.path(f"{DAY}/2.wav")), 0.3)
    (whole.parent / "3.wav.part").write_bytes(b"RIFF")
    a.start()
    time.sleep(1.0)
    assert names(b) == []
    assert a.backlog().count == 0
    assert recorded.complete(whole)  # the call is over
    wait_until(lambda: names(b) == [f"{DAY}/1.wav"], 5)


def test_what_a_crash_cut_off_is_completed_repaired_or_set_aside(
    node: Node, server: SftpServer, tmp_path: Path
) -> None:
    a, b = node("a"), node("b")
    call = a.spool.path(f"{DAY}/1.wav")
    for part, hertz in zip(recorded.parts_of(call), (700, 440), strict=True):
        wav.write_tone(part, 1.0, hertz)
        data = bytearray(part.read_bytes())
        data[4:8] = data[40:44] = bytes(4)  # its writer never came to write its size
        part.write_bytes(data)
        old(part)
    message = a.spool.path("messages/2026/11/23/debtors/2-1.wav")
    old(wav.write_tone(recorded.part_of_message(message), 1.0, 500))
    short = record(a, 3, 1.0)
    short.write_bytes(short.read_bytes()[:9001])  # the machine lost power
    old(short)
    garbage = a.spool.path(f"{DAY}/4.wav")
    garbage.write_bytes(bytes(5000))
    old(garbage)
    empty = a.spool.path(f"{DAY}/5.wav")
    empty.touch()
    old(empty)
    a.start()
    wait_until(lambda: a.backlog().count == 0, 10)
    assert names(b) == [
        "messages/2026/11/23/debtors/2-1.wav", f"{DAY}/1.wav", f"{DAY}/3.wav",
    ]  # fmt: skip
    b.copy_out(f"{DAY}/1.wav", tmp_path / "1.wav")
    _, (subscriber, ours) = wav.read(tmp_path / "1.wav")
    assert wav.seconds_of_tone(subscriber, 700) > 0.9
    assert wav.seconds_of_tone(ours, 440) > 0.9
    b.copy_out(f"{DAY}/3.wav", tmp_path / "3.wav")
    assert wav_format(tmp_path / "3.wav").telephone
    assert len(wav.read(tmp_path / "3.wav")[1][0]) == (9001 - 44) // 2
    assert a.backlog().set_aside == 2
    aside = a.folder / "aside" / DAY
    assert (aside / "4.wav").read_bytes() == bytes(5000)
    assert "4.wav" in (aside / "4.wav.txt").read_text("utf-8")


def test_the_last_recordings_are_uploaded_before_the_engine_leaves(
    node: Node, server: SftpServer
) -> None:
    a, b = node("a"), node("b")
    a.start()
    time.sleep(0.2)
    record(a, 1)
    a.close(5)
    assert names(b) == [f"{DAY}/1.wav"]


def test_an_engine_does_not_wait_for_a_store_that_is_away(node: Node, server: SftpServer) -> None:
    a = node("a")
    server.kill()
    record(a, 1)
    a.start()
    wait_until(lambda: a.backlog().last_error, 10)
    began = time.monotonic()
    a.close(60)
    assert time.monotonic() - began < 30
    assert a.backlog().count == 1


def test_two_engines_of_one_machine_share_a_spool(node: Node, server: SftpServer) -> None:
    one, two, b = node("a"), node("a"), node("b")
    for number in range(30):
        record(one, number)
    one.start()
    two.start()
    wait_until(lambda: one.backlog().count == 0, 20)
    assert len(names(b)) == 30
    assert one.backlog().last_error == ""
    assert not list((server.folder / "voice").rglob(".*.part"))


def test_check_tells_what_is_wrong(node: Node, server: SftpServer) -> None:
    a = node("a")
    a.check()
    assert list((server.folder / "voice").iterdir()) == []
    server.kill()
    with pytest.raises(KnownError, match="cannot be reached"):
        a.check()


def test_deleting_takes_what_waits_too(node: Node, server: SftpServer) -> None:
    a = node("a")
    record(a, 1)
    assert a.delete([f"{DAY}/1.wav", f"{DAY}/9.wav"]) == [f"{DAY}/1.wav"]
    assert a.backlog().count == 0
    assert a.find(f"{DAY}/1.wav") is None
