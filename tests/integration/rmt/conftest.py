"""A campaign's call in a real database."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

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
