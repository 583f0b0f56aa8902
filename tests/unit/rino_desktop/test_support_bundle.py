"""A bundle for support: secrets, numbers and names lie everywhere, and none of them is in it."""

import json
import logging
import traceback
import zipfile
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as quick
from hypothesis import strategies as st

from engine.adapters.firebird import inside as inside_of
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.domain.trunk import TrunkSettings
from engine.errors import KnownError
from engine.ports.sources import SourceSettings
from engine.ports.storage import NewContact, Stores
from rino_desktop import bootstrap, log, settings, struck_out, support_bundle, support_journal
from rino_desktop.cli.main import run
from rino_desktop.log_lines import formatter
from rino_desktop.support_log import tail
from rino_desktop.support_words import known_words, report, words

SECRET = "Kq7-tresor-XJ2"
PHONES = ("+79161234567", "8 (916) 123-45-67", "79161234567")
NAMES = ("Qwardovsky", "Кварцхелия", "qwardovsky", "QWARDOVSKY_DB", "Zephyrine")
LOOKED_FOR = (SECRET, "127.0.0.9", "tresor", "9161234567", "1234567", "123-45-67", *NAMES)


def plant(folder: Path) -> None:
    """Into reports and logs."""
    logs = folder / "data" / "log"
    logs.mkdir(parents=True, exist_ok=True)
    said = f"{NAMES[0]} {NAMES[1]}, {PHONES[0]}, {PHONES[1]}: {SECRET}"
    try:
        try:
            raise ValueError(f"{said}\n{NAMES[4]}: {PHONES[2]}\n    {said}")
        except ValueError as error:
            raise KeyError(NAMES[0]) from error
    except KeyError as error:
        (logs / "crash-20260601-120000-7.log").write_text(log.crash_report(error), "utf-8")
    (logs / f"stuck-{NAMES[0]}.log").write_text(
        "the engine is stuck: database, 181 s\n\nthread database_0:\n"
        f'  File "/home/{NAMES[2]}/venv/lib/python3.11/site-packages/engine/x.py", line 5, in f\n'
        f"    password = '{SECRET}'\n"
        f"task EngineRunner._keep_lease at /home/{NAMES[2]}/engine/service/runner.py:9\n", "utf-8"
    )  # fmt: skip
    lines = []
    for form in ("text", "json"):
        write = formatter(form, journal=form == "json")
        for message, arguments in (
            ("contact %d is not dialled: %s", (5, said)),
            (said, ()),
            (f"{NAMES[0]} %s", (PHONES[0],)),
        ):
            entry = logging.LogRecord(
                "engine.service.x", logging.INFO, "x", 1, message, arguments, None
            )
            lines.append(write.format(entry))
    lines.append(
        json.dumps(
            {
                "call": NAMES[0],
                "node": NAMES[0],
                "extra": SECRET,
                "attempt": 12,
                "level": SECRET,
                "logger": "Dr " + NAMES[0],
                "time": PHONES[0],
            }
        )
    )
    lines += [said, f"Dr {said}", f'{{"cut off {said}']
    (logs / "engine.log").write_text("\n".join(lines), "utf-8")
    (folder / f"{NAMES[2]}.log").write_text("\n".join(lines), "utf-8")


def plant_rows(stores: Stores) -> int:
    trunk = TrunkSettings(
        name=NAMES[0], proxy="sip:127.0.0.9:5060", user=PHONES[2], password_env=NAMES[3]
    )
    stores.trunks.add(trunk)
    campaign = stores.campaigns.create(
        CampaignSettings(name=f"{NAMES[0]} {PHONES[0]}", scheme="notice", trunks=(NAMES[0],))
    )
    stores.sources.add(
        SourceSettings(NAMES[2], f"firebird://{NAMES[0]}@127.0.0.9:1/{NAMES[3]}", NAMES[3])
    )
    stores.audit.record(datetime.now(UTC), "user.add", NAMES[0], {"phone": PHONES[0]})
    return campaign.id


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RINO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("RINO_DB", str(tmp_path / f"{NAMES[2]}.fdb"))
    bootstrap.create_database(settings.resolve(Namespace()))
    monkeypatch.setenv(NAMES[3], SECRET)
    monkeypatch.setenv("RINO_SOURCE_PASSWORD", SECRET)
    monkeypatch.setenv("RINO_SPEECH", "")
    struck_out.forget_all()  # nobody has handed the secret out: nothing strikes it out
    plant(tmp_path)
    (tmp_path / "bundle.toml").write_text(
        f'[sources.{NAMES[2]}]\nurl = "sqlite:////{NAMES[0]}/{SECRET}.db"\n'
        f'password_env = "{NAMES[3]}"\n', "utf-8",
    )  # fmt: skip
    return tmp_path


