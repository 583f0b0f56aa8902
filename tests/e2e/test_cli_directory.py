"""``directory`` and ``request`` as a script would call them."""

import json
from pathlib import Path

import pytest

from tests.helpers.command_here import Run, assert_told, command, office

__all__ = ["command", "office"]


def test_the_directory(command: Run, tmp_path: Path) -> None:
    status, out, _ = command("directory", "refresh", "billing", "--json")
    report = json.loads(out)
    assert (status, report["rows"], report["added"] + report["unchanged"]) == (0, 20, 20)
    assert report["mapping"]["key"] == "directory_key"
    file = tmp_path / "firms.csv"
    file.write_text("Название;Телефон\nООО Ромашка;112\n", encoding="utf-8")
    assert command("directory", "import", file)[0] == 0
    status, out, _ = command("directory", "search", "hjvfirf", "--json")  # ромашка
    found = json.loads(out)
    assert found["total"] == 1
    assert found["complete"] is True
    (entry,) = found["entries"]
    assert entry | {"id": 0} == {
        "id": 0, "kind": "organisation", "name": "ООО Ромашка", "address": "", "numbers": ["112"],
        "note": "", "source": "firms", "key": entry["key"],
    }  # fmt: skip
    assert "ООО Ромашка" in command("directory", "search", "ромшка")[1]
    assert "Никого не нашлось" in command("--lang", "ru", "directory", "search", "ъъъъъ")[1]
    status, out, _ = command("directory", "status", "--json")
    document = json.loads(out)
    assert document["current"] is True
    assert {each["name"]: each["entries"] for each in document["sources"]} == {
        "billing": 20, "firms": 1,
    }  # fmt: skip
    assert json.loads(command("directory", "rebuild", "--json")[1]) == {"entries": 21}
    # The same again, as it was the last time.
    assert json.loads(command("directory", "refresh", "billing", "--json")[1])["unchanged"] == 20
    assert json.loads(command("directory", "remove", "firms", "--json")[1])["removed"] == 1
    assert json.loads(command("directory", "search", "ромашка", "--json")[1])["entries"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("directory", "remove", "nothing"),
        ("directory", "import", "no-such-file.csv"),
        ("directory", "import", "."),
        ("directory", "refresh", "no-such-source"),
        ("directory", "refresh", "billing", "--entity", "balances"),
        ("directory", "refresh", "billing", "--entity", "planets"),
        ("directory", "refresh", "billing", "--map", "colour=name"),
        ("directory", "search"),
        ("request", "show", "999999"),
        ("request", "state", "999999", "done"),
        ("request", "add", "x", "--category", "no-such"),
        ("request", "list", "--mine", "nobody"),
        ("request", "category", "add", "x", "--due", "soon"),
        ("request", "category", "add", "x", "--escalate-after", "1h=nobody"),
        ("request", "group", "add", "x", "nobody"),
    ],
)
def test_what_cannot_be_done_is_told(command: Run, arguments: tuple[str, ...]) -> None:
    outcome = command(*arguments)
    assert outcome[0] in (1, 2), outcome
    if outcome[0] == 1:
        assert_told(outcome, fine=False)


def test_requests(command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNA", "Correct-horse-7")
    assert command("user", "add", "Anna", "--role", "operator", "--password-env", "ANNA")[0] == 0
    assert command("request", "group", "add", "masters", "anna")[0] == 0
    _, out, _ = command(
        "request", "category", "add", "repair", "--due", "4h", "--group", "masters",
        "--escalate-before", "1h", "--escalate-after", "2h=Anna", "--json",
    )  # fmt: skip
    assert json.loads(out) == {
        "name": "repair", "due_s": 14400.0, "group": "masters",
        "escalations": [
            {"after_s": -3600.0, "person": None, "group": None},
            {"after_s": 7200.0, "person": "Anna", "group": None},
        ],
    }  # fmt: skip
    _, out, _ = command(
        "request", "add", "Нет гудка", "--category", "repair", "--phone", "8 347 222-33-44",
        "--caller", "Ёлкин", "--by", "Olga", "--json",
    )  # fmt: skip
    added = json.loads(out)
    number = added["id"]
    assert (added["state"], added["group"], added["phone"], added["author"]) == (
        "assigned", "masters", "+73472223344", "Olga",
    )  # fmt: skip
    for arguments in (
        ("assign", number, "--person", "anna", "--comment", "срочно"),
        ("state", number, "in_progress", "--by", "Anna"),
        ("due", number, "2026-01-01T10:00"),
        ("comment", number, "выехала"),
        ("link", number, "--contact", "5"),
    ):
        assert command("request", *arguments)[0] == 0, arguments
    document = json.loads(command("request", "show", number, "--json")[1])
    assert (document["person"], document["overdue"], document["contact"]) == ("Anna", True, 5)
    assert [line["kind"] for line in document["history"]] == [
        "registered", "assigned", "assigned", "state", "due", "comment", "linked",
    ]  # fmt: skip
    text = command("--lang", "ru", "request", "show", number)[1]
    assert "ПРОСРОЧЕНА" in text
    assert "назначена → выполняется" in text
    for arguments in (
        ("list", "--overdue"), ("list", "--mine", "Anna"), ("search", "гудк"),
        ("search", "3344"), ("list", "--contact", "5"), ("list", "--state", "in_progress"),
    ):  # fmt: skip
        found = json.loads(command("request", *arguments, "--json")[1])
        assert [each["id"] for each in found["requests"]] == [number], arguments
        assert found["overdue"] == 1
    refused = command("request", "state", number, "closed")
    assert_told(refused, "done", fine=False)
    assert command("request", "state", number, "done")[0] == 0
    assert json.loads(command("request", "list", "--json")[1])["requests"] == []
    assert command("request", "category", "remove", "repair")[0] == 0
