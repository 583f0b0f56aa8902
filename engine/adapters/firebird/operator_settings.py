"""Operators' skills, the queues they serve, and the reasons of their breaks."""

from collections.abc import Mapping

from engine.adapters.firebird.codec import decode, encode, name_key, require_name
from engine.adapters.firebird.connection import Connection
from engine.domain.operator import Operator, PauseReason, Queue
from engine.errors import KnownError, Phrase


class OperatorSettingsPart:
    _sql: Connection

    def operators(self) -> list[Operator]:
        skills: dict[int, dict[str, int]] = {}
        for user_id, skill, level in self._sql.rows(
            "SELECT user_id, skill, level FROM operator_skills"
        ):
            skills.setdefault(user_id, {})[skill] = level
        rows = self._sql.rows(
            "SELECT id, name FROM users WHERE blocked = 0 AND (user_role = 'operator' OR user_role"
            " IN (SELECT code FROM roles WHERE takes_calls = 1)) ORDER BY id"
        )
        return [Operator(user_id, name, skills.get(user_id, {})) for user_id, name in rows]

    def set_skills(self, operator_id: int, skills: Mapping[str, int]) -> None:
        for skill in skills:
            require_name(Phrase("skill"), skill, 100)
        self._sql.execute("DELETE FROM operator_skills WHERE user_id = ?", (operator_id,))
        self._sql.execute_many(
            "INSERT INTO operator_skills (user_id, skill, level) VALUES (?, ?, ?)",
            [(operator_id, skill, level) for skill, level in skills.items()],
        )

    def queues(self) -> list[Queue]:
        rows = self._sql.rows("SELECT document FROM queues ORDER BY name_key")
        return [decode(Queue, document) for (document,) in rows]

    def save_queue(self, queue: Queue) -> None:
        require_name(Phrase("queue"), queue.name)
        self._sql.execute(
            "UPDATE OR INSERT INTO queues (name_key, campaign_id, document) VALUES (?, ?, ?)"
            " MATCHING (name_key)",
            (name_key(queue.name), queue.campaign_id, encode(queue)),
        )

    def remove_queue(self, name: str) -> None:
        if not self._sql.changed("DELETE FROM queues WHERE name_key = ?", (name_key(name),)):
            raise KnownError("there is no queue named '{name}'.", name=name)

    def pause_reasons(self) -> list[PauseReason]:
        rows = self._sql.rows(
            "SELECT name, at_once, minutes_per_day FROM pause_reasons ORDER BY name_key"
        )
        return [PauseReason(*row) for row in rows]

    def save_pause_reason(self, reason: PauseReason) -> None:
        require_name(Phrase("reason of breaks"), reason.name, 100)
        self._sql.execute(
            "UPDATE OR INSERT INTO pause_reasons (name_key, name, at_once, minutes_per_day)"
            " VALUES (?, ?, ?, ?) MATCHING (name_key)",
            (name_key(reason.name), reason.name, reason.at_once, reason.minutes_per_day),
        )

    def remove_pause_reason(self, name: str) -> None:
        if not self._sql.changed("DELETE FROM pause_reasons WHERE name_key = ?",
                                 (name_key(name),)):  # fmt: skip
            raise KnownError("there is no reason of breaks named '{name}'.", name=name)

    def settings_revision(self) -> int:
        row = self._sql.row("SELECT revision FROM operator_settings WHERE id = 1")
        return 0 if row is None else int(row[0])
