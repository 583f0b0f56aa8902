"""The directory: its entries, where they come from, and the search."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

from engine.adapters.firebird import directory_sql as sql
from engine.adapters.firebird.codec import name_key, require_name
from engine.adapters.firebird.connection import (
    Connection,
    from_db_or_none,
    to_db_or_none,
)
from engine.adapters.firebird.directory_index import DirectoryIndex
from engine.directory.matching import Matcher
from engine.directory.model import Entry, EntryKind, EntryText
from engine.directory.query import read_query
from engine.directory.scoring import score
from engine.directory.tokens import ADDRESS, NAME, NOTE, VERSION, tokens_of
from engine.errors import KnownError, Phrase
from engine.ports.directory import DirectorySource, DirectoryStatus, Found, Merged, NewEntry

#: Entries that are put in order of the likeliest.
_MOST = 100
_NAME, _ADDRESS, _NUMBERS, _NOTE, _KEY = 300, 500, 500, 1000, 100


class FirebirdDirectoryStore:
    """Fulfils engine.ports.directory.DirectoryStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection
        self._index = DirectoryIndex(connection)

    # --- search ---

    def search(self, query: str, limit: int = 20) -> Found:
        state = self._index.state()
        if not state.version:
            raise KnownError(
                "the directory's index is being built anew, or that was broken off.",
                mend="Wait for its end, or do it again: rino-desktop directory rebuild",
            )
        if state.version != VERSION:
            raise KnownError(
                "the directory's index is of another version of the program.",
                mend="Build it anew: rino-desktop directory rebuild",
            )
        vocabulary = self._index.vocabulary(state)

        def known(word: str) -> bool:
            if any(vocabulary.exact(mark + word) is not None for mark in (NAME, ADDRESS, NOTE)):
                return True
            return len(word) > 2 and any(
                len(vocabulary.beginning(mark + word, 1)) for mark in (NAME, ADDRESS, NOTE)
            )

        words = read_query(query, known)
        if not words or not state.tokens:
            return Found((), 0, True)
        matcher = Matcher(vocabulary, self._index.read, state.last_entry)
        matched = matcher.match(words, limit, max(limit, _MOST))
        found = self._entries(matched.entries.tolist())
        scores = {entry.id: score(entry.text, words, matched) for entry in found}
        found = [entry for entry in found if scores[entry.id]]
        found.sort(key=lambda entry: (-scores[entry.id], entry.text.name, entry.id))
        total = matched.total if len(found) == len(matched.entries) else len(found)
        return Found(tuple(found[:limit]), total, matched.complete)

    def get(self, entry_id: int) -> Entry | None:
        return next(iter(self._entries([entry_id])), None)

    def _entries(self, ids: Sequence[int]) -> list[Entry]:
        return [
            Entry(row[0], row[1], row[2], _text(row[3:]))
            for packed in sql.pack_numbers(ids)
            for row in self._sql.packed(sql.ENTRIES, (packed,))
        ]

    # --- sources ---

    def source(self, name: str, now: datetime) -> DirectorySource:
        require_name(Phrase("source"), name, 200)
        found = self._source(name)
        if found is not None:
            return found
        self._index.lock()
        found = self._source(name)  # somebody else may have been quicker
        if found is not None:
            return found
        (source_id,) = self._sql.next_ids("directory_source_ids", 1)
        self._sql.execute(
            "INSERT INTO directory_sources (id, name, name_key, settings, refreshed_at, outcome)"
            " VALUES (?, ?, ?, '{}', NULL, '{}')",
            (source_id, name, name_key(name)),
        )
        return DirectorySource(source_id, name)

    def _source(self, name: str) -> DirectorySource | None:
        row = self._sql.row(
            "SELECT id, name, settings, refreshed_at, outcome FROM directory_sources"
            " WHERE name_key = ?",
            (name_key(name),),
        )
        return None if row is None else _source(row)

    def sources(self) -> list[tuple[DirectorySource, int]]:
        counts: dict[int, int] = dict(
            self._sql.rows("SELECT source_id, COUNT(*) FROM directory_entries GROUP BY source_id")
        )
        rows = self._sql.rows(
            "SELECT id, name, settings, refreshed_at, outcome FROM directory_sources"
            " ORDER BY name_key"
        )
        return [(_source(row), counts.get(row[0], 0)) for row in rows]

    def save_source(self, source: DirectorySource) -> None:
        self._sql.execute(
            "UPDATE directory_sources SET settings = ?, refreshed_at = ?, outcome = ? WHERE id = ?",
            (
                json.dumps(dict(source.settings), ensure_ascii=False),
                to_db_or_none(source.refreshed_at),
                json.dumps(dict(source.outcome), ensure_ascii=False),
                source.id,
            ),
        )

    def remove_source(self, source_id: int) -> None:
        self._sql.execute("DELETE FROM directory_sources WHERE id = ?", (source_id,))

    # --- entries ---

    def merge(self, source_id: int, entries: Sequence[NewEntry], now: datetime) -> Merged:
        self._index.lock()
        wanted = {entry.key[:_KEY]: _fitting(entry.text) for entry in entries}
        digests = {key: _digest(text) for key, text in wanted.items()}
        known = {
            row[1]: (row[0], row[2])
            for packed in sql.packs(wanted, sql.pack_key)
            for row in self._sql.packed(sql.KNOWN_KEYS, (packed, source_id))
        }
        new = [key for key in wanted if key not in known]
        changed = {known[key][0]: key for key in known if known[key][1] != digests[key]}
        before = self._entries(list(changed))
        ids = dict(zip(new, self._sql.next_ids("directory_entry_ids", len(new)), strict=True)) if (
            new
        ) else {}  # fmt: skip
        rows = (
            sql.pack_entry(ids[key], wanted[key].kind[0], digests[key], key, *_columns(wanted[key]))
            for key in new
        )
        for packed in sql.packs(rows, bytes):
            self._sql.execute(sql.INSERT_ENTRIES, (packed, source_id))
        for entry_id, key in changed.items():
            text = wanted[key]
            self._sql.execute(
                "UPDATE directory_entries SET digest = ?, kind = ?, name = ?, address = ?,"
                " numbers = ?, note = ? WHERE id = ?",
                (digests[key], text.kind[0], *_columns(text), entry_id),
            )
        if new or changed:
            added, removed = _differences(before, {i: wanted[k] for i, k in changed.items()})
            self._index.change(
                _chained(((ids[key], tokens_of(wanted[key])) for key in new), added), removed, now
            )
        every = [*ids.values(), *(entry_id for entry_id, _ in known.values())]
        return Merged(len(new), len(changed), len(known) - len(changed), every)

    def ids_of(self, source_id: int) -> Iterable[int]:
        return [
            entry_id
            for (entry_id,) in self._sql.packed(
                "SELECT id FROM directory_entries WHERE source_id = ?", (source_id,)
            )
        ]

    def remove(self, ids: Sequence[int], now: datetime) -> int:
        self._index.lock()
        found = self._entries(ids)
        for packed in sql.pack_numbers(entry.id for entry in found):
            self._sql.execute(sql.DELETE_ENTRIES, (packed,))
        self._index.change((), ((entry.id, tokens_of(entry.text)) for entry in found), now)
        return len(found)

    def status(self) -> DirectoryStatus:
        state = self._index.state()
        return DirectoryStatus(
            entries=self._sql.value("SELECT COUNT(*) FROM directory_entries"),
            tokens=state.tokens,
            current=state.version == VERSION,
            changed_at=from_db_or_none(state.changed_at),
            memory=self._index.memory,
        )

    # --- building anew ---

    def begin_rebuild(self, now: datetime) -> None:
        self._index.lock()
        self._index.clear(now)

    def index(self, after_id: int, count: int, now: datetime) -> int | None:
        self._index.lock()
        ids = [
            row[0]
            for row in self._sql.rows(
                "SELECT FIRST ? id FROM directory_entries WHERE id > ? ORDER BY id",
                (count, after_id),
            )
        ]
        if not ids:
            return None
        entries = self._entries(ids)
        self._index.change(((entry.id, tokens_of(entry.text)) for entry in entries), (), now)
        return int(ids[-1])

    def end_rebuild(self, now: datetime) -> None:
        self._index.complete(now)


