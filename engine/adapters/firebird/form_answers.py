"""What operators have filled in, and what they are filling in."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from engine.adapters.firebird.answers import FirebirdAnswerStore
from engine.adapters.firebird.codec import name_key
from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.adapters.firebird.forms import FirebirdFormDefinitionStore
from engine.adapters.firebird.operators import FirebirdOperatorStore
from engine.domain.call_key import CallKey, read
from engine.errors import KnownError
from engine.ports.forms import AnswerDraft, FilledForm

if TYPE_CHECKING:
    from engine.ivr.survey import Question

_SELECT = (
    "SELECT a.call_key, a.version_id, a.phone, a.operator_name, a.began_at, a.saved_at, a.complete,"
    " a.answers, a.attempt_id, a.campaign_id, a.contact_id, f.name, v.version"
    " FROM form_answers a LEFT JOIN forms f ON f.id = a.form_id"
    " LEFT JOIN form_versions v ON v.id = a.version_id"
)


class FirebirdFormAnswerStore:
    """Fulfils engine.ports.forms.FormAnswerStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    # --- answers ---

    def save(
        self, filled: FilledForm,
        questions: "Sequence[tuple[Question, tuple[str, ...]]]" = (), user: str = "",
    ) -> None:  # fmt: skip
        form_id, name = self._form_of(filled.version_id)
        before = self._answers_before(filled.call, form_id)
        self._sql.execute(
            "UPDATE OR INSERT INTO form_answers (call_key, form_id, version_id, attempt_id,"
            " campaign_id, contact_id, phone, operator_name, began_at, saved_at, complete, answers)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) MATCHING (call_key, form_id)",
            (
                filled.call[:100], form_id, filled.version_id, filled.attempt_id,
                filled.campaign_id, filled.contact_id, filled.phone[:20], filled.operator[:200],
                to_db(filled.began_at), to_db(filled.saved_at), int(filled.complete),
                json.dumps(dict(filled.answers), ensure_ascii=False),
            ),
        )  # fmt: skip
        key = read(filled.call)
        if key is not None:
            self._keep_results(key, filled, name, before)
        if filled.attempt_id is not None:
            self._keep_survey(filled.attempt_id, filled, questions)
        if user:
            self._sql.execute(
                "DELETE FROM form_drafts WHERE user_key = ? AND call_key = ? AND form_id = ?",
                (_key(user), filled.call[:100], form_id),
            )

    def _keep_results(
        self, key: CallKey, filled: FilledForm, form: str, before: dict[str, str]
    ) -> None:
        """As the call's results. Answers that are given no more go; what the scheme has saved
        under other names stays."""
        operators = FirebirdOperatorStore(self._sql)
        operators.drop_results(key, before.keys() - filled.answers.keys())
        for field, text in filled.answers.items():
            operators.put_result(key, field, text, filled.saved_at)
        state = "complete" if filled.complete else "partial"
        operators.put_result(key, f"form:{form}", state, filled.saved_at)

    def _keep_survey(
        self, attempt_id: int, filled: FilledForm,
        questions: "Sequence[tuple[Question, tuple[str, ...]]]",
    ) -> None:  # fmt: skip
        if filled.campaign_id is None or filled.contact_id is None:
            return
        answers = FirebirdAnswerStore(self._sql)
        for question, codes in questions:
            answers.save(filled.campaign_id, filled.contact_id, attempt_id, question, codes,
                         filled.saved_at)  # fmt: skip

    def of_call(self, call: str) -> list[FilledForm]:
        return self._found("a.call_key = ? ORDER BY a.call_key, a.form_id", call[:100])

    def of_contact(self, contact_id: int) -> list[FilledForm]:
        found = self._found("a.contact_id = ? ORDER BY a.contact_id, a.saved_at", contact_id)
        return found[::-1]

    def of_form(self, name: str) -> Iterator[FilledForm]:
        form_id = FirebirdFormDefinitionStore(self._sql).known_id(name)
        sql = f"{_SELECT} WHERE a.form_id = ? ORDER BY a.form_id, a.saved_at"
        return (_filled(each) for each in self._sql.stream(sql, (form_id,)))

    def results_of(self, key: int) -> dict[str, str]:
        return FirebirdOperatorStore(self._sql).results_of(key)

    def _found(self, where: str, value: object) -> list[FilledForm]:
        return [_filled(row) for row in self._sql.rows(f"{_SELECT} WHERE {where}", (value,))]

    def _form_of(self, version_id: int) -> tuple[int, str]:
        row = self._sql.row(
            "SELECT f.id, f.name FROM form_versions v JOIN forms f ON f.id = v.form_id"
            " WHERE v.id = ?",
            (version_id,),
        )
        if row is None:
            raise KnownError(
                "there is no form version with the number {version_id}.", version_id=version_id
            )
        return int(row[0]), str(row[1])

    def _answers_before(self, call: str, form_id: int) -> dict[str, str]:
        row = self._sql.row(
            "SELECT answers FROM form_answers WHERE call_key = ? AND form_id = ?",
            (call[:100], form_id),
        )
        found: dict[str, str] = json.loads(row[0]) if row else {}
        return found

    # --- drafts ---

    def save_draft(self, user: str, draft: AnswerDraft) -> None:
        form_id, _ = self._form_of(draft.version_id)
        self._sql.execute(
            "UPDATE OR INSERT INTO form_drafts"
            " (user_key, call_key, form_id, version_id, saved_at, document)"
            " VALUES (?, ?, ?, ?, ?, ?) MATCHING (user_key, call_key, form_id)",
            (
                _key(user), draft.call[:100], form_id, draft.version_id, to_db(draft.saved_at),
                json.dumps(dict(draft.snapshot), ensure_ascii=False),
            ),
        )  # fmt: skip

    def drafts(self, user: str) -> list[AnswerDraft]:
        rows = self._sql.rows(
            "SELECT call_key, version_id, saved_at, document FROM form_drafts WHERE user_key = ?",
            (_key(user),),
        )
        found = [AnswerDraft(row[0], row[1], from_db(row[2]), json.loads(row[3])) for row in rows]
        return sorted(found, key=lambda draft: draft.saved_at, reverse=True)

    def drop_draft(self, user: str, call: str, version_id: int) -> None:
        form_id, _ = self._form_of(version_id)
        self._sql.execute(
            "DELETE FROM form_drafts WHERE user_key = ? AND call_key = ? AND form_id = ?",
            (_key(user), call[:100], form_id),
        )


def _key(user: str) -> str:
    return name_key(user)[:100]


def _filled(row: Row) -> FilledForm:
    return FilledForm(
        row[0], row[1], row[2], row[3], from_db(row[4]), from_db(row[5]), bool(row[6]),
        json.loads(row[7]), row[8], row[9], row[10], row[11] or "", row[12] or 0,
    )  # fmt: skip
