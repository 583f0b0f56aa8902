"""Schemes renamed, deleted and brought back; and who has one open."""

from datetime import datetime, timedelta

import fdb

from engine.adapters.firebird.codec import decode, name_key, require_name
from engine.adapters.firebird.connection import from_db, to_db
from engine.adapters.firebird.errors import is_duplicate
from engine.adapters.firebird.scheme_rows import SchemeRows
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.errors import KnownError, Phrase
from engine.ports.schemes import EDITOR_STALE_S, OpenEditor

#: So many campaigns are named when a scheme is refused.
_NAMED = 5


class SchemeChanges(SchemeRows):
    """The part of ``FirebirdSchemeStore`` that is not about documents."""

    def rename(self, name: str, new_name: str) -> None:
        scheme_id = self._locked(self._known_id(name))
        if name_key(new_name) != name_key(name):
            self.require_unused(name)
        self._set_name(scheme_id, new_name)

    def _set_name(self, scheme_id: int, name: str) -> None:
        """That of a scheme which is there, or is there again."""
        require_name(Phrase("scheme"), name)
        try:
            self._sql.execute(
                "UPDATE schemes SET name = ?, name_key = ?, removed = 0 WHERE id = ?",
                (name, name_key(name), scheme_id),
            )
        except fdb.Error as error:
            if not is_duplicate(error):
                raise
            raise self._taken(name) from error

    def delete(self, name: str) -> None:
        scheme_id = self._locked(self._known_id(name))
        self.require_unused(name)
        self._sql.execute("DELETE FROM scheme_editors WHERE scheme_id = ?", (scheme_id,))
        # No name of anybody's begins with a space, so the scheme's own is free again.
        self._sql.execute(
            "UPDATE schemes SET removed = 1, name_key = ? WHERE id = ?",
            (f" {scheme_id}", scheme_id),
        )

    def restore(self, scheme_id: int, name: str) -> None:
        self._locked(scheme_id)
        if (
            self._sql.row("SELECT 1 FROM schemes WHERE id = ? AND removed = 1", (scheme_id,))
            is None
        ):
            raise KnownError(
                "the scheme '{name}' is not among the deleted ones any more.",
                mend="See: rino-desktop scheme list --deleted",
                name=name,
            )
        self._set_name(scheme_id, name)

    def require_unused(self, name: str) -> None:
        rows = self._sql.rows(
            "SELECT settings FROM campaigns WHERE state <> ? ORDER BY id",
            (CampaignState.ARCHIVED.value,),
        )
        campaigns = [decode(CampaignSettings, text) for (text,) in rows]
        used = [each.name for each in campaigns if name_key(each.scheme) == name_key(name)]
        if not used:
            return
        named = ", ".join(f"'{campaign}'" for campaign in used[:_NAMED])
        raise KnownError(
            "the scheme '{name}' is used by campaigns: {campaigns}.",
            mend="Archive them or give them another scheme first.",
            name=name,
            campaigns=named + (" …" if len(used) > _NAMED else ""),
        )

    @staticmethod
    def _taken(name: str) -> KnownError:
        return KnownError(
            "a scheme named '{name}' exists already.", mend="Choose another name.", name=name
        )

    # --- who has it open ---

    def keep_open(self, name: str, user: str, computer: str, now: datetime) -> None:
        scheme_id = self._known_id(name)
        key = (scheme_id, name_key(user)[:100], computer[:100])
        # Whoever has gone without a word is not there any more: when he comes back, he opens anew.
        self._sql.execute(
            "DELETE FROM scheme_editors WHERE scheme_id = ? AND seen_at < ?",
            (scheme_id, _stale(now)),
        )
        if not self._sql.changed(
            "UPDATE scheme_editors SET seen_at = ?"
            " WHERE scheme_id = ? AND user_key = ? AND computer = ?",
            (to_db(now), *key),
        ):
            self._sql.execute(
                "UPDATE OR INSERT INTO scheme_editors"
                " (scheme_id, user_key, computer, user_name, opened_at, seen_at)"
                " VALUES (?, ?, ?, ?, ?, ?) MATCHING (scheme_id, user_key, computer)",
                (*key, user[:100], to_db(now), to_db(now)),
            )

    def close_open(self, name: str, user: str, computer: str) -> None:
        scheme_id = self._id_of(name)
        if scheme_id is not None:  # else it was deleted meanwhile, and who had it open with it
            self._sql.execute(
                "DELETE FROM scheme_editors WHERE scheme_id = ? AND user_key = ? AND computer = ?",
                (scheme_id, name_key(user)[:100], computer[:100]),
            )

    def open_editors(self, name: str, now: datetime) -> list[OpenEditor]:
        rows = self._sql.rows(
            "SELECT user_name, computer, opened_at, seen_at FROM scheme_editors"
            " WHERE scheme_id = ? AND seen_at >= ? ORDER BY opened_at, user_key, computer",
            (self._known_id(name), _stale(now)),
        )
        return [OpenEditor(row[0], row[1], from_db(row[2]), from_db(row[3])) for row in rows]


def _stale(now: datetime) -> datetime:
    return to_db(now - timedelta(seconds=EDITOR_STALE_S))
