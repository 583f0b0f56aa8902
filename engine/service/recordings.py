"""Where recordings of calls lie in the voice store."""

import re
from datetime import UTC, datetime

#: First folders of what calls leave in the voice store.
RECORDINGS, MESSAGES = "recordings", "messages"
_OF_ATTEMPT = re.compile(r"(?:recordings|messages)/(?:[^/]+/){4}(\d{1,18})(?:-\d+)?\.wav")
#: Names that Windows keeps for devices, whatever the extension.
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def recording_name(campaign: str, attempt_id: int, at: datetime) -> str:
    """``recordings/2026/11/23/debtors-november/1042.wav``, with ``/`` on every system.

    The day is that of ``at`` in UTC, so that a day's folder can be archived without asking which
    zone a campaign lives in. The attempt id is unique: campaigns whose names come out alike may
    share a folder.
    """
    return f"{RECORDINGS}/{_day(at)}/{folder_of(campaign)}/{attempt_id}.wav"


def message_name(campaign: str, attempt_id: int, at: datetime, number: int) -> str:
    """``messages/2026/11/23/debtors-november/1042-1.wav``: what the subscriber said at a
    ``record`` node; ``number`` counts the messages of one attempt."""
    return f"{MESSAGES}/{_day(at)}/{folder_of(campaign)}/{attempt_id}-{number}.wav"


def _day(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y/%m/%d}"


def attempt_of(name: str) -> int | None:
    """The attempt that a recording or message belongs to; None: the name is of something else."""
    found = _OF_ATTEMPT.fullmatch(name)
    return int(found[1]) if found else None


def folder_of(campaign: str) -> str:
    """The name of a campaign's folders, safe on every system."""
    name = re.sub(r"[^\w.-]+", "_", campaign).strip("._-")[:60] or "campaign"
    return f"_{name}" if _RESERVED.fullmatch(name) else name
