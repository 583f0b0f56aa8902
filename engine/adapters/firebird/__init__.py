"""The storage port over Firebird: an embedded file, or a server shared by many.

Nothing of Firebird is loaded before a database is opened.
"""

from engine.adapters.firebird.address import Address, parse_address
from engine.adapters.firebird.backup import backup, restore
from engine.adapters.firebird.check import Problem, check
from engine.adapters.firebird.database import FirebirdDatabase
from engine.adapters.firebird.grants import Account, grant, renew
from engine.adapters.firebird.moving import Moved, move
from engine.adapters.firebird.schema import create_database, upgrade

__all__ = [
    "Account",
    "Address",
    "FirebirdDatabase",
    "Moved",
    "Problem",
    "backup",
    "check",
    "create_database",
    "grant",
    "move",
    "parse_address",
    "renew",
    "restore",
    "upgrade",
]
