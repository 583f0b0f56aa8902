"""Lists into the directory: columns found, rows accounted for, what is gone removed with care."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.lists import open_list
from engine.directory.model import EntryKind
from engine.errors import KnownError
from engine.lists.table import FileKind, Row, TableInfo
from engine.service import directory_load
from engine.service.directory_load import DirectoryReport, load_directory

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
HEADER = ["Код", "Фамилия", "Имя", "Город", "Улица", "Дом", "Телефон", "Отдел", "Тип"]
PEOPLE = [
    ["1", "Иванов", "Пётр", "Уфа", "Ленина", "5", "8 (347) 222-33-44", "касса", "физ. лицо"],
    ["2", "Ромашка", "", "Уфа", "", "", "112, 113", "", "юр. лицо"],
    ["3", "Петрова", "Анна", "Пермь", "Мира", "7", "9171234567", "", ""],
]


class Table:
    """Rows of a list; ``fails_after``: reading breaks off there, not yet when it is looked at."""

    def __init__(self, rows: Sequence[Sequence[str]], fails_after: int = 10**9) -> None:
        self.info = TableInfo(FileKind.WORKBOOK, sheet="1")
        self.size_hint = len(rows)
        self._rows = rows
        self._fails_after = fails_after
        self._readings = 0

    def rows(self) -> Iterator[Row]:
        self._readings += 1
        for number, cells in enumerate(self._rows, 1):
            if number > self._fails_after and self._readings > 1:
                raise KnownError("the file is damaged.")
            yield number, list(cells)


def load(database: FirebirdDatabase, rows: Sequence[Sequence[str]], **rest: object
         ) -> DirectoryReport:  # fmt: skip
    table = Table([HEADER, *rows])
    return load_directory(database, "list", [table], now=NOW, **rest)  # type: ignore[arg-type]


def names(database: FirebirdDatabase, query: str) -> list[str]:
    found = database.transact(lambda s: s.directory.search(query))
    return [entry.text.name for entry in found.entries]


def test_columns_and_rows(database: FirebirdDatabase, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    rows = [
        *PEOPLE,
        ["3", "Петрова", "Ещё раз", "", "", "", "9171234567", "", ""],
        ["4", "", "", "", "", "", "9171234568", "", ""],
        ["5", "Безномеров", "", "", "", "", "", "", ""],
        ["6", "Опечатков", "", "", "", "", "12345678901234567", "", ""],
        ["", "", "", "", "", "", "", "", ""],
    ]
    report = load(database, rows, rejects=rejects)
    assert report.rejected == {"no_name": 1, "no_phone": 1, "bad_phone": 1}
    assert (report.rows, report.added, report.duplicates) == (7, 3, 1)
    assert report.mapping == {
        "name": "Фамилия, Имя", "address": "Город, Улица, Дом", "number": "Телефон",
        "note": "Отдел", "kind": "Тип", "key": "Код",
    }  # fmt: skip
    assert len(rejects.read_text("utf-8-sig").splitlines()) == 3
    found = database.transact(lambda s: s.directory.search("иванов касса"))
    entry = found.entries[0]
    assert (entry.key, entry.source) == ("1", "list")
    assert entry.text.address == "Уфа, Ленина, 5"
    assert entry.text.numbers == ("+73472223344",)
    (firm,) = database.transact(lambda s: s.directory.search("113")).entries
    assert (firm.text.numbers, firm.text.kind) == (("112", "113"), EntryKind.ORGANISATION)


def test_what_is_there_already(database: FirebirdDatabase) -> None:
    load(database, PEOPLE)
    moved = [[*PEOPLE[0][:5], "6", *PEOPLE[0][6:]], *PEOPLE[1:]]
    report = load(database, moved)
    assert (report.added, report.changed, report.unchanged, report.removed) == (0, 1, 2, 0)
    report = load(database, moved[:2])
    assert report.removed == 0
    report = load(database, moved[:2], remove_missing=True)
    assert (report.unchanged, report.removed) == (2, 1)
    assert names(database, "петрова") == []
    (source, count), = database.transact(lambda s: s.directory.sources())  # fmt: skip
    assert (source.name, count, source.refreshed_at) == ("list", 2, NOW)
    assert source.outcome["removed"] == 1


def test_a_source_that_has_lost_most_removes_nothing(database: FirebirdDatabase) -> None:
    load(database, PEOPLE)
    with pytest.raises(KnownError, match="2 of 3 entries of list would go"):
        load(database, PEOPLE[:1], remove_missing=True)
    assert names(database, "петрова") == ["Петрова Анна"]
    assert load(database, PEOPLE[:1], remove_missing=True, allow_removal=True).removed == 2
    assert names(database, "петрова") == []


def test_without_keys_an_entry_is_known_by_what_it_is(database: FirebirdDatabase) -> None:
    rows = [["Имя", "Телефон"], ["Иванов", "9171234567"], ["Иванов", "9171234568"]]
    for expected in ((2, 0), (0, 2)):
        report = load_directory(database, "plain", [Table(rows)], now=NOW)
        assert (report.added, report.unchanged) == expected


def test_a_mapping_of_ones_own(database: FirebirdDatabase) -> None:
    rows = [["a", "b", "c"], ["Иванов", "9171234567", "Уфа"], ["Петров", "9171234568", "Пермь"]]
    with pytest.raises(KnownError, match="holds the names"):
        load_directory(database, "own", [Table(rows)], now=NOW, mapping=[("number", "b")])
    with pytest.raises(KnownError, match="no field colour"):
        load_directory(database, "own", [Table(rows)], now=NOW, mapping=[("colour", "b")])
    mapping = [("number", "b"), ("name", "a"), ("address", "3")]
    report = load_directory(database, "own", [Table(rows)], now=NOW, mapping=mapping)
    assert report.mapping == {"name": "a", "address": "c", "number": "b"}
    assert names(database, "пермь") == ["Петров"]


def test_broken_off_in_the_middle_it_is_completed_by_doing_it_again(
    database: FirebirdDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory_load, "_PORTION", 10)
    rows = [["Имя", "Телефон"], *([f"Абонентов {i}", f"917123{i:04d}"] for i in range(45))]
    with pytest.raises(KnownError, match="damaged"):
        load_directory(database, "list", [Table(rows, fails_after=38)], now=NOW,
                       remove_missing=True)  # fmt: skip
    # What came before is there, and whole.
    assert database.transact(lambda s: s.directory.search("абонентов", 99)).total == 30
    assert names(database, "9171230007") == ["Абонентов 7"]
    report = load_directory(database, "list", [Table(rows)], now=NOW, remove_missing=True)
    assert (report.added, report.unchanged, report.removed) == (15, 30, 0)
    assert database.transact(lambda s: s.directory.search("абонентов", 99)).total == 45


def test_files_as_offices_send_them(database: FirebirdDatabase, tmp_path: Path) -> None:
    file = tmp_path / "справочник.csv"
    file.write_text(
        "Справочник предприятий\n\nНаименование;Адрес;Тел.;Режим работы\n"
        "ООО «Теплосеть»;ул. Мира, 1;(347) 222-33-44;круглосуточно\n",
        encoding="cp1251",
    )
    report = load_directory(database, "file", open_list(file), now=NOW)
    assert (report.rows, report.added) == (1, 1)
    assert names(database, "круглосуточно") == ["ООО «Теплосеть»"]
