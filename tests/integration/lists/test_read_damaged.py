"""What is no list is refused with one line that says what it is."""

import contextlib
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.adapters.lists import open_list
from engine.errors import KnownError
from tests.integration.lists.test_read_workbooks import WRITERS, write_dbf


def read_all(path: Path) -> None:
    for table in open_list(path):
        list(table.rows())


def refusal(path: Path) -> str:
    with pytest.raises(KnownError) as caught:
        read_all(path)
    text = str(caught.value)
    assert "\n" not in text
    assert path.name in text
    return text


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.9])
def test_a_truncated_workbook(tmp_path: Path, kind: str, share: float) -> None:
    path = tmp_path / f"list.{kind}"
    WRITERS[kind](path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert "damaged" in refusal(path)


@pytest.mark.parametrize("kind", WRITERS)
def test_a_workbook_with_bytes_changed_never_ends_in_a_traceback(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"list.{kind}"
    WRITERS[kind](path)
    data = path.read_bytes()
    rng = random.Random(7)
    for _ in range(60):
        changed = bytearray(data)
        for _ in range(rng.choice((1, 5, 50))):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        path.write_bytes(changed)
        with contextlib.suppress(KnownError):
            read_all(path)


def test_dbf_with_bytes_changed_never_ends_in_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "list.dbf"
    write_dbf(path, "cp866")
    data = path.read_bytes()
    rng = random.Random(8)
    for _ in range(150):
        changed = bytearray(data)
        for _ in range(rng.choice((1, 3, 20))):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        path.write_bytes(changed)
        with contextlib.suppress(KnownError):
            read_all(path)


def test_protected_workbooks(tmp_path: Path) -> None:
    # An encrypted XLSX is an OLE container; its directory names the stream in UTF-16.
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
                     + "EncryptedPackage".encode("utf-16-le") + bytes(500))  # fmt: skip
    assert "protected by a password" in refusal(path)
    path = tmp_path / "list.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b"\x13\x37")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    assert "protected by a password" in refusal(path)


def _docx(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("list.csv", "a;b")


FOREIGN: dict[str, tuple[str, bytes | Callable[[Path], None]]] = {
    "pdf": ("a PDF document", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
    "rtf": ("an RTF document", b"{\\rtf1\\ansi list}"),
    "jpg": ("a picture", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(100)),
    "html": ("a web page", b"\xef\xbb\xbf <!DOCTYPE html><table><tr><td>1</table>"),
    "xml": ("an XML document", b"<?xml version='1.0'?><Workbook/>"),
    "gz": ("a gzip archive", b"\x1f\x8b\x08\x00\x00\x00\x00\x00" + bytes(50)),
    "sqlite": ("an SQLite database", b"SQLite format 3\x00" + bytes(100)),
    "docx": ("a document", _docx),
    "zip": ("a ZIP archive", _zip),
    "doc": ("a document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
            + "WordDocument".encode("utf-16-le")),
}  # fmt: skip


@pytest.mark.parametrize("kind", FOREIGN)
def test_other_files_are_named(tmp_path: Path, kind: str) -> None:
    name, content = FOREIGN[kind]
    path = tmp_path / "list.csv"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)
    assert f"list.csv is {name}, not a list." in refusal(path)


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "none.csv")
    assert "is a folder" in refusal(tmp_path)
