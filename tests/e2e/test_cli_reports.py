"""Clients' forms, options of reports and mail, as an administrator gives them."""

import json
from pathlib import Path

import pytest

from tests.helpers.mail_server import MailServer
from tests.helpers.program import Program


def _report(program: Program, campaign: str, kind: str, *more: str, form: str = "json") -> Path:
    target = program.folder / f"report.{form}"
    program.ok("report", kind, "--campaign", campaign, "--format", form, "--out", target, *more)
    return target


def test_a_sample_form_from_the_shelf_to_the_paper(program: Program, campaign: str) -> None:
    assert "daily-summary, service-act" in program.ok("report-form", "list")
    added = program.json("report-form", "add", "service-act")
    assert added == {"name": "service-act", "new": True, "report": "form:service-act"}
    assert not program.json("report-form", "add", "service-act")["new"]
    (listed,) = program.json("report-form", "list")
    assert listed["title"] == "Statement of services rendered"
    shown = program.json("report-form", "show", "service-act", "--out", "copy")
    assert [each["name"] for each in shown["parameters"]] == [
        "client", "contractor", "number", "price",
    ]  # fmt: skip
    assert program.json("report-form", "check", "copy") == {"problems": []}
    options = ("--parameter", "client=Acme", "--parameter", "price=2.5", "--from", "this-month")
    for form in ("pdf", "html", "xlsx", "csv", "json"):
        target = _report(program, campaign, "form:service-act", *options, form=form)
        assert target.stat().st_size > 50
    needs = program.error("report", "form:service-act", "--campaign", campaign, "--format", "pdf",
                          "--out", "x.pdf")  # fmt: skip
    assert "needs its parameter 'client'" in needs
    program.ok("report-form", "remove", "service-act")
    assert "no report form named" in program.error(
        "report", "form:service-act", "--campaign", campaign, "--format", "pdf", "--out", "x.pdf"
    )


def test_a_bad_form_is_not_stored(program: Program) -> None:
    folder = program.folder / "bad"
    folder.mkdir()
    (folder / "form.toml").write_text(
        'name = "bad"\ntemplate = "a.j2"\n[queries]\nx = "DELETE FROM attempts"\n', "utf-8"
    )
    (folder / "a.j2").write_text("\n{{ measures.nothing }}", "utf-8")
    checked = program.run("report-form", "check", "bad")
    assert checked.status == 1
    assert "a.j2, line 2: there is no 'measures.nothing'" in checked.out
    assert "query x: line 1: this SQL is refused" in checked.out
    assert program.run("report-form", "add", "bad").status == 1
    assert program.json("report-form", "list") == []
    assert (
        "Форма bad, a.j2, строка 2"
        in program.run("--lang", "ru", "report-form", "check", "bad").out
    )
    assert "no form nowhere" in program.error("report-form", "add", "nowhere")


def test_one_file_is_a_form_too(program: Program, campaign: str) -> None:
    (program.folder / "one.toml").write_text(
        'name = "Одна"\ntitle = "Коротко"\ntemplate = "p"\n[templates]\n'
        'p = """<p>{{ campaign.name }}: {{ measures.contacts }}</p>"""\n',
        "utf-8",
    )
    program.ok("report-form", "add", "one.toml")
    target = _report(program, campaign, "form:одна", form="html")
    assert f"<p>{campaign}: 0</p>" in target.read_text("utf-8")


@pytest.mark.parametrize("kind", ["survey", "draw", "splits", "nodes", "flow"])
def test_new_kinds_of_a_fresh_campaign(program: Program, campaign: str, kind: str) -> None:
    assert json.loads(_report(program, campaign, kind).read_text("utf-8"))["campaign"] == campaign
    for form in ("csv", "html"):
        assert _report(program, campaign, kind, form=form).stat().st_size > 10


def test_wrong_options(program: Program, campaign: str) -> None:
    report = ("--campaign", campaign, "--format", "json", "--out", "x.json")
    assert "--winners" in program.error("report", "draw", *report, "--seed", "s")
    assert "'age'" in program.error("report", "survey", *report, "--by", "age")
    assert "FIELD:VALUE=SHARE" in program.error(
        "report", "survey", *report, "--target", "x", status=2
    )
    program.error("report", "draw", *report, "--winners", "0", status=2)
    assert not (program.folder / "x.json").exists()


