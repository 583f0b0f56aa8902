"""Schemes that call schemes, on the command line."""

import json
from dataclasses import replace
from pathlib import Path

from engine.scheme.codec import dump_scheme
from engine.scheme.dialogue_model import Dialogue, Expected, Hear
from engine.scheme.model import Scheme, Variable
from tests.helpers.program import Program
from tests.helpers.scheme_builder import SchemeBuilder


def caller(**parameters: object) -> Scheme:
    scheme = (
        SchemeBuilder(Variable("word"))
        .node("start", "start", next="call")
        .node("call", "subscheme", {"scheme": "Part", **parameters}, next="end")
        .node("end", "hang_up")
    ).build()
    test = Dialogue("hears it", (Hear("Слово раз"),), Expected(node="call"))
    return replace(scheme, tests=(test,))


def part(variable: str = "word", text: str = "раз") -> Scheme:
    return (
        SchemeBuilder(Variable(variable))
        .node("start", "start", next="say")
        .node("say", "say", {"text": {"ru": f"Слово {text}"}}, next="end")
        .node("end", "hang_up")
    ).build()


def write(folder: Path, name: str, scheme: Scheme) -> Path:
    path = folder / f"{name}.scheme.json"
    path.write_text(dump_scheme(replace(scheme, name=name)), encoding="utf-8")
    return path


def test_files_beside_it_serve_first_then_what_is_published(program: Program) -> None:
    folder = program.folder / "schemes"
    folder.mkdir()
    main = write(folder, "main", caller(parameters={"word": "word"}))
    missing = program.run("scheme", "check", main)
    assert missing.status == 1
    assert "there is no scheme “Part”" in missing.out
    assert "there is no scheme “Part”" in program.error("scheme", "import", main)
    assert "calls the scheme “Part”" in program.error("scheme", "test", main)

    beside = write(folder, "part", part())
    assert program.run("scheme", "check", main).status == 0
    assert program.json("scheme", "test", main)["ok"]
    imported = program.run("scheme", "import", main)
    assert imported.status == 0
    assert "part, which is not published yet" in imported.err

    program.ok("scheme", "import", beside)
    beside.unlink()
    assert program.json("scheme", "test", main)["ok"], "the published one"
    assert program.run("scheme", "check", "main").status == 0
    write(folder, "part", part(text="два"))
    changed = program.run("scheme", "test", main, "--json")
    assert changed.status == 1
    assert "Слово два" in json.loads(changed.out)["dialogues"][0]["detail"]


def test_publishing_tells_of_callers_that_do_not_fit_any_more(program: Program) -> None:
    folder = program.folder / "other"
    folder.mkdir()
    program.ok("scheme", "import", write(folder, "part", part()))
    program.ok("scheme", "import", write(folder, "main", caller(parameters={"word": "word"})))
    told = program.run("scheme", "import", write(folder, "part", part(variable="words")))
    assert told.status == 0
    assert "main calls it and does not fit it any more" in told.err
    assert "is “words” meant?" in told.err
    assert "fit" not in program.run("scheme", "rollback", "part", "1").err
    again = program.run("scheme", "rollback", "part", "2")
    assert "main calls it and does not fit it any more" in again.err


def test_a_file_can_be_checked_without_a_database(program: Program) -> None:
    folder = program.folder / "alone"
    folder.mkdir()
    main = write(folder, "main", caller())
    nowhere = {"RINO_DB": str(folder / "none.fdb")}
    alone = program.run("scheme", "check", main, env=nowhere)
    assert alone.status == 1
    assert "there is no scheme “Part”" in alone.out
    assert "could not be looked at" in alone.err
    write(folder, "part", part())
    assert program.run("scheme", "check", main, env=nowhere).status == 0


def test_a_broken_file_beside_it_is_named(program: Program) -> None:
    folder = program.folder / "broken"
    folder.mkdir()
    main = write(folder, "main", caller())
    (folder / "part.scheme.json").write_text("{", encoding="utf-8")
    error = program.error("scheme", "check", main)
    assert "part.scheme.json" in error
    assert "Traceback" not in error
