"""All that ever happened to a contact, or on a number, as one list of events, the newest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum

from engine.domain.calling_hours import zone_of
from engine.domain.refusal_words import refusal_words
from engine.orders.model import Order
from engine.ports.audit import AuditEntry
from engine.ports.contact_book import BookRow, Withdrawal
from engine.ports.contact_life import CallDetails, NumberRefused
from engine.ports.do_not_call import DoNotCallEntry
from engine.ports.history import PastCall
from engine.ports.ledger import Consent
from engine.ports.orders import OrderFilter
from engine.ports.requests import RequestFilter
from engine.ports.storage import Stores
from engine.reports import names
from engine.requests.model import Links
from rino_desktop.texts import language, t

#: Events of one kind that are read at most; ``Life.cut`` says when there are more.
MOST = 500


class EventKind(StrEnum):
    CALL = "call"
    INCOMING = "incoming"
    REFUSAL = "refusal"
    DO_NOT_CALL = "do_not_call"
    CONSENT = "consent"
    CALLBACK = "callback"
    ORDER = "order"
    REQUEST = "request"
    LIST = "list"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Event:
    """``title`` in a line, ``details`` as (name, value), both in the user's language. ``call``: of
    a call, for its recording; ``traced``: its way through the scheme is kept."""

    at: datetime
    kind: EventKind
    title: str
    campaign: str = ""
    phone: str = ""
    details: tuple[tuple[str, str], ...] = ()
    call: PastCall | None = None
    call_details: CallDetails | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """``row``: the contact himself; ``others``: contacts of other campaigns with his numbers.
    ``phones``: all he has and had."""

    row: BookRow
    others: tuple[BookRow, ...]
    phones: tuple[str, ...]
    listed: tuple[DoNotCallEntry, ...]
    consents: tuple[Consent, ...]
    withdrawal: Withdrawal | None
    events: tuple[Event, ...]
    cut: bool = False
    read_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def local_zone(self) -> tzinfo:
        """In whose time he is called."""
        zones = [zone for name in self.row.contact.zones if (zone := zone_of(name)) is not None]
        return zones[0] if zones else UTC


def read(stores: Stores, contact_id: int) -> Life | None:
    """None when he is there no more."""
    row = next(iter(stores.contact_book.rows([contact_id])), None)
    if row is None:
        return None
    changes = stores.contact_life.changes([contact_id], MOST)
    phones = tuple(dict.fromkeys([*row.contact.phones, *former_phones(changes)]))
    others = sorted({n for phone in phones for n in stores.contact_book.with_phone(phone)})
    other_rows = stores.contact_book.rows([n for n in others if n != contact_id])
    withdrawal = stores.contact_changes.withdrawal(contact_id)
    happened = events_of(stores, phones, [row, *other_rows], changes)
    return Life(
        row, tuple(other_rows), phones, tuple(stores.do_not_call.of(phones)),
        tuple(stores.consents.of(phones)), withdrawal, tuple(happened), len(happened) >= MOST,
    )  # fmt: skip


def former_phones(changes: Iterable[AuditEntry]) -> list[str]:
    """Numbers that a contact had before somebody changed them."""
    found: dict[str, None] = {}
    for entry in changes:
        both = entry.details.get("phones")
        if entry.action == "contact.edit" and isinstance(both, list) and both[0]:
            found.update(dict.fromkeys(map(str, both[0])))
    return list(found)


def events_of(
    stores: Stores, phones: Sequence[str], rows: Sequence[BookRow], changes: Sequence[AuditEntry]
) -> list[Event]:
    """The newest first."""
    found: list[Event] = []
    calls = stores.history.of_phones(phones, MOST)
    details = stores.contact_life.call_details([c.call_key for c in calls if c.call_key > 0])
    found += [_call(call, details.get(call.call_key)) for call in calls if not call.skipped]
    contacts = {row.contact.id: row for row in rows}
    campaigns = {row.contact.campaign_id: row.campaign for row in rows}
    for refused in stores.contact_life.refusals(list(contacts), phones, MOST):
        found.append(_refusal(refused, _campaign(stores, campaigns, refused.campaign_id)))
    for listed in stores.do_not_call.of(phones):
        found.append(
            Event(
                listed.added_at, EventKind.DO_NOT_CALL, t("Put on the do-not-call list"),
                phone=listed.phone, details=_given_of(listed),
            )
        )  # fmt: skip
    for consent in stores.consents.of(phones):
        found += _consent(consent)
    for callback in (c for phone in phones for c in stores.callbacks.of_phone(phone, MOST)):
        found.append(
            Event(
                callback.created_at, EventKind.CALLBACK, t("Callback promised"),
                phone=callback.phone,
                details=_given({
                    t("Time"): moment(callback.due_at), t("By whom"): callback.author,
                    t("Note"): callback.note,
                    t("State"): t("open") if callback.ended_at is None else t("over"),
                }),
            )
        )  # fmt: skip
    found += _work(stores, phones, list(contacts))
    for row in rows:
        found += _list(stores, row)
    found += [_change(entry) for entry in changes]
    found.sort(key=lambda event: event.at, reverse=True)
    return found[:MOST]


def moment(at: datetime, zone: tzinfo | None = None) -> str:
    """As people write it; in the computer's own zone unless another is given."""
    local = at.astimezone(zone)
    return local.strftime("%d.%m.%Y %H:%M:%S" if language() == "ru" else "%Y-%m-%d %H:%M:%S")


