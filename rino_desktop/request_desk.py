"""Requests for the workstation's panel. The window is ``rmt.requests.panel``."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from engine.errors import KnownError
from engine.ports.requests import RequestFilter
from engine.ports.storage import Stores
from engine.requests.model import Change, Links, Request
from engine.service import request_desk
from rino_desktop.form_desk import Runs
from rino_desktop.phones import to_e164
from rmt.requests.desk import Board, Card, Choices, Whose, Wish

#: Times in the database are kept to 0.1 ms.
_SAME = timedelta(milliseconds=1)


class DatabaseRequestsDesk:
    """Fulfils rmt.requests.desk.RequestsDesk. ``user``: who is signed in; ``country``: of numbers
    without a code, "" for the office's (docs/orders.md, [orders])."""

    def __init__(self, database: Runs, user: str, country: str = "") -> None:
        self._database = database
        self._country = country
        self.user = user

    async def find(self, whose: Whose, words: str, *, ended: bool, limit: int) -> Board:
        now = datetime.now(UTC)

        def look(stores: Stores) -> Board:
            wanted = RequestFilter(text=words, all=ended)
            found: dict[int, Request] = {}
            for each in _filters(stores, whose, self.user, wanted):
                found.update({request.id: request for request in stores.requests.find(each, limit)})
            ordered = sorted(found.values(), key=lambda request: _order(request, now))
            return Board(tuple(ordered[:limit]), stores.requests.counts(now))

        return await self._database.run(look)

    async def card(self, request_id: int) -> Card:
        return await self._database.run(lambda stores: _card(stores, request_id))

    async def choices(self) -> Choices:
        def read(stores: Stores) -> Choices:
            people = tuple(user.name for user in stores.users.all() if not user.blocked)
            return Choices(
                tuple(stores.requests.categories()), stores.requests.groups(), people
            )  # fmt: skip

        return await self._database.run(read)

    async def register(self, request: Request) -> Request:
        def add(stores: Stores) -> Request:
            country = self._country or stores.orders.settings().country
            links = _in_full(request.links, country)
            made = replace(request, author=self.user, links=links)
            done = _registered_before(stores, made)
            return done or request_desk.add(stores, made, made.created_at)

        return await self._database.run(add)

    async def change(self, wish: Wish) -> Card:
        def do(stores: Stores) -> Card:
            if not _done_before(stores.requests.history(wish.request_id), self.user, wish.at):
                request_desk.change(
                    stores, wish.request_id, wish.commands, self.user, wish.at,
                    revision=wish.revision,
                )  # fmt: skip
            return _card(stores, wish.request_id)

        return await self._database.run(do)


def _in_full(links: Links, country: str) -> Links:
    """A short or internal number stays as it was typed."""
    try:
        return replace(links, phone=to_e164(links.phone, country))
    except KnownError:
        return links


def _filters(
    stores: Stores, whose: Whose, user: str, wanted: RequestFilter
) -> Sequence[RequestFilter]:
    if whose is Whose.ALL:
        return [wanted]
    if whose is Whose.MINE:
        return [replace(wanted, person=user)]
    key = user.casefold()
    return [
        replace(wanted, group=group) for group, people in stores.requests.groups().items()
        if key in (each.casefold() for each in people)
    ]  # fmt: skip


def _order(request: Request, now: datetime) -> tuple[object, ...]:
    """Overdue ones first, then those that matter most, then by deadline; ended ones last, the
    newest of them first."""
    if not request.is_open:
        return (2, 0, datetime.min.replace(tzinfo=UTC), -request.id)
    due = request.due_at or datetime.max.replace(tzinfo=UTC)
    overdue = request.overdue(now)
    return (0 if overdue else 1, 0 if overdue else -int(request.priority), due, request.id)


def _card(stores: Stores, request_id: int) -> Card:
    request = stores.requests.get(request_id)
    return Card(request, tuple(stores.requests.history(request_id)))


def _registered_before(stores: Stores, request: Request) -> Request | None:
    """The same one, when the answer to its registration was lost with the connection."""
    wanted = RequestFilter(all=True, text=request.subject)
    for each in stores.requests.find(wanted, 20):
        if each.author == request.author and abs(each.created_at - request.created_at) < _SAME:
            return each
    return None


def _done_before(history: Sequence[Change], who: str, at: datetime) -> bool:
    return any(change.who == who and abs(change.at - at) < _SAME for change in history[-20:])
