"""A table or a procedure of an external database, whatever kind of database that is.

A batch goes in one transaction. Keys that the table has already are looked up first: such rows are
updated or left alone. When one row of the batch is refused the batch is rolled back and its rows
go one by one, each in a transaction of its own, so that the others are not lost with it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from engine.adapters.stores.conversion import Column, Kind, converted
from engine.adapters.stores.refusal import RowRefused, one_by_one
from engine.domain.outbox import OnRepeat, OutboxSettings
from engine.errors import Phrase
from engine.ports.outbox import Parcel, StoreDown

#: Values by column, in the order of the target.
Row = Mapping[str, object]


class Link(Protocol):
    """One connection. Everything raises RowRefused for what a row's content has caused, and
    StoreDown for everything else."""

    def columns(self) -> dict[str, Column]:
        """Of the table, by the names of the settings; of the procedure, by "1", "2" …"""
        ...

    def begin(self) -> None: ...
    def present(self, keys: Sequence[str]) -> set[str]:
        """Those of ``keys`` that the table has."""
        ...

    def insert(self, rows: Sequence[Row]) -> None:
        """All of the same columns."""
        ...

    def update(self, rows: Sequence[Row]) -> None:
        """By the key column, which is one of theirs."""
        ...

    def call(self, arguments: Sequence[Sequence[object]]) -> None: ...
    def commit(self) -> None: ...
    def rollback(self) -> None:
        """Never raises."""
        ...

    def close(self) -> None:
        """Never raises."""
        ...


class DatabaseStore:
    """``engine.ports.outbox.ExternalStore``."""

    def __init__(self, settings: OutboxSettings, link: Link) -> None:
        self._settings = settings
        self._link = link
        try:
            self._columns = link.columns()
            key = self._columns.get(settings.key) if settings.table else None
            if key is not None and key.kind not in (Kind.TEXT, Kind.OTHER):
                raise StoreDown(
                    Phrase("the key column {column} is no text column", column=settings.key)
                )
        except BaseException:
            link.close()
            raise

    def deliver(self, parcels: Sequence[Parcel], go_on: Callable[[], bool]) -> list[str]:
        """See the port."""
        if len(parcels) > 1:
            try:
                rows = [self._row(parcel) for parcel in parcels]
                self._transact(rows)
                return [""] * len(parcels)
            except RowRefused:
                pass  # whose fault it is shows when they go one by one
        return one_by_one(parcels, go_on, lambda parcel: self._transact([self._row(parcel)]))

    def close(self) -> None:
        self._link.close()

    def _row(self, parcel: Parcel) -> dict[str, object]:
        """With the key, where the target is a table. Raises RowRefused."""
        values = dict(parcel.values)
        columns = self._columns
        if self._settings.table:
            values[self._settings.key] = parcel.identity
        row: dict[str, object] = {}
        for name, value in values.items():
            column = columns.get(name)
            if column is None:  # of a write that names its columns itself
                raise RowRefused(Phrase("the table has no column {column}", column=name))
            row[name] = converted(value, column)
        return row

    def _transact(self, rows: Sequence[dict[str, object]]) -> None:
        link = self._link
        link.begin()
        try:
            if self._settings.procedure:
                link.call([list(row.values()) for row in rows])
            else:
                self._upsert(rows)
            link.commit()
        except BaseException:
            link.rollback()
            raise

    def _upsert(self, rows: Sequence[dict[str, object]]) -> None:
        key = self._settings.key
        present = self._link.present([str(row[key]) for row in rows])
        for fresh, group in _grouped(rows, key, present):
            if fresh:
                self._link.insert(group)
            elif self._settings.on_repeat is OnRepeat.UPDATE and len(group[0]) > 1:
                self._link.update(group)


def _grouped(
    rows: Sequence[dict[str, object]], key: str, present: set[str]
) -> list[tuple[bool, list[dict[str, object]]]]:
    """Runs of rows that go in one statement: (whether they are new, the rows)."""
    runs: list[tuple[bool, list[dict[str, object]]]] = []
    seen = set(present)
    for row in rows:
        fresh = str(row[key]) not in seen
        seen.add(str(row[key]))
        if runs and runs[-1][0] == fresh and runs[-1][1][0].keys() == row.keys():
            runs[-1][1].append(row)
        else:
            runs.append((fresh, [row]))
    return runs