def _call(call: PastCall, details: CallDetails | None) -> Event:
    ours = not call.came_in
    result = names.disposition(call.disposition, language()) if call.disposition else (
        t("not over yet"))  # fmt: skip
    talked = timedelta(0)
    if call.answered_at is not None and call.ended_at is not None:
        talked = call.ended_at - call.answered_at
    given = {
        t("Result"): result,
        t("Answered"): moment(call.answered_at) if call.answered_at else "",
        t("Ended"): moment(call.ended_at) if call.ended_at else "",
        t("Talk"): f"{int(talked.total_seconds())} {t('s')}" if talked else "",
        t("Operator"): call.operator,
        t("Called number"): call.called,
        t("Led to"): call.target,
    }
    if details is not None:
        given[t("Cause of the end")] = names.cause(details.hangup_cause, language()) if (
            details.hangup_cause) else ""  # fmt: skip
        given[t("Try")] = str(details.number)
        given[t("Scheme")] = f"{details.scheme}, {details.version}" if details.scheme else ""
    for name, value in call.results.items():
        given[": ".join(filter(None, (t("Answer"), name)))] = value
    if call.recording:
        given[t("Recording")] = t("deleted") if call.recording_deleted else call.recording
    title = t("Called: {result}", result=result) if ours else t("Rang us: {result}", result=result)
    kind = EventKind.CALL if ours else EventKind.INCOMING
    return Event(call.at, kind, title, call.campaign, call.phone, _given(given), call, details)


def _refusal(refused: NumberRefused, campaign: str) -> Event:
    refusal = refused.refusal
    return Event(
        refused.last_at, EventKind.REFUSAL,
        t("Not called: {why}", why=refusal_words(refusal, language())), campaign, refused.phone,
        _given({
            t("First"): moment(refused.first_at), t("Times"): str(refused.times),
            t("May be called from"): moment(refusal.lifts_at) if refusal.lifts_at else "",
            **{name: _plain(value) for name, value in refusal.inputs.items()},
        }),
    )  # fmt: skip


def _consent(consent: Consent) -> list[Event]:
    given = _given({
        t("Kind"): consent.kind, t("Proof"): consent.proof,
        t("Digest of the proof"): consent.proof_digest,
        t("Holds until"): moment(consent.until) if consent.until else "",
    })  # fmt: skip
    events = [
        Event(consent.obtained_at, EventKind.CONSENT, t("Consent given"), "", consent.phone, given)
    ]
    if consent.revoked_at is not None:
        events.append(
            Event(consent.revoked_at, EventKind.CONSENT, t("Consent revoked"), "", consent.phone,
                  given)
        )  # fmt: skip
    return events


