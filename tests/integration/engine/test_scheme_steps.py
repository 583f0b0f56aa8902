"""Campaigns whose schemes reach outside their calls, through the whole engine on virtual time."""

import asyncio
import json
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Press, Subscriber, Subscribers
from engine.domain.campaign import CampaignState, RetryRules
from engine.domain.disposition import Disposition
from engine.domain.outbox import OutboxContent, OutboxSettings
from engine.ports.sources import SourceSettings
from engine.scheme.codec import dump_scheme
from engine.scheme.model import Variable
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import QUICK_RETRY, Hall, contacts, settings
from tests.helpers.office import numbers
from tests.helpers.plugin_package import install
from tests.helpers.scheme_builder import SchemeBuilder
from tests.helpers.shaky_database import Weather


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(
        tested_database, tmp_path, Subscribers(mix=((1.0, behave.listens(quiet_s=60)),))
    )
    hall.trunk()
    return hall


@pytest.fixture
def billing(tmp_path: Path) -> SourceSettings:
    """Balances of the first hundred numbers: 1.50, 2.50 …"""
    path = tmp_path / "billing.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("create table accounts (phone text, balance numeric)")
        database.executemany(
            "insert into accounts values (?, ?)",
            [(phone, f"{n}.5") for n, phone in enumerate(numbers(100), 1)],
        )
    return SourceSettings("billing", f"sqlite:///{path}")


def publish(hall: Hall, scheme: SchemeBuilder, name: str = "steps") -> None:
    scheme.compile()  # says so when the test is wrong
    text = dump_scheme(replace(scheme.build(), name=name))
    hall.transact(lambda stores: stores.schemes.publish(name, text))


def results(hall: Hall, campaign: int) -> dict[str, dict[str, str]]:
    return {row.phone: dict(row.results) for row in hall.attempts(campaign)}


def save(**values: str) -> dict[str, Any]:
    return {"results": [{"name": name, "value": value} for name, value in values.items()]}


def balance_of(source: str = "billing", **changes: Any) -> SchemeBuilder:
    parameters = {
        "source": source, "statement": "select balance from accounts where phone = :phone",
        "parameters": {"phone": "call.phone"}, "columns": {"BALANCE": "balance"}, **changes,
    }  # fmt: skip
    return (
        SchemeBuilder(Variable("balance"))
        .node("start", "start", next="ask")
        .node("ask", "query", parameters, found="found", empty="empty", error="error")
        .node("found", "save_result", save(way="{balance}"), next="end")
        .node("empty", "save_result", save(way="empty"), next="end")
        .node("error", "save_result", save(way="error"), next="end")
        .node("end", "hang_up")
    )


# --- sources ---


def test_balances_from_a_source(hall: Hall, billing: SourceSettings) -> None:
    hall.sources.append(billing)
    publish(hall, balance_of())
    phones = [*numbers(20), *numbers(1, 500)]
    campaign = hall.campaign(settings(scheme="steps"), contacts(phones))
    hall.start(campaign)
    hall.run_until_done()
    found = results(hall, campaign)
    wanted = {phone: {"way": f"{n}.5"} for n, phone in enumerate(numbers(20), 1)}
    assert found == {**wanted, phones[-1]: {"way": "empty"}}


def test_a_source_that_hangs_costs_its_own_calls_and_no_other(
    hall: Hall, billing: SourceSettings
) -> None:
    hall.sources += [billing, replace(billing, name="dead")]
    hall.hanging.add("dead")
    publish(hall, balance_of(), "well")
    publish(hall, balance_of("dead", timeout_s=7), "ill")
    well = hall.campaign(settings("well", scheme="well"), contacts(numbers(10)))
    ill = hall.campaign(settings("ill", scheme="ill"), contacts(numbers(10, 20)))
    for campaign in (ill, well):
        hall.start(campaign)
    hall.run_until_done()
    assert {ways["way"] for ways in results(hall, ill).values()} == {"error"}
    for row in hall.attempts(ill):
        assert row.answered_at is not None
        assert row.ended_at is not None
        assert row.ended_at - row.answered_at < timedelta(seconds=8)
        assert row.disposition is Disposition.COMPLETED
    assert "error" not in {ways["way"] for ways in results(hall, well).values()}
    for row in hall.attempts(well):
        assert row.answered_at is not None
        assert row.ended_at is not None
        assert row.ended_at - row.answered_at < timedelta(seconds=1)


def test_a_source_that_nobody_knows(hall: Hall, billing: SourceSettings) -> None:
    """As when it is removed while a campaign runs."""
    hall.sources.append(replace(billing, name="other"))
    publish(hall, balance_of())
    campaign = hall.campaign(settings(scheme="steps"), contacts(numbers(3)))
    hall.start(campaign)
    hall.run_until_done()
    assert {ways["way"] for ways in results(hall, campaign).values()} == {"error"}


