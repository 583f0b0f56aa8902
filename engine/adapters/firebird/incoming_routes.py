"""Routes of calls that come in. Their order is a number of its own, with gaps after removals."""

from engine.adapters.firebird.codec import decode, encode, name_key
from engine.adapters.firebird.connection import Connection
from engine.domain.incoming import (
    IncomingTrunk,
    Route,
    RouteKind,
    RouteSettings,
    check_route,
)
from engine.domain.trunk import TrunkSettings
from engine.errors import KnownError


class IncomingRoutesPart:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def routes(self) -> list[Route]:
        return [
            Route(row[0], row[1], row[2], decode(RouteSettings, row[3]))
            for row in self._sql.rows(
                "SELECT r.id, r.order_number, r.trunk_id, r.settings FROM incoming_routes r"
                " JOIN trunks t ON t.id = r.trunk_id AND t.removed = 0"
                " ORDER BY r.order_number, r.id"
            )
        ]

    def add_route(self, settings: RouteSettings, place: int | None = None) -> Route:
        trunk_id = self._checked(settings)
        # One at a time: two that are added at once must not get the same place.
        self._lock()
        routes = self.routes()
        if place is not None and place <= len(routes):
            position = routes[max(place, 1) - 1].position
            self._sql.execute(
                "UPDATE incoming_routes SET order_number = order_number + 1"
                " WHERE order_number >= ?",
                (position,),
            )
        else:
            position = max((route.position for route in routes), default=0) + 1
        (route_id,) = self._sql.next_ids("incoming_route_ids", 1)
        self._sql.execute(
            "INSERT INTO incoming_routes (id, order_number, trunk_id, settings)"
            " VALUES (?, ?, ?, ?)",
            (route_id, position, trunk_id, encode(settings)),
        )
        return Route(route_id, position, trunk_id, settings)

    def change_route(self, route_id: int, settings: RouteSettings) -> Route:
        trunk_id = self._checked(settings)
        self._lock()
        if not self._sql.changed(
            "UPDATE incoming_routes SET trunk_id = ?, settings = ? WHERE id = ?",
            (trunk_id, encode(settings), route_id),
        ):
            raise _no_route(route_id)
        return next(route for route in self.routes() if route.id == route_id)

    def move_route(self, route_id: int, place: int) -> None:
        self._lock()
        order = [route.id for route in self.routes()]
        if route_id not in order:
            raise _no_route(route_id)
        order.remove(route_id)
        order.insert(max(place, 1) - 1, route_id)
        for position, each in enumerate(order, 1):
            self._sql.execute(
                "UPDATE incoming_routes SET order_number = ? WHERE id = ? AND order_number <> ?",
                (position, each, position),
            )

    def remove_route(self, route_id: int) -> None:
        if not self._sql.changed("DELETE FROM incoming_routes WHERE id = ?", (route_id,)):
            raise _no_route(route_id)

    def trunks(self) -> list[IncomingTrunk]:
        rows = self._sql.rows("SELECT trunk_id, most_calls, sources FROM incoming_trunks")
        return [
            IncomingTrunk(trunk_id, lines, tuple(filter(None, sources.split(","))))
            for trunk_id, lines, sources in rows
        ]

    def set_trunk(self, settings: IncomingTrunk) -> None:
        sources = ",".join(settings.sources)
        if len(sources) > 1000:
            raise KnownError("these are too many hosts.", mend="Name fewer, or * for any.")
        self._sql.execute(
            "UPDATE OR INSERT INTO incoming_trunks (trunk_id, most_calls, sources)"
            " VALUES (?, ?, ?) MATCHING (trunk_id)",
            (settings.trunk_id, settings.lines, sources),
        )

    def _lock(self) -> None:
        self._sql.row("SELECT name FROM locks WHERE name = 'LINES' WITH LOCK")

    def _checked(self, settings: RouteSettings) -> int:
        """The trunk's number."""
        check_route(settings)
        trunk_id = self._trunk(settings.trunk)
        if settings.kind is RouteKind.SCHEME:
            self._require_scheme(settings.target)
        if settings.after_hours:
            self._require_scheme(settings.after_hours)
        return trunk_id

    def _trunk(self, name: str) -> int:
        row = self._sql.row(
            "SELECT id, settings FROM trunks WHERE removed = 0 AND name_key = ?", (name_key(name),)
        )
        if row is None:
            raise KnownError(
                "there is no trunk named '{name}'.", mend="See: rino-desktop trunk list", name=name
            )
        trunk = decode(TrunkSettings, row[1])
        if not trunk.register and trunk.ports is None:
            raise KnownError(
                "nobody can ring the trunk '{name}': it does not register, and its SIP port is"
                " any free one.",
                mend="Add it anew with --register or with --ports FROM-TO.",
                name=trunk.name,
            )
        return int(row[0])

    def _require_scheme(self, name: str) -> None:
        found = self._sql.row(
            "SELECT published_id FROM schemes WHERE name_key = ?", (name_key(name),)
        )
        if found is None or found[0] is None:
            raise KnownError(
                "there is no published scheme '{name}'.",
                mend="Publish it first: rino-desktop scheme publish {name}",
                name=name,
            )


def _no_route(route_id: int) -> KnownError:
    return KnownError(
        "there is no route {number}.",
        mend="See: rino-desktop incoming route list",
        number=route_id,
    )
