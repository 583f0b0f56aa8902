"""The storage port's part for what subscribers answer and draw."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from engine.errors import KnownError

if TYPE_CHECKING:  # every command opens the storage port, few of them the interpreter
    from engine.ivr.requests import DrawTicket
    from engine.ivr.survey import Question


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it was asked in a campaign; another wording has another ``id``.
    ``question`` is its name in the scheme; the rest as in engine.ivr.survey.Question."""

    id: int
    question: str
    version: str
    kind: str
    wording: Mapping[str, str]
    options: tuple[tuple[str, Mapping[str, str]], ...]
    scale_min: int | None
    scale_max: int | None


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """``question_id`` is ``AskedQuestion.id``; ``codes``: of the options chosen, or the number
    of a scale."""

    contact_id: int
    question_id: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ticket:
    draw: str
    number: int
    attempt_id: int
    contact_id: int
    phone: str
    issued_at: datetime


class DrawExhausted(KnownError):
    """All numbers of a draw are given out."""


class AnswerStore(Protocol):
    def save(self, campaign_id: int, contact_id: int, attempt_id: int, question: "Question",
             codes: tuple[str, ...], at: datetime) -> None:  # fmt: skip
        """One answer per question, wording and attempt; the last one counts."""
        ...

    def questions(self, campaign_id: int) -> list[AskedQuestion]:
        """In the order in which they were first asked."""
        ...

    def answers(self, campaign_id: int) -> Iterator[GivenAnswer]:
        """The last answer of each contact to each question (whatever its wording was), ordered by
        contact; streamed."""
        ...

    def ticket(self, campaign_id: int, contact_id: int, attempt_id: int, phone: str,
               wanted: "DrawTicket", now: datetime) -> int:  # fmt: skip
        """The contact's number in the draw; the same one again when he has one. KnownError when
        all are given out. No two contacts get the same number, whoever asks at the same time."""
        ...

    def tickets(self, campaign_id: int) -> Iterator[Ticket]:
        """By draw and number; streamed."""
        ...
