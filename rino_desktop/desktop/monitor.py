"""The monitor page: reads the wallboard while it is looked at."""

from datetime import UTC, datetime, timedelta

from rino_desktop import wallboard
from rino_desktop.desktop.console_part import Console, ConsolePart
from rino_desktop.wallboard import Wallboard

#: How often retries ahead are counted.
_RETRIES_EVERY = timedelta(seconds=30)


class Monitor(ConsolePart):
    page = "monitor"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._page = page = console.window.monitor
        self._retries_at = datetime.min.replace(tzinfo=UTC)
        page.campaign_wanted.connect(console.window.go_campaign)
        page.full_screen_wanted.connect(console.window.show_whole)

    async def refresh(self) -> None:
        if not self.in_view:
            return
        now = datetime.now(UTC)
        began = wallboard.day_began(now)
        connection = self.console.connection
        board = await connection.run(lambda stores: wallboard.read(stores, now, began))
        self._page.show_board(board)
        await self._show_retries(board, now)

    async def leave(self) -> None:
        self.console.window.show_whole(False)
        self._page.forget()
        self._retries_at = datetime.min.replace(tzinfo=UTC)

    async def _show_retries(self, board: Wallboard, now: datetime) -> None:
        if now - self._retries_at < _RETRIES_EVERY:
            return
        self._retries_at = now
        ids = tuple(campaign.id for campaign in board.campaigns)
        counts = await self.console.connection.run(
            lambda stores: wallboard.retries(stores, ids, now)
        )
        first = now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)
        self._page.show_retries(first + wallboard.RETRY_STEP, counts)
