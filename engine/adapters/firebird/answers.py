"""Answers to questions, and the tickets of draws."""

import hashlib
import json
import secrets
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.domain.shuffled_numbers import shuffled_number
from engine.ports.answers import AskedQuestion, DrawExhausted, GivenAnswer, Ticket

if TYPE_CHECKING:
    from engine.ivr.requests import DrawTicket
    from engine.ivr.survey import Question


class FirebirdAnswerStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    # --- answers --------------------------------------------------------------------------------

    def save(self, campaign_id: int, contact_id: int, attempt_id: int, question: "Question",
             codes: tuple[str, ...], at: datetime) -> None:  # fmt: skip
        self._sql.execute(
            "UPDATE OR INSERT INTO answers"
            " (attempt_id, question_id, campaign_id, contact_id, answered_at, codes)"
            " VALUES (?, ?, ?, ?, ?, ?) MATCHING (attempt_id, question_id)",
            (
                attempt_id,
                self._question_id(campaign_id, question),
                campaign_id,
                contact_id,
                to_db(at),
                json.dumps(codes, ensure_ascii=False),
            ),
        )

    def _question_id(self, campaign_id: int, question: "Question") -> int:
        document = _document(question)
        key = (
            campaign_id,
            question.id[:60],
            question.version[:20],
            hashlib.sha256(document.encode()).hexdigest()[:16],
        )
        # Only looked up as a rule: to write the row for each answer would make nodes wait for
        # one another.
        known = self._known_question(key)
        if known is None:
            self._alone()
            known = self._known_question(key)
        if known is not None:
            return known
        new_id = self._sql.next_ids("question_ids", 1)[0]
        self._sql.execute(
            "INSERT INTO questions (campaign_id, question, version, digest, id, document)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (*key, new_id, document),
        )
        return new_id

    def _known_question(self, key: tuple[object, ...]) -> int | None:
        return self._found(
            "SELECT id FROM questions"
            " WHERE campaign_id = ? AND question = ? AND version = ? AND digest = ?",
            key,
        )

    def questions(self, campaign_id: int) -> list[AskedQuestion]:
        rows = self._sql.rows(
            "SELECT id, question, version, document FROM questions WHERE campaign_id = ?"
            " ORDER BY id",
            (campaign_id,),
        )
        found = []
        for question_id, name, version, text in rows:
            document = json.loads(text)
            found.append(
                AskedQuestion(
                    id=int(question_id),
                    question=name,
                    version=version,
                    kind=document["kind"],
                    wording=document["wording"],
                    options=tuple((code, texts) for code, texts in document["options"]),
                    scale_min=document["scale_min"],
                    scale_max=document["scale_max"],
                )
            )
        return found

    def answers(self, campaign_id: int) -> Iterator[GivenAnswer]:
        names = {asked.id: asked.question for asked in self.questions(campaign_id)}
        rows = self._answer_rows(campaign_id)
        latest: dict[str, GivenAnswer] = {}
        contact: int | None = None
        for contact_id, question_id, codes in rows:
            if contact_id != contact:
                yield from latest.values()
                latest, contact = {}, contact_id
            answer = GivenAnswer(int(contact_id), int(question_id), tuple(json.loads(codes)))
            latest[names[answer.question_id]] = answer
        yield from latest.values()

    def _answer_rows(self, campaign_id: int) -> Iterator[Row]:
        return self._sql.stream(
            "SELECT contact_id, question_id, codes FROM answers WHERE campaign_id = ?"
            " ORDER BY campaign_id, contact_id, answered_at",
            (campaign_id,),
        )

    def _found(self, sql: str, parameters: tuple[object, ...]) -> int | None:
        row = self._sql.row(sql, parameters)
        return None if row is None else int(row[0])

    # --- draws ----------------------------------------------------------------------------------

    def ticket(self, campaign_id: int, contact_id: int, attempt_id: int, phone: str,
               wanted: "DrawTicket", now: datetime) -> int:  # fmt: skip
        draw = wanted.draw[:60]
        state = self._locked(campaign_id, draw)
        if state is None:
            self._alone()
            state = self._locked(campaign_id, draw)
        if state is None:
            state = (secrets.token_hex(32), 0)
            self._sql.execute(
                "INSERT INTO draws (campaign_id, draw, secret, issued) VALUES (?, ?, ?, ?)",
                (campaign_id, draw, *state),
            )
        own = self._found(
            "SELECT number FROM tickets WHERE campaign_id = ? AND draw = ? AND contact_id = ?",
            (campaign_id, draw, contact_id),
        )
        if own is not None:
            return own
        number = self._free_number(campaign_id, draw, wanted, *state)
        self._sql.execute(
            "INSERT INTO tickets"
            " (campaign_id, draw, number, contact_id, attempt_id, phone, issued_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (campaign_id, draw, number, contact_id, attempt_id, phone, to_db(now)),
        )
        return number

    def _locked(self, campaign_id: int, draw: str) -> tuple[str, int] | None:
        """The draw's secret and how many numbers were given out. Whoever asks at the same time
        waits here."""
        row = self._sql.row(
            "SELECT secret, issued FROM draws WHERE campaign_id = ? AND draw = ? WITH LOCK",
            (campaign_id, draw),
        )
        return None if row is None else (str(row[0]), int(row[1]))

    def _alone(self) -> None:
        """From here on nobody else makes a new row; look again whether somebody just has."""
        self._sql.execute("UPDATE locks SET name = name WHERE name = 'ANSWERS'")

    def _free_number(
        self, campaign_id: int, draw: str, wanted: "DrawTicket", secret: str, issued: int
    ) -> int:
        size = wanted.last - wanted.first + 1
        # Numbers are given out in an order of their own, so one look as a rule. After the range
        # has been changed some may be taken, and some passed over: those come at the end.
        for index in chain(range(issued, size), range(min(issued, size))):
            place = shuffled_number(index, size, secret) if wanted.shuffled else index
            number = wanted.first + place
            taken = self._found(
                "SELECT number FROM tickets WHERE campaign_id = ? AND draw = ? AND number = ?",
                (campaign_id, draw, number),
            )
            if taken is None:
                self._sql.execute(
                    "UPDATE draws SET issued = ? WHERE campaign_id = ? AND draw = ?",
                    (max(index + 1, issued), campaign_id, draw),
                )
                return number
            if index < issued and self._all_taken(campaign_id, draw, wanted):
                break
        raise DrawExhausted(
            "All numbers of the draw “{draw}” from {first} to {last} are given out.",
            mend="Give the draw more numbers in the scheme.",
            draw=draw,
            first=wanted.first,
            last=wanted.last,
        )

    def _all_taken(self, campaign_id: int, draw: str, wanted: "DrawTicket") -> bool:
        taken = self._found(
            "SELECT COUNT(*) FROM tickets"
            " WHERE campaign_id = ? AND draw = ? AND number BETWEEN ? AND ?",
            (campaign_id, draw, wanted.first, wanted.last),
        )
        return taken == wanted.last - wanted.first + 1

    def tickets(self, campaign_id: int) -> Iterator[Ticket]:
        rows = self._sql.stream(
            "SELECT draw, number, attempt_id, contact_id, phone, issued_at FROM tickets"
            " WHERE campaign_id = ? ORDER BY campaign_id, draw, number",
            (campaign_id,),
        )
        return (
            Ticket(row[0], int(row[1]), int(row[2]), int(row[3]), row[4], from_db(row[5]))
            for row in rows
        )


def _document(question: "Question") -> str:
    return json.dumps(
        {
            "kind": question.kind,
            "wording": dict(question.wording),
            "options": [[code, dict(texts)] for code, texts in question.options],
            "scale_min": question.scale_min,
            "scale_max": question.scale_max,
        },
        ensure_ascii=False,
        sort_keys=True,
    )
