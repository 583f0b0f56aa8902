"""Why a contact is, or is not, called now: everything is known."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.domain.campaign import CampaignState
from engine.domain.contact import ContactState
from engine.reports import names
from rino_desktop import campaign_status, campaign_why
from rino_desktop.contacts.life import moment
from rino_desktop.texts import language, t

if TYPE_CHECKING:
    pass

from rino_desktop.contacts.why_model import Finding, Says
from rino_desktop.contacts.why_rules import Looking, of_refusal


class Present(Looking):
    def findings(self) -> Iterator[Finding]:
        yield from self.listed()
        yield from self.withdrawn()
        if self.campaign.state is not CampaignState.RUNNING:
            yield Finding(
                "campaign", Says.FORBIDS,
                t("The campaign is not running: {state}.",
                  state=names.campaign_state(self.campaign.state, language())),
                {"state": self.campaign.state.value}, stored=True,
            )  # fmt: skip
        yield from self._state_now()
        yield from self.rules(self.stores)
        status = campaign_why.read(
            self.stores, self.campaign.name, self.contact.phones[0], self.now
        )
        yield from (
            of_refusal(r, status.words(r)) for r in status.now if r.rule.startswith("quota")
        )
        yield from self._engine_now()

    def _state_now(self) -> Iterator[Finding]:
        contact, tries = self.contact, self.contact.progress.attempts
        maximum = self.campaign.settings.retry.max_attempts
        given = {"tries": tries, "maximum": maximum}
        match contact.state:
            case ContactState.IN_PROGRESS:
                yield Finding("in_progress", Says.HAPPENED, t("He is being called just now."),
                              given, stored=True)  # fmt: skip
            case ContactState.DONE:
                result = names.disposition(self.row.last_result, language()) if (
                    self.row.last_result) else ""  # fmt: skip
                yield Finding(
                    "done", Says.FORBIDS,
                    t("Done: not called any more. Tries: {tries} of {maximum}; the last: {result}.",
                      tries=tries, maximum=maximum, result=result or "—"),
                    given, stored=True,
                )  # fmt: skip
            case ContactState.EXCLUDED if (
                self.stores.contact_changes.withdrawal(contact.id) is None
            ):
                yield Finding("excluded", Says.FORBIDS, t("Excluded: not called any more."), given,
                              stored=True)  # fmt: skip
            case _ if contact.next_at > self.now:
                yield Finding(
                    "waits", Says.FORBIDS,
                    t("Waits for the next try: {moment}. Tries: {tries} of {maximum}.",
                      moment=moment(contact.next_at), tries=tries, maximum=maximum),
                    {**given, "next_at": contact.next_at.isoformat()}, contact.next_at, stored=True,
                )  # fmt: skip
            case _:
                yield Finding(
                    "tries", Says.ALLOWS,
                    t("Tries: {tries} of {maximum}.", tries=tries, maximum=maximum), given,
                    stored=True,
                )  # fmt: skip

    def _engine_now(self) -> Iterator[Finding]:
        if self.campaign.state is not CampaignState.RUNNING:
            return
        why = campaign_status.read(self.stores, self.campaign, self.now).why_idle
        if why:
            yield Finding("idle", Says.FORBIDS, why)
        else:
            yield Finding("idle", Says.ALLOWS, t("Engines are dialling the campaign."))
