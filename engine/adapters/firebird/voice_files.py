"""How long files of the voice store are kept, and which are gone."""

from collections.abc import Sequence
from datetime import date, datetime

from engine.adapters.firebird.codec import name_key
from engine.adapters.firebird.connection import Connection, from_db, to_db
from engine.adapters.firebird.lists import in_lists
from engine.adapters.firebird.retention_runs import RetentionRunsPart
from engine.ports.voice_files import Deletion, RetentionRule


class FirebirdVoiceFileStore(RetentionRunsPart):
    """Fulfils engine.ports.voice_files.VoiceFileStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def rules(self) -> list[RetentionRule]:
        rows = self._sql.rows(
            "SELECT kind, campaign, days FROM voice_retention ORDER BY kind, campaign_key"
        )
        return [RetentionRule(*row) for row in rows]

    def set_rule(self, rule: RetentionRule) -> None:
        self._sql.execute(
            "UPDATE OR INSERT INTO voice_retention (kind, campaign_key, campaign, days)"
            " VALUES (?, ?, ?, ?) MATCHING (kind, campaign_key)",
            (rule.kind, _key(rule.campaign), rule.campaign, rule.days),
        )

    def remove_rule(self, kind: str, campaign: str) -> bool:
        return bool(
            self._sql.changed(
                "DELETE FROM voice_retention WHERE kind = ? AND campaign_key = ?",
                (kind, _key(campaign)),
            )
        )

    def deletions(self) -> list[Deletion]:
        rows = self._sql.rows(
            "SELECT kind, folder, deleted_before, deleted, ran_at FROM voice_deletions"
            " ORDER BY kind, folder"
        )
        return [Deletion(row[0], row[1], row[2], row[3], from_db(row[4])) for row in rows]

    def deleted_before(self, kind: str, folder: str, before: date, deleted: int,
                       at: datetime) -> None:  # fmt: skip
        # A rule that has become longer does not bring back what is gone.
        if not self._sql.changed(
            "UPDATE voice_deletions SET deleted = deleted + ?, ran_at = ?,"
            " deleted_before = MAXVALUE(deleted_before, CAST(? AS DATE))"
            " WHERE kind = ? AND folder = ?",
            (deleted, to_db(at), before, kind, folder),
        ):
            self._sql.execute(
                "INSERT INTO voice_deletions (kind, folder, deleted_before, deleted, ran_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (kind, folder, before, deleted, to_db(at)),
            )

    def deleted_files(self, names: Sequence[tuple[int, str]], at: datetime) -> None:
        for attempt_id, name in names:
            self._sql.execute(
                "INSERT INTO voice_deleted_files (campaign_id, attempt_id, name, deleted_at)"
                " SELECT a.campaign_id, a.id, CAST(? AS VARCHAR(400)), CAST(? AS TIMESTAMP)"
                " FROM attempts a WHERE a.id = ?",
                (name[:400], to_db(at), attempt_id),
            )

    def known_attempts(self, ids: Sequence[int]) -> set[int]:
        found: set[int] = set()
        for marks, part in in_lists(list(ids)):
            statement = f"SELECT id FROM attempts WHERE id IN ({marks})"  # noqa: S608
            found.update(row[0] for row in self._sql.rows(statement, part))
        return found


class DeletedRecordings:
    """Which recordings of a campaign's attempts are gone: asked once for a report."""

    def __init__(self, before: dict[str, date], files: set[int]) -> None:
        self._before = before
        self._files = files

    @classmethod
    def of_campaign(cls, connection: Connection, campaign_id: int) -> "DeletedRecordings | None":
        """None: no recording was ever deleted; nobody need ask of each row then."""
        before = connection.rows(
            "SELECT folder, deleted_before FROM voice_deletions WHERE kind = 'recordings'"
        )
        files = connection.rows(
            "SELECT d.attempt_id FROM voice_deleted_files d"
            " JOIN attempts a ON a.id = d.attempt_id AND a.recording = d.name"
            " WHERE d.campaign_id = ?",
            (campaign_id,),
        )
        return cls(dict(before), {row[0] for row in files}) if before or files else None

    def has(self, attempt_id: int, recording: str | None) -> bool:
        """``recording``: its name, ``recordings/YYYY/MM/DD/FOLDER/ID.wav``."""
        if not recording:
            return False
        if attempt_id in self._files:
            return True
        parts = recording.split("/")
        if len(parts) != 6 or (before := self._before.get(parts[4])) is None:
            return False
        try:
            return date(int(parts[1]), int(parts[2]), int(parts[3])) < before
        except ValueError:
            return False


def _key(campaign: str) -> str:
    return name_key(campaign) if campaign else ""
