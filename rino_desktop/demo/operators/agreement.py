"""Do attempts, the operators' call log and the subscribers' own account tell the same?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.domain.disposition import Disposition
from engine.ports.forms import FilledForm
from engine.ports.operators import Talk, TalkOutcome
from engine.ports.storage import ContactCounts, ReportedAttempt
from engine.service.contact_import import ImportReport
from rino_desktop.demo.agreement import Check, pairs
from rino_desktop.demo.sip.witness import WitnessedCall
from rino_desktop.texts import t
from rino_desktop.virtual.answers_given import AnswersGiven

#: Who hangs up so soon has met neither an operator nor the scheme, seconds.
_TOO_SOON_S = 3.0
#: Who has talked with a virtual operator for so long has heard him: seconds, and of speech.
_TALK_S, _HEARD_MS = 3.0, 500


@dataclass(frozen=True, slots=True)
class Log:
    """The talks of the campaign: those that were answered, by attempt. ``virtual``: operators whose
    voice is sure to be heard."""

    talks: Mapping[int, Sequence[Talk]]
    virtual: frozenset[int]

    @classmethod
    def of(cls, talks: Iterable[Talk], virtual: Iterable[int]) -> "Log":
        by_attempt: dict[int, list[Talk]] = defaultdict(list)
        for talk in sorted(talks, key=lambda talk: talk.offered_at):
            if talk.answered_at is not None and talk.attempt_id is not None:
                by_attempt[talk.attempt_id].append(talk)
        return cls(by_attempt, frozenset(virtual))

    def met(self, attempt: ReportedAttempt) -> Sequence[Talk]:
        """The operators who talked with him. One who was lost in mid-call has been replaced."""
        talks = self.talks.get(attempt.id, ())
        kept = [talk for talk in talks if talk.outcome is not TalkOutcome.LOST]
        return kept or talks[-1:]


def checks(imported: ImportReport, counts: ContactCounts, attempts: Sequence[ReportedAttempt],
           calls: Sequence[WitnessedCall], log: Log) -> list[Check]:  # fmt: skip
    """``attempts``: all of the campaign; ``calls``: all that the subscribers saw."""
    rejected = sum(imported.rejected.values())
    both = pairs(attempts, calls)
    answered = [pair for pair in both if pair[0].answered_at is not None]
    picked_up = sum(call.answered_at is not None for call in calls)
    served = [pair for pair in answered if log.met(pair[0])]
    missed = [pair for pair in answered if not log.met(pair[0])]
    told = sum(_heard_the_branch(*pair) for pair in missed)
    twice = _called_twice(calls)
    heard = [pair for pair in served if _long_with_virtual(pair[0], log)]
    return [
        Check(
            t("list: {rows} rows = {contacts} contacts + {rejected} rejected", rows=imported.rows,
              contacts=counts.total, rejected=rejected),
            imported.rows == counts.total + rejected,
        ),
        Check(
            t("attempts in the report: {attempts}, calls that subscribers got: {calls}",
              attempts=len(attempts), calls=len(calls)),
            Counter(a.phone for a in attempts) == Counter(call.number for call in calls),
        ),
        Check(
            t("answered in the report: {answered}, subscribers who picked up: {picked_up}",
              answered=len(answered), picked_up=picked_up),
            all((a.answered_at is None) == (c.answered_at is None) for a, c in both),
        ),
        Check(
            t("of {answered} who picked up, one operator met {served}; without one stayed {missed}",
              answered=len(answered), served=len(served), missed=len(missed)),
            all(len(log.met(attempt)) == 1 for attempt, _ in served),
        ),
        Check(
            t("of {missed} without an operator the scheme spoke to {told}, or they had hung up",
              missed=len(missed), told=told),
            told == len(missed),
        ),
        Check(
            t("operators' voices heard: {heard} of {talks} talks",
              heard=sum(call.heard_ms >= _HEARD_MS for _, call in heard), talks=len(heard)),
            all(call.heard_ms >= _HEARD_MS for _, call in heard),
        ),
        Check(
            t("called again after a conversation, or twice at a time: {twice}", twice=twice),
            twice == 0,
        ),
    ]  # fmt: skip


def form_checks(given: Sequence[AnswersGiven], stored: Sequence[FilledForm]) -> list[Check]:
    """``given``: what virtual operators say that they have filled in, of several times on one call
    the last one counts; ``stored``: theirs in the database. Nothing lost, nothing invented."""
    told = {(each.call, each.form): each for each in given}
    kept = {(each.call, each.form): each for each in stored}
    same = {key for key in told.keys() & kept.keys() if _same_form(told[key], kept[key])}
    complete = sum(form.complete for form in kept.values())
    return [
        Check(
            t("forms that virtual operators filled in: {told}, stored just so: {same}",
              told=len(told), same=len(same)),
            len(same) == len(told),
        ),
        Check(
            t("forms stored: {stored}, complete {complete}, filled in by nobody {invented}",
              stored=len(kept), complete=complete, invented=len(kept.keys() - told.keys())),
            kept.keys() <= told.keys(),
        ),
    ]  # fmt: skip


def _same_form(told: AnswersGiven, kept: FilledForm) -> bool:
    ours = told.operator, told.complete, dict(told.answers)
    return ours == (kept.operator, kept.complete, dict(kept.answers))


def _heard_the_branch(attempt: ReportedAttempt, call: WitnessedCall) -> bool:
    """He was told why nobody speaks to him, or did not stay for it."""
    assert attempt.answered_at is not None
    stayed = (attempt.ended_at - attempt.answered_at).total_seconds()
    return call.heard_ms > 0 or stayed < _TOO_SOON_S or call.hung_up_by == "farm"


def _long_with_virtual(attempt: ReportedAttempt, log: Log) -> bool:
    (talk, *_) = log.met(attempt)
    if talk.operator_id not in log.virtual or talk.ended_at is None or talk.answered_at is None:
        return False
    return (talk.ended_at - talk.answered_at).total_seconds() >= _TALK_S


def _called_twice(calls: Sequence[WitnessedCall]) -> int:
    """Calls to somebody who had a call, or who had picked up already."""
    by_number: dict[str, list[WitnessedCall]] = defaultdict(list)
    for call in calls:
        by_number[call.number].append(call)
    return sum(
        earlier.answered_at is not None
        or earlier.ended_at is None
        or earlier.ended_at > later.invited_at
        for each in by_number.values()
        for earlier, later in pairwise(each)
    )


def abandoned_share(attempts: Sequence[ReportedAttempt], log: Log) -> tuple[int, float]:
    """Whom no operator met in time, and their share of all who picked up and had to be met."""
    lost = sum(
        a.answered_at is not None
        and not log.met(a)
        and (a.disposition is Disposition.ABANDONED or a.results.get("lost") == "yes")
        for a in attempts
    )
    met = sum(bool(log.met(attempt)) for attempt in attempts)
    return lost, lost / (lost + met) if lost + met else 0.0
