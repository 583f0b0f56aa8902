"""Forms of reports and their templates, of any content."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rino_desktop import paths
from tests.helpers.command_here import LANGUAGES, QUICK, Run, assert_told
from tests.helpers.odd_input import RUBBISH, spoiled, toml

RESOURCES = paths.resources()

# --- forms of reports ---

FORMS = sorted(each for each in (RESOURCES / "report_forms").iterdir() if each.is_dir())


@pytest.mark.parametrize("sample", FORMS, ids=lambda path: path.name)
@QUICK
@given(data=st.data(), language=st.sampled_from(["ru", "en"]))
def test_forms(
    sample: Path, command: Run, tmp_path: Path, data: st.DataObject, language: str
) -> None:
    folder = tmp_path / "form"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(sample, folder)
    document = json.loads(json.dumps(tomllib.loads((folder / "form.toml").read_text("utf-8"))))
    (folder / "form.toml").write_bytes(toml(spoiled(data, document)))
    status, out, err = command("report-form", "check", folder, "--lang", language)
    assert_told((status, out, err))
    assert "form.toml, form.toml" not in out + err


@pytest.mark.parametrize("sample", FORMS, ids=lambda path: path.name)
@QUICK
@given(data=st.data())
def test_templates(sample: Path, command: Run, tmp_path: Path, data: st.DataObject) -> None:
    folder = tmp_path / "form"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(sample, folder)
    file = data.draw(st.sampled_from(sorted(folder.glob("*.j2"))))
    text = file.read_text("utf-8")
    at = data.draw(st.integers(0, len(text)))
    odd = st.sampled_from(
        ["{{", "}}", "{%", "%}", "{% include 'x' %}", "{% for x in y %}", "{% endif %}", "{#",
         "{{ 1/0 }}", "{{ ''.__class__ }}", "{% extends 'x' %}", "{{ x|nosuch }}", "\x0b",
         "{% import 'x' as y %}", "{{ 10**10**10 }}", "{{ lipsum(10**9) }}", "{{ '%n' % 1 }}",
         "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}"]
    )  # fmt: skip
    file.write_text(text[:at] + data.draw(odd) + text[at:], "utf-8")
    status, out, err = command("report-form", "check", folder, "--lang", "en")
    assert_told((status, out, err), file.name)


@pytest.mark.parametrize(
    "wrong", ["{#", "{% raw %}", "{{ 'x", "{% if x", "{% if 1 %}{% extends 'x' %}{% endif %}"]
)
def test_what_cannot_be_read_is_told_of_its_own_file(
    wrong: str, command: Run, tmp_path: Path
) -> None:
    """And not of the template in the other language."""
    folder = tmp_path / "form"
    shutil.copytree(RESOURCES / "report_forms" / "service-act", folder)
    file = folder / "act.html.en.j2"
    file.write_text(f"{file.read_text('utf-8')}{wrong}\nx", "utf-8")
    status, out, _ = command("report-form", "check", folder, "--lang", "en")
    assert (status, "act.html.en.j2" in out) == (1, True), out


@LANGUAGES
def test_files_that_are_no_forms(command: Run, tmp_path: Path, language: str) -> None:
    for name in ("form.toml", "act.toml"):
        for number, content in enumerate(RUBBISH):
            file = tmp_path / str(number) / name
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
            for what in ("check", "add"):
                outcome = command("report-form", what, file, "--lang", language)
                assert_told(outcome, name, fine=False)
                assert "form.toml, form.toml" not in outcome[1] + outcome[2]
            file.unlink()


@pytest.mark.parametrize(
    "name", ["../evil", "a/b", "a\\b", "..", ".", "C:x", "\x00", "a\nb", " ", "x" * 201, "-a"]
)
def test_names_of_forms_that_are_no_file_names(command: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / "evil.toml"
    content = {"name": name, "template": "a", "templates": {"a": "<p></p>"}}
    file.write_bytes(toml(content))
    assert_told(
        command("report-form", "add", file, "--lang", "en"), "evil.toml", "name", fine=False
    )
    file.write_bytes(toml(content | {"name": "Акт № 5 (итог)"}))
    assert command("report-form", "check", file)[0] == 0


@LANGUAGES
def test_an_include_that_fails_says_what_is_not_there(
    command: Run, tmp_path: Path, language: str
) -> None:
    (tmp_path / "form.toml").write_text('name = "act"\ntemplate = "act.html.j2"\n', "utf-8")
    for piece in (
        "{% include 'missing.j2' %}",
        "{% extends 'missing.j2' %}",
        "{% import 'missing.j2' as m %}",
        "{% from 'missing.j2' import m %}",
    ):
        (tmp_path / "act.html.j2").write_text(f"<p>\n{piece}</p>", "utf-8")
        status, out, _ = command("report-form", "check", tmp_path, "--lang", language)
        assert status == 1
        assert "missing.j2" in out
        assert "act.html.j2" in out.replace("missing.j2", "")
        assert ("строка 2" if language == "ru" else "line 2") in out, out
