"""The storage port's part for forecasts: what waits, how calls went, and what was forecast."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from engine.forecast.kept import Forecast
from engine.forecast.learning import Seen
from engine.forecast.model import Group


class ForecastStore(Protocol):
    def waiting(self, campaign_id: int) -> list[Group]:
        """A campaign's contacts that are not done, those who are being called among them; alike
        ones counted together, retries of the same five minutes too."""
        ...

    def seen(self, campaign_id: int, since: datetime, most: int) -> list[Seen]:
        """The first ``most`` calls that began then or later and are over."""
        ...

    def talks(self, campaign_id: int, since: datetime, most: int) -> list[float]:
        """How long operators talked with subscribers, in seconds; offered then or later."""
        ...

    def wrap_ups(self, operator_ids: Sequence[int], since: datetime, most: int) -> list[float]:
        """How long they wrote afterwards, in seconds."""
        ...

    def last_end(self, campaign_id: int, since: datetime) -> datetime | None:
        """When the last of the calls that began then or later was over; None: there is none."""
        ...

    def keep(self, campaign_id: int, forecast: Forecast) -> int:
        """Its id."""
        ...

    def of_campaign(self, campaign_id: int, most: int = 20) -> list[Forecast]:
        """Those that are kept, the newest first."""
        ...
