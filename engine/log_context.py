"""What a line of the log is about: ids that are bound around the work, and inherited by the tasks
and timers that it begins.

Only ids: no numbers of subscribers, no names of persons.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import Context, ContextVar, copy_context

#: In this order in every line.
NAMES = ("node", "campaign", "attempt", "call", "trunk", "worker")

_bound: ContextVar[Mapping[str, str | int]] = ContextVar("log_context", default={})  # noqa: B039


def current() -> Mapping[str, str | int]:
    """What is bound here, in the order of ``NAMES``."""
    bound = _bound.get()
    return {name: bound[name] for name in NAMES if name in bound}


@contextmanager
def about(**ids: str | int) -> Iterator[None]:
    """Lines that are written within are about these, too."""
    token = _bound.set({**_bound.get(), **ids})
    try:
        yield
    finally:
        _bound.reset(token)


def bind(**ids: str | int) -> None:
    """From now on, in this task and in what it begins."""
    _bound.set({**_bound.get(), **ids})


def of_node() -> Context:
    """A context in which nothing but the node is bound: for what a call sets off and what is not
    about that call any more."""
    bound = _bound.get()
    context = copy_context()
    context.run(_bound.set, {"node": bound["node"]} if "node" in bound else {})
    return context
