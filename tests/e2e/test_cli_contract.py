"""What holds for all commands: streams, exit statuses, options, languages."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.program import Program


def test_global_options_stand_before_or_after(program: Program) -> None:
    before = program.run("--json", "--lang", "ru", "trunk", "list")
    after = program.run("trunk", "list", "--json", "--lang", "ru")
    between = program.run("trunk", "--json", "list", "--lang", "ru")
    assert before == after == between
    assert json.loads(before.out)[0]["name"] == "city"
    other = program.folder / "none.fdb"
    assert str(other) in program.error("--db", str(other), "trunk", "list")
    assert str(other) in program.error("trunk", "list", "--db", str(other))


def test_the_database_of_the_configuration_file(program: Program) -> None:
    (program.folder / "c.toml").write_text(f'db = "{program.folder}/rino.fdb"\njson = true\n')
    outcome = program.run("--config", "c.toml", "trunk", "list", env={"RINO_DB": ""})
    assert json.loads(outcome.out)[0]["name"] == "city"


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("trunk",),
        ("trunk", "frobnicate"),
        ("--lang", "de", "trunk", "list"),
        ("--engine", "trunk", "list"),
        ("--engine", "--demo"),
        ("--node", "x"),
        ("--until-done",),
        ("--headless",),
        ("--engine", "--node", " "),
        ("dnc", "add"),
        ("trunk", "list", "--unknown"),
        ("contacts", "import", "x", "--campaign", "y", "--map", "phone"),
        ("schedule", "add", "n", "--report", "r", "--campaign", "c", "--format", "csv", "--folder",
         "f", "--at", "25:00"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line_and_status_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    line = Program(tmp_path).error(*arguments, status=2)
    assert line.startswith("rino-desktop")
    assert "--help" in line


def test_an_error_is_a_document_too(tmp_path: Path) -> None:
    outcome = Program(tmp_path).run("trunk", "list", "--json")
    assert outcome.status == 1
    assert "db init" in json.loads(outcome.out)["error"]
    assert len(outcome.err.splitlines()) == 1


def test_a_foreign_file_is_no_database(tmp_path: Path) -> None:
    program = Program(tmp_path)
    (tmp_path / "rino.fdb").write_bytes(b"not a database" * 1000)
    program.error("trunk", "list")
    assert (tmp_path / "rino.fdb").read_bytes() == b"not a database" * 1000


@pytest.mark.parametrize(
    "address", ["firebird://", "mysql://u@h/d", "firebird://u:secret@h/d", "firebird://u@h"]
)
def test_malformed_addresses(tmp_path: Path, address: str) -> None:
    line = Program(tmp_path).error("trunk", "list", "--db", address)
    assert "secret" not in line.replace(address, "")


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    Program(tmp_path).error("trunk", "list", "--db", "firebird://sysdba@127.0.0.1:9/x")


def test_russian_by_locale(program: Program) -> None:
    english = program.run("campaign", "list")
    russian = program.run("campaign", "list", env={"LC_ALL": "ru_RU.UTF-8"})
    assert english.out.startswith("No campaigns yet")
    assert russian.out.startswith("Кампаний пока нет")
    wrong = program.run("trunk", "frobnicate", env={"LC_ALL": "ru_RU.UTF-8"})
    assert "неизвестное значение" in wrong.err


def test_help_is_wholly_russian(program: Program) -> None:
    """No sentence of the help is left in English; option names and placeholders are Latin."""
    for command in ([], ["trunk", "add"], ["campaign"], ["contacts", "build"], ["schedule", "add"]):
        text = program.ok(*command, "--help", "--lang", "ru")
        for word in ("usage", "options", "show this", "the ", "argument"):
            assert word not in text.lower(), (command, word)


def test_output_survives_a_terminal_without_cyrillic(program: Program) -> None:
    outcome = program.run(
        "campaign", "list", "--lang", "ru", env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    )
    assert outcome.status == 0
    assert outcome.out.startswith("Кампаний пока нет")


def test_a_reader_that_goes_away_is_no_error(program: Program) -> None:
    program.ok("dnc", "add", *(f"+7916{n:07d}" for n in range(2000)))
    with subprocess.Popen(
        [sys.executable, "-m", "rino_desktop", "dnc", "list"],
        cwd=program.folder, env=program.variables(), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read()
        process.wait(timeout=30)
    assert complaint == b""


def test_interruption_is_status_3(program: Program, campaign: str) -> None:
    """Ctrl+C while a list is read from a pipe that never ends."""
    pipe = program.folder / "list.csv"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [sys.executable, "-m", "rino_desktop", "dnc", "import", str(pipe)],
        cwd=program.folder, env=program.variables(), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        # Opening for writing returns once the program has opened the pipe for reading.
        with pipe.open("wb") as writer:
            writer.write(b"+79161234567\n")
            writer.flush()
            # A signal just before the read begins is seen only when the read ends: ask again, as
            # a person would.
            for _ in range(30):
                process.send_signal(signal.SIGINT)
                try:
                    out, err = process.communicate(timeout=1)
                    break
                except subprocess.TimeoutExpired:
                    continue
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, out, err) == (3, "", "rino-desktop: interrupted\n")


def test_a_bug_leaves_a_crash_log_and_no_traceback(program: Program) -> None:
    code = (
        "import sys; from rino_desktop.cli import main, trunk;"
        "trunk._list = lambda context: 1 / 0;"
        "sys.exit(main.run(sys.argv[1:]))"
    )

    def run(*more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", code, "trunk", "list", *more],
            cwd=program.folder, env=program.variables(), capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip

    quiet = run()
    assert quiet.returncode == 1
    (line,) = quiet.stderr.splitlines()
    log = next((program.folder / "data" / "log").glob("crash-*.log"))
    assert str(log) in line
    assert "ZeroDivisionError" in log.read_text()
    assert "Traceback" in run("--log-level", "debug").stderr


def test_the_engine_stops_at_sigterm(program: Program) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "rino_desktop", "--engine", "--node", "n1", "--log-level", "info"],
        cwd=program.folder, env=program.variables(), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        for line in process.stderr:
            if "ready to dial" in line:
                break
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, out) == (0, ""), err


def test_the_engine_ends_by_itself_when_nothing_is_left(program: Program) -> None:
    assert program.run("--engine", "--until-done").status == 0


def test_the_engine_needs_a_database(tmp_path: Path) -> None:
    assert "db init" in Program(tmp_path).error("--engine")
