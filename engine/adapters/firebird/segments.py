"""Segments, and which campaign's list each of them is."""

import json
from collections.abc import Mapping
from datetime import datetime

import fdb

from engine.adapters.firebird.codec import name_key, require_name
from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.adapters.firebird.errors import is_duplicate
from engine.errors import KnownError, Phrase
from engine.lists import criteria_codec
from engine.lists.criteria import Criterion
from engine.ports.segments import CampaignSegment, Segment, SegmentConflict

_SELECT = "SELECT s.id, s.name, s.owner_name, s.document, s.revision, s.changed_at FROM segments s"
_OUTCOME_LENGTH = 1000


def _segment(row: Row) -> Segment:
    return Segment(
        row[0], row[1], row[2], criteria_codec.load(row[3]), row[4], from_db(row[5])
    )  # fmt: skip


class FirebirdSegmentStore:
    """``engine.ports.segments.SegmentStore``."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def all(self) -> list[Segment]:
        return [_segment(row) for row in self._sql.rows(f"{_SELECT} ORDER BY s.name_key")]

    def by_name(self, name: str) -> Segment:
        row = self._sql.row(f"{_SELECT} WHERE s.name_key = ?", (name_key(name),))
        if row is None:
            raise KnownError("there is no segment named '{name}'.", name=name)
        return _segment(row)

    def get(self, segment_id: int) -> Segment:
        row = self._sql.row(f"{_SELECT} WHERE s.id = ?", (segment_id,))
        if row is None:
            raise KnownError("the segment has been deleted.")
        return _segment(row)

    def save(self, name: str, owner: str, criterion: Criterion, now: datetime,
             revision: int | None = None) -> Segment:  # fmt: skip
        require_name(Phrase("segment"), name)
        document, at = criteria_codec.dump(criterion), to_db(now)
        if self._sql.changed(
            "UPDATE segments SET document = ?, changed_at = ?, revision = revision + 1"
            " WHERE name_key = ? AND (revision = CAST(? AS INTEGER) OR CAST(? AS INTEGER) IS NULL)",
            (document, at, name_key(name), revision, revision),
        ):
            return self.by_name(name)
        if revision is not None:
            raise SegmentConflict(
                "somebody else has changed or deleted the segment '{name}' meanwhile.",
                mend="Save it under another name, or open it anew.",
                name=name,
            )
        (segment_id,) = self._sql.next_ids("segment_ids", 1)
        try:
            self._sql.execute(
                "INSERT INTO segments (id, name, name_key, owner_name, revision, changed_at,"
                " document) VALUES (?, ?, ?, ?, 1, ?, ?)",
                (segment_id, name.strip(), name_key(name), owner[:200], at, document),
            )
        except fdb.Error as error:
            if not is_duplicate(error):
                raise
            raise SegmentConflict(
                "somebody else has just made a segment named '{name}'.",
                mend="Save it under another name, or open it anew.",
                name=name,
            ) from error
        return self.get(segment_id)

    def delete(self, name: str) -> None:
        segment = self.by_name(name)
        used = self._sql.rows(
            "SELECT g.name FROM campaign_segments s JOIN campaigns g ON g.id = s.campaign_id"
            " WHERE s.segment_id = ? AND g.state <> 'archived' ORDER BY g.name_key",
            (segment.id,),
        )
        if used:
            raise KnownError(
                "the segment '{name}' is the list of: {campaigns}.",
                mend="Give these campaigns another list first.",
                name=segment.name,
                campaigns=", ".join(row[0] for row in used),
            )
        self._sql.execute("DELETE FROM campaign_segments WHERE segment_id = ?", (segment.id,))
        self._sql.execute("DELETE FROM segments WHERE id = ?", (segment.id,))

    def use(self, campaign_id: int, segment_id: int, at: datetime,
            outcome: Mapping[str, object]) -> None:  # fmt: skip
        text = json.dumps(dict(outcome), ensure_ascii=False)
        if len(text) > _OUTCOME_LENGTH:
            text = json.dumps({"error": str(outcome.get("error", ""))[:400]}, ensure_ascii=False)
        self._sql.execute(
            "UPDATE OR INSERT INTO campaign_segments (campaign_id, segment_id, built_at, outcome)"
            " VALUES (?, ?, ?, ?) MATCHING (campaign_id)",
            (campaign_id, segment_id, to_db(at), text),
        )

    def of_campaign(self, campaign_id: int) -> CampaignSegment | None:
        row = self._sql.row(
            "SELECT segment_id, built_at, outcome FROM campaign_segments WHERE campaign_id = ?",
            (campaign_id,),
        )
        if row is None:
            return None
        return CampaignSegment(campaign_id, row[0], from_db(row[1]), json.loads(row[2]))
