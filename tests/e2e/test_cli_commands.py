"""Every command of docs/cli.md, as a script outside would call it."""

import json
import resource
import sqlite3
from pathlib import Path

import pytest

from tests.helpers.program import Program


def test_init_publishes_the_samples_and_refuses_to_do_it_twice(tmp_path: Path) -> None:
    program = Program(tmp_path)
    names = program.json("db", "init")["schemes"]
    assert set(names) >= {"debtor-reminder", "notice", "opt-out", "survey"}
    assert "exists already" in program.error("db", "init")
    schemes = program.json("scheme", "list")
    assert [(s["name"], s["published"], s["draft"]) for s in schemes] == [
        (name, 1, False) for name in names
    ]


def test_a_missing_database_is_told_with_its_mend(tmp_path: Path) -> None:
    assert "rino-desktop db init" in Program(tmp_path).error("campaign", "list")


def test_database_upgrade_check_backup_restore(program: Program) -> None:
    version = program.json("db", "upgrade")
    assert version["from"] == version["to"] > 0
    assert version["schemes"] == [], "the samples are there, and stay as the office has made them"
    assert program.json("db", "check") == {"ok": True, "problems": []}
    made = program.json("db", "backup", "copy.fbk")
    assert made["bytes"] == (program.folder / "copy.fbk").stat().st_size > 0
    assert "exists already" in program.error("db", "restore", "copy.fbk")
    program.ok("db", "restore", "copy.fbk", "--db", program.folder / "second.fdb")
    trunks = program.json("trunk", "list", "--db", program.folder / "second.fdb")
    assert [trunk["name"] for trunk in trunks] == ["city"]
    program.ok("db", "restore", "copy.fbk", "--overwrite")
    (program.folder / "text.fbk").write_text("no backup")
    program.error("db", "restore", "text.fbk", "--db", program.folder / "third.fdb")
    assert not (program.folder / "third.fdb").exists()
    assert "no file none.fbk" in program.error("db", "restore", "none.fbk")


def test_trunk_options_are_kept(program: Program) -> None:
    program.ok(
        "trunk", "add", "full", "--proxy", "sip:gw.example:5070", "--outbound-proxy",
        "sip:10.0.0.1", "--user", "u", "--password-env", "PW", "--register", "--transport", "tls",
        "--srtp", "mandatory", "--codecs", "g722,pcma", "--caller-id", "+74951234567",
        "--caller-id-in", "rpid", "--dial-format", "8{national}", "--lines", "7", "--cps", "0.5",
        "--public-address", "192.0.2.7", "--ports", "20000-20199",
    )  # fmt: skip
    full = next(t for t in program.json("trunk", "list") if t["name"] == "full")
    assert full == {
        "name": "full", "proxy": "sip:gw.example:5070", "outbound_proxy": "sip:10.0.0.1",
        "user": "u", "password_env": "PW", "register": True, "transport": "tls",
        "srtp": "mandatory", "codecs": ["g722", "pcma"], "caller_id": "+74951234567",
        "caller_id_in": "rpid", "dial_format": "8{national}", "lines": 7, "cps": 0.5,
        "public_address": "192.0.2.7", "ports": "20000-20199", "engines": [],
    }  # fmt: skip
    program.ok("trunk", "remove", "full")
    assert [t["name"] for t in program.json("trunk", "list")] == ["city"]


def test_a_trunk_in_use_is_not_removed(program: Program, campaign: str) -> None:
    assert campaign in program.error("trunk", "remove", "city")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("--proxy", "gw"), 1, "--proxy: 'gw' is not a SIP address."),
        (("--proxy", "sip:gw:99999"), 1, "--proxy: '99999' is not a port."),
        (("--proxy", "sip:gw", "--register"), 1, "--register needs an account."),
        (("--proxy", "sip:gw", "--dial-format", "8"), 1, "leaves the number out"),
        (("--proxy", "sip:gw", "--public-address", "x"), 1, "is not an IP address"),
        (("--proxy", "sip:gw", "--codecs", "opus"), 2, "unknown codec 'opus'"),
        (("--proxy", "sip:gw", "--lines", "0"), 2, "'0' is not a number above zero"),
        (("--proxy", "sip:gw", "--ports", "5-3"), 2, "is not a range of ports"),
        ((), 2, "the following arguments are required: --proxy"),
    ],
)
def test_bad_trunks(
    program: Program, arguments: tuple[str, ...], status: int, message: str
) -> None:
    assert message in program.error("trunk", "add", "bad", *arguments, status=status)


