"""Retention in the settings: its rules."""

from collections.abc import Sequence

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable, Stores
from engine.ports.voice_files import RetentionRule
from engine.service import reject_retention
from engine.service.retention import KINDS, OF_OFFICE
from rino_desktop import retention
from rino_desktop.console.contacts.words import moment
from rino_desktop.console.settings.retention import RuleDialog
from rino_desktop.console.settings.section import Line
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.settings_part import SettingsPart, capital, now
from rino_desktop.desktop.settings_retention_runs import RetentionRuns
from rino_desktop.retention import RuleFault, Rules, kind_word
from rino_desktop.retention_protocol import campaign_word
from rino_desktop.texts.errors import said, said_mend, said_message
from rino_desktop.ui import dialogs


class RetentionHere(SettingsPart):
    section = "retention"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._shown = console.window.settings.retention
        self.runs = RetentionRuns(console)
        self._shown.rules.wanted.connect(
            lambda act, key: console.tasks.start(self._change(act, key))
        )

    async def refresh(self) -> None:
        if not self.in_view:
            return
        read = await self.console.connection.run(retention.read)
        self._shown.rules.show_lines(tuple(self._rule(rule, read) for rule in read.rules))
        if not read.rules:
            told = self.tr(
                "There is no rule: everything is kept for ever, except for the rows that imports"
                " have refused (%n day(s)).", "", reject_retention.USUAL_DAYS,
            )  # fmt: skip
        elif read.ran_at is None:
            told = self.tr("The rules have not been applied yet: an engine does it once a day.")
        else:
            told = self.tr("Applied last: {when}.").format(when=moment(read.ran_at))
        self._shown.rules.say(told, "secondary")
        await self.runs.refresh()

    async def leave(self) -> None:
        self._shown.rules.show_lines(())
        self._shown.rules.say("")
        self.runs.leave()

    # --- rules ------------------------------------------------------------------------------------

    async def _change(self, act: str, key: tuple[str, str] | None) -> None:
        read, laws = await self.console.connection.run(
            lambda stores: (retention.read(stores), retention.laws(stores))
        )
        rule = next((r for r in read.rules if (r.kind, r.campaign) == key), None)
        if act == "remove":
            if rule is not None:
                await self._remove(rule)
            return
        dialog = RuleDialog(
            self.console.window, {kind: capital(kind_word(kind)) for kind in KINDS}, read.campaigns,
            alike=OF_OFFICE, laws=laws,
            rule=None if rule is None else (rule.kind, rule.campaign, rule.days),
        )  # fmt: skip
        dialog.wanted.connect(
            lambda kind, names, days: self.console.tasks.start_for(
                dialog, self._save(dialog, kind, names, days, rule)
            )
        )
        dialog.open()

    async def _save(
        self, dialog: RuleDialog, kind: str, names: Sequence[str], days: int,
        rule: RetentionRule | None,
    ) -> None:  # fmt: skip
        """``rule``: the one that is changed; None: a new one."""
        base = None if rule is None else rule.days

        def save(stores: Stores) -> None:
            for name in names:
                # Of a whole client rules that are there are changed.
                alone = rule is None and len(names) == 1
                wished = RetentionRule(kind, name, days)
                retention.set_rule(stores, wished, now(), new=alone, base=base)

        try:
            await self.console.connection.run(save)
        except RuleFault as fault:
            dialog.say_fault(fault.field, f"{said_message(fault)} {said_mend(fault)}".strip())
            return
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return
        dialog.accept()
        await self.refresh()
        self._shown.rules.choose((kind, names[0]))

    async def _remove(self, rule: RetentionRule) -> None:
        sure = await dialogs.confirm(
            self.console.window,
            self.tr("Remove this rule?"),
            self.tr("{what}, {campaign}: kept for ever from now on, or as the rule for all "
                    "campaigns says.").format(
                what=kind_word(rule.kind), campaign=campaign_word(rule.campaign)
            ),
            self.tr("Remove"),
            danger=True,
        )  # fmt: skip
        if sure:
            await self.console.connection.run(
                lambda stores: retention.remove_rule(stores, rule.kind, rule.campaign, now())
            )
            await self.refresh()

    # --- lines ------------------------------------------------------------------------------------

    def _rule(self, rule: RetentionRule, read: Rules) -> Line:
        there = not rule.campaign or rule.campaign in read.campaigns
        tip = "" if there else self.tr("There is no such campaign any more.")
        days = self.tr("%n day(s)", "", rule.days)
        campaign = rule.campaign or capital(campaign_word(""))
        client = read.campaigns.get(rule.campaign, "")
        cells = (capital(kind_word(rule.kind)), campaign, days, client)
        return Line((rule.kind, rule.campaign), cells, "" if there else "warning", tip)
