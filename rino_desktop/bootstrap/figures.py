"""The door behind which an engine shows its figures, opened."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.metrics_door import at_work, is_loopback, parse, taken, well
from rino_desktop.texts.errors import reason_of

if TYPE_CHECKING:
    from engine.adapters.metrics import Answer, FigureServer, Page
    from engine.service.figures import EngineFigures
    from engine.service.liveness import LifeSigns

log = logging.getLogger(__name__)

_JSON = "application/json; charset=utf-8"


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
    figures.loop.begin()  # one that never comes to turn is seen, too
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
        log.warning("%s", taken(address, reason_of(error)))
        return None
    log.info("figures are shown at http://%s/metrics", address)
    if not is_loopback(address.host):
        log.warning(
            "figures are shown at %s to whoever reaches it: without a password and in the clear",
            address,
        )
    return server


def pages(
    node: str, figures: "EngineFigures", signs: "LifeSigns", schema: int
) -> "dict[str, Page]":
    """Path → what makes the answer, in whatever thread."""
    from engine.adapters.metrics import EngineCollector, Told, registry_of, scrape
    from rino_desktop import __version__

    told = Told(node, __version__, schema, datetime.now(UTC))
    registry = registry_of(EngineCollector(told, figures, signs.calls))

    def metrics(accept: str) -> "Answer":
        return scrape(registry, accept)

    def health(_accept: str) -> "Answer":
        return _answer(node, well(figures))

    def ready(_accept: str) -> "Answer":
        return _answer(node, at_work(figures, signs))

    return {"/metrics": metrics, "/health": health, "/ready": ready}


def _answer(node: str, reason: str) -> "Answer":
    from engine.adapters.metrics import Answer

    said = {"status": "unavailable" if reason else "ok", "node": node}
    if reason:
        said["reason"] = reason
    status = HTTPStatus.SERVICE_UNAVAILABLE if reason else HTTPStatus.OK
    return Answer((json.dumps(said) + "\n").encode(), _JSON, status)
