"""The wizard: what it fills in is kept for its user until the campaign is made, or given up."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject

from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import (
    campaign_faults,
    campaign_file,
    campaign_templates,
    contact_lists,
    scheme_variables,
)
from rino_desktop.campaign_actions import Action
from rino_desktop.campaign_edit import NO_FILE
from rino_desktop.campaign_templates import Office
from rino_desktop.console.campaign.wizard import STEPS, WizardDialog
from rino_desktop.console.campaign.wizard_words import use_words
from rino_desktop.desktop.campaign_lists import ListFiles
from rino_desktop.desktop.campaign_making import CampaignMaking
from rino_desktop.desktop.campaign_names import (
    Names,
    Titles,
    names_there_are,
    office_there_is,
    titles_there_are,
)
from rino_desktop.desktop.campaign_start import CampaignStart
from rino_desktop.desktop.campaign_trunk import NewTrunk
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.office_presets import OfficePresets
from rino_desktop.scheme_variables import Declared, SchemeVariables
from rino_desktop.texts.errors import said
from rino_desktop.ui import dialogs
from rino_desktop.ui.dialogs import Choice

_KEPT = "campaign wizard"
Document = dict[str, Any]
Variables = dict[str, tuple[Declared, ...]]


class CampaignWizard(QObject):
    """``start`` starts a campaign that was checked; ``act`` does what is mended elsewhere."""

    def __init__(
        self, console: Console, checks: CampaignStart, start: Callable[[str], None],
        act: Callable[[Action, str], None], known: OfficePresets,
    ) -> None:  # fmt: skip
        super().__init__(console.window)
        self._console = console
        self._start = start
        self._act = act
        self._known = known
        self._files = ListFiles(console)
        self._making = CampaignMaking(console, checks, known, self._files, lambda: self.dialog)
        self._trunks = NewTrunk(console, self._on_trunk)
        self.dialog: WizardDialog | None = None
        self._office = Office()
        self._report_titles: dict[str, str] = {}
        self._variables_of = SchemeVariables()
        self._variables: Variables = {}
        self._use = ""

    # --- opening ----------------------------------------------------------------------------------

    def open(self) -> None:
        self._console.tasks.start(self._open())

    async def _open(self) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
            return
        self._use = self._making.name = ""
        user = self._console.user_name()
        settings = self._console.connection.settings
        await self._known.read()
        known = self._known.now

        def read(s: Stores) -> tuple[object, Office, Names, Titles, Variables]:
            kept = s.user_state.get(user, _KEPT)
            return (
                kept,
                office_there_is(s),
                names_there_are(s),
                titles_there_are(s, known, settings),
                self._variables_of.read(s),
            )

        kept, self._office, names, titles, self._variables = await self._console.connection.run(
            read
        )
        self._report_titles = titles["reports"]
        if isinstance(kept, dict) and not await self._goes_on(kept):
            kept = None
        dialog = self.dialog = WizardDialog(self._judge, self._console.window)
        for page in (dialog.template, dialog.rules, dialog.operators):
            page.offer({**names, "presets": known.names()}, titles)
        dialog.template.offer_variables(self._variables)
        dialog.trunks.show_trunks(self._office.trunks)
        self._connect(dialog)
        if isinstance(kept, dict):
            self._fill(dialog, kept)
        else:
            # One that is current but not chosen would look as if none were.
            dialog.uses.setCurrentRow(0)
        dialog.open()
        dialog.uses.setFocus()

    async def _goes_on(self, kept: dict[str, Any]) -> bool:
        name = kept.get("document", {}).get("campaign", {}).get("name", "")
        answer = await dialogs.ask(
            self._console.window, self.tr("Go on with “{name}”?").format(name=name),
            self.tr("A new campaign was left before it was made. What was filled in is there."),
            [Choice("anew", self.tr("Begin anew")), Choice("on", self.tr("Go on"), "primary")],
        )  # fmt: skip
        return answer == "on"

    def _connect(self, dialog: WizardDialog) -> None:
        start = self._console.tasks.start
        dialog.use_chosen.connect(self._on_use)
        dialog.filled.connect(self._keep)
        dialog.list.file_wanted.connect(self._ask_file)
        dialog.list.home_changed.connect(self._on_home)
        dialog.trunks.connect_wanted.connect(self.connect_trunk)
        dialog.make_wanted.connect(lambda: start(self._make()))
        dialog.check.action_wanted.connect(self._on_action)
        dialog.check.test_wanted.connect(self._making.test)
        dialog.start_wanted.connect(lambda: start(self._finish(started=True)))
        dialog.given_up.connect(lambda: start(self._give_up()))
        dialog.left.connect(lambda: start(self._finish(started=False)))
        dialog.finished.connect(self._on_closed)

    def _fill(self, dialog: WizardDialog, kept: dict[str, Any]) -> None:
        self._use = str(kept.get("use", ""))
        dialog.uses.blockSignals(True)
        dialog.uses.choose(self._use)
        dialog.uses.blockSignals(False)
        reports = campaign_templates.REPORTS.get(self._use, ())
        dialog.show_document(kept.get("document", {}), self._titles(reports))
        dialog.list.show_file(str(kept.get("list", "")))
        dialog.list.home.edit.setText(str(kept.get("home", "")))
        step = str(kept.get("step", STEPS[0]))
        dialog.go(step if step in STEPS[:-1] else "operators")

    def _titles(self, kinds: Sequence[str]) -> tuple[str, ...]:
        """What these reports are called."""
        return tuple(self._report_titles.get(kind, kind) for kind in kinds)

    def _on_closed(self) -> None:
        self.dialog = None

    # --- filling in -------------------------------------------------------------------------------

    def _on_use(self, use: str) -> None:
        dialog = self.dialog
        if dialog is None or not use or use == self._use:
            return
        self._use = use
        try:
            made = campaign_templates.template(use, self._office, use_words()[use][0])
        except KnownError as error:
            dialog.refuse(said(error))
            return
        document = scheme_variables.without_strangers(made.document, self._variables)
        dialog.show_document(document, self._titles(made.reports))
        dialog.template.show_missing(made.missing, str(made.document["campaign"].get("scheme", "")))
        dialog.filled.emit()

    def _judge(self, document: Document) -> tuple[dict[str, str], dict[str, str]]:
        today, known = datetime.now(UTC).date(), self._known.now
        faults = campaign_faults.faults(document, known, today)
        name = document.get("campaign", {}).get("name", "").casefold()
        taken = {each.casefold() for each in self._office.campaigns}
        if name in taken and name != self._making.name.casefold():
            faults["campaign.name"] = self.tr("There is a campaign of that name.")
        empty = campaign_templates.unfilled(document)
        if "variables" not in faults:
            for each in empty:
                faults[f"variables.{each}"] = self.tr(
                    "Fill in what the scheme is to say, or say that it is not needed."
                )
            faults.update(scheme_variables.faults_in(document, self._variables))
        if faults:
            return faults, {}
        settings = campaign_file.read(NO_FILE, deepcopy(document), known)
        return {}, campaign_faults.notes(settings, known, today)

    def _keep(self) -> None:
        """As it is now, so that nothing is lost when the program goes, or the dialog at once."""
        dialog = self.dialog
        if dialog is None or dialog.step == 0 or self._making.name:
            return
        try:
            document = dialog.document()
        except ValueError:
            return
        state = {
            "use": self._use, "document": document, "list": dialog.list.file,
            "home": dialog.list.home.text(), "step": STEPS[dialog.step],
        }  # fmt: skip
        self._console.tasks.start(self._put(state))

    async def _put(self, kept: object) -> None:
        user = self._console.user_name()
        await self._console.connection.run(lambda s: s.user_state.put(user, _KEPT, kept))

    def _on_home(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        clocks = ""
        try:
            clocks = contact_lists.clocks(
                contact_lists.home_zones(dialog.list.home.text(), "RU"), datetime.now(UTC)
            )
        except KnownError as error:
            dialog.list.home.say_fault(said(error))
        else:
            dialog.list.home.say_fault("")
        dialog.list.home.show_clocks(clocks)
        dialog.filled.emit()

    def _ask_file(self) -> None:
        dialog = self._files.file_dialog(self.dialog)
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    def _on_file(self, file: str) -> None:
        if self.dialog is not None:
            self.dialog.list.show_file(file)
            self.dialog.filled.emit()

    def connect_trunk(self) -> None:
        self._trunks.ask(self.dialog)

    def _on_trunk(self, office: Office, name: str) -> None:
        self._office = office
        if self.dialog is not None:
            self.dialog.trunks.show_trunks(office.trunks)
            editor = self.dialog.trunks.editors["campaign.trunk"]
            if editor.raw() is None:
                editor.widget.setEditText(name)  # type: ignore[attr-defined] # a combo box
        self._console.changed()

    # --- making -----------------------------------------------------------------------------------

    async def _make(self) -> None:
        if self.dialog is not None and await self._making.make(self.dialog):
            self._office = await self._console.connection.run(office_there_is)

    def _on_action(self, action: Action) -> None:
        """In the wizard where it can be, else where the page does it."""
        if not self._making.mend(action):
            self._console.tasks.start(self._leave_for(action))

    async def _leave_for(self, action: Action) -> None:
        """The draft is made and stays; the page goes where it can be mended."""
        if self.dialog is not None:
            self.dialog.close_now()
        await self._put(None)
        self._act(action, self._making.name)

    # --- its end ----------------------------------------------------------------------------------

    async def _finish(self, *, started: bool) -> None:
        name = self._making.name
        if not name:
            return  # what was filled in is kept
        await self._put(None)
        if started:
            self._start(name)
        self._console.changed()
        self._console.window.campaigns.choose(name)

    async def _give_up(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        sure = not self._use or await dialogs.confirm(
            dialog, self.tr("Give up this campaign?"),
            self.tr("Nothing of what was filled in, nor of its list, stays."),
            self.tr("Give it up"), danger=True,
        )  # fmt: skip
        if not sure:
            dialog.stay()
            return
        await self._making.unmake()
        self._use = ""
        await self._put(None)
        dialog.close_now()
        self._console.changed()
