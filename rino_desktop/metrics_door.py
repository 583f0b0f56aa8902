"""Where an engine shows its figures, and how it is: what ``/health`` and ``/ready`` answer.

Nothing listens unless somebody has asked for it (``--metrics``, docs/metrics.md), and then on this
computer alone unless he has named another address.
"""

import ipaddress
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.service.figures import EngineFigures
    from engine.service.liveness import LifeSigns

LOOPBACK = "127.0.0.1"
#: Longer than anything honest keeps the loop.
_STALLED_S = 30.0


def parse(text: str) -> tuple[str, int]:
    """ADDRESS:PORT, or PORT on this computer only. KnownError."""
    host, colon, port = text.strip().rpartition(":")
    host = host.removeprefix("[").removesuffix("]") if colon else LOOPBACK
    number = int(port) if port.isascii() and port.isdigit() else 0
    if not host or not 0 < number < 65536:
        raise KnownError(
            t("metrics cannot be shown at {address}.", address=text),
            mend=t("Give PORT, or ADDRESS:PORT such as 127.0.0.1:9464."),
        )
    return host, number


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def well(figures: "EngineFigures") -> str:
    """Why the process should be started anew; "": it lives."""
    stalled = figures.loop.stalled_s
    return f"the event loop has stood still for {stalled:.0f} s" if stalled > _STALLED_S else ""


def at_work(figures: "EngineFigures", signs: "LifeSigns") -> str:
    """Why nothing new is dialled; "": it could be."""
    sight = figures.sight
    if reason := well(figures):
        return reason
    if signs.ending or (sight is not None and sight.ending):
        return "the engine ends"
    if sight is None:
        return "the engine begins"
    return "" if sight.available and not signs.away else "the database cannot be reached"


def taken(address: object, reason: str) -> KnownError:
    return KnownError(
        t("Figures cannot be shown at {address}: {reason}. The engine goes on without.",
          address=address, reason=reason),
        mend=t("End what uses that address, or give another one with --metrics; each engine of a "
               "computer needs its own."),
    )  # fmt: skip
