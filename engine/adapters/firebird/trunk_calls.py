"""What each trunk has carried: its calls by quarters of an hour, and the most at the same moment.

Of millions of calls Firebird would sort long keys to group them. Here only numbers of theirs are
fetched, many calls at once, and added up column by column.
"""

# ruff: noqa: S608 - SQL is put together from constants and numbers; texts are always parameters

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, timedelta
from typing import Any

from engine.adapters.firebird import beside, packed_fetch
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.report_scope import QUARTERS_BEGIN, of_attempts
from engine.domain.disposition import Disposition
from engine.ports.report_facts import Peak, QuarterTally, TrunkCalls
from engine.ports.report_scope import Scope

_BEGIN = QUARTERS_BEGIN.replace(tzinfo=UTC)
_QUARTER_S = 900
#: What trunk, code, whether the network failed, and the number of the cause are in one number.
_CODES, _CAUSES = 2000, 1000
#: That number, and the moments as they are stored: to reckon with them here costs Firebird more
#: than to find them.
_CALLS = (
    f"SELECT (CAST(a.trunk_id AS BIGINT) * {_CODES} + COALESCE(a.sip_code, 0) * 2"
    f" + IIF(a.disposition = '{Disposition.NETWORK_FAILURE.value}', 1, 0)) * {_CAUSES}"
    " + {cause} AS kind, a.begun_at, a.ended_at, a.answered_at FROM attempts a"
    " WHERE a.campaign_id = :campaign AND a.ended_at IS NOT NULL{more}"
)
_KINDS = ("BIGINT", "TIMESTAMP", "TIMESTAMP", "TIMESTAMP")


class TrunkCallsPart:
    _sql: Connection

    def trunk_calls(self, scope: Scope) -> TrunkCalls:
        import numpy as np  # most commands do without it

        found = TrunkCalls()
        #: Trunk → beginnings and ends of its calls, in seconds.
        stretches: dict[int, list[tuple[Any, Any]]] = {}
        declared, more, values = of_attempts(scope).named()
        for campaign in self._campaigns(scope):
            causes = self._causes(campaign)
            counts: dict[tuple[int, int], Any] = {}
            for calls in beside.columns(
                self._sql, _CALLS.format(cause=_number_of(causes), more=more), _KINDS,
                f"campaign INTEGER = ?{declared}", (campaign, *values),
            ):  # fmt: skip
                _count(calls, counts)
                trunks = calls["c0"] // (_CODES * _CAUSES)
                begun, ended = _seconds(calls["c1"]), _seconds(calls["c2"])
                for trunk in np.unique(trunks):
                    own = trunks == trunk
                    stretches.setdefault(int(trunk), []).append((begun[own], ended[own]))
            _tell(campaign, counts, causes, found)
        for trunk, parts in sorted(stretches.items()):
            begun, ended = (np.concatenate(each) for each in zip(*parts, strict=True))
            found.peaks.append(_peak(trunk, begun, ended))
        return found

    def _causes(self, campaign: int) -> list[str]:
        """Every cause of its calls, "" first; the counts that triggers keep know them."""
        rows = self._sql.rows(
            "SELECT DISTINCT t.hangup_cause FROM attempt_tallies t WHERE t.campaign_id = ?",
            (campaign,),
        )
        return ["", *sorted({cause for (cause,) in rows} - {""})]

    def _campaigns(self, scope: Scope) -> list[int]:
        if scope.campaigns:
            return list(scope.campaigns)
        return [number for (number,) in self._sql.rows("SELECT id FROM campaigns ORDER BY id")]


def _number_of(causes: Sequence[str]) -> str:
    """SQL for the place of an attempt's cause in the list."""
    pairs = "".join(
        f", '{cause.replace(chr(39), chr(39) * 2)}', {place}"
        for place, cause in enumerate(causes)
        if cause
    )
    return f"DECODE(a.hangup_cause{pairs}, 0)" if pairs else "0"


def _count(calls: Mapping[str, Any], counts: dict[tuple[int, int], Any]) -> None:
    """``counts``: (quarter, kind) → attempts, answered, milliseconds of talk, minutes."""
    import numpy as np

    kinds, kind = np.unique(calls["c0"], return_inverse=True)
    quarters = _ms(calls["c1"]) // (_QUARTER_S * 1000)
    keys, place = np.unique(quarters * len(kinds) + kind, return_inverse=True)
    answered = calls["n3"] >= 0
    length = np.where(answered, np.maximum(_ms(calls["c2"]) - _ms(calls["c3"]), 0), 0)
    summed = np.stack([
        np.bincount(place, weights=weights, minlength=len(keys))
        for weights in (None, answered, length, (length + 59_999) // 60_000)
    ])  # fmt: skip
    for index, number in enumerate(keys.tolist()):
        quarter, which = divmod(number, len(kinds))
        key = (quarter, int(kinds[which]))
        counts[key] = counts.get(key, 0) + summed[:, index]


def _tell(
    campaign: int, counts: dict[tuple[int, int], Any], causes: Sequence[str], found: TrunkCalls
) -> None:
    of_codes: dict[tuple[int, int], Any] = {}
    for (quarter, kind), summed in counts.items():
        code, cause = divmod(kind, _CAUSES)
        of_codes[quarter, code] = of_codes.get((quarter, code), 0) + summed
        found.causes[code // _CODES, causes[cause]] += int(summed[0])
    found.tallies.extend(_tallies(campaign, of_codes))


def _tallies(campaign: int, counts: dict[tuple[int, int], Any]) -> Iterator[QuarterTally]:
    for (quarter, number), summed in sorted(counts.items()):
        trunk, rest = divmod(number, _CODES)
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
