"""The check before the start, of what is outside of the database."""

import os
import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from engine.ports.sources import SourceSettings
from engine.scheme.codec import load_scheme
from engine.service.references import mentions
from rino_desktop import bootstrap
from rino_desktop.campaign_actions import Action
from rino_desktop.doctor_sources import silent
from rino_desktop.preflight_finding import Finding, State
from rino_desktop.scheme_library import PublishedLibrary
from rino_desktop.sources import all_sources
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.domain.campaign import Campaign
    from engine.ports.storage import Stores
    from rino_desktop.settings import Settings

_CONNECT_S = 4.0
#: One hour of talk, as recordings are kept, in MB; so much free is asked for, and for a day's work.
_LEAST_MB, _WISHED_MB = 500, 5_000


def sources_of(
    settings: "Settings", stores: "Stores", campaign: "Campaign"
) -> tuple[SourceSettings, ...]:
    """Registered data sources that the campaign's scheme asks, or its outboxes deliver to."""
    names = {box.store.casefold() for box in campaign.settings.outbox if not box.is_url}
    library = PublishedLibrary(stores)
    version_id = stores.schemes.published_ids().get(campaign.settings.scheme.casefold())
    if version_id is not None:
        scheme = load_scheme(stores.schemes.version(version_id).document)
        named = mentions(scheme, bootstrap.node_types(), library)
        names |= {each.name.casefold() for each in named if each.role == "source"}
    return tuple(s for s in all_sources(settings, stores) if s.name.casefold() in names)


def stores(sources: tuple[SourceSettings, ...], urls: tuple[str, ...]) -> list[Finding]:
    """Do they answer, all asked at once."""
    if not sources and not urls:
        return []
    with ThreadPoolExecutor(1 + len(urls)) as pool:
        places = pool.map(_trouble, urls)
        trouble = dict(silent(sources))
        trouble.update({url: why for url, why in zip(urls, places, strict=True) if why})
    names = [source.name for source in sources] + [_short(url) for url in urls]
    what = t("data sources and external stores")
    if not trouble:
        return [
            Finding("stores", State.OK, what, t("All answer: {names}.", names=", ".join(names)))
        ]
    return [
        Finding(
            "stores", State.WARNING, what,
            t("{name} does not answer: {reason}.", name=_short(name), reason=why.rstrip(".")),
            t("Results are kept and delivered later; what a scheme asks it will not be told."),
            Action.STORES,
        )
        for name, why in trouble.items()
    ]  # fmt: skip


def disk(settings: "Settings", *, records: bool) -> list[Finding]:
    """Room for recordings and for the database, on this computer."""
    folder = settings.voice_store.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // 2**20
    what, words = t("disk space"), t("{free} MB free in {folder}", free=free, folder=folder)
    if not os.access(folder, os.W_OK):
        return [Finding("disk", State.WARNING, what,
                        t("{folder} cannot be written.", folder=folder))]  # fmt: skip
    wished = _WISHED_MB if records else _LEAST_MB
    if free >= wished:
        return [Finding("disk", State.OK, what, words)]
    return [Finding("disk", State.WARNING, what, words, t("Free some room."))]


def _trouble(url: str) -> str:
    """Why nothing could be delivered there now; "" when it could."""
    parts = urlsplit(url)
    if parts.scheme in ("file", "sqlite"):
        place = unquote(url.partition("://")[2].partition("{")[0])
        folder = Path(place) if place.endswith("/") else Path(place).parent
        writable = folder.is_dir() and os.access(folder, os.W_OK)
        return "" if writable else t("the folder {folder} cannot be written", folder=folder)
    port = parts.port or _PORTS.get(parts.scheme.partition("+")[0])
    if not parts.hostname or port is None:
        return ""  # who it is nobody can tell from outside
    try:
        with socket.create_connection((parts.hostname, port), _CONNECT_S):
            return ""
    except OSError as error:
        return error.strerror or str(error)


_PORTS = {
    "http": 80, "https": 443, "postgresql": 5432, "mysql": 3306, "mariadb": 3306,
    "firebird": 3050, "mssql": 1433, "oracle": 1521,
}  # fmt: skip


def _short(name: str) -> str:
    """Never who signs in there."""
    parts = urlsplit(name) if "://" in name else None
    return name if parts is None else f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
