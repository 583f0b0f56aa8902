from tests.helpers.databases import (
    database,
    database_address,
    engine_kind,
    own_server,
    server_of_worker,
    templates,
    tested_database,
)

__all__ = [
    "database",
    "database_address",
    "engine_kind",
    "own_server",
    "server_of_worker",
    "templates",
    "tested_database",
]
