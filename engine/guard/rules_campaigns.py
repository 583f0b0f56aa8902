"""Rules of the stores of campaigns, their contacts and calls, and what is reported of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.domain.campaign import Campaign
from engine.domain.masking import masked, masked_text
from engine.domain.rights import Right
from engine.guard import masks, masks_desk, secret_uses
from engine.guard.rule import ENGINE, EVERYBODY, Arguments, Rule, needs
from engine.guard.view import View
from engine.ports import scheme_calls
from engine.ports.answers import Ticket
from engine.ports.ledger import LedgerEntry
from engine.ports.outbox import OutboxBacklog
from engine.ports.reports import ResultTally

_SEEN = needs(Right.CAMPAIGN_VIEW).in_campaign()
_REPORTED = needs(Right.REPORTS_VIEW).in_campaign()
_COUNTED = needs(Right.CAMPAIGN_VIEW, Right.REPORTS_VIEW).in_campaign()
_TRACED = needs(Right.SCHEMES_EDIT, Right.CONTACTS_VIEW)
_CONTACTS = needs(Right.CONTACTS_VIEW).in_campaign()
_EDITED = needs(Right.CAMPAIGN_EDIT).asking(secret_uses.of_campaign)

#: What commands to engines are: their kinds, and what who posts one needs.
COMMANDS: Mapping[str, Right] = {
    "start": Right.CAMPAIGN_RUN, "pause": Right.CAMPAIGN_RUN, "stop": Right.CAMPAIGN_RUN,
    "archive": Right.CAMPAIGN_RUN, "test_call": Right.CAMPAIGN_RUN,
    scheme_calls.CALL: Right.SCHEMES_EDIT, scheme_calls.END: Right.SCHEMES_EDIT,
    "listen": Right.LISTEN, "whisper": Right.WHISPER, "join": Right.JOIN,
}  # fmt: skip


def _command(arguments: Arguments) -> Right | None:
    """Of kinds that nobody has told of here only administrators post one."""
    return COMMANDS.get(arguments["kind"], Right.SETTINGS_EDIT)


def _search(arguments: Arguments) -> Right | None:
    return Right.PERSONAL_DATA if arguments["part"] else None


def of_number(arguments: Arguments) -> Right | None:
    """As ``_search``, of what is asked for by a part of a number."""
    return Right.PERSONAL_DATA if arguments.get("phone") else None


def _of_address(arguments: Arguments) -> Right | None:
    """An engine opens it, with the password for such addresses."""
    return Right.SOURCES_EDIT if "://" in arguments["build"].source else None


def _named(view: View, arguments: Arguments) -> int | None:
    """The campaign that is to be changed, by its settings' name."""
    return view.number_of(arguments["settings"].name)


def _replaced(_view: View, arguments: Arguments) -> int | None:
    campaign: Campaign = arguments["campaign"]
    return campaign.id


def of_contact(view: View, arguments: Arguments) -> int | None:
    """Asked only where it matters: by who has the right in single campaigns only."""
    return view.stores.contacts.get(arguments["contact_id"]).campaign_id


def _of_traced(view: View, arguments: Arguments) -> int | None:
    found = view.stores.traces.call(arguments["attempt_id"])
    return None if found is None else view.number_of(found.campaign)


def _campaigns(view: View, rows: Sequence[Campaign]) -> Sequence[Campaign]:
    if view.may_see_all_campaigns:
        return rows
    return [row for row in rows if view.may_see(row.id)]


def _campaign(view: View, found: Campaign) -> Campaign:
    if not view.may(Right.CALLS_TAKE):  # whoever talks for it is told what of
        view.require(Right.CAMPAIGN_VIEW, found.id)
    return found


def _contacts(view: View, rows: Sequence[Any]) -> Sequence[Any]:
    return rows if view.unmasked() else [masks.contact(view, row) for row in rows]


def _one_contact(view: View, found: Any) -> Any:
    if not view.may(Right.CALLS_TAKE):
        view.require(Right.CONTACTS_VIEW, found.campaign_id)
    return masks.contact(view, found)


def _ledger_row(row: LedgerEntry) -> LedgerEntry:
    return replace(row, phone=masked(row.phone))


def _waiting_row(view: View, row: LedgerEntry) -> LedgerEntry:
    return row if view.unmasked(row.campaign_id) else _ledger_row(row)


