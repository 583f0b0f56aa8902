"""How far this computer's clock is from that of the database's server."""

from datetime import datetime

from engine.ports.storage import Stores

_QUARTER_S = 900.0


def skew(server: datetime, here: datetime) -> float:
    """Seconds by which the server's clock is ahead. Its zone is not known, and all zones are whole
    quarters of an hour apart."""
    apart = (server - here).total_seconds()
    return (apart + _QUARTER_S / 2) % _QUARTER_S - _QUARTER_S / 2


def server_skew(stores: Stores, here: datetime) -> float:
    """0 where the database is of this computer."""
    server = stores.voice_files.server_time()
    return 0.0 if server is None else skew(server, here)