def test_mail(program: Program, campaign: str) -> None:
    add = ("schedule", "add", "morning", "--report", "summary", "--campaign", campaign, "--format",
           "pdf", "--at", "8:05", "17:30")  # fmt: skip
    assert "--folder FOLDER" in program.error(*add)
    assert "--mail needs" in program.error(*add, "--mail", "a@example.org", status=2)
    assert "--smtp goes with --mail" in program.error(*add, "--smtp", "smtp://x", status=2)
    with MailServer() as server:
        to = ("--mail", "a@example.org", "b@example.org", "--from", "rino@example.org", "--smtp")
        assert "no mail address" in program.error(
            *add, "--mail", "nobody", "--from", "x@y.z", "--smtp", server.url
        )
        program.ok(*add, *to, server.url)
        (listed,) = program.json("schedule", "list")
        assert listed["at"] == "08:05,17:30"
        assert listed["mail"]["to"] == ["a@example.org", "b@example.org"]
        assert "password" not in json.dumps(listed).replace("password_env", "")
        (done,) = program.json("schedule", "run", "morning")
        assert done["ok"], done
        (mail,) = server.mails
        assert mail["Subject"] == "Campaign summary: november"
    failed = program.run("schedule", "run", "morning")
    assert failed.status == 1
    assert "cannot be reached" in failed.out
    told = program.run("doctor").out
    assert "morning: The mail server" in " ".join(told.split())
    (listed,) = program.json("schedule", "list")
    assert listed["failed"]
    assert listed["again_at"] is not None


def test_shifts_and_the_report_on_operators(program: Program, campaign: str) -> None:
    program.ok("user", "add", "Анна", "--role", "operator", "--password-env", "PASSWORD",
               env={"PASSWORD": "Secret-12345"})  # fmt: skip

    shift = ("operator", "shift")
    added = program.json(*shift, "add", "анна", "--from", "9:00", "--to", "18:00", "--since",
                         "2026-01-01", "--timezone", "Europe/Moscow")  # fmt: skip
    assert (added["operator"], added["weekdays"], added["from"]) == ("Анна", "12345", "09:00")
    off = program.json(*shift, "off", "Анна", "--day", "2026-01-01")
    assert off["from"] is None
    assert [each["number"] for each in program.json(*shift, "list")] == [
        added["number"], off["number"],
    ]  # fmt: skip
    target = program.folder / "operators.json"
    program.ok("report", "operators", "--from=-7", "--operator", "Анна", "--format", "json",
               "--out", target)  # fmt: skip
    (anna,) = json.loads(target.read_text("utf-8"))["operators"]
    assert anna["planned_s"] > 0
    assert anna["adherence"] == 0
    program.ok(*shift, "remove", str(off["number"]))
    assert "no shift 77" in program.error(*shift, "remove", "77")
    assert "--timezone" in program.run(*shift, "add", "--help").out


def test_a_draw_is_announced_held_and_checked(program: Program, campaign: str) -> None:
    draw = ("report", "draw", "--campaign", campaign)
    program.ok(*draw, "--seed-source", "rate", "--format", "json", "--out", "announced.json")
    assert (
        json.loads((program.folder / "announced.json").read_text("utf-8"))["seed_source"] == "rate"
    )
    checked = program.json(*draw, "--verify", "announced.json")
    assert checked["problems"] == []
    (program.folder / "bad.json").write_text("{}", "utf-8")
    assert "no JSON report of a draw" in program.error(*draw, "--verify", "bad.json")
    assert "needs --format and --out" in program.error(*draw, status=2)


def test_filters_and_kinds_without_a_campaign(program: Program, campaign: str) -> None:
    out = ("--format", "json", "--out", "r.json")
    for kind in ("trunks", "heatmap", "recordings", "orders", "requests"):
        program.ok("report", kind, "--from", "last-week", *out)
    assert "of one campaign" in program.error("report", "summary", *out, status=2)
    assert "is no time of day" in program.error("report", "trunks", "--hours", "noon", *out)
    assert "no trunk 'moon'" in program.error("report", "trunks", "--trunk", "moon", *out)
    program.ok("report", "attempts", "--campaign", campaign, "--from", "today", *out)
