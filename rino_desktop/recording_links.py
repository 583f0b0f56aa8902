"""Where a recording lies: the file of a call, and an address that a browser can open."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from rino_desktop.settings import Settings

if TYPE_CHECKING:
    from engine.ports.report_facts import RecordedCall
    from engine.ports.storage import Stores


@dataclass(frozen=True, slots=True)
class FoundRecording:
    """``address``: for a browser, "" where the store has none."""

    call: "RecordedCall"
    address: str


def recording_of(
    stores: "Stores", key: int, link: Callable[[str], str] | None = None
) -> FoundRecording | None:
    """Of an attempt or a call that came in (engine.domain.call_key); None: it was not recorded.
    What was deleted is found all the same, and has no address."""
    call = stores.report_facts.recording(key)
    if call is None:
        return None
    return FoundRecording(call, link(call.name) if link and not call.deleted else "")


def link_to(settings: Settings) -> Callable[[str], str]:
    """Name in the voice store → address. A folder of this machine and a store that speaks HTTP
    have one; whatever stands behind the address of others (passwords, keys) is never written."""
    url = settings.voice_store_url
    if not url:
        folder = Path(settings.voice_store).absolute()
        return lambda name: _inside(folder, name)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or parts.username or parts.password:
        return lambda name: ""
    base = parts.path.rstrip("/")
    return lambda name: urlunsplit((parts.scheme, parts.netloc, f"{base}/{quote(name)}", "", ""))


def _inside(folder: Path, name: str) -> str:
    """A name that leads out of the store is nobody's recording."""
    target = (folder / name).resolve()
    return target.as_uri() if target.is_relative_to(folder.resolve()) else ""
