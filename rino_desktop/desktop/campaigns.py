"""The campaigns page: what is wished of campaigns."""

import asyncio
from datetime import UTC, datetime

from engine.domain.campaign import Campaign
from engine.ports.storage import Stores
from rino_desktop import campaign_control, segments
from rino_desktop.campaign_references import References
from rino_desktop.desktop.console_part import Console, ConsolePart
from rino_desktop.desktop.forecasts import Forecasts

_COMMANDS = {
    "pause": campaign_control.pause,
    "stop": campaign_control.stop,
}


class Campaigns(ConsolePart):
    page = "campaigns"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self.forecasts = Forecasts(
            console.window, console.connection, console.tasks, console.user_name
        )
        console.window.campaigns.forecast_wanted.connect(self.forecasts.open)
        console.window.campaigns.command_wanted.connect(
            lambda command, name: console.tasks.start(self._command(command, name))
        )

    async def _command(self, command: str, name: str) -> None:
        now = datetime.now(UTC)
        connection = self.console.connection
        if command == "start":
            await asyncio.to_thread(segments.refresh_before_start, connection.settings, name)

        def change(stores: Stores) -> Campaign:
            if command == "start":
                check = References(connection.settings).require
                return campaign_control.start(stores, name, now, check=check)
            return _COMMANDS[command](stores, name, now)

        await connection.run(change)
        self.console.changed()
        if command == "start":
            # To be compared with the fact afterwards.
            self.console.tasks.start(self.forecasts.keep_at_start(name))
