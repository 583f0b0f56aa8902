"""Rules of the book of contacts: who may look at them, and who may change them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from engine.domain.rights import Right
from engine.guard import masks, masks_audit
from engine.guard.rule import Arguments, Rule, needs
from engine.guard.rules_campaigns import of_contact
from engine.guard.view import View
from engine.ports.audit import AuditEntry
from engine.ports.contact_book import BookRow, BookSection
from engine.ports.contact_life import NumberRefused

_VIEW = needs(Right.CONTACTS_VIEW)
#: Written is the whole, and what is masked would be written for good.
_EDIT = needs(Right.CONTACTS_EDIT, also=Right.PERSONAL_DATA)
_MOVE = needs(Right.CONTACTS_EDIT)


def _of_section(_view: View, arguments: Arguments) -> int | None:
    campaign_id: int = arguments["section"].campaign_id
    return campaign_id


def _of_held(_view: View, arguments: Arguments) -> int | None:
    campaign_id: int = arguments["held"].contact.campaign_id
    return campaign_id


def _of_all(view: View, arguments: Arguments) -> int | None:
    """The one campaign that all of them belong to; of several the right for the whole office is
    needed."""
    rows = view.stores.contact_book.rows(arguments["contact_ids"])
    campaigns = {row.contact.campaign_id for row in rows}
    return campaigns.pop() if len(campaigns) == 1 else None


def _may(view: View, campaign_id: int) -> bool:
    return view.may(Right.CONTACTS_VIEW, campaign_id)


def _sections(view: View, found: Iterable[BookSection]) -> list[BookSection]:
    return [section for section in found if _may(view, section.campaign_id)]


def _rows(view: View, found: Iterable[BookRow]) -> list[BookRow]:
    return [
        replace(row, contact=masks.contact(view, row.contact))
        for row in found
        if _may(view, row.contact.campaign_id)
    ]


def _numbers(view: View, found: list[int]) -> list[int]:
    """Whether another client's lists hold a number is nobody's business."""
    if view.may(Right.CONTACTS_VIEW):
        return found
    return [row.contact.id for row in _rows(view, view.stores.contact_book.rows(found))]


def _calls(view: View, found: Mapping[int, Any]) -> Mapping[int, Any]:
    return {key: call for key, call in found.items() if _may(view, call.campaign_id)}


def _refusals(view: View, found: Iterable[NumberRefused]) -> list[NumberRefused]:
    return [masks.with_phone(view, each) for each in found if _may(view, each.campaign_id)]


def _changes(view: View, found: Iterable[AuditEntry]) -> list[AuditEntry]:
    """Of no campaign's contact: for who may look at all."""
    return [
        masks_audit.entry(view, each)
        for each in found
        if view.may(Right.CONTACTS_VIEW, each.campaign_id)
    ]


def _numbered(
    view: View, found: Iterable[tuple[int, NumberRefused]]
) -> list[tuple[int, NumberRefused]]:
    return [(number, masks.with_phone(view, each)) for number, each in found]


def _asks(arguments: Arguments) -> Right | None:
    """Who sees masked numbers and names must not find them out by asking for parts of them."""
    query = arguments["query"]
    return Right.PERSONAL_DATA if query.beginnings or query.digits or query.value else None


_FIND = Rule(_VIEW.rights, command=_asks)

CONTACTS: Mapping[str, Mapping[str, Rule]] = {
    "contact_book": {
        "sections": _FIND.giving(_sections),
        "walk": _FIND.in_campaign(_of_section),
        "search": _FIND.in_campaign(_of_section),
        "rows": _VIEW.giving(_rows),
        "with_phone": _VIEW.giving(_numbers),
        "lists": _VIEW.in_campaign(),
        "field_names": _VIEW,
    },
    "contact_changes": {
        "hold": _MOVE.in_campaign(of_contact),
        "add": _EDIT.in_campaign(),
        "save": _EDIT.in_campaign(_of_held),
        **dict.fromkeys(("withdraw", "put_back", "put_off"), _MOVE.in_campaign(_of_all)),
        "first_in_line": _MOVE.in_campaign(of_contact),
        "withdrawal": _VIEW.in_campaign(of_contact),
    },
    "contact_life": {
        "call_details": _VIEW.giving(_calls),
        "refusals": _VIEW.giving(_refusals),
        "changes": needs(Right.CONTACTS_VIEW, also=Right.PERSONAL_DATA).giving(_changes),
        "campaign_dialled": _VIEW.in_campaign(),
        **dict.fromkeys(("rule_totals", "erased"), _VIEW.in_campaign()),
        "refused_by": _VIEW.in_campaign().giving(_numbered),
        **dict.fromkeys(
            ("count_old_fields", "erase_old_fields"), needs(Right.SETTINGS_EDIT).in_office()
        ),
    },
}
