"""Which files make up a form."""

from pathlib import Path

from rino_desktop import report_forms


def test_a_form_may_be_named_by_its_folder_or_by_its_form_toml(tmp_path: Path) -> None:
    (tmp_path / "form.toml").write_text('name = "act"', encoding="utf-8")
    (tmp_path / "act.html.j2").write_text("<p>", encoding="utf-8")
    files = {"form.toml": 'name = "act"', "act.html.j2": "<p>"}
    assert report_forms.read(tmp_path) == files
    assert report_forms.read(tmp_path / "form.toml") == files


def test_another_toml_file_is_a_form_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "act.toml").write_text('name = "act"', encoding="utf-8")
    (tmp_path / "letter.txt").write_text("not of it", encoding="utf-8")
    assert report_forms.read(tmp_path / "act.toml") == {"form.toml": 'name = "act"'}
