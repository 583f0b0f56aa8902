"""The catalogue of services, and how the office takes orders."""

from collections.abc import Collection

from engine.adapters.firebird.codec import decode, encode, name_key, require_name
from engine.adapters.firebird.connection import Connection
from engine.errors import KnownError, Phrase
from engine.orders.checks import check_service
from engine.orders.model import Service
from engine.orders.settings import OrderSettings


class FirebirdOrderSettings:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def services(self, *, only_active: bool = False) -> list[Service]:
        rows = self._sql.rows("SELECT settings, active FROM order_services ORDER BY name_key")
        return [decode(Service, row[0]) for row in rows if row[1] or not only_active]

    def service(self, name: str) -> Service:
        row = self._sql.row(
            "SELECT settings FROM order_services WHERE name_key = ?", (name_key(name),)
        )
        if row is None:
            raise KnownError(
                "there is no service named '{name}'.",
                mend="There are: {names}. A new one: rino-desktop order catalogue add NAME",
                name=name,
                names=", ".join(each.name for each in self.services()) or "–",
            )
        return decode(Service, row[0])

    def save_services(self, services: Collection[Service]) -> None:
        for service in services:
            check_service(service)
            require_name(Phrase("service"), service.name, 200)
            self._sql.execute(
                "UPDATE OR INSERT INTO order_services (name_key, name, active, settings)"
                " VALUES (?, ?, ?, ?) MATCHING (name_key)",
                (name_key(service.name), service.name, int(service.active), encode(service)),
            )

    def remove_service(self, name: str) -> None:
        service = self.service(name)
        self._sql.execute(
            "DELETE FROM order_services WHERE name_key = ?", (name_key(service.name),)
        )

    def settings(self) -> OrderSettings:
        row = self._sql.row("SELECT settings FROM order_settings WHERE id = 1")
        return OrderSettings() if row is None else decode(OrderSettings, row[0])

    def save_settings(self, settings: OrderSettings) -> None:
        self._sql.execute(
            "UPDATE OR INSERT INTO order_settings (id, settings) VALUES (1, ?) MATCHING (id)",
            (encode(settings),),
        )

    def rename_person(self, before: str, after: str) -> None:
        self._sql.execute(
            "UPDATE orders SET person = ?, person_key = ? WHERE person_key = ?",
            (after, name_key(after), name_key(before)),
        )
