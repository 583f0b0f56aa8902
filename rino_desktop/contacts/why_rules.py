"""Rules that stand between a contact and a call at any moment."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from engine.domain.attempt import OpenAttempt
from engine.domain.campaign import Campaign
from engine.domain.contact import Contact
from engine.domain.presets import in_force
from engine.domain.refusal import DO_NOT_CALL, ERASED, Refusal
from engine.domain.refusal_words import refusal_words
from engine.guard import NoRight
from engine.ports.contact_book import BookRow
from engine.ports.storage import Stores
from engine.service.call_limits import Opening, refusals_of
from rino_desktop.contacts.life import moment
from rino_desktop.contacts.why_model import Finding, Says
from rino_desktop.spoken_moments import spoken_minute
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import said


@dataclass
class Looking:
    stores: Stores
    row: BookRow
    contact: Contact
    campaign: Campaign
    phone: str
    at: datetime
    now: datetime

    def listed(self) -> Iterator[Finding]:
        client = self.stores.clients.of_campaign(self.campaign.id)
        whose = (None, None if client is None else client.id)
        for entry in self.stores.do_not_call.of([self.phone]):
            if entry.client_id not in whose:
                continue
            given = {"source": entry.source, "added_at": entry.added_at.isoformat()}
            if entry.added_at <= self.at:
                yield Finding(
                    DO_NOT_CALL, Says.FORBIDS,
                    t("The number is on the do-not-call list since {moment} ({source}).",
                      moment=moment(entry.added_at), source=entry.source),
                    given, stored=True,
                )  # fmt: skip
                return
            yield Finding(
                DO_NOT_CALL, Says.ALLOWS,
                t("The number came onto the do-not-call list only afterwards, {moment}.",
                  moment=moment(entry.added_at)),
                given, stored=True,
            )  # fmt: skip
            return
        if self.at < self.now:
            yield Finding(
                DO_NOT_CALL, Says.UNKNOWN,
                t("The number is on no do-not-call list today; whether it was on one then and has "
                  "been taken off is not stored."),
            )  # fmt: skip
        else:
            yield Finding(
                DO_NOT_CALL, Says.ALLOWS, t("The number is on no do-not-call list."), stored=True
            )

    def withdrawn(self) -> Iterator[Finding]:
        found = self.stores.contact_changes.withdrawal(self.contact.id)
        if found is None or found.at > self.at:
            return
        who = found.who or t("the list that was refreshed")
        reason = found.reason
        if reason == "no_match":
            reason = t("no longer in the list")
        elif reason == ERASED:
            who, reason = t("retention"), t("his data were deleted; import the list again")
        yield Finding(
            "withdrawn", Says.FORBIDS,
            t("Withdrawn {moment} by {who}: {reason}.", moment=moment(found.at), who=who,
              reason=reason),
            {"at": found.at.isoformat(), "who": found.who, "reason": found.reason}, stored=True,
        )  # fmt: skip

    def rules(self, stores: Stores) -> Iterator[Finding]:
        """Hours, consents, limits: as they are worked out before each call."""
        settings = self.campaign.settings
        settings = replace(settings, rules=in_force(settings.rules, self.at.date()))
        attempt = OpenAttempt(
            0, self.campaign.id, self.contact.id, self.contact.progress.attempts + 1, self.phone,
            0, 0, self.at,
        )  # fmt: skip
        refused: dict[str, Refusal] = {}
        try:
            for refusal in refusals_of(stores, Opening(attempt, self.contact, settings), self.at):
                refused[refusal.rule] = refusal
        except NoRight as error:  # calls of other clients' campaigns count, too
            yield Finding("limits", Says.UNKNOWN, said(error))
        for refusal in refused.values():
            law = next((p for p in settings.rules if p.key == refusal.preset), None)
            yield of_refusal(refusal, refusal_words(refusal, language(), law))
        if "hours" not in refused and "legal_hours" not in refused:
            from engine.service.contact_hours import local_clock

            clock = local_clock(settings, self.contact.zones, self.at)
            yield Finding(
                "hours", Says.ALLOWS,
                t("Within the calling hours: {clock} at the subscriber's ({hours}).",
                  clock=spoken_minute(datetime.fromisoformat(clock.time)),
                  hours=clock.hours.replace("-", "–")),
                {"local_time": clock.time, "zone": clock.zone, "hours": clock.hours},
            )  # fmt: skip
        if not any(rule.startswith("limit_") for rule in refused) and any(
            preset.limits for preset in settings.rules
        ):
            yield Finding("limits", Says.ALLOWS, t("No limit on calls to a person was used up."))


def of_refusal(refusal: Refusal, words: str) -> Finding:
    return Finding(refusal.rule, Says.FORBIDS, words, dict(refusal.inputs), refusal.lifts_at)
