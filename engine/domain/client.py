"""A client: for whom an office that calls for others runs campaigns."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Client:
    """``details``: contract, contact person … in the office's own words. ``own_refusals``: who
    says in a call for this client that he is not to be called again is put on the client's own
    do-not-call list, and not on that of the whole office. ``archived``: gets no new campaigns."""

    id: int
    name: str
    created_at: datetime
    details: str = ""
    own_refusals: bool = False
    archived: bool = False
