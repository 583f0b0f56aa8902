"""What a method of a store is called with."""

from collections.abc import Callable, Mapping
from typing import Any, cast


def named(
    method: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> dict[str, Any]:
    """The arguments by their names, without those that are left out."""
    code = cast(Any, method).__func__.__code__
    names = code.co_varnames[1 : code.co_argcount]
    return {**dict(zip(names, args, strict=False)), **kwargs}
