"""The settings of the chosen campaign: shown, judged, saved, taken from and put into files."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from engine.domain.campaign import Campaign, CampaignSettings
from engine.domain.presets import Presets
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import (
    campaign_changes,
    campaign_document,
    campaign_faults,
    campaign_file,
    scheme_variables,
)
from rino_desktop.campaign_changes import ChangedMeanwhileError
from rino_desktop.campaign_edit import NO_FILE
from rino_desktop.campaign_values import SettingFault
from rino_desktop.console.campaign.conflict_dialog import ConflictDialog
from rino_desktop.desktop.campaign_receipts import Receipts
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.office_presets import OfficePresets
from rino_desktop.file_names import file_name
from rino_desktop.scheme_variables import Declared
from rino_desktop.texts.errors import said

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unsaved:
    """``base``: the settings that ``document`` was made from."""

    base: CampaignSettings
    document: Document


class CampaignSettingsDesk(QObject):
    """What is not saved outlives the choice of another campaign."""

    def __init__(self, console: Console, receipts: Receipts, known: OfficePresets) -> None:
        super().__init__(console.window)
        self._console = console
        self._receipts = receipts
        self._view = console.window.campaigns.details.settings
        self._campaign: Campaign | None = None
        self._base: CampaignSettings | None = None
        self._unsaved: dict[int, Unsaved] = {}
        self._known = known
        #: Case-folded name of a scheme → what it declares.
        self._variables: Mapping[str, tuple[Declared, ...]] = {}
        self._view.judge = self._judge
        self._view.save_wanted.connect(lambda d: console.tasks.start(self._save(d)))
        self._view.export_wanted.connect(self._ask_target)
        self._view.load_wanted.connect(self._ask_source)

    def show(self, campaign: Campaign | None) -> None:
        """The chosen one as it is now; what is being filled in stays."""
        before = self._campaign
        if before is not None and (campaign is None or campaign.id != before.id):
            self._keep(before)
        self._campaign = campaign
        if campaign is None:
            return
        if before is None or before.id != campaign.id:
            kept = self._unsaved.pop(campaign.id, None)
            self._base = kept.base if kept is not None else campaign.settings
            self._view.show_document(campaign_document.document(self._base))
            if kept is not None:
                self._view.fill(kept.document)
        elif campaign.settings != self._base and not self._view.dirty:
            self._base = campaign.settings
            self._view.show_document(campaign_document.document(campaign.settings))

    def offer_variables(self, known: Mapping[str, tuple[Declared, ...]]) -> None:
        self._variables = known
        self._view.offer_variables(known)

    def forget(self) -> None:
        """Another database, or nobody sits here any more."""
        self._unsaved.clear()
        self._campaign = self._base = None

    def _keep(self, campaign: Campaign) -> None:
        if self._view.dirty and self._base is not None:
            try:
                document = self._view.document()
            except ValueError:
                return  # text that is no TOML yet
            self._unsaved[campaign.id] = Unsaved(self._base, document)

    # --- what is wrong ----------------------------------------------------------------------------

    def _judge(self, document: Document) -> tuple[Mapping[str, str], Mapping[str, str]]:
        today = datetime.now(UTC).date()
        try:
            known = self._known.now
        except KnownError as error:
            return {"campaign.preset": said(error)}, {}
        faults = campaign_faults.faults(document, known, today)
        faults = faults or scheme_variables.faults_in(document, self._variables)
        own = self._campaign
        name = document.get("campaign", {}).get("name")
        if own is not None and name != own.name and not faults:
            faults = {"": self.tr("A campaign keeps its name; clone it under another one.")}
        if faults:
            return faults, {}
        settings = campaign_file.read(NO_FILE, deepcopy(document), known)
        return {}, campaign_faults.notes(settings, known, today)

    # --- saving -----------------------------------------------------------------------------------

    async def _save(self, document: Document) -> None:
        await self._known.read()
        campaign, base, known = self._campaign, self._base, self._known.now
        if campaign is None or base is None:
            return
        mine = campaign_file.read(NO_FILE, deepcopy(document), known)
        await self._write(campaign, base, mine, known)

    async def _write(
        self, campaign: Campaign, base: CampaignSettings, mine: CampaignSettings, known: Presets
    ) -> None:
        now = datetime.now(UTC)

        def work(stores: Stores) -> tuple[Campaign, list[int]]:
            posted: list[int] = []
            checked = campaign_file.checked(NO_FILE, mine, stores, known)
            saved = campaign_changes.change(stores, checked, now, base, posted.append)
            return saved, posted

        try:
            saved, posted = await self._console.connection.run(work)
        except ChangedMeanwhileError as error:
            self._ask(campaign, base, mine, error.theirs.settings)
            return
        except SettingFault as fault:
            place = campaign_faults.place_of(fault)
            self._view.say_faults({place: campaign_faults.words_of(fault)})
            self._view.go(place)
            return
        if self._campaign is not None and self._campaign.id == saved.id:
            self._campaign, self._base = saved, saved.settings
            self._view.show_document(campaign_document.document(saved.settings))
        self._receipts.follow(campaign.id, self.tr("Saved"), posted[0] if posted else None)
        self._console.changed()

    def _ask(
        self, campaign: Campaign, base: CampaignSettings, mine: CampaignSettings,
        theirs: CampaignSettings,
    ) -> None:  # fmt: skip
        dialog = ConflictDialog(
            campaign.name,
            campaign_document.differences(base, mine),
            campaign_document.differences(base, theirs),
            self._console.window,
        )

        def act(what: str) -> None:
            if what == "theirs":
                self._base = theirs
                self._view.show_document(campaign_document.document(theirs))
            else:
                self._console.tasks.start(self._merge(campaign, base, mine, theirs))

        dialog.chosen.connect(act)
        dialog.open()

    async def _merge(
        self, campaign: Campaign, base: CampaignSettings, mine: CampaignSettings,
        theirs: CampaignSettings,
    ) -> None:  # fmt: skip
        # While somebody thinks it over a preset may become stricter, too.
        await self._known.read()
        known = self._known.now
        both = campaign_changes.merged(base, mine, theirs, known)
        await self._write(campaign, theirs, both, known)

    # --- files ------------------------------------------------------------------------------------

    def _ask_target(self) -> None:
        if self._campaign is None:
            return
        dialog = self._dialog(self.tr("Save the settings into a file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(file_name(self._campaign.name, ".toml"))
        dialog.fileSelected.connect(self._export)
        dialog.open()

    def _export(self, file: str) -> None:
        try:
            text = campaign_document.text(self._view.document())
            Path(file).write_text(text, encoding="utf-8", newline="\n")
        except (ValueError, OSError) as error:
            self._console.window.say_trouble(str(error))
        else:
            self._console.window.status.say(self.tr("Written: {file}").format(file=file))

    def _ask_source(self) -> None:
        dialog = self._dialog(self.tr("Take the settings from a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._load)
        dialog.open()

    def _load(self, file: str) -> None:
        """Filled in under the campaign's own name; nothing is saved yet."""
        campaign = self._campaign
        if campaign is None:
            return
        path = Path(file)
        try:
            settings = campaign_file.parse(path, path.read_bytes(), self._known.now)
        except KnownError as error:
            self._console.window.say_trouble(said(error))
        except OSError as error:
            self._console.window.say_trouble(f"{file}: {error.strerror}")
        else:
            renamed = replace(settings, name=campaign.name)
            self._view.fill(campaign_document.document(renamed))

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(
            self._console.window, title, str(Path.home()), self.tr("Campaigns (*.toml)")
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog
