"""What a campaign's call brings into the database, as data: what cannot be written now can be kept
in a file and written by the next run of the engine. Each may be written again."""

from dataclasses import dataclass, replace
from datetime import datetime

from engine.domain.attempt import AttemptOutcome, ContactVerdict
from engine.domain.flow import Departure
from engine.ivr.survey import Question
from engine.ports.outbox import NewOutboxRow
from engine.ports.storage import Stores
from engine.ports.traces import NewTrace


@dataclass(frozen=True, slots=True)
class Answered:
    attempt_id: int
    started_at: datetime
    at: datetime

    def write(self, stores: Stores) -> None:
        stores.attempts.mark_answered(self.attempt_id, self.started_at, self.at)


@dataclass(frozen=True, slots=True)
class ResultSaved:
    """``rows``: what external stores are told of it."""

    attempt_id: int
    name: str
    value: str
    at: datetime
    rows: tuple[NewOutboxRow, ...] = ()

    def write(self, stores: Stores) -> None:
        stores.attempts.save_result(self.attempt_id, self.name, self.value, self.at)
        if self.rows:
            stores.outbox.add(self.rows)


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    attempt_id: int
    campaign_id: int
    contact_id: int
    question: Question
    codes: tuple[str, ...]
    at: datetime

    def write(self, stores: Stores) -> None:
        stores.answers.save(
            self.campaign_id, self.contact_id, self.attempt_id, self.question, self.codes, self.at
        )


@dataclass(frozen=True, slots=True)
class ToldOutside:
    """What the scheme itself writes to an external store."""

    attempt_id: int
    rows: tuple[NewOutboxRow, ...]

    def write(self, stores: Stores) -> None:
        stores.outbox.add(self.rows)


@dataclass(frozen=True, slots=True)
class CallsRefused:
    """He has asked not to be called. ``attempt_id`` None: in a call that came in."""

    attempt_id: int | None
    campaign_id: int | None
    phone: str
    source: str
    at: datetime
    proof: str

    def write(self, stores: Stores) -> None:
        stores.do_not_call.add_refusal(
            self.phone, self.source, self.at, self.campaign_id, self.proof
        )


@dataclass(frozen=True, slots=True)
class Trace:
    """``departures``: as in NewTrace, as pairs."""

    scheme_version_id: int
    answered_at: datetime
    document: str
    departures: tuple[tuple[Departure, int], ...]

    def of(self, attempt_id: int, campaign_id: int) -> NewTrace:
        return NewTrace(
            attempt_id, campaign_id, self.scheme_version_id, self.answered_at, self.document,
            dict(self.departures),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Closed:
    """``session_id``: the node session that has opened the attempt. ``cells``: the quota cells that
    have an interview more; None: the campaign has no quotas."""

    attempt_id: int
    campaign_id: int
    session_id: int
    outcome: AttemptOutcome
    verdict: ContactVerdict
    rows: tuple[NewOutboxRow, ...] = ()
    trace: Trace | None = None
    cells: tuple[str, ...] | None = None

    def write(self, stores: Stores) -> None:
        # Closed already: this is a repetition, or the rows are written.
        if stores.attempts.close(self.session_id, self.outcome, self.verdict):
            if self.rows:
                stores.outbox.add(self.rows)
            if self.trace is not None:
                stores.traces.add(self.trace.of(self.attempt_id, self.campaign_id))
        if self.cells is not None:
            stores.quotas.settle(self.campaign_id, self.attempt_id, self.cells)

    def without_trace(self) -> "Closed":
        return replace(self, trace=None)


CallWrite = Answered | ResultSaved | QuestionAnswered | ToldOutside | CallsRefused | Closed


@dataclass(frozen=True, slots=True)
class Kept:
    """``reserved_at``: of the attempt, None where there is none; tells whether a database is the
    one it was meant for."""

    write: CallWrite
    reserved_at: datetime | None
