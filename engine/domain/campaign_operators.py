"""Campaigns with operators: their own queue, and how they are paced."""

from dataclasses import dataclass
from enum import StrEnum

from engine.domain.operator import Assignment, Queue, WrapUp, WrapUpKind
from engine.domain.preset_model import AbandonRule, Preset

#: Where neither the campaign nor a law says so.
ABANDON_LIMIT = 0.03
ANSWER_WITHIN_S = 2.0
#: Longest call, in seconds, of a campaign whose file names none: people talk longer than schemes.
MAX_CALL_S = 3600.0


class CampaignPacing(StrEnum):
    #: An operator looks at a contact, then dials: the campaign is manual.
    PREVIEW = "preview"
    PROGRESSIVE = "progressive"
    PREDICTIVE = "predictive"


@dataclass(frozen=True, slots=True)
class OperatorRules:
    """The section ``[operators]`` of a campaign file; as in engine.domain.operator.Queue and
    engine.dialer.pacing.model.PacingRules."""

    skill: str = ""
    minimum_level: int = 1
    assignment: Assignment = Assignment.LONGEST_IDLE
    wrap_up: WrapUpKind = WrapUpKind.TIMED
    #: None: it ends when the operator ends it.
    wrap_up_s: float | None = 30.0
    expiry_result: str = "no_result"
    wrap_up_ends_when_saved: bool = False
    ring_timeout_s: float = 15.0
    answer_within_s: float = ANSWER_WITHIN_S
    time_limit_s: float = 300.0
    most_misses: int = 3
    sticky_s: float = 10.0
    direct_s: float = 30.0
    rescue_s: float = 30.0
    announce_s: float = 30.0
    overflow_when_empty: bool = True
    service_level_s: float = 20.0
    fewest_operators: int = 5
    most_calls_each: int = 10
    #: Of a manual campaign: why a contact may be put off, (): the usual reasons; and for how long
    #: he is offered to nobody then.
    skip_reasons: tuple[str, ...] = ()
    skip_s: float = 3600.0


def own_queue(name: str, campaign_id: int, rules: OperatorRules, automated: bool,
              laws: tuple[Preset, ...]) -> Queue:  # fmt: skip
    """The campaign's own queue, which has its name."""
    within_s = min((rules.answer_within_s, *(law.answer_within_s for law in _abandon(laws))))
    return Queue(
        name=name,
        campaign_id=campaign_id,
        skill=rules.skill,
        minimum_level=rules.minimum_level,
        assignment=rules.assignment,
        wrap_up=WrapUp(
            rules.wrap_up, rules.wrap_up_s, rules.expiry_result, rules.wrap_up_ends_when_saved
        ),
        automated=automated,
        answer_within_s=within_s,
        time_limit_s=rules.time_limit_s,
        ring_timeout_s=rules.ring_timeout_s,
        most_misses=rules.most_misses,
        sticky_s=rules.sticky_s,
        direct_s=rules.direct_s,
        rescue_s=rules.rescue_s,
        announce_s=rules.announce_s,
        overflow_when_empty=rules.overflow_when_empty,
        service_level_s=rules.service_level_s,
    )


def abandon_limit(limit: float | None, laws: tuple[Preset, ...]) -> float:
    """The strictest of what the campaign says and what laws allow, a share of live answers."""
    own = ABANDON_LIMIT if limit is None else limit
    return min((own, *(law.share for law in _abandon(laws))))


def _abandon(laws: tuple[Preset, ...]) -> list[AbandonRule]:
    return [law.abandon for law in laws if law.abandon is not None]
