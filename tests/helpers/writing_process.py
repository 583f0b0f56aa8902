"""A process that writes into a database for ever, so that it has locks whenever it is stopped.

``python -m tests.helpers.writing_process DATABASE`` tells of its first write.
"""

import sys

from engine.adapters.firebird import FirebirdDatabase, parse_address


def main() -> None:
    database = FirebirdDatabase(parse_address(sys.argv[1]))
    statement = "UPDATE scheme_versions SET version = version"
    database.transact_raw(lambda connection: connection.execute(statement))
    print("writes", flush=True)
    while True:
        database.transact_raw(lambda connection: connection.execute(statement))


if __name__ == "__main__":
    main()
