"""Why somebody was or was not called, asked and answered; the answer to a complaint."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable, Stores
from rino_desktop.contacts import complaint, complaint_report
from rino_desktop.contacts.why import Explanation, explain
from rino_desktop.desktop.console_part import Console
from rino_desktop.phones import to_e164
from rino_desktop.texts.errors import said
from rino_desktop.ui.files import target_dialog

_KNOWN = (KnownError, StorageUnavailable)
_MOST_REFUSED = 1000


class ContactLedger(QObject):
    def __init__(
        self, console: Console, run: Callable[[Callable[[Stores], Any]], Any],
        card: Callable[[int], None],
    ) -> None:  # fmt: skip
        super().__init__(console.window)
        self._console = console
        self._run = run
        self._ledger = ledger = console.window.contacts.ledger
        start = console.tasks.start
        ledger.why_wanted.connect(lambda *asked: start(self._why(*asked)))
        ledger.complaint_wanted.connect(self._ask_file)
        ledger.totals_wanted.connect(lambda *asked: start(self._totals(*asked)))
        ledger.refused_wanted.connect(lambda *asked: start(self._refused(*asked)))
        ledger.card_wanted.connect(card)

    async def _why(self, number: str, campaign: str, at: datetime | None) -> None:
        now = datetime.now(UTC)

        def read(stores: Stores) -> list[Explanation]:
            phone = to_e164(number, _country(stores, campaign))
            if campaign:
                chosen = stores.campaigns.by_name(campaign)
                found = stores.ledger.contact_of(chosen.id, phone)
                ids = [] if found is None else [found]
            else:
                ids = stores.contact_book.with_phone(phone)
            return [explain(stores, each, at or now, now, phone) for each in ids]

        try:
            explanations = await self._run(read)
        except KnownError as error:
            self._ledger.say(said(error))
            return
        if explanations:
            self._ledger.show_explanations(explanations)
        else:
            self._ledger.say(
                self.tr("No campaign has this number: nothing of ours called it as a contact.")
            )

    async def _totals(self, campaign: str, since: datetime, until: datetime) -> None:
        self._ledger.show_totals(
            await self._run(
                lambda s: s.contact_life.rule_totals(s.campaigns.by_name(campaign).id, since, until)
            )
        )

    async def _refused(self, campaign: str, rule: str, since: datetime, until: datetime) -> None:
        found = await self._run(
            lambda s: s.contact_life.refused_by(
                s.campaigns.by_name(campaign).id, rule, since, until, _MOST_REFUSED
            )
        )
        self._ledger.show_refused([refused for _, refused in found])

    def _ask_file(self, number: str) -> None:
        dialog = target_dialog(
            self._console.window, self.tr("Answer to a complaint: {number}").format(number=number),
            {"pdf": "PDF (*.pdf)", "zip": "ZIP: PDF + JSON (*.zip)"},
        )  # fmt: skip
        dialog.fileSelected.connect(
            lambda name: self._console.tasks.start(self.answer(number, Path(name)))
        )
        dialog.open()

    async def answer(self, number: str, target: Path) -> None:
        """The answer to a complaint into a file, and into the audit log that it was taken."""
        now, who = datetime.now(UTC), self._console.user_name()

        def make(stores: Stores) -> complaint.Answer:
            phone = to_e164(number, _country(stores, ""))
            answer = complaint.collect(stores, phone, who, now)
            complaint.record(stores, answer, target.name, now)
            complaint_report.write(stores, answer, target, now)
            return answer

        try:
            answer = await self._run(make)
        except _KNOWN as error:
            self._ledger.say(said(error))
            return
        self._ledger.show_explanations(answer.now)
        self._console.window.say_trouble(
            self.tr("The answer was written to {file}; calls: {n}.").format(
                file=target, n=len(answer.calls)
            )
        )


def _country(stores: Stores, campaign: str) -> str:
    """Of numbers without a code: the campaign's; of all of them the first one's."""
    if campaign:
        return stores.campaigns.by_name(campaign).settings.country
    return next((c.settings.country for c in stores.campaigns.all()), "RU")
