"""PDF and SVG: vector, with every block's title, the version and the date."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QPageSize
from pytestqt.qtbot import QtBot

from editor.document import SchemeDocument
from editor.exporting import Imprint, SchemePicture
from engine.scheme.model import Scheme
from engine.scheme.node_types import NodeTypes
from tests.unit.editor.conftest import sample, small

IMPRINT = Imprint("Анкета", "версия 7", "29.11.2026")


@pytest.fixture
def picture(qtbot: QtBot, node_types: NodeTypes) -> SchemePicture:
    del qtbot
    return SchemePicture(SchemeDocument(sample("notice"), node_types), "ru", IMPRINT)


def test_pdf(picture: SchemePicture, tmp_path: Path) -> None:
    file = tmp_path / "scheme.pdf"
    picture.write_pdf(file)
    words = subprocess.run(
        ["pdftotext", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    for wanted in ("Начало", "Сообщение и выбор", "Понятно", "Анкета · версия 7 · 29.11.2026"):
        assert wanted in words
    images = subprocess.run(
        ["pdfimages", "-list", file], capture_output=True, text=True, check=True
    ).stdout
    assert len(images.splitlines()) <= 2, "nothing is a picture of pixels"


def test_svg(picture: SchemePicture, tmp_path: Path) -> None:
    file = tmp_path / "scheme.svg"
    picture.write_svg(file)
    root = ElementTree.parse(file).getroot()
    words = " ".join(text.strip() for text in root.itertext() if text.strip())
    assert "Сообщение и выбор" in words
    assert "версия 7" in words
    assert not list(root.iter("{http://www.w3.org/2000/svg}image"))


def test_the_sheet_fits_the_scheme(qtbot: QtBot, node_types: NodeTypes) -> None:
    del qtbot

    def sheet(scheme: Scheme) -> QPageSize.PageSizeId:
        return (
            SchemePicture(SchemeDocument(scheme, node_types), "ru", IMPRINT).page().pageSize().id()
        )

    assert sheet(small()) is QPageSize.PageSizeId.A4
    assert sheet(sample("debtor-billing")) is not QPageSize.PageSizeId.A4
    assert sheet(Scheme("empty")) is QPageSize.PageSizeId.A4


def test_what_cannot_be_written_is_told(picture: SchemePicture, tmp_path: Path) -> None:
    for write in (picture.write_pdf, picture.write_svg):
        with pytest.raises(OSError, match="cannot be written"):
            write(tmp_path / "missing" / "x")
