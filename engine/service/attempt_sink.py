"""Writes what one campaign call brings into the journal."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from engine.dialer.model import Dial
from engine.dialer.retry import verdict
from engine.dialer.scenario import AttemptView
from engine.domain.attempt import AttemptOutcome, OpenAttempt
from engine.domain.contact import ContactState
from engine.domain.disposition import Disposition
from engine.ivr.survey import Question
from engine.service.call_session import SessionEnd
from engine.service.call_writes import (
    Answered,
    CallsRefused,
    CallWrite,
    Closed,
    Kept,
    QuestionAnswered,
    ResultSaved,
    ToldOutside,
    Trace,
)
from engine.service.campaign_watch import DialContext
from engine.service.journal import Journal
from engine.service.outbox.writing import OutboxWriter
from engine.service.quota_desk import interview_cells

log = logging.getLogger(__name__)


class AttemptSink:
    """``session_id``: the node session that has opened the attempt; ``on_ended(call_id,
    dial_id, disposition)``: its row is on its way, its lines are free; ``on_machine(dial_id)``: no
    person has answered."""

    def __init__(self, journal: Journal, session_id: int, dial: Dial, context: DialContext,
                 attempt: OpenAttempt, on_ended: Callable[[str, int, Disposition], None],
                 on_machine: Callable[[int], None]) -> None:  # fmt: skip
        self._journal = journal
        self._session_id = session_id
        self._dial = dial
        self._context = context
        self._attempt = attempt
        self._on_ended = on_ended
        self._on_machine = on_machine
        #: What was saved; quotas go by it.
        self._results: dict[str, str] = {}
        #: When the contact was promised to be called again.
        self._callback_at: datetime | None = None
        #: What goes to external stores is written in the transaction of what it tells of.
        self._outbox = OutboxWriter(context.campaign.settings.outbox, attempt)

    def _write(self, what: str, write: CallWrite,
               on_refused: Callable[[Exception], None] | None = None) -> None:  # fmt: skip
        kept = Kept(write, self._attempt.reserved_at)
        self._journal.write(what, write.write, on_refused, kept)

    def answered(self, started_at: datetime, at: datetime) -> None:
        self._write("answered", Answered(self._attempt.id, started_at, at))

    def machine(self) -> None:
        self._on_machine(self._dial.dial_id)

    def result(self, name: str, value: str, at: datetime) -> None:
        self._results[name] = value
        rows = tuple(self._outbox.result(name, value, at))
        self._write("result", ResultSaved(self._attempt.id, name, value, at, rows))

    def answer(self, question: Question, codes: tuple[str, ...], at: datetime) -> None:
        attempt = self._attempt
        self._write(
            "answer",
            QuestionAnswered(
                attempt.id, attempt.campaign_id, attempt.contact_id, question, codes, at
            ),
        )

    def write_external(self, store: str, values: Mapping[str, str], at: datetime) -> None:
        try:
            rows = self._outbox.write(store, values, at)
        except LookupError as error:
            # The campaign was changed under the call: it must not end for that.
            log.error("attempt %d: %s; not written: %s", self._attempt.id, error, dict(values))
            return
        self._write("write to an external store", ToldOutside(self._attempt.id, tuple(rows)))

    def callback(self, at: datetime) -> None:
        self._callback_at = at

    def do_not_call(self, reason: str, at: datetime) -> None:
        attempt = self._attempt
        source = f"{reason or 'call'}: {self._context.campaign.name}"
        self._write(
            "do-not-call",
            CallsRefused(
                attempt.id, attempt.campaign_id, attempt.phone, source, at, f"attempt {attempt.id}"
            ),
        )

    def ended(self, end: SessionEnd) -> None:
        call, dial, session_id = end.call, self._dial, self._session_id
        outcome = AttemptOutcome(
            attempt_id=self._attempt.id,
            started_at=call.started_at,
            answered_at=call.answered_at,
            ended_at=call.at,
            sip_code=call.sip_code,
            hangup_cause=call.cause,
            hangup_by=call.by,
            disposition=end.disposition,
            node=end.node,
            recording=end.recording,
        )
        rules = self._context.campaign.settings.retry
        contact_verdict = verdict(dial.contact, end.disposition, dial.phone_index, call.at, rules)
        scenario = self._context.scenario
        if scenario is not None:
            seen = AttemptView(
                dial.phone, dial.phone_index, end.disposition, call.at,
                (call.at - call.answered_at).total_seconds() if call.answered_at else 0.0,
                dict(self._results),
            )  # fmt: skip
            contact_verdict = scenario.verdict(dial.contact, seen, contact_verdict, rules)
        if end.disposition is Disposition.CALLBACK and self._callback_at is not None:
            # A promise is kept, whatever the retry rules say, on the phone it was given on.
            contact_verdict = replace(
                contact_verdict,
                state=ContactState.WAITING_RETRY,
                next_at=self._callback_at,
                progress=replace(contact_verdict.progress, next_phone=dial.phone_index),
            )
        settings, attempt = self._context.campaign.settings, self._attempt
        cells = interview_cells(settings, end.disposition, dial.contact.fields, self._results)
        closed = Closed(
            attempt.id, attempt.campaign_id, session_id, outcome, contact_verdict,
            tuple(self._outbox.ended(end.recording, call.at)), self._trace(end),
            tuple(cells) if settings.quotas else None,
        )  # fmt: skip

        def refused(error: Exception) -> None:
            if closed.trace is None:
                self._not_closed(error)
            else:  # whatever is wrong with the trace: the attempt must be closed
                self._write("close", closed.without_trace(), self._not_closed)

        self._write("close", closed, refused)
        self._on_ended(call.call_id, dial.dial_id, end.disposition)

    def _trace(self, end: SessionEnd) -> Trace | None:
        answered_at = end.call.answered_at
        if end.traced is None or answered_at is None:
            return None
        return Trace(
            self._attempt.scheme_version_id, answered_at, end.traced.document,
            tuple(end.traced.departures.items()),
        )  # fmt: skip

    def _not_closed(self, error: Exception) -> None:
        # The row stays open, and with it the contact: recovery closes it when this node's
        # session ends.
        log.critical("attempt %d (contact %d) could not be closed: %s",
                     self._attempt.id, self._attempt.contact_id, error)  # fmt: skip
