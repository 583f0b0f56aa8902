"""A data source: a folder of CSV files (UTF-8, ``;`` between cells, headers in the first row).

Registered as ``rino-desktop source add tariffs --url csvfolder:///srv/tariffs``. The statement of a
query is the file's name without ``.csv``; parameters are conditions: ``{"city": "Омск"}`` gives
the rows whose column ``city`` is that.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from engine.ports.sources import Cell, RowStream, SourceSettings, SourceTrouble, Table
from engine.scheme.values import to_text


def open_folder(settings: SourceSettings, password: str) -> "CsvFolder":
    del password
    folder = Path(unquote(urlsplit(settings.url).path))
    if not folder.is_dir():
        raise SourceTrouble("There is no folder {folder}.", folder=folder)
    return CsvFolder(folder)


class CsvFolder:
    dialect = "csv"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def query(
        self, statement: str, parameters: Mapping[str, Cell], *, max_rows: int, timeout_s: float
    ) -> Table:
        del timeout_s  # a local file
        stream = self.stream(statement, parameters)
        rows = [row for row, _ in zip(stream.rows, range(max_rows), strict=False)]
        return Table(stream.columns, tuple(rows))

    def stream(self, statement: str, parameters: Mapping[str, Cell]) -> RowStream:
        name = statement.strip()
        path = self._folder / f"{name}.csv"
        if not name or Path(name).name != name or not path.is_file():
            raise SourceTrouble(
                "There is no file {name}.csv in {folder}.", name=name, folder=self._folder
            )
        rows = self._rows(path)
        columns = next(rows, ())
        wanted = {}
        for column, value in parameters.items():
            if column not in columns:
                raise SourceTrouble(
                    "{name}.csv has no column “{column}”.", name=name, column=column
                )
            wanted[columns.index(column)] = to_text(value)
        return RowStream(
            columns,
            (row for row in rows if all(row[index] == text for index, text in wanted.items())),
        )

    @staticmethod
    def _rows(path: Path) -> Iterator[tuple[str, ...]]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            width = 0
            for cells in csv.reader(file, delimiter=";"):
                if cells:
                    width = width or len(cells)
                    yield tuple((cells + [""] * width)[:width])

    def ping(self) -> None:
        if not self._folder.is_dir():
            raise SourceTrouble("There is no folder {folder}.", folder=self._folder)

    def cancel(self) -> None:
        pass

    def close(self) -> None:
        pass