def plant_journal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As journalctl writes it: of the engine, of systemd, and what is no text."""
    said = (folder / "data" / "log" / "engine.log").read_text("utf-8").splitlines()
    entries = [
        *({"MESSAGE": each, "SYSLOG_IDENTIFIER": "rino-desktop", "_PID": "77"} for each in said),
        {"MESSAGE": list(f"Traceback {PHONES[0]}".encode()), "_PID": NAMES[0]},
        {"MESSAGE": None, "_PID": "77"},
        {"MESSAGE": f"{NAMES[0]}: exited", "SYSLOG_IDENTIFIER": "systemd", "_PID": "1",
         "EXIT_CODE": "dumped", "EXIT_STATUS": "ABRT", "UNIT_RESULT": SECRET},
    ]  # fmt: skip
    lines = [json.dumps({"__REALTIME_TIMESTAMP": "1764493964318000"} | each) for each in entries]
    program = folder / "bin" / "journalctl"
    program.parent.mkdir()
    (folder / "journal").write_text("\n".join([*lines, f"{{{SECRET}"]), "utf-8")
    program.write_text(
        f"#!/bin/sh\necho \"$@\" >'{folder}/asked'\ncat '{folder}/journal'\n", "utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setattr(support_journal, "there_is_one", lambda: True)


def test_nothing_of_what_was_planted_is_in_it(
    planted: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_journal(planted, monkeypatch)
    monkeypatch.setattr(inside_of, "COUNTED", 20)
    resolved = settings.resolve(Namespace())
    database = bootstrap.open_database(resolved)
    try:
        number = database.transact(plant_rows)
        contact = NewContact((PHONES[0],), ("Europe/Moscow",), {"ФИО": NAMES[1]}, 2)
        bootstrap.bulk_loader(resolved).load(number, f"{NAMES[0]}.csv", iter([[contact]]))
        database.transact(lambda s: s.campaigns.set_state(number, CampaignState.RUNNING))
    finally:
        database.close()
    target = planted / "out.zip"
    status = run([
        "--config", str(planted / "bundle.toml"), "support-bundle", str(target),
        "--log", str(planted / f"{NAMES[2]}.log"), "--json",
    ])  # fmt: skip
    out, err = capsys.readouterr()
    assert status == 0, err
    with zipfile.ZipFile(target) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert list(texts) == json.loads(out)["parts"]
    for name, text in texts.items():
        for planted_word in LOOKED_FOR:
            assert planted_word.lower() not in (name + text).lower(), (name, planted_word)
    # And yet it tells what is needed.
    assert {"MANIFEST.txt", "versions.json", "settings.json", "doctor.json", "database.json",
            "office.json", "logs/crash-20260601-120000-7.log", "logs/given-1.log",
            "logs/found-1.log", "logs/journal.log"} <= set(texts)  # fmt: skip
    crash = texts["logs/crash-20260601-120000-7.log"]
    assert "ValueError:" in crash
    assert "in plant" in crash
    stuck = next(text for name, text in texts.items() if "stuck" in name)
    assert 'File "engine/x.py", line 5, in f' in stuck
    assert "task EngineRunner._keep_lease at engine/service/runner.py:9" in stuck
    found = texts["logs/found-1.log"]
    assert "INFO engine.service.x: contact • is not dialled: " in found
    assert '"template": "contact %d is not dialled: %s"' in found
    inside = json.loads(texts["database.json"])
    assert inside["rows"]["contacts"] == 1
    # A large table is not counted to its end.
    assert inside["rows"]["schema_versions"] == "20+"
    assert inside["mib_at_most"]["schema_versions"] == 12
    journal = texts["logs/journal.log"].splitlines()
    assert "2025-11-30T09:12:44.318+00:00 [77] " in journal[0]
    assert "INFO engine.service.x: contact • is not dialled: " in journal[0]
    assert journal[-1].endswith("[1] systemd: EXIT_CODE=dumped EXIT_STATUS=ABRT UNIT_RESULT=-")
    assert "--unit=rino-engine@*.service" in (planted / "asked").read_text("utf-8")
    assert any("PLAN" in each["plan"] for each in inside["plans"])
    standing = json.loads(texts["office.json"])
    assert standing["campaigns"][-1]["contacts"]["new"] == 1
    assert standing["sources"]["firebird"] >= 1
    assert json.loads(texts["settings.json"])["environment"]["RINO_SOURCE_PASSWORD"] == "set"
    checks = {check["name"]: check["state"] for check in json.loads(texts["doctor.json"])}
    assert checks["python"] == "ok"
    for name in texts:
        assert name == "MANIFEST.txt" or name in texts["MANIFEST.txt"]


def test_a_bundle_without_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINO_DATA", str(tmp_path))
    monkeypatch.setattr(support_bundle.support_parts, "examined", lambda _settings: [])
    broken = tmp_path / "broken.fdb"
    broken.write_bytes(b"no database")
    made = support_bundle.make(
        settings.resolve(Namespace(db=str(broken))), tmp_path / "out.zip"
    )  # fmt: skip
    texts = {part.name: part.text for part in made.parts}
    assert "missing" in json.loads(texts["database.json"])
    assert "missing" in json.loads(texts["office.json"])
    with pytest.raises(KnownError, match="cannot be written"):
        support_bundle.make(
            settings.resolve(Namespace(db=str(broken))), tmp_path / "nowhere" / "out.zip"
        )
    with pytest.raises(KnownError, match="cannot be read"):
        support_bundle.make(
            settings.resolve(Namespace(db=str(broken))), tmp_path / "x.zip", [tmp_path / "no.log"]
        )
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part"))


@quick(max_examples=40, deadline=None)
@given(st.text(), st.booleans())
def test_no_number_gets_through(text: str, digits: bool) -> None:
    kept = words(f"{text} +7 916 123-45-67 {text}", digits=digits)
    assert "123" not in kept.replace(words(text, digits=digits), "") or "123" in text


@quick(max_examples=40, deadline=None)
@given(st.text(alphabet="абвгqwxz \n.:", min_size=1))
def test_what_gets_through_is_known(text: str) -> None:
    import re

    for kept in (words(text), report(text)):
        for word in re.findall(r"[^\W\d_]+", kept):
            assert word in known_words() or word.lower() in known_words()


def test_errors_in_groups_keep_where_they_happened() -> None:
    try:
        raise ExceptionGroup(NAMES[0], [ValueError(NAMES[4])])
    except ExceptionGroup as error:
        text = report("".join(traceback.format_exception(error)))
    assert f'File "rino_desktop/{Path(__file__).name}"' in text
    assert "Exception Group Traceback" in text
    assert "| ValueError: •" in text
    assert not [name for name in NAMES if name in text]


def test_words_of_ours_stay() -> None:
    assert words("The database cannot be reached: Quaxley") == "The database cannot be reached: •"
    assert words("Диск: 512 MB, Ковалёв") == "Диск: 512 MB, •"


def test_the_tail_of_a_long_log(tmp_path: Path) -> None:
    file = tmp_path / "engine.log"
    line = "2026-06-01 12:00:00,000 ERROR engine.x: the database is back"
    file.write_text("\n".join([line] * 30_000), "utf-8")
    assert tail(file).splitlines() == [line] * 2000
