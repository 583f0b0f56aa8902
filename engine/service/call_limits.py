"""Legal limits on how often a number may be called, counted in the transaction that opens the
attempt (engine.domain.presets)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine.domain.attempt import OpenAttempt
from engine.domain.presets import CallLimit
from engine.ports.storage import OpenResult, Stores

#: The reason among ``OpenResult.refused``.
PRESET_LIMIT = "preset_limit"
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class LimitedOpenResult:
    """``lifts_at``: id of an attempt refused for ``PRESET_LIMIT`` → when the number may be called
    again, a whole minute."""

    result: OpenResult
    lifts_at: Mapping[int, datetime]


def open_within_limits(
    stores: Stores,
    session_id: int,
    attempts: Sequence[OpenAttempt],
    limits: Mapping[int, tuple[CallLimit, ...]],
    now: datetime,
) -> LimitedOpenResult:
    """``AttemptStore.open`` under limits (campaign id → its limits).

    Opened first and counted then, so that the attempt counts itself: attempts of one batch on one
    number see each other, and a repetition after a commit whose answer got lost comes to the same
    end.
    """
    result = stores.attempts.open(session_id, attempts)
    lifts_at: dict[int, datetime] = {}
    for attempt in attempts:
        own = limits.get(attempt.campaign_id, ())
        if not own or attempt.id not in result.opened:
            continue
        if _over(stores, attempt.phone, own, now):
            stores.attempts.withdraw(session_id, [attempt.id])
            lifts_at[attempt.id] = _lifts_at(stores, attempt.phone, own, now)
    if lifts_at:
        result = replace(
            result,
            opened=result.opened - lifts_at.keys(),
            refused={**result.refused, **dict.fromkeys(lifts_at, PRESET_LIMIT)},
        )
    return LimitedOpenResult(result, lifts_at)


def _over(stores: Stores, phone: str, limits: tuple[CallLimit, ...], now: datetime) -> bool:
    return any(
        stores.attempts.calls_since(phone, now - limit.window) > limit.maximum for limit in limits
    )


def _lifts_at(stores: Stores, phone: str, limits: tuple[CallLimit, ...], now: datetime) -> datetime:
    """The first whole minute at which one more call keeps to every limit, as far as is known
    now."""
    latest = now
    for limit in limits:
        # So many minutes from now on: too early, late enough.
        early, late = -1, -(-limit.window // _MINUTE)
        while late - early > 1:
            middle = (early + late) // 2
            since = now + middle * _MINUTE - limit.window
            if stores.attempts.calls_since(phone, since) < limit.maximum:
                late = middle
            else:
                early = middle
        latest = max(latest, now + late * _MINUTE)
    return latest.replace(second=0, microsecond=0) + _MINUTE
