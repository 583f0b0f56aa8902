"""The sample campaign files: each is a whole campaign as it is written, and says what it is for."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from rino_desktop.cli.report import KINDS
from tests.helpers.program import Program

FOLDER = Path(__file__).parents[2] / "resources" / "campaigns"
USES = {
    "advertising": "advertising", "debt": "debt", "debt-operators": "debt", "election": "election",
    "feedback": "other", "interview": "survey", "notice": "notice", "quiz": "quiz",
    "survey": "survey",
}  # fmt: skip

pytestmark = pytest.mark.timeout(120)


def read(use: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{use}.toml").read_text(encoding="utf-8"))


def test_all_uses_are_listed(program: Program) -> None:
    listed = program.json("campaign", "sample")
    assert {each["sample"] for each in listed} == set(USES) == {p.stem for p in FOLDER.glob("*")}
    assert all(re.search("[а-я]", each["about"]) for each in listed)


@pytest.mark.parametrize("use", USES)
def test_a_sample_says_what_it_is_for(use: str) -> None:
    text = (FOLDER / f"{use}.toml").read_text(encoding="utf-8")
    document = read(use)
    name = document["campaign"]["name"]
    assert document["campaign"]["purpose"] == USES[use]
    assert f"campaign start {name}" in text
    (reports,) = re.findall(r"(?m)^# Отчёты: ((?:.*\n# ?)*?.*\.)$", text.split("[campaign]")[0])[:1]
    named = set(re.findall(r"[a-z]+(?= ?[(,.])", reports)) & set(KINDS)
    assert len(named) >= 2, reports
    assert set(document["schedule"]) >= {"weekdays", "weekend", "timezone"}
    assert document["retry"]["max_attempts"] >= 2
    if document["campaign"].get("record"):
        assert document["campaign"]["record_consent"]


def test_each_can_be_created_as_it_is_written(program: Program) -> None:
    """In an office with a trunk and nothing else."""
    for use in USES:
        out = program.folder / f"{use}.toml"
        done = program.run("campaign", "sample", use, "--trunk", "city", "--out", out)
        assert done.status == 0, done.err
        assert ("no data source billing" in done.err) == (use == "debt")
        assert 'trunk = "city"' in out.read_text(encoding="utf-8")
        program.ok("campaign", "create", out)
    campaigns = {each["name"]: each for each in program.json("campaign", "list")}
    assert {read(use)["campaign"]["name"] for use in USES} == set(campaigns)

    again = program.error("campaign", "sample", "quiz", "--out", out)
    assert "--overwrite" in again

    program.ok("campaign", "start", "home-internet")


def test_advertising_without_a_human_is_refused_by_the_rules_words(program: Program) -> None:
    out = program.folder / "advertising.toml"
    program.ok("campaign", "sample", "advertising", "--trunk", "city", "--out", out)
    text = out.read_text(encoding="utf-8")
    assert 'mode = "automated"' in text
    out.write_text(text.replace('mode = "automated"', 'mode = "automatic"'), encoding="utf-8")
    refused = program.run("--lang", "ru", "campaign", "create", out)
    assert refused.status == 1
    assert "38-ФЗ, ст. 18" in refused.err
    assert "рекламу запрещено распространять автоматическим дозвоном" in refused.err
    assert program.json("campaign", "list") == []


def test_the_debt_sample_writes_promises_back_where_the_billing_data_are(program: Program) -> None:
    program.ok("demo-billing", "create", program.folder / "b.fdb", "--subscribers", "20",
               "--register", "billing")  # fmt: skip
    out = program.folder / "debt.toml"
    done = program.run("campaign", "sample", "debt", "--trunk", "city", "--out", out)
    assert (done.status, done.err) == (0, "")
    (outbox,) = tomllib.loads(out.read_text(encoding="utf-8"))["outbox"]
    assert (outbox["name"], outbox["procedure"]) == ("promises", "register_promise")
    created = program.run("campaign", "create", out)
    assert (created.status, created.err) == (0, ""), "the scheme finds its source and its store"
    program.ok("contacts", "build", "--campaign", "debtors", "--source", "billing",
               "--where", "debt >= 500 and not is_set(closed)")  # fmt: skip


def test_a_sample_that_there_is_not(program: Program) -> None:
    refused = program.run("campaign", "sample", "elections")
    assert refused.status == 1
    assert "election" in refused.err
    assert refused.err.count("\n") == 1
