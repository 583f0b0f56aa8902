"""An order from the command line to the billing tables: an engine, two real telephones that hear
each other."""

import asyncio
import sqlite3
import time
from pathlib import Path

import pytest

from tests.helpers import wav
from tests.helpers.baresip import Baresip
from tests.helpers.kamailio import Kamailio
from tests.helpers.office import Office, wait_for

pytestmark = pytest.mark.timeout(120)

A, B = "73472223344", "74957000001"
SETTINGS = """
forms = ["{sample}/trunk-call.form.json"]

[orders]
trunks = ["city"]
currency = "RUB"
language = "ru"

[schedule]
weekdays = "00:00-24:00"
weekend = "00:00-24:00"

[[service]]
name = "Разговор"
code = "TRUNK"
price = "9"
unit = "minute"
step_s = 60
form = "trunk-call"
source = "billing"
query = "SELECT price FROM tariffs WHERE code = :code AND area = substr(:number, 1, 5)"

[[service.step]]
kind = "connect"
title = "Соединить с {{wanted}}"
second = "wanted"

[[outbox]]
name = "charges"
store = "sqlite:///{billing}"
what = ["writes"]
table = "CHARGES"
key = "K"
columns = {{ PHONE = "write.number", AMOUNT = "write.amount", SECONDS = "write.seconds" }}
"""


@pytest.fixture
def billing(tmp_path: Path) -> Path:
    path = tmp_path / "asr.db"
    with sqlite3.connect(path) as sql:
        sql.execute("CREATE TABLE tariffs (code TEXT, area TEXT, price NUMERIC)")
        sql.execute("INSERT INTO tariffs VALUES ('TRUNK', '+7347', 3.45)")
        sql.execute("CREATE TABLE CHARGES (K TEXT PRIMARY KEY, PHONE TEXT, AMOUNT NUMERIC,"
                    " SECONDS NUMERIC)")  # fmt: skip
    return path


async def test_connect_a_with_b(tmp_path: Path, billing: Path) -> None:
    office = Office(tmp_path / "office")
    office.environment["TRUNK_PASSWORD"] = "secret"
    sample = Path(__file__).parents[2] / "resources" / "orders"
    accounts = {"trunk": "secret", A: "a", B: "b"}
    try:
        with Kamailio(tmp_path / "kamailio", accounts) as provider:
            office.run("db", "init")
            office.run("trunk", "add", "city", "--proxy", f"sip:127.0.0.1:{provider.port}",
                       "--user", "trunk", "--password-env", "TRUNK_PASSWORD", "--register",
                       "--dial-format", "digits")  # fmt: skip
            office.run("source", "add", "billing", "--url", f"sqlite:///{billing}")
            file = tmp_path / "catalogue.toml"
            file.write_text(SETTINGS.format(sample=sample, billing=billing), encoding="utf-8")
            assert office.json("order", "catalogue", "import", str(file))["forms"] == ["trunk-call"]
            order = office.json("order", "new", "Разговор", "--number", f"+{A}", "--answer",
                                f"wanted=+{B}", "--accept", "--by", "Ольга")  # fmt: skip
            assert (order["price"], order["price_source"]) == ("3.45", "billing")
            office.engine("north", until_done=False)
            wait_for(lambda: "is ready to dial" in office.log("north"), "the engine")
            least_s, most_s = await _talk(tmp_path, provider, office, order["id"])
            wait_for(lambda: _charges(billing), "the charge")
        done = office.json("order", "show", str(order["id"]))
        (step,) = done["steps"]
        assert (done["state"], step["outcome"]) == ("done", "talked")
        assert least_s - 0.25 < step["length_s"] < most_s + 0.25
        assert done["charge"] == "3.45"
        assert _charges(billing) == [(f"+{A}", 3.45, step["length_s"])]
    finally:
        office.close()


async def _talk(folder: Path, provider: Kamailio, office: Office, order: int
                ) -> tuple[float, float]:  # fmt: skip
    """A says 1000 Hz and B 1500 Hz; each hears the other. How long they did, in seconds: at least
    from what was seen at its beginning, at most until what was seen at its end."""
    with (
        Baresip(folder / "a", user=A, password="a", registrar_port=provider.port,
                says=wav.write_tone(folder / "a.wav", 60, 1000), answers="auto") as a,
        Baresip(folder / "b", user=B, password="b", registrar_port=provider.port,
                says=wav.write_tone(folder / "b.wav", 60, 1500)) as b,
    ):  # fmt: skip
        await a.connect()
        await b.connect()
        provider.wait_registered(A)
        provider.wait_registered(B)
        office.run("order", "call", str(order), "1")
        await b.wait_event("CALL_INCOMING", 60)
        answers = time.monotonic()
        await b.answer()
        await b.wait_event("CALL_ESTABLISHED")
        joined = time.monotonic()
        await asyncio.sleep(2.5)
        least_s = time.monotonic() - joined
        await a.hang_up()
        await b.wait_event("CALL_CLOSED")
        most_s = time.monotonic() - answers
        await a.disconnect()
        await b.disconnect()
    assert wav.seconds_of_tone(a.heard(), 1500) > 0.8
    assert wav.seconds_of_tone(b.heard(), 1000) > 0.8
    return least_s, most_s


def _charges(billing: Path) -> list[tuple[str, float, float]]:
    with sqlite3.connect(billing) as sql:
        return sql.execute("SELECT PHONE, AMOUNT, SECONDS FROM CHARGES").fetchall()
