"""Do-not-call lists: what the command line and the desktop do with them, and what proves it."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from engine.errors import KnownError
from engine.ports.do_not_call import DoNotCallEntry, Evidence
from engine.ports.storage import Stores
from rino_desktop.texts import t

#: Sources that nobody has written: of numbers added by command, or by a file.
BY_COMMAND = "cli"
OF_FILE = re.compile(r"file (.+)", re.DOTALL)
#: Numbers in one statement.
BATCH = 2000
#: Bytes of a file that proves something.
_LARGEST_PROOF = 10_000_000


def source_of_file(name: str) -> str:
    """Cut to what is kept."""
    return f"file {name}"[:60]


def add(
    stores: Stores,
    phones: Sequence[str],
    source: str,
    now: datetime,
    client: str | None = None,
    evidence: Evidence | None = None,
) -> int:
    """How many were not there yet; ``client``: his list, None for the office's. KnownError."""
    client_id = _client_id(stores, client)
    added = stores.do_not_call.add(
        phones, source, now, client_id=client_id, evidence=evidence or Evidence()
    )
    if added or evidence is not None:
        _record(stores, now, "do_not_call.add", phones, client, added)
    return added


def remove(stores: Stores, phones: Sequence[str], now: datetime, client: str | None = None) -> int:
    """How many were there. KnownError."""
    removed = stores.do_not_call.remove(phones, _client_id(stores, client))
    if removed:
        _record(stores, now, "do_not_call.remove", phones, client, removed)
    return removed


def entries_of(stores: Stores, phone: str) -> list[tuple[str, DoNotCallEntry]]:
    """(client, "" for the office, entry) on all lists where the number is."""
    names = {client.id: client.name for client in stores.clients.all()}
    found = stores.do_not_call.of([phone])
    return [("" if e.client_id is None else names.get(e.client_id, "?"), e) for e in found]


def proof_from(text: str) -> tuple[str, bytes | None]:
    """What proves it: a reference, or the name of a file with its content. KnownError; blocks."""
    if not text.strip():
        raise KnownError(t("--proof is empty."), mend=t("Name a document, or a file."))
    path = Path(text).expanduser()
    try:
        if not path.is_file():
            return text.strip(), None
    except (OSError, ValueError):  # a long text is no path
        return text.strip(), None
    if path.stat().st_size > _LARGEST_PROOF:
        raise KnownError(
            t("{file}: larger than {n} MB.", file=path, n=_LARGEST_PROOF // 1_000_000),
            mend=t("Keep it elsewhere and name the place."),
        )
    return path.name, path.read_bytes()


def _client_id(stores: Stores, client: str | None) -> int | None:
    return None if client is None else stores.clients.by_name(client).id


def _record(
    stores: Stores, now: datetime, action: str, phones: Sequence[str], client: str | None, n: int
) -> None:
    subject = phones[0] if len(phones) == 1 else ""
    stores.audit.record(now, action, subject, {"client": client or "", "numbers": n})