class _Service(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        good = body["phone"] != numbers(2)[1]
        answer = {"ticket": {"id": f"T{body['phone'][-2:]}"}} if good else {"why": "no such"}
        content = json.dumps(answer).encode()
        self.send_response(201 if good else 404)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[SourceSettings]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Service)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield SourceSettings("crm", f"http://127.0.0.1:{server.server_address[1]}/api")
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_web_service(hall: Hall, service: SourceSettings) -> None:
    hall.sources.append(service)
    publish(
        hall,
        SchemeBuilder(Variable("ticket"), Variable("status"))
        .node("start", "start", next="ask")
        .node("ask", "http_request",
              {"source": "crm", "method": "POST", "path": "/tickets",
               "body": {"phone": "{call.phone}"}, "response": {"ticket.id": "ticket"},
               "status": "status"},
              ok="ok", refused="refused", error="error")
        .node("ok", "save_result", save(way="{ticket}"), next="end")
        .node("refused", "save_result", save(way="refused {status}"), next="end")
        .node("error", "save_result", save(way="error"), next="end")
        .node("end", "hang_up"),
    )  # fmt: skip
    campaign = hall.campaign(settings(scheme="steps"), contacts(numbers(3)))
    hall.start(campaign)
    hall.run_until_done()
    ways = [results(hall, campaign)[phone]["way"] for phone in numbers(3)]
    assert ways == ["T01", "refused 404", "T03"]


# --- functions of plug-ins ---


