"""Whether what was promised has been paid: promises and payments in, an outcome for each out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from engine.ports.report_facts import Payment


class Outcome(StrEnum):
    KEPT = "kept"
    PARTLY = "partly"
    BROKEN = "broken"
    #: Its day has not come yet, and it is not paid.
    PENDING = "pending"
    #: Nobody knows by when, or of which account.
    UNKNOWN = "unknown"


#: Whose day has come, or that are paid: what shares are of.
DUE = (Outcome.KEPT, Outcome.PARTLY, Outcome.BROKEN)


@dataclass(frozen=True, slots=True)
class Promise:
    """``made``: the day of the call. ``due`` None: no day was named; ``amount`` None: no sum, any
    payment keeps it. ``account`` "": not known."""

    made: date
    due: date | None
    amount: Decimal | None
    account: str


@dataclass(frozen=True, slots=True)
class Kept:
    outcome: Outcome
    paid: Decimal


def judge(
    promises: Sequence[Promise], payments: Iterable[Payment], today: date, grace_days: int = 0
) -> list[Kept]:
    """In the order of ``promises``. A payment counts from the day of the promise to the promised
    day and ``grace_days`` more; it goes to the earliest promise of its account that is not
    fulfilled, what is over to the next one."""
    paid = [Decimal(0)] * len(promises)
    by_account: dict[str, list[int]] = {}
    for place, promise in enumerate(promises):
        if promise.account and promise.due is not None:
            by_account.setdefault(promise.account, []).append(place)
    for places in by_account.values():
        places.sort(key=lambda place: (promises[place].made, place))
    for payment in sorted(payments, key=lambda each: each.day):
        left = payment.amount
        for place in by_account.get(payment.account, ()):
            promise = promises[place]
            if left <= 0:
                break
            if not _in_time(promise, payment.day, grace_days):
                continue
            wanted = left if promise.amount is None else promise.amount - paid[place]
            part = min(left, max(wanted, Decimal(0)))
            paid[place] += part
            left -= part
    return [
        Kept(_outcome(promise, paid[place], today, grace_days), paid[place])
        for place, promise in enumerate(promises)
    ]


def _in_time(promise: Promise, day: date, grace_days: int) -> bool:
    assert promise.due is not None
    return promise.made <= day <= promise.due + timedelta(days=grace_days)


def _outcome(promise: Promise, paid: Decimal, today: date, grace_days: int) -> Outcome:
    if promise.due is None or not promise.account:
        return Outcome.UNKNOWN
    if paid > 0 and (promise.amount is None or paid >= promise.amount):
        return Outcome.KEPT
    if today <= promise.due + timedelta(days=grace_days):
        return Outcome.PENDING
    return Outcome.PARTLY if paid > 0 else Outcome.BROKEN
