"""``rino-desktop form …``, as a script outside would call it."""

import json
from pathlib import Path

from tests.helpers.program import Program

SAMPLE = Path(__file__).parents[2] / "resources" / "forms" / "survey.form.json"


def test_the_samples_are_there(program: Program) -> None:
    forms = program.json("form", "list")
    assert [each["name"] for each in forms] == [
        "advertising", "debtor-reminder", "election", "feedback", "notice", "quiz", "survey",
    ]  # fmt: skip
    assert {(each["published"], each["draft"]) for each in forms} == {(1, False)}
    shown = program.ok("form", "show", "survey", "--lang", "en")
    assert "mark* (scale): How was the service, from 1 to 5?" in shown
    assert "talks == no → end" in shown
    assert program.json("form", "answers", "survey") == []
    for suffix in ("csv", "xlsx", "html", "pdf", "json"):
        file = program.folder / f"answers.{suffix}"
        program.ok("form", "answers", "survey", "--out", file)
        assert file.stat().st_size > 2
    assert "How was the service" in (program.folder / "answers.html").read_text(encoding="utf-8")
    assert "no report format" in program.error("form", "answers", "survey", "--out", "x.doc")


def test_from_a_file_to_a_version_and_back(program: Program) -> None:
    file = program.folder / "мой.form.json"
    file.write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    assert program.json("form", "validate", str(file)) == {"ok": True, "problems": []}
    saved = program.json("form", "import", str(file), "--draft", "--author", "Ольга")
    assert saved == {"name": "мой", "draft": True, "revision": 1}
    assert "not published yet" in program.error("form", "export", "мой")
    assert "works on the draft" in program.error("form", "import", str(file), "--draft")
    assert program.json("form", "publish", "мой", "--author", "Ольга")["version"] == 1
    target = program.folder / "out.json"
    program.ok("form", "export", "МОЙ", "--out", str(target))
    document = json.loads(target.read_text(encoding="utf-8"))
    assert document["name"] == "мой"
    document["currency"] = "USD"
    file.write_text(json.dumps(document), encoding="utf-8")
    assert program.json("form", "import", str(file))["version"] == 2
    assert json.loads(program.ok("form", "export", "мой", "1"))["currency"] == "RUB"
    assert program.json("form", "delete", "мой") == {"deleted": "мой"}
    assert "no form named" in program.error("form", "show", "мой")


def test_what_is_wrong_is_told(program: Program) -> None:
    file = program.folder / "bad.form.json"
    document = json.loads(SAMPLE.read_text(encoding="utf-8"))
    document["pages"][1]["fields"][2]["shown_when"] = "mrk < 4"
    file.write_text(json.dumps(document), encoding="utf-8")
    told = program.error("form", "import", str(file), "--name", "bad", "--lang", "ru")
    assert "В бланке bad ошибка" in told
    file.write_text("{", encoding="utf-8")
    assert "damaged JSON" in program.error("form", "import", str(file))
    assert "no such file" in program.error("form", "import", "none.form.json")
