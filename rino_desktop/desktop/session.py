"""Whose work a coroutine of the desktop is: his who sat here when it was begun.

It may go on after he has signed out (a thread that ends late, an answer of the database), and then
somebody else may sit here. Whatever it asks then it is not given, and what it is told late it does
not get to see: it ends, as a cancelled one does, and nobody is told of it.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import Context, ContextVar, copy_context
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from engine.errors import KnownError
from engine.ports.audit import Actor
from engine.ports.storage import StorageUnavailable

P = ParamSpec("P")
T = TypeVar("T")


class SignedOut(asyncio.CancelledError):
    """Who began the work has gone: it ends, and that is no fault."""


@dataclass(eq=False, slots=True)
class Session:
    """From the moment that somebody signs in, or out, to the next such moment."""

    actor: Actor
    over: bool = False


#: Unset: whoever sits here at the moment (the window's own loop, what Qt calls).
_of_work: ContextVar[Session] = ContextVar("session")
_leaving: ContextVar[bool] = ContextVar("leaving", default=False)


def of_work(current: Session) -> Session:
    """Whose the running work is. SignedOut."""
    return require(_of_work.get(current))


def require(session: Session) -> Session:
    """SignedOut when it is over, unless its work is being put away."""
    if session.over and not (_leaving.get() and _of_work.get(None) is session):
        raise SignedOut
    return session


def context_of(current: Session) -> Context:
    """For a task that is begun now."""
    context = copy_context()
    if _of_work not in context:
        context.run(_of_work.set, current)
    return context


def go_on_as(session: Session) -> None:
    """The running work has signed somebody in or out itself: the rest of it is of the new session.
    The window's own loop stays nobody's."""
    if _of_work.get(None) is not None:
        _of_work.set(session)
        _leaving.set(False)


@contextmanager
def belonging_to(session: Session) -> Iterator[None]:
    """A turn of the window's own loop, which must not go on as somebody else in its middle."""
    token = _of_work.set(session)
    try:
        yield
    finally:
        _of_work.reset(token)


async def put_away(session: Session, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """As him who has gone: to be run as a task of its own."""
    _of_work.set(session)
    _leaving.set(True)
    await work()


@contextmanager
def asking(session: Session) -> Iterator[Actor]:
    """Around what is awaited: the answer, or why there is none, is for him alone. SignedOut."""
    require(session)
    try:
        yield session.actor
    except (KnownError, StorageUnavailable, OSError):
        require(session)
        raise
    require(session)


@contextmanager
def answering() -> Iterator[None]:
    """``asking`` for whoever has begun the running work; of the window's own loop nothing is
    asked."""
    session = _of_work.get(None)
    if session is None:
        yield
    else:
        with asking(session):
            yield


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """``asyncio.to_thread``, whose answer is for him alone who began it. SignedOut."""
    with answering():
        return await asyncio.to_thread(work, *args, **kwargs)
