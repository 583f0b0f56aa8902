"""How soon the directory finds somebody among a million entries.

A million invented subscribers and organisations are put into an embedded database (with
``--server`` into a Firebird 3.0 server) as an import does it. Then entries drawn by chance are
looked up by what a caller might say and a telephonist type: the whole name, its beginnings, a part
of a word, with one and two typing errors, an address, a number. Measured is the search as a
workstation does it, over its own connection, up to the twenty entries that are shown. The
yardstick is ``LIKE '%…%'`` over the same rows. Prints one JSON line.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import psutil

from benchmarks.directory_people import people
from engine.adapters.firebird import FirebirdDatabase, create_database
from engine.adapters.firebird.address import Address, parse_address
from engine.directory.letters import words_of
from engine.directory.model import EntryText
from engine.ports.directory import NewEntry
from tests.helpers.firebird_server import FirebirdServer

_PORTION = 65_536
_SHOWN = 20
_LETTERS = "абвгдежзийклмнопрстуфхцчшщыьэюя"
#: Changes of single entries, and yardsticks, that are timed.
_CHANGES, _LIKES = 40, 5


@contextmanager
def place(*, server: bool) -> Iterator[tuple[Address, str, Path]]:
    """A new database: its address, password and file."""
    with tempfile.TemporaryDirectory() as folder:
        if not server:
            file = Path(folder) / "directory.fdb"
            yield parse_address(str(file)), "", file
            return
        with FirebirdServer(Path(folder) / "server") as firebird:
            file = Path(folder) / "directory.fdb"
            yield Address(str(file), host="127.0.0.1", port=firebird.port), firebird.password, file


def fill(database: FirebirdDatabase, rows: int, every: int) -> tuple[float, list[EntryText]]:
    """(seconds without inventing them, one entry in ``every``)."""
    now = datetime.now(UTC)
    source = database.transact(lambda s: s.directory.source("bench", now))
    invented = people(rows)
    spent, kept = 0.0, []
    while portion := list(islice(invented, _PORTION)):
        started = time.perf_counter()
        database.transact(lambda s, p=portion: s.directory.merge(source.id, p, now))
        spent += time.perf_counter() - started
        kept += [entry.text for entry in portion[::every]]
    return spent, kept


def mistyped(word: str, errors: int, rng: random.Random) -> str:
    """With letters wrong, missing, too many or exchanged; the first one is right."""
    for _ in range(errors):
        at = rng.randrange(1, len(word))
        word = rng.choice((
            word[:at] + rng.choice(_LETTERS) + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + rng.choice(_LETTERS) + word[at:],
            word[: at - 1] + word[at - 1 : at + 1][::-1] + word[at + 1 :],
        ))  # fmt: skip
    return word


def queries(entry: EntryText, rng: random.Random) -> dict[str, str]:
    words = words_of(entry.name)
    longest = max(words, key=len)
    rest = [word for word in words if word is not longest]
    middle = len(longest) // 4
    return {
        "exact": " ".join(words),
        "beginning": " ".join([longest[:5], *(word[:1] for word in rest)]),
        "part": longest[middle : middle + 5],
        "one_error": " ".join([mistyped(longest, 1, rng), *rest]),
        "two_errors": " ".join([mistyped(longest, 2, rng), *rest]),
        "one_word_error": mistyped(longest, 1, rng),
        "address": entry.address.split(", ", 1)[1],
        "number": entry.numbers[0][-7:],
        "number_error": entry.numbers[0][-10:-5] + entry.numbers[0][-4:],
    }


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    result = work()
    return 1000 * (time.perf_counter() - started), result


def percentile(values: list[float], part: int) -> float:
    return round(statistics.quantiles(values, n=100)[part - 1], 1)


def measure(database: FirebirdDatabase, kept: list[EntryText], count: int) -> dict[str, Any]:
    rng = random.Random(104)
    drawn = rng.sample(kept, count)
    times: dict[str, list[float]] = {}
    found: dict[str, int] = {}
    for entry in drawn:
        for kind, query in queries(entry, rng).items():
            ms, result = timed(
                lambda q=query: database.transact(lambda s: s.directory.search(q, _SHOWN))
            )
            times.setdefault(kind, []).append(ms)
            found[kind] = found.get(kind, 0) + any(each.text == entry for each in result.entries)
    every = [ms for values in times.values() for ms in values]
    return {
        "p50_ms": percentile(every, 50),
        "p95_ms": percentile(every, 95),
        "by_kind_p50_p95_ms_shown": {
            kind: [percentile(values, 50), percentile(values, 95), round(found[kind] / count, 3)]
            for kind, values in times.items()
        },
    }


def like(database: FirebirdDatabase, kept: list[EntryText]) -> float:
    """Milliseconds of the same question as a condition over all rows."""
    times = []
    for entry in kept[:_LIKES]:
        part = f"%{max(entry.name.split(), key=len)[1:7]}%"
        times.append(timed(lambda p=part: database.transact_raw(lambda c: c.rows(
            "SELECT id FROM directory_entries WHERE name LIKE ? OR address LIKE ?", (p, p),
        )))[0])  # fmt: skip
    return round(statistics.median(times), 1)


def changes(database: FirebirdDatabase) -> float:
    """Milliseconds to change one entry, its index and the commit included."""
    now = datetime.now(UTC)
    times = []
    for number in range(_CHANGES):
        text = EntryText(f"Изменённый Абонент {number}", "ул. Новая, д. 1", ("+79170000000",))
        entry = NewEntry(str(number), text)
        times.append(
            timed(lambda e=entry: database.transact(lambda s: s.directory.merge(1, [e], now)))[0]
        )
    return round(statistics.median(times), 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--server", action="store_true")
    options = parser.parse_args()
    with place(server=options.server) as (address, password, file):
        create_database(address, password)
        writer = FirebirdDatabase(address, password)
        build_s, kept = fill(writer, options.rows, max(1, options.rows // 10_000))
        size = file.stat().st_size
        reader = FirebirdDatabase(address, password)
        memory = psutil.Process().memory_info().rss
        first_ms, _ = timed(lambda: reader.transact(lambda s: s.directory.search("иванов")))
        memory = psutil.Process().memory_info().rss - memory
        figures = measure(reader, kept, options.queries)
        status = reader.transact(lambda s: s.directory.status())
        line = {
            "benchmark": "directory",
            "engine": "server" if options.server else "embedded",
            "rows": options.rows,
            **figures,
            "reach_p95_ms": 100,
            "first_search_ms": round(first_ms, 1),
            "change_ms": changes(writer),
            "build_s": round(build_s, 1),
            "file_mb": round(size / 1e6),
            "tokens": status.tokens,
            "kept_mb": round(status.memory / 1e6, 1),
            "rss_mb": round(memory / 1e6, 1),
            "yardstick_like_ms": like(reader, kept),
        }
        reader.close()
        writer.close()
    print(json.dumps(line, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
