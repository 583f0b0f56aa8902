"""Rules of clients, of their forms of reports and of the do-not-call lists."""

from collections.abc import Mapping

from engine.domain.client import Client
from engine.domain.rights import Right
from engine.guard import masks
from engine.guard.rule import ENGINE, Rule, needs
from engine.guard.view import View
from engine.ports.do_not_call import DoNotCallEntry
from engine.ports.reports import StoredForm

_EDIT = needs(Right.CLIENTS_EDIT)
_LISTS = needs(Right.DO_NOT_CALL_EDIT)
_ENTRIES = needs(Right.CONTACTS_VIEW, Right.DO_NOT_CALL_EDIT, also=Right.PERSONAL_DATA).in_office()
_ASKED = needs(Right.CONTACTS_VIEW, Right.CALLS_TAKE)


def _known(view: View) -> set[int]:
    """Clients of whom he may see a campaign."""
    owners = view.stores.clients.of_campaigns()
    return {owner for campaign, owner in owners.items() if view.may_see(campaign)}


def _clients(view: View, found: list[Client]) -> list[Client]:
    if view.may_see_all_campaigns:
        return found
    known = _known(view)
    return [client for client in found if client.id in known]


def _client(view: View, found: Client | None) -> Client | None:
    if found is not None and not _clients(view, [found]):
        view.require(Right.CAMPAIGN_VIEW)
    return found


def _owners(view: View, found: Mapping[int, int]) -> Mapping[int, int]:
    return {campaign: owner for campaign, owner in found.items() if view.may_see(campaign)}


def _counts(view: View, found: Mapping[int | None, int]) -> Mapping[int | None, int]:
    if view.may_see_all_campaigns:
        return found
    known = _known(view)
    return {owner: count for owner, count in found.items() if owner in known}


def _entries(view: View, found: list[DoNotCallEntry]) -> list[DoNotCallEntry]:
    if not view.may_see_all_campaigns:
        known = {None, *_known(view)}
        found = [entry for entry in found if entry.client_id in known]
    return [masks.with_phone(view, entry) for entry in found]


def _form_owners(view: View, found: Mapping[str, int]) -> Mapping[str, int]:
    if view.may(Right.REPORTS_VIEW):
        return found
    known = _known(view)
    return {form: owner for form, owner in found.items() if owner in known}


def _others_forms(view: View) -> set[str]:
    """Casefolded names of forms that belong to clients whom he does not see: their SQL reads what
    is theirs, whatever campaign it is asked for."""
    if view.may(Right.REPORTS_VIEW):
        return set()
    known = _known(view)
    owners = view.stores.clients.of_report_forms()
    return {form.casefold() for form, owner in owners.items() if owner not in known}


def _forms(view: View, found: list[StoredForm]) -> list[StoredForm]:
    others = _others_forms(view)
    return [form for form in found if form.name.casefold() not in others]


def _form(view: View, found: StoredForm) -> StoredForm:
    if found.name.casefold() in _others_forms(view):
        view.require(Right.REPORTS_VIEW)
    return found


_SEE = needs(Right.CAMPAIGN_VIEW)

CLIENTS: Mapping[str, Mapping[str, Rule]] = {
    "clients": {
        **dict.fromkeys(
            ("add", "change", "give_campaign", "give_report_form"), _EDIT.in_office()
        ),
        "confine_user": needs(Right.PEOPLE_EDIT),
        "of_users": needs(Right.CLIENTS_EDIT, Right.PEOPLE_EDIT).in_office(),
        "of_report_forms": needs(Right.REPORTS_VIEW).giving(_form_owners),
        "all": _SEE.giving(_clients),
        "by_name": _SEE.giving(_client),
        "by_id": _SEE.giving(_client),
        "of_campaigns": _SEE.giving(_owners),
        "of_campaign": _SEE.in_campaign(),
    },
    "report_forms": {
        "put": needs(Right.REPORT_FORMS_EDIT), "remove": needs(Right.REPORT_FORMS_EDIT),
        "get": needs(Right.REPORTS_VIEW).giving(_form),
        "all": needs(Right.REPORTS_VIEW).giving(_forms),
    },
    "do_not_call": {
        "add": _LISTS, "remove": _LISTS,
        #: Said in a call, which engines hold.
        "add_refusal": ENGINE,
        "all": _ENTRIES, "newest": _ENTRIES, "proof": _ENTRIES,
        "of": needs(Right.CONTACTS_VIEW, Right.DO_NOT_CALL_EDIT).giving(_entries),
        "counts": _ASKED.giving(_counts),
        "contains": _ASKED, "which": _ASKED, "forbidden": _ASKED,
    },
}  # fmt: skip
