"""Before a campaign starts: the check-list, and a call to a number."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop import campaign_test_call, preflight
from rino_desktop.campaign_actions import Action
from rino_desktop.console.campaign.preflight_list import PreflightDialog
from rino_desktop.console.campaign.test_call_dialog import TestCallDialog
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.session import in_thread
from rino_desktop.texts.errors import said


class CampaignStart(QObject):
    """``act`` does what a button beside a finding offers."""

    def __init__(self, console: Console, act: Callable[[Action, str], None]) -> None:
        super().__init__(console.window)
        self._console = console
        self._act = act

    # --- the check-list ---------------------------------------------------------------------------

    def ask(self, name: str, start: Callable[[str], None]) -> None:
        """Check, show it, and ``start`` when somebody says so."""
        dialog = PreflightDialog(name, self._console.window)
        dialog.start_wanted.connect(lambda: start(name))
        dialog.list.test_wanted.connect(lambda: self.test(name))

        def act(action: Action) -> None:
            dialog.reject()
            self._act(action, name)

        dialog.list.action_wanted.connect(act)

        def look() -> None:
            dialog.show_findings((), over=False)
            self._console.tasks.start_for(dialog, self._check(name, dialog))

        dialog.again.clicked.connect(look)
        dialog.open()
        look()

    async def _check(self, name: str, dialog: PreflightDialog) -> None:
        try:
            await self.check(name, dialog.show_findings)
        except (KnownError, StorageUnavailable):
            dialog.reject()  # there is no such campaign, or no database, any more
            raise

    async def check(self, name: str, show: Callable[..., None]) -> None:
        """What the database knows at once, and then what the world says."""
        settings, now = self._console.connection.settings, datetime.now(UTC)
        found, wanted = await self._console.connection.run(
            lambda stores: preflight.of_database(settings, stores, name, now)
        )
        show(found, over=False)
        rest = await in_thread(preflight.outside, settings, wanted)
        show([*found, *rest], over=True)

    # --- a call to a number -----------------------------------------------------------------------

    def test(self, name: str) -> None:
        dialog = TestCallDialog(name, self._console.window)
        dialog.call_wanted.connect(
            lambda number: self._console.tasks.start_for(dialog, self._call(dialog, name, number))
        )
        dialog.open()

    async def _call(self, dialog: TestCallDialog, name: str, number: str) -> None:
        run, now = self._console.connection.run, datetime.now(UTC)
        dialog.show_progress(self.tr("An engine is being asked…"))
        try:
            command = await run(
                lambda stores: campaign_test_call.order(stores, name, number, {}, now)
            )
            give_up = time.monotonic() + campaign_test_call.PICK_UP_S
            while True:
                taken, result = await run(lambda s: campaign_test_call.outcome(s, command))
                if result is not None:
                    break
                if taken:
                    dialog.show_progress(self.tr("It rings, or somebody talks…"))
                elif time.monotonic() > give_up:
                    raise campaign_test_call.nobody_takes()
                await asyncio.sleep(campaign_test_call.POLL_S)
            campaign_test_call.require_placed(result)
            blocks = await run(lambda stores: campaign_test_call.blocks(stores, name))
        except (KnownError, StorageUnavailable) as error:
            dialog.show_result(said(error), good=False)
        else:
            dialog.show_result("\n".join(campaign_test_call.lines(result, blocks)), good=True)
