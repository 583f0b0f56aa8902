"""What ``doctor`` tells of one thing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """``state``: ``ok`` | ``warning`` (something optional is missing) | ``bad``. ``name`` is for
    programs, ``what`` for people."""

    name: str
    state: str
    what: str
    detail: str
    mend: str = ""
