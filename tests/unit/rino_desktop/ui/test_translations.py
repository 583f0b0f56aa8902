"""The .ts files hold every text of the windows in Russian, and the .qm files are made of them."""

import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import translations

FILES = [
    (package, language) for package in translations.PACKAGES for language in translations.LANGUAGES
]
MEND = "make translations, then finish what is new in resources/i18n"


def messages(path: Path) -> Iterator[tuple[str, ET.Element]]:
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            yield f"{context.findtext('name')}: {message.findtext('source')}", message


@pytest.mark.parametrize(("package", "language"), FILES)
def test_files_are_up_to_date(package: str, language: str, tmp_path: Path) -> None:
    file = translations.ts_file(package, language)
    again = tmp_path / file.name
    shutil.copyfile(file, again)
    translations.update(package, language, again)
    assert again.read_text(encoding="utf-8") == file.read_text(encoding="utf-8"), MEND
    compiled = tmp_path / "made.qm"
    translations.compile_ts(file, compiled)
    assert compiled.read_bytes() == file.with_suffix(".qm").read_bytes(), MEND


@pytest.mark.parametrize(("package", "language"), FILES)
def test_every_text_is_translated(package: str, language: str) -> None:
    bad = []
    for place, message in messages(translations.ts_file(package, language)):
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")]
        texts = forms or [translation.text or ""]
        wanted = {"ru": 3, "en": 2}[language] if message.get("numerus") == "yes" else 0
        if translation.get("type") or not all(texts) or len(forms) != wanted:
            bad.append(place)
    assert bad == [], MEND


@pytest.mark.parametrize("package", translations.PACKAGES)
def test_placeholders_agree_and_russian_is_russian(package: str) -> None:
    from tests.unit.rino_desktop.ui.words import needs_no_russian, placeholders

    bad = []
    for place, message in messages(translations.ts_file(package, "ru")):
        source = message.findtext("source") or ""
        translation = message.find("translation")
        assert translation is not None
        texts = [form.text or "" for form in translation.iter("numerusform")]
        for text in texts or [translation.text or ""]:
            russian = any("а" <= char.lower() <= "ё" for char in text)
            if placeholders(source) != placeholders(text) or not (
                russian or needs_no_russian(source)
            ):
                bad.append(f"{place} → {text}")
    assert bad == []
