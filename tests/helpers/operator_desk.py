"""A workstation's logic at work: rows, rings and clocks by hand."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.operator import (
    AVAILABLE,
    EPOCH,
    Hold,
    Intent,
    OfferKind,
    OperatorState,
    OperatorStatus,
)
from engine.ports import softphone as sp
from engine.ports.operators import CallCard
from rmt.commands import Command
from rmt.facts import CardFacts
from rmt.presenter import Presenter
from rmt.surroundings import Options

NOW = 1_800_000_000.0
TOKEN = "tok-1"
C = TypeVar("C")


def moment(now: float) -> datetime:
    return datetime.fromtimestamp(now, UTC)


def row(
    state: OperatorState, now: float = NOW, *, revision: int = 1, intent: Intent = AVAILABLE,
    token: str = TOKEN, **changes: object,
) -> OperatorStatus:  # fmt: skip
    status = OperatorStatus(
        7, revision, "", state, moment(now) if now else EPOCH, intent, token, "pc-1", True
    )
    return replace(status, **changes)  # type: ignore[arg-type] # fields by name


def card_of(attempt: int = 5, **changes: object) -> CallCard:
    card = CallCard(
        attempt, 2, "Должники, ноябрь", 11, "+79120000001", ("+79120000001",), ("Europe/Moscow",),
        {"Имя": "Мария Петровна", "Долг": "1250,30"}, {"talks": "yes"}, "", 1, moment(NOW),
    )  # fmt: skip
    return replace(card, **changes)  # type: ignore[arg-type] # fields by name


class Desk:
    """``now`` goes forward by ``wait``."""

    def __init__(self, **options: bool) -> None:
        ids = itertools.count(1)
        self.now = NOW
        self.p = Presenter(7, TOKEN, "pc-1", lambda: f"k{next(ids)}", Options(**options))
        self.told: list[Command] = []
        self.revision = 0

    def out(self) -> list[Command]:
        taken = self.p.take()
        self.told += taken
        return taken

    def of(self, kind: type[C], among: Sequence[object] | None = None) -> list[C]:
        """What has come out since the last look, of one kind."""
        return [each for each in (self.out() if among is None else among) if isinstance(each, kind)]

    def wait(self, seconds: float) -> None:
        """As a timer would: at each moment that something is due."""
        end = self.now + seconds
        while (due := self.p.next_tick) is not None and due <= end:
            self.now = max(self.now, due)
            self.p.tick(self.now)
        self.now = end
        self.p.tick(end)

    def be(self, state: OperatorState, **changes: object) -> None:
        self.revision += 1
        values = {"revision": self.revision, **changes}
        self.p.row(row(state, self.now, **values), self.now)  # type: ignore[arg-type]

    def ring(
        self, call_id: str = "c1", *, attempt: int | None = 5, token: str = TOKEN,
        offer: str = "node-1/1",
    ) -> None:  # fmt: skip
        headers = {"X-Rino-Offer": offer, "X-Rino-Token": token}
        if attempt is not None:
            headers["X-Rino-Attempt"] = str(attempt)
        hold = Hold("node-1", offer, OfferKind.SUBSCRIBER, "p1", attempt, "sales")
        self.be(OperatorState.RINGING, hold=hold, queue="sales")
        self.p.told(
            sp.Incoming(call_id, self.now, "sip:+79120000001@e", "", "sip:7@pc", headers), self.now
        )

    def ring_foreign(self, call_id: str = "f1", **headers: str) -> None:
        self.p.told(
            sp.Incoming(call_id, self.now, "sip:100@pbx", "Склад", "sip:7@pc", headers), self.now
        )

    def read(self, attempt: int = 5, **facts: object) -> None:
        self.p.card_read(attempt, CardFacts(card_of(attempt), **facts), self.now)  # type: ignore[arg-type]

    def talk(self, call_id: str = "c1", attempt: int = 5) -> None:
        """All the way to a talk."""
        self.ring(call_id, attempt=attempt)
        self.read(attempt, recorded=True)
        self.wait(0.3)
        self.p.told(sp.Answered(call_id, self.now, {}), self.now)
        status = self.p.status
        assert status is not None
        self.be(OperatorState.TALKING, hold=status.hold, queue="sales", owes_result=attempt)
        self.out()

    def end(self, call_id: str = "c1", *, answered: bool = True) -> None:
        self.p.told(
            sp.Ended(call_id, self.now, self.now - 1 if answered else None, 200,
                     HangupCause.NORMAL_CLEARING, HangupBy.SUBSCRIBER),
            self.now,
        )  # fmt: skip
