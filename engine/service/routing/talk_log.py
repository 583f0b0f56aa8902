"""The call log: a row for each offer to an operator, and what came of it.

Written by the journal, so that an outage of the database costs no row.
"""

from dataclasses import replace
from datetime import datetime

from engine.domain.operator import OfferKind
from engine.ports.operators import Talk, TalkOutcome
from engine.service.journal import Journal
from engine.service.operator_room import WaitRequest
from engine.service.routing.operator_leg import OperatorLeg


class TalkLog:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._open: dict[str, Talk] = {}

    def offered(self, offer_id: str, operator_id: int, kind: str, queue: str,
                request: WaitRequest, at: datetime) -> None:  # fmt: skip
        self._save(
            Talk(
                offer_id=offer_id,
                operator_id=operator_id,
                attempt_id=request.attempt_id or None,
                campaign_id=request.campaign_id or None,
                contact_id=request.contact_id or None,
                queue=queue,
                kind=kind,
                phone=request.phone,
                offered_at=at,
            )
        )

    def answered(self, offer_id: str, at: datetime) -> None:
        talk = self._open.get(offer_id)
        if talk is not None and talk.answered_at is None:
            self._save(replace(talk, answered_at=at, outcome=TalkOutcome.TALKING))

    def took_over(self, offer_id: str, queue: str) -> None:
        """The one who was consulted keeps the subscriber: it is a talk of its own kind now."""
        talk = self._open.get(offer_id)
        if talk is not None and talk.kind == OfferKind.CONSULT:
            self._save(replace(talk, kind=OfferKind.SUBSCRIBER.value, queue=queue or talk.queue))

    def ended(self, offer_id: str, outcome: TalkOutcome, at: datetime) -> None:
        """Nothing more comes of that offer."""
        talk = self._open.get(offer_id)
        if talk is not None:
            self._save(replace(talk, ended_at=at, outcome=outcome))
            del self._open[offer_id]

    def _save(self, talk: Talk) -> None:
        self._open[talk.offer_id] = talk
        self._journal.write("talk", lambda stores: stores.operators.save_talk(talk))


def outcome_of(leg: OperatorLeg, lost: bool) -> TalkOutcome:
    if leg.answered_at is not None and (leg.connected or not leg.stopped):
        return TalkOutcome.LOST if lost else TalkOutcome.ENDED
    if leg.stopped == "no_answer":
        return TalkOutcome.MISSED
    return TalkOutcome.TAKEN_BACK if leg.stopped else TalkOutcome.DECLINED
