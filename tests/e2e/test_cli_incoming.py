"""``incoming`` as a script would call it."""

import json

import pytest

from tests.helpers.command_here import Run, assert_told, command, office

__all__ = ["command", "office"]


def add(command: Run, *arguments: str) -> int:
    status, out, err = command("incoming", "route", "add", *arguments, "--json")
    assert status == 0, err
    return int(json.loads(out)["id"])


def test_routes_and_what_they_lead_to(command: Run) -> None:
    assert (
        command("trunk", "add", "town", "--proxy", "sip:127.0.0.1:9", "--ports", "20000-20099")[0]
        == 0
    )
    rest = add(command, "town", "*", "--reject")
    first = add(command, "town", "8 (495) 123-45-67", "--scheme", "notice", "--before", "1",
                "--hours", "mon-fri 09:00-18:00", "--after-hours", "opt-out")  # fmt: skip
    longest = json.loads(command("incoming", "route", "list", "--json")[1])[0]["max_call_s"]
    queue = add(command, "town", "100", "--queue", "support", "--before", "1")
    slow = add(command, "town", "101", "--queue", "support", "--before", "1", "--max-call-s", "60")
    others = json.loads(command("incoming", "route", "list", "--json")[1])
    assert [others[1]["max_call_s"], others[0]["max_call_s"], longest] == [3600, 60, 1800]
    for route in (queue, slow):
        assert command("incoming", "route", "remove", str(route))[0] == 0
    status, out, _ = command("incoming", "lines", "town", "3", "--from", "a.example, b.example")
    assert (status, "3 calls" in out) == (0, True)
    routes = json.loads(command("incoming", "route", "list", "--json")[1])
    assert [(r["id"], r["number"], r["kind"]) for r in routes] == [
        (first, "+74951234567", "scheme"), (rest, "*", "reject"),
    ]  # fmt: skip
    assert (routes[0]["lines"], routes[0]["sources"]) == (3, ["a.example", "b.example"])
    assert "отклонён" in command("--lang", "ru", "incoming", "route", "list")[1]

    def test(called: str, at: str) -> tuple[int, dict[str, object]]:
        status, out, _ = command("incoming", "route", "test", "89161234567", called, "--trunk",
                                 "town", "--at", at, "--json")  # fmt: skip
        return status, json.loads(out)

    status, day = test("4951234567", "2026-06-01T12:00+03:00")
    assert (status, day["target"], day["after_hours"], day["phone"]) == (
        0, "notice", False, "+79161234567",
    )  # fmt: skip
    assert day["campaign"] is None
    assert test("4951234567", "2026-06-01T20:00+03:00")[1]["target"] == "opt-out"
    assert test("100", "2026-06-01T12:00+03:00")[0] == 1
    said = command("--lang", "ru", "incoming", "route", "test", "anonymous", "4951234567",
                   "--trunk", "town", "--at", "2026-06-01T20:00+03:00")[1]  # fmt: skip
    assert f"Маршрут {first}, нерабочее время: схема opt-out." in said
    assert "Звонящего не узнать" in said
    assert command("incoming", "route", "remove", str(first))[0] == 0
    assert len(json.loads(command("incoming", "route", "list", "--json")[1])) == 1
    assert json.loads(command("incoming", "calls", "--json")[1]) == []
    assert "Входящих вызовов пока не было" in command("--lang", "ru", "incoming", "calls")[1]


@pytest.mark.parametrize("arguments", [
    ("route", "add", "nowhere", "*", "--reject"),
    ("route", "add", "city", "*", "--reject"),
    ("route", "add", "city", "пять", "--reject"),
    ("route", "add", "city", "*", "--scheme", "notice", "--hours", "9-18"),
    ("route", "add", "city", "*", "--scheme", "notice", "--country", "XX"),
    ("route", "remove", "4711"),
    ("route", "test", "1", "2", "--trunk", "nowhere"),
    ("route", "test", "1", "2", "--trunk", "city", "--at", "soon"),
    ("lines", "nowhere", "3"),
    ("show", "4711"),
    ("show", "4711", "--steps"),
])  # fmt: skip
def test_what_cannot_be_done_is_told(command: Run, arguments: tuple[str, ...]) -> None:
    assert_told(command("incoming", *arguments))


@pytest.mark.parametrize("arguments", [
    ("route", "add", "city", "*"),
    ("route", "add", "city", "*", "--scheme", "notice", "--reject"),
    ("route", "add", "city", "*", "--scheme", "notice", "--match-days", "-1"),
    ("lines", "city", "0"),
])  # fmt: skip
def test_what_is_no_command(command: Run, arguments: tuple[str, ...]) -> None:
    assert command("incoming", *arguments)[0] == 2
