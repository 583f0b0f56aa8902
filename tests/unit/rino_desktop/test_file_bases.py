"""Two people change the same thing from files of their own: the second one is told."""

import json
from pathlib import Path

from tests.helpers.command_here import Run, assert_told


def done(command: Run, *arguments: object) -> str:
    status, out, err = command("--lang", "en", *arguments)
    assert status == 0, err
    return out + err


def refused(command: Run, *arguments: object) -> str:
    outcome = command("--lang", "en", *arguments)
    assert_told(outcome, fine=False)
    return outcome[2]


def replace(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text, text
    file.write_text(text.replace(before, after), "utf-8")


def test_a_legal_preset(command: Run, tmp_path: Path) -> None:
    done(command, "preset", "copy", "us-tsr", "ours")
    anna, boris = tmp_path / "anna.toml", tmp_path / "boris.toml"
    for file in (anna, boris):
        done(command, "preset", "show", "ours", "--save", file)
    replace(anna, "21:00", "19:00")
    told = done(command, "preset", "change", anna)
    assert "version = 2" in told
    done(command, "preset", "change", anna)  # says the same: no other version
    replace(boris, "21:00", "20:00")
    told = refused(command, "preset", "change", boris)
    assert "made from version 1" in told
    assert "preset show ours@2 --save" in told
    russian = command("--lang", "ru", "preset", "change", boris)[2]
    assert "на основе версии 1 набора требований ours" in russian
    assert "19:00" in done(command, "preset", "show", "ours")
    # Her next change is made from her own version; his goes over it when he says so.
    replace(anna, "version = 1", "version = 2")
    replace(anna, "19:00", "18:00")
    done(command, "preset", "change", anna)
    done(command, "preset", "change", boris, "--base", "3")
    assert "20:00" in done(command, "preset", "show", "ours@4")
    assert "newest version, which is changed: ours@4" in done(
        command, "preset", "show", "ours@2", "--save", tmp_path / "old.toml"
    )


def test_a_campaign(command: Run, tmp_path: Path) -> None:
    anna, boris, own = (tmp_path / f"{name}.toml" for name in ("anna", "boris", "own"))
    done(command, "campaign", "clone", "november", "doubled")
    for file in (anna, boris):
        done(command, "campaign", "show", "doubled", "--out", file)
    own.write_text("".join(anna.read_text("utf-8").splitlines(keepends=True)[1:]), "utf-8")
    replace(anna, "[campaign]\n", "[campaign]\nmax_lines = 3\n")
    assert 'made_from = "' in done(command, "campaign", "update", anna)
    done(command, "campaign", "update", anna)  # says the same
    replace(boris, "[campaign]\n", "[campaign]\nring_timeout_s = 40\n")
    told = refused(command, "campaign", "update", boris)
    assert "changed since boris.toml was made from it" in told
    assert 'campaign show "doubled" --out' in told
    assert "max_lines = 3" in done(command, "campaign", "show", "doubled")
    # Another start or pause changes no settings; a file without the mark is how it is to be.
    replace(own, "[campaign]\n", "[campaign]\nring_timeout_s = 41\n")
    done(command, "campaign", "update", own)
    shown = done(command, "campaign", "show", "doubled")
    assert "ring_timeout_s = 41" in shown
    assert "max_lines" not in shown
    # A shown file is a campaign's beginning elsewhere, too.
    replace(boris, '"doubled"', '"elsewhere"')
    assert 'made_from = "' in done(command, "campaign", "create", boris)
    replace(boris, "ring_timeout_s = 40", "ring_timeout_s = 42")
    done(command, "campaign", "update", boris)  # nobody has changed that one


def test_a_segment(command: Run, tmp_path: Path) -> None:
    file, other = tmp_path / "a.json", tmp_path / "b.json"
    begun = {"version": 1, "base": {"campaigns": ["november"]},
             "where": {"match": "all", "parts": []}}  # fmt: skip
    file.write_text(json.dumps(begun), "utf-8")
    done(command, "segment", "save", "debtors", file)
    for each in (file, other):
        each.write_text(done(command, "segment", "show", "debtors"), "utf-8")
    assert '"revision": 2' in done(command, "segment", "save", "debtors", file)
    assert "somebody else has changed" in refused(command, "segment", "save", "debtors", other)
    done(command, "segment", "save", "others", other)  # a copy of it


def test_schemes_forms_and_report_forms(command: Run, tmp_path: Path) -> None:
    for what, name in (("scheme", "notice"), ("form", "survey")):
        file = tmp_path / f"{name}.json"
        done(command, what, "export", name, "--out", file)
        document = json.loads(file.read_text("utf-8"))
        done(command, what, "import", file, "--name", name, "--base", "1")
        document["title"] = {"ru": "Другое", "en": "Another"}
        file.write_text(json.dumps(document), "utf-8")
        done(command, what, "import", file, "--name", name, "--base", "1")
        for more in ((), ("--draft",)):
            told = refused(command, what, "import", file, "--name", name, "--base", "1", *more)
            assert "version 2 is published by now" in told
    done(command, "report-form", "add", "service-act")
    mark = json.loads(done(command, "report-form", "show", "service-act", "--json"))["mark"]
    folder = tmp_path / "act"
    done(command, "report-form", "show", "service-act", "--out", folder)
    page = next(folder.glob("*.j2"))
    page.write_text(page.read_text("utf-8") + "\n<p>1</p>", "utf-8")
    done(command, "report-form", "add", folder, "--base", mark)
    done(command, "report-form", "add", folder, "--base", mark)  # says the same
    page.write_text(page.read_text("utf-8") + "\n<p>2</p>", "utf-8")
    told = refused(command, "report-form", "add", folder, "--base", mark)
    assert "changed by somebody else meanwhile" in told
