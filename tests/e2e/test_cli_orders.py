"""``order`` as a script would call it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.command_here import Run, assert_told, command, office

__all__ = ["command", "office"]

SAMPLE = Path(__file__).parents[2] / "resources" / "orders"


def asked(command: Run, *arguments: object) -> Any:
    status, out, err = command("order", *arguments, "--json")
    assert status == 0, err
    return json.loads(out)


def test_from_the_catalogue_to_paper(command: Run, tmp_path: Path) -> None:
    document = asked(command, "catalogue", "import")
    assert len(document["services"]) == 3
    assert document["forms"] == ["trunk-call", "wake-up", "inquiry"]
    assert asked(command, "catalogue", "import")["forms"] == [], "they are there"
    asked(command, "catalogue", "add", "Вызов мастера", "--price", "300,5", "--step", "Приехать")
    service = asked(command, "catalogue", "add", "вызов мастера", "--price", "350")
    assert (service["price"], service["steps"][0]["title"]) == ("350", "Приехать")
    order = asked(command, "new", "Вызов мастера", "--number", "8 347 222-33-44", "--name", "Ёлкин",
                  "--quantity", "2", "--accept", "--by", "Ольга")  # fmt: skip
    number = order["id"]
    assert (order["state"], order["number"]) == ("accepted", "+73472223344")
    assert_told(command("order", "done", number), "Приехать", fine=False)
    asked(command, "step", number, "1", "done", "--by", "Пётр", "--comment", "приехали")
    done = asked(command, "done", number, "--by", "Пётр")
    assert (done["state"], done["charge"], done["charged_quantity"]) == ("done", "700.00", "2")
    assert_told(command("order", "cancel", number, "--why", "x"), fine=False)
    shown = command("--lang", "ru", "order", "show", number)[1]
    assert "выполняется → выполнен" in shown
    assert "начислено 700,00" in shown
    page = tmp_path / "o.html"
    assert command("--lang", "ru", "order", "print", number, "--out", page)[0] == 0
    text = page.read_text("utf-8")
    assert "Заказ № " in text
    assert "К оплате: 700,00" in text
    assert "Заказ № " in command("--lang", "ru", "order", "print", number)[1]
    sheet = tmp_path / "o.pdf"
    assert command("order", "print", number, "--pdf", sheet)[0] == 0
    assert sheet.read_bytes().startswith(b"%PDF")
    assert [o["id"] for o in asked(command, "search", "ёлк", "--all")["orders"]] == [number]
    assert [o["id"] for o in asked(command, "list", "--state", "done")["orders"]] == [number]
    assert number not in [o["id"] for o in asked(command, "list")["orders"]]
    assert command("order", "catalogue", "remove", "вызов мастера")[0] == 0


def test_the_form_and_the_hours_are_heeded(command: Run) -> None:
    command("order", "catalogue", "import")
    talk = ("order", "new", "Междугородный разговор", "--number", "83472223344", "--accept")
    assert_told(command(*talk), "wanted", "An answer is needed", fine=False)
    assert_told(command(*talk, "--answer", "whom=1"), "wanted, day, hour", fine=False)
    order = json.loads(command(*talk, "--answer", "wanted=8 495 700-00-01", "--json")[1])
    step = order["steps"][1]
    assert (step["first"], step["second"]) == ("+73472223344", "+74957000001")
    at = "2030-12-01T22:30:00+00:00"  # half past three in the morning there
    assert_told(command("order", "call", order["id"], "2", "--at", at), "Yekaterinburg",
                "--at-night", fine=False)  # fmt: skip
    planned = asked(command, "call", order["id"], "2", "--at", at, "--at-night")
    assert planned["steps"][1]["state"] == "planned"
    asked(command, "withdraw", order["id"], "2")
    assert asked(command, "fail", order["id"], "--why", "нет связи")["state"] == "failed"


def test_the_price_of_the_billing_tables(command: Run) -> None:
    """Its own price where they do not answer."""
    add = ("catalogue", "add", "Тест", "--price", "9", "--source", "billing", "--query")
    asked(command, *add, "SELECT 4.25 AS price, :number AS n")
    assert asked(command, "new", "Тест", "--accept")["price"] == "4.25"
    for query in ("SELECT 1 AS price WHERE 1 = 0", "SELECT 'much' AS price", "SELECT x FROM y"):
        asked(command, *add, query)
        status, out, err = command("order", "new", "Тест", "--accept", "--json")
        assert (status, json.loads(out)["price"]) == (0, "9"), query
        assert "The catalogue's own price is taken" in err
    command("order", "catalogue", "remove", "Тест")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[service]]\nname = 'x'", "price: missing"),
        ("[[service]]\nname = 'x'\nprice = 'much'", "not a number"),
        ("[[service]]\nname = 'x'\nprice = '1'\nunit = 'hour'", "piece, minute"),
        ("[[service]]\nname = 'x'\nprice = '1'\nform = 'nothing'", "no published form nothing"),
        ("[[service]]\nname = 'x'\nprice = '1'\n[[service.step]]\nkind = 'manual'", "title"),
        ("[orders]\ntrunks = ['moon']", "no trunk moon"),
        ("[orders]\ncolour = 'red'", "unknown key"),
        ("[[outbox]]\nname = 'x'\nstore = 'file:///tmp/x.csv'\nwhat = ['results']", "only charges"),
        ("[[outbox]]\nname = 'x'\nstore = 'file:///tmp/x.csv'\nwhat = ['writes']\n"
         "columns = { a = 'write.amont' }", "amount"),
        ("service = 1", "[[service]]"),
        ("x = [", "cannot be read"),
        ("[colour]", "unknown section"),
    ],
)  # fmt: skip
def test_a_faulty_catalogue_changes_nothing(
    command: Run, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "c.toml"
    file.write_text("[[service]]\nname = 'good'\nprice = '1'\n" + text if text.startswith("[[ser")
                    else text, encoding="utf-8")  # fmt: skip
    assert_told(command("order", "catalogue", "import", file), told, fine=False)
    assert "good" not in [s["name"] for s in asked(command, "catalogue", "list")["services"]]


def test_where_charges_go(command: Run, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text(
        f"[orders]\ncurrency = 'RUB'\n[[outbox]]\nname = 'till'\nwhat = ['writes']\n"
        f"store = 'file://{tmp_path}/charges.csv'\ncolumns = {{ sum = 'write.amount' }}\n"
        "[[service]]\nname = 'Копия'\nprice = '5'\n",
        encoding="utf-8",
    )
    asked(command, "catalogue", "import", file)
    number = asked(command, "new", "Копия", "--accept")["id"]
    asked(command, "step", number, "1", "done")
    asked(command, "done", number)
    document = json.loads(command("outbox", "list", "--json")[1])
    (till,) = [each for each in document["outboxes"] if each["name"] == "till"]
    assert (till["campaign"], till["waiting"]) == ("orders", 1)
    status, out, _ = command("outbox", "drop", "--orders", "--store", "till", "--waiting", "--json")
    assert (status, json.loads(out)) == (0, {"dropped": 1})
    file.write_text("[orders]\ncurrency = 'RUB'\n", encoding="utf-8")
    asked(command, "catalogue", "import", file)
