"""Readers of contact lists: CSV, XLSX, XLS, ODS and DBF files → engine.lists.table.Table."""

from collections.abc import Sequence
from pathlib import Path

from engine.adapters.lists.content import Content, find_content
from engine.lists.table import Table


def open_list(
    path: Path, encoding: str | None = None, delimiter: str | None = None
) -> Sequence[Table]:
    """The tables of a file (the sheets of a workbook; one of any other file).

    What the file is, is found by its content; so are the encoding and the delimiter of a text file
    unless they are given. Raises KnownError for a file that is no list or a damaged one. This is
    the ListReader of engine.ports.lists.
    """
    # Each reader's library is loaded only when a file needs it.
    match find_content(path):
        case Content.WORKBOOK:
            from engine.adapters.lists.workbook import open_workbook

            return open_workbook(path)
        case Content.DBF:
            from engine.adapters.lists.dbf import DbfTable

            return [DbfTable(path, encoding)]
        case Content.TEXT:
            from engine.adapters.lists.text_table import TextTable

            return [TextTable(path, encoding, delimiter)]


def candidate_encodings(path: Path) -> list[str]:
    """Encodings that a text file may be in, the likeliest first; () for what is no text."""
    if find_content(path) is not Content.TEXT:
        return []
    from engine.adapters.lists.encoding import candidates

    return candidates(path)
