"""Answers to questions, and the tickets of draws."""

import hashlib
import json
import secrets
from collections.abc import Iterator
from datetime import datetime

from engine.adapters.firebird.connection import Connection, from_db, to_db
from engine.domain.shuffled_numbers import shuffled_number
from engine.errors import KnownError
from engine.ivr.requests import DrawTicket
from engine.ivr.survey import Question
from engine.ports.answers import AskedQuestion, GivenAnswer, Ticket


class FirebirdAnswerStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    # --- answers --------------------------------------------------------------------------------

    def save(self, campaign_id: int, contact_id: int, attempt_id: int, question: Question,
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

    def _question_id(self, campaign_id: int, question: Question) -> int:
        document = _document(question)
        key = (
            campaign_id,
            question.id[:60],
            question.version[:20],
            hashlib.sha256(document.encode()).hexdigest()[:16],
        )
        # Only looked up as a rule: to write the row for each answer would make nodes wait for
        # one another.
        found = self._sql.value(
            "SELECT id FROM questions"
            " WHERE campaign_id = ? AND question = ? AND version = ? AND digest = ?",
            key,
        )
        if found is not None:
            return int(found)
        new_id = self._sql.next_ids("question_ids", 1)[0]
        self._sql.execute(
            "INSERT INTO questions (campaign_id, question, version, digest, id, document)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (*key, new_id, document),
        )
        return new_id

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
        rows = self._sql.stream(
            "SELECT contact_id, question_id, codes FROM answers WHERE campaign_id = ?"
            " ORDER BY campaign_id, contact_id, answered_at",
            (campaign_id,),
        )
        latest: dict[str, GivenAnswer] = {}
        contact: int | None = None
        for contact_id, question_id, codes in rows:
            if contact_id != contact:
                yield from latest.values()
                latest, contact = {}, contact_id
            answer = GivenAnswer(int(contact_id), int(question_id), tuple(json.loads(codes)))
            latest[names[answer.question_id]] = answer
        yield from latest.values()

    # --- draws ----------------------------------------------------------------------------------

    def ticket(self, campaign_id: int, contact_id: int, attempt_id: int, phone: str,
               wanted: DrawTicket, now: datetime) -> int:  # fmt: skip
        draw = wanted.draw[:60]
        # The row of the draw serialises those who ask at the same time.
        if not self._sql.changed(
            "UPDATE draws SET issued = issued WHERE campaign_id = ? AND draw = ?",
            (campaign_id, draw),
        ):
            self._sql.execute(
                "INSERT INTO draws (campaign_id, draw, secret, issued) VALUES (?, ?, ?, 0)",
                (campaign_id, draw, secrets.token_hex(32)),
            )
        own = self._sql.value(
            "SELECT number FROM tickets WHERE campaign_id = ? AND draw = ? AND contact_id = ?",
            (campaign_id, draw, contact_id),
        )
        if own is not None:
            return int(own)
        number = self._free_number(campaign_id, draw, wanted)
        self._sql.execute(
            "INSERT INTO tickets"
            " (campaign_id, draw, number, contact_id, attempt_id, phone, issued_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (campaign_id, draw, number, contact_id, attempt_id, phone, to_db(now)),
        )
        return number

    def _free_number(self, campaign_id: int, draw: str, wanted: DrawTicket) -> int:
        row = self._sql.row(
            "SELECT secret, issued FROM draws WHERE campaign_id = ? AND draw = ?",
            (campaign_id, draw),
        )
        assert row is not None
        secret, issued = str(row[0]), int(row[1])
        size = wanted.last - wanted.first + 1
        # Numbers are given out in an order of their own, so one look as a rule; after the range
        # has been changed some of them may be taken already.
        for index in range(issued, size):
            place = shuffled_number(index, size, secret) if wanted.shuffled else index
            number = wanted.first + place
            taken = self._sql.value(
                "SELECT number FROM tickets WHERE campaign_id = ? AND draw = ? AND number = ?",
                (campaign_id, draw, number),
            )
            if taken is None:
                self._sql.execute(
                    "UPDATE draws SET issued = ? WHERE campaign_id = ? AND draw = ?",
                    (index + 1, campaign_id, draw),
                )
                return number
        raise KnownError(
            "All numbers of the draw “{draw}” from {first} to {last} are given out.",
            mend="Give the draw more numbers in the scheme.",
            draw=draw,
            first=wanted.first,
            last=wanted.last,
        )

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


def _document(question: Question) -> str:
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