def _work(stores: Stores, phones: Sequence[str], contact_ids: Sequence[int]) -> list[Event]:
    """Requests and orders, each once, whatever links them to the person."""
    links = [Links(phone=phone) for phone in phones] + [Links(contact_id=n) for n in contact_ids]
    found: dict[tuple[str, int], Event] = {}
    for link in links:
        for request in stores.requests.find(RequestFilter(all=True, links=link), MOST):
            found["request", request.id] = Event(
                request.created_at, EventKind.REQUEST,
                t("Request {number}: {subject}", number=request.id, subject=request.subject),
                phone=request.links.phone,
                details=_given({
                    t("Category"): request.category, t("By whom"): request.author,
                    t("State"): t("open") if request.is_open else t("over"),
                    t("Details"): request.details,
                }),
            )  # fmt: skip
    orders: list[Order] = []
    for phone in phones:
        orders += stores.orders.find(OrderFilter(all=True, number=phone), MOST)
    for contact_id in contact_ids:
        orders += stores.orders.find(OrderFilter(all=True, contact_id=contact_id), MOST)
    for order in orders:
        found["order", order.id] = Event(
            order.created_at, EventKind.ORDER,
            t("Order {number}: {service}", number=order.id, service=order.service.name),
            details=_given({
                t("By whom"): order.author, t("Remark"): order.remark,
                t("State"): t("open") if order.is_open else t("over"),
            }),
        )  # fmt: skip
    return list(found.values())


def _list(stores: Stores, row: BookRow) -> list[Event]:
    lists = stores.contact_book.lists(row.contact.campaign_id)
    info = next((info for info in lists if info.id == row.import_id), None)
    if info is None:
        return []
    return [
        Event(
            info.imported_at, EventKind.LIST,
            t("In the list {name}", name=list_title(info.name)), row.campaign,
            row.contact.phones[0], _given({t("Row"): str(row.list_row)}),
        )
    ]  # fmt: skip


def list_title(name: str) -> str:
    """The file, or that it was a person who has added him."""
    if name.startswith("operator:"):
        return t("added by hand: {who}", who=name.removeprefix("operator:"))
    return name


def action_word(action: str) -> str:
    """What the audit log calls it, in the user's language."""
    return {
        "contact.add": t("Added by hand"),
        "contact.edit": t("Changed by hand"),
        "contact.withdraw": t("Withdrawn"),
        "contact.put_back": t("Put back"),
        "contact.put_off": t("Put off"),
        "contact.call_now": t("Ordered to be called now"),
        "contact.do_not_call": t("Put on the do-not-call list by hand"),
        "contact.complaint": t("Answer to a complaint exported"),
    }.get(action, action)


def _change(entry: AuditEntry) -> Event:
    given = {t("By whom"): entry.actor.name, t("Computer"): entry.actor.place}
    for name, value in entry.details.items():
        if name == "fields" and isinstance(value, dict):
            given.update({str(k): _before_after(v) for k, v in value.items()})
        else:
            given[_detail_words().get(name, name)] = _before_after(value)
    return Event(
        entry.at, EventKind.CHANGE, action_word(entry.action), phone=entry.subject,
        details=_given(given),
    )  # fmt: skip


def _detail_words() -> dict[str, str]:
    return {
        "phones": t("Telephone numbers"), "zones": t("Time zones"), "reason": t("Reason"),
        "until": t("Until"), "source": t("Source"),
    }  # fmt: skip


def _before_after(value: object) -> str:
    if isinstance(value, list) and len(value) == 2:
        before, after = (_plain(each) for each in value)
        return f"{before or '—'} → {after or '—'}"
    return _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_plain(each)}" for name, each in value.items())
    return str(value)


def _given(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in values.items() if value)


def _campaign(stores: Stores, known: dict[int, str], campaign_id: int) -> str:
    if campaign_id not in known:
        known[campaign_id] = stores.campaigns.get(campaign_id).name
    return known[campaign_id]


def _given_of(entry: DoNotCallEntry) -> tuple[tuple[str, str], ...]:
    asked = "" if entry.asked_at is None else moment(entry.asked_at)
    given = (
        (t("Source"), entry.source), (t("asked for on"), asked),
        (t("added by"), entry.added_by), (t("proof"), entry.proof),
    )  # fmt: skip
    return tuple((name, value) for name, value in given if value)
