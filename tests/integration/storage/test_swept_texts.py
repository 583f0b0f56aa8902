"""A text that others replace while it is being read is no fault: it is read anew.

Firebird 3 sweeps old texts away under the eyes of whoever reads what is committed ("BLOB not
found"); from version 4 on it does not.
"""

import threading
from contextlib import closing
from datetime import UTC, datetime

from engine.adapters.firebird import FirebirdDatabase
from tests.helpers.databases import DatabaseUnderTest

_COMMANDS = 3
_READS = 300


def test_texts_are_read_while_others_write_them(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    now = datetime.now(UTC)
    ids = [
        database.transact(
            lambda s: s.nodes.post_command("test_call", None, {"text": "x" * 3000}, now)
        )
        for _ in range(_COMMANDS)
    ]
    over = threading.Event()

    def write() -> None:
        number = 0
        with closing(tested_database.open()) as other:
            while not over.is_set():
                number += 1
                text, command = str(number) * 500, ids[number % _COMMANDS]
                other.transact_raw(lambda sql, text=text, command=command: sql.execute(
                    "UPDATE commands SET outcome = ? WHERE id = ?", (text, command)
                ))  # fmt: skip

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        for _ in range(_READS):
            rows = database.transact_raw(
                lambda sql: sql.rows("SELECT arguments, outcome FROM commands ORDER BY id")
            )
            assert len(rows) == _COMMANDS
            assert all(len(set(outcome or "")) <= 10 for _, outcome in rows)
    finally:
        over.set()
        for writer in writers:
            writer.join()
