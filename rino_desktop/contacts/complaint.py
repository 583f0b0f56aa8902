"""The answer to a complaint: everything about one number, in one
document, which says who took it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from engine.domain.calling_hours import zone_of
from engine.lists.phones import number_zones
from engine.ports.contact_book import BookRow, ListInfo
from engine.ports.contact_life import CallDetails, NumberRefused
from engine.ports.do_not_call import DoNotCallEntry
from engine.ports.history import PastCall
from engine.ports.ledger import Consent
from engine.ports.storage import Stores
from rino_desktop.contacts.life import MOST, moment
from rino_desktop.contacts.why import Explanation, Says, explain

#: The latest calls are explained; of those before it is told what came of them.
_MOST = 100


@dataclass(frozen=True, slots=True)
class ComplainedCall:
    """``why``: what allowed it, by the rules at that time as far as they are stored."""

    call: PastCall
    details: CallDetails | None
    local_time: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """A campaign that has the number, and where it has it from."""

    row: BookRow
    list: ListInfo | None


@dataclass(frozen=True, slots=True)
class Answer:
    """``zone``: the subscriber's; ``forbids``: what stands against further calls, by campaign."""

    phone: str
    zone: str
    taken_by: str
    taken_at: datetime
    calls: tuple[ComplainedCall, ...]
    incoming: tuple[PastCall, ...]
    basis: tuple[Basis, ...]
    consents: tuple[Consent, ...]
    listed: tuple[DoNotCallEntry, ...]
    refused: tuple[NumberRefused, ...]
    now: tuple[Explanation, ...]
    campaigns: Mapping[int, str] = field(default_factory=dict)
    cut: bool = False

    @property
    def local(self) -> tzinfo:
        return zone_of(self.zone) or UTC


def collect(stores: Stores, phone: str, who: str, now: datetime) -> Answer:
    """``phone``: E.164. All that is stored of it, in one transaction."""
    ids = stores.contact_book.with_phone(phone)
    rows = stores.contact_book.rows(ids)
    calls = stores.history.of_phones([phone], MOST)
    ours = [c for c in calls if c.call_key > 0]
    details = stores.contact_life.call_details([c.call_key for c in ours])
    known = {row.contact.id for row in rows}
    others = sorted({d.contact_id for d in details.values()} - known)
    rows += stores.contact_book.rows(others)  # by another of his numbers, or one he had before
    zones = next((row.contact.zones for row in rows if row.contact.zones), ()) or number_zones(
        phone
    )
    zone = zones[0] if zones else "UTC"
    local = zone_of(zone) or UTC
    names_of = {c.id: c.name for c in stores.campaigns.all()}
    return Answer(
        phone, zone, who, now,
        tuple(
            _complained(stores, c, details.get(c.call_key), phone, local, now, explained=n < _MOST)
            for n, c in enumerate(ours)
        ),
        tuple(c for c in calls if c.came_in),
        tuple(_basis(stores, row) for row in rows),
        tuple(stores.consents.of([phone])),
        tuple(stores.do_not_call.of([phone])),
        tuple(stores.contact_life.refusals([], [phone], MOST)),
        tuple(explain(stores, row.contact.id, now, now, phone) for row in rows),
        names_of, len(calls) >= MOST,
    )  # fmt: skip


def _complained(
    stores: Stores, call: PastCall, details: CallDetails | None, phone: str, local: tzinfo,
    now: datetime, *, explained: bool,
) -> ComplainedCall:  # fmt: skip
    why: tuple[str, ...] = ()
    there = details is not None and stores.contact_book.rows([details.contact_id])
    if explained and details is not None and there:
        # What had been decided when it was dialled: before it happened.
        found = explain(stores, details.contact_id, call.at, now, phone).findings
        why = tuple(f.words for f in found if f.says is not Says.HAPPENED)
    return ComplainedCall(call, details, moment(call.at, local), why)


def _basis(stores: Stores, row: BookRow) -> Basis:
    lists = stores.contact_book.lists(row.contact.campaign_id)
    return Basis(row, next((info for info in lists if info.id == row.import_id), None))


def record(stores: Stores, answer: Answer, file: str, now: datetime) -> None:
    """Into the audit log: who has taken all that with him."""
    stores.audit.record(
        now, "contact.complaint", answer.phone, {"file": file, "calls": len(answer.calls)},
        subject_id=next((basis.row.contact.id for basis in answer.basis), None),
    )  # fmt: skip
