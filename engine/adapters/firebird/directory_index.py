"""The directory's index in the database: tokens in pages, entries of tokens in sets.

Tokens and their numbers are kept in memory between searches, and brought up to date by what has
been added since. Sets stay in the database; a search reads those it needs.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from engine.adapters.firebird import directory_sql as sql
from engine.adapters.firebird.connection import Connection, to_db
from engine.directory import postings
from engine.directory.likeness import Array
from engine.directory.tokens import VERSION
from engine.directory.vocabulary import Vocabulary

#: Octets of tokens on a page.
_PAGE = 32_000
_LAST_PART = 32_767


@dataclass(slots=True)
class IndexState:
    generation: int = 0
    tokens: int = 0
    last_entry: int = 0
    version: int = VERSION
    changed_at: datetime | None = None


@dataclass(slots=True)
class _Kept:
    generation: int
    vocabulary: Vocabulary
    #: First token of the last page that has been read.
    page: int = 0


class DirectoryIndex:
    """Of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection
        #: Tokens that this transaction has added: they are kept by nobody before the commit.
        self._added: dict[str, int] = {}
        self._written = False

    def state(self) -> IndexState:
        row = self._sql.row(
            "SELECT generation, tokens, last_entry, token_version, changed_at FROM directory_state"
            " WHERE id = 1"
        )
        return IndexState() if row is None else IndexState(*row)

    def lock(self) -> None:
        """Nobody else changes the directory until the transaction is over."""
        self._sql.row("SELECT name FROM locks WHERE name = 'DIRECTORY' WITH LOCK")

    # --- reading ---

    def vocabulary(self, state: IndexState) -> Vocabulary:
        """All tokens of ``state``; own uncommitted ones are never kept."""
        if self._written:
            fresh = _Kept(state.generation, Vocabulary())
            self._catch_up(fresh)
            return fresh.vocabulary
        return self._committed(state)

    def _committed(self, state: IndexState) -> Vocabulary:
        kept = self._sql.kept.get("directory")
        if kept is None or kept.generation != state.generation:
            kept = _Kept(state.generation, Vocabulary())
        if len(kept.vocabulary) < state.tokens:
            self._catch_up(kept)
        self._sql.kept["directory"] = kept
        return kept.vocabulary

    def _catch_up(self, kept: _Kept) -> None:
        known = len(kept.vocabulary)
        tokens: list[str] = []
        for first, page in self._sql.packed(
            "SELECT first_token, tokens FROM directory_tokens WHERE first_token >= ?"
            " ORDER BY first_token", (kept.page,),
        ):  # fmt: skip
            on_page = page.decode().split("\n")
            tokens += on_page[max(0, known - first) :]
            kept.page = first
        kept.vocabulary.add(tokens)

    @property
    def memory(self) -> int:
        kept = self._sql.kept.get("directory")
        return 0 if kept is None else kept.vocabulary.size_bytes

    def read(self, tokens: Sequence[int], among: Array | None = None) -> dict[int, Array]:
        """``ReadPostings``."""
        first, last = (0, _LAST_PART) if among is None else _span(among)
        found: dict[int, Array] = {}
        for packed in sql.pack_numbers(tokens):
            for token, octets in self._sql.packed(sql.READ_FEW, (packed,)):
                found[token] = postings.unpack_few(octets)
        parts: dict[int, dict[int, Array]] = {}
        for packed in sql.pack_numbers(token for token in tokens if token not in found):
            for token, part, octets in self._sql.packed(sql.READ_MANY, (packed, first, last)):
                if part >= 0:
                    parts.setdefault(token, {})[part] = postings.unpack_part(part, octets)
        for token, sets in parts.items():
            found[token] = np.concatenate([sets[part] for part in sorted(sets)])
        return found

    # --- writing ---

    def change(
        self,
        added: Iterable[tuple[int, Iterable[str]]],
        removed: Iterable[tuple[int, Iterable[str]]],
        now: datetime,
    ) -> None:
        """(entry, its tokens) that come and go. The lock must be held."""
        state = self.state()
        known = self._added if self._written else {}
        vocabulary = self._committed(state) if not self._written else self.vocabulary(state)
        self._written = True
        new: list[str] = []

        def number(token: str) -> int:
            found = vocabulary.exact(token)
            if found is None:
                found = state.tokens + len(new)
                new.append(token)
            known[token] = found
            return found

        coming, going = (_pairs(entries, known, number) for entries in (added, removed))
        self._append(new, state.tokens)
        self._merge(coming, going, state.tokens)
        last = int(coming[1].max()) if len(coming[1]) else 0
        self._added = known
        self._sql.execute(
            "UPDATE OR INSERT INTO directory_state (id, generation, tokens, last_entry,"
            " token_version, changed_at) VALUES (1, ?, ?, ?, ?, ?) MATCHING (id)",
            (state.generation, state.tokens + len(new), max(last, state.last_entry),
             state.version, to_db(now)),
        )  # fmt: skip

    def clear(self, now: datetime) -> None:
        """Forget everything; numbers of tokens begin anew. Until ``complete`` its version is 0."""
        state = self.state()
        for table in ("directory_tokens", "directory_few", "directory_many"):
            self._sql.execute(f"DELETE FROM {table}")  # noqa: S608 # names of our own
        self._written, self._added = True, {}
        self._sql.execute(
            "UPDATE OR INSERT INTO directory_state (id, generation, tokens, last_entry,"
            " token_version, changed_at) VALUES (1, ?, 0, ?, 0, ?) MATCHING (id)",
            (state.generation + 1, state.last_entry, to_db(now)),
        )

    def complete(self, now: datetime) -> None:
        """The index that was cleared has everything again."""
        self._sql.execute(
            "UPDATE directory_state SET token_version = ?, changed_at = ? WHERE id = 1",
            (VERSION, to_db(now)),
        )

    def _append(self, new: Sequence[str], first: int) -> None:
        """New tokens go onto the last page, and onto new ones behind it."""
        if not new:
            return
        row = self._sql.row(
            "SELECT FIRST 1 first_token, tokens FROM directory_tokens ORDER BY first_token DESC"
        )
        page, own, size = first, list[bytes](), 0
        if row is not None and len(row[1]) + len(new[0].encode()) < _PAGE:
            page, own, size = row[0], [row[1]], len(row[1])
        for number, token in enumerate(new, first):
            encoded = token.encode()
            if own and size + 1 + len(encoded) > _PAGE:
                self._write_page(page, own)
                page, own, size = number, [], 0
            own.append(encoded)
            size += 1 + len(encoded)
        self._write_page(page, own)

    def _write_page(self, first: int, tokens: list[bytes]) -> None:
        self._sql.execute(
            "UPDATE OR INSERT INTO directory_tokens (first_token, tokens) VALUES (?, ?)"
            " MATCHING (first_token)",
            (first, b"\n".join(tokens)),
        )

    def _merge(
        self, coming: tuple[Array, Array], going: tuple[Array, Array], new_from: int
    ) -> None:
        """Bring the sets up to date; tokens from ``new_from`` have none yet."""
        added = dict(postings.grouped(*coming))
        removed = dict(postings.grouped(*going))
        touched = sorted(added.keys() | removed.keys())
        old = [token for token in touched if token < new_from]
        few: dict[int, Array] = {}
        for packed in sql.pack_numbers(old):
            for token, octets in self._sql.packed(sql.READ_FEW, (packed,)):
                few[token] = postings.unpack_few(octets)
        few_rows: list[tuple[int, bytes]] = []
        by_part: list[tuple[int, Array, Array]] = []
        nothing = np.zeros(0, np.int64)
        in_many = self._sets([t for t in old if t not in few], coming[1], going[1])
        many_rows: list[tuple[int, int, bytes]] = []
        for token in touched:
            more, less = added.get(token, nothing), removed.get(token, nothing)
            if token in in_many:
                by_part.append((token, more, less))
                continue
            before = few.get(token, nothing)
            after = postings.changed(before, more, less)
            if len(after) <= postings.FEW:
                few_rows.append((token, postings.pack_few(after)))
                continue
            if len(before):
                few_rows.append((token, b""))
            many_rows += [(token, part, postings.pack_part(ids)) for part, ids in _parts(after)]
        for token, more, less in by_part:
            sets = in_many[token]
            more_by, less_by = dict(_parts(more)), dict(_parts(less))
            for part in sorted(more_by.keys() | less_by.keys()):
                octets = sets.get(part)
                before = nothing if octets is None else postings.unpack_part(part, octets)
                after = postings.changed(
                    before, more_by.get(part, nothing), less_by.get(part, nothing)
                )
                many_rows.append((token, part, postings.pack_part(after)))
        for packed in sql.packs(few_rows, sql.pack_few_row):
            self._sql.execute(sql.WRITE_FEW, (packed,))
        for packed in sql.packs(many_rows, sql.pack_many_row):
            self._sql.execute(sql.WRITE_MANY, (packed,))

    def _sets(self, tokens: list[int], *ids: Array) -> Mapping[int, dict[int, bytes]]:
        """Tokens that have many entries → their sets of the parts that ``ids`` lie in."""
        every = np.concatenate(ids)
        if not tokens or not len(every):
            return {}
        first, last = _span(every)
        found: dict[int, dict[int, bytes]] = {}
        for packed in sql.pack_numbers(tokens):
            for token, part, octets in self._sql.packed(sql.READ_MANY, (packed, first, last)):
                sets = found.setdefault(token, {})
                if part >= 0:
                    sets[part] = octets
        return found


def _pairs(
    entries: Iterable[tuple[int, Iterable[str]]],
    known: dict[str, int],
    number: Callable[[str], int],
) -> tuple[Array, Array]:
    tokens, ids = array("i"), array("q")
    for entry, own in entries:
        for token in own:
            found = known.get(token)
            tokens.append(number(token) if found is None else found)
            ids.append(entry)
    return np.array(tokens, np.int64), np.array(ids, np.int64)


def _span(ids: Array) -> tuple[int, int]:
    """The first and the last part that they lie in."""
    return int(ids.min()) >> postings.PART_BITS, int(ids.max()) >> postings.PART_BITS


def _parts(ids: Array) -> Iterator[tuple[int, Array]]:
    """Sorted numbers by part."""
    if not len(ids):
        return
    parts = ids >> postings.PART_BITS
    starts = np.flatnonzero(np.diff(parts, prepend=-1))
    for start, end in zip(starts, np.append(starts[1:], len(ids)), strict=True):
        yield int(parts[start]), ids[start:end]
