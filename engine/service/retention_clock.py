"""Whether the clock that retention goes by can be right: what one that is ahead deletes too early
nobody brings back.

It is compared with the clock of the database's server, and with the latest moment that was gone by
before. After a leap that is longer than a long weekend a run waits for a day, in which a wrong
clock is noticed; after one that is longer than any holidays it waits for a person who says that
the clock is right.
"""

from datetime import datetime, timedelta

from engine.errors import KnownError
from engine.ports.storage import Stores
from engine.ports.voice_files import RunClock

#: The zone of the server is not known; more than this is wrong in all of them.
_AHEAD = timedelta(days=1)
_LEAP = timedelta(days=3)
_SETTLES = timedelta(days=1)
_HOLIDAYS = timedelta(days=30)
#: An engine that is started once a week has a leap each time: the one after a leap is none, if it
#: is no longer than this, and its run is every other week's.
_RHYTHM = timedelta(days=8)
#: The moment is noted no more often.
_NOTED = timedelta(hours=1)


class ClockDoubted(KnownError):
    """Nothing is deleted yet. ``may_confirm``: a person can say that the clock is right."""

    may_confirm = True


class ClockAhead(ClockDoubted):
    may_confirm = False


def doubt(stores: Stores, now: datetime, *, sure: bool = False) -> ClockDoubted | None:
    """Why nothing may be deleted at ``now`` yet; what is known of the time is noted. ``sure``: a
    person has said that ``now`` is right."""
    server = stores.voice_files.server_time()
    if server is not None and now - server > _AHEAD:
        return ClockAhead(
            "the clock of this computer is {days} days ahead of that of the database's server;"
            " nothing was deleted.",
            mend="Set the clock that is wrong.",
            days=max(1, (now - server).days),
        )
    before = stores.voice_files.clock()
    after, doubted = _looked(before, now, sure)
    if after != before:
        stores.voice_files.note_clock(after)
    return doubted


def _looked(
    before: RunClock | None, now: datetime, sure: bool
) -> tuple[RunClock, ClockDoubted | None]:
    if before is None or sure:
        return RunClock(now), None
    seen, since, at = before.seen_at, before.jumped_from, before.jumped_at
    if since is not None and at is not None and now < at:
        # It has been set back, or this is another computer, whose clock is right.
        since = at = None
        seen = now
    if since is not None and at is not None and now - seen <= _RHYTHM:
        if now - at >= _SETTLES and at - since <= _HOLIDAYS:
            return RunClock(now), None
    elif now - seen > _LEAP:
        since, at = since or seen, now
    if since is None or at is None:
        return (RunClock(now) if now - seen >= _NOTED or now == seen else RunClock(seen)), None
    return RunClock(now, since, at), _doubted(since, at)


def _doubted(since: datetime, at: datetime) -> ClockDoubted:
    days = (at - since).days
    if at - since > _HOLIDAYS:
        return ClockDoubted(
            "the clock was {days} days later than when it was last looked at ({since});"
            " nothing was deleted.",
            mend="Set it if it is wrong. If it is right, say so: Delete now in the settings, or"
            " rino-desktop voice retention run --kind all --clock-is-right",
            days=days, since=f"{since:%Y-%m-%d}",
        )  # fmt: skip
    return ClockDoubted(
        "the clock was {days} days later than when it was last looked at ({since});"
        " the rules are applied when it has gone on for a day.",
        mend="Set it if it is wrong. If it is right, there is nothing to be done.",
        days=days, since=f"{since:%Y-%m-%d}",
    )  # fmt: skip