def _text(row: Sequence[str]) -> EntryText:
    kind = EntryKind.ORGANISATION if row[0] == "o" else EntryKind.PERSON
    return EntryText(row[1], row[2], tuple(row[3].split("\n")) if row[3] else (), row[4], kind)


def _columns(text: EntryText) -> tuple[str, str, str, str]:
    return text.name, text.address, "\n".join(text.numbers), text.note


def _fitting(text: EntryText) -> EntryText:
    """As much of it as the columns hold."""
    numbers = list(text.numbers)
    while len("\n".join(numbers)) > _NUMBERS:
        numbers.pop()
    return replace(
        text,
        name=text.name[:_NAME],
        address=text.address[:_ADDRESS],
        numbers=tuple(numbers),
        note=text.note[:_NOTE],
    )


def _digest(text: EntryText) -> bytes:
    whole = "\0".join((text.kind, *_columns(text)))
    return blake2b(whole.encode(), digest_size=16).digest()


def _source(row: Sequence[object]) -> DirectorySource:
    source_id, name, settings, refreshed_at, outcome = row
    assert isinstance(source_id, int)
    return DirectorySource(
        source_id,
        str(name),
        json.loads(str(settings)),
        from_db_or_none(refreshed_at) if isinstance(refreshed_at, datetime) else None,
        json.loads(str(outcome)),
    )


_Tokens = Iterable[tuple[int, Iterable[str]]]


def _differences(before: Sequence[Entry], after: dict[int, EntryText]) -> tuple[_Tokens, _Tokens]:
    """Tokens that entries have got, and that they have lost."""
    added: list[tuple[int, set[str]]] = []
    removed: list[tuple[int, set[str]]] = []
    for entry in before:
        old, new = tokens_of(entry.text), tokens_of(after[entry.id])
        added.append((entry.id, new - old))
        removed.append((entry.id, old - new))
    return added, removed


def _chained(first: _Tokens, second: _Tokens) -> Iterator[tuple[int, Iterable[str]]]:
    yield from first
    yield from second
