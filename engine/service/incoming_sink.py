"""Writes what a call that has come in brings into the journal.

Nothing of it is an attempt. A contact who is still waited for may be settled by it; what the scheme
writes to external stores of a campaign is kept among the results: deliveries tell of attempts.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from engine.dialer.retry import verdict
from engine.domain.attempt import ContactVerdict
from engine.domain.campaign import CampaignSettings
from engine.domain.contact import ContactState
from engine.domain.disposition import Disposition
from engine.ivr.survey import Question
from engine.ports.incoming import IncomingOutcome, RungBack
from engine.ports.storage import Stores
from engine.service.call_session import SessionEnd
from engine.service.call_writes import CallsRefused, Kept
from engine.service.journal import Journal

log = logging.getLogger(__name__)

#: What settles a contact for good, where the route says that calls do.
_TALKED = frozenset({Disposition.TRANSFERRED, Disposition.SERVED})
_DONE = _TALKED | {Disposition.COMPLETED}


class IncomingSink:
    """``call_id``: the call's number in the database; ``settings``: of the campaign that
    ``matched`` belongs to; ``settles``: a call that has reached its end settles the contact, with
    ``only_talks`` one only in which he has talked with somebody."""

    def __init__(
        self, journal: Journal, call_id: int, phone: str, matched: RungBack | None,
        settings: CampaignSettings | None, *, settles: bool, only_talks: bool, detail: str,
        on_ended: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._journal = journal
        self._call_id = call_id
        self._phone = phone
        self._matched = matched
        self._settings = settings
        self._done = (_TALKED if only_talks else _DONE) if settles else frozenset()
        self._detail = detail
        self._on_ended = on_ended
        self._callback_at: datetime | None = None

    def answered(self, started_at: datetime, at: datetime) -> None:
        call_id = self._call_id
        self._journal.write("answered", lambda s: s.incoming.mark_answered(call_id, at))

    def machine(self) -> None:
        pass  # who rings is a person

    def result(self, name: str, value: str, at: datetime) -> None:
        call_id = self._call_id
        self._journal.write("result", lambda s: s.incoming.save_result(call_id, name, value, at))

    def answer(self, question: Question, codes: tuple[str, ...], at: datetime) -> None:
        matched = self._matched
        if matched is not None:  # it is among the results too
            self._journal.write(
                "answer",
                lambda s: s.answers.save(
                    matched.campaign_id, matched.contact.id, matched.attempt_id, question, codes,
                    at,
                ),
            )  # fmt: skip

    def write_external(self, store: str, values: Mapping[str, str], at: datetime) -> None:
        log.warning("incoming call %d: what goes to the store %s is kept among its results",
                    self._call_id, store)  # fmt: skip
        for name, value in values.items():
            self.result(f"{store}.{name}", value, at)

    def callback(self, at: datetime) -> None:
        self._callback_at = at

    def do_not_call(self, reason: str, at: datetime) -> None:
        phone, source = self._phone, f"{reason or 'call'}: incoming call"
        if phone:
            matched = self._matched
            campaign_id = None if matched is None else matched.campaign_id
            refusal = CallsRefused(
                None, campaign_id, phone, source, at, f"incoming call {self._call_id}"
            )
            self._journal.write("do-not-call", refusal.write, kept=Kept(refusal, None))
        else:
            log.warning("incoming call %d: who hides his number cannot be put on the do-not-call"
                        " list", self._call_id)  # fmt: skip

    def ended(self, end: SessionEnd) -> None:
        call = end.call
        outcome = IncomingOutcome(
            call_id=self._call_id,
            answered_at=call.answered_at,
            ended_at=call.at,
            sip_code=call.sip_code,
            hangup_cause=call.cause,
            hangup_by=call.by,
            disposition=end.disposition,
            node=end.node,
            recording=end.recording,
            callback_at=self._callback_at,
            detail="; ".join(filter(None, (self._detail, call.detail))),
            trace=end.traced.document if end.traced is not None else "",
        )
        settled = self._verdict(end.disposition, call.at)
        contact_id = None if self._matched is None else self._matched.contact.id

        def close(stores: Stores) -> None:
            if stores.incoming.close(outcome) and settled is not None and contact_id is not None:
                stores.incoming.settle(contact_id, settled)

        self._journal.write("close", close)
        self._on_ended(call.call_id)

    def _verdict(self, disposition: Disposition, at: datetime) -> ContactVerdict | None:
        """None: the contact stays as he is, and is dialled when his turn comes."""
        if self._matched is None or self._settings is None:
            return None
        contact = self._matched.contact
        if disposition is Disposition.CALLBACK and self._callback_at is not None:
            return ContactVerdict(ContactState.WAITING_RETRY, contact.progress, self._callback_at)
        opted_out = disposition is Disposition.OPTED_OUT
        if not (opted_out or disposition in self._done):
            return None
        index = contact.phones.index(self._phone) if self._phone in contact.phones else 0
        state = verdict(contact, disposition, index, at, self._settings.retry).state
        # It was no attempt of ours: those are not counted up.
        return ContactVerdict(state, contact.progress, at)
