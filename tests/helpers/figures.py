"""Figures of an engine to which everything has happened."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from engine.domain.answering_machine import AnsweredBy
from engine.domain.campaign import CampaignState
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.trunk import TrunkStatus
from engine.ports import telephony as port
from engine.service.figure_desk import _calls
from engine.service.figures import (
    CampaignSight,
    EngineFigures,
    EngineSight,
    OfficeSight,
    PacingSight,
    StoreSight,
    TrunkSight,
)

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
PACING = PacingSight(10, 14, 15, 3, 0.25, 3.5, 0.011, 0.03, 0.02, True)
RUNNING = CampaignState.RUNNING


def full(campaigns: tuple[CampaignSight, ...] | None = None) -> EngineFigures:
    figures = EngineFigures()
    tally = figures.calls
    tally.placed(port.PlaceCall("a1", 7, "+79120000001"))
    tally.placed(port.PlaceCall("a2", 7, "+79120000002"))
    tally.heard(port.CallProgress("a1", AT, 180, False))
    tally.heard(port.CallProgress("a1", AT, 183, True))
    tally.heard(port.CallAnswered("a1", AT))
    tally.heard(port.AnswerDetected("a1", AnsweredBy.MACHINE, "words", 1.5))
    ended = AT + timedelta(seconds=42)
    tally.heard(
        port.CallEnded("a1", ended, AT - timedelta(seconds=4), AT, 200,
                       HangupCause.NORMAL_CLEARING, HangupBy.SUBSCRIBER)
    )  # fmt: skip
    tally.heard(port.TrunkStatusChanged(7, TrunkStatus.FAILED, AT))
    tally.heard(port.WorkerLost("line-1", AT, 3, "killed"))
    figures.note_refused("limit:day")
    figures.note_refused("limit:week")
    if campaigns is None:
        campaigns = (CampaignSight(3, "Debts", RUNNING, 2, "hours", PACING),)
    figures.sight = EngineSight(
        True, False, _calls(figures), port.LineFigures(2, 1, 8, 3, 1, 4), campaigns,
        (TrunkSight(7, "city", 30, 1, TrunkStatus.FAILED, 1, 0),),
        {(3, "completed"): 5, (4, "no_answer"): 2}, dict(figures.refused), 2, 10, 40,
    )  # fmt: skip
    figures.office = OfficeSight(
        AT, (StoreSight("Debts", "crm", 4, 1, 90, AT, True),), Counter(available=3), {3: 800},
        2, 1, AT, AT,
    )  # fmt: skip
    figures.disk_free = {"voice": 10**9}
    return figures