def test_schemes_drafts_versions_rollback(program: Program) -> None:
    program.ok("scheme", "export", "notice", "--out", "mine.scheme.json")
    document = json.loads((program.folder / "mine.scheme.json").read_text(encoding="utf-8"))
    document["title"]["en"] = "Changed"
    changed = program.folder / "notice.scheme.json"
    changed.write_text(json.dumps(document), encoding="utf-8")
    program.ok("scheme", "import", changed, "--draft")
    assert program.json("scheme", "export", "notice")["title"]["en"] == "Notice"
    assert program.json("scheme", "publish", "notice")["version"] == 2
    assert program.json("scheme", "export", "notice")["title"]["en"] == "Changed"
    assert program.json("scheme", "rollback", "notice", "1")["version"] == 1
    assert program.json("scheme", "export", "notice")["title"]["en"] == "Notice"
    assert "7" in program.error("scheme", "rollback", "notice", "7")
    assert "no draft" in program.error("scheme", "publish", "debtor-reminder")


def test_who_has_published_what(program: Program) -> None:
    program.ok("scheme", "export", "notice", "--out", "notice.scheme.json")
    file = program.folder / "notice.scheme.json"
    document = json.loads(file.read_text(encoding="utf-8"))

    def changed(title: str, *options: str) -> None:
        document["title"]["en"] = title
        file.write_text(json.dumps(document), encoding="utf-8")
        program.ok("scheme", "import", file, "--draft", *options)

    changed("Second", "--author", "Olga")
    changed("Third", "--author", "olga")
    program.error("scheme", "import", file, "--draft", "--author", "Ivan")
    listed = {s["name"]: s for s in program.json("scheme", "list")}
    assert (listed["notice"]["published"], listed["notice"]["draft"]) == (1, True)
    program.ok("scheme", "publish", "notice", "--author", "Ivan", "--comment", "louder")
    changed("Fourth", "--author", "Olga")
    changed("Fifth", "--author", "Ivan", "--overwrite")
    found = program.json("scheme", "versions", "notice")
    assert [(v["version"], v["author"], v["comment"], v["current"]) for v in found] == [
        (2, "Ivan", "louder", True), (1, "", "", False),
    ]  # fmt: skip
    assert found[0]["revision"] == 3
    assert found[1]["revision"] is None
    assert program.json("scheme", "export", "notice", "1")["title"]["en"] == "Notice"
    assert program.json("scheme", "export", "notice", "2")["title"]["en"] == "Third"
    assert "2" in program.ok("scheme", "versions", "notice")


def test_schemes_renamed_copied_deleted(program: Program) -> None:
    assert program.json("scheme", "copy", "notice", "mine")["draft"] is True
    program.ok("scheme", "publish", "mine")
    assert program.json("scheme", "rename", "mine", "own") == {"name": "own", "was": "mine"}
    assert "called by" in program.error("scheme", "rename", "opt-out", "out")
    assert "called by" in program.error("scheme", "delete", "opt-out")
    assert program.json("scheme", "delete", "own") == {"deleted": "own"}
    assert "own" not in [scheme["name"] for scheme in program.json("scheme", "list")]
    assert [s["name"] for s in program.json("scheme", "list", "--deleted")] == ["own"]
    assert program.json("scheme", "restore", "OWN", "--as", "own 2") == {
        "name": "own 2", "was": "OWN",
    }  # fmt: skip
    assert "no deleted scheme named own" in program.error("scheme", "restore", "own")
    assert program.json("scheme", "list", "--deleted") == []
    assert "own" not in {scheme["name"] for scheme in program.json("scheme", "list")}


