"""Death in mid-delivery: of PostgreSQL, of the engine, of both, again and again.

The store's own table is the witness: every row is there exactly once by its key, the rows of each
contact in the order they were written, and nothing is lost.
"""

import json
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.domain.campaign import CampaignState
from engine.service.outbox.courier import BATCH
from rino_desktop.demo.sip.controller import Farm
from tests.helpers.databases import (
    DatabaseUnderTest,
    database,
    engine_kind,
    server_of_worker,
    templates,
    tested_database,
)
from tests.helpers.office import Office, numbers, wait_for
from tests.helpers.outbox import Bureau, outbox
from tests.helpers.postgres import Postgres, running_postgres

__all__ = ["database", "engine_kind", "server_of_worker", "templates", "tested_database"]

pytestmark = pytest.mark.timeout(240)

CONTACTS, RESULTS = 40, 20
#: ``seq`` tells the order of arrival. The trigger makes each row cost what a busy store costs, and
#: lets no more of them in than the gate says: delivery is never over too early.
TABLE = """
CREATE TABLE answers (seq serial, rino_key text PRIMARY KEY, phone text, n integer);
CREATE TABLE gate (most integer);
INSERT INTO gate VALUES (0);
CREATE FUNCTION busy() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN
    PERFORM pg_sleep(0.002);
    WHILE (SELECT count(*) FROM answers) >= (SELECT most FROM gate) LOOP
      PERFORM pg_sleep(0.01);
    END LOOP;
    RETURN NEW;
  END $$;
CREATE TRIGGER busy BEFORE INSERT ON answers FOR EACH ROW EXECUTE FUNCTION busy();
"""


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[Postgres]:
    with running_postgres(tmp_path) as server:
        server.sql(TABLE)
        yield server


@dataclass
class Backlog:
    office: Office
    postgres: Postgres
    bureau: Bureau

    def arrived(self) -> int:
        return int(self.postgres.sql("SELECT count(*) FROM answers"))

    def begun(self) -> int:
        """Rows that the store has had in hand, also those that were rolled back."""
        return int(self.postgres.sql("SELECT last_value FROM answers_seq_seq"))

    def let_in(self, most: int) -> None:
        """So many rows in all, and no more."""
        self.postgres.sql(f"UPDATE gate SET most = {most}")

    def settle_accounts(self) -> None:
        rows = [line.split("|") for line in self.postgres.sql(
            "SELECT phone, n, rino_key FROM answers ORDER BY seq").splitlines()]  # fmt: skip
        assert len(rows) == len({row[2] for row in rows}) == CONTACTS * RESULTS
        for phone in {row[0] for row in rows}:
            assert [int(row[1]) for row in rows if row[0] == phone] == list(range(RESULTS))
        status = self.office.status(self.bureau.campaign.name)
        (told,) = status["outbox"]
        assert (told["waiting"], told["set_aside"], told["down_since"]) == (0, 0, None)
        assert told["delivered"] >= CONTACTS * RESULTS


@pytest.fixture
def backlog(tested_database: DatabaseUnderTest, tmp_path: Path,
            postgres: Postgres) -> Iterator[Backlog]:  # fmt: skip
    """A paused campaign with a lot that waits: engines deliver, nothing is dialled."""
    settings = outbox(
        "answers", store=postgres.url, table="answers", key="rino_key", what=["results"],
        columns={"phone": "phone", "n": "value"},
    )  # fmt: skip
    opened = tested_database.open()
    bureau = Bureau.build(tested_database, opened, tmp_path, settings, contacts=CONTACTS)
    attempts = bureau.node.dial(CONTACTS)
    for attempt in attempts:
        bureau.serve(attempt, [("n", str(n)) for n in range(RESULTS)])
    campaign_id = bureau.campaign.id
    opened.transact(lambda s: s.campaigns.set_state(campaign_id, CampaignState.PAUSED))
    opened.transact(lambda s: s.nodes.end(bureau.node.session_id))
    opened.close()
    office = Office(tmp_path / "office", tested_database.url, tested_database.password)
    yield Backlog(office, postgres, bureau)
    office.close()


def test_engine_and_store_are_killed_in_turn(backlog: Backlog) -> None:
    chance = random.Random(11)
    for kill_store in (True, False):
        before = backlog.arrived()
        backlog.let_in(before + 2 * BATCH + 50)
        engine = backlog.office.engine("node", until_done=False)
        wait_for(lambda: backlog.arrived() > before, "rows to arrive")  # noqa: B023
        time.sleep(chance.uniform(0, 0.3))
        if kill_store:
            backlog.postgres.kill()
            time.sleep(chance.uniform(0, 0.5))
            backlog.postgres.start()
            before = backlog.arrived()
            backlog.let_in(before + 2 * BATCH + 50)
            wait_for(lambda: backlog.arrived() > before, "the store's return")  # noqa: B023
        engine.send_signal(signal.SIGKILL)
        engine.wait()
        assert backlog.arrived() < CONTACTS * RESULTS, "killed too late to be in mid-delivery"
    backlog.let_in(CONTACTS * RESULTS)
    last = backlog.office.engine("node")  # until done: also of delivery
    assert last.wait(90) == 0, backlog.office.log()
    backlog.settle_accounts()


