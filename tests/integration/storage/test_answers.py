"""Answers to questions, and tickets of draws."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.answers import FirebirdAnswerStore
from engine.adapters.firebird.connection import Connection
from engine.errors import KnownError
from engine.ivr.requests import DrawTicket
from engine.ivr.survey import Question
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW

PARTY = Question(
    "party", "1", "single", {"ru": "За кого вы проголосуете?"},
    (("a", {"ru": "За «А»"}), ("b", {"ru": "За «Б»"})),
)  # fmt: skip
SCALE = Question("nps", "1", "scale", {"ru": "Оцените нас"}, scale_min=0, scale_max=10)


def test_answers_with_their_wording(database: FirebirdDatabase) -> None:
    def save(contact: int, attempt: int, question: Question, *codes: str, after: int = 0) -> None:
        at = NOW + timedelta(seconds=after)
        database.transact(lambda s: s.answers.save(1, contact, attempt, question, codes, at))

    save(7, 70, PARTY, "a")
    save(7, 70, PARTY, "b", after=5)  # he has changed his mind
    save(7, 70, SCALE, "10", after=9)
    save(3, 30, PARTY, "b")
    # The same version, another wording: nobody must read the answers as those to the old one.
    reworded = replace(PARTY, wording={"ru": "Кого вы поддержите?"})
    save(3, 31, reworded, "a", after=60)
    database.transact(lambda s: s.answers.save(2, 1, 1, PARTY, ("a",), NOW))

    questions = database.transact(lambda s: s.answers.questions(1))
    assert [(q.question, q.version, q.wording["ru"]) for q in questions] == [
        ("party", "1", "За кого вы проголосуете?"),
        ("nps", "1", "Оцените нас"),
        ("party", "1", "Кого вы поддержите?"),
    ]
    assert questions[0].options == PARTY.options
    assert (questions[1].scale_min, questions[1].scale_max) == (0, 10)
    given = database.transact(lambda s: list(s.answers.answers(1)))
    by_question = {(a.contact_id, a.question_id): a.codes for a in given}
    party, scale, party_again = (q.id for q in questions)
    assert by_question == {(3, party_again): ("a",), (7, party): ("b",), (7, scale): ("10",)}
    assert [a.contact_id for a in given] == sorted(a.contact_id for a in given)


def test_saving_twice_changes_nothing(database: FirebirdDatabase) -> None:
    for _ in range(2):
        database.transact(lambda s: s.answers.save(1, 1, 1, SCALE, ("5",), NOW))
    assert len(database.transact(lambda s: list(s.answers.answers(1)))) == 1
    assert len(database.transact(lambda s: s.answers.questions(1))) == 1


def test_tickets(database: FirebirdDatabase) -> None:
    wanted = DrawTicket("prize", 1, 5, shuffled=False)

    def ticket(contact: int, wanted: DrawTicket = wanted, campaign: int = 1) -> int:
        return database.transact(
            lambda s: s.answers.ticket(campaign, contact, contact * 10, "+79120000001", wanted, NOW)
        )

    assert [ticket(c) for c in (11, 12, 11)] == [1, 2, 1]
    assert ticket(11, DrawTicket("other", 100, 200, shuffled=False)) == 100
    assert ticket(11, campaign=2) == 1
    # The draw gets more numbers in the middle of the campaign.
    more = DrawTicket("prize", 1, 7, shuffled=True)
    rest = [ticket(c, more) for c in range(13, 18)]
    assert sorted(rest) == [3, 4, 5, 6, 7]
    with pytest.raises(KnownError, match=r"prize.*1 to 7 are given out"):
        ticket(99, more)
    assert ticket(13, more) == rest[0]
    listed = database.transact(lambda s: list(s.answers.tickets(1)))
    assert [(t.draw, t.number) for t in listed] == [
        ("other", 100),
        *(("prize", n) for n in range(1, 8)),
    ]
    assert listed[1].contact_id == 11
    assert listed[1].issued_at == NOW


def test_no_two_contacts_get_the_same_ticket(tested_database: DatabaseUnderTest) -> None:
    """Several nodes at once, from the very first ticket on."""
    wanted = DrawTicket("prize", 1, 90, shuffled=True)

    def node(first: int) -> list[int]:
        database = tested_database.open()
        try:
            return [
                database.transact(
                    lambda s, c=contact: s.answers.ticket(1, c, c, "+79120000001", wanted, NOW)
                )
                for contact in range(first, first + 30)
            ]
        finally:
            database.close()

    with ThreadPoolExecutor(3) as pool:
        given = [number for part in pool.map(node, (0, 100, 200)) for number in part]
    assert sorted(given) == list(range(1, 91))


def test_plans(tested_database: DatabaseUnderTest, database: FirebirdDatabase) -> None:
    database.transact(lambda s: s.answers.save(1, 1, 1, SCALE, ("5",), NOW))

    def plans(connection: Connection) -> list[str]:
        found: list[str] = []

        class Recorder:
            def __getattr__(self, name: str) -> object:
                def recorded(sql: str, *arguments: object) -> object:
                    found.append(f"{sql}: {connection.plan(sql)}")
                    return getattr(connection, name)(sql, *arguments)

                return getattr(connection, name) if name == "next_ids" else recorded

        store = FirebirdAnswerStore(Recorder())  # type: ignore[arg-type]
        store.save(1, 2, 2, SCALE, ("5",), NOW)
        list(store.answers(1))
        store.ticket(1, 1, 1, "+79120000001", DrawTicket("d", 1, 9, shuffled=False), NOW)
        list(store.tickets(1))
        return found

    for plan in database.transact_raw(plans):
        assert "NATURAL" not in plan, plan
        assert "SORT" not in plan or "FROM questions" in plan, plan