def test_schemes_are_compared(program: Program) -> None:
    program.ok("scheme", "export", "notice", "--out", "mine.scheme.json")
    mine = program.folder / "mine.scheme.json"
    document = json.loads(mine.read_text(encoding="utf-8"))
    assert program.json("scheme", "compare", "notice", mine)["equal"]
    document["currency"] = "USD"
    del document["links"][-1]
    document["nodes"][1]["position"] = [7, 7]
    mine.write_text(json.dumps(document), encoding="utf-8")
    program.ok("scheme", "import", mine, "--name", "notice", "--draft")
    found = program.json("scheme", "compare", "notice@1", "notice@draft")
    assert found["header"] == [{"place": "currency", "old": "RUB", "new": "USD"}]
    assert len(found["links"]["removed"]) == 1
    assert found["nodes"] == {"added": [], "removed": [], "changed": []}
    assert "Currency" in program.ok("scheme", "compare", "notice", mine)
    assert "nosuch" in program.error("scheme", "compare", "notice", "nosuch@draft")
    assert "no version 7" in program.error("scheme", "compare", "notice", "notice@7")


def test_a_scheme_with_errors_is_not_published(program: Program) -> None:
    document = program.json("scheme", "export", "notice")
    document["links"] = document["links"][1:]
    broken = program.folder / "broken.scheme.json"
    broken.write_text(json.dumps(document), encoding="utf-8")
    refused = program.run("scheme", "import", broken)
    assert refused.status == 1
    assert "broken is not published: error:" in refused.err
    checked = program.run("scheme", "check", broken, "--json")
    assert checked.status == 1
    assert not json.loads(checked.out)["ok"]
    assert "broken" not in {s["name"] for s in program.json("scheme", "list")}
    program.ok("scheme", "import", broken, "--draft")


def test_the_samples_dialogues_pass(program: Program) -> None:
    from rino_desktop.paths import resources

    for name in ("notice", "debtor-reminder"):
        outcome = program.json("scheme", "test", resources() / "schemes" / f"{name}.scheme.json")
        assert outcome["ok"]
        assert len(outcome["dialogues"]) >= 5


def test_a_failing_dialogue_fails_the_command(program: Program) -> None:
    document = program.json("scheme", "export", "notice")
    document["tests"][0]["expect"]["disposition"] = "opted_out"
    path = program.folder / "n.scheme.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    outcome = program.run("scheme", "test", path, "--json")
    assert outcome.status == 1
    assert [d["ok"] for d in json.loads(outcome.out)["dialogues"]].count(False) == 1


def test_campaign_life(program: Program, campaign: str) -> None:
    assert "not running (draft)" in program.error("campaign", "pause", campaign)
    for command, after in (
        ("start", "running"), ("start", "running"), ("pause", "paused"), ("pause", "paused"),
        ("start", "running"), ("stop", "finished"), ("start", "running"), ("stop", "finished"),
        ("archive", "archived"),
    ):  # fmt: skip
        assert program.json("campaign", command, campaign)["state"] == after
    assert program.json("campaign", "status", campaign)["state"] == "archived"
    assert "archived" in program.error("campaign", "start", campaign)


def test_status_has_the_shape_of_the_contract(program: Program, campaign: str) -> None:
    program.ok("campaign", "start", campaign)
    assert program.json("campaign", "status", campaign) == {
        "name": "november",
        "state": "running",
        "contacts": {"total": 0, "new": 0, "in_progress": 0, "waiting_retry": 0, "done": 0,
                     "excluded": 0},
        "attempts": {"total": 0, "live": 0, "answered": 0, "by_hangup_cause": {}},
        "dispositions": {},
        "why_idle": "No engine is running: start one with rino-desktop --engine.",
        "outbox": [],
        "quotas": [],
    }  # fmt: skip
    russian = program.json("campaign", "status", campaign, "--lang", "ru")
    assert russian["why_idle"].startswith("Движок не запущен")


def test_campaign_update_and_doubles(program: Program, campaign: str) -> None:
    file = program.folder / "november.toml"
    assert "exists already" in program.error("campaign", "create", file)
    file.write_text(file.read_text().replace("debtor-reminder", "notice"))
    program.ok("campaign", "update", file)
    assert program.json("campaign", "list")[0]["scheme"] == "notice"
    file.write_text(file.read_text().replace('"notice"', '"notise"'))
    assert program.error("campaign", "update", file).endswith(
        "[campaign] scheme: there is no scheme notise. Did you mean notice?"
    )
    file.write_text(file.read_text().replace('"notise"', '"notice"').replace('"city"', '"cyti"'))
    assert "there is no trunk cyti. Did you mean city?" in program.error("campaign", "update", file)
    assert "no such file" in program.error("campaign", "create", "none.toml")


def test_a_test_call_needs_an_engine(program: Program, campaign: str) -> None:
    line = program.error("campaign", "test", campaign, "--to", "+79161234567")
    assert "No engine is running" in line


