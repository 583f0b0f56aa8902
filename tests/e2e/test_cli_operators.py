"""``operator`` as a script would call it."""

import json
from collections.abc import Iterator

import pytest

from tests.helpers.command_here import Run, assert_told, command, office

__all__ = ["command", "office"]


@pytest.fixture
def anna(command: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("NEW_PASSWORD", "correct horse battery")
    added = command("user", "add", "Анна", "--role", "operator", "--password-env", "NEW_PASSWORD")
    assert added[0] == 0, added
    yield "Анна"
    command("user", "remove", "Анна")


def test_skills_queues_breaks(command: Run, anna: str) -> None:
    status, _, error = command("operator", "skill", anna, "продажи=101")
    assert (status, "продажи=101" in error) == (2, True)
    assert command("operator", "skill", anna, "русский=3", "продажи=1")[0] == 0
    (known,) = json.loads(command("operator", "list", "--json")[1])
    assert (known["name"], known["state"], known["present"]) == (anna, "logged_out", False)
    assert known["skills"] == {"русский": 3, "продажи": 1}
    assert "не на месте" in command("--lang", "ru", "operator", "list")[1]

    queue = ("operator", "queue", "add", "Приём", "--skill", "русский", "--level", "2")
    timed = ("--wrap-up", "timed", "--wrap-up-s", "30", "--ends-when-saved")
    assert command(*queue, *timed)[0] == 0
    (known,) = json.loads(command("operator", "queue", "list", "--json")[1])
    assert (known["level"], known["wrap_up"], known["wrap_up_s"]) == (2, "timed", 30)
    assert known["ends_when_saved"] is True
    assert command("operator", "queue", "remove", "приём")[0] == 0

    assert command("operator", "break", "add", "обед", "--at-once", "2", "--minutes", "45")[0] == 0
    assert json.loads(command("operator", "break", "list", "--json")[1]) == [
        {"name": "обед", "at_once": 2, "minutes": 45}
    ]
    assert command("operator", "break", "remove", "обед")[0] == 0
    assert command("operator", "message", "Планёрка в 12", "--to", anna)[0] == 0
    assert json.loads(command("operator", "talks", anna, "--json")[1]) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("operator", "skill", "nobody", "sales=1"),
        ("operator", "skill", "Анна", "sales=1", "Sales=2"),
        ("operator", "queue", "add", "Приём", "--wrap-up", "timed"),
        ("operator", "queue", "add", "Приём", "--campaign", "nothing"),
        ("operator", "queue", "remove", "nothing"),
        ("operator", "break", "add", "no_answer"),
        ("operator", "break", "remove", "nothing"),
        ("operator", "message", " "),
    ],
)
def test_what_is_wrong_is_told(command: Run, anna: str, arguments: tuple[str, ...]) -> None:
    assert_told(command(*arguments), fine=False)
