"""What a workstation reads and writes of the shared database, each in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.call_results import OPERATOR_NOTE as NOTE
from engine.domain.campaign import Campaign, CampaignMode, CampaignState
from engine.domain.hearing import SuperviseMode
from engine.domain.operator import EVERYBODY, OperatorState, OperatorStatus
from engine.ports.operators import OrderKind
from engine.ports.storage import NodeSession, Stores
from engine.routing import wish_codec
from engine.routing.actions import SaveResult
from rino_desktop.supervision import of_operator
from rino_desktop.unsent_results import UnsentResult
from rmt.facts import (
    MOST_RESULTS,
    USUAL_RESULTS,
    USUAL_SKIP_REASONS,
    CardFacts,
    Colleague,
    Day,
    ManualCampaign,
    ResultChoice,
    Rules,
)

#: Values of a campaign ([variables]) that are for its operators: results, separated by ";", and
#: after how many seconds a contact that is looked at is dialled by itself.
RESULTS, COUNTDOWN = "operator_results", "preview_countdown_s"
#: Which fields name a contact, separated by ";"; without it they are found by what they are called.
NAMED_BY = "contact_name"


@dataclass(frozen=True, slots=True)
class Turn:
    """``valid`` False: the session that beats is not the newest one. ``engines``: whose leases are
    there, however old. ``card``: of the call that rings, which is asked for in the next moment."""

    status: OperatorStatus
    answers: Mapping[int, Mapping[str, object]]
    engines: Sequence[NodeSession]
    revision: int
    valid: bool
    card: CardFacts | None = None
    supervisors: tuple[tuple[str, SuperviseMode], ...] = ()


def turn(
    stores: Stores, operator_id: int, orders: Sequence[int], beat: tuple[str, str] | None,
    read: CardFacts | None = None,
) -> Turn:  # fmt: skip
    """``beat``: token and address of the session that is alive, None for no beat this time.
    ``read``: the card that need not be read again."""
    operators = stores.operators
    valid = True if beat is None else operators.beat(operator_id, *beat)
    answers = {}
    for order_id in orders:
        answered = operators.order_answer(order_id)
        if answered is not None:
            answers[order_id] = answered.answer
    status = operators.status(operator_id)
    engines = stores.nodes.sessions()
    hold = status.hold if status.state is OperatorState.RINGING else None
    rings = hold.attempt_id if hold is not None else None
    if not rings:
        read = None
    elif read is None or read.card.attempt_id != rings:
        read = card(stores, rings)
    seen = of_operator(stores, operator_id) if status.hold is not None else []
    supervisors = tuple((each.asked.who.name, each.mode) for each in seen if each.mode)
    revision = operators.settings_revision()
    return Turn(status, answers, engines, revision, valid, read, supervisors)


def rules(stores: Stores, operator_id: int, day_began: datetime) -> Rules:
    operators = stores.operators
    queues = operators.queues()
    campaigns = stores.campaigns.all()
    running = [c for c in campaigns if c.state is CampaignState.RUNNING]
    manual = [c for c in running if c.settings.mode is CampaignMode.MANUAL]
    return Rules(
        tuple(operators.pause_reasons()),
        {queue.name: queue.wrap_up for queue in queues},
        tuple(queue.name for queue in queues if queue.name != EVERYBODY),
        tuple(Colleague(o.id, o.name) for o in operators.operators() if o.id != operator_id),
        tuple(ManualCampaign(c.id, c.name, _countdown(c), _skip_reasons(c)) for c in manual),
        frozenset(c.id for c in campaigns if c.settings.mask_numbers),
        day_began,
    )


def day(stores: Stores, operator_id: int, began: datetime, now: datetime) -> Day:
    operators = stores.operators
    return Day(
        tuple(operators.talks(operator_id, began)),
        tuple(operators.spans(operator_id, began, now)),
        tuple(operators.messages(operator_id)),
    )


def card(stores: Stores, attempt_id: int) -> CardFacts | None:
    found = stores.operators.card(attempt_id)
    if found is None:
        return None
    known = found.campaign != ""
    if not known:
        return CardFacts(found, recorded=found.recorded)
    campaign = stores.campaigns.get(found.campaign_id)
    return CardFacts(found, _results(campaign), found.recorded, _named(campaign, NAMED_BY))


def keep(stores: Stores, operator_id: int, token: str, result: UnsentResult, now: datetime) -> None:
    """May be repeated: it is the same result of the same attempt."""
    stores.operators.save_result(operator_id, result.attempt_id, result.result, result.saved_at)
    if result.note:
        stores.operators.put_result(result.attempt_id, NOTE, result.note, result.saved_at)
    wish = wish_codec.wish_to_json(SaveResult(result.attempt_id, result.finish))
    stores.operators.order(operator_id, token, OrderKind.WISH, wish, now)


def _results(campaign: Campaign) -> tuple[ResultChoice, ...]:
    own = tuple(ResultChoice(each, each) for each in _named(campaign, RESULTS))[:MOST_RESULTS]
    return own or USUAL_RESULTS


def _named(campaign: Campaign, variable: str) -> tuple[str, ...]:
    parts = [each.strip() for each in campaign.settings.variables.get(variable, "").split(";")]
    return tuple(each for each in parts if each)


def _skip_reasons(campaign: Campaign) -> tuple[ResultChoice, ...]:
    rules = campaign.settings.operators
    named = () if rules is None else rules.skip_reasons
    return tuple(ResultChoice(each, each) for each in named) or USUAL_SKIP_REASONS


def _countdown(campaign: Campaign) -> float | None:
    try:
        seconds = float(campaign.settings.variables.get(COUNTDOWN, ""))
    except ValueError:
        return None
    return seconds if 0 < seconds < 3600 else None
