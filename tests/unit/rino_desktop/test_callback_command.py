"""``callback …`` and the priority of requests, from the command line."""

import json
from datetime import UTC, datetime, timedelta

from tests.helpers.command_here import LANGUAGES, Run


def allowed_time() -> str:
    """Tomorrow noon in Ufa, by this computer's clock."""
    noon = (datetime.now(UTC) + timedelta(days=1)).replace(hour=7, minute=0, second=0)
    return noon.astimezone().replace(tzinfo=None).isoformat(timespec="seconds")


def told(command: Run, *arguments: str) -> dict[str, object]:
    status, out, err = command(*arguments, "--json")
    assert (status, err) == (0, ""), (out, err)
    found: dict[str, object] = json.loads(out)
    return found


def test_promised_taken_done(command: Run) -> None:
    phone = "8 347 222-33-44"
    made = told(command, "callback", "add", phone, "--at", allowed_time(), "--by", "anna",
                "--caller", "Ёлкин", "--note", "после обеда")  # fmt: skip
    assert (made["phone"], made["state"], made["owner"]) == ("+73472223344", "waiting", None)
    number = str(made["id"])
    listed = told(command, "callback", "list")["callbacks"]
    assert [each["id"] for each in listed] == [made["id"]]  # type: ignore[attr-defined]
    assert told(command, "callback", "take", number, "--by", "anna")["taken_by"] == "anna"
    status, _, err = command("callback", "take", number, "--by", "peter")
    assert (status, "anna" in err) == (1, True)
    assert told(command, "callback", "list", "--mine", "anna")["callbacks"]
    done = told(command, "callback", "done", number, "--by", "anna", "--note", "заплатит")
    assert (done["state"], done["note"]) == ("done", "после обеда\nзаплатит")
    assert told(command, "callback", "list")["callbacks"] == []
    assert told(command, "callback", "list", "--phone", phone)["callbacks"]
    status, _, err = command("callback", "cancel", number)
    assert status == 1


@LANGUAGES
def test_what_is_refused_is_said(command: Run, language: str) -> None:
    night = (datetime.now(UTC) + timedelta(days=1)).replace(hour=20, minute=0, second=0)
    at = night.astimezone().replace(tzinfo=None).isoformat(timespec="seconds")
    status, _, err = command("callback", "add", "8 347 222-33-44", "--at", at, "--lang", language)
    assert status == 1
    words = {
        "ru": ("Запрещают часы звонков", "01:00", "Ближайшее разрешённое время"),
        "en": ("The calling hours forbid it", "01:00", "The nearest allowed time"),
    }
    assert all(word in err for word in words[language]), err
    for wrong in (
        ("callback", "add", "abc", "--at", "2h"),
        ("callback", "add", "+73472223344", "--at", "none"),
        ("callback", "add", "+73472223344", "--at", "2020-01-01T12:00"),
        ("callback", "take", "999999"),
    ):
        status, out, err = command(*wrong, "--lang", language)
        assert (status, out, err.count("\n")) == (1, "", 1), err


def test_priority_of_a_request(command: Run) -> None:
    assert command("request", "category", "add", "Ремонт")[0] == 0
    made = told(command, "request", "add", "Авария", "--category", "Ремонт", "--priority", "high",
                "--by", "anna")  # fmt: skip
    assert made["priority"] == "high"
    number = str(made["id"])
    changed = told(command, "request", "priority", number, "low", "--by", "anna")
    assert changed["priority"] == "low"
    status, out, _ = command("request", "show", number, "--lang", "ru")
    assert (status, "важность: высокая → низкая" in out) == (0, True)