def test_a_function_of_a_plugin(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = """
def doubled(amount):
    if amount == 3:
        raise ValueError("three is unlucky")
    return {"amount": amount * 2}
"""
    folder = install(
        tmp_path / "plugin", "our-functions", {"our_functions": module},
        {"rino_desktop.scripts": {"doubled": "our_functions:doubled"}},
    )  # fmt: skip
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    hall.scripts = True
    publish(
        hall,
        SchemeBuilder(Variable("amount"))
        .node("start", "start", next="run")
        .node("run", "script",
              {"script": "doubled", "arguments": {"amount": 'number(contact["n"])'},
               "results": {"amount": "amount"}, "timeout_s": 60},
              next="ok", error="error")
        .node("ok", "save_result", save(way="{amount}"), next="end")
        .node("error", "save_result", save(way="error"), next="end")
        .node("end", "hang_up"),
    )  # fmt: skip
    people = [
        replace(contact, fields={"n": str(n)}) for n, contact in enumerate(contacts(numbers(4)), 1)
    ]
    campaign = hall.campaign(settings(scheme="steps"), people)
    hall.start(campaign)
    hall.run_until_done()
    ways = [results(hall, campaign)[phone]["way"] for phone in numbers(4)]
    assert ways == ["2", "4", "error", "8"]


# --- draws, surveys, stores, promises ---


def draw(last: int) -> SchemeBuilder:
    return (
        SchemeBuilder(Variable("ticket"))
        .node("start", "start", next="say")
        .node("say", "say", {"text": {"ru": "Вы участвуете в розыгрыше автомобиля."}}, next="draw")
        .node("draw", "draw_number", {"draw": "car", "first": 1, "last": last,
                                      "variable": "ticket"},
              issued="ok", exhausted="none", error="error")
        .node("ok", "save_result", save(way="{ticket}"), next="end")
        .node("none", "save_result", save(way="none"), next="end")
        .node("error", "save_result", save(way="error"), next="end")
        .node("end", "hang_up")
    )  # fmt: skip


def test_no_two_numbers_of_a_draw_are_alike(hall: Hall) -> None:
    publish(hall, draw(25))
    campaign = hall.campaign(settings(scheme="steps", max_lines=6), contacts(numbers(30)))

    async def main() -> None:
        async with hall.engine("north"), hall.engine("south", pid=2):
            hall.start(campaign)
            while hall.state(campaign) is not CampaignState.FINISHED:
                await asyncio.sleep(1)

    hall.run(main)
    assert all(hall.lines_of(node).placed for node in ("north", "south")), "both have called"
    ways = Counter(ways["way"] for ways in results(hall, campaign).values())
    assert ways == {**{str(n): 1 for n in range(1, 26)}, "none": 5}


def test_answers_of_a_survey_are_kept(hall: Hall) -> None:
    publish(
        hall,
        SchemeBuilder()
        .node("start", "start", next="q")
        .node("q", "question",
              {"question": "party", "message": [{"say": {"ru": "За кого вы?"}}], "version": "2",
               "options": [{"code": "red", "text": {"ru": "Красные"}},
                           {"code": "blue", "text": {"ru": "Синие"}}]},
              answered="end", no_input="end", no_match="end")
        .node("end", "hang_up"),
    )  # fmt: skip
    first, second, silent = numbers(3)
    hall.subscribers.numbers = {
        first: behave.presses("1", heard_s=0.5),
        second: behave.presses("2", heard_s=0.5),
    }
    campaign = hall.campaign(settings(scheme="steps"), contacts([first, second, silent]))
    hall.start(campaign)
    hall.run_until_done()
    (question,) = hall.transact(lambda s: s.answers.questions(campaign))
    assert (question.question, question.version) == ("party", "2")
    assert question.wording == {"ru": "За кого вы?"}
    given = hall.transact(lambda s: [a.codes for a in s.answers.answers(campaign)])
    assert sorted(given) == [("blue",), ("red",)]


def test_rows_for_an_external_store(hall: Hall, tmp_path: Path) -> None:
    from engine.adapters.stores import StoreAccess, open_store

    folder = tmp_path / "out"
    folder.mkdir()
    hall.open_store = lambda outbox: open_store(outbox, StoreAccess(outbox.store))
    publish(
        hall,
        SchemeBuilder()
        .node("start", "start", next="write")
        .node("write", "write_external",
              {"store": "CRM", "values": {"who": "{call.phone}", "what": "promised"}}, next="end")
        .node("end", "hang_up"),
    )  # fmt: skip
    outbox = OutboxSettings(
        name="crm", store=f"file://{folder}/rows.jsonl", what=(OutboxContent.WRITES,),
        body={"who": "write.who"},
    )  # fmt: skip
    campaign = hall.campaign(settings(scheme="steps", outbox=(outbox,)), contacts(numbers(3)))
    hall.start(campaign)
    hall.run_until_done()
    rows = [json.loads(line) for line in (folder / "rows.jsonl").read_text("utf-8").splitlines()]
    assert sorted(row["who"] for row in rows) == sorted(numbers(3))


def promises() -> SchemeBuilder:
    return (
        SchemeBuilder()
        .node("start", "start", next="later")
        .node("later", "callback",
              {"choice_message": [{"say": {"ru": "В пять минут первого — один."}}],
               "choices": [{"key": "1", "days": 0, "time": "12:05"}]},
              promised="end", declined="end", no_input="end")
        .node("end", "hang_up")
    )  # fmt: skip


@pytest.mark.parametrize("max_attempts", [1, 3])
def test_a_promise_is_kept(hall: Hall, max_attempts: int) -> None:
    """Whatever the retry rules say, at the promised moment, on the phone it was given on."""
    publish(hall, promises())
    home, mobile = numbers(2)
    asks = Subscriber(presses=(Press("1", 1.0, "heard"),), hang_up_after_quiet_s=3)
    hall.subscribers.numbers = {home: [asks, behave.listens()]}
    retry = RetryRules(max_attempts=max_attempts, delays=QUICK_RETRY.delays)
    campaign = hall.campaign(settings(scheme="steps", retry=retry), contacts([(home, mobile)]))
    hall.start(campaign)
    hall.run_until_done()
    one, two = hall.attempts(campaign)
    assert (one.disposition, one.phone) == (Disposition.CALLBACK, home)
    assert two.phone == home
    assert two.started_at is not None
    wanted = one.started_at.replace(hour=9, minute=5, second=0)  # type: ignore[union-attr]
    assert timedelta(0) <= two.started_at - wanted < timedelta(seconds=30)
    assert hall.counts(campaign).done == 1


# --- an engine that dies in the middle of a step ---


def test_killed_in_the_middle_of_a_step(hall: Hall, billing: SourceSettings) -> None:
    """The attempt is closed as interrupted; the number of the draw that it had got stays his."""
    hall.sources.append(billing)
    hall.hanging.add("billing")
    scheme = (
        SchemeBuilder(Variable("ticket"), Variable("balance"))
        .node("start", "start", next="draw")
        .node("draw", "draw_number", {"draw": "car", "first": 1, "last": 9, "variable": "ticket"},
              issued="save", exhausted="end", error="end")
        .node("save", "save_result", save(ticket="{ticket}"), next="ask")
        .node("ask", "query",
              {"source": "billing", "statement": "select 1 as balance", "timeout_s": 100,
               "columns": {"balance": "balance"}},
              found="end", empty="end", error="end")
        .node("end", "hang_up")
    )  # fmt: skip
    publish(hall, scheme)
    campaign = hall.campaign(settings(scheme="steps"), contacts(numbers(3)))
    hall.start(campaign)

    async def main() -> None:
        weather = Weather()
        opener = weather.opener(hall.tested.open)
        async with hall.engine("north", open_database=opener, grace_s=0.5):
            await asyncio.sleep(10)
            weather.down = True  # the database sees nothing of it from here on: as if killed
        hall.hanging.clear()
        async with hall.engine("north", pid=2, until_done=True) as again:
            await again

    hall.run(main)
    assert {tuple(ends) for ends in hall.ends(campaign).values()} == {("interrupted", "completed")}
    tickets: dict[str, set[str]] = {}
    for row in hall.attempts(campaign):
        tickets.setdefault(row.phone, set()).add(row.results["ticket"])
    assert [len(each) for each in tickets.values()] == [1, 1, 1], "each keeps his own"
    assert len(set().union(*tickets.values())) == 3
