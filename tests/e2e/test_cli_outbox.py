"""``outbox list | retry | drop``, and what status and doctor say of delivery."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.firebird import Address, FirebirdDatabase
from engine.domain.outbox import OutboxContent
from engine.ports.outbox import NewOutboxRow, Refusal
from tests.helpers.program import Program

CAMPAIGN = """
[campaign]
name = "november"
scheme = "notice"
trunk = "city"

[[outbox]]
name = "promises"
store = "file:///srv/rino-{date}.csv"
what = ["attempts", "results"]

[[outbox]]
name = "crm"
store = "https://crm.office/api"
what = ["attempts"]
"""
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def rows(campaign_id: int, store: str, count: int) -> list[NewOutboxRow]:
    return [
        NewOutboxRow(
            campaign_id, store, n, n, OutboxContent.RESULTS, f"rino-1-{n}-results-1",
            AT + timedelta(seconds=n), {"name": "a", "value": str(n)},
        )
        for n in range(1, count + 1)
    ]  # fmt: skip


@pytest.fixture
def office(program: Program) -> Program:
    """Five rows wait for ``promises``, whose store is down; two of them are set aside."""
    file = program.folder / "november.toml"
    file.write_text(CAMPAIGN, encoding="utf-8")
    program.ok("campaign", "create", "november.toml")
    database = FirebirdDatabase(Address(str(program.folder / "rino.fdb")))

    def work(stores: Any) -> None:
        box, campaign = stores.outbox, stores.campaigns.by_name("november")
        box.add(rows(campaign.id, "promises", 5))
        box.take_lease(campaign.id, "promises", 7, "north", AT, 10.0)
        ids = [row.id for row in box.waiting(campaign.id, "promises", 0, 9)]
        aside = [Refusal(row_id, 5, "the answer is 422 no such street", True) for row_id in ids[:2]]
        box.settle(campaign.id, "promises", 7, [], aside, AT)
        box.note_down(campaign.id, "promises", 7, "there is no folder /srv/out", AT)

    database.transact(work)
    database.close()
    return program


def test_list(office: Program) -> None:
    document = office.json("outbox", "list")
    promises, crm = document["outboxes"]
    assert (promises["campaign"], promises["name"], promises["waiting"]) == (
        "november", "promises", 3,
    )  # fmt: skip
    assert (promises["set_aside"], promises["down_since"]) == (2, "2026-03-02T09:30:00Z")
    assert promises["last_error"] == "there is no folder /srv/out"
    assert (crm["waiting"], crm["last_error"], crm["what"]) == (0, None, ["attempts"])
    assert [row["reason"] for row in document["set_aside"]] == [
        "the answer is 422 no such street"
    ] * 2
    assert document["set_aside"][0]["document"] == {"name": "a", "value": "1"}
    text = office.ok("outbox", "list", "--campaign", "november")
    assert "november / promises: delivered 0, waiting 3" in text
    assert "no such street" in text
    russian = office.ok("outbox", "list", "--lang", "ru")
    assert "отложено 2" in russian
    assert "ответ 422 no such street" in russian
    assert "нет папки /srv/out" in russian
    assert "there is no campaign" in office.error("outbox", "list", "--campaign", "x")


def test_status_and_doctor(office: Program) -> None:
    status = office.json("campaign", "status", "november")
    assert [(box["name"], box["waiting"], box["set_aside"]) for box in status["outbox"]] == [
        ("promises", 3, 2), ("crm", 0, 0),
    ]  # fmt: skip
    assert status["outbox"][0]["oldest"] == "2026-03-02T09:30:03Z"
    text = office.ok("campaign", "status", "november")
    assert "Outbox promises: delivered 0, waiting 3, the oldest since" in text
    assert "Last error: there is no folder /srv/out" in text
    checks = office.run("doctor", "--json").out
    assert '"name": "outbox"' in checks
    assert "november / promises" in checks
    assert "rino-desktop outbox list" in checks


def test_retry_and_drop(office: Program) -> None:
    first, _ = (row["id"] for row in office.json("outbox", "list")["set_aside"])
    assert office.json("outbox", "retry", str(first)) == {"retried": 1}
    assert office.json("outbox", "retry", "--store", "crm") == {"retried": 0}
    assert office.json("outbox", "drop", str(first)) == {"dropped": 0}
    assert office.json("outbox", "drop", "--campaign", "november") == {"dropped": 1}
    assert office.json("outbox", "list")["set_aside"] == []
    assert office.json("campaign", "status", "november")["outbox"][0]["waiting"] == 4
    assert "--waiting needs" in office.error("outbox", "drop", "--waiting")
    assert "not a number above zero" in office.error("outbox", "retry", "x", status=2)
    dropped = office.json(
        "outbox", "drop", "--waiting", "--campaign", "november", "--store", "promises"
    )
    assert dropped == {"dropped": 4}


def test_rows_of_an_outbox_that_is_no_more(office: Program) -> None:
    file = Path(office.folder / "november.toml")
    file.write_text(CAMPAIGN.replace('"promises"', '"other"'), encoding="utf-8")
    office.ok("campaign", "update", "november.toml")
    lost = next(b for b in office.json("outbox", "list")["outboxes"] if b["name"] == "promises")
    assert (lost["store"], lost["waiting"]) == (None, 3)
    assert "no outbox of this name any more" in office.ok("campaign", "status", "november")
    office.ok("outbox", "drop", "--waiting", "--campaign", "november", "--store", "promises")
    assert [b["name"] for b in office.json("outbox", "list")["outboxes"]] == ["other", "crm"]


def test_a_campaign_with_undelivered_rows_is_not_put_away(office: Program) -> None:
    assert "has 5 rows that no external store has taken yet" in office.error(
        "campaign", "archive", "november"
    )
    office.ok("outbox", "drop", "--waiting", "--campaign", "november", "--store", "promises")
    office.ok("campaign", "archive", "november")


def test_a_store_that_is_not_registered(program: Program) -> None:
    file = program.folder / "november.toml"
    file.write_text(CAMPAIGN.replace("https://crm.office/api", "billing"), encoding="utf-8")
    assert "[[outbox]] 2 (crm) store: there is no data source 'billing'" in program.error(
        "campaign", "create", "november.toml"
    )
