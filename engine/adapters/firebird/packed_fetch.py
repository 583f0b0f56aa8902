"""Reads many rows quickly: whole rows are unpacked at once from one buffer.

fdb takes every value out of a row by itself, in Python: on long results that takes several times
as long as the database does. Here Firebird writes all columns of a row into one buffer of ours
(their places are ours to choose, in the XSQLDA), and ``struct`` takes it apart in one call.
Numbers, texts, timestamps; no blobs.
"""

import ctypes
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import fdb
from fdb import ibase
from fdb.fbcore import DatabaseError, db_api_error, exception_from_status

from engine.errors import BugError

if TYPE_CHECKING:
    from engine.adapters.firebird.connection import Connection

Row = tuple[Any, ...]

_INTEGERS = {ibase.SQL_SHORT: ("h", 2), ibase.SQL_LONG: ("i", 4), ibase.SQL_INT64: ("q", 8)}
#: Day 0 of Firebird's calendar; times are counted in ten thousandths of a second.
_DAY_ZERO = datetime(1858, 11, 17, tzinfo=UTC)
_END = 100
#: The character set whose texts are bytes.
_OCTETS = 1


def stream(connection: "Connection", sql: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
    """As ``Connection.stream``; timestamps come as aware UTC."""
    cursor = connection.raw.cursor()
    statement = cursor.prep(sql)
    try:
        cursor.execute(statement, parameters)
        yield from _rows(statement)
    finally:
        with suppress(fdb.Error):
            cursor.close()
            statement.close()


#: For ``arrays``: day 0 of Firebird's calendar, and how long a unit is.
DAY_ZERO = _DAY_ZERO
UNITS_PER_MS = 10
#: Rows that ``arrays`` gathers before it gives them out.
_BLOCK = 50_000


def arrays(
    connection: "Connection", sql: str, parameters: Sequence[object] = (), gathered: int = _BLOCK
) -> Iterator[Any]:
    """Blocks of rows as numpy's structured arrays: whole numbers and moments, ``c0``, ``c1`` … by
    their places, and ``n0``, ``n1`` … which are below zero where there is NULL. A moment is two
    numbers, ``days`` since ``DAY_ZERO`` and ``units`` of a day. Several times as quick as
    ``stream``: no row is a value of Python. ``gathered``: so many rows make a block."""
    import numpy as np  # most commands do without it

    cursor = connection.raw.cursor()
    statement = cursor.prep(sql)
    try:
        cursor.execute(statement, parameters)
        area = statement._out_sqlda
        buffer, _, _ = _layout(area)
        start = ctypes.addressof(buffer)
        columns = area.sqlvar[: area.sqld]
        moment = np.dtype([("days", "<i4"), ("units", "<u4")])
        names, formats, offsets = [], [], []
        for place, column in enumerate(columns):
            kind = column.sqltype & ~1
            names += [f"c{place}", f"n{place}"]
            formats += [f"<i{_INTEGERS[kind][1]}" if kind in _INTEGERS else moment, "<i2"]
            address = ctypes.cast(column.sqldata, ctypes.c_void_p).value or 0
            offsets += [address - start, 2 * place]
        size = len(buffer) - 8
        dtype = np.dtype({"names": names, "formats": formats, "offsets": offsets, "itemsize": size})
        view = memoryview(buffer).cast("B")[:size]
        block, filled = bytearray(gathered * size), 0
        for _ in _fetches(statement):
            block[filled : filled + size] = view
            filled += size
            if filled == len(block):
                yield np.frombuffer(block, dtype)
                block, filled = bytearray(gathered * size), 0
        yield np.frombuffer(block, dtype, filled // size)
    finally:
        with suppress(fdb.Error):
            cursor.close()
            statement.close()


def _rows(statement: Any) -> Iterator[Row]:
    buffer, unpack, convert = _layout(statement._out_sqlda)
    view = memoryview(buffer).cast("B")
    for _ in _fetches(statement):
        yield convert(unpack(view), view)


def _fetches(statement: Any) -> Iterator[None]:
    """Each time with the next row in the buffer."""
    area = statement._out_sqlda
    status = ibase.ISC_STATUS_ARRAY()
    fetch = fdb.fbcore.api.client_library.isc_dsql_fetch
    arguments = (
        status,
        ctypes.byref(statement._stmt_handle),
        ctypes.c_ushort(1),
        ctypes.cast(ctypes.pointer(area), fdb.fbcore.XSQLDA_PTR),
    )
    while True:
        code = fetch(*arguments)
        if code == 0:
            yield None
        elif code == _END:
            return
        elif db_api_error(status):
            raise exception_from_status(DatabaseError, status, "fetching a row:")
        else:
            raise BugError(f"Firebird answers {code} to a fetch")


def _layout(area: Any) -> tuple[Any, Callable[[Any], Row], Callable[[Row, memoryview], Row]]:
    """(the buffer that rows come into, what unpacks it, what makes values of that)."""
    columns = area.sqlvar[: area.sqld]
    count = len(columns)
    form = f"<{count}h"
    size = struct.calcsize(form)
    places: list[int] = []
    takers: list[Callable[[Any, memoryview], Any]] = []
    for column in columns:
        # Every column begins on a multiple of eight: Firebird writes integers as a whole.
        padding = -size % 8
        form += f"{padding}x"
        size += padding
        places.append(size)
        code, length, taker = _column(column, size)
        form += code
        size += length
        takers.append(taker)
    assert struct.calcsize(form) == size
    buffer = ctypes.create_string_buffer(size + 8)
    start = ctypes.addressof(buffer)
    for index, (column, place) in enumerate(zip(columns, places, strict=True)):
        column.sqldata = ctypes.cast(start + place, type(column.sqldata))
        column.sqlind = ctypes.cast(start + 2 * index, type(column.sqlind))
    return buffer, struct.Struct(form).unpack_from, _converter(takers)


def _converter(
    takers: list[Callable[[Any, memoryview], Any]],
) -> Callable[[Row, memoryview], Row]:
    count = len(takers)
    special = [(i, taker) for i, taker in enumerate(takers) if taker is not _as_it_is]
    plain = [index for index, taker in enumerate(takers) if taker is _as_it_is]

    def convert(raw: Row, view: memoryview) -> Row:
        values = list(raw[count:])
        for index, taker in special:
            values[index] = taker(values[index], view) if raw[index] >= 0 else None
        if -1 in raw[:count]:
            for index in plain:
                if raw[index] < 0:
                    values[index] = None
        return tuple(values)

    return convert


def _as_it_is(value: Any, _: memoryview) -> Any:
    return value


def _column(column: Any, place: int) -> tuple[str, int, Callable[[Any, memoryview], Any]]:
    """(code of struct, bytes, what makes the value of what struct gives)."""
    kind = column.sqltype & ~1
    length = int(column.sqllen)
    if kind in _INTEGERS and column.sqlscale == 0:
        code, size = _INTEGERS[kind]
        return code, size, _as_it_is
    if kind == ibase.SQL_DOUBLE:
        return "d", 8, _as_it_is
    if kind == ibase.SQL_TIMESTAMP:
        # Days and units in one number: one value from struct for each column.
        return "q", 8, _timestamp
    if kind == ibase.SQL_VARYING:
        begin = place + 2
        if column.sqlsubtype == _OCTETS:

            def octets(size: int, view: memoryview) -> bytes:
                return bytes(view[begin : begin + size])

            return f"H{length}x", length + 2, octets

        def text(size: int, view: memoryview) -> str:
            return str(view[begin : begin + size], "utf-8")

        return f"H{length}x", length + 2, text
    raise BugError(f"a column of SQL type {kind} cannot be read in packs")


def _timestamp(value: int, _: memoryview) -> datetime:
    units = value >> 32
    return _DAY_ZERO + timedelta(value & 0xFFFFFFFF, units // 10_000, units % 10_000 * 100)
