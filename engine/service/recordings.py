"""Where recordings of calls lie in the voice store."""

import re
from datetime import UTC, datetime

#: Names that Windows keeps for devices, whatever the extension.
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def recording_name(campaign: str, attempt_id: int, at: datetime) -> str:
    """``recordings/2026/11/23/debtors-november/1042.wav``, with ``/`` on every system.

    The day is that of ``at`` in UTC, so that a day's folder can be archived without asking which
    zone a campaign lives in. The attempt id is unique: campaigns whose names come out alike may
    share a folder.
    """
    day = at.astimezone(UTC)
    return f"recordings/{day:%Y/%m/%d}/{_folder(campaign)}/{attempt_id}.wav"


def _folder(campaign: str) -> str:
    name = re.sub(r"[^\w.-]+", "_", campaign).strip("._-")[:60] or "campaign"
    return f"_{name}" if _RESERVED.fullmatch(name) else name
