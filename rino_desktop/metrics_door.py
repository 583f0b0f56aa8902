"""Where an engine shows its figures and how it is: ``/metrics``, ``/health``, ``/ready``.

Nothing listens unless somebody has asked for it (``--metrics``, docs/metrics.md), and then on this
computer alone unless he has named another address.
"""

import ipaddress
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.texts import t
from rino_desktop.texts.errors import reason_of

if TYPE_CHECKING:
    from engine.adapters.metrics import Address, Answer, FigureServer, Page
    from engine.service.figures import EngineFigures
    from engine.service.liveness import LifeSigns

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
#: Longer than anything honest keeps the loop.
_STALLED_S = 30.0
_JSON = "application/json; charset=utf-8"


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


@contextmanager
def door(
    wanted: str, node: str, figures: "EngineFigures", signs: "LifeSigns", schema: int
) -> "Iterator[FigureServer | None]":
    """Open as long as the engine is there. ``wanted``: as in the settings, "": nowhere. Where it
    cannot be opened the log says why, and the engine goes on without."""
    server = _opened(wanted, node, figures, signs, schema) if wanted else None
    if server is None:
        yield None
        return
    with server:
        yield server


def _opened(
    wanted: str, node: str, figures: "EngineFigures", signs: "LifeSigns", schema: int
) -> "FigureServer | None":
    from engine.adapters.metrics import Address, FigureServer

    try:
        address = Address(*parse(wanted))
    except KnownError as error:
        log.warning("%s", error)
        return None
    try:
        server = FigureServer(address, pages(node, figures, signs, schema))
    except OSError as error:
        log.warning("%s", _refused(address, error))
        return None
    log.info("figures are shown at http://%s/metrics", address)
    if not is_loopback(address.host):
        log.warning(
            "figures are shown at %s to whoever reaches it: without a password and in the clear",
            address,
        )
    return server


def _refused(address: "Address", error: OSError) -> KnownError:
    return KnownError(
        t("Figures cannot be shown at {address}: {reason}. The engine goes on without.",
          address=address, reason=reason_of(error)),
        mend=t("End what uses that address, or give another one with --metrics; each engine of a "
               "computer needs its own."),
    )  # fmt: skip


def pages(
    node: str, figures: "EngineFigures", signs: "LifeSigns", schema: int
) -> "dict[str, Page]":
    """Path → what makes the answer, in whatever thread."""
    from prometheus_client.exposition import choose_encoder

    from engine.adapters.metrics import Answer, EngineCollector, Told, registry_of
    from rino_desktop import __version__

    told = Told(node, __version__, schema, datetime.now(UTC))
    registry = registry_of(EngineCollector(told, figures, signs.calls))

    def metrics(accept: str) -> Answer:
        encode, content_type = choose_encoder(accept)
        return Answer(encode(registry), content_type)

    def health(_accept: str) -> Answer:
        return _answer(node, well(figures))

    def ready(_accept: str) -> Answer:
        return _answer(node, at_work(figures, signs))

    return {"/metrics": metrics, "/health": health, "/ready": ready}


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


def _answer(node: str, reason: str) -> "Answer":
    from engine.adapters.metrics import Answer

    said = {"status": "unavailable" if reason else "ok", "node": node}
    if reason:
        said["reason"] = reason
    status = HTTPStatus.SERVICE_UNAVAILABLE if reason else HTTPStatus.OK
    return Answer((json.dumps(said) + "\n").encode(), _JSON, status)
