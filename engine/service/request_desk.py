"""Requests: registered, changed and escalated, each in one transaction.

What windows and commands call; every change goes through the machine of ``engine.requests``.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from engine.errors import KnownError
from engine.ports.requests import RequestConflict, RequestFilter
from engine.ports.storage import Database, Stores
from engine.requests.machine import (
    Assign,
    Classify,
    Command,
    apply,
    handle_timer,
    next_timer,
    register,
)
from engine.requests.model import Category, Request

#: So many escalations are done in one go.
_PORTION = 100


def add(stores: Stores, request: Request, now: datetime) -> Request:
    """Register it; who gets it must be known. KnownError without a subject or a category."""
    category = stores.requests.category(request.category)
    request = replace(
        request,
        person=person_named(stores, request.person),
        group=group_named(stores, request.group),
        links=replace(request.links, phone=request.links.phone[:20]),
    )
    registered, changes = register(request, category, now)
    return stores.requests.add(registered, changes, next_timer(registered, category))


def change(
    stores: Stores,
    request_id: int,
    commands: Sequence[Command],
    who: str,
    now: datetime,
    *,
    revision: int | None = None,
) -> Request:
    """All commands or none. ``revision``: what the user has seen; RequestConflict when it is
    another by now."""
    request = stores.requests.get(request_id)
    if revision is not None and revision != request.revision:
        raise RequestConflict(
            "somebody else has changed the request {number} in the meantime.",
            mend="Look at it again, then repeat the change.",
            number=request_id,
        )
    for command in commands:
        if isinstance(command, Assign):
            command = replace(
                command,
                person=person_named(stores, command.person),
                group=group_named(stores, command.group),
            )
        changed, changes = apply(request, command, who, now)
        if not changes:
            continue
        category = command.category if isinstance(command, Classify) else _of(stores, changed)
        stores.requests.save(changed, changes, next_timer(changed, category))
        request = changed
    return request


def mine(stores: Stores, person: str) -> RequestFilter:
    """What a person has to do: his own, and those of his groups that nobody has taken."""
    name = person_named(stores, person)
    key = name.casefold()
    groups = [
        group for group, people in stores.requests.groups().items()
        if key in (each.casefold() for each in people)
    ]  # fmt: skip
    return RequestFilter(person=name, own_groups=groups)


def escalate_due(database: Database, now: datetime) -> int:
    """Do all escalations whose time has come; how many requests that were. Of several engine
    nodes one does each."""
    done = 0
    while True:
        due = database.transact(lambda stores: stores.requests.due_escalations(now, _PORTION))
        if not due:
            return done
        for request in due:
            done += database.transact(partial(_escalate, request_id=request.id, now=now))


def _escalate(stores: Stores, request_id: int, now: datetime) -> int:
    request = stores.requests.get(request_id)
    category = _of(stores, request)
    changed, changes = handle_timer(request, category, now)
    at = next_timer(changed, category)
    if not changes:
        # The category has other rules by now, or another node was quicker.
        stores.requests.set_escalation(request_id, at)
        return 0
    stores.requests.save(changed, changes, at)
    return 1


def _of(stores: Stores, request: Request) -> Category:
    """A category that was removed has no rules any more."""
    known = {each.name.casefold(): each for each in stores.requests.categories()}
    return known.get(request.category.casefold(), Category(request.category))


def person_named(stores: Stores, name: str) -> str:
    """As it is written; KnownError when nobody is called so."""
    return stores.users.by_name(name).name if name else ""


def group_named(stores: Stores, name: str) -> str:
    if not name:
        return ""
    groups = stores.requests.groups()
    found = next((each for each in groups if each.casefold() == name.casefold()), None)
    if found is None:
        raise KnownError(
            "there is no group named '{name}'.",
            mend="There are: {names}. A new one: rino-desktop request group add NAME PERSON…",
            name=name,
            names=", ".join(groups) or "–",
        )
    return found