def _ticket(row: Ticket) -> Ticket:
    return replace(row, phone=masked(row.phone))


def _fields(row: tuple[int, Mapping[str, str]]) -> tuple[int, Mapping[str, str]]:
    return row[0], masks.fields(row[1])


def _results(view: View, rows: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    return rows if view.unmasked() else [(n, masked_text(v), count) for n, v, count in rows]


def _split(view: View, rows: list[ResultTally]) -> list[ResultTally]:
    if view.unmasked():
        return rows
    return [replace(row, value=masked_text(row.value)) for row in rows]


def _beside(
    view: View, rows: list[tuple[str, str, str, str, int]]
) -> list[tuple[str, str, str, str, int]]:
    if view.unmasked():
        return rows
    return [(name, value, other, masked_text(text), n) for name, value, other, text, n in rows]


def _last(row: tuple[int, str]) -> tuple[int, str]:
    return row[0], masked_text(row[1])


def _backlogs(view: View, rows: list[OutboxBacklog]) -> list[OutboxBacklog]:
    return [row for row in rows if view.may_see(row.campaign_id)]


def _set_aside(view: View, rows: Sequence[Any]) -> Sequence[Any]:
    return [masks_desk.outbox(view, row) for row in rows if view.may_see(row.campaign_id)]


CAMPAIGNS: Mapping[str, Mapping[str, Rule]] = {
    "campaigns": {
        "create": _EDITED.in_office(),
        "update": _EDITED.in_campaign(_named),
        "replace": _EDITED.in_campaign(_replaced),
        "remove_draft": needs(Right.CAMPAIGN_EDIT).in_campaign(),
        "by_name": EVERYBODY.giving(_campaign),
        "get": EVERYBODY.giving(_campaign),
        "all": EVERYBODY.giving(_campaigns),
        "set_state": needs(Right.CAMPAIGN_RUN).in_campaign(),
        "finish_if_running": ENGINE,
    },
    "waiting": {"zones": _SEEN, "without_consent": _SEEN},
    "contacts": {
        "claim": ENGINE, "claim_one": ENGINE, "release": ENGINE, "settle": ENGINE,
        "outlook": _SEEN,
        "counts": _SEEN,
        "get": needs(Right.CONTACTS_VIEW, Right.CALLS_TAKE).giving(_one_contact),
        # Who sees masked numbers must not find out the rest by asking for it.
        "some": Rule((Right.CONTACTS_VIEW,), command=_search).in_campaign().giving(_contacts),
        "with_phone": needs(Right.CONTACTS_VIEW, also=Right.PERSONAL_DATA).in_campaign(),
        "add_by_hand": needs(Right.CONTACTS_EDIT, Right.CALLS_TAKE).in_campaign(),
        "added_by": needs(Right.CONTACTS_VIEW, Right.CALLS_TAKE).in_campaign(of_contact),
        "retries_ahead": _SEEN,
    },
    "attempts": {
        **dict.fromkeys(
            ("allocate_ids", "open", "withdraw", "is_open", "mark_dialled", "mark_answered",
             "save_result", "close", "orphans", "reserved_at"), ENGINE,
        ),
        "calls_since": needs(Right.CONTACTS_VIEW).in_office(),
    },
    "nodes": {
        **dict.fromkeys(
            ("begin", "renew", "give_up", "release_claims", "end", "request_lines", "set_activity",
             "set_trunk_status", "pending_commands", "acknowledge", "report", "forget_commands"),
            ENGINE,
        ),
        "sessions": EVERYBODY,
        "activity": _SEEN,
        "trunk_status": EVERYBODY,
        "post_command": Rule(command=_command).in_campaign(),
        "withdraw": needs(Right.CAMPAIGN_RUN, Right.SCHEMES_EDIT),
        "command": EVERYBODY,
    },
    "ledger": {
        **dict.fromkeys(
            ("record", "lock_people", "note_people", "forget_people", "next_waiting"), ENGINE
        ),
        "entries": _CONTACTS.giving(masks.streamed(_ledger_row)),
        "totals": _COUNTED,
        "waiting_for": _SEEN.giving(masks.maybe(_waiting_row)),
        **dict.fromkeys(("past_calls", "live_calls"), needs(Right.CONTACTS_VIEW).in_office()),
        "contact_of": needs(Right.CONTACTS_VIEW, Right.CALLS_TAKE).in_campaign(),
    },
    "quotas": {
        **dict.fromkeys(("lock", "reserve", "settle", "move", "finish"), ENGINE),
        "figures": _COUNTED,
        "groups": _SEEN,
    },
    "ranking": {
        "unranked": ENGINE, "rank": ENGINE,
        "reset": needs(Right.CAMPAIGN_EDIT).in_campaign(),
    },
    "answers": {
        "save": ENGINE, "ticket": ENGINE,
        "questions": _REPORTED,
        "answers": _REPORTED,
        "tickets": _REPORTED.giving(masks.streamed(_ticket)),
    },
    "reports": {
        **dict.fromkeys(
            ("attempt_totals", "by_hangup_cause", "by_disposition", "by_hour", "reached", "extent",
             "tallies"), _COUNTED,
        ),
        **dict.fromkeys(
            ("by_node", "scheme_documents", "by_operator"), _REPORTED,
        ),
        "results": _COUNTED.giving(_results),
        "by_result": _REPORTED.giving(_split),
        "results_beside": _REPORTED.giving(_beside),
        "last_results": _REPORTED.giving(masks.streamed(_last)),
        "contact_fields": _REPORTED.giving(masks.streamed(_fields)),
        "attempts": _REPORTED.giving(masks.attempts),
        "packed_attempts": _REPORTED.giving(masks.packed_attempts),
    },
    "schedules": {
        **dict.fromkeys(
            ("add", "replace"), needs(Right.SCHEDULES_EDIT).asking(secret_uses.of_schedule)
        ),
        "remove": needs(Right.SCHEDULES_EDIT),
        "all": needs(Right.REPORTS_VIEW).in_office(),
        **dict.fromkeys(("ran", "claim", "postpone"), ENGINE),
    },
    "sources": {
        **dict.fromkeys(
            ("add", "replace"), needs(Right.SOURCES_EDIT).asking(secret_uses.of_source)
        ),
        "remove": needs(Right.SOURCES_EDIT),
        # Their passwords stand elsewhere.
        "by_name": EVERYBODY, "all": EVERYBODY,
        # It is a query of its own over a data source, which knows no campaigns.
        "save_build": Rule((Right.LISTS_BUILD,), command=_of_address).in_office(),
        "build_of": needs(Right.LISTS_BUILD, Right.CONTACTS_VIEW).in_campaign(),
        "due_builds": ENGINE, "take_build": ENGINE,
        "withdrawn": _SEEN,
    },
    "outbox": {
        **dict.fromkeys(
            ("add", "waiting", "waits", "take_lease", "release_lease", "settle", "note_down",
             "note_up"), ENGINE,
        ),
        "backlogs": EVERYBODY.giving(_backlogs),
        "set_aside": EVERYBODY.giving(_set_aside),
        "retry": needs(Right.CAMPAIGN_RUN).in_campaign(),
        "drop": needs(Right.CAMPAIGN_RUN).in_campaign(),
    },
    "consents": {
        "add": needs(Right.DO_NOT_CALL_EDIT), "revoke": needs(Right.DO_NOT_CALL_EDIT),
        "revive": needs(Right.DO_NOT_CALL_EDIT),
        "of": needs(Right.CONTACTS_VIEW, also=Right.PERSONAL_DATA),
        "all": needs(Right.CONTACTS_VIEW, also=Right.PERSONAL_DATA).in_office(),
        "content": needs(Right.CONTACTS_VIEW, also=Right.PERSONAL_DATA).in_office(),
    },
    "traces": {
        "add": ENGINE, "expire": needs(Right.SETTINGS_EDIT).in_office(),
        "of_attempt": needs(Right.SCHEMES_EDIT, Right.CONTACTS_VIEW, also=Right.PERSONAL_DATA)
        .in_campaign(_of_traced),
        "call": _TRACED.giving(masks.maybe(masks_desk.traced)),
        "recent_calls": replace(_TRACED, command=of_number).giving(masks_desk.traced_calls),
        "flows": needs(Right.SCHEMES_EDIT, Right.REPORTS_VIEW).in_campaign(),
        "documents": needs(Right.SCHEMES_EDIT, Right.REPORTS_VIEW),
        "count": needs(Right.SETTINGS_EDIT).in_office(),
        "versions": _COUNTED,
    },
}  # fmt: skip
