"""The rows of the report ``attempts`` as lines of CSV, straight from what the database holds.

A campaign has millions of attempts. To make moments, numbers and texts of each, only to write them
out again, takes many times as long as the database does. Here nearly every cell is looked up or
passed on as the bytes it came as. The file is, byte for byte, the one that ``csv_format`` makes of
the same attempts: the tests compare the two.
"""

import json
import re
from collections.abc import Generator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta

from engine.ports.packed_attempts import PackedAttempt, SharedFacts
from engine.ports.reports import AttemptExtent
from engine.reports import names, words
from engine.reports.formats import csv_format
from engine.reports.model import CellKind, ReportSource

#: Most cells: telephone numbers, and what begins with a letter (of those that UTF-8 begins with D0
#: or D1 all are Cyrillic) or is a plain number. Nothing to be masked, nothing to be quoted.
_as_it_is = re.compile(
    rb"""\+\d{7,15}|[A-Za-z\xD0\xD1][^;"\r\n]*|[1-9]\d{0,9}(?:[.,/ -][^;"\r\n]*)?|"""
).fullmatch
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Moments are counted in ten thousandths of a second, as Firebird does.
_SECOND = 10_000
_MOST_REMEMBERED = 20_000


def lines(source: ReportSource, extent: AttemptExtent) -> Generator[bytes, None, None]:
    """Many at a time. The cells are those of ``attempts.tables``."""
    left = extent.rows
    if not left:
        return
    writer = _Lines(source, extent)
    with closing(source.reports.packed_attempts(source.campaign.id)) as packs:
        for attempts in packs:
            yield b"".join(map(writer.line, attempts[:left]))
            left -= len(attempts)
            if left <= 0:
                return


class _Lines:
    def __init__(self, source: ReportSource, extent: AttemptExtent) -> None:
        self._minutes = _Minutes(csv_format.Minutes(source.zone))
        self._seconds = _Seconds()
        self._texts = _Texts()
        self._shared = _Shared(self._texts, source.language)
        self._deleted = f" ({words.text('deleted', source.language)})".encode()
        self._operators, self._recordings = extent.operators, extent.recordings
        self._results = [name.encode() for name in extent.results]
        self._no_results = [b""] * len(extent.results)
        self._contact = _ContactCells(extent.contact, self._texts)

    def line(self, attempt: PackedAttempt) -> bytes:
        (
            phone, number, begun_at, answered_at, ended_at, shared, operator, recording, deleted,
            contact, results,
        ) = attempt  # fmt: skip
        minutes, texts = self._minutes, self._texts
        minute, begun = minutes[begun_at[:16]]
        begun_cell = minute + begun_at[17:19]
        begun += int(begun_at[17:19] + begun_at[20:])
        minute, ended = minutes[ended_at[:16]]
        ended_cell = minute + ended_at[17:19]
        ended += int(ended_at[17:19] + ended_at[20:])
        if answered_at:
            minute, answered = minutes[answered_at[:16]]
            answered_cell = minute + answered_at[17:19]
            answered += int(answered_at[17:19] + answered_at[20:])
            ring, talk = self._seconds[answered - begun], self._seconds[ended - answered]
        else:
            answered_cell = b""
            ring, talk = self._seconds[ended - begun], self._seconds[0]
        cells = [
            phone if _as_it_is(phone) else texts[phone],
            number, begun_cell, answered_cell, ended_cell, ring, talk, self._shared[shared],
        ]  # fmt: skip
        if self._operators:
            cells.append(texts[operator])
        if self._recordings:
            cells.append(texts[recording + self._deleted if deleted else recording])
        if results:
            cells += [texts[results.get(name, b"")] for name in self._results]
        else:
            cells += self._no_results
        cells += self._contact.cells(contact)
        return b";".join(cells) + b"\r\n"


class _Minutes(dict[bytes, tuple[bytes, int]]):
    """Minute → (what a local time of it begins with, where it begins)."""

    def __init__(self, local: csv_format.Minutes) -> None:
        super().__init__()
        self._local = local

    def __missing__(self, minute: bytes) -> tuple[bytes, int]:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        moment = datetime.fromisoformat(minute.decode()).replace(tzinfo=UTC)
        place = (moment - _EPOCH) // timedelta(minutes=1) * 60 * _SECOND
        found = self[minute] = self._local[moment].encode(), place
        return found


class _Seconds(dict[int, bytes]):
    """A stretch of time → its cell."""

    def __missing__(self, units: int) -> bytes:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        # Not negative even where a clock was set back in mid-call.
        seconds = max(0.0, round(units / _SECOND, 3))
        cell = self[units] = csv_format.number(seconds, CellKind.SECONDS).encode()
        return cell


class _Texts(dict[bytes, bytes]):
    """Text → its cell."""

    def __missing__(self, text: bytes) -> bytes:
        cell = text if _as_it_is(text) else _quoted(csv_format.safe(text.decode())).encode()
        if len(text) < csv_format.REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[text] = cell
        return cell


class _Shared(dict[SharedFacts, bytes]):
    """What many attempts have in common → its cells."""

    def __init__(self, texts: _Texts, language: str) -> None:
        super().__init__()
        self._texts, self._language = texts, language

    def __missing__(self, facts: SharedFacts) -> bytes:
        language = self._language
        texts = (
            names.disposition(facts.disposition, language),
            names.cause(facts.hangup_cause, language),
            facts.hangup_cause.value,
            names.hangup_by(facts.hangup_by, language),
            "" if facts.sip_code is None else str(facts.sip_code),
            facts.node_name or facts.node,
            str(facts.scheme_version),
            facts.engine,
        )
        cells = self[facts] = b";".join(self._texts[text.encode()] for text in texts)
        return cells


class _ContactCells:
    """The fields of a contact in the order of the columns."""

    def __init__(self, columns: Sequence[str], texts: _Texts) -> None:
        self._columns = columns
        self._names = [name.encode() for name in columns]
        self._texts = texts
        #: What stands outside the quotes in an object of so many texts.
        self._marks: dict[int, list[bytes]] = {0: [b"{}"]}

    def cells(self, document: bytes) -> list[bytes]:
        texts = self._texts
        return [value if _as_it_is(value) else texts[value] for value in self._values(document)]

    def _values(self, document: bytes) -> Sequence[bytes]:
        # Where nothing is escaped every quote begins or ends a text.
        parts = document.split(b'"')
        found, values = parts[1::4], parts[3::4]
        if b"\\" in document or parts[::2] != self._outside(len(found)):
            fields = json.loads(document or b"{}")
            return [fields.get(name, "").encode() for name in self._columns]
        if found == self._names:
            return values
        by_name = dict(zip(found, values, strict=True))
        return [by_name.get(name, b"") for name in self._names]

    def _outside(self, count: int) -> list[bytes]:
        marks = self._marks.get(count)
        if marks is None:
            marks = self._marks[count] = [b"{", *[b":", b","] * (count - 1), b":", b"}"]
        return marks


def _quoted(text: str) -> str:
    """As the csv module does it."""
    if any(mark in text for mark in ';"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
