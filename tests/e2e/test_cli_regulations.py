"""Presets, consents, quotas and the ledger from the command line."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.adapters.firebird import FirebirdDatabase, parse_address
from engine.domain.refusal import Refusal
from tests.helpers.program import Outcome, Program

CAMPAIGN = """
[campaign]
name = "{name}"
purpose = "{purpose}"
mode = "{mode}"
scheme = "notice"
trunk = "city"
preset = {preset}
{more}
[schedule]
weekdays = "00:00-24:00"
weekend = "00:00-24:00"
"""


def campaign(program: Program, name: str, purpose: str, mode: str = "automatic",
             preset: str = '""', more: str = "") -> Outcome:  # fmt: skip
    file = program.folder / f"{name}.toml"
    text = CAMPAIGN.format(name=name, purpose=purpose, mode=mode, preset=preset, more=more)
    file.write_text(text, "utf-8")
    return program.run("campaign", "create", file)


def document(outcome: Outcome) -> Any:
    assert outcome.status == 0, outcome.err
    return json.loads(outcome.out)


def test_presets(program: Program) -> None:
    listed = document(program.run("preset", "list", "--json"))
    assert {row["name"] for row in listed} == {
        "ru-debt-230fz", "ru-advertising-38fz", "ru-mass-41fz", "us-tsr", "us-reg-f", "uk-ofcom",
    }  # fmt: skip
    shown = document(program.run("preset", "show", "us-reg-f@1", "--json"))
    assert {"count": "conversations", "window": "7d"}.items() <= shown["limits"][1].items()
    assert "230-ФЗ" in program.run("preset", "show", "ru-debt-230fz", "--lang", "ru").out
    # The administrator's own: beside the database, over the shipped one, if it keeps all of it.
    own = program.folder / "presets"
    own.mkdir()
    file = own / "stricter.toml"
    head = (
        'name = "us-tsr"\nversion = 2\nvalid_from = 2026-01-01\n'
        '[title]\nru = "Строже"\nen = "Stricter"\n[ring]\nleast_s = 25\n'
    )
    file.write_text(head, "utf-8")
    assert "us-tsr@2" in program.run("preset", "check", file).err
    lax = program.run("preset", "list")
    assert lax.status == 1
    assert "us-tsr@2" in lax.err
    assert "hours" in lax.err
    assert "Give it a name of its own" in lax.err
    rest = (
        '[hours]\nweekdays = "08:00-21:00"\n[opt_out]\nwithin = "10d"\n'
        '[abandon]\nshare = 0.03\nwindow = "30d"\nanswer_within_s = 2\n'
    )
    file.write_text(head + rest, "utf-8")
    assert program.run("preset", "check", file).status == 0
    refused = campaign(program, "short", "notice", preset='"us-tsr"', more="ring_timeout_s = 20")
    assert refused.status == 1
    assert "Stricter: let it ring for at least 25 s" in refused.err
    assert campaign(
        program, "pinned", "notice", preset='"us-tsr@1"', more="ring_timeout_s = 20"
    ).status == 0  # fmt: skip
    file.write_text(file.read_text("utf-8") + "[rings]\n", "utf-8")
    broken = program.run("preset", "list")
    assert broken.status == 1
    assert "stricter.toml: rings: unknown key." in broken.err
    assert len(broken.err.splitlines()) == 1


def test_advertising_is_for_people(program: Program) -> None:
    law = '["ru-advertising-38fz", "ru-mass-41fz"]'
    refused = campaign(program, "robot", "advertising", preset=law)
    assert refused.status == 1
    assert "advertising dialled with no human in it is forbidden" in refused.err
    assert "Traceback" not in refused.err
    russian = program.run("campaign", "create", program.folder / "robot.toml", "--lang", "ru")
    assert "рекламу запрещено распространять" in russian.err
    assert campaign(program, "people", "advertising", "automated", law).status == 0
    # Its scheme is to put subscribers through to people, whatever the mode says.
    started = program.run("campaign", "start", "people")
    assert started.status == 1
    assert "connects nobody with an operator" in started.err
    file = program.folder / "people.toml"
    file.write_text(file.read_text("utf-8").replace('scheme = "notice"', 'scheme = "interview"'))
    program.ok("campaign", "update", file)
    program.ok("campaign", "start", "people")
    # The law came after the campaign.
    assert campaign(program, "old", "advertising").status == 0
    file = program.folder / "old.toml"
    file.write_text(file.read_text("utf-8").replace('preset = ""', f"preset = {law}"), "utf-8")
    assert "forbidden" in program.run("campaign", "update", file).err
    for text, said in (
        ('preset = "ru-debt"', "there is no legal preset 'ru-debt'. Did you mean ru-debt-230fz?"),
        ('preset = "us-tsr@7"', "the legal preset us-tsr has no version 7."),
        ('scenario = "fast"', "There is no scenario 'fast'."),
        ('quota_counts = "done"', "quota_counts: unknown value 'done'."),
        ('label = "ООО Ромашка"\npreset = "ru-mass-41fz"', "a label needs its category"),
    ):
        name = "wrong"
        file.write_text(
            CAMPAIGN.format(name=name, purpose="notice", mode="automatic", preset='""', more="")
            .replace('preset = ""', text), "utf-8",
        )  # fmt: skip
        wrong = program.run("campaign", "create", file)
        assert wrong.status == 1
        assert said in wrong.err, wrong.err


def test_consents(program: Program) -> None:
    scan = program.folder / "анкета.pdf"
    scan.write_bytes(b"%PDF-1.4 consent")
    numbers = program.folder / "numbers.txt"
    numbers.write_text("+79161234567\n8 916 123-45-68\nnobody\n", "utf-8")
    added = document(
        program.run("consent", "import", numbers, "--proof", scan, "--obtained", "2026-01-15",
                    "--until", "2099-12-31", "--json")
    )  # fmt: skip
    assert (added["rows"], added["added"], len(added["rejected"])) == (3, 2, 1)
    (shown,) = document(program.run("consent", "show", "89161234567", "--json"))
    assert (shown["kind"], shown["valid"], shown["proof"]) == ("advertising", True, "анкета.pdf")
    assert shown["until"] == "2100-01-01T00:00:00Z", "the last day is whole"
    copy = program.folder / "copy.pdf"
    assert program.run("consent", "show", "+79161234567", "--save", copy).status == 0
    assert copy.read_bytes() == scan.read_bytes()
    assert document(program.run("consent", "revoke", "+79161234567", "--json"))["revoked"] == 1
    listed = document(program.run("consent", "list", "--json"))
    assert sorted(row["valid"] for row in listed) == [False, True]
    common = ("consent", "add", "+79161234569", "--proof", "договор 7", "--obtained")
    for arguments, said in (
        ((*common, "soon"), "'soon' is no date."),
        ((*common, "2999-01-01"), "lies in the future"),
        ((*common, "2026-02-01", "--until", "2026-01-01"), "--until lies before --obtained."),
        ((*common, "2026-02-01", "--kind", "Реклама!"), "is no kind of consent"),
    ):
        refused = program.run(*arguments)
        assert refused.status == 1
        assert said in refused.err


def test_quotas_ledger_and_why(program: Program) -> None:
    more = (
        '\n[[quota]]\nby = { "пол" = ["м", "ж"], "возраст" = ["18-34", "35+"] }\n'
        "targets = [[1, 2], [3, 4]]\n"
    )
    assert campaign(program, "poll", "survey", preset='"ru-debt-230fz"', more=more).status == 0
    status = document(program.run("campaign", "status", "poll", "--json"))
    assert [(q["cell"], q["target"], q["done"], q["in_progress"]) for q in status["quotas"]] == [
        ({"пол": "м", "возраст": "18-34"}, 1, 0, 0),
        ({"пол": "м", "возраст": "35+"}, 2, 0, 0),
        ({"пол": "ж", "возраст": "18-34"}, 3, 0, 0),
        ({"пол": "ж", "возраст": "35+"}, 4, 0, 0),
    ]
    people = program.folder / "people.csv"
    people.write_text("Телефон;пол\n+79161234567;ж\n+79161234568;м\n", "utf-8")
    assert program.run("contacts", "import", people, "--campaign", "poll").status == 0
    assert program.run("dnc", "add", "+79161234567").status == 0
    _refuse(program, "+79161234567")
    why = document(program.run("campaign", "why", "poll", "8 916 123 45 67", "--json"))
    assert why["allowed"] is False
    assert "do_not_call" in [rule["rule"] for rule in why["now"]]
    (entry,) = why["history"]
    assert (entry["rule"], entry["preset"]) == ("limit_calls", "ru-debt-230fz@1")
    told = program.run("campaign", "why", "poll", "+79161234567", "--lang", "ru").out
    assert "номер в стоп-листе" in told
    assert "исчерпано число звонков (1 за 1 д, можно 1)" in told
    for contact, rows in (((), 1), (("--contact", "+79161234568"), 0)):
        out = program.folder / "ledger.json"
        done = program.run("report", "ledger", "--campaign", "poll", "--format", "json",
                           "--out", out, *contact)  # fmt: skip
        assert done.status == 0, done.err
        assert len(json.loads(out.read_text("utf-8"))) == rows
    for file_format in ("csv", "xlsx", "html", "pdf"):
        out = program.folder / f"ledger.{file_format}"
        done = program.run("report", "ledger", "--campaign", "poll", "--format", file_format,
                           "--out", out, "--lang", "ru")  # fmt: skip
        assert done.status == 0, done.err
        assert out.stat().st_size > 100
    nobody = program.run("campaign", "why", "poll", "+79160000000")
    assert nobody.status == 1
    assert "has no contact with the number" in nobody.err


def _refuse(program: Program, phone: str) -> None:
    """What an engine leaves that was not allowed to call."""
    database = FirebirdDatabase(parse_address(str(program.folder / "rino.fdb")))
    now = datetime.now(UTC)
    inputs: Mapping[str, object] = {"counted": 1, "maximum": 1, "window": "1d"}
    refusal = Refusal("limit_calls", "ru-debt-230fz@1", inputs, now + timedelta(days=1))
    try:
        campaign_id = database.transact(lambda s: s.campaigns.by_name("poll")).id
        contact = database.transact(lambda s: s.ledger.contact_of(campaign_id, phone))
        assert contact is not None
        database.transact(lambda s: s.ledger.record(campaign_id, contact, phone, refusal, now))
    finally:
        database.close()
