"""The ends of running campaigns on the wallboard, forecast in the background, one at a time."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from engine.errors import KnownError
from engine.forecast.bands import FinishBand
from engine.ports.storage import StorageUnavailable
from engine.service.forecast_runs import Cancelled
from rino_desktop.ends_ahead import EndAhead, EndsAhead
from rino_desktop.texts.errors import said
from rino_desktop.wallboard import CampaignNow, Wallboard


class MakesForecasts(Protocol):
    async def end_from_now(self, name: str) -> FinishBand: ...


class EndForecasts:
    """``start`` owns the task and reports its bugs (``Tasks.start``)."""

    def __init__(
        self, forecasts: MakesForecasts,
        start: Callable[[Coroutine[Any, Any, None]], "asyncio.Task[None] | None"],
    ) -> None:  # fmt: skip
        self._forecasts = forecasts
        self._start = start
        self._ends = EndsAhead()
        self._task: asyncio.Task[None] | None = None

    def of(self, board: Wallboard, now: datetime) -> Mapping[int, EndAhead]:
        """What is known of the campaigns on the board; begins another forecast where one is due.
        To be called while the board is looked at."""
        if self._task is None or self._task.done():
            due = self._ends.due(board.campaigns, now)
            self._task = self._start(self._make(due, now)) if due is not None else None
        return self._ends.shown(board.campaigns, now)

    async def end(self) -> None:
        """Its processes are ended too; nothing of what was known stays."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait({task})
        self._ends.forget()

    async def _make(self, campaign: CampaignNow, began: datetime) -> None:
        try:
            band = await self._forecasts.end_from_now(campaign.name)
        except (KnownError, StorageUnavailable) as error:
            self._ends.failed(campaign, said(error), began, datetime.now(UTC))
        except Cancelled:
            return
        except Exception as error:
            # A bug, reported by whoever owns the task; not to be met again every second.
            self._ends.failed(campaign, str(error), began, datetime.now(UTC))
            raise
        else:
            self._ends.made(campaign, band, began, datetime.now(UTC))
