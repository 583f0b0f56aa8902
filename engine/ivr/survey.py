"""Questions of surveys, as they were asked."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """``id`` is its name for ever; ``version`` tells apart wordings of the same question (made
    from the wording itself unless the scheme names one). ``kind``: ``single`` | ``multiple`` |
    ``scale``. ``wording`` and the options' texts by language; a scale's options are its numbers."""

    id: str
    version: str
    kind: str
    wording: Mapping[str, str]
    options: tuple[tuple[str, Mapping[str, str]], ...] = ()
    scale_min: int | None = None
    scale_max: int | None = None
