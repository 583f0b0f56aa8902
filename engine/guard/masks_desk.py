"""As engine.guard.masks, of what operators work with: cards, history, requests, orders."""

from collections.abc import Iterable
from dataclasses import replace

from engine.domain.callbacks import Callback
from engine.domain.masking import masked, masked_text, masked_words
from engine.domain.operator import Operator, OperatorStatus
from engine.guard.masks import contact, fields, phones, texts
from engine.guard.view import View
from engine.orders.model import Order
from engine.ports.forms import FilledForm
from engine.ports.history import PastCall
from engine.ports.incoming import ReportedIncoming, RungBack
from engine.ports.operators import CallCard, StatusFeed, Talk, WorkstationSession
from engine.ports.outbox import OutboxRow
from engine.ports.traces import TracedCall
from engine.requests.model import Request


def card(view: View, found: CallCard) -> CallCard:
    """The workstation masks by ``mask_numbers``; what nobody masks later is masked here."""
    if view.unmasked(found.campaign_id or None):
        return found
    return replace(
        found,
        mask_numbers=True,
        phone=masked(found.phone),
        phones=phones(found.phones),
        fields=fields(found.fields),
        results=texts(found.results),
    )


def history(view: View, rows: list[PastCall]) -> list[PastCall]:
    """Of campaigns that he may see, and of calls that came in."""
    if view.unmasked() and view.hears() and view.may_see_all_campaigns:
        return rows
    found = []
    for row in rows:
        number = view.number_of(row.campaign) if row.campaign else None
        if not view.may_see(number):
            continue
        if not view.hears(number):
            row = replace(row, recording="")
        if not view.unmasked(number):
            row = replace(row, phone=masked(row.phone), results=texts(row.results), masked=True)
        found.append(row)
    return found


def traced(view: View, row: TracedCall) -> TracedCall:
    number = view.number_of(row.campaign)
    return row if view.unmasked(number) else replace(row, phone=masked(row.phone))


def traced_calls(view: View, rows: list[TracedCall]) -> list[TracedCall]:
    if view.unmasked() and view.may_see_all_campaigns:
        return rows
    return [traced(view, row) for row in rows if view.may_see(view.number_of(row.campaign))]


def talk(view: View, row: Talk) -> Talk:
    return row if view.unmasked(row.campaign_id) else replace(row, phone=masked(row.phone))


def status(view: View, row: OperatorStatus) -> OperatorStatus:
    """Whom he talks with stands in it, and for which queue."""
    if view.operators is not None:
        if not view.may_see_operator(row.operator_id):
            return OperatorStatus(row.operator_id)
        if row.queue and row.queue.casefold() not in view.queue_names:
            row = replace(row, queue="", hold=None, owes_result=None)
    if row.hold is None or view.unmasked():
        return row
    return replace(row, hold=replace(row.hold, party=masked(row.hold.party)))


def statuses(view: View, rows: Iterable[OperatorStatus]) -> list[OperatorStatus]:
    return [status(view, row) for row in rows if view.may_see_operator(row.operator_id)]


def operators(view: View, rows: list[Operator]) -> list[Operator]:
    return [row for row in rows if view.may_see_operator(row.id)]


def sessions(view: View, rows: list[WorkstationSession]) -> list[WorkstationSession]:
    return [row for row in rows if view.may_see_operator(row.operator_id)]


def status_feed(view: View, feed: StatusFeed) -> StatusFeed:
    if view.unmasked() and view.operators is None:
        return feed
    return replace(feed, statuses=tuple(statuses(view, feed.statuses)))


def incoming(view: View, row: ReportedIncoming) -> ReportedIncoming:
    if not view.hears():
        row = replace(row, recording="")
    if view.unmasked():
        return row
    return replace(
        row, caller=masked(row.caller), phone=masked(row.phone), results=texts(row.results)
    )


def rung_back(view: View, found: RungBack) -> RungBack:
    return replace(found, contact=contact(view, found.contact))


def filled_form(view: View, row: FilledForm) -> FilledForm:
    if view.unmasked(row.campaign_id):
        return row
    return replace(row, phone=masked(row.phone), answers=fields(row.answers))


def callback(view: View, row: Callback) -> Callback:
    if view.unmasked(row.campaign_id):
        return row
    return replace(
        row, phone=masked(row.phone), caller=masked_words(row.caller), note=masked_text(row.note)
    )


def request(view: View, row: Request) -> Request:
    if view.unmasked():
        return row
    return replace(
        row,
        subject=masked_text(row.subject),
        details=masked_text(row.details),
        caller=masked_words(row.caller),
        links=replace(row.links, phone=masked(row.links.phone)),
    )


def order(view: View, row: Order) -> Order:
    if view.unmasked():
        return row
    who = row.subscriber
    steps = tuple(
        replace(
            step, first=masked(step.first), second=masked(step.second), text=masked_text(step.text)
        )
        for step in row.steps
    )
    return replace(
        row,
        subscriber=replace(who, number=masked(who.number), name=masked_words(who.name)),
        steps=steps,
        answers=fields(row.answers),
        remark=masked_text(row.remark),
    )


def outbox(view: View, row: OutboxRow) -> OutboxRow:
    if view.unmasked(row.campaign_id):
        return row
    attempt = row.attempt
    return replace(
        row,
        document=texts(row.document),
        attempt=replace(
            attempt,
            phone=masked(attempt.phone),
            results=texts(attempt.results),
            contact=fields(attempt.contact),
        ),
    )
