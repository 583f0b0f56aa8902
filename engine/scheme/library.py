"""Schemes by their names: how one scheme is found that another one calls."""

from collections.abc import Callable

from engine.scheme.model import Scheme

#: The scheme of a name; None: there is none. Names are compared without regard to case.
Library = Callable[[str], Scheme | None]