LIST = """ФИО;Телефон;Долг
Иванов;8 (916) 123-45-67;1250,30
Петров;89161234568, 8-495-123-45-67;10
Сидоров;нет;5
Повтор;89161234567;1
Молчун;+79161234569;7
"""


def test_contacts_are_imported_and_accounted_for(program: Program, campaign: str) -> None:
    (program.folder / "list.csv").write_bytes(LIST.encode("cp1251"))
    program.ok("dnc", "add", "89161234569")
    first = program.json("contacts", "import", "list.csv", "--campaign", campaign)
    rejects = program.folder / "list.rejects.csv"
    assert first["rows"] == 5
    assert (first["contacts"], first["unchanged"], first["updated"]) == (2, 0, 0)
    assert sum(first["rejected"].values()) == 3
    assert first["rejected"]["do_not_call"] == 1
    assert (first["encoding"], first["delimiter"]) == ("cp1251", ";")
    assert first["mapping"]["phone"] == "Телефон"
    assert Path(first["rejects"]).samefile(rejects)
    lines = rejects.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    again = program.json("contacts", "import", "list.csv", "--campaign", campaign)
    assert (again["contacts"], again["unchanged"]) == (0, 2)
    assert program.json("campaign", "status", campaign)["contacts"]["total"] == 2


def test_a_clean_list_leaves_no_rejects_file(program: Program, campaign: str) -> None:
    (program.folder / "list.csv").write_text("phone\n+79161234567\n")
    done = program.json("contacts", "import", "list.csv", "--campaign", campaign)
    assert (done["contacts"], done["rejects"]) == (1, None)
    assert not (program.folder / "list.rejects.csv").exists()


def test_a_list_that_is_none(program: Program, campaign: str) -> None:
    (program.folder / "list.xlsx").write_bytes(b"PK\x03\x04 damaged")
    assert "list.xlsx" in program.error("contacts", "import", "list.xlsx", "--campaign", campaign)
    assert "no such file" in program.error("contacts", "import", "x.csv", "--campaign", campaign)
    assert program.error("contacts", "import", "list.xlsx", "--campaign", "nobody")
    assert program.json("campaign", "status", campaign)["contacts"]["total"] == 0


def test_contacts_built_by_a_query(program: Program, campaign: str) -> None:
    with sqlite3.connect(program.folder / "billing.db") as billing:
        billing.execute("CREATE TABLE s (name TEXT, phone TEXT, debt REAL)")
        billing.executemany(
            "INSERT INTO s VALUES (?, ?, ?)",
            [("А", "+79160000001", 5.5), ("Б", "x", 1), ("В", "89160000002", 100.0)],
        )
    billing.close()
    (program.folder / "c.toml").write_text(
        f'[sources.billing]\nurl = "sqlite:///{program.folder}/billing.db"\n'
    )
    query = program.folder / "q.sql"
    query.write_text("SELECT name, phone, debt FROM s ORDER BY name;")

    def build(*more: str) -> dict[str, object]:
        result: dict[str, object] = program.json(
            "contacts", "build", "--config", "c.toml", "--campaign", campaign, "--source",
            "billing", "--query", "q.sql", *more,
        )  # fmt: skip
        return result

    dry = build("--dry-run")
    assert (dry["rows"], dry["contacts"], dry["rejected"]) == (3, 2, {"bad_phone": 1})
    assert dry["sample"] == [
        {"phones": ["+79160000001"], "fields": {"name": "А", "debt": "5.5"}},
        {"phones": ["+79160000002"], "fields": {"name": "В", "debt": "100"}},
    ]
    assert program.json("campaign", "status", campaign)["contacts"]["total"] == 0
    assert build()["contacts"] == 2
    assert build()["unchanged"] == 2
    query.write_text("DELETE FROM s")
    refused = program.run(
        "contacts", "build", "--config", "c.toml", "--campaign", campaign, "--source", "billing",
        "--query", "q.sql",
    )  # fmt: skip
    assert refused.status == 1
    assert "readonly" in refused.err


