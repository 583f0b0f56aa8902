"""What each trunk has carried: its calls by quarters of an hour, and the most at the same moment.

Of millions of calls Firebird would sort long keys to group them. Here it only writes them out, many
to a row, and they are added up column by column.
"""

from collections.abc import Iterator
from datetime import UTC, timedelta
from typing import Any

from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.fetch_ahead import FetchAhead
from engine.adapters.firebird.report_scope import QUARTERS_BEGIN, of_attempts
from engine.ports.report_facts import Peak, QuarterTally
from engine.ports.report_scope import Scope

_BEGIN = QUARTERS_BEGIN.replace(tzinfo=UTC)
_QUARTER_S = 900
#: Of each call: what many have in common, its beginning and its end in seconds, its talk in
#: milliseconds, -1 where nobody answered. To fetch each by itself takes Python several times as
#: long as it takes the database to find it.
_CALLS = """
EXECUTE BLOCK (campaign_id INTEGER = ?{declared}) RETURNS (pack VARCHAR(32765) CHARACTER SET OCTETS)
AS
DECLARE one_row VARCHAR(200) CHARACTER SET OCTETS;
DECLARE portion VARCHAR(1400) CHARACTER SET OCTETS;
BEGIN
  pack = '';
  portion = '';
  FOR SELECT a.trunk_id || '|' || COALESCE(a.sip_code, 0) || '|' || a.hangup_cause || '|'
    || a.disposition || ' '
    || DATEDIFF(SECOND FROM TIMESTAMP '2000-01-01 00:00' TO a.begun_at) || ' '
    || DATEDIFF(SECOND FROM TIMESTAMP '2000-01-01 00:00' TO a.ended_at) || ' '
    || IIF(a.answered_at IS NULL, -1,
      CAST(MAXVALUE(0, DATEDIFF(MILLISECOND FROM a.answered_at TO a.ended_at)) AS BIGINT)) || ' '
    FROM attempts a WHERE a.campaign_id = :campaign_id AND a.ended_at IS NOT NULL{more}
    INTO one_row DO
  BEGIN
    portion = portion || one_row;
    IF (OCTET_LENGTH(portion) > 1200) THEN
    BEGIN
      pack = pack || portion;
      portion = '';
      IF (OCTET_LENGTH(pack) > 30000) THEN
      BEGIN
        SUSPEND;
        pack = '';
      END
    END
  END
  pack = pack || portion;
  SUSPEND;
END
"""


class TrunkCallsPart:
    _sql: Connection

    def trunk_calls(self, scope: Scope) -> tuple[list[QuarterTally], list[Peak]]:
        import numpy as np  # most commands do without it

        tallies: list[QuarterTally] = []
        begins: dict[int, list[Any]] = {}
        ends: dict[int, list[Any]] = {}
        for campaign in self._campaigns(scope):
            kinds: dict[bytes, int] = {}
            parts = [_columns(pack, kinds) for pack in self._packs(campaign, scope)]
            if not any(len(part[0]) for part in parts):
                continue
            kind, begin, end, talk = (np.concatenate(each) for each in zip(*parts, strict=True))
            names = list(kinds)
            tallies += _tallies(campaign, names, kind, begin, talk)
            trunk_of = np.array([int(name.split(b"|")[0]) for name in names])[kind]
            for trunk in np.unique(trunk_of):
                own = trunk_of == trunk
                begins.setdefault(int(trunk), []).append(begin[own])
                ends.setdefault(int(trunk), []).append(end[own])
        peaks = [
            _peak(trunk, np.concatenate(begins[trunk]), np.concatenate(ends[trunk]))
            for trunk in sorted(begins)
        ]
        return tallies, peaks

    def _packs(self, campaign: int, scope: Scope) -> Iterator[bytes]:
        declared, more, parameters = of_attempts(scope).named()
        sql = _CALLS.format(declared=declared, more=more)
        ahead = FetchAhead(self._sql.packed(sql, (campaign, *parameters)))
        try:
            for (pack,) in ahead:
                yield pack
        finally:
            ahead.close()

    def _campaigns(self, scope: Scope) -> list[int]:
        if scope.campaigns:
            return list(scope.campaigns)
        return [number for (number,) in self._sql.rows("SELECT id FROM campaigns ORDER BY id")]


def _columns(pack: bytes, kinds: dict[bytes, int]) -> tuple[Any, Any, Any, Any]:
    """``kinds``: what calls have in common → its number; grows."""
    import numpy as np

    words = pack.split()
    numbers = [kinds.setdefault(word, len(kinds)) for word in words[::4]]
    return (
        np.array(numbers, dtype=np.int64),
        np.array(words[1::4], dtype=np.int64),
        np.array(words[2::4], dtype=np.int64),
        np.array(words[3::4], dtype=np.int64),
    )


def _tallies(
    campaign: int, names: list[bytes], kind: Any, begin: Any, talk: Any
) -> Iterator[QuarterTally]:
    import numpy as np

    keys, place = np.unique(begin // _QUARTER_S * len(names) + kind, return_inverse=True)
    answered = talk >= 0
    length = np.where(answered, talk, 0)
    counts = (
        np.bincount(place, minlength=len(keys)),
        np.bincount(place, weights=answered, minlength=len(keys)),
        np.bincount(place, weights=length, minlength=len(keys)),
        np.bincount(place, weights=(length + 59_999) // 60_000, minlength=len(keys)),
    )
    for index, key in enumerate(keys.tolist()):
        quarter, number = divmod(key, len(names))
        trunk, code, cause, disposition = names[number].decode().split("|")
        attempts, n_answered, talk_ms, minutes = (int(each[index]) for each in counts)
        yield QuarterTally(
            _BEGIN + timedelta(seconds=quarter * _QUARTER_S), campaign, int(trunk), (),
            disposition, cause, int(code) or None, attempts, n_answered, talk_ms, minutes,
        )  # fmt: skip


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
