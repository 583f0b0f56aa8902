"""The campaigns page: what it shows of the chosen one, and what is wished of campaigns."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from engine.domain.campaign import Campaign
from engine.domain.rights import Right
from engine.ports.audit import AuditEntry, AuditFilter
from engine.ports.storage import Stores
from rino_desktop import (
    campaign_board,
    campaign_changes,
    campaign_control,
    campaign_funnel,
    presets,
)
from rino_desktop.campaign_actions import Action
from rino_desktop.campaign_funnel import Funnel
from rino_desktop.campaign_references import References
from rino_desktop.console.campaign.details import LOG, OVERVIEW, SETTINGS_TAB
from rino_desktop.desktop.campaign_names import names_there_are, titles_there_are
from rino_desktop.desktop.campaign_receipts import Receipts
from rino_desktop.desktop.campaign_settings import CampaignSettingsDesk
from rino_desktop.desktop.campaign_start import CampaignStart
from rino_desktop.desktop.campaign_wizard import CampaignWizard
from rino_desktop.desktop.console_part import Console, ConsolePart
from rino_desktop.desktop.forecasts import Forecasts
from rino_desktop.desktop.list_at_start import bring_up_to_date
from rino_desktop.desktop.office_presets import OfficePresets
from rino_desktop.scheme_variables import SchemeVariables
from rino_desktop.ui import dialogs
from rino_desktop.ui.name_dialog import NameDialog

#: Between two counts of the funnel, seconds; and so many times as long as the count took.
_FUNNEL_S, _REST = 3.0, 10.0
#: A count that takes longer is not made anew for each call that ends.
_SLOW_S = 0.1
_ENTRIES = 200
_PLAIN: Mapping[str, Callable[..., Campaign]] = {
    "pause": campaign_control.pause,
    "stop": campaign_control.stop,
    "archive": campaign_control.archive,
    "unarchive": campaign_control.unarchive,
}


class Campaigns(ConsolePart):
    page = "campaigns"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._page = console.window.campaigns
        self._chosen = ""
        self._archive = False
        self._count_at = 0.0
        #: What the last count was made of, and whether it took long.
        self._counted: object = None
        self._slow = False
        self._variables = SchemeVariables()
        self.receipts = Receipts(console)
        self._presets = OfficePresets(console.connection)
        #: The campaign that they were read for.
        self._read_for = ""
        self.settings = CampaignSettingsDesk(console, self.receipts, self._presets)
        self.start = CampaignStart(console, self.act)
        self.wizard = CampaignWizard(console, self.start, self._start_now, self.act, self._presets)
        self.forecasts = Forecasts(
            console.window, console.connection, console.tasks, console.user_name
        )
        self._page.command_wanted.connect(self._on_command)
        self._page.chosen_changed.connect(self._on_chosen)
        self._page.archive_wanted.connect(self._on_archive)
        self._page.new_wanted.connect(self.wizard.open)
        self._page.details.action_wanted.connect(lambda action: self.act(action, self._chosen))
        self._page.details.tab_chosen.connect(lambda _tab: console.changed())

    # --- what is shown ----------------------------------------------------------------------------

    async def refresh(self) -> None:
        if not self.in_view:
            return
        if self._archive:
            now = datetime.now(UTC)
            self._page.show_archived(
                await self.console.connection.run(lambda s: campaign_board.archived(s, now))
            )
        name = self._chosen
        if not name or self._page.chosen() is None:
            return
        tabs = self._page.details.tabs
        tabs.setTabVisible(LOG, self.console.people.may(Right.AUDIT_VIEW))
        tab = tabs.currentIndex()
        if name != self._read_for or tab == SETTINGS_TAB:
            await self._presets.read()
            self._read_for = name
        # Last of all: what is saved while something else is read would be shown reverted.
        campaign, version = await self.console.connection.run(lambda s: _campaign(s, name))
        if name != self._chosen:
            return  # another one was chosen meanwhile
        self._page.details.show_used(campaign.settings.scheme, version)
        self.receipts.choose(campaign.id)
        self.settings.show(campaign)
        if tab == OVERVIEW:
            await self._count(campaign)
        elif tab == SETTINGS_TAB:
            await self._offer()
        elif tab == LOG:
            entries = await self.console.connection.run(lambda s: _log(s, campaign))
            self._page.details.log.table.show(entries)

    async def leave(self) -> None:
        self._chosen = self._read_for = ""
        self.settings.show(None)
        self.settings.forget()
        self.receipts.forget()

    def speak(self, language: str) -> None:
        self._count_at = 0.0

    async def _count(self, campaign: Campaign) -> None:
        status = self._page.chosen()
        stands = (campaign.revision, status.contacts if status is not None else None)
        if time.monotonic() < self._count_at and (stands == self._counted or self._slow):
            return
        now, began = datetime.now(UTC), time.monotonic()

        def work(stores: Stores) -> Funnel:
            return campaign_funnel.read(stores, campaign, now)

        funnel = await self.console.connection.run(work)
        took = time.monotonic() - began
        self._count_at = time.monotonic() + max(_FUNNEL_S, _REST * took)
        self._counted, self._slow = stands, took > _SLOW_S
        if campaign.name == self._chosen:
            self._page.details.overview.show_funnel(funnel)

    async def _offer(self) -> None:
        settings = self.console.connection.settings
        known = self._presets.now
        names, titles, variables = await self.console.connection.run(
            lambda stores: (
                names_there_are(stores), titles_there_are(stores, known, settings),
                self._variables.read(stores),
            )
        )  # fmt: skip
        self._page.details.settings.offer({**names, "presets": known.names()}, titles)
        self.settings.offer_variables(variables)

    def _on_chosen(self, name: str) -> None:
        self._chosen = name
        self._count_at = 0.0
        self._page.details.overview.show_funnel(None)
        self._page.details.say_receipt("")
        if not name:
            self.settings.show(None)
        self.console.changed()

    def _on_archive(self, wanted: bool) -> None:
        self._archive = wanted
        self.console.changed()

    # --- what is wished ---------------------------------------------------------------------------

    def act(self, action: Action, name: str) -> None:
        """What a button beside something that stands in the way offers."""
        window = self.console.window
        if action is Action.START:
            self.start.ask(name, self._start_now)
        elif action is Action.UNARCHIVE:
            self._on_command("unarchive", name)
        elif action is Action.ENGINE:
            self._go_settings("engine")
        elif action is Action.TRUNK:
            self._go_settings("trunks")
        elif action in (Action.PEOPLE, Action.BACKUP):
            self._go_settings(action.value)
        elif action is Action.SCHEME:
            window.rail.go("ivr-kit")
            chosen = self._page.chosen()
            if chosen is not None:
                window.schemes.choose(chosen.campaign.settings.scheme)
        elif action is Action.FORM:
            window.rail.go("forms")
        elif action is Action.CONTACTS:
            self.console.lists.import_into(name)
        else:
            window.go_campaign(name)
            self._page.details._on_action(action)

    def _go_settings(self, section: str) -> None:
        window = self.console.window
        if section in window.settings.shown:
            window.go_settings(section)
        elif section == "trunks":
            self.wizard.connect_trunk()
        else:
            window.say_trouble(self.tr("An administrator does that in Settings."))

    def _on_command(self, command: str, name: str) -> None:
        if command in ("start", "check"):
            self.start.ask(name, self._start_now)
        elif command == "test":
            self.start.test(name)
        elif command == "clone":
            self._ask_clone(name)
        elif command in ("import", "build", "imports"):
            self.console.lists.open(command, name)
        elif command == "forecast":
            self.forecasts.open(name)
        elif command == "delete":
            self.console.tasks.start(self._delete(name))
        else:
            self.console.tasks.start(self._command(command, name))

    def _start_now(self, name: str) -> None:
        self.console.tasks.start(self._command("start", name))

    async def _command(self, command: str, name: str) -> None:
        if command == "stop" and not await self._may_stop(name):
            return
        now, connection = datetime.now(UTC), self.console.connection
        if command == "start" and not await bring_up_to_date(self.console, name):
            return

        def change(stores: Stores) -> tuple[Campaign, list[int]]:
            posted: list[int] = []
            if command == "start":
                office = presets.of_office(connection.settings, stores)
                check = References(connection.settings).require
                done = campaign_control.start(stores, name, now, office, check, posted.append)
            else:
                done = _PLAIN[command](stores, name, now, posted.append)
            return done, posted

        campaign, posted = await connection.run(change)
        self.receipts.follow(campaign.id, self._done(command), posted[0] if posted else None)
        self._count_at = 0.0
        self.console.changed()
        if command == "start":
            # To be compared with the fact afterwards.
            self.console.tasks.start(self.forecasts.keep_at_start(name))

    async def _may_stop(self, name: str) -> bool:
        chosen = self._page.chosen()
        live = chosen.live if chosen is not None and chosen.campaign.name == name else 0
        if not live:
            return True
        return await dialogs.confirm(
            self.console.window,
            self.tr("Stop “{name}”?").format(name=name),
            self.tr("%n call(s) go on and would be ended at once. Pausing lets them go on.", "",
                    live),
            self.tr("End the calls"), danger=True,
        )  # fmt: skip

    def _done(self, command: str) -> str:
        return {
            "start": self.tr("Started"),
            "pause": self.tr("Paused"),
            "stop": self.tr("Stopped"),
            "archive": self.tr("Archived"),
            "unarchive": self.tr("Taken out of the archive"),
        }[command]

    def _ask_clone(self, name: str) -> None:
        dialog = NameDialog(
            self.console.window, self.tr("Clone “{name}”").format(name=name),
            self.tr("Name of the new campaign"), self.tr("Clone"),
            self.tr("{name} (copy)").format(name=name), may_stay=True,
        )  # fmt: skip
        dialog.named.connect(lambda new: self.console.tasks.start(self._clone(name, new)))
        dialog.open()

    async def _clone(self, name: str, new_name: str) -> None:
        now = datetime.now(UTC)
        campaign = await self.console.connection.run(
            lambda stores: campaign_changes.clone(stores, name, new_name, now)
        )
        await self.show(campaign.name)

    async def show(self, name: str) -> None:
        """Bring a campaign that has just come into the list to the front."""
        now = datetime.now(UTC)
        board = await self.console.connection.run(lambda s: campaign_board.read(s, now))
        self.console.window.show_board(board)
        self.console.window.go_campaign(name)
        self.console.changed()

    async def _delete(self, name: str) -> None:
        sure = await dialogs.confirm(
            self.console.window, self.tr("Delete “{name}”?").format(name=name),
            self.tr("The draft goes with its list. This cannot be undone."),
            self.tr("Delete"), danger=True,
        )  # fmt: skip
        if sure:
            now = datetime.now(UTC)
            await self.console.connection.run(
                lambda stores: campaign_changes.remove_draft(stores, name, now)
            )
            self.console.changed()


def _campaign(stores: Stores, name: str) -> tuple[Campaign, int | None]:
    campaign = stores.campaigns.by_name(name)
    wanted = campaign.settings.scheme.casefold()
    versions = (s.published for s in stores.schemes.all() if s.name.casefold() == wanted)
    return campaign, next(versions, None)


def _log(stores: Stores, campaign: Campaign) -> tuple[AuditEntry, ...]:
    return tuple(stores.audit.entries(AuditFilter(campaign_id=campaign.id), _ENTRIES))
