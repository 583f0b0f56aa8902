"""What a scheme names and is not there: told before the start, and by doctor afterwards."""

import json
from dataclasses import replace
from typing import Any

import pytest

from engine.scheme.codec import dump_scheme
from engine.scheme.model import Variable
from tests.helpers.program import Program
from tests.helpers.scheme_builder import SchemeBuilder

CAMPAIGN = """
[campaign]
name = "all"
scheme = "steps"
trunk = "city"
voice_pack = "olga"
{more}
"""
OUTBOX = """
[[outbox]]
name = "crm"
store = "file:///srv/out.jsonl"
what = ["writes"]
"""


def scheme(*, source: str = "billing") -> str:
    built = (
        SchemeBuilder(Variable("balance"))
        .node("start", "start", next="Баланс")
        .node("Баланс", "query", {"source": source, "statement": "select 1 as balance",
                                  "columns": {"balance": "balance"}},
              found="Скрипт", empty="end", error="end")
        .node("Скрипт", "script", {"script": "doubled"}, next="Запись", error="end")
        .node("Запись", "write_external", {"store": "crm", "values": {"a": "1"}}, next="end")
        .node("end", "hang_up")
    ).build()  # fmt: skip
    return dump_scheme(replace(built, name="steps"))


@pytest.fixture
def office(program: Program) -> Program:
    (program.folder / "steps.scheme.json").write_text(scheme(), encoding="utf-8")
    return program


def write_campaign(office: Program, more: str = "") -> None:
    (office.folder / "all.toml").write_text(CAMPAIGN.format(more=more), encoding="utf-8")


def test_check_and_import_warn(office: Program) -> None:
    checked = office.json("scheme", "check", "steps.scheme.json")
    assert checked["ok"] is True
    found: dict[str, Any] = {p["code"]: p for p in checked["problems"]}
    assert found["missing_source"]["node_name"] == "Баланс"
    assert found["missing_source"]["place"] == "source"
    assert found["missing_script"]["name"] == "doubled"
    assert "missing_store" not in found, "which outboxes there are is a campaign's matter"
    outcome = office.run("scheme", "import", "steps.scheme.json", "--lang", "ru")
    assert outcome.status == 0
    assert "блок «Баланс»: нет источника данных «billing»" in outcome.err


def test_start_is_refused_until_all_is_there(office: Program) -> None:
    office.ok("scheme", "import", "steps.scheme.json")
    write_campaign(office)
    created = office.run("campaign", "create", "all.toml")
    assert created.status == 0
    for word in ("“billing”", "“crm”", "“doubled”", "olga"):
        assert word in created.err
    refused = office.run("campaign", "start", "all", "--lang", "ru")
    assert refused.status == 1
    (line,) = refused.err.strip().splitlines()
    assert "блок «Запись»: у кампании нет внешнего хранилища «crm»" in line
    assert "rino-desktop source add billing" in line
    # One after the other is mended.
    (office.folder / "b.db").write_bytes(b"")
    office.ok("source", "add", "Billling", "--url", f"sqlite:///{office.folder}/b.db")
    assert "Billling" in office.error("campaign", "start", "all"), "probably meant"
    office.ok("source", "add", "BILLING", "--url", f"sqlite:///{office.folder}/b.db")
    write_campaign(office, OUTBOX)
    office.ok("campaign", "update", "all.toml")
    last = office.error("campaign", "start", "all")
    assert "“doubled”" in last
    assert "billing" not in last.replace("Billling", "")


def test_a_source_that_is_removed_afterwards(office: Program) -> None:
    document = json.loads(scheme())
    document["links"] = [
        {**link, "target": "end"} if link["target"] == "Скрипт" else link
        for link in document["links"] if link["source"] not in ("Скрипт", "Запись")
    ]  # fmt: skip
    document["nodes"] = [n for n in document["nodes"] if n["id"] not in ("Скрипт", "Запись")]
    (office.folder / "steps.scheme.json").write_text(json.dumps(document), encoding="utf-8")
    office.ok("source", "add", "billing", "--url", f"sqlite:///{office.folder}/b.db")
    office.ok("scheme", "import", "steps.scheme.json")
    write_campaign(office)
    office.ok("campaign", "create", "all.toml")
    office.ok("campaign", "start", "all")
    office.ok("source", "remove", "billing")
    checks = {c["name"]: c for c in office.json("doctor")["checks"]}
    assert checks["references"]["state"] == "warning"
    assert "“Баланс”" in checks["references"]["detail"]
    assert office.json("campaign", "status", "all")["state"] == "running"
