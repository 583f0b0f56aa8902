"""The storage port's part for clients."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from engine.domain.client import Client


class ClientStore(Protocol):
    """Names are compared without regard to case. KnownError for a name that nobody has, or that
    another client has."""

    def add(self, name: str, details: str, now: datetime) -> Client: ...
    def change(self, client: Client) -> Client:
        """All but its id and the day it was created; campaigns and users stay its own."""
        ...

    def by_name(self, name: str) -> Client: ...
    def by_id(self, client_id: int) -> Client | None: ...
    def all(self) -> list[Client]:
        """By name, archived ones too."""
        ...

    def of_campaigns(self) -> Mapping[int, int]:
        """Campaign → client, of those that have one."""
        ...

    def of_campaign(self, campaign_id: int) -> Client | None:
        """None: the office's own."""
        ...

    def give_campaign(self, campaign_id: int, client_id: int | None) -> None:
        """Engines go by it at the next call."""
        ...

    def of_report_forms(self) -> Mapping[str, int]:
        """Report form, as it is called → client, of those that have one."""
        ...

    def give_report_form(self, name: str, client_id: int | None) -> None: ...
    def of_users(self) -> Mapping[int, int]:
        """User → the client whose campaigns are all that he sees."""
        ...

    def confine_user(self, user_id: int, client_id: int | None) -> None: ...