def test_a_firebird_database_as_data_source(program: Program, campaign: str) -> None:
    program.ok("dnc", "add", "+79161110001")
    (program.folder / "c.toml").write_text(
        f'[sources.other]\nurl = "firebird:///{program.folder}/rino.fdb"\n'
    )
    (program.folder / "q.sql").write_text("SELECT phone, source FROM do_not_call")
    done = program.json(
        "contacts", "build", "--config", "c.toml", "--campaign", campaign, "--source", "other",
        "--query", "q.sql",
    )  # fmt: skip
    assert (done["rows"], done["rejected"]) == (1, {"do_not_call": 1})


def test_the_do_not_call_list(program: Program) -> None:
    added = program.json("dnc", "add", "8 (916) 123-45-67", "+74951234567")
    assert added == {"added": 2, "numbers": ["+79161234567", "+74951234567"]}
    assert program.json("dnc", "add", "89161234567")["added"] == 0
    (program.folder / "stop.txt").write_bytes(
        "Телефон;кто\n89160000001;Иванов\n+79160000002\n89160000001\nмусор\n\n".encode("cp1251")
    )
    done = program.json("dnc", "import", "stop.txt")
    assert (done["added"], done["unchanged"]) == (2, 0)
    assert done["rejected"] == [{"row": 5, "text": "мусор"}]
    assert [entry["phone"] for entry in program.json("dnc", "list")] == [
        "+74951234567", "+79160000001", "+79160000002", "+79161234567",
    ]  # fmt: skip
    assert program.json("dnc", "remove", "89160000001")["removed"] == 1
    assert "'12' is no telephone number" in program.error("dnc", "add", "12")


@pytest.mark.parametrize("file_format", ["json", "csv", "xlsx", "html", "pdf"])
def test_reports_in_every_format(program: Program, campaign: str, file_format: str) -> None:
    for kind in ("attempts", "summary", "results") if file_format == "json" else ("summary",):
        target = program.folder / f"{kind}.{file_format}"
        done = program.json(
            "report", kind, "--campaign", campaign, "--format", file_format, "--out", target
        )
        assert done["bytes"] == target.stat().st_size > 0
    if file_format == "json":
        assert json.loads((program.folder / "attempts.json").read_text()) == []


def test_bad_reports(program: Program, campaign: str) -> None:
    arguments = ("--campaign", campaign, "--format", "json", "--out")
    assert "sales" in program.error("report", "sales", *arguments, "x.json")
    assert "none" in program.error("report", "summary", *arguments, "none/x.json")
    program.error("report", "summary", "--campaign", "nobody", *arguments[2:], "x.json")
    assert not (program.folder / "x.json").exists()


def test_scheduled_reports(program: Program, campaign: str) -> None:
    folder = program.folder / "out"
    arguments = ("schedule", "add", "nightly", "--report", "summary", "--campaign", campaign,
                 "--format", "json", "--folder", folder, "--at", "8:05")  # fmt: skip
    assert "There is no folder" in program.error(*arguments)
    folder.mkdir()
    assert "masked" in program.ok(*arguments, "--weekdays", "54321")
    (listed,) = program.json("schedule", "list")
    assert (listed["at"], listed["weekdays"], listed["timezone"], listed["last_run"]) == (
        "08:05", "12345", "Europe/Moscow", None,
    )  # fmt: skip
    assert program.json("schedule", "run") == []
    (delivered,) = program.json("schedule", "run", "nightly")
    assert delivered["ok"]
    assert Path(delivered["file"]).parent == folder
    assert json.loads(Path(delivered["file"]).read_text())
    assert program.json("schedule", "list")[0]["last_run"] is not None
    # Whose it is, and what nobody may send himself masked.
    assert (listed["for"], listed["masked"]) == (None, True)
    index = [*arguments[:2], "index", "--report", "recordings", *arguments[5:]]
    assert "--for PERSON" in program.error(*index)
    secret = {"PW": "correct horse"}
    for name, role in (("Анна", "supervisor"), ("Олег", "operator")):
        program.ok("user", "add", name, "--role", role, "--password-env", "PW", env=secret)
    assert "Олег has no right to this report" in program.error(*index, "--for", "олег")
    program.ok(*index, "--for", "анна")
    program.ok(*arguments[:2], "all", *arguments[3:], "--unmasked")
    assert [(s["name"], s["for"], s["masked"]) for s in program.json("schedule", "list")] == [
        ("all", None, False), ("index", "Анна", None), ("nightly", None, True),
    ]  # fmt: skip
    assert "nobody's, with everything" in program.ok("schedule", "list")
    assert program.error(*arguments, "--unmasked", "--for", "Анна", status=2)
    entries = program.json("audit", "list", "--action", "schedule.add")
    assert entries[0]["details"]["whose"] == "nobody's, with everything"
    for name in ("index", "all"):
        program.ok("schedule", "remove", name)
    program.ok("schedule", "remove", "nightly")
    assert program.json("schedule", "list") == []
    assert "nobody" in program.error("schedule", "run", "nobody")


