"""What a file is, by its content: extensions lie."""

import zipfile
from enum import Enum, auto
from pathlib import Path

from engine.adapters.lists.workbook import password_protected
from engine.errors import KnownError, Phrase


class Content(Enum):
    TEXT = auto()
    WORKBOOK = auto()
    DBF = auto()


_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Version bytes of tables that dBase, FoxPro, Visual FoxPro and Clipper write.
_DBF_VERSIONS = frozenset(b"\x02\x03\x04\x05\x30\x31\x32\x43\x63\x83\x8b\x8c\xcb\xf5\xfb")
_FOREIGN = (
    (b"%PDF", Phrase("a PDF document")),
    (b"{\\rtf", Phrase("an RTF document")),
    (b"\xff\xd8\xff", Phrase("a picture")),
    (b"\x89PNG", Phrase("a picture")),
    (b"GIF8", Phrase("a picture")),
    (b"BM", Phrase("a picture")),
    (b"Rar!", Phrase("a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Phrase("a 7z archive")),
    (b"\x1f\x8b", Phrase("a gzip archive")),
    (b"BZh", Phrase("a bzip2 archive")),
    (b"\xfd7zXZ", Phrase("an xz archive")),
    (b"SQLite format 3", Phrase("an SQLite database")),
    (b"\x7fELF", Phrase("a program")),
    (b"MZ", Phrase("a program")),
    (b"RIFF", Phrase("a sound or a film")),
    (b"OggS", Phrase("a sound or a film")),
    (b"ID3", Phrase("a sound or a film")),
)


def find_content(path: Path) -> Content:
    """Raises KnownError for everything that is no list, naming what it is."""
    if path.is_dir():
        raise KnownError(
            "{file} is a folder, not a list.", mend="Name a file in it.", file=path.name
        )
    try:
        with path.open("rb") as file:
            head = file.read(8192)
    except FileNotFoundError:
        raise KnownError("{path} does not exist.", path=path) from None
    except OSError as error:
        raise KnownError("{path} cannot be read: {reason}.", path=path, reason=error) from None
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise KnownError("{file} is empty.", mend="Choose another file.", file=path.name)
    if head.startswith(_ZIP):
        return _zip(path)
    if head.startswith(_OLE):
        return _ole(path)
    if _is_dbf(path, head):
        return Content.DBF
    for magic, kind in _FOREIGN:
        if head.startswith(magic) and (len(magic) > 3 or b"\0" in head):
            raise _foreign(path, kind)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:2048].lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style")):
        raise _foreign(path, Phrase("a web page"))
    if start.startswith(b"<?xml"):
        raise _foreign(path, Phrase("an XML document"))
    return Content.TEXT


def _foreign(path: Path, kind: Phrase) -> KnownError:
    return KnownError(
        "{file} is {kind}, not a list.",
        mend="Save the list as CSV or XLSX.",
        file=path.name,
        kind=kind,
    )


def _zip(path: Path) -> Content:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if any(name.lower().startswith("xl/") for name in names):
                return Content.WORKBOOK
            if "content.xml" in names:
                kind = archive.read("mimetype") if "mimetype" in names else b"spreadsheet"
                if b"spreadsheet" not in kind:
                    raise _foreign(path, Phrase("a document"))
                manifest = "META-INF/manifest.xml"
                if manifest in names and b"encryption-data" in archive.read(manifest):
                    raise password_protected(path)
                return Content.WORKBOOK
            word = any(n.startswith("word/") for n in names)
            raise _foreign(path, Phrase("a document") if word else Phrase("a ZIP archive"))
    except KnownError:
        raise
    except Exception as error:  # zipfile and zlib have a dozen of their own for bad bytes
        raise KnownError(
            "{file} is a damaged workbook or archive.",
            mend="Open it in a spreadsheet program and save it again.",
            file=path.name,
        ) from error


def _ole(path: Path) -> Content:
    """OLE containers hold XLS, DOC, MSI … and XLSX that is encrypted. The names of their streams
    are UTF-16 in the directory, which may stand anywhere in the file."""
    data = path.read_bytes()

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise password_protected(path)
    if holds("Workbook") or holds("Book"):
        return Content.WORKBOOK
    if holds("WordDocument"):
        raise _foreign(path, Phrase("a document"))
    raise KnownError(
        "{file} is a damaged workbook.",
        mend="Open it in a spreadsheet program and save it again.",
        file=path.name,
    )


def _is_dbf(path: Path, head: bytes) -> bool:
    if len(head) < 33 or head[0] not in _DBF_VERSIONS:
        return False
    month, day = head[2], head[3]
    header = int.from_bytes(head[8:10], "little")
    record = int.from_bytes(head[10:12], "little")
    if month > 12 or day > 31 or header < 33 or record < 2 or header > path.stat().st_size + 1:
        return False
    # Field descriptors of 32 bytes end with 0x0D; Visual FoxPro adds 263 bytes after it.
    end = head.find(b"\r", 32)
    return end != -1 and (end - 32) % 32 == 0 and end < header
