"""The manuals as they are given away: built without the network, whole, readable from a folder."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from rino_desktop import manual
from tools.manual import BUILD, DIST, LANGUAGES, ROOT, pictures, texts

#: Each picture is a window that is made for it, and the first test waits for all of them.
pytestmark = [pytest.mark.timeout(1800), pytest.mark.usefixtures("manuals")]


class Page(HTMLParser):
    def __init__(self, file: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.places: set[str] = set()
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.places.add(given["id"] or "")
        for name in ("href", "src"):
            address = given.get(name)
            if address:
                (self.links if tag == "a" else self.loaded).append(address)


def html(language: str) -> Iterator[tuple[Path, Page]]:
    for file in sorted((BUILD / language).rglob("*.html")):
        yield file, Page(file)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_and_needs_nothing_from_outside(language: str) -> None:
    pages = dict(html(language))
    missing = [
        page for page in texts(language).rglob("*.md")
        if BUILD / language / page.relative_to(texts(language)).with_suffix(".html") not in pages
    ]  # fmt: skip
    assert missing == []
    for file, page in pages.items():
        outside = [x for x in page.loaded if urlsplit(x).scheme or urlsplit(x).netloc]
        assert outside == [], file
        for address in page.loaded:
            assert (file.parent / unquote(urlsplit(address).path)).is_file(), (file, address)


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_to_files_and_places(language: str) -> None:
    pages = dict(html(language))
    for file, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (
                Path(os.path.normpath(file.parent / unquote(parts.path))) if parts.path else file
            )
            assert target.is_file(), (file, link)
            place = unquote(parts.fragment)
            if place and target in pages:
                assert place in pages[target].places, (file, link)
    for topic in manual.TOPICS:
        assert BUILD / language / manual.FOLDER / manual.file_name(topic) in pages


@pytest.mark.parametrize(("language", "word"), [("ru", "телефонист"), ("en", "telephonist")])
def test_the_search_knows_the_language(language: str, word: str) -> None:
    script = (BUILD / language / "search" / "search_index.js").read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("var __index = "))
    assert language in index["config"]["lang"]
    assert any(word in entry["text"].lower() for entry in index["docs"])


@pytest.mark.parametrize(("language", "title"), [("ru", "Руководство"), ("en", "The manual")])
def test_the_book_is_whole(language: str, title: str) -> None:
    file = DIST / manual.book_name(language)
    assert file.read_bytes() == (BUILD / manual.book_name(language)).read_bytes()
    said = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    assert f"RINO Desktop: {title}" in said
    count = re.search(r"Pages:\s+(\d+)", said)
    assert count is not None
    assert int(count[1]) > 40
    text = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout
    sheets = text.split("\f")
    # A heading of each page stands on the sheet that the contents name.
    first = [page.read_text(encoding="utf-8").splitlines()[0].lstrip("# ").strip()
             for page in texts(language).rglob("*/*.md")]  # fmt: skip
    for heading in first:
        entry = re.search(rf"{re.escape(heading)}\s*\.[ .]*(\d+)\n", text)
        assert entry is not None, heading
        assert heading in " ".join(sheets[int(entry[1]) - 1].split()), heading
    fonts = subprocess.run(
        ["pdffonts", str(file)], capture_output=True, text=True, check=True
    ).stdout
    assert "PTSans" in fonts.replace("-", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_are_of_today(language: str) -> None:
    for name in pictures.named(language):
        there = BUILD / language / "pictures" / f"{name}.png"
        assert there.read_bytes() == pictures.file(language, name).read_bytes()


def test_the_wheel_takes_them_along(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    for language in LANGUAGES:
        for topic in ("", *manual.TOPICS):
            page = manual.page(topic, language).relative_to(BUILD)
            assert f"rino_desktop/_bundle/manual/{page}" in names
        assert f"rino_desktop/_bundle/manual/{manual.book_name(language)}" in names
