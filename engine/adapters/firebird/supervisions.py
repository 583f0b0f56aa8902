"""Supervisions of calls."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from datetime import datetime

from engine.adapters.firebird.connection import Connection, Row, from_db_or_none, to_db
from engine.domain.hearing import SuperviseMode
from engine.domain.supervision import Shown, SupervisionState
from engine.ports.audit import Actor, Via
from engine.ports.supervision import Supervision, SupervisionAsked, SupervisionProgress

#: Ended ones are kept for so many days.
_KEPT_DAYS = 2
#: Of the database's server, in its zone (see operator_desk).
_DB_NOW = "CAST('NOW' AS TIMESTAMP)"
_SELECT = (
    "SELECT id, who, via, place, user_id, asked_operator_id, asked_key, phone, token, wanted,"
    f" wish, leaving, DATEDIFF(MILLISECOND FROM asked_at TO {_DB_NOW}), state, mode,"
    " answered_wish, why, operator_id, call_key, open_for, answered_at, ended_at"
    " FROM supervisions"
)


class FirebirdSupervisionStore:
    """Fulfils engine.ports.supervision.SupervisionStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def ask(self, asked: SupervisionAsked) -> int:
        self._sql.execute(
            f"DELETE FROM supervisions WHERE ended_at < DATEADD(-{_KEPT_DAYS} DAY TO {_DB_NOW})"
        )
        (new_id,) = self._sql.next_ids("supervision_ids", 1)
        who = asked.who
        self._sql.execute(
            "INSERT INTO supervisions (id, who, user_id, via, place, asked_operator_id, asked_key,"
            " phone, token, wanted, wish, leaving, asked_at, open_for, state, mode, answered_wish,"
            f" why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0, {_DB_NOW}, '', ?, '', 0, '')",
            (new_id, who.name[:100], who.user_id, str(who.via), who.place[:100],
             asked.operator_id, asked.call_key, asked.phone[:300], asked.token[:100],
             asked.mode.value, SupervisionState.ASKED.value),
        )  # fmt: skip
        return new_id

    def want(self, supervision_id: int, mode: SuperviseMode) -> bool:
        return self._changed(
            "UPDATE supervisions SET wanted = ?, wish = wish + 1"
            " WHERE id = ? AND open_for IS NOT NULL",
            mode.value, supervision_id,
        )  # fmt: skip

    def leave(self, supervision_id: int) -> bool:
        return self._changed(
            "UPDATE supervisions SET leaving = 1 WHERE id = ? AND open_for IS NOT NULL",
            supervision_id,
        )

    def withdraw(self, supervision_id: int, why: str, now: datetime) -> bool:
        return self._changed(
            "UPDATE supervisions SET open_for = NULL, state = ?, why = ?, ended_at = ?"
            " WHERE id = ? AND open_for = ''",
            SupervisionState.ENDED.value, why, to_db(now), supervision_id,
        )  # fmt: skip

    def get(self, supervision_id: int) -> Supervision | None:
        row = self._sql.row(f"{_SELECT} WHERE id = ?", (supervision_id,))
        return None if row is None else _supervision(row)

    def live(self) -> list[Supervision]:
        rows = self._sql.rows(f"{_SELECT} WHERE open_for >= ''")
        return sorted(map(_supervision, rows), key=lambda each: each.id)

    def save(self, progress: SupervisionProgress, node: str, now: datetime) -> bool:
        over = progress.state is SupervisionState.ENDED
        return self._changed(
            "UPDATE supervisions SET open_for = ?, state = ?, mode = ?, answered_wish = ?, why = ?,"
            " operator_id = ?, call_key = ?, answered_at = ?, ended_at = ?"
            " WHERE id = ? AND open_for IS NOT NULL",
            None if over else node[:120], progress.state.value,
            "" if progress.mode is None else progress.mode.value, progress.answered_wish,
            progress.why, progress.operator_id, progress.call_key,
            None if progress.answered_at is None else to_db(progress.answered_at),
            to_db(now) if over else None, progress.id,
        )  # fmt: skip

    def shown(self) -> Shown:
        row = self._sql.row("SELECT shown FROM supervision_settings WHERE id = 1")
        return Shown.HEARD if row is None else Shown(row[0])

    def set_shown(self, shown: Shown) -> None:
        self._sql.execute(
            "UPDATE OR INSERT INTO supervision_settings (id, shown) VALUES (1, ?) MATCHING (id)",
            (shown.value,),
        )

    def _changed(self, sql: str, *values: object) -> bool:
        return self._sql.changed(sql, values) > 0


def _supervision(row: Row) -> Supervision:
    (id_, who, via, place, user_id, operator_id, key, phone, token, wanted, wish, leaving, age_ms,
     state, mode, answered_wish, why, heard_operator, heard_key, node, answered_at,
     ended_at) = row  # fmt: skip
    asked = SupervisionAsked(
        Actor(who, Via(via), place, user_id), operator_id, key, phone, token, SuperviseMode(wanted)
    )
    return Supervision(
        id_, asked, wish, bool(leaving), age_ms / 1000, SupervisionState(state),
        SuperviseMode(mode) if mode else None, answered_wish, why, heard_operator, heard_key,
        node or "", from_db_or_none(answered_at), from_db_or_none(ended_at),
    )  # fmt: skip
