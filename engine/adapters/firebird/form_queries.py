"""SQL of clients' forms: one SELECT, in a transaction that only reads, for a limited time, on a
connection of its own."""

import re
import threading
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import fdb

from engine.adapters.firebird.address import Address
from engine.adapters.firebird.connection import Connection, from_db, require_embedded_exists, to_db
from engine.adapters.firebird.errors import is_lost, one_line
from engine.errors import KnownError, Phrase
from engine.ports.reports import QueryCell, QueryResult
from engine.ports.storage import Cancelled, StorageUnavailable

_TOKEN = re.compile(
    r"(?P<skip>--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")"
    r"|:(?P<parameter>[^\W\d]\w*)|(?P<word>[^\W\d][\w$]*)|(?P<end>;)|(?P<other>.)",
    re.DOTALL,
)
#: What changes something even where nothing can be written: sequences; and what steps out of the
#: transaction. Read access to secrets and to other people's affairs is refused with it.
_REFUSED = frozenset(
    {
        "gen_id", "next", "autonomous", "execute", "insert", "update", "delete", "merge",
        "users", "sign_in_tries", "sources", "report_schedules", "roles", "role_grants",
        "audit_log", "contact_audit", "alarm_settings", "alarm_tellings", "user_state",
        # The secret order of a draw's numbers, and tokens by which telephones know their calls.
        "draws", "operator_sessions", "operator_orders", "supervisions",
    }
)  # fmt: skip
_REFUSED_PREFIXES = ("mon$", "sec$", "rdb$")
_HARMLESS = frozenset({"rdb$database"})


class FirebirdQueryRunner:
    """``engine.ports.reports.QueryRunner``."""

    def __init__(self, address: Address, password: str = "") -> None:
        self._address = address
        self._password = password
        self._running: Connection | None = None
        self._unwanted = threading.Event()

    def cancel(self) -> None:
        running = self._running
        if running is not None:
            self._unwanted.set()
            running.cancel()

    def query(
        self, sql: str, parameters: Mapping[str, QueryCell], *, most_rows: int, time_limit_s: float
    ) -> QueryResult:
        text, names = positional(sql, parameters)
        require_embedded_exists(self._address)
        connection = Connection(self._address, self._password)
        late = threading.Event()

        def cancel() -> None:
            late.set()
            connection.cancel()

        timer = threading.Timer(time_limit_s, cancel)
        try:
            connection.begin(read_only=True)
            timer.start()
            self._unwanted.clear()
            self._running = connection
            return _run(connection, text, [_to_db(parameters[name]) for name in names], most_rows)
        except fdb.Error as error:
            if self._unwanted.is_set():
                raise Cancelled("cancelled.") from error
            if late.is_set():
                raise KnownError(
                    "it takes longer than {seconds:g} s.",
                    mend="Ask for less, or along an index (campaign_id, begun_at).",
                    seconds=time_limit_s,
                ) from error
            if is_lost(error):
                raise StorageUnavailable(f"{self._address}: {one_line(error)}") from error
            raise KnownError(
                "the database refuses it: {reason}.",
                mend="Mend the SQL.",
                reason=one_line(error).rstrip("."),
            ) from error
        finally:
            self._running = None
            timer.cancel()
            timer.join()
            connection.close()


def positional(sql: str, known: Mapping[str, object]) -> tuple[str, list[str]]:
    """``sql`` with ``?`` for its ``:names``, and these in their order. KnownError for what is no
    single SELECT, or asks for what it may not."""
    names: list[str] = []
    pieces: list[str] = []
    words: list[str] = []
    ended = False
    for token in _TOKEN.finditer(sql):
        if token["end"]:
            ended = True
            continue
        if ended and not (token["skip"] or "").startswith(("--", "/*")) and token[0].strip():
            raise _refused(sql, Phrase("it has more than one statement"), token.start())
        if token["parameter"]:
            if token["parameter"] not in known:
                raise KnownError(
                    "line {line}: there is no parameter {name!r}.",
                    mend="Known are: {known}.",
                    line=_line(sql, token.start()),
                    name=":" + token["parameter"],
                    known=", ".join(f":{name}" for name in known),
                )
            names.append(token["parameter"])
            pieces.append("?")
            continue
        if token["word"] or (token["skip"] or "").startswith('"'):
            word = (token["word"] or token["skip"].strip('"')).lower()
            words.append(word)
            forbidden = word in _REFUSED or word.startswith(_REFUSED_PREFIXES)
            if forbidden and word not in _HARMLESS:
                raise _refused(sql, Phrase("{word} is not for reports", word=word), token.start())
        pieces.append(token[0])
    if not words or words[0] not in ("select", "with"):
        raise _refused(sql, Phrase("only SELECT is allowed"), 0)
    return "".join(pieces), names


def _refused(sql: str, reason: Phrase, place: int) -> KnownError:
    return KnownError(
        "line {line}: this SQL is refused ({reason}).",
        mend="A form only reads: one SELECT or WITH … SELECT of the campaigns' tables.",
        line=_line(sql, place),
        reason=reason,
    )


def _line(sql: str, place: int) -> int:
    return sql.count("\n", 0, place) + 1


def _run(connection: Connection, sql: str, parameters: list[object], most_rows: int) -> QueryResult:
    cursor = connection.raw.cursor()
    statement = cursor.prep(sql)
    statement.set_stream_blob_treshold(-1)
    cursor.execute(statement, parameters)
    columns = tuple(str(column[0]) for column in cursor.description)
    rows: list[tuple[QueryCell, ...]] = []
    cut = False
    while (row := cursor.fetchone()) is not None:
        if len(rows) >= most_rows:
            cut = True
            break
        rows.append(tuple(_cell(value) for value in row))
    cursor.close()
    return QueryResult(columns, rows, cut)


def _to_db(value: QueryCell) -> object:
    return to_db(value) if isinstance(value, datetime) else value


def _cell(value: object) -> QueryCell:
    if isinstance(value, datetime):
        return from_db(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)
