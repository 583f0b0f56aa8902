"""``rino-desktop voice …``: prompts and recordings, in a folder and in a store shared by nodes."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import soundfile

from engine.audio.wav import wav_format
from engine.service.recordings import recording_name
from rino_desktop.demo.sip.controller import Farm
from tests.helpers import wav
from tests.helpers.office import Office, numbers, wait_for
from tests.helpers.program import Program
from tests.helpers.sftp_server import PASSWORD, SftpServer


@pytest.fixture
def sftp(tmp_path: Path) -> Iterator[SftpServer]:
    with SftpServer(tmp_path / "served", tmp_path / "server") as server:
        yield server


def tone(path: Path) -> Path:
    return wav.write_tone(path, 0.6, 700)


def converted(source: Path, name: str) -> Path:
    soundfile.write(source.with_name(name), *soundfile.read(source))
    return source.with_name(name)


def test_import_list_play_delete(program: Program) -> None:
    source = tone(program.folder / "hello.wav")
    converted(source, "hello.ogg")
    converted(source, "hello.flac")
    assert program.json("voice", "list") == []
    (one,) = program.json("voice", "import", "hello.ogg")
    assert (one["name"], one["ok"], one["format"]) == ("prompts/hello.wav", True, "OGG")
    program.ok("voice", "import", "hello.flac", "--name", "city/Приветствие")
    listed = program.json("voice", "list")
    assert [(f["name"], f["waiting"]) for f in listed] == [
        ("city/Приветствие.wav", False), ("prompts/hello.wav", False),
    ]  # fmt: skip
    assert [f["name"] for f in program.json("voice", "list", "prompts/*")] == ["prompts/hello.wav"]
    assert "Nothing of that name" in program.ok("voice", "list", "nothing/*")
    played = program.json("voice", "play", "prompts/hello.wav", "--out", "out.wav")
    assert played["bytes"] == (program.folder / "out.wav").stat().st_size
    assert wav_format(program.folder / "out.wav").telephone
    assert "nothing was deleted" in program.error(
        "voice", "delete", "prompts/hello.wav", "prompts/none.wav"
    )
    assert program.json("voice", "delete", "prompts/hello.wav") == {
        "deleted": ["prompts/hello.wav"]
    }
    assert "There is no prompts/hello.wav" in program.error(
        "voice", "play", "prompts/hello.wav", "--out", "x.wav"
    )
    assert not (program.folder / "x.wav").exists()


def test_a_folder_is_imported_whole_and_what_cannot_be_is_told(program: Program) -> None:
    folder = program.folder / "studio"
    (folder / "menu").mkdir(parents=True)
    converted(tone(folder / "one.wav"), "two.flac")
    tone(folder / "menu" / "three.wav")
    (folder / "menu" / "four.mp3").write_text("no sound")
    (folder / "read me.txt").write_text("nothing of interest")
    outcome = program.run("voice", "import", "studio", "--json")
    assert outcome.status == 1
    results = {entry["name"]: entry for entry in json.loads(outcome.out)}
    assert {name: entry["ok"] for name, entry in results.items()} == {
        "prompts/menu/four.wav": False, "prompts/menu/three.wav": True,
        "prompts/one.wav": True, "prompts/two.wav": True,
    }  # fmt: skip
    assert "is text, not sound" in results["prompts/menu/four.wav"]["error"]
    assert outcome.err.splitlines() == ["rino-desktop: Files not imported: 1."]
    assert len(program.json("voice", "list")) == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("empty.wav",), "is empty"),
        (("none.wav",), "cannot be read"),
        (("empty",), "has no sound files"),
        (("a.wav", "b.wav", "--name", "x"), "single file"),
        (("a.wav", "A/a.wav"), "would both become prompts/a.wav"),
        (("a.wav", "--name", "../x"), "no name in a voice store"),
        (("a.wav", "b.wav", "--as", "x.wav"), "single file"),
        (("broken.mp3",), "is no MP3 file"),
    ],
)
def test_imports_that_cannot_be(program: Program, arguments: tuple[str, ...], words: str) -> None:
    (program.folder / "empty.wav").touch()
    (program.folder / "empty").mkdir()
    (program.folder / "A").mkdir()
    (program.folder / "broken.mp3").write_bytes(b"ID3\x04\0\0\0\0\0\x0a" + bytes(500))
    for name in ("a.wav", "b.wav", "A/a.wav"):
        tone(program.folder / name)
    assert words in program.error("voice", "import", *arguments)
    assert program.json("voice", "list") == []


def test_a_prompt_beside_the_store(program: Program) -> None:
    converted(tone(program.folder / "a.wav"), "a.ogg")
    program.ok("voice", "import", "a.ogg", "--as", "b.wav")
    assert wav_format(program.folder / "b.wav").telephone
    assert program.json("voice", "list") == []


def test_retention_by_hand_and_by_rule(program: Program, campaign: str) -> None:
    now = datetime.now(UTC)
    store = program.folder / "data" / "voice"
    names = [recording_name(campaign, n, now - timedelta(days=n)) for n in (1, 10, 40)]
    for name in names:
        tone(store / name)
    assert program.json("voice", "retention") == {"rules": [], "last_run": None, "deleted": 0}
    trial = program.json("voice", "retention", "--days", "20", "--dry-run")
    assert (trial["files"], trial["dry_run"]) == (1, True)
    assert len(program.json("voice", "list")) == 3
    program.ok("voice", "retention", "set", "--days", "30", "--kind", "recordings")
    program.ok("voice", "retention", "set", "--days", "5", "--campaign", "November")
    rules = program.json("voice", "retention")["rules"]
    assert {(r["kind"], r["campaign"], r["days"]) for r in rules} == {
        ("recordings", None, 30), ("recordings", "november", 5), ("messages", "november", 5),
    }  # fmt: skip
    done = program.json("voice", "retention", "run")
    assert (done["files"], [f["folder"] for f in done["folders"]]) == (2, ["november"])
    assert [f["name"] for f in program.json("voice", "list")] == names[:1]
    program.ok("voice", "retention", "remove", "--campaign", "november")
    assert "no such rule" in program.error("voice", "retention", "remove", "--kind", "messages")
    assert "--days N" in program.error("voice", "retention", "set")
    kept = ("voice", "retention", "--kind", "operators")
    assert program.json(*kept, "--days", "9") == {"dry_run": False, "rows": 0}
    program.ok("voice", "retention", "set", "--days", "9", "--kind", "contacts")
    everything = program.json("voice", "retention", "run", "--kind", "all")
    rows = dict.fromkeys(("contacts", "rejects", "traces", "operators", "audit"), 0)
    assert everything["rows"] == rows
    assert program.json("voice", "retention")["last_run"] is not None
    assert "run" in program.error("voice", "retention", "set", "--days", "9", "--kind", "all")
    assert "alike for all" in program.error(*kept, "--days", "9", "--campaign", "November")
    assert "--days" in program.error("voice", "retention", "--days", "0", status=2)

    # Who did it, and what became of it, is in the audit log.
    logged = program.json("audit", "list", "--action", "retention.")
    changed = [
        (e["subject"], e["details"]["campaign"], e["details"]["days"])
        for e in reversed(logged) if "campaign" in e["details"]
    ]  # fmt: skip
    assert changed == [
        ("recordings", "", [None, 30]), ("recordings", campaign, [None, 5]),
        ("messages", campaign, [None, 5]), ("recordings", campaign, [5, None]),
        ("messages", campaign, [5, None]), ("contacts", "", [None, 9]),
    ]  # fmt: skip
    about, *_ = (e for e in logged if e["action"] == "retention.part")
    assert about["details"]["sha256"] == done["folders"][0]["sha256"]
    assert all((e["via"], e["computer"] != "") == ("command", True) for e in logged)
    program.ok("voice", "delete", names[0])
    protocol = program.json("voice", "retention", "log")
    assert [each["what"] for each in protocol[:4]] == ["hand", "run", "rule", "run"]
    first = next(each for each in reversed(protocol) if each["what"] == "run")
    (item,) = first["items"]
    assert (item["count"], item["left"], item["sha256"]) == (2, 0, done["folders"][0]["sha256"])
    program.ok("voice", "retention", "log", "--out", "protocol.csv")
    lines = (program.folder / "protocol.csv").read_text("utf-8-sig").splitlines()
    assert item["sha256"] in "".join(lines)
    assert "Exported by" in lines[-1]
    assert program.json("audit", "list", "--limit", "1")[0]["action"] == "export.retention"


def test_status_and_doctor_tell_where_the_store_is(program: Program, sftp: SftpServer) -> None:
    status = program.json("voice", "status")
    assert (status["remote"], status["reachable"]) == (False, True)
    tone(program.folder / "data/voice/recordings/2026/11/23/c/7.wav")
    counted = program.json("voice", "status", "--count")["contents"]
    assert (counted["recordings"]["files"], counted["strangers"]["files"]) == (1, 1)
    program.environment |= {
        "RINO_VOICE_STORE": sftp.url(), "RINO_VOICE_STORE_PASSWORD": PASSWORD,
    }  # fmt: skip
    status = program.json("voice", "status")
    assert (status["remote"], status["reachable"], status["backlog"]["files"]) == (True, True, 0)
    assert {each["name"]: each["state"] for each in status["findings"]} == {
        "reachable": "ok", "space": "ok", "waiting": "ok", "cut_off": "ok", "aside": "ok",
    }  # fmt: skip
    assert status["place"] == sftp.url().partition("?")[0]
    waits = Path(status["folder"], "recordings/2026/11/23/c/1.wav")
    tone(waits)
    assert program.json("voice", "status")["backlog"]["files"] == 1
    assert [f["waiting"] for f in program.json("voice", "list")] == [True]
    sftp.kill()
    outcome = program.run("voice", "status", "--json")
    told = json.loads(outcome.out)
    assert (outcome.status, told["reachable"]) == (1, False)
    assert "cannot be reached" in told["error"]
    assert PASSWORD not in outcome.out + outcome.err
    findings = program.run("doctor", "--json").out
    assert "voice_store" in findings
    assert sftp.url().partition("?")[0] in findings


def test_prompts_of_a_published_scheme_reach_a_shared_store(
    program: Program, sftp: SftpServer
) -> None:
    program.environment |= {
        "RINO_VOICE_STORE": sftp.url(), "RINO_VOICE_STORE_PASSWORD": PASSWORD,
    }  # fmt: skip
    samples = Path(__file__).parents[2] / "resources"
    shutil.copyfile(samples / "schemes" / "notice.scheme.json", program.folder / "n.scheme.json")
    shutil.copytree(samples / "prompts", program.folder / "prompts")
    program.ok("scheme", "import", "n.scheme.json")
    there = sftp.folder / "voice" / "notice"
    assert {file.name for file in there.iterdir()} >= {"message.ru.wav", "message.en.wav"}
    assert len(list(there.iterdir())) == len(list((samples / "prompts" / "notice").iterdir()))


def test_an_engine_records_into_a_shared_store(tmp_path: Path, sftp: SftpServer) -> None:
    """Two calls are recorded on one node; another one lists, plays and deletes them, and the
    report says so."""
    office = Office(tmp_path / "office")
    shared = {"RINO_VOICE_STORE": sftp.url(), "RINO_VOICE_STORE_PASSWORD": PASSWORD}
    office.environment.update(shared)
    rules = [
        {
            "pattern": ".",
            "behaviour": {"kind": "answer_and_press", "voice": "tone:1000", "hang_up_after_s": 2},
        }
    ]
    with Farm(tmp_path / "farm", behaviours={"rules": rules}) as farm:
        try:
            office.open(farm.port, extra="record = true")
            office.contacts("city-notice", numbers(2))
            office.run("campaign", "start", "city-notice")
            engine = office.engine()
            wait_for(lambda: engine.poll() is not None, "the campaign done")
        finally:
            office.close()
    assert engine.returncode == 0, office.log()
    second = Office(tmp_path / "second", office.database)
    second.environment.update(shared)
    listed = second.json("voice", "list", "recordings/*")
    assert len(listed) == 2, office.log()
    assert not any(one["waiting"] for one in listed)
    name = listed[0]["name"]
    second.run("voice", "play", name, "--out", "call.wav")
    _, (subscriber, _ours) = wav.read(second.folder / "call.wav")
    assert wav.seconds_of_tone(subscriber, 1000) > 0.5
    second.run("voice", "delete", name)
    second.run("report", "attempts", "--campaign", "city-notice", "--format", "csv",
               "--out", "attempts.csv")  # fmt: skip
    report = (second.folder / "attempts.csv").read_text("utf-8-sig")
    assert f"{name} (deleted)" in report
    assert report.count("(deleted)") == 1
