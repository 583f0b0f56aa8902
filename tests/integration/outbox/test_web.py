"""Delivery to a web service that fails in all the ways that services do."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.stores import StoreAccess, open_store
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.far_service import FarService
from tests.helpers.outbox import Bureau, outbox


@pytest.fixture
def engine_kind() -> str:
    return "embedded"


@pytest.fixture
def service() -> Iterator[FarService]:
    with FarService() as service:
        yield service


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """An outage of the tests is a short one."""
    from engine.service.outbox import courier

    monkeypatch.setattr(courier, "DOWN_S", (0.05, 0.2))
    monkeypatch.setattr(courier, "POLL_S", 0.1)


def test_the_whole_document(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    service: FarService,
) -> None:  # fmt: skip
    url = service.url.replace("http://", "http://clerk@") + "/rows"
    settings = outbox(store=url, what=["attempts", "results", "writes"])
    bureau = Bureau.build(tested_database, database, tmp_path, settings)
    (attempt,) = bureau.node.dial(1)
    bureau.serve(attempt, [("amount", "1 250,30")])
    bureau.write(attempt, "promises", street="Лесная")
    bureau.deliver_all(lambda s: open_store(s, StoreAccess(s.store, "geheim")))
    result, ended, written = (request.json for request in service.received)
    assert [request.path for request in service.received] == ["/rows"] * 3
    assert service.received[0].headers["Authorization"] == "Basic Y2xlcms6Z2VoZWlt"
    assert [request.key for request in service.received] == [
        result["key"], ended["key"], written["key"],
    ]  # fmt: skip
    assert (result["kind"], result["name"], result["value"]) == ("results", "amount", "1 250,30")
    assert written["values"] == {"street": "Лесная"}
    assert ended == {
        "key": f"rino-{bureau.campaign.id}-{attempt.id}-attempts-1", "kind": "attempts",
        "campaign": "debtors", "attempt_id": attempt.id, "contact_id": attempt.contact_id,
        "at": "2026-03-02T09:30:51.250Z", "phone": attempt.phone, "attempt": 1,
        "reserved_at": "2026-03-02T09:30:15.250Z", "started_at": "2026-03-02T09:30:16.250Z",
        "answered_at": "2026-03-02T09:30:21.250Z", "ended_at": "2026-03-02T09:30:51.250Z",
        "ring_s": 5, "talk_s": 30, "sip_code": 200, "hangup_cause": "normal_clearing",
        "hangup_by": "system", "disposition": "completed", "operator": None, "node": "bye",
        "scheme_version": 1, "engine": "north", "results": {"amount": "1 250,30"},
        "contact": {"Имя": f"Абонент {attempt.contact_id}"},
    }  # fmt: skip


def test_a_mapped_body_and_an_address_with_values(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    service: FarService,
) -> None:  # fmt: skip
    settings = outbox(
        store=service.url + "/of/{contact['Имя']}?day={date}", what=["attempts"], method="PUT",
        body={"tel": "phone", "sum": "{money(result['amount'])}", "kind": "=promise"},
        status=(202,),
    )  # fmt: skip
    bureau = Bureau.build(tested_database, database, tmp_path, settings)
    (attempt,) = bureau.node.dial(1)
    bureau.serve(attempt, [("amount", "1 250,30")])
    service.faults.append(202)
    bureau.deliver_all(lambda s: open_store(s, StoreAccess(s.store, "", "token-1")))
    (request,) = service.received
    assert (request.method, request.json) == (
        "PUT", {"tel": attempt.phone, "sum": 1250.3, "kind": "promise"},
    )  # fmt: skip
    assert request.path == (
        f"/of/%D0%90%D0%B1%D0%BE%D0%BD%D0%B5%D0%BD%D1%82%20{attempt.contact_id}?day=2026-03-02"
    )
    assert request.headers["Authorization"] == "Bearer token-1"


def test_recordings_go_as_they_are(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    service: FarService,
) -> None:  # fmt: skip
    settings = outbox(store=service.url + "/sound/", what=["recordings"], method="PUT")
    bureau = Bureau.build(tested_database, database, tmp_path, settings)
    one, two = bureau.node.dial(2)
    bureau.serve(one, recording=b"RIFF-sound")
    bureau.serve(two)
    bureau.deliver_all()
    (request,) = service.received
    assert (request.path, request.body) == (f"/sound/2026/{one.id}.wav", b"RIFF-sound")
    assert request.headers["Content-Type"] == "audio/wav"


@pytest.mark.usefixtures("quick")
def test_outages_lose_nothing_and_keep_the_order(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    service: FarService,
) -> None:  # fmt: skip
    settings = outbox(store=service.url, what=["results"], timeout_s=0.5)
    bureau = Bureau.build(tested_database, database, tmp_path, settings, contacts=12)
    attempts = bureau.node.dial(12)
    for attempt in attempts:
        bureau.serve(attempt, [("n", str(n)) for n in range(4)])
    chance = random.Random(7)
    service.faults.extend([503, "hang", "half", "drop", 429, 401, 502, 301])
    service.faults.extend(chance.choice([0, 0, 0, 503, "half", "drop"]) for _ in range(40))
    bureau.deliver_all(timeout_s=40)
    assert len(service.taken) == 48
    assert len(service.received) > 60, "what was uncertain came again"
    for attempt in attempts:
        values = [
            r.json["value"] for r in service.taken.values() if r.json["attempt_id"] == attempt.id
        ]
        assert values == ["0", "1", "2", "3"]
    assert bureau.aside() == []
    assert bureau.backlog().last_error


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("status", [400, 404, 422, 500])
def test_a_row_that_the_service_refuses(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    service: FarService, status: int,
) -> None:  # fmt: skip
    """A service that fails on one row only (500) shows by taking the next contact's."""
    settings = outbox(store=service.url, what=["results"], tries=2)
    bureau = Bureau.build(tested_database, database, tmp_path, settings)
    bad, good = bureau.node.dial(2)
    bureau.serve(bad, [("street", "poison"), ("street", "behind")])
    bureau.serve(good, [("street", "a"), ("street", "b"), ("street", "c")])
    service.poison['"value": "poison"'] = status
    bureau.deliver_all()
    assert [r.json["value"] for r in service.taken.values() if r.json["attempt_id"] == bad.id] == [
        "behind"
    ]
    assert len(service.taken) == 4
    (row,) = bureau.aside()
    assert row.reason == f'the answer is {status} {{"error": "no such street"}}'
