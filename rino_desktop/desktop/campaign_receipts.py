"""Whether an engine has taken up what was asked of a campaign, and when; or that none answers."""

import asyncio
import time
from datetime import datetime

from PySide6.QtCore import QObject

from engine.ports.storage import EngineCommand
from rino_desktop.desktop.console_part import Console

#: An engine that lives takes a command up within a second or two.
_PATIENCE_S = 6.0
_POLL_S = 0.25


class Receipts(QObject):
    """One line for each campaign: what was asked last, and how it stands."""

    def __init__(self, console: Console) -> None:
        super().__init__(console.window)
        self._console = console
        self._lines: dict[int, tuple[str, str]] = {}
        self._chosen: int | None = None

    def choose(self, campaign_id: int | None) -> None:
        self._chosen = campaign_id
        self._show()

    def forget(self) -> None:
        self._lines.clear()
        self._show()

    def follow(self, campaign_id: int, done: str, command_id: int | None) -> None:
        """``done``: what has been done in the database ("Paused"); ``command_id``: what an engine
        acknowledges, None when nobody has to."""
        at = f"{datetime.now().astimezone():%H:%M:%S}"
        if command_id is None:
            self._say(campaign_id, f"{done}, {at}.", "secondary")
            return
        self._say(campaign_id, self.tr("{done}, {time}; waiting for an engine…").format(
            done=done, time=at), "secondary")  # fmt: skip
        self._console.tasks.start(self._watch(campaign_id, done, at, command_id))

    async def _watch(self, campaign_id: int, done: str, at: str, command_id: int) -> None:
        give_up = time.monotonic() + _PATIENCE_S
        told = False
        while time.monotonic() < give_up + 10 * _PATIENCE_S:
            command: EngineCommand = await self._console.connection.run(
                lambda stores: stores.nodes.command(command_id)
            )
            if command.done_at is not None:
                when = f"{command.done_at.astimezone():%H:%M:%S}"
                self._say(campaign_id, self.tr("{done}, {time}; an engine took it up at {when}.")
                          .format(done=done, time=at, when=when), "good")  # fmt: skip
                return
            if not told and time.monotonic() > give_up:
                told = True
                self._say(campaign_id, self.tr(
                    "{done}, {time}; no engine answers: it holds as soon as one runs.").format(
                    done=done, time=at), "warning")  # fmt: skip
            await asyncio.sleep(_POLL_S if not told else 1.0)

    def _say(self, campaign_id: int, text: str, kind: str) -> None:
        self._lines[campaign_id] = text, kind
        self._show()

    def _show(self) -> None:
        text, kind = self._lines.get(self._chosen or 0, ("", "secondary"))
        self._console.window.campaigns.details.say_receipt(text, kind)