def test_users(program: Program) -> None:
    secret = {"PW": "correct horse", "SHORT": "abc"}
    program.ok("user", "add", "Иван", "--role", "supervisor", "--password-env", "PW", env=secret)
    assert [(u["name"], u["role"]) for u in program.json("user", "list")] == [
        ("Иван", "supervisor")
    ]
    again = ("user", "add", "иван", "--role", "operator", "--password-env", "PW")
    assert program.run(*again, env=secret).status == 1
    short = program.run("user", "passwd", "Иван", "--password-env", "SHORT", env=secret)
    assert (short.status, "too short" in short.err) == (1, True)
    program.ok("user", "passwd", "Иван", "--password-env", "PW", env=secret)
    assert "PW is not set" in program.error("user", "passwd", "Иван", "--password-env", "PW")
    assert "No password" in program.error("user", "passwd", "Иван")
    program.ok("user", "add", "anna", "--role", "administrator", "--password-env", "PW", env=secret)
    assert "only administrator" in program.error("user", "remove", "anna")
    assert "only administrator" in program.error("user", "block", "anna")
    assert "only administrator" in program.error("user", "role", "anna", "operator")
    program.ok("user", "rename", "иван", "Иван Котов")
    changed = program.json("user", "role", "Иван Котов", "administrator")
    assert (changed["name"], changed["role"]) == ("Иван Котов", "administrator")
    assert program.json("user", "block", "Иван Котов")["blocked"] is True
    right = ("user", "check", "Иван Котов", "--password-env", "PW")
    blocked = program.run(*right, env=secret)
    assert (blocked.status, "is blocked" in blocked.err) == (1, True)
    assert [u["blocked"] for u in program.json("user", "list")] == [False, True]
    program.ok("user", "unblock", "Иван Котов")
    program.ok(*right, env=secret)
    for name in ("Иван Котов", "nobody"):  # the same answers, and the same wait in the end
        wrong = ("user", "check", name, "--password-env", "SHORT")
        # The wait grows with each try; on a busy machine the first ones pass while a try begins.
        said = [program.run(*wrong, env=secret)]
        while "waiting" not in said[-1].err and len(said) < 8:
            said.append(program.run(*wrong, env=secret))
        assert {each.status for each in said} == {1}
        assert all("The name or the password is wrong." in each.err for each in said)
        assert len(said) > 3
        assert "waiting" in said[-1].err
    program.ok("user", "passwd", "Иван Котов", "--password-env", "PW", env=secret)
    assert "waiting" not in program.run(*right, env=secret).err, "a new password ends the wait"
    program.ok("user", "remove", "Иван Котов")
    assert [u["name"] for u in program.json("user", "list")] == ["anna"]
    assert b"correct horse" not in (program.folder / "rino.fdb").read_bytes()


def test_doctor_finds_this_machine_well(program: Program) -> None:
    found = {check["name"]: check for check in program.json("doctor")["checks"]}
    assert {name for name, check in found.items() if check["state"] == "bad"} == set()
    assert "campaigns: 0" in found["database"]["detail"]


def test_doctor_names_what_is_missing(tmp_path: Path) -> None:
    program = Program(tmp_path, environment={"PATH": str(tmp_path)})
    outcome = program.run("doctor", "--json")
    found = {check["name"]: check for check in json.loads(outcome.out)["checks"]}
    assert outcome.status == 1
    assert found["speech"]["state"] == "bad"
    assert "espeak-ng" in found["speech"]["mend"]
    assert found["database"]["mend"] == "rino-desktop db init"


def test_the_version_is_quick(program: Program) -> None:
    def worked_s() -> float:
        """What child processes have cost, whatever else the machine does."""
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    program.fresh = True
    begun = worked_s()
    assert program.ok("--version").startswith("rino-desktop ")
    assert 0 < worked_s() - begun < 2.0, "0.4 s is measured by make bench"
