"""``scheme test`` as a developer of schemes runs it."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.program import Program

_SCHEME: dict[str, Any] = {
    "format": "rino-scheme", "version": 1, "languages": ["ru"],
    "variables": [{"name": "debt", "type": "money"}],
    "prompts": {"bye": {"ru": {"file": "", "text": "До свидания."}}},
    "nodes": [
        {"id": "n1", "type": "start", "name": "Начало"},
        {"id": "n2", "type": "query", "name": "Долг", "parameters": {
            "source": "billing", "statement": "SELECT debt FROM accounts WHERE phone = :phone",
            "parameters": {"phone": "call.phone"}, "columns": {"debt": "debt"}}},
        {"id": "n3", "type": "menu", "name": "Меню", "parameters": {
            "message": [{"say": {"ru": "Ваш долг {debt|money}."}}], "keys": [{"key": "1"}]}},
        {"id": "n4", "type": "play", "name": "Прощание", "parameters": {"prompts": ["bye"]}},
        {"id": "n5", "type": "hang_up", "name": "Конец"},
    ],
    "links": [
        {"id": "l1", "source": "n1", "port": "next", "target": "n2"},
        {"id": "l2", "source": "n2", "port": "found", "target": "n3"},
        {"id": "l3", "source": "n2", "port": "empty", "target": "n4"},
        {"id": "l4", "source": "n2", "port": "error", "target": "n4"},
        {"id": "l5", "source": "n3", "port": "1", "target": "n4"},
        {"id": "l6", "source": "n3", "port": "no_input", "target": "n4"},
        {"id": "l7", "source": "n4", "port": "next", "target": "n5"},
    ],
    "tests": [
        {"name": "Платит", "stubs": [{"source": "billing", "rows": [{"debt": "12"}]}],
         "steps": [{"hear": "двенадцать рублей"}, {"press": "1"}],
         "expect": {"ports": {"Долг": "found", "Меню": "1"}}},
    ],
}  # fmt: skip
_BESIDE: dict[str, Any] = {
    "format": "rino-dialogues", "version": 1,
    "dialogues": [
        {"name": "Источник молчит", "stubs": [{"source": "billing", "no_answer": True}],
         "expect": {"ports": {"Долг": "error"}, "not_visited": ["Меню"]}},
    ],
}  # fmt: skip


@pytest.fixture
def folder(program: Program) -> Path:
    write(program.folder / "pay.scheme.json", _SCHEME)
    write(program.folder / "pay.tests.json", _BESIDE)
    return program.folder


def write(path: Path, document: Any) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def test_dialogues_in_the_scheme_and_beside_it(program: Program, folder: Path) -> None:
    (folder / "pay.more.tests.toml").write_text(
        'format = "rino-dialogues"\nversion = 1\n[[dialogues]]\nname = "Нет долга"\n'
        'stubs = [{ source = "billing", rows = [] }]\nexpect = { ports = { "Долг" = "empty" } }\n',
        encoding="utf-8",
    )
    (folder / "other.tests.json").write_text("{", encoding="utf-8")  # of another scheme
    outcome = program.json("scheme", "test", folder / "pay.scheme.json", "--coverage")
    assert outcome["ok"]
    assert [d["name"] for d in outcome["dialogues"]] == ["Платит", "Нет долга", "Источник молчит"]
    assert outcome["coverage"]["links"] == 7
    assert [link["link"] for link in outcome["coverage"]["never_taken"]] == ["l6"]
    text = program.ok("scheme", "test", folder / "pay.scheme.json", "--coverage")
    shown = text if isinstance(text, str) else text.out
    assert "links: 6 of 7; nodes: 5 of 5" in shown
    assert "never taken: Меню, no_input → Прощание" in shown


def test_dialogues_are_chosen_by_name(program: Program, folder: Path) -> None:
    outcome = program.json("scheme", "test", folder / "pay.scheme.json", "--name", "ист*молч")
    assert [d["name"] for d in outcome["dialogues"]] == ["Источник молчит"]
    refused = program.run("scheme", "test", folder / "pay.scheme.json", "--name", "zzz")
    assert refused.status == 1
    assert "zzz" in refused.err


def test_a_failure_names_dialogue_step_and_what_was_heard(program: Program, folder: Path) -> None:
    changed = json.loads(json.dumps(_SCHEME))
    changed["tests"][0]["steps"][0]["hear"] = "тринадцать"
    write(folder / "pay.scheme.json", changed)
    outcome = program.run("scheme", "test", folder / "pay.scheme.json")
    assert outcome.status == 1
    assert "FAIL Платит: step 1: “тринадцать” expected, heard:" in outcome.out
    assert "двенадцать рублей" in outcome.out
    assert "1 passed, 1 failed" in outcome.out
    russian = program.run(
        "scheme", "test", folder / "pay.scheme.json", env={"LC_ALL": "ru_RU.UTF-8"}
    )
    assert "шаг 1: ожидалось «тринадцать»" in russian.out


def test_a_mistake_in_a_file_of_dialogues_is_one_line(program: Program, folder: Path) -> None:
    changed = json.loads(json.dumps(_BESIDE))
    changed["dialogues"][0]["steps"] = [{"pres": "1"}]
    write(folder / "pay.tests.json", changed)
    refused = program.run("scheme", "test", folder / "pay.scheme.json")
    assert refused.status == 1
    assert "pay.tests.json: dialogues[0] (“Источник молчит”).steps[0]: has an unknown key" in (
        refused.err
    )
    assert "Traceback" not in refused.err


def test_a_live_source_is_really_asked(program: Program, folder: Path) -> None:
    with sqlite3.connect(folder / "billing.db") as database:
        database.execute("CREATE TABLE accounts (phone TEXT, debt TEXT)")
        database.execute("INSERT INTO accounts VALUES ('+79161234567', '777.50')")
    database.close()
    program.ok("source", "add", "billing", "--url", f"sqlite:///{folder / 'billing.db'}")
    document = {
        "format": "rino-dialogues", "version": 1, "defaults": {"phone": "+79161234567"},
        "dialogues": [{"name": "Вживую", "steps": [{"hear": "семьсот семьдесят семь рублей"}],
                       "expect": {"variables": {"debt": "777.50"}}}],
    }  # fmt: skip
    write(folder / "pay.tests.json", document)
    arguments = ("scheme", "test", folder / "pay.scheme.json", "--name", "Вживую")
    assert program.json(*arguments, "--live", "billing")["ok"]
    refused = program.run(*arguments)
    assert refused.status == 1
    assert "no stub answers: billing" in refused.out
