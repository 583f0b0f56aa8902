"""What scripts rely on before any command runs: wrong usage and the version, as documents too."""

import json
from pathlib import Path

import pytest

from tests.helpers.program import Program


@pytest.mark.parametrize(
    "arguments",
    [
        ("trunk",),
        ("frobnicate",),
        ("--lang", "de", "trunk", "list"),
        ("report", "attempts", "--campaign", "a", "--format", "doc", "--out", "x"),
    ],
)
def test_wrong_usage_is_a_document_too(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    outcome = Program(tmp_path).run("--json", *arguments)
    assert outcome.status == 2
    assert outcome.err.splitlines() == [json.loads(outcome.out)["error"]]


def test_the_version_before_or_after_a_command(tmp_path: Path) -> None:
    program = Program(tmp_path)
    plain = program.ok("--version")
    assert program.ok("trunk", "list", "--version") == plain
    assert f"rino-desktop {program.json('--version')['version']}\n" == plain


def test_a_caller_id_is_a_number(program: Program) -> None:
    assert "--caller-id" in program.error(
        "trunk", "add", "x", "--proxy", "sip:127.0.0.1", "--caller-id", "Bank"
    )
    program.ok("trunk", "add", "x", "--proxy", "sip:127.0.0.1",
               "--caller-id", "+7 (495) 123-45-67")  # fmt: skip
    ids = {trunk["name"]: trunk["caller_id"] for trunk in program.json("trunk", "list")}
    assert ids["x"] == "+74951234567"


def test_a_do_not_call_list_with_more_than_numbers(program: Program) -> None:
    (program.folder / "stop.csv").write_bytes(
        "ФИО;ИНН;Телефон\r\nИванов;7707083893;8 (912) 111-22-35\r\n;;+7-912-111-22-36\r\n"
        "Петров;;нет\r\n".encode("cp1251")
    )
    done = program.json("dnc", "import", "stop.csv")
    assert (done["rows"], done["added"], len(done["rejected"])) == (3, 2, 1)
    listed = [each["phone"] for each in program.json("dnc", "list")]
    assert listed == ["+79121112235", "+79121112236"]


def test_a_folder_is_no_list(program: Program, campaign: str) -> None:
    (program.folder / "lists").mkdir()
    line = program.error("contacts", "import", "lists", "--campaign", campaign)
    assert line == "rino-desktop: lists: is a folder, not a file."