@pytest.mark.parametrize("engine_kind", ["server"])
def test_another_node_takes_over_from_a_dead_one(backlog: Backlog) -> None:
    backlog.let_in(3 * BATCH + 50)
    first = backlog.office.engine("first", until_done=False)
    wait_for(lambda: backlog.arrived() > 0, "rows to arrive")
    second = backlog.office.engine("second")
    wait_for(lambda: "is ready to dial" in backlog.office.log("second"), "the other node")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert backlog.arrived() < CONTACTS * RESULTS
    backlog.let_in(CONTACTS * RESULTS)
    assert second.wait(90) == 0, backlog.office.log("second")
    backlog.settle_accounts()


@pytest.mark.parametrize("engine_kind", ["embedded"])
def test_an_engine_asked_to_stop_finishes_its_batch_and_keeps_the_rest(backlog: Backlog) -> None:
    most = BATCH + 50
    backlog.let_in(most)
    engine = backlog.office.engine("node", until_done=False)
    wait_for(lambda: backlog.begun() > most, "the second batch to be under way")
    engine.send_signal(signal.SIGTERM)
    wait_for(lambda: "SIGTERM" in backlog.office.log(), "the engine hears of it")
    deadline = time.monotonic() + 60
    while engine.poll() is None and time.monotonic() < deadline:
        time.sleep(0.1)
        most += 10
        backlog.let_in(most)
    assert engine.poll() == 0, backlog.office.log()
    arrived = backlog.arrived()
    assert arrived > BATCH, "what was in flight is finished"
    backlog.let_in(CONTACTS * RESULTS)
    (told,) = backlog.office.status(backlog.bureau.campaign.name)["outbox"]
    assert told["waiting"] == CONTACTS * RESULTS - arrived > 0, "delivered is settled"
    assert told["node"] is None
    assert backlog.office.engine("node").wait(90) == 0
    backlog.settle_accounts()


CALLS = 16
OUTBOX = """
[[outbox]]
name = "calls"
store = "{url}"
what = ["attempts", "results"]
table = "calls"
columns = {{ phone = "phone", kind = "kind", what = "{{value if is_set(value) else disposition}}" }}
key = "rino_key"

[[outbox]]
name = "journal"
store = "file://{folder}/{{campaign}}.jsonl"
what = ["attempts"]
"""


def test_a_campaign_is_dialled_while_everything_dies(tmp_path: Path, postgres: Postgres) -> None:
    """From the campaign file to the store's table, with real calls."""
    postgres.sql("CREATE TABLE calls (seq serial, rino_key text PRIMARY KEY, phone text,"
                 " kind text, what text)")  # fmt: skip
    presses = {"kind": "answer_and_press", "keys": "1", "ring_s": 0.2}
    behaviours = {"mix": [{"weight": 1, "behaviour": presses}]}
    with Farm(tmp_path / "farm", behaviours=behaviours) as farm:
        office = Office(tmp_path / "office")
        try:
            # Two rounds: when the rows of the first arrive, those of the second are to come.
            office.open(farm.port, lines=CALLS // 2, cps=20)
            file = office.folder / "city-notice.toml"
            text = file.read_text("utf-8") + OUTBOX.format(url=postgres.url, folder=tmp_path)
            file.write_text(text, "utf-8")
            office.run("campaign", "update", str(file))
            office.contacts("city-notice", numbers(CALLS))
            office.run("campaign", "start", "city-notice")
            engine = office.engine("node", until_done=False)
            wait_for(lambda: postgres.sql("SELECT count(*) FROM calls") != "0", "rows", 60)
            postgres.kill()
            wait_for(
                lambda: office.status("city-notice")["outbox"][0]["down_since"], "the outage", 30
            )
            engine.send_signal(signal.SIGKILL)
            engine.wait()
            postgres.start()
            assert office.engine("node").wait(100) == 0, office.log()
            attempts = office.attempts("city-notice")
        finally:
            office.close()
    rows = [line.split("|") for line in postgres.sql(
        "SELECT phone, kind, what FROM calls ORDER BY seq").splitlines()]  # fmt: skip
    for phone in numbers(CALLS):
        told = [(row[1], row[2]) for row in rows if row[0] == phone]
        ended = [row["disposition"] for row in attempts if row["phone"] == phone]
        saved = [row for row in attempts if row["phone"] == phone and row["results"]]
        assert [what for kind, what in told if kind == "attempts"] == ended, phone
        assert [what for kind, what in told if kind == "results"] == ["yes"] * len(saved), phone
    lines = (tmp_path / "city-notice.jsonl").read_text("utf-8").splitlines()
    keys = [json.loads(line)["key"] for line in lines]
    assert len(keys) == len(set(keys)) == len(attempts)
