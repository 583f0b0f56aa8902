"""Answers and tickets for reports, held in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.ports.answers import AskedQuestion, GivenAnswer, Ticket


@dataclass
class MemoryAnswers:
    """The reading half of ``AnswerStore``."""

    asked: Sequence[AskedQuestion] = ()
    given: Sequence[GivenAnswer] = ()
    issued: Sequence[Ticket] = ()

    def questions(self, campaign_id: int) -> list[AskedQuestion]:
        return list(self.asked)

    def answers(self, campaign_id: int) -> Iterator[GivenAnswer]:
        return iter(sorted(self.given, key=lambda each: each.contact_id))

    def tickets(self, campaign_id: int) -> Iterator[Ticket]:
        return iter(self.issued)

    def save(self, *_: Any) -> None:
        raise NotImplementedError

    def ticket(self, *_: Any) -> int:
        raise NotImplementedError


def single(number: int, name: str, *codes: str, version: str = "1") -> AskedQuestion:
    return AskedQuestion(
        number, name, version, "single", {"ru": f"Вопрос {name}?", "en": f"Question {name}?"},
        tuple((code, {"ru": f"Ответ {code}", "en": f"Answer {code}"}) for code in codes),
        None, None,
    )  # fmt: skip


def multiple(number: int, name: str, *codes: str) -> AskedQuestion:
    options = tuple((code, {"ru": f"Ответ {code}"}) for code in codes)
    return AskedQuestion(
        number, name, "1", "multiple", {"ru": f"Вопрос {name}?"}, options, None, None
    )


def scale(number: int, name: str, low: int, high: int) -> AskedQuestion:
    return AskedQuestion(number, name, "1", "scale", {"ru": f"Оценка {name}?"}, (), low, high)


def tickets(count: int, at: datetime, draw: str = "главный") -> list[Ticket]:
    return [Ticket(draw, 100 + n, n, n, f"+7912{n:07d}", at) for n in range(1, count + 1)]
