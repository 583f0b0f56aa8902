"""The wizard's last step: the campaign that is made of what was filled in, with its list, looked
over, mended and started."""

import asyncio
from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable, Stores
from rino_desktop import campaign_changes, campaign_faults, campaign_file
from rino_desktop.campaign_actions import Action
from rino_desktop.campaign_edit import NO_FILE
from rino_desktop.campaign_values import SettingFault
from rino_desktop.console.campaign.wizard import WizardDialog
from rino_desktop.desktop.campaign_lists import ListFiles
from rino_desktop.desktop.campaign_start import CampaignStart
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.office_presets import OfficePresets
from rino_desktop.preflight_finding import Finding
from rino_desktop.texts.errors import said

#: Where in the wizard that is which a finding of the check-list is about.
_STEPS = {
    Action.TRUNK: "trunks", Action.LINES: "trunks", Action.CALLER_ID: "trunks",
    Action.HOURS: "rules", Action.RETRIES: "rules", Action.PRESET: "rules",
    Action.OPERATORS: "operators", Action.FORM: "template",
}  # fmt: skip
#: An engine that was just asked to start has told of itself by then.
_ENGINE_S = 2.0


class CampaignMaking(QObject):
    """``shown``: the wizard, while it is open."""

    def __init__(
        self, console: Console, checks: CampaignStart, known: OfficePresets, files: ListFiles,
        shown: Callable[[], WizardDialog | None],
    ) -> None:  # fmt: skip
        super().__init__(console.window)
        self._console = console
        self._checks = checks
        self._known = known
        self._files = files
        self._shown = shown
        #: The campaign that there is already, "" before.
        self.name = ""
        #: Counts the looks: what an earlier one still finds is out of date.
        self._looks = 0
        console.lists.filled.connect(self._on_list)

    async def make(self, dialog: WizardDialog) -> bool:
        """The draft, with its list; then its check-list. Again after going back: it is changed.
        False: the dialog says why it cannot be made."""
        await self._known.read()
        known = self._known.now
        document, now = dialog.document(), datetime.now(UTC)
        file = dialog.list.file
        made, settings = self.name, campaign_file.read(NO_FILE, deepcopy(document), known)

        def work(stores: Stores) -> str:
            checked = campaign_file.checked(NO_FILE, settings, stores, known)
            if made and made.casefold() != settings.name.casefold():
                campaign_changes.remove_draft(stores, made, now)
            elif made:
                return campaign_changes.change(stores, checked, now).name
            return campaign_changes.create(stores, checked, now).name

        dialog.refuse("")
        try:
            name = await self._console.connection.run(work)
        except (KnownError, StorageUnavailable) as error:
            if isinstance(error, SettingFault):
                place = campaign_faults.place_of(error)
                text = campaign_faults.words_of(error)
                dialog.refuse(f"{campaign_faults.label_of(place)}: {text}")
            else:
                dialog.refuse(said(error))
            return False
        fresh, self.name = name != made, name
        if file and fresh:
            told = await self._files.take(name, file, dialog.list.home.text())
            if told is None:
                dialog.list.show_file("")
            dialog.check.show_note(told or "")
        dialog.show_check()
        await self.look()
        self._console.changed()
        return True

    async def unmake(self) -> None:
        name, now = self.name, datetime.now(UTC)
        if name:
            await self._console.connection.run(
                lambda stores: campaign_changes.remove_draft(stores, name, now)
            )
        self.name = ""

    # --- looked over ------------------------------------------------------------------------------

    async def look(self) -> None:
        """Anew; one that is under way finds nothing any more, nor does one whose dialog is gone."""
        dialog = self._shown()
        if dialog is None:
            return
        self._looks += 1
        this = self._looks

        def show(findings: Sequence[Finding], *, over: bool) -> None:
            if self._looks == this and self._shown() is dialog:
                dialog.show_findings(findings, over=over)

        show((), over=False)
        await self._checks.check(self.name, show)

    async def _look_later(self) -> None:
        await asyncio.sleep(_ENGINE_S)
        await self.look()

    def test(self) -> None:
        self._checks.test(self.name)

    def mend(self, action: Action) -> bool:
        """What the button beside a finding offers. False: nothing of this is done in the wizard."""
        dialog = self._shown()
        if dialog is None:
            return True
        if action is Action.CONTACTS:
            self._console.lists.import_into(self.name)
        elif action in _STEPS:
            dialog.go(_STEPS[action])
        elif action is Action.ENGINE:
            self._console.window.settings.engine_start_wanted.emit()
            self._console.tasks.start(self._look_later())
        else:
            return False
        return True

    def _on_list(self, campaign: str) -> None:
        if campaign == self.name and self._shown() is not None:
            self._console.tasks.start(self.look())
