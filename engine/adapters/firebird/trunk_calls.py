"""What each trunk has carried: its calls by quarters of an hour, and the most at the same moment.

Of millions of calls Firebird would sort long keys to group them. Here only numbers of theirs are
fetched, and added up column by column; causes are few, and grouped by the database.
"""

# ruff: noqa: S608 - SQL is put together from constants and numbers; texts are always parameters

from collections.abc import Iterator
from datetime import UTC, timedelta
from typing import Any

from engine.adapters.firebird import packed_fetch
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.report_scope import QUARTERS_BEGIN, Conditions, of_attempts
from engine.domain.disposition import Disposition
from engine.ports.report_facts import Peak, QuarterTally, TrunkCalls
from engine.ports.report_scope import Scope

_BEGIN = QUARTERS_BEGIN.replace(tzinfo=UTC)
_QUARTER_S = 900
#: More than there are of trunk, code and failure in one number.
_KINDS = 2**32
_ENDED = "a.campaign_id = ? AND a.ended_at IS NOT NULL"
#: Trunk, code, whether the network failed, and the moments as they are stored: to reckon with them
#: here costs Firebird more than to find them.
_CALLS = (
    "SELECT a.trunk_id, COALESCE(a.sip_code, 0),"
    f" IIF(a.disposition = '{Disposition.NETWORK_FAILURE.value}', 1, 0),"
    f" a.begun_at, a.ended_at, a.answered_at FROM attempts a WHERE {_ENDED}"
)
_CAUSES = f"SELECT a.trunk_id, a.hangup_cause, COUNT(*) FROM attempts a WHERE {_ENDED}"


class TrunkCallsPart:
    _sql: Connection

    def trunk_calls(self, scope: Scope) -> TrunkCalls:
        import numpy as np  # most commands do without it

        found = TrunkCalls()
        #: Trunk → beginnings and ends of its calls, in seconds.
        stretches: dict[int, list[tuple[Any, Any]]] = {}
        more = of_attempts(scope)
        for campaign in self._campaigns(scope):
            counts: dict[tuple[int, int], Any] = {}
            for calls in packed_fetch.arrays(
                self._sql, _CALLS + more.more(), (campaign, *more.parameters)
            ):
                _count(calls, counts)
                for trunk in np.unique(calls["c0"]):
                    own = calls[calls["c0"] == trunk]
                    both = (_seconds(own["c3"]), _seconds(own["c4"]))
                    stretches.setdefault(int(trunk), []).append(both)
            found.tallies.extend(_tallies(campaign, counts))
            for trunk, cause, n in self._causes(campaign, more) if counts else ():
                found.causes[trunk, cause] += n
        for trunk, parts in sorted(stretches.items()):
            begun, ended = (np.concatenate(each) for each in zip(*parts, strict=True))
            found.peaks.append(_peak(trunk, begun, ended))
        return found

    def _causes(self, campaign: int, more: Conditions) -> list[Any]:
        return self._sql.rows(
            f"{_CAUSES}{more.more()} GROUP BY 1, 2", (campaign, *more.parameters)
        )  # fmt: skip

    def _campaigns(self, scope: Scope) -> list[int]:
        if scope.campaigns:
            return list(scope.campaigns)
        return [number for (number,) in self._sql.rows("SELECT id FROM campaigns ORDER BY id")]


def _count(calls: Any, counts: dict[tuple[int, int], Any]) -> None:
    """``counts``: (quarter; trunk, code and whether the network failed, in one number) → attempts,
    answered, milliseconds of talk, minutes."""
    import numpy as np

    quarters = _ms(calls["c3"]) // (_QUARTER_S * 1000)
    kinds = calls["c0"].astype(np.int64) * 2000 + calls["c1"] * 2 + calls["c2"]
    keys, place = np.unique(quarters * _KINDS + kinds, return_inverse=True)
    answered = calls["n5"] >= 0
    length = np.where(answered, np.maximum(_ms(calls["c4"]) - _ms(calls["c5"]), 0), 0)
    summed = np.stack([
        np.bincount(place, weights=weights, minlength=len(keys))
        for weights in (None, answered, length, (length + 59_999) // 60_000)
    ])  # fmt: skip
    for index, key in enumerate(divmod(key, _KINDS) for key in keys.tolist()):
        counts[key] = counts.get(key, 0) + summed[:, index]


def _tallies(campaign: int, counts: dict[tuple[int, int], Any]) -> Iterator[QuarterTally]:
    for (quarter, number), summed in sorted(counts.items()):
        trunk, rest = divmod(number, 2000)
        attempts, answered, talk_ms, minutes = map(int, summed)
        yield QuarterTally(
            _BEGIN + timedelta(seconds=quarter * _QUARTER_S), campaign, trunk, (),
            Disposition.NETWORK_FAILURE if rest % 2 else "", "", rest // 2 or None, attempts,
            answered, talk_ms, minutes,
        )  # fmt: skip


def _seconds(moments: Any) -> Any:
    """Since quarters are counted; in half the room."""
    return (_ms(moments) // 1000).astype("int32")


def _ms(moments: Any) -> Any:
    """Milliseconds since quarters are counted; nonsense where there is NULL."""
    days = moments["days"].astype("int64") - (_BEGIN - packed_fetch.DAY_ZERO).days
    return days * 86_400_000 + moments["units"] // packed_fetch.UNITS_PER_MS


def _peak(trunk: int, begins: Any, ends: Any) -> Peak:
    """A call that ends in the second in which another begins has made room for it. Only moments at
    which a call begins can be those of the most calls."""
    import numpy as np

    begins, ends = np.sort(begins), np.sort(ends)
    live = np.arange(1, len(begins) + 1) - np.searchsorted(ends, begins, side="right")
    # A call that was over within its own second was one all the same.
    live = np.maximum(live, 1)
    place = int(np.argmax(live))
    return Peak(trunk, int(live[place]), _BEGIN + timedelta(seconds=int(begins[place])))
