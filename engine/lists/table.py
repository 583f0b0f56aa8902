"""What every list file becomes when it is read: numbered rows of text cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class BrokenCells(list[str]):
    """The cells of a row that the reader could not make sense of (bytes that do not decode, a
    quotation mark that never closes); it counts as a row and is rejected."""


#: Row number as the office counts (from 1, title, header and blank lines included) and its cells.
Row = tuple[int, list[str]]


class FileKind(StrEnum):
    TEXT = "text"
    WORKBOOK = "workbook"
    DBF = "dbf"


@dataclass(frozen=True, slots=True)
class TableInfo:
    """``encoding``: None for workbooks; ``delimiter``: only for text; ``sheet``: only for
    workbooks."""

    kind: FileKind
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


class Table(Protocol):
    """One table of a file. ``rows`` can be called again and again; each call reads anew."""

    @property
    def info(self) -> TableInfo: ...
    @property
    def size_hint(self) -> int | None:
        """About how many rows there are, for a progress bar; None when unknown."""
        ...

    def rows(self) -> Iterator[Row]: ...


class RejectReason(StrEnum):
    NO_PHONE = "no_phone"
    BAD_PHONE = "bad_phone"
    DUPLICATE_IN_FILE = "duplicate_in_file"
    DO_NOT_CALL = "do_not_call"
    TOTAL_ROW = "total_row"
    MALFORMED_ROW = "malformed_row"
    #: Of a directory's entries only.
    NO_NAME = "no_name"


@dataclass(frozen=True, slots=True)
class RejectedRow:
    row: int
    reason: RejectReason
    cells: tuple[str, ...]
