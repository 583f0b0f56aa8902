"""``contacts add | withdraw | put-back | why | complaint``, as a script would use them."""

import json
from pathlib import Path

from tests.helpers.command_here import LANGUAGES, Run


def test_a_contact_from_the_command_line(command: Run, tmp_path: Path) -> None:
    number, of = "8 495 123-45-67", ("--campaign", "november")
    status, told, _ = command("--json", "contacts", "add", number, *of, "--field", "Town=Тверь",
                              "--zone", "Europe/Moscow")  # fmt: skip
    assert status == 0
    contact = json.loads(told)["contact"]
    assert command("contacts", "add", number, *of)[0] == 1
    assert command("contacts", "withdraw", number, *of, "--reason", "asked")[0] == 0
    status, told, _ = command("--json", "contacts", "why", number)
    (explained,) = json.loads(told)["explanations"]
    assert status == 0
    assert (explained["contact"], explained["rule"]) == (contact, "withdrawn")
    assert "asked" in explained["verdict"]
    status, told, _ = command("--json", "contacts", "put-back", number, *of)
    assert json.loads(told) == {"put_back": 1}
    status, told, _ = command("--json", "contacts", "why", number, *of, "--at", "2020-01-01T12:00")
    found = json.loads(told)["explanations"][0]["findings"]
    assert {each["rule"]: each["says"] for each in found}["campaign"] == "unknown"
    target = tmp_path / "answer.json"
    assert command("contacts", "complaint", number, "--to", str(target))[0] == 0
    answer = json.loads(target.read_text(encoding="utf-8"))
    assert answer["basis"][0]["campaign"] == "november"


@LANGUAGES
def test_what_cannot_be_is_said(command: Run, language: str) -> None:
    asked = (
        (("contacts", "why", "+74950000000"), 1),
        (("contacts", "why", "+74950000000", "--at", "soon"), 2),
        (("contacts", "complaint", "+74950000000", "--to", "answer.doc"), 1),
        (("contacts", "add", "12", "--campaign", "november"), 1),
        (("contacts", "add", "+74950000009", "--campaign", "november", "--zone", "Moon"), 1),
    )
    for arguments, expected in asked:
        status, told, fault = command("--lang", language, *arguments)
        assert (status, told) == (expected, ""), arguments
        assert fault.count("\n") == 1, fault
