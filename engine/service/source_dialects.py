"""What criteria need of SQL, as the databases write it."""

from datetime import date, datetime
from decimal import Decimal

from engine.ports.sources import Cell


class Sql:
    """Standard SQL; ``:name`` are parameters."""

    text_type = "VARCHAR(4000)"
    decimal_type = "NUMERIC(18, 4)"

    def distinct(self, a: str, b: str) -> str:
        return f"{a} IS DISTINCT FROM {b}"

    def same(self, a: str, b: str) -> str:
        return f"{a} IS NOT DISTINCT FROM {b}"

    def is_set(self, value: str) -> str:
        return f"({value} IS NOT NULL AND CAST({value} AS {self.text_type}) <> '')"

    def is_true(self, value: str) -> str:
        return f"CAST({value} AS {self.text_type}) IN ('1', 'true', 'TRUE', 't', 'T', 'y', 'Y')"

    def contains(self, whole: str, part: str) -> str:
        return f"POSITION({part} IN {whole}) > 0"

    def starts_with(self, text: str, part: str, length: int) -> str:
        return f"SUBSTRING({text} FROM 1 FOR {length}) = {part}"

    def length(self, text: str) -> str:
        return f"CHARACTER_LENGTH({text})"

    def extract(self, what: str, moment: str) -> str:
        return f"EXTRACT({what.upper()} FROM {moment})"

    def divided(self, a: str, b: str) -> str:
        """Whole numbers, too, are divided with a fraction; by zero gives no value."""
        return f"(CAST({a} AS {self.decimal_type}) / NULLIF({b}, 0))"

    def cast(self, mark: str, value: Cell) -> str:
        """A parameter with a type."""
        if isinstance(value, bool | int):
            kind = "INTEGER" if abs(int(value)) < 2**31 else self.decimal_type
        elif isinstance(value, Decimal):
            kind = self.decimal_type
        elif isinstance(value, datetime):
            kind = "TIMESTAMP"
        elif isinstance(value, date):
            kind = "DATE"
        else:
            kind = self.text_type
        return f"CAST({mark} AS {kind})"


class _Firebird(Sql):
    # Longer ones do not fit into an index or a sort of an old server.
    text_type = "VARCHAR(1000)"

    def contains(self, whole: str, part: str) -> str:
        return f"POSITION({part} IN {whole}) > 0"

    def starts_with(self, text: str, part: str, length: int) -> str:
        return f"{text} STARTING WITH {part}"  # takes an index


class _Firebird1(_Firebird):
    """Dialect 1: no exact numbers of more than nine digits, DATE has a time."""

    decimal_type = "DOUBLE PRECISION"


class _Postgres(Sql):
    text_type = "TEXT"

    def contains(self, whole: str, part: str) -> str:
        return f"POSITION(CAST({part} AS TEXT) IN CAST({whole} AS TEXT)) > 0"

    def starts_with(self, text: str, part: str, length: int) -> str:
        return f"SUBSTRING(CAST({text} AS TEXT) FROM 1 FOR {length}) = {part}"


class _Sqlite(Sql):
    text_type = "TEXT"
    decimal_type = "REAL"

    def distinct(self, a: str, b: str) -> str:
        return f"{a} IS NOT {b}"

    def same(self, a: str, b: str) -> str:
        return f"{a} IS {b}"

    def contains(self, whole: str, part: str) -> str:
        return f"INSTR({whole}, {part}) > 0"

    def starts_with(self, text: str, part: str, length: int) -> str:
        return f"SUBSTR({text}, 1, {length}) = {part}"

    def length(self, text: str) -> str:
        return f"LENGTH({text})"

    def extract(self, what: str, moment: str) -> str:
        form = {"day": "%d", "month": "%m", "year": "%Y"}[what]
        return f"CAST(STRFTIME('{form}', {moment}) AS INTEGER)"

    def cast(self, mark: str, value: Cell) -> str:
        """Its parameters have types of their own."""
        del value
        return mark


def sql_of(dialect: str) -> Sql:
    kinds: dict[str, type[Sql]] = {
        "firebird": _Firebird, "firebird1": _Firebird1, "postgresql": _Postgres,
        "sqlite": _Sqlite,
    }  # fmt: skip
    return kinds.get(dialect, Sql)()
