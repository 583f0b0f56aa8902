"""Why a contact was, or was not, called at a moment of the past: by what is stored, and by the
rules of today where nothing is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from engine.domain.call_counting import PastCall
from engine.domain.campaign import CampaignState
from engine.domain.refusal_words import refusal_words
from engine.guard import NoRight
from engine.ports.audit import AuditFilter
from engine.ports.contact_life import CallDetails
from engine.ports.history import PastCall as Call
from engine.ports.ledger import Consent, LiveCall
from engine.ports.storage import Stores
from engine.reports import names
from rino_desktop.contacts.life import former_phones, list_title, moment
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    pass

from rino_desktop.contacts.why_model import MOST_CALLS, NEAR, Finding, Says
from rino_desktop.contacts.why_rules import Looking, of_refusal


class Past(Looking):
    def findings(self) -> Iterator[Finding]:
        calls = self._calls()
        details = self.stores.contact_life.call_details([c.call_key for c in calls])
        mine = [c for c in calls if self._is_mine(details.get(c.call_key))]
        yield from self._happened(mine)
        yield from self._ledger()
        yield from self.listed()
        yield from self.withdrawn()
        yield from self._campaign_then()
        yield from self._tries_then(mine)
        yield from self.rules(cast("Stores", _StoresAt(self.stores, self.at)))
        yield from self._engine_then()

    def _calls(self) -> list[Call]:
        changes = self.stores.contact_life.changes([self.contact.id], MOST_CALLS)
        phones = list(dict.fromkeys([*self.contact.phones, *former_phones(changes)]))
        calls = self.stores.history.of_phones(phones, MOST_CALLS)
        return [call for call in calls if call.call_key > 0 and not call.skipped]

    def _is_mine(self, details: CallDetails | None) -> bool:
        return details is not None and details.contact_id == self.contact.id

    def _happened(self, calls: Sequence[Call]) -> Iterator[Finding]:
        for call in calls:
            end = call.ended_at or self.now
            if call.at - NEAR <= self.at <= end + timedelta(seconds=1):
                result = names.disposition(call.disposition, language()) if (
                    call.disposition) else t("not over yet")  # fmt: skip
                yield Finding(
                    "called", Says.HAPPENED,
                    t("He was called {moment} on {phone}: {result}.", moment=moment(call.at),
                      phone=call.phone, result=result),
                    {"at": call.at.isoformat(), "phone": call.phone, "attempt": call.call_key},
                    stored=True,
                )  # fmt: skip

    def _ledger(self) -> Iterator[Finding]:
        rules = self.campaign.settings.rules
        for refused in self.stores.contact_life.refusals([self.contact.id], (), MOST_CALLS):
            until = refused.refusal.lifts_at or refused.last_at
            if refused.first_at - NEAR <= self.at <= max(until, refused.last_at + NEAR):
                law = next((p for p in rules if p.key == refused.refusal.preset), None)
                words = t("Refused {first}–{last}, {times} times: {why}",
                          first=moment(refused.first_at), last=moment(refused.last_at),
                          times=refused.times,
                          why=refusal_words(refused.refusal, language(), law))  # fmt: skip
                yield replace(of_refusal(refused.refusal, words), stored=True)

    def _campaign_then(self) -> Iterator[Finding]:
        wanted = AuditFilter(action="campaign.", campaign_id=self.campaign.id)
        try:
            entries = self.stores.audit.entries(wanted, MOST_CALLS)
        except NoRight as error:  # the rest is told all the same
            yield Finding("campaign", Says.UNKNOWN, said(error))
            return
        changed_after = [e for e in entries if e.at > self.at and e.action == "campaign.update"]
        before = next(
            (e for e in entries if e.at <= self.at and isinstance(e.details.get("state"), list)),
            None,
        )
        if before is None:
            yield Finding(
                "campaign", Says.UNKNOWN,
                t("Whether the campaign ran then is not stored: the audit log tells of no start "
                  "before."),
            )  # fmt: skip
        else:
            state = CampaignState(str(cast("list[object]", before.details["state"])[1]))
            runs = state is CampaignState.RUNNING
            yield Finding(
                "campaign", Says.ALLOWS if runs else Says.FORBIDS,
                t("The campaign: {state}, since {moment} ({who}).",
                  state=names.campaign_state(state, language()), moment=moment(before.at),
                  who=before.actor.name),
                {"state": state.value, "since": before.at.isoformat(), "who": before.actor.name},
                stored=True,
            )  # fmt: skip
        if changed_after:
            yield Finding(
                "settings", Says.UNKNOWN,
                t("The campaign's settings were changed afterwards, {moment}: what follows is "
                  "worked out by those of today.", moment=moment(changed_after[-1].at)),
            )  # fmt: skip

    def _tries_then(self, calls: Sequence[Call]) -> Iterator[Finding]:
        lists = self.stores.contact_book.lists(self.campaign.id)
        mine = next((info for info in lists if info.id == self.row.import_id), None)
        if mine is not None and mine.imported_at > self.at and "operator:" not in mine.name:
            yield Finding(
                "list", Says.FORBIDS,
                t("He came into the campaign only {moment}, with the list {name}.",
                  moment=moment(mine.imported_at), name=list_title(mine.name)),
                {"imported_at": mine.imported_at.isoformat(), "list": mine.name}, stored=True,
            )  # fmt: skip
        earlier = [c for c in calls if c.ended_at is not None and c.ended_at <= self.at]
        maximum = self.campaign.settings.retry.max_attempts
        given = {"tries": len(earlier), "maximum": maximum}
        if not earlier:
            yield Finding("tries", Says.ALLOWS, t("He had not been called before."), given,
                          stored=True)  # fmt: skip
            return
        last = max(earlier, key=lambda call: call.at)
        assert last.ended_at is not None
        assert last.disposition is not None
        result = names.disposition(last.disposition, language())
        told = t("Tries: {tries} of {maximum}; the last {moment}: {result}.", tries=len(earlier),
                 maximum=maximum, moment=moment(last.at), result=result)  # fmt: skip
        same = sum(c.disposition is last.disposition for c in earlier)
        delays = self.campaign.settings.retry.delays.get(last.disposition, ())
        if len(earlier) >= maximum or same > len(delays):
            yield Finding("done", Says.FORBIDS, t("{told} By the rules of today no more follow.",
                                                  told=told), given)  # fmt: skip
            return
        next_at = last.ended_at + delays[same - 1]
        says = Says.FORBIDS if next_at > self.at else Says.ALLOWS
        yield Finding(
            "waits" if says is Says.FORBIDS else "tries", says,
            t("{told} By the rules of today the next follows {next}.", told=told,
              next=moment(next_at)),
            {**given, "next_at": next_at.isoformat()}, next_at,
        )  # fmt: skip

    def _engine_then(self) -> Iterator[Finding]:
        near = self.stores.contact_life.campaign_dialled(
            self.campaign.id, self.at - NEAR, self.at + NEAR, 1000
        )
        if near:
            yield Finding(
                "engine", Says.ALLOWS,
                t("Engines dialled the campaign then: {calls} calls within five minutes.",
                  calls=near),
                {"calls": near}, stored=True,
            )  # fmt: skip
        else:
            yield Finding(
                "engine", Says.UNKNOWN,
                t("Nobody else of the campaign was called within five minutes: whether engine and "
                  "lines were there is not stored."),
                {"calls": 0},
            )  # fmt: skip


class _StoresAt:
    """What calls and consents there were at a moment, for rules that ask the stores."""

    def __init__(self, stores: Stores, at: datetime) -> None:
        self.ledger = _LedgerAt(stores, at)
        self.consents = _ConsentsAt(stores, at)


class _LedgerAt:
    def __init__(self, stores: Stores, at: datetime) -> None:
        self._stores, self._at = stores, at

    def past_calls(self, identities: Sequence[str], since: datetime) -> list[PastCall]:
        calls = self._stores.ledger.past_calls(identities, since)
        return [
            call if call.ended_at is None or call.ended_at <= self._at
            else replace(call, ended_at=None, disposition=None)
            for call in calls
            if call.reserved_at < self._at
        ]  # fmt: skip

    def live_calls(self, identities: Sequence[str], since: datetime) -> list[LiveCall]:
        return [
            LiveCall(call.phone, call.attempt_id, call.campaign_id)
            for call in self.past_calls(identities, since)
            if call.ended_at is None
        ]


class _ConsentsAt:
    """Those that were on file then: one that was added later allowed nothing."""

    def __init__(self, stores: Stores, at: datetime) -> None:
        self._stores, self._at = stores, at

    def of(self, phones: Sequence[str]) -> list[Consent]:
        filed = self._stores.consents.of(phones)
        return [c for c in filed if c.added_at is None or c.added_at <= self._at]
