"""Do the reports tell what happened? The subscribers kept an account of their own: compare."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.domain.disposition import Disposition
from engine.ports.storage import ContactCounts, ReportedAttempt
from engine.service.contact_import import ImportReport
from rino_desktop.demo.cast import OPERATOR
from rino_desktop.demo.sip.witness import WitnessedCall
from rino_desktop.texts import t

#: It is he; in the main menu any number of repeats and wrong keys, then the choice.
_PROMISED = re.compile(r"1[^139]*1\d+#1")
_NEVER = re.compile(r"1[^139]*9")

_Pair = tuple[ReportedAttempt, WitnessedCall]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing told by both sides."""

    text: str
    ok: bool


def checks(imported: ImportReport, counts: ContactCounts, attempts: Sequence[ReportedAttempt],
           calls: Sequence[WitnessedCall]) -> list[Check]:  # fmt: skip
    """``attempts``: all of the campaign; ``calls``: all that the subscribers saw."""
    to_operator = [call for call in calls if call.number == OPERATOR]
    to_contacts = [call for call in calls if call.number != OPERATOR]
    rejected = sum(imported.rejected.values())
    dialled = Counter(attempt.phone for attempt in attempts)
    rung = Counter(call.number for call in to_contacts)
    both = pairs(attempts, to_contacts)
    answered = sum(attempt.answered_at is not None for attempt in attempts)
    picked_up = sum(call.answered_at is not None for call in to_contacts)
    promises = [attempt for attempt in attempts if attempt.results.get("promise") == "yes"]
    opted_out = [a for a in attempts if a.disposition is Disposition.OPTED_OUT]
    transferred = [a for a in attempts if a.disposition is Disposition.TRANSFERRED]
    return [
        Check(
            t("list: {rows} rows = {contacts} contacts + {rejected} rejected", rows=imported.rows,
              contacts=counts.total, rejected=rejected),
            imported.rows == counts.total + rejected,
        ),
        Check(
            t("attempts in the report: {attempts}, calls that subscribers got: {calls}",
              attempts=len(attempts), calls=len(to_contacts)),
            dialled == rung,
        ),
        Check(
            t("answered in the report: {answered}, subscribers who picked up: {picked_up}",
              answered=answered, picked_up=picked_up),
            all((a.answered_at is None) == (c.answered_at is None) for a, c in both),
        ),
        Check(
            t("promises saved: {saved}, pressed by subscribers: {pressed}", saved=len(promises),
              pressed=_pressed(_PROMISED, to_contacts)),
            _same(both, _PROMISED, lambda attempt: attempt.results.get("promise") == "yes"),
        ),
        Check(
            t("do not call any more: {saved}, pressed by subscribers: {pressed}",
              saved=len(opted_out), pressed=_pressed(_NEVER, to_contacts)),
            _same(both, _NEVER, lambda attempt: attempt.disposition is Disposition.OPTED_OUT),
        ),
        Check(
            t("connected with the operator: {saved}, calls that the operator took: {taken}",
              saved=len(transferred), taken=sum(c.answered_at is not None for c in to_operator)),
            len(transferred) == sum(c.answered_at is not None for c in to_operator),
        ),
    ]  # fmt: skip


def pairs(attempts: Sequence[ReportedAttempt], calls: Sequence[WitnessedCall]) -> list[_Pair]:
    """The n-th attempt on a number is the n-th call that its subscriber got."""
    calls_of: dict[str, list[WitnessedCall]] = defaultdict(list)
    for call in calls:
        calls_of[call.number].append(call)
    attempts_of: dict[str, list[ReportedAttempt]] = defaultdict(list)
    for attempt in sorted(attempts, key=lambda a: (a.started_at or a.reserved_at, a.id)):
        attempts_of[attempt.phone].append(attempt)
    return [
        pair
        for phone, tries in attempts_of.items()
        for pair in zip(tries, calls_of[phone], strict=False)
    ]


def _pressed(keys: re.Pattern[str], calls: Sequence[WitnessedCall]) -> int:
    return sum(keys.fullmatch("".join(call.keys)) is not None for call in calls)


def _same(both: Sequence[_Pair], keys: re.Pattern[str],
          saved: Callable[[ReportedAttempt], bool]) -> bool:  # fmt: skip
    """Of each call both sides say the same."""
    return all(
        saved(attempt) == (keys.fullmatch("".join(call.keys)) is not None) for attempt, call in both
    )
