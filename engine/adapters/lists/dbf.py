"""DBF tables (dBase, FoxPro, Clipper), as older billing systems export them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dbfread import DBF, FieldParser
from dbfread.codepages import guess_encoding

from engine.adapters.lists.encoding import guess_eight_bit
from engine.adapters.lists.letters import plausibility
from engine.adapters.lists.workbook import cell_text
from engine.errors import KnownError
from engine.lists.table import BrokenCells, FileKind, Row, TableInfo

_DELETED = b"*"
_END = b"\x1a"
_SAMPLE_RECORDS = 2000


class DbfTable:
    """The rows are a header of the field names, then the records; deleted records keep their
    row number but are no rows."""

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        self._path = path
        damaged = KnownError(
            "{file} is a damaged DBF table.", mend="Export it again.", file=path.name
        )
        try:
            # latin-1 decodes everything: the true encoding is found below.
            self._dbf: Any = DBF(str(path), encoding="latin-1", ignorecase=False,
                                 ignore_missing_memofile=True)  # fmt: skip
        except Exception as error:
            raise damaged from error
        header = self._dbf.header
        self._offset, self._length = header.headerlen, header.recordlen
        self._records = header.numrecords
        width = 1 + sum(field.length for field in self._dbf.fields)
        if not self._dbf.fields or self._length < width:
            raise damaged
        there = (path.stat().st_size - self._offset) // self._length
        if there < self._records:
            raise KnownError(
                "{file} is cut short: its header says {records} records, {there} are there.",
                mend="Export or copy it again.",
                file=path.name,
                records=self._records,
                there=max(there, 0),
            )
        self._encoding = encoding or self._find_encoding()
        try:
            self._names = [
                field.name.encode("latin-1").decode(self._encoding, "replace")
                for field in self._dbf.fields
            ]
        except LookupError:
            raise KnownError("encoding {encoding!r} is unknown.", encoding=encoding) from None
        self.info = TableInfo(FileKind.DBF, self._encoding)

    @property
    def size_hint(self) -> int | None:
        return int(self._records) + 1

    def _find_encoding(self) -> str:
        """The code page of the header where the letters bear it out, else the likeliest one:
        exporters often leave the byte 0 or write that of their own machine."""
        sample = bytearray("\n".join(self._dbf.field_names).encode("latin-1"))
        for _, record in zip(range(_SAMPLE_RECORDS), self._raw(), strict=False):
            if not record[1].isascii():
                at = 1
                for field in self._dbf.fields:
                    if field.type == "C":
                        sample += b"\n" + record[1][at : at + field.length].strip()
                    at += field.length
        raw = bytes(sample)
        if raw.isascii():
            return "ascii"
        try:
            raw.decode("utf-8")
            return "utf-8"
        except UnicodeDecodeError:
            pass
        try:
            told = str(guess_encoding(self._dbf.header.language_driver))
            if plausibility(raw.decode(told)) > 0:
                return told
        except (LookupError, UnicodeDecodeError):
            pass
        return guess_eight_bit(raw)

    def _raw(self) -> Iterator[tuple[int, bytes]]:
        with self._path.open("rb") as file:
            file.seek(self._offset)
            for number in range(self._records):
                record = file.read(self._length)
                if record[:1] == _END:
                    return
                if record[:1] != _DELETED:
                    yield number + 2, record  # the header is row 1

    def rows(self) -> Iterator[Row]:
        yield 1, list(self._names)
        self._dbf.encoding = self._encoding
        with self._dbf._open_memofile() as memo:
            parser = FieldParser(self._dbf, memo)
            for number, record in self._raw():
                cells: list[str] = []
                broken = False
                at = 1
                for field in self._dbf.fields:
                    data = record[at : at + field.length]
                    at += field.length
                    try:
                        cells.append(self._text(field, data, parser))
                    except Exception:  # whatever the parser trips over, the row is told
                        cells.append(data.decode("latin-1").strip("\0 "))
                        broken = True
                yield number, BrokenCells(cells) if broken else cells

    def _text(self, field: Any, data: bytes, parser: Any) -> str:
        if field.type == "C":
            return data.decode(self._encoding).strip("\0 ")
        if field.type in "NF":
            return data.decode("ascii").strip("\0 *")
        if field.type == "D":
            digits = data.decode("ascii").strip("\0 ")
            if len(digits) != 8 or digits == "00000000":
                return ""
            return f"{digits[6:]}.{digits[4:6]}.{digits[:4]}"
        value = parser.parse(field, data)
        if value is None:
            return ""
        if isinstance(value, bytes):
            return value.decode(self._encoding).strip("\0 ")
        return cell_text(value).strip("\0 ")
