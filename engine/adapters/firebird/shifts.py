"""When operators are to be at work."""

from engine.adapters.firebird.connection import Connection, Row
from engine.domain.shifts import Shift, require_possible
from engine.errors import KnownError

_COLUMNS = "id, operator_id, weekdays, first_day, last_day, begins, ends, timezone"


class FirebirdShiftStore:
    """Fulfils engine.ports.report_facts.ShiftStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def add(self, shift: Shift) -> Shift:
        require_possible(shift)
        if shift.single:
            self._sql.execute(
                "DELETE FROM operator_shifts WHERE operator_id = ? AND weekdays = ''"
                " AND first_day = ?",
                (shift.operator_id, shift.first_day),
            )
        (number,) = self._sql.next_ids("operator_shift_ids", 1)
        self._sql.execute(
            f"INSERT INTO operator_shifts ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (number, shift.operator_id, shift.weekdays, shift.first_day, shift.last_day,
             shift.begins, shift.ends, shift.timezone),
        )  # fmt: skip
        return _shift(self._sql.rows(
            f"SELECT {_COLUMNS} FROM operator_shifts WHERE id = ?", (number,)  # noqa: S608
        )[0])  # fmt: skip

    def remove(self, shift_id: int) -> None:
        if not self._sql.changed("DELETE FROM operator_shifts WHERE id = ?", (shift_id,)):
            raise KnownError("there is no shift {number}.", number=shift_id)

    def all(self) -> list[Shift]:
        rows = self._sql.rows(
            f"SELECT {_COLUMNS} FROM operator_shifts ORDER BY operator_id, first_day, id"  # noqa: S608
        )
        return [_shift(row) for row in rows]


def _shift(row: Row) -> Shift:
    return Shift(*row)
